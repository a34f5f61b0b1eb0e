package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// worth reports whether a parsed amount is one: not a year, a version, a
// pronoun "one", an ordinal, a time of day, half of a year.
func (sc *scan) worth(lo, hi amount, from, end int) bool {
	if hi.unit == "energy" || hi.denied && hi.unit == "" {
		return false
	}
	if hi.unit != Bare {
		if hi.unit == Multiple && hi.words && hi.val.Cmp(Decimal{1, 0}) == 0 {
			return false
		}
		return true
	}
	before, after := sc.at(from-1), sc.at(end)
	if strings.HasPrefix(after.norm, "gigawatt-h") {
		return false
	}
	if after.kind == energy || after.kind == dash && sc.at(end+1).kind == energy {
		return false
	}
	first := sc.at(from)
	if lo.end == hi.end && sc.yearAt(lo) {
		noun, _, _ := sc.noun(end)
		if noun == "" && after.kind != multiple {
			return false
		}
	}
	if lo.fraction {
		switch after.norm {
		case "year", "years", "month", "hour", "hours", "day", "time", "-", "way":
			return false
		}
		switch before.norm {
		case "first", "second", "latter", "last", "next", "this", "other", "each", "one", "per", "every", "fiscal", "third", "fourth", "1", "2":
			if lo.words {
				return false
			}
		}
		if lo.words && strings.HasPrefix(sc.at(end-1).norm, "quarter") && after.norm != "of" {
			switch before.norm {
			case "in", "for", "per", "over", "within", "after", "every", "each", "during", "just":
				return false
			}
		}
		if lo.ordinally {
			// "a third of it" is a share; "a third party" and "a quarter" are not
			return after.norm == "of" || after.norm == "in" && first.norm == "a" && strings.HasPrefix(sc.at(end-1).norm, "third") ||
				(after.norm == "" || after.norm == "." || after.norm == ",") && strings.HasPrefix(sc.at(end-1).norm, "third") && sc.articleAt(from) || lo.digits || vulgar(first.norm) > 0 ||
				first.kind == small
		}
		if first.kind == fraction && vulgar(first.norm) == 0 {
			// half of, half its; "half" in "first half" fell above
			return first.norm == "half" && (after.norm == "of" || after.norm == "the" || after.norm == "its" || after.norm == "their" || after.norm == "a" || after.norm == "that")
		}
		return true
	}
	if hi.words && hi.end == lo.end && !hi.large {
		if first.norm == "one" && end == from+1 {
			noun, _, _ := sc.noun(end)
			if after.norm == "of" {
				return false
			}
			switch before.norm {
			case "", "or", "minus", "least", "than", "just", "only", "exactly":
				return noun != "" || after.norm == "" || before.norm == "minus"
			}
			return noun != ""
		}
		if first.norm == "zero" && after.kind == dash {
			return false
		}
		if after.kind == dash && !after.space && sc.at(end+1).kind == other {
			return false // two-way, four-in-ten
		}
	}
	if first.kind == digits && lo.end == hi.end && !hi.large && sc.named(from, end) {
		return false
	}
	if first.kind == digits && from == 0 && first.val.Cmp(Decimal{1, 2}) < 0 && (after.norm == "." && sc.at(end+1).space || after.norm == ")") {
		return false // the number of a list's line
	}
	if first.kind == digits {
		switch before.norm {
		case "=":
			return sc.at(from-2).norm == ">" || sc.at(from-2).norm == "<"
		case "/", ":", "#", "@", "_":
			return first.space
		case ".":
			return before.space || sc.at(from-1).end != first.start
		case "no", "nos":
			return false
		}
		if after.norm == "-" && !after.space && len(sc.at(end+1).norm) == 1 && sc.adjacent(end+1) {
			return false // 10-K
		}
		if after.norm == "a.m." || after.norm == "p.m." || after.norm == "am" && !after.space || after.norm == "pm" {
			return false
		}
	}
	return true
}

// named reports whether the figure at atom i belongs to the name before it:
// Claude 4, Fortune 500, Halo Max 400 chips. In a headline every word has a
// capital, so that says nothing there.
func (sc *scan) named(i, end int) bool {
	a := sc.at(i)
	if a.tok == 0 || a.norm == "0" || len(a.norm) > 3 && a.val.Exp >= 0 && strings.Contains(a.norm, ",") || a.val.Cmp(Decimal{1, 4}) >= 0 || !a.space {
		return false
	}
	t := &sc.toks[a.tok-1]
	if t.Shape != language.Title && t.Shape != language.Upper && t.Shape != language.Mixed || lexicon[t.Norm].kind != other || timeWords[t.Norm] != 0 {
		return false
	}
	if _, bound := boundsBefore[t.Norm]; bound || a.tok == 1 && t.Shape == language.Title {
		return false
	}
	return !sc.headline()
}

// headline reports whether the sentence is in title case.
func (sc *scan) headline() bool {
	capital, words := 0, 0
	for i := range sc.toks {
		switch sc.toks[i].Shape {
		case language.Title, language.Upper, language.Mixed:
			capital++
			words++
		case language.Lower:
			if len(sc.toks[i].Norm) > 3 {
				words++
			}
		}
	}
	return capital*4 >= words*3
}

// multipleOf reads halved, doubled, cut in half, twice at atom i.
func (sc *scan) multipleOf(i int) (Quantity, int, bool) {
	a := sc.at(i)
	v, ok := multiples[a.norm]
	end := i + 1
	if !ok {
		if a.norm != "in" || sc.at(i+1).norm != "half" {
			return Quantity{}, 0, false
		}
		v, end = Decimal{5, -1}, i+2
	}
	m := amount{number: number{val: v, mantissa: v, end: end, words: true}, from: i, unit: Multiple}
	return sc.build(m, m, i, end), end, true
}

var multiples = func() map[string]Decimal {
	m := map[string]Decimal{}
	for n, words := range map[int64]string{
		2:  "double doubled doubles doubling twice twofold",
		3:  "triple tripled triples tripling threefold thrice",
		4:  "quadruple quadrupled quadruples quadrupling fourfold",
		5:  "quintuple quintupled fivefold",
		6:  "sixfold",
		8:  "eightfold",
		10: "tenfold",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = NewDecimal(n, 0)
		}
	}
	for w := range strings.FieldsSeq("halve halved halves halving") {
		m[w] = Decimal{5, -1}
	}
	return m
}()

// severalAt reports whether a word without a value multiplies at atom i: several
// billion, a few hundred million, multi billion.
func (sc *scan) severalAt(i int) bool {
	switch sc.at(i).norm {
	case "several", "few", "multi", "many", "multiple":
	default:
		return false
	}
	j := i + 1
	if sc.at(j).kind == dash {
		j++
	}
	n := sc.at(j)
	return n.kind == multiple && !n.suffix || n.kind == hundred
}

// vague reads sizes without a figure: tens of billions of dollars.
func (sc *scan) vague(i int) (Quantity, int, bool) {
	unit := sc.at(i).unit
	end := i + 1
	for {
		if sc.at(end).norm == "of" && (sc.at(end+1).kind == plural || sc.at(end+1).kind == money) {
			end++
			continue
		}
		n := sc.at(end)
		if n.kind == plural || n.kind == multiple && !n.suffix || n.kind == hundred {
			end++
			continue
		}
		if n.kind == dash && !n.space && (sc.at(end+1).kind == multiple || sc.at(end+1).kind == money) {
			end++
			continue
		}
		if n.kind == money {
			unit = n.unit
			end++
		} else if moneyCountries[n.norm] && sc.at(end+1).kind == money {
			unit = sc.at(end + 1).unit
			end += 2
		}
		break
	}
	first, last := sc.at(i), sc.at(end-1)
	q := Quantity{
		Span:  language.Span{Start: first.start, End: last.end},
		First: first.tok, Last: last.tok + 1, Unit: unit, Bound: Exact, Vague: true,
	}
	q.Lead, q.Tail = q.First, q.Last
	return q, end, true
}

// noun returns the counted noun after atom i: its unit or "other", its form and
// its token. Adjectives, makers and model names may stand between.
func (sc *scan) noun(i int) (unit, norm string, tok int) {
	if sc.at(i).kind == dash && sc.adjacent(i) && sc.adjacent(i+1) {
		i++ // a 100,000-GPU cluster
	}
	if sc.at(i).norm == "units" && sc.at(i+1).norm == "of" {
		i += 2 // "200,000 units of the chip"
	}
	for j := i; j < min(i+8, len(sc.atoms)); j++ {
		a := sc.at(j)
		if u, ok := countNouns[a.norm]; ok {
			// "100,000 GPU hours", "10 million customer accounts"
			if n := sc.at(j + 1); n.norm == "hours" || n.norm == "tokens" {
				return "other", n.norm, n.tok
			}
			if u == Users && compoundHead[sc.at(j+1).norm] {
				return "other", sc.at(j + 1).norm, sc.at(j + 1).tok
			}
			return u, a.norm, a.tok
		}
		if next := sc.at(j + 1); a.norm == "processing" && (next.norm == "units" || next.norm == "unit") { // tensor, graphics, neural
			return Chips, next.norm, next.tok
		}
		if chipModel(a.norm) && (sc.at(j+1).kind == other) {
			if strings.HasSuffix(a.norm, "s") {
				return Chips, a.norm, a.tok
			}
			continue
		}
		if a.norm == "people" && (strings.HasSuffix(sc.at(j+1).norm, "ing") || sc.at(j+1).norm == "use" || sc.at(j+1).norm == "who" && strings.HasPrefix(sc.at(j+2).norm, "us")) {
			return Users, "people", a.tok
		}
		if a.kind != other || nounStop[a.norm] {
			return "", "", 0
		}
		if a.norm == "," && j > i+1 {
			return "", "", 0
		}
	}
	return "", "", 0
}

// Heads of compounds in which users and their like are no more the counted
// thing: user accounts, developer tools.
var compoundHead = words("accounts tools interactions stories queries messages reviews records requests complaints hours shares minutes sites contracts agreements deals orders")

// Words that end the search for a counted noun.
var nounStop = words("in to for with on at by from and or that which who as per is are was were be been has have had will would than then when while if but . ; : ? ! ( ) \" – | " +
	"over under into through during between against about after before since until it they he she we said says")

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// chipModel reports whether a word reads as an accelerator's model number:
// h100, gb200s, mi450, b300.
func chipModel(w string) bool {
	w = strings.TrimSuffix(w, "s")
	at := 0
	for at < len(w) && w[at] >= 'a' && w[at] <= 'z' {
		at++
	}
	switch w[:at] {
	case "h", "b", "a", "gb", "gh", "mi", "v", "l", "tpuv", "vr", "r":
	default:
		return false
	}
	n := 0
	for at < len(w) && w[at] >= '0' && w[at] <= '9' {
		at++
		n++
	}
	return n >= 2 && n <= 3 && (at == len(w) || at == len(w)-1)
}
