package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/store"
)

// watched is a source of the configuration and how it fared.
type watched struct {
	ID        string         `json:"id"`
	Kind      config.Kind    `json:"kind"`
	Address   string         `json:"address"` // URL or path
	Publisher string         `json:"publisher,omitempty"`
	Outcome   string         `json:"outcome"` // of the last time it was due; empty: never yet
	Reason    string         `json:"reason,omitempty"`
	Pages     map[string]int `json:"pages,omitempty"` // of that time
	Overdue   bool           `json:"overdue"`
	Last      time.Time      `json:"last,omitzero"` // last success
	Next      time.Time      `json:"next,omitzero"` // when it is due again
}

func (a *app) sourcesVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "sources",
		Short: "List what is watched and how it fares",
		Example: `  pactwatch sources
  pactwatch sources find https://www.example.com/news`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.sources() },
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON array")
	c.AddCommand(a.findVerb())
	return c
}

func (a *app) sources() error {
	c, err := a.loadConfig()
	if err != nil {
		return err
	}
	runs, _, err := a.published(c)
	if err != nil {
		return err
	}
	all := watch(c, runs)
	if a.json {
		return encode(a.out, all, "  ")
	}
	rows := [][]string{{"SOURCE", "KIND", "OUTCOME", "LAST READ", "NEXT", "PAGES", "REASON"}}
	for _, w := range all {
		outcome := or(w.Outcome, "never yet")
		if w.Overdue {
			outcome += ", overdue"
		}
		rows = append(rows, []string{w.ID, string(w.Kind), outcome, minute(w.Last), minute(w.Next), counts(w.Pages), w.Reason})
	}
	return table(a.out, rows)
}

// published reads the last runs and the sizes of the published ledger; without
// one there are none.
func (a *app) published(c config.Config) (runs []store.Run, s store.Stats, err error) {
	l, err := store.OpenPublished(publishedPath(c), store.Options{Now: a.now})
	if errors.Is(err, store.ErrNoLedger) {
		return nil, s, nil
	}
	if err != nil {
		return nil, s, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if runs, err = l.Runs(200); err != nil {
		return nil, s, err
	}
	s, err = l.Stats()
	return runs, s, err
}

// watch joins the configuration with how each source fared the last time that it
// was due. runs are the latest first.
func watch(c config.Config, runs []store.Run) []watched {
	all := make([]watched, len(c.Sources))
	for i, s := range c.Sources {
		w := watched{ID: s.ID, Kind: s.Kind, Address: or(s.URL, s.Path), Publisher: s.Publisher}
		for _, run := range runs {
			j := slices.IndexFunc(run.Sources, func(r store.SourceResult) bool { return r.ID == s.ID })
			if j < 0 {
				continue
			}
			r := run.Sources[j]
			if w.Next.IsZero() {
				w.Next, w.Last, w.Overdue = r.Next, r.Last, r.Overdue
			}
			if r.Outcome != "skipped" {
				w.Outcome, w.Reason, w.Pages = r.Outcome, r.Reason, r.Pages
				break
			}
		}
		all[i] = w
	}
	return all
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04Z")
}

func counts(pages map[string]int) string {
	var parts []string
	for _, outcome := range slices.Sorted(maps.Keys(pages)) {
		parts = append(parts, fmt.Sprintf("%d %s", pages[outcome], outcome))
	}
	return or(strings.Join(parts, ", "), "-")
}
