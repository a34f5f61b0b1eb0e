package main

import (
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	bolt "go.etcd.io/bbolt"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"pactwatch/store"
)

// exits runs the program and wants one exit code:
//
//	exits 66 extract nowhere.html
//
// stdout and stderr match its output as after exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("pactwatch", args[1:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("pactwatch %s: exit code %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// fill writes a file of so many times a text:
//
//	fill big.txt 1000000 'word '
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill FILE TIMES TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(args[2], n)), 0o644))
}

// one wants exactly one file to match a pattern, and names it in a variable:
//
//	one DIGEST digests/*.md
func one(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: one VARIABLE PATTERN")
	}
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%s matches %d files: %v", args[1], len(found), found)
	}
	ts.Setenv(args[0], found[0])
}

// charset rewrites a UTF-8 file in another character set:
//
//	charset page.html shift_jis
func charset(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: charset FILE NAME")
	}
	e, err := htmlindex.Get(args[1])
	if args[1] == "utf-16" { // with a byte order mark
		e, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	}
	ts.Check(err)
	out, err := e.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(out), 0o644))
}

// holdlock holds the run lock of a data folder, as another run would:
//
//	holdlock data
func holdlock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: holdlock FOLDER")
	}
	lock, err := store.LockRun(ts.MkAbs(args[0]), time.Date(2025, 3, 14, 7, 0, 0, 0, time.UTC))
	ts.Check(err)
	ts.Defer(func() { lock.Unlock() })
}

// schema writes a schema number into a ledger, as another version would:
//
//	schema data/ledger.db 1000
func schema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: schema LEDGER NUMBER")
	}
	n, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Check(db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), binary.BigEndian.AppendUint64(nil, n))
	}))
	ts.Check(db.Close())
}

// damage overwrites the bytes of a file from an offset on:
//
//	damage data/ledger.db 0 9000
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: damage FILE OFFSET LENGTH")
	}
	offset, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	length, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt([]byte(strings.Repeat("\xa5", length)), offset)
	ts.Check(errors.Join(err, f.Close()))
}
