package quantity

import "strings"

// contexts reads what stands around the amounts: bounds, periods, nouns,
// brackets and the words of change.
func (sc *scan) contexts(qs []Quantity) {
	for n := range qs {
		q := &qs[n]
		floor, ceil := 0, len(sc.toks)
		if n > 0 {
			floor = qs[n-1].Last
		}
		if n+1 < len(qs) {
			ceil = qs[n+1].First
		}
		sc.counted(q, ceil)
		sc.boundAfter(q, ceil)
		sc.boundBefore(q, floor)
		sc.change(q, floor)
		sc.period(q, floor, ceil)
		sc.bracket(q)
		if n > 0 {
			q.inherit(&qs[n-1], sc.tok(q.Lead-1))
		}
	}
}

func (sc *scan) tok(i int) string {
	if i >= 0 && i < len(sc.toks) {
		return sc.toks[i].Norm
	}
	return ""
}

// atomAfter returns the first atom at or after token i.
func (sc *scan) atomAfter(i int) int {
	lo, hi := 0, len(sc.atoms)
	for lo < hi {
		if mid := (lo + hi) / 2; sc.atoms[mid].tok < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// counted gives a bare or vague number the noun it counts.
func (sc *scan) counted(q *Quantity, ceil int) {
	if q.Unit != Bare {
		return
	}
	unit, norm, tok := sc.noun(sc.atomAfter(q.Last))
	if unit == "" || tok >= ceil {
		return
	}
	q.Noun, q.NounAt = norm, tok
	q.Tail = max(q.Tail, tok+1)
	if unit == "other" {
		q.Denied = true
		return
	}
	// "three chip platforms"; but "a 100,000 GPU cluster"
	if !q.Vague && !strings.HasSuffix(norm, "s") && norm != "people" && q.Min.Cmp(Decimal{1, 0}) > 0 && q.Max.Cmp(Decimal{1, 3}) < 0 {
		q.Denied = true
		return
	}
	q.Unit = unit
}

// boundAfter reads +, plus, or more, or so behind the amount.
func (sc *scan) boundAfter(q *Quantity, ceil int) {
	for _, at := range [2]int{q.Last, q.Tail} {
		if sc.tok(at) == "-" && sc.tok(at+1) == "plus" {
			q.Bound, q.Tail = AtLeast, max(q.Tail, at+2)
			return
		}
		for n := min(4, ceil-at); n > 0; n-- {
			bound, ok := boundsAfter[strings.Join(sc.norms(at, at+n), " ")]
			if !ok || sc.tok(at+1) == "up" && sc.tok(at+2) == "to" || bound == AtLeast && sc.tok(at) == "plus" && at+1 < ceil && sc.toks[at].Space && sc.toks[at+1].Shape != 5 && sc.tok(at+1) != "in" {
				continue
			}
			q.Bound, q.Tail = bound, max(q.Tail, at+n)
			return
		}
	}
}

func (sc *scan) norms(from, to int) []string {
	out := make([]string, 0, 6)
	for i := max(from, 0); i < min(to, len(sc.toks)); i++ {
		out = append(out, sc.toks[i].Norm)
	}
	return out
}

// boundBefore reads more than, up to, about in front of the amount; the
// outermost wins ("up to about $5").
func (sc *scan) boundBefore(q *Quantity, floor int) {
	at := q.First
	skipped := 0
	if q.Bound == Exact && sc.surpassed(at, floor) {
		q.Bound = AtLeast
	}
	// the article of "nearly a third" and of "up to a quarter million"
	for at > floor && skipped < 4 {
		if n, bound := sc.boundPhrase(at, floor); n > 0 {
			if bound == AtMost && skipped > 0 && (sc.tok(at-1) == "under" || sc.tok(at-1) == "below") {
				break
			}
			if bound == AtLeast && skipped > 0 && (sc.tok(at-1) == "over" || sc.tok(at-1) == "above" || sc.tok(at-1) == "topping") {
				break
			}
			at -= n
			q.Lead = at
			if q.Bound == Exact || bound != About {
				q.Bound = bound
			}
			continue
		}
		if !boundFiller[sc.tok(at-1)] {
			break
		}
		at--
		skipped++
	}
}

// surpassed reports whether the amount at token at closes what a verb of
// passing takes: "has surpassed an annual run rate of $37 billion".
func (sc *scan) surpassed(at, floor int) bool {
	if sc.tok(at-1) != "of" {
		return false
	}
	for k := at - 2; k >= max(floor, at-8); k-- {
		switch sc.tok(k) {
		case "surpass", "surpassed", "surpasses", "surpassing", "exceed", "exceeds", "exceeded", "exceeding", "topped", "topping", "tops":
			return true
		case ",", ";", ".", "and", "that", "which", "in", "by", "from":
			return false
		}
	}
	return false
}

func (sc *scan) boundPhrase(at, floor int) (int, string) {
	for n := min(5, at-floor); n > 0; n-- {
		bound, ok := boundsBefore[strings.Join(sc.norms(at-n, at), " ")]
		if !ok {
			continue
		}
		return n, bound
	}
	return 0, ""
}

// Words that may stand between a bound and its amount.
var boundFiller = words("an a another additional extra further the total of aggregate combined its their initial annual ( " +
	"whopping staggering massive huge enormous eye-popping eye-watering hefty cool record record-breaking record-setting mammoth colossal astonishing astounding incredible stunning jaw-dropping mind-boggling gargantuan " +
	"monumental monster jumbo sizable sizeable substantial impressive remarkable tidy mere modest paltry reported rumored rumoured potential possible planned collective cumulative")

var boundsBefore = bounds(map[string]string{
	AtLeast: "more than|over|at least|exceeding|exceed|exceeds|exceeded|above|north of|upwards of|upward of|in excess of|no less than|no fewer than|not less than|not fewer than|" +
		"greater than|surpassing|surpassed|surpass|surpasses|topping|topped|tops|well over|well above|well beyond|a minimum of|minimum of|minimum|larger than|bigger than|higher than|" +
		"just over|slightly more than|slightly over|a little over|a little more than|a bit more than|just above|slightly above|beyond|>|> =|>=|at least about|upwards|as little as|" +
		"comfortably over|comfortably more than|much more than|far more than|greater than or equal to|more than or equal to|bigger or equal than|at least or equal to|later than|" +
		"no smaller than|starting from|starting at|floor of|and up to more than|better than|to more than|upward of about",
	AtMost: "up to|upto|up-to|up-to -|as much as|as many as|as high as|less than|fewer than|under|below|no more than|not more than|no greater than|no higher than|at most|capped at|a cap of|" +
		"maximum of|a maximum of|max of|maximum|lower than|smaller than|<|< =|<=|not exceeding|not to exceed|limited to|just under|just below|slightly less than|slightly under|a little under|" +
		"a little less than|just shy of|shy of|smaller or equal than|less than or equal to|less or equal than|equal to or less than|ceiling of|a ceiling of|potentially up to|well under|well below|" +
		"slightly below|at the most|never more than|as large as",
	About: "about|around|roughly|approximately|approx|approx .|nearly|almost|some|~|≈|circa|ca|ca .|c .|close to|near|nearing|an estimated|estimated|estimated at|in the region of|in the neighborhood of|" +
		"in the neighbourhood of|on the order of|in the order of|of the order of|more or less|somewhere around|just about|in the range of|approaching|approaches|in the ballpark of|give or take|virtually|practically|" +
		"in the vicinity of|broadly|est .",
})

var boundsAfter = bounds(map[string]string{
	AtLeast: "+|plus|or more|or higher|or greater|or above|and up|and above|and more|or better|at least|at a minimum|or above that|or greater than",
	AtMost:  "or less|or fewer|or lower|at most|or below|at the most|maximum|or under|tops",
	About:   "or so|or thereabouts|- ish|ish|approximately|give or take|- odd|odd|( est . )|( est )|( estimated )|( est. )",
})

func bounds(m map[string]string) map[string]string {
	out := map[string]string{}
	for bound, phrases := range m {
		for p := range strings.SplitSeq(phrases, "|") {
			out[p] = bound
		}
	}
	return out
}

// change reads from, to and by in front of the amount and its bound, and what
// is additional or cumulative.
func (sc *scan) change(q *Quantity, floor int) {
	at := q.Lead
	for at > floor && (sc.tok(at-1) == "a" || sc.tok(at-1) == "an" || sc.tok(at-1) == "the") {
		at--
	}
	switch w := sc.tok(at - 1); w {
	case "from", "to", "by":
		if (w != "to" || sc.tok(at-2) != "up") && (w != "from" || q.Min == q.Max) {
			q.Op = w
		}
	case "up", "down":
		// ", up 5%"; not "signed up 2 million"
		switch sc.tok(at - 2) {
		case "", ",", ";", "(", "–", "is", "was", "are", "were", "sales", "revenue", "profit":
			q.Op = "by"
		}
	}
	for k := q.First - 1; k >= max(floor, q.First-4); k-- {
		switch sc.tok(k) {
		case "additional", "another", "further", "extra":
			q.basis("additional")
		case "total", "cumulative", "totaling", "totalling", "totaled", "totalled":
			q.basis("cumulative")
		}
	}
	for k := q.Last; k < min(q.Last+4, len(sc.toks)); k++ {
		switch w := sc.tok(k); w {
		case "pre-money", "post-money":
			q.basis(w)
		case "additional":
			q.basis("additional")
		case "more":
			if k == q.Last && sc.tok(k-1) != "or" {
				q.basis("additional")
			}
		case "total":
			if sc.tok(k-1) == "in" {
				q.basis("cumulative")
			}
		case "date":
			if sc.tok(k-1) == "to" {
				q.basis("cumulative")
			}
		case ",", ";", "and":
			return
		}
	}
}

func (q *Quantity) basis(b string) {
	for _, have := range q.Basis {
		if have == b {
			return
		}
	}
	q.Basis = append(q.Basis, b)
}

// inherit takes over what the amount before says for both: the bound of what a
// bracket converts, the counted noun of what is compared ("22 million users, up
// from 15 million").
func (q *Quantity) inherit(before *Quantity, word string) {
	if q.Bracketed && q.Money() && before.Money() && q.Unit != before.Unit && q.Bound == Exact && q.Lead-before.Tail <= 2 {
		q.Bound = before.Bound
	}
	if q.Unit == Bare && !q.Denied && q.Noun == "" && !q.Vague && (before.Unit == Users || before.Unit == Chips) && q.Min.Cmp(Decimal{1, 3}) >= 0 {
		switch {
		case q.Bracketed, q.Op == "from", word == "versus", word == "than", word == "with", word == "to":
			q.Unit = before.Unit
		}
	}
}

// bracket marks the second amount of "€1.7 billion ($2 billion)".
func (sc *scan) bracket(q *Quantity) {
	at := q.Lead
	for k := 0; k < 3 && at > 0; k++ {
		switch sc.tok(at - 1) {
		case "(", "[":
			q.Bracketed = true
			return
		case "or", "about", "equivalent", "to", "us", "=":
			at--
		default:
			return
		}
	}
}
