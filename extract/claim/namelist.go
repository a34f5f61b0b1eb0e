package claim

import (
	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// A line may list what a company has bought or whom it works with: "Acquisitions:
// Alpha ($40 million, 2024), Beta (2025)", "Key partners: Alpha, Beta".

var boughtHeads = set(`acquisitions acquired takeovers purchases`)

// nameAndNote splits a cell into a name and what stands in brackets behind it.
func (s *sentence) nameAndNote(m cell) (name, note cell) {
	for i := m.lo; i < m.hi; i++ {
		if s.toks[i].Norm == "(" {
			return cell{m.lo, i}, cell{i + 1, m.hi}
		}
	}
	return m, cell{m.hi, m.hi}
}

// boughtList gives the acquisitions of the list in cell c: one for each name, with
// the price and the year that stand in brackets behind it.
func (r *reader) boughtList(s *sentence, c cell) []Claim {
	slug, at := r.profiled()
	if slug == "" {
		return nil
	}
	var out []Claim
	for _, m := range s.listCells(c) {
		name, note := s.nameAndNote(m)
		target, where := r.rowParty(s, name)
		if target == "" || target == slug {
			continue
		}
		buyer, bought := at, where
		x := Claim{Kind: "acquisition", Rule: "acquisition/label", In: s.in, Start: s.start, End: s.end, Quote: s.quote(), Modality: "actual",
			Subject: slug, Object: target, Evidence: Evidence{Subject: &buyer, Object: &bought}}
		if f, ok := s.leading(note, "money", scale{}); ok && f.Min.Sign() > 0 {
			y := s.told("acquisition", f)
			x.Value, x.Evidence.Value = y.Value, y.Evidence.Value
		}
		for i := range s.times {
			if t := &s.times[i]; t.lo >= note.lo && t.hi <= note.hi && !t.IsDuration() {
				if d, ok := t.Resolve(r.now, quantity.Past); ok {
					x.Date, x.DateRole = d, "in"
				}
			}
		}
		out = append(out, x)
	}
	return out
}

// partnerHeads label lists of partners, and partnerWords may stand beside them.
var (
	partnerHeads = set(`partners partnerships collaborations alliances collaborators`)
	partnerWords = set(`key strategic main major notable cloud technology tech commercial industry distribution launch current ai the our core enterprise existing`)
)

// headsPartners tells whether a label says that partners follow.
func headsPartners(label []language.Token) bool {
	n := len(label)
	if n == 0 || n > 4 || !partnerHeads[label[n-1].Norm] {
		return false
	}
	for _, t := range label[:n-1] {
		if !partnerWords[t.Norm] {
			return false
		}
	}
	return true
}

// partnerList gives the partnerships of the list in cell c, one for each name; none
// where the cell is more than a list of names.
func (r *reader) partnerList(s *sentence, c cell) []Claim {
	slug, at := r.profiled()
	if slug == "" {
		return nil
	}
	var out []Claim
	for _, m := range s.listCells(c) {
		name := m
		for i := m.lo; i < m.hi; i++ {
			if s.toks[i].Norm == "(" {
				name = cell{m.lo, i}
				break
			}
		}
		with, where := r.rowParty(s, name)
		if with == "" || name.hi-name.lo > 6 {
			return nil
		}
		if with == slug {
			continue
		}
		one, other := at, where
		out = append(out, Claim{Kind: "partnership", Rule: "partnership/label", In: s.in, Start: s.start, End: s.end, Quote: s.quote(), Modality: "actual", Event: "in_force",
			Subject: slug, Object: with, Evidence: Evidence{Subject: &one, Object: &other}})
	}
	return out
}

// partnersOf gives the partnerships of a line whose label names the others and whose
// words say that they are partners: "Alpha, Beta: joint research partnerships".
func (r *reader) partnersOf(s *sentence, label, c cell) []Claim {
	if len(s.amounts) > 0 || s.verbIn(c) || !anyWord(s.toks[c.lo:c.hi], partnering) {
		return nil
	}
	for _, l := range s.listCells(label) {
		if slug, _ := r.rowParty(s, l); slug == "" {
			return nil
		}
	}
	return r.partnerList(s, label)
}

var partnering = set(`partner partners partnership partnerships collaboration collaborations alliance alliances`)

// listCells cuts a cell at its commas and "and"s outside brackets.
func (s *sentence) listCells(c cell) []cell {
	var out []cell
	lo, depth := c.lo, 0
	add := func(hi int) {
		if hi > lo {
			out = append(out, cell{lo, hi})
		}
	}
	for i := c.lo; i < c.hi; i++ {
		switch s.toks[i].Norm {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case ",", ";", "and", ".":
			if depth == 0 {
				add(i)
				lo = i + 1
			}
		}
	}
	add(c.hi)
	return out
}
