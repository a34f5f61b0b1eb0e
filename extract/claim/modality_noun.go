package claim

import "strings"

// wooing verbs look for a partner that is not yet one.
var wooing = set(`explore consider negotiate seek mull pursue eye weigh court woo contemplate`)

// nearing verbs lead up to a deal that is all but made.
var nearing = set(`near approach finalize finalise`)

// moving verbs strive for something only with a preposition: "pushes for a deal",
// but "pushed its valuation to".
var moving = set(`push bid apply vie angle jockey`)

// breakable kinds can be ended by a verb.
var breakable = set(`exclusivity partnership revenue_share profit_share agreement_term purchase_commitment acquisition investment debt licensing funding_round equity_stake capacity`)

// selling verbs give away what is one's own.
var selling = set(`sell offload unload dump divest exit dispose`)

// completing verbs end what is agreed.
var completing = set(`close complete finalize finalise conclude consummate`)

// onTrack tells whether "on track", "on course" or "on pace" leads to item i.
func (s *sentence) onTrack(i int) bool {
	for x := max(1, i-6); x < i; x++ {
		if n := s.items[x].norm; (n == "track" || n == "course" || n == "pace") && s.items[x-1].norm == "on" {
			return true
		}
	}
	return false
}

// formerly words say that something is over.
var formerly = set(`once previously formerly`)

// disclosing verbs say what is known of a deal, not whether there is one.
var disclosing = set(`disclose reveal publish specify detail release divulge share elaborate report`)

// forecasting verbs put a figure into the future.
var forecasting = set(`aim expect project forecast target predict anticipate estimate guide envisage see foresee`)

// standing kinds are states: a verb in the future says what they will do, not
// that they are yet to be.
var standing = set(`partnership exclusivity licensing`)

// fronted tells whether the phrase at chunk k stands in an adjunct before the
// subject: "With a valuation of $6 billion, Alpha is …".
func (s *sentence) fronted(k int) bool {
	if k == 0 || s.chunks[k-1].kind != pp || s.chunks[k-1].word == "of" {
		return false
	}
	for j := k + 1; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case np, pp, cc, tm, ad:
			continue
		case cm:
			return true
		}
		return false
	}
	return false
}

// aside prepositions lead to what a verb's action only touches on.
var aside = set(`over about from amid before by with through`)

// presupposing words lead to what is taken as given.
var presupposing = set(`despite amid following like`)

// presupposed tells whether the noun trigger stands behind a word that takes it
// as given.
func (s *sentence) presupposed(p *place) bool {
	for k := p.ch - 1; k >= 0 && k >= p.ch-2; k-- {
		c := &s.chunks[k]
		if c.kind == pp || c.kind == vg && c.word == "like" {
			w := c.word
			return presupposing[w] || standing[p.t.frame.Kind] && w == "of" && k > 1 && s.chunks[k-1].kind == np && s.chunks[k-1].word == "part" && s.items[max(0, s.chunks[k-1].lo-1)].norm == "as" || w == "through" && standing[p.t.frame.Kind] || w == "to" && k > 0 && s.items[c.lo-1].norm == "thanks"
		}
		if c.kind != ad && c.kind != tm {
			return false
		}
	}
	return false
}

// adjoined tells whether the phrase at chunk k stands behind ", with": "seeks a
// listing, with sales of $510 million".
func (s *sentence) adjoined(k int) bool {
	for k--; k > 0 && (s.chunks[k].kind == tm || s.chunks[k].kind == ad); k-- {
	}
	return k > 0 && s.chunks[k].kind == pp && s.chunks[k].word == "with" && s.chunks[k-1].kind == cm
}

// finiteAhead tells whether a verb group with an auxiliary follows that at chunk
// k within its clause, so that k is a reduced relative clause.
func (s *sentence) finiteAhead(k int) bool {
	for j := k + 1; j < len(s.chunks); j++ {
		switch v := &s.chunks[j]; v.kind {
		case br, sc, rc:
			return false
		case vg:
			return v.finite && !v.bare
		}
	}
	return false
}

// comesToAnEnd tells whether the verb group at chunk k says "came to an end".
func (s *sentence) comesToAnEnd(k int) bool {
	v := &s.chunks[k]
	return v.word == "come" && v.modal == "" && s.hasWord(v.hi, v.hi+4, "end")
}

// nounModality judges a noun trigger by its adjectives and its governor.
func (s *sentence) nounModality(p *place, amt int) int {
	f := p.t.frame
	c := s.chunks[p.ch]
	m := actual
	lo := min(c.lo, p.lo)
	for x := lo; x < c.hi; x++ {
		switch n := s.items[x].norm; {
		case possibleAdj[n] || n == "warrants" || n == "option" || n == "bid":
			m = max(m, possible)
		case plannedAdj[n]:
			m = max(m, planned)
		case endedAdj[n]:
			m = max(m, ended)
		case forecastNouns[n] && n != "budget":
			m = max(m, planned)
		case (n == "recent" || n == "existing" || n == "previous" || n == "earlier") && x < p.lo:
			return m
		}
	}
	if standing[f.Kind] && (lo > 0 && formerly[s.items[lo-1].norm] && s.chunks[s.chunkOf[lo-1]].kind == ad || p.gov >= 0 && s.chunks[p.gov].word == "be" && s.chunks[p.gov].past && s.words(s.chunks[p.gov].lo, lo, formerly)) {
		m = max(m, ended) // "once the sole supplier of", "was previously the sole supplier of"
	}
	if f.Kind == "user_count" && p.gslot != "obj" {
		return m // "offers the tool to its 2 million readers"
	}
	if s.onTrack(p.lo) {
		m = max(m, planned)
	}
	if s.presupposed(p) {
		return m // "despite its investment", "faster thanks to a $50 million investment"
	}
	if p.gov >= 0 && !(leveled[f.Kind] && s.adjoined(p.ch)) {
		kind := f.Kind
		if p.ch > 0 && s.chunks[p.ch-1].kind == pp && aside[s.chunks[p.ch-1].word] {
			kind = "" // "is facing questions over its investment": what it is doing is not the deal
		}
		g := s.verbModality(p.gov, kind, 0)
		w := s.verbWord(p.gov)
		if disclosing[w] && g == denied {
			g = actual // "did not disclose the terms of the deal"
		}
		if g == denied && (w == "oppose" || w == "block" || w == "object" || w == "contest" || w == "challenge") {
			g = planned // "will not oppose the conversion"
		}
		if strings.HasPrefix(p.gslot, "far-") && (g == denied || g == ended || w == "open") {
			g = actual // "will not look into Alpha's investment" denies no investment
		}
		switch {
		case f.Kind == "acquisition" && offerNouns[lastWord(p.t.text)] && (denying[w] && w != "deny" || ending[w]):
			g = ended // "rejected the offer"
		case denying[w]:
			g = denied
		case f.Kind == "equity_stake" && selling[w] && g == actual && (s.hasWord(lo, c.hi, "its") || s.hasWord(lo, c.hi, "their") || s.hasWord(lo, c.hi, "entire")):
			g = ended // "sold its 9% stake"
		case ending[w] && breakable[f.Kind] && !s.chunks[p.gov].neg:
			if g == actual {
				g = ended
			}
		case hedging[w] && (f.Kind != "partnership" || wooing[w]) && !(moving[w] && p.gslot == "obj"):
			g = max(g, possible)
		case w == "close" && strings.HasPrefix(s.items[min(s.chunks[p.gov].hi, len(s.items)-1)].norm, "in") || nearing[w] && s.chunks[p.gov].prog:
			g = max(g, planned) // "closes in on a valuation of"
		case w == "announce" && contractual[f.Kind] && contracts[lastWord(p.t.text)]:
			// a contract that is made known exists
		case (w == "announce" || w == "unveil" || w == "outline" || w == "plan" || w == "pledge") && dealKinds[f.Kind] && f.Kind != "funding_round" && f.Kind != "valuation" && f.Kind != "debt":
			g = max(g, planned)
		case w == "renegotiate" && f.Kind == "partnership" && s.chunks[p.gov].prog:
			g = max(g, possible)
		case (w == "plan" || w == "propose" || w == "envision" || w == "envisage" || w == "pledge") && (building[f.Kind] || standing[f.Kind]):
			g = max(g, planned)
		case completing[w] && g == possible:
			g = planned // "hopes to close the purchase": it is agreed
		case (forecasting[w] || w == "call" && p.gslot == "for") && !s.chunks[p.gov].passive:
			g = max(g, planned)
		}
		m = max(m, g)
	} else if !s.fronted(p.ch) {
		// the noun is a subject: its verb speaks
		for k := p.ch + 1; k < len(s.chunks) && k < p.ch+9; k++ {
			if s.chunks[k].kind == br || s.chunks[k].kind == sc || s.chunks[k].kind == rc {
				break
			}
			if s.chunks[k].kind == vg {
				v := &s.chunks[k]
				if v.bare && v.past && (v.word == "expect" || v.word == "project" || v.word == "forecast") {
					m = max(m, planned) // "with expenses expected between"
				}
				if v.bare && v.past && s.finiteAhead(k) {
					if planning[v.word] && v.word != "announce" && v.word != "unveil" {
						m = max(m, planned) // "the $2 billion pledged for 2026 is …"
					}
					continue // "the bid, valued at $2 million, was blocked"
				}
				g := s.verbModality(k, f.Kind, 0)
				if g == denied && disclosing[v.word] { // "the terms of the deal were not disclosed"
					g = actual
				}
				if g == planned && standing[f.Kind] && !v.prog {
					g = actual // "the partnership will bring …": it stands already
				}
				if (v.passive || v.bare && committing[v.word]) && (planning[v.word] || hedging[v.word]) && !(standing[f.Kind] && forecasting[v.word]) {
					g = max(g, planned)
				}
				if ending[s.verbWord(k)] && !v.prog && v.modal == "" || s.comesToAnEnd(k) {
					g = max(g, ended)
				}
				if v.word != "value" || v.finite {
					m = max(m, g)
				}
				break
			}
		}
	}
	// "in talks about an investment", "discussions over a round"
	for k := p.ch - 1; k >= 0 && k >= p.ch-4; k-- {
		x := s.chunks[k]
		if x.kind == vg || x.kind == br || x.kind == sc {
			break
		}
		if x.kind == np && x.main >= 0 && (hedgeNoun[s.items[x.main].norm] || s.hasWord(x.lo, x.hi, "bid")) {
			m = max(m, possible)
		}
	}
	return m
}
