package quantity

// quarterWord reads q3, 3q, h1, 2h, third quarter, first half, first-half at
// atom i.
func (sc *scan) quarterWord(i int) (p Point, end int, ok bool) {
	a := sc.at(i)
	if len(a.norm) == 2 && (a.norm[0] == 'q' || a.norm[0] == 'h') && a.norm[1] >= '1' && a.norm[1] <= '4' {
		return quarterPoint(a.norm[0], int(a.norm[1]-'0'), i+1)
	}
	if a.kind == digits && len(a.norm) == 1 && sc.adjacent(i+1) {
		if n := sc.at(i + 1).norm; n == "q" || n == "h" {
			return quarterPoint(n[0], int(whole(a.val)), i+2)
		}
	}
	n, j := 0, i+1
	switch o := ordinals[a.norm]; {
	case o > 0 && o <= 4:
		n = o
	case a.norm == "final" || a.norm == "closing":
		n = 4
	case a.kind == digits && len(a.norm) == 1 && a.val.Sign() > 0 && sc.adjacent(j):
		switch sc.at(j).norm {
		case "st", "nd", "rd", "th":
			n = int(whole(a.val))
			j++
		}
	}
	if n == 0 {
		return p, 0, false
	}
	if sc.at(j).norm == "fiscal" {
		j++
	}
	if sc.at(j).kind == dash {
		j++
	}
	switch sc.at(j).norm {
	case "quarter", "qtr":
		return quarterPoint('q', n, j+1)
	case "half":
		if a.norm == "final" {
			n = 2
		}
		return quarterPoint('h', n, j+1)
	}
	return p, 0, false
}

func quarterPoint(letter byte, n, end int) (Point, int, bool) {
	if letter == 'q' && n >= 1 && n <= 4 {
		return Point{Grain: Quarter, N: n}, end, true
	}
	if letter == 'h' && (n == 1 || n == 2) {
		return Point{Grain: Half, N: n}, end, true
	}
	return Point{}, 0, false
}

// quarterFirst reads Q3 2025, 3Q25, third quarter of fiscal 2026, first half of
// next year.
func (sc *scan) quarterFirst(i int) (stretch, bool) {
	p, end, ok := sc.quarterWord(i)
	if !ok {
		return stretch{}, false
	}
	t := point(p, end)
	sc.ofYear(&t)
	if t.end == end && t.From.Year == 0 && !t.From.Relative {
		// "H2" and "Q2" alone are labels of many things; "second half" of what?
		switch sc.at(i).norm {
		case "second", "first", "third", "fourth", "final":
			if sc.at(end).norm == "of" {
				return stretch{}, false
			}
		}
	}
	return t, true
}

// ofYear adds the year that follows a quarter, half, season or month count.
func (sc *scan) ofYear(t *stretch) {
	j := t.end
	switch sc.at(j).norm {
	case "of", "in", ",", "-", "'", "’", "/":
		j++
	}
	if sc.at(j).norm == "the" {
		j++
	}
	if y, end, ok := sc.yearNumber(j); ok && sc.plausible(j, end, y) {
		t.From.Year, t.end = y, end
		if sc.at(end).norm == "fiscal" && sc.at(end+1).norm == "year" {
			t.Fiscal, t.end = true, end+2
		}
		return
	}
	if y, end, ok := sc.shortYear(j); ok && sc.adjacent(j) && sc.at(j).kind == digits {
		t.From.Year, t.end = y, end
		return
	}
	if f, ok := sc.fiscal(j); ok && f.From.Grain == Year && f.From.Year > 0 {
		t.From.Year, t.end, t.Fiscal = f.From.Year, f.end, f.Fiscal
		return
	}
	if s, end, ok := sc.relativeYear(j); ok {
		t.From.Relative, t.From.Shift, t.end = true, s, end
		return
	}
	if w := sc.at(j).norm; (w == "year" || w == "fiscal" && sc.at(j+1).norm == "year") && sc.at(t.end).norm == "of" {
		t.From.Relative = true
		t.end = j + 1
		if w == "fiscal" {
			t.Fiscal = true
			t.end++
		}
	}
}

// fiscal reads FY2026, FY26, fiscal 2026, fiscal year 2026, calendar 2025, the
// year 2008.
func (sc *scan) fiscal(i int) (stretch, bool) {
	a := sc.at(i)
	j := i + 1
	isFiscal := true
	switch a.norm {
	case "fy", "sy":
	case "cy", "calendar":
		isFiscal = false
	case "fiscal":
	case "year", "years":
		isFiscal = false
		if a.norm == "years" || sc.at(j).norm == "of" {
			return stretch{}, false
		}
	default:
		return stretch{}, false
	}
	if sc.at(j).kind == dash && !sc.at(j).space {
		j++
	}
	if w := sc.at(j).norm; w == "year" || w == "years" {
		j++
	}
	if sc.at(j).norm == "'" {
		j++
	}
	if q, k, ok := sc.quarterWord(j); ok && a.norm == "fiscal" {
		t := point(q, k)
		t.Fiscal = true
		sc.ofYear(&t)
		return t, true
	}
	y, end, ok := sc.yearNumber(j)
	if !ok && (len(a.norm) == 2) {
		y, end, ok = sc.shortYear(j)
	}
	if !ok && a.norm == "year" && sc.at(j).kind == digits && len(sc.at(j).norm) == 3 && sc.at(j).val.Exp >= 0 && i > 0 && sc.at(end).kind == other {
		y, end, ok = int(whole(sc.at(j).val)), j+1, true
	}
	if !ok || a.norm == "year" && !sc.plausible(j, end, y) && y > 999 {
		return stretch{}, false
	}
	t := point(Point{Grain: Year, Year: y}, end)
	t.Fiscal = isFiscal
	if a.norm == "fy" {
		if q, k, ok := sc.quarterWord(end); ok {
			q.Year = y
			t.From, t.end = q, k
		}
	}
	return t, true
}

func season(w string) string {
	switch w {
	case "spring", "summer", "autumn", "winter":
		return w
	case "fall":
		return "autumn"
	}
	return ""
}

func durationCode(v Decimal, u Grain) string {
	code := ""
	switch u {
	case Year:
		code = "y"
	case Month:
		code = "mo"
	case Week:
		code = "w"
	case Day:
		code = "d"
	case Quarter:
		v, _ = v.Mul(Decimal{3, 0})
		code = "mo"
	case Half:
		v, _ = v.Mul(Decimal{6, 0})
		code = "mo"
	case Decade:
		v, _ = v.Mul(Decimal{1, 1})
		code = "y"
	case "fortnight":
		v, _ = v.Mul(Decimal{2, 0})
		code = "w"
	case Century:
		v, _ = v.Mul(Decimal{1, 2})
		code = "y"
	default:
		return ""
	}
	return v.String() + code
}

// ordinalLed reads first nine months of 2025, last week of July, third Tuesday
// of October, second day of May, 15th century.
func (sc *scan) ordinalLed(i int) (stretch, bool) {
	if t, ok := sc.quarterFirst(i); ok {
		return t, true
	}
	a := sc.at(i)
	n, j := 0, i+1
	switch {
	case a.norm == "last":
		n = -1
	case ordinals[a.norm] > 0:
		n = ordinals[a.norm]
	case a.kind == digits && len(a.norm) <= 2 && a.val.Exp >= 0 && sc.adjacent(j):
		switch sc.at(j).norm {
		case "st", "nd", "rd", "th":
			n = int(whole(a.val))
			j++
		}
	}
	if n == 0 {
		return stretch{}, false
	}
	if sc.at(j).norm == "last" && n > 0 {
		n = -n
		j++
	}
	u := sc.at(j)
	if u.kind == dash && !u.space {
		u = sc.at(j + 1)
		j++
	}
	switch {
	case u.norm == "century":
		return point(Point{Grain: Century, Year: (n - 1) * 100}, j+1), true
	case n == 1 && (u.kind == small || u.kind == digits) && (sc.at(j+1).norm == "months" || sc.at(j+1).norm == "quarters"):
		t := stretch{end: j + 2}
		t.Duration = durationCode(u.val, timeUnits[sc.at(j+1).norm])
		t.From = Point{Grain: Year, Relative: true}
		end := t.end
		p := stretch{end: end, Time: Time{From: Point{}}}
		sc.ofYear(&p)
		if p.end == end {
			return stretch{}, false
		}
		t.end = p.end
		t.From.Year, t.From.Relative, t.From.Shift, t.Fiscal = p.From.Year, p.From.Relative, p.From.Shift, p.Fiscal
		return t, true
	case n == 1 && (u.kind == small || u.kind == digits && u.val.Exp >= 0) && sc.at(j+1).norm == "weeks" && sc.at(j+2).norm == "of":
		count := int(whole(u.val.cap()))
		from := Point{Grain: Week, Nth: 1}
		t := stretch{end: j + 3}
		if m, ok := sc.monthLed(j + 3); ok && m.From.Grain == Month && m.From.Year > 0 {
			from.N, from.Year, t.end = m.From.N, m.From.Year, m.end
		} else if y, end, ok := sc.yearNumber(j + 3); ok {
			from.Year, t.end = y, end
		} else {
			return stretch{}, false
		}
		t.From, t.To = from, from
		t.To.Nth = count
		t.Duration = durationCode(u.val, Week)
		return t, count > 0
	case u.norm == "week" || u.norm == "day" || weekdays[u.norm] > 0 || u.norm == "weekend":
		p := Point{Grain: Day, Nth: n, Weekday: weekdays[u.norm]}
		if u.norm == "week" {
			p.Grain = Week
		}
		k := j + 1
		of := sc.at(k).norm == "of" || sc.at(k).norm == "in"
		if of {
			k++
		}
		if t, ok := sc.monthLed(k); ok && (t.From.Grain == Month) {
			p.N, p.Year = t.From.N, t.From.Year
			return point(p, t.end), true
		}
		if y, end, ok := sc.yearNumber(k); ok && of && p.Grain == Week {
			p.Year = y
			return point(p, end), true
		}
		if s, end, ok := sc.relativeYear(k); ok && p.Grain == Week {
			return point(Point{Grain: Week, Nth: n, Relative: true, Shift: s}, end), true
		}
		if sc.at(k).norm == "the" {
			k++
		}
		s, known := shifts[sc.at(k).norm]
		if known {
			k++
		}
		if sc.at(k).norm == "month" && of {
			p.Relative, p.Shift = true, s
			return point(p, k+1), true
		}
	}
	return stretch{}, false
}

// weekdayLed reads Tuesday; Monday, Feb 18; Tuesday the 19th; Tuesday of next
// week; Friday 2018-7-6.
func (sc *scan) weekdayLed(i int) (stretch, bool) {
	a := sc.at(i)
	d := weekdays[a.norm]
	if d == 0 {
		return stretch{}, false
	}
	written := sc.text[a.start:a.end]
	if len(a.norm) < 5 {
		// Sat, sun, mon: words and names unless a point, figure or comma follows
		n := sc.at(i + 1)
		if (a.norm == "sat" || a.norm == "sun" || a.norm == "wed" || a.norm == "mon") && written[0] >= 'a' && n.norm != "." {
			return stretch{}, false
		}
		if n.norm != "." && n.norm != "," && n.norm != "" && n.kind != digits && sc.at(i-1).norm != "on" && a.norm != "tue" && a.norm != "tues" && a.norm != "thurs" && a.norm != "thu" && a.norm != "mon" && a.norm != "fri" {
			return stretch{}, false
		}
	}
	t := point(Point{Grain: Day, Weekday: d}, i+1)
	sc.dateOfDay(&t)
	return t, true
}

// dateOfDay adds the date that may follow a weekday.
func (sc *scan) dateOfDay(t *stretch) {
	j := t.end
	if sc.at(j).norm == "." && sc.adjacent(j) && len(sc.at(j-1).norm) <= 5 && (months[sc.at(j+1).norm] > 0 || sc.at(j+1).kind == digits) {
		j++
	}
	comma := sc.at(j).norm == ","
	if comma {
		j++
	}
	n := sc.at(j)
	switch {
	case months[n.norm] > 0:
		if m, ok := sc.monthLed(j); ok && m.From.Grain == Day {
			t.From, t.To, t.end = m.From, m.To, m.end
		}
		return
	case n.kind == digits:
		for _, read := range [...]func(int) (stretch, bool){sc.numericDate, sc.dayLed} {
			if m, ok := read(j); ok && m.From.Grain == Day {
				t.From, t.To, t.end = m.From, m.To, m.end
				return
			}
		}
		if day, end, ok := sc.dayNumber(j); ok && !comma && (end > j+1 || sc.at(end).norm == "" || sc.at(end).norm == "!" || sc.at(end).norm == ".") {
			t.From = Point{Grain: Day, Day: day}
			t.end = end
		}
		return
	case n.norm == "the" && !comma:
		if day, end, ok := sc.dayNumber(j); ok {
			t.From = Point{Grain: Day, Day: day}
			t.end = end
			return
		}
	}
	k := j
	if n.norm == "of" || n.norm == "in" {
		k++
	}
	if sc.at(k).norm == "the" {
		k++
	}
	if s, ok := shifts[sc.at(k).norm]; ok && sc.at(k+1).norm == "week" && !comma {
		t.From = Point{Grain: Day, Relative: true, Shift: s, Weekday: t.From.Weekday}
		t.end = k + 2
	}
}

// seasonLed reads summer 2026, the summer of 2026.
func (sc *scan) seasonLed(i int) (stretch, bool) {
	s := season(sc.at(i).norm)
	if s == "" {
		return stretch{}, false
	}
	t := point(Point{Grain: Year, Season: s}, i+1)
	sc.ofYear(&t)
	if t.end > i+1 {
		return t, true
	}
	if p := sc.at(i - 1).norm; p == "the" && sc.at(i-2).norm != "of" || p == "in" || p == "this" {
		if n := sc.at(i + 1).norm; sc.at(i).norm != "fall" && sc.at(i).norm != "spring" && (n == "" || n == "." || n == ",") {
			return t, true
		}
	}
	return stretch{}, false
}

// weekLed reads week 31, week 3 of 2027.
func (sc *scan) weekLed(i int) (stretch, bool) {
	if sc.at(i).norm != "week" {
		return stretch{}, false
	}
	n := sc.at(i + 1)
	if n.kind != digits || n.val.Exp < 0 && !n.val.IsZero() || len(n.norm) > 2 || n.val.Sign() == 0 {
		return stretch{}, false
	}
	t := point(Point{Grain: Week, N: int(whole(n.val))}, i+2)
	sc.ofYear(&t)
	return t, true
}

// specialDate reads holidays that stand for their day.
func (sc *scan) specialDate(i int) (stretch, bool) {
	switch sc.at(i).norm {
	case "christmas":
		p := Point{Grain: Day, N: 12, Day: 25}
		t := point(p, i+1)
		if n := sc.at(t.end).norm; n == "day" {
			t.end++
		} else if n == "eve" {
			t.end++
			t.From.Day = 24
		}
		return t, sc.at(t.end).kind == other
	}
	return stretch{}, false
}
