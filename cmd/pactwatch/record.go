package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"pactwatch/config"
	"pactwatch/crawler"
	"pactwatch/crawler/decode"
	"pactwatch/extract"
	"pactwatch/extract/article"
	"pactwatch/store"
)

// recorder takes what the crawler fetched, reads it, and keeps what it yields:
// raw page first, then one transaction for all that the article gives.
type recorder struct {
	ledger  *store.Ledger
	extract *extract.Extractor
	sources map[string]config.Source
}

func newRecorder(l *store.Ledger, ex *extract.Extractor, c config.Config) *recorder {
	r := &recorder{ledger: l, extract: ex, sources: byID(c)}
	return r
}

// byID are the sources of a configuration by id.
func byID(c config.Config) map[string]config.Source {
	m := map[string]config.Source{}
	for _, s := range c.Sources {
		m[s.ID] = s
	}
	return m
}

// Visit keeps one look at one article.
func (r *recorder) Visit(ctx context.Context, v *crawler.Visit) error {
	rec := store.Record{Source: v.Source, Outcome: string(v.Outcome), Reason: v.Reason}
	rec.Article.URL, rec.Page.URL, rec.Page.Fetched = v.URL, v.URL, v.At
	var verdict crawler.Verdict
	if v.Page != nil && v.Page.Raw != nil { // a reserved page has no bytes
		var err error
		if rec.Page, err = r.keep(ctx, v); err != nil {
			return err
		}
		if v.Outcome == crawler.Fresh {
			verdict = r.read(v, &rec)
		}
	}
	rec.Entries = entries(v.Entries(verdict))
	receipt, err := r.ledger.Put(ctx, rec)
	if err != nil {
		return err
	}
	if receipt.Missing > 0 { // a claim is gone: a second look must agree before it is withdrawn
		verdict.Confirm = true
		return r.ledger.Remember(ctx, entries(v.Entries(verdict)))
	}
	return nil
}

// keep keeps the raw page, unless its publisher asks that no copy be kept.
func (r *recorder) keep(ctx context.Context, v *crawler.Visit) (store.PageRef, error) {
	raw := rawPage(v)
	if !slices.Contains(v.Page.Robots, "noarchive") {
		return r.ledger.PutPage(ctx, raw)
	}
	return store.PageRef{Hash: hex.EncodeToString(v.Page.Hash[:]), URL: raw.URL, Final: or(raw.Final, raw.URL),
		Status: raw.Status, Type: raw.Type, Fetched: raw.Fetched}, nil
}

// Remember keeps what belongs to no article.
func (r *recorder) Remember(ctx context.Context, es []crawler.Entry) error {
	return r.ledger.Remember(ctx, entries(es))
}

// read reads the article on a page into the record and says what it was.
func (r *recorder) read(v *crawler.Visit, rec *store.Record) crawler.Verdict {
	a, claims, err := readPage(r.extract, input(v, r.sources[v.Source]))
	var problem *article.Problem
	switch {
	case errors.As(err, &problem): // it has the crawler's words for its outcomes
		rec.Outcome, rec.Reason = problem.Outcome, problem.Reason
		return crawler.Verdict{Outcome: crawler.Outcome(problem.Outcome), Reason: problem.Reason}
	case err != nil:
		rec.Outcome, rec.Reason = string(crawler.Failed), err.Error()
		return crawler.Verdict{Outcome: crawler.Failed, Reason: err.Error()}
	}
	if name := r.sources[v.Source].Publisher; name != "" {
		a.Publisher = name // the user knows best whose pages these are
	}
	outcome := crawler.Stored
	switch {
	case a.Paywalled:
		outcome = crawler.Paywalled
	case a.Text == "":
		outcome = crawler.Empty
	}
	rec.Article, rec.Claims, rec.Outcome = a, claims, string(outcome)
	return crawler.Verdict{Outcome: outcome}
}

// What reads pages, and its version. Tests are an older extractor by way of them.
var (
	read             = (*extract.Extractor).Read
	extractorVersion = extract.Version
)

// readTime is the most that reading one document may take. An ordinary article
// takes milliseconds; a page made to be slow must not hold up the run.
const readTime = 20 * time.Second

// readPage is Read, for which a panic or an endless page is a failure of that
// page alone.
func readPage(ex *extract.Extractor, in extract.Input) (extract.Article, []extract.Claim, error) {
	type result struct {
		article extract.Article
		claims  []extract.Claim
	}
	r, err := guarded(func() (result, error) {
		a, claims, err := read(ex, in)
		return result{a, claims}, err
	})
	return r.article, r.claims, err
}

// guarded runs a reader that cannot be cancelled. One that takes too long is left
// to itself: it ends some time, and nobody waits for it.
func guarded[T any](read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("the extractor failed on it: %v", p)
			}
			done <- r
		}()
		r.value, r.err = read()
	}()
	timer := time.NewTimer(readTime)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.value, r.err
	case <-timer.C:
		var none T
		return none, fmt.Errorf("reading it took longer than %v", readTime)
	}
}

// Headers that we add to a kept page: what the feed or sitemap said of it, without
// which it could not be read again the same way.
const (
	listedTitle     = "X-Pactwatch-Listed-Title"
	listedPublished = "X-Pactwatch-Listed-Published"
)

// rawPage is a fetched page as the store keeps it.
func rawPage(v *crawler.Visit) store.RawPage {
	p := v.Page
	header := p.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Del(listedTitle) // a page cannot say this of itself
	header.Del(listedPublished)
	if v.Title != "" {
		header.Set(listedTitle, url.QueryEscape(v.Title))
	}
	if !v.Published.IsZero() {
		header.Set(listedPublished, v.Published.Format(time.RFC3339))
	}
	return store.RawPage{Source: p.Source, URL: p.URL, Final: p.Final, Status: p.Status, Header: header, Type: p.ContentType, Body: p.Raw, Fetched: p.Fetched}
}

// inputAgain is the input that the page was first read from.
func inputAgain(p store.RawPage, s config.Source) extract.Input {
	in := extract.Input{Body: decode.HTML(p.Body, or(p.Header.Get("Content-Type"), p.Type)), URL: p.Final, ContentType: p.Type, Publisher: s.Publisher, Now: p.Fetched}
	if title, err := url.QueryUnescape(p.Header.Get(listedTitle)); err == nil {
		in.Title = title
	}
	if t, err := time.Parse(time.RFC3339, p.Header.Get(listedPublished)); err == nil {
		in.Published = t
	}
	return in
}

// input is a fetched page as the extractor wants it.
func input(v *crawler.Visit, s config.Source) extract.Input {
	return extract.Input{Body: v.Page.Body, URL: v.Page.Final, ContentType: v.Page.ContentType,
		Title: v.Title, Published: v.Published, Publisher: s.Publisher, Now: v.Page.Fetched}
}

func entries(in []crawler.Entry) []store.Entry {
	out := make([]store.Entry, len(in))
	for i, e := range in {
		out[i] = store.Entry(e)
	}
	return out
}

// memory is the ledger as the crawler reads it.
type memory struct{ *store.Ledger }

func (m memory) Scan(prefix string, fn func(crawler.Entry) error) error {
	return m.Ledger.Scan(prefix, func(key string, value []byte) error {
		return fn(crawler.Entry{Key: key, Value: value})
	})
}
