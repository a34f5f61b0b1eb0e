package quantity

import (
	"strings"
	"time"

	"pactwatch/extract/language"
)

// Row is an amount or a time as programs read it: one entry of "units" in the
// output of extract --explain --jsonl.
type Row struct {
	Start int      `json:"start"` // bytes of the text
	End   int      `json:"end"`
	Type  string   `json:"type"` // money, percent, number, power, date or duration
	Min   *Decimal `json:"min,omitempty"`
	Max   *Decimal `json:"max,omitempty"`
	Unit  string   `json:"unit,omitempty"`
	Bound string   `json:"bound,omitempty"`
	Value string   `json:"value,omitempty"` // of dates 2025-Q3, 2024/2026; of durations P5Y; else the figure as written
	From  string   `json:"from,omitempty"`  // of dates: first day
	To    string   `json:"to,omitempty"`    // of dates: day after the last
}

// Rows returns all amounts and times of a sentence in the order of the text.
// ref is the article's day, or zero. The number within a duration is a row of
// its own.
func Rows(text string, s language.Sentence, ref time.Time, tense Tense) []Row {
	quantities, times := Read(text, s)
	var rows []Row
	for i := range quantities {
		if r, ok := quantities[i].row(text); ok {
			rows = append(rows, r)
		}
	}
	for _, t := range times {
		rows = append(rows, t.rows(text, ref, tense)...)
	}
	sortRows(rows)
	return rows
}

// sortRows sorts by start, longer first; stable and small.
func sortRows(rows []Row) {
	for i := 1; i < len(rows); i++ {
		for j := i; j > 0 && (rows[j].Start < rows[j-1].Start || rows[j].Start == rows[j-1].Start && rows[j].End > rows[j-1].End); j-- {
			rows[j], rows[j-1] = rows[j-1], rows[j]
		}
	}
}

func (q *Quantity) row(text string) (Row, bool) {
	if q.Vague || q.Unit == Points {
		return Row{}, false
	}
	r := Row{Start: q.Start, End: q.End, Unit: q.Unit, Bound: q.Bound, Value: text[q.Start:q.End]}
	lo, hi := q.Min, q.Max
	switch {
	case q.Subunit:
		lo, hi = lo.Shift(2), hi.Shift(2)
		r.Type, r.Unit = "money", "cent"
	case q.Money():
		r.Type = "money"
	case !q.Fraction.IsZero():
		r.Type, r.Unit = "number", ""
		lo, hi = q.Fraction, q.Fraction
	case q.Unit == Percent:
		r.Type = "percent"
	case q.Unit == Power:
		r.Type = "power"
	default:
		r.Type = "number"
	}
	switch q.Bound {
	case AtLeast:
		r.Min = &lo
	case AtMost:
		r.Max = &hi
	default:
		r.Min, r.Max = &lo, &hi
	}
	if q.Bound == AtLeast || q.Bound == AtMost {
		r.Min, r.Max = &lo, &hi
	}
	return r, true
}

func (t Time) rows(text string, ref time.Time, tense Tense) []Row {
	r := Row{Start: t.Start, End: t.End}
	if t.IsDuration() {
		r.Type, r.Value = "duration", isoDuration(t.Duration)
		return append(countRows(text, t.Span), r)
	}
	r.Type = "date"
	from, to, ok := t.Range(ref, tense)
	if ok {
		r.From, r.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
	}
	if v, ok := t.From.resolve(ref, tense); ok {
		r.Value = v
		if t.To.Grain != "" {
			if w, ok := t.To.resolve(ref, tense); ok {
				r.Value += "/" + w
			}
		}
	} else {
		r.Value = t.From.timex()
	}
	if t.Duration != "" || t.From.Exact {
		return append(countRows(text, t.Span), r)
	}
	return []Row{r}
}

// countRows gives the figure inside a duration.
func countRows(text string, s language.Span) []Row {
	sc := newScan(text, language.Tokenize(text, s))
	for i := range sc.atoms {
		if k := sc.atoms[i].kind; k != digits && k != small && k != tens {
			continue
		}
		f, ok := sc.figure(i, false)
		if !ok {
			continue
		}
		v := f.val
		a, b := sc.at(i), sc.at(f.end-1)
		return []Row{{Start: a.start, End: b.end, Type: "number", Min: &v, Max: &v, Bound: Exact, Value: text[a.start:b.end]}}
	}
	return nil
}

// timex writes an unresolved point in the manner of TIMEX3: XXXX-10-28.
func (p Point) timex() string {
	if p.Relative || p.Weekday > 0 {
		return ""
	}
	year := "XXXX"
	b := Point{Grain: p.Grain, Year: 2000, N: p.N, Day: p.Day, Nth: p.Nth}
	if v, ok := b.resolve(time.Time{}, AnyTense); ok && strings.HasPrefix(v, "2000") {
		return year + v[4:]
	}
	return year
}

// isoDuration writes 5y as P5Y and 2y3mo as P2Y3M, ISO 8601 with decimals.
func isoDuration(code string) string {
	return "P" + strings.NewReplacer("mo", "M", "y", "Y", "w", "W", "d", "D").Replace(code)
}
