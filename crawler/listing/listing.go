// Package listing reads the links of an HTML page that lists articles: UTF-8
// HTML and a selector in, addresses out.
package listing

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"pactwatch/crawler/weburl"
)

// Link is one link of a page, in the order of the page.
type Link struct {
	URL  string // whole
	Text string // what it says, white space folded
}

// Bounds of a page that the HTML parser may be given: it takes quadratic time
// for pages that repeat <body> or <html> with ever new attributes.
const (
	maxTags       = 200_000
	maxAttributes = 256
	maxRoots      = 8
	maxLinks      = 5000
)

// ErrHostile is a page that is built to keep a parser busy.
var ErrHostile = errors.New("page beyond the bounds of the parser")

// Links gives the links of the elements that the selector finds: of the element
// itself where it is a link, else of those in it. Each address comes once.
func Links(page []byte, base string, selector cascadia.SelectorGroup) ([]Link, error) {
	if err := check(page); err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return tokens(page, base) // nested too deep for a tree: all its links
	}
	if b := cascadia.Query(doc, baseTag); b != nil {
		if u, err := weburl.Resolve(base, attr(b, "href")); err == nil {
			base = u
		}
	}
	var links []Link
	have := map[string]bool{}
	add := func(a *html.Node) {
		ref := strings.TrimSpace(attr(a, "href"))
		if ref == "" || ref[0] == '#' || len(links) >= maxLinks {
			return
		}
		u, err := weburl.Resolve(base, ref)
		if err != nil || have[u] {
			return
		}
		have[u] = true
		links = append(links, Link{URL: u, Text: text(a)})
	}
	for _, n := range cascadia.QueryAll(doc, selector) {
		if isLink(n) {
			add(n)
			continue
		}
		inside := cascadia.QueryAll(n, linkTags)
		for _, a := range inside {
			add(a)
		}
		if len(inside) == 0 {
			for p := n.Parent; p != nil; p = p.Parent {
				if isLink(p) {
					add(p)
					break
				}
			}
		}
	}
	return links, nil
}

var (
	baseTag  = cascadia.MustCompile("base[href]")
	linkTags = cascadia.MustCompile("a[href], area[href]")
)

func isLink(n *html.Node) bool { return n.Data == "a" || n.Data == "area" }

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && b.Len() < 2000 {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// check counts tags and attributes, which is quick whatever the page.
func check(page []byte) error {
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(4 << 20)
	tags, roots := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if s := string(name); s == "body" || s == "html" {
				roots++
			}
			n := 0
			for more {
				_, _, more = z.TagAttr()
				n++
			}
			if tags++; tags > maxTags || roots > maxRoots || n > maxAttributes {
				return fmt.Errorf("%w: too many tags or attributes", ErrHostile)
			}
		}
	}
}

// tokens gives all links of a page without building its tree.
func tokens(page []byte, base string) ([]Link, error) {
	var links []Link
	have := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return links, nil
		case html.StartTagToken:
			t := z.Token()
			if t.Data != "a" || len(links) >= maxLinks {
				continue
			}
			for _, a := range t.Attr {
				if a.Key != "href" {
					continue
				}
				if u, err := weburl.Resolve(base, strings.TrimSpace(a.Val)); err == nil && !have[u] {
					have[u] = true
					links = append(links, Link{URL: u})
				}
			}
		}
	}
}
