package claim

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/party"
)

// TestAbsoluteClauses reads figures in clauses without a finite verb and nouns
// that look like verbs.
func TestAbsoluteClauses(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, want string }{
		{"Pennant closed a round for its AI models, with its valuation soaring to $4 billion.", "valuation pennant > 4000000000 USD"},
		{"Pennant sells AI software and grew fast, its revenue climbing to $40 million.", "revenue pennant > 40000000 USD"},
		{"AI firm Pennant reported $105.5 million quarterly net income.", "profit pennant > 105500000 USD"},
		{"The plan fits Pennant's $6 billion infrastructure spend this year.", "spending pennant > 6000000000 USD"},
		{"More than 800 million people use ChatGPT every week.", "user_count openai > 800000000 users"},
	} {
		if got := brief(rules, c.text); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%q gives %q, want %s", c.text, got, c.want)
		}
	}
}
