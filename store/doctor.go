package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Problem is something wrong with a ledger, and what to do about it.
type Problem struct {
	What   string `json:"what"`
	Advice string `json:"advice"`
}

// Diagnose looks for what [Check] cannot see: findings that are not what their
// sightings amount to, a clock that was ahead, a run that did not end, a file
// with much unused room. It reads the whole ledger. A healthy one has no problem.
func (l *Ledger) Diagnose() ([]Problem, error) {
	var out []Problem
	err := l.view(func(tx *bolt.Tx) error {
		stale, total, err := staleHeads(tx)
		if err != nil {
			return err
		}
		if stale > 0 {
			out = append(out, Problem{
				fmt.Sprintf("%d of %d findings are not what their sightings amount to", stale, total),
				"pactwatch doctor --rebuild works them out again; nothing recorded changes"})
		}
		if last, today := lastDay(tx), dayNumber(l.o.Now().In(l.o.Zone)); last > today {
			out = append(out, Problem{
				fmt.Sprintf("events are stamped %s, but today is %s: the clock was ahead once", dayText(last), dayText(today)),
				"nothing is lost: new events join that day's digest until it comes"})
		}
		if k, v := tx.Bucket([]byte("run")).Cursor().Last(); k != nil {
			r, err := decodeRun(k, v)
			if err != nil {
				return err
			}
			if r.Ended.IsZero() {
				out = append(out, Problem{
					"the last run, begun " + r.Started.UTC().Format(time.RFC3339) + ", has not ended",
					"it is under way or was killed; the next run goes on where it was"})
			}
		}
		if free, size := int64(l.db.Stats().FreePageN)*int64(os.Getpagesize()), tx.Size(); size > 64<<20 && free > size/2 {
			out = append(out, Problem{
				fmt.Sprintf("%d of %d MB of the ledger are unused", free>>20, size>>20),
				"pactwatch doctor --compact gives them back"})
		}
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("diagnose: %w", err)
	}
	return out, nil
}

// staleHeads counts the findings whose stored state is not the derived one.
func staleHeads(tx *bolt.Tx) (stale, total int, err error) {
	heads, recent := tx.Bucket([]byte("head")), tx.Bucket([]byte("recent"))
	if schemaOf(tx) < Schema {
		recent = nil // of another layout, or none
	}
	outlets, near := newOutlets(tx), neighboursAt(tx, everything)
	err = eachFinding(tx, func(finding string) error {
		total++
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
		if !bytes.Equal(heads.Get(k), h.encode()) || recent != nil && h.state != "" && !bytes.Equal(recent.Get(recentKey(h.when().UnixMicro(), keyBytes(finding))), h.gist(k)) {
			stale++
		}
		return nil
	})
	return stale, total, err
}

// Rebuild works out again, from what is recorded, everything that is derived.
func (l *Ledger) Rebuild() error {
	if err := l.update(deriveAll); err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	return nil
}

// Compact rewrites a ledger that nobody has open without its unused room: into
// a file beside it, checked, then renamed. It gives the sizes before and after.
func Compact(path string) (before, after int64, err error) {
	fail := func(err error) (int64, int64, error) {
		return 0, 0, fmt.Errorf("compact %s: %w", path, reason(err))
	}
	// Opening it as a ledger brings in what waits in the journal.
	l, err := Open(path, Options{})
	if err != nil {
		return 0, 0, err
	}
	tmp := path + ".compact"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail(errors.Join(err, l.Close()))
	}
	dst, err := bolt.Open(tmp, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, Timeout: 2 * time.Second})
	if err != nil {
		return fail(errors.Join(err, l.Close()))
	}
	if before, err = l.Size(); err == nil {
		err = bolt.Compact(dst, l.db, 8<<20)
	}
	if err := errors.Join(err, dst.Close()); err != nil {
		return fail(errors.Join(err, l.Close(), os.Remove(tmp)))
	}
	if err := Check(tmp); err != nil {
		return fail(errors.Join(err, l.Close(), os.Remove(tmp)))
	}
	// The lock on the old file is held until the new one is in its place.
	if err := errors.Join(os.Rename(tmp, path), syncDir(filepath.Dir(path))); err != nil {
		return fail(errors.Join(err, l.Close()))
	}
	if err := l.Close(); err != nil {
		return fail(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fail(err)
	}
	return before, info.Size(), nil
}
