package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/store"
	"pactwatch/store/digest"
)

var (
	kinds = []string{"acquisition", "agreement_term", "capacity", "debt", "equity_stake", "exclusivity", "funding_round", "investment", "licensing",
		"partnership", "profit", "profit_share", "purchase_commitment", "restructuring", "revenue", "revenue_share", "spending", "user_count", "valuation"}
	states   = []string{"possible", "planned", "actual", "ended", "denied", "withdrawn"}
	supports = []string{string(store.Reported), string(store.Stated), string(store.Confirmed)}
)

// claimsOptions are the filters of claims, as typed.
type claimsOptions struct {
	parties              []string
	kind, state, support string
	min, max, unit       string
	since, until         string
	origin, text         string
	limit, offset        int
	csv, all             bool
}

func (a *app) claimsVerb() *cobra.Command {
	var o claimsOptions
	c := &cobra.Command{
		Use:   "claims",
		Short: "List findings of the ledger by filter",
		Long: `List findings of the ledger, the latest published first. Filters are joined by
"and"; a party is a name, an alias, a product or a slug, and two parties are a
pair in either direction.`,
		Example: `  pactwatch claims --party openai --kind revenue_share
  pactwatch claims --party openai --party microsoft --since 2025-01-01
  pactwatch claims --kind investment --min 1bn --unit USD --csv > investments.csv
  pactwatch claims --text "data center" --support confirmed --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.claims(o) },
	}
	f := c.Flags()
	f.StringSliceVar(&o.parties, "party", nil, "`name` of a party; twice for a pair")
	f.StringVar(&o.kind, "kind", "", "such as investment, revenue_share, capacity")
	f.StringVar(&o.state, "state", "", strings.Join(states, ", "))
	f.StringVar(&o.support, "support", "", strings.Join(supports, ", "))
	f.StringVar(&o.min, "min", "", "least `value`: 20, 1.5bn, 800m")
	f.StringVar(&o.max, "max", "", "greatest `value`")
	f.StringVar(&o.unit, "unit", "", "USD or another currency, percent, GW, chips, users")
	f.StringVar(&o.since, "since", "", "published since: `YYYY-MM-DD`, or 30d for the last 30 days")
	f.StringVar(&o.until, "until", "", "published before: `YYYY-MM-DD`")
	f.StringVar(&o.origin, "origin", "", "`name` of an origin, or a part of it")
	f.StringVar(&o.text, "text", "", "`words` in a quote or a title")
	f.IntVar(&o.limit, "limit", 50, "most findings to show")
	f.IntVar(&o.offset, "offset", 0, "findings to leave out first")
	f.BoolVar(&o.all, "all", false, "show all, whatever --limit says")
	f.BoolVar(&a.json, "json", false, "one JSON array")
	f.BoolVar(&o.csv, "csv", false, "CSV, safe in spreadsheets")
	c.MarkFlagsMutuallyExclusive("json", "csv")
	complete(c, "state", states)
	complete(c, "support", supports)
	complete(c, "kind", kinds)
	return c
}

func complete(c *cobra.Command, flag string, values []string) {
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is ours
	}
}

// found gives the findings that the options select, and the filter that they
// make. None is an empty list, as JSON wants it.
func (a *app) found(o claimsOptions, r *reader) (store.Filter, []store.Finding, error) {
	f, err := a.filter(o, r)
	if err != nil {
		return f, nil, err
	}
	findings, err := r.ledger.Findings(f)
	if findings == nil {
		findings = []store.Finding{}
	}
	return f, findings, err
}

func (a *app) claims(o claimsOptions) (err error) {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.ledger.Close()) }()
	f, findings, err := a.found(o, r)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		return encode(a.out, findings, "  ")
	case o.csv:
		return writeCSV(a.out, findings, r.extract.Name)
	}
	if len(findings) == 0 {
		fmt.Fprintln(a.err, "no finding matches")
		return nil
	}
	rows := [][]string{{"PUBLISHED", "STATE", "SUPPORT", "ORIGINS", "CLAIM"}}
	for _, x := range findings {
		rows = append(rows, []string{day(x.Published, x.First), x.State, string(x.Support), strconv.Itoa(len(x.Origins)), digest.Statement(x.Claim, r.extract.Name)})
	}
	if err := table(a.out, rows); err != nil {
		return err
	}
	if shown := f.Offset + len(findings); f.Limit > 0 && len(findings) == f.Limit {
		if f.Text != "" { // to count them would take looking into them all
			fmt.Fprintf(a.err, "%d to %d; there may be more: go on with --offset %d, or --all\n", f.Offset+1, shown, shown)
			return a.asOf(r.ledger)
		}
		n, err := r.ledger.Count(f)
		if err != nil {
			return err
		}
		if n > shown {
			fmt.Fprintf(a.err, "%d to %d of %d; go on with --offset %d, or --all\n", f.Offset+1, shown, n, shown)
		}
	}
	return a.asOf(r.ledger)
}

// day is when a finding was published, in brackets where only we know when.
func day(published, first time.Time) string {
	if published.IsZero() {
		return "(" + first.Format(time.DateOnly) + ")"
	}
	return published.Format(time.DateOnly)
}

// filter turns what was typed into a filter, or says what is wrong with it.
func (a *app) filter(o claimsOptions, r *reader) (store.Filter, error) {
	f := store.Filter{Kind: strings.ReplaceAll(o.kind, "-", "_"), State: o.state, Support: store.Support(o.support), Unit: o.unit,
		Origin: o.origin, Text: o.text, Limit: o.limit, Offset: o.offset}
	if len(o.parties) > 2 {
		return f, usage("--party: give one party, or two for a pair")
	}
	var err error
	for i, typed := range o.parties {
		if f.Pair[i], err = r.party(typed); err != nil {
			return f, err
		}
	}
	if len(o.parties) == 1 {
		f.Party, f.Pair = f.Pair[0], [2]string{}
	}
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"kind", f.Kind, kinds}, {"state", o.state, states}, {"support", o.support, supports}} {
		if c.value != "" && !slices.Contains(c.known, c.value) {
			return f, usage("--%s %q: use one of %s", c.flag, c.value, strings.Join(c.known, ", "))
		}
	}
	if o.limit < 0 || o.offset < 0 {
		return f, usage("--limit and --offset cannot be negative")
	}
	if o.all {
		f.Limit = 0
	}
	zone, err := time.LoadLocation(r.config.Digest.Zone)
	if err != nil {
		return f, err
	}
	for _, v := range []struct {
		flag, value string
		into        **float64
	}{{"min", o.min, &f.Min}, {"max", o.max, &f.Max}} {
		if v.value == "" {
			continue
		}
		n, err := amount(v.value)
		if err != nil {
			return f, usage("--%s: %w", v.flag, err)
		}
		*v.into = &n
	}
	for _, v := range []struct {
		flag, value string
		into        *time.Time
	}{{"since", o.since, &f.Since}, {"until", o.until, &f.Until}} {
		if v.value == "" {
			continue
		}
		t, err := time.ParseInLocation(time.DateOnly, v.value, zone)
		if err != nil {
			ago, e := config.ParseDuration(v.value)
			if e != nil {
				return f, usage("--%s %q: write YYYY-MM-DD, or a time back from now such as 30d", v.flag, v.value)
			}
			t = a.now().Add(-ago)
		}
		*v.into = t
	}
	return f, nil
}

// amount reads a figure with an optional magnitude: 20, 1.5bn, 800m.
func amount(text string) (float64, error) {
	t := strings.ToLower(strings.TrimSpace(strings.NewReplacer(",", "", "_", "", "$", "", "%", "").Replace(text)))
	scale := 1.0
	for _, m := range []struct {
		suffix string
		scale  float64
	}{{"trillion", 1e12}, {"billion", 1e9}, {"million", 1e6}, {"tn", 1e12}, {"bn", 1e9}, {"mn", 1e6}, {"t", 1e12}, {"b", 1e9}, {"m", 1e6}, {"k", 1e3}} {
		if rest, ok := strings.CutSuffix(t, m.suffix); ok {
			t, scale = strings.TrimSpace(rest), m.scale
			break
		}
	}
	n, err := strconv.ParseFloat(t, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return 0, fmt.Errorf("%q is no figure; write it like 20, 800m or 1.5bn", text)
	}
	return n * scale, nil
}

// decimal is a stored decimal as a bare number.
func decimal(v any) (string, error) {
	out, err := json.Marshal(v)
	return string(out), err
}
