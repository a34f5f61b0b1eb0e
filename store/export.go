package store

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// exported is one line of an export.
type exported struct {
	Article *exportedArticle `json:"article,omitempty"`
	Finding *exportedFinding `json:"finding,omitempty"`
}

type exportedArticle struct {
	URL       string   `json:"url"`
	Titles    []string `json:"titles"`
	Texts     []string `json:"texts"` // hashes, sorted
	Standing  []string `json:"standing"`
	Withdrawn []string `json:"withdrawn,omitempty"`
	Gone      bool     `json:"gone,omitempty"`
}

type exportedFinding struct {
	Key      string        `json:"key"`
	Term     string        `json:"term"`
	Claim    extract.Claim `json:"claim"`
	State    string        `json:"state"`
	Support  Support       `json:"support"`
	Rule     string        `json:"rule"`
	Origins  []string      `json:"origins"`
	Articles []string      `json:"articles"` // URLs of the sightings that stand
	Note     string        `json:"note,omitempty"`
}

// Export writes what the ledger knows as JSON lines, sorted, without clock
// times of ours, run records and counts of fetches: two ledgers that know the
// same give the same bytes.
func (l *Ledger) Export(w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		c := tx.Bucket([]byte("article")).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			a, err := rd.article(keyText.EncodeToString(k))
			if err != nil {
				return err
			}
			if err := enc.Encode(exported{Article: exportArticle(a)}); err != nil {
				return err
			}
		}
		var keys []string
		if err := eachHead(tx, nil, func(h *headView) error { keys = append(keys, h.key()); return nil }); err != nil {
			return err
		}
		slices.Sort(keys)
		for _, key := range keys {
			f, err := rd.now(key, -1)
			if err != nil {
				return err
			}
			if err := enc.Encode(exported{Finding: exportFinding(&f)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func exportArticle(a *articleRow) *exportedArticle {
	e := &exportedArticle{URL: a.URL, Standing: []string{}}
	for i := range a.Versions {
		if v := &a.Versions[i]; v.By == 0 {
			e.Titles = append(e.Titles, v.Title)
			e.Texts = append(e.Texts, v.Text)
		}
	}
	h := a.read()
	for ref, spans := range h.spans {
		s := ref.Finding + " " + ref.Ident
		if spans[len(spans)-1].until.IsZero() {
			e.Standing = append(e.Standing, s)
		} else {
			e.Withdrawn = append(e.Withdrawn, s)
		}
	}
	e.Gone = !h.gone.IsZero()
	for _, s := range [][]string{e.Titles, e.Texts, e.Standing, e.Withdrawn} {
		slices.Sort(s)
	}
	return e
}

func exportFinding(f *Finding) *exportedFinding {
	e := &exportedFinding{Key: f.Key, Term: f.Term, Claim: f.Claim, State: f.State, Support: f.Support, Rule: f.Rule, Note: f.Note, Origins: []string{}, Articles: []string{}}
	for _, o := range f.Origins {
		fetched := "fetched"
		if !o.Fetched {
			fetched = "not fetched"
		}
		e.Origins = append(e.Origins, o.Slug+" ("+fetched+"): "+strings.Join(o.Outlets, ", "))
	}
	slices.Sort(e.Origins)
	for _, s := range f.Sightings {
		if s.Withdrawn.IsZero() {
			e.Articles = append(e.Articles, s.URL)
		}
	}
	slices.Sort(e.Articles)
	e.Articles = slices.Compact(e.Articles)
	return e
}
