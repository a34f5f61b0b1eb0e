package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// amount is a figure with its sign and unit, atoms [from, end).
type amount struct {
	number
	from       int
	unit       string
	prefix     bool // the sign stands before the figure
	subunit    bool
	denied     bool
	hyphenated bool // "13-billion-dollar": an adjective
}

// quantities reads all amounts but those inside a date.
func (sc *scan) quantities(times []Time) []Quantity {
	var out []Quantity
	next := 0 // first time that may still overlap
	for i := 0; i < len(sc.atoms); {
		a := sc.at(i)
		for next < len(times) && times[next].End <= a.start {
			next++
		}
		if next < len(times) && a.start >= times[next].Start {
			i++
			continue
		}
		q, end, ok := sc.quantity(i)
		if !ok {
			i = max(end, i+1)
			continue
		}
		if next < len(times) && q.End > times[next].Start && q.Start < times[next].End {
			i++
			continue
		}
		out = append(out, q)
		i = end
	}
	sc.contexts(out)
	return out
}

// quantity reads one amount that starts at atom i, or says where to go on.
func (sc *scan) quantity(i int) (Quantity, int, bool) {
	a := sc.at(i)
	if a.kind == plural || sc.severalAt(i) {
		return sc.vague(i)
	}
	if a.kind == other {
		if q, end, ok := sc.multipleOf(i); ok {
			return q, end, true
		}
	}
	if a.kind == percent && sc.at(i+1).norm == "of" && (a.norm != "%") {
		// "per cent of twenty" is a share of nothing else
		if f, ok := sc.figure(i+2, false); ok && (i == 0 || sc.at(i-1).kind == other && sc.at(i-1).norm != "a") && f.end == len(sc.atoms) {
			m := amount{number: f, from: i, unit: Percent}
			return sc.build(m, m, i, f.end), f.end, true
		}
	}
	lo, hi, ok := sc.amounts(i)
	if !ok {
		return Quantity{}, sc.skip(i), false
	}
	end := hi.end
	if !sc.worth(lo, hi, i, end) {
		return Quantity{}, max(end, i+1), false
	}
	return sc.signed(lo, hi, i), end, true
}

// amounts reads a figure, or the two ends of a range, at atom i.
func (sc *scan) amounts(i int) (lo, hi amount, ok bool) {
	lo, ok = sc.amount(i, "")
	hi = lo
	if !ok {
		return lo, hi, false
	}
	if j, joined := sc.joint(lo, i); joined {
		if x, ok := sc.amount(j, lo.unit); ok && x.end > j {
			if l, h, ok := sc.rangeOf(lo, x, sc.at(lo.end).norm); ok {
				return l, h, true
			}
		}
	}
	return lo, hi, true
}

// signed builds the amount at atom i with the minus before it, if it has one.
func (sc *scan) signed(lo, hi amount, i int) Quantity {
	a, from, end := sc.at(i), i, hi.end
	if n := sc.at(from - 1); (n.norm == "-" || n.norm == "–") && n.kind == dash && n.space && !a.space && lo.val.Sign() > 0 && lo.end == hi.end && sc.at(from-2).kind != digits {
		lo.val, lo.mantissa = lo.val.Neg(), lo.mantissa.Neg()
		hi.val = lo.val
		from--
	} else if from == 1 && (n.norm == "-" || n.norm == "–") && n.kind == dash && !a.space && lo.end == hi.end {
		lo.val = lo.val.Neg()
		hi.val = lo.val
		from--
	}
	return sc.build(lo, hi, from, end)
}

// skip returns where to go on after atom i that starts no amount: behind the
// letters glued to it, and behind chains such as 24/7, 9:30 and 650-650-6500.
func (sc *scan) skip(i int) int {
	if sc.at(i).kind != digits {
		return i + 1
	}
	j := i + 1
	for sc.adjacent(j) && (sc.at(j).kind == digits || sc.at(j).norm == "/" || sc.at(j).norm == ":" || sc.at(j).norm == "-" || sc.gluedLetters(j)) {
		j++
	}
	return j
}

func (sc *scan) build(lo, hi amount, from, end int) Quantity {
	first, last := sc.at(from), sc.at(end-1)
	q := Quantity{
		Span:    language.Span{Start: first.start, End: last.end},
		First:   first.tok,
		Last:    last.tok + 1,
		Min:     lo.val.Norm(),
		Max:     hi.val.Norm(),
		Unit:    hi.unit,
		Bound:   Exact,
		Subunit: hi.subunit,
		Denied:  hi.denied,
	}
	if hi.plus {
		q.Bound = AtLeast
	}
	if q.Unit == Bare && lo.fraction && hi.fraction {
		q.Unit = Percent
		q.Fraction = hi.val
		q.Min, q.Max = lo.val.Shift(2).Round(4), hi.val.Shift(2).Round(4)
	}
	if q.Max.Cmp(q.Min) < 0 {
		q.Min, q.Max = q.Max, q.Min
	}
	q.Lead, q.Tail = q.First, q.Last
	return q
}

// amount reads a figure with its sign and unit. given is the unit a range has
// so far.
func (sc *scan) amount(i int, given string) (amount, bool) {
	m := amount{from: i}
	j := i
	article := false
	if _, _, ok := sc.prefix(i); !ok && sc.articleAt(i) && i+1 < len(sc.atoms) {
		if _, _, ok := sc.prefix(i + 1); ok {
			j, article = i+1, true // "a US$4.7 billion"
		}
	}
	if unit, end, ok := sc.prefix(j); ok {
		f, ok := sc.figure(end, true)
		if ok && (sc.adjacent(end) || sc.at(end).kind == digits || f.words) && !(f.words && sc.at(end).norm == "a") {
			m.number, m.unit, m.prefix = f, unit, true
			if article {
				m.from = i
			}
			sc.redundantUnit(&m)
			sc.cents(&m)
			return m, true
		}
		return m, false
	}
	f, ok := sc.figure(i, given != "" && given != Percent && given != Power)
	if !ok {
		return m, false
	}
	m.number = f
	if !sc.suffixUnit(&m) && (sc.badTail(m.end) && m.digits || m.needsUnit && !sc.countedBy(m.end)) {
		return m, false
	}
	return m, true
}

// badTail reports whether what is glued to a figure's end makes it a date, a
// time of day, a score or an ordinal.
func (sc *scan) badTail(i int) bool {
	if !sc.adjacent(i) {
		return false
	}
	switch sc.at(i).norm {
	case "/", ":", "#", "_", "=", "@":
		return sc.adjacent(i+1) && sc.at(i+1).kind == digits
	case "-":
		return sc.at(i+1).kind == digits && sc.adjacent(i+1) && sc.at(i+2).norm == "-" && sc.adjacent(i+2) && sc.adjacent(i+3)
	case "'s":
		return false
	}
	return sc.gluedLetters(i)
}

// prefix reads a currency before a figure at atom i: $, US$, HK $, USD, Rs.,
// dollar, malaysian ringgit.
func (sc *scan) prefix(i int) (unit string, end int, ok bool) {
	a := sc.at(i)
	if n := sc.at(i + 1); n.kind == sign && signs[n.norm] != "" {
		// "a $5bn deal" is no Australian one
		if u, known := signCountries[a.norm+n.norm]; known && (!n.space || len(a.norm) > 1 || a.norm == "c") {
			return u, i + 2, true
		}
		if a.norm == "u.s" || a.norm == "u.s." {
			return "USD", i + 2, true
		}
	}
	switch a.kind {
	case sign:
		if !a.val.IsZero() { // musd follows its figure
			return "", 0, false
		}
		end = i + 1
		if n := sc.at(end); n.kind == sign && signs[n.norm] != "" { // USD $5
			end++
		}
		if n := sc.at(end); n.norm == "." && !n.space && (a.norm == "rs" || a.norm == "rp" || a.norm == "kr") {
			end++
		}
		return a.unit, end, true
	case money:
		if n := sc.at(i + 1); n.kind == digits && a.norm != "won" && a.norm != "real" && (a.norm[len(a.norm)-1] != 's' || i > 0 && countryMoney[sc.at(i-1).norm+" "+singular(a.norm)] != "" || sc.at(i+2).kind == other && i == 0) {
			return a.unit, i + 1, true
		}
	case other:
		if n := sc.at(i + 1); n.kind == money && sc.at(i+2).kind == digits {
			if u, known := countryMoney[a.norm+" "+singular(n.norm)]; known {
				return u, i + 2, true
			}
		}
	}
	return "", 0, false
}

func singular(w string) string {
	if strings.HasSuffix(w, "s") {
		return w[:len(w)-1]
	}
	return w
}

// redundantUnit skips the currency's name after an amount with a sign: "$5
// billion dollars", "US$10 million USD", "$3-billion", "$1B-dollar".
func (sc *scan) redundantUnit(m *amount) {
	i := m.end
	if sc.at(i).kind == dash && !sc.at(i).space && sc.at(i+1).kind == money && sc.adjacent(i+1) {
		i++
	}
	switch n := sc.at(i); n.kind {
	case money:
		if n.unit == m.unit || m.unit == "USD" && strings.HasPrefix(n.norm, "dollar") {
			m.end = i + 1
		}
	case sign:
		if sc.at(i+1).kind == digits {
			return
		}
		// "$25 CAD" and "$5 million US" name the country after it
		if n.norm != "$" && len(n.norm) == 3 && n.val.IsZero() && signs[n.norm] == "" {
			m.unit = n.unit
			m.end = i + 1
		}
	}
}

// suffixUnit reads the unit after a figure; false if there is none.
func (sc *scan) suffixUnit(m *amount) bool {
	i := m.end
	a := sc.at(i)
	if m.fraction { // half a gigawatt, a quarter of a percent
		j := i
		if sc.at(j).norm == "of" {
			j++
		}
		if sc.articleAt(j) && (sc.at(j+1).kind == watt || sc.at(j+1).kind == percent) {
			i, a = j+1, sc.at(j+1)
		}
	}
	hyphen := false
	if a.kind == dash && a.norm != "~" {
		n := sc.at(i + 1)
		if n.kind == other || n.kind == digits || n.kind == small || n.kind == sign && signs[n.norm] != "" || a.space != n.space {
			return false
		}
		i++
		a = n
		hyphen = true
	}
	switch a.kind {
	case percent:
		if a.norm == "pc" && (a.space && !m.digits) {
			return false
		}
		if a.norm == "percentage" && sc.at(i+1).norm != "point" && sc.at(i+1).norm != "points" && sc.at(i+1).kind != dash {
			return false
		}
		m.unit, m.end = Percent, i+1
		if n := sc.at(i + 1); n.norm == "point" || n.norm == "points" || n.norm == "pts" || n.kind == dash && (sc.at(i+2).norm == "point" || sc.at(i+2).norm == "points") {
			m.unit, m.denied = Points, true
			m.end = i + 2
			if n.kind == dash {
				m.end++
			}
		}
		return true
	case watt:
		if n := sc.at(i + 1); n.norm == "hour" || n.norm == "hours" || n.kind == dash && strings.HasPrefix(sc.at(i+2).norm, "hour") {
			m.denied = true
			return false
		}
		if a.norm == "watts" || a.norm == "watt" {
			if !m.large {
				return false
			}
		}
		m.unit, m.end = Power, i+1
		m.val = m.val.Shift(a.val.Exp)
		if n := sc.at(i + 2); sc.at(i+1).norm == "(" && n.kind == watt && n.val == a.val && sc.at(i+3).norm == ")" {
			m.end = i + 4 // "352 megawatts (MW)"
		}
		return true
	case energy:
		m.denied = true
		m.end = i + 1
		m.unit = "energy"
		return true
	case coin:
		if a.norm == "c" && !m.digits {
			return false
		}
		return sc.coinUnit(m, i)
	case money:
		if a.norm == "real" || a.norm == "won" && !m.large && !m.digits || a.norm == "pound" && hyphen && !m.large || a.norm == "rand" && !m.large {
			return false
		}
		m.unit, m.end, m.hyphenated = a.unit, i+1, hyphen
		if n := sc.at(m.end); n.norm == "sterling" || n.norm == "masriya" {
			m.end++
		}
		sc.cents(m)
		return true
	case sign:
		if a.norm == "kr" && !m.large || a.norm == "$" && a.space && sc.at(i+1).kind == digits && sc.adjacent(i+1) {
			return false
		}
		if signs[a.norm] != "" && sc.at(i+1).kind == digits && sc.adjacent(i+1) && a.space {
			return false // "in 2025 €5 million": the sign is the next one's
		}
		if a.norm == "rs" || a.norm == "rm" || a.norm == "rp" {
			return false
		}
		if !a.val.IsZero() { // 30 musd
			v, ok := m.val.Mul(a.val)
			if !ok || m.large {
				return false
			}
			m.val, m.large = v, true
		}
		m.unit, m.end = a.unit, i+1
		if n := sc.at(m.end); n.kind == money && (n.unit == a.unit || n.unit == "USD") {
			m.end++
			if hyphen || n.kind == dash {
				m.hyphenated = true
			}
		}
		sc.cents(m)
		return true
	}
	// 3.14US$, 10 US dollars, 125 million australian dollars, billion US-dollar
	if n := sc.at(i + 1); n.kind == sign && signs[n.norm] != "" && !n.space {
		if u, ok := signCountries[a.norm+n.norm]; ok && !(sc.at(i+2).kind == digits && sc.adjacent(i+2)) {
			m.unit, m.end = u, i+2
			return true
		}
	}
	if moneyCountries[a.norm] {
		for k := i + 1; k <= i+3; k++ {
			n := sc.at(k)
			if n.kind == dash {
				continue
			}
			if n.kind == money {
				key := a.norm
				for x := i + 1; x < k; x++ {
					if sc.at(x).kind != dash {
						key += " " + sc.at(x).norm
					}
				}
				unit, ok := countryMoney[key+" "+singular(n.norm)]
				if !ok {
					unit, ok = countryMoney[key+" "+n.norm]
				}
				if !ok {
					unit = n.unit
				}
				m.unit, m.end = unit, k+1
				sc.cents(m)
				return true
			}
			if !moneyCountries[n.norm] {
				break
			}
		}
	}
	switch {
	case a.norm == "le" && m.digits && i == len(sc.atoms)-1, a.norm == "genihat":
		m.unit, m.end = "EGP", i+1
		if sc.at(m.end).norm == "masriya" {
			m.end++
		}
		return true
	case a.norm == "l.e" || a.norm == "l.e.":
		m.unit, m.end = "EGP", i+1
		return true
	case a.norm == "bps" || a.norm == "basis" && strings.HasPrefix(sc.at(i+1).norm, "point"):
		m.unit, m.denied, m.end = Points, true, i+1
		if a.norm == "basis" {
			m.end++
		}
		return true
	case a.norm == "x" && m.digits:
		m.unit, m.end = Multiple, i+1
		return true
	case a.norm == "c" && m.digits && i == len(sc.atoms)-1:
		return sc.coinUnit(m, i)
	case a.norm == "per" && sc.at(i+1).norm == "cent":
		m.unit, m.end = Percent, i+2
		return true
	case a.norm == "times" && !hyphen:
		m.unit, m.end = Multiple, i+1
		return true
	case a.norm == "fold" && hyphen:
		m.unit, m.end = Multiple, i+1
		return true
	}
	return false
}

func (sc *scan) coinUnit(m *amount, i int) bool {
	unit := "USD"
	if u, ok := coins[sc.at(i).norm]; ok {
		unit = u
	}
	m.val = m.val.Shift(-2)
	m.unit, m.subunit, m.end = unit, true, i+1
	return true
}

// cents adds the coins after whole money: 3 dollars 50 cents, $20 and 43c,
// fifteen dollars and fifty.
func (sc *scan) cents(m *amount) {
	if m.large || m.val.Exp < 0 {
		return
	}
	i := m.end
	if sc.at(i).norm == "and" {
		i++
	}
	k := sc.at(i)
	if k.kind != digits && k.kind != small && k.kind != tens {
		return
	}
	f, ok := number{val: k.val, end: i + 1}, true
	if k.kind != digits {
		f, ok = sc.wordFigure(i)
	}
	if !ok || f.val.Sign() <= 0 || f.val.Cmp(Decimal{1, 2}) >= 0 || f.val.Exp < 0 {
		return
	}
	n := sc.at(f.end)
	end := f.end
	switch {
	case n.kind == coin && n.norm == "mao":
		f.val = f.val.Shift(1)
		end++
	case n.kind == coin || n.norm == "c" && sc.adjacent(f.end):
		end++
	case sc.at(m.end-1).kind == money && (n.norm == "" || n.norm == "." || n.norm == "," || n.norm == "?"):
	default:
		return
	}
	if sum, ok := m.val.Add(f.val.Shift(-2)); ok {
		m.val, m.end = sum, end
	}
}
