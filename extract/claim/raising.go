package claim

import (
	"slices"

	"pactwatch/extract/party"
)

// givers are those whose verb makes them the other side of what a noun names:
// who leads a round does not raise it.
func (r *reader) givers(s *sentence, p *place) []string {
	if p.gov < 0 || !p.t.frame.notVerbs[s.chunks[p.gov].word] {
		return nil
	}
	if s.chunks[p.gov].bare {
		for _, a := range s.right(p.gov, "obj") {
			if a.slot == "by" { // "a round led by Alpha at a valuation of"
				return slugs(r.listFillers(s, a.ch))
			}
		}
	}
	chs, cost := s.subjects(p.gov)
	return slugs(r.chainFillers(s, chs, cost))
}

// noteBacked keeps the company that somebody is said to back without a sum: the
// round told next is its own.
func (r *reader) noteBacked(s *sentence, p *place) {
	if p.t.frame.Kind != "investment" || p.t.frame.Name != "invest" && p.t.frame.Name != "investment" && p.t.frame.Name != "back" {
		return
	}
	slots := []string{"in", "into"}
	if p.t.frame.Name == "back" {
		slots = []string{"obj"}
	}
	for _, slot := range slots {
		for _, x := range r.slotFillers(s, p, slot) {
			if x.item < 0 || len(x.from) > 0 || x.cost > 6 || r.listed(x.slug) || r.moneyed(x.slug) || r.placeName(s, x) {
				continue
			}
			f := filler{x.slug, Pointer{}, []Pointer{x.at}, 4, -1, -1}
			r.funded, r.fundedAt = &f, s.n
			return
		}
	}
}

// raising is the private company that a round without an owner is of: the one said
// just before to be backed, else the one spoken of.
func (r *reader) raising(s *sentence, not ...string) (filler, bool) {
	if x := r.funded; x != nil && s.n-r.fundedAt <= 2 && !slices.Contains(not, x.slug) {
		return *x, true
	}
	if t, ok := r.talk.topic(s, true, not...); ok {
		return filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}, true
	}
	return filler{}, false
}

// whoseRound is whose round the subject of a verb names: "Beta's latest funding
// round, which valued the company at".
func (r *reader) whoseRound(s *sentence, p *place) []filler {
	if s.chunks[p.ch].gerund { // "Alpha led a round for Beta, raising $40 million"
		for v := p.ch - 1; v >= 0; v-- {
			if c := &s.chunks[v]; c.kind != vg || !c.finite {
				continue
			} else if !leading[c.word] || c.passive {
				break
			}
			for _, a := range s.right(v, "obj") {
				if a.ch < p.ch && (a.slot == "for" || a.slot == "in" || a.slot == "into" || a.slot == "of") {
					if fs := r.fillersOf(s, a.ch); len(fs) > 0 {
						return addCost(fs, a.cost)
					}
				}
			}
			break
		}
	}
	if k := p.ch - 3; k >= 0 && s.chunks[p.ch].gerund && s.chunks[k].kind == np && s.chunks[k+1].kind == vg && s.chunks[k+1].bare && s.chunks[k+2].kind == pp && roundNouns[s.chunks[k].word] && s.possessor(k) < 0 {
		if x, ok := r.raising(s); ok { // "in a round aimed at raising $25 billion"
			return addCost([]filler{x}, 2)
		}
	}
	chs, cost := s.subjects(p.ch)
	for _, k := range chs {
		if c := &s.chunks[k]; c.main < c.lo || !roundNouns[s.items[c.main].norm] {
			continue
		}
		if x := s.possessor(k); x >= 0 {
			return slices.DeleteFunc(addCost(r.owner(s, k, x), cost+1), func(f filler) bool { return r.moneyed(f.slug) })
		}
		if s.refersBack(k) {
			if x, ok := r.raising(s); ok {
				return addCost([]filler{x}, 2)
			}
		}
	}
	return nil
}

// holds tells whether a pointer lies in the sentence.
func (s *sentence) holds(p Pointer) bool { return p.In == s.in && s.start <= p.Start && p.End <= s.end }

// names tells whether the sentence names an organisation.
func (s *sentence) names(slug string) bool {
	return slices.ContainsFunc(s.parties, func(m party.Mention) bool { return m.Slug == slug })
}

// backing tells whether the sentence before speaks of somebody's money for others.
func (r *reader) backing(s *sentence) bool {
	if s.n == 0 || r.sents[s.n-1].in != s.in {
		return false
	}
	for _, t := range r.sents[s.n-1].toks {
		if puttingIn[t.Norm] || t.Norm == "stakes" || t.Norm == "back" || t.Norm == "backed" || t.Norm == "backing" || t.Norm == "bet" {
			return true
		}
	}
	return false
}

var roundNouns = set(`round raise financing fundraise fundraising series offering`)

// debtAndEquity tells whether items [lo, hi) speak of both in one sum.
func (s *sentence) debtAndEquity(lo, hi int) bool {
	for i := lo; i+2 < hi; i++ {
		if a, b := s.items[i].norm, s.items[i+2].norm; s.items[i+1].norm == "and" && (a == "debt" && b == "equity" || a == "equity" && b == "debt") {
			return true
		}
	}
	return false
}

// raiser is who raises money earlier in the sentence: "Beta raised $40 million in a
// round led by Alpha, which committed $10 million".
func (r *reader) raiser(s *sentence, p *place, not ...string) (filler, bool) {
	if !s.words(0, len(s.items), roundNouns) {
		return filler{}, false
	}
	for k := p.ch - 1; k >= 0; k-- {
		if v := &s.chunks[k]; v.kind != vg || v.passive || v.word != "raise" && v.word != "secure" && v.word != "close" && v.word != "land" {
			continue
		}
		chs, cost := s.subjects(k)
		if fs := r.chainFillers(s, chs, cost, not...); len(fs) == 1 && !slices.Contains(not, fs[0].slug) {
			return addCost(fs, 3)[0], true
		}
	}
	return filler{}, false
}

// behindSecurity gives the company whose round, shares or special vehicle the phrase
// at chunk k is: "in a funding round for Beta", "in a vehicle linked to Beta".
func (r *reader) behindSecurity(s *sentence, k int, not ...string) []filler {
	c := &s.chunks[k]
	if c.kind != np || !securities[c.word] && !vehicles[c.word] && !roundNouns[c.word] {
		return nil
	}
	if x := s.possessor(k); x >= 0 {
		return addCost(r.owner(s, k, x, not...), 1)
	}
	for x := k + 1; x < len(s.chunks) && x < k+7; x++ {
		switch n := &s.chunks[x]; n.kind {
		case pp:
			switch n.word {
			case "for", "of", "in", "by", "at", "to", "with", "around", "behind":
			default:
				return nil
			}
		case vg:
			if !n.bare || !tying[n.word] {
				return nil
			}
		case np:
			if fs := r.fillersOf(s, x, not...); len(fs) > 0 {
				return addCost(fs, 2+(x-k)/2)
			}
			if own := s.possessor(x); own >= 0 {
				return addCost(r.owner(s, x, own, not...), 2+(x-k)/2)
			}
		case op:
			if n.match < 0 {
				return nil
			}
			x = n.match
		case tm, ad:
		default:
			return nil
		}
	}
	return nil
}

// tying verbs say whose a vehicle is.
var tying = set(`link tie connect relate affiliate associate issue create set form establish own control hold run dedicate back design raise`)

// securities are things that money is put into on the way to a company.
var securities = set(`note notes share shares stock stocks equity round securities security bonds debentures tranche instalment installment financing`)

// putElsewhere tells whether the money of an investing verb goes into a thing.
func (s *sentence) putElsewhere(p *place) bool {
	for k := p.ch + 1; k+1 < len(s.chunks); k++ {
		if s.chunks[k].kind == vg && s.chunks[k].finite && !s.chunks[k].bare {
			return false
		}
		if s.chunks[k].kind == cm || s.chunks[k].kind == br {
			return false
		}
		if s.chunks[k].kind != pp || s.chunks[k].word != "in" && s.chunks[k].word != "into" && s.chunks[k].word != "on" && s.chunks[k].word != "to" && s.chunks[k].word != "behind" {
			continue
		}
		n := &s.chunks[k+1]
		if n.kind == np && (n.word == "return" || n.word == "exchange") {
			return false // what follows is what the money is for
		}
		if n.kind == np && inAll[n.word] {
			continue
		}
		if n.kind == vg {
			return true
		}
		if n.kind == np && n.main >= n.lo && s.items[n.main].tag == noun && !securities[s.items[n.main].norm] && !roleNouns[s.items[n.main].norm] && !manner[s.items[n.main].norm] {
			return true
		}
		if n.kind == np && s.named(k+1) && s.items[n.main].tag == partyTag {
			return true
		}
	}
	return false
}

// otherParty is the only other party of the sentence, or of the talk before it.
func (r *reader) otherParty(s *sentence, p *place, not ...string) (filler, bool) {
	for k := p.ch + 1; k < len(s.chunks); k++ {
		for _, x := range r.fillersOf(s, k, not...) {
			if !slices.Contains(not, x.slug) && x.cost < 5 && k > 0 && (s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "in" || s.chunks[k-1].word == "of" || s.chunks[k-1].word == "into")) {
				x.cost += 4
				return x, true
			}
		}
	}
	if x, ok := r.raiser(s, p, not...); ok {
		return x, true
	}
	if x, ok := r.around(s, p, not...); ok {
		return x, true
	}
	if x, ok := r.backed(s, not...); ok {
		return x, true
	}
	t, ok := r.talk.topic(s, false, not...)
	if !ok {
		return filler{}, false
	}
	return filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 3, -1, -1}, true
}
