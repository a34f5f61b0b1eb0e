package digest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"pactwatch/store"
)

// coverage folds the day's runs: a source counts as looked at when it answered
// in one of them, whatever happened in the others.
func coverage(runs []store.Run) Coverage {
	c := Coverage{Runs: len(runs), Failing: []SourceState{}, Overdue: []SourceState{}, Unsteady: []SourceState{}, Partly: []SourceState{}, Outcomes: []Count{}, Pages: []Count{}}
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(x, y store.Run) int {
		return cmp.Or(x.Started.Compare(y.Started), cmp.Compare(x.ID, y.ID))
	})
	type fate struct {
		last    store.SourceResult // the last that was not skipped, else the last
		looked  bool
		changed bool // at least once something new
		failed  *store.SourceResult
		partly  *store.SourceResult // the last that left pages unread
	}
	fates := map[string]*fate{}
	pages := map[string]int{}
	for _, r := range runs {
		if !r.Complete {
			c.Cut++
		}
		for _, s := range r.Sources {
			f := fates[s.ID]
			if f == nil {
				f = &fate{last: s}
				fates[s.ID] = f
			}
			if s.Outcome != "skipped" || f.last.Outcome == "skipped" {
				f.last = s
			}
			switch s.Outcome {
			case "new", "unchanged":
				f.looked = true
				f.changed = f.changed || s.Outcome == "new"
				if s.Reason != "" && s.Pages["blocked"]+s.Pages["failed"]+s.Pages["empty"] > 0 {
					f.partly = &s
				}
			case "skipped":
			default:
				f.failed = &s
			}
			f.last.Overdue = s.Overdue
			for outcome, n := range s.Pages {
				pages[outcome] += n
			}
		}
	}
	outcomes := map[string]int{}
	state := func(s store.SourceResult) SourceState {
		return SourceState{ID: s.ID, Name: cmp.Or(s.Name, s.ID), Outcome: s.Outcome, Reason: s.Reason, Last: s.Last.UTC(), Overdue: s.Overdue}
	}
	for _, id := range slices.Sorted(maps.Keys(fates)) {
		f := fates[id]
		c.Sources++
		outcome := f.last.Outcome
		switch {
		case f.looked:
			c.Looked++
			if outcome = "unchanged"; f.changed {
				outcome = "new"
			}
			if f.failed != nil {
				c.Unsteady = append(c.Unsteady, state(*f.failed))
			}
			if f.partly != nil {
				c.Partly = append(c.Partly, state(*f.partly))
			}
		case f.failed != nil:
			outcome = f.failed.Outcome
			c.Failing = append(c.Failing, state(*f.failed))
		default:
			c.NotDue++
		}
		outcomes[outcome]++
		if f.last.Overdue && (f.looked || f.failed == nil) {
			c.Overdue = append(c.Overdue, state(f.last))
		}
	}
	c.Outcomes = counts(outcomes)
	c.Pages = counts(pages)
	for _, n := range pages {
		c.PagesRead += n
	}
	switch {
	case c.Runs == 0:
		c.Sentence = "no run on this day: nothing was looked at"
	case c.Sources == 0:
		c.Sentence = "no source was due"
	default:
		c.Sentence = fmt.Sprintf("%d of %s looked at", c.Looked, plural(c.Sources, "source"))
		if n := len(c.Failing); n > 0 {
			c.Sentence += fmt.Sprintf(", %d could not be", n)
		}
		if c.NotDue > 0 {
			c.Sentence += fmt.Sprintf(", %d not due", c.NotDue)
		}
	}
	c.Sentence += "."
	return c
}

// counts gives the most frequent first.
func counts(m map[string]int) []Count {
	out := []Count{}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Count{k, m[k]})
	}
	slices.SortStableFunc(out, func(x, y Count) int { return cmp.Compare(y.N, x.N) })
	return out
}
