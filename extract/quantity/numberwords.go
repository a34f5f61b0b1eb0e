package quantity

// addFraction adds "and a half", "and three quarters", "and one half" to f.
func (sc *scan) addFraction(f *number) {
	i := f.end
	if sc.at(i).norm != "and" {
		return
	}
	i++
	num := Decimal{1, 0}
	switch a := sc.at(i); {
	case a.norm == "a" || a.norm == "an":
		i++
	case a.kind == small && a.val.Sign() > 0:
		num = a.val
		i++
		if sc.at(i).kind == dash {
			i++
		}
	case a.norm == "half":
	default:
		return
	}
	n := sc.at(i)
	if n.kind != fraction || n.norm == "third" && num == (Decimal{1, 0}) && !sc.endsNumber(i+1) {
		return
	}
	if n.norm == "quarter" && !sc.endsNumber(i+1) && sc.at(i+1).kind != multiple {
		return
	}
	v, ok := n.val.Mul(num)
	if num == (Decimal{2, 0}) && n.norm == "thirds" {
		v, ok = Decimal{2, 0}.Quo(3)
	}
	if !ok {
		return
	}
	// "6 million and a half" means half a million more, "two billion and a
	// third of a million" what it says.
	end := i + 1
	by := Decimal{1, 0}
	if m := sc.at(end); m.kind == multiple && !m.suffix && f.large {
		by = m.val
		end++
	} else if f.large {
		by = sc.lastMultiplier(f.end)
	}
	if v, ok = v.Mul(by); !ok {
		return
	}
	if sum, ok := f.val.Add(v); ok {
		if !f.large {
			f.mantissa = sum
		}
		f.val, f.end = sum, end
	}
}

func (sc *scan) lastMultiplier(end int) Decimal {
	if a := sc.at(end - 1); a.kind == multiple {
		return a.val
	}
	return Decimal{1, 0}
}

// endsNumber reports whether what stands at i ends a figure: punctuation, the
// end, a unit or a multiplier.
func (sc *scan) endsNumber(i int) bool {
	if i >= len(sc.atoms) {
		return true
	}
	switch a := sc.at(i); a.kind {
	case multiple, money, percent, watt, sign:
		return true
	case other:
		switch a.norm {
		case ".", ",", ";", ":", ")", "of", "years", "year", "months", "times", "–":
			return true
		}
	}
	return false
}

// wordFigure reads number words: twenty-one trillion three hundred.
func (sc *scan) wordFigure(i int) (number, bool) {
	var total, cur Decimal
	f := number{words: true}
	last := other
	prevMult := Decimal{1, 127}
	end := i
	fits := true
	add := func(d, e Decimal) Decimal {
		s, ok := d.Add(e)
		fits = fits && ok
		return s
	}
loop:
	for j := i; fits; {
		a := sc.at(j)
		switch a.kind {
		case small:
			if last == multiple && prevMult.Exp >= 6 && sc.at(j-1).norm != "and" && !sc.goesOn(j) {
				break loop // "one million four months ago"
			}
			switch {
			case last == other || last == hundred || last == multiple:
			case last == tens && a.val.Sign() > 0 && whole(a.val) < 10:
			default:
				break loop
			}
			cur = add(cur, a.val)
			last = small
		case tens:
			switch {
			case last == other || last == hundred || last == multiple:
			case last == small && cur.Sign() > 0 && whole(cur) < 10 && total.IsZero() && !f.large && sc.at(j+1).kind == small && !sc.yearLike(i):
				cur = cur.Shift(2) // "one twenty two"
			default:
				break loop
			}
			cur = add(cur, a.val)
			last = tens
		case hundred:
			if last == hundred || last == multiple && cur.IsZero() && j > i {
				break loop
			}
			if cur.IsZero() {
				cur = Decimal{1, 0}
			}
			cur = cur.Shift(2)
			last = hundred
		case multiple:
			if a.suffix && !(a.norm == "cr" || a.norm == "bn" || a.norm == "mn" || a.norm == "tn") {
				break loop
			}
			switch {
			case last == multiple && cur.IsZero(): // thousand million, lakh crore
				v, ok := total.Mul(a.val)
				fits = fits && ok
				total = v
			case a.val.Cmp(prevMult) >= 0:
				break loop
			default:
				if cur.IsZero() {
					cur = Decimal{1, 0}
				}
				v, ok := cur.Mul(a.val)
				fits = fits && ok
				if total.IsZero() {
					f.mantissa = cur
				}
				total, cur = add(total, v), Decimal{}
			}
			prevMult = a.val
			last = multiple
			f.large = true
		case dash:
			if n := sc.at(j + 1); j > i && (n.kind == small && last == tens || n.kind == multiple && !n.suffix || n.kind == hundred) {
				j++
				continue
			}
			break loop
		case plural: // three dozens, two millions
			if a.unit != "" || a.norm == "tens" || a.norm == "hundreds" || last == other || f.large || last == multiple {
				break loop
			}
			v, ok := cur.Mul(a.val)
			fits = fits && ok
			f.mantissa = cur
			total, cur = v, Decimal{}
			f.large, last = true, multiple
			end = j + 1
			break loop
		case fraction:
			if a.norm == "quarters" && whole(cur) == 2 {
				break loop
			}
			// two thirds, five-eighths
			if last == small && total.IsZero() && a.norm != "third" && a.norm != "quarter" || last == small && whole(cur) == 1 {
				if a.norm == "half" && sc.at(j+1).norm == "a" {
					break loop
				}
				return sc.fractionFigure(j, cur, i)
			}
			break loop
		default:
			if a.norm == "point" && (last == small || last == tens) {
				if frac, next := sc.pointDigits(j); next > j+1 {
					cur = add(cur, frac)
					j = next
					end = j
					last = small
					if m := sc.at(j); m.kind != multiple {
						break loop
					}
					continue
				}
			}
			if a.norm == "and" && (last == hundred || last == multiple) && sc.joins(j+1) {
				j++
				continue
			}
			// five - eighths
			break loop
		}
		j++
		end = j
	}
	// one-third, five - eighths: the dash stopped the loop
	if n := sc.at(end); n.kind == dash && sc.at(end+1).kind == fraction && last == small && total.IsZero() {
		if !n.space || sc.at(end+1).space {
			return sc.fractionFigure(end+1, cur, i)
		}
	}
	if end == i || !fits {
		return number{}, false
	}
	f.val = add(total, cur)
	if !f.large {
		f.mantissa = f.val
	}
	f.end = end
	sc.addFraction(&f)
	if !fits {
		return number{}, false
	}
	// "five and a quarter million"
	if m := sc.at(f.end); m.kind == multiple && !m.suffix && !f.large {
		v, ok := f.val.Mul(m.val)
		if !ok {
			return number{}, false
		}
		f.mantissa = f.val
		f.val, f.end, f.large = v, f.end+1, true
	}
	return f, true
}

// goesOn reports whether the words at i lead to a hundred or a multiplier.
func (sc *scan) goesOn(i int) bool {
	for j := i; j < i+5; j++ {
		switch sc.at(j).kind {
		case hundred:
			return true
		case multiple:
			return !sc.at(j).suffix
		case small, tens, dash:
		default:
			return false
		}
	}
	return false
}

// joins reports whether the words at i go on a number after "and": below a
// hundred after a hundred, or with a smaller multiplier.
func (sc *scan) joins(i int) bool {
	a := sc.at(i)
	if a.kind != small && a.kind != tens {
		return false
	}
	j := i + 1
	if sc.at(j).kind == dash {
		j++
	}
	if n := sc.at(j); n.kind == fraction {
		return false
	} else if n.kind == hundred || n.kind == small {
		return true
	}
	// "one hundred and sixteen", not "two million and three partners"
	return sc.at(i-2).kind == hundred || sc.at(i-2).kind == multiple && sc.at(i-2).norm == "thousand" && sc.endsNumber(i+1)
}

// addLower adds what a smaller multiplier brings: 3 million 200 thousand.
func (sc *scan) addLower(f *number, m *atom) {
	i := f.end
	and := sc.at(i).norm == "and"
	if and {
		i++
	}
	n := sc.at(i)
	if n.kind != digits && n.kind != small && n.kind != tens {
		return
	}
	var low number
	var ok bool
	if n.kind == digits {
		low = number{val: n.val, end: i + 1}
		if x := sc.at(i + 1); (x.kind == multiple && !x.suffix) && x.val.Cmp(m.val) < 0 {
			low.val, ok = n.val.Mul(x.val)
			low.end = i + 2
		} else if m.kind == hundred && n.val.Exp >= 0 && n.val.Cmp(Decimal{1, 2}) < 0 && (sc.at(i+1).norm == "" || and) {
			ok = true
			if x.kind == hundred || x.kind == multiple {
				ok = false
			}
		}
	} else {
		low, ok = sc.wordFigure(i)
		ok = ok && (m.kind == hundred || sc.goesOn(i))
		ok = ok && low.val.Cmp(m.val) < 0 && (low.large || !and || m.kind == hundred || low.val.Cmp(Decimal{1, 2}) >= 0)
		if ok && m.kind == hundred && and && sc.at(low.end).kind == hundred {
			ok = false
		}
	}
	if noun, _, _ := sc.noun(low.end); ok && and && n.kind == digits && (noun != "" || f.mantissa.Exp < 0) {
		ok = false // "$3.1 billion and 4 million customers"
	}
	if !ok {
		return
	}
	if sum, fits := f.val.Add(low.val); fits {
		f.val, f.end = sum, low.end
	}
}

// pointDigits reads the words after "point" at i as decimal places: point
// seven five, point 77.
func (sc *scan) pointDigits(i int) (Decimal, int) {
	var v Decimal
	places := int32(0)
	j := i + 1
	for ; j < len(sc.atoms) && places < 9; j++ {
		a := sc.at(j)
		if a.kind == small && whole(a.val) < 10 {
			places++
			v, _ = v.Add(a.val.Shift(-places))
			continue
		}
		if a.kind == digits && j == i+1 && len(a.norm) < 9 && a.val.Exp >= 0 {
			return a.val.Shift(-int32(len(a.norm))), j + 1
		}
		break
	}
	return v, j
}

// fractionFigure reads the fraction word at i, num of them, of a figure whose
// words start at from: half a billion, two thirds of a million, a quarter.
func (sc *scan) fractionFigure(i int, num Decimal, from int) (number, bool) {
	a := sc.at(i)
	v, ok := a.val.Mul(num)
	if n, den := whole(num), denominator(a.unit); den > 0 && n > 1 {
		v, ok = num.Quo(den)
	}
	if !ok {
		return number{}, false
	}
	f := number{val: v, mantissa: v, end: i + 1, words: true, fraction: true}
	f.ordinally = num == (Decimal{1, 0}) && a.norm != "half"
	// half a billion, half-a-billion, a quarter of a trillion, half million
	j := i + 1
	if f.ordinally && a.norm != "quarter" && sc.at(j).norm != "of" && vulgar(a.norm) == 0 {
		return f, true
	}
	if sc.at(j).norm == "of" && (sc.at(j+1).norm == "a" || sc.at(j+1).norm == "an") {
		j++
	}
	if sc.at(j).kind == dash {
		j++
	}
	if sc.at(j).norm == "a" || sc.at(j).norm == "an" {
		j++
		if sc.at(j).kind == dash {
			j++
		}
	}
	if m := sc.at(j); (m.kind == multiple || m.kind == hundred) && !m.suffix {
		if v, ok := f.val.Mul(m.val); ok {
			f.val, f.end, f.large, f.fraction, f.ordinally = v, j+1, true, false, false
			f.mantissa = v
			if x := sc.at(f.end); x.kind == multiple && !x.suffix {
				if v, ok := f.val.Mul(x.val); ok {
					f.val, f.end = v, f.end+1
				}
			}
			if v.Exp < 0 {
				f.val = f.val.Round(15)
			}
		}
	}
	return f, true
}

func denominator(unit string) int64 {
	switch unit {
	case "third":
		return 3
	case "sixth":
		return 6
	case "seventh":
		return 7
	case "ninth":
		return 9
	}
	return 0
}

// yearLike reports whether the words at i read as a year in pairs: nineteen
// ninety six.
func (sc *scan) yearLike(i int) bool {
	n := sc.at(i).norm
	return n == "nineteen" || n == "twenty" || n == "eighteen"
}
