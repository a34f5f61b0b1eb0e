package article

import (
	"strings"
	"time"
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

// chooseDates returns when a page was published and last changed.
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
	for _, d := range p.head.times {
		try(&published, d.text, fromTime)
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
	{"January 2, 2006", "day", false},
	{"Jan 2, 2006", "day", false},
	{"2 January 2006", "day", false},
	{"2 Jan 2006", "day", false},
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
		if l.zoned && t.Location() == time.Local {
			t = t.UTC()
		}
		return Date{Time: t, Precision: l.precision, Zoned: l.zoned}, true
	}
	if len(s) > 19 && s[10] == 'T' && s[19] == '.' { // fractions of other lengths, then anything
		return parseDate(s[:19] + strings.TrimLeft(s[20:], "0123456789"))
	}
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		return parseDate(s[:10])
	}
	return Date{}, false
}
