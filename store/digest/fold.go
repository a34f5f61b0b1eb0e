package digest

import "fmt"

// How much of a long day a page tells. Readers have two minutes, and mail
// programs cut a message at about 100 kB, which some fifty findings fill: what
// comes after the first items of a section is told in a line each, and what comes
// after that is counted, so that no page is larger than 200 kB. JSON and CSV hold
// everything.
const (
	mostInFull  = 40 // findings with their evidence, in a section
	mostChanges = 10 // of those with two sides
	mostBrief   = 80 // findings in a line each, in a section
)

// fold is how an item is shown.
type fold int

const (
	inFull  fold = iota
	brief        // its line, status and link
	counted      // not at all
)

// folds decides how each item is shown. What leads the day is told in full.
func folds(d *Digest) {
	leading := map[string]bool{}
	for _, l := range d.Top {
		leading[l.Place] = true
	}
	gone := map[string]bool{} // places that are not on the page
	section := func(most int) func(*Item) {
		n := 0
		return func(it *Item) {
			switch n++; {
			case it.Told: // a line already
				if gone[it.Place] || n > most+mostBrief {
					it.Fold = counted
				}
			case leading[it.Place], n <= most:
			case n <= most+mostBrief:
				it.Fold = brief
			default:
				it.Fold, gone[it.Place] = counted, true
			}
		}
	}
	for _, s := range []struct {
		items []Item
		most  int
	}{{d.Changed, mostChanges}, {d.Confirmed, mostInFull}, {d.Withdrawn, mostInFull}} {
		each := section(s.most)
		for i := range s.items {
			each(&s.items[i])
		}
	}
	each := section(mostInFull)
	for _, deal := range d.New {
		for i := range deal.Items {
			each(&deal.Items[i])
		}
	}
}

// shownItems leaves out what is only counted, and says how much that is.
func shownItems(all []Item) (items []Item, more string) {
	for _, it := range all {
		if it.Fold != counted {
			items = append(items, it)
		}
	}
	return items, rest(len(all) - len(items))
}

// shownDeals does the same for deals; one without a shown item goes.
func shownDeals(all []Deal) (deals []Deal, more string) {
	n := 0
	for _, deal := range all {
		items, _ := shownItems(deal.Items)
		n += len(deal.Items) - len(items)
		if deal.Items = items; len(items) > 0 {
			deals = append(deals, deal)
		}
	}
	return deals, rest(n)
}

// rest says how much of a list is not shown, empty where nothing is left out.
func rest(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("and %d more, in the JSON digest", n)
}
