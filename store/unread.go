package store

import (
	"encoding/json"
	"fmt"
	"net/http"

	bolt "go.etcd.io/bbolt"
)

// unreadRow is a kept page in which no article was found, under the article id
// of the address that it was asked by: a newer extractor may read it.
type unreadRow struct {
	Source    string     `json:"source,omitempty"`
	Page      storedPage `json:"page"`
	Extractor string     `json:"extractor"` // that found nothing
}

// gaveNothing reports whether a record brings a whole page in which nothing was
// read.
func (r Record) gaveNothing() bool {
	if hasText(r) || r.Page.File == "" || r.Page.Status != http.StatusOK {
		return false
	}
	switch r.Outcome {
	case "not an article", "empty", "failed", "paywalled":
		return true
	}
	return false
}

// unread keeps a page that gave nothing in mind, the last of its address, until
// it is read. It reports whether the record's page was one.
func (p *putter) unread() (was bool, err error) {
	b := p.tx.Bucket([]byte("unread"))
	k := keyBytes(articleID(address(cmpOr(p.r.Page.URL, p.r.Article.URL))))
	v := b.Get(k)
	if p.r.gaveNothing() {
		v, err := json.Marshal(unreadRow{Source: p.r.Source, Page: storedRef(p.r.Page), Extractor: p.extractor})
		if err != nil {
			return false, err
		}
		return false, b.Put(k, v)
	}
	if v == nil || !hasText(p.r) {
		return false, nil
	}
	u, err := decodeUnread(k, v)
	if err != nil {
		return false, err
	}
	return u.Page.Hash == p.r.Page.Hash, b.Delete(k)
}

func decodeUnread(k, v []byte) (unreadRow, error) {
	var u unreadRow
	if err := json.Unmarshal(v, &u); err != nil {
		return u, fmt.Errorf("%w: page %x: %w", ErrDamaged, k, err)
	}
	return u, nil
}

// eachUnread calls fn for the pages in which no article was found.
func eachUnread(tx *bolt.Tx, fn func(k []byte, u unreadRow) error) error {
	c := tx.Bucket([]byte("unread")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		u, err := decodeUnread(k, v)
		if err != nil {
			return err
		}
		if err := fn(k, u); err != nil {
			return err
		}
	}
	return nil
}
