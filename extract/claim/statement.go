package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// Statements of results give bare figures under a line that says their unit: "(In
// thousands, except per share amounts)". A page may hand out the sign of the
// currency and the bracket of a loss as cells of their own.

// statement is what the lines above the rows of a statement say.
type statement struct {
	scale
	times []when // of its columns
	turns bool   // its last columns hold changes
	last  int    // sentence of its last line
}

// maxFigures is how many figures of a row are read: a quarter and a year to date,
// each beside the one a year before.
const maxFigures = 4

// caption notes what a line says of the rows below it, and ends a statement where
// prose follows.
func (r *reader) caption(s *sentence) {
	if s.in != "text" {
		return
	}
	if r.books != nil && (s.n > r.books.last+1 && len(s.cells()) == 0 && len(s.toks) > 30) {
		r.books = nil
	}
	if len(s.toks) > 40 {
		return
	}
	for i := 0; i+1 < len(s.toks); i++ {
		power := int32(0)
		if s.toks[i].Norm == "in" {
			switch s.toks[i+1].Norm {
			case "thousands", "millions", "billions":
				power = multipliers[s.toks[i+1].Norm]
			}
		}
		if power == 0 || i > 0 && !bare(s.toks[:i]) {
			continue
		}
		unit := "USD"
		for _, t := range s.toks {
			if c, ok := currencies[t.Norm]; ok {
				unit = c
			}
			switch t.Norm {
			case "euro", "euros":
				unit = "EUR"
			case "yen":
				unit = "JPY"
			case "renminbi", "yuan":
				unit = "CNY"
			}
		}
		r.books = &statement{scale: scale{unit, power, Pointer{In: s.in, Start: s.toks[i].Start, End: s.toks[i+1].End}}, last: s.n}
		return
	}
}

// bare tells whether tokens are only marks, signs and words of currencies.
func bare(toks []language.Token) bool {
	for _, t := range toks {
		if _, ok := currencies[t.Norm]; !ok && t.Shape != language.Mark && t.Norm != "dollars" && t.Norm != "amounts" && t.Norm != "figures" && t.Norm != "unaudited" {
			return false
		}
	}
	return true
}

// booked gives the claims of a row of a statement of results.
func (r *reader) booked(s *sentence) []Claim {
	b := r.books
	if b == nil || s.in != "text" {
		return nil
	}
	cs := s.cells()
	if len(cs) < 2 {
		return nil
	}
	b.last = s.n
	label := cs[0]
	if label.lo >= label.hi || len(s.toks[label.lo:label.hi]) > 8 || s.toks[label.lo].Shape == language.Number {
		b.times, b.turns = nil, false
		for _, t := range s.times {
			if !t.IsDuration() {
				b.times = append(b.times, t)
			}
		}
		for _, t := range s.toks {
			b.turns = b.turns || t.Norm == "change" || t.Norm == "variance" || t.Norm == "%"
		}
		return nil
	}
	m, ok := gaugeOf(untimed(s, label.lo, label.hi))
	if !ok || m.kind != "revenue" && m.kind != "profit" || m.unknown > 1 {
		return nil
	}
	slug, at := r.profiled()
	if slug == "" {
		return nil
	}
	figures := s.figures(label.hi, b.scale)
	n := maxFigures
	if b.turns {
		n = 2
	}
	if len(figures) > n {
		figures = figures[:n]
	}
	var out []Claim
	for i, f := range figures {
		if m.loss && f.Min.Sign() > 0 {
			f.Min, f.Max = f.Max.Neg(), f.Min.Neg()
		}
		if f.Min.Sign() < 0 && m.kind == "revenue" {
			continue
		}
		x := s.told(m.kind, f)
		if m.basis != "" {
			x.Basis = append(x.Basis, m.basis)
		}
		who := at
		x.Subject, x.Evidence.Subject = slug, &who
		if len(b.times) == len(figures) {
			if d, ok := b.times[i].Resolve(r.now, quantity.Past); ok {
				x.Date, x.DateRole = d, "in"
			}
		}
		out = append(out, x)
	}
	return out
}

// figures gives the bare amounts of money behind token lo, with the sign that a
// bracket gives them.
func (s *sentence) figures(lo int, by scale) []figure {
	var out []figure
	at := by.at
	add := func(q *quantity.Quantity) {
		if q.Lead < lo || q.Max.Sign() == 0 || q.Vague || q.Denied {
			return
		}
		for _, t := range s.toks[q.Lead:q.Last] {
			if t.Shape != language.Number && t.Shape != language.Mark && currencies[t.Norm] == "" || strings.ContainsAny(t.Norm, "kmb%") {
				return // "$1.2 billion" under "in thousands" is written out
			}
		}
		i := q.Last
		for i < len(s.toks) && (s.toks[i].Norm == ")" || s.toks[i].Norm == "|") {
			i++
		}
		if i < len(s.toks) && s.toks[i].Norm == "%" {
			return
		}
		f := figure{Value{q.Min.Shift(by.power), q.Max.Shift(by.power), by.unit, "exact"}, q.Lead, q.Last, "", nil, &at}
		for i := q.Lead - 1; i >= lo && i >= q.Lead-2; i-- {
			if s.toks[i].Norm == "(" && f.Min.Sign() > 0 {
				f.Min, f.Max = f.Max.Neg(), f.Min.Neg()
				break
			}
			if s.toks[i].Norm != "$" {
				break
			}
		}
		out = append(out, f)
	}
	i, j := 0, 0
	for i < len(s.amounts) || j < len(s.numbers) { // both are in the order of the text
		if j >= len(s.numbers) || i < len(s.amounts) && s.amounts[i].Lead < s.numbers[j].Lead {
			if s.amounts[i].class == "money" {
				add(&s.amounts[i].Quantity)
			}
			i++
		} else {
			add(&s.numbers[j])
			j++
		}
	}
	return out
}
