package article

import (
	"slices"
	"strings"
)

// Update is one entry of a live blog, Text[Start:End], and when it was
// published: what it calls today is that day.
type Update struct {
	Published Date `json:"published"`
	Start     int  `json:"start"`
	End       int  `json:"end"`
}

// entry is an entry of a live blog as JSON-LD gives it
// (https://schema.org/liveBlogUpdate).
type entry struct {
	headline  string
	published string
	body      string
}

// maxEntries is how many entries of one live blog are read.
const maxEntries = 1000

// ldEntries returns the entries of a live blog.
func ldEntries(o map[string]any) []entry {
	list, ok := o["liveBlogUpdate"].([]any)
	if !ok && o["liveBlogUpdate"] != nil {
		list = []any{o["liveBlogUpdate"]}
	}
	var out []entry
	for _, x := range list[:min(len(list), maxEntries)] {
		u, ok := x.(map[string]any)
		if !ok {
			continue
		}
		out = append(out, entry{
			headline:  squash(ldText(u["headline"])),
			published: firstOf(ldText(u["datePublished"]), ldText(u["dateCreated"]), ldText(u["dateModified"])),
			body:      firstOf(ldText(u["articleBody"]), ldText(u["text"])),
		})
	}
	return out
}

// stamp is a time element of the page and where it stands.
type stamp struct {
	elem, block int32 // the element around it and the block that follows
	text        string
}

// readUpdates finds the entries of a live blog in the text of a: those of the
// JSON-LD by their words, or the elements that each have a time of their own,
// whichever are more. Entries that only the JSON-LD has are added to a text that
// has few of them.
func (p *page) readUpdates(a *Article, ld *structured, in Input) {
	if len(ld.entries) == 0 && len(p.stamps) < 3 {
		return
	}
	stamped := p.stampedUpdates(a, ld.kind == "LiveBlogPosting", in)
	starts := matchEntries(a, ld.entries)
	with := 0
	for i := range ld.entries {
		if len(ld.entries[i].body) >= 40 {
			with++
		}
	}
	if len(stamped) == 0 && len(starts)*3 < with && !a.Paywalled {
		starts = append(starts, addEntries(a, ld.entries, starts)...)
	}
	latest := latestDate(in)
	for i, s := range starts {
		d, ok := parseDate(ld.entries[s.entry].published)
		if !ok || !believable(d.Time, latest) {
			continue
		}
		d.Source = fromLD
		end := len(a.Blocks)
		if i+1 < len(starts) {
			end = starts[i+1].block
		}
		a.Updates = append(a.Updates, Update{Published: d, Start: a.Blocks[s.block].Start, End: a.Blocks[end-1].End})
	}
	if len(stamped) > len(a.Updates) {
		a.Updates = stamped
	}
}

// start says that a block of the text begins an entry.
type start struct{ block, entry int }

// opening is how many letters of an entry's first line tell it from others.
const opening = 24

// matchEntries finds where the entries begin, in the order of the text.
func matchEntries(a *Article, entries []entry) []start {
	if len(entries) == 0 {
		return nil
	}
	headlines, bodies := map[string]int{}, map[string]int{}
	for i := len(entries) - 1; i >= 0; i-- {
		if l := letters(entries[i].headline); len(l) >= 8 {
			headlines[l] = i
		}
		if par := paragraphsOf(firstBytes(entries[i].body, 2000)); len(par) > 0 {
			if l := letters(par[0].text); len(l) >= opening {
				bodies[l[:opening]] = i
			}
		}
	}
	var out []start
	used := make([]bool, len(entries))
	for i, b := range a.Blocks {
		l := letters(firstBytes(a.Text[b.Start:b.End], 300))
		e, ok := headlines[l]
		if !ok && len(l) >= opening {
			e, ok = bodies[l[:opening]]
		}
		if ok && !used[e] {
			used[e] = true
			out = append(out, start{i, e})
		}
	}
	return out
}

// addEntries appends the entries that do not begin anywhere yet to the text.
func addEntries(a *Article, entries []entry, known []start) []start {
	var out []start
	var text strings.Builder
	text.WriteString(a.Text)
	add := func(s string, kind Kind) {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		from := text.Len()
		text.WriteString(s)
		a.Blocks = append(a.Blocks, Block{Kind: kind, Start: from, End: text.Len()})
	}
	for i := range entries {
		if slices.ContainsFunc(known, func(s start) bool { return s.entry == i }) {
			continue
		}
		body := paragraphsOf(entries[i].body)
		if len(body) == 0 {
			continue
		}
		out = append(out, start{len(a.Blocks), i})
		if h := entries[i].headline; h != "" {
			add(h, Heading)
		}
		for _, par := range body {
			add(par.text, par.kind)
		}
	}
	a.Text = text.String()
	return out
}

// stampedUpdates takes the elements for entries that each hold one time element
// and text. A page that does not call itself a live blog is one if three or more
// of them hold most of its text.
func (p *page) stampedUpdates(a *Article, live bool, in Input) []Update {
	// at[i] is the block of a.Text that page block i became, or the next one
	at := make([]int, len(p.blocks)+1)
	for i := range p.blocks {
		at[i+1] = at[i]
		if p.blocks[i].drop == kept {
			at[i+1]++
		}
	}
	if at[len(p.blocks)] != len(a.Blocks) {
		return nil // the text comes from elsewhere
	}
	var stamps []stamp
	for _, s := range p.stamps {
		switch n := len(stamps); {
		case n == 0 || at[stamps[n-1].block] < at[s.block]:
			stamps = append(stamps, s)
		case stamps[n-1].elem != s.elem: // that one has no text; a second time of one entry says when it was changed
			stamps[n-1] = s
		}
	}
	latest := latestDate(in)
	covered := 0
	var out []Update
	for i, s := range stamps {
		next := int32(len(p.elems))
		until := len(a.Blocks)
		if i+1 < len(stamps) {
			next, until = stamps[i+1].elem, at[stamps[i+1].block]
		}
		alone := func(e int32) bool {
			return e > 0 && (i == 0 || stamps[i-1].elem < e) && next >= p.elems[e].end
		}
		first, last := at[s.block], until // where entries are no elements
		for e := s.elem; alone(e); e = p.elems[e].parent {
			f, l := at[p.elems[e].first], at[p.elems[e].last]
			if f < l && (l-f > 1 || a.Blocks[f].End-a.Blocks[f].Start >= 40) {
				first, last = f, l
			}
		}
		d, ok := parseDate(s.text)
		if first >= last || !ok || !believable(d.Time, latest) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End > a.Blocks[first].Start {
			continue
		}
		d.Source = fromTime
		u := Update{Published: d, Start: a.Blocks[first].Start, End: a.Blocks[last-1].End}
		covered += u.End - u.Start
		out = append(out, u)
	}
	if len(out) < 2 || !live && (len(out) < 3 || covered*2 < len(a.Text)) {
		return nil
	}
	return out
}

// opensEntry reports whether a heading stands beside one of three times or more
// in the element, and so opens an entry of a live blog.
func (p *page) opensEntry(e *elem, j int) bool {
	if p.blocks[j].kind != Heading || len(p.stamps) < 3 {
		return false
	}
	inside, beside := 0, false
	for i := range p.stamps {
		if s := &p.stamps[i]; s.block >= e.first && s.block < e.last && p.elems[s.elem].drop == kept {
			inside++
			beside = beside || int(s.block) >= j-1 && int(s.block) <= j+1
		}
	}
	return beside && inside >= 3
}

// firstBytes returns the beginning of s, n bytes or fewer, cut between letters.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
