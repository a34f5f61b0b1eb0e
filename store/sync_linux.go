package store

import (
	"os"
	"syscall"
)

// syncData waits until a file's bytes, and its length if that changed, are on
// the disk; its times of access may not be.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }

// startSync lets the disk begin to write bytes of a file that will be synced
// soon. Whatever comes of it, only a sync says that they are there.
func startSync(f *os.File, at int64, n int) {
	const write = 2 // SYNC_FILE_RANGE_WRITE
	_ = syscall.SyncFileRange(int(f.Fd()), at, int64(n), write)
}
