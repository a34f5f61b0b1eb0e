package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// migrations[n] turns a ledger of schema n into one of schema n+1, inside one
// transaction together with the new number.
var migrations = map[uint64]func(l *Ledger, tx *bolt.Tx) error{}

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
