package store

import (
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks a byte far behind the content, since Windows keeps others from
// reading what is locked.
func tryLock(f *os.File) error {
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
		&windows.Overlapped{Offset: 1 << 30})
}
