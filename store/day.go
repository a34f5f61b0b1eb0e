package store

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Days lists the digest days that were stamped, earliest first.
func (l *Ledger) Days() ([]string, error) {
	var days []int32
	err := l.view(func(tx *bolt.Tx) error {
		days = stampedDays(tx, 0, 1<<31-1)
		return eachRun(tx, func(r runRow) error {
			days = append(days, r.Day, r.EndDay)
			return nil
		})
	})
	slices.Sort(days)
	var out []string
	for _, d := range slices.Compact(days) {
		if d > 0 {
			out = append(out, dayText(d))
		}
	}
	return out, err
}

// Day gives everything that the digest of a day is made of, as of the day's
// end. For a closed day it is the same for ever. A day without any event is not
// an error.
func (l *Ledger) Day(day string) (Day, error) {
	n, err := parseDay(day)
	if err != nil {
		return Day{}, fmt.Errorf("day %q: want YYYY-MM-DD", day)
	}
	out := Day{
		Day: day, Zone: l.o.Zone.String(),
		Findings: map[string]Finding{}, Terms: map[string][]string{}, Articles: map[string]Page{}, Counts: map[string][]DayTally{},
	}
	err = l.view(func(tx *bolt.Tx) error {
		b := newDayBuilder(tx, n)
		if err := b.build(); err != nil {
			return err
		}
		out.Closed = lastDay(tx) > n
		out.AsOf = b.asOf
		out.Events = b.events
		if err := b.fill(&out); err != nil {
			return err
		}
		if err := tallies(tx, n, b.events, out.Counts); err != nil {
			return err
		}
		return eachRun(tx, func(r runRow) error {
			if r.Day > n || r.EndDay < n {
				return nil
			}
			run := r.Run
			if r.EndDay > n {
				// It went on after midnight: at the end of this day it was not over.
				run.Ended, run.Complete, run.Sources = time.Time{}, false, nil
			}
			out.Runs = append(out.Runs, run)
			for _, t := range []time.Time{run.Started, run.Ended} {
				if t.After(out.AsOf) {
					out.AsOf = t
				}
			}
			return nil
		})
	})
	if err != nil {
		return Day{}, fmt.Errorf("day %s: %w", day, err)
	}
	return out, nil
}

// dayBuilder works out what happened on a day: the difference between the
// ledger before it and at its end, which does not depend on the order in which
// things happened.
type dayBuilder struct {
	rd     *reader
	day    int32
	events []Event
	asOf   time.Time
	seen   map[string]*dayFinding
	terms  map[string][]*dayFinding
}

func newDayBuilder(tx *bolt.Tx, day int32) *dayBuilder {
	return &dayBuilder{rd: newReader(tx), day: day, seen: map[string]*dayFinding{}, terms: map[string][]*dayFinding{}}
}

// maxThread is how many findings of a term a day looks at: the latest.
const maxThread = 200

// dayFinding is a finding at the three moments that matter to a day: before it,
// after what newer extractors did on it, and at its end. For one that is only
// part of a thread, outlets and origins are not worked out.
type dayFinding struct {
	key               string
	rows              []row
	before, base, end derived
	brief             *Finding // at the end, without sightings and origins
	whole             bool     // with outlets and origins
	at                time.Time
	news, replay      bool // touched by news, by a replay
}

func (b *dayBuilder) cuts() (before, base, end cut) {
	return cut{day: b.day - 1}, cut{day: b.day, replay: true}, cut{day: b.day}
}

// glance reads a finding of a thread, once.
func (b *dayBuilder) glance(key string) (*dayFinding, error) {
	if f, ok := b.seen[key]; ok {
		return f, nil
	}
	rows, err := rowsOf(b.rd.tx, key, b.rd.outlets)
	if err != nil {
		return nil, err
	}
	before, base, end := b.cuts()
	f := &dayFinding{key: key, rows: rows}
	f.end, _ = glance(rows, end)
	today := false
	for i := range rows {
		today = today || rows[i].day == b.day || rows[i].wday == b.day
	}
	f.before, f.base = f.end, f.end
	if today {
		f.before, _ = glance(rows, before)
		f.base, _ = glance(rows, base)
	}
	b.seen[key] = f
	return f, nil
}

// load reads a finding that the day tells of, once.
func (b *dayBuilder) load(key string) (*dayFinding, error) {
	f, err := b.glance(key)
	if err != nil || f.whole {
		return f, err
	}
	before, base, end := b.cuts()
	near := neighboursAt(b.rd.tx, end)
	f.end = derive(f.rows, end, near)
	f.before, f.base = derive(f.rows, before, near), derive(f.rows, base, near)
	f.whole = true
	return f, nil
}

// words gives a finding's claim and state at the end of the day. It has to exist.
func (b *dayBuilder) words(f *dayFinding) (*Finding, error) {
	if f.brief != nil {
		return f.brief, nil
	}
	c, err := f.rows[f.end.setter].claim()
	if err != nil {
		return nil, err
	}
	n := &Finding{Key: f.key, Term: Term(c), Claim: c, State: f.end.state, Support: f.end.support, Rule: f.end.rule,
		First: f.end.first, Published: f.end.published, Standing: f.end.standing}
	_, _, end := b.cuts()
	for i := range f.rows {
		r := &f.rows[i]
		if !end.has(r) || r.wreplay && end.in(r.wday, true) {
			continue
		}
		n.Count++
		if r.replaces != "" && !slices.Contains(n.Replaces, r.replaces) {
			n.Replaces = append(n.Replaces, r.replaces)
		}
	}
	slices.Sort(n.Replaces)
	f.brief = n
	return n, nil
}

// thread gives the findings of a claim's term that exist at the end of the day:
// of very many the latest. The latest stand first.
func (b *dayBuilder) thread(c *Finding) ([]*dayFinding, error) {
	if t, ok := b.terms[c.Term]; ok {
		return t, nil
	}
	t := []*dayFinding{}
	for _, key := range findingsOfTerm(b.rd.tx, c.Claim) {
		f, err := b.glance(key)
		if err != nil {
			return nil, err
		}
		if f.end.exists {
			t = append(t, f)
		}
	}
	slices.SortFunc(t, func(x, y *dayFinding) int {
		if c := y.end.last.Compare(x.end.last); c != 0 {
			return c
		}
		return strings.Compare(x.key, y.key)
	})
	t = t[:min(len(t), maxThread)]
	b.terms[c.Term] = t
	return t, nil
}

// fill adds the findings, terms and articles that the events name, and what
// ends within a year.
func (b *dayBuilder) fill(out *Day) error {
	_, _, end := b.cuts()
	named := map[string]bool{}
	for _, e := range b.events {
		for _, k := range []string{e.Finding, e.Other} {
			if k != "" {
				named[k] = true
			}
		}
		if e.Article == "" {
			continue
		}
		a, err := b.rd.article(e.Article)
		if err != nil {
			return err
		}
		p := Page{URL: a.URL}
		for i := range a.Versions {
			if v := &a.Versions[i]; v.Day <= b.day {
				p.Title = v.Title
				if p.Outlet, err = outletByHex(b.rd.outlets, v.Outlet); err != nil {
					return err
				}
			}
		}
		out.Articles[e.Article] = p
	}
	for _, key := range sortedSet(named) {
		f, err := b.load(key)
		if err != nil {
			return err
		}
		if !f.end.exists {
			continue
		}
		full, err := b.rd.finding(key, f.rows, f.end, end, sightingCap)
		if err != nil {
			return err
		}
		out.Findings[key] = full
		if _, ok := out.Terms[full.Term]; ok {
			continue
		}
		found, err := b.thread(&full)
		if err != nil {
			return err
		}
		var thread []Finding
		for _, g := range found {
			brief, err := b.words(g)
			if err != nil {
				return err
			}
			thread = append(thread, *brief)
			if !named[g.key] {
				out.Findings[g.key] = *brief
			}
		}
		slices.SortFunc(thread, inTime)
		for i := range thread {
			out.Terms[full.Term] = append(out.Terms[full.Term], thread[i].Key)
		}
	}
	var err error
	out.Upcoming, err = b.upcoming()
	return err
}

// upcoming lists what ends within a year of the day, earliest first.
func (b *dayBuilder) upcoming() ([]Finding, error) {
	_, _, end := b.cuts()
	from := time.Unix(int64(b.day)*86400, 0).UTC()
	until := from.AddDate(1, 0, 0)
	var keys []string
	// What is over on the day after the first, up to what is over on the last.
	c := b.rd.tx.Bucket([]byte("end")).Cursor()
	for k, _ := c.Seek(endKey(from.AddDate(0, 0, 1))); len(k) == 4+keyLen; k, _ = c.Next() {
		if bytes.Compare(k[:4], endKey(until)) > 0 {
			break
		}
		keys = append(keys, keyText.EncodeToString(k[4:]))
	}
	var out []Finding
	for _, k := range keys {
		f, err := b.load(k)
		if err != nil {
			return nil, err
		}
		if f.end.exists && f.end.standing > 0 {
			full, err := b.rd.finding(k, f.rows, f.end, end, 0)
			if err != nil {
				return nil, err
			}
			out = append(out, full)
		}
	}
	slices.SortFunc(out, func(x, y Finding) int {
		_, ex, _ := stretch(x.Claim.Date)
		_, ey, _ := stretch(y.Claim.Date)
		if c := ex.Compare(ey); c != 0 {
			return c
		}
		return strings.Compare(x.Key, y.Key)
	})
	return out, nil
}

// outletByHex reads the outlet of an article's version.
func outletByHex(outlets *outletCache, ref string) (Outlet, error) {
	raw, err := hex.DecodeString(ref)
	if err != nil {
		return Outlet{}, fmt.Errorf("%w: outlet %q: %w", ErrDamaged, ref, err)
	}
	return outlets.get(raw)
}
