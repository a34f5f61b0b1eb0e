package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// migrations[n] turns a ledger of schema n into one of schema n+1, inside one
// transaction together with the new number.
var migrations = map[uint64]func(l *Ledger, tx *bolt.Tx) error{
	// Heads hold rounded values, so that they do not depend on which sighting
	// came last.
	1: func(_ *Ledger, tx *bolt.Tx) error { return deriveAll(tx) },
	// What runs until a date is found by it.
	2: func(_ *Ledger, tx *bolt.Tx) error {
		var ends batch
		err := eachHeadEver(tx, nil, func(v *headView) error {
			h := head{finding: v.key(), date: string(v.date), dateRole: string(v.dateRole)}
			if end := h.endKey(); end != nil {
				ends.add(end, nil)
			}
			return nil
		})
		if err != nil {
			return err
		}
		return ends.refill(tx, "end")
	},
	// The latest findings are found without looking at all; the next step says
	// more of each.
	3: func(*Ledger, *bolt.Tx) error { return nil },
	// Filters look at findings in the order of time.
	4: func(_ *Ledger, tx *bolt.Tx) error { return gists(tx) },
	// Pages in which no article was found are kept in mind, from now on.
	5: func(*Ledger, *bolt.Tx) error { return nil },
	// Words are looked for where they can be.
	6: func(_ *Ledger, tx *bolt.Tx) error { return saidAll(tx) },
}

// deriveAll works every finding out again from its sightings and drops what was
// derived before.
func deriveAll(tx *bolt.Tx) error {
	var heads, ends batch
	outlets, near := newOutlets(tx), neighboursAt(tx, everything)
	err := eachFinding(tx, func(finding string) error {
		rows, err := rowsOf(tx, finding, outlets)
		if err != nil {
			return err
		}
		c, err := rows[0].claim()
		if err != nil {
			return err
		}
		h := headOf(finding, c)
		h.take(derive(rows, everything, near))
		k := headKey(h.subject, h.object, h.kind, h.product, finding)
		heads.add(k, h.encode())
		if h.object != "" && h.object != h.subject {
			heads.add(headKey(h.object, h.subject, h.kind, h.product, finding), nil)
		}
		if end := h.endKey(); end != nil {
			ends.add(end, nil)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := errors.Join(heads.refill(tx, "head"), ends.refill(tx, "end")); err != nil {
		return err
	}
	if err := gists(tx); err != nil {
		return err
	}
	if err := saidAll(tx); err != nil {
		return err
	}
	if err := tx.Bucket([]byte("meta")).Delete([]byte("counts")); err != nil {
		return err
	}
	n, err := getCounts(tx)
	if err != nil {
		return err
	}
	return putCounts(tx, n)
}

// batch is the new content of a bucket. bbolt takes very many new keys at once
// well only in their order.
type batch []pair

type pair struct{ k, v []byte }

func (b *batch) add(k, v []byte) { *b = append(*b, pair{k, v}) }

// refill empties a bucket and puts the batch in.
func (b batch) refill(tx *bolt.Tx, name string) error {
	if err := tx.DeleteBucket([]byte(name)); err != nil {
		return err
	}
	bucket, err := tx.CreateBucket([]byte(name))
	if err != nil {
		return err
	}
	bucket.FillPercent = 0.8 // they go on growing in no order
	slices.SortFunc(b, func(x, y pair) int { return bytes.Compare(x.k, y.k) })
	for _, p := range b {
		if err := bucket.Put(p.k, p.v); err != nil {
			return err
		}
	}
	return nil
}

// eachFinding calls fn for the key of every finding that has sightings.
func eachFinding(tx *bolt.Tx, fn func(finding string) error) error {
	c := tx.Bucket([]byte("sighting")).Cursor()
	for k, _ := c.First(); len(k) == rowKeyLen; {
		finding := bytes.Clone(k[:keyLen])
		if err := fn(keyText.EncodeToString(finding)); err != nil {
			return err
		}
		if !increment(finding) {
			return nil
		}
		k, _ = c.Seek(finding)
	}
	return nil
}

// increment makes b the next key of its length; false after the last.
func increment(b []byte) bool {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			return true
		}
	}
	return false
}

// migrate brings an older ledger to [Schema], one transaction a step. A newer
// one is refused untouched.
func (l *Ledger) migrate() error {
	var have uint64
	if err := l.view(func(tx *bolt.Tx) error { have = schemaOf(tx); return nil }); err != nil {
		return err
	}
	if have == 0 {
		return fmt.Errorf("%w: it has no schema number", ErrDamaged)
	}
	if have > Schema {
		return fmt.Errorf("%w: schema %d, this one knows %d; install the newer pactwatch", ErrNewer, have, Schema)
	}
	for ; have < Schema; have++ {
		step := migrations[have]
		if step == nil {
			return fmt.Errorf("%w: no way from schema %d to %d", ErrDamaged, have, have+1)
		}
		err := l.update(func(tx *bolt.Tx) error {
			for _, name := range buckets {
				if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
					return err
				}
			}
			if err := step(l, tx); err != nil {
				return err
			}
			return putSchema(tx, have+1)
		})
		if err != nil {
			return fmt.Errorf("migrate from schema %d: %w", have, err)
		}
	}
	return nil
}
