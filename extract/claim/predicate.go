package claim

// predicate finds the amount that a verb ties to the noun: "its revenue rose to
// $5 billion", "lifts its valuation to $14 billion".
func (r *reader) predicate(s *sentence, p *place, rank int, add func([]pick, int)) {
	// the noun is the subject
	for k := p.ch + 1; k < len(s.chunks); k++ {
		switch s.chunks[k].kind {
		case pp, np, ad, tm, op, cl, qt:
			if k > p.ch+8 {
				return
			}
			continue
		case br:
			if s.chunks[k].word == ":" && p.ch <= 2 && k+1 < len(s.chunks) && s.chunks[k+1].kind == vg && changing[s.chunks[k+1].word] {
				for _, a := range s.right(k+1, "obj") {
					if a.slot == "to" { // "Net income: Rose 65% to $3 billion"
						add(s.amountIn(a.ch, p.t.frame), rank+a.cost)
					}
				}
				return
			}
			if e := s.dashed(k); e > 0 {
				k = e
				continue
			}
			if s.chunks[k].word == ":" || s.chunks[k].word == "|" || s.chunks[k].word == "—" {
				if k+1 < len(s.chunks) && s.chunks[k+1].kind == np && p.ch <= 2 {
					add(s.amountIn(k+1, p.t.frame), rank+2)
				}
				if by := p.ch + 1; s.chunks[k].word == ":" && p.ch <= 2 && by < k && s.chunks[by].kind == pp && s.chunks[by].word == "by" {
					s.breakdown(k+1, p.t.frame, rank, add)
				}
			}
			return
		case cm:
			continue
		case rc:
			// "revenue in the segment, which includes Azure, totaled"
			e := k + 1
			for e < len(s.chunks) && s.chunks[e].kind != cm && s.chunks[e].kind != br {
				e++
			}
			if s.chunks[k-1].kind != cm || e+1 >= len(s.chunks) || s.chunks[e].kind != cm || s.chunks[e+1].kind != vg {
				return
			}
			k = e
		case vg:
			v := &s.chunks[k]
			if !reaching[v.word] && !(v.word == "have" && s.eaten(k+1)) || v.word == "" {
				return
			}
			if !s.subjectIncludes(k, p.ch) && !s.estimateOf(k, p.ch) || (v.word == "include" || v.word == "value" || v.word == "price") && p.t.frame.Kind == "funding_round" {
				return
			}
			for j := s.comesTo(k); j > 0; j = s.comesTo(k) {
				k = j
			}
			for x := k + 1; x+1 < len(s.chunks); x++ { // "Compute grew: 0.2 GW in 2023, …"
				if s.chunks[x].kind == br && s.chunks[x].word == ":" && s.chunks[x+1].kind == np && s.head(x+1) >= 0 {
					add(s.amountIn(x+1, p.t.frame), rank+5)
				}
				if s.chunks[x].kind == br && s.chunks[x].word == ":" && s.chunks[x+1].kind == pp && s.chunks[x+1].word == "from" { // "was steep: from $4 billion in 2023 to $380 billion"
					for _, a := range s.right(x, "") {
						if a.slot == "from" || a.slot == "to" {
							add(s.amountIn(a.ch, p.t.frame), rank+5)
						}
					}
				}
			}
			for cost := 0; k >= 0; k, cost = s.participleBehind(k), cost+2 {
				v := &s.chunks[k]
				for _, a := range s.right(k, "obj") {
					switch a.slot {
					case "obj", "to", "at", "of", "from", "worth", "past", "beyond", "over", "around", "near":
						if a.slot == "obj" && changing[v.word] && !v.passive {
							continue // "rose $5 billion": a change, not a level
						}
						if v.word == "include" && s.head(a.ch) < 0 && s.possessor(a.ch) >= 0 {
							continue // "recent deals include Alpha's $5 billion investment"
						}
						n := cost
						if a.slot == "from" {
							n += 2
						}
						add(s.amountIn(a.ch, p.t.frame), rank+a.cost+n)
					}
				}
			}
			return
		default:
			return
		}
	}
}

// eaten tells whether the phrase at chunk k starts with an amount whose first
// word is a verb: "has topped $150 million".
func (s *sentence) eaten(k int) bool {
	if k >= len(s.chunks) || s.chunks[k].kind != np || s.items[s.chunks[k].lo].tag != amountTag {
		return false
	}
	v, ok := verbs()[s.toks[s.items[s.chunks[k].lo].lo].Norm]
	return ok && reaching[v.lemma]
}

// changing verbs take a difference as their object.
var changing = set(`swing improve balloon treble dip mushroom rise climb grow jump fall drop increase surge soar swell shrink widen narrow decline slide slip decrease gain advance tumble plunge`)

// subjectIncludes tells whether the noun phrase at chunk k is the head of the
// subject of the verb at chunk v.
func (s *sentence) subjectIncludes(v, k int) bool {
	chs, _ := s.subjects(v)
	if len(chs) == 2 && !s.listed(chs) {
		chs = chs[:1]
	}
	for _, c := range chs {
		if c == k {
			return true
		}
	}
	return false
}
