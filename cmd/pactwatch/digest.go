package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/cmd/pactwatch/internal/deliver"
	"pactwatch/config"
	"pactwatch/extract"
	"pactwatch/store"
	"pactwatch/store/digest"
)

func (a *app) digestVerb() *cobra.Command {
	var o struct {
		day, format         string
		stdout, send, quiet bool
	}
	c := &cobra.Command{
		Use:   "digest [DAY]",
		Short: "Write a day's digest from the ledger, or print it",
		Long: `Write the digest of the latest day from the ledger, or of the DAY given
(YYYY-MM-DD), into the digest folder of the configuration, and print the paths. A
day that a later day has followed is closed: its digest always has the same bytes.`,
		Example: `  pactwatch digest
  pactwatch digest 2025-03-14 --stdout --format md
  pactwatch digest --json
  pactwatch digest --send             # does the mail arrive?`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "--day"
			if len(args) == 1 {
				if o.day != "" && o.day != args[0] {
					return usage("give the day once: %s or --day %s", args[0], o.day)
				}
				name, o.day = "the day", args[0]
			}
			if a.json {
				if cmd.Flags().Changed("format") && o.format != "json" {
					return usage("--json and --format %s contradict each other", o.format)
				}
				o.format, o.stdout = "json", true
			}
			if cmd.Flags().Changed("format") && !o.stdout {
				return usage("--format chooses what --stdout prints; the files' formats stand in the configuration")
			}
			if o.day != "" {
				if _, err := time.Parse(time.DateOnly, o.day); err != nil {
					return usage("%s %q: write it as YYYY-MM-DD, such as %s", name, o.day, a.now().UTC().Format(time.DateOnly))
				}
			}
			if !slices.Contains(digest.Formats, o.format) {
				return usage("--format %q: use one of %s", o.format, strings.Join(digest.Formats, ", "))
			}
			if o.send {
				return a.sendDigest(cmd.Context(), o.day)
			}
			return a.digest(o.day, o.format, o.stdout, o.quiet)
		},
	}
	c.ValidArgsFunction = completing(a.days)
	c.Flags().StringVar(&o.day, "day", "", "the same as DAY, as `YYYY-MM-DD`")
	c.Flags().BoolVar(&o.stdout, "stdout", false, "print it instead of writing files")
	c.Flags().StringVar(&o.format, "format", "md", "with --stdout: "+strings.Join(digest.Formats, ", "))
	c.Flags().BoolVar(&a.json, "json", false, "the same as --stdout --format json")
	c.Flags().BoolVar(&o.send, "send", false, "send it now to whom the configuration names, whatever was sent before")
	c.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "do not print the paths written")
	c.MarkFlagsMutuallyExclusive("send", "stdout", "json")
	_ = c.RegisterFlagCompletionFunc("day", completing(a.days))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(digest.Formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// days are those that the published ledger has, the latest first.
func (a *app) days() (days []string, err error) {
	r, err := a.openReader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	days, err = r.ledger.Days()
	slices.Reverse(days)
	return days, err
}

func (a *app) digest(day, format string, stdout, quiet bool) (err error) {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	d, err := r.digest(day)
	if err != nil {
		return err
	}
	if stdout {
		out, err := digest.Render(d, format)
		if err != nil {
			return err
		}
		_, err = a.out.Write(out)
		return err
	}
	return a.printPaths(r.config, d, quiet)
}

// digest builds the digest of a day, the latest where none is given.
func (r *reader) digest(day string) (digest.Digest, error) {
	days, err := r.ledger.Days()
	if err != nil {
		return digest.Digest{}, err
	}
	switch {
	case len(days) == 0:
		return digest.Digest{}, noInput("the ledger has no day yet; pactwatch run makes one")
	case day == "":
		day = days[len(days)-1]
	case !slices.Contains(days, day):
		return digest.Digest{}, noInput("the ledger has no day %s; it has %s", day, daysWords(days))
	}
	return buildDigest(r.config, r.ledger, r.extract.Name, day)
}

// sendDigest sends a day's digest to every channel of the configuration.
func (a *app) sendDigest(ctx context.Context, day string) (err error) {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	d, err := r.digest(day)
	if err != nil {
		return err
	}
	rendered, err := deliver.Render(d)
	if err != nil {
		return err
	}
	channels, err := deliver.Now(ctx, r.config.Deliver, rendered)
	switch {
	case channels == 0:
		return exit{exitConfig, fmt.Errorf("%s names nobody to send to; add deliver.email or deliver.webhook", a.config)}
	case err != nil:
		return exit{exitUnreachable, err}
	}
	fmt.Fprintf(a.out, "%s is sent to %s\n", d.Day, plural(channels, "receiver"))
	return nil
}

func daysWords(days []string) string {
	if len(days) == 1 {
		return days[0]
	}
	return fmt.Sprintf("%d days from %s to %s", len(days), days[0], days[len(days)-1])
}

func buildDigest(c config.Config, l *store.Ledger, name func(string) string, day string) (digest.Digest, error) {
	d, err := l.Day(day)
	if err != nil {
		return digest.Digest{}, err
	}
	return digest.Build(d, digest.Options{Title: c.Digest.Title, Names: name, Version: moduleVersion() + ", extractor " + extract.Version}), nil
}

// closedKey is where a run remembers the last closed day whose digest it wrote.
const closedKey = "digest/closed"

// writeDigests writes the latest day and, before it, each closed day that has
// not got its last files yet: a day may end while nothing runs. Closed days are
// never written again, whatever version of the program runs later.
func (a *app) writeDigests(ctx context.Context, c config.Config, l *store.Ledger, name func(string) string, quiet bool) (written []digest.Digest, err error) {
	days, err := l.Days()
	if err != nil {
		return nil, err
	}
	closed, err := l.Recall(closedKey)
	if err != nil {
		return nil, err
	}
	for _, day := range days {
		if day <= string(closed) {
			continue
		}
		d, err := buildDigest(c, l, name, day)
		if err != nil {
			return written, err
		}
		if err := a.printPaths(c, d, quiet); err != nil {
			return written, err
		}
		written = append(written, d)
		if d.Closed {
			owed, err := deliver.Owe(c.Deliver, l, day)
			if err != nil {
				return written, err
			}
			if err := l.Remember(ctx, append(owed, store.Entry{Key: closedKey, Value: []byte(day)})); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

func (a *app) printPaths(c config.Config, d digest.Digest, quiet bool) error {
	paths, err := digest.Write(c.Digest.Folder, d, c.Digest.Formats)
	if err != nil {
		return fmt.Errorf("%w; the ledger has all of it: pactwatch digest %s writes it again", err, d.Day)
	}
	if quiet {
		return nil
	}
	for _, p := range paths {
		fmt.Fprintln(a.out, p)
	}
	return nil
}
