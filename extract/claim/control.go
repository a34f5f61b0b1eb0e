package claim

import "strings"

// controllers gives the subject of the verb that governs a noun trigger, or its
// agent if the verb is passive.
func (r *reader) controllers(s *sentence, p *place, slot string, not ...string) []filler {
	if x := s.describedWith(p.ch); slot == "ctl" && results[p.t.frame.Kind] && x >= 0 {
		return r.fillersOf(s, x, not...)
	}
	if k := p.ch + 1; slot == "ctl" && results[p.t.frame.Kind] && k+1 < len(s.chunks) && s.chunks[k].kind == np && s.named(k) && s.items[s.chunks[k].main].tag == partyTag && s.chunks[k+1].kind == vg && s.chunks[k+1].finite && !s.chunks[k+1].passive {
		return r.fillersOf(s, k, not...) // "the revenue Alpha expects"
	}
	if c := &s.chunks[p.ch]; slot == "ctl" && p.gov >= 0 && unlisted[p.t.frame.Kind] && p.ch+1 < len(s.chunks) && s.chunks[p.ch+1].kind == vg && s.chunks[p.ch+1].finite && !s.chunks[p.ch+1].passive && c.main >= p.hi && s.items[c.main].tag == partyTag {
		return r.partyItem(s, c.main, p.ch, 1) // "took part in a round Beta just closed"
	}
	if p.gov >= 0 {
		v := &s.chunks[p.gov]
		if p.t.frame.notVerbs[v.word] && !s.getsMoney(p.gov) && !(v.word == "arrange" && r.borrows(s, p)) && !(v.gerund && p.gslot == "for") && !(v.word == "value" && (v.passive || v.bare)) { // "valued at $6 billion in a $1 billion round" // "an agreement providing for a $1 billion loan"
			return nil
		}
		if slot == "ctl:get" && !getting[v.word] && !(v.word == "agree" && p.gslot == "to") || slot == "ctl-get" && getting[v.word] {
			return nil
		}
		if strings.HasPrefix(p.gslot, "far-") && slot != "subj" {
			chs, cost := s.subjects(p.gov)
			fs := r.chainFillers(s, chs, cost+3, not...)
			if (saying[v.word] && v.word != "announce" || estimating[v.word]) && len(fs) > 0 && r.isOutlet(fs[0].slug) {
				return nil
			}
			return fs
		}
		if v.passive && p.gslot != "by" {
			chs, cost := s.subjects(p.gov)
			return r.chainFillers(s, chs, cost+2, not...)
		}
		if p.gslot == "by" {
			return nil
		}
		chs, cost := s.subjects(p.gov)
		fs := r.chainFillers(s, chs, cost+1, not...)
		if (saying[v.word] && v.word != "announce" || estimating[v.word]) && len(fs) > 0 && r.isOutlet(fs[0].slug) {
			return nil
		}
		return fs
	}
	// the noun is itself a subject: "A $5 billion round was closed by Alpha"
	for k := p.ch + 1; k < len(s.chunks); k++ {
		switch s.chunks[k].kind {
		case pp, np, ad, tm:
			continue
		case vg:
			if s.chunks[k].passive && slot != "ctl:get" {
				q := place{ch: k, verb: true, args: s.right(k, "obj")}
				for _, a := range q.args {
					if a.slot == "by" {
						return addCost(r.listFillers(s, a.ch, not...), 2+a.cost)
					}
				}
			}
			if s.chunks[k].bare && k+1 < len(s.chunks) && s.chunks[k-1].kind == np && k-1 == p.ch {
				return nil
			}
		}
		break
	}
	// "the deal Alpha struck with Beta": the name stands inside the phrase
	if slot == "ctl" || slot == "subj" {
		c := s.chunks[p.ch]
		for x := p.hi; x < c.hi; x++ {
			if s.items[x].tag == partyTag && p.ch+1 < len(s.chunks) && s.chunks[p.ch+1].kind == vg {
				return r.partyItem(s, x, p.ch, 1)
			}
		}
		// "Alpha: a $5 billion round", "Alpha — $100M ARR"
		for k := p.ch - 1; k >= 0; k-- {
			if s.chunks[k].kind == br && s.chunks[k].word != ";" {
				if x := s.firstNP(k); x >= 0 && k-x <= 5 {
					if m := s.chunks[x].main; results[p.t.frame.Kind] && m >= 0 && s.items[m].tag == partyTag && r.perhapsSegment(s, m) {
						return nil // "Gaming: Sales rose to $4 million"
					}
					return addCost(r.listFillers(s, x, not...), 3)
				}
				break
			}
		}
	}
	return nil
}

// nearestBefore gives the party right before a relative clause whose whole
// antecedent is a thing: "has a deal with Beta, which will take 100 MW".
func (r *reader) nearestBefore(s *sentence, v int, not ...string) []filler {
	k := v - 1
	if k < 1 || s.chunks[k].kind != rc || s.chunks[v].word == "be" || s.chunks[v].word == "run" {
		return nil
	}
	for k--; k > 0 && s.chunks[k].kind == cm; k-- {
	}
	if k > 0 && s.chunks[k].kind == np && s.named(k) && s.items[s.chunks[k].main].tag == partyTag && s.chunks[k-1].kind == pp {
		return addCost(r.fillersOf(s, k, not...), 2)
	}
	return nil
}

// estimating verbs say what an outlet thinks that something comes to.
var estimating = set(`put peg estimate value place list count cite call number calculate reckon`)

// getsMoney tells whether the verb at chunk k says that its subject gets a sum:
// "nabs $30 million at a valuation of".
func (s *sentence) getsMoney(k int) bool {
	return nabbing[s.chunks[k].word] && k+1 < len(s.chunks) && s.chunks[k+1].kind == np && s.head(k+1) >= 0
}

var nabbing = set(`nab grab snag bag land win secure take raise get collect scoop snatch clinch haul snap pull`)

// borrows tells whether whoever arranges a loan is no bank or investor: it is
// theirs.
func (r *reader) borrows(s *sentence, p *place) bool {
	chs, cost := s.subjects(p.gov)
	fs := r.chainFillers(s, chs, cost)
	return len(fs) == 1 && !investorName(fs[0].slug) && !r.isOneOf(fs[0].slug, []string{"bank", "vc", "private-equity"})
}
