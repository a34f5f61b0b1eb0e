package main

import (
	"errors"
	"fmt"
	"strings"

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
	c, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	ex, err := newExtractor(c.Rules)
	if err != nil {
		return nil, err
	}
	l, err := store.OpenPublished(publishedPath(c), storeOptions(c, ex, a.now))
	if errors.Is(err, store.ErrNoLedger) {
		return nil, noInput("no ledger in %s yet; pactwatch run makes one", c.Data)
	}
	if err != nil {
		return nil, err
	}
	return &reader{c, l, ex}, nil
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
// alias or a product.
func party(ex *extract.Extractor, typed string) string {
	if slug, known := ex.Party(typed); known {
		return slug
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(typed), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
