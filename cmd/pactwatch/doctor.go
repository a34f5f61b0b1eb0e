package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/store"
)

// checkTime is the most that the check of a ledger may take; a damaged one can
// hang it.
const checkTime = 10 * time.Minute

// noneYet is what doctor finds where nothing was made yet.
const noneYet = "none yet"

// diagnosis is what doctor found.
type diagnosis struct {
	Healthy bool      `json:"healthy"`
	Checks  []finding `json:"checks"`
}

// finding is one thing that doctor looked at.
type finding struct {
	What   string `json:"what"`
	OK     bool   `json:"ok"`
	Found  string `json:"found"`
	Advice string `json:"advice,omitempty"`
}

func (a *app) doctorVerb() *cobra.Command {
	var file string
	var compact, rebuild bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check the ledger and the data folder, and say what to do",
		Long: `Read every page of the ledger and of its published copy in a process of its own,
look for what is not as it should be, and say what to do about it. Nothing is
changed, unless --compact or --rebuild say so. Exit code 70 if the ledger is
damaged.`,
		Example: `  pactwatch doctor
  pactwatch doctor --compact`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case file != "":
				return store.Check(file)
			case compact:
				return a.compact()
			case rebuild:
				return a.rebuild()
			}
			return a.doctor(cmd.Context())
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON object")
	c.Flags().BoolVar(&compact, "compact", false, "rewrite the ledger without its unused room")
	c.Flags().BoolVar(&rebuild, "rebuild", false, "work out again, from what is recorded, everything that is derived")
	c.MarkFlagsMutuallyExclusive("json", "compact", "rebuild")
	c.Flags().StringVar(&file, "check", "", "read every page of this `ledger` only")
	_ = c.Flags().MarkHidden("check") // the child process of doctor
	return c
}

func (a *app) doctor(ctx context.Context) error {
	c, err := a.loadOffline()
	if err != nil {
		return err
	}
	d := diagnosis{Healthy: true}
	code := exitOK
	note := func(worst int, f finding) {
		d.Checks = append(d.Checks, f)
		if !f.OK {
			d.Healthy = false
			code = max(code, worst)
		}
	}
	rules := finding{What: "configuration and rules", OK: true, Found: fmt.Sprintf("good: %s", plural(len(c.Sources), "source"))}
	if _, err := newExtractor(c.Rules); err != nil {
		rules = finding{What: rules.What, Found: err.Error(), Advice: "mend the rules file"}
	}
	note(exitFailure, rules)
	note(exitDamaged, a.checkLedger(ctx, "ledger", ledgerPath(c),
		"keep the file; put back a backup (pactwatch backup makes them), or the published copy (cp published.db ledger.db), without the old ledger.db.journal; what came after it is read again where it is still listed"))
	copied := a.checkLedger(ctx, "published copy", publishedPath(c), "remove it; the next run publishes a new one")
	note(exitDamaged, copied)
	if copied.OK && copied.Found != noneYet {
		schema, problems, err := a.diagnose()
		if err != nil && !errors.Is(err, store.ErrOlder) {
			return err
		}
		if schema < store.Schema {
			note(exitOK, finding{What: "published copy", OK: true, Found: "published by an older pactwatch",
				Advice: "pactwatch run brings ledger and copy up to date; so does pactwatch doctor --rebuild, without crawling"})
		}
		for _, p := range problems {
			note(exitFailure, finding{What: "ledger", Found: p.What, Advice: p.Advice})
		}
	}
	note(exitFailure, checkPages(c))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if a.json {
		if err := encode(a.out, d, "  "); err != nil {
			return err
		}
	} else {
		for _, f := range d.Checks {
			mark := "ok  "
			switch {
			case !f.OK:
				mark = "BAD "
			case f.Advice != "":
				mark = "note"
			}
			fmt.Fprintf(a.out, "%s %s: %s\n", mark, f.What, safe(f.Found))
			if f.Advice != "" {
				fmt.Fprintln(a.out, wrap(safe(f.Advice), "     ", width(a.out)))
			}
		}
	}
	if !d.Healthy {
		return exit{code: code}
	}
	return nil
}

// diagnose looks into the published copy for what a check of its pages cannot
// see, and gives its schema; 0 for one that is too old to be looked into.
func (a *app) diagnose() (schema uint64, problems []store.Problem, err error) {
	r, err := a.openReader()
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	s, err := r.ledger.Stats()
	if err != nil {
		return 0, nil, err
	}
	problems, err = r.ledger.Diagnose()
	return s.Schema, problems, err
}

// compact gives unused room of the ledger back.
func (a *app) compact() (err error) {
	c, err := a.loadOffline()
	if err != nil {
		return err
	}
	lock, err := store.LockRun(c.Data, a.now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if _, err := os.Stat(ledgerPath(c)); err != nil {
		return noInput("no ledger in %s yet", c.Data)
	}
	before, after, err := store.Compact(ledgerPath(c))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %.1f MB, was %.1f MB\n", ledgerPath(c), float64(after)/1e6, float64(before)/1e6)
	return nil
}

// rebuild works out the derived part of the ledger again and publishes it.
func (a *app) rebuild() (err error) {
	c, err := a.loadOffline()
	if err != nil {
		return err
	}
	w, err := a.openWriter(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if err := w.ledger.Rebuild(); err != nil {
		return err
	}
	return w.ledger.Publish(publishedPath(c))
}

// checkLedger checks a ledger in a child process: on a badly damaged file the
// check may end the process, or never end.
func (a *app) checkLedger(ctx context.Context, what, path, cure string) finding {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return finding{What: what, OK: true, Found: noneYet}
	}
	if err != nil {
		return finding{What: what, Found: err.Error(), Advice: "check the owner and the mount of the data folder"}
	}
	self, err := os.Executable()
	if err != nil {
		return finding{What: what, Found: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	child := exec.CommandContext(ctx, self, "doctor", "--check", path)
	child.Args[0] = os.Args[0]
	out, err := child.CombinedOutput()
	first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	switch {
	case err == nil:
		return finding{What: what, OK: true, Found: fmt.Sprintf("good, %.1f MB", float64(info.Size())/1e6)}
	case strings.HasSuffix(first, ": timeout"): // bbolt's word for a file that a writer holds
		return finding{What: what, OK: true, Found: "a run holds it; look again when that has ended"}
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return finding{What: what, Found: fmt.Sprintf("the check did not end within %v", checkTime), Advice: cure}
	}
	return finding{What: what, Found: strings.TrimPrefix(first, "pactwatch: "), Advice: cure}
}

// checkPages looks for raw pages that have outlived their time.
func checkPages(c config.Config) finding {
	f := finding{What: "raw pages", OK: true}
	var size int64
	files := 0
	err := filepath.WalkDir(filepath.Join(c.Data, "pages"), func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files++
		size += info.Size()
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Found = "none yet"
	case err != nil:
		f.OK, f.Found, f.Advice = false, err.Error(), "check the owner and the mount of the data folder"
	default:
		f.Found = fmt.Sprintf("%s, %.1f MB, kept for %s", plural(files, "file"), float64(size)/1e6, c.Keep.Pages)
	}
	return f
}
