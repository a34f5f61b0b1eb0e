package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is an HTML page after one walk over its nodes: all visible text in one
// buffer, cut into blocks, and the elements that hold them.
type page struct {
	text    []byte
	blocks  []block // in document order
	elems   []elem  // in document order, parents before children; elems[0] is the root
	links   []Link  // as written, spans of text
	stamps  []stamp // time elements with a time
	head    head
	rule    *compiled // of the publisher, or nil
	authors []string  // as the byline gives them
	chosen  int       // the container in elems, or -1
	intro   int       // index of the block that is the headline, or -1

	// state of the walk
	start   int   // of the block under construction
	linked  int   // bytes of it inside links
	inLink  int   // depth of a elements
	row     bool  // inside a table row: cells are joined, not cut
	space   bool  // a blank is due before the next text
	images  int32 // seen so far
	classes map[string]sign
}

// block is a run of text that no block-level element cuts.
type block struct {
	start, end int32 // bytes of page.text
	elem       int32 // innermost element of page.elems
	linked     int32 // bytes inside links
	kind       Kind
	tag        atom.Atom // of the nearest block-level element
	drop       reason    // why it is no part of the article
}

// elem is an element that can be a container of text.
type elem struct {
	node        *html.Node
	parent      int32
	end         int32 // elems[i+1:end] lie inside elems[i]
	first, last int32 // blocks[first:last] lie inside
	images      int32 // pictures and videos inside
	sign        sign  // what its markup says
	drop        reason
}

func (b *block) size() int { return int(b.end - b.start) }

// walkPage reads the tree under root once.
func walkPage(root *html.Node) *page {
	p := &page{
		text:    make([]byte, 0, 16<<10),
		blocks:  make([]block, 0, 256),
		elems:   make([]elem, 0, 512),
		classes: make(map[string]sign, 128),
		chosen:  -1,
		intro:   -1,
	}
	p.elems = append(p.elems, elem{node: root, parent: -1})
	p.children(root, 0, Paragraph, atom.Body)
	p.flush(0, Paragraph, atom.Body)
	p.elems[0].end = int32(len(p.elems))
	p.elems[0].last = int32(len(p.blocks))
	return p
}

func (p *page) children(n *html.Node, in int32, kind Kind, tag atom.Atom) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.add(c.Data)
		case html.ElementNode:
			p.element(c, in, kind, tag)
		}
	}
}

func (p *page) element(n *html.Node, in int32, kind Kind, tag atom.Atom) {
	switch n.DataAtom {
	case atom.Script:
		p.head.script(n)
		return
	case atom.Meta:
		p.head.meta(n)
		return
	case atom.Link:
		p.head.link(n)
		return
	case atom.Title:
		if n.Namespace == "" && p.head.title == "" && n.FirstChild != nil {
			set(&p.head.title, n.FirstChild.Data)
		}
		return
	case atom.Html:
		p.head.html(n)
	case atom.Base:
		p.head.base = attr(n, "href")
		return
	case atom.Img, atom.Picture, atom.Video:
		p.images++
		return
	case atom.Noscript:
		if c := n.FirstChild; c != nil && c.Type == html.TextNode && len(p.head.noscript) < 1000 {
			p.head.noscript += c.Data[:min(len(c.Data), 500)]
		}
		return
	case atom.Style, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
		atom.Canvas, atom.Select, atom.Option, atom.Textarea, atom.Input, atom.Audio, atom.Map, atom.Area, atom.Progress, atom.Meter, atom.Rp, atom.Rt, atom.Noframes, atom.Noembed:
		return
	case atom.Br:
		p.lineBreak(n, in, kind, tag)
		return
	case atom.Wbr:
		return
	case atom.Hr:
		p.flush(in, kind, tag)
		return
	case atom.Head:
		p.children(n, in, kind, tag)
		p.text = p.text[:p.start] // a head has no text
		p.space = false
		return
	}
	if inlineElement(n.DataAtom) {
		p.inline(n, in, kind, tag)
		return
	}
	if p.row {
		if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			if len(p.text) > p.start {
				p.text = append(p.text, " |"...)
			}
		}
		p.space = true
		p.children(n, in, kind, tag)
		p.space = true
		return
	}
	p.flush(in, kind, tag)
	i := int32(len(p.elems))
	p.elems = append(p.elems, elem{node: n, parent: in, first: int32(len(p.blocks)), images: p.images, sign: p.signs(n)})
	inner := blockKind(n.DataAtom, kind)
	itag := n.DataAtom
	if itag == 0 {
		itag = tag
	}
	if n.DataAtom == atom.Tr && dataRow(n) {
		p.row = true
		p.children(n, i, TableRow, atom.Tr)
		p.row = false
		p.flush(i, TableRow, atom.Tr)
	} else {
		p.children(n, i, inner, itag)
		p.flush(i, inner, itag)
	}
	e := &p.elems[i]
	if e.sign.author {
		if from := int(p.blockStart(e.first)); len(p.text)-from < 150 && from < len(p.text) {
			p.head.byline(string(p.text[from:]))
		}
	}
	e.end, e.last, e.images = int32(len(p.elems)), int32(len(p.blocks)), p.images-e.images
}

// blockStart returns where a block begins, or the next one would.
func (p *page) blockStart(i int32) int32 {
	if int(i) < len(p.blocks) {
		return p.blocks[i].start
	}
	return int32(len(p.text))
}

// inline reads an element that does not cut the text.
func (p *page) inline(n *html.Node, in int32, kind Kind, tag atom.Atom) {
	s := p.signs(n)
	if s.drop == hidden || s.drop != kept && s.strong {
		if n.DataAtom != atom.A || s.drop == hidden {
			if inlineSize(n) < 200 {
				return
			}
		}
	}
	if n.DataAtom == atom.Time {
		p.head.time(n, p.intro >= 0)
		p.stamp(n, in)
	}
	if s.author || n.DataAtom == atom.A && strings.Contains(attr(n, "rel"), "author") {
		from := len(p.text)
		defer func() {
			if from < len(p.text) && len(p.text)-from < 150 {
				p.head.byline(string(p.text[from:]))
			}
		}()
	}
	if n.DataAtom != atom.A {
		p.children(n, in, kind, tag)
		return
	}
	if n.FirstChild == nil {
		return
	}
	start, blocks := len(p.text), len(p.blocks)
	if p.space && start > p.start {
		start++
	}
	p.inLink++
	p.children(n, in, kind, tag)
	p.inLink--
	if blocks != len(p.blocks) || start >= len(p.text) {
		return
	}
	if href := attr(n, "href"); href != "" && href[0] != '#' && !strings.HasPrefix(href, "javascript:") {
		p.links = append(p.links, Link{URL: href, Start: start, End: len(p.text)})
	}
}

// stamp notes where a time element stands.
func (p *page) stamp(n *html.Node, in int32) {
	if t := firstOf(attr(n, "datetime"), attr(n, "data-time")); t != "" && len(p.stamps) < maxEntries {
		p.stamps = append(p.stamps, stamp{elem: in, block: int32(len(p.blocks)), text: t})
	}
}

// add appends text to the block under construction.
func (p *page) add(s string) {
	before := len(p.text)
	if strings.IndexByte(s, '&') >= 0 {
		s = unescapeDoubled(s)
	}
	if p.space && before == p.start {
		p.space = false
	}
	p.text, p.space = appendSpaced(p.text, s, p.space, p.start)
	if p.inLink > 0 {
		p.linked += len(p.text) - before
	}
}

// flush ends the block under construction.
func (p *page) flush(in int32, kind Kind, tag atom.Atom) {
	if p.row {
		return
	}
	p.space = false
	start := p.start
	end := len(p.text)
	if end == start {
		return
	}
	linked := p.linked
	p.linked = 0
	p.start = end
	if kind == TableRow {
		for end > start && (p.text[end-1] == ' ' || p.text[end-1] == '|') {
			end--
		}
		p.text = p.text[:end]
		p.start = end
		if end == start {
			return
		}
	}
	if tag == atom.H1 && p.intro < 0 {
		p.intro = len(p.blocks)
	}
	p.blocks = append(p.blocks, block{start: int32(start), end: int32(end), elem: in, linked: int32(linked), kind: kind, tag: tag})
}

// lineBreak cuts the block at a br where a line ends there: at two in a row, or
// behind the end of a sentence; else it is a blank.
func (p *page) lineBreak(n *html.Node, in int32, kind Kind, tag atom.Atom) {
	if p.row || p.inLink > 0 || kind == Heading {
		p.space = true
		return
	}
	next := n.NextSibling
	for next != nil && (next.Type == html.TextNode && isBlank(next.Data) || next.Type == html.CommentNode) {
		next = next.NextSibling
	}
	if next != nil && next.DataAtom == atom.Br || endsSentence(p.text[p.start:]) {
		p.flush(in, kind, tag)
		return
	}
	p.space = true
}

func endsSentence(b []byte) bool {
	s := strings.TrimRight(string(b[max(0, len(b)-8):]), "\"'”’»)]")
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case '.', '!', '?', ':', ';':
		return true
	}
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, "…")
}

func isBlank(s string) bool {
	for _, r := range s {
		if !isSpace(r) && !isInvisible(r) {
			return false
		}
	}
	return true
}

// inlineSize is the length of the text under n, up to a little above 200.
func inlineSize(n *html.Node) int {
	size := 0
	for c := n.FirstChild; c != nil && size <= 200; c = c.NextSibling {
		if c.Type == html.TextNode {
			size += len(c.Data)
		} else {
			size += inlineSize(c)
		}
	}
	return size
}

// dataRow reports whether a table row holds cells of data, and not the layout
// of a page: two cells or more, no table and no two paragraphs in one of them.
func dataRow(tr *html.Node) bool {
	cells := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells++
			if paragraphs, breaks := cellBlocks(c, 0, 0); paragraphs > 1 || breaks > 2 {
				return false
			}
		}
	}
	return cells > 1
}

// cellBlocks counts the paragraphs and line breaks of a table cell, up to a
// little more than a cell of data has; an element that only a layout puts there
// counts as two paragraphs.
func cellBlocks(n *html.Node, paragraphs, breaks int) (int, int) {
	for c := n.FirstChild; c != nil && paragraphs < 2 && breaks < 3; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.Article, atom.Section, atom.Form, atom.Nav:
			return 2, breaks
		case atom.P, atom.Ul, atom.Ol, atom.H3, atom.H4:
			paragraphs++
		case atom.Br:
			breaks++
		}
		if c.FirstChild != nil {
			paragraphs, breaks = cellBlocks(c, paragraphs, breaks)
		}
	}
	return paragraphs, breaks
}

func inlineElement(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data,
		atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr,
		atom.Q, atom.Ruby, atom.Rb, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub,
		atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Output, atom.Slot:
		return true
	}
	return false
}

func blockKind(a atom.Atom, outer Kind) Kind {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return Heading
	case atom.Li, atom.Dt, atom.Dd:
		return ListItem
	case atom.Blockquote:
		return Quote
	case atom.Figcaption:
		return Caption
	case atom.P, atom.Div, atom.Pre, 0:
		return outer
	case atom.Td, atom.Th:
		return Paragraph
	}
	if outer == Quote || outer == ListItem || outer == Caption {
		return outer
	}
	return Paragraph
}

// attr returns the value of an attribute, or "".
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}
