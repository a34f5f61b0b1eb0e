package claim

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"pactwatch/extract/party"
)

// TestFigures reads sentences that each state a company's figures, or only seem
// to.
func TestFigures(t *testing.T) {
	testSentences(t, "testdata/figures.yaml", set(`revenue profit spending user_count equity_stake valuation funding_round investment acquisition`))
}

// TestContracts reads sentences that each state the terms of a contract, or only
// seem to.
func TestContracts(t *testing.T) {
	testSentences(t, "testdata/contracts.yaml", set(`revenue_share profit_share agreement_term exclusivity licensing purchase_commitment capacity debt`))
}

// TestPartners reads sentences that say who works with whom, or only seem to.
func TestPartners(t *testing.T) {
	testSentences(t, "testdata/partners.yaml", set(`partnership`))
}

// TestOutlays reads sentences on what is bought, built, spent and borrowed.
func TestOutlays(t *testing.T) {
	testSentences(t, "testdata/outlays.yaml", set(`purchase_commitment capacity spending debt`))
}

// testSentences reads the sentences of a file, which lists all their claims of
// some kinds. Sentences marked as gaps must still be gaps.
func testSentences(t *testing.T, file string, kinds map[string]bool) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text   string   `yaml:"text"`
		Claims []string `yaml:"claims"`
		Gap    bool     `yaml:"gap"`
	}
	if err := yaml.UnmarshalWithOptions(b, &cases, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range cases {
		got := slices.DeleteFunc(brief(rules, c.Text), func(s string) bool {
			kind, _, _ := strings.Cut(s, " ")
			return !kinds[kind]
		})
		want := slices.Clone(c.Claims)
		slices.Sort(got)
		slices.Sort(want)
		switch ok := slices.Equal(got, want); {
		case ok && c.Gap:
			t.Errorf("%q is read: take its gap mark away", c.Text)
		case !ok && !c.Gap:
			t.Errorf("%q\n\tgot  %q\n\twant %q", c.Text, got, want)
		}
	}
}
