package quantity

import (
	"fmt"
	"time"

	"pactwatch/extract/language"
)

// Time is one date, period or duration as a sentence writes it. It holds what
// the words say; [Time.Resolve] adds what they leave open from the date of the
// article and the tense.
type Time struct {
	language.Span
	First, Last int // tokens [First, Last) of the Span
	Lead        int // tokens [Lead, First) are its prepositions and articles

	From, To Point  // To is zero unless the text names two ends; both are included
	Duration string // "5y", "18mo", "3w", "10d": of a duration, or of a period of that length ("the next five years")
	Role     string // in, by, until, since, over, or "" where no preposition says
	Prep     string // the preposition itself, folded: "through", "as of"
	Mod      string // "", early, mid, late, start, end
	Fiscal   bool   // a year of somebody's books, not of the calendar
}

// Point is one date of some grain. Zero fields were not said.
type Point struct {
	Grain    Grain
	Year     int
	N        int    // which quarter, half, month or week of the year; of a day its month
	Day      int    // of the month
	Weekday  int    // 1 Monday to 7 Sunday
	Nth      int    // which week or Weekday of its month or year; -1 the last
	Season   string // spring, summer, autumn, winter
	Relative bool   // Shift grains from the reference date: last year is -1
	Exact    bool   // Relative, counted from that very day: two years ago
	Shift    int
	Strict   int // -1: before the reference date's own month, +1: after it ("last November")
}

// Grain is how fine a Point is.
type Grain string

// Grains, from fine to coarse.
const (
	Day     Grain = "day"
	Week    Grain = "week"
	Month   Grain = "month"
	Quarter Grain = "quarter"
	Half    Grain = "half"
	Year    Grain = "year"
	Decade  Grain = "decade"
	Century Grain = "century"
)

// Tense is what the verb group says of an underspecified date.
type Tense uint8

// Tenses.
const (
	AnyTense Tense = iota // nearest to the reference date
	Past                  // the latest on or before it
	Future                // the next after it, or that day
)

// IsDuration reports whether t is a length of time and no date.
func (t Time) IsDuration() bool { return t.From.Grain == "" && t.Duration != "" }

// Resolve writes the date as claims do: 2030, 2025-Q3, 2025-H1, 2025-10 or
// 2025-10-28, reading what is open against ref (the article's day). A range
// gives its end where Role is until, else its start. It is false for durations
// and where ref is needed and zero.
func (t Time) Resolve(ref time.Time, tense Tense) (string, bool) {
	p := t.From
	if t.To.Grain != "" && t.Role == "until" {
		p = t.To
	}
	return p.resolve(ref, tense)
}

// Range returns the days [from, to) the time covers.
func (t Time) Range(ref time.Time, tense Tense) (from, to time.Time, ok bool) {
	if t.IsDuration() || t.From.Grain == "" {
		return from, to, false
	}
	from, to, ok = t.From.days(ref, tense)
	if !ok || t.To.Grain == "" {
		return from, to, ok
	}
	_, end, ok := t.To.days(ref, tense)
	if ok && end.Before(from) && t.To.Year == 0 && !t.To.Relative {
		end = end.AddDate(1, 0, 0) // November to March
	}
	return from, end, ok
}

func (p Point) resolve(ref time.Time, tense Tense) (string, bool) {
	from, to, ok := p.days(ref, tense)
	if !ok {
		return "", false
	}
	y, m, d := from.Date()
	grain := p.Grain
	if p.Exact {
		switch grain {
		case Week:
			grain = Day
		case Decade:
			grain = Year
		}
	}
	if p.Season != "" {
		grain = Year
	}
	switch grain {
	case Year:
		return fmt.Sprintf("%04d", y), true
	case Decade:
		// "by the end of the decade" is the year that closes it
		return fmt.Sprintf("%04d", to.Year()), true
	case Half:
		return fmt.Sprintf("%04d-H%d", y, (int(m)-1)/6+1), true
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", y, (int(m)-1)/3+1), true
	case Month, Week:
		return fmt.Sprintf("%04d-%02d", y, int(m)), true
	case Day:
		return fmt.Sprintf("%04d-%02d-%02d", y, int(m), d), true
	}
	return "", false
}

func civil(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// days returns the days [from, to) of p; false where it needs a reference date
// that is zero, or names no day of the calendar.
func (p Point) days(ref time.Time, tense Tense) (from, to time.Time, ok bool) {
	known := !ref.IsZero()
	ref = civil(ref.Date())
	if p.Grain == Week && p.Day > 0 && !p.Relative { // the week of 4 February
		p.Grain = Day
		from, _, ok := p.days(ref, tense)
		from = monday(from)
		return from, from.AddDate(0, 0, 7), ok
	}
	if p.Relative {
		if !known {
			return from, to, false
		}
		return p.relativeDays(ref)
	}
	if p.Year == 0 && !known {
		return from, to, false
	}
	if p.Weekday > 0 && p.N == 0 && p.Day == 0 && p.Nth == 0 {
		return weekdayNear(ref, p.Weekday, tense)
	}
	if p.Year != 0 {
		return p.inYear(p.Year)
	}
	if p.N == 0 && p.Day > 0 { // "the 15th"
		return nearest(ref, tense, func(k int) (time.Time, time.Time, bool) {
			first := civil(ref.Year(), ref.Month()+time.Month(k), 1)
			from := first.AddDate(0, 0, p.Day-1)
			return from, from.AddDate(0, 0, 1), from.Month() == first.Month()
		})
	}
	if p.Strict != 0 {
		from, to, ok = p.inYear(ref.Year())
		if p.Strict < 0 && to.After(ref) || p.Strict > 0 && !from.After(ref) {
			return p.inYear(ref.Year() + p.Strict)
		}
		return from, to, ok
	}
	return nearest(ref, tense, func(k int) (time.Time, time.Time, bool) { return p.inYear(ref.Year() + k) })
}

// nearest picks, of the candidates around k = 0, the one the tense asks for.
func nearest(ref time.Time, tense Tense, at func(k int) (time.Time, time.Time, bool)) (from, to time.Time, ok bool) {
	best := time.Duration(-1)
	for k := -4; k <= 4; k++ {
		f, t, good := at(k)
		if !good {
			continue
		}
		if tense == Past && f.After(ref) || tense == Future && !t.After(ref) {
			continue
		}
		gap := time.Duration(0)
		switch {
		case f.After(ref):
			gap = f.Sub(ref)
		case !t.After(ref):
			gap = ref.Sub(t) + 1
		}
		if !ok || gap < best {
			best, from, to, ok = gap, f, t, true
		}
	}
	return from, to, ok
}

func weekdayNear(ref time.Time, weekday int, tense Tense) (time.Time, time.Time, bool) {
	have := (int(ref.Weekday())+6)%7 + 1
	diff := weekday - have // -6 to 6
	switch tense {
	case Past:
		if diff > 0 {
			diff -= 7
		}
	case Future:
		if diff <= 0 {
			diff += 7
		}
	default:
		if diff > 0 {
			diff -= 7 // news without a tense speaks of what was
		}
	}
	d := ref.AddDate(0, 0, diff)
	return d, d.AddDate(0, 0, 1), true
}

// inYear returns the days of p in the year y.
func (p Point) inYear(y int) (from, to time.Time, ok bool) {
	span := func(y int, m time.Month, months int) (time.Time, time.Time, bool) {
		from := civil(y, m, 1)
		return from, from.AddDate(0, months, 0), true
	}
	if p.Season != "" {
		switch p.Season {
		case "spring":
			return span(y, time.March, 3)
		case "summer":
			return span(y, time.June, 3)
		case "autumn":
			return span(y, time.September, 3)
		}
		return span(y, time.December, 3)
	}
	switch p.Grain {
	case Century:
		return span(y, time.January, 1200)
	case Decade:
		return span(y, time.January, 120)
	case Year:
		return span(y, time.January, 12)
	case Half:
		return span(y, time.Month(p.N*6-5), 6)
	case Quarter:
		return span(y, time.Month(p.N*3-2), 3)
	case Week:
		if p.Nth != 0 && p.N > 0 {
			return nthWeek(y, p.N, p.Nth)
		}
		n := p.N
		if p.Nth != 0 {
			n = p.Nth
		}
		if n < 0 {
			d := monday(civil(y, time.December, 28)).AddDate(0, 0, 7*(n+1))
			return d, d.AddDate(0, 0, 7), true
		}
		d := monday(civil(y, time.January, 4)).AddDate(0, 0, 7*(n-1))
		return d, d.AddDate(0, 0, 7), true
	case Month:
		return span(y, time.Month(p.N), 1)
	case Day:
		if p.Nth != 0 {
			return nthDay(y, p.N, p.Nth, p.Weekday)
		}
		d := civil(y, time.Month(p.N), p.Day)
		return d, d.AddDate(0, 0, 1), d.Day() == p.Day
	}
	return from, to, false
}

func monday(d time.Time) time.Time { return d.AddDate(0, 0, -((int(d.Weekday()) + 6) % 7)) }

// nthWeek is the nth week of a month: the one that has its nth Thursday.
func nthWeek(y, month, nth int) (from, to time.Time, ok bool) {
	d, _, ok := nthDay(y, month, nth, 4)
	d = monday(d)
	return d, d.AddDate(0, 0, 7), ok
}

// nthDay is the nth weekday of a month, or its nth day where weekday is 0;
// nth -1 is the last.
func nthDay(y, month, nth, weekday int) (from, to time.Time, ok bool) {
	first := civil(y, time.Month(month), 1)
	if nth < 0 {
		d := first.AddDate(0, 1, -1)
		if weekday > 0 {
			d = d.AddDate(0, 0, -((int(d.Weekday()) + 7 - weekday%7) % 7))
			d = d.AddDate(0, 0, 7*(nth+1))
		} else {
			d = d.AddDate(0, 0, nth+1)
		}
		return d, d.AddDate(0, 0, 1), true
	}
	d := first.AddDate(0, 0, nth-1)
	if weekday > 0 {
		d = first.AddDate(0, 0, (weekday%7+7-int(first.Weekday()))%7+7*(nth-1))
	}
	return d, d.AddDate(0, 0, 1), d.Month() == first.Month()
}

// relativeDays shifts the reference date.
func (p Point) relativeDays(ref time.Time) (from, to time.Time, ok bool) {
	if p.Exact {
		d := ref
		switch p.Grain {
		case Day:
			d = ref.AddDate(0, 0, p.Shift)
		case Week:
			d = ref.AddDate(0, 0, 7*p.Shift)
		case Month:
			d = addMonths(ref, p.Shift)
		case Quarter:
			d = addMonths(ref, 3*p.Shift)
		case Half:
			d = addMonths(ref, 6*p.Shift)
		case Year:
			d = addMonths(ref, 12*p.Shift)
		case Decade:
			d = addMonths(ref, 120*p.Shift)
		default:
			return from, to, false
		}
		d = d.AddDate(0, 0, p.Day)
		return d, d.AddDate(0, 0, 1), true
	}
	y, m := ref.Year(), ref.Month()
	switch p.Grain {
	case Day:
		switch {
		case p.Nth != 0: // the first Friday of next month
			d := civil(y, m+time.Month(p.Shift), 1)
			return nthDay(d.Year(), int(d.Month()), p.Nth, p.Weekday)
		case p.Weekday > 0: // the weekday of the week Shift weeks on
			d := monday(ref).AddDate(0, 0, 7*p.Shift+p.Weekday-1)
			return d, d.AddDate(0, 0, 1), true
		case p.Day > 0: // the 20th of next month
			d := civil(y, m+time.Month(p.Shift), p.Day)
			return d, d.AddDate(0, 0, 1), d.Day() == p.Day
		}
		d := ref.AddDate(0, 0, p.Shift)
		return d, d.AddDate(0, 0, 1), true
	case Week:
		if p.Nth != 0 { // the third week of next year
			return Point{Grain: Week, Nth: p.Nth}.inYear(y + p.Shift)
		}
		d := monday(ref).AddDate(0, 0, 7*p.Shift)
		return d, d.AddDate(0, 0, 7), true
	case Month:
		if p.N > 0 { // "June next year"
			d := civil(y+p.Shift, time.Month(p.N), 1)
			return d, d.AddDate(0, 1, 0), true
		}
		d := civil(y, m+time.Month(p.Shift), 1)
		return d, d.AddDate(0, 1, 0), true
	case Quarter:
		if p.N > 0 {
			return Point{Grain: Quarter, N: p.N}.inYear(y + p.Shift)
		}
		d := civil(y, (m-1)/3*3+1, 1).AddDate(0, 3*p.Shift, 0)
		return d, d.AddDate(0, 3, 0), true
	case Half:
		if p.N > 0 {
			return Point{Grain: Half, N: p.N}.inYear(y + p.Shift)
		}
		d := civil(y, (m-1)/6*6+1, 1).AddDate(0, 6*p.Shift, 0)
		return d, d.AddDate(0, 6, 0), true
	case Year:
		return Point{Grain: Year, Season: p.Season}.inYear(y + p.Shift)
	case Decade:
		return Point{Grain: Decade}.inYear(y/10*10 + 10*p.Shift)
	}
	return from, to, false
}

// addMonths keeps to the end of a shorter month: 31 March less a month is the
// last of February.
func addMonths(d time.Time, n int) time.Time {
	first := civil(d.Year(), d.Month()+time.Month(n), 1)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d.Day(), last)-1)
}
