package claim

// cutting verbs lower what is their object.
var cutting = set(`cut slash halve reduce shrink lower bring trim chop`)

// halved derives the new value where a sentence says that a figure of it is cut
// in half: "halving Beta's 12% cut by 2031".
func (r *reader) halved(s *sentence, claims []Claim) []Claim {
	var out []Claim
	for k := range s.chunks {
		v := &s.chunks[k]
		if v.kind != vg || !cutting[v.word] || v.main < 0 {
			continue
		}
		if v.word != "halve" && !s.inHalf(k) {
			continue
		}
		obj := v.hi
		end := obj
		for end < len(s.items) && s.items[end].tag != pause && s.items[end].tag != verbTag {
			end++
		}
		for i, c := range claims {
			if c.Value == nil || c.Evidence.Value == nil || c.Derived || c.Value.Unit != "percent" && !levels[c.Kind] {
				continue
			}
			at := c.Evidence.Value.Start
			if end == 0 || end <= obj || at < s.items[obj].start || at >= s.items[end-1].end {
				continue
			}
			x := c
			lo, ok1 := c.Value.Min.Half()
			hi, ok2 := c.Value.Max.Half()
			if !ok1 || !ok2 {
				continue
			}
			x.Value = &Value{Min: lo, Max: hi, Unit: c.Value.Unit, Bound: c.Value.Bound}
			x.Derived, x.Rule = true, c.Kind+"/halved"
			x.Evidence.From = append([]Pointer{*c.Evidence.Value, s.point(v.main, v.main+1)}, c.Evidence.From...)
			x.Modality = modalityNames[max(s.verbModality(k, c.Kind, 0), s.hedged(k))]
			f := Frame{Kind: c.Kind}
			cand := &candidate{p: &place{t: trigger{frame: &f}, ch: k, lo: v.main, hi: v.hi, verb: true, amt: -1, gov: -1}, amt: -1}
			x.Date, x.DateRole = "", ""
			r.setDate(s, cand, &x)
			// the old value stands until the cut is made
			if claims[i].Modality = "ended"; x.Modality == "planned" || x.Modality == "possible" {
				claims[i].Modality = "actual"
			}
			out = append(out, x)
		}
	}
	return out
}

// inHalf tells whether "in half" or "by half" follows the verb at chunk k.
func (s *sentence) inHalf(k int) bool {
	for i := s.chunks[k].hi; i+1 < len(s.items) && i < s.chunks[k].hi+10; i++ {
		if (s.items[i].norm == "in" || s.items[i].norm == "by") && s.items[i+1].start < s.items[i+1].end && s.items[i+1].text(s) == "half" {
			return true
		}
	}
	return false
}

// hedged tells whether an adverb before the verb at chunk k hedges it.
func (s *sentence) hedged(k int) int {
	for i := s.chunks[k].lo; i < s.chunks[k].hi; i++ {
		switch s.items[i].norm {
		case "potentially", "possibly", "perhaps", "maybe":
			return possible
		}
	}
	return actual
}
