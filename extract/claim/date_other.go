package claim

import "strings"

// Times that stand near a claim and belong to something else: to who vouches for
// it, to another figure, to another phrase's participle, to the price of a share.

// inCredit tells whether the time at an item belongs to who vouches for the claim:
// "according to a Monday (March 9) report".
func (s *sentence) inCredit(item int) bool {
	for i := item - 1; i >= 0 && i >= item-8; i-- {
		switch {
		case s.items[i].tag == comma || s.items[i].tag == pause || s.items[i].tag == verbTag:
			return false
		case s.items[i].norm == "according" || s.items[i].norm == "per":
			return true
		}
	}
	return false
}

// ofPeriod are figures that a time before them belongs to: "2025 revenue".
var ofPeriod = set(`revenue revenues sales profit profits income earnings loss losses capex spending guidance budget outlook turnover expenses costs results`)

// ofFigure tells whether the time at an item qualifies a figure that is not the
// claim's: "with 2025 revenue of $5 million", "in Q4 sales".
func (s *sentence) ofFigure(c *candidate, t *when) bool {
	i := t.item + 1
	for i < len(s.items) && i < t.item+3 && s.items[i].tag == noun && !ofPeriod[s.items[i].norm] {
		i++
	}
	return i < len(s.items) && ofPeriod[s.items[i].norm] && s.chunkOf[i] != c.p.ch && (c.amt < 0 || s.chunkOf[i]+2 != s.amounts[c.amt].chunk && s.chunkOf[i] != s.amounts[c.amt].chunk && !leveled[c.p.t.frame.Kind])
}

// inAdjunct tells whether the time at an item stands in an adjunct with "with"
// outside of which the claim stands: "a $5 billion contract, with the first site
// due in 2027".
func (s *sentence) inAdjunct(at int, t *when) bool {
	for k := s.chunkOf[t.item] - 1; k > 0; k-- {
		switch c := &s.chunks[k]; {
		case c.kind == br || c.kind == sc || c.kind == rc:
			return false
		case c.kind == pp && c.word == "with" && s.chunks[k-1].kind == cm:
			return at < c.lo && !(s.chunks[k+1].kind == np && handing[s.chunks[k+1].word])
		}
	}
	return false
}

// daysApart kinds have days of their own where figures stand beside them.
var daysApart = set(`purchase_commitment capacity acquisition licensing`)

// handing is when what a contract is about comes.
var handing = set(`delivery deliveries deployment shipments shipment completion closing rollout construction operations capacity`)

// behindAnother tells whether the time stands right behind a figure before a comma and
// the claim's own behind it: "sales of $510 million in 2025, a $20 billion contract".
func (s *sentence) behindAnother(kind string, at int, t *when) bool {
	if at < t.item || !daysApart[kind] {
		return false
	}
	own := false
	for i := t.item - 1; i >= 0 && i >= t.item-2 && !own; i-- {
		own = s.items[i].tag == amountTag
	}
	if !own {
		return false
	}
	for i := t.item + 1; i < at; i++ {
		if s.items[i].tag == comma || s.items[i].tag == pause {
			return true
		}
	}
	return false
}

// ordinals count how often something has come to pass.
var ordinals = set(`first second third fourth fifth sixth seventh eighth ninth tenth`)

// founded tells whether the time behind an item is that of a company's beginning:
// "since its inception in 2019".
func (s *sentence) founded(t *when) bool {
	if t.item == 0 {
		return false
	}
	switch s.items[t.item-1].norm {
	case "inception", "founding", "foundation", "establishment", "birth", "formation":
		return true
	}
	return false
}

// counted tells whether the time at an item is that within which something is
// counted: "its fourth round this year", "for the third time in 12 months".
func (s *sentence) counted(t *when) bool {
	if t.Role == "since" { // "the first listing since April"
		for i := max(0, t.item-14); i < t.item; i++ {
			if n := s.items[i].norm; n == "first" || n == "largest" || n == "biggest" || n == "highest" {
				return true
			}
		}
	}
	for i := t.item - 1; i >= 0 && i >= t.item-4; i-- {
		switch {
		case s.items[i].tag == verbTag || s.items[i].tag == comma || s.items[i].tag == pause || s.items[i].tag == amountTag:
			return false
		case ordinals[s.items[i].norm]:
			n := s.toks[t.lo].Norm
			return n == "this" || n == "in"
		}
	}
	return false
}

// earlierLevel tells whether a time is vague, or counted from another than the
// article's day: "tripling its worth from a year ago", "two years later".
func (s *sentence) earlierLevel(t *when) bool {
	for i := t.First; i < t.Last; i++ {
		if n := s.toks[i].Norm; n == "few" || n == "couple" || n == "several" {
			return true // "a few weeks ago" is no day
		}
	}
	switch s.items[t.item].norm {
	case "later":
		return t.From.Relative || t.IsDuration() // than what was told before
	case "ago", "earlier", "before":
		if s.items[t.item].norm == "earlier" && t.Last-t.First > 1 && strings.HasSuffix(s.toks[t.Last-2].Norm, "s") {
			return true // "four years earlier"
		}
		return s.toks[t.lo].Norm == "from" || t.item > 0 && (s.items[t.item-1].norm == "from" || s.items[t.item-1].norm == "than")
	}
	return false
}

// toldElsewhere tells whether the verb group at chunk k is said of a phrase that is
// neither the trigger nor the figure of the claim: "the outlook provided in
// October", "with the first site coming online in 2027".
func (s *sentence) toldElsewhere(k int, c *candidate) bool {
	v := &s.chunks[k]
	if v.gerund && opensWith[v.word] && k+1 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+1].word == "with" {
		return true // "6 GW, starting with 1 GW in 2027"
	}
	if v.gerund && k > 1 && s.chunks[k-1].kind == np && c.amt >= 0 && k-1 > s.amounts[c.amt].chunk && s.commaBetween(s.amounts[c.amt].item, s.chunks[k-1].lo) {
		return true // "a million chips, equal to a gigawatt coming online in 2027"
	}
	x := k - 1
	if x > 1 && s.chunks[x-1].kind == pp && s.chunks[x-1].word == "of" {
		x -= 2 // "2 GW of leases cancelled in 2025"
	}
	if x < 0 || s.chunks[k-1].kind != np || x == c.p.ch || c.amt >= 0 && x == s.amounts[c.amt].chunk || s.named(k-1) {
		return false
	}
	if v.gerund {
		return k > 1 && s.chunks[k-2].kind == pp && s.chunks[k-2].word == "with"
	}
	return v.bare && k > 1 && v.past && s.reduced(k)
}

// commaBetween tells whether a comma stands among items (lo, hi).
func (s *sentence) commaBetween(lo, hi int) bool {
	for i := lo + 1; i < hi; i++ {
		if s.items[i].tag == comma {
			return true
		}
	}
	return false
}

// ofEarlierVerb tells whether the time belongs to a verb to which the claim's is
// joined behind it: "was worth $14 billion last year and is now valued at".
func (s *sentence) ofEarlierVerb(at int, t *when) bool {
	if at < t.item || t.item == 0 || t.Role == "until" || t.Role == "by" || t.Role == "since" {
		return false
	}
	lead := false // a verb stands before the time
	for k := s.chunkOf[t.item] - 1; k >= 0 && !lead; k-- {
		lead = s.chunks[k].kind == vg && s.chunks[k].finite
	}
	for k := s.chunkOf[t.item] + 1; lead && k+1 < s.chunkOf[at]; k++ {
		if s.chunks[k].kind == cc && s.chunks[k+1].kind == vg && s.chunks[k+1].finite {
			return true
		}
	}
	return false
}

// opensWith verbs name the first part of something.
var opensWith = set(`start begin kick commence open`)

// reduced tells whether the participle at chunk k stands in the place of a
// relative clause: a finite verb has stood before it in its clause.
func (s *sentence) reduced(k int) bool {
	for j := k - 1; j >= 0; j-- {
		switch c := &s.chunks[j]; c.kind {
		case vg:
			return true
		case br, sc, rc, cc:
			return false
		case cm:
			if j != k-1 {
				return false
			}
		}
	}
	return false
}

// moves are what the price of a share does.
var moves = set(`jump rise surge soar fall drop climb gain slump tumble slide sink rally dip leap spike pop plunge advance trade close open`)

// sharesMove tells whether the verb group at chunk k says how shares fared.
func (s *sentence) sharesMove(k int) bool {
	if !moves[s.chunks[k].word] {
		return false
	}
	for j := k - 1; j >= 0 && j >= k-6; j-- {
		c := &s.chunks[j]
		if c.kind == vg || c.kind == br {
			return false
		}
		if c.kind == np && c.main >= c.lo {
			switch s.items[c.main].norm {
			case "shares", "stock", "share":
				for x := k + 1; x+1 < len(s.chunks) && x < k+5; x++ { // "after announcing a deal": on that day
					if s.chunks[x+1].kind == vg && announcing[s.chunks[x+1].word] && s.chunks[x+1].gerund {
						return false
					}
				}
				return true
			}
		}
	}
	return false
}

// bracketed tells whether the time stands in brackets that belong to another
// party or figure than the claim's.
func (s *sentence) bracketed(c *candidate, at int, t *when) bool {
	for j := s.chunkOf[t.item]; j >= 0; j-- {
		o := &s.chunks[j]
		if o.kind == cl {
			return false
		}
		if o.kind != op {
			continue
		}
		if at > o.lo {
			return o.match < 0 || at > s.chunks[o.match].lo // "Beta ($185 million, 2023)" holds both
		}
		for _, f := range c.object {
			if f.at.In == s.in && f.at.Start > t.Start {
				return true
			}
		}
		for i := at + 1; i < o.lo; i++ {
			if s.items[i].tag == amountTag {
				return true
			}
		}
		return false
	}
	return false
}

// comparedWith tells whether the time belongs to a figure that the claim's is only
// compared with: "$41 million, compared with $6 million in 2023".
func (s *sentence) comparedWith(at, item int) bool {
	for i := at + 1; i < item; i++ {
		if s.items[i].tag != amountTag {
			continue
		}
		for k := max(at+1, i-3); k < i; k++ {
			switch s.items[k].norm {
			case "from", "compared", "versus", "vs", "against", "than", "was", "were", "been", "despite":
				return true
			}
		}
	}
	return false
}
