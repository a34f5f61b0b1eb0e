package claim

import "slices"

// bearer is who stands before "with": "Alpha, with a 27% stake, is".
func (r *reader) bearer(s *sentence, p *place, not ...string) []filler {
	k := p.ch - 1
	if k < 1 || s.chunks[k].kind != pp || s.chunks[k].word != "with" {
		return nil
	}
	if k--; k > 0 && s.chunks[k].kind == cm {
		k--
	}
	if k < 0 || s.chunks[k].kind != np || !s.named(k) || s.items[s.chunks[k].main].tag != partyTag {
		return nil
	}
	if p.t.frame.Kind != "equity_stake" && slices.ContainsFunc(s.chunks[:k], func(c chunk) bool { return c.kind == vg }) {
		return nil // "Alpha will buy Beta from Gamma, with a valuation of"
	}
	if v := s.holderVerb(k); v >= 0 { // "Alpha is the largest shareholder in Beta, with a stake of"
		chs, cost := s.subjects(v)
		return r.chainFillers(s, chs, cost, not...)
	}
	return r.fillersOf(s, k, not...)
}

// holderVerb gives the verb by which a holder of what stands at chunk k is said of its
// subject: "Alpha is a shareholder in Beta"; -1 if there is none.
func (s *sentence) holderVerb(k int) int {
	if k < 3 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "in" && s.chunks[k-1].word != "of" || s.chunks[k-2].kind != np || !holders[s.chunks[k-2].word] {
		return -1
	}
	for v := k - 3; v >= 0; v-- {
		switch c := &s.chunks[v]; c.kind {
		case ad:
			continue
		case vg:
			if c.word == "be" || c.word == "become" || c.word == "remain" {
				return v
			}
		}
		return -1
	}
	return -1
}

// holders own a part of something.
var holders = set(`shareholder investor backer owner stakeholder holder stockholder`)

// granted is who gets what a phrase names behind it: "issued Alpha warrants".
func (r *reader) granted(s *sentence, k int) []filler {
	c := &s.chunks[k]
	if c.main <= c.lo || !grants[s.items[c.main].norm] {
		return nil
	}
	for x := c.main - 1; x >= c.lo; x-- {
		if s.items[x].tag == partyTag {
			return r.partyItem(s, x, k, 0)
		}
		if s.items[x].tag == poss || s.items[x].tag == det {
			break
		}
	}
	return nil
}

// alsoPercent finds the percentage that says over again what a trigger takes or
// holds: "7 million shares, or about 4% of the company", "shares representing 4%
// of", "a position equivalent to 4% of".
func (r *reader) alsoPercent(s *sentence, p *place, rank int, add func([]pick, int)) {
	step, end := 1, min(p.ch+18, len(s.chunks)-1)
	if p.verb && s.chunks[p.ch].passive {
		step, end = -1, max(p.ch-12, 0)
	}
	for k := p.ch; k != end; k += step {
		c, n := &s.chunks[k], k+1
		switch {
		case c.kind == br:
			return
		case k == p.ch:
			continue
		case c.kind == cc && c.word == "or":
		case c.kind == vg && (c.gerund || c.bare) && saysAgain[c.word]:
			if s.chunks[n].kind == pp && n+1 < len(s.chunks) {
				n++
			}
		case c.kind == np && (c.word == "equivalent" || c.word == "equal") && s.chunks[n].kind == pp && n+1 < len(s.chunks):
			n++
		case c.kind == vg && s.chunks[k-1].kind != rc && c.finite && !c.bare:
			return
		default:
			continue
		}
		if s.chunks[n].kind == np && !s.percentOfThing(n) {
			add(s.amountIn(n, p.t.frame), rank+costComma)
		}
	}
}

// worthOfHolding tells whether an amount is what a holding has come to be worth, not
// what was paid for it: "its stake in Beta is worth $5 billion", "holds an
// investment valued at $5 billion".
func (s *sentence) worthOfHolding(p *place, amt int) bool {
	if s.amounts[amt].chunk == p.ch && holdings[p.t.text] && p.gov >= 0 && p.gslot == "obj" && keeping[s.chunks[p.gov].word] {
		return true // "owns a $5 billion stake in Beta"
	}
	j := s.amounts[amt].chunk - 1
	for j > p.ch && (s.chunks[j].kind == ad || s.chunks[j].kind == tm || s.chunks[j].kind == pp && s.chunks[j].word == "at") {
		j--
	}
	if c := &s.chunks[max(j, 0)]; j <= p.ch || c.word != "worth" && !(c.kind == vg && c.word == "value") {
		return false
	}
	gov := ""
	if p.gov >= 0 && p.gslot == "obj" {
		gov = s.chunks[p.gov].word
	}
	if holdings[p.t.text] {
		return gov == "" || keeping[gov]
	}
	return keeping[gov] || s.words(p.hi, s.chunks[j].hi, nowadays)
}

var (
	holdings = set(`stake holding shareholding position interest shares`)
	keeping  = set(`hold own have keep retain possess control maintain`)
	nowadays = set(`now currently today`)
)

// percentOfThing tells whether the percentage at chunk k is one of something that
// is neither a company nor its shares: "8% of its yearly sales".
func (s *sentence) percentOfThing(k int) bool {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+1].word != "of" || s.chunks[k+2].kind != np || s.named(k+2) {
		return false
	}
	w := s.chunks[k+2].word
	return !roleNouns[w] && !securities[w] && w != "it" && w != "capital" && w != "ownership" && w != "pbc"
}

// saysAgain are verbs that put an amount into other terms.
var saysAgain = set(`represent equal equate amount constitute correspond comprise give make`)

// grants are rights that somebody is given.
var grants = set(`warrant warrants option options right rights access permission exclusivity`)

// eitherNamed takes the party that a stake's object names outright out of the two that
// a pronoun may mean: "a warrant that lets them buy 10% of Beta".
func eitherNamed(subj, named []filler) (holder, company []filler) {
	if len(subj) != 2 || len(subj[0].from) == 0 || len(named) == 0 || named[0].item < 0 || len(named[0].from) > 0 || !slices.Contains(slugs(subj), named[0].slug) {
		return subj, nil
	}
	return without(subj, slugs(named[:1])), named[:1]
}

// unnamedVenture tells whether a stake or money is put into a venture that the
// text gives no name: nobody of the context is meant then.
func (s *sentence) unnamedVenture(p *place) bool {
	for _, a := range p.args {
		if a.slot != "in" && a.slot != "of" && a.slot != "into" && a.slot != "to" || a.cost > 9 {
			continue
		}
		c := &s.chunks[a.ch]
		if ventures[c.word] && c.main > c.lo && s.possessor(a.ch) < 0 && !s.hasPartyIn(c) {
			return true
		}
	}
	return false
}

func (s *sentence) hasPartyIn(c *chunk) bool {
	for x := c.lo; x < c.hi; x++ {
		if s.items[x].tag == partyTag {
			return true
		}
	}
	return false
}

// heldBefore gives holder and company of the stake or investment that the
// sentence before told of, for one that names neither: "The 4% holding would be".
func (r *reader) heldBefore(s *sentence) (holder, company []filler) {
	b := r.before
	if b == nil || b.Kind != "equity_stake" && b.Kind != "investment" || b.In != s.in || s.n == 0 || b.Start < r.sents[max(s.n-2, 0)].start || b.Object == "" || b.Evidence.Subject == nil || b.Evidence.Object == nil {
		return nil, nil
	}
	one := func(slug string, at *Pointer) []filler {
		return []filler{{slug, Pointer{}, append([]Pointer{*at}, b.Evidence.From...), 4, -1, -1}}
	}
	return one(b.Subject, b.Evidence.Subject), one(b.Object, b.Evidence.Object)
}

// foundationOf tells whether a slug is that of a company's own foundation, which
// holds a part of the company and is not held by it.
func foundationOf(slug, company string) bool {
	return slug == company+"-foundation" || slug == company+"-nonprofit"
}

// ventures are what several found together.
var ventures = set(`venture jv joint-venture partnership vehicle spv entity`)
