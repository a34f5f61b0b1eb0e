package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"

	"pactwatch/extract"
)

// Verifier re-derives claims. Check is needed, the others may be nil; all are
// called by several goroutines at a time.
type Verifier struct {
	// Check says what is wrong with a claim, given the title and text of the
	// article version it was read from and its date of publication.
	Check func(title, text string, published time.Time, c extract.Claim) error
	// Read reads a page again, as it was read when it was fetched. With it,
	// the text that claims stand in is re-derived from the raw bytes, where
	// the extractor is still the same.
	Read func(p RawPage, source string) (extract.Article, error)
	// Progress is told how many of the articles are done.
	Progress func(done, total int)
}

// Verdict is the result for one claim.
type Verdict string

// Verdicts.
const (
	Verified Verdict = "verified"                // from the raw page to the claim
	TextOnly Verdict = "page expired: text only" // the claim from the kept text
	Expired  Verdict = "expired"                 // neither page nor text is kept any more
	Failed   Verdict = "failed"
)

// Verification is what [Ledger.Verify] found.
type Verification struct {
	Counts   map[Verdict]int `json:"counts"`
	Failures []Failure       `json:"failures,omitempty"` // by URL
}

// Failure is one claim that cannot be re-derived.
type Failure struct {
	Sighting string        `json:"sighting"`
	Finding  string        `json:"finding"`
	URL      string        `json:"url"`
	Claim    extract.Claim `json:"claim"`
	Why      string        `json:"why"`
}

// Verify re-derives every stored claim, those that were withdrawn too, from
// stored bytes: the page against its hash, the text against the page and its
// hash, the claim against the text. An error means that the ledger could not be
// read; a claim that fails is in the result.
func (l *Ledger) Verify(ctx context.Context, v Verifier) (Verification, error) {
	out := Verification{Counts: map[Verdict]int{}}
	ids, err := l.articleIDs()
	if err != nil {
		return out, fmt.Errorf("verify: %w", err)
	}
	var mu sync.Mutex
	done := 0
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, id := range ids {
		if gctx.Err() != nil {
			break
		}
		g.Go(func() error {
			counts, failures, err := l.verifyArticle(gctx, id, v)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for k, n := range counts {
				out.Counts[k] += n
			}
			out.Failures = append(out.Failures, failures...)
			done++
			if v.Progress != nil {
				v.Progress(done, len(ids))
			}
			return nil
		})
	}
	err = g.Wait()
	if err == nil {
		err = ctx.Err()
	}
	slices.SortFunc(out.Failures, func(a, b Failure) int {
		if c := strings.Compare(a.URL, b.URL); c != 0 {
			return c
		}
		return strings.Compare(a.Sighting, b.Sighting)
	})
	if err != nil {
		return out, fmt.Errorf("verify: %w", err)
	}
	return out, nil
}

func (l *Ledger) articleIDs() ([]string, error) {
	var ids []string
	err := l.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("article")).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			ids = append(ids, keyText.EncodeToString(k))
		}
		return nil
	})
	return ids, err
}

// kept is what the ledger holds of one version of an article.
type kept struct {
	title, text string
	err         error // why there is no text
	claims      []Sighting
}

func (l *Ledger) verifyArticle(ctx context.Context, id string, v Verifier) (map[Verdict]int, []Failure, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	var a *articleRow
	versions := map[int]*kept{}
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		var err error
		if a, err = rd.article(id); err != nil {
			return err
		}
		b := tx.Bucket([]byte("sighting"))
		for _, ref := range a.Rows {
			if ref.Out {
				continue
			}
			k := ref.key(id)
			val := b.Get(k)
			if val == nil {
				return fmt.Errorf("%w: a sighting of article %s is missing", ErrDamaged, id)
			}
			r, err := decodeRow(k, val, rd.outlets)
			if err != nil {
				return err
			}
			s, err := rd.sighting(&r, everything)
			if err != nil {
				return err
			}
			if versions[r.version] == nil {
				n := &kept{}
				n.title, n.text, n.err = getText(tx, id, r.version)
				versions[r.version] = n
			}
			versions[r.version].claims = append(versions[r.version].claims, s)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	counts := map[Verdict]int{}
	var failures []Failure
	for i, n := range versions {
		verdict, why := l.verifyText(&a.Versions[i], a.Source, n, v)
		for _, s := range n.claims {
			result, reason := verdict, why
			if result == Verified || result == TextOnly {
				if err := v.Check(n.title, n.text, s.Published, s.Claim); err != nil {
					result, reason = Failed, err.Error()
				} else if Key(s.Claim) != s.Finding {
					result, reason = Failed, "it belongs to another finding than it is kept under"
				}
			}
			counts[result]++
			if result == Failed {
				failures = append(failures, Failure{Sighting: s.ID, Finding: s.Finding, URL: s.URL, Claim: s.Claim, Why: reason})
			}
		}
	}
	return counts, failures, nil
}

// verifyText checks what the claims of a version stand on: its text, and the
// page that it was read from.
func (l *Ledger) verifyText(version *version, source string, n *kept, v Verifier) (Verdict, string) {
	switch {
	case errors.Is(n.err, ErrMissing) && !version.Kept:
		return Expired, ""
	case n.err != nil:
		return Failed, n.err.Error()
	case textHash(n.title, n.text) != version.Text:
		return Failed, "the kept text has another hash than the one recorded"
	}
	p, err := l.RawPage(version.Page.ref())
	switch {
	case errors.Is(err, ErrMissing):
		return TextOnly, ""
	case err != nil:
		return Failed, err.Error()
	case v.Read == nil || version.Extractor != l.o.Extractor:
		return Verified, ""
	}
	art, err := v.Read(p, source)
	switch {
	case err != nil:
		return Failed, "the page cannot be read again: " + err.Error()
	case textHash(art.Title, art.Text) != version.Text:
		return Failed, "the page gives another text than the one recorded"
	}
	return Verified, ""
}
