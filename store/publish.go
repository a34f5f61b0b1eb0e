package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Publish writes a copy of the ledger that readers may open while a run holds
// the ledger itself: beside its place, checked, then renamed.
func (l *Ledger) Publish(path string) error {
	err := l.update(func(tx *bolt.Tx) error {
		var w packer
		w.time(l.o.Now().UTC())
		return tx.Bucket([]byte("meta")).Put([]byte("as-of"), w.b)
	})
	if err == nil {
		err = l.copyTo(path)
	}
	if err != nil {
		return fmt.Errorf("publish %s: %w", path, err)
	}
	return nil
}

// Backup writes a checked copy of a published ledger, of this layout or an older
// one, to the file to. An older file there is replaced only once the new one has
// passed.
func Backup(published, to string) error {
	l, err := openPublished(published, Options{}, 1)
	if err != nil {
		return err
	}
	err = l.copyTo(to)
	if err != nil {
		err = fmt.Errorf("backup to %s: %w", to, err)
	}
	return errors.Join(err, l.Close())
}

// copyTo writes a copy to path by way of a file beside it that is synced and
// checked first.
func (l *Ledger) copyTo(path string) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return reason(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	err = l.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(tmp)
		return err
	})
	if err == nil {
		err = reason(tmp.Sync())
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := Check(tmp.Name()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return reason(err)
	}
	return syncDir(filepath.Dir(path))
}

// readable is the oldest schema that can be read as it is.
const readable = 3

// OpenPublished opens a published copy, a backup or any ledger that nobody
// writes to, for reading only; that of an older layout too, as far as it can be
// read. It fails with [ErrNoLedger] where there is none, and with [ErrOlder].
func OpenPublished(path string, o Options) (*Ledger, error) { return openPublished(path, o, readable) }

// openPublished takes layouts from a schema on.
func openPublished(path string, o Options, oldest uint64) (*Ledger, error) {
	o = o.withDefaults()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open %s: %w: a run makes it", path, ErrNoLedger)
	}
	db, err := openBolt(path, true, o)
	if err != nil {
		if errors.Is(err, bolterrors.ErrTimeout) {
			err = fmt.Errorf("%w%s", ErrLocked, heldBy(filepath.Dir(path)))
		}
		return nil, fmt.Errorf("open %s: %w", path, reason(err))
	}
	l := &Ledger{db: db, path: path, dir: filepath.Dir(path), o: o, readOnly: true}
	var have uint64
	err = l.view(func(tx *bolt.Tx) error { have = schemaOf(tx); return nil })
	switch {
	case err != nil:
	case have == 0:
		err = fmt.Errorf("%w: it has no schema number", ErrDamaged)
	case have > Schema:
		err = fmt.Errorf("%w: schema %d, this one knows %d; install the newer pactwatch", ErrNewer, have, Schema)
	case have < oldest:
		err = fmt.Errorf("%w: schema %d, this one reads %d to %d; pactwatch run brings it up to date, or pactwatch doctor --rebuild without crawling", ErrOlder, have, oldest, Schema)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return l, nil
}

// ErrOlder is what a published copy gives whose layout is too old to be read:
// only a ledger opened for writing is migrated.
var ErrOlder = errors.New("the copy was published by an older pactwatch")

// AsOf is when a published copy was made; zero for a ledger never published.
func (l *Ledger) AsOf() (time.Time, error) {
	var t time.Time
	err := l.view(func(tx *bolt.Tx) error { t = publishedAt(tx); return nil })
	return t, err
}

// Check reads every page of a ledger that nobody writes to and says what is
// wrong with it, as [ErrDamaged]. On a badly damaged file bbolt may end the
// process: run it in a child.
func Check(path string) (err error) {
	db, err := openBolt(path, true, Options{})
	if err != nil {
		return fmt.Errorf("check %s: %w", path, reason(err))
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("check %s: %w: %v", path, ErrDamaged, p)
		}
		err = errors.Join(err, db.Close())
	}()
	return db.View(func(tx *bolt.Tx) error {
		var found []error
		for e := range tx.Check() {
			if len(found) < 10 {
				found = append(found, e)
			}
		}
		if len(found) > 0 {
			return fmt.Errorf("check %s: %w: %w", path, ErrDamaged, errors.Join(found...))
		}
		switch schema := schemaOf(tx); {
		case schema == 0:
			return fmt.Errorf("check %s: %w: it has no schema number", path, ErrDamaged)
		case schema < Schema:
			return nil // it lacks what the next run adds
		}
		for _, name := range buckets {
			if tx.Bucket([]byte(name)) == nil {
				return fmt.Errorf("check %s: %w: bucket %s is missing", path, ErrDamaged, name)
			}
		}
		return nil
	})
}
