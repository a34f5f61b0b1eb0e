package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// FindTimes returns the dates, periods and durations of a sentence, in order,
// without overlap.
func FindTimes(text string, s language.Sentence) []Time {
	_, times := Read(text, s)
	return times
}

// stretch is a time with the atoms [from, end) it stands in.
type stretch struct {
	Time
	from, end int
}

func (sc *scan) times() []Time {
	var found []stretch
	for i := 0; i < len(sc.atoms); {
		t, ok := sc.timeAt(i)
		if !ok {
			i++
			continue
		}
		t.from = i
		found = append(found, t)
		i = t.end
	}
	found = sc.joinTimes(found)
	times := make([]Time, len(found))
	for n := range found {
		t := &found[n]
		first, last := sc.at(t.from), sc.at(t.end-1)
		t.Span = language.Span{Start: first.start, End: last.end}
		t.First, t.Last = first.tok, last.tok+1
		sc.role(&t.Time, t.from)
		times[n] = t.Time
	}
	return times
}

// timeAt reads the time that starts at atom i.
func (sc *scan) timeAt(i int) (stretch, bool) {
	a := sc.at(i)
	switch a.kind {
	case digits:
		for _, read := range [...]func(int) (stretch, bool){sc.numericDate, sc.dayLed, sc.ordinalLed, sc.upcoming, sc.offset, sc.yearLed, sc.duration} {
			if t, ok := read(i); ok {
				return t, true
			}
		}
		return stretch{}, false
	case small, tens, hundred, fraction, multiple:
		for _, read := range [...]func(int) (stretch, bool){sc.ordinalLed, sc.dayLed, sc.upcoming, sc.offset, sc.yearLed, sc.duration} {
			if t, ok := read(i); ok {
				return t, true
			}
		}
		return stretch{}, false
	case sign, money, percent, watt, plural, coin, energy:
		return stretch{}, false
	}
	switch a.norm {
	case "a", "an", "couple", "few", "several", "all", "full", "another", "whole", "one", "entire", "within", "in":
		for _, read := range [...]func(int) (stretch, bool){sc.offset, sc.duration} {
			if t, ok := read(i); ok {
				return t, true
			}
		}
		if a.norm == "full" || a.norm == "whole" || a.norm == "entire" {
			break
		}
		return stretch{}, false
	case "the":
		return sc.theTime(i)
	case "'", "’":
		if y, end, ok := sc.shortYear(i + 1); ok && sc.adjacent(i+1) && len(sc.at(i+1).norm) == 2 {
			switch p := sc.at(i - 1).norm; p {
			case "in", "by", "to", "until", "through", "since", "of", "early", "late", "mid", "for", "during", "summer", "fall", "spring", "winter":
				return point(Point{Grain: Year, Year: y}, end), true
			}
		}
		return stretch{}, false
	}
	if timeWords[a.norm] == 0 {
		if t, ok := sc.dottedDate(i); ok {
			return t, true
		}
		if t, ok := sc.specialDate(i); ok {
			return t, true
		}
		return stretch{}, false
	}
	for _, read := range [...]func(int) (stretch, bool){sc.modified, sc.monthLed, sc.today, sc.ordinalLed, sc.relative, sc.fiscal, sc.dayLed, sc.weekdayLed, sc.seasonLed, sc.weekLed, sc.decadeEnd} {
		if t, ok := read(i); ok {
			return t, true
		}
	}
	return stretch{}, false
}

// point makes a stretch of one point.
func point(p Point, end int) stretch { return stretch{Time: Time{From: p}, end: end} }

// yearNumber reads a year at atom i: 2025, nineteen ninety six, two thousand
// and fifteen. loose also takes what is no plausible year of news.
func (sc *scan) yearNumber(i int) (year, end int, ok bool) {
	a := sc.at(i)
	switch a.kind {
	case digits:
		if len(a.norm) != 4 || a.val.Exp < 0 || strings.ContainsAny(a.norm, ".,") {
			return 0, 0, false
		}
		y := int(whole(a.val))
		if y < 1500 || y > 2200 || sc.adjacent(i+1) && sc.gluedLetters(i+1) && sc.at(i+1).norm != "s" {
			return 0, 0, false
		}
		return y, i + 1, true
	case small, tens:
		// nineteen ninety six, twenty twenty-five
		if a.norm == "nineteen" || a.norm == "twenty" || a.norm == "eighteen" {
			j := i + 1
			if sc.at(j).kind == dash && !sc.at(j).space {
				j++
			}
			n := sc.at(j)
			y := int(whole(a.val)) * 100
			if n.kind == tens {
				y += int(whole(n.val))
				j++
				k := j
				if sc.at(k).kind == dash {
					k++
				}
				if u := sc.at(k); u.kind == small && whole(u.val) < 10 && whole(u.val) > 0 {
					y += int(whole(u.val))
					j = k + 1
				}
				return y, j, true
			}
			if n.kind == small && whole(n.val) > 9 {
				return y + int(whole(n.val)), j + 1, true
			}
		}
		if a.norm == "two" && sc.at(i+1).norm == "thousand" {
			j := i + 2
			k := j
			if sc.at(k).norm == "and" {
				k++
			}
			y := 2000
			if n := sc.at(k); n.kind == small || n.kind == tens {
				y += int(whole(n.val))
				k++
				if sc.at(k).kind == dash {
					k++
				}
				if u := sc.at(k); n.kind == tens && u.kind == small && whole(u.val) < 10 {
					y += int(whole(u.val))
					return y, k + 1, true
				} else if sc.at(k-1).kind == dash {
					k--
				}
				return y, k, true
			}
			return y, j, true
		}
	}
	return 0, 0, false
}

// plausible reports whether bare digits at i may be a year by themselves: no
// amount, no counted noun, no part of a longer number.
func (sc *scan) plausible(i, end, year int) bool {
	if sc.at(i).kind == digits && (year < 1900 || year > 2100) {
		return false
	}
	before, after := sc.at(i-1), sc.at(end)
	switch before.kind {
	case sign, money:
		return false
	case digits:
		if !sc.at(i).space && i > 0 {
			return false
		}
	case dash:
		if b := sc.at(i - 2); before.norm == "-" && b.kind == digits && (len(b.norm) != 4 || sc.at(i-3).norm == "-") && sc.adjacent(i) {
			return false
		}
	}
	if after.norm == "-" && before.norm == "-" && sc.adjacent(end) && sc.adjacent(i) && sc.at(end+1).kind == digits && sc.at(i-2).kind == digits {
		return false
	}
	if after.norm == "-" && sc.adjacent(end) && sc.at(end+1).kind == digits && sc.adjacent(end+1) && sc.at(end+2).norm == "-" && sc.adjacent(end+2) && sc.at(end+3).kind == digits {
		return false
	}
	if before.norm == "+" || before.norm == "#" || before.norm == "@" || before.norm == "no" || before.norm == "room" {
		return false
	}
	switch after.kind {
	case multiple, percent, watt, energy, money, hundred:
		return after.suffix && after.space && after.kind == multiple
	case sign:
		return signs[after.norm] != "" && after.space && sc.at(end+1).kind == digits
	}
	if sc.at(i).kind == digits && countNouns[after.norm] != "" && after.norm != "users" {
		return false
	}
	if after.norm == "users" || after.norm == "people" || after.norm == "times" {
		return false
	}
	if after.norm == "/" && sc.adjacent(end) && sc.at(end+1).kind == digits && sc.adjacent(end+1) && len(sc.at(end+1).norm) > 2 {
		return false
	}
	return true
}

// yearLed reads 2025, 1970s, 2025 Q1, 2016 June, 2024-25, 2014-10.
func (sc *scan) yearLed(i int) (stretch, bool) {
	y, end, ok := sc.yearNumber(i)
	if !ok {
		return sc.decadeOf(i)
	}
	n := sc.at(end)
	if sc.at(i).kind == digits && sc.adjacent(end) && n.norm == "s" || n.norm == "'s" && y%10 == 0 && sc.at(i-1).norm == "the" {
		return point(Point{Grain: Decade, Year: y / 10 * 10}, end+1), true
	}
	if !sc.plausible(i, end, y) {
		return stretch{}, false
	}
	j := end
	if x := sc.at(j).norm; x == "-" || x == "," || x == "/" || x == "'s" {
		j++
	}
	if x := sc.at(j); x.norm == "the" {
		j++
	}
	if q, k, ok := sc.quarterWord(j); ok {
		q.Year = y
		return point(q, k), true
	}
	if m := months[sc.at(j).norm]; m > 0 && sc.monthOK(j) {
		k := j + 1
		p := Point{Grain: Month, Year: y, N: m}
		if sc.at(k).norm == "/" || sc.at(k).norm == "-" {
			if d, e, ok := sc.dayNumber(k + 1); ok && sc.adjacent(k+1) {
				return point(Point{Grain: Day, Year: y, N: m, Day: d}, e), true
			}
		} else if d, e, ok := sc.dayNumber(k); ok && j == end {
			if _, _, isYear := sc.yearNumber(k); !isYear && sc.at(i).kind == digits && sc.at(e).kind == other {
				return point(Point{Grain: Day, Year: y, N: m, Day: d}, e), true
			}
		}
		return point(p, k), true
	}
	// "2016 - 11", "2016 / 11"
	if x := sc.at(end); (x.norm == "-" || x.norm == "/") && x.space == sc.at(end+1).space {
		if m := sc.at(end + 1); m.kind == digits && len(m.norm) == 2 && m.val.Exp >= 0 {
			if v := whole(m.val); v >= 1 && v <= 12 && sc.at(end+2).norm != "-" && (x.norm == "/" || !x.space) {
				if !(x.norm == "-" && int(v) == (y+1)%100) {
					return point(Point{Grain: Month, Year: y, N: int(v)}, end+2), true
				}
			}
			if v := int(whole(m.val)); v == (y+1)%100 && !x.space { // 2024-25
				return stretch{Time: Time{From: Point{Grain: Year, Year: y}, To: Point{Grain: Year, Year: y + 1}}, end: end + 2}, true
			}
		}
	}
	if sc.at(end).norm == "fiscal" && sc.at(end+1).norm == "year" {
		return stretch{Time: Time{From: Point{Grain: Year, Year: y}, Fiscal: true}, end: end + 2}, true
	}
	return point(Point{Grain: Year, Year: y}, end), true
}

// decadeOf reads the nineteen seventies, twenty-tens.
func (sc *scan) decadeOf(i int) (stretch, bool) {
	a := sc.at(i)
	if a.norm != "nineteen" && a.norm != "twenty" && a.norm != "eighteen" {
		return stretch{}, false
	}
	j := i + 1
	if sc.at(j).kind == dash {
		j++
	}
	n := sc.at(j).norm
	for d, w := range strings.Fields("hundreds tens twenties thirties forties fifties sixties seventies eighties nineties") {
		if n == w {
			return point(Point{Grain: Decade, Year: int(whole(a.val))*100 + 10*d}, j+1), true
		}
	}
	return stretch{}, false
}
