package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pactwatch/config"
	"pactwatch/extract"
	"pactwatch/store"
)

// reader is the published copy of the ledger, and what reading verbs need beside
// it. It neither waits for a run nor stops one.
type reader struct {
	config  config.Config
	ledger  *store.Ledger
	extract *extract.Extractor
}

func (a *app) openReader() (*reader, error) {
	c, err := a.loadOffline()
	if err != nil {
		return nil, err
	}
	ex, err := newExtractor(c.Rules)
	if err != nil {
		return nil, err
	}
	l, err := store.OpenPublished(publishedPath(c), storeOptions(c, ex, a.now))
	if errors.Is(err, store.ErrNoLedger) {
		return nil, noLedger(c)
	}
	if err != nil {
		return nil, err
	}
	return &reader{c, l, ex}, nil
}

func noLedger(c config.Config) error {
	return noInput("no ledger in %s yet; pactwatch run makes one", c.Data)
}

// asOf says on a terminal, or to people who look at standard error, of when the
// answer is.
func (a *app) asOf(l *store.Ledger) error {
	if !isTerminal(a.err) {
		return nil
	}
	t, err := l.AsOf()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "as of %s\n", t.Local().Format("2006-01-02 15:04:05 MST"))
	return nil
}

// party is the slug of an organisation as somebody types it: a slug, a name, an
// alias or a product. One that neither the gazetteer nor the ledger knows is an
// error, which names those that are spelled much like it.
func (r *reader) party(typed string) (string, error) {
	if slug, known := r.extract.Party(typed); known {
		return slug, nil
	}
	slug := strings.Join(strings.FieldsFunc(strings.ToLower(typed), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "-")
	parties, err := r.ledger.Parties()
	if err != nil {
		return "", err
	}
	if slices.Contains(parties, slug) {
		return slug, nil
	}
	like := near(slug, parties)
	if len(like) == 0 {
		return "", noInput("no party %q is known, and none in the ledger is spelled like it; pactwatch claims shows who is there", typed)
	}
	for i := range like {
		like[i] = fmt.Sprintf("%s (%s)", like[i], r.extract.Name(like[i]))
	}
	return "", noInput("no party %q is known; in the ledger are %s", typed, strings.Join(like, ", "))
}

// near gives the at most three slugs that are spelled most like one: by how many
// letters have to be changed, up to a third of it, or with it as a part.
func near(slug string, all []string) []string {
	type candidate struct {
		slug string
		far  int
	}
	var found []candidate
	for _, s := range all {
		d := distance(slug, s)
		switch {
		case len(slug) >= 3 && strings.Contains(s, slug) || len(s) >= 3 && strings.Contains(slug, s):
			found = append(found, candidate{s, min(d, 1)})
		case d <= max(1, len(slug)/3):
			found = append(found, candidate{s, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.slug, b.slug))
	})
	var out []string
	for _, c := range found[:min(len(found), 3)] {
		out = append(out, c.slug)
	}
	return out
}

// distance is how many letters have to be changed, added or left out to make one
// word of another.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			change := diagonal
			if x[i] != y[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
