package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"pactwatch/extract"
	"pactwatch/store"
)

func (a *app) verifyVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify",
		Short: "Re-derive every stored claim from stored bytes",
		Long: `Re-derive every stored claim: the raw page against its hash, the text from the
page, the sentence, the value and the parties from the text. Each claim is
"verified", "page expired: text only", "expired" or "failed". Exit code 70 if
any failed.`,
		Example: `  pactwatch verify
  pactwatch verify --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context()) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON object")
	return c
}

func (a *app) verify(ctx context.Context) (err error) {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	sources := byID(r.config)
	line := newStatus(a.err)
	result, err := r.ledger.Verify(ctx, store.Verifier{
		Check: r.extract.Verify,
		Read: func(p store.RawPage, source string) (extract.Article, error) {
			article, _, err := readPage(r.extract, inputAgain(p, sources[source]))
			return article, err
		},
		Progress: func(done, total int) { line.show("%d of %d articles", done, total) },
	})
	line.clear()
	if err != nil {
		return err
	}
	if a.json {
		if err := encode(a.out, result, "  "); err != nil {
			return err
		}
	} else {
		for _, v := range []store.Verdict{store.Verified, store.TextOnly, store.Expired, store.Failed} {
			fmt.Fprintf(a.out, "%6d %s\n", result.Counts[v], v)
		}
		for _, f := range result.Failures {
			fmt.Fprintf(a.out, "\n%s\n  %s\n  %s\n", safe(f.URL), safe(f.Why), safe("“"+f.Claim.Quote+"”"))
		}
	}
	if n := result.Counts[store.Failed]; n > 0 {
		return exit{exitDamaged, fmt.Errorf("%d stored claims cannot be re-derived", n)}
	}
	return nil
}
