package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Lock is the run lock of a data folder: the file run.lock, held by flock, so
// that it vanishes with the process. Its content only tells others who holds it.
type Lock struct {
	f *os.File
}

// Holder is who holds the run lock.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Start time.Time `json:"start"`
}

func (h Holder) String() string {
	if h.PID == 0 {
		return "an unknown process"
	}
	return fmt.Sprintf("process %d on %s, since %s", h.PID, h.Host, h.Start.UTC().Format(time.RFC3339))
}

// LockRun takes the run lock of a data folder, which it creates where needed,
// or fails at once with [ErrLocked] and who holds it since when.
func LockRun(folder string, now time.Time) (*Lock, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("lock %s: %w", folder, reason(err))
	}
	path := filepath.Join(folder, "run.lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", folder, reason(err))
	}
	if err := tryLock(f); err != nil {
		err = fmt.Errorf("lock %s: %w: %s", folder, ErrLocked, readHolder(path))
		return nil, errors.Join(err, f.Close())
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	b, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Start: now.UTC()})
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(append(b, '\n'), 0)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", folder, reason(err)), f.Close())
	}
	return &Lock{f: f}, nil
}

// Unlock gives the lock back. The file stays: removing it would let two
// processes hold locks on two files of one name.
func (k *Lock) Unlock() error {
	if err := k.f.Truncate(0); err != nil {
		return errors.Join(err, k.f.Close())
	}
	return k.f.Close()
}

func readHolder(path string) Holder {
	var h Holder
	b, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(b, &h) != nil {
		return Holder{}
	}
	return h
}

// heldBy says who holds the run lock of a folder, for the end of a message.
func heldBy(folder string) string {
	if h := readHolder(filepath.Join(folder, "run.lock")); h.PID != 0 {
		return ": " + h.String()
	}
	return ""
}
