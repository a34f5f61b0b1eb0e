package quantity

// duration reads five years, eight-year, 18 months, a decade, 2 years and 3
// months, a year and a half, all day.
func (sc *scan) duration(i int) (stretch, bool) {
	d, end, ok := sc.length(i)
	if !ok {
		return stretch{}, false
	}
	// An amount before makes "a year" its rate: that is no duration.
	if sc.articleAt(i) && sc.rateBefore(i) {
		return stretch{}, false
	}
	// "four days from next Tuesday on": the date is read after it
	return stretch{Time: Time{Duration: d}, end: end}, true
}

// rateBefore reports whether "a year" at atom i is a rate: an amount, a unit or
// a counted noun stands before it.
func (sc *scan) rateBefore(i int) bool {
	b := sc.at(i - 1)
	switch b.kind {
	case money, multiple, percent, sign, coin, watt, digits, plural:
		return true
	}
	return countNouns[b.norm] != "" || b.norm == "twice" || b.norm == "once" || b.norm == "times" || b.kind == dash
}

// length reads a length of time at atom i; a code such as 5y, 18mo, 2y3mo.
func (sc *scan) length(i int) (code string, end int, ok bool) {
	v, u, end, ok := sc.lengthPart(i)
	if !ok {
		return "", 0, false
	}
	code = durationCode(v, u)
	if code == "" {
		return "", 0, false
	}
	// a year and a half; one year and a quarter
	if n := sc.at(end); n.norm == "and" && sc.articleAt(end+1) && sc.at(end+2).kind == fraction && u != Day {
		if x := timeUnits[sc.at(end+3).norm]; x == "" {
			if sum, ok := v.Add(sc.at(end + 2).val); ok {
				return durationCode(sum, u), end + 3, true
			}
		}
	}
	// two years and three months; 2 years, 3 months; one week three days
	for {
		j := end
		if w := sc.at(j).norm; w == "and" || w == "," {
			j++
			if w == "," && sc.at(j).norm == "and" {
				j++
			}
		}
		if k := sc.at(j).kind; k != digits && k != small && k != tens {
			break
		}
		w, x, e, ok := sc.lengthPart(j)
		if !ok || finer(x) >= finer(u) || x == Quarter {
			break
		}
		part := durationCode(w, x)
		code += part
		u, end = x, e
	}
	return code, end, true
}

func finer(g Grain) int {
	switch g {
	case Day:
		return 1
	case Week, "fortnight":
		return 2
	case Month:
		return 3
	case Quarter, Half:
		return 4
	case Year:
		return 5
	}
	return 6
}

func (sc *scan) lengthPart(i int) (v Decimal, u Grain, end int, ok bool) {
	a := sc.at(i)
	j := i
	v = Decimal{1, 0}
	switch a.norm {
	case "a", "an", "another":
		j++
		switch n := sc.at(j); {
		case n.norm == "couple":
			v, j = Decimal{2, 0}, j+1
			if sc.at(j).norm == "of" {
				j++
			}
		case n.norm == "few":
			v, j = Decimal{3, 0}, j+1
		case n.norm == "half" || n.norm == "quarter" && (sc.at(j+1).norm == "century"):
			v, j = n.val, j+1
			if sc.at(j).kind == dash {
				j++
			}
		case n.norm == "full" || n.norm == "whole":
			j++
		default:
			if f, ok := sc.figure(j, false); ok && !f.large && n.kind != fraction {
				v, j = f.val, f.end
				if a.norm != "another" {
					// "a five-year deal": the dash decides
					if sc.at(j).kind != dash && a.norm != "an" {
						return v, u, 0, false
					}
				}
			} else if a.norm == "a" || a.norm == "an" {
				if k := timeUnits[n.norm]; k == Quarter || k == Half {
					return v, u, 0, false
				}
			}
		}
	case "all", "full", "whole", "entire":
		j++
		if sc.at(j).kind == dash {
			j++
		}
		if n := timeUnits[sc.at(j).norm]; n == "" || n == Quarter || n == Half || sc.at(j).norm[len(sc.at(j).norm)-1] == 's' || a.norm == "full" && sc.at(i-1).norm == "first" {
			return v, u, 0, false
		}
		if _, _, isYear := sc.yearNumber(j + 1); isYear {
			return v, u, 0, false
		}
		return v, timeUnits[sc.at(j).norm], j + 1, true
	case "couple":
		v, j = Decimal{2, 0}, j+1
		if sc.at(j).norm == "of" {
			j++
		}
	case "few", "several":
		return v, u, 0, false
	default:
		switch {
		case a.norm == "half" && (sc.articleAt(i+1) || sc.at(i+1).norm == "year" || sc.at(i+1).norm == "decade" || sc.at(i+1).norm == "month" || sc.at(i+1).norm == "day" || sc.at(i+1).norm == "century" ||
			sc.at(i+1).kind == dash && timeUnits[sc.at(i+2).norm] != ""):
			v, j = a.val, i+1
			if sc.articleAt(j) || sc.at(j).kind == dash {
				j++
			}
		case a.kind == digits && sc.adjacent(i+1) && timeUnits[sc.at(i+1).norm] != "": // 3.5years
			v, j = a.val, i+1
		case a.kind == digits && sc.adjacent(i+1) && (sc.at(i+1).norm == "y" || sc.at(i+1).norm == "yr" || sc.at(i+1).norm == "mo") && sc.at(i+1).norm != "y":
			v, j = a.val, i+1
		default:
			f, ok := sc.figure(i, false)
			if !ok || f.large && f.val.Cmp(Decimal{1, 4}) > 0 || f.val.Sign() <= 0 {
				return v, u, 0, false
			}
			if f.fraction && !f.digits && sc.at(f.end).norm != "of" && sc.at(f.end-1).norm == "quarters" {
				// "three quarters" of a year are a length, of a whole a share
				if sc.at(f.end).kind == multiple || sc.at(f.end-2).kind == dash || i > 0 && sc.at(i-1).norm == "and" {
					return v, u, 0, false
				}
				return sc.at(i).val, Quarter, f.end, sc.at(i).kind == small
			}
			if f.fraction {
				return v, u, 0, false
			}
			v, j = f.val, f.end
		}
	}
	// ranges: two to three years, 5-10 years read as the longer
	if n := sc.at(j); (n.kind == dash || n.norm == "to" || n.norm == "or") && i != j {
		k := j + 1
		if f, ok := sc.figure(k, false); ok && !f.large && f.val.Cmp(v) > 0 && timeUnits[sc.at(f.end).norm] != "" {
			v, j = f.val, f.end
		} else if n.kind == dash && !f.digits && timeUnits[sc.at(k).norm] != "" && n.space == sc.at(k).space {
			j = k
		} else {
			return v, u, 0, false
		}
	}
	switch sc.at(j).norm {
	case "full", "calendar", "consecutive", "straight", "more", "additional", "fiscal", "business", "trading", "working":
		if j > i {
			j++
		}
	}
	n := sc.at(j)
	u = timeUnits[n.norm]
	if u == "" || u == Half {
		return v, u, 0, false
	}
	if u == Quarter && (n.norm == "quarter" || n.norm == "qtr") && !(sc.at(j-1).kind == dash) {
		if sc.at(j-1).norm != "one" && sc.at(j-1).kind != digits {
			return v, u, 0, false
		}
	}
	if j == i {
		return v, u, 0, false
	}
	// "3-year-old": an age, not a term
	if x := sc.at(j + 1); x.norm == "old" || x.kind == dash && !x.space && sc.at(j+2).norm == "old" {
		return v, u, 0, false
	}
	return v, u, j + 1, true
}

// offset reads two years ago, in six months, 2 weeks from now, within 5 years,
// two days before yesterday, a month later.
func (sc *scan) offset(i int) (stretch, bool) {
	j := i
	lead := ""
	switch w := sc.at(i).norm; w {
	case "in", "within":
		lead = w
		j++
		if n := sc.at(j).norm; n == "the" || n == "just" || n == "about" || n == "under" {
			return stretch{}, false
		}
	case "few", "several":
		// handled by small below
	}
	v, u, end, ok := sc.lengthPart(j)
	if n := sc.at(j).norm; !ok && n == "few" {
		if x := timeUnits[sc.at(j+1).norm]; x != "" {
			v, u, end, ok = Decimal{3, 0}, x, j+2, true
		}
	}
	if !ok {
		return stretch{}, false
	}
	if u == "fortnight" {
		u = Week
		v, _ = v.Mul(Decimal{2, 0})
	}
	months, days := 0, 0
	add := func(v Decimal, u Grain) bool {
		if v.Exp < 0 || v.Coef > 10000 {
			return false
		}
		n := int(whole(v))
		switch u {
		case Day:
			days += n
		case Week:
			days += 7 * n
		case Month:
			months += n
		case Quarter:
			months += 3 * n
		case Year:
			months += 12 * n
		case Decade:
			months += 120 * n
		}
		return true
	}
	if !add(v, u) {
		return stretch{}, false
	}
	grain := u
	for {
		k := end
		if w := sc.at(k).norm; w == "and" || w == "," {
			k++
		}
		if x := sc.at(k).kind; x != digits && x != small && x != tens {
			break
		}
		w, x, e, ok := sc.lengthPart(k)
		if !ok || finer(x) >= finer(grain) {
			break
		}
		if !add(w, x) {
			return stretch{}, false
		}
		grain, end = x, e
	}
	sign, base := 0, 0
	k := end
	switch w := sc.at(k).norm; w {
	case "ago":
		sign, end = -1, k+1
	case "hence":
		sign, end = 1, k+1
	case "later":
		sign, end = 1, k+1
	case "earlier":
		sign, end = -1, k+1
	case "from", "after", "before":
		if lead == "within" {
			break
		}
		switch sc.at(k + 1).norm {
		case "now", "today", "yesterday", "tomorrow", "tmrw":
			sign = 1
			if w == "before" {
				sign = -1
			}
			switch sc.at(k + 1).norm {
			case "yesterday":
				base = -1
			case "tomorrow", "tmrw":
				base = 1
			}
			end = k + 2
		}
	}
	if sign == 0 {
		if w := sc.at(end).norm; (w == "'s" || w == "'") && sc.at(end+1).norm == "time" {
			end += 2 // in two years' time
		}
		if lead == "in" && sc.adverbial(end) {
			sign = 1
		} else if lead == "within" {
			// the period that opens today
			t := stretch{end: end}
			t.Duration = durationCode(v, u)
			t.From = Point{Grain: Day, Relative: true}
			t.To = Point{Grain: grain, Relative: true, Exact: true, Shift: int(whole(v.cap()))}
			return t, true
		} else {
			return stretch{}, false
		}
	}
	p := Point{Grain: grain, Relative: true, Exact: true}
	switch {
	case months == 0:
		p.Day = sign*days + base
		if grain == Day {
			p.Shift, p.Day = sign*days+base, 0
		} else if days%7 == 0 {
			p.Shift, p.Day = sign*days/7, base
		}
	case grain == Year && months%12 == 0:
		p.Shift = sign * months / 12
		p.Day = base
	case grain == Decade:
		p.Shift = sign * months / 120
	default:
		p.Grain = Month
		p.Shift, p.Day = sign*months, sign*days+base
		if grain == Week || grain == Day {
			p.Grain = Month
		}
	}
	return point(p, end), true
}

// adverbial reports whether a phrase such as "in two years" may end at i: the
// next word must not make the years a counted noun's adjective.
func (sc *scan) adverbial(i int) bool {
	a := sc.at(i)
	if a.kind == dash {
		return false
	}
	switch a.norm {
	case "of", "'s", "'":
		return false
	}
	return true
}

// upcoming reads two upcoming weeks, 2 coming quarters.
func (sc *scan) upcoming(i int) (stretch, bool) {
	a := sc.at(i)
	if a.kind != digits && a.kind != small || a.val.Exp < 0 || a.val.Sign() <= 0 {
		return stretch{}, false
	}
	s, ok := shifts[sc.at(i+1).norm]
	u := timeUnits[sc.at(i+2).norm]
	if !ok || s == 0 || u == "" || u == Half || whole(a.val) < 2 {
		return stretch{}, false
	}
	return sc.countedPeriod(u, a.val, s, i+3), true
}
