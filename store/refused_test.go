package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

func TestNewerAndDamagedLedgersAreRefused(t *testing.T) {
	newLedger := func() string {
		path := filepath.Join(t.TempDir(), "ledger.db")
		l, err := Open(path, options(&clock{noon}))
		if err != nil {
			t.Fatal(err)
		}
		put(t, l, record("https://harbour.example/a", noon, share(20, "actual")))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("newer", func(t *testing.T) {
		path := newLedger()
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Update(func(tx *bolt.Tx) error { return putSchema(tx, Schema+1) }); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if _, err := Open(path, Options{}); !errors.Is(err, ErrNewer) {
			t.Errorf("open: %v", err)
		}
		if _, err := OpenPublished(path, Options{}); !errors.Is(err, ErrNewer) {
			t.Errorf("open for reading: %v", err)
		}
	})
	for name, damage := range map[string]func(b []byte) []byte{
		"no ledger at all": func(b []byte) []byte { return []byte("this is a text file, not a ledger, whatever its name says") },
		"empty":            func(b []byte) []byte { return nil },
		"first pages gone": func(b []byte) []byte { clear(b[:8192]); return b },
		"cut in half":      func(b []byte) []byte { return b[:8192] },
	} {
		t.Run(name, func(t *testing.T) {
			path := newLedger()
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(path)
			if _, err := Open(path, Options{}); !errors.Is(err, ErrDamaged) {
				t.Errorf("open: %v", err)
			}
			if err := Check(path); !errors.Is(err, ErrDamaged) {
				t.Errorf("check: %v", err)
			}
			after, _ := os.ReadFile(path)
			if !bytes.Equal(before, after) {
				t.Error("the damaged file was changed")
			}
		})
	}
	if _, err := OpenPublished(filepath.Join(t.TempDir(), "published.db"), Options{}); !errors.Is(err, ErrNoLedger) {
		t.Errorf("no copy yet: %v", err)
	}
}

// holdUntilTold opens a ledger and holds it until its input ends.
func holdUntilTold(dir string) error {
	k, err := LockRun(dir, noon)
	if err != nil {
		return err
	}
	l, err := Open(filepath.Join(dir, "ledger.db"), Options{})
	if err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, l.Close(), k.Unlock())
}

func TestASecondProcessIsToldWhoHoldsTheLedger(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_HOLDER="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("holder: %q, %v", line, err)
	}
	who := fmt.Sprintf("process %d on ", cmd.Process.Pid)
	_, err = LockRun(dir, noon)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), who) || !strings.Contains(err.Error(), "since 2025-03-14T12:00:00Z") {
		t.Errorf("lock: %v", err)
	}
	_, err = Open(filepath.Join(dir, "ledger.db"), Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), who) {
		t.Errorf("open: %v", err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	k, err := LockRun(dir, noon)
	if err != nil {
		t.Fatalf("after it ended: %v", err)
	}
	if err := k.Unlock(); err != nil {
		t.Error(err)
	}
}
