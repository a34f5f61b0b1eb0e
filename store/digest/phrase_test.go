package digest

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pactwatch/extract"
	"pactwatch/extract/claim"
)

func TestStatement(t *testing.T) {
	evidence := func(quote, figure string) (string, claim.Evidence) {
		i := strings.Index(quote, figure)
		return quote, claim.Evidence{Value: &claim.Pointer{In: "text", Start: i, End: i + len(figure)}}
	}
	more := extract.Claim{Kind: "investment", Subject: "granite", Object: "orchid", Value: sum(13, 9, "USD", "at_least"), Modality: "actual", In: "text"}
	more.Quote, more.Evidence = evidence("Granite put more than $13 billion into Orchid.", "$13 billion")
	least := more
	least.Quote, least.Evidence = evidence("Granite put at least $13 billion, more than anybody, into Orchid.", "$13 billion")
	under := extract.Claim{Kind: "revenue_share", Subject: "orchid", Object: "granite", Value: sum(20, 0, "percent", "at_most"), Modality: "planned", In: "text"}
	under.Quote, under.Evidence = evidence("It is to be less than 20 percent.", "20 percent")

	for _, c := range []struct {
		want  string
		claim extract.Claim
	}{
		{"Orchid AI pays Granite Cloud 20% of revenue", extract.Claim{Kind: "revenue_share", Subject: "orchid", Object: "granite", Value: sum(20, 0, "percent", "exact"), Modality: "actual"}},
		{"Orchid AI is to pay Granite Cloud 10% of revenue by 2030", extract.Claim{Kind: "revenue_share", Subject: "orchid", Object: "granite", Value: sum(10, 0, "percent", "exact"), Date: "2030", DateRole: "by", Modality: "planned"}},
		{"Orchid AI is to pay 80% of Trail revenue", extract.Claim{Kind: "revenue_share", Subject: "orchid", Value: sum(80, 0, "percent", "exact"), Product: "Trail", Modality: "planned"}},
		{"Granite Cloud invested more than $13 billion in Orchid AI", more},
		{"Granite Cloud invested at least $13 billion in Orchid AI", least},
		{"Orchid AI is to pay Granite Cloud less than 20% of revenue", under},
		{"Helix Semiconductor plans to invest up to $100 billion in Orchid AI (24 November 2025)", extract.Claim{Kind: "investment", Subject: "helix", Object: "orchid", Value: sum(100, 9, "USD", "at_most"), Date: "2025-11-24", DateRole: "in", Modality: "planned"}},
		{"Denied: an investment of $2 billion by Helix Semiconductor in Orchid AI", extract.Claim{Kind: "investment", Subject: "helix", Object: "orchid", Value: sum(2, 9, "USD", "exact"), Source: "Mara Lindqvist", Modality: "denied"}},
		{"Denied: Fjord Capital holds about 33.33% of Quarry Data", extract.Claim{Kind: "equity_stake", Subject: "fjord-capital", Object: "quarry", Value: sum(3333, -2, "percent", "about"), Modality: "denied"}},
		{"Tern Robotics may raise €1.2 billion to €1.5 billion", extract.Claim{Kind: "funding_round", Subject: "tern", Value: &claim.Value{Min: dec(12, 8), Max: dec(15, 8), Unit: "EUR", Bound: "exact"}, Modality: "possible"}},
		{"Orchid AI had revenue of $4.3 billion in the first half of 2025", extract.Claim{Kind: "revenue", Subject: "orchid", Value: sum(43, 8, "USD", "exact"), Date: "2025-H1", DateRole: "in", Modality: "actual"}},
		{"Orchid AI has revenue of $20 billion a year at the current rate", extract.Claim{Kind: "revenue", Subject: "orchid", Value: sum(20, 9, "USD", "exact"), Period: "run-rate", Modality: "actual"}},
		{"Orchid AI made a loss of about $8.5 billion in 2025", extract.Claim{Kind: "profit", Subject: "orchid", Value: sum(-85, 8, "USD", "about"), Date: "2025", DateRole: "in", Modality: "actual"}},
		{"Orchid AI is expected to make a loss of $2 billion to $3 billion", extract.Claim{Kind: "profit", Subject: "orchid", Value: &claim.Value{Min: dec(-3, 9), Max: dec(-2, 9), Unit: "USD", Bound: "exact"}, Modality: "planned"}},
		{"Orchid AI has 800 million weekly users of Petal", extract.Claim{Kind: "user_count", Subject: "orchid", Value: sum(800, 6, "users", "exact"), Period: "week", Product: "Petal", Modality: "actual"}},
		{"Quarry Data has at least 300,000 users (business customers)", extract.Claim{Kind: "user_count", Subject: "quarry", Value: sum(3, 5, "users", "at_least"), Product: "business customers", Modality: "actual"}},
		{"Orchid AI has 800 MW of capacity from Helix Semiconductor", extract.Claim{Kind: "capacity", Subject: "orchid", Object: "helix", Value: sum(8, -1, "GW", "exact"), Modality: "actual"}},
		{"Orchid AI plans up to 100,000 chips from Helix Semiconductor", extract.Claim{Kind: "capacity", Subject: "orchid", Object: "helix", Value: sum(100000, 0, "chips", "at_most"), Modality: "planned"}},
		{"Orchid AI is committed to spend $38.5 billion over 7 years with Granite Cloud", extract.Claim{Kind: "purchase_commitment", Subject: "orchid", Object: "granite", Value: sum(385, 8, "USD", "exact"), Period: "7y", Modality: "actual"}},
		{"The agreement of Granite Cloud and Orchid AI on model access runs until 31 March 2032", extract.Claim{Kind: "agreement_term", Subject: "granite", Object: "orchid", Product: "model access", Date: "2032-03-31", DateRole: "until", Modality: "actual"}},
		{"Granite Cloud no longer has exclusive rights from Orchid AI", extract.Claim{Kind: "exclusivity", Subject: "granite", Object: "orchid", Modality: "ended"}},
		{"Orchid AI and Granite Cloud are in talks about a partnership", extract.Claim{Kind: "partnership", Subject: "orchid", Object: "granite", Event: "talks", Modality: "possible"}},
		{"Orchid AI plans to restructure (public benefit corporation)", extract.Claim{Kind: "restructuring", Subject: "orchid", Form: "public benefit corporation", Modality: "planned"}},
		{"Orchid AI may go public", extract.Claim{Kind: "restructuring", Subject: "orchid", Form: "IPO", Modality: "possible"}},
		{"Tern Robotics is valued at ¥3 trillion (pre-money)", extract.Claim{Kind: "valuation", Subject: "tern", Value: sum(3, 12, "JPY", "exact"), Basis: []string{"pre-money"}, Modality: "actual"}},
		{"An unnamed party invested $5 million in Tern Robotics on 3 May 2024", extract.Claim{Kind: "investment", Object: "tern", Value: sum(5, 6, "USD", "exact"), Date: "2024-05-03", DateRole: "in", Modality: "actual"}},
		{"Quarry Data acquired Tern Robotics for CHF 1,250", extract.Claim{Kind: "acquisition", Subject: "quarry", Object: "tern", Value: sum(125, 1, "CHF", "exact"), Modality: "actual"}},
		{"secondment: Orchid AI and Tern Robotics, $3 million, planned", extract.Claim{Kind: "secondment", Subject: "orchid", Object: "tern", Value: sum(3, 6, "USD", "exact"), Modality: "planned"}},
	} {
		if got := Statement(c.claim, testNames); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// Every kind in every modality, with all its fields and with none, for readers
// to look over.
func TestStatementsGolden(t *testing.T) {
	var b strings.Builder
	kinds := map[string]bool{}
	for k := range phrases {
		kinds[k] = true
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		kind, special, _ := strings.Cut(k, "/")
		fmt.Fprintf(&b, "%s\n", k)
		for _, modality := range []string{"actual", "planned", "possible", "ended", "denied"} {
			bare := extract.Claim{Kind: kind, Modality: modality}
			full := extract.Claim{Kind: kind, Subject: "orchid", Object: "granite", Modality: modality, Product: "Petal", Date: "2025", DateRole: "in"}
			unit := "USD"
			switch kind {
			case "partnership":
				bare.Event, full.Event = special, special
			case "restructuring":
				bare.Form, full.Form = special, special
			case "capacity":
				unit = "chips"
			case "user_count":
				unit = "users"
			}
			if special == "percent" || special == "GW" {
				unit = special
			}
			full.Value = sum(12, 0, unit, "about")
			if kind == "agreement_term" {
				full.Value, full.DateRole = nil, "until"
			}
			fmt.Fprintf(&b, "  %-8s %s\n           %s\n", modality, Statement(full, testNames), Statement(bare, nil))
		}
	}
	golden(t, filepath.Join("testdata", "statements.txt"), []byte(b.String()))
}

// A form with a bracket that does not close, or a group that names nothing,
// would break at run time.
func TestForms(t *testing.T) {
	for kind, f := range phrases {
		for _, form := range []string{f.actual, f.planned, f.possible, f.ended, f.thing} {
			if form == "" {
				t.Errorf("%s lacks a form", kind)
			}
			if strings.Count(form, "[") != strings.Count(form, "]") || strings.Count(form, "{") != strings.Count(form, "}") {
				t.Errorf("%s: %q does not close", kind, form)
			}
			for group := range strings.SplitSeq(form, "[") {
				if in, _, found := strings.Cut(group, "]"); found && strings.Count(in, "{") != 1 {
					t.Errorf("%s: group [%s] of %q needs one placeholder", kind, in, form)
				}
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		coef int64
		exp  int32
		want Number
	}{{0, 0, "0"}, {0, 12, "0"}, {13, 9, "13000000000"}, {8, -1, "0.8"}, {-5, -1, "-0.5"}, {12345, -2, "123.45"}, {100, -2, "1"}, {1, -4, "0.0001"}, {-9223372036854775808, 0, "-9223372036854775808"}, {33333, -3, "33.333"}} {
		if got := number(dec(c.coef, c.exp)); got != c.want {
			t.Errorf("number(%d × 10^%d) = %s, want %s", c.coef, c.exp, got, c.want)
		}
	}
	for _, c := range []struct {
		n    Number
		unit string
		want string
	}{{"1234567890", "USD", "$1.23456789 billion"}, {"999999", "EUR", "€999,999"}, {"1000000", "GBP", "£1 million"}, {"0.25", "GW", "250 MW"}, {"0.0005", "GW", "0.5 MW"}, {"1.5", "GW", "1.5 GW"}, {"12.5", "percent", "12.5%"}, {"1500000000000", "USD", "$1.5 trillion"}, {"1234", "", "1,234"}} {
		if got := amount(c.n, c.unit); got != c.want {
			t.Errorf("amount(%s, %s) = %s, want %s", c.n, c.unit, got, c.want)
		}
	}
}

// A company that nobody has a name for is called as the articles write it.
func TestUnknownCompaniesAsWritten(t *testing.T) {
	quote := "In May quillWorks’s owner bought the MOSSBANK fund for $5 million."
	at := func(words string) *claim.Pointer {
		i := strings.Index(quote, words)
		return &claim.Pointer{In: "text", Start: 100 + i, End: 100 + i + len(words)}
	}
	c := extract.Claim{Kind: "acquisition", Subject: "quillworks", Object: "mossbank", Modality: "actual", Value: sum(5, 6, "USD", "exact"),
		In: "text", Start: 100, Quote: quote, Evidence: claim.Evidence{Subject: at("quillWorks’s"), Object: at("MOSSBANK")}}
	known := func(slug string) string { return map[string]string{"mossbank": "Mossbank Partners"}[slug] }
	for _, tc := range []struct {
		names func(string) string
		want  string
	}{
		{nil, "quillWorks acquired MOSSBANK for $5 million"},
		{func(slug string) string { return slug }, "quillWorks acquired MOSSBANK for $5 million"}, // a gazetteer that knows neither
		{known, "quillWorks acquired Mossbank Partners for $5 million"},
	} {
		if got := Statement(c, tc.names); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
	c.Evidence.Subject = at("owner")
	if got, want := Statement(c, known), "Quillworks acquired Mossbank Partners for $5 million"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
