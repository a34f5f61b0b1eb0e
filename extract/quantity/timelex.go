package quantity

import "strings"

// timeWords are the words that may open or make a time; the value says which
// kind. Everything else is read from the words around them.
var timeWords = func() map[string]int {
	m := map[string]int{}
	for kind, list := range []string{
		"",
		"", // months, below
		"monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
		"today yesterday tomorrow tonight tmrw tomorrows now",
		"last next this current coming previous past following upcoming earlier later prior same rest",
		"year years quarter quarters month months week weeks day days decade decades half halves fortnight century centuries yr yrs year-end mid-year midyear eoy eom eow boy bom qtr qtrs fortnights weekend year-long yearlong yearslong multiyear multi-year",
		"q1 q2 q3 q4 1q 2q 3q 4q h1 h2 1h 2h fy cy sy fiscal calendar ytd",
		"early mid late end beginning start middle spring summer autumn fall winter midyear",
		"first second third fourth fifth final",
		"ago hence annually",
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = kind
		}
	}
	for w := range months {
		m[w] = 1
	}
	return m
}()

var months = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"} {
		for w := range strings.FieldsSeq(list) {
			m[w] = i + 1
		}
	}
	return m
}()

var weekdays = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{"monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun"} {
		for w := range strings.FieldsSeq(list) {
			m[w] = i + 1
		}
	}
	return m
}()

// timeUnits are the words for lengths of time.
var timeUnits = map[string]Grain{
	"year": Year, "years": Year, "yr": Year, "yrs": Year, "month": Month, "months": Month, "week": Week, "weeks": Week, "day": Day, "days": Day,
	"quarter": Quarter, "quarters": Quarter, "qtr": Quarter, "qtrs": Quarter, "decade": Decade, "decades": Decade, "half": Half, "halves": Half,
	"fortnight": "fortnight", "fortnights": "fortnight", "century": Century, "centuries": Century, "workweek": Week,
}

var ordinals = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		m[w] = i + 1
	}
	m["thirtieth"] = 30
	return m
}()

// shifts are the adjectives of relative periods.
var shifts = map[string]int{"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1}

// prepositions give a time its role.
var prepositions = map[string]string{
	"by": "by", "before": "by", "until": "until", "till": "until", "til": "until", "through": "until", "thru": "until", "since": "since", "from": "since", "after": "since",
	"starting": "since", "beginning": "since", "in": "in", "on": "in", "during": "in", "at": "in", "for": "over", "over": "over", "within": "over", "across": "over", "throughout": "in", "as of": "in", "effective": "since", "around": "in", "of": "in",
	"to": "until", "into": "until", "later than": "since", "no later than": "by", "not later than": "by", "up to": "until", "up until": "until", "as early as": "since", "as soon as": "since",
	"ending": "until", "ended": "in", "prior to": "by", "not until": "since", "ahead of": "by", "subsequent to": "since", "following": "since",
}

// gluedTime reports whether letters may stand glued before figures in a time:
// dec31, q3'25, fy26.
func gluedTime(head string) bool {
	switch head {
	case "fy", "cy", "sy":
		return true
	}
	return months[head] > 0 && head != "may" && head != "mar" || head == "week"
}
