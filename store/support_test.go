package store

import (
	"testing"

	"pactwatch/extract"
)

// A credit that names nobody leaves the claim with the outlet that prints it.
func TestNamelessCreditIsTheOutletsOwn(t *testing.T) {
	o := Options{}.withDefaults()
	harbour := Outlet{Slug: "harbour", Name: "Harbour Times", Known: true}
	for credit, want := range map[string]string{"document": "", "internal slides": "", "Ada Finch": "Ada Finch", "第一财经": "第一财经"} {
		got, _, _, support := o.vouch(extract.Claim{Source: credit}, harbour)
		if got.Name != want || support != Stated {
			t.Errorf("credit %q: origin %q, %s; want %q, stated", credit, got.Name, support, want)
		}
	}
}

// A publisher may be a party to deals of its own. Credited for a deal of others it
// is an outlet that reports; for one of its own, a party that confirms.
func TestOutletsThatMakeDeals(t *testing.T) {
	o := Options{
		Outlet: func(name string) Outlet {
			return Outlet{Slug: "harbour-times", Name: "Harbour Times", Family: "harbour-group", Known: name == "Harbour Times"}
		},
		Speaks: func(source string) string { return map[string]string{"Harbour Times": "harbour-times"}[source] },
	}.withDefaults()
	wire := Outlet{Slug: "wire", Name: "Capital Wire", Known: true}
	for _, tc := range []struct {
		subject string
		party   bool
		want    Support
	}{{"lumen", false, Reported}, {"harbour-times", true, Confirmed}} {
		_, _, party, s := o.vouch(extract.Claim{Subject: tc.subject, Object: "corvid", Source: "Harbour Times"}, wire)
		if party != tc.party || s != tc.want {
			t.Errorf("a deal of %s: %s, party %v; want %s, %v", tc.subject, s, party, tc.want, tc.party)
		}
	}
}
