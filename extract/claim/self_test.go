package claim

import (
	"slices"
	"testing"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// TestOwnDocuments reads documents that companies write about themselves: "we"
// and "the Company" are whom the title names.
func TestOwnDocuments(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ title, text, want string }{
		{
			"Betawave Holdings, Inc.: Form 10-Q",
			"One customer, Oracle, paid late. The Company issued $300 million of notes. The Company has no other debt.",
			"debt betawave > 300000000 USD",
		},
		{
			"Betawave: Letter to our shareholders",
			"Dear shareholders, we have had a good year. Oracle became our customer. We borrowed $300 million in May.",
			"debt betawave > 300000000 USD",
		},
	} {
		d := Document{Title: c.title, Text: c.text, Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), Blocks: []Block{{Span: language.Span{End: len(c.text)}}}}
		var got []string
		for _, x := range rules.Read(d) {
			s := x.Kind + " " + x.Subject + " >"
			if x.Value != nil {
				s += " " + x.Value.Min.String() + " " + x.Value.Unit
			}
			got = append(got, s)
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q lacks %s: gives %q", c.title, c.want, got)
		}
	}
}
