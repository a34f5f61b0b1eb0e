package digest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// Number is an exact decimal in plain notation, such as 13000000000 or -0.5.
// Its JSON is a number.
type Number string

// MarshalJSON writes the number as it is.
func (n Number) MarshalJSON() ([]byte, error) {
	if n == "" {
		return []byte("0"), nil
	}
	return []byte(n), nil
}

// UnmarshalJSON keeps the digits as they are.
func (n *Number) UnmarshalJSON(b []byte) error {
	if _, err := strconv.ParseFloat(string(b), 64); err != nil {
		return fmt.Errorf("number %q: %w", b, err)
	}
	*n = Number(b)
	return nil
}

// number writes a decimal in plain notation, with no trailing zeros. Exponents
// beyond what any figure of a deal has are cut to ±40, so that a broken record
// cannot fill the memory.
func number(d quantity.Decimal) Number {
	neg := d.Coef < 0
	digits := strconv.FormatUint(magnitude(d.Coef), 10)
	exp := int(max(min(d.Exp, 40), -40))
	if digits == "0" {
		return "0"
	}
	if exp >= 0 {
		digits += strings.Repeat("0", exp)
	} else {
		if pad := -exp - len(digits) + 1; pad > 0 {
			digits = strings.Repeat("0", pad) + digits
		}
		whole, part := digits[:len(digits)+exp], digits[len(digits)+exp:]
		part = strings.TrimRight(part, "0")
		digits = whole
		if part != "" {
			digits += "." + part
		}
	}
	if neg {
		digits = "-" + digits
	}
	return Number(digits)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// float is n for sorting and drawing, where rounding does not matter.
func (n Number) float() float64 {
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}

func (n Number) abs() Number { return Number(strings.TrimPrefix(string(n), "-")) }

// shift moves the decimal point of a number without sign by exp places.
func (n Number) shift(exp int) Number {
	whole, part, _ := strings.Cut(string(n), ".")
	if exp >= 0 {
		part += strings.Repeat("0", max(0, exp-len(part)))
		whole, part = whole+part[:exp], part[exp:]
	} else {
		whole = strings.Repeat("0", max(0, -exp-len(whole)+1)) + whole
		whole, part = whole[:len(whole)+exp], whole[len(whole)+exp:]+part
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	part = strings.TrimRight(part, "0")
	if part == "" {
		return Number(whole)
	}
	return Number(whole + "." + part)
}

// grouped writes thousands separators into a number without sign.
func (n Number) grouped() string {
	whole, part, found := strings.Cut(string(n), ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if found {
		b.WriteString("." + part)
	}
	return b.String()
}

// signs of currencies that need no code beside them. All others are written
// with their ISO 4217 code.
var signs = map[string]string{
	"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩",
	"CNY": "CN¥", "AUD": "A$", "CAD": "C$", "HKD": "HK$", "SGD": "S$", "TWD": "NT$", "BRL": "R$",
}

var scales = []struct {
	exp  int
	word string
}{{12, "trillion"}, {9, "billion"}, {6, "million"}}

// scaled writes a large number without sign as "13.5 billion". The digits are
// exact: nothing is rounded.
func scaled(n Number) string {
	whole, _, _ := strings.Cut(string(n), ".")
	for _, s := range scales {
		if len(whole) > s.exp {
			return n.shift(-s.exp).grouped() + " " + s.word
		}
	}
	return n.grouped()
}

// amount writes one figure without sign in words: "$20 billion", "20%",
// "800 MW", "100,000".
func amount(n Number, unit string) string {
	switch unit {
	case "percent":
		return string(n) + "%"
	case "GW":
		if n.float() < 1 {
			return n.shift(3).grouped() + " MW"
		}
		return n.grouped() + " GW"
	case "chips", "users", "":
		return scaled(n)
	}
	if sign, ok := signs[unit]; ok {
		return sign + scaled(n)
	}
	return unit + " " + scaled(n)
}

// figure writes a whole value in words: "up to $100 billion", "$20 billion to
// $30 billion". The sign of a negative figure is written unless it is dropped
// by the phrase around it, which then says "loss".
func figure(v Value, signed bool) string {
	one := func(n Number) string {
		if signed && strings.HasPrefix(string(n), "-") {
			return "−" + amount(n.abs(), v.Unit)
		}
		return amount(n.abs(), v.Unit)
	}
	lo, hi := v.Min, v.Max
	if !signed && strings.HasPrefix(string(hi), "-") { // a loss of 2 to 3 is -3 to -2
		lo, hi = hi, lo
	}
	s := one(lo)
	if lo != hi {
		s += " to " + one(hi)
	}
	return s
}

// bounds in words. The looser reading of each is always true; the sharper one
// is taken where the sentence has it.
func bound(c claim.Claim) string {
	if c.Value == nil {
		return ""
	}
	switch c.Value.Bound {
	case "about":
		return "about "
	case "at_least":
		if said(c, "more than", "over", "exceed", "above", "greater than", "north of") {
			return "more than "
		}
		return "at least "
	case "at_most":
		if said(c, "less than", "under", "below", "fewer than") {
			return "less than "
		}
		return "up to "
	}
	return ""
}

// said reports whether one of the words stands in the evidence at the value or
// right before it.
func said(c claim.Claim, words ...string) bool {
	p := c.Evidence.Value
	if p == nil || p.In != c.In || p.Start < c.Start || p.End > c.Start+len(c.Quote) || p.Start >= p.End {
		return false
	}
	from, to := p.Start-c.Start, p.End-c.Start
	near := strings.ToLower(c.Quote[max(0, from-16):to])
	for _, w := range words {
		for rest := near; ; {
			i := strings.Index(rest, w)
			if i < 0 {
				break
			}
			if i == 0 && from <= 16 || i > 0 && rest[i-1] == ' ' {
				return true
			}
			rest = rest[i+1:]
		}
	}
	return false
}

// period in words behind a figure: " a year", " over 5 years".
func period(p string) string {
	switch p {
	case "":
		return ""
	case "year", "month", "week", "day", "quarter":
		return " a " + p
	case "run-rate":
		return " a year at the current rate"
	}
	if n, unit, ok := duration(p); ok {
		return " over " + n + " " + unit
	}
	return " (" + p + ")"
}

// duration reads "5y" or "18mo" and gives the number and the word for its unit.
func duration(p string) (number, unit string, ok bool) {
	for _, u := range [][2]string{{"mo", "month"}, {"y", "year"}, {"w", "week"}, {"d", "day"}} {
		n, found := strings.CutSuffix(p, u[0])
		if !found {
			continue
		}
		if f, err := strconv.ParseFloat(n, 64); err != nil || f <= 0 {
			return "", "", false
		}
		if n == "1" {
			return n, u[1], true
		}
		return n, u[1] + "s", true
	}
	return "", "", false
}

var ordinals = map[string]string{
	"Q1": "the first quarter of ", "Q2": "the second quarter of ", "Q3": "the third quarter of ", "Q4": "the fourth quarter of ",
	"H1": "the first half of ", "H2": "the second half of ",
}

// dateWords writes a claim's date in words and says whether it is one day. What
// is no date is given back as it is.
func dateWords(d string) (words string, day bool) {
	if year, part, found := strings.Cut(d, "-"); found && ordinals[part] != "" {
		return ordinals[part] + year, false
	}
	if t, err := time.Parse("2006-01-02", d); err == nil {
		return t.Format("2 January 2006"), true
	}
	if t, err := time.Parse("2006-01", d); err == nil {
		return t.Format("January 2006"), false
	}
	return d, false
}

// dateEnds gives the first and the last day of a claim's date.
func dateEnds(d string) (first, last time.Time, ok bool) {
	if t, err := time.Parse("2006-01-02", d); err == nil {
		return t, t, true
	}
	if t, err := time.Parse("2006-01", d); err == nil {
		return t, t.AddDate(0, 1, -1), true
	}
	if t, err := time.Parse("2006", d); err == nil {
		return t, t.AddDate(1, 0, -1), true
	}
	year, part, _ := strings.Cut(d, "-")
	t, err := time.Parse("2006", year)
	if err != nil || ordinals[part] == "" {
		return time.Time{}, time.Time{}, false
	}
	n := int(part[1] - '0')
	months := 3
	if part[0] == 'H' {
		months = 6
	}
	first = t.AddDate(0, (n-1)*months, 0)
	return first, first.AddDate(0, months, -1), true
}

// instant writes a time as it was stated: with its own offset, and without a
// clock where it is midnight, since a page that gives a day only means that.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if h, m, s := t.Clock(); h == 0 && m == 0 && s == 0 {
		return t.Format("2006-01-02")
	}
	if _, off := t.Zone(); off == 0 {
		return t.Format("2006-01-02 15:04") + " UTC"
	}
	return t.Format("2006-01-02 15:04 -07:00")
}

// plural counts: "1 outlet", "6 outlets".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
