package claim

import "pactwatch/extract/quantity"

// setDate finds the time that belongs to a claim: the nearest that no other
// amount or clause lies nearer to. The day of a report is nobody's date; that of
// an announcement stands in where the thing itself has none.
func (r *reader) setDate(s *sentence, c *candidate, x *Claim) {
	at := c.p.lo
	if c.amt >= 0 {
		at = s.amounts[c.amt].item
	}
	best, bestCost := -1, 1<<20
	for i := range s.times {
		t := &s.times[i]
		if t.IsDuration() {
			if x.Period == "" && lasting[x.Kind] && s.timeCost(c, at, t.item) < 14 {
				x.Period = t.Duration
			}
			continue
		}
		if c.p.t.frame.Date == "until" && t.Role != "until" && !s.endsAt(t) {
			continue
		}
		cost, ok := s.dateCost(c, at, t)
		if ok && cost < bestCost {
			best, bestCost = i, cost
		}
	}
	if best < 0 || bestCost > 40 {
		return
	}
	t := &s.times[best]
	d, ok := t.Resolve(r.now, r.tense(s, c, x, t))
	if !ok {
		return
	}
	x.Date, x.DateRole = d, t.Role
	switch t.Role {
	case "in", "by", "until", "since":
	default:
		x.DateRole = "in"
	}
	if t.Fiscal && len(d) >= 4 {
		x.Date = d
	}
}

// endsAt tells whether a time stands by a verb of ending: "expires in 2031".
func (s *sentence) endsAt(t *when) bool {
	for j := s.chunkOf[t.item] - 1; j >= 0 && j >= s.chunkOf[t.item]-2; j-- {
		if s.chunks[j].kind == vg {
			w := s.chunks[j].word
			return w == "expire" || w == "end" || w == "lapse" || w == "terminate" || w == "mature"
		}
	}
	return false
}

// lasting kinds may have a term.
var lasting = set(`purchase_commitment licensing debt spending partnership capacity revenue_share investment exclusivity agreement_term`)

// dateCost is how far a time is from a claim, or that it is not the claim's.
func (s *sentence) dateCost(c *candidate, at int, t *when) (int, bool) {
	cost := s.timeCost(c, at, t.item)
	// the verb that the time stands by
	k := s.chunkOf[t.item]
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		ch := &s.chunks[j]
		if ch.kind == vg && ch.main >= 0 {
			if saying[ch.word] && !(c.p.verb && c.p.ch == j) && c.p.gov != j {
				if ch.word == "announce" || ch.word == "reveal" || ch.word == "unveil" || ch.word == "disclose" {
					cost += 12
					break
				}
				return 0, false
			}
			break
		}
		if ch.kind != ad && ch.kind != qt && ch.kind != cm && ch.kind != pp {
			break
		}
	}
	return cost, true
}

// timeCost counts the items between a claim and a time, with what lies between.
func (s *sentence) timeCost(c *candidate, at, item int) int {
	lo, hi, cost := at, item, 0
	if lo > hi {
		lo, hi = hi, lo
		cost += 3
	}
	for i := lo + 1; i < hi; i++ {
		switch s.items[i].tag {
		case amountTag:
			cost += 12
		case timeTag:
			cost += 2
		case pause:
			cost += 6
		case comma:
			cost += 2
		default:
			cost++
		}
	}
	for k := s.chunkOf[lo] + 1; k < s.chunkOf[hi]; k++ {
		if s.chunks[k].kind == vg && s.chunks[k].finite && k != c.p.ch && k != c.p.gov {
			cost += 8
		}
		if s.chunks[k].kind == rc || s.chunks[k].kind == sc {
			cost += 4
		}
	}
	if s.items[item].start < s.items[at].start && s.chunkOf[item] == 0 {
		cost = min(cost, 20) // a fronted time covers the sentence
	}
	return cost
}

// tense says which way an open date is read.
func (r *reader) tense(s *sentence, c *candidate, x *Claim, t *when) quantity.Tense {
	k := c.p.ch
	if !c.p.verb && c.p.gov >= 0 {
		k = c.p.gov
	}
	// a time beside another verb has that verb's tense
	for j := s.chunkOf[t.item] - 1; j >= 0 && j >= s.chunkOf[t.item]-2; j-- {
		if s.chunks[j].kind == vg {
			k = j
			break
		}
	}
	if v := &s.chunks[k]; v.kind == vg {
		switch {
		case v.modal != "" || v.inf:
			return quantity.Future
		case v.past || v.perfect:
			return quantity.Past
		}
	}
	switch x.Modality {
	case "planned", "possible":
		return quantity.Future
	case "actual", "ended":
		return quantity.Past
	}
	return quantity.AnyTense
}

func (w *when) unit(r *Rules, d Document) Unit {
	u := Unit{Start: w.Start, End: w.End, Type: "date"}
	if w.IsDuration() {
		u.Type, u.Text = "duration", w.Duration
		return u
	}
	u.Text, _ = w.Resolve(d.Published, quantity.AnyTense)
	return u
}
