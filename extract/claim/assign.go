package claim

import (
	"slices"
	"strings"
)

// assign lets the candidates compete: the cheapest takes its amount, and each
// amount serves one claim. The order of equals is that of the text, then that of
// the frames' names.
func (r *reader) assign(s *sentence, cands []candidate) []candidate {
	slices.SortStableFunc(cands, func(a, b candidate) int {
		if a.cost != b.cost {
			return a.cost - b.cost
		}
		if a.p.lo != b.p.lo {
			return a.p.lo - b.p.lo
		}
		return strings.Compare(a.p.t.frame.Kind+a.p.t.frame.Name, b.p.t.frame.Kind+b.p.t.frame.Name)
	})
	taken := map[int]bool{}
	var out []candidate
	for _, c := range cands {
		if c.cost > maxCost {
			if r.trace != nil {
				r.tell(s, c.p, c.amt, "too far-fetched")
			}
			continue
		}
		if c.amt >= 0 {
			if slices.ContainsFunc(out, func(o candidate) bool {
				return o.amt >= 0 && o.p.verb && c.p.verb && o.p.ch == c.p.ch && o.p.t.frame.Kind != c.p.t.frame.Kind && s.between(s.amounts[min(o.amt, c.amt)].chunk, s.amounts[max(o.amt, c.amt)].chunk)
			}) {
				continue // "put in $2 billion and another $1 billion": both are of one kind
			}
			if taken[c.amt] {
				if r.trace != nil {
					r.tell(s, c.p, c.amt, "a closer frame has the amount")
				}
				continue
			}
			taken[c.amt] = true
		}
		out = append(out, c)
	}
	return out
}

// complete gives a chosen candidate without its second party the one that
// another reading of the same amount found.
func complete(chosen, all []candidate) {
	for i := range chosen {
		c := &chosen[i]
		if c.amt < 0 || len(c.object) > 0 || !twoParty[c.p.t.frame.Kind] {
			continue
		}
		for j := range all {
			o := &all[j]
			if o.amt == c.amt && o.p.t.frame.Kind == c.p.t.frame.Kind && len(o.object) > 0 && !slices.Contains(slugs(c.subject), o.object[0].slug) {
				c.object = o.object
				break
			}
		}
	}
}
