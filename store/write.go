package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// pending is what was put since the last checkpoint: applied to a transaction
// that is still open, and safe in the journal. While work goes on behind a Put
// that has returned, all of it belongs to that work; settle waits for its end.
type pending struct {
	tx      *bolt.Tx     // nil where nothing waits, or where the last commit failed
	outlets *outletCache // of tx
	ops     [][]byte     // payloads of the journal since the last checkpoint
	behind  chan error   // gives one value when the work behind is done; nil where there is none
}

// submit makes one write durable and applies it; the caller holds l.mu. It
// returns once now is done, which is what has to be known or may be refused, and
// the journal is on the disk. Where either fails, neither has happened. What is
// left, later, is done behind; so is a checkpoint that is due. later may be nil.
func (l *Ledger) submit(o op, now, later func(tx *bolt.Tx) error) error {
	if l.readOnly {
		return ErrReadOnly
	}
	tx, err := l.begin()
	if err != nil {
		return err
	}
	if l.due() { // the one behind has failed
		if err := l.checkpoint(); err != nil {
			return err
		}
		if tx, err = l.begin(); err != nil {
			return err
		}
	}
	before := l.journal.at
	payload, err := o.encode()
	if err == nil {
		err = l.journal.write(payload)
	}
	if err == nil {
		// The disk writes while this is done.
		err = guard(func() error { return now(tx) })
	}
	if err == nil && !l.unsafe {
		err = l.journal.sync()
	}
	if err != nil {
		return errors.Join(reason(err), l.takeBack(before))
	}
	l.pending.ops = append(l.pending.ops, payload)
	due := l.due()
	if later == nil && !due {
		return nil
	}
	behind := make(chan error, 1)
	l.pending.behind = behind
	go func() {
		var err error
		if later != nil {
			err = guard(func() error { return later(tx) })
		}
		if err == nil && due {
			err = l.commit()
		}
		behind <- err
	}()
	return nil
}

// due reports whether enough waits in the journal for a checkpoint.
func (l *Ledger) due() bool {
	return l.journal.at >= journalMark || len(l.pending.ops) >= journalCount
}

// settle waits for the work behind. Where that failed, the transaction is given
// up: begin makes another of what the journal holds, and fails itself where the
// cause is still there.
func (l *Ledger) settle() error {
	if l.pending.behind == nil {
		return nil
	}
	err := <-l.pending.behind
	l.pending.behind = nil
	if err == nil {
		return nil
	}
	return l.rollback()
}

// rollback gives the open transaction up; what it held is in the journal.
func (l *Ledger) rollback() error {
	tx := l.pending.tx
	if tx == nil {
		return nil
	}
	l.pending.tx = nil
	l.near = &nearIndex{} // it knows of what is given up
	return tx.Rollback()
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
	err := errors.Join(l.settle(), l.rollback())
	if l.journal.at > at {
		err = errors.Join(err, l.journal.undo(at))
	}
	return err
}

// begin gives the open transaction, with all applied that waits in the journal.
func (l *Ledger) begin() (*bolt.Tx, error) {
	if err := l.settle(); err != nil {
		return nil, reason(err)
	}
	if l.pending.tx != nil {
		return l.pending.tx, nil
	}
	tx, err := l.db.Begin(true)
	if err != nil {
		return nil, reason(err)
	}
	l.pending.outlets = newOutlets(tx)
	for i, payload := range l.pending.ops {
		o, err := decodeOp(payload)
		if err == nil {
			err = guard(func() error { return l.apply(tx, o) })
		}
		if err != nil {
			return nil, errors.Join(&notApplied{i, reason(err)}, tx.Rollback())
		}
	}
	l.pending.tx = tx
	return tx, nil
}

// notApplied is an error about one of the writes in the journal.
type notApplied struct {
	op int // index into pending.ops
	error
}

func (e *notApplied) Unwrap() error { return e.error }

// refused is an error of the part of a write that may refuse it.
type refused struct{ error }

func (e refused) Unwrap() error { return e.error }

// apply does one write inside a transaction, all of it.
func (l *Ledger) apply(tx *bolt.Tx, o op) error {
	if o.Record == nil {
		if err := putEntries(tx, o.Entries); err != nil {
			return refused{err}
		}
		return nil
	}
	p := l.putter(tx, o)
	if err := p.record(); err != nil {
		return refused{err}
	}
	return p.conclude()
}

// checkpoint commits what waits; the caller holds l.mu. Where it fails, for want
// of space say, all of it stays in the journal and is tried again.
func (l *Ledger) checkpoint() error {
	if err := l.settle(); err != nil {
		return reason(err)
	}
	if len(l.pending.ops) == 0 {
		return l.rollback()
	}
	if _, err := l.begin(); err != nil {
		return err
	}
	return l.commit()
}

// commit commits the open transaction; the journal is spent then.
func (l *Ledger) commit() error {
	tx := l.pending.tx
	l.pending.tx = nil
	err := guard(func() error {
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
	_, err = l.begin()
	var which *notApplied
	var no refused
	last := len(l.pending.ops) - 1
	if errors.As(err, &which) && which.op == last && errors.As(err, &no) && !errors.Is(err, ErrDamaged) {
		// Refused when it was put too, but the process ended before it could
		// take the frame back.
		frame := int64(frameHead + len(l.pending.ops[last]))
		l.pending.ops = l.pending.ops[:last]
		err = l.journal.undo(l.journal.at - frame)
	}
	if err != nil {
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
	if err := l.settle(); err != nil {
		return reason(err)
	}
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
