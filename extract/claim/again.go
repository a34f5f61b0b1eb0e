package claim

import "slices"

var sameNouns = set(`number figure amount sum total tally payment payout share`)

// sameAgain reads "That figure rose to $866 million" and "By May it was at $866
// million": the claim before, with a new value.
func (r *reader) sameAgain(s *sentence, chosen []candidate) []Claim {
	if r.before == nil || r.before.Value == nil {
		return nil
	}
	for k := range s.chunks {
		v := &s.chunks[k]
		if v.kind != vg {
			continue
		}
		if out := r.levelled(s, k, chosen); len(out) > 0 {
			return out
		}
		chained := v.word == "follow" && v.passive && r.before.Kind == "investment" // "That first stake was followed by another $2 billion"
		if !reaching[v.word] && !chained || v.main < 0 {
			continue
		}
		chs, _ := s.subjects(k)
		if len(chs) == 0 || !sameNouns[s.chunks[chs[0]].word] && !(chained && ownMoney[s.chunks[chs[0]].word]) || !s.refersBack(chs[0]) {
			continue
		}
		for _, a := range s.right(k, "obj") {
			x := s.head(a.ch)
			if x < 0 || chained != (a.slot == "by") || a.slot != "obj" && a.slot != "to" && a.slot != "at" && a.slot != "by" || s.amounts[x].unit() != r.before.Value.Unit {
				continue
			}
			if slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == x }) {
				continue
			}
			return []Claim{r.beforeWith(s, k, x)}
		}
	}
	return nil
}

// refersBack tells whether the phrase at chunk k starts with that, this or the.
func (s *sentence) refersBack(k int) bool {
	c := &s.chunks[k]
	lo := c.lo
	if k > 0 && s.chunks[k-1].kind == sc && s.chunks[k-1].word == "that" {
		return true
	}
	switch s.items[lo].norm {
	case "that", "this", "the":
		return true
	}
	return false
}

// beforeWith is the claim before with the amount at index x, which the verb at
// chunk k gives it.
func (r *reader) beforeWith(s *sentence, k, x int) Claim {
	c := *r.before
	c.In, c.Start, c.End, c.Quote = s.in, s.start, s.end, s.quote()
	c.Rule = c.Kind + "/same again"
	c.Date, c.DateRole, c.Source, c.Anonymous = "", "", "", false
	f := Frame{Kind: c.Kind}
	cand := &candidate{p: &place{t: trigger{frame: &f}, ch: k, lo: s.chunks[k].lo, hi: s.chunks[k].hi, verb: true, amt: -1}, amt: x}
	r.setValue(s, cand, &c)
	r.setSource(s, cand, &c)
	r.setDate(s, cand, &c)
	c.Modality = modalityNames[s.verbModality(k, c.Kind, 0)]
	return c
}

// attaining verbs have a level as their object; "be" and "stand" have it behind
// "at", those of change behind "to".
var attaining = set(`reach hit cross pass surpass exceed top approach near clear eclipse be stand sit hover climb grow jump rise soar surge fall drop`)

// followed kinds have levels that a text follows over several sentences.
var followed = set(`revenue user_count valuation`)

// levelled gives the claims of a verb whose subject is that of the claim in the
// sentence before and which says no measure of its own: "Three months earlier, it
// was at $500 million", "The company forecasts $12 million in 2026".
func (r *reader) levelled(s *sentence, k int, chosen []candidate) []Claim {
	v := &s.chunks[k]
	seen := foreseeing[v.word] && r.before.Kind == "revenue"
	if r.before.In != s.in || r.beforeAt != s.n-1 || !followed[r.before.Kind] || v.passive || v.gerund || !seen && !attaining[v.word] {
		return nil
	}
	chs, cost := s.subjects(k)
	if len(chs) != 1 || cost > costComma {
		return nil
	}
	switch fs := r.chainFillers(s, chs, cost); {
	case len(fs) == 0 && s.chunks[chs[0]].hi-s.chunks[chs[0]].lo == 1 && s.items[s.chunks[chs[0]].lo].norm == "it":
	case len(fs) != 1 || fs[0].slug != r.before.Subject || fs[0].ch < 0 || fs[0].item != s.chunks[fs[0].ch].main:
		return nil
	}
	var out []Claim
	first := -1
	for _, a := range s.right(k, "obj") {
		x := s.head(a.ch)
		if x < 0 || s.amounts[x].unit() != r.before.Value.Unit || s.measuredBy(a.ch) || slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == x }) {
			break
		}
		switch {
		case first >= 0:
			if !s.between(first, a.ch) {
				return out
			}
		case a.slot == "obj" && (v.word == "be" || v.word == "stand" || v.word == "sit" || v.word == "hover" || changing[v.word]),
			a.slot == "at" && v.word != "be" && v.word != "stand" && v.word != "sit" && v.word != "hover",
			a.slot == "to" && !changing[v.word],
			a.slot != "obj" && a.slot != "at" && a.slot != "to":
			return out
		}
		c := r.beforeWith(s, k, x)
		if seen {
			c.Modality = "planned"
		}
		out = append(out, c)
		first = a.ch
	}
	return out
}

// measuredBy tells whether the amount at chunk k is one of something that stands
// behind it: "$12 million in grants".
func (s *sentence) measuredBy(k int) bool {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+2].kind != np {
		return false
	}
	c := &s.chunks[k+2]
	switch s.chunks[k+1].word {
	case "in", "of", "for", "on", "from", "worth":
		return c.main >= c.lo && s.items[c.main].tag == noun
	}
	return false
}
