package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"pactwatch/config"
	"pactwatch/store"
)

// Exit codes, after sysexits.h where one fits.
const (
	exitOK          = 0
	exitFailure     = 1
	exitPart        = 3
	exitUsage       = 64
	exitNoInput     = 66
	exitUnreachable = 69
	exitDamaged     = 70
	exitIO          = 74
	exitBusy        = 75
	exitConfig      = 78
)

const exitCodesHelp = `  0   done, or nothing was due
  1   unexpected failure
  3   done in part: sources failed, deadline with work left, unreadable inputs
  64  usage
  66  no such input
  69  no source could be reached, or no receiver of digest --send
  70  the ledger is damaged, or verify failed
  74  input/output: read-only, no permission, disk full
  75  another run holds the lock
  78  configuration, or a ledger of a newer schema
  130 stopped by SIGINT, 143 by SIGTERM, 129 by SIGHUP; the work so far is kept`

// exit is an error that knows its code. The message may be empty where the verb
// has said everything already.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return exit{exitUsage, fmt.Errorf(format, args...)}
}

func noInput(format string, args ...any) error {
	return exit{exitNoInput, fmt.Errorf(format, args...)}
}

// exitCode is what the process ends with, and what it says last. A signal
// explains every failure that comes after it.
func exitCode(ctx context.Context, err error) (int, string) {
	if err == nil {
		return exitOK, ""
	}
	var s stopped
	if errors.As(context.Cause(ctx), &s) {
		return signalCode(s.signal), "pactwatch: " + s.Error() + "; the work so far is kept"
	}
	var known exit
	if errors.As(err, &known) {
		if known.err == nil {
			return known.code, ""
		}
		return known.code, message(err)
	}
	var invalid *config.Invalid
	switch {
	case errors.As(err, &invalid), errors.Is(err, store.ErrNewer):
		return exitConfig, message(err)
	case errors.Is(err, store.ErrLocked):
		return exitBusy, message(err)
	case errors.Is(err, store.ErrDamaged):
		return exitDamaged, message(err)
	case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrReadOnly):
		return exitIO, message(err)
	case errors.Is(err, store.ErrNoLedger), errors.Is(err, store.ErrMissing), errors.Is(err, store.ErrOlder):
		return exitNoInput, message(err)
	case isFilesystem(err):
		return exitIO, message(err)
	}
	return exitFailure, message(err)
}

func message(err error) string {
	var invalid *config.Invalid
	if errors.As(err, &invalid) {
		return err.Error() // starts with file:line:column, which editors follow
	}
	return "pactwatch: " + err.Error()
}

func signalCode(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return exitFailure
}

func isFilesystem(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES, syscall.EPERM, syscall.EIO, syscall.EDQUOT, syscall.EPIPE} {
		if errors.Is(err, e) {
			return true
		}
	}
	if strings.Contains(err.Error(), syscall.ENOSPC.Error()) {
		return true // bbolt's copying loses the error and keeps its text
	}
	var path *fs.PathError
	return errors.As(err, &path) || errors.Is(err, fs.ErrPermission)
}
