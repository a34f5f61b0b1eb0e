package claim

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/party"
)

// TestAntecedents reads who is meant where a name is not said again.
func TestAntecedents(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ name, text, want string }{
		{"ticker behind the subject", "Pennant Cloud (NYSE: PNTC) rose after it landed a $2.5 billion contract from Anthropic.", "purchase_commitment anthropic > pennant-cloud"},
		{"short name in brackets", "The board of Harlowe Compute (HCX) met in May. HCX raised $40 million to train AI models.", "funding_round harlowe-compute"},
		{"no ticker as a party", "Pennant Cloud (NASDAQ: PNTC) raised $40 million to train AI models.", "funding_round pennant-cloud"},
		{"described before the name", "American software group Harlowe met the Scottish laboratory Pennant. The Scottish firm raised $40 million to train AI models.", "funding_round pennant"},
		{"described behind the name", "Harlowe, an American software company, met Pennant, a Danish maker of robots. The Danish firm raised $40 million to train AI models.", "funding_round pennant"},
		{"another country's", "Pennant was visited by Harlowe, a Danish startup. The American startup raised $40 million to train AI models.", "funding_round pennant"},
		{"whose leader has just spoken", "“We are growing fast,” Jane Roe, chief executive of Harlowe, said of her AI models. The company lost $30 million last year.", "profit harlowe"},
		{"who speaks, named behind", "The startup, founded in 2023, has now raised $40 million to train AI models, Harlowe said.", "funding_round harlowe"},
		{"the speaker's company", "Harlowe has signed a contract with Pennant Labs. The company lost $30 million last year, Pennant Labs chief executive Anna Berg said.", "profit pennant-labs"},
	} {
		got := brief(rules, c.text)
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%s: %q gives %q, want %s", c.name, c.text, got, c.want)
		}
		for _, s := range got {
			if strings.Contains(s, "pntc") || strings.Contains(s, "hcx") || strings.Contains(s, "nyse") {
				t.Errorf("%s: a ticker is a party in %q", c.name, s)
			}
		}
	}
}

// TestGuessedSides reads contracts and partnerships whose second side the
// sentence does not name where one looks for it.
func TestGuessedSides(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, want, not string }{
		{"Novartis bought Harlowe. The deal follows a collaboration with Pfizer that has brought Harlowe $12 million.", "partnership harlowe > pfizer", "partnership novartis"},
		{"Another company is Pfizer, with which Harlowe formed a joint venture in September.", "partnership harlowe > pfizer", ""},
	} {
		got := strings.Join(brief(rules, c.text), "\n")
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%q gives %q, want %q and no %q", c.text, got, c.want, c.not)
		}
	}
}

// TestSubjects reads whose clause it is where a name stands nearer than its
// subject.
func TestSubjects(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, want string }{
		{"Harlowe Labs, founded in 2019 by the engineers of Pennant Data, is an AI platform that has achieved a $4 billion valuation.", "valuation harlowe-labs"},
		{"Europe's hope to rival OpenAI, Harlowe Labs, has raised $50 million to train AI models.", "funding_round harlowe-labs"},
		{"Ardmore Capital put $5 million into AI startup Harlowe Labs' latest funding round, which valued the company at $90 million.", "valuation harlowe-labs"},
		{"Harlowe Labs opened an office with Pennant Labs, while Google said it would spend $15 billion on an AI data center.", "spending google"},
		{"Harlowe Labs, a German AI company, is growing. Investors, including SAP, pumped $40 million into the German company.", "funding_round harlowe-labs"},
		{"Intel has bought the AI chipmaker Habana Labs. Habana, founded in 2016, has an office in Leeds. It has raised $12 million from Ardmore Capital and Bessemer.", "funding_round habana-labs"},
		{"Nvidia invested $2 billion in Harlowe Labs Class A stock to train AI models.", "investment nvidia > harlowe-labs"},
	} {
		got := strings.Join(brief(rules, c.text), "\n")
		if !strings.Contains(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

// TestNobodysFigures gives no claim where a plural without a name is the subject.
func TestNobodysFigures(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	text := "According to a report by Harlowe Data, European AI startups raised $7 billion in venture funding in 2023."
	if got := brief(Compile(g), text); len(got) > 0 {
		t.Errorf("%q gives %q, want nothing", text, got)
	}
}

// TestDealOfTwoSentences reads the size of a deal that the sentence before
// introduces without one.
func TestDealOfTwoSentences(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, want string }{
		{"Pennant Cloud announced an agreement to deliver AI infrastructure to Harlowe Labs. The total contract value through 2031 is $7 billion.", "purchase_commitment harlowe-labs > pennant-cloud 7000000000"},
		{"Pennant Cloud will supply Harlowe Labs with GPUs for AI. The five-year contract is worth about $4 billion.", "purchase_commitment harlowe-labs > pennant-cloud 4000000000"},
	} {
		got := strings.Join(brief(rules, c.text), "\n")
		if !strings.Contains(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}
