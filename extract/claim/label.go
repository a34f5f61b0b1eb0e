package claim

import (
	"slices"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// A line may say with a label what a sentence would: "Revenue: $40 million",
// "Contract value | $2 billion over five years". So may a row of a table whose
// head names companies, periods or measures.

// axis is what the label of a row or the head of a column says of its figures.
type axis struct {
	company string
	at      Pointer
	gauge   gauge
	when    *when
	veto    bool // what stands there is no figure of the measure
}

// axisOf reads the cell c of a row as a label. In the head of a table a name that
// fills its cell is a company's.
func (r *reader) axisOf(s *sentence, c cell, head bool) axis {
	var a axis
	for _, m := range s.parties {
		if m.Lo >= c.lo && m.Hi <= c.hi && m.Slug != "" && !m.Person && (r.established(s, &m) || head && m.Lo == c.lo && m.Hi == c.hi && !documentPart(s.toks[m.Lo:m.Hi])) {
			a.veto = a.veto || a.company != ""
			a.company, a.at = m.Slug, Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
		}
	}
	for i := range s.times {
		if t := &s.times[i]; t.lo >= c.lo && t.hi <= c.hi && !t.IsDuration() && a.when == nil {
			w := *t
			a.when = &w
		}
	}
	var ok bool
	toks := slices.DeleteFunc(untimed(s, c.lo, c.hi), func(t language.Token) bool {
		return a.company != "" && a.at.Start <= t.Start && t.End <= a.at.End
	})
	if a.gauge, ok = gaugeOf(toks); !ok {
		for _, t := range toks {
			a.veto = a.veto || labelVetoes[t.Norm]
		}
	}
	for i := c.lo + 1; i < c.hi; i++ { // "2027E": a year still to come
		if y, e := s.toks[i-1], s.toks[i]; !e.Space && y.Shape == language.Number && len(y.Norm) == 4 && (e.Norm == "e" || e.Norm == "f" || e.Norm == "p") {
			a.gauge.planned = true
		}
	}
	return a
}

// labelLine gives the claims of a line "label: figure" or of a row of two cells.
func (r *reader) labelLine(s *sentence) []Claim {
	if s.in != "text" || len(s.toks) > 80 {
		return nil
	}
	lo := 0
	for lo < len(s.toks) && lo < 2 && bulletMarks[s.toks[lo].Norm] {
		lo++
	}
	label, value, dash := cell{}, cell{}, false
	if cs := s.cells(); len(cs) == 2 && !s.labels(cs[0]) {
		label, value = cs[0], cs[1]
	} else if len(cs) > 0 {
		return r.fields(s, cs)
	} else {
		for i := lo + 1; i+1 < len(s.toks) && i < lo+10; i++ {
			if n := s.toks[i].Norm; s.toks[i+1].Space && (n == ":" || s.toks[i].Space && (n == "–" || n == "—" || n == "-")) {
				label, value = cell{lo, i}, cell{i + 1, len(s.toks)}
				dash = n != ":"
				break
			}
		}
	}
	if label.hi == 0 {
		return nil
	}
	if !dash && label.hi-label.lo <= 4 && anyWord(s.toks[label.lo:label.hi], boughtHeads) {
		return r.boughtList(s, value)
	}
	if !dash && label.hi-label.lo <= 3 && investorHeads[s.toks[label.hi-1].Norm] {
		return r.investorList(s, value)
	}
	if headsPartners(s.toks[label.lo:label.hi]) {
		return r.partnerList(s, value)
	}
	if with := r.partnersOf(s, label, value); len(with) > 0 {
		return with
	}
	a := r.axisOf(s, label, false)
	if !a.veto && a.company != "" && a.gauge.kind == "" && len(s.amounts) == 0 && (r.below.partner || r.below.company == "" && r.above.partner) {
		return r.partnerList(s, label) // "Alpha: joint research" below "Partners"
	}
	if a.veto || dash && a.company == "" || a.company != "" && value.lo < value.hi && finiteVerb(s.toks[value.lo].Norm) { // "Alpha: Raised $1 billion at"
		return nil
	}
	if out := r.cellClaims(s, a, axis{}, value, scaleOf(s, label)); len(out) > 0 || a.company == "" || a.gauge.kind != "" {
		return out
	}
	return r.dealLine(s, a, value)
}

// labels tells whether a cell is itself a label and a figure.
func (s *sentence) labels(c cell) bool { return hasWord(s.toks[c.lo:max(c.lo, c.hi-1)], ":") }

// fields gives the claims of a line of several labelled figures between bars:
// "Revenue: $40 million | Customers: 900".
func (r *reader) fields(s *sentence, cs []cell) []Claim {
	var out []Claim
	for _, c := range cs {
		if !s.labels(c) {
			return nil
		}
		for i := c.lo; i < c.hi; i++ {
			if s.toks[i].Norm == ":" {
				label := cell{c.lo, i}
				out = append(out, r.cellClaims(s, r.axisOf(s, label, false), axis{}, cell{i + 1, c.hi}, scaleOf(s, label))...)
				break
			}
		}
	}
	return out
}

var bulletMarks = set(`- * • – · ▪ ‣ |`)

// figure is a value that a cell starts with, with its tokens.
type figure struct {
	Value
	lo, hi int
	period string
	basis  []string
	from   *Pointer // the head of the column that gives its unit
}

// leading is the figure of a class that the cell c starts with.
func (s *sentence) leading(c cell, class string, by scale) (figure, bool) {
	for i := range s.amounts {
		a := &s.amounts[i]
		if a.lo < c.lo || a.hi > c.hi {
			continue
		}
		if a.lo-c.lo > 1 || a.class != class {
			return figure{}, false
		}
		return figure{Value{a.Min, a.Max, a.unit(), a.Bound}, a.lo, a.hi, a.period(), a.Basis, nil}, true
	}
	scaled := by.unit != "" && class == map[bool]string{true: "power", false: "money"}[by.unit == quantity.Power]
	if class != "users" && !scaled {
		return figure{}, false
	}
	for _, q := range s.numbers { // the label says what is counted, or the head in which unit
		if q.Lead >= c.lo && q.Last <= c.hi && q.Lead-c.lo <= 1 && (q.Unit == quantity.Bare || q.Unit == "other") && q.Min.Sign() > 0 {
			f := figure{Value{q.Min, q.Max, quantity.Users, q.Bound}, q.Lead, max(q.Last, q.Tail), "", nil, nil}
			if scaled {
				f.Min, f.Max, f.Unit, f.from = q.Min.Shift(by.power), q.Max.Shift(by.power), by.unit, &by.at
			}
			return f, true
		}
	}
	return figure{}, false
}

// cellClaims gives the claim of the figure that a cell starts with, by what the
// label of its row and the head of its column say.
func (r *reader) cellClaims(s *sentence, row, col axis, c cell, by scale) []Claim {
	if row.veto || col.veto {
		return nil
	}
	m, above := row.gauge, section{}
	if m.kind == "" {
		m = col.gauge
	}
	if f, ok := s.leading(c, "money", by); ok && m.kind == "" { // "March 2025 target: $220M ARR"
		tail, _ := gaugeOf(untimed(s, f.hi, min(f.hi+2, c.hi)))
		tail.planned, tail.possible, tail.unknown = m.planned, m.possible, m.unknown
		m = tail
	}
	if m.kind == "" && m.unknown == 0 && (row.when != nil || row.company != "" && s.bare(c, by)) { // "Q3 2025: $40 million", "Alpha: $40 million" under "Revenue"
		for _, above = range []section{r.below, r.above} {
			if m.kind = above.gauge.kind; m.kind != "" {
				m.basis, m.loss = above.gauge.basis, above.gauge.loss
				break
			}
		}
	}
	if m.kind == "" || m.unknown > maxUnknown[m.kind] {
		return nil
	}
	f, ok := s.leading(c, classOf(m.kind), by)
	if !ok || s.seriesOf(c, f) {
		return nil
	}
	x := s.told(m.kind, f)
	v := x.Value
	switch neg := v.Min.Sign() < 0; {
	case m.loss && !neg, m.kind == "spending" && neg:
		v.Min, v.Max = v.Max.Neg(), v.Min.Neg()
	case v.Min.Sign() <= 0 && m.kind != "profit":
		return nil
	}
	if m.basis != "" && !slices.Contains(x.Basis, m.basis) {
		x.Basis = append(x.Basis, m.basis)
	}
	if !r.labelParties(s, row, col, &x) {
		return nil
	}
	switch {
	case m.possible || row.gauge.possible || r.below.gauge.possible:
		x.Modality = "possible"
	case m.planned || row.gauge.planned || col.gauge.planned || r.below.gauge.planned || r.above.gauge.planned:
		x.Modality = "planned"
	}
	r.labelDate(s, row, col, c, f, &x)
	out := []Claim{x}
	for i := range s.amounts { // "$4.3B (March) → $20B"
		am := &s.amounts[i]
		if am.lo < f.hi || am.hi > c.hi || am.class != classOf(m.kind) || am.lo == 0 || !arrows[s.toks[am.lo-1].Norm] || am.Min.Sign() <= 0 {
			continue
		}
		g := figure{Value{am.Min, am.Max, am.unit(), am.Bound}, am.lo, am.hi, am.period(), am.Basis, nil}
		y := s.told(m.kind, g)
		y.Basis, y.Modality, y.Product = x.Basis, x.Modality, x.Product
		y.Subject, y.Object, y.Evidence.Subject, y.Evidence.Object = x.Subject, x.Object, x.Evidence.Subject, x.Evidence.Object
		r.labelDate(s, row, col, cell{am.lo, c.hi}, g, &y)
		out = append(out, y)
	}
	return out
}

// arrows lead from an old figure to a new one.
var arrows = set(`→ ➜ ➔ ⇒ -> =>`)

// told is the claim of a kind that a row or label makes with a figure, without
// its parties.
func (s *sentence) told(kind string, f figure) Claim {
	v := f.Value
	if v.Bound == "" {
		v.Bound = "exact"
	}
	x := Claim{Kind: kind, Rule: kind + "/label", In: s.in, Start: s.start, End: s.end, Quote: s.quote(), Modality: "actual",
		Value: &v, Period: f.period, Basis: slices.Clone(f.basis)}
	x.Evidence.Value = &Pointer{In: s.in, Start: s.toks[f.lo].Start, End: s.toks[f.hi-1].End}
	if f.from != nil {
		x.Derived, x.Evidence.From = true, []Pointer{*f.from}
	}
	return x
}

// bare tells whether a cell holds a figure and nothing beside it but a remark in
// brackets or behind a mark.
func (s *sentence) bare(c cell, by scale) bool {
	for _, class := range []string{"money", "power", "users"} {
		if f, ok := s.leading(c, class, by); ok {
			return f.hi >= c.hi || s.toks[f.hi].Shape == language.Mark || slices.ContainsFunc(s.times, func(t when) bool { return t.lo == f.hi })
		}
	}
	return false
}

// maxUnknown is how many words of a label may stay unread: a product or a
// segment has figures of some kinds.
var maxUnknown = map[string]int{"revenue": 2, "profit": 1, "user_count": 2, "spending": 1, "capacity": 1, "valuation": 1}

// seriesOf tells whether further figures follow the first of a cell outside
// brackets: "$31M → $594M", "$5 billion, of which $2 billion in cash".
func (s *sentence) seriesOf(c cell, f figure) bool {
	depth := 0
	for i := f.hi; i < c.hi; i++ {
		switch s.toks[i].Norm {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		case ";":
			return false
		}
		if depth > 0 {
			continue
		}
		for _, a := range s.amounts {
			if a.lo == i && a.class != "percent" {
				return true
			}
		}
	}
	return false
}

// labelParties fills the roles of a labelled figure.
func (r *reader) labelParties(s *sentence, row, col axis, x *Claim) bool {
	slug, at := row.company, row.at
	if slug == "" {
		slug, at = col.company, col.at
	}
	if x.Kind == "purchase_commitment" {
		return slug == "" && r.contractOf(x)
	}
	if slug == "" {
		slug, at = r.profiled()
	}
	if slug == "" {
		return false
	}
	x.Subject, x.Evidence.Subject = slug, &at
	return true
}

// contractOf gives the two sides of a contract whose section names one of them in
// a document about the other.
func (r *reader) contractOf(x *Claim) bool {
	a, at := r.below.company, r.below.at
	if a == "" {
		a, at = r.above.company, r.above.at
	}
	b, bt := r.documentAbout()
	if a == "" || b == "" || a == b {
		return false
	}
	if !(r.below.customer || r.above.customer) {
		switch {
		case r.sells(b) && !r.sells(a):
		case r.sells(a) && !r.sells(b):
			a, at, b, bt = b, bt, a, at
		default:
			return false // who buys from whom is open
		}
	}
	x.Subject, x.Evidence.Subject = a, &at
	x.Object, x.Evidence.Object = b, &bt
	return true
}

// labelDate dates a labelled figure: by its label, by what stands right behind
// it, by the head of its column or by the heading above.
func (r *reader) labelDate(s *sentence, row, col axis, c cell, f figure, x *Claim) {
	var t *when
	t = row.when
	for i := range s.times {
		w := &s.times[i]
		if w.lo < f.hi || w.hi > c.hi {
			continue
		}
		if w.IsDuration() {
			if x.Period == "" && lasting[x.Kind] {
				x.Period = w.Duration
			}
			continue
		}
		if t == nil && w.lo-f.hi <= 5 && !s.comparing(f.hi, w.lo) {
			t = w
		}
	}
	for _, w := range []*when{col.when, r.below.when, r.above.when} {
		if t == nil {
			t = w
		}
	}
	if t == nil {
		return
	}
	tense := quantity.Past
	if x.Modality != "actual" {
		tense = quantity.Future
	}
	d, ok := t.Resolve(r.now, tense)
	if !ok {
		return
	}
	x.Date, x.DateRole = d, t.Role
	switch t.Role {
	case "in", "by", "until", "since":
	default:
		x.DateRole = "in"
	}
	now := r.now
	if t.Fiscal { // books may run almost a year ahead
		now = now.AddDate(1, 0, 0)
	}
	if x.Modality == "actual" && x.DateRole != "until" && !r.now.IsZero() && d > now.Format(time.DateOnly) {
		x.Modality = "planned"
	}
}

// comparing tells whether tokens [lo, hi) set another figure or time beside.
func (s *sentence) comparing(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		switch s.toks[i].Norm {
		case "vs", "versus", "from", "against", "than", "compared", ";":
			return true
		}
	}
	return false
}
