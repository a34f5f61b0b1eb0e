package claim

import (
	"slices"
	"testing"

	"pactwatch/extract/party"
)

// TestTerms reads what a sentence says of the deal that one before it, or the
// title, tells of; and nothing where it is open who buys from whom or which
// sum is meant.
func TestTerms(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct {
		title, text string
		want        []string
	}{
		{"News", "Harlowe Labs signed an agreement with Pennant Cloud for GPU capacity to train AI models. The contract runs until 2031 and is worth $2 billion.",
			[]string{"agreement_term harlowe-labs > pennant-cloud 2031 actual", "purchase_commitment harlowe-labs > pennant-cloud 2000000000 2031 actual"}},
		{"News", "Harlowe Labs signed an agreement with Pennant Cloud for GPU capacity to train AI models. The agreement covers 200 megawatts.",
			[]string{"capacity harlowe-labs > pennant-cloud 0.2 actual"}},
		{"News", "Harlowe Labs has agreed to rent GPUs from Pennant Cloud to train AI models. Under the pact, Harlowe Labs will pay $300 million a year.",
			[]string{"purchase_commitment harlowe-labs > pennant-cloud 300000000 planned"}},
		{"Harlowe Labs and Pennant Cloud sign cloud pact for AI", "The three-year deal is worth $90 million, the companies said.",
			[]string{"purchase_commitment harlowe-labs > pennant-cloud 90000000 actual"}},
		{"News", "Harlowe Labs signed a lease with Pennant Cloud for a data center to train AI. Two options to renew could push the total value to $17 billion.",
			[]string{"purchase_commitment harlowe-labs > pennant-cloud 17000000000 possible"}},
		{"Harlowe Labs and Pennant Labs sign AI pact", "The three-year deal is worth $90 million, the companies said.", nil},
		{"News", "Harlowe Labs signed an agreement with Pennant Cloud for GPU capacity to train AI models. The market is worth $2 billion.", nil},
		{"News", "Harlowe Labs signed an agreement with Pennant Cloud for GPU capacity to train AI models. The deal with a third firm is worth $2 billion.", nil},
	} {
		got := briefly(rules, documentOf(c.title, c.text))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q\n\tgot  %q\n\twant %q", c.title, c.text, got, c.want)
		}
	}
}
