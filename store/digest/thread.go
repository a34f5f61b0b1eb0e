package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"pactwatch/extract"
	"pactwatch/store"
)

// threads are the terms that moved on the day and have more than one figure of
// the same unit, period, basis and scope.
func (b *builder) threads(d *Digest) {
	today := map[string]bool{}
	terms := map[string]bool{}
	for _, it := range d.Rows {
		if it.Event == string(store.EventRepeated) {
			continue
		}
		today[it.Finding.Key] = true
		terms[it.Finding.Term] = true
	}
	for _, term := range slices.Sorted(maps.Keys(terms)) {
		type like struct{ unit, period, basis, scope string } // what may stand on one line
		groups := map[like][]Point{}
		var name string
		for _, key := range b.day.Terms[term] {
			f, ok := b.day.Findings[key]
			if !ok || f.Claim.Value == nil || f.State == "withdrawn" {
				continue
			}
			c := f.Claim
			if name == "" {
				name = b.thread(c)
			}
			v := value(c)
			p := Point{Finding: key, Value: *v, State: f.State, Today: today[key]}
			p.At, p.Dated, p.X = pointTime(f)
			basis := strings.Join(slices.Sorted(slices.Values(c.Basis)), ", ")
			g := like{v.Unit, c.Period, basis, c.Scope}
			groups[g] = append(groups[g], p)
		}
		order := slices.SortedFunc(maps.Keys(groups), func(x, y like) int {
			return cmp.Or(cmp.Compare(x.unit, y.unit), cmp.Compare(x.period, y.period), cmp.Compare(x.basis, y.basis), cmp.Compare(x.scope, y.scope))
		})
		for _, g := range order {
			points := groups[g]
			if len(points) < 2 || !slices.ContainsFunc(points, func(p Point) bool { return p.Today }) {
				continue
			}
			slices.SortStableFunc(points, func(x, y Point) int { return cmp.Compare(x.X, y.X) })
			if n := len(points) - maxPoints; n > 0 {
				points = points[n:]
			}
			apart := slices.DeleteFunc([]string{g.basis, g.scope}, func(s string) bool { return s == "" })
			full := name
			if len(apart) > 0 {
				full += " (" + short(strings.Join(apart, ", "), 80) + ")"
			}
			d.Threads = append(d.Threads, Thread{Term: term, Name: full, Unit: g.unit, Points: points})
		}
	}
}

// maxPoints is how many of a term's latest values a thread holds.
const maxPoints = 60

// pointTime places a finding in time: by the claim's own date, else by its
// publication, else by our first sight. x is in years.
func pointTime(f store.Finding) (at, dated string, x float64) {
	years := func(t time.Time) float64 {
		return float64(t.Year()) + float64(t.YearDay()-1)/366
	}
	if first, last, ok := dateEnds(f.Claim.Date); ok {
		return f.Claim.Date, "claim", (years(first) + years(last)) / 2
	}
	if !f.Published.IsZero() {
		return f.Published.Format(time.DateOnly), "published", years(f.Published)
	}
	return f.First.UTC().Format(time.DateOnly), "seen", years(f.First.UTC())
}

func (b *builder) thread(c extract.Claim) string {
	s := strings.ReplaceAll(c.Kind, "_", " ")
	s = strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):]
	if c.Subject != "" {
		s += ", " + b.names(c.Subject)
	}
	if c.Object != "" {
		s += " – " + b.names(c.Object)
	}
	if c.Product != "" {
		s += ", " + name(c.Product)
	}
	return s
}

func (b *builder) pairs(d *Digest) {
	counts := map[[2]string]int{}
	for _, it := range d.Rows {
		if it.Event != string(store.EventRepeated) && it.Finding.Subject.Slug != "" {
			counts[[2]string{it.Finding.Subject.Slug, it.Finding.Object.Slug}]++
		}
	}
	for k, n := range counts {
		d.Pairs = append(d.Pairs, Pair{Subject: b.party(k[0]), Object: b.party(k[1]), Events: n})
	}
	slices.SortFunc(d.Pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.Subject.Slug, y.Subject.Slug), cmp.Compare(x.Object.Slug, y.Object.Slug))
	})
}

// history is the events of each of the last days, oldest first, with the day
// itself as the digest counts it.
func history(day store.Day, today Totals) []Tally {
	days := map[string]*Tally{}
	at := func(d string) *Tally {
		if days[d] == nil {
			days[d] = &Tally{Day: d}
		}
		return days[d]
	}
	for _, kind := range slices.Sorted(maps.Keys(day.Counts)) {
		for _, t := range day.Counts[kind] {
			if t.Day >= day.Day {
				continue
			}
			switch store.EventKind(kind) {
			case store.EventNew:
				at(t.Day).New += t.N
			case store.EventChanged:
				at(t.Day).Changed += t.N
			case store.EventConflict:
				at(t.Day).Conflicts += t.N
			case store.EventConfirmed:
				at(t.Day).Confirmed += t.N
			case store.EventRepeated:
				at(t.Day).Repeats += t.N
			}
		}
	}
	days[day.Day] = &Tally{Day: day.Day, New: today.New, Changed: today.Changed, Conflicts: today.Conflicts, Confirmed: today.Confirmed, Repeats: today.Repeats}
	out := []Tally{}
	for _, k := range slices.Sorted(maps.Keys(days)) {
		out = append(out, *days[k])
	}
	return out
}
