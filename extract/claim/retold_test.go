package claim

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/party"
)

// TestRetold reads sentences that lean on the one before.
func TestRetold(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, want string }{
		{"Meta invested $14 billion in Scale AI. The deal valued the startup at $29 billion.", "valuation scale-ai > 29000000000 USD"},
		{"OpenAI signed a contract with Oracle to buy $300 billion in computing power. The contract requires 4.5 gigawatts of power capacity.", "capacity openai > oracle 4.5 GW"},
		{"Mistral is building an AI data center. The site will be powered by 13,800 Nvidia chips.", "capacity mistral > nvidia 13800 chips"},
		{"CoreWeave sells AI computing. Last week it expanded its contract with OpenAI by $6.5 billion.", "purchase_commitment openai > coreweave 6500000000 USD"},
		{"“We have $100 million in annual recurring revenue,” said Anna Berg, chief executive of the AI firm Pennant Labs.", "revenue pennant-labs > 100000000 USD"},
		{"“We have $100 million in annual recurring revenue for our AI models,” said Pennant Labs chief executive Anna Berg.", "revenue pennant-labs > 100000000 USD"},
		{"“We have $100 million in recurring revenue for our AI models,” Anna Berg, chief executive of Pennant Labs, said.", "revenue pennant-labs > 100000000 USD"},
		{"The deal, first reported by the Globe, values Pennant Labs, an AI firm, at $4 billion.", "valuation pennant-labs > 4000000000 USD"},
		{"Pennant AI's latest round valued it at $750 million.", "valuation pennant-ai > 750000000 USD"},
		{"Broadcom secures 3 gigawatts of AI chip orders from Meta.", "capacity meta > broadcom 3 GW"},
		{"Broadcom signed a partnership with Meta to supply 3 gigawatts of AI chips, starting with 2 gigawatts.", "capacity meta > broadcom 2 GW"},
	} {
		if got := brief(rules, c.text); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%q gives %q, want %s", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ text, not string }{
		{"Apple is close to a deal to use Google's AI model. It would pay about $1 billion a year for it.", "acquisition"},
		{"OpenAI employees sold shares. The sale values the AI company at $500 billion, up from $300 billion.", "revenue"},
	} {
		if got := brief(rules, c.text); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.not) }) {
			t.Errorf("%q gives %q, want no %s", c.text, got, c.not)
		}
	}
}
