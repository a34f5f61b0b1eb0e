package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pactwatch/store"
	"pactwatch/store/digest"
)

func (a *app) dealVerb() *cobra.Command {
	var o dealOptions
	c := &cobra.Command{
		Use:   "deal A [B]",
		Short: "Show one deal's terms and their history",
		Long: `Show the terms between two parties, in either direction: each term's values over
time, who is behind them, in which state they are, what contradicts what and
why, and the ends that lie ahead. With one party: what concerns it alone. Of a
term with very many values the latest are shown, and how many there are.`,
		Example: `  pactwatch deal openai microsoft
  pactwatch deal "Mistral AI" Nvidia --json
  pactwatch deal anthropic`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.deal(args, o) },
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON array of terms")
	c.Flags().BoolVar(&o.csv, "csv", false, "CSV of the findings, safe in spreadsheets")
	c.Flags().IntVar(&o.limit, "limit", 50, "most values of a term to show, the latest")
	c.Flags().BoolVar(&o.all, "all", false, "show all, whatever --limit says")
	c.MarkFlagsMutuallyExclusive("json", "csv")
	return c
}

// dealOptions say how much of a deal to show, and how.
type dealOptions struct {
	csv, all bool
	limit    int
}

func (a *app) deal(args []string, o dealOptions) (err error) {
	if o.limit < 1 {
		return usage("--limit must be at least 1; --all shows all")
	}
	if o.all {
		o.limit = 0
	}
	r, err := a.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	parties := []string{"", ""}
	for i, typed := range args {
		if parties[i], err = r.party(typed); err != nil {
			return err
		}
	}
	terms, err := r.ledger.Deal(parties[0], parties[1], o.limit)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		if terms == nil {
			terms = []store.Thread{}
		}
		return encode(a.out, terms, "  ")
	case o.csv:
		var all []store.Finding
		for _, t := range terms {
			all = append(all, t.Findings...)
		}
		return writeCSV(a.out, all, r.extract.Name)
	case len(terms) == 0:
		fmt.Fprintf(a.err, "the ledger knows nothing of %s\n", strings.Join(slices.DeleteFunc(parties, func(s string) bool { return s == "" }), " and "))
		return nil
	}
	for i, t := range terms {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		a.printTerm(t, r.extract.Name)
	}
	return a.asOf(r.ledger)
}

// printTerm prints a term: a line a value in the order of time, each with what
// stands against it and its sentence.
func (a *app) printTerm(t store.Thread, name func(string) string) {
	heading := strings.ToUpper(strings.ReplaceAll(t.Kind, "_", " ")) + "  " + name(t.Subject)
	if t.Object != "" {
		heading += " → " + name(t.Object)
	}
	if t.Product != "" {
		heading += " (" + t.Product + ")"
	}
	fmt.Fprintln(a.out, safe(heading))
	statement := map[string]string{}
	for _, f := range t.Findings {
		statement[f.Key] = digest.Statement(f.Claim, name)
	}
	for _, f := range t.Findings {
		fmt.Fprintf(a.out, "  %s  %s\n", day(f.Published, f.First), safe(statement[f.Key]))
		var origins []string
		for _, o := range f.Origins {
			n := o.Name
			if !o.Fetched {
				n += " (not fetched)"
			}
			origins = append(origins, n)
		}
		fmt.Fprintf(a.out, "      %s, %s; %s\n", f.State, f.Support, safe(plural(len(f.Origins), "origin")+": "+strings.Join(origins, ", ")))
		fmt.Fprintln(a.out, wrap(safe("“"+f.Claim.Quote+"”"), "      ", width(a.out)))
		for _, l := range t.Relations {
			switch {
			case l.Finding != f.Key || l.Kind == store.Same:
			case l.Kind == store.NotComparable:
				fmt.Fprintf(a.out, "      not compared with %q: %s\n", safe(statement[l.Other]), safe(l.Why))
			default:
				fmt.Fprintf(a.out, "      %s %q: %s\n", l.Kind, safe(statement[l.Other]), safe(l.Why))
			}
		}
		if f.Note != "" {
			fmt.Fprintf(a.out, "      note: %s\n", safe(f.Note))
		}
	}
	for _, f := range t.Upcoming {
		fmt.Fprintf(a.out, "  ends %s\n", safe(f.Claim.Date))
	}
	if n := t.Count - len(t.Findings); n > 0 {
		fmt.Fprintf(a.out, "  and %s, published before; --all shows all\n", plural(n, "more value"))
	}
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
