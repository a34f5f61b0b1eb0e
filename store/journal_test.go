package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

// leave copies a ledger as a kill would leave it: with its journal, without the
// checkpoint that Close does.
func leave(t *testing.T, l *Ledger) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"ledger.db", "ledger.db.journal"} {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(l.path), name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "ledger.db")
}

func TestATornFrameWasNeverAcknowledged(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	mark := l.journal.at
	put(t, l, record("https://harbour.example/b", noon, share(30, "actual")))
	end := l.journal.at
	for _, at := range []int64{mark + 2, mark + 6, mark + 12, mark + 20, (mark + end) / 2, end - 1} {
		path := leave(t, l)
		f, err := os.OpenFile(journalPath(path), os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt([]byte{0xff}, at); err != nil {
			t.Fatal(err)
		}
		f.Close()
		again, err := Open(path, options(c))
		if err != nil {
			t.Fatalf("torn at byte %d: %v", at-mark, err)
		}
		fs, err := again.Findings(Filter{})
		if err != nil || len(fs) != 1 || fs[0].Key != Key(share(20, "actual")) {
			t.Errorf("torn at byte %d: %d findings, %v", at-mark, len(fs), err)
		}
		again.Close()
	}
}

// A journal never goes into a ledger that it is not of.
func TestAJournalOfAnotherLedgerIsRefused(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	backup := filepath.Join(t.TempDir(), "backup.db")
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	if err := l.copyTo(backup); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		put(t, l, record(fmt.Sprint("https://harbour.example/", i), noon, share(int64(30+i), "actual")))
		if err := l.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	put(t, l, record("https://harbour.example/last", noon, share(40, "actual")))
	path := leave(t, l)
	old, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, options(c)); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("an older ledger beside a newer journal: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	fresh, err := Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	if fs, err := fresh.Findings(Filter{}); err != nil || len(fs) != 0 {
		t.Errorf("a new ledger holds %d findings, %v", len(fs), err)
	}
}

func TestAJournalSurvivesJSON(t *testing.T) {
	// What a crash leaves is read back from JSON: it must say the same.
	for _, r := range crashRecords()[:40] {
		b, err := json.Marshal(op{Record: &r, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		o, err := decodeOp(b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(o)
		if err != nil || !bytes.Equal(b, again) {
			t.Fatalf("%v:\n%s\n%s", err, b, again)
		}
		// As a Put writes it, with its claims encoded before.
		whole := op{Record: &r, Now: noon, Extractor: "2", Article: "a"}
		if whole.claims, err = encodeClaims(r.Claims); err != nil {
			t.Fatal(err)
		}
		if b, err = whole.encode(); err != nil {
			t.Fatal(err)
		}
		if o, err = decodeOp(b); err != nil {
			t.Fatal(err)
		}
		whole.claims = nil
		if d := cmp.Diff(mustJSON(t, whole), mustJSON(t, o)); d != "" {
			t.Fatal(d)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is done behind a Put may fail: what the Put said stays true, and the next
// write does it again.
func TestWhatFailsBehindAPutIsDoneAgain(t *testing.T) {
	for name, fail := range map[string]func(tx *bolt.Tx) error{
		"an error": func(*bolt.Tx) error { return errors.New("out of luck") },
		"a panic":  func(*bolt.Tx) error { panic("out of luck") },
	} {
		t.Run(name, func(t *testing.T) {
			l := open(t, &clock{noon})
			put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
			entries := []Entry{{Key: "k", Value: []byte("v")}}
			l.mu.Lock()
			err := l.submit(op{Now: noon, Entries: entries}, func(tx *bolt.Tx) error { return putEntries(tx, entries) }, fail)
			l.mu.Unlock()
			if err != nil {
				t.Fatal(err)
			}
			put(t, l, record("https://harbour.example/b", noon, share(30, "actual")))
			if v, err := l.Recall("k"); err != nil || string(v) != "v" {
				t.Errorf("recall: %q, %v", v, err)
			}
			if fs, err := l.Findings(Filter{}); err != nil || len(fs) != 2 {
				t.Errorf("%d findings, %v", len(fs), err)
			}
		})
	}
}

// Where the first part of a write fails, neither journal nor tree hold any of it.
func TestAWriteThatIsRefusedLeavesNothing(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	entries := []Entry{{Key: "k", Value: []byte("v")}}
	refuse := errors.New("refused")
	l.mu.Lock()
	err := l.submit(op{Now: noon, Entries: entries}, func(tx *bolt.Tx) error { return errors.Join(putEntries(tx, entries), refuse) }, nil)
	l.mu.Unlock()
	if !errors.Is(err, refuse) {
		t.Fatalf("submit: %v", err)
	}
	again, err := Open(leave(t, l), options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, l := range []*Ledger{l, again} {
		if v, err := l.Recall("k"); err != nil || v != nil {
			t.Errorf("recall: %q, %v", v, err)
		}
		if fs, err := l.Findings(Filter{}); err != nil || len(fs) != 1 {
			t.Errorf("%d findings, %v", len(fs), err)
		}
	}
}

// A process may be killed after it wrote a frame and before it took back what is
// refused: the frame was never acknowledged.
func TestARefusedFrameIsTakenBackAfterAKill(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
	r := record("https://harbour.example/a", noon, share(30, "actual"))
	r.Replay, r.Page.Hash = true, "of no page that is kept"
	if _, err := l.Put(context.Background(), r); !errors.Is(err, ErrMissing) {
		t.Fatalf("put: %v", err)
	}
	b, err := op{Record: &r, Now: noon}.encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.journal.write(b); err != nil {
		t.Fatal(err)
	}
	again, err := Open(leave(t, l), options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	put(t, again, record("https://harbour.example/b", noon, share(40, "actual")))
	if fs, err := again.Findings(Filter{}); err != nil || len(fs) != 2 {
		t.Errorf("%d findings, %v", len(fs), err)
	}
}

// Many small writes are brought into the tree behind them, and nothing is lost
// on the way.
func TestCheckpointsComeBehind(t *testing.T) {
	l := open(t, &clock{noon})
	before := l.journal.seq
	for i := range journalCount + 10 {
		if err := l.Remember(context.Background(), []Entry{{Key: fmt.Sprint(i), Value: []byte("v")}}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(l.pending.ops); n != 10 {
		t.Errorf("%d writes wait for a checkpoint, want 10", n)
	}
	if n := l.journal.seq - before; n != journalCount+10 {
		t.Errorf("%d frames were written", n)
	}
	again, err := Open(leave(t, l), options(&clock{noon}))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	n := 0
	if err := again.Scan("", func(string, []byte) error { n++; return nil }); err != nil || n != journalCount+10 {
		t.Errorf("%d entries, %v", n, err)
	}
}
