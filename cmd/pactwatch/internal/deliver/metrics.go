package deliver

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"pactwatch/store/digest"
)

// Outcome is how a run ended, for operators.
type Outcome struct {
	Ended   time.Time
	Took    time.Duration
	Code    int // exit code; 0 and 3 count as success: the digest was written
	Version string
	Ledger  int64 // bytes of the ledger's file
	Totals  digest.Totals
	Cover   digest.Coverage
}

// Metrics writes a text file for the textfile collector of Prometheus'
// node_exporter, beside its target and renamed. The time of the last success
// stays when a run fails.
func Metrics(file string, o Outcome) error {
	var last int64
	if o.Code == 0 || o.Code == 3 {
		last = o.Ended.Unix()
	} else if old, err := os.ReadFile(file); err == nil {
		last = lastSuccess(old)
	}
	var b bytes.Buffer
	gauge := func(name, help string, value any) {
		fmt.Fprintf(&b, "# HELP pactwatch_%s %s\n# TYPE pactwatch_%s gauge\npactwatch_%s %v\n", name, help, name, name, value)
	}
	family := func(name, help, label string, counts []digest.Count) {
		fmt.Fprintf(&b, "# HELP pactwatch_%s %s\n# TYPE pactwatch_%s gauge\n", name, help, name)
		for _, c := range counts {
			fmt.Fprintf(&b, "pactwatch_%s{%s=\"%s\"} %d\n", name, label, labelText(c.Outcome), c.N)
		}
	}
	gauge("last_run_timestamp_seconds", "When the last run ended.", o.Ended.Unix())
	gauge("last_success_timestamp_seconds", "When the last run ended that wrote its digest.", last)
	gauge("run_duration_seconds", "How long the last run took.", strconv.FormatFloat(o.Took.Seconds(), 'f', 3, 64))
	gauge("exit_code", "Exit code of the last run.", o.Code)
	gauge("ledger_bytes", "Size of the ledger.", o.Ledger)
	gauge("sources", "Sources that are watched.", o.Cover.Sources)
	gauge("sources_failed", "Sources that could not be looked at today.", len(o.Cover.Failing))
	t := o.Totals
	family("events_today", "Events of the digest day by kind.", "kind", []digest.Count{
		{Outcome: "new", N: t.New}, {Outcome: "changed", N: t.Changed}, {Outcome: "conflict", N: t.Conflicts}, {Outcome: "confirmed", N: t.Confirmed},
		{Outcome: "repeated", N: t.Repeats}, {Outcome: "withdrawn", N: t.Withdrawn}, {Outcome: "edited", N: t.Edited}, {Outcome: "gone", N: t.Gone}})
	family("pages_today", "Pages of the digest day by outcome.", "outcome", o.Cover.Pages)
	var failing []digest.Count
	for _, s := range o.Cover.Failing {
		failing = append(failing, digest.Count{Outcome: s.ID, N: 1})
	}
	family("source_failing", "1 for each source that could not be looked at today.", "source", failing)
	fmt.Fprintf(&b, "# HELP pactwatch_build_info The program.\n# TYPE pactwatch_build_info gauge\npactwatch_build_info{version=\"%s\"} 1\n", labelText(o.Version))

	beside := filepath.Join(filepath.Dir(file), "."+filepath.Base(file)+".new") // not *.prom, so nobody reads half of it
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(beside, file)
	}
	if err != nil {
		return fmt.Errorf("metrics: %w", errors.Join(err, os.Remove(beside)))
	}
	return nil
}

func lastSuccess(old []byte) int64 {
	for line := range strings.Lines(string(old)) {
		if v, ok := strings.CutPrefix(line, "pactwatch_last_success_timestamp_seconds "); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
			return n
		}
	}
	return 0
}

// labelText escapes a label's value as the text format asks.
func labelText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(digest.Visible(s))
}
