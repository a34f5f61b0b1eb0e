package claim

import (
	"testing"

	"pactwatch/extract/party"
)

// TestItemCredits reads digests whose items name their outlet apart from their
// sentences.
func TestItemCredits(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		lines  []string
		source string
	}{
		{[]string{"Harlowe Labs raised $40 million for its AI software. Its investors stay unnamed. (Reuters)"}, "Reuters"},
		{[]string{"Harlowe Labs raised $40 million for its AI software. Its investors stay unnamed. (via ft.com)"}, "ft.com"},
		{[]string{"Harlowe Labs raised $40 million for its AI software.", "Source: TechCrunch"}, "TechCrunch"},
		{[]string{"# Money", "Reuters · 4 March 2026", "Harlowe Labs raised $40 million for its AI software.", "# Chips", "CNBC · 5 March 2026", "Pennant Cloud bought GPUs."}, "Reuters"},
		{[]string{"# Money", "Chip Gazette · 2026-03-04", "Harlowe Labs raised $40 million for its AI software.", "# Chips", "Cloud Gazette · 2026-03-05", "Pennant Cloud bought GPUs."}, "Chip Gazette"},
		{[]string{"Reuters · 4 March 2026", "Harlowe Labs raised $40 million for its AI software."}, ""},                          // the article's own line
		{[]string{"Harlowe Labs raised $40 million for its AI software. It sells to banks (and to insurers)."}, ""},               // no outlet
		{[]string{"Harlowe Labs raised $40 million for its AI software, its chief executive Bo Lind said. (Reuters)"}, "Bo Lind"}, // a source of its own
	} {
		cs := rules.Read(documentOf("News of AI", c.lines...))
		if len(cs) != 1 || cs[0].Source != c.source {
			t.Errorf("%q: got %+v, want one claim with source %q", c.lines, cs, c.source)
		}
	}
}
