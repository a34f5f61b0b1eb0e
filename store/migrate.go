package store

import (
	"bytes"
	"fmt"

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
		return eachHeadEver(tx, nil, func(h *headView) error {
			return putEnd(tx, string(h.dateRole), string(h.date), h.key())
		})
	},
	// The latest findings are found without looking at all.
	3: func(_ *Ledger, tx *bolt.Tx) error {
		return eachHead(tx, nil, func(h *headView) error {
			k := headKey(string(h.one), string(h.other), string(h.kind), string(h.product), h.key())
			return tx.Bucket([]byte("recent")).Put(recentKey(h.when(), h.finding), k)
		})
	},
}

// deriveAll works every finding out again from its sightings and drops what was
// derived before.
func deriveAll(tx *bolt.Tx) error {
	for _, name := range []string{"head", "recent", "end"} {
		if err := tx.DeleteBucket([]byte(name)); err != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	outlets, near := newOutlets(tx), neighboursAt(tx, everything)
	err := eachFinding(tx, func(finding string) error {
		_, err := deriveHead(tx, finding, nil, outlets, near)
		return err
	})
	if err != nil {
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
