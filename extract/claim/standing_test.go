package claim

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// TestStanding reads who is meant where two organisations might be, one case for
// each rule, and nobody where no rule tells them apart.
func TestStanding(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ name, text, want string }{
		{"who says it of itself", "Pennant Labs trains models on Harlowe's chips. Pennant Labs is small. Harlowe said that it lost $30 million last year.", "profit harlowe"},
		{"subject of the sentence before", "Harlowe Cloud signed a lease with Pennant Labs in May. It lost $30 million last year on its AI models.", "profit harlowe-cloud"},
		{"what joins two verbs is no subject", "Harlowe Cloud set up a fund with Ardmore Labs and Pennant Labs last year, and is building AI models. It lost $30 million last year.", "profit harlowe-cloud"},
		{"what the description needs", "Harlowe, an American software company, competes with Pennant, a Danish maker of AI robots. The robot maker lost $30 million last year.", "profit pennant"},
		{"open", "AI models cost money. In May, rooms were let to Harlowe Labs by Pennant Labs. Then the company lost $30 million.", ""},
	} {
		got := brief(rules, c.text)
		if c.want == "" {
			if len(got) > 0 {
				t.Errorf("%s: %q gives %q, want nothing", c.name, c.text, got)
			}
			continue
		}
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%s: %q gives %q, want %s", c.name, c.text, got, c.want)
		}
	}
}

// TestOpenAntecedentIsTold explains between whom a description is open.
func TestOpenAntecedentIsTold(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	text := "AI models cost money. In May, rooms were let to Harlowe Labs by Pennant Labs. Then the company lost $30 million."
	_, seen := Compile(g).Explain(Document{Text: text, Blocks: []Block{{Span: language.Span{Start: 0, End: len(text)}}}})
	var lines []string
	for _, s := range seen {
		lines = append(lines, s.Frames...)
	}
	if got := strings.Join(lines, "\n"); !strings.Contains(got, "means harlowe-labs or pennant-labs is open") {
		t.Errorf("the explanation does not say who stands equal:\n%s", got)
	}
}

// TestLongSentence reads a claim far behind the start of a sentence that never
// ends.
func TestLongSentence(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("the AI model answers questions; ", 300) + "Harlowe Labs raised $40 million in a round led by Ardmore Capital; " + strings.Repeat("the AI model answers questions; ", 300)
	if got := brief(Compile(g), text); !slices.Equal(got, []string{"funding_round harlowe-labs > 40000000 USD"}) {
		t.Errorf("a long sentence gives %q", got)
	}
}
