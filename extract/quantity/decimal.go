// Package quantity reads amounts and times: a tokenised sentence in, typed
// values with their byte spans out. Money is exact decimal arithmetic.
package quantity

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Decimal is Coef × 10^Exp, exact. The zero value is 0. Two decimals that are
// equal in value compare equal by Cmp, and by == once normalised. Every
// function of this package returns normalised ones.
type Decimal struct {
	Coef int64
	Exp  int32
}

// errDecimal is why a text is no Decimal.
var errDecimal = errors.New("want digits with at most one point, at most 18 of them significant")

// Exponents beyond these are no amounts of this world; they also keep
// arithmetic on Exp from overflowing.
const maxExp, minExp = 60, -60

// NewDecimal returns coef × 10^exp, normalised.
func NewDecimal(coef int64, exp int32) Decimal {
	return Decimal{coef, exp}.Norm()
}

// ParseDecimal reads a plain number: 13, -0.8, 1.5e9. Grouping marks are errors.
func ParseDecimal(s string) (Decimal, error) {
	d, ok := parseDecimal(s)
	if !ok {
		return Decimal{}, fmt.Errorf("decimal %q: %w", s, errDecimal)
	}
	return d, nil
}

func parseDecimal(s string) (Decimal, bool) {
	mantissa, exponent, hasExp := strings.Cut(s, "e")
	if !hasExp {
		mantissa, exponent, hasExp = strings.Cut(s, "E")
	}
	exp := int32(0)
	if hasExp {
		n, err := strconv.ParseInt(exponent, 10, 16)
		if err != nil {
			return Decimal{}, false
		}
		exp = int32(n)
	}
	neg := strings.HasPrefix(mantissa, "-")
	mantissa = strings.TrimPrefix(strings.TrimPrefix(mantissa, "-"), "+")
	var coef uint64
	digits, zeros, point := 0, int32(0), false
	for i := 0; i < len(mantissa); i++ {
		c := mantissa[i]
		if c == '.' && !point {
			point = true
			continue
		}
		if c < '0' || c > '9' {
			return Decimal{}, false
		}
		digits++
		if point {
			exp--
		}
		if c == '0' { // held back, so that trailing zeros cost nothing
			zeros++
			continue
		}
		for ; zeros >= 0; zeros-- {
			if coef > math.MaxInt64/10 {
				return Decimal{}, false
			}
			coef *= 10
		}
		zeros = 0
		if coef += uint64(c - '0'); coef > math.MaxInt64 {
			return Decimal{}, false
		}
	}
	if digits == 0 {
		return Decimal{}, false
	}
	if coef == 0 {
		return Decimal{}, true
	}
	exp += zeros
	d := Decimal{int64(coef), exp}
	if neg {
		d.Coef = -d.Coef
	}
	d = d.Norm()
	if d.Exp > maxExp || d.Exp < minExp {
		return Decimal{}, false
	}
	return d, true
}

// Norm returns the same value without trailing zeros in Coef.
func (d Decimal) Norm() Decimal {
	if d.Coef == 0 {
		return Decimal{}
	}
	for d.Coef%10 == 0 {
		d.Coef /= 10
		d.Exp++
	}
	return d
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.Coef == 0 }

// Sign returns -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.Coef < 0:
		return -1
	case d.Coef > 0:
		return 1
	}
	return 0
}

// Neg returns -d.
func (d Decimal) Neg() Decimal { return Decimal{-d.Coef, d.Exp} }

// Cmp returns -1 if d < e, 0 if they are equal, 1 if d > e.
func (d Decimal) Cmp(e Decimal) int {
	ds, es := d.Sign(), e.Sign()
	switch {
	case ds < es:
		return -1
	case ds > es:
		return 1
	case ds == 0:
		return 0
	}
	d, e = d.Norm(), e.Norm()
	a, b := magnitude(d.Coef), magnitude(e.Coef)
	// Bring the larger exponent down; what does not fit is larger.
	switch {
	case d.Exp > e.Exp:
		scaled, ok := scale(a, d.Exp-e.Exp)
		if !ok {
			return ds
		}
		a = scaled
	case d.Exp < e.Exp:
		scaled, ok := scale(b, e.Exp-d.Exp)
		if !ok {
			return -ds
		}
		b = scaled
	}
	switch {
	case a < b:
		return -ds
	case a > b:
		return ds
	}
	return 0
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

func scale(n uint64, by int32) (uint64, bool) {
	for ; by > 0; by-- {
		hi, lo := bits.Mul64(n, 10)
		if hi != 0 {
			return 0, false
		}
		n = lo
	}
	return n, true
}

// Shift returns d × 10^n.
func (d Decimal) Shift(n int32) Decimal {
	if d.Coef == 0 {
		return Decimal{}
	}
	return Decimal{d.Coef, d.Exp + n}
}

// Mul returns d × e; false where the result does not fit.
func (d Decimal) Mul(e Decimal) (Decimal, bool) {
	d, e = d.Norm(), e.Norm()
	hi, lo := bits.Mul64(magnitude(d.Coef), magnitude(e.Coef))
	if hi != 0 || lo > math.MaxInt64 {
		return Decimal{}, false
	}
	p := Decimal{int64(lo), d.Exp + e.Exp}
	if d.Sign()*e.Sign() < 0 {
		p.Coef = -p.Coef
	}
	p = p.Norm()
	return p, p.Exp <= maxExp && p.Exp >= minExp
}

// Add returns d + e; false where the result does not fit.
func (d Decimal) Add(e Decimal) (Decimal, bool) {
	d, e = d.Norm(), e.Norm()
	if d.Coef == 0 {
		return e, true
	}
	if e.Coef == 0 {
		return d, true
	}
	if d.Exp < e.Exp {
		d, e = e, d
	}
	m, ok := scale(magnitude(d.Coef), d.Exp-e.Exp)
	if !ok || m > math.MaxInt64 {
		return Decimal{}, false
	}
	a := int64(m)
	if d.Coef < 0 {
		a = -a
	}
	sum := a + e.Coef
	if (a > 0) == (e.Coef > 0) && (sum > 0) != (a > 0) {
		return Decimal{}, false
	}
	return Decimal{sum, e.Exp}.Norm(), true
}

// Half returns d / 2, exact.
func (d Decimal) Half() (Decimal, bool) { return d.Mul(Decimal{5, -1}) }

// PercentOf returns d percent of e; false where the result does not fit.
func (d Decimal) PercentOf(e Decimal) (Decimal, bool) { return d.Shift(-2).Mul(e) }

// Quo returns d / n for a small whole n, to 15 significant digits where it does
// not end ("a third" is 0.333333333333333).
func (d Decimal) Quo(n int64) (Decimal, bool) {
	if n == 0 {
		return Decimal{}, false
	}
	if n < 0 {
		d, n = d.Neg(), -n
	}
	c, exp := d.Norm().Coef, d.Norm().Exp
	for c%n != 0 {
		if c > math.MaxInt64/10 || c < math.MinInt64/10 {
			return NewDecimal(c/n, exp).Round(15), true
		}
		c *= 10
		exp--
	}
	return NewDecimal(c/n, exp), true
}

// Round returns d rounded half-even to n significant digits, n at least 1.
func (d Decimal) Round(n int) Decimal {
	d = d.Norm()
	m := magnitude(d.Coef)
	drop := len(strconv.FormatUint(m, 10)) - n
	if drop <= 0 {
		return d
	}
	unit, _ := scale(1, int32(drop))
	q, r := m/unit, m%unit
	if half := unit / 2; r > half || r == half && q%2 == 1 {
		q++
	}
	c := int64(q)
	if d.Coef < 0 {
		c = -c
	}
	return NewDecimal(c, d.Exp+int32(drop))
}

// Float64 is for display and statistics only, never for comparison.
func (d Decimal) Float64() float64 {
	f, _ := strconv.ParseFloat(strconv.FormatInt(d.Coef, 10)+"e"+strconv.Itoa(int(d.Exp)), 64)
	return f
}

// String writes d plainly, without an exponent: 13000000000, 0.8, -2.5.
func (d Decimal) String() string {
	return string(d.append(nil))
}

func (d Decimal) append(b []byte) []byte {
	d = d.Norm()
	if d.Coef < 0 {
		b = append(b, '-')
	}
	digits := strconv.FormatUint(magnitude(d.Coef), 10)
	// A Decimal made by hand may have any exponent; plain digits end here.
	if d.Exp > 2*maxExp || d.Exp < 2*minExp {
		b = append(b, digits...)
		b = append(b, 'e')
		return strconv.AppendInt(b, int64(d.Exp), 10)
	}
	if d.Exp >= 0 {
		b = append(b, digits...)
		for range d.Exp {
			b = append(b, '0')
		}
		return b
	}
	point := len(digits) + int(d.Exp)
	if point <= 0 {
		b = append(b, '0', '.')
		for ; point < 0; point++ {
			b = append(b, '0')
		}
		return append(b, digits...)
	}
	b = append(b, digits[:point]...)
	b = append(b, '.')
	return append(b, digits[point:]...)
}

// MarshalJSON writes a plain JSON number.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.append(nil), nil }

// UnmarshalJSON reads a JSON number.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	v, err := ParseDecimal(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
