package digest

import (
	"cmp"
	"math"
	"slices"

	"pactwatch/store"
)

// Lead is one of the things that a reader in a hurry must know of the day.
type Lead struct {
	Event   string  `json:"event"`
	Line    string  `json:"line"`
	Finding string  `json:"finding"` // its key
	Score   float64 `json:"score"`   // see [score]
	Place   string  `json:"-"`       // as of its item
}

const (
	mostLeads  = 3
	leastItems = 5 // on shorter days the sections are as quick to read
)

// leads picks the few items of the highest score, at most one of a pair of
// parties.
func leads(d Digest) []Lead {
	items := slices.Concat(d.Changed, d.Confirmed, d.Withdrawn)
	for _, deal := range d.New {
		items = append(items, deal.Items...)
	}
	items = slices.DeleteFunc(items, func(it Item) bool { return it.Told })
	if len(items) < leastItems {
		return []Lead{}
	}
	slices.SortStableFunc(items, func(x, y Item) int {
		return cmp.Or(cmp.Compare(score(y), score(x)), cmp.Compare(x.Finding.Key, y.Finding.Key))
	})
	top := []Lead{}
	taken := map[[2]string]bool{}
	for _, it := range items {
		pair := [2]string{it.Finding.Subject.Slug, it.Finding.Object.Slug}
		slices.Sort(pair[:])
		if taken[pair] {
			continue
		}
		taken[pair] = true
		top = append(top, Lead{it.Event, it.Line, it.Finding.Key, score(it), it.Place})
		if len(top) == mostLeads {
			break
		}
	}
	return top
}

// score of an item, to two decimals: what the deal is roughly worth (0 for a
// million dollars or less, half a point for every further zero, at most 3), and
// to it
//
//	2.5 for a conflict, 1.5 for a change, 1 for a confirmation, 0.5 for a withdrawal
//	0.5 where a party confirms it, 0.25 where it is stated
//	0.25 for each further independent origin, at most 1
//	1 for a deal between two parties
//	-0.5 where it is only possible
//
// It decides the order of three lines and nothing else.
func score(it Item) float64 {
	s := worth(it.Finding)
	switch store.EventKind(it.Event) {
	case store.EventConflict:
		s += 2.5
	case store.EventChanged:
		s += 1.5
	case store.EventConfirmed:
		s++
	case store.EventWithdrawn:
		s += 0.5
	}
	switch store.Support(it.Finding.Support) {
	case store.Confirmed:
		s += 0.5
	case store.Stated:
		s += 0.25
	}
	independent := 0
	for _, o := range it.Finding.Origins {
		if o.Known {
			independent++
		}
	}
	s += min(0.25*float64(max(independent-1, 0)), 1)
	if it.Finding.Object.Slug != "" {
		s++
	}
	if it.Finding.State == "possible" {
		s -= 0.5
	}
	return math.Round(s*100) / 100
}

// worth is what a finding's rough dollars score. What is no money is worth as much
// as such a deal commonly is.
func worth(f Finding) float64 {
	usual := map[string]float64{"acquisition": 9, "revenue_share": 9, "profit_share": 9, "equity_stake": 9, "exclusivity": 8.5, "agreement_term": 8, "capacity": 8}
	dollars := math.Pow(10, cmp.Or(usual[f.Kind], 7.5))
	if f.Value != nil {
		n := max(f.Value.Max.float(), -f.Value.Min.float())
		switch unit := f.Value.Unit; {
		case unit == "GW":
			dollars = n * 5e9
		case unit == "chips":
			dollars = n * 30e3
		case coarse[unit] > 0:
			dollars = n * coarse[unit]
		}
	}
	return (math.Log10(min(max(dollars, 1e6), 1e12)) - 6) / 2
}
