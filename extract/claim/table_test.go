package claim

import (
	"slices"
	"testing"
	"time"

	"pactwatch/extract/language"
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
		rows []string
		want []string
	}{
		{
			[]string{"Company | Amount | Valuation | Investors", "Harlowe | $40 million | $300 million | Sequoia Capital", "Pennant Labs | $25M | undisclosed | Index Ventures"},
			[]string{"funding_round harlowe 40000000", "valuation harlowe 300000000", "funding_round pennant-labs 25000000"},
		},
		{
			[]string{"Company | Amount | City", "Harlowe | $40 million | Leeds"},
			nil,
		},
	} {
		d := Document{Title: "AI startups this week", Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)}
		for _, row := range c.rows {
			lo := len(d.Text)
			d.Text += row
			d.Blocks = append(d.Blocks, Block{Span: language.Span{Start: lo, End: len(d.Text)}})
			d.Text += "\n\n"
		}
		var got []string
		for _, x := range rules.Read(d) {
			got = append(got, x.Kind+" "+x.Subject+" "+x.Value.Min.String())
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.rows, got, c.want)
		}
	}
}
