package claim

import (
	"slices"
	"strings"

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

// oneWay keeps one of two claims that say of the same two companies that each buys the
// other: a merger names no buyer, so a purchase goes before it.
func oneWay(cs []Claim) []Claim {
	drop := make([]bool, len(cs))
	for i := range cs {
		for j := i + 1; j < len(cs); j++ {
			a, b := &cs[i], &cs[j]
			if a.Kind != "acquisition" || b.Kind != "acquisition" || drop[i] || drop[j] || a.Subject != b.Object || a.Object != b.Subject {
				continue
			}
			x, y := merging(a), merging(b)
			drop[i], drop[j] = x && !y, y && !x
		}
	}
	out := cs[:0]
	for i := range cs {
		if !drop[i] {
			out = append(out, cs[i])
		}
	}
	return out
}

// merging tells whether a claim was read from words of a merger.
func merging(c *Claim) bool {
	return c.Rule == "acquisition/merge" || strings.Contains(strings.ToLower(c.Quote), "merger")
}

// holdersOf is the company whose owners decide on what a noun names: "Beta
// shareholders voted down Alpha's takeover".
func (r *reader) holdersOf(s *sentence, p *place, not ...string) []filler {
	if p.gov < 0 || !deciding[s.chunks[p.gov].word] || s.chunks[p.gov].passive {
		return nil
	}
	chs, cost := s.subjects(p.gov)
	for i, k := range chs {
		c := &s.chunks[k]
		if i == 0 && !deciders[c.word] {
			return nil
		}
		for x := c.hi - 1; x >= c.lo; x-- {
			if s.items[x].tag == partyTag {
				return addCost(r.partyItem(s, x, -1, 1), cost+1) // its owners head the phrase
			}
		}
	}
	return nil
}

var (
	deciding = set(`vote reject approve accept oppose back endorse decline rebuff spurn clear support block recommend`)
	deciders = set(`shareholders stockholders investors board directors owners`)
)

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
