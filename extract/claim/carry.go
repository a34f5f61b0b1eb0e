package claim

import "slices"

// carry gives the amounts that no frame has and that continue a chosen claim:
// "with an additional $30 billion", "$6 billion in 2024 and $20 billion in 2025",
// "up from $5 billion", "Beta ($186 billion)".
func (r *reader) carry(s *sentence, chosen []candidate) []candidate {
	var out []candidate
	taken := map[int]*candidate{}
	for i := range chosen {
		if chosen[i].amt >= 0 {
			taken[chosen[i].amt] = &chosen[i]
		}
	}
	for a := range s.amounts {
		if taken[a] != nil || s.amounts[a].class == "" || s.amounts[a].Max.Sign() == 0 {
			continue
		}
		c, ok := r.continues(s, a, chosen, taken)
		if !ok || s.vetoed(a, c.p.t.frame.Kind) {
			continue
		}
		c.amt = a
		if own := r.amountOwner(s, &c); len(own) > 0 {
			c.subject = own
			c.object = nil
		}
		out = append(out, c)
		taken[a] = &c
	}
	return out
}

// continues finds the claim that amount a goes on, with its parties.
func (r *reader) continues(s *sentence, a int, chosen []candidate, taken map[int]*candidate) (candidate, bool) {
	am := &s.amounts[a]
	k := am.chunk
	// the nearest chosen amount of the same class before it, else behind it
	var base *candidate
	for b := a - 1; b >= 0; b-- {
		if c := taken[b]; c != nil && s.amounts[b].class == am.class {
			base = c
			break
		}
	}
	// "its rivals Alpha ($40 billion) and Beta ($25 billion)"
	if base != nil && base.p.t.frame.Kind == "funding_round" && k > 1 && s.chunks[k-1].kind == op && s.chunks[k-2].kind == np {
		if fs := r.fillersOf(s, k-2); len(fs) > 0 && fs[0].slug != base.subject[0].slug && r.isOneOf(fs[0].slug, []string{"ai-lab", "startup"}) {
			c := *base
			c.subject = fs[:1]
			return c, true
		}
	}
	// "Amazon $50B", "$30 billion from Alpha": shares of a round
	if c, ok := r.share(s, a, chosen); ok {
		return c, true
	}
	if base == nil {
		if c := s.risesTo(a, taken); c != nil && levels[c.p.t.frame.Kind] {
			return *c, true
		}
		return candidate{}, false
	}
	if who := r.gapped(s, a, base); len(who) > 0 {
		c := *base
		c.subject = who
		return c, true
	}
	if by, to := r.gappedTo(s, a, base); len(by) > 0 && len(to) > 0 {
		c := *base
		c.subject, c.object = by, to
		return c, true
	}
	kind := base.p.t.frame.Kind
	b := s.amounts[base.amt].chunk
	// "Beta ($186 billion)"
	if !twoParty[kind] && k > 1 && s.chunks[k-1].kind == op && s.chunks[k-2].kind == np && !s.behindInBracket(b) {
		if fs := r.fillersOf(s, k-2); len(fs) > 0 && fs[0].item >= 0 && s.items[fs[0].item].tag == partyTag && fs[0].slug != base.subject[0].slug {
			c := *base
			c.subject = fs[:1]
			return c, true
		}
	}
	if sharing[kind] && am.item+1 < len(s.items) && thereafter[s.items[am.item+1].norm] {
		c := *base // "75% until it has recouped its money, and 49% thereafter"
		return c, true
	}
	if staged[kind] && am.unit() == s.amounts[base.amt].unit() && (am.Max.Cmp(s.amounts[base.amt].Max) < 0 || s.hasWord(s.chunks[k].lo, am.item, "remaining")) && s.instalment(a) {
		return *base, true
	}
	if (kind == "investment" || kind == "funding_round") && s.totalled(a, kind) {
		return *base, true
	}
	if s.head(k) != a {
		return candidate{}, false
	}
	n := k + 1
	for n < len(s.chunks) && s.chunks[n].kind == ad {
		n++
	}
	if kind == "investment" && n+1 < len(s.chunks) && s.chunks[n].kind == pp && s.chunks[n].word == "from" {
		// "followed by $2 billion more from Gamma"
		if fs := r.fillersOf(s, n+1); len(fs) == 1 && len(base.object) > 0 && fs[0].slug != base.object[0].slug {
			c := *base
			c.subject = fs
			return c, true
		}
	}
	if kind == "investment" && (s.chunks[max(k-1, 0)].kind == cc || s.chunks[max(k-1, 0)].kind == cm || s.chunks[max(k-1, 0)].word == "including") {
		// "put $2 billion into Alpha and £1 billion ($1.3 billion) into Beta"
		if n < len(s.chunks) && s.chunks[n].kind == op && s.chunks[n].match > n {
			n = s.chunks[n].match + 1
		}
		if n+1 < len(s.chunks) && s.chunks[n].kind == pp && (s.chunks[n].word == "in" || s.chunks[n].word == "into" || s.chunks[n].word == "to") {
			if fs := r.fillersOf(s, n+1, slugs(base.subject)...); len(fs) > 0 && !slices.Contains(slugs(base.object), fs[0].slug) && !r.placeName(s, fs[0]) {
				c := *base
				c.object = fs[:1]
				return c, true
			}
		}
	}
	if (kind == "purchase_commitment" || kind == "capacity") && len(base.object) > 0 && (s.chunks[max(k-1, 0)].kind == cc || s.chunks[max(k-1, 0)].kind == cm) {
		// "deals worth $38 billion with Alpha and $300 billion with Beta"
		if fs := r.sumFor(s, k, slugs(base.subject)...); len(fs) > 0 && !slices.Contains(slugs(base.object), fs[0].slug) {
			c := *base
			c.object = fs
			return c, true
		}
	}
	if kind == "investment" && len(base.subject) > 0 {
		// "invested $1 billion in Beta and will add $3 billion later"
		if v := s.verbBefore(k); v > b && giving[s.chunks[v].word] {
			chs, cost := s.subjects(v)
			if fs := r.chainFillers(s, chs, cost); len(fs) > 0 && fs[0].slug == base.subject[0].slug {
				return *base, true
			}
		}
	}
	if s.more(k) && (kind == "investment" || kind == "purchase_commitment" || kind == "debt" || kind == "funding_round" || kind == "capacity" || kind == "spending" || kind == "revenue") {
		c := *base
		return c, true
	}
	if s.between(b, k) && kind != "acquisition" && (kind != "valuation" || s.dated(b) && s.dated(k)) {
		c := *base
		return c, true
	}
	if kind == "capacity" && k > 2 && s.chunks[k-1].kind == rc && s.chunks[k-2].word == "of" {
		c := *base // "640 megawatts, of which 210 megawatts is active"
		return c, true
	}
	if !twoParty[kind] && s.timesIt(k) {
		if s.chunks[k+2].word == "raise" { // "surpassing the $6.6 billion it had raised": a round, whatever stands before it
			for i := range chosen {
				if chosen[i].p.t.frame.Kind == "funding_round" {
					return chosen[i], true
				}
			}
			return candidate{}, false
		}
		return *base, true
	}
	if s.compared(k) {
		c := *base
		return c, true
	}
	if (levels[kind] || kind == "valuation") && am.lo > 0 && arrows[s.toks[am.lo-1].Norm] {
		return *base, true // "$4.3B → $20B"
	}
	if levels[kind] && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "including" && b < k {
		return *base, true // "$4 billion, including $3 billion from subscriptions"
	}
	if levels[kind] && s.sameMeasure(b, k) {
		return *base, true
	}
	if levels[kind] && s.chunks[max(k-1, 0)].kind == rc && k > 1 && s.chunks[k-2].kind == pp && s.chunks[k-2].word == "of" {
		return *base, true // "$318 million, of which $203 million came from"
	}
	if levels[kind] && !base.p.verb {
		// "Capital expenditure was $11 billion; a year earlier it had been $6 billion"
		if v := s.verbBefore(k); v > b && (s.chunks[v].word == "be" || reaching[s.chunks[v].word]) {
			if chs, _ := s.subjects(v); len(chs) == 1 && s.chunks[chs[0]].hi-s.chunks[chs[0]].lo == 1 && s.items[s.chunks[chs[0]].lo].norm == "it" && s.isSubject(base.p.ch) {
				return *base, true
			}
		}
	}
	if kind == "revenue" || kind == "profit" {
		// "Alpha earned $9 million from games, while Beta reported $7 million"
		if v := s.verbBefore(k); v > b && posting[s.chunks[v].word] && !s.chunks[v].passive && !s.measuredBy(k) {
			chs, cost := s.subjects(v)
			if fs := r.chainFillers(s, chs, cost); len(fs) == 1 && len(chs) == 1 && chs[0] > b && s.items[s.chunks[chs[0]].main].tag == partyTag {
				c := *base
				c.subject = fs
				return c, true
			}
		}
	}
	if levels[kind] && len(base.subject) > 0 {
		// "and is expected to reach $60 million", "and forecasts $70 million"
		if v := s.verbBefore(k); v >= 0 && v > b && (reaching[s.chunks[v].word] || foreseeing[s.chunks[v].word]) && s.chunks[v].main >= 0 {
			chs, cost := s.subjects(v)
			if fs := r.chainFillers(s, chs, cost); len(fs) > 0 && fs[0].slug == base.subject[0].slug || len(chs) > 0 && chs[0] == base.p.ch {
				c := *base
				return c, true
			}
		}
	}
	return candidate{}, false
}

// behindInBracket tells whether the amount at chunk k stands in a bracket behind
// another one: "Alpha ($2 billion at a $20 billion valuation), Beta ($1 billion)".
func (s *sentence) behindInBracket(k int) bool {
	for j := k - 1; j >= 0 && j > k-6 && s.chunks[j].kind != op; j-- {
		if s.head(j) >= 0 {
			return j > 0 && s.chunks[j-1].kind == op
		}
	}
	return false
}

// sumFor is the party that a preposition ties to the sum at chunk k of a list: the
// Beta of "$38 billion with Alpha and $300 billion with Beta".
func (r *reader) sumFor(s *sentence, k int, not ...string) []filler {
	for k++; k < len(s.chunks) && s.chunks[k].kind == ad; k++ {
	}
	if k+1 >= len(s.chunks) || s.chunks[k].kind != pp || !afterSum[s.chunks[k].word] {
		return nil
	}
	fs := r.fillersOf(s, k+1, not...)
	if len(fs) == 0 || r.placeName(s, fs[0]) {
		return nil
	}
	return fs[:1]
}

var afterSum = set(`with from to`)

// sameMeasure tells whether the amount at chunk k is what a verb behind chunk b
// raises or cuts a forecast to or from: "and raised its guidance from $3 billion
// to a range of $4 billion to $5 billion".
func (s *sentence) sameMeasure(b, k int) bool {
	for v := k - 1; v > b && v >= k-14; v-- {
		if s.chunks[v].kind != vg {
			continue
		}
		if !reaching[s.chunks[v].word] {
			return false
		}
		args := s.right(v, "obj")
		if len(args) == 0 || !levelNouns[s.chunks[args[0].ch].word] || s.head(args[0].ch) >= 0 {
			return false
		}
		for _, a := range args {
			if a.ch == k {
				return a.slot == "to" || a.slot == "from" || a.slot == "at" || a.slot == "of"
			}
		}
		return false
	}
	return false
}

// gapped gives the party that stands for a whole clause together with its amount:
// "Alpha raised $4 billion and Beta $3 billion".
func (r *reader) gapped(s *sentence, a int, base *candidate) []filler {
	am := &s.amounts[a]
	c := &s.chunks[am.chunk]
	x := am.item - 1
	if k := am.chunk; x < c.lo && k > 2 && gapping[base.p.t.frame.Kind] && s.head(k) == a && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "at" || s.chunks[k-1].word == "to") && s.chunks[k-2].kind == np && s.chunks[k-2].main == s.chunks[k-2].hi-1 && s.named(k-2) && (s.chunks[k-3].kind == cc || s.chunks[k-3].kind == cm) {
		return r.fillersOf(s, k-2) // "Alpha was valued at $300 billion and Beta at $170 billion"
	}
	if k := am.chunk; x < c.lo && gapping[base.p.t.frame.Kind] && s.head(k) == a && s.outdone(k) {
		return r.fillersOf(s, k-2)
	}
	if x < c.lo || s.items[x].tag != partyTag || am.chunk == 0 || !gapping[base.p.t.frame.Kind] || s.head(am.chunk) != a {
		return nil
	}
	if k := s.chunks[am.chunk-1].kind; k != cc && k != cm && k != br {
		return nil
	}
	return r.partyItem(s, x, am.chunk, 2)
}

// gapping kinds may tell several subjects with one verb.
var gapping = set(`funding_round valuation revenue profit spending user_count equity_stake investment`)

// posting verbs report a figure of the subject's own.
var posting = set(`report post record log notch book earn generate make see take bring register`)

var thereafter = set(`thereafter afterwards afterward later`)

var levels = set(`revenue profit valuation user_count spending capacity`)

var levelNouns = set(`forecast guidance estimate estimates projection target outlook revenue sales profit loss level valuation range prediction expectation expectations consensus`)

var foreseeing = set(`forecast expect project guide predict target anticipate see plan`)

// verbBefore is the verb group that takes the amount at chunk k as its object or
// with "to" or "at", or -1.
func (s *sentence) verbBefore(k int) int {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		switch s.chunks[j].kind {
		case vg:
			return j
		case ad, tm, qt:
		case pp:
			if w := s.chunks[j].word; w != "to" && w != "at" {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// head is the amount that heads the phrase at chunk k, or -1.
func (s *sentence) head(k int) int {
	c := &s.chunks[k]
	if c.main < c.lo {
		return -1
	}
	if s.items[c.main].tag == amountTag {
		return s.items[c.main].index
	}
	if n := s.items[c.main].norm; amountNouns[n] || amountNouns[singular(n)] {
		for x := c.main - 1; x >= c.lo; x-- {
			if s.items[x].tag == amountTag {
				return s.items[x].index
			}
		}
	}
	return -1
}

// between tells whether chunks b and k belong to one list of amounts.
func (s *sentence) between(b, k int) bool {
	if b >= k {
		return false
	}
	joined := false
	for x := b + 1; x < k; x++ {
		switch s.chunks[x].kind {
		case cc:
			if s.chunks[x].word == "but" {
				return false
			}
			joined = true
		case cm:
			joined = true
		case tm, ad, op, cl, qt:
		case pp:
			if w := s.chunks[x].word; w != "in" && w != "by" && w != "for" && w != "during" && w != "of" && w != "to" && w != "over" {
				return false
			}
		case np:
			if s.head(x) < 0 && !s.plainNoun(x) {
				return false
			}
		default:
			return false
		}
	}
	return joined
}

// dated tells whether a time stands right behind the amount at chunk k: "$14 billion
// in May", "$500 million at the start of 2024".
func (s *sentence) dated(k int) bool {
	for x := k + 1; x < len(s.chunks) && x < k+5; x++ {
		switch s.chunks[x].kind {
		case tm:
			return true
		case pp, np:
			if s.chunks[x].kind == np && s.named(x) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// plainNoun tells whether the phrase at chunk x holds neither party nor verb.
func (s *sentence) plainNoun(x int) bool {
	for i := s.chunks[x].lo; i < s.chunks[x].hi; i++ {
		if t := s.items[i].tag; t == partyTag || t == amountTag || t == pron {
			return false
		}
	}
	return s.chunks[x].hi-s.chunks[x].lo <= 3
}

// compared tells whether the phrase at chunk k is an older value: "up from
// $5 billion", "compared with $5 billion".
func (s *sentence) compared(k int) bool {
	if k == 0 {
		return false
	}
	p := &s.chunks[k-1]
	switch p.kind {
	case pp:
		switch p.word {
		case "from":
			if k >= 2 {
				switch q := &s.chunks[k-2]; {
				case q.kind == cm && (k+1 == len(s.chunks) || s.chunks[k+1].kind == tm || s.chunks[k+1].kind == br || s.chunks[k+1].kind == pp && s.chunks[k+1].word == "of"): // "rose to $24 billion, from $21 billion a year earlier"
					for v := k - 3; v >= 0 && s.chunks[v].kind != br; v-- {
						if s.chunks[v].kind == vg && s.chunks[v].finite {
							return changing[s.chunks[v].word]
						}
					}
					return false
				case q.kind == ad && (q.word == "up" || q.word == "down"):
					return true
				case q.kind == np && (s.items[q.lo].norm == "up" || s.items[q.lo].norm == "down"): // "up 40% from"
					return true
				case q.kind == tm && k >= 3 && s.chunks[k-3].kind == ad && (s.chunks[k-3].word == "up" || s.chunks[k-3].word == "down"):
					return true
				case q.kind == vg && (changing[q.word] || q.word == "double" || q.word == "triple" || q.word == "quadruple"):
					return true
				}
			}
		case "versus", "vs", "against":
			return true
		case "of", "at": // "compared with an earlier forecast of"
			return k >= 3 && s.chunks[k-2].kind == np && (levelNouns[s.chunks[k-2].word] || sameNouns[s.chunks[k-2].word]) && s.compared(k-2)
		case "with", "to":
			return k >= 2 && s.chunks[k-2].kind == vg && s.chunks[k-2].word == "compare"
		}
	}
	return false
}

var giving = set(`contribute invest provide put commit chip add supply inject pledge`)
