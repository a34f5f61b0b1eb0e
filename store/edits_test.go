package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pactwatch/extract"
)

// fetch is a later fetch of an article: at a time, with these claims, or
// unchanged.
func unchanged(url string, at time.Time) Record {
	return Record{Source: "test", Outcome: "unchanged", Page: PageRef{URL: url, Final: url, Status: 304, Fetched: at}}
}

func outcome(url, what string, at time.Time) Record {
	return Record{Source: "test", Outcome: what, Page: PageRef{URL: url, Final: url, Fetched: at}}
}

func stateOf(t *testing.T, l *Ledger, c extract.Claim) string {
	t.Helper()
	f, err := l.Finding(Key(c))
	if err != nil {
		t.Fatal(err)
	}
	return f.State
}

func TestAMissingClaimIsWithdrawnByTwoAgreeingFetches(t *testing.T) {
	const url = "https://harbour.example/a"
	gone, kept := share(20, "actual"), share(15, "planned")
	confirmations := map[string]func(at time.Time) Record{
		"the same text":  func(at time.Time) Record { return record(url, at, kept) },
		"a 304":          func(at time.Time) Record { return unchanged(url, at) },
		"a third text":   func(at time.Time) Record { r := record(url, at, kept); r.Article.Text += "More."; return r },
		"the 304, twice": func(at time.Time) Record { return unchanged(url, at) },
	}
	for name, confirm := range confirmations {
		t.Run(name, func(t *testing.T) {
			c := &clock{noon}
			l := open(t, c)
			put(t, l, record(url, noon, gone, kept))
			c.t = noon.AddDate(0, 0, 1)
			if rec := put(t, l, record(url, c.t, kept)); rec.Missing != 1 || rec.Version != 2 {
				t.Fatalf("after the edit: %+v", rec)
			}
			if s := stateOf(t, l, gone); s != "actual" {
				t.Fatalf("one fetch alone: %s", s)
			}
			c.t = c.t.Add(10 * time.Minute)
			if rec := put(t, l, confirm(c.t)); rec.Missing != 1 {
				t.Fatalf("after ten minutes: %+v", rec)
			}
			c.t = c.t.Add(10 * time.Minute)
			if rec := put(t, l, confirm(c.t)); rec.Missing != 0 {
				t.Fatalf("after twenty minutes: %+v", rec)
			}
			if s := stateOf(t, l, gone); s != Withdrawn {
				t.Fatalf("two fetches agree: %s", s)
			}
			if s := stateOf(t, l, kept); s != "planned" {
				t.Fatalf("the claim that stayed: %s", s)
			}
			d := dayOf(t, l, "2025-03-15")
			if got := kinds(d.Events); got != "withdrawn edited" {
				t.Fatalf("events of the day: %s", got)
			}
			if f := d.Findings[Key(gone)]; f.State != Withdrawn || len(f.Sightings) != 1 || f.Sightings[0].Withdrawn.IsZero() {
				t.Errorf("the withdrawn finding in the day: %+v", f)
			}
			// The day before does not know of it.
			if f := dayOf(t, l, "2025-03-14").Findings[Key(gone)]; f.State != "actual" || !f.Sightings[0].Withdrawn.IsZero() {
				t.Errorf("the day before: %+v", f)
			}
		})
	}
}

func TestABlockOrAFailureWithdrawsNothing(t *testing.T) {
	const url = "https://harbour.example/a"
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record(url, noon, share(20, "actual"), share(15, "planned")))
	c.t = c.t.Add(time.Hour)
	put(t, l, record(url, c.t, share(15, "planned")))
	for _, what := range []string{"paywalled", "blocked", "failed", "empty", "not an article", "reserved", "deferred"} {
		c.t = c.t.Add(time.Hour)
		if rec := put(t, l, outcome(url, what, c.t)); rec.Missing != 1 {
			t.Errorf("%s: %+v", what, rec)
		}
	}
	if s := stateOf(t, l, share(20, "actual")); s != "actual" {
		t.Errorf("state %s", s)
	}
}

// What is behind a paywall today may have been before it yesterday.
func TestAPaywallWithdrawsNothing(t *testing.T) {
	const url = "https://harbour.example/a"
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record(url, noon, share(20, "actual"), share(15, "planned")))
	c.t = noon.AddDate(0, 0, 1)
	for range 3 {
		c.t = c.t.Add(time.Hour)
		r := record(url, c.t, share(30, "possible"))
		r.Outcome, r.Article.Paywalled = "paywalled", true
		if rec := put(t, l, r); rec.Missing != 0 {
			t.Fatalf("%+v", rec)
		}
	}
	if s := stateOf(t, l, share(20, "actual")); s != "actual" {
		t.Errorf("what is not visible any more: %s", s)
	}
	// What the visible part says counts.
	if s := stateOf(t, l, share(30, "possible")); s != "possible" {
		t.Errorf("what is visible: %s", s)
	}
	if got := kinds(dayOf(t, l, "2025-03-15").Events); got != "new" {
		t.Errorf("events: %s", got)
	}
}

func TestAClaimThatComesBackStandsAgain(t *testing.T) {
	const url = "https://harbour.example/a"
	c := &clock{noon}
	l := open(t, c)
	fetch := func(after time.Duration, claims ...extract.Claim) {
		c.t = c.t.Add(after)
		put(t, l, record(url, c.t, claims...))
	}
	fetch(0, share(20, "actual"), share(15, "planned"))
	fetch(time.Hour, share(15, "planned"))
	fetch(time.Hour, share(15, "planned"))
	if s := stateOf(t, l, share(20, "actual")); s != Withdrawn {
		t.Fatal(s)
	}
	fetch(24*time.Hour, share(20, "actual"), share(15, "planned"))
	f, err := l.Finding(Key(share(20, "actual")))
	if err != nil || f.State != "actual" || len(f.Sightings) != 2 || f.Standing != 1 {
		t.Fatalf("%+v, %v", f, err)
	}
	if got := kinds(dayOf(t, l, "2025-03-15").Events); !strings.Contains(got, "changed") {
		t.Errorf("events of the second day: %s", got)
	}
}

func TestAnArticleIsGoneAtTheSecondLook(t *testing.T) {
	const url = "https://harbour.example/a"
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record(url, noon, share(20, "actual")))
	c.t = c.t.Add(time.Hour)
	put(t, l, outcome(url, "gone", c.t))
	if got := kinds(dayOf(t, l, "2025-03-14").Events); got != "new" {
		t.Fatalf("after one look: %s", got)
	}
	c.t = c.t.Add(time.Hour)
	put(t, l, outcome(url, "gone", c.t))
	c.t = c.t.Add(time.Hour)
	put(t, l, outcome(url, "gone", c.t))
	d := dayOf(t, l, "2025-03-14")
	if got := kinds(d.Events); got != "new gone" {
		t.Fatalf("after three looks: %s", got)
	}
	if p := d.Articles[d.Events[1].Article]; p.URL != url || p.Outlet.Name != "Harbour Times" {
		t.Errorf("the article: %+v", p)
	}
	if s := stateOf(t, l, share(20, "actual")); s != "actual" {
		t.Errorf("its claim: %s", s)
	}
}

func TestAWithdrawalReachesWhatOthersStillSay(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	confirmed := share(20, "actual")
	confirmed.Source = "Ada Finch"
	put(t, l, record("https://harbour.example/a", noon, confirmed, share(15, "planned")))
	put(t, l, record("https://capitalwire.example/b", noon, share(20, "planned")))
	f, _ := l.Finding(Key(confirmed))
	if f.State != "actual" || f.Support != Confirmed {
		t.Fatalf("%s, %s", f.State, f.Support)
	}
	for range 2 {
		c.t = c.t.Add(24 * time.Hour)
		put(t, l, record("https://harbour.example/a", c.t, share(15, "planned")))
	}
	f, _ = l.Finding(Key(confirmed))
	if f.State != "planned" || f.Support != Stated || f.Standing != 1 {
		t.Errorf("%s, %s, %d stand", f.State, f.Support, f.Standing)
	}
	d := dayOf(t, l, "2025-03-16")
	if got := kinds(d.Events); got != "changed changed withdrawn" {
		t.Errorf("events: %s", got)
	}
}

func TestACorrectionIsNoted(t *testing.T) {
	const url = "https://harbour.example/a"
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record(url, noon, share(20, "actual")))
	c.t = noon.AddDate(0, 0, 1)
	r := record(url, c.t, share(20, "actual"))
	r.Article.Text += "\n\nCorrection: an earlier headline was wrong."
	put(t, l, r)
	d := dayOf(t, l, "2025-03-15")
	if got := kinds(d.Events); got != "edited" || !strings.Contains(d.Events[0].Why, "correction") {
		t.Errorf("events: %s, %+v", got, d.Events)
	}
}

// Two addresses of one article are one article.
func TestCanonicalAddressesNameAnArticle(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	r := record("https://www.harbour.example/a?utm_source=feed", noon, share(20, "actual"))
	r.Article.Canonical = "https://harbour.example/news/a"
	one := put(t, l, r)
	text := r.Article
	r = record("https://harbour.example/news/a#top", noon, share(20, "actual"))
	r.Article.Title, r.Article.Text = text.Title, text.Text
	if two := put(t, l, r); two.Article != one.Article || two.Added != 0 {
		t.Errorf("%+v, then %+v", one, two)
	}
	// A later fetch that brings no text finds it by the address it asked for.
	c.t = noon.Add(time.Hour)
	put(t, l, outcome("https://www.harbour.example/a?utm_source=feed", "gone", c.t))
	c.t = c.t.Add(time.Hour)
	put(t, l, outcome("https://www.harbour.example/a?utm_source=feed", "gone", c.t))
	if got := kinds(dayOf(t, l, "2025-03-14").Events); got != "new gone" {
		t.Errorf("events: %s", got)
	}
}

func TestPutWithoutTextKeepsOnlyTheMemory(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	r := outcome("https://harbour.example/a", "failed", noon)
	r.Entries = []Entry{{Key: "url/a", Value: []byte("1")}}
	put(t, l, r)
	if v, err := l.Recall("url/a"); err != nil || string(v) != "1" {
		t.Errorf("recall: %q, %v", v, err)
	}
	if days, err := l.Days(); err != nil || len(days) != 0 {
		t.Errorf("days: %v, %v", days, err)
	}
	if _, err := l.Finding("nonsense"); !errors.Is(err, ErrMissing) {
		t.Errorf("finding of no key: %v", err)
	}
}
