package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// Thread is one term of a deal: its values in time, and how they stand to each other.
type Thread struct {
	Term      string    `json:"term"`
	Kind      string    `json:"kind"`
	Subject   string    `json:"subject"`
	Object    string    `json:"object,omitempty"`
	Product   string    `json:"product,omitempty"`
	Findings  []Finding `json:"findings"`            // in the order of their values in time
	Count     int       `json:"count"`               // of all the term's findings, those left out too
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
// kind; b may be empty for what concerns a alone. Of each term it gives the
// findings published last, at most so many; all for most <= 0. Of its sightings
// each finding holds the one that set its state and the first. Without any, it
// is empty.
func (l *Ledger) Deal(a, b string, most int) ([]Thread, error) {
	var out []Thread
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		byTerm := map[string]*Thread{}
		keys := map[string][]chosen{}
		err := eachHead(tx, []byte(slug(a)+"\x00"+slug(b)+"\x00"), func(h *headView) error {
			term := termOf(string(h.kind), string(h.subject), string(h.object()), string(h.product))
			if byTerm[term] == nil {
				byTerm[term] = &Thread{Term: term, Kind: string(h.kind), Subject: string(h.subject), Object: string(h.object()), Product: string(h.product)}
			}
			keys[term] = append(keys[term], chosen{raw: [keyLen]byte(h.finding), when: h.when()})
			return nil
		})
		if err != nil {
			return err
		}
		for _, term := range sortedKeys(byTerm) {
			t := byTerm[term]
			t.Count = len(keys[term])
			slices.SortFunc(keys[term], latestFirst)
			if most > 0 {
				keys[term] = keys[term][:min(most, t.Count)]
			}
			for _, k := range keys[term] {
				f, err := rd.now(k.key(), 2)
				if err != nil {
					return err
				}
				t.Findings = append(t.Findings, f)
			}
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
