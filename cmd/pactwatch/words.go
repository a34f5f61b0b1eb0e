package main

import (
	"strconv"
	"strings"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// claimWords is a claim in one line: kind, parties, value, date, modality and
// who vouches for it.
func claimWords(c extract.Claim, name func(slug string) string) string {
	parts := []string{strings.ReplaceAll(c.Kind, "_", " ") + ":"}
	switch {
	case c.Subject != "" && c.Object != "":
		parts = append(parts, name(c.Subject)+" → "+name(c.Object))
	case c.Subject != "":
		parts = append(parts, name(c.Subject))
	}
	details := []string{}
	add := func(s string) {
		if s != "" {
			details = append(details, s)
		}
	}
	add(valueWords(c.Value))
	add(c.Product)
	add(c.Event)
	add(c.Form)
	if c.Date != "" {
		add(strings.TrimSpace(c.DateRole + " " + c.Date))
	}
	if c.Period != "" {
		add("per " + c.Period)
	}
	add(c.Modality)
	if c.Derived {
		add("computed")
	}
	if c.Joint {
		add("joint")
	}
	if c.Source != "" {
		add("says " + c.Source)
	}
	if c.Anonymous {
		add("unnamed people")
	}
	return strings.Join(append(parts, strings.Join(details, ", ")), " ")
}

// valueWords is a value as people write it: "up to USD 13.5 billion", "20%".
func valueWords(v *claim.Value) string {
	if v == nil {
		return ""
	}
	figure := decimalWords(v.Min)
	if high := decimalWords(v.Max); high != figure {
		figure += " to " + high
	}
	bound := map[string]string{"about": "about ", "at_least": "at least ", "at_most": "up to "}[v.Bound]
	switch v.Unit {
	case "percent":
		return bound + figure + "%"
	case "GW", "chips", "users":
		return bound + figure + " " + v.Unit
	}
	return bound + v.Unit + " " + figure
}

// decimalWords is d exactly, with a word for its magnitude from a million on.
func decimalWords(d quantity.Decimal) string {
	sign, digits := "", strconv.FormatInt(d.Coef, 10)
	if d.Coef < 0 {
		sign, digits = "-", digits[1:]
	}
	size := len(digits) + int(d.Exp) // digits before the point
	word, shift := "", 0
	switch {
	case d.Coef == 0:
	case size > 15: // more than words make clear
	case size > 12:
		word, shift = " trillion", 12
	case size > 9:
		word, shift = " billion", 9
	case size > 6:
		word, shift = " million", 6
	}
	return sign + plain(digits, int(d.Exp)-shift) + word
}

// plain writes digits × 10^exp without an exponent or idle zeros.
func plain(digits string, exp int) string {
	if exp >= 0 {
		if digits != "0" {
			digits += strings.Repeat("0", min(exp, 40))
		}
		return digits
	}
	if short := -exp + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", min(short, 40)) + digits
	}
	point := len(digits) + exp
	whole, fraction := digits[:max(point, 1)], strings.TrimRight(digits[max(point, 1):], "0")
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}
