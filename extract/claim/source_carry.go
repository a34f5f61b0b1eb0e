package claim

// Sources that a clause or sentence does not name itself: those of the sentence
// before, of the clause beside it, and of people told of already.

// supposes tells whether a sentence goes on with what was reported in the one
// before: "This would value Alpha at", "The round would make it".
func (s *sentence) supposes() bool {
	if len(s.chunks) < 3 {
		return false
	}
	lead := &s.chunks[0]
	if lead.kind == pp && lead.word == "under" && s.meansDeal(1) { // "Under the deal, Alpha would pay"
		lead = &s.chunks[1]
	}
	if lead.kind != np {
		return false
	}
	switch s.items[lead.lo].norm {
	case "this", "that", "it", "the", "such":
	default:
		return false
	}
	for k := 1; k < len(s.chunks); k++ {
		if s.chunks[k].kind == vg {
			return s.chunks[k].modal == "would"
		}
	}
	return false
}

// creditAlso finds who vouches for a later clause of a sentence whose first source
// speaks at chunk k: "Alpha said it sold Beta, while Gamma said it would buy".
func (r *reader) creditAlso(s *sentence, c *credit, k int) {
	for k++; k < len(s.chunks); k++ {
		v := &s.chunks[k]
		if v.kind != vg || !v.finite || !saying[v.word] && !announcing[v.word] || s.followsQuote(k) {
			continue
		}
		chs, _ := s.subjects(k)
		if len(chs) != 1 || chs[0] == 0 || !s.named(chs[0]) {
			continue
		}
		x := &credit{to: len(s.items)}
		if !r.creditVerb(s, x, k) || x.text == "" || x.party == "" || x.party == c.party {
			continue
		}
		start := chs[0] - 1
		for start > 0 && s.chunks[start].kind != cc && s.chunks[start].kind != sc && s.chunks[start].kind != cm && s.chunks[start].kind != br {
			start--
		}
		if lo := s.chunks[start].lo; start > 0 && lo > c.from {
			c.to, x.from = min(c.to, lo), lo
			s.also = append(s.also, *x)
		}
	}
}

// samePeople tells whether people without a name are ones told of before: "the
// people said", "according to those sources".
func (s *sentence) samePeople() bool {
	for i := 1; i < len(s.items); i++ {
		switch s.items[i].norm {
		case "people", "person", "sources", "source", "insiders":
			switch s.items[i-1].norm {
			case "the", "those", "these", "that", "same":
				return i+1 >= len(s.items) || s.items[i+1].norm != "familiar" && s.items[i+1].norm != "with" && s.items[i+1].norm != "who"
			}
		}
	}
	return false
}

// heard takes the outlet that somebody without a name spoke to: "a person with
// knowledge of the matter told the Globe".
func (r *reader) heard(s *sentence, c *credit, k int) {
	k++
	if k+1 < len(s.chunks) && s.chunks[k].kind == pp && s.chunks[k].word == "to" {
		k++
	}
	if k < len(s.chunks) && s.named(k) && s.items[s.chunks[k].main].tag == partyTag && r.isOutlet(s.partyOf(s.items[s.chunks[k].main]).Slug) {
		i := s.chunks[k].main
		c.text, c.party, c.at = s.partyOf(s.items[i]).Text, s.partyOf(s.items[i]).Slug, s.point(i, i+1)
	}
}
