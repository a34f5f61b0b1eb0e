package claim

// amountOwner is the company that has the level at an amount where another word
// of the sentence, said of somebody else, names the measure: "above Beta's $25
// billion", "compared with $3 billion for Beta". It is nil where nobody is named.
func (r *reader) amountOwner(s *sentence, c *candidate) []filler {
	kind := c.p.t.frame.Kind
	if c.amt < 0 || twoParty[kind] && kind != "capacity" {
		return nil
	}
	k := s.amounts[c.amt].chunk
	if k == c.p.ch || s.head(k) != c.amt || kind == "capacity" && !s.compared(k) {
		return nil
	}
	if x := s.possessorParty(k); x >= 0 && x < s.amounts[c.amt].item {
		return r.owner(s, k, x)
	}
	if k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.compared(k) && s.chunks[k+2].kind == np && s.named(k+2) {
		switch s.chunks[k+1].word {
		case "for", "at", "by":
			return r.fillersOf(s, k+2)
		}
	}
	return nil
}

// outdoing verbs set another's level beside that of their subject.
var outdoing = set(`pass overtake surpass top eclipse outpace outstrip beat exceed leapfrog outrank outdo trail lead follow edge`)

// besides are prepositions that set another's level beside one.
var besides = set(`than behind above past before ahead of`)

// outdone tells whether the phrase at chunk k is the level of somebody who is set
// beside: "passing Beta at $6 billion", "ahead of Beta with $6 billion".
func (s *sentence) outdone(k int) bool {
	if k < 3 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "at" && s.chunks[k-1].word != "with" || s.chunks[k-2].kind != np || !s.named(k-2) || s.items[s.chunks[k-2].main].tag != partyTag {
		return false
	}
	switch c := &s.chunks[k-3]; c.kind {
	case vg:
		return c.gerund && outdoing[c.word]
	case pp:
		return besides[c.word] && (c.word != "of" || k > 3 && s.items[c.lo-1].norm == "ahead") || c.word == "by" && k > 3 && s.chunks[k-4].kind == vg && s.chunks[k-4].word == "follow"
	}
	return false
}

// risesTo gives the chosen claim whose amount the one at index a rises to: "from
// $9 million to $30 million in sales".
func (s *sentence) risesTo(a int, taken map[int]*candidate) *candidate {
	k := s.amounts[a].chunk
	if a+1 >= len(s.amounts) || taken[a+1] == nil || s.amounts[a+1].class != s.amounts[a].class || s.head(k) != a || k < 1 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "from" {
		return nil
	}
	for j := k + 1; j < len(s.chunks) && j < k+5; j++ {
		switch s.chunks[j].kind {
		case tm, ad:
		case pp:
			if s.chunks[j].word == "to" && j+1 == s.amounts[a+1].chunk {
				return taken[a+1]
			}
			if s.chunks[j].word != "in" {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}
