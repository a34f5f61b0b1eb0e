package claim

import (
	"slices"

	"pactwatch/extract/party"
)

// paying words hand a share to whom they stand before, and paid nouns to whom
// they stand before with "to".
var (
	payingForms = set(`pay pays paying paid owe owes owed give gives giving gave`)
	paidNouns   = set(`payment payments share sharing cut percent %`)
	notPaying   = set(`no not longer never stop stops stopped stopping end ends ended cease ceases ceased without n't if instead`)
)

// payers gives who pays whom a share of revenue, where whole sentences of the
// text say it of one pair: "Alpha will keep paying Beta a revenue share". It is
// nil where none does or both sides pay.
func (r *reader) payers() *[2]filler {
	if r.payersKnown {
		return r.payerOf
	}
	r.payersKnown = true
	for _, s := range r.sents {
		if !hasWord(s.toks, "revenue") && !hasWord(s.toks, "revenues") && !hasWord(s.toks, "sales") {
			continue
		}
		for i := 1; i < len(s.parties); i++ {
			a, b := &s.parties[i-1], &s.parties[i]
			if a.Slug == "" || b.Slug == "" || a.Slug == b.Slug || a.Person || b.Person || !s.pays(a, b) {
				continue
			}
			if p := r.payerOf; p != nil && (p[0].slug != a.Slug || p[1].slug != b.Slug) {
				r.payerOf = nil
				return nil
			}
			at := func(m *party.Mention) filler {
				return filler{m.Slug, Pointer{}, []Pointer{{s.in, s.toks[m.Lo].Start, s.toks[m.Hi-1].End}}, 5, -1, -1}
			}
			r.payerOf = &[2]filler{at(a), at(b)}
		}
	}
	return r.payerOf
}

// pays tells whether the words between two names say that the first pays the
// second.
func (s *sentence) pays(a, b *party.Mention) bool {
	if b.Lo-a.Hi > 9 || b.Lo <= a.Hi {
		return false
	}
	between := s.toks[a.Hi:b.Lo]
	for _, t := range between {
		if notPaying[t.Norm] || t.Norm == "," || t.Norm == ";" || t.Norm == ":" {
			return false
		}
	}
	switch w := between[len(between)-1].Norm; {
	case payingForms[w]:
		return true
	case w == "to":
		if len(between) == 1 { // "payments from Alpha to Beta"
			return a.Lo > 1 && (s.toks[a.Lo-1].Norm == "from" || s.toks[a.Lo-1].Norm == "by") && anyWord(s.toks[max(0, a.Lo-5):a.Lo], paidNouns)
		}
		return between[0].Norm == "'s" && paidNouns[between[len(between)-2].Norm]
	}
	return false
}

// whoPays puts payer and receiver right, or names the one that a sentence leaves
// out, by who pays whom elsewhere in the text.
func (r *reader) whoPays(s *sentence, p *place, subj, obj []filler) ([]filler, []filler) {
	if p.verb && len(subj) > 0 && len(obj) > 0 {
		return subj, obj
	}
	w := r.payers()
	if w == nil {
		return subj, obj
	}
	is := func(fs []filler, i int) bool { return len(fs) == 1 && fs[0].slug == w[i].slug }
	switch {
	case len(subj) == 0 && len(obj) == 0 && !p.verb && s.onlyNames(w[0].slug, w[1].slug):
		return w[:1], w[1:]
	case len(subj) == 2 && len(obj) == 0: // "the two capped the revenue share"
		if i := slices.IndexFunc(subj, func(f filler) bool { return f.slug == w[0].slug }); i >= 0 && subj[1-i].slug == w[1].slug {
			return subj[i : i+1], subj[1-i : 2-i]
		}
	case is(subj, 0) && len(obj) == 0:
		return subj, w[1:]
	case len(subj) == 0 && is(obj, 1):
		return w[:1], obj
	case is(subj, 1) && (len(obj) == 0 || is(obj, 0)):
		for _, slot := range []string{"from", "to", "by", "with", "of-poss"} {
			if len(r.slotFillers(s, p, slot)) > 0 {
				return subj, obj
			}
		}
		if len(obj) == 0 {
			return w[:1], subj
		}
		return obj, subj
	}
	return subj, obj
}

// onlyNames tells whether a sentence names no organisation but these two.
func (s *sentence) onlyNames(a, b string) bool {
	return !slices.ContainsFunc(s.parties, func(m party.Mention) bool {
		return m.Slug != "" && !m.Person && m.Slug != a && m.Slug != b
	})
}
