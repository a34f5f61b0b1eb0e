package store

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// Filter chooses findings. Empty fields choose all.
type Filter struct {
	Party   string    // slug of either party
	Pair    [2]string // slugs, in either order
	Kind    string
	State   string // possible, planned, actual, ended, denied or withdrawn
	Support Support
	Unit    string
	Min     *float64  // the value may be this or more
	Max     *float64  // the value may be this or less
	Since   time.Time // published, or else first seen, at or after
	Until   time.Time // and before
	Origin  string    // slug or name of an origin, or a part of the name
	Text    string    // somewhere in a quote or a title; case does not matter
	Limit   int       // most findings to give; 0 is all
	Offset  int       // findings to leave out before that
}

// Findings lists findings, the latest published first.
func (l *Ledger) Findings(f Filter) ([]Finding, error) {
	var out []Finding
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		heads, done, err := rd.latest(f)
		if err == nil && !done {
			heads, _, err = rd.choose(f)
		}
		if err != nil {
			return err
		}
		heads = heads[min(f.Offset, len(heads)):]
		if f.Limit > 0 {
			heads = heads[:min(f.Limit, len(heads))]
		}
		for _, h := range heads {
			full, err := rd.now(h.key(), sightingCap)
			if err != nil {
				return err
			}
			out = append(out, full)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("findings: %w", err)
	}
	return out, nil
}

// Count is how many findings a filter chooses, its limit and offset aside.
func (l *Ledger) Count(f Filter) (int, error) {
	n := 0
	err := l.view(func(tx *bolt.Tx) error {
		f.Limit, f.Offset = 0, 0
		var err error
		_, n, err = newReader(tx).choose(f)
		return err
	})
	return n, err
}

// Finding reads one finding with all its sightings; [ErrMissing] where there is none.
func (l *Ledger) Finding(key string) (Finding, error) {
	var f Finding
	err := l.view(func(tx *bolt.Tx) error {
		var err error
		f, err = newReader(tx).now(key, -1)
		return err
	})
	return f, err
}

// now reads a finding as it is now.
func (rd *reader) now(key string, most int) (Finding, error) {
	rows, err := rowsOf(rd.tx, key, rd.outlets)
	if err != nil {
		return Finding{}, err
	}
	d := derive(rows, everything, neighboursAt(rd.tx, everything))
	if !d.exists {
		return Finding{}, fmt.Errorf("finding %q: %w", key, ErrMissing)
	}
	return rd.finding(key, rows, d, everything, most)
}

// chosen is a finding that a filter let through, with what it is sorted by.
type chosen struct {
	raw  [keyLen]byte
	when int64
}

func (c chosen) key() string { return keyText.EncodeToString(c.raw[:]) }

// latestMost is how many of the latest findings are looked at one by one before
// all heads are scanned, which takes less for each.
const latestMost = 10000

// latest goes through the latest findings until a page is full; done is false
// where it is not, or where another way is shorter.
func (rd *reader) latest(f Filter) (page []chosen, done bool, err error) {
	if f.Limit <= 0 || f.Party != "" || f.Pair != [2]string{} {
		return nil, false, nil
	}
	want := strings.ToLower(f.Origin)
	heads := rd.tx.Bucket([]byte("head"))
	c := rd.tx.Bucket([]byte("recent")).Cursor()
	looked := 0
	k, at := c.Last()
	for ; len(k) == 8+keyLen; k, at = c.Prev() {
		if looked++; looked > latestMost {
			return nil, false, nil
		}
		h, err := viewHead(at, heads.Get(at))
		if err != nil {
			return nil, false, err
		}
		if n := len(page); n >= f.Offset+f.Limit && h.when() < page[n-1].when {
			break
		}
		if !f.passes(&h, want) {
			continue
		}
		if f.Text != "" {
			ok, err := rd.mentions(h.key(), f.Text)
			if err != nil {
				return nil, false, err
			}
			if !ok {
				continue
			}
		}
		page = append(page, chosen{raw: [keyLen]byte(h.finding), when: h.when()})
	}
	slices.SortFunc(page, latestFirst)
	return page, true, nil
}

// latestFirst sorts by time, then by key.
func latestFirst(a, b chosen) int {
	if c := cmp.Compare(b.when, a.when); c != 0 {
		return c
	}
	return bytes.Compare(a.raw[:], b.raw[:])
}

// choose scans the heads and gives those that pass, the latest first, as far as
// the filter's page reaches; n is how many passed. (With a text, those that are
// too old for the page are not looked into.)
func (rd *reader) choose(f Filter) (page []chosen, n int, err error) {
	var prefix []byte
	switch {
	case f.Pair[0] != "" || f.Pair[1] != "":
		prefix = []byte(slug(f.Pair[0]) + "\x00" + slug(f.Pair[1]) + "\x00")
		if f.Pair[0] == "" {
			prefix = []byte(slug(f.Pair[1]) + "\x00\x00")
		}
		if f.Kind != "" {
			prefix = append(prefix, f.Kind+"\x00"...)
		}
	case f.Party != "":
		prefix = []byte(slug(f.Party) + "\x00")
	}
	// Of a page, only the latest so far are kept, and cut back now and then.
	most := 0
	if f.Limit > 0 {
		most = f.Offset + f.Limit
	}
	var out []chosen
	var oldest int64 = math.MinInt64 // what is older cannot be on the page
	want := strings.ToLower(f.Origin)
	err = eachHead(rd.tx, prefix, func(h *headView) error {
		if !f.passes(h, want) {
			return nil
		}
		n++
		when := h.when()
		if when < oldest {
			return nil
		}
		if f.Text != "" {
			ok, err := rd.mentions(h.key(), f.Text)
			if err != nil || !ok {
				n--
				return err
			}
		}
		out = append(out, chosen{raw: [keyLen]byte(h.finding), when: when})
		if most > 0 && len(out) >= 4*most+100 {
			slices.SortFunc(out, latestFirst)
			out = out[:most]
			oldest = out[most-1].when
		}
		return nil
	})
	slices.SortFunc(out, latestFirst)
	return out, n, err
}

// passes reports whether a head is chosen; origin is the filter's, in lower case.
func (f *Filter) passes(h *headView, origin string) bool {
	switch {
	case f.Kind != "" && string(h.kind) != f.Kind,
		f.State != "" && string(h.state) != f.State,
		f.Support != "" && string(h.support) != string(f.Support),
		f.Unit != "" && string(h.unit) != f.Unit,
		!f.Since.IsZero() && h.when() < f.Since.UnixMicro(),
		!f.Until.IsZero() && h.when() >= f.Until.UnixMicro():
		return false
	}
	if f.Min != nil || f.Max != nil {
		lo, hi := h.min, h.max
		if math.IsNaN(lo) {
			return false
		}
		switch string(h.bound) {
		case "at_least":
			hi = math.Inf(1)
		case "at_most":
			lo = math.Inf(-1)
		}
		if f.Min != nil && hi < *f.Min || f.Max != nil && lo > *f.Max {
			return false
		}
	}
	if origin == "" {
		return true
	}
	o := h.origins
	for range 2 * h.originCount {
		if strings.Contains(strings.ToLower(o.str()), origin) {
			return true
		}
		if o.bad {
			return false
		}
	}
	return false
}

// mentions reports whether a quote or a title of a finding's sightings holds text.
func (rd *reader) mentions(key, text string) (bool, error) {
	rows, err := rowsOf(rd.tx, key, rd.outlets)
	if err != nil {
		return false, err
	}
	text = strings.ToLower(text)
	for i := range rows {
		c, err := rows[i].claim()
		if err != nil {
			return false, err
		}
		if strings.Contains(strings.ToLower(c.Quote), text) {
			return true, nil
		}
		a, err := rd.article(rows[i].article)
		if err != nil {
			return false, err
		}
		if v := rows[i].version; v < len(a.Versions) && strings.Contains(strings.ToLower(a.Versions[v].Title), text) {
			return true, nil
		}
	}
	return false, nil
}

// eachHead calls fn for the heads whose keys start with prefix, each finding
// once, without those that a newer extractor reads nowhere.
func eachHead(tx *bolt.Tx, prefix []byte, fn func(h *headView) error) error {
	return eachHeadEver(tx, prefix, func(h *headView) error {
		if len(h.state) == 0 {
			return nil
		}
		return fn(h)
	})
}

// eachHeadEver is eachHead with those, for digests of the time before.
func eachHeadEver(tx *bolt.Tx, prefix []byte, fn func(h *headView) error) error {
	b := tx.Bucket([]byte("head"))
	c := b.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if len(v) == 0 {
			// Seen from the other party's side.
			if len(prefix) == 0 {
				continue
			}
			var err error
			if k, v, err = otherSide(b, k); err != nil {
				return err
			}
		}
		h, err := viewHead(k, v)
		if err != nil {
			return err
		}
		if err := fn(&h); err != nil {
			return err
		}
	}
	return nil
}

// otherSide reads the head that a key of the other party's side stands for. It
// leaves the cursor that found the key alone.
func otherSide(b *bolt.Bucket, k []byte) ([]byte, []byte, error) {
	one, rest, _ := bytes.Cut(k, []byte{0})
	other, rest, _ := bytes.Cut(rest, []byte{0})
	swapped := make([]byte, 0, len(k))
	swapped = append(swapped, other...)
	swapped = append(swapped, 0)
	swapped = append(swapped, one...)
	swapped = append(swapped, 0)
	swapped = append(swapped, rest...)
	v := b.Get(swapped)
	if v == nil {
		return nil, nil, fmt.Errorf("%w: a finding is listed under one of its parties only", ErrDamaged)
	}
	return swapped, v, nil
}

// Thread is one term of a deal: its values in time, and how they stand to each other.
type Thread struct {
	Term      string    `json:"term"`
	Kind      string    `json:"kind"`
	Subject   string    `json:"subject"`
	Object    string    `json:"object,omitempty"`
	Product   string    `json:"product,omitempty"`
	Findings  []Finding `json:"findings"`            // in the order of their values in time
	Relations []Link    `json:"relations,omitempty"` // what is to be told of each finding beside earlier ones
	Upcoming  []Finding `json:"upcoming,omitempty"`  // ends that lie ahead
}

// Link is the relation of one finding of a thread to an earlier one.
type Link struct {
	Relation
	Finding string `json:"finding"`
	Other   string `json:"other"`
}

// Deal gives the terms between two parties, in either direction, sorted by
// kind. Of its sightings each finding holds the one that set its state and the
// first; b may be empty for what concerns a alone. Without any, it is empty.
func (l *Ledger) Deal(a, b string) ([]Thread, error) {
	var out []Thread
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		byTerm := map[string]*Thread{}
		prefix := []byte(slug(a) + "\x00" + slug(b) + "\x00")
		err := eachHead(tx, prefix, func(h *headView) error {
			f, err := rd.now(h.key(), 2)
			if err != nil {
				return err
			}
			t := byTerm[f.Term]
			if t == nil {
				t = &Thread{Term: f.Term, Kind: string(h.kind), Subject: string(h.subject), Object: string(h.object()), Product: string(h.product)}
				byTerm[f.Term] = t
			}
			t.Findings = append(t.Findings, f)
			return nil
		})
		if err != nil {
			return err
		}
		for _, term := range sortedKeys(byTerm) {
			t := byTerm[term]
			slices.SortFunc(t.Findings, inTime)
			t.relate()
			now := l.o.Now()
			for _, f := range t.Findings {
				if _, end, ok := stretch(f.Claim.Date); ok && f.Claim.DateRole == "until" && end.After(now) && f.Standing > 0 {
					t.Upcoming = append(t.Upcoming, f)
				}
			}
			out = append(out, *t)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("deal %s %s: %w", a, b, err)
	}
	return out, nil
}

// maxRelated is how many earlier findings of a thread each one is compared with.
const maxRelated = 100

// relate compares every standing finding with the earlier ones, and keeps what
// tells something: every conflict, the latest value that it follows or narrows,
// and else why it is not compared with the one before it.
func (t *Thread) relate() {
	for i := range t.Findings {
		x := &t.Findings[i]
		if x.Standing == 0 {
			continue
		}
		follows, previous := Link{}, Link{}
		for j := i - 1; j >= max(0, i-maxRelated); j-- {
			y := &t.Findings[j]
			if y.Standing == 0 {
				continue
			}
			l := Link{Relation: compare(x, y, oneArticle(x, y)), Finding: x.Key, Other: y.Key}
			switch {
			case l.Kind == Conflicts:
				t.Relations = append(t.Relations, l)
			case (l.Kind == Supersedes || l.Kind == Refines) && follows.Other == "":
				follows = l
			}
			if previous.Other == "" {
				previous = l
			}
		}
		switch {
		case follows.Other != "":
			t.Relations = append(t.Relations, follows)
		case previous.Kind == NotComparable || previous.Kind == Same:
			t.Relations = append(t.Relations, previous)
		}
	}
}

// inTime orders findings of a term by the time their values hold: the claim's
// own date where it has one, else the date of publication.
func inTime(a, b Finding) int {
	if c := asOf(&a).Compare(asOf(&b)); c != 0 {
		return c
	}
	if c := a.when().Compare(b.when()); c != 0 {
		return c
	}
	return strings.Compare(a.Key, b.Key)
}

// asOf is when a finding's value holds, for sorting.
func asOf(f *Finding) time.Time {
	if from, _, ok := stretch(f.Claim.Date); ok {
		return from
	}
	return f.when()
}

// when is when a finding was first said, theirs before ours.
func (f *Finding) when() time.Time {
	if f.Published.IsZero() {
		return f.First
	}
	return f.Published
}

// valueWords is a claim's value as events carry it: "20 percent", "at_least 13e9 USD".
func valueWords(c extract.Claim) string {
	v := c.Value
	if v == nil {
		return cmpOr(c.Event, cmpOr(c.Form, c.Modality))
	}
	s := plain(v.Min)
	if v.Min != v.Max {
		s += " to " + plain(v.Max)
	}
	if v.Bound != "exact" && v.Bound != "" {
		s = strings.ReplaceAll(v.Bound, "_", " ") + " " + s
	}
	return s + " " + v.Unit
}
