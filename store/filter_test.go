package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// Filters look at packed columns in the order of time. Whatever they are, they
// choose what looking at every finding in full would.
func TestFiltersChooseWhatTheySay(t *testing.T) {
	c := &clock{noon.AddDate(0, 2, 0)}
	l := open(t, c)
	l.db.NoSync, l.unsafe = true, true
	rnd := rand.New(rand.NewPCG(11, 4))
	records := story(rnd)
	w := newWorld(4)
	for range 150 {
		records = append(records, w.next())
	}
	odd := record("https://harbour.example/odd", noon,
		extract.Claim{Kind: "capacity", Subject: "lumen", Modality: "rumoured", Quote: "One.", In: "text", Value: &claim.Value{Min: quantity.Decimal{Coef: 3}, Max: quantity.Decimal{Coef: 3}, Unit: "GW"}},
		extract.Claim{Kind: "user_count", Subject: "lumen", Modality: "actual", Quote: "Two.", In: "text", Value: &claim.Value{Min: quantity.Decimal{Coef: 7}, Max: quantity.Decimal{Coef: 7}, Unit: strings.Repeat("u", 300), Bound: "roughly"}},
		extract.Claim{Kind: "partnership", Subject: "lumen", Object: "corvid", Modality: "planned", Quote: "Three.", In: "text"})
	odd.Article.Published.Time = time.Unix(0, 0)
	old := record("https://harbour.example/old", noon, share(44, "denied"))
	old.Article.Published.Time = time.Date(1955, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range append(records, odd, old) {
		if _, err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Findings(Filter{})
	if err != nil || len(all) < 100 {
		t.Fatalf("%d findings, %v", len(all), err)
	}
	for range 500 {
		f := randomFilter(rnd, all)
		var want []string
		for i := range all {
			if holds(&f, &all[i]) {
				want = append(want, all[i].Key)
			}
		}
		if n, err := l.Count(f); err != nil || n != len(want) {
			t.Fatalf("%+v: count %d, want %d, %v", f, n, len(want), err)
		}
		want = want[min(f.Offset, len(want)):]
		if f.Limit > 0 {
			want = want[:min(f.Limit, len(want))]
		}
		found, err := l.Findings(f)
		var got []string
		for i := range found {
			got = append(got, found[i].Key)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%+v: got %d findings, want %d, %v", f, len(got), len(want), err)
		}
	}
}

// randomFilter takes its values from a finding, or none.
func randomFilter(rnd *rand.Rand, all []Finding) Filter {
	x := &all[rnd.IntN(len(all))]
	some := func() bool { return rnd.IntN(4) == 0 }
	var f Filter
	if some() {
		f.Party = []string{x.Claim.Subject, x.Claim.Object, "nobody"}[rnd.IntN(3)]
	}
	if some() {
		f.Pair = [2]string{x.Claim.Object, x.Claim.Subject}
		if rnd.IntN(2) == 0 {
			f.Pair = [2]string{x.Claim.Subject, x.Claim.Object}
		}
		f.Party = ""
	}
	if some() {
		f.Kind = x.Claim.Kind
	}
	if some() {
		f.State = x.State
	}
	if some() {
		f.Support = x.Support
	}
	if some() && x.Claim.Value != nil {
		f.Unit = x.Claim.Value.Unit
	}
	if v := x.Claim.Value; v != nil && some() {
		least, most := rounded(v.Min)*[]float64{0.5, 1, 1.5}[rnd.IntN(3)], rounded(v.Max)*[]float64{0.5, 1, 1.5}[rnd.IntN(3)]
		if rnd.IntN(2) == 0 {
			f.Min = &least
		} else {
			f.Max = &most
		}
	}
	if some() {
		f.Since = x.when()
	}
	if some() {
		f.Until = x.when().Add(time.Duration(rnd.IntN(3)) * 1000 * time.Hour)
	}
	if some() {
		o := x.Origins[rnd.IntN(len(x.Origins))]
		f.Origin = []string{o.Slug, strings.ToUpper(o.Name), o.Name[1:], "nobody"}[rnd.IntN(4)]
	}
	if some() {
		q := x.Claim.Quote
		f.Text = []string{strings.ToUpper(q), q[len(q)/2:], q[:3], "nobody says this"}[rnd.IntN(4)]
	}
	if rnd.IntN(2) == 0 {
		f.Limit, f.Offset = 1+rnd.IntN(20), rnd.IntN(10)
	}
	return f
}

// holds is what a filter means, said once more and in full.
func holds(f *Filter, x *Finding) bool {
	c := &x.Claim
	either := func(a, b string) bool { return c.Subject == a && c.Object == b || c.Subject == b && c.Object == a }
	ok := (f.Party == "" || c.Subject == f.Party || c.Object == f.Party) &&
		(f.Pair == [2]string{} || either(f.Pair[0], f.Pair[1])) &&
		(f.Kind == "" || c.Kind == f.Kind) && (f.State == "" || x.State == f.State) && (f.Support == "" || x.Support == f.Support) &&
		(f.Unit == "" || c.Value != nil && c.Value.Unit == f.Unit) &&
		(f.Since.IsZero() || !x.when().Before(f.Since)) && (f.Until.IsZero() || x.when().Before(f.Until))
	if f.Min != nil {
		ok = ok && c.Value != nil && (c.Value.Bound == "at_least" || rounded(c.Value.Max) >= *f.Min)
	}
	if f.Max != nil {
		ok = ok && c.Value != nil && (c.Value.Bound == "at_most" || rounded(c.Value.Min) <= *f.Max)
	}
	if f.Origin != "" {
		want := strings.ToLower(f.Origin)
		ok = ok && slices.ContainsFunc(x.Origins, func(o Origin) bool {
			return strings.Contains(strings.ToLower(o.Slug), want) || strings.Contains(strings.ToLower(o.Name), want)
		})
	}
	if f.Text != "" {
		want := strings.ToLower(f.Text)
		ok = ok && slices.ContainsFunc(x.Sightings, func(s Sighting) bool {
			return strings.Contains(strings.ToLower(s.Claim.Quote), want) || strings.Contains(strings.ToLower(s.Title), want)
		})
	}
	return ok
}

func TestOneTermOfManyValuesIsCutToTheLatest(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	for i := range 12 {
		r := record(fmt.Sprint("https://harbour.example/", i), noon.Add(time.Duration(i)*time.Hour), share(int64(20+i), "actual"))
		r.Article.Published.Time = noon.Add(time.Duration(i) * time.Hour)
		put(t, l, r)
	}
	threads, err := l.Deal("corvid", "lumen", 5)
	if err != nil || len(threads) != 1 {
		t.Fatalf("%d terms, %v", len(threads), err)
	}
	var got []string
	for _, f := range threads[0].Findings {
		got = append(got, plain(f.Claim.Value.Min))
	}
	if !slices.Equal(got, []string{"27", "28", "29", "30", "31"}) || threads[0].Count != 12 {
		t.Errorf("values %v of %d", got, threads[0].Count)
	}
}
