package store

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

type boltTx = bolt.Tx

func dayBytes(t *testing.T, l *Ledger, day string) string {
	t.Helper()
	b, err := json.MarshalIndent(dayOf(t, l, day), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAClockSetBackReopensNoDay(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	c.t = noon.AddDate(0, 0, 1)
	put(t, l, record("https://harbour.example/b", c.t, share(15, "planned")))
	closed := dayBytes(t, l, "2025-03-14")
	c.t = noon.Add(time.Hour) // back to the day before
	put(t, l, record("https://harbour.example/c", c.t, share(30, "possible")))
	put(t, l, record("https://capitalwire.example/a", c.t, share(20, "actual")))
	if diff := cmp.Diff(closed, dayBytes(t, l, "2025-03-14")); diff != "" {
		t.Errorf("the closed day changed:\n%s", diff)
	}
	if got := kinds(dayOf(t, l, "2025-03-15").Events); got != "new new repeated" {
		t.Errorf("events of the open day: %s", got)
	}
	if p, err := l.Diagnose(); err != nil || len(p) != 1 || !strings.Contains(p[0].What, "the clock was ahead") {
		t.Errorf("diagnosis: %v, %v", p, err)
	}
}

// A closed day stays what it was whatever comes later: copies, credits, edits,
// withdrawals, conflicts.
func TestAClosedDayStaysAsItWas(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	told := share(20, "actual")
	told.Source = "Capital Wire"
	r := record("https://harbour.example/a", noon, told, share(15, "planned"))
	r.Article.Text += "\n\n" + scoop
	put(t, l, r)
	if err := l.BeginRun(context.Background(), Run{ID: "one", Started: noon}); err != nil {
		t.Fatal(err)
	}
	open := dayBytes(t, l, "2025-03-14")
	c.t = noon.AddDate(0, 0, 1)
	put(t, l, record("https://capitalwire.example/b", c.t, share(20, "denied")))
	r = record("https://ledgerpost.example/c", c.t, share(20, "actual"), share(30, "actual"))
	r.Article.Text += "\n\n" + scoop
	r.Article.Published.Time = noon.AddDate(0, 0, -3)
	put(t, l, r)
	for range 2 {
		c.t = c.t.Add(time.Hour)
		r = record("https://harbour.example/a", c.t, share(15, "actual"))
		put(t, l, r)
	}
	if err := l.EndRun(context.Background(), Run{ID: "one", Started: noon, Ended: c.t, Complete: true, Sources: []SourceResult{{ID: "a"}}}); err != nil {
		t.Fatal(err)
	}
	closed := strings.Replace(dayBytes(t, l, "2025-03-14"), `"closed": true`, `"closed": false`, 1)
	if diff := cmp.Diff(open, closed); diff != "" {
		t.Errorf("the closed day changed:\n%s", diff)
	}
	// The run that went on after midnight belongs to both days.
	d := dayOf(t, l, "2025-03-15")
	if len(d.Runs) != 1 || !d.Runs[0].Complete {
		t.Errorf("runs of the second day: %+v", d.Runs)
	}
}

func TestDaysFollowTheZoneAndDaylightSaving(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip(err)
	}
	c := &clock{}
	o := options(c)
	o.Zone = zone
	l, err := Open(filepath.Join(t.TempDir(), "ledger.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	// Clocks went forward on 9 March 2025 at 2:00, back on 2 November at 2:00.
	for i, at := range []string{
		"2025-03-09T04:59:00Z", "2025-03-09T05:01:00Z", "2025-03-10T03:59:00Z", "2025-03-10T04:01:00Z",
		"2025-11-02T03:59:00Z", "2025-11-02T04:01:00Z", "2025-11-03T04:59:00Z", "2025-11-03T05:01:00Z",
	} {
		if c.t, err = time.Parse(time.RFC3339, at); err != nil {
			t.Fatal(err)
		}
		put(t, l, record("https://harbour.example/"+at, c.t, share(int64(10+i), "actual")))
	}
	days, err := l.Days()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2025-03-08", "2025-03-09", "2025-03-10", "2025-11-01", "2025-11-02", "2025-11-03"}, days); diff != "" {
		t.Error(diff)
	}
	for day, want := range map[string]int{"2025-03-08": 1, "2025-03-09": 2, "2025-03-10": 1, "2025-11-01": 1, "2025-11-02": 2, "2025-11-03": 1} {
		if n := strings.Count(kinds(dayOf(t, l, day).Events), "new"); n != want {
			t.Errorf("%s: %d new findings, want %d", day, n, want)
		}
	}
}

func TestAnEmptyDayHasItsRuns(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	run := Run{ID: "one", Started: noon, Version: "x"}
	if err := l.BeginRun(context.Background(), run); err != nil {
		t.Fatal(err)
	}
	run.Ended, run.Complete = noon.Add(time.Minute), true
	run.Sources = []SourceResult{{ID: "harbour", Outcome: "unchanged"}}
	if err := l.EndRun(context.Background(), run); err != nil {
		t.Fatal(err)
	}
	days, err := l.Days()
	if err != nil || len(days) != 1 || days[0] != "2025-03-14" {
		t.Fatalf("days: %v, %v", days, err)
	}
	d := dayOf(t, l, "2025-03-14")
	if len(d.Events) != 0 || len(d.Runs) != 1 || !d.Runs[0].Complete || !d.AsOf.Equal(run.Ended) {
		t.Errorf("%+v", d)
	}
	if _, err := l.Day("14 March"); err == nil {
		t.Error("a day in words was taken")
	}
	runs, err := l.Runs(1)
	if err != nil || len(runs) != 1 || runs[0].ID != "one" {
		t.Errorf("runs: %+v, %v", runs, err)
	}
}

func TestADayTellsConflictsChangesAndEnds(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	until := extract.Claim{Kind: "agreement_term", Subject: "lumen", Object: "corvid", Date: "2025-09", DateRole: "until", Modality: "actual", Quote: "The licence runs until September."}
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual"), until))
	c.t = noon.AddDate(0, 0, 2)
	put(t, l, record("https://capitalwire.example/b", c.t, share(30, "actual")))
	d := dayOf(t, l, "2025-03-16")
	if got := kinds(d.Events); got != "conflict new" {
		t.Fatalf("events: %s", got)
	}
	e := d.Events[0]
	if e.Finding != Key(share(30, "actual")) || e.Other != Key(share(20, "actual")) || e.Before != "20 percent" || e.After != "30 percent" {
		t.Errorf("conflict: %+v", e)
	}
	for _, key := range []string{e.Finding, e.Other} {
		if f, ok := d.Findings[key]; !ok || len(f.Sightings) == 0 {
			t.Errorf("finding %s is missing or empty", key)
		}
	}
	if got := d.Terms["revenue_share/lumen/corvid"]; len(got) != 2 || got[0] != e.Other {
		t.Errorf("term: %v", d.Terms)
	}
	if len(d.Upcoming) != 1 || d.Upcoming[0].Claim.Date != "2025-09" {
		t.Errorf("upcoming: %+v", d.Upcoming)
	}
	if got := d.Counts["new"]; len(got) != 2 || got[0] != (DayTally{"2025-03-14", 2}) || got[1] != (DayTally{"2025-03-16", 1}) {
		t.Errorf("counts: %v", d.Counts)
	}
	c.t = noon.AddDate(0, 2, 0)
	put(t, l, record("https://harbour.example/c", c.t, share(10, "actual")))
	d = dayOf(t, l, "2025-05-14")
	if got := kinds(d.Events); got != "changed new" {
		t.Fatalf("events two months later: %s", got)
	}
	if e := d.Events[0]; e.Before != "30 percent" || e.After != "10 percent" || !strings.Contains(e.Why, "later") {
		t.Errorf("change: %+v", e)
	}
	threads, err := l.Deal("corvid", "lumen", 0)
	if err != nil || len(threads) != 2 {
		t.Fatalf("%d threads, %v", len(threads), err)
	}
	share := threads[1]
	if share.Kind != "revenue_share" || share.Subject != "lumen" || len(share.Findings) != 3 || len(share.Relations) != 2 || share.Relations[0].Kind != Conflicts || share.Relations[1].Kind != Supersedes {
		t.Errorf("thread: %+v", share)
	}
	if threads, err := l.Deal("lumen", "nobody", 0); err != nil || len(threads) != 0 {
		t.Errorf("no deal: %v, %v", threads, err)
	}
}

func TestFindingsAreFiltered(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	confirmed := share(20, "actual")
	confirmed.Source = "Ada Finch"
	put(t, l, record("https://harbour.example/a", noon, confirmed))
	round := extract.Claim{Kind: "funding_round", Subject: "lumen", Value: dollars(40), Modality: "possible", Anonymous: true, Quote: "Lumen may raise $40 billion."}
	put(t, l, record("https://capitalwire.example/b", noon.AddDate(0, 0, 5), round))
	stake := extract.Claim{Kind: "equity_stake", Subject: "heron", Object: "lumen", Value: percent(5), Modality: "actual", Quote: "Heron holds 5 percent of Lumen."}
	stake.Value.Bound = "at_least"
	put(t, l, record("https://ledgerpost.example/c", noon.AddDate(0, 0, 9), stake))
	num := func(f float64) *float64 { return &f }
	for _, q := range []struct {
		name string
		f    Filter
		want []extract.Claim // the latest first
	}{
		{"all", Filter{}, []extract.Claim{stake, round, confirmed}},
		{"a party", Filter{Party: "corvid"}, []extract.Claim{confirmed}},
		{"a party in both roles", Filter{Party: "lumen"}, []extract.Claim{stake, round, confirmed}},
		{"a pair, either way", Filter{Pair: [2]string{"lumen", "heron"}}, []extract.Claim{stake}},
		{"a pair and a kind", Filter{Pair: [2]string{"corvid", "lumen"}, Kind: "revenue_share"}, []extract.Claim{confirmed}},
		{"a kind", Filter{Kind: "funding_round"}, []extract.Claim{round}},
		{"a state", Filter{State: "possible"}, []extract.Claim{round}},
		{"a support", Filter{Support: Confirmed}, []extract.Claim{confirmed}},
		{"a unit", Filter{Unit: "percent"}, []extract.Claim{stake, confirmed}},
		{"at least", Filter{Unit: "percent", Min: num(10)}, []extract.Claim{stake, confirmed}},
		{"at most", Filter{Unit: "percent", Max: num(10)}, []extract.Claim{stake}},
		{"between", Filter{Min: num(30e9), Max: num(50e9)}, []extract.Claim{stake, round}},
		{"since", Filter{Since: noon.AddDate(0, 0, 4)}, []extract.Claim{stake, round}},
		{"until", Filter{Until: noon.AddDate(0, 0, 4)}, []extract.Claim{confirmed}},
		{"an origin", Filter{Origin: "capital"}, []extract.Claim{round}},
		{"a word of a quote", Filter{Text: "may RAISE"}, []extract.Claim{round}},
		{"a word of a title", Filter{Text: "ledgerpost"}, []extract.Claim{stake}},
		{"a page", Filter{Limit: 1, Offset: 1}, []extract.Claim{round}},
		{"beyond the end", Filter{Limit: 5, Offset: 7}, nil},
		{"nothing", Filter{Party: "nobody"}, nil},
	} {
		got, err := l.Findings(q.f)
		if err != nil {
			t.Fatal(err)
		}
		var have, want []string
		for _, f := range got {
			have = append(have, f.Claim.Quote)
		}
		for _, c := range q.want {
			want = append(want, c.Quote)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("%s:\n%s", q.name, diff)
		}
	}
	if n, err := l.Count(Filter{Party: "lumen", Limit: 1}); n != 3 || err != nil {
		t.Errorf("count: %d, %v", n, err)
	}
}

func TestReadersUseThePublishedCopyWhileARunIsUnderWay(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	copied := filepath.Join(filepath.Dir(l.path), "published.db")
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	if err := l.Publish(copied); err != nil {
		t.Fatal(err)
	}
	reader, err := OpenPublished(copied, options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	put(t, l, record("https://harbour.example/b", noon, share(15, "planned")))
	if fs, err := reader.Findings(Filter{}); err != nil || len(fs) != 1 {
		t.Errorf("a reader sees %d findings, %v", len(fs), err)
	}
	if at, err := reader.AsOf(); err != nil || !at.Equal(noon) {
		t.Errorf("as of %s, %v", at, err)
	}
	if _, err := reader.Put(context.Background(), record("https://harbour.example/c", noon, share(1, "actual"))); !errors.Is(err, ErrReadOnly) {
		t.Errorf("put into a copy: %v", err)
	}
	if err := l.Publish(copied); err != nil {
		t.Fatalf("publish beside a reader: %v", err)
	}
	again, err := OpenPublished(copied, options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if fs, err := again.Findings(Filter{}); err != nil || len(fs) != 2 {
		t.Errorf("a new reader sees %d findings, %v", len(fs), err)
	}
}

func TestABackupIsCheckedAndACompactionChangesNothing(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	if err := l.Remember(context.Background(), []Entry{{Key: "a", Value: []byte("1")}, {Key: "b", Value: []byte("2")}}); err != nil {
		t.Fatal(err)
	}
	if err := l.Remember(context.Background(), []Entry{{Key: "a"}}); err != nil {
		t.Fatal(err)
	}
	published, file := filepath.Join(t.TempDir(), "published.db"), filepath.Join(t.TempDir(), "backup.db")
	if err := l.Publish(published); err != nil {
		t.Fatal(err)
	}
	if err := Backup(published, file); err != nil {
		t.Fatal(err)
	}
	if err := Backup(published, filepath.Join(t.TempDir(), "no", "such", "folder.db")); err == nil {
		t.Error("a backup into no folder")
	}
	want := exported0(t, l)
	before, after, err := Compact(file)
	if err != nil || before == 0 || after == 0 {
		t.Fatalf("compact: %d to %d, %v", before, after, err)
	}
	b, err := Open(file, options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if diff := cmp.Diff(want, exported0(t, b)); diff != "" {
		t.Error(diff)
	}
	var keys []string
	err = b.Scan("", func(k string, v []byte) error { keys = append(keys, k+"="+string(v)); return nil })
	if err != nil || strings.Join(keys, " ") != "b=2" {
		t.Errorf("memory: %v, %v", keys, err)
	}
	if err := b.Rebuild(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, exported0(t, b)); diff != "" {
		t.Errorf("after a rebuild:\n%s", diff)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if strings.Contains(e.Name(), ".new") || strings.Contains(e.Name(), ".compact") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func exported0(t *testing.T, l *Ledger) string {
	t.Helper()
	var b strings.Builder
	if err := l.Export(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
