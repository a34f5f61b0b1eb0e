package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// TestMain runs the test binary as the process that is killed, when told so.
func TestMain(m *testing.M) {
	if dir := os.Getenv("STORE_TEST_WRITER"); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if dir := os.Getenv("STORE_TEST_HOLDER"); dir != "" {
		if err := holdUntilTold(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crashRecords are what the killed process puts, in this order.
func crashRecords() []Record {
	rnd := rand.New(rand.NewPCG(5, 5))
	var records []Record
	for range 12 {
		for _, r := range story(rnd) {
			r.Entries = []Entry{{Key: "seen/" + r.Page.URL, Value: []byte(r.Page.Fetched.String())}}
			records = append(records, r)
		}
	}
	return records
}

// writeUntilKilled puts the records that are not known yet, and says so for each
// one that is safe.
func writeUntilKilled(dir string) error {
	l, err := Open(filepath.Join(dir, "ledger.db"), options(&clock{noon.AddDate(0, 2, 0)}))
	if err != nil {
		return err
	}
	v, err := l.Recall("next")
	if err != nil {
		return err
	}
	next, _ := strconv.Atoi(string(v))
	for i, r := range crashRecords() {
		if i < next {
			continue
		}
		ref, err := l.PutPage(context.Background(), RawPage{URL: r.Page.URL, Status: 200, Body: []byte(r.Article.Text), Fetched: r.Page.Fetched})
		if err != nil {
			return err
		}
		r.Page = ref
		r.Entries = append(r.Entries, Entry{Key: "next", Value: []byte(strconv.Itoa(i + 1))})
		if _, err := l.Put(context.Background(), r); err != nil {
			return err
		}
		fmt.Println(i + 1)
		if i%37 == 36 {
			if err := l.Flush(); err != nil {
				return err
			}
		}
	}
	return l.Close()
}

func TestKilledAtAnyInstantNothingIsLost(t *testing.T) {
	kills := 12
	if n, err := strconv.Atoi(os.Getenv("STORE_TEST_KILLS")); err == nil {
		kills = n
	}
	undisturbed := t.TempDir()
	runWriter(t, undisturbed, 0)
	want := exportOf(t, undisturbed)
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(uint64(kills), 3))
	for range kills {
		acked := runWriter(t, dir, time.Duration(1+rnd.IntN(60))*time.Millisecond)
		l, err := Open(filepath.Join(dir, "ledger.db"), options(&clock{noon.AddDate(0, 2, 0)}))
		if err != nil {
			t.Fatalf("after the kill: %v", err)
		}
		v, err := l.Recall("next")
		if err != nil {
			t.Fatal(err)
		}
		if next, _ := strconv.Atoi(string(v)); next < acked {
			t.Fatalf("%d records were acknowledged, %d are kept", acked, next)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Check(filepath.Join(dir, "ledger.db")); err != nil {
			t.Fatal(err)
		}
		if acked == len(crashRecords()) {
			if err := os.RemoveAll(dir); err != nil { // all done: begin again
				t.Fatal(err)
			}
		}
	}
	runWriter(t, dir, 0)
	if got := exportOf(t, dir); got != want {
		t.Errorf("a run that was killed %d times knows something else than an undisturbed one:\n%s", kills, firstDiff(got, want))
	}
}

// runWriter runs the writer until it ends or, for a time of more than 0, until
// it is killed, and gives the last record it acknowledged.
func runWriter(t *testing.T, dir string, kill time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_WRITER="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acked := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if acked == 0 && kill > 0 {
			// It works: the kill comes some time from now.
			time.AfterFunc(kill, func() { cmd.Process.Kill() })
		}
		if n, err := strconv.Atoi(lines.Text()); err == nil {
			acked = n
		}
	}
	if err := cmd.Wait(); err != nil && (kill == 0 || stderr.Len() > 0) {
		t.Fatalf("writer: %v: %s", err, stderr.String())
	}
	return acked
}

func exportOf(t *testing.T, dir string) string {
	t.Helper()
	l, err := Open(filepath.Join(dir, "ledger.db"), options(&clock{noon.AddDate(0, 2, 0)}))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var b bytes.Buffer
	if err := l.Export(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func firstDiff(a, b string) string {
	la, lb := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(la), len(lb)) {
		if la[i] != lb[i] {
			return "- " + la[i] + "\n+ " + lb[i]
		}
	}
	return fmt.Sprintf("%d lines and %d lines", len(la), len(lb))
}

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
	if err := l.Backup(backup); err != nil {
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
	}
}
