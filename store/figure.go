package store

import (
	"strings"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

// figureWords is a claim's value as the reason of a comparison says it:
// "$21 billion", "at least 20%", "$3 million to $4 million".
func figureWords(c *extract.Claim) string {
	v := c.Value
	if v == nil {
		return valueWords(*c)
	}
	s := amountWords(v.Min, v.Unit)
	if v.Min != v.Max {
		s += " to " + amountWords(v.Max, v.Unit)
	}
	switch v.Bound {
	case "at_least":
		return "at least " + s
	case "at_most":
		return "up to " + s
	case "about":
		return "about " + s
	}
	return s
}

// amountWords writes one figure with its unit. The digits are exact: nothing is
// rounded.
func amountWords(d quantity.Decimal, unit string) string {
	sign := ""
	if d.Coef < 0 {
		sign, d.Coef = "−", -d.Coef
	}
	switch unit {
	case "percent":
		return sign + plain(d) + "%"
	case "GW":
		return sign + plain(d) + " GW"
	case "chips", "users":
		return sign + scaled(d) + " " + unit
	case "USD":
		return sign + "$" + scaled(d)
	}
	return sign + unit + " " + scaled(d)
}

// scaled writes a figure that is not negative as "13.5 billion" or "60,000".
func scaled(d quantity.Decimal) string {
	whole, part, _ := strings.Cut(plain(d), ".")
	for _, scale := range []struct {
		digits int
		word   string
	}{{12, "trillion"}, {9, "billion"}, {6, "million"}} {
		if n := len(whole) - scale.digits; n > 0 {
			part = strings.TrimRight(whole[n:]+part, "0")
			return point(whole[:n], part) + " " + scale.word
		}
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return point(whole, part)
}

func point(whole, part string) string {
	if part == "" {
		return whole
	}
	return whole + "." + part
}
