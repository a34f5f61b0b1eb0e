package claim

import "slices"

// share finds the investor whose part of a round amount a is.
func (r *reader) share(s *sentence, a int, chosen []candidate) (candidate, bool) {
	am := &s.amounts[a]
	if am.class != "money" {
		return candidate{}, false
	}
	var round *candidate
	for i := range chosen {
		c := &chosen[i]
		if c.p.t.frame.Kind == "funding_round" && c.amt >= 0 && (round == nil || c.amt < a && c.amt > round.amt || round.amt > a && c.amt < round.amt) {
			round = c // the nearest before, else the first behind
		}
	}
	if round == nil && r.round != nil && s.n-r.roundAt <= 3 && am.chunk > 0 {
		if s.giver(am.chunk) >= 0 {
			round = r.round
		}
	}
	if round == nil || len(round.subject) == 0 {
		return candidate{}, false
	}
	f := r.index.share
	if f == nil {
		return candidate{}, false
	}
	var who []filler
	c := &s.chunks[am.chunk]
	if x := am.item - 1; x >= c.lo && s.items[x].tag == partyTag {
		if m := s.partyOf(s.items[x]); round.amt >= 0 && !r.listed(m.Slug) && !r.moneyed(m.Slug) {
			return candidate{}, false // "Alpha raised $2 billion, Beta $1 billion": a round of its own
		}
		who = r.partyItem(s, x, am.chunk, 1)
	} else if own := s.possessorParty(am.chunk); own >= 0 && ownMoney[singular(c.word)] { // "led by Alpha's $150 million cheque"
		who = r.partyItem(s, own, am.chunk, 1)
	} else if k := am.chunk; k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && (s.chunks[k+1].word == "from" || s.chunks[k+1].word == "by") {
		who = r.fillersOf(s, k+2)
	} else if k > 1 && s.chunks[k-1].kind == op {
		who = r.fillersOf(s, k-2)
	} else if v := s.giver(k); v >= 0 {
		chs, cost := s.subjects(v)
		who = r.chainFillers(s, chs, cost)
	}
	who = slices.DeleteFunc(slices.Clone(who), func(x filler) bool { return x.slug == round.subject[0].slug })
	if len(who) == 0 {
		return candidate{}, false
	}
	p := *round.p
	p.inf = ""
	p.t = trigger{frame: f, text: f.Name}
	obj := round.subject[:1:1]
	if round == r.round {
		o := obj[0]
		from := o.from
		if o.at.End > 0 {
			from = append([]Pointer{o.at}, from...)
		}
		obj = []filler{{o.slug, Pointer{}, from, 4, -1, -1}}
	}
	p.ch, p.lo, p.hi, p.verb = am.chunk, am.item, am.item+1, false
	p.gov, p.gslot = s.governor(am.chunk)
	return candidate{p: &p, subject: who[:1], object: obj, amt: -1}, true
}

// giver is the verb that gives the amount at chunk k, or -1.
func (s *sentence) giver(k int) int {
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		if s.chunks[j].kind == vg {
			if giving[s.chunks[j].word] {
				return j
			}
			return -1
		}
	}
	if s.joins(k) || s.joins(k-2) && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "of" && ownMoney[singular(s.chunks[k-2].word)] {
		for j := k - 1; j >= 0; j-- {
			if s.chunks[j].kind == vg {
				return j
			}
		}
	}
	return -1
}

// joins tells whether the amount at chunk k is what somebody joins a round with.
func (s *sentence) joins(k int) bool {
	if k < 2 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "with" {
		return false
	}
	for j := k - 2; j >= 0; j-- {
		if s.chunks[j].kind == vg {
			return s.takesPart(j) || leading[s.chunks[j].word] || s.chunks[j].word == "come"
		}
	}
	return false
}

// takesPart tells whether the verb at chunk j makes its subject one of many in a
// round: "join", "take part in".
func (s *sentence) takesPart(j int) bool {
	switch s.chunks[j].word {
	case "join", "participate":
		return true
	case "take":
		return j+1 < len(s.chunks) && s.chunks[j+1].word == "part"
	}
	return false
}

// sumEach tells whether a verb has as many companies for its subject as sums for
// its object: "Alpha and Beta raised $4 million and $3 million".
func (s *sentence) sumEach(chosen []candidate) bool {
	n := 0
	for i := range chosen {
		c := &chosen[i]
		if c.amt < 0 || !gapping[c.p.t.frame.Kind] || !c.p.verb || len(c.subject) < 2 {
			continue
		}
		for _, x := range c.subject {
			if len(x.from) > 0 || x.item < 0 {
				return false
			}
		}
		n++
		if i > 0 && (c.p.ch != chosen[0].p.ch || c.p.t.frame != chosen[0].p.t.frame || len(c.subject) != len(chosen[0].subject)) {
			return false
		}
	}
	return n > 1 && n == len(chosen) && n == len(chosen[0].subject)
}

// respectively deals the amounts of "Alpha and Beta will invest $10 billion and
// $5 billion respectively" out to their parties.
func respectively(s *sentence, chosen []candidate) {
	if !s.hasWord(0, len(s.items), "respectively") {
		if !s.sumEach(chosen) {
			return
		}
	} else {
		s.zipTimes(chosen)
	}
	var l []*candidate
	for i := range chosen {
		if chosen[i].amt >= 0 && len(chosen[i].subject) > 1 {
			l = append(l, &chosen[i])
		}
	}
	if len(l) == 0 || len(l) != len(l[0].subject) {
		return
	}
	slices.SortFunc(l, func(a, b *candidate) int { return a.amt - b.amt })
	for i, c := range l {
		if len(c.subject) == len(l) {
			c.subject = c.subject[i : i+1 : i+1]
		}
	}
}
