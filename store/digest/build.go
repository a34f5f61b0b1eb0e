package digest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pactwatch/extract"
	"pactwatch/store"
)

// Build makes the digest of a day. It reads nothing but its arguments.
func Build(day store.Day, o Options) Digest {
	if o.Title == "" {
		o.Title = "AI deals"
	}
	var claims []extract.Claim
	for _, f := range day.Findings {
		claims = append(claims, f.Claim)
	}
	b := builder{day: day, names: named(asWritten(o.Names, claims...)), views: map[string]Finding{}}
	d := Digest{
		Schema: SchemaVersion, Title: o.Title, Day: day.Day, Zone: day.Zone, Closed: day.Closed,
		AsOf: day.AsOf.UTC(), Version: o.Version,
		Top: []Lead{}, Changed: []Item{}, Confirmed: []Item{}, New: []Deal{}, Withdrawn: []Item{}, Edits: []Edit{},
		Upcoming: []Finding{}, Repeated: []Repeat{}, Threads: []Thread{}, Pairs: []Pair{}, History: []Tally{}, Rows: []Item{},
	}
	b.read(&d)
	b.deals(&d)
	places(&d)
	d.Top = leads(d)
	folds(&d)
	b.repeats(&d)
	b.upcoming(&d)
	b.threads(&d)
	b.pairs(&d)
	d.Coverage = coverage(day.Runs)
	d.History = history(day, d.Totals)
	d.Headline = headline(d.Totals, d.Coverage)
	d.Subject = subject(d)
	return d
}

type builder struct {
	day   store.Day
	names func(string) string
	views map[string]Finding
	fresh []Item              // new findings
	kinds map[string][]string // finding to the kinds of its events, each once
	again map[string]int      // finding to its repeats of the day
}

// read sorts the day's events into the sections.
func (b *builder) read(d *Digest) {
	events := slices.Clone(b.day.Events)
	slices.SortStableFunc(events, func(x, y store.Event) int {
		return cmp.Or(cmp.Compare(x.Seq, y.Seq), x.At.Compare(y.At), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Finding, y.Finding),
			cmp.Compare(x.Other, y.Other), cmp.Compare(x.Article, y.Article))
	})
	b.kinds, b.again = map[string][]string{}, map[string]int{}
	for _, e := range events {
		if k := string(e.Kind); !e.Replay && e.Finding != "" && !slices.Contains(b.kinds[e.Finding], k) {
			b.kinds[e.Finding] = append(b.kinds[e.Finding], k)
		}
	}
	var conflicts, changes []Item
	told := map[string]bool{}
	for _, e := range events {
		if e.Replay {
			d.Totals.Replayed++
			continue
		}
		if e.Kind == store.EventEdited || e.Kind == store.EventGone {
			b.edit(d, e)
			continue
		}
		it := b.item(e)
		d.Rows = append(d.Rows, it)
		once := string(e.Kind) + "\x00" + e.Finding
		switch e.Kind {
		case store.EventConflict:
			pair := []string{e.Finding, e.Other}
			slices.Sort(pair)
			once = string(e.Kind) + "\x00" + strings.Join(pair, "\x00")
			if !told[once] {
				conflicts = append(conflicts, it)
				d.Totals.Conflicts++
			}
		case store.EventChanged:
			if once += "\x00" + e.Other + "\x00" + e.Before + "\x00" + e.After; !told[once] {
				changes = append(changes, it)
				d.Totals.Changed++
			}
		case store.EventConfirmed:
			if !told[once] {
				d.Totals.Confirmed++
				if !slices.Contains(b.kinds[e.Finding], string(store.EventNew)) {
					d.Confirmed = append(d.Confirmed, it)
				}
			}
		case store.EventNew:
			if !told[once] {
				d.Totals.New++
				b.fresh = append(b.fresh, it)
			}
		case store.EventWithdrawn:
			if once += "\x00" + e.Article; !told[once] { // by one outlet after the other
				d.Totals.Withdrawn++
				d.Withdrawn = append(d.Withdrawn, it)
			}
		case store.EventRepeated:
			d.Totals.Repeats++
			b.again[e.Finding]++
		}
		told[once] = true
	}
	d.Changed = append(append(d.Changed, conflicts...), changes...)
}

// item is an event with what it happened to.
func (b *builder) item(e store.Event) Item {
	it := Item{Event: string(e.Kind), Seq: e.Seq, At: e.At.UTC(), Finding: b.finding(e.Finding), Before: e.Before, After: e.After, Why: e.Why}
	for _, k := range b.kinds[e.Finding] {
		if k != it.Event && k != string(store.EventRepeated) {
			it.Also = append(it.Also, k)
		}
	}
	if e.Other != "" && e.Other != e.Finding {
		other := b.finding(e.Other)
		it.Other = &other
	}
	if it.Other == nil && e.Kind == store.EventChanged {
		it.Other = b.earlier(b.day.Findings[e.Finding], e)
	}
	it.Line = b.line(it)
	if e.Article != "" {
		f := b.day.Findings[e.Finding]
		for _, s := range slices.Backward(f.Sightings) {
			if s.Article == e.Article && it.Finding.Source.Article != e.Article {
				src := source(s)
				it.Source = &src
				break
			}
		}
	}
	return it
}

// earlier is a finding as an article told it that still had the state before a
// change: the latest one published. Nil where the day holds none.
func (b *builder) earlier(f store.Finding, e store.Event) *Finding {
	var last *store.Sighting
	for i := range f.Sightings {
		s := &f.Sightings[i]
		if s.Claim.Modality != e.Before || s.Claim.Modality == f.State || s.Claim.Kind != f.Claim.Kind {
			continue
		}
		if last == nil || cmp.Or(s.Published.Compare(last.Published), last.Seen.Compare(s.Seen), cmp.Compare(s.ID, last.ID)) > 0 {
			last = s
		}
	}
	if last == nil {
		return nil
	}
	v := b.finding(f.Key)
	c := last.Claim
	v.Statement, v.Value, v.Source = Statement(c, b.names), value(c), source(*last)
	v.Date, v.DateRole, v.Scope, v.Derived, v.Joint = c.Date, c.DateRole, c.Scope, c.Derived, c.Joint
	v.State, v.Support, v.Rule, v.Note = e.Before, "", "", ""
	v.Status, v.Provenance = stateWord(e.Before, c.Kind)+", told"+by(last.Outlet.Name), ""
	return &v
}

// line heads an item: both figures of a change or a conflict where they can be
// read side by side, else the statement.
func (b *builder) line(it Item) string {
	f, o := it.Finding, it.Other
	if (o == nil || o.Key == f.Key) && it.Event == string(store.EventChanged) && it.Before != "" && it.After != "" {
		return f.Statement + ": " + it.Before + " → " + it.After
	}
	if o == nil || f.Value == nil || o.Value == nil || f.Value.Unit != o.Value.Unit || f.Kind != o.Kind {
		return f.Statement
	}
	dated := func(f Finding) string {
		if f.Date == "" || f.DateRole == "" {
			return f.Value.Words
		}
		words, day := dateWords(f.Date)
		if f.DateRole == "in" && day {
			return f.Value.Words + " (" + words + ")"
		}
		return f.Value.Words + " " + f.DateRole + " " + words
	}
	name := b.thread(b.day.Findings[f.Key].Claim) + ": "
	if it.Event == string(store.EventConflict) {
		if f.Date == o.Date && f.DateRole == o.DateRole { // said once, at the end
			return name + f.Value.Words + " against " + dated(*o)
		}
		return name + dated(f) + " against " + dated(*o)
	}
	return name + dated(*o) + " → " + dated(f)
}

func (b *builder) edit(d *Digest, e store.Event) {
	if e.Kind == store.EventGone {
		d.Totals.Gone++
	} else {
		d.Totals.Edited++
	}
	p := b.day.Articles[e.Article]
	address, host := link(p.URL)
	d.Edits = append(d.Edits, Edit{Event: string(e.Kind), At: e.At.UTC(), Outlet: cmp.Or(p.Outlet.Name, e.Article), Title: p.Title,
		URL: address, Host: host, Before: e.Before, After: e.After, Why: e.Why})
}

// deals groups the new findings by their parties: the weightiest deal first, and
// in it the kinds in the order analysts read them.
func (b *builder) deals(d *Digest) {
	groups := map[string]*Deal{}
	for _, it := range b.fresh {
		parties := []Party{it.Finding.Subject, it.Finding.Object}
		parties = slices.DeleteFunc(parties, func(p Party) bool { return p.Slug == "" })
		slices.SortFunc(parties, func(x, y Party) int { return cmp.Compare(x.Slug, y.Slug) })
		parties = slices.Compact(parties)
		var slugs, names []string
		for _, p := range parties {
			slugs, names = append(slugs, p.Slug), append(names, p.Name)
		}
		key := strings.Join(slugs, " ")
		if groups[key] == nil {
			groups[key] = &Deal{Name: cmp.Or(list(names), "Unnamed parties"), Parties: append([]Party{}, parties...)}
		}
		groups[key].Items = append(groups[key].Items, it)
	}
	top := map[string]float64{}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		slices.SortStableFunc(g.Items, func(x, y Item) int {
			return cmp.Or(cmp.Compare(kindRank(x.Finding.Kind), kindRank(y.Finding.Kind)), cmp.Compare(weight(y.Finding), weight(x.Finding)), cmp.Compare(x.Finding.Key, y.Finding.Key))
		})
		for _, it := range g.Items {
			top[g.Name] = max(top[g.Name], weight(it.Finding))
		}
		d.New = append(d.New, *g)
	}
	slices.SortStableFunc(d.New, func(x, y Deal) int {
		return cmp.Or(cmp.Compare(len(y.Parties), len(x.Parties)), cmp.Compare(top[y.Name], top[x.Name]), cmp.Compare(x.Name, y.Name))
	})
}

// places gives every finding the one place on a page where it is told in full, so
// that it can be cited and pointed at. What is new and more than that is told
// under the other.
func places(d *Digest) {
	taken := map[string]bool{}
	put := func(it *Item) {
		it.Place = "f-" + slug(it.Finding.Key)
		it.Told = taken[it.Place]
		taken[it.Place] = true
	}
	for _, section := range [][]Item{d.Changed, d.Confirmed, d.Withdrawn} {
		for i := range section {
			put(&section[i])
		}
	}
	for _, deal := range d.New {
		for i := range deal.Items {
			put(&deal.Items[i])
		}
	}
}

func kindRank(kind string) int {
	if i := slices.Index(kindOrder, kind); i >= 0 {
		return i
	}
	return len(kindOrder)
}

// coarse worth of currencies in dollars, right to about a factor of two. It
// decides the order of deals and is never shown.
var coarse = map[string]float64{
	"USD": 1, "EUR": 1, "GBP": 1.3, "CHF": 1, "CAD": 0.7, "AUD": 0.7, "SGD": 0.7, "JPY": 0.007, "KRW": 0.0007,
	"CNY": 0.14, "INR": 0.012, "TWD": 0.03, "HKD": 0.13, "SEK": 0.1, "NOK": 0.1, "DKK": 0.15, "AED": 0.27, "SAR": 0.27, "ILS": 0.27, "BRL": 0.2,
}

// weight of a finding for the order of deals: roughly its dollars.
func weight(f Finding) float64 {
	if f.Value == nil {
		return 0
	}
	return max(f.Value.Max.float(), -f.Value.Min.float()) * coarse[f.Value.Unit]
}

func (b *builder) repeats(d *Digest) {
	for _, key := range slices.Sorted(maps.Keys(b.again)) {
		if len(b.kinds[key]) > 1 { // shown above, with its counts
			continue
		}
		v := b.finding(key)
		known := 0
		for _, o := range v.Origins {
			if o.Known {
				known++
			}
		}
		d.Repeated = append(d.Repeated, Repeat{Key: key, Statement: v.Statement, Times: b.again[key], Outlets: len(v.Outlets), Origins: known})
	}
	slices.SortStableFunc(d.Repeated, func(x, y Repeat) int {
		return cmp.Or(cmp.Compare(y.Times, x.Times), cmp.Compare(y.Outlets, x.Outlets), cmp.Compare(x.Statement, y.Statement))
	})
}

func (b *builder) upcoming(d *Digest) {
	for _, f := range b.day.Upcoming {
		d.Upcoming = append(d.Upcoming, b.view(f))
	}
	end := func(f Finding) time.Time {
		_, last, _ := dateEnds(f.Date)
		return last
	}
	slices.SortStableFunc(d.Upcoming, func(x, y Finding) int {
		return cmp.Or(end(x).Compare(end(y)), cmp.Compare(x.Key, y.Key))
	})
}

func headline(t Totals, c Coverage) string {
	parts := []string{fmt.Sprintf("%d new", t.New), fmt.Sprintf("%d changed", t.Changed), plural(t.Conflicts, "conflict")}
	for _, p := range []struct {
		n    int
		word string
	}{{t.Confirmed, "confirmed"}, {t.Withdrawn, "withdrawn"}, {t.Edited, "edited"}, {t.Gone, "gone"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	repeats := plural(t.Repeats, "repeat") + " folded"
	return strings.Join(append(parts, repeats), ", ") + "; " + c.Sentence
}

// subject says the weightiest thing first.
func subject(d Digest) string {
	s := d.Title + " " + d.Day + ": "
	var lead string
	switch {
	case len(d.Top) > 0:
		lead = d.Top[0].Line
	case len(d.Changed) > 0:
		lead = d.Changed[0].Line
	case len(d.New) > 0:
		lead = d.New[0].Items[0].Finding.Statement
	case len(d.Confirmed) > 0:
		lead = d.Confirmed[0].Finding.Statement
	}
	if lead == "" {
		if d.Coverage.Looked == 0 {
			return s + "nothing could be looked at"
		}
		return s + "nothing new"
	}
	s += short(lead, 80)
	if d.Totals.New > 0 {
		s += fmt.Sprintf("; %d new", d.Totals.New)
	}
	if d.Totals.Changed > 0 {
		s += fmt.Sprintf(", %d changed", d.Totals.Changed)
	}
	if d.Totals.Conflicts > 0 {
		s += ", " + plural(d.Totals.Conflicts, "conflict")
	}
	return s
}
