package claim

import "slices"

// places finds the triggers of a sentence.
func (r *reader) places(s *sentence) []place {
	var out []place
	for k := range s.chunks {
		c := &s.chunks[k]
		switch c.kind {
		case vg:
			if c.main < 0 {
				if c.word == "have" || c.word == "be" {
					out = r.addVerb(out, s, k)
				}
				continue
			}
			out = r.addVerb(out, s, k)
		case np, ad, pp:
			for x := c.lo; x < c.hi; x++ {
				switch s.items[x].tag {
				case noun, prep, adv:
					out = r.addNoun(out, s, k, x)
				case amountTag:
					a := s.items[x].index
					for _, f := range r.index.units[s.amounts[a].class] {
						p := place{t: trigger{frame: f, text: f.Name}, ch: k, lo: x, hi: x + 1, amt: a}
						p.args = s.right(k, "")
						p.gov, p.gslot = s.governor(k)
						out = append(out, p)
					}
				}
			}
		}
	}
	return out
}

func (r *reader) addVerb(out []place, s *sentence, k int) []place {
	c := &s.chunks[k]
	var args []arg
	for _, t := range r.index.verbs[c.word] {
		hi := c.hi
		if len(t.words) > 1 && !s.particles(c, t.words[1:], &hi) {
			continue
		}
		own := args
		if n := len(t.words); n > 1 && t.words[n-1] == "over" && k+1 < len(s.chunks) && s.chunks[k+1].kind == pp && hi == s.chunks[k+1].hi {
			own = s.right(k+1, "obj") // "took over Beta"
		} else if args == nil {
			args = s.right(k, "obj")
			own = args
		}
		lo := c.main
		if lo < 0 {
			lo = c.lo
		}
		out = append(out, place{t: t, ch: k, lo: lo, hi: hi, verb: true, amt: -1, args: own, gov: -1})
	}
	return out
}

// particles tells whether the words of a phrasal verb follow: "team up",
// "take Beta public".
func (s *sentence) particles(c *chunk, words []string, hi *int) bool {
	x := c.hi
	if x > c.lo && c.main >= 0 && c.main < c.hi-1 && s.items[c.hi-1].norm == words[0] {
		words = words[1:]
		if len(words) == 0 {
			return true
		}
	}
	for y := x; y < len(s.items) && y < x+7; y++ {
		if s.items[y].norm == words[0] && (words[0] != "in" || y == x) {
			words = words[1:]
			if len(words) == 0 {
				if y == x {
					*hi = y + 1
				}
				return true
			}
			continue
		}
		if s.items[y].tag == comma || s.items[y].tag == verbTag || s.items[y].tag == pause {
			return false
		}
	}
	return false
}

// freely stands in a noun trigger for one to three words that modify its last
// noun: "exclusive … provider" is "exclusive third-party cloud provider" too.
const freely = "…"

// modifiersBefore is the item from x on that is the word, behind one to three
// words that may modify it, or the end of the sentence where it does not follow.
func (s *sentence) modifiersBefore(x int, word string) int {
	for y := x; y < len(s.items) && y <= x+3; y++ {
		switch it := s.items[y]; {
		case y > x && singular(it.norm) == singular(word):
			return y
		case it.tag != noun && it.tag != adv:
			return len(s.items)
		}
	}
	return len(s.items)
}

func (r *reader) addNoun(out []place, s *sentence, k, x int) []place {
	key := singular(s.items[x].norm)
	done := map[*Frame]bool{}
	for _, t := range r.index.nouns[key] {
		if done[t.frame] || s.items[x].tag == prep && !slices.Contains(t.frame.Adjectives, t.text) {
			continue // "a lease worth $2 billion" says nothing of a worth
		}
		hi := x
		ok := true
		for i, w := range t.words {
			if w == freely {
				hi = s.modifiersBefore(hi, t.words[i+1])
				continue
			}
			if hi >= len(s.items) || s.items[hi].norm != w && singular(s.items[hi].norm) != singular(w) || s.items[hi].tag == partyTag {
				ok = false
				break
			}
			hi++
		}
		if !ok {
			continue
		}
		if t.words[len(t.words)-1] == "series" && hi < len(s.items) && s.items[hi].tag == noun && len(s.items[hi].norm) == 1 {
			hi++ // "a Series C of $85 million"
		}
		// a longer trigger of the same frame covers it
		for _, p := range out {
			if p.t.frame == t.frame && !p.verb && p.lo <= x && hi <= p.hi {
				ok = false
			}
		}
		if !ok {
			continue
		}
		if t.text == "sale" && s.items[hi-1].norm == "sales" && t.frame.Kind == "acquisition" {
			continue // what it sells is not the company
		}
		if t.text == "sales" && s.items[x].norm == "sale" {
			continue // one sale is a deal
		}
		done[t.frame] = true
		p := place{t: t, ch: s.chunkOf[hi-1], lo: x, hi: hi, amt: -1}
		first := ""
		if s.chunks[p.ch].kind == pp { // "worth"
			first = s.chunks[p.ch].word
		}
		p.args = s.ownArgs(p.ch, s.right(p.ch, first))
		if j := s.behindWorth(p.ch + 1); j < len(s.chunks) && s.chunks[j].kind == vg && s.chunks[j].inf && (hi >= s.chunks[p.ch].hi) {
			// "its commitment to invest in Beta"
			p.inf = s.chunks[j].word
			for _, a := range s.right(j, "inf") {
				a.cost += 2
				p.args = append(p.args, a)
			}
		}
		if s.qualifiesAnother(&p) {
			continue
		}
		p.gov, p.gslot = s.governor(k)
		if v := s.concludedBy(&p); v >= 0 {
			p.args = append(p.args, s.right(v, "")...)
			if p.gov < 0 {
				p.gov, p.gslot = v, "obj"
			}
		}
		if p.gov < 0 && k > 0 && s.chunks[k-1].word == "under" {
			p.gov, p.gslot = s.mainVerb(p.ch), "under"
		}
		out = append(out, p)
	}
	return out
}

// concludedBy gives the verb of the relative clause behind a noun that says who
// concluded what it names: "the partnership (that) Alpha signed with". It is -1
// where there is none.
func (s *sentence) concludedBy(p *place) int {
	k := p.ch + 1
	if k+1 >= len(s.chunks) {
		return -1
	}
	switch c := &s.chunks[p.ch]; {
	case p.hi == c.hi:
	case p.hi+1 == c.hi && s.items[p.hi].tag == partyTag: // "the partnership Alpha" is one phrase
		k--
	default:
		return -1
	}
	if k == p.ch {
	} else if s.chunks[k].kind == rc && s.chunks[k].word != "whose" || s.chunks[k].kind == sc && s.chunks[k].word == "that" {
		k++
	}
	if k+1 >= len(s.chunks) || s.chunks[k].kind != np || s.chunks[k+1].kind != vg {
		return -1
	}
	v := &s.chunks[k+1]
	if v.passive || v.inf || v.gerund || !v.finite || !concluding[v.word] && !upholding[v.word] {
		return -1
	}
	if k+2 < len(s.chunks) && s.chunks[k+2].kind == np {
		return -1
	}
	return k + 1
}

// upholding verbs say that somebody has what they name.
var upholding = set(`have hold keep maintain retain`)

// ownArgs drops the phrases that belong to another noun which "and" joins to the
// one at chunk k: "a $3 billion investment and hires from Alpha".
func (s *sentence) ownArgs(k int, args []arg) []arg {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != cc || s.chunks[k+2].kind != np || s.named(k+2) {
		return args
	}
	if w := s.chunks[k+2].word; dealNouns[w] || dealNouns[singular(w)] || contractNouns[w] || outlays[w] || alsoGiven[w] || crowds[w] {
		return args
	}
	for i, a := range args {
		if a.ch > k+1 {
			return args[:i]
		}
	}
	return args
}

// alsoGiven is what goes with money from the same hands.
var alsoGiven = set(`support backing funding financing equity debt cash stock shares credits guidance loan loans partnership commitment collaboration round valuation expertise resources chips capacity revenue sales profit income users customers`)

var buying = set(`buy purchase rent lease procure order spend source use deploy access`)

// behindWorth skips whom a contract to buy is with, or what a contract is worth and
// how long it runs: "a contract worth $2 billion (€1.7 billion) to supply".
func (s *sentence) behindWorth(k int) int {
	if k+2 < len(s.chunks) && s.chunks[k].kind == pp && s.chunks[k].word == "with" && s.named(k+1) && s.chunks[k+2].kind == vg && s.chunks[k+2].inf && buying[s.chunks[k+2].word] {
		return k + 2 // "a contract with Alpha to buy"
	}
	for k+1 < len(s.chunks) && s.chunks[k].kind == pp && s.chunks[k+1].kind == np && s.head(k+1) >= 0 {
		k += 2
		for k < len(s.chunks) && s.chunks[k].kind == tm { // "over five years"
			k++
		}
		if k < len(s.chunks) && s.chunks[k].kind == op && s.chunks[k].match > k {
			k = s.chunks[k].match + 1
		}
	}
	return k
}

// profitIncome words make income a profit.
var profitIncome = set(`net operating pretax pre-tax comprehensive taxable interest`)

// qualifiesAnother tells whether a trigger only qualifies the noun behind it:
// "profit margin", "capital expenditure", "debt load".
func (s *sentence) qualifiesAnother(p *place) bool {
	if p.t.text == "income" && p.lo > 0 && p.t.frame.Kind == "revenue" && profitIncome[s.items[p.lo-1].norm] {
		return true
	}
	if p.hi >= len(s.items) || p.hi >= s.chunks[p.ch].hi || s.items[p.hi].tag != noun {
		return false
	}
	if c := &s.chunks[p.ch]; c.main > p.hi && s.items[c.main].tag == partyTag && p.ch+1 < len(s.chunks) && s.chunks[p.ch+1].kind == vg && s.chunks[p.ch+1].finite {
		return false // "a round the startup Beta closed"
	}
	n := s.items[p.hi].norm
	if (n == "loss" || n == "losses") && p.t.frame.Kind == "profit" && !p.t.frame.Negative {
		return true // "an EBITDA loss"
	}
	return !amountNouns[n] && !amountNouns[singular(n)] && !headNouns[n] && !headNouns[singular(n)]
}

// headNouns may stand behind a trigger without changing what it speaks of.
var headNouns = set(`valid due effective deal agreement round commitment program programme plan project level figure target forecast guidance outlook expectations estimate run rate line package facility financing offering sale payment contract capacity
budget pact partnership pool goal bill costs tranche close raise transaction announcement purchase amount number base pipeline backlog buildout build-out lease site campus projects
jump leap aspects elements offer process campaign efforts haul windfall talks discussions bid proposal position holding expansion operation push effort initiative spree outlay drive count clip basis milestone mark size projection trajectory history trend increase rise growth gain surge decline drop fall boost slump spike decrease uptick`)
