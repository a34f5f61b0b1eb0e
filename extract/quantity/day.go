package quantity

import "strings"

// dayNumber reads a day of the month: 28, 28th, twenty-first, the 15.
func (sc *scan) dayNumber(i int) (day, end int, ok bool) {
	if sc.at(i).norm == "the" {
		i++
	}
	a := sc.at(i)
	switch {
	case a.kind == digits:
		if len(a.norm) > 2 || a.val.Exp < 0 || a.val.Sign() <= 0 {
			return 0, 0, false
		}
		d := int(whole(a.val))
		end = i + 1
		if sc.adjacent(end) {
			switch sc.at(end).norm {
			case "st", "nd", "rd", "th":
				end++
			default:
				if sc.gluedLetters(end) || sc.at(end).kind == percent || sc.at(end).kind == multiple {
					return 0, 0, false
				}
			}
		}
		return d, end, d <= 31
	case ordinals[a.norm] > 0:
		return ordinals[a.norm], i + 1, true
	case a.kind == tens && (a.norm == "twenty" || a.norm == "thirty"):
		d := int(whole(a.val))
		j := i + 1
		if sc.at(j).kind == dash {
			j++
		}
		if n := sc.at(j); n.kind == small && whole(n.val) < 10 && whole(n.val) > 0 {
			return d + int(whole(n.val)), j + 1, true
		} else if o := ordinals[n.norm]; o > 0 && o < 10 {
			return d + o, j + 1, true
		}
		return d, i + 1, true
	case a.kind == small && whole(a.val) > 0:
		return int(whole(a.val)), i + 1, true
	}
	return 0, 0, false
}

// monthOK reports whether the word at i is a month and not the verb or name
// that looks like it.
func (sc *scan) monthOK(i int) bool {
	a := sc.at(i)
	written := sc.text[a.start:a.end]
	lower := written[0] >= 'a'
	switch a.norm {
	case "may", "march", "mar", "sat", "sun", "jan", "dec", "aug", "apr", "jun":
	default:
		return true
	}
	switch n := sc.at(i + 1); {
	case n.norm == "." && sc.adjacent(i+1) && sc.at(i+2).kind == digits && len(a.norm) == 3 && !lower:
		return true
	case (n.norm == "-" || n.norm == "/") && sc.adjacent(i+1) && sc.at(i+2).kind == digits:
		return true
	case n.kind == digits && len(n.norm) <= 2 && n.val.Exp >= 0:
		return true
	case n.kind == digits && len(n.norm) == 4:
		return true
	case a.norm == "march" && lower && n.norm == "to":
		return false
	}
	if _, _, ok := sc.dayNumber(i + 1); ok && (sc.at(i+1).norm != "one" && !(a.norm == "may" && lower && sc.at(i+1).kind == small)) {
		return true
	}
	switch p := sc.at(i - 1).norm; p {
	case "in", "of", "by", "since", "until", "till", "last", "next", "early", "late", "mid", "during", "from", "through", "this", "and", "between", "to", "for", "before", "after", "on", "/", "-", "–", "past", "previous", "coming", "around", "st", "nd", "rd", "th", "every":
		if lower && a.norm == "may" && (p == "and" || p == "to" || p == "this" || p == "next" || p == "last") {
			return false
		}
		if lower && a.norm == "march" && (p == "to" || p == "this" || p == "and") {
			return false
		}
		return true
	}
	if sc.at(i-1).kind == digits {
		return !lower || a.norm != "may"
	}
	if n := sc.at(i + 1).norm; !lower && (n == "to" || n == "through" || n == "-" || n == "–") && months[sc.at(i+2).norm] > 0 {
		return true
	}
	if i == 0 {
		switch n := sc.at(i + 1).norm; n {
		case "", "to", "and", "of", "through", ",", "this", "next", "last", "-", "–", "in":
			return true
		}
	}
	return false
}

// monthLed reads October 28, 2025; Oct. 28th; October 2025; October.
func (sc *scan) monthLed(i int) (stretch, bool) {
	m := months[sc.at(i).norm]
	if m == 0 || !sc.monthOK(i) {
		return stretch{}, false
	}
	j := i + 1
	if sc.at(j).norm == "." && sc.adjacent(j) && (len(sc.at(i).norm) <= 4) && (sc.at(j+1).kind == digits || ordinals[sc.at(j+1).norm] > 0) {
		j++
	}
	p := Point{Grain: Month, N: m}
	// Oct/2, Dec/2018, Dec-2018, Sept-2020-23
	if s := sc.at(j); (s.norm == "/" || s.norm == "-") && !s.space {
		if y, end, ok := sc.yearNumber(j + 1); ok {
			p.Year = y
			if x := sc.at(end); x.norm == s.norm && sc.adjacent(end) {
				if d, e, ok := sc.dayNumber(end + 1); ok {
					return point(Point{Grain: Day, Year: y, N: m, Day: d}, e), true
				}
			}
			return point(p, end), true
		}
		if d, end, ok := sc.dayNumber(j + 1); ok && sc.adjacent(j+1) {
			p = Point{Grain: Day, N: m, Day: d}
			if x := sc.at(end); x.norm == s.norm {
				if y, e, ok := sc.shortYear(end + 1); ok {
					p.Year = y
					return point(p, e), true
				}
			}
			return point(p, end), true
		}
	}
	// "November between 19 and 20", "Feb from 2 to 7, 2018"
	between := j
	if w := sc.at(j).norm; w == "between" || w == "from" {
		between++
	}
	if d, end, ok := sc.dayNumber(between); ok {
		_, _, year := sc.yearNumber(between)
		if year && sc.at(between).kind != digits { // "October two thousand"
			ok = sc.at(between).norm != "two" && sc.at(between).norm != "nineteen" && !(sc.at(between).norm == "twenty" && sc.at(end).kind == tens)
		}
		if m := sc.at(end).kind; (m == percent || m == multiple || m == watt) && sc.at(end).norm != "two" {
			ok = false
		}
		if ok {
			return sc.dayTail(Point{Grain: Day, N: m, Day: d}, end, between > j)
		}
	}
	k := j
	if w := sc.at(k).norm; w == "of" || w == "," || w == "in" || w == "'s" {
		k++
	}
	if y, end, ok := sc.yearNumber(k); ok && sc.plausible(k, end, y) && !(sc.at(k-1).norm == "," && sc.at(end).kind == other && months[sc.at(end).norm] > 0) {
		p.Year = y
		return point(p, end), true
	}
	if y, end, ok := sc.relativeYear(k); ok {
		p.Relative, p.Shift = true, y
		return point(p, end), true
	}
	return point(p, j), true
}

// dayTail reads what follows a day of a month: the end of a range, the year.
func (sc *scan) dayTail(p Point, end int, open bool) (stretch, bool) {
	to := Point{}
	j := end
	switch x := sc.at(j); {
	case x.kind == dash, x.norm == "to", x.norm == "through", x.norm == "and" && open, x.norm == "till", x.norm == "until":
		if d, e, ok := sc.dayNumber(j + 1); ok && d > p.Day && months[sc.at(e).norm] == 0 && sc.at(j+1).norm != "last" {
			if _, _, year := sc.yearNumber(j + 1); !year && sc.at(e).kind != multiple && sc.at(e).kind != percent && timeUnits[sc.at(e).norm] == "" {
				to = p
				to.Day = d
				end = e
			}
		}
	}
	j = end
	switch x := sc.at(j).norm; x {
	case ",", "of", "in", "-", "/":
		j++
	}
	if y, e, ok := sc.yearNumber(j); ok && sc.plausible(j, e, y) {
		p.Year, end = y, e
	}
	if to.Grain != "" {
		to.Year = p.Year
	}
	return stretch{Time: Time{From: p, To: to}, end: end}, true
}

// shortYear reads 25 or 2025.
func (sc *scan) shortYear(i int) (year, end int, ok bool) {
	if y, e, ok := sc.yearNumber(i); ok {
		return y, e, true
	}
	a := sc.at(i)
	if a.kind != digits || len(a.norm) != 2 || a.val.Exp < 0 && !a.val.IsZero() || strings.ContainsAny(a.norm, ".,") {
		return 0, 0, false
	}
	y := int(a.norm[0]-'0')*10 + int(a.norm[1]-'0')
	if y < 60 {
		y += 2000
	} else {
		y += 1900
	}
	return y, i + 1, true
}

// relativeYear reads "this year", "next year", "last year".
func (sc *scan) relativeYear(i int) (shift, end int, ok bool) {
	if w := sc.at(i).norm; w == "of" || w == "in" || w == "the" {
		i++
	}
	s, known := shifts[sc.at(i).norm]
	if u := sc.at(i + 1).norm; known && (u == "year" || u == "yr") {
		return s, i + 2, true
	}
	return 0, 0, false
}

// dayLed reads 28 October 2025, 28th of October, 1-8 September, 13 to 15 July.
func (sc *scan) dayLed(i int) (stretch, bool) {
	d, end, ok := sc.dayNumber(i)
	if !ok || sc.at(i-1).kind == sign || sc.at(i-1).norm == "." && sc.adjacent(i) {
		return stretch{}, false
	}
	to, j := 0, end
	switch x := sc.at(j); {
	case x.kind == dash, x.norm == "to", x.norm == "till", x.norm == "until", x.norm == "and":
		if e, k, ok := sc.dayNumber(j + 1); ok && e > d {
			to, j = e, k
		}
	}
	if sc.at(j).norm == "day" {
		j++
	}
	of := sc.at(j).norm == "of"
	if of {
		j++
	}
	if w := sc.at(j).norm; w == "-" || w == "/" {
		if months[sc.at(j+1).norm] > 0 && sc.adjacent(j+1) && sc.adjacent(j) {
			j++
		}
	}
	m := months[sc.at(j).norm]
	p := Point{Grain: Day, N: m, Day: d}
	if m == 0 || !sc.monthOK(j) {
		// 20th of next month, the 21st this month
		k := j
		if sc.at(k).norm == "the" {
			k++
		}
		if s, known := shifts[sc.at(k).norm]; known && sc.at(k+1).norm == "month" && (of || end > i+1) {
			p = Point{Grain: Day, Day: d, Relative: true, Shift: s}
			t := point(p, k+2)
			if to > 0 {
				p.Day = to
				t.To = p
			}
			return t, true
		}
		if end == i+2 && sc.at(i).kind == digits && to == 0 && sc.ordinalDay(i) { // "the 15th"
			return point(Point{Grain: Day, Day: d}, end), true
		}
		return stretch{}, false
	}
	j++
	if sc.at(j).norm == "." && sc.adjacent(j) && sc.at(j+1).kind == digits && len(sc.at(j+1).norm) == 4 {
		j++
	}
	t, _ := sc.dayTail(p, j, false)
	if s := sc.at(j).norm; (s == "-" || s == "/") && t.From.Year == 0 {
		if y, e, ok := sc.shortYear(j + 1); ok && sc.adjacent(j+1) {
			t = point(p, e)
			t.From.Year = y
		}
	}
	if to > 0 {
		t.To = t.From
		t.To.Day = to
	}
	return t, true
}

// ordinalDay reports whether an ordinal at i may be a day of the month: "on
// the 15th", but not "the 4th generation".
func (sc *scan) ordinalDay(i int) bool {
	if w := sc.at(i - 1).norm; w != "the" && w != "on" {
		return false
	}
	p := sc.at(i - 2).norm
	if sc.at(i-1).norm == "on" {
		p = "on"
	}
	switch p {
	case "on", "by", "until", "since", "for", "before", "after", "from", "through", "of":
	default:
		return weekdays[p] > 0
	}
	switch sc.at(i + 2).norm {
	case "", ".", ",", "?", "!", "and", "at", "for", "to", "in":
		return true
	}
	return false
}

// numericDate reads 2025-10-28, 10/28/2025, 28.10.2025, 10-31-74, 4/22, 2/2013.
func (sc *scan) numericDate(i int) (stretch, bool) {
	a, s := sc.at(i), sc.at(i+1)
	if a.val.Exp < 0 || sc.at(i-1).kind == sign || i > 0 && !a.space && (sc.at(i-1).kind == digits || sc.at(i-1).norm == "-" || sc.at(i-1).norm == "/") {
		return stretch{}, false
	}
	b, c := sc.at(i+2), sc.at(i+4)
	sep := s.norm
	if sep != "-" && sep != "/" || b.kind != digits && months[b.norm] == 0 {
		return stretch{}, false
	}
	tight := !s.space && !b.space
	x := int(whole(a.val.cap()))
	if months[b.norm] > 0 {
		// 2019/aug/01
		if y, _, ok := sc.yearNumber(i); ok && sc.at(i+3).norm == sep && c.kind == digits {
			if d, e, ok := sc.dayNumber(i + 4); ok {
				return point(Point{Grain: Day, Year: y, N: months[b.norm], Day: d}, e), true
			}
		}
		return stretch{}, false
	}
	if b.val.Exp < 0 {
		return stretch{}, false
	}
	y := int(whole(b.val.cap()))
	if sc.at(i+3).norm == sep && c.kind == digits && tight && sc.adjacent(i+3) && sc.adjacent(i+4) && c.val.Exp >= 0 {
		if sc.adjacent(i+5) && (sc.at(i+5).norm == "-" || sc.at(i+5).norm == "/") && sc.adjacent(i+6) && sc.at(i+6).kind == digits && len(a.norm) < 4 && sep == "-" {
			return stretch{}, false
		}
		if year, _, ok := sc.yearNumber(i); ok { // 2025-10-28
			return sc.calendar(year, y, int(whole(c.val.cap())), i+5)
		}
		year, _, ok := sc.shortYear(i + 4)
		if !ok || len(a.norm) > 2 || len(b.norm) > 2 {
			return stretch{}, false
		}
		if x > 12 { // 28/10/2025
			x, y = y, x
		}
		return sc.calendar(year, x, y, i+5)
	}
	// 2/2013, 12-2015, 11 / 2016
	if year, end, ok := sc.yearNumber(i + 2); ok && len(a.norm) <= 2 && x >= 1 && x <= 12 && year < 2100 && year > 1900 {
		return point(Point{Grain: Month, Year: year, N: x}, end), true
	}
	if !tight || len(a.norm) > 2 || len(b.norm) > 2 || sep == "-" && !(i == 0 && i+3 == len(sc.atoms)) {
		return stretch{}, false
	}
	if _, _, ok := sc.slashFraction(i); ok && !(y == 5 || y == 8 || y == 10 || y == 3) || sc.gluedLetters(i+3) && sc.adjacent(i+3) {
		return stretch{}, false
	}
	// 4/22, only where a word before asks for a day
	switch w := sc.at(i - 1).norm; w {
	case "on", "by", "from", "to", "until", "since", "till", "before", "after", "back", "through", "-", "–", "this", "next", "last":
	default:
		if weekdays[w] == 0 && i != 0 {
			return stretch{}, false
		}
	}
	if x > 12 {
		x, y = y, x
	}
	if x < 1 || x > 12 || y < 1 || y > 31 {
		return stretch{}, false
	}
	t := point(Point{Grain: Day, N: x, Day: y}, i+3)
	if sc.at(i+3).norm == "," {
		if yr, e, ok := sc.yearNumber(i + 4); ok {
			t.From.Year, t.end = yr, e
		}
	}
	return t, true
}

// dottedDate reads 28.10.2025, day first as where it is written so.
func (sc *scan) dottedDate(i int) (stretch, bool) {
	a := sc.at(i)
	if len(a.norm) < 8 || len(a.norm) > 10 || strings.Count(a.norm, ".") != 2 || a.norm[0] > '9' {
		return stretch{}, false
	}
	parts := strings.Split(a.norm, ".")
	d, _ := parseDecimal(parts[0])
	m, _ := parseDecimal(parts[1])
	y, _ := parseDecimal(parts[2])
	if len(parts[2]) != 4 || len(parts[0]) > 2 || len(parts[1]) > 2 || whole(y) < 1900 || whole(y) > 2100 {
		return stretch{}, false
	}
	return sc.calendar(int(whole(y)), int(whole(m)), int(whole(d)), i+1)
}

// cap keeps whole from overflowing on long digit strings.
func (d Decimal) cap() Decimal {
	if d.Exp > 6 || d.Coef > 99999999 || d.Coef < 0 {
		return Decimal{0, 0}
	}
	return d
}

func (sc *scan) calendar(y, m, d, end int) (stretch, bool) {
	if m < 1 || m > 12 || d < 1 || d > 31 || sc.gluedLetters(end) && sc.adjacent(end) && sc.at(end).norm != "t" {
		return stretch{}, false
	}
	return point(Point{Grain: Day, Year: y, N: m, Day: d}, end), true
}
