package digest

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pactwatch/store"
)

// shuffled is the same day with its maps made anew and its events and runs in
// another order.
func shuffled(d store.Day, r *rand.Rand) store.Day {
	d.Events, d.Runs, d.Upcoming = slices.Clone(d.Events), slices.Clone(d.Runs), slices.Clone(d.Upcoming)
	r.Shuffle(len(d.Events), func(i, j int) { d.Events[i], d.Events[j] = d.Events[j], d.Events[i] })
	r.Shuffle(len(d.Runs), func(i, j int) { d.Runs[i], d.Runs[j] = d.Runs[j], d.Runs[i] })
	r.Shuffle(len(d.Upcoming), func(i, j int) { d.Upcoming[i], d.Upcoming[j] = d.Upcoming[j], d.Upcoming[i] })
	d.Findings = remade(d.Findings, r)
	for k, f := range d.Findings {
		f.Sightings = slices.Clone(f.Sightings)
		r.Shuffle(len(f.Sightings), func(i, j int) { f.Sightings[i], f.Sightings[j] = f.Sightings[j], f.Sightings[i] })
		d.Findings[k] = f
	}
	d.Terms, d.Articles, d.Counts = remade(d.Terms, r), remade(d.Articles, r), remade(d.Counts, r)
	return d
}

func remade[V any](m map[string]V, r *rand.Rand) map[string]V {
	keys := slices.Sorted(maps.Keys(m))
	r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	out := map[string]V{}
	for _, k := range keys {
		out[k] = m[k]
	}
	return out
}

func TestSameDaySameBytes(t *testing.T) {
	for name, day := range map[string]store.Day{"rich": richDay(), "hostile": hostileDay()} {
		r := rand.New(rand.NewPCG(1, 2))
		want := map[string][]byte{}
		for round := range 12 {
			d := Build(shuffled(day, r), testOptions)
			for _, format := range Formats {
				got, err := Render(d, format)
				if err != nil {
					t.Fatal(err)
				}
				if round == 0 {
					want[format] = got
				} else if !bytes.Equal(want[format], got) {
					t.Fatalf("%s: %s differs in round %d:\n%s", name, format, round, cmp.Diff(string(want[format]), string(got)))
				}
			}
		}
	}
}

// Build must not write into the day it is given.
func TestBuildLeavesTheDay(t *testing.T) {
	day := richDay()
	Build(day, testOptions)
	if diff := cmp.Diff(richDay(), day); diff != "" {
		t.Errorf("Build changed the day (-before +after):\n%s", diff)
	}
}

// The same findings stand in every format.
func TestFormatsAgree(t *testing.T) {
	d := Build(richDay(), testOptions)
	var keys []string
	for _, it := range d.Rows {
		keys = append(keys, it.Finding.Key)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for _, format := range Formats {
		b, err := Render(d, format)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range d.Rows {
			s := it.Finding.Statement
			if format == "md" {
				s = escape(s)
			}
			if !strings.Contains(string(b), s) {
				t.Errorf("%s does not say %q", format, s)
			}
		}
	}
	if len(keys) < 9 {
		t.Errorf("only %d findings in the fixture", len(keys))
	}
}

// A new finding is told in full once; one that changed or conflicts as well is
// told there, and in its deal only pointed at.
func TestToldOnce(t *testing.T) {
	d := Build(richDay(), testOptions)
	page, err := Render(d, "txt")
	if err != nil {
		t.Fatal(err)
	}
	_, deals, _ := strings.Cut(string(page), "\nNEW\n")
	for _, g := range d.New {
		for _, n := range g.Items {
			want := 1
			if slices.Contains([]string{"f-share-10", "f-share-15"}, n.Finding.Key) {
				want = 0
			}
			if c := strings.Count(deals, n.Finding.Source.Quote); c != want {
				t.Errorf("%q stands %d times from the new ones on, want %d", n.Finding.Source.Quote, c, want)
			}
		}
	}
	if d.Totals.New != 6 || d.Totals.Replayed != 1 || d.Totals.Conflicts != 1 || d.Totals.Repeats != 5 {
		t.Errorf("totals %+v", d.Totals)
	}
}

func TestNothingIsNotCouldNotLook(t *testing.T) {
	run := func(outcomes ...string) []store.Run {
		r := store.Run{ID: "r", Complete: true}
		for i, o := range outcomes {
			r.Sources = append(r.Sources, store.SourceResult{ID: string(rune('a' + i)), Name: string(rune('A' + i)), Outcome: o, Reason: "why"})
		}
		return []store.Run{r}
	}
	for _, c := range []struct {
		runs              []store.Run
		headline, nothing string
	}{
		{nil, "no run on this day: nothing was looked at.", "Nothing was looked at on this day, so nothing can be said about it."},
		{run("unchanged", "new"), "2 of 2 sources looked at.", "Nothing new: every source that was due was looked at."},
		{run("unchanged", "failed", "skipped"), "1 of 3 sources looked at, 1 could not be, 1 not due.", "Nothing new in what could be looked at; 1 source could not be."},
		{run("blocked", "failed"), "0 of 2 sources looked at, 2 could not be.", "No source could be looked at. This is not a day without news."},
		{run("skipped"), "0 of 1 source looked at, 1 not due.", "Nothing was due on this day, so nothing was looked at."},
	} {
		d := Build(store.Day{Day: "2025-11-20", Runs: c.runs}, Options{})
		if !strings.HasSuffix(d.Headline, c.headline) {
			t.Errorf("headline %q, want it to end %q", d.Headline, c.headline)
		}
		if got := nothing(d); got != c.nothing {
			t.Errorf("got %q, want %q", got, c.nothing)
		}
	}
}

// A day may name findings and articles that it does not hold.
func TestMissingFindings(t *testing.T) {
	day := store.Day{Day: "2025-11-20", Events: []store.Event{
		{Kind: store.EventNew, Finding: "gone"}, {Kind: store.EventConflict, Finding: "gone", Other: "gone too"}, {Kind: store.EventEdited, Article: "a"},
		{Kind: store.EventWithdrawn}, {Kind: "later invention", Finding: "x"},
	}}
	d := Build(day, Options{})
	for _, format := range Formats {
		if _, err := Render(d, format); err != nil {
			t.Error(err)
		}
	}
}

// Long lists are cut on the page, and say so.
func TestLongLists(t *testing.T) {
	day := richDay()
	for i := range maxListed + 3 {
		f := day.Findings["f-term"]
		f.Key = fmt.Sprintf("term-%02d", i)
		day.Upcoming = append(day.Upcoming, f)
		f.Key = fmt.Sprintf("again-%02d", i)
		day.Findings[f.Key] = f
		day.Events = append(day.Events, store.Event{Day: day.Day, Seq: uint64(500 + i), Kind: store.EventRepeated, Finding: f.Key})
	}
	d := Build(day, testOptions)
	for _, format := range []string{"md", "txt", "html"} {
		b, err := Render(d, format)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(b), "and 5 more, in the JSON digest"); n != 2 {
			t.Errorf("%s says %d times that 5 more are not shown, want 2", format, n)
		}
	}
	if len(d.Upcoming) != maxListed+5 || len(d.Repeated) != maxListed+5 {
		t.Errorf("%d upcoming and %d repeated in the digest, want all", len(d.Upcoming), len(d.Repeated))
	}
}

func BenchmarkBuildAndPage(b *testing.B) {
	day := richDay()
	for b.Loop() {
		d := Build(day, testOptions)
		page, err := Render(d, "html")
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(page)))
	}
	b.ReportAllocs()
}

// busyDay has n new findings of n/3 pairs beside the fixture's own.
func busyDay(n int) store.Day {
	d := richDay()
	base := d.Findings["f-invest"]
	for i := range n {
		f := base
		f.Key = fmt.Sprintf("busy-%04d", i)
		f.Claim.Subject, f.Claim.Object = fmt.Sprintf("buyer-%d", i%7), fmt.Sprintf("seller-%d", i%(n/3))
		f.Term = "investment " + f.Claim.Subject + " " + f.Claim.Object
		f.Claim.Value = sum(int64(i)*37+1, 7, "USD", "exact")
		f.Sightings = slices.Clone(f.Sightings)
		f.Sightings[0].Claim = f.Claim
		d.Findings[f.Key] = f
		d.Terms[f.Term] = append(d.Terms[f.Term], f.Key)
		d.Events = append(d.Events, store.Event{Day: d.Day, Seq: uint64(1000 + i), At: d.AsOf, Kind: store.EventNew, Finding: f.Key})
	}
	return d
}

// A page must stay small enough for a mail reader, which cuts at about 100 KB.
func TestPageSize(t *testing.T) {
	page, err := Render(Build(busyDay(36), testOptions), "html")
	if err != nil {
		t.Fatal(err)
	}
	if len(page) > 100_000 {
		t.Errorf("the page of a day with 42 new findings has %d bytes", len(page))
	}
	t.Logf("%d bytes", len(page))
}

func BenchmarkBusyDay(b *testing.B) {
	day := busyDay(600)
	for _, format := range append([]string{"build"}, Formats...) {
		b.Run(format, func(b *testing.B) {
			d := Build(day, testOptions)
			for b.Loop() {
				if format == "build" {
					d = Build(day, testOptions)
					continue
				}
				out, err := Render(d, format)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(out)))
			}
		})
	}
}
