package claim

import "pactwatch/extract/quantity"

// A line may list what a company has bought: "Acquisitions: Alpha ($40 million,
// 2024), Beta (2025)".

var boughtHeads = set(`acquisitions acquired takeovers purchases`)

// boughtList gives the acquisitions of the list in cell c: one for each name, with
// the price and the year that stand in brackets behind it.
func (r *reader) boughtList(s *sentence, c cell) []Claim {
	slug, at := r.profiled()
	if slug == "" {
		return nil
	}
	var out []Claim
	for _, m := range s.listCells(c) {
		name, note := m, cell{m.hi, m.hi}
		for i := m.lo; i < m.hi; i++ {
			if s.toks[i].Norm == "(" {
				name, note = cell{m.lo, i}, cell{i + 1, m.hi}
				break
			}
		}
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
