package quantity

import "pactwatch/extract/language"

// Time is one date, period or duration.
type Time struct {
	language.Span
	First, Last int // tokens [First, Last)
}

var timeWords = map[string]int{}

func gluedTime(string) bool { return false }

func (sc *scan) times() []Time { return nil }
