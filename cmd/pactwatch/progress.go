package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// status is one line at the bottom of a terminal that is written over and over.
// Where errors do not go to a terminal it prints nothing.
type status struct {
	w     io.Writer
	width int

	mu    sync.Mutex
	last  time.Time
	shown bool
}

// newStatus shows its line on w, if that is a terminal.
func newStatus(w io.Writer) *status {
	if !isTerminal(w) {
		return &status{}
	}
	return &status{w: w, width: width(w)}
}

// show replaces the line, at most five times a second.
func (s *status) show(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.w == nil || time.Since(s.last) < 200*time.Millisecond {
		return
	}
	s.last, s.shown = time.Now(), true
	text := []rune(safe(fmt.Sprintf(format, args...)))
	if len(text) >= s.width {
		text = append(text[:s.width-2], '…')
	}
	line := string(text)
	fmt.Fprintf(s.w, "\r%s%s", line, strings.Repeat(" ", max(s.width-1-utf8.RuneCountInString(line), 0)))
}

// clear removes the line, so that messages stand alone.
func (s *status) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shown {
		fmt.Fprintf(s.w, "\r%s\r", strings.Repeat(" ", max(s.width-1, 0)))
		s.shown = false
	}
}
