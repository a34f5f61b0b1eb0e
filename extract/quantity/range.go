package quantity

// joint returns the atom where the second end of a range may start, after the
// amount lo that began at atom i.
func (sc *scan) joint(lo amount, i int) (int, bool) {
	if lo.unit == Multiple && lo.fraction || lo.subunit {
		return 0, false
	}
	j := lo.end
	n := sc.at(j)
	switch {
	case n.kind == dash:
		k := sc.at(j + 1)
		if n.space != k.space && n.norm != "~" {
			return 0, false // "$5 –10": a sign or an aside
		}
		if n.space && n.norm != "–" && n.norm != "-" {
			return 0, false
		}
		return j + 1, k.kind == digits || k.kind == sign || k.kind == small || k.kind == tens || k.kind == other
	case n.norm == "to" || n.norm == "through" || n.norm == "or" || n.norm == "till":
		before := sc.at(i - 1).norm
		if before == "from" && n.norm == "to" && !sc.ranging(i-1) {
			return 0, false // a change, not a range
		}
		return j + 1, true
	case n.norm == "and":
		for k := i - 1; k >= max(0, i-4); k-- {
			if sc.at(k).norm == "between" {
				return j + 1, true
			}
		}
		// "from 1.1 and 1.3 dollars" opens a text only in speech
		return j + 1, i == 1 && sc.at(0).norm == "from"
	}
	return 0, false
}

// ranging reports whether the "from" at atom i opens a range: "ranging from",
// "anywhere from".
func (sc *scan) ranging(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		switch sc.at(k).norm {
		case "ranging", "range", "ranges", "ranged", "anywhere", "varying", "vary", "varies":
			return true
		}
	}
	return false
}

// rangeOf joins two amounts, letting unit and multiplier flow to the end that
// lacks them; false if they are no range. In news the first is the smaller and
// the second within a hundred times of it.
func (sc *scan) rangeOf(lo, hi amount, joint string) (amount, amount, bool) {
	switch {
	case lo.unit == "" && hi.unit == "":
	case lo.unit == "":
		lo.unit, lo.subunit, lo.denied = hi.unit, hi.subunit, hi.denied
		if hi.unit == Power {
			lo.val = lo.val.Shift(hi.val.Exp - unpowered(hi).Exp)
		}
		if hi.subunit {
			lo.val = lo.val.Shift(-2)
		}
	case hi.unit == "":
		if !lo.prefix && lo.unit != Bare && !(lo.unit == Percent && joint == "-") {
			return lo, hi, false
		}
		hi.unit = lo.unit
	case lo.unit != hi.unit || lo.subunit != hi.subunit:
		// "$5–10 AUD"
		return lo, hi, false
	}
	if lo.fraction != hi.fraction {
		return lo, hi, false
	}
	if !lo.large && hi.large && lo.mantissa.Cmp(hi.mantissa) < 0 {
		if v, ok := lo.mantissa.Mul(multiplierOf(hi)); ok {
			if lo.unit == Power && hi.unit == Power {
				return lo, hi, false
			}
			lo.val, lo.large = v, true
		}
	}
	switch lo.val.Cmp(hi.val) {
	case 1:
		return lo, hi, false
	case 0:
		return lo, hi, joint != "or"
	}
	if lo.val.Sign() == 0 && joint == "to" && hi.large {
		return lo, hi, false // "went from near zero to $2 billion": a growth
	}
	if lo.val.Sign() > 0 && hi.val.Cmp(lo.val.Shift(2)) > 0 && (joint != "to" && joint != "and" || hi.large != lo.large) {
		return lo, hi, false
	}
	if joint == "or" && lo.unit == "" && hi.unit == "" && !hi.large {
		return lo, hi, false
	}
	// years: 2014–2018; numbers that count down or name things: 3-2
	if lo.unit == "" && sc.yearAt(lo) && sc.yearAt(hi) {
		return lo, hi, false
	}
	return lo, hi, true
}

// multiplierOf returns by what the mantissa of m was multiplied.
func multiplierOf(m amount) Decimal {
	// The mantissa's coefficient is that of the value unless number words or a
	// dozen are among it; then the exponents' difference still is the power.
	v, n := m.val.Norm(), m.mantissa.Norm()
	if v.Coef == n.Coef {
		return Decimal{1, v.Exp - n.Exp}
	}
	return Decimal{1, 0}
}

// unpowered is the mantissa of an amount of power, in the unit it is written.
func unpowered(m amount) Decimal { return m.mantissa.Norm() }

// yearAt reports whether an amount is four bare digits that read as a year.
func (sc *scan) yearAt(m amount) bool {
	a := sc.at(m.from)
	return m.end == m.from+1 && a.kind == digits && len(a.norm) == 4 && (a.norm[:2] == "19" || a.norm[:2] == "20" || a.norm[:2] == "18")
}
