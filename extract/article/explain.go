package article

import "strings"

// Trace is one reading of a page, explained.
type Trace struct {
	Article   Article  `json:"article"`
	Rule      string   `json:"rule,omitempty"`      // host of the publisher rule that was used
	Container string   `json:"container,omitempty"` // path of the element that was taken for the article
	Blocks    []Reason `json:"blocks"`              // every block of the page, in order
}

// Reason says what became of one block of a page.
type Reason struct {
	Kept bool   `json:"kept"`
	Why  string `json:"why,omitempty"` // of a dropped block
	Kind Kind   `json:"kind"`
	Path string `json:"path,omitempty"` // elements around it, with their classes and ids
	Text string `json:"text"`
}

// Explain reads a document as [Parse] does, and says of every block why it was
// kept or dropped. Where the page gives no article, the blocks come with the
// error.
func Explain(in Input) (Trace, error) {
	r, err := read(in)
	t := Trace{Article: r.article}
	if r.page == nil {
		for _, b := range r.article.Blocks {
			t.Blocks = append(t.Blocks, Reason{Kept: true, Kind: b.Kind, Text: r.article.Text[b.Start:b.End]})
		}
		return t, err
	}
	p := r.page
	if p.rule != nil {
		t.Rule = p.rule.Host
	}
	if p.chosen >= 0 {
		t.Container = p.path(int32(p.chosen))
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		t.Blocks = append(t.Blocks, Reason{
			Kept: b.drop == kept,
			Why:  b.drop.String(),
			Kind: b.kind,
			Path: p.path(b.elem),
			Text: string(p.text[b.start:b.end]),
		})
	}
	return t, err
}

// path writes the elements from the root to an element, outermost first.
func (p *page) path(i int32) string {
	var parts []string
	for ; i > 0; i = p.elems[i].parent {
		n := p.elems[i].node
		var s strings.Builder
		s.WriteString(n.Data)
		if id := attr(n, "id"); id != "" {
			s.WriteString("#" + id)
		}
		for _, c := range strings.Fields(attr(n, "class")) {
			s.WriteString("." + c)
		}
		parts = append(parts, s.String())
	}
	for l, r := 0, len(parts)-1; l < r; l, r = l+1, r-1 {
		parts[l], parts[r] = parts[r], parts[l]
	}
	return strings.Join(parts, " > ")
}
