package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pactwatch/extract"
	"pactwatch/extract/article"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// clock is a clock that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

var noon = time.Date(2025, 3, 14, 12, 0, 0, 0, time.UTC)

// outlets is the little world of the tests.
var outlets = map[string]Outlet{}

func init() {
	for _, o := range []struct {
		o     Outlet
		names []string
	}{
		{Outlet{Slug: "harbour-times", Name: "Harbour Times", Known: true}, []string{"harbour.example", "harbour times"}},
		{Outlet{Slug: "capital-wire", Name: "Capital Wire", Known: true}, []string{"capitalwire.example", "capital wire"}},
		{Outlet{Slug: "ledger-post", Name: "Ledger Post", Family: "ledger-group", Known: true}, []string{"ledgerpost.example", "ledger post"}},
		{Outlet{Slug: "ledger-weekly", Name: "Ledger Weekly", Family: "ledger-group", Known: true}, []string{"ledgerweekly.example", "ledger weekly"}},
		{Outlet{Slug: "lumen", Name: "Lumen newsroom", Party: "lumen", Known: true}, []string{"news.lumen.example"}},
	} {
		for _, n := range o.names {
			outlets[n] = o.o
		}
	}
}

func testOutlet(name string) Outlet {
	if o, ok := outlets[strings.ToLower(name)]; ok {
		return o
	}
	return Outlet{Slug: strings.ToLower(name), Name: name}
}

func testSpeaks(source string) string {
	switch source {
	case "Lumen", "Ada Finch":
		return "lumen"
	case "Corvid":
		return "corvid"
	}
	return ""
}

func options(c *clock) Options {
	return Options{Now: c.now, Outlet: testOutlet, Speaks: testSpeaks, Extractor: "1"}
}

func open(t testing.TB, c *clock) *Ledger {
	t.Helper()
	l, err := Open(filepath.Join(t.TempDir(), "ledger.db"), options(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func percent(n int64) *claim.Value {
	d := quantity.Decimal{Coef: n}
	return &claim.Value{Min: d, Max: d, Unit: "percent", Bound: "exact"}
}

func dollars(billions int64) *claim.Value {
	d := quantity.Decimal{Coef: billions, Exp: 9}
	return &claim.Value{Min: d, Max: d, Unit: "USD", Bound: "exact"}
}

// share is a claim that Lumen pays Corvid a share of its revenue.
func share(n int64, modality string) extract.Claim {
	return extract.Claim{Kind: "revenue_share", Subject: "lumen", Object: "corvid", Value: percent(n), Modality: modality,
		Quote: fmt.Sprintf("Lumen pays Corvid %d percent of its revenue.", n), Rule: "test", In: "text"}
}

// record is a stored article of a host, fetched at a time, whose text is the
// quotes of its claims.
func record(url string, at time.Time, claims ...extract.Claim) Record {
	r := Record{Source: "test", Outcome: "stored", Claims: claims}
	r.Article = extract.Article{URL: url, Title: "News of " + url, Published: article.Date{Time: at.Add(-time.Hour), Source: "meta"}}
	var text strings.Builder
	for i := range claims {
		claims[i].Start = text.Len()
		text.WriteString(claims[i].Quote)
		claims[i].End = text.Len()
		text.WriteString("\n\n")
	}
	r.Article.Text = text.String() + "Filed from " + url
	r.Page = PageRef{URL: url, Final: url, Status: 200, Type: "text/html", Fetched: at, Hash: articleID(r.Article.Text)}
	return r
}

func put(t testing.TB, l *Ledger, r Record) Receipt {
	t.Helper()
	rec, err := l.Put(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func kinds(events []Event) string {
	var s []string
	for _, e := range events {
		k := string(e.Kind)
		if e.Replay {
			k += "(replay)"
		}
		s = append(s, k)
	}
	return strings.Join(s, " ")
}

func dayOf(t testing.TB, l *Ledger, day string) Day {
	t.Helper()
	d, err := l.Day(day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPutTellsNewOnceAndRepeatsAfter(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	first := record("https://harbour.example/a", noon, share(20, "actual"))
	if rec := put(t, l, first); rec.Added != 1 || rec.Version != 1 {
		t.Fatalf("first put: %+v", rec)
	}
	if rec := put(t, l, first); rec.Added != 0 {
		t.Fatalf("the same record again added %d sightings", rec.Added)
	}
	d := dayOf(t, l, "2025-03-14")
	if got := kinds(d.Events); got != "new" {
		t.Fatalf("events of the first day: %s", got)
	}
	c.t = noon.AddDate(0, 0, 1)
	put(t, l, record("https://capitalwire.example/b", c.t, share(20, "actual")))
	if got := kinds(dayOf(t, l, "2025-03-15").Events); got != "repeated" {
		t.Fatalf("events of the second day: %s", got)
	}
	if got := kinds(dayOf(t, l, "2025-03-14").Events); got != "new" {
		t.Fatalf("events of the first day, read later: %s", got)
	}
	fs, err := l.Findings(Filter{Party: "corvid"})
	if err != nil || len(fs) != 1 {
		t.Fatalf("findings of corvid: %d, %v", len(fs), err)
	}
	if f := fs[0]; f.State != "actual" || f.Support != Stated || len(f.Origins) != 2 || len(f.Sightings) != 2 {
		t.Fatalf("finding: %+v", f)
	}
}
