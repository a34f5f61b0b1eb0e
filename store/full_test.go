package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

func TestAFullDiskLosesNothing(t *testing.T) {
	dir := t.TempDir()
	c := &clock{noon.AddDate(0, 2, 0)}
	o := options(c)
	o.MaxSize = 1 << 20
	path := filepath.Join(dir, "ledger.db")
	l, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	var kept []Record
	var full error
	w := newWorld(3)
	for range 2000 {
		r := w.next()
		if _, full = l.Put(context.Background(), r); full != nil {
			break
		}
		kept = append(kept, r)
	}
	if !errors.Is(full, ErrFull) {
		t.Fatalf("the ledger grew on: %v", full)
	}
	if err := l.Close(); !errors.Is(err, ErrFull) {
		t.Errorf("close: %v", err)
	}
	// There is room again.
	l, err = Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range kept {
		rec, err := l.Put(context.Background(), r)
		if err != nil || rec.Added != 0 {
			t.Fatalf("%s: %d sightings were lost, %v", r.Page.URL, rec.Added, err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Check(path); err != nil {
		t.Error(err)
	}
}

// On a real file system that is full, every write fails with a clear error, what
// was acknowledged is kept, and the copy published before stays.
func TestAFullFileSystem(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to mount a small file system")
	}
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("cannot mount a small file system: %v", err)
	}
	defer syscall.Unmount(dir, 0)
	c := &clock{noon.AddDate(0, 2, 0)}
	path, copied := filepath.Join(dir, "ledger.db"), filepath.Join(dir, "published.db")
	l, err := Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Publish(copied); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 12<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld(3)
	acked := 0
	for range 5000 {
		r := w.next()
		ref, err := l.PutPage(context.Background(), RawPage{URL: r.Page.URL, Status: 200, Body: []byte(r.Article.Text), Fetched: r.Page.Fetched})
		if err == nil {
			r.Page = ref
			r.Entries = []Entry{{Key: "next", Value: []byte(strconv.Itoa(acked + 1))}}
			_, err = l.Put(context.Background(), r)
		}
		if err != nil {
			if !errors.Is(err, ErrFull) {
				t.Fatalf("not told as a full disk: %v", err)
			}
			break
		}
		acked++
	}
	if acked == 0 || acked == 5000 {
		t.Fatalf("%d records went in", acked)
	}
	if err := l.Publish(copied); !errors.Is(err, ErrFull) {
		t.Errorf("publish: %v", err)
	}
	after, err := os.ReadFile(copied)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the copy published before is gone: %v", err)
	}
	if err := l.Close(); err != nil && !errors.Is(err, ErrFull) {
		t.Errorf("close: %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	l, err = Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	v, err := l.Recall("next")
	if err != nil || string(v) != strconv.Itoa(acked) {
		t.Errorf("%d records were acknowledged, %s are kept, %v", acked, v, err)
	}
}

func TestReadOnlyFolderIsAClearError(t *testing.T) {
	if os.Geteuid() == 0 {
		dir := t.TempDir()
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_RDONLY, ""); err != nil {
			t.Skipf("root writes anywhere, and cannot mount: %v", err)
		}
		defer syscall.Unmount(dir, 0)
		_, err := Open(filepath.Join(dir, "ledger.db"), Options{})
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("open: %v", err)
		}
		if _, err := LockRun(dir, noon); !errors.Is(err, ErrReadOnly) {
			t.Errorf("lock: %v", err)
		}
		return
	}
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(dir, "ledger.db"), Options{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("open: %v", err)
	}
}
