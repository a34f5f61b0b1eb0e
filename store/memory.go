package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// Remember keeps entries, all or none, for memory that no article brings. A nil value deletes the key.
func (l *Ledger) Remember(ctx context.Context, entries []Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(entries) == 0 {
		return nil
	}
	for _, e := range entries {
		if e.Key == "" {
			return errors.New("remember: an entry without a key")
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.submit(op{Now: l.o.Now().UTC(), Entries: entries}, func(tx *bolt.Tx) error { return putEntries(tx, entries) }, nil)
	if err != nil {
		return fmt.Errorf("remember %d entries: %w", len(entries), err)
	}
	return nil
}

func putEntries(tx *bolt.Tx, entries []Entry) error {
	b := tx.Bucket([]byte("memory"))
	for _, e := range entries {
		var err error
		if e.Value == nil {
			err = b.Delete([]byte(e.Key))
		} else {
			err = b.Put([]byte(e.Key), e.Value)
		}
		if err != nil {
			return fmt.Errorf("entry %q: %w", e.Key, err)
		}
	}
	return nil
}

// Recall gives a copy of the value under key; nil and no error where there is none.
func (l *Ledger) Recall(key string) ([]byte, error) {
	var v []byte
	err := l.peek(func(tx *bolt.Tx) error {
		if b := tx.Bucket([]byte("memory")).Get([]byte(key)); b != nil {
			v = append([]byte{}, b...)
		}
		return nil
	})
	return v, err
}

// Scan calls fn for every entry whose key starts with prefix, in the order of
// the keys, outside any transaction: fn may write. It stops at fn's first error.
func (l *Ledger) Scan(prefix string, fn func(key string, value []byte) error) error {
	from := []byte(prefix)
	for from != nil {
		var batch []Entry
		err := l.peek(func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte("memory")).Cursor()
			k, v := c.Seek(from)
			from = nil
			for ; k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = c.Next() {
				if len(batch) == 1000 {
					from = append([]byte{}, k...)
					return nil
				}
				batch = append(batch, Entry{Key: string(k), Value: append([]byte{}, v...)})
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, e := range batch {
			if err := fn(e.Key, e.Value); err != nil {
				return err
			}
		}
	}
	return nil
}
