package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

var update = flag.Bool("update", false, "rewrite what the recorded ledgers are expected to hold")

// TestOlderLedgersAreMigrated opens ledgers that released layouts wrote. Never
// replace a file here: add the one of each new schema.
func TestOlderLedgersAreMigrated(t *testing.T) {
	files, err := filepath.Glob("testdata/schema-*.db.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded ledgers: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			unpack(t, file, path)
			golden := file[:len(file)-len(".db.gz")] + ".jsonl"
			switch old, err := OpenPublished(path, Options{}); {
			case schemaIn(t, path) < readable:
				if !errors.Is(err, ErrOlder) {
					t.Errorf("open for reading: %v", err)
				}
			case err != nil:
				t.Errorf("open for reading: %v", err)
			default: // it is read as it is
				var got bytes.Buffer
				want, e := os.ReadFile(golden)
				if err := errors.Join(e, old.Export(&got), old.Close()); err != nil || got.String() != string(want) {
					t.Errorf("unmigrated it holds something else: %v\n%s", err, firstDiff(got.String(), string(want)))
				}
			}
			backup := filepath.Join(t.TempDir(), "backup.db")
			if err := Backup(path, backup); err != nil {
				t.Errorf("a backup of an older ledger: %v", err)
			}
			if was, is := schemaIn(t, path), schemaIn(t, backup); was != is {
				t.Errorf("schema %d, in the backup %d", was, is)
			}
			if err := Check(path); err != nil {
				t.Errorf("an older ledger is no damaged one: %v", err)
			}
			l, err := Open(path, options(&clock{noon.AddDate(0, 2, 0)}))
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			var got bytes.Buffer
			if err := l.Export(&got); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("it holds something else:\n%s", firstDiff(got.String(), string(want)))
			}
			s, err := l.Stats()
			if err != nil || s.Schema != Schema {
				t.Errorf("schema %d, %v; want %d", s.Schema, err, Schema)
			}
			if v, err := l.Recall("seen"); err != nil || string(v) != "1" {
				t.Errorf("the crawler's memory: %q, %v", v, err)
			}
			d, err := l.Diagnose()
			if err != nil || len(d) > 0 {
				t.Errorf("after the migration: %v, %v", d, err)
			}
		})
	}
}

func schemaIn(t *testing.T, path string) (n uint64) {
	t.Helper()
	l, err := openPublished(path, Options{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.view(func(tx *bolt.Tx) error { n = schemaOf(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// A copy that was published before an update is read as it is, until a run
// publishes the next one.
func TestOlderCopiesAreRead(t *testing.T) {
	c := &clock{noon.AddDate(0, 2, 0)}
	l := open(t, c)
	rnd := rand.New(rand.NewPCG(6, 2))
	for _, r := range story(rnd) {
		put(t, l, r)
	}
	path := filepath.Join(t.TempDir(), "published.db")
	if err := l.Publish(path); err != nil {
		t.Fatal(err)
	}
	all, err := l.Findings(Filter{})
	if err != nil || len(all) < 3 {
		t.Fatalf("%d findings, %v", len(all), err)
	}
	day, err := l.Day("2025-05-14")
	if err != nil {
		t.Fatal(err)
	}
	filters := []Filter{{}, {Limit: 2, Offset: 1}}
	for range 200 {
		filters = append(filters, randomFilter(rnd, all))
	}
	for schema := uint64(Schema - 1); schema >= readable; schema-- {
		makeOlder(t, path, schema)
		old, err := OpenPublished(path, options(c))
		if err != nil {
			t.Fatalf("schema %d: %v", schema, err)
		}
		for _, f := range filters {
			want, err := l.Findings(f)
			if err != nil {
				t.Fatal(err)
			}
			got, err := old.Findings(f)
			if err != nil {
				t.Fatalf("schema %d: %v", schema, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("schema %d, %+v:\n%s", schema, f, d)
			}
		}
		was, err := old.Day("2025-05-14")
		if d := cmp.Diff(day.Events, was.Events); err != nil || d != "" {
			t.Errorf("schema %d: the day differs: %v\n%s", schema, err, d)
		}
		if d, err := old.Diagnose(); err != nil || len(d) > 0 {
			t.Errorf("schema %d: %v, %v", schema, d, err)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// makeOlder takes away from a ledger what its layout got after a schema.
func makeOlder(t *testing.T, path string, schema uint64) {
	t.Helper()
	newer := map[uint64][]string{3: {"recent"}, 4: {"origin"}, 5: {"unread"}, 6: {"said"}}
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for n, names := range newer {
			for _, name := range names {
				if n < schema || tx.Bucket([]byte(name)) == nil {
					continue
				}
				if err := tx.DeleteBucket([]byte(name)); err != nil {
					return err
				}
			}
		}
		return putSchema(tx, schema)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func unpack(t *testing.T, file, path string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A migration that fails leaves the ledger as it was.
func TestAFailedMigrationChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	unpack(t, "testdata/schema-1.db.gz", path)
	step := migrations[1]
	defer func() { migrations[1] = step }()
	broken := errors.New("broken step")
	migrations[1] = func(l *Ledger, tx *bolt.Tx) error {
		if err := tx.DeleteBucket([]byte("sighting")); err != nil {
			return err
		}
		return broken
	}
	if _, err := Open(path, Options{}); !errors.Is(err, broken) {
		t.Fatalf("open: %v", err)
	}
	migrations[1] = step
	l, err := Open(path, options(&clock{noon}))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if fs, err := l.Findings(Filter{}); err != nil || len(fs) == 0 {
		t.Errorf("%d findings, %v", len(fs), err)
	}
}
