package claim

import (
	"strings"

	"pactwatch/extract/quantity"
)

// dealHeader reads the head of a table whose rows are deals: one column names who
// is the subject, another the object. A table of customers may leave the
// supplier to be the company of the document.
func (r *reader) dealHeader(s *sentence, t *table, cs []cell) bool {
	role := func(l map[string]bool) int {
		for i, c := range cs {
			if c.hi-c.lo <= 3 && anyWord(s.toks[c.lo:c.hi], l) && !anyWord(s.toks[c.lo:c.hi], labelVetoes) {
				return i
			}
		}
		return -1
	}
	for _, d := range dealHeads {
		a, b := role(d.subject), role(d.object)
		if b < 0 && d.open {
			b = role(companyHeads)
		}
		if d.kind == "investment" && a > 0 {
			continue // who took part in the rounds of the other columns
		}
		if a < 0 || a == b || b < 0 && !d.open {
			continue
		}
		t.deal, t.key, t.sides = d.kind, a, [2]int{a, b}
		return true
	}
	return false
}

// dealHeads name the sides of deals in heads of columns.
var dealHeads = []struct {
	kind            string
	subject, object map[string]bool
	open            bool
}{
	{"acquisition", set(`acquirer acquiror buyer purchaser`), set(`target acquired acquiree`), false},
	{"licensing", set(`licensee`), set(`licensor publisher`), false},
	{"investment", set(`investor investors backer`), set(`investee`), true},
	{"debt", set(`borrower`), set(`lender lenders`), false},
	{"purchase_commitment", set(`customer buyer client tenant lessee offtaker purchaser`), set(`supplier provider seller vendor lessor landlord host cloud neocloud utility developer operator`), true},
}

// dealCell gives the claim of the figure that a cell of a row of deals starts
// with.
func (r *reader) dealCell(s *sentence, t *table, row axis, cs []cell, i int) []Claim {
	if i == t.sides[1] || t.cols[i].gauge.kind != "" {
		return nil
	}
	object, at := r.documentAbout()
	if t.sides[1] >= 0 {
		object, at = r.rowParty(s, cs[t.sides[1]])
	}
	if object == "" || object == row.company {
		return nil
	}
	for _, class := range []string{"money", "power", "chips"} {
		kind := t.deal
		if class != "money" {
			if kind != "purchase_commitment" {
				continue
			}
			kind = "capacity"
		}
		f, ok := s.leading(cs[i], class, t.cols[i].scale)
		if !ok || f.Min.Sign() <= 0 {
			continue
		}
		x := s.told(kind, f)
		subject := row.at
		x.Subject, x.Evidence.Subject = row.company, &subject
		x.Object, x.Evidence.Object = object, &at
		r.labelDate(s, row, axis{}, cs[i], f, &x)
		return []Claim{x}
	}
	return nil
}

// scale is what the head of a column says of the bare numbers below it: "Amount
// ($ millions)".
type scale struct {
	unit  string
	power int32 // of ten
	at    Pointer
}

func scaleOf(s *sentence, c cell) scale {
	var x scale
	if ws := s.toks[c.lo:c.hi]; hasWord(ws, "(") && (hasWord(ws, "mw") || hasWord(ws, "gw")) { // "Capacity (MW)"
		x.unit = quantity.Power
		if hasWord(ws, "mw") {
			x.power = -3
		}
		x.at = Pointer{In: s.in, Start: ws[0].Start, End: ws[len(ws)-1].End}
		return x
	}
	for _, t := range s.toks[c.lo:c.hi] {
		if u, ok := currencyWords[t.Norm]; ok {
			x.unit = u
		}
		for _, w := range strings.FieldsFunc(t.Norm, func(r rune) bool { return r == '-' || r == '/' }) {
			rest := w
			for _, sign := range []string{"us$", "$", "€", "£", "¥", "usd", "eur", "gbp", "jpy", "cny", "rmb"} {
				if strings.HasPrefix(w, sign) {
					x.unit, rest = currencies[sign], w[len(sign):]
					break
				}
			}
			if d, ok := multipliers[rest]; ok {
				x.power = d
			}
		}
	}
	if x.unit == "" || x.power == 0 {
		return scale{}
	}
	x.at = Pointer{In: s.in, Start: s.toks[c.lo].Start, End: s.toks[c.hi-1].End}
	return x
}

var currencies = map[string]string{"us$": "USD", "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "cny": "CNY", "rmb": "CNY"}

// currencyWords name currencies in heads of columns: "Revenue (billion dollars)".
var currencyWords = map[string]string{"dollars": "USD", "euros": "EUR", "pounds": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "won": "KRW"}

var multipliers = map[string]int32{"thousand": 3, "thousands": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mm": 6, "mln": 6, "billion": 9, "billions": 9, "b": 9, "bn": 9}
