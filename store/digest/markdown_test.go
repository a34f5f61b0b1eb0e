package digest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"
)

// readers of Markdown from the strictest to one with every extension on and raw
// HTML let through.
var readers = map[string]goldmark.Markdown{
	"CommonMark": goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe())),
	"GFM and more": goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithRendererOptions(html.WithUnsafe())),
}

// Whatever the texts of a day hold, Markdown shows them as they are and nothing
// else comes of them.
func TestMarkdownInReaders(t *testing.T) {
	for _, day := range []struct {
		name string
		d    Digest
	}{{"rich", Build(richDay(), testOptions)}, {"hostile", hostileDigest()}} {
		src, err := Render(day.d, "md")
		if err != nil {
			t.Fatal(err)
		}
		plain, err := Render(day.d, "txt")
		if err != nil {
			t.Fatal(err)
		}
		links := map[string]bool{}
		for _, it := range day.d.Rows {
			links[it.Finding.Source.URL] = true
			links[shown(it).URL] = true
		}
		for _, e := range day.d.Edits {
			links[e.URL] = true
		}
		for _, it := range day.d.Changed {
			if it.Other != nil {
				links[it.Other.Source.URL] = true
			}
		}
		var texts []string
		for name, reader := range readers {
			t.Run(day.name+"/"+name, func(t *testing.T) {
				var b bytes.Buffer
				if err := reader.Convert(src, &b); err != nil {
					t.Fatal(err)
				}
				checkElements(t, b.Bytes(), map[string]string{"html": "", "head": "", "body": "", "h1": "", "h2": "", "h3": "", "p": "", "ul": "", "li": "", "strong": "", "br": "", "a": "href"},
					func(n *xhtml.Node) {
						if n.Data == "a" && !links[n.Attr[0].Val] {
							t.Errorf("a link of somebody else: %q", n.Attr[0].Val)
						}
					})
				doc, err := xhtml.Parse(&b)
				if err != nil {
					t.Fatal(err)
				}
				got := squash(textOf(doc))
				texts = append(texts, got)
				for line := range strings.SplitSeq(string(plain), "\n") {
					// Addresses stand otherwise in the two; quotes must be the same.
					line, _, _ = strings.Cut(strings.TrimSpace(line), " · ")
					if !strings.HasPrefix(line, "“") {
						continue
					}
					if want := squash(line); !strings.Contains(got, want) {
						t.Errorf("not shown as it is: %q", want)
					}
				}
			})
		}
		if len(texts) == 2 && texts[0] != texts[1] {
			t.Errorf("%s: two readers show two texts", day.name)
		}
	}
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }
