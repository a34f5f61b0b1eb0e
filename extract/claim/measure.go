package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// measure finds the amounts and times of a sentence.
func (r *reader) measure(s *sentence) {
	qs, ts := quantity.Read(s.text, language.Sentence{Span: language.Span{Start: s.start, End: s.end}, Block: s.block, Tokens: s.toks})
	for i, q := range qs {
		if i+1 < len(qs) && s.changesTo(&q, &qs[i+1]) {
			q.Unit, q.Noun, q.NounAt = qs[i+1].Unit, qs[i+1].Noun, qs[i+1].NounAt
		}
		a := amount{Quantity: q, lo: q.Lead, hi: q.Last, class: class(&q)}
		for i := q.Last; i < q.Tail && i < len(s.toks) && rated[s.toks[i].Norm]; i++ {
			a.hi = i + 1 // "$30 billion a year", "$20B+"
		}
		for a.lo > 0 && a.lo < q.First && s.boundVerb(a.lo) {
			a.lo++ // "sales at Beta exceed $19 million": a verb like any other
		}
		if i := q.Last; i+1 < len(s.toks) && s.toks[i].Norm == "or" && orMore[s.toks[i+1].Norm] {
			a.hi = i + 2 // "$20 million or more in sales"
		}
		if a.lo > 0 && s.toks[a.lo-1].Norm == "between" && q.Min != q.Max {
			a.lo--
		}
		if a.lo > 0 && a.lo+2 < a.hi && s.toks[a.lo].Norm == "to" && (s.toks[a.lo+1].Norm == "more" || s.toks[a.lo+1].Norm == "less") {
			a.lo++ // "raising its valuation to more than $10 billion": the preposition is the verb's
		}
		if a.lo > 0 && a.lo+2 < a.hi && s.toks[a.lo].Norm == "nearing" && (s.toks[a.lo+1].Norm == "a" || s.toks[a.lo+1].Norm == "an") {
			a.lo++ // "was nearing a $2 billion round" is not about that much
			a.Bound = quantity.Exact
		}
		for a.lo+1 < a.hi && (s.toks[a.lo].Norm == "a" || s.toks[a.lo].Norm == "an" || s.toks[a.lo].Norm == "the") && (s.toks[a.lo+1].Shape == language.Mark || s.toks[a.lo+1].Shape == language.Number) {
			a.lo++
		}
		if a.class == "" && !q.Money() {
			var before *amount
			if n := len(s.amounts); n > 0 {
				before = &s.amounts[n-1]
			}
			if s.countsUsers(&q, before) {
				a.class, a.Unit = "users", quantity.Users
			}
		}
		if a.class == "" && !q.Money() {
			s.numbers = append(s.numbers, q) // words like any other to the syntax
			continue
		}
		s.amounts = append(s.amounts, a)
	}
	for _, t := range ts {
		if n := s.toks[t.Last-1].Norm; strings.Contains(n, "-on-") || strings.Contains(n, "-over-") {
			continue // "a year-on-year increase" says nothing of when
		}
		if t.Lead > 0 && t.Lead < t.First && s.toks[t.Lead-1].Norm == "according" {
			t.Lead++ // "according to a Monday report": "to" is no time's
			t.Role = ""
		}
		s.times = append(s.times, when{Time: t, lo: t.Lead, hi: t.Last})
	}
}

// changesTo tells whether a bare number is what a change starts from, so that the
// unit is that of the figure it ends at: "from 20 to 8 percent".
func (s *sentence) changesTo(from, to *quantity.Quantity) bool {
	return from.Unit == quantity.Bare && from.Op == "from" && from.Last < len(s.toks) && s.toks[from.Last].Norm == "to" && to.Lead == from.Last+1 &&
		(to.Unit == quantity.Percent || to.Unit == quantity.Users && from.Max.Cmp(crowd) >= 0)
}

// boundVerb tells whether the bound word at a token is a verb that reaches a level.
func (s *sentence) boundVerb(tok int) bool {
	v, ok := verbs()[s.toks[tok].Norm]
	return ok && reaching[v.lemma] && v.forms&(third|past|base) != 0 && s.toks[tok-1].Shape != language.Mark
}

var orMore = set(`more so less greater higher better fewer`)

var rated = set(`per a an each every year month week quarter annually monthly / yr + apiece`)

// class is the class of units that frames ask for; empty if no claim is about
// the quantity.
func class(q *quantity.Quantity) string {
	switch {
	case q.Denied || q.Vague:
		return ""
	case q.Money():
		return "money"
	case q.Unit == quantity.Percent:
		return "percent"
	case q.Unit == quantity.Power:
		return "power"
	case q.Unit == quantity.Chips:
		return "chips"
	case q.Unit == quantity.Users:
		return "users"
	}
	return ""
}

func (a *amount) unit() string   { return a.Unit }
func (a *amount) period() string { return a.Period }

func neg(d quantity.Decimal) quantity.Decimal { return d.Neg() }
