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

func (r *reader) verbSlot(s *sentence, p *place, slot string, not ...string) []filler {
	v := &s.chunks[p.ch]
	switch slot {
	case "subj":
		if v.passive && v.word != "entitle" || v.bare && s.followedBy(p, "by") {
			for _, a := range p.args {
				if a.slot == "by" {
					return addCost(r.listFillers(s, a.ch, not...), a.cost)
				}
			}
			return nil
		}
		chs, cost := s.subjects(p.ch)
		fs := r.chainFillers(s, chs, cost, not...)
		if len(fs) == 0 {
			fs = r.nearestBefore(s, p.ch, not...)
		}
		return fs
	case "obj":
		if v.passive || v.bare && s.followedBy(p, "by") {
			chs, cost := s.subjects(p.ch)
			return r.chainFillers(s, chs, cost, not...)
		}
		for _, a := range p.args {
			if a.slot == "obj" {
				return addCost(r.listFillers(s, a.ch, not...), a.cost)
			}
		}
		if c := s.beforeAdverbs(p.ch); v.bare && !v.gerund && c > 0 && s.chunks[c].kind == cm && s.chunks[c-1].kind == np {
			chs, cost := s.subjects(p.ch) // "The company, valued at $2 billion, has"
			if fs := r.chainFillers(s, chs, cost, not...); len(fs) > 0 {
				return fs
			}
		}
		if k := p.ch - 1; v.bare && !v.gerund && k > 1 && s.chunks[k].kind == np && !s.named(k) && s.chunks[k-1].kind == cm {
			if fs := r.fillersOf(s, k, not...); len(fs) > 0 { // "Beta, a Dutch company valued at"
				return fs
			}
		}
		return r.relativized(s, p.ch, not...)
	case "iobj":
		for _, a := range p.args {
			if a.slot != "obj" && a.slot != "also" {
				break
			}
			c := s.chunks[a.ch]
			if s.possessor(a.ch) > c.lo && c.main > s.possessor(a.ch) && s.items[c.main].tag != amountTag {
				continue
			}
			if fs := r.fillersOf(s, a.ch, not...); len(fs) > 0 && (fs[0].cost < 4 || len(fs[0].from) > 0 && fs[0].cost < 7) {
				return addCost(fs, a.cost)
			}
			if fs := r.granted(s, a.ch); len(fs) > 0 {
				return addCost(fs, a.cost)
			}
		}
		if v.passive {
			chs, cost := s.subjects(p.ch)
			return r.chainFillers(s, chs, cost, not...)
		}
		return nil
	case "poss2", "of-poss", "obj-poss", "named-poss":
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 && !(slot == "named-poss" && s.items[x].tag == pron) && !(slot == "named-poss" && s.items[x].tag == det) {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "round-poss": // "take $20 million of Beta's Series C"
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 && s.words(s.chunks[a.ch].lo, s.chunks[a.ch].hi, roundNouns) {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "pre2":
		for _, a := range p.args {
			c := s.chunks[a.ch]
			if s.possessorParty(a.ch) >= 0 { // "IREN's Childress campus"
				continue
			}
			for x := c.hi - 1; x >= c.lo; x-- {
				if s.items[x].tag == partyTag && x != c.main && s.items[min(x+1, len(s.items)-1)].tag != poss {
					return addCost(r.partyItem(s, x, a.ch, 0), a.cost)
				}
			}
		}
		return nil
	case "gobj", "ctl":
		return nil
	case "earner":
		return r.earner(s, p, not...)
	case "subj-poss":
		return r.subjectOwner(s, p, not...)
	case "counterpart":
		if p.t.frame.Kind == "investment" && (hasSlot(p.args, "in") || hasSlot(p.args, "into") || hasSlot(p.args, "on")) {
			return nil // into a thing, not into the other party
		}
		if p.t.frame.Kind == "investment" && len(not) > 0 {
			if x, ok := r.backed(s, not...); ok {
				return []filler{x} // whom the text speaks of before whom the title names
			}
		}
		return r.counterpart(s, not...)
	case "main-subj":
		return r.mainSubject(s, p, not...)
	case "stake-of":
		return r.afterPercent(s, p, not...)
	case "giver": // "Beta gave Alpha a 5% stake": in itself, if no other is named
		for _, a := range p.args {
			if (a.slot == "in" || a.slot == "of") && !inAll[s.chunks[a.ch].word] && s.chunks[a.ch].word != "company" && s.chunks[a.ch].word != "itself" {
				return nil
			}
		}
		return r.verbSlot(s, p, "subj", not...)
	case "be-subj":
		// "Beta is 49% owned by Alpha"
		if k := p.ch - 2; k >= 0 && s.chunks[p.ch-1].kind == np && s.head(p.ch-1) >= 0 && s.chunks[k].kind == vg && s.chunks[k].word == "be" {
			chs, cost := s.subjects(k)
			return r.chainFillers(s, chs, cost, not...)
		}
		if k := p.ch - 3; k >= 0 && s.chunks[p.ch-1].kind == np && s.head(p.ch-1) >= 0 && s.chunks[p.ch-2].kind == cm {
			return r.fillersOf(s, k, not...) // "Beta, 60% owned by Alpha,"
		}
		if k := p.ch - 1; k > 1 && v.bare && s.chunks[k].kind == np && s.named(k) && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "of" && s.head(k-2) >= 0 {
			return r.fillersOf(s, k, not...) // "the 27% of Beta owned by Alpha"
		}
		return nil
	case "with2": // "a partnership with Beta to supply chips"
		if k := p.ch - 1; v.inf && k > 2 && s.chunks[k].kind == np && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "with" && s.chunks[k-2].kind == np && (contractNouns[s.chunks[k-2].word] || s.chunks[k-2].word == "partnership") {
			return r.fillersOf(s, k, not...)
		}
		return nil
	case "other":
		return r.onlyOther(s, p, not...)
	case "context":
		if _, ok := r.relativeObject(s, p, "", not...); ok {
			return nil // "a venture in which Alpha holds": not the article's topic
		}
		if p.t.frame.Kind == "equity_stake" {
			if fs := r.sameCompany(s, not...); len(fs) > 0 {
				return fs
			}
		}
		return r.fromContext(s, not...)
	}
	if fs := r.prepFillers(s, p.args, slot, not...); len(fs) > 0 {
		return fs
	}
	fs, _ := r.relativeObject(s, p, slot, not...)
	return fs
}

// followedBy tells whether a bare participle has an agent phrase with this
// preposition and no object.
func (s *sentence) followedBy(p *place, word string) bool {
	for _, a := range p.args {
		if a.slot == "obj" {
			return false
		}
		if a.slot == word {
			return true
		}
	}
	return false
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

func (r *reader) nounSlot(s *sentence, p *place, slot string, not ...string) []filler {
	c := &s.chunks[p.ch]
	switch slot {
	case "poss":
		for x := p.lo - 1; x > c.lo; x-- {
			if s.items[x].tag == poss {
				return r.owner(s, p.ch, x-1, not...)
			}
		}
		if x := c.lo; x < p.lo {
			switch s.items[x].norm {
			case "its", "our", "their":
				return r.owner(s, p.ch, x, not...)
			}
		}
		return nil
	case "pre":
		var out []filler
		for x := p.lo - 1; x >= c.lo; x-- {
			if s.items[x].tag == partyTag && s.items[x+1].tag != poss {
				if results[p.t.frame.Kind] && r.perhapsSegment(s, x) {
					continue
				}
				out = append(out, r.partyItem(s, x, p.ch, 1)...)
			}
		}
		// "Alpha-Beta partnership"
		if k := p.ch; len(out) == 0 && k > 0 && s.chunks[k-1].kind == np && p.lo == c.lo {
			return addCost(r.fillersOf(s, k-1, not...), 2)
		}
		return out
	case "holders":
		return r.holdersOf(s, p, not...)
	case "many-pre": // "two Alpha acquisitions: Beta and Gamma"
		if strings.HasSuffix(s.items[p.hi-1].norm, "s") && (len(r.listSlot(s, p, "labelled")) > 0 || len(r.listSlot(s, p, "included")) > 0 || len(r.listSlot(s, p, "spelt")) > 0) {
			return r.nounSlot(s, p, "pre", not...)
		}
		return nil
	case "ctl", "subj", "ctl:get", "ctl-get":
		return r.controllers(s, p, slot, not...)
	case "named-gobj":
		if p.gslot != "obj" && !(p.gov >= 0 && granting[s.chunks[p.gov].word]) {
			return nil // "snatched Beta up for a price tag of"
		}
		return slices.DeleteFunc(r.nounSlot(s, p, "gobj", not...), func(f filler) bool { return len(f.from) > 0 })
	case "gobj", "iobj":
		if p.gov < 0 {
			return nil
		}
		for x := p.gov + 1; x <= p.ch; x++ {
			if s.chunks[x].kind != np {
				break
			}
			for y := s.chunks[x].lo; y < s.chunks[x].hi && y < p.lo; y++ {
				if s.items[y].tag == partyTag && (y+1 >= len(s.items) || s.items[y+1].tag != poss) {
					return r.partyItem(s, y, x, 0)
				}
				if s.items[y].tag == pron {
					return r.pronoun(s, y, x, not...)
				}
			}
			if x < p.ch {
				if fs := r.fillersOf(s, x, not...); len(fs) > 0 {
					return fs
				}
			}
		}
		return nil
	case "poss2", "of-poss":
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "pre2":
		for _, a := range p.args {
			cc := s.chunks[a.ch]
			for x := cc.hi - 1; x >= cc.lo; x-- {
				if s.items[x].tag == partyTag && x != cc.main && s.items[x+1].tag != poss {
					return addCost(r.partyItem(s, x, a.ch, 0), a.cost)
				}
			}
		}
		return nil
	case "from!":
		if p.inf != "" {
			return nil
		}
		return r.prepFillers(s, p.args, "from", not...)
	case "for!": // "a deal for Beta"; not "a deal for Beta to use its models"
		for _, a := range p.args {
			if l := s.members(a.ch); a.slot == "for" && l[len(l)-1]+1 < len(s.chunks) && s.chunks[l[len(l)-1]+1].inf {
				return nil
			}
		}
		return r.prepFillers(s, p.args, "for", not...)
	case "other":
		return r.onlyOther(s, p, not...)
	case "counterpart":
		if p.t.frame.Kind == "investment" && len(not) > 0 {
			if x, ok := r.backed(s, not...); ok {
				return []filler{x}
			}
		}
		return r.counterpart(s, not...)
	case "earner":
		return r.earner(s, p, not...)
	case "gov2":
		return r.governed(s, p, not...)
	case "govobj":
		return r.namedAs(s, p, not...)
	case "relsubj":
		return r.relativeSubject(s, p, not...)
	case "borne": // "Alpha, with a 27% stake, is the largest shareholder of Beta"
		if len(r.bearer(s, p)) == 0 {
			return nil
		}
		return r.onlyOther(s, p, not...)
	case "bearer":
		return r.bearer(s, p, not...)
	case "valued":
		// "values Alpha at a $5 billion valuation"
		if p.gov >= 0 && (s.chunks[p.gov].word == "value" || s.chunks[p.gov].word == "price") {
			q := place{t: p.t, ch: p.gov, verb: true, amt: -1, args: s.right(p.gov, "obj")}
			return r.verbSlot(s, &q, "obj", not...)
		}
		return nil
	case "between":
		for _, a := range p.args {
			if a.slot == "between" || a.slot == "among" {
				return addCost(r.listFillers(s, a.ch, not...), a.cost)
			}
		}
		return nil
	case "context":
		return r.fromContext(s, not...)
	case "funded": // "SoftBank's $40 billion investment", in an article on a private company
		if c.lo < p.lo && s.possessorParty(p.ch) >= 0 {
			if t, ok := r.talk.topic(s, true, not...); ok && t.cost <= 6 {
				return []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 2, -1, -1}}
			}
		}
		return nil
	case "paragraph": // the party that the paragraph speaks of
		if fs := r.fromContext(s, not...); len(fs) > 0 && fs[0].cost <= 6 {
			return fs
		}
		return nil
	case "appos":
		k := p.ch - 1
		for k > 0 && s.chunks[k].kind == ad { // "Alpha, now worth"
			k--
		}
		if k > 0 && s.chunks[k].kind == op && s.chunks[k-1].kind == np && s.named(k-1) { // "Alpha (market cap: $1 billion)"
			return r.fillersOf(s, k-1, not...)
		}
		if k > 0 && (s.chunks[k].kind == cm || s.chunks[k].kind == br && s.chunks[k].word != ";" && s.chunks[k].word != ".") && s.chunks[k-1].kind == np && s.named(k-1) {
			return r.fillersOf(s, k-1, not...)
		}
		return nil
	case "fronted":
		return r.fronted(s, p, not...)
	case "labelled", "included", "spelt", "glist":
		return r.listSlot(s, p, slot, not...)
	case "led": // "is leading Beta's round with a commitment of"
		if p.gov >= 0 && leading[s.chunks[p.gov].word] && p.ch > 0 && s.chunks[p.ch-1].kind == pp && s.chunks[p.ch-1].word == "with" {
			for _, a := range s.right(p.gov, "obj") {
				if x := s.possessor(a.ch); a.slot == "obj" && x >= 0 {
					return r.owner(s, a.ch, x, not...)
				}
			}
		}
		return nil
	case "used":
		return r.usedBy(s, p, not...)
	case "held":
		if k := p.ch + 1; k < len(s.chunks) && s.chunks[k].kind == vg && s.chunks[k].bare {
			for _, a := range s.right(k, "obj") {
				if a.slot == "by" {
					return r.listFillers(s, a.ch, not...)
				}
			}
		}
		return nil
	}
	return r.prepFillers(s, p.args, slot, not...)
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
