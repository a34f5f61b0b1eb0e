package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// runRow is a run as stored: with the digest days of its begin and its last
// commit so far.
type runRow struct {
	Run
	Day    int32 `json:"day"`
	EndDay int32 `json:"end_day"`
}

func runKey(r Run) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(r.Started.UnixMicro())), r.ID...)
}

// BeginRun keeps that a run has begun. Until [Ledger.EndRun], the run counts as
// not complete, which is what a kill leaves behind. Its ID and Started are
// needed; raw pages go into a file of the run's own.
func (l *Ledger) BeginRun(ctx context.Context, r Run) error {
	if r.ID == "" || r.Started.IsZero() {
		return errors.New("begin run: it needs an ID and a start")
	}
	l.pages.Lock()
	l.runID = r.ID
	l.pages.Unlock()
	return l.putRun(ctx, r, "begin run")
}

// EndRun keeps how a run went.
func (l *Ledger) EndRun(ctx context.Context, r Run) error { return l.putRun(ctx, r, "end run") }

func (l *Ledger) putRun(ctx context.Context, r Run, what string) error {
	// The record of a run that was told to stop is what says so: write it still.
	_ = ctx
	err := l.update(func(tx *bolt.Tx) error {
		day, err := l.stampDay(tx, l.o.Now())
		if err != nil {
			return err
		}
		if err := closeDays(tx); err != nil {
			return err
		}
		row := runRow{Run: r, Day: day, EndDay: day}
		b := tx.Bucket([]byte("run"))
		if v := b.Get(runKey(r)); v != nil {
			var old runRow
			if json.Unmarshal(v, &old) == nil && old.Day != 0 {
				row.Day = old.Day
			}
		}
		v, err := json.Marshal(row)
		if err != nil {
			return err
		}
		return b.Put(runKey(r), v)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, r.ID, err)
	}
	return nil
}

func decodeRun(k, v []byte) (runRow, error) {
	var r runRow
	if err := json.Unmarshal(v, &r); err != nil {
		return r, fmt.Errorf("%w: run %x: %w", ErrDamaged, k, err)
	}
	return r, nil
}

// eachRun calls fn for every run, the earliest first.
func eachRun(tx *bolt.Tx, fn func(r runRow) error) error {
	c := tx.Bucket([]byte("run")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		r, err := decodeRun(k, v)
		if err != nil {
			return err
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	return nil
}

// Runs gives the last n runs, the latest first; all for n <= 0.
func (l *Ledger) Runs(n int) ([]Run, error) {
	var out []Run
	err := l.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("run")).Cursor()
		for k, v := c.Last(); k != nil && (n <= 0 || len(out) < n); k, v = c.Prev() {
			r, err := decodeRun(k, v)
			if err != nil {
				return err
			}
			out = append(out, r.Run)
		}
		return nil
	})
	return out, err
}

// Stats are the sizes of a ledger.
type Stats struct {
	Schema    uint64    `json:"schema"`
	Bytes     int64     `json:"bytes"`
	Articles  int       `json:"articles"`
	Sightings int       `json:"sightings"`
	Findings  int       `json:"findings"`
	LastDay   string    `json:"last_day,omitempty"`
	AsOf      time.Time `json:"as_of,omitzero"` // of a published copy: when it was made
}

// Stats counts what the ledger holds.
func (l *Ledger) Stats() (Stats, error) {
	var s Stats
	err := l.view(func(tx *bolt.Tx) error {
		s.Schema = schemaOf(tx)
		s.Bytes = tx.Size()
		n, err := getCounts(tx)
		if err != nil {
			return err
		}
		s.Articles, s.Sightings, s.Findings = int(n.articles), int(n.sightings), int(n.findings)
		if d := lastDay(tx); d != 0 {
			s.LastDay = dayText(d)
		}
		s.AsOf = publishedAt(tx)
		return nil
	})
	return s, err
}

func publishedAt(tx *bolt.Tx) time.Time {
	p := unpacker{b: tx.Bucket([]byte("meta")).Get([]byte("as-of"))}
	if len(p.b) == 0 {
		return time.Time{}
	}
	return p.time()
}
