package store

import (
	"time"
)

// agreeAfter is the least time between two fetches that agree that a claim, or
// an article, is gone.
const agreeAfter = 15 * time.Minute

// span is a stretch during which an article makes a claim.
type span struct {
	version int       // that makes it first in this stretch, index
	from    time.Time // of the look that found it
	until   time.Time // of the second look that agreed on its absence; zero while it stands
}

// history is what all looks at an article amount to.
type history struct {
	spans   map[claimRef][]span // by time
	order   []claimRef          // keys of spans in order of first appearance
	missing int                 // claims that the last look lacks and no second look has confirmed
	gone    time.Time           // of the second look that agreed that the article is gone; zero otherwise
}

// read folds the looks, which are in order of time. Only looks at a text, or at
// its absence, are kept; consent walls, paywalls, blocks and failures never get
// here. A claim is withdrawn at the second look without it, at least
// [agreeAfter] after the first; so is an article.
func (a *articleRow) read() history {
	h := history{spans: map[claimRef][]span{}}
	absent := map[claimRef]time.Time{} // first look without it
	var gone time.Time
	for _, k := range a.Looks {
		if k.Version < 0 {
			switch {
			case gone.IsZero():
				gone = k.At
			case h.gone.IsZero() && k.At.Sub(gone) >= agreeAfter:
				h.gone = k.At
			}
			continue
		}
		gone, h.gone = time.Time{}, time.Time{}
		v := a.current(k.Version)
		here := map[claimRef]bool{}
		for _, c := range a.Versions[v].Claims {
			here[c] = true
			delete(absent, c)
			s := h.spans[c]
			if s == nil {
				h.order = append(h.order, c)
			}
			if len(s) == 0 || !s[len(s)-1].until.IsZero() {
				h.spans[c] = append(s, span{version: v, from: k.At})
			}
		}
		if a.Versions[v].Partial {
			continue
		}
		for _, c := range h.order {
			s := h.spans[c]
			last := &s[len(s)-1]
			if here[c] || !last.until.IsZero() {
				continue
			}
			switch first, ok := absent[c]; {
			case !ok:
				absent[c] = k.At
			case k.At.Sub(first) >= agreeAfter:
				last.until = k.At
				delete(absent, c)
			}
		}
	}
	h.missing = len(absent)
	return h
}
