package claim

import "slices"

var sameNouns = set(`number figure amount sum total tally payment payout share`)

// sameAgain reads "That figure rose to $866 million" and "By May it was at $866
// million": the claim before, with a new value.
func (r *reader) sameAgain(s *sentence, chosen []candidate) []Claim {
	var levels []Claim
	for k := range s.chunks {
		if s.chunks[k].kind == vg {
			levels = append(levels, r.levelled(s, k, chosen)...)
		}
	}
	if len(levels) > 0 {
		return levels
	}
	for k := range s.chunks {
		v := &s.chunks[k]
		if v.kind != vg {
			continue
		}
		if out := r.upFrom(s, k, chosen); len(out) > 0 {
			return out
		}
		if r.before == nil || r.before.Value == nil {
			continue
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
			return []Claim{r.renewed(s, *r.before, k, x)}
		}
	}
	return nil
}

// upFrom gives the older levels of "That is up from $10 billion in June and $3
// billion in January", said of the level just told.
func (r *reader) upFrom(s *sentence, k int, chosen []candidate) []Claim {
	if r.before == nil || r.before.Value == nil || s.chunks[k].word != "be" || k != 1 || r.before.In != s.in || r.beforeAt != s.n-1 || !levels[r.before.Kind] || k+3 >= len(s.chunks) {
		return nil
	}
	switch s.items[s.chunks[0].lo].norm {
	case "that", "this", "it":
	default:
		return nil
	}
	if d := s.chunks[k+1].word; s.chunks[k+1].kind != ad || d != "up" && d != "down" {
		return nil
	}
	var out []Claim
	for x := k + 2; x < len(s.chunks) && s.chunks[x].kind != br; x++ {
		if a := s.head(x); a >= 0 && s.chunks[x].kind == np && s.amounts[a].unit() == r.before.Value.Unit && !slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == a }) {
			out = append(out, r.renewed(s, *r.before, k, a))
		}
	}
	return out
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

// renewed is a claim with the amount at index x, which the verb at chunk k gives
// it.
func (r *reader) renewed(s *sentence, c Claim, k, x int) Claim {
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

// broach keeps a measure that is the subject of its sentence and gets no figure
// there: "Gaming revenue grew as well." The next sentence may give it.
func (r *reader) broach(s *sentence, p *place) {
	f := p.t.frame
	if p.verb || f.Kind != "revenue" && f.Kind != "profit" && f.Kind != "user_count" || s.in != "text" || !s.isSubject(p.ch) || r.themeAt == s.n && r.theme != nil || s.chunks[p.ch].main >= p.hi {
		return
	}
	subj, _, why := r.roles(s, p)
	if why != "" || len(subj) != 1 {
		return
	}
	c := Claim{Kind: f.Kind}
	c.Subject = subj[0].slug
	c.Evidence.Subject = r.pointer(&subj[0], &c.Evidence)
	r.theme, r.themeAt = &c, s.n
}

// attaining verbs have a level as their object; "be" and "stand" have it behind
// "at", those of change behind "to".
var attaining = set(`reach hit cross pass surpass exceed top approach near clear eclipse be stand sit hover climb grow jump rise soar surge fall drop total`)

// standingAt verbs have a level behind "at".
var standingAt = set(`be stand sit hover`)

// followed kinds have levels that a text follows over several sentences.
var followed = set(`revenue user_count valuation`)

// levelled gives the claims of a verb whose subject is that of the claim in the
// sentence before, or the measure named there, and which says no measure of its
// own: "Three months earlier, it was at $500 million", "The company forecasts $12
// million in 2026".
func (r *reader) levelled(s *sentence, k int, chosen []candidate) []Claim {
	v := &s.chunks[k]
	if v.passive || v.gerund && (k == 0 || s.chunks[k-1].kind != cc) || !foreseeing[v.word] && !attaining[v.word] {
		return nil
	}
	if b := r.before; b != nil && b.Value != nil && b.In == s.in && r.beforeAt == s.n-1 && followed[b.Kind] {
		return r.levelOf(s, k, *b, chosen)
	}
	if r.theme != nil && r.themeAt == s.n-1 {
		return r.levelOf(s, k, *r.theme, chosen)
	}
	return nil
}

func (r *reader) levelOf(s *sentence, k int, base Claim, chosen []candidate) []Claim {
	v := &s.chunks[k]
	seen := foreseeing[v.word]
	chs, cost := s.subjects(k)
	if len(chs) != 1 || cost > costComma || seen && base.Kind != "revenue" {
		return nil
	}
	switch fs, c := r.chainFillers(s, chs, cost), &s.chunks[chs[0]]; {
	case len(fs) != 1 && c.hi-c.lo == 1 && (s.items[c.lo].norm == "it" && len(fs) == 0 || s.items[c.lo].norm == "they"):
	case len(fs) != 1 || fs[0].slug != base.Subject || fs[0].ch < 0 || fs[0].item != s.chunks[fs[0].ch].main:
		return nil
	}
	of := func(x int) bool {
		if base.Value == nil {
			return s.amounts[x].class == classOf(base.Kind)
		}
		return s.amounts[x].unit() == base.Value.Unit
	}
	var out []Claim
	first := -1
	for _, a := range s.right(k, "obj") {
		x := s.head(a.ch)
		if x < 0 || !of(x) {
			if first >= 0 || a.slot == "obj" || a.slot == "also" {
				break
			}
			continue // "rose by half to $3 million"
		}
		if s.measuredBy(a.ch) || slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == x }) {
			break
		}
		switch {
		case first >= 0:
			if !s.between(first, a.ch) {
				return out
			}
		case a.slot == "obj" && (standingAt[v.word] || changing[v.word]),
			a.slot == "at" && !standingAt[v.word],
			a.slot == "to" && !changing[v.word],
			a.slot != "obj" && a.slot != "at" && a.slot != "to":
			return out
		}
		c := r.renewed(s, base, k, x)
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
