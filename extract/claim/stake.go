package claim

import "slices"

// bearer is who stands before "with": "Alpha, with a 27% stake, is".
func (r *reader) bearer(s *sentence, p *place, not ...string) []filler {
	k := p.ch - 1
	if k < 1 || s.chunks[k].kind != pp || s.chunks[k].word != "with" {
		return nil
	}
	if k--; k > 0 && s.chunks[k].kind == cm {
		k--
	}
	if k < 0 || s.chunks[k].kind != np || !s.named(k) || s.items[s.chunks[k].main].tag != partyTag {
		return nil
	}
	return r.fillersOf(s, k, not...)
}

// granted is who gets what a phrase names behind it: "issued Alpha warrants".
func (r *reader) granted(s *sentence, k int) []filler {
	c := &s.chunks[k]
	if c.main <= c.lo || !grants[s.items[c.main].norm] {
		return nil
	}
	for x := c.main - 1; x >= c.lo; x-- {
		if s.items[x].tag == partyTag {
			return r.partyItem(s, x, k, 0)
		}
		if s.items[x].tag == poss || s.items[x].tag == det {
			break
		}
	}
	return nil
}

// grants are rights that somebody is given.
var grants = set(`warrant warrants option options right rights access permission exclusivity`)

// eitherNamed takes the party that a stake's object names outright out of the two that
// a pronoun may mean: "a warrant that lets them buy 10% of Beta".
func eitherNamed(subj, named []filler) (holder, company []filler) {
	if len(subj) != 2 || len(subj[0].from) == 0 || len(named) == 0 || named[0].item < 0 || len(named[0].from) > 0 || !slices.Contains(slugs(subj), named[0].slug) {
		return subj, nil
	}
	return without(subj, slugs(named[:1])), named[:1]
}

// unnamedVenture tells whether a stake or money is put into a venture that the
// text gives no name: nobody of the context is meant then.
func (s *sentence) unnamedVenture(p *place) bool {
	for _, a := range p.args {
		if a.slot != "in" && a.slot != "of" && a.slot != "into" && a.slot != "to" || a.cost > 9 {
			continue
		}
		c := &s.chunks[a.ch]
		if ventures[c.word] && c.main > c.lo && s.possessor(a.ch) < 0 && !s.hasPartyIn(c) {
			return true
		}
	}
	return false
}

func (s *sentence) hasPartyIn(c *chunk) bool {
	for x := c.lo; x < c.hi; x++ {
		if s.items[x].tag == partyTag {
			return true
		}
	}
	return false
}

// ventures are what several found together.
var ventures = set(`venture jv joint-venture partnership vehicle spv entity`)
