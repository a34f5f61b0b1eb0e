package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/store"
)

// health is what status says.
type health struct {
	Config    string      `json:"config"`
	Sources   int         `json:"sources"`
	Ledger    store.Stats `json:"ledger"` // as the last run published it
	Run       *store.Run  `json:"last_run,omitempty"`
	Failing   []watched   `json:"failing"` // blocked, failed or deferred the last time they were due
	Overdue   []watched   `json:"overdue"` // the others without success for longer than three intervals
	Unchecked []watched   `json:"never_read"`
}

func (a *app) statusVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "status",
		Short: "Check the configuration and say how the watch fares, without crawling",
		Long: `Check the configuration and the rules, with the examples of your own frames,
without crawling, and say how the watch fares: the last run, the ledger, and the
sources that could not be looked at.
Exit code 78 where the configuration is wrong, 3 where sources fail.`,
		Example: `  pactwatch status
  pactwatch status --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.status() },
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON object")
	return c
}

func (a *app) status() error {
	c, err := a.loadConfig()
	if err != nil {
		return err
	}
	ex, err := newExtractor(c.Rules)
	if err != nil {
		return err
	}
	if err := ex.Check(); err != nil {
		return exit{exitConfig, fmt.Errorf("examples in %s that do not hold:\n%w", c.Rules, err)}
	}
	for _, s := range c.Sources {
		if s.Kind != config.Folder {
			continue
		}
		if _, err := os.ReadDir(s.Path); err != nil {
			return exit{exitConfig, fmt.Errorf("source %s: %w; its path must be a folder that pactwatch may read", s.ID, err)}
		}
	}
	runs, stats, err := a.published(c)
	if err != nil {
		return err
	}
	h := health{Config: a.config, Sources: len(c.Sources), Ledger: stats, Failing: []watched{}, Overdue: []watched{}, Unchecked: []watched{}}
	if len(runs) > 0 {
		h.Run = &runs[0]
	}
	for _, w := range watch(c, runs) {
		switch {
		case w.Outcome == "":
			h.Unchecked = append(h.Unchecked, w)
		case w.Outcome == "blocked" || w.Outcome == "failed" || w.Outcome == "deferred":
			h.Failing = append(h.Failing, w)
		case w.Overdue:
			h.Overdue = append(h.Overdue, w)
		}
	}
	if a.json {
		if err := encode(a.out, h, "  "); err != nil {
			return err
		}
	} else {
		a.printHealth(h)
	}
	if len(h.Failing) > 0 {
		return exit{code: exitPart}
	}
	return nil
}

func (a *app) printHealth(h health) {
	say := func(key, format string, args ...any) {
		fmt.Fprintf(a.out, "%-14s %s\n", key, safe(fmt.Sprintf(format, args...)))
	}
	say("configuration", "%s is good: %s", h.Config, plural(h.Sources, "source"))
	if h.Run == nil {
		say("last run", "none yet; pactwatch run makes the first")
	} else {
		end := "did not end by itself"
		switch {
		case h.Run.Complete:
			end = "complete, took " + h.Run.Ended.Sub(h.Run.Started).Round(time.Second).String()
		case !h.Run.Ended.IsZero():
			end = "ended with work left"
		}
		say("last run", "%s, %s", minute(h.Run.Started), end)
		say("ledger", "%d articles, %d sightings, %.1f MB, last day %s", h.Ledger.Articles, h.Ledger.Sightings, float64(h.Ledger.Bytes)/1e6, h.Ledger.LastDay)
	}
	for _, w := range h.Failing {
		say("cannot read", "%s: %s: %s (last read %s)", w.ID, w.Outcome, w.Reason, minute(w.Last))
	}
	for _, w := range h.Overdue {
		say("overdue", "%s: last read %s", w.ID, minute(w.Last))
	}
	if n := len(h.Unchecked); n > 0 && h.Run != nil {
		var ids []string
		for _, w := range h.Unchecked {
			ids = append(ids, w.ID)
		}
		say("never read", "%s", strings.Join(ids, ", "))
	}
}
