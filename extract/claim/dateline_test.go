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
