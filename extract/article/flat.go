package article

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readFlat reads a page that html.Parse gives up on, which it does above 512
// open elements, from its tokens: text between block-level tags is a block, and
// so the page has no containers.
func readFlat(body []byte, in Input) (reading, error) {
	z := html.NewTokenizer(bytes.NewReader(body))
	p := &page{classes: map[string]sign{}, intro: -1}
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	p.elems = append(p.elems, elem{node: root, parent: -1})
	tag, kind := atom.Div, Paragraph
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return reading{}, noArticle(Failed, z.Err().Error())
			}
			p.flush(0, kind, tag)
			p.elems[0].end, p.elems[0].last = 1, int32(len(p.blocks))
			return p.read(in)
		case html.TextToken:
			p.add(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title:
				if t.Type == html.StartTagToken {
					var text strings.Builder
					for tt := z.Next(); tt != html.ErrorToken && tt != html.EndTagToken; tt = z.Next() {
						if tt == html.TextToken {
							text.Write(z.Text())
						}
					}
					n := &html.Node{Type: html.ElementNode, DataAtom: t.DataAtom, Attr: t.Attr}
					n.AppendChild(&html.Node{Type: html.TextNode, Data: text.String()})
					if t.DataAtom == atom.Script || t.DataAtom == atom.Title {
						p.element(n, 0, kind, tag)
					}
				}
			case atom.Meta, atom.Link, atom.Html, atom.Base:
				n := &html.Node{Type: html.ElementNode, DataAtom: t.DataAtom, Attr: t.Attr}
				if t.DataAtom == atom.Html {
					p.head.html(n)
				} else {
					p.element(n, 0, kind, tag)
				}
			case atom.A:
				p.inLink++
			default:
				if !inlineElement(t.DataAtom) {
					p.flush(0, kind, tag)
					tag, kind = t.DataAtom, blockKind(t.DataAtom, Paragraph)
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.A {
				p.inLink = max(0, p.inLink-1)
			} else if !inlineElement(a) {
				p.flush(0, kind, tag)
				tag, kind = atom.Div, Paragraph
			}
		}
	}
}
