package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var layouts = []string{
	time.RFC3339Nano, time.RFC3339,
	"2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700", "2006-01-02T15:04",
	"2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01-02", "2006-01", "20060102T150405Z", "20060102",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 MST", "2 Jan 2006 15:04", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 MST", "2 Jan 06 15:04:05", "2-Jan-2006 15:04:05 MST", "2-Jan-06 15:04:05 MST",
	"Jan 2 2006 15:04:05 -0700", "Jan 2 2006 15:04:05 MST", "Jan 2 2006 15:04:05", "Jan 2 2006 15:04", "Jan 2 2006 3:04 PM", "Jan 2 2006 3:04PM", "Jan 2 2006 3:04 PM MST", "Jan 2 2006",
	"Jan 2 15:04:05 2006", "Jan 2 15:04:05 MST 2006", "Jan 2 15:04:05 -0700 2006",
	"2.1.2006 15:04:05", "2.1.2006 15:04", "2.1.2006", "2006/01/02 15:04:05", "2006/01/02",
}

// zones are the abbreviations that feeds use and Go does not know: RFC 822's,
// Europe's summer and winter. Others are taken for UTC, as net/http does.
var zones = map[string]string{
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"BST": "+0100", "CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300",
	"IST": "+0530", "JST": "+0900", "KST": "+0900", "HKT": "+0800", "SGT": "+0800", "AEST": "+1000", "AEDT": "+1100", "UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000",
}

// months maps the beginnings of month names in the larger languages of the web.
var months = []struct{ start, month string }{
	{"january", "Jan"}, {"januar", "Jan"}, {"jänner", "Jan"}, {"janv", "Jan"}, {"enero", "Jan"}, {"ene", "Jan"}, {"genn", "Jan"}, {"gen", "Jan"}, {"jan", "Jan"},
	{"february", "Feb"}, {"febr", "Feb"}, {"févr", "Feb"}, {"fév", "Feb"}, {"feb", "Feb"}, {"fev", "Feb"},
	{"märz", "Mar"}, {"mär", "Mar"}, {"mrz", "Mar"}, {"mars", "Mar"}, {"marzo", "Mar"}, {"março", "Mar"}, {"maart", "Mar"}, {"mrt", "Mar"}, {"mar", "Mar"},
	{"apr", "Apr"}, {"avr", "Apr"}, {"abr", "Apr"},
	{"mai", "May"}, {"mayo", "May"}, {"magg", "May"}, {"mag", "May"}, {"maio", "May"}, {"mei", "May"}, {"may", "May"},
	{"juni", "Jun"}, {"june", "Jun"}, {"juin", "Jun"}, {"giu", "Jun"}, {"jun", "Jun"},
	{"juli", "Jul"}, {"july", "Jul"}, {"juil", "Jul"}, {"lug", "Jul"}, {"jul", "Jul"},
	{"aug", "Aug"}, {"août", "Aug"}, {"aoû", "Aug"}, {"ago", "Aug"},
	{"sep", "Sep"}, {"set", "Sep"},
	{"oct", "Oct"}, {"okt", "Oct"}, {"ott", "Oct"}, {"out", "Oct"},
	{"nov", "Nov"},
	{"dec", "Dec"}, {"dez", "Dec"}, {"déc", "Dec"}, {"dic", "Dec"},
}

var (
	word     = regexp.MustCompile(`\p{L}+\.?`)
	gaps     = regexp.MustCompile(`\s+`)
	colon    = regexp.MustCompile(`([+-]\d\d):(\d\d)$`)
	comment  = regexp.MustCompile(`\s*\([^)]*\)\s*$`)
	fraction = regexp.MustCompile(`(\d\d:\d\d:\d\d)[.,]\d+`)
	hour24   = regexp.MustCompile(`\b24:00(:00)?\b`)
	hour1    = regexp.MustCompile(`([ T])(\d:\d\d)`)
	weekday  = regexp.MustCompile(`^\p{L}+[.,]*\s+(\d)`)
	gmtZone  = regexp.MustCompile(`(?:GMT|UTC)\s*([+-]\d)`)
	ordinal  = regexp.MustCompile(`\b(\d{1,2})(st|nd|rd|th)\b`)
)

// ParseTime reads a date as feeds and sitemaps write it, in UTC. A date without a
// zone is taken for UTC. It reports whether there was one that makes sense.
func ParseTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(gaps.ReplaceAllString(s, " "))
	if s == "" || len(s) > 100 {
		return time.Time{}, false
	}
	if t, ok := try(s); ok {
		return t, true
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) != 8 {
		switch {
		case n > 1e8 && n < 1e10:
			return time.Unix(n, 0).UTC(), true
		case n > 1e11 && n < 1e13:
			return time.UnixMilli(n).UTC(), true
		}
	}
	s = comment.ReplaceAllString(s, "")
	s = fraction.ReplaceAllString(s, "$1")
	s = gmtZone.ReplaceAllString(s, "$1")
	s = colon.ReplaceAllString(s, "$1$2")
	s = ordinal.ReplaceAllString(s, "$1")
	s = hour1.ReplaceAllString(s, "${1}0$2")
	extra := time.Duration(0)
	if hour24.MatchString(s) {
		s = hour24.ReplaceAllString(s, "00:00$1")
		extra = 24 * time.Hour
	}
	if !isoLike(s) {
		s = english(s)
	}
	s = strings.TrimSpace(gaps.ReplaceAllString(strings.ReplaceAll(s, ",", " "), " "))
	if t, ok := try(s); ok {
		return t.Add(extra), true
	}
	return time.Time{}, false
}

func try(s string) (time.Time, bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() >= 1990 && t.Year() < 2100 {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func isoLike(s string) bool { return len(s) > 10 && s[4] == '-' && s[10] == 'T' }

// english puts month names into English, zone names into numbers, and drops days of the week.
func english(s string) string {
	if m := weekday.FindStringSubmatchIndex(s); m != nil {
		for _, w := range word.FindAllString(s[m[2]:], -1) {
			if monthOf(strings.ToLower(strings.TrimSuffix(w, "."))) != "" {
				s = s[m[2]:]
				break
			}
		}
	}
	s = word.ReplaceAllStringFunc(s, func(w string) string {
		bare := strings.TrimSuffix(w, ".")
		if z, ok := zones[strings.ToUpper(bare)]; ok && bare == strings.ToUpper(bare) {
			return z
		}
		switch l := strings.ToLower(bare); l {
		case "am", "pm":
			return strings.ToUpper(l)
		case "um", "at", "de", "del", "à", "uhr", "den", "le", "kl":
			return " "
		default:
			if m := monthOf(l); m != "" {
				return m
			}
		}
		if len(bare) >= 2 && bare != strings.ToUpper(bare) {
			return " " // day of the week
		}
		return w
	})
	s = regexpDot.ReplaceAllString(s, "$1 $2")
	return s
}

func monthOf(lower string) string {
	if len(lower) >= 3 {
		for _, m := range months {
			if strings.HasPrefix(lower, m.start) {
				return m.month
			}
		}
	}
	return ""
}

// regexpDot takes the dot off a day number before a month name: "3. Jan".
var regexpDot = regexp.MustCompile(`(\d)\.\s*([A-Z])`)
