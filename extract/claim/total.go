package claim

import "slices"

// totalled tells whether amount a is what several sums of one kind come to in all:
// "bringing its total to $8 billion", "doubling its investment to $8 billion", "for
// a total of $8 billion".
func (s *sentence) totalled(a int, kind string) bool {
	k := s.amounts[a].chunk
	if k < 3 || s.chunks[k-1].kind != pp || s.head(k) != a {
		return false
	}
	switch w := s.chunks[k-1].word; w {
	case "of":
		t := &s.chunks[k-2]
		return (t.word == "total" || t.word == "sum") && s.chunks[k-3].kind == pp && (s.chunks[k-3].word == "for" || s.chunks[k-3].word == "to")
	case "to", "past", "above", "beyond":
		for v := k - 2; v >= 0 && v >= k-8; v-- {
			c := &s.chunks[v]
			if c.kind != vg {
				continue
			}
			if !summing[c.word] || v+1 >= k-1 || s.chunks[v+1].kind != np || s.head(v+1) >= 0 {
				return false
			}
			n := singular(s.chunks[v+1].word)
			return totals[n] || kind == "investment" && ownMoney[n]
		}
	}
	return false
}

// summing verbs make a total what it is.
var summing = set(`bring take push lift raise increase double triple quadruple treble boost swell carry up move put`)

var totals = set(`total tally sum`)

// ofTranche tells whether amount a is that of an instalment: "the final tranche of
// $22 billion", "a second payment, estimated at $3 billion,".
func (s *sentence) ofTranche(a int) bool {
	k := s.amounts[a].chunk
	c := &s.chunks[k]
	if n := singular(c.word); (n == "tranche" || n == "instalment" || n == "installment") && s.head(k) < 0 {
		return true
	}
	for x := k - 1; x >= 0 && x >= k-4; x-- {
		switch p := &s.chunks[x]; p.kind {
		case np:
			switch singular(p.word) {
			case "tranche", "instalment", "installment":
				return true
			case "payment":
				return s.hasWord(p.lo, p.hi, "final") || s.hasWord(p.lo, p.hi, "last") || s.hasWord(p.lo, p.hi, "first") || s.hasWord(p.lo, p.hi, "second")
			}
			return false
		case pp, cm:
		case vg:
			if !p.bare && p.word != "be" {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// totalAgain reads what a sum told just before comes to with others: "The new money
// brings its total to $8 billion."
func (r *reader) totalAgain(s *sentence, chosen []candidate) []Claim {
	b := r.before
	if b == nil || b.Value == nil || b.Kind != "investment" || b.In != s.in || s.n == 0 || r.sents[max(s.n-2, 0)].start > b.Start {
		return nil
	}
	var out []Claim
	base := *b
	for a := range s.amounts {
		am := &s.amounts[a]
		part := am.unit() == base.Value.Unit && (s.ofTranche(a) || s.instalment(a) && am.Max.Cmp(base.Value.Max) < 0)
		if am.unit() != base.Value.Unit || !part && !s.totalled(a, base.Kind) || slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == a }) {
			continue
		}
		for i := range s.items {
			if s.items[i].tag == partyTag {
				if m := s.partyOf(s.items[i]); m.Slug != "" && m.Slug != base.Subject && m.Slug != base.Object {
					return nil // it may be another's
				}
			}
		}
		v := am.chunk
		for v > 0 && s.chunks[v].kind != vg {
			v--
		}
		c := r.renewed(s, base, v, a)
		c.Basis = []string{"cumulative"}
		if part {
			c.Basis = []string{"tranche"}
		}
		if c.Modality == "actual" && (s.chunks[v].gerund || s.chunks[v].kind != vg || part && s.chunks[v].word != "transfer" && s.chunks[v].word != "pay") {
			c.Modality = base.Modality
		}
		out = append(out, c)
	}
	return out
}

// ofOther tells whether "of" before the amount at chunk k hangs on another noun
// of money than the one at chunk p: "a round at a valuation of $5 billion", "joined
// the round with an investment of $2 billion".
func (s *sentence) ofOther(k, p int) bool {
	if k < 2 || k-2 == p || s.chunks[k-2].kind != np {
		return false
	}
	n := s.chunks[k-2].word
	return worthHeads[n] || n == "value" || outlays[n] || ownMoney[n]
}

// ownMoney nouns are sums that one investor gives.
var ownMoney = set(`investment commitment contribution stake check cheque bet infusion injection outlay`)

// participleBehind gives the participle of change that goes on with what the verb
// at chunk k says of its subject: "has grown fast, tripling to $9 billion". It is
// -1 if there is none.
func (s *sentence) participleBehind(k int) int {
	for j := k + 1; j+1 < len(s.chunks); j++ {
		switch c := &s.chunks[j]; c.kind {
		case np, pp, ad, tm:
		case cm:
			if v := &s.chunks[j+1]; v.kind == vg && v.gerund && reaching[v.word] && v.word != "bring" && v.word != "put" && v.word != "take" && v.word != "push" && v.word != "include" && j+2 < len(s.chunks) && (s.chunks[j+2].kind != np || s.head(j+2) >= 0) {
				return j + 1
			}
			return -1
		default:
			return -1
		}
	}
	return -1
}
