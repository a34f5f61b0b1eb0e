package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A table says in its head and in the first cell of each row what a sentence
// would. Its rows may be companies ("Company | Amount | Valuation"), measures
// ("Metric | Alpha | Beta"), periods ("Year | Revenue") or deals ("Customer |
// Supplier | Value").

// table is the header that the rows behind it stand under.
type table struct {
	key    int      // column that says what a row is about
	deal   string   // kind of the deals that the rows are; else empty
	sides  [2]int   // of deals: the columns of subject and object; -1 for whom the document is about
	cols   []column // of the header
	last   int      // sentence of the last row
	listed bool     // the key column names companies, known or not
}

// column is the head of a column.
type column struct {
	axis
	total bool // of what was raised in all
	date  bool // holds the day of what the row tells
	scale scale
}

var (
	companyHeads = set(`company companies startup start-up startups firm borrower issuer`)
	nameHeads    = set(`provider providers hyperscaler hyperscalers brand brands bank banks name names lab labs vendor vendors player players developer developers operator operators`)
	itemHeads    = set(`item items metric metrics measure measures category detail details field attribute fact facts term terms kpi indicator parameter particulars year quarter period fiscal date financials figure platform segment segments product products division business unit line category region geography stream source`)
	valueHeads   = set(`detail details value values amount figure figures description data fact status notes`)
	raisedHeads  = set(`amount raised raise funding size`)
	roundHeads   = set(`round series stage investors investor valuation lead led backers raised raise funding`)
	worthHeads   = set(`valuation post-money`)
	salesHeads   = set(`revenue arr sales`)
	dateHeads    = set(`date year announced signed closed`)
	headVetoes   = set(`growth change market share multiple rank debt loan price per forecast target previous prior old investor investors date`)
)

// cell is a range of tokens [lo, hi).
type cell struct{ lo, hi int }

// cells cuts a row at its bars; what stands outside the outer bars is left out.
func (s *sentence) cells() []cell {
	var out []cell
	lo := 0
	for i, t := range s.toks {
		if t.Norm == "|" {
			if i > 0 {
				out = append(out, cell{lo, i})
			}
			lo = i + 1
		}
	}
	if len(out) == 0 {
		return nil
	}
	if lo < len(s.toks) {
		out = append(out, cell{lo, len(s.toks)})
	}
	return out
}

// header takes a sentence as the header of a table, or ends the table before it.
func (r *reader) header(s *sentence) {
	if r.table != nil && s.n > r.table.last+1 {
		r.table = nil
	}
	cs := s.cells()
	if len(cs) < 2 || len(s.toks) > 60 {
		return
	}
	if r.table != nil && len(cs) == len(r.table.cols) {
		return // a row
	}
	r.measure(s)
	defer func() { s.amounts, s.times, s.numbers = nil, nil, nil }()
	for _, a := range s.amounts {
		for _, t := range s.toks[a.lo:a.hi] {
			if t.Shape == language.Number { // "(billion dollars)" is a unit
				return
			}
		}
	}
	t := &table{last: s.n, cols: make([]column, len(cs)), sides: [2]int{-1, -1}}
	for i, c := range cs {
		t.cols[i].scale = scaleOf(s, c)
		t.cols[i].date = len(untimed(s, c.lo, c.hi)) <= 2 && anyWord(s.toks[c.lo:c.hi], dateHeads)
	}
	if r.companyHeader(s, t, cs) || r.dealHeader(s, t, cs) || r.axisHeader(s, t, cs) {
		r.table = t
	}
}

// companyHeader reads the head of a table whose rows are companies.
func (r *reader) companyHeader(s *sentence, t *table, cs []cell) bool {
	round, amounts, key := false, 0, -1
	for i, c := range cs {
		veto, kind := false, ""
		for _, w := range s.toks[c.lo:c.hi] {
			switch {
			case headVetoes[w.Norm]:
				veto = true
			case companyHeads[w.Norm] && key < 0:
				key = i
			case worthHeads[w.Norm]:
				kind = "valuation"
			case salesHeads[w.Norm]:
				kind = "revenue"
			case raisedHeads[w.Norm] && kind == "":
				kind = "funding_round"
			case w.Norm == "total":
				t.cols[i].total = true
			}
			round = round || roundHeads[w.Norm]
		}
		if !veto && key != i && len(untimed(s, c.lo, c.hi)) <= 7 {
			t.cols[i].gauge.kind = kind
		}
		if t.cols[i].gauge.kind != "" {
			amounts++
		}
	}
	if key < 0 || amounts == 0 {
		for i := range t.cols {
			t.cols[i].gauge.kind, t.cols[i].total = "", false
		}
		return false
	}
	for i := range t.cols {
		if t.cols[i].gauge.kind == "funding_round" && !round {
			t.cols[i].gauge.kind = "" // an amount of what, the header does not say
			amounts--
		}
	}
	if amounts == 0 {
		return false
	}
	t.key, t.listed = key, true
	return true
}

// axisHeader reads the head of a table whose first column names measures,
// periods or companies and whose other columns name the others of these.
func (r *reader) axisHeader(s *sentence, t *table, cs []cell) bool {
	item := cs[0].lo >= cs[0].hi || anyWord(s.toks[cs[0].lo:cs[0].hi], itemHeads)
	t.listed = anyWord(s.toks[cs[0].lo:cs[0].hi], nameHeads) || anyWord(s.toks[cs[0].lo:cs[0].hi], companyHeads)
	said, companies := 0, 0
	for i := 1; i < len(cs); i++ {
		c := &t.cols[i]
		c.axis = r.axisOf(s, cs[i], true)
		c.veto = c.veto || c.gauge.unknown > 2
		switch {
		case c.company != "":
			companies++
			said++
		case c.when != nil, c.gauge.kind != "", anyWord(s.toks[cs[i].lo:cs[i].hi], valueHeads):
			said++
		}
	}
	about, _ := r.documentAbout()
	if item && said == companies && len(cs) > 2 && (about == "" || companies > 0) {
		// "Metric | Alpha | Beta": some names only this table knows
		for i := 1; i < len(cs); i++ {
			c := &t.cols[i]
			if c.company != "" {
				continue
			}
			if c.veto || documentPart(s.toks[cs[i].lo:cs[i].hi]) {
				return said > 0
			}
			if c.company, c.at = r.rowParty(s, cs[i]); c.company == "" {
				return said > 0
			}
			said++
		}
	}
	return said > 0 && (item || t.listed || companies == len(cs)-1 && companies > 1)
}

// row gives the claims of a row under a header: one for each figure that a cell
// starts with.
func (r *reader) row(s *sentence) []Claim {
	t := r.table
	if t == nil || s.n <= t.last {
		return nil
	}
	cs := s.cells()
	if len(cs) != len(t.cols) {
		return nil
	}
	t.last = s.n
	row := r.axisOf(s, cs[t.key], false)
	if t.listed || t.deal != "" {
		if slug, at := r.rowParty(s, cs[t.key]); slug != "" {
			row = axis{company: slug, at: at}
		} else if t.deal != "" || row.company == "" && row.gauge.kind == "" {
			return nil
		}
	}
	var when *when
	for i, c := range cs {
		if !t.cols[i].date {
			continue
		}
		for j := range s.times {
			if w := &s.times[j]; when == nil && w.lo >= c.lo && w.hi <= c.hi && !w.IsDuration() {
				when = w
			}
		}
	}
	if row.when == nil {
		row.when = when
	}
	var out []Claim
	for i := range cs {
		if i == t.key || t.cols[i].date {
			continue
		}
		if t.deal != "" {
			out = append(out, r.dealCell(s, t, row, cs, i)...)
			continue
		}
		if t.listed && t.cols[i].gauge.kind == "" {
			continue
		}
		by := t.cols[i].scale
		if by.unit == "" {
			by = scaleOf(s, cs[t.key]) // "Revenue, $m"
		}
		l := r.cellClaims(s, row, t.cols[i].axis, cs[i], by)
		for k := range l {
			if t.cols[i].total {
				l[k].Basis = append(l[k].Basis, "cumulative")
			}
		}
		out = append(out, l...)
	}
	return out
}

// rowParty is the company that a cell names: its only mention, else the whole
// cell if it is written as a name.
func (r *reader) rowParty(s *sentence, c cell) (string, Pointer) {
	slug, at := "", Pointer{}
	for _, m := range s.parties {
		if m.Lo < c.lo || m.Hi > c.hi || m.Person || m.Slug == "" {
			continue
		}
		if slug != "" {
			return "", at
		}
		slug, at = m.Slug, Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
	}
	if slug != "" || c.lo >= c.hi || c.hi-c.lo > 4 {
		return slug, at
	}
	for _, t := range s.toks[c.lo:c.hi] {
		if t.Shape == language.Lower || t.Shape == language.Number || t.Shape == language.Mark || strings.HasPrefix(t.Norm, "total") {
			return "", at
		}
	}
	at = Pointer{In: s.in, Start: s.toks[c.lo].Start, End: s.toks[c.hi-1].End}
	return party.Slug(s.text[at.Start:at.End]), at
}

func anyWord(toks []language.Token, l map[string]bool) bool {
	for _, t := range toks {
		if l[t.Norm] {
			return true
		}
	}
	return false
}
