package store

import (
	"os"
	"syscall"
)

// syncData waits until a file's bytes, and its length if that changed, are on
// the disk; its times of access may not be.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
