package store

import (
	"math"

	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// fit is how the ranges of two figures lie to each other.
type fit int

const (
	apart    fit = iota // they cannot both hold
	overlap             // they can
	alike               // they say the same
	narrower            // the first lies within the second
	wider               // the second lies within the first
)

// fitting compares the ranges that two figures of one unit leave open. A bare
// figure is as exact as it is written, but no more than to two digits: 14
// billion may be 14.3 billion rounded. "About" leaves a tenth. An open bound is
// narrowed only by a figure near it: "more than 13" says nothing of 100.
func fitting(x, y *claim.Value) fit {
	lx, hx := bounds(x)
	ly, hy := bounds(y)
	if lx > hy || ly > hx {
		return apart
	}
	open := math.IsInf(ly, -1) || math.IsInf(hy, 1) || math.IsInf(lx, -1) || math.IsInf(hx, 1)
	near := func() bool {
		a, b := math.Abs(float(x.Max)), math.Abs(float(y.Max))
		return a <= 1.5*b && b <= 1.5*a
	}
	switch {
	case lx == ly && hx == hy:
		return alike
	case lx >= ly && hx <= hy:
		if open && !near() {
			return overlap
		}
		return narrower
	case ly >= lx && hy <= hx:
		return wider
	}
	return overlap
}

// bounds is the range that a figure leaves open.
func bounds(v *claim.Value) (lo, hi float64) {
	lo, hi = float(v.Min), float(v.Max)
	switch v.Bound {
	case "at_least":
		return lo - slack(v.Min), math.Inf(1)
	case "at_most":
		return math.Inf(-1), hi + slack(v.Max)
	case "about":
		return lo - math.Max(math.Abs(lo)/10, slack(v.Min)), hi + math.Max(math.Abs(hi)/10, slack(v.Max))
	}
	return lo - slack(v.Min), hi + slack(v.Max)
}

// slack is half a unit in the last digit that a figure gives, or in its second
// one where it gives fewer.
func slack(d quantity.Decimal) float64 {
	if d.Coef == 0 {
		return 0
	}
	coef, exp := d.Coef, int(d.Exp)
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	digits := 0
	for c := coef; c != 0; c /= 10 {
		digits++
	}
	return 0.5 * math.Pow10(exp-max(0, 2-digits))
}
