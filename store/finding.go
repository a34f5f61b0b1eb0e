package store

import (
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// reader reads findings inside one transaction; what it has read of outlets and
// articles it keeps for the next.
type reader struct {
	tx       *bolt.Tx
	outlets  *outletCache
	articles map[string]*articleRow
}

func newReader(tx *bolt.Tx) *reader {
	return &reader{tx: tx, outlets: newOutlets(tx), articles: map[string]*articleRow{}}
}

func (rd *reader) article(id string) (*articleRow, error) {
	if a, ok := rd.articles[id]; ok {
		return a, nil
	}
	a, err := getArticle(rd.tx, id)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return nil, fmt.Errorf("%w: article %s is missing", ErrDamaged, id)
	}
	if len(rd.articles) > 20000 {
		clear(rd.articles)
	}
	rd.articles[id] = a
	return a, nil
}

// sightingCap is how many sightings a list or a digest shows of one finding.
const sightingCap = 16

// finding reads a finding as of a cut. most bounds its sightings: of more, the
// one that set the state, the first of each origin's outlets and the latest are
// kept; 0 keeps only the one that set the state, less than 0 all.
func (rd *reader) finding(key string, rows []row, d derived, at cut, most int) (Finding, error) {
	f := Finding{
		Key: key, State: d.state, Support: d.support, Rule: d.rule, Note: d.note,
		First: d.first, Published: d.published, Origins: d.origins, Standing: d.standing, Outlets: d.outlets,
	}
	set := &rows[d.setter]
	var err error
	if f.Claim, err = set.claim(); err != nil {
		return f, err
	}
	f.Term = Term(f.Claim)
	var pick []int
	for i := range rows {
		r := &rows[i]
		if !at.has(r) || r.wreplay && at.in(r.wday, true) {
			continue
		}
		pick = append(pick, i)
		if r.replaces != "" && !slices.Contains(f.Replaces, r.replaces) {
			f.Replaces = append(f.Replaces, r.replaces)
		}
	}
	slices.Sort(f.Replaces)
	slices.SortFunc(pick, func(a, b int) int {
		if c := rows[a].when().Compare(rows[b].when()); c != 0 {
			return c
		}
		if c := rows[a].seen.Compare(rows[b].seen); c != 0 {
			return c
		}
		if c := strings.Compare(rows[a].article, rows[b].article); c != 0 {
			return c
		}
		return slices.Compare(rows[a].key(), rows[b].key())
	})
	f.Count = len(pick)
	if most >= 0 && len(pick) > max(most, 1) {
		keep := map[int]bool{d.setter: true}
		if most > 0 {
			for _, i := range pick[:most/2] {
				keep[i] = true
			}
			for _, i := range pick[len(pick)-most/2+1:] {
				keep[i] = true
			}
		}
		pick = slices.DeleteFunc(pick, func(i int) bool { return !keep[i] })
	}
	for _, i := range pick {
		s, err := rd.sighting(&rows[i], at)
		if err != nil {
			return f, err
		}
		f.Sightings = append(f.Sightings, s)
	}
	return f, nil
}

// sighting puts a row and its article together.
func (rd *reader) sighting(r *row, at cut) (Sighting, error) {
	c, err := r.claim()
	if err != nil {
		return Sighting{}, err
	}
	a, err := rd.article(r.article)
	if err != nil {
		return Sighting{}, err
	}
	if r.version >= len(a.Versions) {
		return Sighting{}, fmt.Errorf("%w: article %s has no version %d", ErrDamaged, r.article, r.version)
	}
	v := &a.Versions[r.version]
	s := Sighting{
		ID:      fmt.Sprintf("%s-%s-%x%d", r.finding, r.article, r.ident, r.gen),
		Finding: r.finding, Article: r.article, Version: a.number(r.version), URL: a.URL, Title: v.Title,
		Outlet: r.outlet, Claim: c, Published: r.published, DateFrom: v.DateFrom, Seen: r.seen,
		Page: v.Page.Hash, Text: v.Text, Extractor: r.extractor, Support: r.support,
	}
	if r.credit.Slug != "" {
		credit := r.credit
		s.Credit = &credit
	}
	if r.wday != 0 && at.in(r.wday, r.wreplay) {
		s.Withdrawn = r.withdrawn
	}
	return s, nil
}
