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
var boundFiller = words("an a another additional extra further the total of aggregate combined its their initial annual (")

var boundsBefore = bounds(map[string]string{
	AtLeast: "more than|over|at least|exceeding|exceed|exceeds|exceeded|above|north of|upwards of|upward of|in excess of|no less than|no fewer than|not less than|not fewer than|" +
		"greater than|surpassing|surpassed|surpass|surpasses|topping|topped|tops|well over|well above|well beyond|a minimum of|minimum of|minimum|larger than|bigger than|higher than|" +
		"just over|slightly more than|slightly over|a little over|a little more than|a bit more than|just above|slightly above|beyond|>|> =|>=|at least about|upwards|as little as|" +
		"comfortably over|comfortably more than|much more than|far more than|greater than or equal to|more than or equal to|bigger or equal than|at least or equal to|later than|" +
		"no smaller than|starting from|starting at|floor of|and up to more than|better than|to more than|upward of about",
	AtMost: "up to|upto|up-to|up-to -|as much as|as many as|as high as|less than|fewer than|under|below|no more than|not more than|no greater than|no higher than|at most|capped at|cap of|a cap of|" +
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
		q.Op = "by"
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

// period reads the rate or the term of an amount.
func (sc *scan) period(q *Quantity, floor, ceil int) {
	if q.Unit == Percent || q.Unit == Multiple || q.Unit == Points {
		return
	}
	// right behind, or behind the counted noun
	for _, at := range [2]int{q.Last, q.Tail} {
		if at >= ceil {
			break
		}
		if at < q.Tail && q.Noun != "" {
			continue // "weekly active users" is no rate
		}
		if sc.tok(at) == "(" || sc.tok(at) == "-" || sc.tok(at) == "/" {
			if p, n := sc.rate(at+1, ceil, sc.tok(at) != "("); n > 0 {
				q.Period, q.Tail = p, max(q.Tail, at+1+n)
				return
			}
		}
		if p, n := sc.rate(at, ceil, false); n > 0 {
			q.Period, q.Tail = p, max(q.Tail, at+n)
			return
		}
	}
	if sc.runRate(q, floor, ceil) {
		return
	}
	if q.Unit == Users {
		return // "300 million weekly users" is no rate
	}
	// annual, monthly in front: "annual revenue of $5 billion" too
	for k, left := q.Lead-1, 4; k >= floor && left > 0; k, left = k-1, left-1 {
		if p, ok := rateAdjectives[sc.tok(k)]; ok {
			q.Period = p
			return
		}
		if t := sc.tok(k); t == "," || t == "." || t == ";" || t == ")" || t == "and" {
			break
		}
	}
	for k := q.Last; k < min(q.Last+3, ceil); k++ {
		if p, ok := rateAdjectives[sc.tok(k)]; ok {
			q.Period = p
			return
		}
		if sc.tok(k) != "in" && sc.tok(k) != "of" && sc.tok(k) != "the" && sc.tok(k) != "as" {
			break
		}
	}
	if q.Unit != Bare {
		sc.term(q, floor, ceil)
	}
}

// rate reads "a year", "per month", "annually" at token at; slash says that a
// mark stands before a bare unit.
func (sc *scan) rate(at, ceil int, slash bool) (string, int) {
	w := sc.tok(at)
	switch w {
	case "annually", "yearly", "p.a.", "annum":
		return "year", 1
	case "monthly":
		return "month", 1
	case "weekly":
		return "week", 1
	case "daily":
		return "day", 1
	case "quarterly":
		return "quarter", 1
	case "a", "per", "each", "every", "an":
		if u, ok := rateUnits[sc.tok(at+1)]; ok && at+1 < len(sc.toks) {
			if w == "a" && u == "quarter" && sc.tok(at+2) == "of" {
				return "", 0
			}
			return u, 2
		}
		if p := strings.TrimPrefix(w+"-"+sc.tok(at+1), "a-"); p == "" {
			return "", 0
		}
	case "a-year", "a-month", "a-week", "a-day", "per-year", "per-month":
		return rateUnits[w[strings.IndexByte(w, '-')+1:]], 1
	case "pa":
		return "year", 1
	}
	if slash {
		if u, ok := rateUnits[w]; ok {
			return u, 1
		}
		if w == "a" || w == "per" {
			if u, ok := rateUnits[sc.tok(at+2)]; ok {
				return u, 3
			}
		}
	}
	return "", 0
}

var rateUnits = map[string]string{"year": "year", "yr": "year", "annum": "year", "month": "month", "mo": "month", "mth": "month", "week": "week", "wk": "week", "day": "day", "quarter": "quarter", "qtr": "quarter"}

var rateAdjectives = map[string]string{"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "quarterly": "quarter", "annually": "year"}

// runRate reads annualised figures, on either side of the amount but not
// beyond the next one or the end of the clause.
func (sc *scan) runRate(q *Quantity, floor, ceil int) bool {
	found := func(k int) bool {
		switch sc.tok(k) {
		case "annualized", "annualised", "run-rate", "arr", "runrate", "annualizing":
			return true
		case "run":
			return sc.tok(k+1) == "rate"
		case "annual":
			return sc.tok(k+1) == "recurring" || sc.tok(k+1) == "run" || sc.tok(k+1) == "run-rate"
		}
		return false
	}
	for k := q.Last; k < min(q.Last+7, ceil); k++ {
		if t := sc.tok(k); t == "," || t == ";" || t == "." || t == "and" || t == "from" {
			break
		}
		if found(k) {
			q.Period = "run-rate"
			q.basis("run-rate")
			return true
		}
	}
	for k := q.Lead - 1; k >= max(floor, q.Lead-9); k-- {
		if t := sc.tok(k); t == ";" || t == "." || t == "," && k < q.Lead-1 && false {
			break
		}
		if found(k) {
			q.Period = "run-rate"
			q.basis("run-rate")
			return true
		}
	}
	return false
}

// term reads how long the amount runs: over five years, a five-year deal.
func (sc *scan) term(q *Quantity, floor, ceil int) {
	at := q.Tail
	// behind: over (the next) five years; , five-year
	for k := at; k < min(at+12, ceil); k++ {
		switch sc.tok(k) {
		case "over", "across", "during", "within", "for", "in":
			if p, n := sc.span(k + 1); n > 0 && sc.reaches(k, at) {
				q.Period = p
				if k == at {
					q.Tail = k + 1 + n
				}
				return
			}
		case ";", ".", "and":
			return
		}
	}
	for k := at; k < min(at+3, len(sc.toks)); k++ {
		if p := yearsAdjective(sc.tok(k)); p != "" {
			q.Period = p
			return
		}
	}
	// before: a seven-year, $38 billion contract
	for k := q.Lead - 1; k >= max(floor, q.Lead-3); k-- {
		if p := yearsAdjective(sc.tok(k)); p != "" {
			q.Period = p
			return
		}
		if p, n := sc.span(k); n > 1 && sc.tok(k+1) == "-" {
			q.Period = p
			return
		}
	}
}

// reaches reports whether the term that the preposition at token k opens still
// belongs to an amount that ended at token at. "over" binds from afar.
func (sc *scan) reaches(k, at int) bool {
	switch sc.tok(k) {
	case "over", "across", "during":
		return true
	case "for":
		return k <= at+6
	case "in":
		return k <= at+1 && (sc.tok(k+1) == "the" || sc.tok(k+1) == "its") || k <= at+5 && sc.tok(k+2) == "first"
	}
	return k <= at+2
}

// yearsAdjective reads seven-year and 18-month to 7y and 18mo.
func yearsAdjective(w string) string {
	head, unit, ok := strings.Cut(w, "-")
	if !ok {
		return ""
	}
	n, ok := lexicon[head]
	if !ok || n.kind != small && n.kind != tens {
		return ""
	}
	return spanCode(n.val, unit)
}

func spanCode(v Decimal, unit string) string {
	code := ""
	switch unit {
	case "year", "years", "yr", "yrs":
		code = "y"
	case "month", "months":
		code = "mo"
	case "week", "weeks":
		code = "w"
	case "day", "days":
		code = "d"
	case "decade", "decades":
		v, _ = v.Mul(Decimal{1, 1})
		code = "y"
	case "quarter", "quarters":
		v, _ = v.Mul(Decimal{3, 0})
		code = "mo"
	default:
		return ""
	}
	return v.String() + code
}

// span reads "the next five years", "a period of 18 months", "a decade" at
// token at.
func (sc *scan) span(at int) (string, int) {
	k := at
	for k < at+6 && spanLead[sc.tok(k)] {
		k++
	}
	if i := sc.atomAfter(k); i < len(sc.atoms) && sc.atoms[i].tok == k {
		if f, ok := sc.figure(i, false); ok && !f.large {
			u := sc.at(f.end)
			if u.kind == dash {
				u = sc.at(f.end + 1)
			}
			if p := spanCode(f.val, u.norm); p != "" {
				return p, u.tok + 1 - at
			}
		}
	}
	if p := spanCode(Decimal{1, 0}, sc.tok(k)); p != "" && (sc.tok(k) == "decade" || k > at && (sc.tok(k-1) == "a" || sc.tok(k-1) == "one")) {
		return p, k + 1 - at
	}
	return "", 0
}

var spanLead = words("the a an next first last past coming following period of course about roughly approximately around initial up to at least some nearly another more than term as much")

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
