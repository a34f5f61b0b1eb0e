package claim

import "strings"

// Modality is a lattice: the outermost hedge that has the trigger in its scope
// wins, and denied > ended > possible > planned > actual.
const (
	actual = iota
	planned
	possible
	ended
	denied
)

var modalityNames = [...]string{"actual", "planned", "possible", "ended", "denied"}

// What a governing verb or noun makes of what it governs.
var (
	planning = set(`plan expect agree commit pledge intend aim promise set project forecast target vow prepare schedule slate poise announce anticipate predict estimate propose guarantee
unveil outline opt decide choose earmark gear ready arrange elect undertake budget order vote oblige guide envisage foresee envision commission contemplate-to mandate promise require bind task`)
	hedging = set(`consider explore discuss mull seek negotiate eye weigh want hope look talk bid try attempt offer contemplate evaluate study debate circle pursue court approach
push propose wish desire float rumor rumour think allow entitle option threaten close-to near review entertain woo vie rethink reconsider demand invite sound apply petition lobby
line tout shop solicit scout hunt canvass angle jockey ask request assess gauge ponder envision-to believe like prefer fancy encourage urge eye`)
	denying = set(`deny refute dispute reject dismiss rebuff refuse decline`)
	ending  = set(`end expire drop lift lose terminate cancel scrap dissolve eliminate relinquish abandon forgo waive lapse revoke cease stop remove collapse block unwind shed exit ditch surrender break kill loosen shelve call-off collapse repay block veto annul void discontinue nix axe quit
withdraw pull-out sever redeem retire rescind unravel unpick erase`)
	planNoun  = set(`plan plans obligation duty announcement blueprint roadmap agreement commitment pledge intention intent promise target goal forecast guidance projection proposal decision aim mou memorandum deal pact`)
	hedgeNoun = set(`talks negotiations discussions option right opportunity chance bid offer possibility consideration prospect potential rumors rumours speculation discussion interest
desire wish warrants milestones attempt effort efforts hopes ambition ambitions request demand`)
	plannedAdj  = set(`planned proposed upcoming expected projected future forthcoming anticipated pending scheduled`)
	possibleAdj = set(`potential possible rumored rumoured mooted contemplated speculative hypothetical prospective tentative would-be`)
	endedAdj    = set(`former erstwhile defunct dead expired terminated`)
	// kinds whose present progressive means a deal not yet done: "is raising"
	dealKinds = set(`investment funding_round acquisition equity_stake valuation licensing purchase_commitment debt spending restructuring revenue_share`)
)

// verbModality is the modality of the verb group at chunk k with what governs it.
func (s *sentence) verbModality(k int, kind string, depth int) int {
	if depth > 6 {
		return actual
	}
	v := &s.chunks[k]
	m := actual
	switch v.modal {
	case "will", "shall", "'ll", "would", "'d", "won't", "wouldn't", "should", "must":
		m = planned
	case "could", "may", "might", "can", "couldn't":
		m = possible
	}
	m = max(m, s.hedged(k))
	if v.prog && dealKinds[kind] && !v.past {
		m = max(m, planned)
	}
	if v.neg || v.modal == "won't" || v.modal == "wouldn't" || v.modal == "couldn't" {
		if s.hasWord(v.lo, v.hi+1, "longer") || s.hasWord(v.hi, v.hi+12, "anymore") {
			return ended
		}
		if !s.hasWord(v.hi, v.hi+2, "only") && !s.hasWord(v.lo, v.hi, "only") && !s.hasWord(v.hi, v.hi+1, "until") {
			return denied
		}
	}
	if s.hasWord(v.lo, v.hi+2, "longer") && s.hasWord(max(0, v.lo-1), v.hi+1, "no") {
		return ended
	}
	if v.inf || v.gerund {
		m = max(m, s.governed(k, kind, depth))
	} else if j := k - 1; j >= 0 && s.chunks[j].kind == cc {
		// "agreed to buy A and invest in B": a bare infinitive goes on
		for x := j - 1; x >= 0; x-- {
			if s.chunks[x].kind == vg {
				if (s.chunks[x].inf || s.chunks[x].modal != "") && !v.past && !v.passive && v.modal == "" {
					m = max(m, s.verbModality(x, kind, depth+1))
				}
				break
			}
			if s.chunks[x].kind == br || s.chunks[x].kind == sc {
				break
			}
		}
	}
	return m
}

// governed is the modality that the governor of an infinitive or gerund gives.
func (s *sentence) governed(k int, kind string, depth int) int {
	comma := false
	for j := k - 1; j >= 0; j-- {
		c := &s.chunks[j]
		switch c.kind {
		case ad, tm, qt, pp:
			continue
		case cm:
			comma = true
			continue
		case cc:
			continue
		case np:
			if c.main >= 0 && !comma {
				n := s.items[c.main].norm
				if hedgeNoun[n] {
					if s.negatedNP(j) {
						return denied // "is not in talks to buy"
					}
					return possible
				}
				if planNoun[n] {
					m := planned
					g, _ := s.governor(j)
					if g >= 0 && contractual[kind] && contracts[n] && concluding[s.chunks[g].word] {
						return s.verbModality(g, kind, depth+1) // a signed deal to buy binds
					}
					if g >= 0 {
						m = max(m, s.verbModality(g, kind, depth+1))
					}
					return m
				}
			}
			continue
		case vg:
			if saying[c.word] && comma {
				comma = false
				continue // ", the people said, raising its stake"
			}
			g := s.verbModality(j, "", depth+1)
			if w := c.word; s.chunks[k].gerund && comma && (w == "announce" || w == "unveil" || w == "outline") {
				return g // "announced an overhaul, turning into …"
			}
			if s.chunks[k].inf && c.finite && building[kind] {
				return max(planned, s.ruled(j, kind, g)) // "is working with Alpha to add 2 GW"
			}
			return s.ruled(j, kind, g)
		default:
			if s.chunks[k].inf && c.kind == br {
				return planned
			}
			return actual
		}
	}
	if s.chunks[k].gerund && standing[kind] {
		for i := max(0, s.chunks[k].lo-5); i+1 < s.chunks[k].lo; i++ {
			if s.items[i].norm == "instead" && s.items[i+1].norm == "of" {
				return ended
			}
		}
	}
	if s.chunks[k].inf { // "Alpha to buy Beta"
		return planned
	}
	return actual
}

// negatedNP tells whether the phrase at chunk j is denied by its determiner or
// by the verb before it: "no plans", "is not in talks".
func (s *sentence) negatedNP(j int) bool {
	if s.items[s.chunks[j].lo].norm == "no" {
		return true
	}
	for x := j - 1; x >= 0 && x >= j-3; x-- {
		switch s.chunks[x].kind {
		case vg:
			return s.chunks[x].neg
		case pp, ad:
			continue
		}
		break
	}
	return false
}

// building kinds are things done over time: what a finished act is meant to
// lead to is still to come.
var building = set(`capacity spending`)

// A signed contract to buy or to license is in force when it is signed.
var (
	contractual = set(`purchase_commitment licensing revenue_share profit_share capacity`)
	contracts   = set(`deal agreement contract pact lease order`)
	concluding  = set(`sign strike ink reach secure win land have close enter finalize finalise execute clinch seal`)
)

// verbWord is the verb of the group at chunk k, with the particle that changes
// its sense: "call-off", "pull-out".
func (s *sentence) verbWord(k int) string {
	v := &s.chunks[k]
	if v.hi < len(s.items) && (s.items[v.hi].norm == "off" && v.word == "call" || s.items[v.hi].norm == "out" && v.word == "pull") {
		return v.word + "-" + s.items[v.hi].norm
	}
	if v.main >= 0 && v.hi-1 > v.main && s.items[v.hi-1].norm == "off" && v.word == "call" {
		return "call-off"
	}
	return v.word
}

// ruled combines a governor's own modality g with what it does to its object.
func (s *sentence) ruled(j int, kind string, g int) int {
	w := s.verbWord(j)
	switch {
	case w == "help" || w == "allow" || w == "let" || w == "enable":
		return max(g, possible)
	case denying[w]:
		return denied
	case ending[w]:
		return ended
	case w == "look" || w == "seek" || hedging[w]:
		return max(g, possible)
	case planning[w]:
		return max(g, planned)
	case w == "be":
		return max(g, planned)
	}
	return g
}

func (s *sentence) hasWord(lo, hi int, w string) bool {
	for i := max(lo, 0); i < hi && i < len(s.items); i++ {
		if s.items[i].norm == w {
			return true
		}
	}
	return false
}

// modality judges one claim.
func (s *sentence) modality(p *place, amt int) string {
	f := p.t.frame
	if f.Modality != "" {
		return f.Modality
	}
	m := actual
	if p.verb {
		m = s.verbModality(p.ch, f.Kind, 0)
		switch w := s.chunks[p.ch].word; {
		case m == actual && committing[w]:
			m = planned
		case m <= planned && seeking[w]:
			m = possible
		}
		if m <= planned && s.offered(p.ch) || m == planned && s.relatesToHedged(p.ch) {
			m = possible
		}
	} else {
		m = s.nounModality(p, amt)
		if amt >= 0 && leveled[f.Kind] {
			// "had sales of $4 million and is expected to reach $6 million"
			if k := s.verbOf(s.amounts[amt].item); k > p.ch && k != p.gov && !saying[s.chunks[k].word] {
				m = s.verbModality(k, "", 0)
			}
		}
	}
	if m == actual && f.Form == "IPO" && !p.verb && !s.isListed(p) {
		m = planned // a listing that is only spoken of is still to come
	}
	if m == actual && tentative[f.Kind] && s.nonBinding() {
		m = planned
	}
	if s.denies(p) {
		m = denied
	}
	if m <= planned && s.conditional(p) {
		m = possible
	}
	// A condition behind the amount or the trigger: "if milestones are met".
	from := p.hi
	if amt >= 0 {
		from = s.amounts[amt].item + 1
	}
	for i := from; i < len(s.items) && i < from+14; i++ {
		n := s.items[i].norm
		if n == "if" || n == "unless" || n == "contingent" || n == "milestones" || n == "provided" && i+1 < len(s.items) && s.items[i+1].norm == "that" {
			m = max(m, possible)
			break
		}
		if s.items[i].tag == amountTag && i > from+1 || s.items[i].tag == pause {
			break
		}
	}
	if amt >= 0 && m > actual && leveled[f.Kind] && s.formerLevel(s.amounts[amt].item) {
		m = actual
	}
	if amt >= 0 && s.amounts[amt].Op == "from" {
		// "from 20% to 10%": the old value holds until the change is made
		switch {
		case m == actual && (f.Kind == "revenue_share" || f.Kind == "profit_share"):
			m = ended
		case m == planned || m == possible:
			m = actual
		}
	}
	return modalityNames[m]
}

// formerLevel tells whether the figure at an item is what another is compared
// with: "up from $17 million", "against 140 MW today".
func (s *sentence) formerLevel(item int) bool {
	for i := max(1, item-2); i < item; i++ {
		switch s.items[i].norm {
		case "against", "versus", "vs":
			return true
		case "from":
			return s.items[i-1].norm == "up" || s.items[i-1].norm == "down"
		case "with", "to":
			if s.items[i-1].norm == "compared" {
				return true
			}
		}
	}
	return false
}

// seeking verbs want what they name.
var seeking = set(`seek court woo solicit pursue`)

// committing verbs promise what they name.
var committing = set(`commit pledge earmark allocate budget promise vow`)

// tentative kinds may rest on a letter that binds nobody.
var tentative = set(`partnership investment purchase_commitment capacity licensing acquisition equity_stake`)

// leveled kinds are figures that move.
var leveled = set(`revenue profit user_count spending`)

// offered tells whether the subject of the verb group at chunk k is an offer or
// a bid: "the offer values Alpha at $2 billion".
func (s *sentence) offered(k int) bool {
	chs, _ := s.subjects(k)
	for _, j := range chs {
		if c := s.chunks[j]; c.kind == np && c.main >= 0 {
			switch s.items[c.main].norm {
			case "offer", "bid", "proposal", "talks", "bids", "offers":
				return true
			}
		}
	}
	return false
}

// relatesToHedged tells whether the verb group at chunk k says in a relative
// clause what would follow from something that is only sought: "is seeking a deal
// that would value it at …".
func (s *sentence) relatesToHedged(k int) bool {
	if k < 2 || s.chunks[k-1].kind != rc || s.chunks[k].modal != "would" {
		return false
	}
	g, _ := s.governor(k - 1)
	return g >= 0 && hedging[s.chunks[g].word]
}

// isListed tells whether a listing named by a noun is over: "completed its IPO",
// "since its IPO".
func (s *sentence) isListed(p *place) bool {
	if p.gov >= 0 {
		switch v := s.chunks[p.gov]; v.word {
		case "complete", "close", "price", "raise", "hold", "make", "conduct", "finish", "have", "follow", "stage", "launch":
			return v.past || v.perfect
		}
	}
	for i := max(0, p.lo-4); i < p.lo; i++ {
		switch s.items[i].norm {
		case "since", "after", "following":
			return true
		}
	}
	return false
}

// nonBinding tells whether the sentence rests on a letter of intent or a
// memorandum.
func (s *sentence) nonBinding() bool {
	for i := range s.items {
		switch s.items[i].norm {
		case "non-binding", "nonbinding", "mou", "memorandum", "memoranda", "mous":
			return true
		case "letter", "letters":
			if i+2 < len(s.items) && s.items[i+1].norm == "of" && s.items[i+2].norm == "intent" {
				return true
			}
		case "yet":
			if i+3 < len(s.items) && s.items[i+1].norm == "to" && s.items[i+2].norm == "be" {
				return true
			}
		}
	}
	return false
}

// denies tells whether the trigger stands in what somebody denies: "denied that it
// is in talks to buy", "rejected reports that it had agreed to".
func (s *sentence) denies(p *place) bool {
	for j := p.ch - 1; j >= 0; j-- {
		c := &s.chunks[j]
		switch {
		case c.kind == br:
			return false
		case c.kind == vg && (c.word == "deny" || c.word == "refute" || c.word == "dispute") && !c.neg:
			return true
		case c.kind == vg && (c.word == "reject" || c.word == "dismiss") && !c.neg && s.words(c.hi, min(c.hi+5, len(s.items)), hearsay):
			return true
		case c.kind == cm && j+1 < len(s.chunks) && (s.chunks[j+1].kind == cc || s.chunks[j+1].kind == sc):
			return false // "denied it, but has bought"
		}
	}
	return false
}

// hearsay is what can be rejected as untrue.
var hearsay = set(`report reports rumor rumors rumour rumours speculation suggestion suggestions claim claims story notion idea`)

// conditional tells whether the sentence opens with a condition of what the
// trigger says: "If the court agrees, …".
func (s *sentence) conditional(p *place) bool {
	if n := s.items[0].norm; n != "if" && n != "should" && n != "unless" {
		return false
	}
	i := 0
	for i < len(s.items) && s.items[i].tag != comma {
		i++
	}
	return p.lo > i
}

// wooing verbs look for a partner that is not yet one.
var wooing = set(`explore consider negotiate seek mull pursue eye weigh court woo contemplate`)

// breakable kinds can be ended by a verb.
var breakable = set(`exclusivity partnership revenue_share profit_share agreement_term purchase_commitment acquisition investment debt licensing funding_round equity_stake capacity`)

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
		case (n == "forecast" || n == "guidance" || n == "outlook" || n == "projection") && x < p.lo:
			m = max(m, planned)
		case (n == "recent" || n == "existing" || n == "previous" || n == "earlier") && x < p.lo:
			return m
		}
	}
	if f.Kind == "user_count" && p.gslot != "obj" {
		return m // "offers the tool to its 2 million readers"
	}
	if s.onTrack(p.lo) {
		m = max(m, planned)
	}
	if p.gov >= 0 {
		g := s.verbModality(p.gov, f.Kind, 0)
		w := s.verbWord(p.gov)
		if strings.HasPrefix(p.gslot, "far-") && (g == denied || g == ended || w == "open") {
			g = actual // "will not look into Alpha's investment" denies no investment
		}
		switch {
		case denying[w]:
			g = denied
		case ending[w] && breakable[f.Kind] && !s.chunks[p.gov].neg:
			if g == actual {
				g = ended
			}
		case hedging[w] && (f.Kind != "partnership" || wooing[w]):
			g = max(g, possible)
		case (w == "announce" || w == "unveil" || w == "outline" || w == "plan" || w == "pledge") && dealKinds[f.Kind] && f.Kind != "funding_round" && f.Kind != "valuation" && f.Kind != "debt":
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
				if v.bare && v.past && s.finiteAhead(k) {
					if planning[v.word] && v.word != "announce" && v.word != "unveil" {
						m = max(m, planned) // "the $2 billion pledged for 2026 is …"
					}
					continue // "the bid, valued at $2 million, was blocked"
				}
				g := s.verbModality(k, f.Kind, 0)
				if g == planned && standing[f.Kind] && !v.prog {
					g = actual // "the partnership will bring …": it stands already
				}
				if (v.passive || v.bare && committing[v.word]) && (planning[v.word] || hedging[v.word]) {
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
		if x.kind == np && x.main >= 0 && hedgeNoun[s.items[x.main].norm] {
			m = max(m, possible)
		}
	}
	return m
}
