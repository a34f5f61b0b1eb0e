package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/cmd/pactwatch/internal/deliver"
	"pactwatch/config"
	"pactwatch/crawler"
	"pactwatch/extract"
	"pactwatch/store"
	"pactwatch/store/digest"
)

// runOptions say how much of a run is wanted.
type runOptions struct {
	now    bool     // ignore the schedule
	only   []string // ids of sources; empty is all
	digest bool     // write the digest and deliver it
	quiet  bool
}

func (a *app) runVerb() *cobra.Command {
	o := runOptions{digest: true}
	c := &cobra.Command{
		Use:   "run",
		Short: "Crawl what is due, read, record, write today's digest (the cron job)",
		Long: `Crawl the sources that are due, read the articles, record what they claim, write
today's digest and deliver it where the configuration says so.

Prints the paths of the digest; on standard error, one line per source that
could not be looked at.`,
		Example: `  pactwatch run
  17 * * * *  cd /srv/pactwatch && pactwatch run --quiet      # crontab`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.run(cmd.Context(), o) },
	}
	c.Flags().BoolVar(&o.now, "now", false, "ignore the schedule, not the manners")
	c.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "do not print the paths written")
	return c
}

func (a *app) crawlVerb() *cobra.Command {
	var o runOptions
	c := &cobra.Command{
		Use:   "crawl [SOURCE...]",
		Short: "Crawl what is due, read and record, without a digest",
		Example: `  pactwatch crawl
  pactwatch crawl --now openai-news`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.only = args
			return a.run(cmd.Context(), o)
		},
	}
	c.ValidArgsFunction = completing(func() (ids []string, err error) {
		c, err := a.loadConfig()
		for _, s := range c.Sources {
			ids = append(ids, s.ID)
		}
		return ids, err
	})
	c.Flags().BoolVar(&o.now, "now", false, "ignore the schedule, not the manners")
	c.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "do not print the summary")
	return c
}

// run is one run: lock, crawl, record, publish, digest.
func (a *app) run(ctx context.Context, o runOptions) error {
	c, err := a.loadConfig()
	if err != nil {
		return err
	}
	return a.runWith(ctx, c, o)
}

func (a *app) runWith(ctx context.Context, c config.Config, o runOptions) (err error) {
	w, err := a.openWriter(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if !o.digest {
		_, err := a.work(ctx, c, w, o)
		return err
	}
	a.ping(ctx, c, deliver.Started, w.id, "")
	latest, err := a.work(ctx, c, w, o)
	a.tellOperators(ctx, c, w, latest, err)
	return err
}

// work is what a run does between taking the lock and giving it back. The digest
// is that of the latest day, zero where none was written.
func (a *app) work(ctx context.Context, c config.Config, w *writer, o runOptions) (latest digest.Digest, err error) {
	report, err := a.crawl(ctx, c, w, o)
	if err != nil && ctx.Err() == nil {
		return latest, err
	}
	if err := w.ledger.Publish(publishedPath(c)); err != nil {
		return latest, err
	}
	if ctx.Err() != nil {
		return latest, ctx.Err() // stopped: what is read is kept, the next run writes the digest
	}
	if !o.digest {
		if !o.quiet {
			a.summary(report)
		}
		return latest, a.verdict(report)
	}
	written, err := a.writeDigests(ctx, c, w.ledger, w.extract.Name, o.quiet)
	if len(written) > 0 {
		latest = written[len(written)-1]
	}
	if err != nil {
		return latest, err
	}
	undelivered, err := a.deliver(ctx, c, w, written)
	if err != nil {
		return latest, err
	}
	if err := a.verdict(report); err != nil || !undelivered {
		return latest, err
	}
	return latest, exit{code: exitPart}
}

// writer is the ledger opened for a run, and what a run needs beside it.
type writer struct {
	id      string // of the run: its start
	started time.Time
	lock    *store.Lock
	ledger  *store.Ledger
	extract *extract.Extractor
}

func (a *app) openWriter(c config.Config) (*writer, error) {
	ex, err := newExtractor(c.Rules)
	if err != nil {
		return nil, err
	}
	lock, err := store.LockRun(c.Data, a.now())
	if err != nil {
		return nil, err
	}
	l, err := store.Open(ledgerPath(c), storeOptions(c, ex, a.now))
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	started := a.now().UTC()
	return &writer{started.Format("20060102T150405.000000Z"), started, lock, l, ex}, nil
}

func (w *writer) close() error {
	return errors.Join(w.ledger.Close(), w.lock.Unlock())
}

func ledgerPath(c config.Config) string    { return filepath.Join(c.Data, "ledger.db") }
func publishedPath(c config.Config) string { return filepath.Join(c.Data, "published.db") }

// storeOptions tell the ledger what the extractor knows of outlets and people.
func storeOptions(c config.Config, ex *extract.Extractor, now func() time.Time) store.Options {
	zone, err := time.LoadLocation(c.Digest.Zone)
	if err != nil {
		zone = time.UTC // config has checked it
	}
	return store.Options{
		Now:  now,
		Zone: zone,
		Outlet: func(hostOrName string) store.Outlet {
			slug, name, family, party, known := ex.Outlet(hostOrName)
			return store.Outlet{Slug: slug, Name: name, Family: family, Party: party, Known: known}
		},
		Speaks: func(source string) string {
			slug, known := ex.PartyOf(source)
			if !known {
				return ""
			}
			return slug
		},
		Extractor: strings.TrimSuffix(extractorVersion+"+"+ex.Fingerprint(), "+"), // new rules read kept pages anew
	}
}

// crawl visits what is due and keeps what it yields. The run record says how it
// ended, also where it was stopped.
func (a *app) crawl(ctx context.Context, c config.Config, w *writer, o runOptions) (crawler.Report, error) {
	line := newStatus(a.err)
	defer line.clear()
	cr, err := crawler.New(c, memory{w.ledger}, crawler.Options{
		Now: a.now, Log: a.log, IgnoreSchedule: o.now, Only: o.only, Version: moduleVersion(), Limits: a.limits,
		Progress: func(p crawler.Progress) { line.show("%d read, %d to go  %s %s", p.Done, p.Waiting, p.Source, p.URL) },
	})
	if err != nil {
		return crawler.Report{}, exit{exitConfig, err}
	}
	defer cr.Close()
	record := store.Run{ID: w.id, Started: w.started, Version: version()}
	if err := w.ledger.BeginRun(ctx, record); err != nil {
		return crawler.Report{}, err
	}
	report, err := cr.Run(ctx, newRecorder(w.ledger, w.extract, c))
	record.Ended, record.Complete = a.now().UTC(), report.Complete && err == nil
	for _, s := range report.Sources {
		record.Sources = append(record.Sources, sourceResult(s))
	}
	if e := w.ledger.EndRun(context.WithoutCancel(ctx), record); e != nil && err == nil {
		err = e
	}
	if _, e := w.ledger.PrunePages(c.Keep.Pages); e != nil && err == nil {
		err = e
	}
	if _, e := w.ledger.PruneTexts(ctx, c.Keep.Text); e != nil && err == nil && ctx.Err() == nil {
		err = e
	}
	return report, err
}

func sourceResult(s crawler.SourceReport) store.SourceResult {
	r := store.SourceResult{ID: s.ID, Name: s.Name, Outcome: string(s.Outcome), Reason: s.Reason, Overdue: s.Overdue, Last: s.Last, Next: s.Next}
	if len(s.Pages) > 0 {
		r.Pages = map[string]int{}
		for outcome, n := range s.Pages {
			r.Pages[string(outcome)] = n
		}
	}
	return r
}

// verdict names each source that could not be looked at and turns the report
// into an exit code.
func (a *app) verdict(report crawler.Report) error {
	looked, failed := 0, 0
	for _, s := range report.Sources {
		switch s.Outcome {
		case crawler.Blocked, crawler.Failed, crawler.Deferred:
			failed++
			last := "never read"
			if !s.Last.IsZero() {
				last = "last read " + s.Last.UTC().Format(time.RFC3339)
			}
			a.warn("source not read", "source "+s.ID, fmt.Errorf("%s: %s (%s)", s.Outcome, s.Reason, last))
		case crawler.Skipped:
		default:
			looked++
		}
	}
	switch {
	case failed > 0 && looked == 0:
		return exit{code: exitUnreachable}
	case failed > 0:
		return exit{code: exitPart}
	case !report.Complete:
		return exit{exitPart, fmt.Errorf("the run ended with work left: %s; the next run goes on", report.Why)}
	}
	return nil
}

// summary says in one line what a crawl did.
func (a *app) summary(report crawler.Report) {
	pages := map[crawler.Outcome]int{}
	for _, s := range report.Sources {
		for outcome, n := range s.Pages {
			pages[outcome] += n
		}
	}
	parts := []string{fmt.Sprintf("%d requests", report.Requests)}
	for _, outcome := range slices.Sorted(maps.Keys(pages)) {
		parts = append(parts, fmt.Sprintf("%d %s", pages[outcome], outcome))
	}
	fmt.Fprintln(a.out, strings.Join(parts, ", "))
}
