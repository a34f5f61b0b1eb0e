package claim

import (
	"testing"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A new value names the old one that it replaces, and a part says which it is.
func TestReplacesAndScope(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, c := range []struct{ text, value, replaces, scope string }{
		{"Betawave lifted its spending on data centers to $9 billion from $7 billion.", "9000000000", "7000000000", ""},
		{"Betawave's cloud revenue rose to $640 million from $500 million.", "640000000", "500000000", "cloud"},
		{"Betawave's total revenue was $640 million.", "640000000", "", ""},
		{"Betawave's data center revenue was $640 million, and Gammatech's was $30 million.", "640000000", "", "data center"},
	} {
		found := false
		cs := rules.Read(Document{Text: c.text, Blocks: []Block{{Span: language.Span{End: len(c.text)}}}})
		for _, x := range cs {
			if x.Value == nil || x.Value.Min.String() != c.value {
				continue
			}
			found = true
			old := ""
			if x.Replaces != nil {
				old = cs[*x.Replaces].Value.Min.String()
			}
			if old != c.replaces || x.Scope != c.scope {
				t.Errorf("%q: replaces %q, scope %q; want %q, %q", c.text, old, x.Scope, c.replaces, c.scope)
			}
		}
		if !found {
			t.Errorf("%q: no claim of %s in %+v", c.text, c.value, cs)
		}
	}
}
