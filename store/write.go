package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// pending is what was put since the last checkpoint: applied to a transaction
// that is still open, and safe in the journal.
type pending struct {
	tx  *bolt.Tx // nil where nothing waits, or where the last commit failed
	ops [][]byte // payloads of the journal since the last checkpoint
}

// submit makes one write durable and applies it; the caller holds l.mu. The
// journal is synced while apply works. Where either fails, neither has happened.
func (l *Ledger) submit(o op, apply func(tx *bolt.Tx) error) error {
	if l.readOnly {
		return ErrReadOnly
	}
	payload, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if l.journal.at > 0 && l.journal.at+int64(len(payload))+frameHead > journalSize || len(l.pending.ops) >= journalCount {
		if err := l.checkpoint(); err != nil {
			return err
		}
	}
	tx, err := l.begin()
	if err != nil {
		return err
	}
	at := l.journal.at
	if err := l.journal.write(payload); err != nil {
		return reason(err)
	}
	synced := make(chan error, 1)
	go func() {
		if l.unsafe {
			synced <- nil
			return
		}
		synced <- l.journal.sync()
	}()
	err = guard(func() error { return apply(tx) })
	if err := errors.Join(err, <-synced); err != nil {
		return errors.Join(reason(err), l.takeBack(at))
	}
	l.pending.ops = append(l.pending.ops, payload)
	return nil
}

// guard turns a panic of bbolt on a damaged page into an error.
func guard(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v; run pactwatch doctor", ErrDamaged, p)
		}
	}()
	return fn()
}

// takeBack undoes a write of which a part may have happened: the frame in the
// journal, and the open transaction, whose other writes begin applies again.
func (l *Ledger) takeBack(at int64) error {
	tx := l.pending.tx
	l.pending.tx = nil
	l.near = &nearIndex{}
	return errors.Join(tx.Rollback(), l.journal.undo(at))
}

// begin gives the open transaction, with all applied that waits in the journal.
func (l *Ledger) begin() (*bolt.Tx, error) {
	if l.pending.tx != nil {
		return l.pending.tx, nil
	}
	tx, err := l.db.Begin(true)
	if err != nil {
		return nil, reason(err)
	}
	for _, payload := range l.pending.ops {
		o, err := decodeOp(payload)
		if err == nil {
			err = guard(func() error { return l.apply(tx, o) })
		}
		if err != nil {
			return nil, errors.Join(reason(err), tx.Rollback())
		}
	}
	l.pending.tx = tx
	return tx, nil
}

// apply does one write inside a transaction.
func (l *Ledger) apply(tx *bolt.Tx, o op) error {
	if o.Record == nil {
		return putEntries(tx, o.Entries)
	}
	p := l.putter(tx, o)
	if err := p.run(); err != nil {
		return err
	}
	if p.sketchKey != nil {
		l.near.committed(p.sketchKey, p.sketch)
	}
	return nil
}

// checkpoint commits what waits; the caller holds l.mu. Where it fails, for want
// of space say, all of it stays in the journal and is tried again.
func (l *Ledger) checkpoint() error {
	if len(l.pending.ops) == 0 {
		if tx := l.pending.tx; tx != nil {
			l.pending.tx = nil
			return tx.Rollback()
		}
		return nil
	}
	tx, err := l.begin()
	if err != nil {
		return err
	}
	l.pending.tx = nil
	err = guard(func() error {
		if err := putApplied(tx, l.journal.seq); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	})
	if err != nil {
		return fmt.Errorf("checkpoint: %w", reason(err))
	}
	l.pending.ops = nil
	l.journal.spent()
	return nil
}

// Flush commits what waits in the journal. Nothing is lost without it.
func (l *Ledger) Flush() error {
	if l.readOnly {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.checkpoint()
}

// recover applies what an earlier process left in the journal.
func (l *Ledger) recover() error {
	var applied uint64
	if err := l.db.View(func(tx *bolt.Tx) error { applied = appliedOf(tx); return nil }); err != nil {
		return err
	}
	var err error
	if l.journal, l.pending.ops, err = openJournal(l.path, applied); err != nil {
		return err
	}
	return l.checkpoint()
}

// update runs one transaction of its own, on the disk when it returns nil.
func (l *Ledger) update(fn func(tx *bolt.Tx) error) error {
	if l.readOnly {
		return ErrReadOnly
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.journal != nil {
		if err := l.checkpoint(); err != nil {
			return err
		}
	}
	return reason(guard(func() error { return l.db.Update(fn) }))
}

// view runs one reading transaction that sees all that was put.
func (l *Ledger) view(fn func(tx *bolt.Tx) error) error {
	if !l.readOnly {
		if err := l.Flush(); err != nil {
			return err
		}
	}
	return reason(guard(func() error { return l.db.View(fn) }))
}

// peek runs a short read that sees all that was put, without a checkpoint.
// fn must not write, call the ledger, or use a bucket's statistics.
func (l *Ledger) peek(fn func(tx *bolt.Tx) error) error {
	if l.readOnly {
		return l.view(fn)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.pending.ops) == 0 {
		return reason(guard(func() error { return l.db.View(fn) }))
	}
	tx, err := l.begin()
	if err != nil {
		return err
	}
	return reason(guard(func() error { return fn(tx) }))
}

func putApplied(tx *bolt.Tx, seq uint64) error {
	return tx.Bucket([]byte("meta")).Put([]byte("journal"), binary.BigEndian.AppendUint64(nil, seq))
}

func appliedOf(tx *bolt.Tx) uint64 {
	if b := tx.Bucket([]byte("meta")).Get([]byte("journal")); len(b) == 8 {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}
