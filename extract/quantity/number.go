package quantity

// number is one figure as parsed from atoms [from, end).
type number struct {
	val       Decimal
	end       int
	words     bool // written in words
	large     bool // has a multiplier of its own
	mantissa  Decimal
	fraction  bool // a third, ¾: a share unless a multiplier follows
	ordinally bool // "a third", "a quarter": may be an ordinal or a span of time
	digits    bool
	plus      bool // 13+ billion
	needsUnit bool // its suffix means a multiplier only before a unit: 5m euros
}

func (sc *scan) at(i int) *atom {
	if i >= 0 && i < len(sc.atoms) {
		return &sc.atoms[i]
	}
	return &atom{norm: ""}
}

// adjacent reports whether atom i stands directly after atom i-1.
func (sc *scan) adjacent(i int) bool {
	return i > 0 && i < len(sc.atoms) && sc.atoms[i].start == sc.atoms[i-1].end
}

// figure reads digits with what follows them, or number words.
func (sc *scan) figure(i int, currency bool) (number, bool) {
	a := sc.at(i)
	switch a.kind {
	case digits:
		return sc.digitFigure(i, currency)
	case small, tens:
		return sc.wordFigure(i)
	case hundred, multiple:
		// "hundred thousand dollars", "a billion": without an article only
		// where the text drops it.
		if a.suffix || a.kind == multiple && !currency && !sc.bareMultiplier(i) {
			return number{}, false
		}
		return sc.wordFigure(i)
	case fraction:
		// "third billion-dollar deal" counts deals
		if a.norm != "half" && a.norm != "quarter" && vulgar(a.norm) == 0 {
			return number{}, false
		}
		return sc.fractionFigure(i, Decimal{1, 0}, i)
	}
	switch a.norm {
	case "a", "an":
		j := i + 1
		if sc.at(j).kind == dash {
			j++
		}
		switch n := sc.at(j); {
		case n.kind == hundred || n.kind == multiple && !n.suffix:
			return sc.wordFigure(j)
		case n.kind == watt && len(n.norm) > 2 && sc.at(j).space && sc.at(j+1).kind != dash && sc.at(j+1).norm != "hour": // over a gigawatt
			return number{val: Decimal{1, 0}, mantissa: Decimal{1, 0}, end: j, words: true}, true
		case n.kind == fraction:
			f, ok := sc.fractionFigure(j, Decimal{1, 0}, i)
			f.ordinally = f.ordinally || !f.large
			return f, ok
		}
	case "minus", "negative":
		f, ok := sc.figure(i+1, currency)
		if ok && !f.val.IsZero() && !sc.articleAt(i+1) {
			f.val, f.mantissa = f.val.Neg(), f.mantissa.Neg()
			return f, true
		}
	case "point":
		if frac, end := sc.pointDigits(i); end > i+1 {
			return number{val: frac, mantissa: frac, end: end, words: true}, true
		}
	}
	return number{}, false
}

func (sc *scan) articleAt(i int) bool {
	n := sc.at(i).norm
	return n == "a" || n == "an"
}

// bareMultiplier reports whether a multiplier without a figure may mean one of
// it: at the start, or after a word that takes an amount.
func (sc *scan) bareMultiplier(i int) bool {
	switch sc.at(i - 1).norm {
	case "half", "quarter":
		return true
	}
	n := sc.at(i + 1)
	if n.kind == dash && !n.space {
		n = sc.at(i + 2)
	}
	return n.kind == money && sc.at(i-1).kind != dash || i == 0 && n.kind == multiple
}

func (sc *scan) digitFigure(i int, currency bool) (number, bool) {
	a := sc.at(i)
	f := number{val: a.val, mantissa: a.val, end: i + 1, digits: true}
	// 40 000 and 1 234 567.89, with a narrow space or whole thousands
	if a.val.Exp >= 0 && len(a.norm) <= 3 {
		for sc.spacedGroup(f.end) {
			g := sc.at(f.end)
			sum, ok := f.val.Shift(3).Add(g.val)
			if !ok {
				return number{}, false
			}
			f.val, f.mantissa = sum, sum
			f.end++
		}
	}
	// 1/2, 2 1/2
	if v, end, ok := sc.slashFraction(i); ok {
		f.val, f.mantissa, f.end, f.fraction = v, v, end, true
		return f, true
	}
	if n := sc.at(f.end); n.kind == digits && n.space {
		if v, end, ok := sc.slashFraction(f.end); ok {
			if sum, ok := f.val.Add(v); ok {
				f.val, f.mantissa, f.end = sum, sum, end
			}
		}
	}
	if n := sc.at(f.end); n.kind == fraction && sc.adjacent(f.end) && vulgar(n.norm) > 0 {
		if sum, ok := f.val.Add(n.val); ok {
			f.val, f.mantissa, f.end = sum, sum, f.end+1
		}
	}
	if n := sc.at(f.end + 1); sc.at(f.end).norm == "point" && n.kind == digits {
		if frac, end := sc.pointDigits(f.end); end > f.end+1 {
			if sum, ok := f.val.Add(frac); ok {
				f.val, f.mantissa, f.end = sum, sum, end
			}
		}
	}
	sc.addFraction(&f)
	if !sc.multiply(&f, currency) {
		return number{}, false
	}
	// 3 hundred and one; 6 crore and two hundred; 3 million 200 thousand
	if n := sc.at(f.end - 1); f.large && !n.suffix {
		sc.addLower(&f, n)
	}
	sc.addFraction(&f)
	return f, true
}

func (sc *scan) spacedGroup(i int) bool {
	g := sc.at(i)
	if g.kind != digits || len(g.norm) < 3 || g.tok == 0 {
		return false
	}
	whole := g.norm
	for k := range 3 {
		if whole[k] < '0' || whole[k] > '9' {
			return false
		}
	}
	if len(whole) > 3 && whole[3] != '.' {
		return false
	}
	switch gap := sc.text[sc.at(i-1).end:g.start]; gap {
	case "\u202f", "\u2009", "\u00a0":
		return true
	case " ":
		return whole == "000"
	}
	return false
}

func (sc *scan) slashFraction(i int) (Decimal, int, bool) {
	n, s, d := sc.at(i), sc.at(i+1), sc.at(i+2)
	if s.norm != "/" || d.kind != digits || s.space || d.space || n.val.Exp < 0 || n.val.Sign() <= 0 || len(d.norm) > 3 || len(n.norm) > 3 {
		return Decimal{}, 0, false
	}
	if x := sc.at(i + 3); x.norm == "/" && !x.space || sc.at(i-1).norm == "/" {
		return Decimal{}, 0, false
	}
	switch d.norm {
	case "2", "3", "4", "5", "6", "8", "10", "100":
	default:
		return Decimal{}, 0, false
	}
	num, den := whole(n.val), whole(d.val)
	if num >= den {
		return Decimal{}, 0, false
	}
	v, ok := n.val.Quo(den)
	return v, i + 3, ok
}

// whole returns a small whole decimal as an integer.
func whole(d Decimal) int64 {
	n := d.Coef
	for range d.Exp {
		n *= 10
	}
	return n
}

// multiply applies the multipliers that follow f. It is false where letters
// glued to the figure make it no amount: 180ml, 4th, 5G.
func (sc *scan) multiply(f *number, currency bool) bool {
	for {
		i := f.end
		m := sc.at(i)
		glued := sc.adjacent(i)
		if m.kind == dash && !m.space && sc.adjacent(i) && sc.adjacent(i+1) && (sc.at(i+1).kind == multiple || sc.at(i+1).kind == hundred) && (!sc.at(i+1).suffix || currency && len(sc.at(i+1).norm) > 1) {
			i++
			m = sc.at(i)
			glued = false
		}
		if m.norm == "+" && glued && sc.at(i+1).kind == multiple { // 13+ billion
			i++
			m = sc.at(i)
			glued = false
			f.plus = true
		}
		if m.kind == hundred && f.digits && !f.large {
			v, ok := f.val.Mul(m.val)
			if !ok {
				return false
			}
			f.val, f.end, f.large = v, i+1, true
			continue
		}
		if m.kind == plural && m.unit == "" && m.norm != "tens" && m.norm != "hundreds" && !f.large && !glued {
			v, ok := f.val.Mul(m.val)
			if !ok {
				return false
			}
			f.val, f.end, f.large = v, i+1, true
			continue
		}
		if m.kind != multiple {
			return !glued || !sc.gluedLetters(i)
		}
		if m.suffix && !sc.suffixOK(i, glued, currency, f.large, false) {
			if !sc.suffixOK(i, glued, currency, f.large, true) {
				return !glued || !sc.gluedLetters(i)
			}
			f.needsUnit = true
		}
		v, ok := f.val.Mul(m.val)
		if !ok {
			return false
		}
		f.val, f.end, f.large = v, i+1, true
	}
}

// suffixOK reports whether the abbreviated multiplier at i means one. k, bn, mn
// and tn always do beside figures; m, b and t need capitals and glue, or money;
// followed says to count the unit that follows.
func (sc *scan) suffixOK(i int, glued, currency, large, followed bool) bool {
	m := sc.at(i)
	written := sc.text[m.start:m.end]
	next := sc.at(i + 1)
	unit := followed && (glued && sc.countedBy(i+1) || next.kind == money || next.kind == sign && (next.norm != "$" || !next.space))
	if large {
		return false
	}
	if !glued {
		// "$ 5 m", "$1.2 B"; not "10 k", not "12 t"
		switch m.norm {
		case "bn", "mn", "tn", "mln", "bln", "trn", "tln", "mio", "mrd", "mm":
			return true
		case "cr", "crs":
			return true
		case "mil", "bil", "tril":
			return currency || unit
		case "m", "b", "t":
			return currency && (m.norm != "t" || written == "T") || unit
		case "k":
			return currency || unit
		}
		return false
	}
	switch m.norm {
	case "m":
		return currency || unit || written == "M"
	case "b", "t":
		return currency || unit || written == "B" || written == "T"
	case "tr", "bill", "mill", "cr":
		return currency || unit || m.norm == "cr"
	case "mm":
		return currency || unit || written == "MM"
	}
	return true
}

// countedBy reports whether a counted noun of deals stands after atom i: 700m
// weekly users.
func (sc *scan) countedBy(i int) bool {
	unit, _, _ := sc.noun(i)
	return unit == Users || unit == Chips
}

// gluedLetters reports whether the atom at i, glued to a figure, is letters
// that are no unit.
func (sc *scan) gluedLetters(i int) bool {
	a := sc.at(i)
	switch a.kind {
	case sign, money, percent, watt, coin, energy, dash, digits, fraction:
		return false
	}
	if a.norm == "x" || a.norm == "p" || a.norm == "c" {
		return false
	}
	if n := sc.at(i + 1); n.kind == sign && signCountries[a.norm+n.norm] != "" {
		return false
	}
	c := a.norm
	return c != "" && (c[0] >= 'a' && c[0] <= 'z' || c[0] >= 0x80 && c != "–" && c != "...")
}
