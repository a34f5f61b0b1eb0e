package quantity

import "pactwatch/extract/language"

// Quantity is one amount as a sentence writes it.
//
// Span is the number with its sign, multiplier and unit ("US$250B", "20 to 25
// percent", "13 billion dollars", "10GW"), and reads to the same value on its
// own; bound words, counted nouns and periods stand outside it, within Lead and
// Tail.
type Quantity struct {
	language.Span
	First, Last int // tokens [First, Last) of the Span
	Lead, Tail  int // tokens [Lead, Tail) with bound words before, and noun, period or bound words after

	Min, Max  Decimal  // equal for a single figure; money in units of 1, power in GW, percent as written; a Vague one has none
	Unit      string   // see the Unit constants, or an ISO 4217 code
	Bound     string   // exact, about, at_least or at_most
	Period    string   // "", year, quarter, month, week, day, run-rate, or a duration: 5y, 18mo
	Basis     []string // out of run-rate, additional, cumulative, pre-money, post-money
	Op        string   // "", or how it changes something: from, to, by
	Noun      string   // the counted noun, folded: "tpus", "subscribers", "parameters"
	NounAt    int      // its token; 0 where Noun is empty
	Fraction  Decimal  // where Unit is percent and the text has a fraction: 0.3333… of "a third"; else 0
	Subunit   bool     // written in cents or pence; Min and Max are in the main unit all the same
	Bracketed bool     // opens a bracket after another amount: the second of "€1.7 billion ($2 billion)"
	Vague     bool     // "tens of billions of dollars": recognised, without a value
	Denied    bool     // counts what no deal is about: parameters, tokens, transistors, percentage points
}

// Units beside the ISO 4217 codes.
const (
	Percent  = "percent"
	Power    = "GW"
	Chips    = "chips"
	Users    = "users"
	Bare     = ""         // a number of whatever
	Multiple = "multiple" // doubled, 10x; 0.5 for halved
	Points   = "points"   // percentage points; Denied
)

// Money reports whether the unit is a currency.
func (q *Quantity) Money() bool {
	return len(q.Unit) == 3 && q.Unit[0] >= 'A' && q.Unit[0] <= 'Z'
}

// Bounds.
const (
	Exact   = "exact"
	About   = "about"
	AtLeast = "at_least"
	AtMost  = "at_most"
)

// Find returns the amounts of a sentence, in order, without overlap. Dates and
// durations are not among them.
func Find(text string, s language.Sentence) []Quantity {
	quantities, _ := Read(text, s)
	return quantities
}

// Read returns the amounts and the times of a sentence in one pass.
func Read(text string, s language.Sentence) ([]Quantity, []Time) {
	if !gate(s.Tokens) {
		return nil, nil
	}
	sc := newScan(text, s.Tokens)
	times := sc.times()
	return sc.quantities(times), times
}

// Rereads reports whether the bytes of q's span, read on their own, give its
// value and unit again. It is how evidence is verified.
func Rereads(text string, q Quantity) bool {
	if q.Vague {
		return true
	}
	own := text[q.Start:q.End]
	// The "and" of a range means one only after "between".
	// The m of "700m users" is a million for what it counts.
	return reads(own, "", 0, q) || reads("between "+own, "", 1, q) || q.Noun != "" && reads(own, " users", 0, q)
}

// reads reports whether text gives q from atom i on, to its end and no further;
// after is what follows it.
func reads(text, after string, i int, q Quantity) bool {
	size := len(text)
	text += after
	sc := newScan(text, language.Tokenize(text, language.Span{Start: 0, End: len(text)}))
	if sc.at(i).kind == dash {
		i++
	}
	again, end, ok := sc.multipleOf(i)
	if !ok {
		var lo, hi amount
		if lo, hi, ok = sc.amounts(i); ok {
			again, end = sc.signed(lo, hi, i), hi.end
		}
	}
	return ok && end > 0 && sc.at(end-1).end == size && again.Min == q.Min && again.Max == q.Max && (again.Unit == q.Unit || again.Unit == Bare)
}
