package store

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

// Key is the identity of the finding that a claim belongs to: 16 letters and
// digits, the same for ever. Two claims share it if they agree on kind, parties
// (in either order for a partnership or an agreement's term), value to three
// significant digits, unit, bound, product, basis and period; and on the date
// and its role where the date is part of what is claimed.
func Key(c extract.Claim) string {
	subject, object := c.Subject, c.Object
	if unordered(c.Kind) && object < subject {
		subject, object = object, subject
	}
	parts := []string{c.Kind, subject, object}
	if v := c.Value; v != nil {
		parts = append(parts, v.Unit, significant(v.Min), significant(v.Max), v.Bound)
	} else {
		parts = append(parts, "", "", "", "")
	}
	basis := slices.Clone(c.Basis)
	slices.Sort(basis)
	parts = append(parts, folded(c.Product), strings.Join(slices.Compact(basis), "+"), c.Period)
	if dated(c) {
		parts = append(parts, c.Date, c.DateRole)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return keyText.EncodeToString(sum[:keyLen])
}

// Term is the thread on which a deal's values follow each other: kind, parties
// and product, joined by slashes.
func Term(c extract.Claim) string {
	subject, object := c.Subject, c.Object
	if unordered(c.Kind) && object < subject {
		subject, object = object, subject
	}
	return termOf(c.Kind, slug(subject), slug(object), folded(c.Product))
}

// termOf joins the parts of a term, which are slugs.
func termOf(kind, subject, object, product string) string {
	t := kind + "/" + subject + "/" + object
	if product != "" {
		t += "/" + product
	}
	return t
}

// keyLen is the length of a key in bytes: 80 bits, so that two of a million
// findings share one by chance once in two trillion ledgers.
const keyLen = 10

var keyText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// unordered kinds have no payer and receiver: their parties stand in either order.
func unordered(kind string) bool { return kind == "partnership" || kind == "agreement_term" }

// periodic kinds measure a stretch of time: the same sum in another year is
// another finding.
func periodic(kind string) bool {
	switch kind {
	case "revenue", "profit", "spending":
		return true
	}
	return false
}

// dated reports whether the date is part of a claim's identity.
func dated(c extract.Claim) bool {
	return c.Kind == "agreement_term" || c.DateRole == "by" || c.DateRole == "until" || periodic(c.Kind)
}

// folded is a product's name as identity sees it: case and white space aside.
func folded(product string) string {
	return slug(strings.ToLower(strings.Join(strings.Fields(product), " ")))
}

// slug keeps separators of keys out of names: no NUL, no slash.
func slug(s string) string {
	if strings.ContainsAny(s, "\x00/") {
		s = strings.NewReplacer("\x00", "", "/", "-").Replace(s)
	}
	return s
}

// significant writes a decimal to three significant digits, rounded half to
// even, as coefficient and exponent without trailing zeros: 13.45e9 is "134e8"
// and so is 13.4e9.
func significant(d quantity.Decimal) string {
	coef, exp := d.Coef, int64(d.Exp)
	if coef == 0 {
		return "0"
	}
	sign := ""
	// Work on the magnitude as unsigned: -1<<63 has no positive int64.
	mag := uint64(coef)
	if coef < 0 {
		sign, mag = "-", -mag
	}
	var rest bool // a digit other than zero fell off below the next one
	for mag >= 10000 {
		rest = rest || mag%10 != 0
		mag /= 10
		exp++
	}
	if mag >= 1000 {
		last := mag % 10
		mag /= 10
		exp++
		if last > 5 || last == 5 && (rest || mag%2 == 1) {
			mag++
		}
	}
	for mag%10 == 0 {
		mag /= 10
		exp++
	}
	return sign + strconv.FormatUint(mag, 10) + "e" + strconv.FormatInt(exp, 10)
}

// plain writes a decimal in full: 0.8, 13000000000.
func plain(d quantity.Decimal) string {
	if d.Coef == 0 {
		return "0"
	}
	s := strconv.FormatInt(d.Coef, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	switch {
	case d.Exp >= 0 && d.Exp <= 30:
		return sign + s + strings.Repeat("0", int(d.Exp))
	case d.Exp < 0 && d.Exp >= -30:
		n := int(-d.Exp)
		if len(s) <= n {
			s = strings.Repeat("0", n-len(s)+1) + s
		}
		whole, frac := s[:len(s)-n], strings.TrimRight(s[len(s)-n:], "0")
		if frac == "" {
			return sign + whole
		}
		return sign + whole + "." + frac
	}
	return sign + s + "e" + strconv.Itoa(int(d.Exp))
}
