package claim

import (
	"slices"

	"pactwatch/extract/party"
)

// takingOver are the verbs of acquisitions.
var takingOver = set(`acquire buy purchase take merge combine absorb swallow`)

// furtherObjects gives what else a verb takes behind its first object and that
// object's own price: "bought Beta for $1 billion (2024) and Gamma for $2 billion".
func (r *reader) furtherObjects(s *sentence, c *candidate) []candidate {
	p := c.p
	if len(c.object) == 0 || c.object[0].ch < 0 || !p.verb || s.chunks[p.ch].passive {
		return nil
	}
	var out []candidate
	have := slugs(c.object)
	for k := c.object[len(c.object)-1].ch + 1; k+1 < len(s.chunks); k++ {
		switch ch := &s.chunks[k]; {
		case ch.kind == op && ch.match > k:
			k = ch.match
			continue
		case ch.kind == br, ch.kind == rc, ch.kind == sc, ch.kind == vg && (ch.finite || ch.gerund && s.chunks[k-1].kind == cm):
			return out
		case ch.kind == cm && k+3 < len(s.chunks) && s.chunks[k+1].kind == np && s.named(k+1) && s.chunks[k+2].kind == pp && s.chunks[k+2].word == "for": // ", Beta for $2 billion and"
		case ch.kind != cc:
			continue
		}
		n := k + 1
		if s.chunks[k].word == "but" {
			return out
		}
		if s.chunks[n].kind != np || s.bystander(n) || !s.named(n) || s.items[s.chunks[n].main].tag != partyTag || s.clauseStarts(n) || n+1 < len(s.chunks) && s.chunks[n+1].gerund {
			continue
		}
		fs := r.fillersOf(s, n, slugs(c.subject)...)
		if len(fs) == 0 {
			continue
		}
		if len(c.subject) > 0 && fs[0].slug == c.subject[0].slug {
			if fs = r.bought(s, p, fs, c.subject); len(fs) == 0 {
				continue
			}
		}
		if slices.Contains(have, fs[0].slug) {
			continue
		}
		x := *c
		x.object, x.amt = fs[:1], -1
		if n+2 < len(s.chunks) && s.chunks[n+1].kind == pp && s.chunks[n+1].word == "for" {
			if ps := s.amountIn(n+2, p.t.frame); len(ps) > 0 {
				x.amt = ps[0].amt
			}
		}
		out = append(out, x)
		have = append(have, fs[0].slug)
	}
	return out
}

// thingBought takes the name for the target where a phrase names its owner too:
// "Alpha's Betawave was acquired".
func (r *reader) thingBought(s *sentence, obj []filler) []filler {
	for i, o := range obj {
		if o.ch < 0 || o.item < 0 || len(o.from) > 0 {
			continue
		}
		m := s.chunks[o.ch].main
		if m > o.item && s.items[m].tag == partyTag && s.ownsThing(o.ch, m) == o.item {
			if fs := r.partyItem(s, m, o.ch, 0); len(fs) > 0 {
				obj[i] = fs[0]
			}
		}
	}
	return obj
}

// numbered tells whether the word at item i counts what is behind it.
func (s *sentence) numbered(i int) bool {
	for _, q := range s.numbers {
		if s.items[i].start >= q.Start && s.items[i].end <= q.End {
			return true
		}
	}
	return false
}

// aside tells whether the phrase at chunk k only says when or why.
func (s *sentence) aside(k int) bool {
	return k > 0 && (s.chunks[k-1].kind == pp || s.chunks[k-1].kind == sc) && asides[s.chunks[k-1].word]
}

var asides = set(`after before since amid following despite until`)

// bought gives targets that the gazetteer counts as part of their buyer by the
// names that the text gives them.
func (r *reader) bought(s *sentence, p *place, obj, subj []filler) []filler {
	var out []filler
	for _, o := range obj {
		if o.item >= 0 && s.items[o.item].tag == partyTag && len(subj) > 0 && o.slug == subj[0].slug {
			if own := party.Slug(s.partyOf(s.items[o.item]).Text); own != o.slug {
				if s.n <= newsAt {
					r.setApart(own, o.slug, o.at)
				}
				o.slug = own
				out = append(out, o)
			}
		}
	}
	return out
}
