package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"

	"pactwatch/extract"
)

// Replay is what a newer extractor made of the stored pages.
type Replay struct {
	Pages   int            `json:"pages"`   // read again
	Expired int            `json:"expired"` // not kept any more: their claims stay as they were
	Failed  []string       `json:"failed,omitempty"`
	Gained  int            `json:"gained"`
	Lost    int            `json:"lost"`
	Changed int            `json:"changed"`
	Same    int            `json:"same"`
	Changes []ReplayChange `json:"changes,omitempty"` // by URL
}

// ReplayChange is one claim that the newer extractor reads otherwise.
type ReplayChange struct {
	URL string         `json:"url"`
	Was *extract.Claim `json:"was,omitempty"` // absent: gained
	Is  *extract.Claim `json:"is,omitempty"`  // absent: lost
}

// Reextract reads every stored page again that another extractor than the
// ledger's has read, or found no article in, several at a time, and keeps what it finds under the
// ledger's extractor version. Nothing of it is announced as new; what older
// digests were made of stays. It can be stopped and goes on where it was.
// Progress may be nil.
func (l *Ledger) Reextract(ctx context.Context, read func(p RawPage, source string) (extract.Article, []extract.Claim, error), progress func(done, total int)) (Replay, error) {
	var out Replay
	jobs, err := l.replayJobs()
	if err != nil {
		return out, fmt.Errorf("reextract: %w", err)
	}
	type result struct {
		job
		art    extract.Article
		claims []extract.Claim
		err    error
	}
	results := make(chan result)
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(results)
		workers, wctx := errgroup.WithContext(gctx)
		workers.SetLimit(runtime.GOMAXPROCS(0))
		for _, j := range jobs {
			if wctx.Err() != nil {
				break
			}
			workers.Go(func() error {
				r := result{job: j}
				var p RawPage
				if p, r.err = l.RawPage(j.page); r.err == nil {
					r.art, r.claims, r.err = read(p, j.source)
				}
				select {
				case results <- r:
					return nil
				case <-wctx.Done():
					return wctx.Err()
				}
			})
		}
		return workers.Wait()
	})
	g.Go(func() error {
		done := 0
		for r := range results {
			done++
			switch {
			case errors.Is(r.err, ErrMissing):
				out.Expired++
			case r.unread && errors.Is(r.err, extract.ErrNoArticle):
				if err := l.stillUnread(gctx, r.job); err != nil {
					return err
				}
				out.Pages++
			case r.err != nil:
				out.Failed = append(out.Failed, r.page.URL+": "+r.err.Error())
			default:
				ch, err := l.replayed(gctx, r.job, r.art, r.claims)
				if err != nil {
					return err
				}
				out.Pages++
				out.count(r.page.URL, ch, len(r.claims))
			}
			if progress != nil {
				progress(done, len(jobs))
			}
		}
		return nil
	})
	err = g.Wait()
	if err == nil {
		err = ctx.Err()
	}
	slices.Sort(out.Failed)
	slices.SortStableFunc(out.Changes, func(a, b ReplayChange) int { return strings.Compare(a.URL, b.URL) })
	if err != nil {
		return out, fmt.Errorf("reextract: %w", err)
	}
	return out, nil
}

// job is one page to read again: that of a version of an article, or one in
// which no article was found.
type job struct {
	article string // id; empty for a page without
	source  string
	page    PageRef
	unread  bool
}

func (l *Ledger) replayJobs() ([]job, error) {
	var jobs []job
	err := l.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("article")).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			var a articleRow
			if err := json.Unmarshal(v, &a); err != nil {
				return fmt.Errorf("%w: article %x: %w", ErrDamaged, k, err)
			}
			for i := range a.Versions {
				if n := &a.Versions[i]; n.By == 0 && n.Extractor != l.o.Extractor && n.Page.File != "" {
					jobs = append(jobs, job{article: keyText.EncodeToString(k), source: a.Source, page: n.Page.ref()})
				}
			}
		}
		return eachUnread(tx, func(_ []byte, u unreadRow) error {
			if u.Extractor != l.o.Extractor {
				jobs = append(jobs, job{source: u.Source, page: u.Page.ref(), unread: true})
			}
			return nil
		})
	})
	return jobs, err
}

// replayed keeps what one page gave.
func (l *Ledger) replayed(ctx context.Context, j job, art extract.Article, claims []extract.Claim) (change, error) {
	r := Record{Source: j.source, Article: art, Claims: claims, Outcome: "stored", Page: j.page, Replay: true}
	if !hasText(r) {
		r.Outcome = "empty"
	}
	_, ch, err := l.put(ctx, r, j.article)
	return ch, err
}

// stillUnread keeps that this extractor finds no article in a page either.
func (l *Ledger) stillUnread(ctx context.Context, j job) error {
	r := Record{Source: j.source, Outcome: "not an article", Page: j.page, Replay: true}
	r.Article.URL = j.page.URL
	_, _, err := l.put(ctx, r, "")
	return err
}

// count sorts the sightings that came and went into gained, lost and changed.
func (out *Replay) count(url string, ch change, claims int) {
	var was, is []extract.Claim
	for i := range ch.withdrawn {
		if c, err := ch.withdrawn[i].claim(); err == nil {
			was = append(was, c)
		}
	}
	for i := range ch.added {
		if c, err := ch.added[i].claim(); err == nil {
			is = append(is, c)
		}
	}
	// First what is the same but for its place, then the same thing said
	// otherwise, then another figure on the same thread.
	moved := 0
	for _, alike := range []func(a, b *extract.Claim) bool{
		func(a, b *extract.Claim) bool { return Key(*a) == Key(*b) && ident(*a) == ident(*b) },
		func(a, b *extract.Claim) bool { return Key(*a) == Key(*b) },
		func(a, b *extract.Claim) bool { return Term(*a) == Term(*b) },
		func(a, b *extract.Claim) bool { return a.Kind == b.Kind && a.Quote == b.Quote },
	} {
		for i := 0; i < len(was); i++ {
			k := slices.IndexFunc(is, func(c extract.Claim) bool { return alike(&was[i], &c) })
			if k < 0 {
				continue
			}
			a, b := was[i], is[k]
			was, is = slices.Delete(was, i, i+1), slices.Delete(is, k, k+1)
			i--
			if Key(a) == Key(b) && ident(a) == ident(b) {
				moved++
				continue
			}
			out.Changed++
			out.Changes = append(out.Changes, ReplayChange{URL: url, Was: &a, Is: &b})
		}
	}
	out.Lost += len(was)
	out.Gained += len(is)
	for i := range was {
		out.Changes = append(out.Changes, ReplayChange{URL: url, Was: &was[i]})
	}
	for i := range is {
		out.Changes = append(out.Changes, ReplayChange{URL: url, Is: &is[i]})
	}
	out.Same += max(0, claims-len(ch.added)+moved)
}
