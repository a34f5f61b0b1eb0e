package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

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
