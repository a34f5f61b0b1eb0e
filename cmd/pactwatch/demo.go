package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/cmd/pactwatch/internal/demosite"
	"pactwatch/config"
	"pactwatch/store/digest"
)

// demoVisits are the looks that the demonstration takes at its site, on a clock
// of its own that ends at the present.
var demoVisits = []struct {
	after time.Duration // since the first look
	later bool          // time has passed at the publishers, too: see [demosite.Site.Edit]
	what  string
}{
	{0, false, "yesterday: a first look at every source"},
	{24*time.Hour - 20*time.Minute, true, "today: something new, and one article has changed"},
	{24 * time.Hour, true, "twenty minutes later: a second look confirms what is gone"},
}

func (a *app) demoVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Run the whole pipeline against a bundled news site on loopback",
		Long: `Serve a bundled news site of invented publishers on loopback, crawl it, read the
articles, record what they claim, write the digest, and print where it lies and
what it says. Nothing outside this machine is asked. DIR must be new or empty;
without it a temporary folder is made. The folder is an ordinary one: look at it
with --config DIR/pactwatch.yaml.`,
		Example: `  pactwatch demo
  pactwatch demo ./try
  pactwatch deal anthropic oracle --config ./try/pactwatch.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := ""
			if len(args) == 1 {
				dir = args[0]
			}
			return a.demo(cmd.Context(), dir)
		},
	}
}

func (a *app) demo(ctx context.Context, dir string) (err error) {
	dir, err = freshFolder(dir)
	if err != nil {
		return err
	}
	start := a.now().UTC().Truncate(time.Second).Add(-demoVisits[len(demoVisits)-1].after)
	site, err := demosite.Start("", start)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.Close()) }()
	file := filepath.Join(dir, "pactwatch.yaml")
	if err := os.WriteFile(file, demosite.Config(site.Addr()), 0o644); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(dir, "rules"), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "rules", "publishers.yaml"), demosite.Rules(), 0o644); err != nil {
		return err
	}
	c, err := config.Load(file)
	if err != nil {
		return err
	}
	clock := start
	visitor := *a
	visitor.now = func() time.Time { return clock }
	for _, visit := range demoVisits {
		if visit.later {
			site.Edit()
		}
		clock = start.Add(visit.after)
		fmt.Fprintln(a.err, visit.what)
		if err := visitor.runWith(ctx, c, runOptions{now: true, digest: true, quiet: true}); err != nil {
			return err
		}
	}
	return visitor.demoSummary(c, file)
}

// freshFolder makes dir, or a temporary folder where none is given.
func freshFolder(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "pactwatch-demo-")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	if len(entries) > 0 {
		return "", usage("%s is not empty; give a new folder", dir)
	}
	return filepath.Abs(dir)
}

// demoSummary prints what the digest says, and where to look further.
func (a *app) demoSummary(c config.Config, file string) (err error) {
	b := *a
	b.config = file
	r, err := b.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	days, err := r.ledger.Days()
	if err != nil {
		return err
	}
	var d digest.Digest
	for _, day := range days {
		if d, err = buildDigest(c, r.ledger, r.extract.Name, day); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "\n%s: %s\n", d.Day, safe(d.Headline))
		a.headlines(d, 8)
	}
	fmt.Fprintf(a.out, "\nThe digest: %s\n", filepath.Join(c.Digest.Folder, d.Day+".html"))
	fmt.Fprintf(a.out, "Look further: pactwatch deal anthropic oracle --config %s\n", file)
	return nil
}

// headlines prints the first few things that a digest says.
func (a *app) headlines(d digest.Digest, most int) {
	items := slices.Concat(d.Changed, d.Confirmed)
	for _, deal := range d.New {
		items = append(items, deal.Items...)
	}
	items = slices.DeleteFunc(append(items, d.Withdrawn...), func(it digest.Item) bool { return it.Told })
	for _, it := range items[:min(most, len(items))] {
		fmt.Fprintf(a.out, "  %-10s %s\n", it.Event, safe(it.Line))
	}
	if n := len(items) - most; n > 0 {
		fmt.Fprintf(a.out, "  … and %d more\n", n)
	}
}
