package store

import (
	"slices"
	"strings"
)

// originsOf names who is behind the sightings that count, earliest first, and
// notes cycles of credits. Each sighting leads to the outlet, person or document
// that its text credits, and from a credited outlet that we read as well, and
// that credits somebody in turn, on to them. Near-copies share the origin of the
// earliest of them that credits somebody, else of the earliest; publishers of
// one family are one origin, and so is a party with all who speak for it.
// counted is sorted, earliest first.
func originsOf(rows []row, counted []int, copies func(article string) []string) ([]Origin, string) {
	lead := leaders(rows, counted, copies)

	// own holds what an outlet that we read says of its own source: its first
	// sighting without a credit, else its first.
	own := map[string]int{}
	for _, i := range counted {
		node := nodeOf(rows[i].outlet)
		if j, ok := own[node]; !ok || rows[lead[j]].creditNode() != "" && rows[lead[i]].creditNode() == "" {
			own[node] = i
		}
	}

	type group struct {
		origin  Origin
		outlets map[string]bool
	}
	groups := map[string]*group{}
	cycles := map[string]bool{}
	for _, i := range counted {
		r := &rows[i]
		node, name, cycle := follow(rows, lead, own, lead[i])
		if cycle != "" {
			cycles[cycle] = true
		}
		g := groups[node]
		if g == nil {
			g = &group{origin: Origin{Slug: node, Name: name, Published: r.published, Seen: r.seen}, outlets: map[string]bool{}}
			groups[node] = g
		}
		g.outlets[r.outlet.Name] = true
		if !r.published.IsZero() && (g.origin.Published.IsZero() || r.published.Before(g.origin.Published)) {
			g.origin.Published = r.published
		}
		if r.seen.Before(g.origin.Seen) {
			g.origin.Seen = r.seen
		}
		if nodeOf(r.outlet) == node {
			if !g.origin.Fetched {
				g.origin.Name = r.outlet.Name // as it calls itself, not as others do
			}
			g.origin.Fetched = true
		}
		// Independence comes from an outlet that we know, or from a credit that
		// such an outlet vouches for.
		if r.outlet.Known {
			g.origin.Known = true
		}
	}
	var out []Origin
	for _, g := range groups {
		for name := range g.outlets {
			g.origin.Outlets = append(g.origin.Outlets, name)
		}
		slices.Sort(g.origin.Outlets)
		if !g.origin.Fetched {
			g.origin.Note = "named, not fetched"
		}
		out = append(out, g.origin)
	}
	slices.SortFunc(out, func(a, b Origin) int {
		if c := a.Published.Compare(b.Published); c != 0 && !a.Published.IsZero() && !b.Published.IsZero() {
			return c
		}
		if c := a.Seen.Compare(b.Seen); c != 0 {
			return c
		}
		return strings.Compare(a.Slug, b.Slug)
	})
	return out, strings.Join(sortedSet(cycles), "; ")
}

// follow goes from a sighting along its credits to the origin: its node, its
// name, and the cycle it ran into, in words.
func follow(rows []row, lead []int, own map[string]int, i int) (node, name, cycle string) {
	r := &rows[i]
	node, name = nodeOf(r.outlet), r.outlet.Name
	next := r.creditNode()
	if next == "" || next == node {
		return node, name, ""
	}
	path := []string{node}
	for next != "" && next != node {
		if at := slices.Index(path, next); at >= 0 {
			return breakCycle(rows, own, append(path[at:], node)[:len(path)-at])
		}
		node, name = next, r.credit.Name
		j, ok := own[node]
		if !ok {
			break
		}
		path = append(path, node)
		r = &rows[lead[j]]
		next = r.creditNode()
		if nodeOf(r.outlet) != node && next == "" {
			// A near-copy whose leader is another outlet: the leader is the origin.
			return nodeOf(r.outlet), r.outlet.Name, ""
		}
	}
	return node, name, ""
}

// breakCycle takes the earliest outlet of a ring of credits for the origin.
func breakCycle(rows []row, own map[string]int, ring []string) (node, name, cycle string) {
	ring = slices.Clone(ring)
	slices.Sort(ring)
	names := make([]string, len(ring))
	for i, n := range ring {
		r := &rows[own[n]]
		names[i] = r.outlet.Name
		if i == 0 || r.when().Before(rows[own[node]].when()) {
			node, name = n, r.outlet.Name
		}
	}
	slices.Sort(names)
	return node, name, strings.Join(names, " and ") + " credit each other"
}

// leaders gives for every counted row the row whose credit counts for it: its
// own, or that of the near-copy it goes back to.
func leaders(rows []row, counted []int, copies func(article string) []string) []int {
	lead := make([]int, len(rows))
	for i := range lead {
		lead[i] = i
	}
	if copies == nil {
		return lead
	}
	parent := make([]int, len(rows))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	byArticle := map[string]int{}
	for _, i := range counted {
		if j, ok := byArticle[rows[i].article]; ok {
			parent[root(i)] = root(j)
		} else {
			byArticle[rows[i].article] = i
		}
	}
	for article, i := range byArticle {
		for _, other := range copies(article) {
			if j, ok := byArticle[other]; ok {
				parent[root(i)] = root(j)
			}
		}
	}
	first := map[int]int{} // root -> leader
	for _, i := range counted {
		g := root(i)
		j, ok := first[g]
		if !ok || rows[j].creditNode() == "" && rows[i].creditNode() != "" {
			first[g] = i
		}
	}
	for _, i := range counted {
		if g := root(i); first[g] != i {
			// A copy with a credit of its own keeps it.
			if rows[i].creditNode() == "" {
				lead[i] = first[g]
			}
		}
	}
	return lead
}

// nodeOf is the origin an outlet stands for: the party whose newsroom it is,
// else its family, else itself.
func nodeOf(o Outlet) string {
	switch {
	case o.Party != "":
		return o.Party
	case o.Family != "":
		return o.Family
	}
	return o.Slug
}

// creditNode is the origin that a sighting credits; empty for its own voice.
func (r *row) creditNode() string {
	if r.credit.Slug == "" {
		return ""
	}
	return nodeOf(r.credit)
}

func sortedSet(m map[string]bool) []string {
	s := make([]string, 0, len(m))
	for k := range m {
		s = append(s, k)
	}
	slices.Sort(s)
	return s
}
