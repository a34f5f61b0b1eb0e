package crawler

import "time"

// Report is how a run ended.
type Report struct {
	Started  time.Time
	Ended    time.Time
	Complete bool   // false: stopped or at its deadline with work left
	Why      string // it is not complete
	Requests int
	Bytes    int64          // of bodies, on the wire
	Sources  []SourceReport // in the order of the configuration
}

// SourceReport is how one source ended in one run.
type SourceReport struct {
	ID      string
	Name    string  // publisher, or the id
	Outcome Outcome // Fresh, Unchanged, Blocked, Failed, Deferred or Skipped
	Reason  string  // in words; for Fresh and Unchanged a remark, if any
	Pages   map[Outcome]int
	Found   int       // new addresses
	Overdue bool      // last success older than three intervals
	Last    time.Time // last success; zero where there was none
	Next    time.Time // when it is due again
	Every   time.Duration
}

// Progress is one step of a run, as [Options.Progress] is told: from several
// goroutines, one at a time.
type Progress struct {
	Source  string
	URL     string
	Outcome Outcome
	Reason  string
	Done    int // looks at articles that ended
	Waiting int // requests that are queued or running
}
