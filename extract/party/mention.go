package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pactwatch/extract/language"
)

// Mention is one organisation or person in a sentence: its tokens [Lo, Hi).
type Mention struct {
	Lo, Hi int
	Slug   string // of a person: whom they speak for, empty if unknown
	Text   string // as written
	Via    Via
	Person bool // a person's name
}

// Context is what a whole document teaches about its names.
type Context struct {
	lower map[string]int // lower-case words of the text
	upper map[string]int // capitalised words that do not start a sentence
	known map[string]bool
	told  map[string]bool // names that the text says are organisations
	small bool            // the sentence at hand has no capitals at all

	// Verb tells whether a word can be a verb in the third person or the past. It
	// may be nil.
	Verb func(word string) bool

	products map[string]int // names seen as what somebody makes
	others   map[string]int // names seen otherwise
	placed   map[string]int // names seen as the place of something

	people map[string]string // last names of the people named in full -> whom they speak for
	short  map[string]string // names in brackets behind an organisation's -> its slug
}

// person gives the one who has this last name in the document.
func (c *Context) person(last string) (string, bool) {
	if c == nil {
		return "", false
	}
	s, ok := c.people[last]
	return s, ok
}

// Study reads the sentences of a document for the way its words are written.
func Study(sentences []language.Sentence) *Context {
	c := &Context{lower: map[string]int{}, upper: map[string]int{}, known: map[string]bool{}, told: map[string]bool{}, people: map[string]string{}, products: map[string]int{}, others: map[string]int{}, placed: map[string]int{}, short: map[string]string{}}
	for _, s := range sentences {
		if Headline(s.Tokens) {
			continue
		}
		text := prose(s.Tokens)
		for i, t := range s.Tokens {
			switch t.Shape {
			case language.Lower:
				c.lower[t.Norm]++
			case language.Title, language.Upper, language.Mixed:
				if i > 0 && (text || !plain[t.Norm]) && !opens(s.Tokens[i-1]) {
					c.upper[t.Norm]++
				}
			}
		}
	}
	return c
}

// opens tells whether a token may start a new sentence or label behind it.
func opens(t language.Token) bool {
	switch t.Norm {
	case ":", "\"", "“", "”", "—", "-", "•", "|", "*", "–", "'", "(":
		return true
	}
	return false
}

// Headline tells whether a sentence is written in title case, where capitals are
// no evidence of names.
func Headline(toks []language.Token) bool {
	up, low, small := 0, 0, 0
	stop := len(toks) > 0 && toks[len(toks)-1].Norm == "."
	for i, t := range toks {
		if t.Shape == language.Lower {
			small++
		}
		if i == 0 || len(t.Norm) < 4 || function[t.Norm] || stop && (toks[i-1].Norm == ":" || toks[i-1].Norm == "," || toks[i-1].Norm == "and") {
			continue // the names of a list are capitalised everywhere
		}
		switch t.Shape {
		case language.Title, language.Mixed, language.Upper:
			up++
		case language.Lower:
			low++
		}
	}
	if stop {
		return up >= 4 && low == 0 && 2*small <= up // headlines end without a full stop
	}
	return up >= 3 && up > 4*low || up >= 2 && low == 0 && len(toks) > 4
}

// Find gives the mentions of a sentence in order, without overlap: the longest
// known names first, then capitalised names that the gazetteer lacks.
func (g *Gazetteer) Find(text string, toks []language.Token, c *Context) []Mention {
	var out []Mention
	head := Headline(toks)
	if c != nil {
		c.small = allLower(toks)
	}
	for i := 0; i < len(toks); {
		if hi := town(toks, i); hi > i { // "Redwood City" is no company
			out = append(out, Mention{Lo: i, Hi: hi, Text: text[toks[i].Start:toks[hi-1].End], Via: ByForm})
			i = hi
			continue
		}
		if m, ok := g.known(text, toks, i, head, c); ok {
			m = g.extend(text, toks, m, head)
			if n := len(out); n > 0 && surname(toks, out[n-1], m) {
				out[n-1] = Mention{Lo: out[n-1].Lo, Hi: m.Hi, Text: text[toks[out[n-1].Lo].Start:toks[m.Hi-1].End], Via: ByForm, Person: true}
				i = m.Hi
				continue
			}
			if m.Person && c != nil {
				if f := strings.Fields(Fold(m.Text)); len(f) > 1 {
					c.people[f[len(f)-1]] = m.Slug
				}
			}
			out = append(out, m)
			i = m.Hi
			continue
		}
		if m, ok := g.unknown(text, toks, i, head, c); ok {
			if n := len(out); n > 0 && out[n-1].Hi == i && toks[i].Space && !out[n-1].Person && out[n-1].Via <= ByProduct && !m.Person && !qualifier(toks[i-1].Norm) {
				m.Slug = "" // "AMD Instinct": a product of the one before
			}
			out = append(out, bracketed(toks, m, out, c))
			i = m.Hi
			continue
		}
		i++
	}
	return out
}

// surname tells whether a known name is the last name of the person whose first
// name stands right before it: "Dana Goldman, president of".
func surname(toks []language.Token, first, m Mention) bool {
	return first.Hi == m.Lo && first.Hi-first.Lo == 1 && first.Via == ByForm && !m.Person && m.Via == ByName && m.Hi-m.Lo == 1 &&
		given[toks[first.Lo].Norm] && !calendar[toks[first.Lo].Norm] && toks[first.Lo].Shape == language.Title && toks[m.Lo].Shape == language.Title && toks[m.Lo].Space
}

// bracketed takes the slug from the ticker of a listing, "Alpha Cloud (NYSE: ACL)",
// and gives what stands alone in brackets behind a name that one's slug, wherever
// the document says it again: "Alpha Cloud (ACL)".
func bracketed(toks []language.Token, m Mention, before []Mention, c *Context) Mention {
	if m.Person || m.Slug == "" || m.Via != ByForm || m.Hi-m.Lo != 1 || toks[m.Lo].Shape != language.Upper {
		return m
	}
	open := m.Lo - 1
	listed := open > 1 && toks[open].Norm == ":" && exchanges[toks[open-1].Norm]
	if listed {
		for open -= 2; open >= 0 && toks[open].Norm != "("; open-- {
			if toks[m.Lo].Start-toks[open].Start > 40 {
				break
			}
		}
	}
	if open >= 0 && toks[open].Norm == "(" && m.Hi < len(toks) && (listed || toks[m.Hi].Norm == ")") && c != nil {
		if n := len(before); n > 0 && !before[n-1].Person && before[n-1].Slug != "" && (before[n-1].Hi == open || listed && before[n-1].Hi > open && n > 1) {
			k := n - 1
			for k > 0 && before[k].Hi > open {
				before[k].Slug = "" // the exchange itself
				k--
			}
			if b := before[k]; b.Hi == open && !b.Person {
				c.short[Fold(m.Text)] = b.Slug
			}
		}
		m.Slug = ""
		return m
	}
	if listed {
		m.Slug = ""
		return m
	}
	if c != nil {
		if s, ok := c.short[Fold(m.Text)]; ok {
			m.Slug = s
		}
	}
	return m
}

// exchanges name where shares are listed, before a ticker.
var exchanges = set(`nyse nasdaq nasdaqgs nasdaqgm nasdaqcm amex lse aim tsx tsxv asx nse bse hkex sehk tse tyo krx kosdaq kospi xetra etr fra euronext epa ams six sgx jse tadawul twse tpex szse sse cse otc otcqx otcqb tase bme nzx`)

// extend takes a legal form into a known name ("Nvidia Corp.") and makes a new
// name of one that a company's noun ends ("OpenAI Startup Fund").
func (g *Gazetteer) extend(text string, toks []language.Token, m Mention, head bool) Mention {
	if m.Person || m.Via == ByDescription || m.Via == ByTicker || head {
		return m
	}
	hi := m.Hi
	for hi < len(toks) && legal[toks[hi].Norm] && capital(toks[hi]) {
		hi++
		if toks[hi-1].Norm == "company" && hi-1 > m.Hi {
			break
		}
	}
	if hi > m.Hi && hi < len(toks) && toks[hi].Norm == "." && !toks[hi].Space && hi+1 < len(toks) {
		hi++ // the point of "Corp."
	}
	if hi > m.Hi && !(toks[hi-1].Norm == "company") {
		m.Hi, m.Text = hi, text[toks[m.Lo].Start:toks[hi-1].End]
		return m
	}
	if legal[toks[m.Hi-1].Norm] && m.Hi+1 < len(toks) && toks[m.Hi].Norm == "." && !toks[m.Hi].Space && toks[m.Hi+1].Norm == "," {
		m.Hi++ // "Alpha Inc., Beta and Gamma" under its name in full
		return m
	}
	if m.Via != ByName {
		return m
	}
	if o := g.orgs[m.Slug]; o != nil && invests(o) { // "Greenoak Capital Partners" under its short name
		for hi = m.Hi; hi < len(toks) && investorTail[toks[hi].Norm] && capital(toks[hi]) && toks[hi].Space; hi++ {
			m.Hi, m.Text = hi+1, text[toks[m.Lo].Start:toks[hi].End]
		}
		if hi > m.Hi-1 && m.Hi == hi && hi > m.Lo+1 && investorTail[toks[hi-1].Norm] {
			return m
		}
	}
	for hi = m.Hi; hi < len(toks) && hi < m.Hi+4 && capital(toks[hi]) && toks[hi].Space; hi++ {
		if own[toks[hi].Norm] && hi > m.Hi-1 {
			m.Hi, m.Text = hi+1, text[toks[m.Lo].Start:toks[hi].End]
			m.Via, m.Slug = ByForm, Slug(m.Text)
			return m
		}
	}
	return m
}

func invests(o *Organisation) bool {
	for _, t := range o.Is {
		if t == "vc" || t == "private-equity" || t == "investor" {
			return true
		}
	}
	return false
}

// investorTail are words that firms of investors may add to their short names.
var investorTail = set(`capital partners ventures management advisors associates investments equity growth global group`)

// own ends names of organisations that stand beside the one they are named after.
var own = set(`company fund foundation institute ventures capital trust nonprofit`)

// known matches the longest name of the gazetteer at token i.
func (g *Gazetteer) known(text string, toks []language.Token, i int, head bool, c *Context) (Mention, bool) {
	t := toks[i]
	if t.Shape == language.Mark {
		return Mention{}, false
	}
	for _, n := range g.names[firstWord(t.Norm)] {
		end, ok := matchAt(text, t.Start, n.fold)
		if !ok {
			continue
		}
		hi := i
		for hi < len(toks) && toks[hi].Start < end {
			hi++
		}
		if hi == i || toks[hi-1].End != end && !compoundEnd(text, end) {
			continue
		}
		if !g.cased(text[t.Start:end], n, t, i) && !(c != nil && c.small && g.evenSmall(n)) || !g.meant(n, toks, i, hi, head, c) {
			continue
		}
		return Mention{Lo: i, Hi: hi, Slug: n.slug, Text: text[t.Start:end], Via: n.via, Person: n.via == ByPerson}, true
	}
	return Mention{}, false
}

// allLower tells whether a sentence is written without capitals, as posts are.
func allLower(toks []language.Token) bool {
	words := 0
	for _, t := range toks {
		switch t.Shape {
		case language.Lower:
			words++
		case language.Title, language.Mixed:
			return false
		case language.Upper:
			if len(t.Norm) > 2 || !generic[t.Norm] && t.Space {
				return false
			}
		}
	}
	return words >= 5
}

// evenSmall tells whether a name means its organisation without a capital too.
func (g *Gazetteer) evenSmall(n name) bool {
	o := g.orgs[n.slug]
	if n.via != ByName || len(n.fold) < 4 || o == nil || o.Ambiguous || plain[n.fold] || commonNouns[n.fold] || function[n.fold] || places[n.fold] {
		return false
	}
	for _, t := range o.Is {
		switch t {
		case "ai-lab", "chipmaker", "cloud", "neocloud", "vc", "software", "startup":
			return true
		}
	}
	return false
}

// compoundEnd tells whether a name may end inside a token: before a hyphen, a
// slash or an apostrophe.
func compoundEnd(text string, end int) bool {
	if end >= len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// matchAt compares text at pos with a folded name and gives the end of the match.
func matchAt(text string, pos int, fold string) (int, bool) {
	i, j := pos, 0
	for j < len(fold) {
		if i >= len(text) {
			return 0, false
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		f, m := utf8.DecodeRuneInString(fold[j:])
		i += n
		switch r {
		case '’', '‘', 'ʼ', '`':
			r = '\''
		case '‑', '‐', '–':
			r = '-'
		case '\u00a0', '\n':
			r = ' '
		}
		if r != f && unicode.ToLower(r) != f {
			return 0, false
		}
		j += m
	}
	return i, true
}

// cased tells whether the capitals of the text fit those of the name.
func (g *Gazetteer) cased(got string, n name, t language.Token, i int) bool {
	if n.via == ByDescription || got == n.text {
		return true
	}
	u := unify(got)
	if u == n.text {
		return true
	}
	if n.via == ByTicker {
		return false
	}
	allUpper := strings.ToUpper(n.text) == n.text
	if allUpper && len(n.text) <= 4 {
		return false
	}
	if u == strings.ToUpper(u) {
		return len(u) > 2
	}
	r, _ := utf8.DecodeRuneInString(u)
	f, _ := utf8.DecodeRuneInString(n.text)
	if unicode.IsUpper(f) {
		return unicode.IsUpper(r)
	}
	if unicode.IsDigit(f) {
		return true
	}
	return strings.ToLower(n.text) == n.text || unicode.IsUpper(r) // iPhone, xAI at a sentence start
}

// meant tells whether an ambiguous name is one here.
func (g *Gazetteer) meant(n name, toks []language.Token, i, hi int, head bool, c *Context) bool {
	o := g.orgs[n.slug]
	if places[n.fold] && asPlace(toks, i, hi) {
		return false
	}
	if o == nil || !o.Ambiguous || hi-i > 1 || n.via == ByDescription {
		return true
	}
	if n.via == ByName && !strings.EqualFold(n.text, o.Name) && len(n.text) > 5 {
		return true
	}
	if len(n.text) == 1 { // X, the platform
		if toks[i].Shape == language.Lower || i > 0 && toks[i-1].Shape == language.Number {
			return false
		}
		return !(hi < len(toks) && (toks[hi].Shape == language.Number || toks[hi].Norm == "." || toks[hi].Norm == "-"))
	}
	if hi < len(toks) && capital(toks[hi]) && toks[hi].Space && !head && !g.starts(toks[hi]) {
		return false // Target Corporation is an alias; Square Enix is another company
	}
	if i > 0 && capital(toks[i-1]) && !head && !function[toks[i-1].Norm] && !g.starts(toks[i-1]) && toks[i].Space && !titles[toks[i-1].Norm] && i > 1 {
		return false
	}
	if !head && (i > 0 && !opens(toks[i-1])) {
		return true
	}
	if c != nil && c.upper[toks[i].Norm] > 0 {
		return true
	}
	if hi < len(toks) && toks[hi].Shape == language.Mark && labels[toks[hi].Norm] && (c == nil || c.lower[toks[i].Norm] == 0) {
		return true // a bullet's label: "* Snowflake: $4 billion"
	}
	return hi < len(toks) && (toks[hi].Norm == "'s" || toks[hi].Shape == language.Lower && toks[hi].Norm != "of") && (c == nil || c.lower[toks[i].Norm] == 0)
}

// labels are marks behind the name that a bullet or a row is about.
var labels = map[string]bool{":": true, "(": true, "|": true, "—": true, "–": true, "→": true, "➜": true, "➔": true}

func (g *Gazetteer) starts(t language.Token) bool { return len(g.names[firstWord(t.Norm)]) > 0 }

func capital(t language.Token) bool {
	return t.Shape == language.Title || t.Shape == language.Upper || t.Shape == language.Mixed
}
