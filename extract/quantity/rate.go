package quantity

import "strings"

// period reads the rate or the term of an amount.
func (sc *scan) period(q *Quantity, floor, ceil int) {
	if q.Unit == Percent || q.Unit == Multiple || q.Unit == Points {
		return
	}
	// right behind, or behind the counted noun
	for _, at := range [2]int{q.Last, q.Tail} {
		if at >= ceil {
			break
		}
		if at < q.Tail && q.Noun != "" {
			continue // "weekly active users" is no rate
		}
		if sc.tok(at) == "(" || sc.tok(at) == "-" || sc.tok(at) == "/" {
			if p, n := sc.rate(at+1, ceil, sc.tok(at) != "("); n > 0 {
				q.Period, q.Tail = p, max(q.Tail, at+1+n)
				return
			}
		}
		if p, n := sc.rate(at, ceil, false); n > 0 {
			q.Period, q.Tail = p, max(q.Tail, at+n)
			return
		}
	}
	if sc.runRate(q, floor, ceil) {
		return
	}
	if q.Unit == Users {
		return // "300 million weekly users" is no rate
	}
	// annual, monthly in front: "annual revenue of $5 billion" too
	for k, left := q.Lead-1, 4; k >= floor && left > 0; k, left = k-1, left-1 {
		if p, ok := rateAdjectives[sc.tok(k)]; ok {
			q.Period = p
			return
		}
		if t := sc.tok(k); t == "," || t == "." || t == ";" || t == ")" || t == "and" {
			break
		}
	}
	for k := q.Last; k < min(q.Last+3, ceil); k++ {
		if p, ok := rateAdjectives[sc.tok(k)]; ok {
			q.Period = p
			return
		}
		if sc.tok(k) != "in" && sc.tok(k) != "of" && sc.tok(k) != "the" && sc.tok(k) != "as" {
			break
		}
	}
	if q.Unit != Bare {
		sc.term(q, floor, ceil)
	}
}

// rate reads "a year", "per month", "annually" at token at; slash says that a
// mark stands before a bare unit.
func (sc *scan) rate(at, ceil int, slash bool) (string, int) {
	w := sc.tok(at)
	switch w {
	case "annually", "yearly", "p.a.", "annum":
		return "year", 1
	case "monthly":
		return "month", 1
	case "weekly":
		return "week", 1
	case "daily":
		return "day", 1
	case "quarterly":
		return "quarter", 1
	case "a", "per", "each", "every", "an":
		if u, ok := rateUnits[sc.tok(at+1)]; ok && at+1 < len(sc.toks) {
			switch sc.tok(at + 2) {
			case "earlier", "ago", "before", "later", "prior", "after", "from":
				return "", 0 // "from $35 billion a year earlier"
			}
			if w == "a" && u == "quarter" && sc.tok(at+2) == "of" {
				return "", 0
			}
			return u, 2
		}
		if p := strings.TrimPrefix(w+"-"+sc.tok(at+1), "a-"); p == "" {
			return "", 0
		}
	case "a-year", "a-month", "a-week", "a-day", "per-year", "per-month":
		return rateUnits[w[strings.IndexByte(w, '-')+1:]], 1
	case "pa":
		return "year", 1
	}
	if slash {
		if u, ok := rateUnits[w]; ok {
			return u, 1
		}
		if w == "a" || w == "per" {
			if u, ok := rateUnits[sc.tok(at+2)]; ok {
				return u, 3
			}
		}
	}
	return "", 0
}

var rateUnits = map[string]string{"year": "year", "yr": "year", "annum": "year", "month": "month", "mo": "month", "mth": "month", "week": "week", "wk": "week", "day": "day", "quarter": "quarter", "qtr": "quarter"}

var rateAdjectives = map[string]string{"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "quarterly": "quarter", "annually": "year"}

// runRate reads annualised figures, on either side of the amount but not
// beyond the next one or the end of the clause.
func (sc *scan) runRate(q *Quantity, floor, ceil int) bool {
	found := func(k int) bool {
		switch sc.tok(k) {
		case "annualized", "annualised", "run-rate", "arr", "runrate", "annualizing":
			return true
		case "run":
			return sc.tok(k+1) == "rate"
		case "annual":
			return sc.tok(k+1) == "recurring" || sc.tok(k+1) == "run" || sc.tok(k+1) == "run-rate"
		}
		return false
	}
	for k := q.Last; k < min(q.Last+7, ceil); k++ {
		if t := sc.tok(k); t == "," || t == ";" || t == "." || t == "and" || t == "from" {
			break
		}
		if found(k) {
			q.Period = "run-rate"
			q.basis("run-rate")
			return true
		}
	}
	for k := q.Lead - 1; k >= max(floor, q.Lead-9); k-- {
		if t := sc.tok(k); t == ";" || t == "." {
			break
		}
		if found(k) {
			q.Period = "run-rate"
			q.basis("run-rate")
			return true
		}
	}
	return false
}

// term reads how long the amount runs: over five years, a five-year deal.
func (sc *scan) term(q *Quantity, floor, ceil int) {
	at := q.Tail
	// behind: over (the next) five years; , five-year
	for k := at; k < min(at+12, ceil); k++ {
		switch sc.tok(k) {
		case "over", "across", "during", "within", "for", "in":
			if p, n := sc.span(k + 1); n > 0 && sc.reaches(k, at) {
				q.Period = p
				if k == at {
					q.Tail = k + 1 + n
				}
				return
			}
		case ";", ".", "and":
			return
		}
	}
	for k := at; k < min(at+3, len(sc.toks)); k++ {
		if p := yearsAdjective(sc.tok(k)); p != "" {
			q.Period = p
			return
		}
		if p, n := sc.span(k); n > 1 && sc.tok(k+1) == "-" {
			q.Period = p
			return
		}
	}
	// before: a seven-year, $38 billion contract
	for k := q.Lead - 1; k >= max(floor, q.Lead-5); k-- {
		if p := yearsAdjective(sc.tok(k)); p != "" {
			q.Period = p
			return
		}
		if p, n := sc.span(k); n > 1 && sc.tok(k+1) == "-" {
			q.Period = p
			return
		}
	}
}

// reaches reports whether the term that the preposition at token k opens still
// belongs to an amount that ended at token at. "over" binds from afar.
func (sc *scan) reaches(k, at int) bool {
	switch sc.tok(k) {
	case "over", "across", "during":
		return true
	case "for":
		return k <= at+6
	case "in":
		return k <= at+1 && (sc.tok(k+1) == "the" || sc.tok(k+1) == "its") || k <= at+5 && sc.tok(k+2) == "first"
	}
	return k <= at+2
}

// yearsAdjective reads seven-year and 18-month to 7y and 18mo.
func yearsAdjective(w string) string {
	head, unit, ok := strings.Cut(w, "-")
	if !ok {
		return ""
	}
	n, ok := lexicon[head]
	if !ok || n.kind != small && n.kind != tens {
		return ""
	}
	return spanCode(n.val, unit)
}

func spanCode(v Decimal, unit string) string {
	code := ""
	switch unit {
	case "year", "years", "yr", "yrs":
		code = "y"
	case "month", "months":
		code = "mo"
	case "week", "weeks":
		code = "w"
	case "day", "days":
		code = "d"
	case "decade", "decades":
		v, _ = v.Mul(Decimal{1, 1})
		code = "y"
	case "quarter", "quarters":
		v, _ = v.Mul(Decimal{3, 0})
		code = "mo"
	default:
		return ""
	}
	return v.String() + code
}

// span reads "the next five years", "a period of 18 months", "a decade" at
// token at.
func (sc *scan) span(at int) (string, int) {
	k := at
	for k < at+6 && spanLead[sc.tok(k)] {
		k++
	}
	if i := sc.atomAfter(k); i < len(sc.atoms) && sc.atoms[i].tok == k {
		if f, ok := sc.figure(i, false); ok && !f.large {
			u := sc.at(f.end)
			if u.kind == dash {
				u = sc.at(f.end + 1)
			}
			if p := spanCode(f.val, u.norm); p != "" {
				return p, u.tok + 1 - at
			}
		}
	}
	if p := spanCode(Decimal{1, 0}, sc.tok(k)); p != "" && (sc.tok(k) == "decade" || k > at && (sc.tok(k-1) == "a" || sc.tok(k-1) == "one")) {
		return p, k + 1 - at
	}
	return "", 0
}

var spanLead = words("the a an next first last past coming following period of course about roughly approximately around initial up to at least some nearly another more than term as much")
