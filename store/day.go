package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
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

// build finds the day's events.
func (b *dayBuilder) build() error {
	var touched []string
	prefix := binary.BigEndian.AppendUint32(nil, uint32(b.day))
	c := b.rd.tx.Bucket([]byte("touch")).Cursor()
	type note struct {
		gone bool
		at   time.Time
	}
	articles := map[string]note{}
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var t touch
		if err := json.Unmarshal(v, &t); err != nil {
			return fmt.Errorf("%w: an event of day %s: %w", ErrDamaged, dayText(b.day), err)
		}
		if t.At.After(b.asOf) {
			b.asOf = t.At
		}
		for _, key := range t.Findings {
			f, err := b.load(key)
			if err != nil {
				return err
			}
			if !f.news && !f.replay {
				touched = append(touched, key)
			}
			f.news = f.news || !t.Replay
			f.replay = f.replay || t.Replay
			if t.At.After(f.at) {
				f.at = t.At
			}
		}
		if t.Replay {
			continue
		}
		n := articles[t.Article]
		n.gone = n.gone || t.Gone
		if t.At.After(n.at) {
			n.at = t.At
		}
		articles[t.Article] = n
	}
	slices.Sort(touched)
	for _, key := range touched {
		if err := b.findingEvents(b.seen[key]); err != nil {
			return err
		}
	}
	for id, n := range articles {
		if err := b.articleEvents(id, n.gone, n.at); err != nil {
			return err
		}
	}
	slices.SortFunc(b.events, func(x, y Event) int {
		if c := eventRank(x.Kind) - eventRank(y.Kind); c != 0 {
			return c
		}
		if c := strings.Compare(x.Finding, y.Finding); c != 0 {
			return c
		}
		if c := strings.Compare(x.Article, y.Article); c != 0 {
			return c
		}
		if c := strings.Compare(x.Other, y.Other); c != 0 {
			return c
		}
		return strings.Compare(x.Why+x.After, y.Why+y.After)
	})
	for i := range b.events {
		b.events[i].Seq = uint64(i + 1)
	}
	return nil
}

func eventRank(k EventKind) int {
	return slices.Index([]EventKind{EventConflict, EventChanged, EventConfirmed, EventNew, EventWithdrawn, EventEdited, EventGone, EventRepeated}, k)
}

func (b *dayBuilder) add(e Event) {
	e.Day = dayText(b.day)
	b.events = append(b.events, e)
}

// findingEvents compares a finding at the moments of the day.
func (b *dayBuilder) findingEvents(f *dayFinding) error {
	if f.replay {
		b.steps(f, f.before, f.base, true)
	}
	if !f.news {
		return nil
	}
	isNew := b.steps(f, f.base, f.end, false)
	if isNew && f.end.standing > 0 {
		return b.relate(f)
	}
	return nil
}

// steps adds the events between two moments and reports whether the finding is
// new, or made again after it had been withdrawn.
func (b *dayBuilder) steps(f *dayFinding, was, is derived, replay bool) bool {
	e := Event{At: f.at, Finding: f.key, Replay: replay}
	add := func(kind EventKind, before, after, why string) {
		e.Kind, e.Before, e.After, e.Why = kind, before, after, why
		b.add(e)
	}
	switch {
	case !was.exists && !is.exists:
		return false
	case !is.exists:
		add(EventWithdrawn, was.state, "", "a newer extractor does not read it any more")
		return false
	case !was.exists:
		add(EventNew, "", is.state, is.rule)
		if is.standing == 0 {
			add(EventWithdrawn, "", Withdrawn, is.rule)
		}
		b.repeats(f, e, replay, earliest(f.rows, b.day))
		return true
	case was.standing > 0 && is.standing == 0:
		add(EventWithdrawn, was.state, Withdrawn, is.rule)
		return false
	case was.standing == 0 && is.standing > 0:
		add(EventChanged, Withdrawn, is.state, "made again: "+is.rule)
		return true
	}
	told := false
	if was.state != is.state {
		add(EventChanged, was.state, is.state, is.rule)
		told = true
	}
	switch {
	case was.support != Confirmed && is.support == Confirmed:
		add(EventConfirmed, string(was.support), string(is.support), is.rule)
		told = true
	case was.support != is.support:
		add(EventChanged, string(was.support), string(is.support), is.rule)
		told = true
	}
	if !replay {
		lost, still := map[string]string{}, map[string]bool{} // article -> outlet
		for i := range f.rows {
			r := &f.rows[i]
			if r.wday == b.day && !r.wreplay && r.day < b.day {
				lost[r.article] = r.outlet.Name
			}
			if r.day == b.day && r.wday == 0 {
				still[r.article] = true // in other words
			}
		}
		for _, article := range sortedKeys(lost) {
			if !still[article] {
				e.Article = article
				add(EventWithdrawn, "", "", fmt.Sprintf("%s does not say it any more; %d of %d still do", lost[article], is.standing, was.standing))
			}
		}
		e.Article = ""
	}
	teller := ""
	if told && is.setter >= 0 {
		teller = f.rows[is.setter].article
	}
	b.repeats(f, e, replay, teller)
	return false
}

// repeats adds an event for every article that took a known finding up on the
// day, and does not tell it as of today; but is the one that does.
func (b *dayBuilder) repeats(f *dayFinding, e Event, replay bool, but string) {
	before, more := map[string]bool{but: true}, map[string]*row{}
	for i := range f.rows {
		r := &f.rows[i]
		switch {
		case r.day < b.day:
			before[r.article] = true
		case r.day == b.day && r.replay == replay && more[r.article] == nil:
			more[r.article] = r
		}
	}
	for _, article := range sortedKeys(more) {
		if before[article] {
			continue
		}
		r := more[article]
		e.Kind, e.Article, e.Before, e.After, e.Why = EventRepeated, article, "", r.modality, r.outlet.Name+", in its own voice"
		switch {
		case r.credit.Slug != "":
			e.Why = r.outlet.Name + ", crediting " + r.credit.Name
		case r.via == "anonymous":
			e.Why = r.outlet.Name + ", crediting unnamed people"
		}
		b.add(e)
	}
}

// earliest is the article of a finding's earliest sighting of a day.
func earliest(rows []row, day int32) string {
	first := -1
	for i := range rows {
		if rows[i].day != day {
			continue
		}
		if first < 0 || rows[i].when().Before(rows[first].when()) || rows[i].when().Equal(rows[first].when()) && rows[i].article < rows[first].article {
			first = i
		}
	}
	if first < 0 {
		return ""
	}
	return rows[first].article
}

func sortedKeys[V any](m map[string]V) []string {
	s := make([]string, 0, len(m))
	for k := range m {
		s = append(s, k)
	}
	slices.Sort(s)
	return s
}

// relate compares a new finding with the others of its term that stand at the
// end of the day.
func (b *dayBuilder) relate(f *dayFinding) error {
	var last *dayFinding // the latest value that this one follows
	var lastWhy string
	mine, err := b.words(f)
	if err != nil {
		return err
	}
	thread, err := b.thread(mine)
	if err != nil {
		return err
	}
	for _, g := range thread {
		if g == f || g.end.standing == 0 {
			continue
		}
		other, err := b.words(g)
		if err != nil {
			return err
		}
		rel := compare(mine, other, shareArticle(f.rows, g.rows))
		switch rel.Kind {
		case Conflicts:
			// Where both are new, the one that was published later is told.
			if !g.base.exists && (g.end.last.After(f.end.last) || g.end.last.Equal(f.end.last) && g.key > f.key) {
				continue
			}
			b.add(Event{At: f.at, Kind: EventConflict, Finding: f.key, Other: g.key,
				Before: valueWords(other.Claim), After: valueWords(mine.Claim), Why: rel.Why})
		case Supersedes, Refines:
			if !g.base.exists {
				continue // both new: nothing that was known has changed
			}
			if last == nil || g.end.last.After(last.end.last) || g.end.last.Equal(last.end.last) && g.key < last.key {
				last, lastWhy = g, string(rel.Kind)+": "+rel.Why
			}
		}
	}
	if last == nil {
		return nil
	}
	was, err := b.words(last)
	if err != nil {
		return err
	}
	b.add(Event{At: f.at, Kind: EventChanged, Finding: f.key, Other: last.key,
		Before: valueWords(was.Claim), After: valueWords(mine.Claim), Why: lastWhy})
	return nil
}

// shareArticle reports whether an article stands behind sightings of both.
func shareArticle(a, b []row) bool {
	in := map[string]bool{}
	for i := range a {
		if a[i].wday == 0 {
			in[a[i].article] = true
		}
	}
	return slices.ContainsFunc(b, func(r row) bool { return r.wday == 0 && in[r.article] })
}

// articleEvents says what happened to an article itself: that it has a text
// more than before, or is gone.
func (b *dayBuilder) articleEvents(id string, gone bool, at time.Time) error {
	a, err := b.rd.article(id)
	if err != nil {
		return err
	}
	texts := map[string]bool{}
	today, noted := false, false
	for i := range a.Versions {
		v := &a.Versions[i]
		if v.Replay || v.Day > b.day {
			continue
		}
		if !v.Partial {
			texts[v.Text] = true
			today = today || v.Day == b.day
		}
		noted = noted || v.Day == b.day && v.Noted
	}
	if today && len(texts) > 1 && (len(a.Rows) > 0 || noted) {
		e := Event{At: at, Kind: EventEdited, Article: id, Why: "the text changed"}
		if noted {
			e.Why = "the article notes a correction"
		}
		b.add(e)
	}
	if gone {
		b.add(Event{At: at, Kind: EventGone, Article: id, Why: "the page is gone"})
	}
	return nil
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
				if o, err := outletByHex(b.rd.outlets, v.Outlet); err == nil {
					p.Outlet = o
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

func outletByHex(outlets *outletCache, ref string) (Outlet, error) {
	var b [8]byte
	if _, err := fmt.Sscanf(ref, "%16x", new(uint64)); err != nil {
		return Outlet{}, err
	}
	raw, err := hexBytes(ref)
	if err != nil {
		return Outlet{}, err
	}
	copy(b[:], raw)
	return outlets.get(b[:])
}
