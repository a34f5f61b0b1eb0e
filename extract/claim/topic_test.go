package claim

import (
	"strings"
	"testing"

	"pactwatch/extract/party"
)

// Partners and budgets of other news are no claims; the same words in news of
// the industry are, and so are those of a text too short to tell.
func TestOnTopic(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	deal := "Harlowe has acquired Pennant for $40 million."
	long := deal + strings.Repeat(" Both of them grow apples in the north and sell them by the road.", 20)
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"short", deal, 1},
		{"farming", long, 0},
		{"named", long + " They also sell AI tools to farmers.", 1},
		{"named in two words", long + " They also sell machine learning to farmers.", 1},
		{"known companies", long + " Nvidia and CoreWeave are among their customers.", 1},
	} {
		if got := brief(rules, c.text); len(got) != c.want {
			t.Errorf("%s: got %q, want %d claims", c.name, got, c.want)
		}
	}
}
