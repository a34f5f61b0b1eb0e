package claim

import (
	"strings"

	"pactwatch/extract/language"
)

// pick is an amount in the value role.
type pick struct {
	amt  int
	cost int
}

// amountIn gives the amounts of the phrase at chunk k, with a cost where
// another noun heads the phrase.
func (s *sentence) amountIn(k int, f *Frame) []pick {
	c := &s.chunks[k]
	var out []pick
	for x := c.lo; x < c.hi; x++ {
		if s.items[x].tag != amountTag {
			continue
		}
		a := s.items[x].index
		if !f.units[s.amounts[a].class] {
			continue
		}
		cost := 0
		if head := c.hi - 1; x < head && c.main > x {
			h := s.items[c.main].norm
			switch {
			case worthHeads[h] && f.Kind != "valuation" && f.Kind != "acquisition" && f.Kind != "equity_stake":
				continue // "($5 billion valuation)"
			case changeNouns[h] && levels[f.Kind]:
				continue // "is a $20 billion increase": a change, not a level
			case f.ValueIsHead && !amountNouns[h] && !amountNouns[singular(h)]:
				continue
			case !amountNouns[h] && !amountNouns[singular(h)]:
				cost = 2
			}
		} else if f.ValueIsNotHead {
			continue
		}
		out = append(out, pick{a, cost})
	}
	return out
}

// ofAnother tells whether the phrase at chunk k is a party and an amount that
// stand for a clause of their own: "raise $4 billion and Beta $3 billion".
func (s *sentence) ofAnother(k int) bool {
	c := &s.chunks[k]
	return s.named(k) && s.items[c.main].tag == amountTag && c.main > c.lo && s.items[c.main-1].tag == partyTag
}

// changeNouns make an amount before them, or behind "of", the size of a change; behind
// a measure they leave only what it comes to a level.
var changeNouns = set(`increase rise jump gain drop decline decrease fall boost uplift difference gap premium discount bump hike growth surge slump spike uptick leap`)

// toAnother tells whether the amounts at chunks j and k each have a party of their
// own: "committed $2 billion to Beta, $3 billion to Gamma".
func (s *sentence) toAnother(j, k int) bool {
	own := func(k int) string {
		if s.head(k) >= 0 && k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+2].kind == np && s.named(k+2) && s.items[s.chunks[k+2].main].tag == partyTag {
			return s.chunks[k+1].word
		}
		return ""
	}
	w := own(k)
	return w != "" && w == own(j)
}

// amountNouns may follow an amount without changing what it measures.
var amountNouns = set(`more total cash worth dollar dollars usd annually year month additional stock share apiece each percent stake compute capacity power gpus tpus chips gpu chip processors accelerators
equity payments payment value amount principal gigawatts users customers capital money financing funding investment round series seed infrastructure systems revenue sales loss profit people subscribers`)

// values gives the amounts in the value slots of a trigger.
func (r *reader) values(s *sentence, p *place) []pick {
	var out []pick
	f := p.t.frame
	seen := map[int]bool{}
	add := func(ps []pick, cost int) {
		for _, x := range ps {
			if !seen[x.amt] {
				seen[x.amt] = true
				out = append(out, pick{x.amt, x.cost + cost})
			}
		}
	}
	if p.amt >= 0 {
		return []pick{{p.amt, 0}}
	}
	for i, slot := range f.Value {
		if p.verb {
			r.verbValues(s, p, slot, i, add)
		} else {
			r.nounValues(s, p, slot, i, add)
		}
	}
	return out
}

func (r *reader) verbValues(s *sentence, p *place, slot string, rank int, add func([]pick, int)) {
	v := &s.chunks[p.ch]
	for _, a := range p.args {
		if rank == 0 && a.slot == "of" && s.chunks[a.ch-2].word == "tune" { // "has backed Beta to the tune of $3 billion"
			add(s.amountIn(a.ch, p.t.frame), 1)
		}
	}
	switch slot {
	case "obj":
		if v.passive || v.bare && s.followedBy(p, "by") {
			chs, cost := s.subjects(p.ch)
			for _, k := range chs {
				add(s.amountIn(k, p.t.frame), cost+rank)
			}
			return
		}
		if x := s.frontedAmount(p.ch); x >= 0 && p.t.frame.units[s.amounts[x].class] {
			add([]pick{{x, 1}}, rank)
		}
		for i, a := range p.args {
			if a.slot == "obj" || a.slot == "also" {
				n := 0
				if i > 0 && (s.ofAnother(a.ch) || s.toAnother(p.args[0].ch, a.ch)) {
					break
				}
				for _, m := range s.members(a.ch) {
					if n > 0 && (s.ofAnother(m) || s.toAnother(a.ch, m)) {
						break
					}
					add(s.amountIn(m, p.t.frame), a.cost+rank+n)
					n++
				}
			} else if a.slot == "of" && a.cost < 6 && p.args[0].slot == "obj" && sameNouns[s.chunks[p.args[0].ch].word] { // "a total of $14 billion"
				add(s.amountIn(a.ch, p.t.frame), a.cost+rank)
			}
		}
	case "subj":
		chs, cost := s.subjects(p.ch)
		for _, k := range chs {
			add(s.amountIn(k, p.t.frame), cost+rank)
		}
	case "obj2":
		for _, a := range p.args {
			if a.slot == "also" && !s.toAnother(p.args[0].ch, a.ch) || v.passive && a.slot == "obj" { // "was paid $5 million"
				add(s.amountIn(a.ch, p.t.frame), a.cost+rank)
			}
		}
	case "before": // "is 49% owned by"
		if p.ch > 0 && s.chunks[p.ch-1].kind == np {
			add(s.amountIn(p.ch-1, p.t.frame), rank)
		}
	case "payer": // "paid $1 billion to acquire Beta", "spent $1 billion on acquiring Beta"
		k := p.ch - 1
		if v.gerund && k > 0 && s.chunks[k].kind == pp {
			k--
		} else if !v.inf {
			return
		}
		for k > 1 && (s.chunks[k].kind == tm || s.chunks[k].kind == ad || s.chunks[k].kind == pp && s.chunks[k+1].kind == tm) { // "spent $1 billion last year to acquire"
			k--
		}
		if k > 1 && s.chunks[k].kind == np && s.head(k) < 0 && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "in" || s.chunks[k-1].word == "over") { // "in the previous year", "in cash"
			k -= 2
		}
		if k < 1 || s.chunks[k].kind != np {
			return
		}
		switch g := &s.chunks[k-1]; {
		case g.kind == vg && paying[g.word], k > 1 && g.kind == pp && g.word == "of" && outlays[s.chunks[k-2].word]: // "an investment of $1 billion to acquire Beta"
			add(s.amountIn(k, p.t.frame), rank-payerGain)
		}
	case "deal": // "the $20 billion deal for Alpha to buy Beta"
		for k := p.ch - 1; v.inf && k >= 0 && k >= p.ch-3; k-- {
			if c := &s.chunks[k]; c.kind == np && dealNouns[c.word] {
				add(s.amountIn(k, p.t.frame), rank+p.ch-k)
			} else if c.kind == vg {
				break
			}
		}
	case "or": // "7 million shares of Beta, or about 4% of the company"
		r.alsoPercent(s, p, rank, add)
	case "fronted-deal": // "In a deal worth $700 million, Alpha bought Beta"
		k := 0
		if k+1 < len(s.chunks) && s.chunks[k].kind == pp && s.chunks[k].word == "in" && dealNouns[s.chunks[k+1].word] {
			for k++; k < p.ch && s.chunks[k].kind != cm; k++ {
				if s.chunks[k].kind == np {
					add(s.amountIn(k, p.t.frame), rank+costComma)
				}
			}
		}
	case "obj-over": // "value Beta above $5 billion": one phrase, because "above" belongs to the amount
		for _, a := range p.args {
			if a.slot == "obj" {
				for x := s.chunks[a.ch].lo; x+1 < s.chunks[a.ch].hi; x++ {
					if y := s.items[x+1]; s.items[x].tag == partyTag && y.tag == amountTag && s.toks[y.lo].Shape == language.Lower && p.t.frame.units[s.amounts[y.index].class] {
						add([]pick{{y.index, 0}}, a.cost+rank)
					}
				}
			}
		}
	case "ahead": // anywhere behind the trigger in its clause
		for i := p.hi; i < len(s.items) && s.items[i].tag != pause; i++ {
			if s.items[i].tag == amountTag && p.t.frame.units[s.amounts[s.items[i].index].class] {
				add([]pick{{s.items[i].index, 0}}, (i-p.hi)/2+rank)
			}
		}
	case "paren":
		for _, a := range p.args {
			if a.slot == "(" {
				add(s.amountIn(a.ch, p.t.frame), a.cost+rank)
			}
		}
	default:
		for i, a := range p.args {
			if slot == "at" && a.slot == "at" && hasSlot(p.args[:i], slot) && a.ch > 1 && s.chunks[a.ch-2].kind == np && s.named(a.ch-2) && s.items[s.chunks[a.ch-2].main].tag == partyTag {
				break // "valued at $3 billion and Beta at $1 billion"
			}
			if a.slot == slot {
				for n, m := range s.members(a.ch) {
					add(s.amountIn(m, p.t.frame), a.cost+rank+n)
				}
				if k := a.ch; priceNouns[s.chunks[k].word] && k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+1].word == "of" {
					add(s.amountIn(k+2, p.t.frame), a.cost+rank+1)
				}
			}
		}
	}
}

func (r *reader) nounValues(s *sentence, p *place, slot string, rank int, add func([]pick, int)) {
	f := p.t.frame
	c := &s.chunks[p.ch]
	if p.hi < c.hi && changeNouns[s.items[p.hi].norm] && slot != "to" && slot != "from" {
		return // "a revenue increase of $5 million"
	}
	within := func(lo, hi, cost int) {
		for x := lo; x < hi; x++ {
			if s.items[x].tag == amountTag && f.units[s.amounts[s.items[x].index].class] {
				d := x - p.hi
				if x < p.lo {
					d = p.lo - x - 1
				}
				add([]pick{{s.items[x].index, 0}}, cost+d)
			}
		}
	}
	switch slot {
	case "num":
		within(c.lo, p.lo, rank) // "$1 billion investment"
		if k := p.ch - 1; p.lo == c.lo && k > 1 && s.chunks[k].kind == cl && s.chunks[k].match > 0 && s.head(s.chunks[k].match-1) >= 0 {
			add(s.amountIn(s.chunks[k].match-1, f), rank+1) // "£500 million ($670 million) investment"
		}
		within(p.hi, c.hi, rank+2)
		if p.hi >= c.hi || s.items[c.main].tag == amountTag || levelNouns[c.word] || headNouns[c.word] {
			for _, a := range p.args {
				if a.cost > 8 {
					break
				}
				if a.slot == "of" && s.ofOther(a.ch, p.ch) || a.slot == "worth" && p.lo > c.lo && s.hasClass(c.lo, p.lo, "money") {
					continue // "its $5 billion investment, now worth $7 billion"
				}
				switch a.slot {
				case "of", "between", "worth", "value", "total", "(":
					for n, m := range s.members(a.ch) {
						add(s.amountIn(m, f), a.cost+rank+n)
					}
				case "":
					add(s.amountIn(a.ch, f), a.cost+rank+1)
				}
				if x := s.surpassed(a.ch); x >= 0 && f.units[s.amounts[x].class] && a.slot != "" {
					add([]pick{{x, 1}}, a.cost+rank) // "sales for games exceeding $19 million"
				}
				if a.slot == "total" || a.slot == "value" {
					add(s.amountIn(a.ch, f), a.cost+rank)
				}
			}
		}
		r.amountBefore(s, p, rank, add)
		if k := p.ch + 1; p.hi >= c.hi && k+2 < len(s.chunks) && s.chunks[k].kind == cm {
			// "its holding, at first some $6 billion, is"
			if s.chunks[k+1].kind == ad {
				k++
			}
			if s.chunks[k+1].kind == np && s.head(k+1) >= 0 && k+2 < len(s.chunks) && s.chunks[k+2].kind == cm {
				add(s.amountIn(k+1, f), rank+3)
			}
		}
		r.valuedAt(s, p, rank, add)
		r.predicate(s, p, rank+1, add)
	case "amount-in":
		r.amountBefore(s, p, rank, add)
	case "pred":
		r.predicate(s, p, rank, add)
	case "holding-worth": // "its stake in Beta is worth $5 billion"
		for a := range s.amounts {
			if k := s.amounts[a].chunk; k > p.ch && f.units[s.amounts[a].class] && s.worthOfHolding(p, a) {
				add([]pick{{a, 0}}, rank+k-p.ch)
			}
		}
	case "or": // "an investment valued at $5 billion, or about 4% of Beta"
		r.alsoPercent(s, p, rank, add)
	default:
		for _, a := range p.args {
			if slot == "to" && s.head(a.ch) < 0 && s.chunks[a.ch].main >= 0 && s.items[s.chunks[a.ch].main].tag == noun && !periods[s.chunks[a.ch].word] {
				break // "guidance to $6 million, capex to $1 million": that of another noun
			}
			if a.slot != slot {
				continue
			}
			add(s.amountIn(a.ch, f), a.cost+rank+1)
			if k := a.ch; priceNouns[s.chunks[k].word] && k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+1].word == "of" { // "for a purchase price of $5 million"
				add(s.amountIn(k+2, f), a.cost+rank+2)
			}
		}
	}
}

// valuedAt finds the amount of "a five-year deal with Beta that was valued at
// $250 million" and "revenue, totaling $465 million".
func (r *reader) valuedAt(s *sentence, p *place, rank int, add func([]pick, int)) {
	for k := p.ch + 1; k+1 < len(s.chunks) && k < p.ch+9; k++ {
		switch c := &s.chunks[k]; c.kind {
		case np, pp, rc, cm, qt, ad, tm:
			continue
		case vg:
			switch c.word {
			case "value", "estimate", "total", "report", "amount", "put":
			case "commit", "cover", "involve", "exceed", "approach", "top":
				if !c.gerund {
					return
				}
			case "be":
				if c.main >= 0 || s.chunks[k+1].kind != pp && s.chunks[k+1].kind != ad {
					return
				}
			case "stand", "reach", "hit", "come":
				if s.chunks[k-1].kind != rc || !s.subjectIncludes(k, p.ch) {
					return
				}
			default:
				return
			}
			if s.chunks[k-1].kind != rc && !c.bare && !c.gerund || c.word == "value" && !c.gerund && s.chunks[k+1].kind == np {
				return // "its round valued the company at": what is valued is the company
			}
			for _, a := range s.right(k, "obj") {
				if a.slot == "at" || a.slot == "obj" && (c.word == "total" || c.word == "reach" || c.word == "hit" || c.gerund && c.word != "report" && c.word != "estimate" && c.word != "value") || a.slot == "to" && (c.word == "amount" || c.word == "come") || a.slot == "worth" {
					add(s.amountIn(a.ch, p.t.frame), rank+a.cost+2)
				}
			}
			return
		default:
			return
		}
	}
}

// amountBefore finds the amount of "$20 billion in annualised revenue".
func (r *reader) amountBefore(s *sentence, p *place, rank int, add func([]pick, int)) {
	k := p.ch - 1
	for k > 1 && s.chunks[k].kind == cc && s.chunks[k-1].kind == np && s.named(k-1) { // "in X and Grok revenue"
		k -= 2
	}
	if k < 1 || s.chunks[k].kind != pp {
		return
	}
	w := s.chunks[k].word
	if w != "in" && w != "of" && w != "from" && w != "on" {
		return
	}
	if w == "on" && (p.t.frame.Kind == "revenue" || p.t.frame.Kind == "profit") {
		return // "valued at $10 billion on $31 million in sales": the amount is another's
	}
	k--
	if k > 0 && p.t.frame.Kind == "funding_round" && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "at" || k > 1 && strings.Contains(s.chunks[k-2].word, "valu")) {
		return // "valued at $2 billion in its last round"
	}
	for k >= 0 && (s.chunks[k].kind == tm || s.chunks[k].kind == ad) {
		k--
	}
	if k > 0 && p.t.frame.Kind == "funding_round" && s.chunks[k-1].kind == vg && (s.chunks[k-1].word == "reach" || s.chunks[k-1].word == "hit" || s.chunks[k-1].word == "top") {
		return // "reaching $500 billion in a tender offer": what it is worth
	}
	if k >= 0 && s.chunks[k].kind == np {
		cost := 0
		if w == "from" || w == "on" {
			cost = 2
		}
		c := s.chunks[k]
		if c.main >= c.lo && s.items[c.main].tag == amountTag || c.main >= c.lo && amountNouns[s.items[c.main].norm] {
			if n := s.items[c.main].norm; n == "share" || n == "stake" {
				return
			}
			ps := s.amountIn(k, p.t.frame)
			add(ps, cost+rank)
			// "$8 billion and $12 billion in revenue": the list shares the noun
			for x := k - 1; x > 0 && len(ps) > 0 && (s.chunks[x].kind == cc || s.chunks[x].kind == cm || s.chunks[x].kind == tm || s.chunks[x].kind == pp); x-- {
				if s.chunks[x-1].kind == np && s.items[max(s.chunks[x-1].main, 0)].tag == amountTag {
					add(s.amountIn(x-1, p.t.frame), cost+rank+2)
				}
			}
		}
	}
}

// dealNouns carry the price of what an infinitive behind them tells.
var dealNouns = set(`deal agreement bid attempt offer plan transaction proposal pact accord`)

// payerGain is how much closer the price of a purchase is to the verb of buying
// than to the verb of paying.
const payerGain = 8

// outlays are nouns of money spent.
var outlays = set(`investment outlay payment expenditure price sum`)

var paying = set(`pay spend offer shell fork bid splash commit pledge earmark promise allocate`)

// periods say when, not of what.
var periods = set(`year quarter month week half period`)

// hasSlot tells whether one of the arguments stands in a slot.
func hasSlot(args []arg, slot string) bool {
	for _, a := range args {
		if a.slot == slot {
			return true
		}
	}
	return false
}
