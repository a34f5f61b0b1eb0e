package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Schema is the number of the ledger's layout. It rises with every change that
// an older binary cannot read; [Open] migrates older ledgers.
const Schema = 7

// Buckets. Every key is bytes that sort the way the ledger is read; rows that
// are derived again on every change are small and binary, what somebody wrote
// is JSON.
//
//	meta      name -> value: schema, day (last stamped), as-of, journal (last frame applied)
//	article   article -> JSON of articleRow
//	alias     hash of another address -> article
//	unread    article -> JSON of unreadRow: a kept page in which no article was found
//	text      article | version -> zstd of title and text
//	sighting  finding | article | identity | generation -> header, JSON of the claim
//	head      party \0 other party \0 kind \0 product \0 finding -> derived state, twice: once from each party's side
//	recent    published, else first seen | finding -> gist, what filters look at: the latest are a range
//	origin    hash -> slug \0 name, for the gists
//	said      finding -> set of what its quotes and titles hold, see saidSet
//	end       last day of what runs until a date | finding: what ends soon is one range
//	outlet    hash -> JSON of Outlet
//	touch     day | sequence -> JSON of touch: one row a transaction, so a day is one range
//	sketch    seen | article -> sentence hashes, to find near-copies
//	near      article | article -> day: near-copies, both ways round
//	tally     day -> JSON of event counts of a closed day
//	run       started | id -> JSON of Run
//	memory    key -> value, the crawler's
var buckets = []string{"meta", "article", "alias", "unread", "text", "sighting", "head", "recent", "origin", "said", "end", "outlet", "touch", "sketch", "near", "tally", "run", "memory"}

// Errors a caller branches on. The errors that wrap them say what to do.
var (
	ErrLocked   = errors.New("another process holds the ledger")
	ErrNewer    = errors.New("the ledger was written by a newer pactwatch")
	ErrDamaged  = errors.New("the ledger is damaged")
	ErrFull     = errors.New("no space left for the ledger")
	ErrReadOnly = errors.New("the ledger cannot be written")
	ErrMissing  = errors.New("not in the ledger")
	ErrNoLedger = errors.New("no ledger yet")
)

// Options are what a ledger needs to know of the world. The zero value works:
// the system clock, UTC, and no outlet known.
type Options struct {
	Now       func() time.Time               // the clock; default time.Now
	Zone      *time.Location                 // of the digest day; default UTC
	Outlet    func(hostOrName string) Outlet // who publishes at a host or goes by a name; default: nobody we know
	Speaks    func(source string) string     // slug of the party a credited person, company or document speaks for; "" for none
	Extractor string                         // version of the extractor whose claims are put
	MaxSize   int                            // bytes the file may grow to; 0 is no limit but the disk's
}

// Ledger is an open ledger. It is safe for use by several goroutines; writes
// are done one after the other.
type Ledger struct {
	db       *bolt.DB
	path     string
	dir      string // the data folder: where pages/ lies
	o        Options
	readOnly bool
	unsafe   bool // tests: do not wait for the disk

	mu      sync.Mutex // guards what follows
	near    *nearIndex
	journal *journal
	pending pending

	pages sync.Mutex // guards what follows
	warc  *warcFile
	runID string
}

// Open opens the ledger at path for reading and writing, and creates it where
// there is none. It fails with [ErrLocked], [ErrNewer], [ErrDamaged],
// [ErrReadOnly] or [ErrFull].
func Open(path string, o Options) (*Ledger, error) {
	o = o.withDefaults()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, reason(err))
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path, o); err != nil {
			return nil, fmt.Errorf("create ledger %s: %w", path, reason(err))
		}
	}
	db, err := openBolt(path, false, o)
	if err != nil {
		if errors.Is(err, bolterrors.ErrTimeout) {
			return nil, fmt.Errorf("open ledger %s: %w%s", path, ErrLocked, heldBy(filepath.Dir(path)))
		}
		return nil, fmt.Errorf("open ledger %s: %w", path, reason(err))
	}
	l := &Ledger{db: db, path: path, dir: filepath.Dir(path), o: o, near: &nearIndex{}}
	err = guard(l.migrate)
	if err == nil {
		err = l.recover()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger %s: %w", path, reason(err)), l.journal.close(), db.Close())
	}
	return l, nil
}

// create makes an empty ledger under another name and renames it, so that a
// power cut while bbolt lays out its first pages cannot leave half a file.
func create(path string, o Options) (err error) {
	tmp := path + ".new"
	// A journal without its ledger is of one that somebody removed.
	for _, old := range []string{tmp, journalPath(path)} {
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	db, err := openBolt(tmp, false, o)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		return putSchema(tx, Schema)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// openBolt opens a bbolt file, and turns its panics on damaged files into
// [ErrDamaged].
func openBolt(path string, readOnly bool, o Options) (db *bolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	if err := whole(path); err != nil {
		return nil, err
	}
	return bolt.Open(path, 0o600, &bolt.Options{
		FreelistType: bolt.FreelistMapType,
		Timeout:      2 * time.Second,
		ReadOnly:     readOnly,
		MaxSize:      o.MaxSize,
	})
}

// whole reports as [ErrDamaged] a file that is shorter than its newest meta page
// says: reading a page that is not there would end the process. The layout of
// meta pages is bbolt's (internal/common/meta.go); a file that has none at all
// is left to bbolt, except an empty one, which it would take for a new one.
func whole(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return fmt.Errorf("%w: it is empty", ErrDamaged)
	}
	const header, length = 16, 64
	var need, newest uint64
	for _, at := range []int64{0, int64(os.Getpagesize()), 4096} {
		var m [header + length]byte
		if _, err := f.ReadAt(m[:], at); err != nil {
			continue
		}
		b := m[header:]
		sum := fnv.New64a()
		sum.Write(b[:56])
		if binary.NativeEndian.Uint32(b) != 0xED0CDAED || binary.NativeEndian.Uint64(b[56:]) != sum.Sum64() {
			continue
		}
		if tx := binary.NativeEndian.Uint64(b[48:]); tx >= newest {
			newest = tx
			need = binary.NativeEndian.Uint64(b[40:]) * uint64(binary.NativeEndian.Uint32(b[8:]))
		}
	}
	if uint64(info.Size()) < need {
		return fmt.Errorf("%w: it is cut short: %d bytes of %d", ErrDamaged, info.Size(), need)
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Outlet == nil {
		o.Outlet = func(name string) Outlet { return Outlet{Slug: strings.ToLower(name), Name: name} }
	}
	if o.Speaks == nil {
		o.Speaks = func(string) string { return "" }
	}
	return o
}

// Close closes the ledger and the file of raw pages. What was put is already
// safe, whatever Close returns.
func (l *Ledger) Close() error {
	err := l.Flush()
	l.pages.Lock()
	defer l.pages.Unlock()
	err = errors.Join(err, l.warc.close())
	l.warc = nil
	l.mu.Lock()
	defer l.mu.Unlock()
	if tx := l.pending.tx; tx != nil {
		err = errors.Join(err, tx.Rollback())
	}
	return errors.Join(err, l.journal.close(), l.db.Close())
}

// Path is where the ledger lies.
func (l *Ledger) Path() string { return l.path }

// Size is the length of the ledger's file in bytes.
func (l *Ledger) Size() (int64, error) {
	info, err := os.Stat(l.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// reason wraps an error of bbolt or of the system in the sentinel the caller
// branches on.
func reason(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrFull), errors.Is(err, ErrDamaged), errors.Is(err, ErrReadOnly):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, bolterrors.ErrMaxSizeReached):
		return fmt.Errorf("%w: %w; free some and run again, nothing recorded is lost", ErrFull, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission), errors.Is(err, bolterrors.ErrDatabaseReadOnly):
		return fmt.Errorf("%w: %w; check the owner and the mount of the data folder", ErrReadOnly, err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w; run pactwatch doctor", ErrDamaged, err)
	}
	return err
}

// syncDir makes a rename inside dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func putSchema(tx *bolt.Tx, n uint64) error {
	return tx.Bucket([]byte("meta")).Put([]byte("schema"), binary.BigEndian.AppendUint64(nil, n))
}

// schemaOf reads the schema number; 0 where there is none.
func schemaOf(tx *bolt.Tx) uint64 {
	meta := tx.Bucket([]byte("meta"))
	if meta == nil {
		return 0
	}
	if b := meta.Get([]byte("schema")); len(b) == 8 {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}
