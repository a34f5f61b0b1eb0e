package claim

import (
	"slices"
	"strings"
)

// casting gives the two roles of a trigger to the parties around it. Its steps
// run in the order of castingSteps and see what the steps before have filled.
type casting struct {
	*reader
	s         *sentence
	p         *place
	f         *Frame
	two       bool // the kind has a second party
	subj, obj []filler
	done      bool // no further step may change them
}

// castingSteps fill roles; each gives the reason where a trigger makes no claim.
var castingSteps = [...]func(*casting) string{
	(*casting).refuse,
	(*casting).outright,
	(*casting).fillSubject,
	(*casting).ownSubject,
	(*casting).fillObject,
	(*casting).nobody,
	(*casting).fromContext,
	(*casting).byKind,
	(*casting).complete,
}

// roles fills subject and object of a trigger; why is set where it cannot.
func (r *reader) roles(s *sentence, p *place) (subj, obj []filler, why string) {
	c := casting{reader: r, s: s, p: p, f: p.t.frame, two: twoParty[p.t.frame.Kind]}
	if c.f.Set {
		return r.setRoles(s, p, c.fill)
	}
	for _, step := range castingSteps {
		if why := step(&c); why != "" {
			return nil, nil, why
		}
		if c.done {
			break
		}
	}
	return c.subj, c.obj, ""
}

// fill gives the parties of the cheapest of some slots, none of whom is in not.
func (c *casting) fill(slots []string, not ...string) []filler {
	var best []filler
	for i, slot := range slots {
		fs := slices.DeleteFunc(slices.Clone(c.slotFillers(c.s, c.p, slot, not...)), func(x filler) bool {
			return slices.Contains(not, x.slug) || c.misfit(slot, x)
		})
		if len(fs) == 0 {
			continue
		}
		fs = addCost(fs, i)
		if c.f.Kind == "user_count" && (slot == "on" || slot == "across") && c.s.ownUsers(c.p) {
			fs = addCost(fs, 5)
		}
		if best == nil || fs[0].cost < best[0].cost {
			best = fs
		}
	}
	return best
}

// misfit tells whether a party in a slot cannot play a role in the frame's kind.
func (c *casting) misfit(slot string, x filler) bool {
	if !c.f.Set && len(x.from) > 0 && c.foreignOutlet(x.slug) && !(c.f.Kind == "licensing" && c.s.holds(x.from[0])) { // "Alpha News said it would license"
		return true
	}
	if (placeLike[slot] || sharing[c.f.Kind]) && c.placeName(c.s, x) {
		return true
	}
	class := func(name string) bool {
		return x.ch >= 0 && c.s.hasClass(c.s.chunks[x.ch].lo, c.s.chunks[x.ch].hi, name)
	}
	switch c.f.Kind {
	case "revenue", "profit", "user_count":
		return x.item >= 0 && c.s.informant(x.item) || c.placeName(c.s, x) || (slot == "ctl" || slot == "subj") && c.foreignOutlet(x.slug)
	case "acquisition":
		return class("chips") || class("power")
	case "debt":
		return slot == "with" && c.p.inf != "" // "a loan to fulfil its contract with Beta"
	case "capacity":
		switch slot {
		case "of":
			if x.item >= 0 && c.s.items[x.item].tag == pron {
				return true
			}
		case "subj", "iobj", "obj", "to":
			if class("chips") {
				return true
			}
		case "at":
			if c.perhapsPlace(c.s, x) {
				return true
			}
		}
		return c.placeName(c.s, x)
	}
	return false
}

// foreignOutlet tells whether a party is an outlet that the title does not name.
func (r *reader) foreignOutlet(slug string) bool {
	return r.isOutlet(slug) && !slices.Contains(r.talk.titles, slug)
}

// refuse gives why a trigger's words make no claim of its kind, whoever is near.
func (c *casting) refuse() string {
	s, p := c.s, c.p
	switch c.f.Kind {
	case "spending":
		if k := p.ch + 3; p.verb && k < len(s.chunks) && s.chunks[k-1].kind == pp && s.chunks[k].kind == vg && s.chunks[k].gerund && takingOver[s.chunks[k].word] {
			return "it is the price of somebody" // "spent $1 billion on acquiring Beta"
		}
	case "restructuring":
		if p.verb {
			return ""
		}
		if d := s.items[s.chunks[p.ch].lo].norm; (d == "a" || d == "an") && strings.HasPrefix(p.t.text, "spin") && (p.gov < 0 && hasSlot(p.args, "of") || p.gov >= 0 && p.gslot == "as" && hasSlot(p.args, "from")) {
			return "it only says where a company comes from" // "Alpha, a spinoff of Beta,"
		}
		if w := s.items[p.hi-1].norm; (w == "ipos" || w == "offerings" || w == "listings") && p.lo > 0 && s.numbered(p.lo-1) {
			return "they are those of many" // "raised $30 billion from 114 IPOs"
		}
	case "acquisition":
		if !p.verb && p.t.text == "bid" && p.inf != "" && !takingOver[p.inf] {
			return "it is an attempt at something else" // "in a bid to fund"
		}
		if p.t.text == "merger" && !p.verb && s.crowd(p, "of") && s.possessor(p.ch) < 0 {
			return "which of them survives is open" // "the merger of Alpha and Beta"
		}
	}
	return ""
}

// outright fills both roles where one construction says who plays them.
func (c *casting) outright() string {
	s, p := c.s, c.p
	switch c.f.Kind {
	case "valuation":
		if !p.verb {
			c.subj = c.investedAt(s, p)
			c.done = len(c.subj) > 0
		}
	case "investment":
		for _, way := range [...]func(*reader, *sentence, *place) ([]filler, []filler){(*reader).investorWeighs, (*reader).investorAsked} {
			if by, in := way(c.reader, s, p); len(by) > 0 && len(in) > 0 && by[0].slug != in[0].slug {
				c.subj, c.obj, c.done = by, in, true
				return ""
			}
		}
	case "spending":
		if p.verb {
			c.subj = c.planOf(s, p)
			c.done = len(c.subj) > 0
		}
	case "capacity", "purchase_commitment":
		if p.verb && c.dealActs(s, p) {
			c.subj, c.obj = c.fromDeal(c.f.Kind, nil, nil)
			c.done = true
		}
	}
	return ""
}

// fillSubject fills the subject from the frame's slots.
func (c *casting) fillSubject() string {
	s, f := c.s, c.f
	s.open = s.open[:0]
	c.subj = c.fill(f.Subject)
	if len(c.subj) == 0 && len(s.open) > 0 && unlisted[f.Kind] {
		// "spent years at Alphabet before founding Beta. The company raised"
		if no := c.listedAmong(s.open); len(no) > 0 {
			s.open = s.open[:0]
			c.subj = c.fill(f.Subject, no...)
		}
	}
	if len(c.subj) == 0 && len(s.open) > 0 {
		return s.undecided()
	}
	return ""
}

// ownSubject corrects whom the slots gave as the subject by what the kind is
// about: rounds are raised by companies that are not traded, by no investor.
func (c *casting) ownSubject() string {
	s, p, f := c.s, c.p, c.f
	switch f.Kind {
	case "acquisition":
		if !p.verb && p.gov >= 0 && getting[s.chunks[p.gov].word] && !c.bidFor(s, p) {
			c.subj = c.fill(slices.DeleteFunc(slices.Clone(f.Subject), func(slot string) bool { return slot == "ctl" }))
			if d := s.items[s.chunks[p.ch].lo].norm; (len(c.subj) == 0 || c.subj[0].ch < 0) && d != "the" && d != "that" && d != "this" {
				return "nobody is said to offer it" // "Beta is fielding offers"
			}
		}
	case "restructuring":
		if len(c.subj) == 2 && len(c.subj[0].from) > 0 {
			return "two do not change their form together"
		}
	case "valuation":
		c.subj = slices.DeleteFunc(slices.Clone(c.subj), func(x filler) bool { // what somebody owns
			return x.item >= 0 && s.items[x.item].tag == partyTag && s.partyOf(s.items[x.item]).Person
		})
	}
	if unlisted[f.Kind] || f.Kind == "restructuring" {
		c.raiser()
	}
	if len(c.subj) == 0 && p.verb && s.elliptic(p.ch) {
		if t, ok := c.talk.topic(s, unlisted[f.Kind]); ok {
			c.subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	return ""
}

// raiser corrects who raises a round, is valued or goes public.
func (c *casting) raiser() {
	s, p, f := c.s, c.p, c.f
	if f.Name != "fund closes" {
		told := c.subj
		c.subj = slices.DeleteFunc(slices.Clone(c.subj), func(x filler) bool {
			return c.moneyed(x.slug) || c.foreignOutlet(x.slug) // "the round that Alpha News reported on"
		})
		if len(c.subj) == 0 && len(told) > 0 && len(told[0].from) > 0 && p.verb && unlisted[f.Kind] && c.isOneOf(told[0].slug, []string{"vc", "private-equity"}) {
			c.subj = c.fill(f.Subject, slugs(told)...) // "Alpha Ventures led the round. The company has raised"
		}
	}
	if !unlisted[f.Kind] {
		return
	}
	if len(c.subj) > 0 && len(c.subj[0].from) > 0 && c.listed(c.subj[0].slug) && !c.isOneOf(c.subj[0].slug, []string{"startup"}) && !s.holds(c.subj[0].from[0]) && (!p.verb || f.Kind == "funding_round" || c.backing(s)) {
		// "Alpha backed Beta in its round", "Alpha invested in Beta. The company is
		// raising": not the listed investor's own
		if s2 := c.fill(f.Subject, c.subj[0].slug); len(s2) > 0 && !c.moneyed(s2[0].slug) {
			c.subj = s2
		}
	}
	if p.verb && len(c.subj) == 1 && (len(c.subj[0].from) > 0 || s.chunks[p.ch].gerund) {
		if own := c.whoseRound(s, p); len(own) > 0 && own[0].item >= 0 {
			c.subj = own // "Beta's round, which valued the company at"
		}
	}
	if f.Kind == "valuation" && !p.verb && strings.HasPrefix(p.t.text, "market ") && len(c.subj) == 1 && len(c.subj[0].from) > 0 && c.gazetteer.Organisation(c.subj[0].slug) != nil && !c.listed(c.subj[0].slug) {
		if s2 := c.fill(f.Subject, c.subj[0].slug); len(s2) > 0 && c.listed(s2[0].slug) {
			c.subj = s2 // only what is traded has a market value
		}
	}
}

// fillObject fills the object from the frame's slots, and settles which role has
// a phrase that both want.
func (c *casting) fillObject() string {
	s, p, f := c.s, c.p, c.f
	if c.two {
		c.obj = c.fill(f.Object, slugs(c.subj)...)
		if f.Kind == "equity_stake" {
			if by, in := eitherNamed(c.subj, c.fill(f.Object)); len(in) > 0 {
				c.subj, c.obj = by, in
			}
			if len(c.subj) == 1 && len(c.obj) == 1 && foundationOf(c.obj[0].slug, c.subj[0].slug) {
				c.subj, c.obj = c.obj, c.subj
			}
			if len(c.obj) > 0 && c.obj[0].ch < 0 && s.unnamedVenture(p) {
				return "the venture has no name"
			}
		}
		if f.Kind == "acquisition" && len(c.obj) == 0 && len(c.subj) > 0 {
			c.obj = c.bought(s, p, c.fill(f.Object), c.subj)
		}
		if len(c.obj) == 0 {
			c.share(c.fill(f.Object))
		}
	}
	if f.Kind == "acquisition" {
		c.obj = c.thingBought(s, c.obj)
		if !p.verb && s.aside(p.ch) && len(c.obj) > 0 && c.obj[0].ch == p.ch && len(c.subj) > 0 && c.subj[0].ch >= 0 && c.subj[0].ch != p.ch {
			return "another one may buy or be bought" // "Gamma turns to funds after Beta acquisition talks"
		}
		if len(c.obj) == 0 && len(c.subj) > 0 {
			c.obj = c.bought(s, p, c.fill(f.Object), c.subj)
		}
	}
	if f.ObjectIsCompany && c.two {
		c.obj = slices.DeleteFunc(c.obj, func(x filler) bool {
			return !c.company(s, x, f.Kind) && !(!p.verb && p.t.text != "offer" && p.t.text != "bid" && x.ch == p.ch && x.item+1 == p.lo) // "the Beta acquisition"
		})
	}
	if f.objectNot != nil {
		c.obj = slices.DeleteFunc(c.obj, func(x filler) bool {
			return x.ch >= 0 && s.chunks[x.ch].main >= 0 && f.objectNot[s.items[s.chunks[x.ch].main].norm]
		})
	}
	return ""
}

// share settles who plays which role where both want the same phrase: the
// object's slot wins if it is nearer and the subject finds another.
func (c *casting) share(obj []filler) {
	if len(obj) == 0 {
		return
	}
	own := len(c.subj) > 0 && c.subj[0].slug == obj[0].slug && (c.s.ownThing(c.subj[0]) && !sharing[c.f.Kind] || obj[0].cost > c.subj[0].cost+4)
	if subj := c.fill(c.f.Subject, slugs(obj)...); len(subj) > 0 && (!own || subj[0].ch >= 0 && len(subj[0].from) == 0) {
		c.subj, c.obj = subj, obj
	}
}

// nobody gives why the text around a trigger may not lend it a subject: the
// sentence says that it has another one, or one without a name.
func (c *casting) nobody() string {
	s, p, f := c.s, c.p, c.f
	if len(c.subj) == 0 && p.verb && unlisted[f.Kind] {
		c.subj = c.whoseRound(s, p)
	}
	if len(c.subj) == 1 && (f.Kind == "investment" || f.Kind == "equity_stake") {
		c.subj = c.ownMoney(s, c.subj)
	}
	if len(c.subj) > 0 {
		return ""
	}
	switch {
	case p.verb && !s.chunks[p.ch].passive && s.nobodys(p.ch):
		return "a whole industry is its subject"
	case f.Context && (p.verb && s.otherSubject(p, f) || !p.verb && s.nobodys(p.gov)):
		return "something else is its subject"
	case f.Context && !p.verb && s.ofStranger(p.ch):
		return "whose it is has no name"
	case f.Context && !p.verb && s.stranger(p.gov):
		return "nobody that the text names fits its subject"
	case f.Kind == "spending" && p.verb && s.chunks[p.ch].passive:
		return "nobody is said to"
	}
	return ""
}

// fromContext takes the subject that a trigger's own slots lack from the text
// around it.
func (c *casting) fromContext() string {
	f, two := c.f, c.two
	if len(c.subj) > 0 || !f.Context {
		return ""
	}
	givers := c.givers(c.s, c.p)
	if !two && results[f.Kind] {
		if c.subj = c.ownResults(c.s, c.p); len(c.subj) == 0 {
			c.subj = c.teller(c.s, c.p)
		}
	}
	if !two && len(c.subj) == 0 {
		c.subj = c.nearest(c.s, c.p, givers...)
	}
	if two && len(c.obj) > 0 {
		c.subj = c.counterpart(c.s, slugs(c.obj)...)
	}
	if len(c.subj) == 0 && (!two || len(c.obj) > 0 || openObject[f.Kind] || f.ObjectOpen) {
		if x, ok := c.raising(c.s, givers...); ok && unlisted[f.Kind] {
			c.subj = []filler{x}
		} else if t, ok := c.talk.topic(c.s, unlisted[f.Kind], append(slugs(c.obj), givers...)...); ok {
			c.subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	return ""
}

// complete gives why what is filled is no claim all the same.
func (c *casting) complete() string {
	s, p, f := c.s, c.p, c.f
	if len(f.SubjectIs) > 0 {
		c.subj = slices.DeleteFunc(c.subj, func(x filler) bool { return !c.isOneOf(x.slug, f.SubjectIs) })
	}
	switch {
	case len(c.subj) == 0:
		return "no " + role(f.Kind, 0) + " found"
	case !c.two:
		c.obj = nil
	case len(c.obj) > 0 && f.Kind == "investment" && p.t.text == "commitment" && (c.onlySells(c.obj[0].slug) || c.sellsAs(s, c.obj[0])) && !s.words(0, len(s.items), puttingIn):
		return "a commitment to who sells compute buys it"
	case len(c.obj) > 0 && f.Kind == "acquisition" && c.isOneOf(c.obj[0].slug, []string{"government"}):
		return "a government is not bought"
	case len(c.obj) > 0 && f.Kind == "acquisition" && c.obj[0].slug == c.subj[0].slug:
		return "a company does not buy itself"
	case len(c.obj) == 0 && !openObject[f.Kind] && !f.ObjectOpen:
		return "no " + role(f.Kind, 1) + " found"
	}
	if unlisted[f.Kind] && len(c.subj) > 1 && len(c.subj[0].from) > 0 && !s.words(0, len(s.items), eachWords) && !s.hasWord(0, len(s.items), "both") {
		return "it is the sum of several" // "the deals value the two companies at"
	}
	return ""
}

// elliptic tells whether a sentence starts with its verb: "Also acquired Beta."
func (s *sentence) elliptic(k int) bool {
	if v := &s.chunks[k]; !v.bare && (!v.finite || v.modal != "") || v.passive {
		return false
	}
	for j := 0; j < k; j++ {
		if s.chunks[j].kind != ad && s.chunks[j].kind != tm && !(s.chunks[j].kind == br && j > 0 && s.chunks[j-1].kind == tm) {
			return false // "May 2025: bought Beta" is a line of a timeline
		}
	}
	return true
}

func (it item) text(s *sentence) string { return s.text[it.start:it.end] }

// placing verbs make their subject the one who orders.
var placing = set(`place submit make issue put file give increase raise cancel`)

// orderWords are what customers place.
var orderWords = set(`order orders commitment commitments contract contracts demand`)

// results are what companies report of themselves.
var results = set(`revenue profit spending user_count`)

// ownResults is the company that says the figure of itself: "Sales were $2
// billion, Alpha said."
func (r *reader) ownResults(s *sentence, p *place) []filler {
	x := s.source
	if x == nil || x.party == "" || p.lo < x.from || p.lo >= x.to || r.isOutlet(x.party) {
		return nil
	}
	if r.moneyed(x.party) {
		return nil
	}
	for i := range s.items {
		if s.items[i].tag == partyTag && s.partyOf(s.items[i]).Slug == x.party && s.informant(i) {
			return nil // who polled the analysts
		}
	}
	return []filler{{x.party, x.at, nil, 4, -1, -1}}
}

// teller is the company in whose clause of saying the trigger stands: "Alpha beat
// Beta and disclosed that 2,000 customers".
func (r *reader) teller(s *sentence, p *place) []filler {
	k := p.ch - 1
	for k > 0 && (s.chunks[k].kind == tm || s.chunks[k].kind == ad || s.chunks[k].kind == sc && s.chunks[k].word == "that") {
		k--
	}
	if k < 1 || s.chunks[k].kind != vg || !saying[s.chunks[k].word] || s.chunks[k].passive {
		return nil
	}
	chs, cost := s.subjects(k)
	fs := r.chainFillers(s, chs, cost+2)
	if len(fs) != 1 || r.isOutlet(fs[0].slug) || r.moneyed(fs[0].slug) {
		return nil
	}
	return fs
}

// puttingIn words make money that goes to a company its capital.
var puttingIn = set(`invest invested investing investment investments investor investors equity stake shares fund funding round financing backer backing valuation valued`)

func uniq(fs []filler) []filler {
	var out []filler
	for _, f := range fs {
		if !slices.ContainsFunc(out, func(o filler) bool { return o.slug == f.slug }) {
			out = append(out, f)
		}
	}
	return out
}

func slugs(fs []filler) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.slug
	}
	return out
}

// role names the roles of a kind for explanations.
func role(kind string, n int) string {
	names := map[string][2]string{"investment": {"investor", "company"}, "acquisition": {"buyer", "target"}, "licensing": {"licensee", "licensor"},
		"purchase_commitment": {"buyer", "supplier"}, "capacity": {"user", "supplier"}, "equity_stake": {"holder", "company"},
		"revenue_share": {"payer", "receiver"}, "profit_share": {"payer", "receiver"}, "debt": {"borrower", "lender"}, "exclusivity": {"holder", "grantor"}}
	if x, ok := names[kind]; ok {
		return x[n]
	}
	return [2]string{"company", "other party"}[n]
}
