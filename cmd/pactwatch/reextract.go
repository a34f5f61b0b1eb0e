package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"pactwatch/extract"
	"pactwatch/store"
	"pactwatch/store/digest"
)

func (a *app) reextractVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "reextract",
		Short: "Replay the extractor over the stored pages",
		Long: `Read every stored page again that an older extractor has read, and record what
this one reads: what is gained, lost and changed is printed, and never announced
as new in a digest. A replay that is stopped goes on where it was.`,
		Example: `  pactwatch reextract`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.reextract(cmd.Context()) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON object")
	return c
}

func (a *app) reextract(ctx context.Context) (err error) {
	c, err := a.loadOffline()
	if err != nil {
		return err
	}
	w, err := a.openWriter(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	sources := byID(c)
	line := newStatus(a.err)
	result, err := w.ledger.Reextract(ctx, func(p store.RawPage, source string) (extract.Article, []extract.Claim, error) {
		return readPage(w.extract, inputAgain(p, sources[source]))
	}, func(done, total int) { line.show("%d of %d pages", done, total) })
	line.clear()
	if err != nil && ctx.Err() == nil {
		return err
	}
	if e := w.ledger.Publish(publishedPath(c)); e != nil {
		return errors.Join(err, e)
	}
	if err != nil {
		return err
	}
	if a.json {
		if err := encode(a.out, result, "  "); err != nil {
			return err
		}
	} else {
		a.printReplay(result, w.extract.Name)
	}
	if len(result.Failed) > 0 {
		return exit{exitPart, fmt.Errorf("%d pages could not be read again", len(result.Failed))}
	}
	return nil
}

func (a *app) printReplay(r store.Replay, name func(string) string) {
	fmt.Fprintf(a.out, "%d pages read again, %d expired: %d claims gained, %d lost, %d changed, %d the same\n", r.Pages, r.Expired, r.Gained, r.Lost, r.Changed, r.Same)
	for _, ch := range r.Changes {
		fmt.Fprintln(a.out, safe(ch.URL))
		if ch.Was != nil {
			fmt.Fprintln(a.out, "  - "+safe(digest.Statement(*ch.Was, name)))
		}
		if ch.Is != nil {
			fmt.Fprintln(a.out, "  + "+safe(digest.Statement(*ch.Is, name)))
		}
	}
	for _, f := range r.Failed {
		fmt.Fprintln(a.err, safe(f))
	}
}
