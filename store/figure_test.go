package store

import (
	"testing"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// TestFigureWords holds that the reason of a comparison names its figures as
// people write them.
func TestFigureWords(t *testing.T) {
	d := func(coef int64, exp int) quantity.Decimal {
		var v quantity.Decimal
		v.Coef = coef
		for ; exp > 0; exp-- {
			v.Coef *= 10
		}
		for ; exp < 0; exp++ {
			v.Exp--
		}
		return v
	}
	for _, tc := range []struct {
		min, max    quantity.Decimal
		unit, bound string
		want        string
	}{
		{d(21, 9), d(21, 9), "USD", "exact", "$21 billion"},
		{d(135, 8), d(135, 8), "USD", "at_least", "at least $13.5 billion"},
		{d(3, 6), d(4, 6), "EUR", "about", "about EUR 3 million to EUR 4 million"},
		{d(-5, 9), d(-5, 9), "USD", "", "−$5 billion"},
		{d(14, 11), d(14, 11), "USD", "at_most", "up to $1.4 trillion"},
		{d(125, -1), d(125, -1), "percent", "exact", "12.5%"},
		{d(60, 3), d(60, 3), "chips", "exact", "60,000 chips"},
		{d(750, 0), d(750, 0), "USD", "exact", "$750"},
		{d(12, -1), d(12, -1), "GW", "exact", "1.2 GW"},
		{d(0, 0), d(0, 0), "USD", "exact", "$0"},
	} {
		c := extract.Claim{Value: &claim.Value{Min: tc.min, Max: tc.max, Unit: tc.unit, Bound: tc.bound}}
		if got := figureWords(&c); got != tc.want {
			t.Errorf("%s..%s %s %s: %q, want %q", plain(tc.min), plain(tc.max), tc.unit, tc.bound, got, tc.want)
		}
	}
}
