package claim

import (
	"slices"
	"strings"
)

// place is one occurrence of a trigger.
type place struct {
	t    trigger
	ch   int // chunk
	lo   int // items of the trigger
	hi   int
	inf  string // lemma of an infinitive right behind a noun
	verb bool
	amt  int // for amounts that are triggers: index, else -1

	args  []arg // to the right
	gov   int   // governing verb group of a noun, or -1
	gslot string
}

// getting verbs make their subject the receiver.
var getting = set(`secure receive raise get win land take attract accept obtain score nab bag draw collect snag pull clinch welcome gain reject rebuff spurn decline consider weigh turn field`)

var leading = set(`lead co-lead join anchor back head`)

// reaching verbs tie a noun to the amount behind them: "revenue hit $5 billion".
var reaching = set(`be reach hit total exceed surpass top cross stand rise climb grow jump fall drop increase remain come amount pass approach soar surge decline double triple swell balloon shrink go
average near set estimate project forecast expect value put peg cap start include represent equal cost see become run lift push bring raise take boost reduce cut slash lower drive quadruple quintuple widen narrow deepen dwindle swing slip slide edge dilute expand improve treble mushroom dip pare trim clock hover knock catapult propel vault send drag ring tally tumble plunge plummet skyrocket zoom creep inch ease notch level peak multiply advance sink collapse slump rebound limit restrict curb stay`)

// slotFillers gives the parties in one slot of a trigger, best first.
func (r *reader) slotFillers(s *sentence, p *place, slot string, not ...string) []filler {
	if p.verb {
		return r.verbSlot(s, p, slot, not...)
	}
	return r.nounSlot(s, p, slot, not...)
}

func (r *reader) chainFillers(s *sentence, chs []int, cost int, not ...string) []filler {
	var out []filler
	for i, k := range chs {
		fs := r.fillersOf(s, k, not...)
		if i == 0 && len(fs) == 0 {
			// "its agreement to acquire": the owner acts
			if c := s.chunks[k]; c.main >= 0 && (planNoun[s.items[c.main].norm] || hedgeNoun[s.items[c.main].norm] || outlays[s.items[c.main].norm] || roundNouns[s.items[c.main].norm] || s.items[c.main].norm == "funding" || resolves[s.items[c.main].norm]) {
				if x := s.possessor(k); x >= 0 {
					fs = addCost(r.owner(s, k, x, not...), 1)
				}
			}
		}
		if i == 0 && len(fs) == 0 && len(chs) == 1 {
			if x := s.exemplified(k); x > 0 { // "other companies, including Alpha and Beta, are investing"
				return addCost(r.listFillers(s, x, not...), cost+1)
			}
		}
		if i == 0 && len(fs) == 0 && len(chs) == 2 && !s.listed(chs) {
			// "The board of Alpha": the head says nothing; the complement may
			if c := s.chunks[chs[0]]; c.main >= c.lo && (transparent[s.items[c.main].norm] || transparent[singular(s.items[c.main].norm)]) {
				return addCost(r.fillersOf(s, chs[1], not...), cost+2)
			}
			return nil
		}
		if i == 1 && len(chs) == 2 && !s.listed(chs) {
			break
		}
		out = append(out, addCost(fs, cost)...)
	}
	return out
}

// resolves are what somebody has or takes to do something: "Alpha's move to buy".
var resolves = set(`move decision push promise pledge readiness willingness vow race drive quest refusal failure ability need strategy gamble pact choice inability`)

// listed tells whether two chunks of a chain are members of a list, not a head
// and its complement.
func (s *sentence) listed(chs []int) bool {
	if s.chunks[chs[1]-1].kind == cc {
		return true
	}
	for k := chs[0] + 1; k < chs[1]; k++ {
		if s.chunks[k].kind == pp {
			return false
		}
	}
	return true
}

// prepFillers gives the parties behind a preposition, the nearest phrase that
// names one.
func (r *reader) prepFillers(s *sentence, args []arg, slot string, not ...string) []filler {
	possessed := strings.HasSuffix(slot, "-poss")
	compound := strings.HasSuffix(slot, "-pre")
	word := strings.TrimSuffix(strings.TrimSuffix(slot, "-poss"), "-pre")
	for _, a := range args {
		if a.slot != word {
			continue
		}
		if word == "with" && a.ch > 1 && s.chunks[a.ch-2].kind == cm && a.ch+1 < len(s.chunks) && s.chunks[a.ch+1].kind == vg && s.chunks[a.ch+1].gerund {
			continue // ", with Alpha buying": a clause of its own
		}
		if possessed {
			if x := s.possessor(a.ch); x >= 0 {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
			continue
		}
		if compound {
			c := s.chunks[a.ch]
			for x := c.hi - 1; x >= c.lo; x-- {
				if s.items[x].tag == partyTag {
					return addCost(r.partyItem(s, x, a.ch, 0), a.cost)
				}
			}
			continue
		}
		if fs := r.listFillers(s, a.ch, not...); len(fs) > 0 && !(word == "to" && r.placeName(s, fs[0])) { // "from sales to China to Beta"
			return addCost(fs, a.cost)
		}
		switch word {
		case "in", "into", "to", "toward", "towards":
			if fs := r.behindSecurity(s, a.ch, not...); len(fs) > 0 {
				return addCost(fs, a.cost)
			}
		}
	}
	return nil
}

// afterPercent gives the company of "49 percent of Alpha" to the right.
func (r *reader) afterPercent(s *sentence, p *place, not ...string) []filler {
	for i := p.hi; i+1 < len(s.items); i++ {
		if k := s.chunkOf[i]; s.chunks[k].kind == vg && s.chunks[k].gerund && s.chunks[k-1].kind == cm {
			return nil // ", sending shares of Gamma down 3%"
		}
		if s.items[i].tag == amountTag && s.amounts[s.items[i].index].class == "percent" {
			for k := s.chunkOf[i]; k < len(s.chunks) && k < s.chunkOf[i]+5; k++ {
				if s.chunks[k].kind == np && k > 0 && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "of" || s.chunks[k-1].word == "in") {
					if fs := r.fillersOf(s, k, not...); len(fs) > 0 {
						return fs
					}
				}
			}
		}
	}
	return nil
}

// fromContext is the party that the article speaks of, where no words name one.
func (r *reader) fromContext(s *sentence, not ...string) []filler {
	if t, ok := r.talk.topic(s, false, not...); ok {
		return []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 2, -1, -1}}
	}
	return nil
}

// onlyOther is the one party of the clause that is in no role yet.
func (r *reader) onlyOther(s *sentence, p *place, not ...string) []filler {
	var out []filler
	for x := range s.items {
		if s.items[x].tag != partyTag {
			continue
		}
		for _, f := range r.partyItem(s, x, s.chunkOf[x], 5) {
			if slices.Contains(not, f.slug) || r.isOutlet(f.slug) || r.placeName(s, f) || slices.Contains(slugs(out), f.slug) || s.partyOf(s.items[x]).Person || s.bystander(f.ch) || !s.stirs(f.ch, p) {
				continue
			}
			out = append(out, f)
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// counterpart is the other one where the title names two parties and one of them
// is in the other role.
func (r *reader) counterpart(s *sentence, not ...string) []filler {
	if len(r.talk.titles) != 2 || len(not) == 0 {
		return nil
	}
	for i, t := range r.talk.titles {
		if t == not[0] {
			other := r.talk.titles[1-i]
			for _, x := range r.talk.seen {
				if x.slug == other {
					return []filler{{other, Pointer{}, []Pointer{x.at}, 4, -1, -1}}
				}
			}
		}
	}
	return nil
}
