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
