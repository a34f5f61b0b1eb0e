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
		case m == actual && (committing[w] || f.Kind == "capacity" && (w == "plan" || w == "target" || w == "propose")):
			m = planned
		case m <= planned && (seeking[w] || f.Kind == "acquisition" && (w == "offer" || w == "bid")):
			m = possible
		}
		if m == planned && s.chunks[p.ch].gerund && p.ch > 0 && s.chunks[p.ch-1].kind == pp && (s.chunks[p.ch-1].word == "since" || s.chunks[p.ch-1].word == "after") && (p.ch < 2 || s.chunks[p.ch-2].kind != br) && f.Kind == "restructuring" {
			m = actual // "since going public in 2021"
		}
		if m <= planned && s.offered(p.ch) || m == planned && s.relatesToHedged(p.ch) {
			m = possible
		}
	} else {
		m = s.nounModality(p, amt)
		if m == planned && p.gov >= 0 && s.relatesToHedged(p.gov) {
			m = possible
		}
		if amt >= 0 && leveled[f.Kind] {
			// "had sales of $4 million and is expected to reach $6 million"
			if k := s.verbOf(s.amounts[amt].item); k > p.ch && k != p.gov && !saying[s.chunks[k].word] {
				m = s.verbModality(k, "", 0)
				if v := &s.chunks[k]; forecasting[v.word] && (v.passive || v.bare && v.past && v.word != "estimate" && s.chunks[k-1].kind == np && !s.named(k-1)) {
					m = max(m, planned) // "is expected to surpass $3 billion", with the verb in the amount
				}
			}
		}
	}
	if amt >= 0 && leveled[f.Kind] && m == actual && (s.foretold(s.amounts[amt].item) || !p.verb && s.isForecast(p)) {
		m = planned
	}
	if f.Kind == "acquisition" && !p.verb && m == actual && (offerNouns[lastWord(p.t.text)] || s.isOffered(p)) {
		m = possible
	}
	if m > actual && m <= possible && sharing[f.Kind] && s.inForce(p) {
		m = actual
	}
	if m == actual && f.Form == "IPO" && !p.verb && !s.isListed(p) {
		m = planned // a listing that is only spoken of is still to come
	}
	if m == actual && tentative[f.Kind] && s.nonBinding() {
		m = planned
	}
	if m == actual && f.Kind == "capacity" && (s.inPipeline(p) || amt >= 0 && s.plannedBehind(s.amounts[amt].item)) {
		m = planned
	}
	if m == actual && s.ofPlan(p) {
		m = planned
	}
	if m == actual && s.surmised(p) {
		m = possible
	}
	if m > actual && m <= possible && f.Kind == "valuation" && amt >= 0 && s.alreadyValued(s.amounts[amt].item) {
		m = actual
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
		if n == "if" && i+1 < len(s.items) && (s.items[i+1].norm == "confirmed" || s.items[i+1].norm == "true" || s.items[i+1].norm == "accurate") {
			break // "a deal that, if confirmed, would"
		}
		if n == "if" || n == "unless" || n == "contingent" || n == "milestones" || n == "provided" && i+1 < len(s.items) && s.items[i+1].norm == "that" {
			m = max(m, possible)
			break
		}
		if s.items[i].tag == amountTag && i > from+1 || s.items[i].tag == pause || n == "though" || n == "although" {
			break
		}
	}
	if amt >= 0 && m > actual && leveled[f.Kind] && s.formerLevel(s.amounts[amt].item) {
		m = actual
	}
	if amt >= 0 && (m == planned || m == possible) && (leveled[f.Kind] || f.Kind == "valuation") && !p.verb && s.standsAlready(p) {
		m = actual
	}
	if amt >= 0 && s.amounts[amt].Op == "from" {
		// "from 20% to 10%": the old value holds until the change is made
		switch {
		case m == actual && (f.Kind == "revenue_share" || f.Kind == "profit_share" || f.Kind == "equity_stake"):
			m = ended
		case m == planned || m == possible:
			m = actual
		}
	}
	return modalityNames[m]
}

// inPipeline tells whether the sentence calls power or chips ones that are still
// to be built: "a pipeline of 45 gigawatts", "is in the works".
func (s *sentence) inPipeline(p *place) bool {
	for i := 0; i < len(s.items); i++ {
		switch s.items[i].norm {
		case "pipeline":
			return true
		case "works", "construction", "development":
			if b := s.items[max(0, i-1)].norm; i > p.lo && (b == "under" || b == "in" || b == "the" && i > 1 && s.items[i-2].norm == "in") {
				return true
			}
		}
	}
	return false
}

// plannedBehind tells whether the word behind the figure at an item calls it one
// to come: "another 260 MW planned".
func (s *sentence) plannedBehind(item int) bool {
	return item+1 < len(s.items) && plannedAdj[s.items[item+1].norm] && (item+2 == len(s.items) || s.items[item+2].tag != noun)
}

// ofPlan tells whether the trigger is what a plan holds: "the plan includes $3
// billion of loans", "its roadmap calls for".
func (s *sentence) ofPlan(p *place) bool {
	k := p.ch
	if !p.verb {
		k = p.gov
	}
	for range 2 { // a gerund stands in the object of the plan's verb
		if k < 0 {
			return false
		}
		chs, _ := s.subjects(k)
		if len(chs) == 1 && s.chunks[chs[0]].kind == np && (schemes[s.chunks[chs[0]].word] || s.chunks[k].gerund && building[p.t.frame.Kind] && planNoun[s.chunks[chs[0]].word]) {
			return true
		}
		if !s.chunks[k].gerund || k == 0 || s.chunks[k-1].kind != vg {
			return false
		}
		k--
	}
	return false
}

// schemes are what is still to be carried out.
var schemes = set(`plan plans roadmap blueprint`)

// surmised tells whether an adverb makes what follows a guess: "is likely behind
// another contract".
func (s *sentence) surmised(p *place) bool {
	for i := p.lo - 1; i >= 0 && i >= p.lo-6; i-- {
		switch n := s.items[i].norm; {
		case s.items[i].tag == pause || s.items[i].tag == comma:
			return false
		case (n == "likely" || n == "probably" || n == "presumably") && s.items[i+1].norm != "to":
			return true
		}
	}
	return false
}

// alreadyValued tells whether the amount at an item is a value that somebody has
// had: "recently valued at $500 million".
func (s *sentence) alreadyValued(item int) bool {
	for i := item - 1; i > 0 && i >= item-4; i-- {
		if n := s.items[i].norm; n == "valued" || n == "worth" {
			switch s.items[i-1].norm {
			case "recently", "last", "previously", "currently", "already", "most-recently", "now":
				return true
			}
			return false
		}
	}
	return false
}

// offerNouns say that something is only offered.
var offerNouns = set(`bid offer proposal approach`)

// isOffered tells whether what the noun trigger names stands behind an offer of
// it: "put forward a bid of $9 billion for the acquisition of".
func (s *sentence) isOffered(p *place) bool {
	for k := p.ch - 1; k >= 0 && k >= p.ch-6; k-- {
		switch c := &s.chunks[k]; c.kind {
		case np:
			if c.main >= 0 && s.items[c.main].tag == noun && offerNouns[s.items[c.main].norm] {
				return true
			}
		case pp, tm, ad:
		case vg:
			if !c.gerund {
				return false
			}
		default:
			return false
		}
	}
	return false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// foretold tells whether the words around the figure at an item call it one that
// is still to come: "an expected $60 million", "a forecast of $5 billion", "$4
// billion (estimated)".
func (s *sentence) foretold(item int) bool {
	c := &s.chunks[s.chunkOf[item]]
	for i := max(c.lo, item-3); i < item; i++ {
		if plannedAdj[s.items[i].norm] || s.items[i].norm == "targeted" {
			return true
		}
	}
	k := s.chunkOf[item]
	if k+1 < len(s.chunks) {
		if v := &s.chunks[k+1]; v.kind == vg && v.bare && forecasting[v.word] && v.word != "estimate" && (k+2 >= len(s.chunks) || s.chunks[k+2].kind != np) {
			return true // "a $3 billion loss projected for this year"
		}
	}
	for j := k - 1; j > 0 && j >= k-3; j-- {
		switch o := &s.chunks[j]; o.kind {
		case pp, tm:
			continue
		case np:
			return o.main >= 0 && (forecastNouns[s.items[o.main].norm] || forecastNouns[singular(s.items[o.main].norm)])
		}
		break
	}
	return false
}

// isForecast tells whether the noun trigger is part of a forecast: "its 2026
// revenue forecast is", "capex guidance".
func (s *sentence) isForecast(p *place) bool {
	c := &s.chunks[p.ch]
	for i := c.lo; i < c.hi; i++ {
		if n := s.items[i].norm; n != "budget" && (forecastNouns[n] || forecastNouns[singular(n)]) {
			return true
		}
	}
	return false
}

// forecastNouns name what somebody expects.
var forecastNouns = set(`forecast guidance outlook projection target goal estimate expectation expectations budget`)

// inForce tells whether the sentence says that what it tells holds today.
func (s *sentence) inForce(p *place) bool {
	for i := 0; i < len(s.items); i++ {
		switch s.items[i].norm {
		case "existing", "current", "currently", "already":
			if i < p.hi+2 {
				return true
			}
		}
	}
	return false
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

// standsAlready tells whether what a noun trigger names is a mark that another is
// measured by, or one from before: "will surpass Alpha's $852 billion valuation", "a
// prior valuation of $2 billion".
func (s *sentence) standsAlready(p *place) bool {
	for i := s.chunks[p.ch].lo; i < p.lo; i++ {
		if priorTo[s.items[i].norm] {
			return true
		}
	}
	return p.gov >= 0 && (rivalling[s.chunks[p.gov].word] || s.chunks[p.gov].word == "exceed" || s.chunks[p.gov].word == "eclipse") && s.possessorParty(p.ch) >= 0
}

// priorTo words set a figure before what is told.
var priorTo = set(`prior previous former last existing earlier`)

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
	if g, _ := s.governor(k - 1); g >= 0 && hedging[s.chunks[g].word] {
		return true
	}
	for j := k - 2; j >= 0 && j > k-8; j-- { // "is in talks for a round that would"
		switch c := &s.chunks[j]; c.kind {
		case np:
			if c.main >= c.lo && hedgeNoun[s.items[c.main].norm] {
				return !s.negatedNP(j)
			}
		case pp, tm, ad:
		case vg: // "is in talks to join a round that would"
			return c.inf && s.verbModality(j, "", 0) == possible
		default:
			return false
		}
	}
	return false
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
