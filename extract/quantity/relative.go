package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// modified reads early 2026, late last year, mid-November, the end of March,
// year-end 2025, the beginning of next week.
func (sc *scan) modified(i int) (stretch, bool) {
	mod, j := "", i+1
	switch a := sc.at(i); a.norm {
	case "early", "earlier":
		mod = "early"
	case "late", "later":
		mod = "late"
	case "mid", "middle":
		mod = "mid"
	case "end", "eoy", "eom", "eow", "year-end":
		mod = "end"
	case "beginning", "start", "boy", "bom":
		mod = "start"
	case "mid-year", "midyear":
		mod = "mid"
	default:
		return stretch{}, false
	}
	switch sc.at(i).norm {
	case "eoy", "boy":
		if w := sc.text[sc.at(i).start:sc.at(i).end]; w == "EOY" || w == "BOY" {
			t := point(Point{Grain: Year, Relative: true}, j)
			t.Mod = mod
			return t, true
		}
		return stretch{}, false
	case "eom", "bom":
		if w := sc.text[sc.at(i).start:sc.at(i).end]; w == "EOM" || w == "BOM" {
			t := point(Point{Grain: Month, Relative: true}, j)
			t.Mod = mod
			return t, true
		}
		return stretch{}, false
	case "year-end", "mid-year", "midyear":
		if y, end, ok := sc.yearNumber(j); ok {
			t := point(Point{Grain: Year, Year: y}, end)
			t.Mod = mod
			return t, true
		}
		t := point(Point{Grain: Year, Relative: true}, j)
		t.Mod = mod
		return t, true
	}
	if sc.at(j).kind == dash {
		j++
	}
	// early-to-mid 2026, mid to late October
	if (sc.at(j).norm == "to" || sc.at(j).norm == "or") && timeWords[sc.at(j+1).norm] == timeWords["late"] {
		j += 2
		if sc.at(j).kind == dash {
			j++
		}
	}
	if w := sc.at(j).norm; w == "of" || w == "in" && mod != "start" && mod != "end" {
		j++
	} else if mod == "start" || mod == "end" && w != "this" && w != "next" && w != "last" && months[w] == 0 && sc.at(j).kind != digits {
		return stretch{}, false
	}
	if sc.at(j).norm == "around" || sc.at(j).norm == "about" {
		j++
	}
	if sc.at(j).norm == "the" {
		j++
	}
	if j >= len(sc.atoms) || mod == "end" && j == i+1 && sc.at(j).norm == "to" {
		return stretch{}, false
	}
	if u, end, ok := sc.bareUnit(j); ok && (sc.at(j-1).norm == "the" || sc.at(j-1).norm == "of" || sc.at(j-1).norm == "in") {
		t := point(Point{Grain: u, Relative: true}, end)
		t.Mod = mod
		return t, true
	}
	// one modifier is enough; a chain of them must not recurse
	if w := sc.at(j).norm; w == "same" || w == "rest" || w == "the" || timeWords[w] == timeWords["late"] && season(w) == "" || w == "earlier" || w == "later" || w == "year-end" {
		return stretch{}, false
	}
	t, ok := sc.timeAt(j)
	if !ok || t.IsDuration() || t.From.Grain == "" {
		return stretch{}, false
	}
	t.Mod = mod
	return t, true
}

// bareUnit reads "year", "month", "week", "decade", "quarter" as the current
// one, as after "the end of the".
func (sc *scan) bareUnit(i int) (Grain, int, bool) {
	j := i
	switch sc.at(j).norm {
	case "calendar", "fiscal", "financial", "current", "school":
		j++
	}
	switch sc.at(j).norm {
	case "year", "month", "week", "decade", "quarter", "century", "day", "yr":
		if _, _, isYear := sc.yearNumber(j + 1); isYear {
			return "", 0, false
		}
		return timeUnits[sc.at(j).norm], j + 1, true
	}
	return "", 0, false
}

// today reads today, yesterday, tomorrow, tonight, now, and counts from them.
func (sc *scan) today(i int) (stretch, bool) {
	switch sc.at(i).norm {
	case "today", "tonight":
		if t := sc.at(i).tok; t > 0 && sc.toks[t].Shape == language.Title {
			switch sc.toks[t-1].Shape { // USA Today
			case language.Title, language.Upper, language.Mixed:
				return stretch{}, false
			}
		}
		return point(Point{Grain: Day, Relative: true}, i+1), true
	case "yesterday":
		return point(Point{Grain: Day, Relative: true, Shift: -1}, i+1), true
	case "tomorrow", "tmrw", "tomorrows":
		return point(Point{Grain: Day, Relative: true, Shift: 1}, i+1), true
	case "now":
		if sc.at(i-1).norm == "and" || sc.at(i-1).norm == "until" || sc.at(i-1).norm == "till" {
			return point(Point{Grain: Day, Relative: true}, i+1), true
		}
	case "ytd":
		return point(Point{Grain: Year, Relative: true}, i+1), true
	}
	return stretch{}, false
}

// theTime reads what "the" opens: the year, the 2030s, the next five years, the
// day after tomorrow, the first half.
func (sc *scan) theTime(i int) (stretch, bool) {
	n, m := sc.at(i+1), sc.at(i+2)
	// the day after tomorrow, the week after next, the day before
	if u := timeUnits[n.norm]; u != "" && (m.norm == "after" || m.norm == "before" || m.norm == "of") && n.norm[len(n.norm)-1] != 's' {
		x := sc.at(i + 3)
		sign := 1
		if m.norm == "before" {
			sign = -1
		}
		switch {
		case m.norm == "of":
			if u == Week {
				j := i + 3
				if sc.at(j).norm == "the" {
					if d, end, ok := sc.dayNumber(j + 1); ok && sc.at(j+1).kind == digits && end > j+2 {
						return point(Point{Grain: Week, Day: d}, end), true
					}
				}
				if t, ok := sc.timeAt(j); ok && t.From.Grain == Day {
					t.From.Grain = Week
					return t, true
				}
			}
			return stretch{}, false
		case x.norm == "next" && m.norm == "after":
			return point(Point{Grain: u, Relative: true, Shift: 2}, i+4), true
		case x.norm == "last" && m.norm == "before":
			return point(Point{Grain: u, Relative: true, Shift: -2}, i+4), true
		case x.norm == "tomorrow" || x.norm == "yesterday" || x.norm == "today":
			t, _ := sc.today(i + 3)
			t.From.Shift += sign
			return t, true
		case u == Day && (x.norm == "" || x.norm == "." || x.norm == "?" || x.norm == ",") && (i > 0):
			return point(Point{Grain: Day, Relative: true, Shift: sign}, i+3), true
		}
		return stretch{}, false
	}
	if u := timeUnits[n.norm]; u != "" && u != Day && (m.norm == "starting" || m.norm == "beginning" || m.norm == "commencing" || m.norm == "ending" || m.norm == "ended") {
		j := i + 3
		if sc.at(j).norm == "on" {
			j++
		}
		if t, ok := sc.timeAt(j); ok {
			if u == Week && t.From.Grain == Day && !t.From.Relative && m.norm != "ending" && m.norm != "ended" {
				t.From.Grain = Week
			}
			return t, true
		}
	}
	// the weekend; "the day", "the year" as the current one, where a
	// preposition asks for a date
	if g, end, ok := sc.bareUnit(i + 1); ok && g != Century {
		next := sc.at(end).norm
		switch p := sc.at(i - 1).norm; p {
		case "for", "of", "in", "during", "by", "this", "rest", "earlier", "later", "throughout", "on", "over", "back":
			if p == "in" && g == Day || next == "of" || next == "-" || next == "that" || p == "in" && next == "before" || p == "by" || p == "on" && g != Day || p == "back" && g != Day {
				break
			}
			if next == "to" && sc.at(end+1).norm == "date" {
				end += 2
			}
			if next == "" || next == "." || next == "," || next == "?" || next == "!" || next == "to" || next == "with" || next == "as" || next == "and" || next == "for" || next == "at" {
				return point(Point{Grain: g, Relative: true}, end), true
			}
		}
	}
	t, ok := sc.timeAt2(i + 1)
	if ok && (t.From.Grain != "" || t.Duration != "") && !t.IsDuration() {
		return t, true
	}
	return stretch{}, false
}

// timeAt2 reads a time after "the", which opens ordinals too.
func (sc *scan) timeAt2(i int) (stretch, bool) {
	if n := sc.at(i).norm; n == "the" || n == "a" {
		return stretch{}, false
	}
	if sc.at(i).norm == "year" || sc.at(i).norm == "years" {
		if t, ok := sc.fiscal(i); ok {
			return t, true
		}
		if sc.at(i+1).norm == "of" {
			if y, end, ok := sc.yearNumber(i + 2); ok {
				return point(Point{Grain: Year, Year: y}, end), true
			}
		}
		if sc.at(i+1).norm == "to" && sc.at(i+2).norm == "date" {
			return point(Point{Grain: Year, Relative: true}, i+3), true
		}
		return stretch{}, false
	}
	return sc.timeAt(i)
}

// relative reads last year, the next five years, this quarter, past Tuesday,
// next March, the coming three quarters, the two upcoming months.
func (sc *scan) relative(i int) (stretch, bool) {
	a := sc.at(i)
	if a.norm == "year" || a.norm == "week" || a.norm == "month" {
		// year to date
		if a.norm == "year" && sc.at(i+1).norm == "to" && sc.at(i+2).norm == "date" {
			return point(Point{Grain: Year, Relative: true}, i+3), true
		}
		return stretch{}, false
	}
	if a.norm == "same" || a.norm == "rest" {
		if a.norm == "rest" {
			j := i + 1
			if sc.at(j).norm == "of" {
				j++
			}
			if sc.at(j).norm == "the" || sc.at(j).norm == "this" || sc.at(j).norm == "current" {
				j++
			}
			if g, end, ok := sc.bareUnit(j); ok {
				return point(Point{Grain: g, Relative: true}, end), true
			}
			if y, end, ok := sc.yearNumber(j); ok {
				return point(Point{Grain: Year, Year: y}, end), true
			}
		}
		return stretch{}, false
	}
	s, ok := shifts[a.norm]
	if !ok {
		return stretch{}, false
	}
	j := i + 1
	if n := sc.at(j).norm; n == "calendar" || n == "fiscal" || n == "financial" || n == "school" || n == "full" {
		isFiscal := n == "fiscal" || n == "financial" || n == "school"
		if u := timeUnits[sc.at(j+1).norm]; u == Year || u == Quarter || u == Month {
			t := point(Point{Grain: u, Relative: true, Shift: s}, j+2)
			t.Fiscal = isFiscal
			return t, true
		}
		return stretch{}, false
	}
	n := sc.at(j)
	// a count: the next five years, last 3year, next couple weeks
	count, end := Decimal{}, j
	switch {
	case n.norm == "few" || n.norm == "several":
		count, end = Decimal{3, 0}, j+1
	case n.norm == "couple":
		count, end = Decimal{2, 0}, j+1
		if sc.at(end).norm == "of" {
			end++
		}
	case n.norm == "half" && (sc.at(j+1).norm == "decade" || sc.at(j+1).norm == "year" || sc.at(j+1).kind == dash):
		return stretch{}, false
	default:
		if n.kind == small && (sc.at(j+1).norm == "quarters" || sc.at(j+1).norm == "quarter") {
			count, end = n.val, j+1
		} else if f, ok := sc.figure(j, false); ok && !f.large && !f.fraction && f.val.Sign() > 0 {
			count, end = f.val, f.end
		} else if n.kind == digits && sc.adjacent(j+1) && timeUnits[sc.at(j+1).norm] != "" {
			count, end = n.val, j+1
		}
	}
	if count.Sign() > 0 {
		if sc.at(end).kind == dash {
			end++
		}
		if w := sc.at(end).norm; w == "full" || w == "calendar" || w == "fiscal" || w == "consecutive" || w == "or" {
			end++
		}
		u := timeUnits[sc.at(end).norm]
		if s == 0 { // "this three-year deal"
			return sc.duration(j)
		}
		if u == "" || s == 0 && a.norm != "this" || u == Half {
			return stretch{}, false
		}
		return sc.countedPeriod(u, count, s, end+1), true
	}
	if u := timeUnits[n.norm]; u != "" {
		if u == "fortnight" {
			u = Week
		}
		if strings.HasSuffix(n.norm, "s") {
			if s == 0 {
				return stretch{}, false
			}
			return stretch{}, false // "past years": vague
		}
		if u == Half && a.norm != "this" && a.norm != "last" && a.norm != "next" {
			return stretch{}, false
		}
		t := point(Point{Grain: u, Relative: true, Shift: s}, j+1)
		// next year's first quarter, the first quarter is read elsewhere
		k := t.end
		if sc.at(k).norm == "'s" {
			k++
		}
		if u == Year {
			if q, e, ok := sc.quarterWord(k); ok {
				q.Relative, q.Shift = true, s
				return point(q, e), true
			}
		}
		// last week Sunday, this week Monday
		if u == Week {
			if d := weekdays[sc.at(k).norm]; d > 0 && sc.text[sc.at(k).start] < 'a' {
				return point(Point{Grain: Day, Relative: true, Shift: s, Weekday: d}, k+1), true
			}
		}
		return t, true
	}
	// next Tuesday, last March, this summer
	if d := weekdays[n.norm]; d > 0 && (len(n.norm) > 3 || n.norm == "mon" || n.norm == "tue") {
		t := point(Point{Grain: Day, Relative: true, Shift: s, Weekday: d}, j+1)
		if a.norm == "past" || a.norm == "coming" || a.norm == "upcoming" {
			t.From = Point{Grain: Day, Weekday: d} // the nearest, not the week's
		}
		sc.dateOfDay(&t)
		return t, true
	}
	if m := months[n.norm]; m > 0 {
		t, ok := sc.monthLed(j)
		if ok {
			if t.From.Year == 0 && !t.From.Relative && s != 0 && t.From.Grain == Month {
				t.From.Strict = s
			}
			return t, true
		}
	}
	if season(n.norm) != "" {
		return point(Point{Grain: Year, Season: season(n.norm), Relative: true, Shift: s}, j+1), true
	}
	if n.kind == digits || ordinals[n.norm] > 0 {
		if t, ok := sc.timeAt(j); ok && !t.IsDuration() {
			return t, true
		}
	}
	return stretch{}, false
}

// countedPeriod is the last or next count units.
func (sc *scan) countedPeriod(u Grain, count Decimal, shift, end int) stretch {
	t := stretch{end: end}
	t.Duration = durationCode(count, u)
	n := 1
	if count.Exp >= 0 && count.Coef < 1000 {
		n = int(whole(count.cap()))
	}
	if u == "fortnight" {
		u, n = Week, 2*n
	}
	if shift < 0 {
		t.From = Point{Grain: u, Relative: true, Shift: -n}
		t.To = Point{Grain: u, Relative: true, Shift: -1}
	} else {
		t.From = Point{Grain: u, Relative: true, Shift: 1}
		t.To = Point{Grain: u, Relative: true, Shift: n}
	}
	if n == 1 {
		t.To = Point{}
	}
	return t
}

// decadeEnd reads "decade's end" and "year's end".
func (sc *scan) decadeEnd(i int) (stretch, bool) {
	u := sc.at(i).norm
	if (u == "decade" || u == "year" || u == "month") && sc.at(i+1).norm == "'s" && sc.at(i+2).norm == "end" {
		t := point(Point{Grain: timeUnits[u], Relative: true}, i+3)
		t.Mod = "end"
		return t, true
	}
	if sc.at(i).norm == "years" || sc.at(i).norm == "year" {
		return sc.fiscal(i)
	}
	return stretch{}, false
}
