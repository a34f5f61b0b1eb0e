package store

import (
	"strconv"
	"strings"
	"time"
)

// stretch is the time that a claim's date covers, [from, to): a year, half
// year, quarter, month or day. ok is false for any other text.
func stretch(date string) (from, to time.Time, ok bool) {
	year, rest, more := strings.Cut(date, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || more && rest == "" {
		return from, to, false
	}
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	switch {
	case rest == "":
		return at(y, 1, 1), at(y+1, 1, 1), true
	case len(rest) == 2 && rest[0] == 'Q' && '1' <= rest[1] && rest[1] <= '4':
		q := time.Month(rest[1] - '1')
		return at(y, 1+3*q, 1), at(y, 4+3*q, 1), true
	case len(rest) == 2 && rest[0] == 'H' && (rest[1] == '1' || rest[1] == '2'):
		h := time.Month(rest[1] - '1')
		return at(y, 1+6*h, 1), at(y, 7+6*h, 1), true
	}
	month, day, hasDay := strings.Cut(rest, "-")
	m, err := strconv.Atoi(month)
	if err != nil || m < 1 || m > 12 || len(month) != 2 {
		return from, to, false
	}
	if !hasDay {
		return at(y, time.Month(m), 1), at(y, time.Month(m)+1, 1), true
	}
	d, err := strconv.Atoi(day)
	if err != nil || d < 1 || len(day) != 2 || at(y, time.Month(m), d).Day() != d {
		return from, to, false
	}
	return at(y, time.Month(m), d), at(y, time.Month(m), d+1), true
}
