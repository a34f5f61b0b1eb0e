package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

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
			if _, err := OpenPublished(path, Options{}); !errors.Is(err, ErrOlder) {
				t.Errorf("open for reading: %v", err)
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
			golden := file[:len(file)-len(".db.gz")] + ".jsonl"
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
