package claim

// What a governing verb or noun makes of what it governs.
var (
	planning = set(`plan expect agree commit pledge intend aim promise set project forecast target vow prepare schedule slate poise announce anticipate predict estimate propose guarantee
unveil outline opt decide choose earmark gear ready arrange elect undertake budget order vote oblige guide envisage foresee envision commission contemplate-to mandate require bind task file`)
	hedging = set(`consider explore discuss mull seek negotiate eye weigh want hope look talk bid try attempt offer contemplate evaluate study debate circle pursue court approach
push propose wish desire float rumor rumour think allow entitle option threaten close-to near review entertain woo vie rethink reconsider demand invite sound apply petition lobby
line tout shop solicit scout hunt canvass angle jockey ask request assess gauge ponder envision-to believe like prefer fancy encourage urge`)
	denying = set(`deny refute dispute reject dismiss rebuff refuse decline`)
	ending  = set(`end expire drop lift lose terminate cancel scrap dissolve eliminate relinquish abandon forgo waive lapse revoke cease stop remove collapse block unwind shed exit ditch surrender give-up hand-back break kill loosen shelve call-off repay veto annul void discontinue nix axe quit
withdraw pull-out sever redeem retire rescind unravel unpick erase walk-away turn-down`)
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
		if kind == "licensing" && (v.modal == "may" || v.modal == "can") {
			m = actual // who may use it has the right
		}
	}
	m = max(m, s.hedged(k))
	if v.prog && dealKinds[kind] && (!v.past || s.reportedAt(k)) && v.word != "hover" {
		m = max(m, planned)
	}
	if v.prog && erecting[v.word] && kind == "capacity" && !v.past {
		m = max(m, planned) // "is building a 1 GW site"
	}
	if v.neg || v.modal == "won't" || v.modal == "wouldn't" || v.modal == "couldn't" {
		if s.hasWord(v.lo, v.hi+1, "longer") || s.hasWord(v.hi, v.hi+12, "anymore") {
			return ended
		}
		if !s.words(v.lo, min(v.hi+2, len(s.items)), merely) && !s.hasWord(v.hi, v.hi+1, "until") {
			return denied
		}
	}
	if s.hasWord(v.lo, v.hi+2, "longer") && s.hasWord(max(0, v.lo-1), v.hi+1, "no") {
		return ended
	}
	if k > 1 && !v.past && v.modal == "" && !v.inf && !v.gerund && v.main == v.lo && s.items[v.main].norm == v.word && s.chunks[k-1].kind == np && s.chunks[k-2].kind == vg && s.chunks[k-2].word == "see" {
		m = max(m, s.verbModality(k-2, kind, depth+1)) // "the deal will see Alpha buy"
	}
	if v.inf || v.gerund {
		m = max(m, s.governed(k, kind, depth))
	} else if j := k - 1; j >= 0 && (s.chunks[j].kind == cc || s.chunks[j].kind == cm && s.baseForm(k)) {
		// "agreed to buy A and invest in B": a bare infinitive goes on
		for x := j - 1; x >= 0; x-- {
			if s.chunks[x].kind == vg {
				if (s.chunks[x].inf || s.chunks[x].modal != "" || s.baseForm(x)) && !v.past && !v.passive && v.modal == "" {
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

// baseForm tells whether the verb group at chunk k is the bare base form: "will see
// Alpha buy and run".
func (s *sentence) baseForm(k int) bool {
	v := &s.chunks[k]
	return !v.past && v.modal == "" && !v.gerund && v.main == v.lo && s.items[v.main].norm == v.word && v.word != "be"
}

// reportedAt tells whether a verb of saying in the past has the verb group at
// chunk k in its clause, so that its past stands for a present: "the Globe
// reported that Alpha was raising".
func (s *sentence) reportedAt(k int) bool {
	for j := k - 1; j >= 0 && s.chunks[j].kind != br; j-- {
		if c := &s.chunks[j]; c.kind == vg {
			return saying[c.word] && c.past
		}
	}
	for j := k + 1; j < len(s.chunks) && s.chunks[j].kind != br; j++ {
		if c := &s.chunks[j]; c.kind == vg && saying[c.word] && c.past && s.followsQuote(j) {
			return true
		}
	}
	return false
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
				g, _ := s.governor(j)
				if g >= 0 && contractual[kind] && contracts[n] && concluding[s.chunks[g].word] && !(kind == "capacity" && erecting[s.chunks[k].word]) {
					return s.verbModality(g, kind, depth+1) // a signed contract to buy binds
				}
				if planNoun[n] {
					if s.negatedNP(j) {
						return denied // "has no plans to buy"
					}
					m := planned
					if g >= 0 && ending[s.verbWord(g)] && !s.chunks[g].neg {
						return ended // "walked away from a deal to buy"
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
			if c.word == "contract" && contractual[kind] && !c.passive {
				return g // "has contracted to buy": it is bound
			}
			if s.chunks[k].inf && c.finite && (building[kind] || dealKinds[kind] && joiningForces[c.word]) {
				return max(planned, s.ruled(j, kind, g)) // "is working with Alpha to add 2 GW"
			}
			return s.ruled(j, kind, g)
		default:
			if s.chunks[k].inf && c.kind == sc && c.word == "whether" {
				return possible
			}
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

// merely words behind "not" deny that this is all.
var merely = set(`only just merely simply solely`)

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

// joiningForces verbs say with whom something is still to be done.
var joiningForces = set(`partner work team collaborate join tap hire engage enlist appoint mandate cooperate`)

// erecting verbs make what is not there yet.
var erecting = set(`build construct develop co-develop erect plan prepare add deploy install stand roll design`)

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
	if v.hi < len(s.items) && (s.items[v.hi].norm == "off" && v.word == "call" || s.items[v.hi].norm == "up" && v.word == "give" || s.items[v.hi].norm == "out" && v.word == "pull" || s.items[v.hi].norm == "away" && v.word == "walk" || s.items[v.hi].norm == "down" && v.word == "turn") {
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
	case w == "continue" && g == planned && sharing[kind]:
		return actual // "will continue to receive 20%": it does so already
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
