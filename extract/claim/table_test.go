package claim

import (
	"slices"
	"testing"

	"pactwatch/extract/party"
)

// TestTables reads rows under a header, and nothing from rows whose header does
// not say what the figures are.
func TestTables(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		name string
		rows []string
		want []string
	}{
		{"rows of companies",
			[]string{"Company | Amount | Valuation | Investors", "Harlowe | $40 million | $300 million | Sequoia Capital", "Pennant Labs | $25M | undisclosed | Index Ventures"},
			[]string{"funding_round harlowe 40000000 actual", "funding_round pennant-labs 25000000 actual", "valuation harlowe 300000000 actual"}},
		{"an amount of nobody knows what",
			[]string{"Company | Amount | City", "Harlowe | $40 million | Leeds"},
			nil},
		{"the unit in the head, the day in a column",
			[]string{"Company Name | Amount (Millions $) | Round | Date", "Harlowe | 40 | Series A | 2/7/2026", "Pennant Labs | 12.5 | Seed | 2/9/2026"},
			[]string{"funding_round harlowe 40000000 2026-02-07 actual", "funding_round pennant-labs 12500000 2026-02-09 actual"}},
		{"measures against companies",
			[]string{"Metric | Harlowe Cloud | Pennant Labs", "Revenue | $40 million | $70 million", "Valuation | $1 billion | ~$2 billion", "Revenue growth | $4 million | $9 million", "Customers | 400 | 900"},
			[]string{"revenue harlowe-cloud 40000000 actual", "revenue pennant-labs 70000000 actual", "user_count harlowe-cloud 400 actual", "user_count pennant-labs 900 actual", "valuation harlowe-cloud 1000000000 actual", "valuation pennant-labs 2000000000 actual"}},
		{"customers and suppliers",
			[]string{"Customer | Provider | Size", "Harlowe | Pennant Cloud | 20,000 GPUs", "Ardmore | CoreWeave | $80M, 2 years"},
			[]string{"capacity harlowe > pennant-cloud 20000 actual", "purchase_commitment ardmore > coreweave 80000000 actual"}},
		{"years of one measure",
			[]string{"Company | 2025 capex | 2026E capex", "Microsoft | $80B | $94B"},
			[]string{"spending microsoft 80000000000 2025 actual", "spending microsoft 94000000000 planned"}},
		{"megawatts in the head",
			[]string{"Company | Capacity (MW) | Location", "CoreWeave | 470 | Texas"},
			[]string{"capacity coreweave 0.47 actual"}},
		{"suppliers and customers",
			[]string{"Company | Customer | Value", "CoreWeave | Harlowe | $22 billion"},
			[]string{"purchase_commitment harlowe > coreweave 22000000000 actual"}},
		{"who buys whom",
			[]string{"Acquirer | Target | Price", "Harlowe | Pennant Labs | $90 million"},
			[]string{"acquisition harlowe > pennant-labs 90000000 actual"}},
	} {
		got := briefly(rules, documentOf("AI startups this week", c.rows...))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q\n\tgot  %q\n\twant %q", c.name, c.rows, got, c.want)
		}
	}
}

// TestTableOfOneCompany reads the tables of a profile: items, periods, customers.
func TestTableOfOneCompany(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ rows, want []string }{
		{[]string{"Item | Details", "Founded | 2019, Leeds", "Valuation | $2 billion (2025)", "ARR (June 2025) | $50M (up 60%)", "Headcount | 400"},
			[]string{"revenue harlowe-cloud 50000000 2025-06 actual", "valuation harlowe-cloud 2000000000 2025 actual"}},
		{[]string{"Year | Revenue | Net loss", "2024 | $40 million | $9 million", "2027E | $90 million | $2 million"},
			[]string{"profit harlowe-cloud -2000000 planned", "profit harlowe-cloud -9000000 2024 actual", "revenue harlowe-cloud 40000000 2024 actual", "revenue harlowe-cloud 90000000 planned"}},
		{[]string{"Customer | Contract value | Term", "Pennant Labs | $80 million | 3 years"},
			[]string{"purchase_commitment pennant-labs > harlowe-cloud 80000000 actual"}},
	} {
		got := briefly(rules, documentOf("Harlowe Cloud: an AI profile", append([]string{"Harlowe Cloud rents out GPUs."}, c.rows...)...))
		if !slices.Equal(got, c.want) {
			t.Errorf("%q\n\tgot  %q\n\twant %q", c.rows, got, c.want)
		}
	}
}
