package claim

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/party"
)

// TestDefinedTerms reads texts that define a term for a party in brackets.
func TestDefinedTerms(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	const intro = `Northgate Compute, Inc. (the "Company") builds AI data centers. It completed a private placement with an affiliate of funds managed by Stonebridge Partners L.P. (the "Investor"). `
	for _, c := range []struct{ name, text, want string }{
		{"a quoted role", intro + "The Investor holds a 12% equity interest in the Company.", "equity_stake stonebridge-partners > northgate-compute"},
		{"a role without quotes", "Northgate Compute raised money for AI from Stonebridge Partners (the Purchaser). The Purchaser owns 7% of Northgate Compute.", "equity_stake stonebridge-partners > northgate-compute"},
		{"in the sentence itself", `Northgate Compute, Inc. (the "Company") signed an AI cloud contract with Halden Cloud under which Halden Cloud will pay the Company $2.4 billion.`, "purchase_commitment halden-cloud > northgate-compute"},
		{"who we are", `Northgate Compute, Inc. (together with its subsidiaries, the "Company," "we" or "us") rents out AI chips. We borrowed $300 million from Stonebridge Partners.`, "debt northgate-compute"},
		{"initials", `Halden Fjord Infrastructure ("HFI") builds AI data centers. Today HFI raised $40 million.`, "funding_round halden-fjord-infrastructure"},
	} {
		if got := brief(rules, c.text); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%s: %q gives %q, want %s", c.name, c.text, got, c.want)
		}
	}
	for _, c := range []struct{ text, not string }{
		{`Northgate Compute signed an AI lease with Halden Cloud (the "Lease"). The Lease holds a 12% equity interest in Fordham AI.`, "equity_stake halden-cloud"},
		{intro + "Investor holds a 12% equity interest in Fordham AI.", "equity_stake stonebridge-partners"},
	} {
		if got := brief(rules, c.text); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.not) }) {
			t.Errorf("%q gives %q", c.text, got)
		}
	}
}
