//go:build linux

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A disk that is full: exit code 74, and once there is room the next run knows
// all that an undisturbed one does.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	want := newWatchedSite(t)
	want.run(demoClock, "run", "--now")

	w := newWatchedSite(t)
	data := filepath.Join(w.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	mount := func(flags uintptr, size string) error {
		return syscall.Mount("tmpfs", data, "tmpfs", flags, "size="+size)
	}
	if err := mount(0, "120k"); err != nil {
		t.Skipf("cannot make a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(data, syscall.MNT_DETACH) })
	cmd := w.command(demoClock, "run", "--now")
	cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != exitIO {
		t.Errorf("exit code %d, want %d\n%s", got, exitIO, cmd.Stderr)
	}
	if message := cmd.Stderr.(interface{ String() string }).String(); !strings.Contains(message, "no space left") {
		t.Errorf("the message does not say what is wrong: %s", message)
	}
	if err := mount(syscall.MS_REMOUNT, "64m"); err != nil {
		t.Fatal(err)
	}
	w.run(demoClock, "run", "--now")
	if got := w.know(); got != want.know() {
		t.Errorf("after there is room, the ledger knows\n%s\nwant\n%s", got, want.know())
	}
}

// A data folder that is read-only: exit code 74, and nothing is asked.
func TestDataReadOnly(t *testing.T) {
	t.Parallel()
	w := newWatchedSite(t)
	data := filepath.Join(w.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", data, "tmpfs", syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("cannot make a read-only disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(data, syscall.MNT_DETACH) })
	cmd := w.command(demoClock, "run", "--now")
	cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != exitIO {
		t.Errorf("exit code %d, want %d\n%s", got, exitIO, cmd.Stderr)
	}
	if asked := w.site.Requests(); len(asked) > 0 {
		t.Errorf("asked %v although nothing can be kept", asked)
	}
}

// files are the bytes of the files of a folder, by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range found {
		if f.IsDir() || f.Name() == "ballast" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		m[f.Name()] = string(b)
	}
	return m
}

// fillUp leaves no room on a disk, and gives what makes it again.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	name := filepath.Join(dir, "ballast")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk did not fill up: %v", err)
	}
	f.Close()
	return func() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk that fills up between two runs, be it that of the ledger or that of the
// digests: exit code 74, what was published and written stays as it was and can
// be read, and the next run with room knows all that an undisturbed one does.
func TestDiskFullKeepsWhatWasThere(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"data", "digests"} {
		t.Run(folder, func(t *testing.T) {
			want := newWatchedSite(t)
			w := newWatchedSite(t)
			small := filepath.Join(w.dir, folder)
			if err := os.Mkdir(small, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=16m"); err != nil {
				t.Skipf("cannot make a small disk: %v", err)
			}
			t.Cleanup(func() { syscall.Unmount(small, syscall.MNT_DETACH) })
			later := demoClock.Add(demoVisits[1].after)
			for _, s := range []*watchedSite{want, w} {
				s.run(demoClock, "run", "--now")
				s.site.Edit()
			}
			digests := files(t, filepath.Join(w.dir, "digests"))
			published, err := os.ReadFile(filepath.Join(w.dir, "data", "published.db"))
			if err != nil || len(digests) == 0 {
				t.Fatalf("%d digests, %v", len(digests), err)
			}
			free := fillUp(t, small)
			cmd := w.command(later, "run", "--now")
			cmd.Run()
			if got := cmd.ProcessState.ExitCode(); got != exitIO {
				t.Errorf("exit code %d, want %d\n%s", got, exitIO, cmd.Stderr)
			}
			if message := cmd.Stderr.(interface{ String() string }).String(); !strings.Contains(message, "no space left") {
				t.Errorf("the message does not say what is wrong: %s", message)
			}
			for name, was := range digests {
				is, err := os.ReadFile(filepath.Join(w.dir, "digests", name))
				if err != nil || string(is) != was && (folder == "data" || !strings.HasPrefix(name, "20")) {
					t.Errorf("%s is not what it was: %v", name, err)
				}
				if len(is) == 0 {
					t.Errorf("%s is empty", name)
				}
			}
			if is, err := os.ReadFile(filepath.Join(w.dir, "data", "published.db")); err != nil || folder == "data" && string(is) != string(published) {
				t.Errorf("the published copy is not what it was: %v", err)
			}
			w.run(later, "claims")
			w.run(later, "digest", "--stdout")
			free()
			for _, s := range []*watchedSite{want, w} {
				s.run(later, "run", "--now")
			}
			if got := w.know(); got != want.know() {
				t.Errorf("after there is room, the ledger knows\n%s\nwant\n%s", got, want.know())
			}
			if got, want := files(t, filepath.Join(w.dir, "digests")), files(t, filepath.Join(want.dir, "digests")); len(got) != len(want) {
				t.Errorf("%d files of digests, want %d", len(got), len(want))
			}
		})
	}
}

// A disk that turns read-only between two runs: what is there can be read.
func TestReadOnlyLaterCanBeRead(t *testing.T) {
	t.Parallel()
	w := newWatchedSite(t)
	data := filepath.Join(w.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("cannot make a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(data, syscall.MNT_DETACH) })
	w.run(demoClock, "run", "--now")
	digests := files(t, filepath.Join(w.dir, "digests"))
	if err := syscall.Mount("tmpfs", data, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	before := len(w.site.Requests())
	for _, verb := range []string{"run --now", "reextract"} {
		cmd := w.command(demoClock.Add(time.Hour), strings.Fields(verb)...)
		cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != exitIO {
			t.Errorf("%s: exit code %d, want %d\n%s", verb, got, exitIO, cmd.Stderr)
		}
		if message := cmd.Stderr.(interface{ String() string }).String(); !strings.Contains(message, "check the owner and the mount") {
			t.Errorf("%s: the message does not say what to do: %s", verb, message)
		}
	}
	if asked := w.site.Requests(); len(asked) > before {
		t.Errorf("asked %v although nothing can be kept", asked[before:])
	}
	for _, verb := range []string{"claims", "deal anthropic oracle", "digest --stdout", "verify", "status", "doctor"} {
		w.run(demoClock.Add(time.Hour), strings.Fields(verb)...)
	}
	w.run(demoClock.Add(time.Hour), "backup", filepath.Join(w.dir, "copy.db"))
	if diff := cmp.Diff(digests, files(t, filepath.Join(w.dir, "digests"))); diff != "" {
		t.Errorf("digests changed:\n%s", diff)
	}
}
