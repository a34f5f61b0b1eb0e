package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
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
