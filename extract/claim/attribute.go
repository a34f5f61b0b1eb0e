package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// setSource takes the sentence's source over, unless it is the outlet itself or
// the company whose own page this is.
func (r *reader) setSource(s *sentence, c *candidate, x *Claim) {
	src := s.source
	for i := range s.also {
		if a := &s.also[i]; c.p.lo >= a.from && c.p.lo < a.to {
			src = a
		}
	}
	if src != nil && (c.p.lo < src.from || c.p.lo >= src.to) {
		src = nil
	}
	if src == nil || src.text == "" && !src.anon {
		if f := r.forecaster(s, c); f != nil {
			src = f
		}
	}
	if src == nil {
		return
	}
	x.Source, x.Anonymous = src.text, src.anon
	if r.doc.Publisher != "" && src.party == r.doc.Publisher || r.doc.Host != "" && src.party == r.doc.Host && !src.person {
		x.Source = ""
	}
}

// foretelling kinds are figures that a company expects of itself.
var foretelling = set(`revenue profit spending user_count capacity`)

// forecaster is the company that expects a figure of its own: it vouches for it.
func (r *reader) forecaster(s *sentence, c *candidate) *credit {
	if !foretelling[c.p.t.frame.Kind] || len(c.subject) != 1 {
		return nil
	}
	for k := range s.verbsOf(c) {
		v := &s.chunks[k]
		if !forecasting[v.word] || v.passive || v.inf || v.gerund || s.hasWord(v.lo, v.hi, "reportedly") {
			continue
		}
		chs, _ := s.subjects(k)
		if len(chs) != 1 {
			continue
		}
		if fs := r.fillersOf(s, chs[0]); len(fs) == 1 && fs[0].slug == c.subject[0].slug {
			at := fs[0].at
			if len(fs[0].from) > 0 {
				at = fs[0].from[0]
			}
			return &credit{text: r.display(fs[0].slug), party: fs[0].slug, at: at, to: len(s.items)}
		}
	}
	return nil
}

// creditQuotes gives claims made within a quotation that names no speaker the
// speaker of the sentence beside it.
func (r *reader) creditQuotes(cs []Claim) {
	at := map[int]int{} // start of a sentence to its number
	for i, s := range r.sents {
		if s.in == "text" {
			at[s.start] = i
		}
	}
	for i := range cs {
		c := &cs[i]
		n, ok := at[c.Start]
		if !ok || c.In != "text" || c.Source != "" || c.Anonymous {
			continue
		}
		s := r.sents[n]
		if !s.within && !strings.HasPrefix(s.quote(), "\"") && !strings.HasPrefix(s.quote(), "“") {
			continue
		}
		for _, m := range []int{n - 1, n + 1} {
			if m < 0 || m >= len(r.sents) || r.sents[m].block != s.block && m > n {
				continue
			}
			if o := r.sents[m].source; o != nil && o.text != "" && (r.doc.Publisher == "" || o.party != r.doc.Publisher) {
				c.Source = o.text
				break
			}
		}
	}
}

// refine sets what single kinds ask for.
func (r *reader) refine(s *sentence, c *candidate, x *Claim) {
	switch x.Kind {
	case "partnership":
		r.setEvent(s, c, x)
	case "agreement_term":
		x.DateRole = "until"
	case "restructuring":
		if x.Modality == "actual" && !c.p.verb && x.Form == "restructuring" && !s.words(0, len(s.items), concluded) {
			x.Modality = "planned" // a conversion spoken of is not yet one made
		}
		for _, f := range c.p.t.frame.FormFrom {
			if strings.Contains(strings.ToLower(x.Quote), f) {
				x.Form = f
				break
			}
		}
	case "user_count":
		a := &s.amounts[c.amt]
		if n := a.Noun; n != "" && n != "users" {
			x.Product = n
		}
	}
}

// concluded says that a change of legal form has been made.
var concluded = set(`announce announced complete completed approve approved finish finished finalize finalized finalised close closed undergo underwent concluded after following completion new`)

// How a verb or an adjective sets the state of a partnership.
var events = map[string]string{
	"expand": "expanded", "extend": "expanded", "deepen": "expanded", "broaden": "expanded", "widen": "expanded", "strengthen": "expanded", "double": "expanded", "grow": "expanded",
	"expanded": "expanded", "deepened": "expanded", "extended": "expanded", "broader": "expanded",
	"renegotiate": "amended", "re-negotiate": "amended", "restructure": "amended", "amend": "amended", "revise": "amended", "rework": "amended", "overhaul": "amended", "rewrite": "amended", "update": "amended",
	"restructured": "amended", "revised": "amended", "amended": "amended", "renegotiated": "amended", "reworked": "amended", "shift": "amended", "redefine": "amended", "solidify": "amended",
	"end": "ended", "terminate": "ended", "dissolve": "ended", "cancel": "ended", "scrap": "ended", "unwind": "ended", "sever": "ended", "abandon": "ended",
	"ongoing": "in_force", "existing": "in_force", "current": "in_force", "longstanding": "in_force", "long-standing": "in_force", "longtime": "in_force", "long-time": "in_force", "years-long": "in_force",
	"name": "announced", "pick": "announced", "appoint": "announced", "designate": "announced", "tap": "announced", "join": "announced", "agree": "announced",
	"announce": "announced", "sign": "announced", "strike": "announced", "form": "announced", "enter": "announced", "unveil": "announced", "forge": "announced", "ink": "announced", "launch": "announced",
	"establish": "announced", "reveal": "announced", "reach": "announced", "create": "announced", "select": "announced", "choose": "announced", "begin": "announced", "partner": "announced", "secure": "announced",
	"be": "in_force", "remain": "in_force", "have": "in_force", "serve": "in_force", "continue": "in_force", "maintain": "in_force", "work": "in_force", "collaborate": "in_force", "initiate": "in_force", "aim": "in_force",
	"include": "in_force", "leverage": "in_force", "involve": "in_force", "stay": "in_force", "impact": "in_force", "affect": "in_force",
}

// setEvent says in which state a partnership is.
func (r *reader) setEvent(s *sentence, c *candidate, x *Claim) {
	switch x.Modality {
	case "possible":
		x.Event = "talks"
		return
	case "ended":
		x.Event = "ended"
		return
	}
	p := c.p
	if !p.verb {
		ch := s.chunks[p.ch]
		for i := ch.lo; i < p.lo; i++ {
			if e := events[s.items[i].norm]; e != "" && s.items[i].tag == noun {
				x.Event = e
				if p.gov >= 0 && e == "in_force" { // "expanding their existing partnership"
					if g := events[s.chunks[p.gov].word]; g != "" && g != "announced" {
						x.Event = g
					}
				}
				return
			}
		}
		if p.gov >= 0 {
			if e := events[s.chunks[p.gov].word]; e != "" {
				x.Event = e
			}
		} else {
			x.Event = "in_force"
			for k := p.ch + 1; k < len(s.chunks); k++ {
				if s.chunks[k].kind == vg {
					if e := events[s.chunks[k].word]; e != "" {
						x.Event = e
					}
					break
				}
			}
		}
		return
	}
	v := s.chunks[p.ch]
	if v.word == "work" || v.word == "collaborate" || (v.word == "partner" || v.word == "ally") && !v.prog && (s.hasWord(v.lo, v.hi, "is") || s.hasWord(v.lo, v.hi, "are")) {
		x.Event = "in_force"
	}
}

// vetoed tells whether an amount is a price, a growth or a market size.
func (s *sentence) vetoed(a int, kind string) bool {
	am := &s.amounts[a]
	if am.chunk >= s.market {
		return true
	}
	switch am.class {
	case "money":
		if kind == "funding_round" && (s.hasWord(s.chunks[am.chunk].lo, am.item, "valuation") || s.valuedAtBy(am.chunk)) {
			return true // "seeks a valuation as high as", "valuing it at"
		}
		if kind == "valuation" && am.item+1 < len(s.items) && s.items[am.item+1].tag == timeTag {
			if t := &s.times[s.items[am.item+1].index]; t.Duration != "" && (t.Role == "over" || t.IsDuration()) {
				return true // "could be worth $250 million over five years": a contract
			}
		}
		if onceOnly[kind] && (am.period() == "year" || am.period() == "month" || am.period() == "week") {
			return true // "would pay $1 billion a year for it"
		}
		if am.Max.Cmp(smallest) < 0 && am.Min.Sign() >= 0 {
			return true // a price
		}
		if k := am.chunk; kind == "revenue" && k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+1].word == "in" && s.chunks[k+2].kind == np && (s.chunks[k+2].word == "cash" || s.chunks[k+2].word == "cash-flow") {
			return true // "will generate $17 billion in cash"
		}
		if s.ofCustomers(am) {
			return true // "customers spending more than $1 million"
		}
		if am.Max.Cmp(million) < 0 && am.Min.Sign() >= 0 && kind != "funding_round" && kind != "licensing" && kind != "investment" {
			return true
		}
	case "power":
		if am.Max.Cmp(megawatt) < 0 {
			return true // a motor, a charger
		}
		if s.likened(am.chunk) {
			return true
		}
	case "chips":
		if am.Max.Cmp(fewChips) < 0 {
			return true
		}
		if am.lo > 0 && s.toks[am.lo].Shape == language.Number && am.Bound == quantity.Exact {
			switch t := s.toks[am.lo-1]; t.Shape { // "Max 400 chips": a model
			case language.Title, language.Mixed, language.Upper:
				return am.lo > 1
			}
		}
	case "percent":
		if kind != "equity_stake" && kind != "revenue_share" && kind != "profit_share" {
			return true
		}
	case "users":
		if am.Max.Cmp(fewest) < 0 {
			return true
		}
	}
	// "$20 per share", "$5 an hour"
	for i := am.item + 1; i < len(s.items) && i < am.item+3; i++ {
		if s.items[i].tag == prep && s.items[i].norm != "per" {
			break // "valued at $2 billion in an employee share sale"
		}
		switch s.items[i].norm {
		case "per", "a", "an":
			if i+1 < len(s.items) && priced[s.items[i+1].norm] {
				return true
			}
		case "apiece":
			return am.class == "money" && am.Max.Cmp(million) < 0
		}
	}
	return false
}

// valuedAtBy tells whether "at" ties the phrase at chunk k to a verb of valuing.
func (s *sentence) valuedAtBy(k int) bool {
	if k < 2 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "at" {
		return false
	}
	for k -= 2; k >= 0; k-- {
		switch c := &s.chunks[k]; c.kind {
		case vg:
			return c.word == "value"
		case np, pp, ad:
		default:
			return false
		}
	}
	return false
}

// likened tells whether the amount at chunk k is only set beside something that
// readers know: "2 gigawatts is enough for a million homes", "rivals a reactor".
func (s *sentence) likened(k int) bool {
	for v := k + 1; v < len(s.chunks) && v < k+5; v++ {
		switch c := &s.chunks[v]; c.kind {
		case pp, np, ad, cm:
			continue
		case vg:
			if chs, _ := s.subjects(v); len(chs) == 0 || chs[0] != k {
				return false
			}
			if c.word == "rival" || c.word == "equal" || c.word == "equate" {
				return true
			}
			for x := c.hi; c.word == "be" && c.main < 0 && x < len(s.items) && x < c.hi+3; x++ {
				if likening[s.items[x].norm] {
					return true
				}
			}
		}
		return false
	}
	return false
}

var likening = set(`equivalent enough equal comparable akin like sufficient`)

var megawatt = quantity.NewDecimal(1, -3)

var million, fewChips = quantity.NewDecimal(1, 6), quantity.NewDecimal(100, 0)

// onceOnly kinds have no yearly amounts.
var onceOnly = set(`acquisition funding_round valuation equity_stake`)

// smallest and fewest are below any deal's money and any count of users.
var smallest, fewest = quantity.NewDecimal(100000, 0), quantity.NewDecimal(100, 0)

var priced = set(`share hour seat user token unit barrel wafer gpu chip employee person head customer subscriber gigawatt kilowatt megawatt query article license kilowatt-hour`)
