package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// kind says what an atom may be part of.
type kind uint8

const (
	other    kind = iota
	digits        // 13, 1,000.5
	small         // one to nineteen
	tens          // twenty to ninety
	hundred       // hundred
	multiple      // thousand, million, lakh; also bn, k
	plural        // millions, tens, dozens
	fraction      // half, thirds, quarter
	sign          // $ € £ US$ as prefix or suffix; ISO codes
	coin          // cents, pence
	money         // dollars, euros
	percent       // % percent pct
	watt          // GW, megawatts
	energy        // GWh
	dash          // - – ~
)

// atom is the smallest piece a number is made of: a token, a part of a
// hyphenated one, or a piece of what is written together (EUR1.5bn).
type atom struct {
	kind       kind
	space      bool // white space stands before it
	tok        int
	start, end int
	norm       string
	val        Decimal
	unit       string
	suffix     bool // a multiplier that is an abbreviation: bn, m
}

// scan reads one sentence.
type scan struct {
	text  string
	toks  []language.Token
	atoms []atom
}

// gate reports whether a sentence can hold an amount or a time at all.
func gate(toks []language.Token) bool {
	for i := range toks {
		t := &toks[i]
		switch t.Shape {
		case language.Number:
			return true
		case language.Mark:
			if len(t.Norm) > 1 && vulgar(t.Norm) > 0 {
				return true
			}
		default:
			if _, ok := lexicon[t.Norm]; ok || timeWords[t.Norm] != 0 {
				return true
			}
			if strings.IndexByte(t.Norm, '-') > 0 && numericCompound(t.Norm) {
				return true
			}
			if c := t.Norm[len(t.Norm)-1]; c >= '0' && c <= '9' {
				return true
			}
		}
	}
	return false
}

func numericCompound(norm string) bool {
	for p := range strings.SplitSeq(norm, "-") {
		if _, ok := lexicon[p]; ok || timeWords[p] != 0 {
			return true
		}
		if p != "" && p[0] >= '0' && p[0] <= '9' {
			return true
		}
	}
	return false
}

func newScan(text string, toks []language.Token) *scan {
	sc := &scan{text: text, toks: toks, atoms: make([]atom, 0, len(toks)+8)}
	url := false
	for i := range toks {
		t := &toks[i]
		if url && !t.Space {
			sc.add(atom{tok: i, start: t.Start, end: t.End, norm: "\x00"})
			continue
		}
		url = t.Norm == "http" || t.Norm == "https"
		switch t.Shape {
		case language.Number:
			sc.number(i, t)
		case language.Mark:
			sc.mark(i, t)
		default:
			sc.word(i, t)
		}
	}
	return sc
}

func (sc *scan) add(a atom) { sc.atoms = append(sc.atoms, a) }

func (sc *scan) number(i int, t *language.Token) {
	a := atom{kind: digits, space: t.Space, tok: i, start: t.Start, end: t.End, norm: t.Norm}
	v, ok := parseGrouped(t.Norm)
	if !ok {
		a.kind = other
	}
	a.val = v
	sc.add(a)
}

func (sc *scan) mark(i int, t *language.Token) {
	a := atom{space: t.Space, tok: i, start: t.Start, end: t.End, norm: t.Norm}
	switch t.Norm {
	case "-", "–", "~", "∼":
		a.kind = dash
	case "%":
		a.kind = percent
	default:
		if n := vulgar(t.Norm); n > 0 {
			a.kind = fraction
			a.val = NewDecimal(int64(n), -3)
			if n == 333 || n == 667 {
				a.val, _ = Decimal{int64(n / 333), 0}.Quo(3)
			}
		} else if code, ok := signs[t.Norm]; ok {
			a.kind, a.unit = sign, code
		}
	}
	sc.add(a)
}

// vulgar returns the thousandths of ½ and its like, else 0.
func vulgar(s string) int {
	switch s {
	case "½":
		return 500
	case "¼":
		return 250
	case "¾":
		return 750
	case "⅓":
		return 333
	case "⅔":
		return 667
	case "⅛":
		return 125
	}
	return 0
}

func (sc *scan) word(i int, t *language.Token) {
	a := atom{space: t.Space, tok: i, start: t.Start, end: t.End, norm: t.Norm}
	if w, ok := lexicon[t.Norm]; ok {
		sc.add(w.fill(a, sc.text))
		return
	}
	parallel := len(t.Norm) == t.End-t.Start
	if parallel && strings.IndexByte(t.Norm, '-') > 0 && sc.compound(i, t) {
		return
	}
	if parallel {
		if c := t.Norm[len(t.Norm)-1]; len(t.Norm) > 2 && (c >= '0' && c <= '9' || strings.ContainsAny(t.Norm, "0123456789")) && sc.glued(i, t) {
			return
		}
	}
	sc.add(a)
}

// compound splits a hyphenated word with a number word or unit in it:
// half-a-billion, eight-year, one-third, 2026-style words too. Others stay.
func (sc *scan) compound(i int, t *language.Token) bool {
	if timeWords[t.Norm] != 0 || !numericCompound(t.Norm) || letterDigit(t.Norm) {
		return false
	}
	from := 0
	for at := 0; at <= len(t.Norm); at++ {
		if at < len(t.Norm) && t.Norm[at] != '-' {
			continue
		}
		if at > from {
			part := t.Norm[from:at]
			a := atom{space: t.Space && from == 0, tok: i, start: t.Start + from, end: t.Start + at, norm: part}
			if w, ok := lexicon[part]; ok {
				a = w.fill(a, sc.text)
			} else if v, ok := parseGrouped(part); ok && part[0] >= '0' && part[0] <= '9' {
				a.kind, a.val = digits, v
			}
			sc.add(a)
		}
		if at < len(t.Norm) {
			sc.add(atom{kind: dash, tok: i, start: t.Start + at, end: t.Start + at + 1, norm: "-"})
		}
		from = at + 1
	}
	return true
}

// letterDigit reports whether a hyphenated word is a name such as GPT-5 or
// COVID-19: figures after letters that are no time word.
func letterDigit(norm string) bool {
	head, tail, _ := strings.Cut(norm, "-")
	if tail == "" || tail[0] < '0' || tail[0] > '9' {
		return false
	}
	_, number := lexicon[head]
	return !number && timeWords[head] == 0 && head != "post" && head != "pre"
}

// glued splits EUR1.5bn, Rs.20, dec31 and q3fy26 into their pieces; false if t
// is a plain word or a name.
func (sc *scan) glued(i int, t *language.Token) bool {
	at := strings.IndexAny(t.Norm, "0123456789")
	if at < 1 || at > 9 {
		return false
	}
	head := strings.TrimSuffix(t.Norm[:at], ".")
	w, ok := lexicon[head]
	if (head == "q" || head == "h") && i > 0 && !t.Space && sc.toks[i-1].Shape == language.Number {
		ok = false // 3Q25
	} else if ok && w.kind != sign || !ok && !gluedTime(head) {
		return false
	}
	end := at
	for end < len(t.Norm) && (t.Norm[end] >= '0' && t.Norm[end] <= '9' || t.Norm[end] == '.' || t.Norm[end] == ',') {
		end++
	}
	v, good := parseGrouped(t.Norm[at:end])
	if !good {
		return false
	}
	a := atom{space: t.Space, tok: i, start: t.Start, end: t.Start + at, norm: head}
	if ok {
		a = w.fill(a, sc.text)
	}
	sc.add(a)
	sc.add(atom{kind: digits, tok: i, start: t.Start + at, end: t.Start + end, norm: t.Norm[at:end], val: v})
	if end < len(t.Norm) {
		rest := atom{tok: i, start: t.Start + end, end: t.End, norm: t.Norm[end:]}
		if w, ok := lexicon[rest.norm]; ok {
			rest = w.fill(rest, sc.text)
		}
		sc.add(rest)
	}
	return true
}

// parseGrouped reads digits with grouping: 1,000.5, 12,34,567, 1.111,11 and the
// decimal comma of 5,00. False for versions, lists and what does not fit.
func parseGrouped(s string) (Decimal, bool) {
	comma, point := strings.Count(s, ","), strings.Count(s, ".")
	if comma == 0 && point <= 1 {
		return parseDecimal(s)
	}
	group, decimal := ",", "."
	if strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.') {
		if point > 0 || comma == 1 && len(s)-strings.IndexByte(s, ',') != 4 {
			group, decimal = ".", ","
		}
	} else if point > 1 {
		group, decimal = ".", ","
	}
	whole, part, _ := strings.Cut(s, decimal)
	if strings.Contains(part, decimal) || strings.Contains(part, group) {
		return Decimal{}, false
	}
	groups := strings.Split(whole, group)
	for n, g := range groups {
		last := n == len(groups)-1
		if n == 0 && (len(g) == 0 || len(g) > 3) && len(groups) > 1 || n > 0 && last && len(g) != 3 || n > 0 && !last && len(g) != 3 && len(g) != 2 {
			return Decimal{}, false
		}
	}
	plain := strings.Join(groups, "")
	if part != "" {
		plain += "." + part
	}
	return parseDecimal(plain)
}
