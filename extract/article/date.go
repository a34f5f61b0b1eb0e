package article

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Sources of dates.
const (
	fromLD    = "json-ld"
	fromMeta  = "meta"
	fromTime  = "time"
	fromURL   = "url"
	fromText  = "text"
	fromGiven = "given"
)

// chooseDates returns when a page was published and last changed. The first
// believable date wins: JSON-LD, meta elements, time elements, the address, a
// dateline near the headline, and last what the caller was given.
func chooseDates(p *page, ld *structured, in Input) (published, modified Date) {
	latest := latestDate(in)
	try := func(dst *Date, text, source string) {
		if dst.Source == "" {
			if d, ok := parseDate(text); ok && believable(d.Time, latest) {
				d.Source = source
				*dst = d
			}
		}
	}
	try(&published, ld.published, fromLD)
	try(&modified, ld.modified, fromLD)
	for rank := range 3 {
		for _, d := range p.head.published {
			if d.rank == rank {
				try(&published, d.text, fromMeta)
			}
		}
	}
	for _, d := range p.head.modified {
		try(&modified, d.text, fromMeta)
	}
	for rank := range 3 {
		for _, d := range p.head.times {
			if d.rank == rank {
				try(&published, d.text, fromTime)
			}
		}
	}
	try(&published, dateOfAddress(in.URL), fromURL)
	try(&published, dateOfTitle(p.head.title), fromText)
	if published.Source == "" {
		try(&published, p.dateline(), fromText)
	}
	if published.Source == "" && !in.Published.IsZero() {
		published = givenDate(in.Published)
	}
	return published, modified
}

func givenDate(t time.Time) Date {
	d := Date{Time: t, Source: fromGiven, Precision: "second", Zoned: true}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		d.Precision, d.Zoned = "day", false
	}
	return d
}

// latestDate is the time behind which no date is believed; zero where nothing
// is known.
func latestDate(in Input) time.Time {
	switch {
	case !in.Now.IsZero():
		return in.Now.Add(24 * time.Hour)
	case !in.Published.IsZero():
		return in.Published.Add(48 * time.Hour)
	}
	return time.Time{}
}

func believable(t, latest time.Time) bool {
	return t.Year() >= 1995 && t.Year() < 2100 && (latest.IsZero() || !t.After(latest))
}

// dateOfAddress returns the day that an address carries as /2025/10/28/ or
// 2025-10-28, as YYYY-MM-DD, or "".
func dateOfAddress(address string) string {
	for i := 0; i+10 <= len(address); i++ {
		s := address[i : i+10]
		if (s[4] == '/' || s[4] == '-') && s[7] == s[4] && digits(s[:4]) && digits(s[5:7]) && digits(s[8:]) &&
			(i == 0 || !isDigit(address[i-1])) && (i+10 == len(address) || !isDigit(address[i+10])) {
			return s[:4] + "-" + s[5:7] + "-" + s[8:]
		}
	}
	return ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return len(s) > 0
}

// dateOfTitle returns the date that stands alone behind a separator in a title.
func dateOfTitle(title string) string {
	for i := range len(title) {
		if n := separator(title[i:]); n > 0 {
			if rest := strings.TrimSpace(title[i+n:]); len(rest) <= 20 {
				if d := dateInWords(rest); d != "" {
					return d
				}
			}
		}
	}
	return ""
}

// dateline returns the first date around the headline that stands in a line of
// little else, as YYYY-MM-DD, or "". The date of a picture or of an event has
// more words beside it.
func (p *page) dateline() string {
	if p.intro < 0 {
		return ""
	}
	for i := max(0, p.intro-3); i < min(len(p.blocks), p.intro+8); i++ {
		b := &p.blocks[i]
		if i > p.intro && b.reads() {
			break
		}
		if b.size() > 80 || i == p.intro {
			continue
		}
		line := string(p.text[b.start:b.end])
		if d := dateInWords(line); d != "" && len(strings.Fields(line)) <= 9 {
			return d
		}
	}
	return ""
}

// dateInWords returns the first full date of a line as YYYY-MM-DD, or "": a day
// and a year around the name of a month, or digits in the order day.month.year.
// Digits with slashes are ambiguous between continents and are not read.
func dateInWords(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-' })
	for i, w := range words {
		if d := dottedDate(w); d != "" {
			return d
		}
		if d, ok := parseISODay(w); ok {
			return d
		}
		m := monthNumber(strings.TrimRight(w, "."))
		if m == 0 {
			continue
		}
		day, year := 0, 0
		if i > 0 {
			day = number(words[i-1], 1, 31)
		}
		if day == 0 && i > 1 && strings.EqualFold(words[i-1], "de") {
			day = number(words[i-2], 1, 31)
		}
		j := i + 1
		if day == 0 && j < len(words) {
			day = number(words[j], 1, 31)
			j++
		}
		if j < len(words) && strings.EqualFold(words[j], "de") {
			j++
		}
		if j < len(words) {
			year = number(words[j], 1995, 2099)
		}
		if day > 0 && year > 0 {
			return day3(year, m, day)
		}
	}
	return ""
}

func day3(year, month, day int) string {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
}

func number(s string, least, most int) int {
	s = strings.TrimRight(s, ".")
	for _, suffix := range []string{"st", "nd", "rd", "th", "er"} {
		s = strings.TrimSuffix(s, suffix)
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		return 0
	}
	return n
}

// dottedDate reads 28.04.2023 and 28.04.23.
func dottedDate(s string) string {
	parts := strings.Split(strings.TrimRight(s, "."), ".")
	if len(parts) != 3 || !digits(parts[0]) || !digits(parts[1]) || !digits(parts[2]) {
		return ""
	}
	day, month := number(parts[0], 1, 31), number(parts[1], 1, 12)
	year := number(parts[2], 1995, 2099)
	if len(parts[2]) == 2 {
		year = 2000 + number(parts[2], 1, 60)
	}
	if day == 0 || month == 0 || year < 1995 {
		return ""
	}
	return day3(year, month, day)
}

func parseISODay(s string) (string, bool) {
	if len(s) != 10 || s[4] != '-' {
		return "", false
	}
	if _, err := time.Parse("2006-01-02", s); err != nil {
		return "", false
	}
	return s, true
}

// monthNames are the names of the months, in order, with their short forms.
var monthNames = []string{
	"january jan januar januari janvier enero gennaio janeiro stycznia ledna января січня ocak jänner",
	"february feb februar februari février febrero febbraio fevereiro lutego února февраля лютого şubat feber",
	"march mar märz maart mars marzo março marca března марта березня mart marts",
	"april apr avril abril aprile kwietnia dubna апреля квітня nisan",
	"may mai mei mayo maggio maio maja května мая травня mayıs maj",
	"june jun juni juin junio giugno junho czerwca června июня червня haziran",
	"july jul juli juillet julio luglio julho lipca července июля липня temmuz",
	"august aug augustus août agosto sierpnia srpna августа серпня ağustos augusti",
	"september sep sept septembre septiembre settembre setembro września září сентября вересня eylül",
	"october oct oktober okt octobre octubre ottobre outubro października října октября жовтня ekim",
	"november nov novembre noviembre novembro listopada listopadu ноября листопада kasım",
	"december dec dezember dez décembre diciembre dicembre dezembro grudnia prosince декабря грудня aralık desember",
}

var months = func() map[string]int {
	m := make(map[string]int, 180)
	for i, names := range monthNames {
		for _, n := range strings.Fields(names) {
			m[n] = i + 1
		}
	}
	return m
}()

func monthNumber(w string) int { return months[strings.ToLower(w)] }

// layouts are the forms of dates in structured data, ISO 8601 first.
var layouts = []struct {
	layout, precision string
	zoned             bool
}{
	{"2006-01-02T15:04:05Z07:00", "second", true},
	{"2006-01-02T15:04:05Z0700", "second", true},
	{"2006-01-02T15:04:05Z07", "second", true},
	{"2006-01-02T15:04Z07:00", "minute", true},
	{"2006-01-02T15:04Z0700", "minute", true},
	{"2006-01-02T15:04:05", "second", false},
	{"2006-01-02T15:04", "minute", false},
	{"2006-01-02T15:04:05 Z07:00", "second", true},
	{"2006-01-02T15:04:05 Z0700", "second", true},
	{"2006-01-02", "day", false},
	{"2006/01/02", "day", false},
	{"20060102", "day", false},
	{time.RFC1123Z, "second", true},
	{time.RFC1123, "second", true},
	{"Mon Jan 02 2006 15:04:05 GMT-0700", "second", true},
	{"Mon Jan _2 15:04:05 MST 2006", "second", true},
}

// parseDate reads a date as structured data writes it: ISO 8601 in its common
// forms, RFC 1123, and dates in words.
func parseDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 60 {
		return Date{}, false
	}
	if len(s) > 10 && s[10] == ' ' && s[4] == '-' {
		s = s[:10] + "T" + strings.TrimSpace(s[11:])
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		if t.Location() == time.Local {
			t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.FixedZone("", offset(t)))
		}
		return Date{Time: t, Precision: l.precision, Zoned: l.zoned && !abbreviated(l.layout, t)}, true
	}
	if len(s) > 10 && s[4] == '-' { // an odd time behind a good day
		if d, ok := parseDate(s[:10]); ok {
			return d, true
		}
	}
	if d := dateInWords(s); d != "" {
		return parseDate(d)
	}
	return Date{}, false
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// abbreviated reports whether a time's zone is only known by letters that mean
// nothing to us: its offset is then made up.
func abbreviated(layout string, t time.Time) bool {
	name, seconds := t.Zone()
	return strings.HasSuffix(layout, "MST") && seconds == 0 && name != "UTC" && name != "GMT" || strings.Contains(layout, "MST 2006") && seconds == 0 && name != "UTC" && name != "GMT"
}
