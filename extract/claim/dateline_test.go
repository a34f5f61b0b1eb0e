package claim

import (
	"testing"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A dateline, however its dash is written, is not who says what follows.
func TestDatelineIsNoSource(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, dateline := range []string{"AUSTIN, Texas -- ", "AUSTIN, Texas — ", "AUSTIN, Texas – ", "AUSTIN -- ", "AUSTIN, Texas, Oct. 3 -- "} {
		text := dateline + "Oracle announced that Anthropic has signed a contract to purchase $3 billion of cloud infrastructure from Oracle."
		claims := rules.Read(Document{Text: text, Blocks: []Block{{Span: language.Span{End: len(text)}}}})
		if len(claims) != 1 || claims[0].Source != "Oracle" {
			t.Errorf("%q: got %+v, want one claim by Oracle", dateline, claims)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct{ text, rest, day string }{
		{"AUSTIN, Texas -- Harlowe announced a deal.", "Harlowe", ""},
		{"LEEDS (Harbour Wire) - Harlowe announced a deal.", "Harlowe", ""},
		{"REDMOND, Wash., and LEEDS, Nov. 18, 2025 (WIRE PRESS) — Harlowe announced a deal.", "Harlowe", "2025-11-18"},
		{"Paris, March 4, 2024 – Harlowe announced a deal.", "Harlowe", "2024-03-04"},
		{"March 5 (Harbour Wire) - Harlowe denied it.", "Harlowe", ""},
		{"Harlowe - which makes chips - bought Pennant.", "Harlowe", ""},
		{"IBM and Harlowe said on Monday they would merge - at last.", "IBM", ""},
		{"HARLOWE — a maker of chips — bought Pennant.", "HARLOWE", ""},
		{"VELA Data — $40 million seed.", "VELA", ""},
		{"VELA Data — a young firm — bought Pennant.", "VELA", ""},
		{"Harlowe (the lab of two engineers) — seeking a round.", "Harlowe", ""},
		{"OpenAI-backed Harlowe bought Pennant.", "OpenAI-backed", ""},
		{"HARLOWE — $40 million Series B", "HARLOWE", ""},
		{"HARLOWE Robotics – (in talks) $40 million", "HARLOWE", ""},
	} {
		s := language.Sentence{Span: language.Span{End: len(c.text)}}
		toks := language.Tokenize(c.text, s.Span)
		n := dateline(toks)
		if got := c.text[toks[n].Start:toks[n].End]; got != c.rest {
			t.Errorf("%q: the story starts at %q, want %q", c.text, got, c.rest)
		}
		day := ""
		if d := datelineDay(c.text, toks[:n]); !d.IsZero() {
			day = d.Format("2006-01-02")
		}
		if day != c.day {
			t.Errorf("%q: got day %q, want %q", c.text, day, c.day)
		}
	}
}
