package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A table whose header names a column of companies and columns of figures says
// in each row what a sentence would: "Company | Amount | Valuation".

// table is the header that the rows behind it stand under.
type table struct {
	company int      // column of the companies; -1 without a table
	kinds   []string // kind of claim that each column holds; empty where none
	total   []bool   // columns of what was raised in all
	last    int      // sentence of the last row
}

var (
	companyHeads = set(`company companies startup start-up startups firm borrower issuer`)
	raisedHeads  = set(`amount raised raise funding size`)
	roundHeads   = set(`round series stage investors investor valuation lead led backers raised raise funding`)
	worthHeads   = set(`valuation post-money`)
	salesHeads   = set(`revenue arr sales`)
	headVetoes   = set(`growth change market share multiple rank debt loan price per forecast target previous prior old investor investors date`)
)

// cell is a range of tokens [lo, hi).
type cell struct{ lo, hi int }

// cells cuts a row at its bars; what stands outside the outer bars is left out.
func (s *sentence) cells() []cell {
	var out []cell
	lo := 0
	for i, t := range s.toks {
		if t.Norm == "|" {
			if i > 0 {
				out = append(out, cell{lo, i})
			}
			lo = i + 1
		}
	}
	if len(out) == 0 {
		return nil
	}
	if lo < len(s.toks) {
		out = append(out, cell{lo, len(s.toks)})
	}
	return out
}

// header takes a sentence as the header of a table, or ends the table before it.
func (r *reader) header(s *sentence) {
	if r.table != nil && s.n > r.table.last+1 {
		r.table = nil
	}
	cs := s.cells()
	if len(cs) < 2 || len(s.toks) > 60 {
		return
	}
	t := &table{company: -1, kinds: make([]string, len(cs)), total: make([]bool, len(cs)), last: s.n}
	round, amounts := false, 0
	for i, c := range cs {
		veto, kind := false, ""
		for _, w := range s.toks[c.lo:c.hi] {
			switch {
			case w.Shape == language.Number:
				return
			case headVetoes[w.Norm]:
				veto = true
			case companyHeads[w.Norm] && t.company < 0:
				t.company = i
			case worthHeads[w.Norm]:
				kind = "valuation"
			case salesHeads[w.Norm]:
				kind = "revenue"
			case raisedHeads[w.Norm] && kind == "":
				kind = "funding_round"
			case w.Norm == "total":
				t.total[i] = true
			}
			round = round || roundHeads[w.Norm]
		}
		if !veto && t.company != i && c.hi-c.lo <= 4 {
			t.kinds[i] = kind
		}
		if t.kinds[i] != "" {
			amounts++
		}
	}
	if t.company < 0 || amounts == 0 {
		return
	}
	for i, k := range t.kinds {
		if k == "funding_round" && !round {
			t.kinds[i] = "" // an amount of what, the header does not say
		}
	}
	r.table = t
}

// row gives the claims of a row under a header: one for each figure that is the
// only one of its cell.
func (r *reader) row(s *sentence) []Claim {
	t := r.table
	if t == nil || s.n <= t.last {
		return nil
	}
	cs := s.cells()
	if len(cs) != len(t.kinds) {
		return nil
	}
	t.last = s.n
	name := cs[t.company]
	slug, at := r.rowParty(s, name)
	if slug == "" {
		return nil
	}
	var out []Claim
	for i, kind := range t.kinds {
		if kind == "" {
			continue
		}
		var one *amount
		n := 0
		for j := range s.amounts {
			if a := &s.amounts[j]; a.lo >= cs[i].lo && a.hi <= cs[i].hi && a.class == "money" {
				one = a
				n++
			}
		}
		if n != 1 || one.Min.Sign() <= 0 {
			continue
		}
		v := Value{Min: one.Min, Max: one.Max, Unit: one.unit(), Bound: one.Bound}
		if v.Bound == "" {
			v.Bound = "exact"
		}
		subject := at
		c := Claim{Kind: kind, Rule: kind + "/table", In: s.in, Start: s.start, End: s.end, Quote: s.quote(), Modality: "actual", Subject: slug, Value: &v,
			Evidence: Evidence{Subject: &subject, Value: &Pointer{In: s.in, Start: s.toks[one.lo].Start, End: s.toks[one.hi-1].End}}}
		if t.total[i] {
			c.Basis = []string{"cumulative"}
		}
		out = append(out, c)
	}
	return out
}

// rowParty is the company that a cell names: its only mention, else the whole
// cell if it is written as a name.
func (r *reader) rowParty(s *sentence, c cell) (string, Pointer) {
	slug, at := "", Pointer{}
	for _, m := range s.parties {
		if m.Lo < c.lo || m.Hi > c.hi || m.Person || m.Slug == "" {
			continue
		}
		if slug != "" {
			return "", at
		}
		slug, at = m.Slug, Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
	}
	if slug != "" || c.lo >= c.hi || c.hi-c.lo > 4 {
		return slug, at
	}
	for _, t := range s.toks[c.lo:c.hi] {
		if t.Shape == language.Lower || t.Shape == language.Number || t.Shape == language.Mark || strings.HasPrefix(t.Norm, "total") {
			return "", at
		}
	}
	at = Pointer{In: s.in, Start: s.toks[c.lo].Start, End: s.toks[c.hi-1].End}
	return party.Slug(s.text[at.Start:at.End]), at
}
