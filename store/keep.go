package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// PrunePages removes the raw pages of days that ended more than keep ago, and
// says how many files went. Claims read from them stay.
func (l *Ledger) PrunePages(keep time.Duration) (int, error) {
	if l.readOnly {
		return 0, ErrReadOnly
	}
	if keep <= 0 {
		return 0, nil
	}
	root := filepath.Join(l.dir, "pages")
	days, err := os.ReadDir(root)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("prune pages: %w", err)
	}
	oldest := l.o.Now().UTC().Add(-keep)
	n := 0
	var errs []error
	for _, d := range days {
		day, err := time.Parse(time.DateOnly, d.Name())
		if err != nil || !d.IsDir() || !day.AddDate(0, 0, 1).Before(oldest) {
			continue
		}
		files, err := os.ReadDir(filepath.Join(root, d.Name()))
		errs = append(errs, err)
		for _, f := range files {
			if strings.HasSuffix(f.Name(), ".warc.gz") {
				err := os.Remove(filepath.Join(root, d.Name(), f.Name()))
				errs = append(errs, err)
				if err == nil {
					n++
				}
			}
		}
		// A folder that holds files of others stays.
		if err := os.Remove(filepath.Join(root, d.Name())); err != nil && !errors.Is(err, fs.ErrExist) && !strings.Contains(err.Error(), "not empty") {
			errs = append(errs, err)
		}
	}
	errs = append(errs, l.pruneUnread(oldest))
	return n, errors.Join(errs...)
}

// pruneUnread forgets the pages without an article that are kept no longer.
func (l *Ledger) pruneUnread(oldest time.Time) error {
	var gone [][]byte
	err := l.view(func(tx *bolt.Tx) error {
		return eachUnread(tx, func(k []byte, u unreadRow) error {
			if day, err := time.Parse(time.DateOnly, u.Page.Fetched.UTC().Format(time.DateOnly)); err == nil && day.AddDate(0, 0, 1).Before(oldest) {
				gone = append(gone, bytes.Clone(k))
			}
			return nil
		})
	})
	if err != nil || len(gone) == 0 {
		return err
	}
	return l.update(func(tx *bolt.Tx) error {
		for _, k := range gone {
			if err := tx.Bucket([]byte("unread")).Delete(k); err != nil {
				return err
			}
		}
		return nil
	})
}

// PruneTexts removes the article texts that were fetched more than keep ago, and
// says how many went. Their claims stay, but can be verified no more.
func (l *Ledger) PruneTexts(ctx context.Context, keep time.Duration) (int, error) {
	if keep <= 0 {
		return 0, nil
	}
	oldest := l.o.Now().UTC().Add(-keep)
	removed := 0
	// In steps, so that no transaction holds the whole ledger.
	for from := []byte{}; from != nil; {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		err := l.update(func(tx *bolt.Tx) error {
			var err error
			var n int
			from, n, err = pruneTexts(tx, from, oldest)
			removed += n
			return err
		})
		if err != nil {
			return removed, fmt.Errorf("prune texts: %w", err)
		}
	}
	return removed, nil
}

// pruneTexts looks at some thousand articles and gives the key to go on at.
func pruneTexts(tx *bolt.Tx, from []byte, oldest time.Time) (next []byte, removed int, err error) {
	type old struct {
		id []byte
		a  articleRow
	}
	var todo []old
	c := tx.Bucket([]byte("article")).Cursor()
	looked := 0
	for k, v := c.Seek(from); k != nil; k, v = c.Next() {
		if looked++; looked > 5000 {
			next = bytes.Clone(k)
			break
		}
		var a articleRow
		if err := json.Unmarshal(v, &a); err != nil {
			return nil, 0, fmt.Errorf("%w: article %x: %w", ErrDamaged, k, err)
		}
		for i := range a.Versions {
			if a.Versions[i].Kept && a.Versions[i].Page.Fetched.Before(oldest) {
				todo = append(todo, old{bytes.Clone(k), a})
				break
			}
		}
	}
	for _, t := range todo {
		id := keyText.EncodeToString(t.id)
		for i := range t.a.Versions {
			v := &t.a.Versions[i]
			if !v.Kept || !v.Page.Fetched.Before(oldest) {
				continue
			}
			if err := tx.Bucket([]byte("text")).Delete(textKey(id, i)); err != nil {
				return nil, removed, err
			}
			v.Kept = false
			removed++
		}
		if err := putArticle(tx, id, &t.a); err != nil {
			return nil, removed, err
		}
	}
	return next, removed, nil
}
