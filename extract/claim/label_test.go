package claim

import (
	"slices"
	"testing"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// documentOf makes a document of blocks; "# " before one makes it a heading.
func documentOf(title string, lines ...string) Document {
	d := Document{Title: title, Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)}
	for _, l := range lines {
		heading := l[0] == '#'
		if heading {
			l = l[2:]
		}
		lo := len(d.Text)
		d.Text += l
		d.Blocks = append(d.Blocks, Block{Span: language.Span{Start: lo, End: len(d.Text)}, Heading: heading})
		d.Text += "\n\n"
	}
	return d
}

// briefly writes the claims of a document as brief does, with date and modality.
func briefly(rules *Rules, d Document) []string {
	var out []string
	for _, c := range rules.Read(d) {
		s := c.Kind + " " + c.Subject
		if c.Object != "" {
			s += " > " + c.Object
		}
		if c.Value != nil {
			s += " " + c.Value.Min.String()
		}
		if c.Date != "" {
			s += " " + c.Date
		}
		out = append(out, s+" "+c.Modality)
	}
	slices.Sort(out)
	return out
}

// TestLabels reads figures that a label, the heading above it or both make
// claims, and nothing from labels of what no claim is about.
func TestLabels(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"figures of the company of the title",
			[]string{"# Key facts", "Revenue: $40 million (2025)", "Net loss: $12 million (2025)", "Customers: 2,000+", "Market cap: $900 million", "Employees: 400", "Gross margin: 61%", "Stock price: $14"},
			[]string{"profit pennant-labs -12000000 2025 actual", "revenue pennant-labs 40000000 2025 actual", "user_count pennant-labs 2000 actual", "valuation pennant-labs 900000000 actual"}},
		{"periods under a heading",
			[]string{"Revenue trajectory:", "Q3 2025: $11 million (up 40%)", "Full year 2024: $31 million", "2027 target: $90 million"},
			[]string{"revenue pennant-labs 11000000 2025-Q3 actual", "revenue pennant-labs 31000000 2024 actual", "revenue pennant-labs 90000000 2027 planned"}},
		{"a heading of another measure ends the one before",
			[]string{"Revenue trajectory:", "Q3 2025: $11 million", "Office rent:", "Q3 2025: $2 million"},
			[]string{"revenue pennant-labs 11000000 2025-Q3 actual"}},
		{"the noun behind the figure",
			[]string{"June 2026 target: $70M ARR"},
			[]string{"revenue pennant-labs 70000000 2026-06 planned"}},
		{"the customer of a section",
			[]string{"# Major Customer Contracts", "Novartis:", "Contract value: $30 million over 3 years", "Pfizer:", "Contract value: $20 million"},
			[]string{"purchase_commitment novartis > pennant-labs 30000000 actual", "purchase_commitment pfizer > pennant-labs 20000000 actual"}},
		{"what the company has bought",
			[]string{"Key acquisitions: Ardmore Data ($30 million, 2024), Orrin (2025)", "Acquisitions: none of note"},
			[]string{"acquisition pennant-labs > ardmore-data 30000000 2024 actual", "acquisition pennant-labs > orrin 2025 actual"}},
		{"deals of the company by whom they are with",
			[]string{"Orrin Cloud: $300M over 5 years (40 MW)", "CoreWeave — 2,000 GPUs", "SAP: $8M invested since 2023", "IBM: 12% stake", "Sector growth: 8%"},
			[]string{"capacity pennant-labs > coreweave 2000 actual", "capacity pennant-labs > orrin-cloud 0.04 actual", "equity_stake ibm > pennant-labs 12 actual",
				"investment sap > pennant-labs 8000000 2023 actual", "purchase_commitment pennant-labs > orrin-cloud 300000000 actual"}},
		{"who has invested",
			[]string{"Key investors: Ardmore ($8M), Orrin ($3M), SAP"},
			[]string{"investment ardmore > pennant-labs 8000000 actual", "investment orrin > pennant-labs 3000000 actual"}},
		{"whom the company works with",
			[]string{"Key partners: Ardmore Data (chips), Orrin and SAP", "Partners: those who want to come along"},
			[]string{"partnership pennant-labs > ardmore-data actual", "partnership pennant-labs > orrin actual", "partnership pennant-labs > sap actual"}},
		{"partners before the label's colon",
			[]string{"SAP, Oracle: joint research partnerships", "IBM: deep technology partnership"},
			[]string{"partnership pennant-labs > ibm actual", "partnership pennant-labs > oracle actual", "partnership pennant-labs > sap actual"}},
		{"partners below their heading",
			[]string{"# Strategic Partnerships", "SAP: sells the models", "Oracle: hosts them"},
			[]string{"partnership pennant-labs > oracle actual", "partnership pennant-labs > sap actual"}},
		{"an arrow from an old figure to a new one",
			[]string{"ARR: $4.3M (2024) → $20M (2025)"},
			[]string{"revenue pennant-labs 20000000 2025 actual", "revenue pennant-labs 4300000 2024 actual"}},
		{"spending behind a minus",
			[]string{"Capital expenditures: -$8 million"},
			[]string{"spending pennant-labs 8000000 actual"}},
	} {
		got := briefly(rules, documentOf("Pennant Labs: profile of an AI company", append([]string{"Pennant Labs trains AI models for hospitals."}, c.lines...)...))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q\n\tgot  %q\n\twant %q", c.name, c.lines, got, c.want)
		}
	}
}

// TestListsOfCompanies reads lines that give one figure for each company, of what
// the heading says, and lines of a timeline.
func TestListsOfCompanies(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		title string
		lines []string
		want  []string
	}{
		{"Big tech and AI", []string{"# 2026 capex guidance", "Microsoft: $80B", "Amazon: $100 billion (up from $83B)", "Nvidia: $5 billion deal"},
			[]string{"spending amazon 100000000000 2026 planned", "spending microsoft 80000000000 2026 planned"}},
		{"AI labs", []string{"Valuations of AI labs:", "OpenAI – $500 billion", "xAI: $200B"},
			[]string{"valuation openai 500000000000 actual", "valuation xai 200000000000 actual"}},
		{"AI labs", []string{"# 1. OpenAI", "ARR: $13B", "# 2. Anthropic", "ARR: $5B"},
			[]string{"revenue anthropic 5000000000 actual", "revenue openai 13000000000 actual"}},
		{"Harlowe Labs: a history", []string{"Harlowe Labs trains AI models.", "Jan 2024: Acquires Ardmore Data for $30M", "2025: Signs $40 million compute deal with CoreWeave"},
			[]string{"acquisition harlowe-labs > ardmore-data 30000000 2024-01 actual", "purchase_commitment harlowe-labs > coreweave 40000000 2025 actual"}},
	} {
		got := briefly(rules, documentOf(c.title, c.lines...))
		if !slices.Equal(got, c.want) {
			t.Errorf("%q\n\tgot  %q\n\twant %q", c.lines, got, c.want)
		}
	}
}

// TestThemes reads fragments about whom their row, their paragraph's first words
// or their heading names.
func TestThemes(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		lines []string
		want  []string
	}{
		{[]string{"Databricks | Databricks sells AI software. Raised $50 million at a $900 million valuation."},
			[]string{"funding_round databricks 50000000 actual", "valuation databricks 900000000 actual"}},
		{[]string{"Snowflake's quarter looked solid. Revenue hit $12 million."},
			[]string{"revenue snowflake 12000000 actual"}},
		{[]string{"# Databricks", "Growth goes on. Revenue hit $12 million."},
			[]string{"revenue databricks 12000000 actual"}},
	} {
		lines := append([]string{"Harlowe Labs sells an AI platform. It competes with two others."}, c.lines...)
		got := briefly(rules, documentOf("Harlowe Labs and its competitors", lines...))
		if !slices.Equal(got, c.want) {
			t.Errorf("%q\n\tgot  %q\n\twant %q", c.lines, got, c.want)
		}
	}
}

// TestWhoseProfile gives the figures of a profile to the company that the title
// and the text name, not to the series that it appears in.
func TestWhoseProfile(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	d := documentOf("Market Insight: Databricks", "Databricks sells an AI platform for company data to its many customers.", "We like it. We use it. We think that we know it.", "Valuation: $900 million")
	if got, want := briefly(Compile(g), d), []string{"valuation databricks 900000000 actual"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
