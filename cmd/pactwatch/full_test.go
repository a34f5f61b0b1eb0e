//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk that is full: exit code 74, and once there is room the next run knows
// all that an undisturbed one does.
func TestDiskFull(t *testing.T) {
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
