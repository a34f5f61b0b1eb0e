package claim

import (
	"slices"
	"strings"
)

// roles fills subject and object of a trigger; why is set where it cannot.
func (r *reader) roles(s *sentence, p *place) (subj, obj []filler, why string) {
	f := p.t.frame
	two := twoParty[f.Kind]
	fill := func(slots []string, not ...string) []filler {
		var best []filler
		for i, slot := range slots {
			fs := r.slotFillers(s, p, slot, not...)
			fs = slices.DeleteFunc(slices.Clone(fs), func(x filler) bool {
				return slices.Contains(not, x.slug) || !f.Set && len(x.from) > 0 && r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug) || (placeLike[slot] || sharing[f.Kind]) && r.placeName(s, x) || f.Kind != "spending" && results[f.Kind] && (x.item >= 0 && s.informant(x.item) || r.placeName(s, x) || (slot == "ctl" || slot == "subj") && r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug)) ||
					f.Kind == "capacity" && r.placeName(s, x) ||
					f.Kind == "capacity" && slot == "of" && x.item >= 0 && s.items[x.item].tag == pron ||
					f.Kind == "acquisition" && x.ch >= 0 && (s.hasClass(s.chunks[x.ch].lo, s.chunks[x.ch].hi, "chips") || s.hasClass(s.chunks[x.ch].lo, s.chunks[x.ch].hi, "power")) ||
					f.Kind == "capacity" && (slot == "subj" || slot == "iobj" || slot == "obj") && x.ch >= 0 && s.hasClass(s.chunks[x.ch].lo, s.chunks[x.ch].hi, "chips") ||
					f.Kind == "capacity" && slot == "at" && r.perhapsPlace(s, x) ||
					f.Kind == "debt" && slot == "with" && p.inf != "" || // "a loan to fulfil its contract with Beta"
					f.Kind == "capacity" && slot == "to" && x.ch >= 0 && s.hasClass(s.chunks[x.ch].lo, s.chunks[x.ch].hi, "chips")
			})
			if len(fs) == 0 {
				continue
			}
			fs = addCost(slices.Clone(fs), i)
			if f.Kind == "user_count" && (slot == "on" || slot == "across") && s.ownUsers(p) {
				fs = addCost(fs, 5)
			}
			if best == nil || fs[0].cost < best[0].cost {
				best = fs
			}
		}
		return best
	}
	if f.Set {
		return r.setRoles(s, p, fill)
	}
	if k := p.ch + 3; f.Kind == "spending" && p.verb && k < len(s.chunks) && s.chunks[k-1].kind == pp && s.chunks[k].kind == vg && s.chunks[k].gerund && takingOver[s.chunks[k].word] {
		return nil, nil, "it is the price of somebody" // "spent $1 billion on acquiring Beta"
	}
	if d := s.items[s.chunks[p.ch].lo].norm; f.Kind == "restructuring" && !p.verb && (d == "a" || d == "an") && strings.HasPrefix(p.t.text, "spin") && (p.gov < 0 && hasSlot(p.args, "of") || p.gov >= 0 && p.gslot == "as" && hasSlot(p.args, "from")) {
		return nil, nil, "it only says where a company comes from" // "Alpha, a spinoff of Beta,"
	}
	if w := s.items[p.hi-1].norm; f.Kind == "restructuring" && !p.verb && (w == "ipos" || w == "offerings" || w == "listings") && p.lo > 0 && s.numbered(p.lo-1) {
		return nil, nil, "they are those of many" // "raised $30 billion from 114 IPOs"
	}
	if f.Kind == "acquisition" && !p.verb && p.t.text == "bid" && p.inf != "" && !takingOver[p.inf] {
		return nil, nil, "it is an attempt at something else" // "in a bid to fund"
	}
	if f.Kind == "valuation" && !p.verb {
		if x := r.investedAt(s, p); len(x) > 0 {
			return x, nil, ""
		}
	}
	if f.Kind == "acquisition" && p.t.text == "merger" && !p.verb && s.crowd(p, "of") && s.possessor(p.ch) < 0 {
		return nil, nil, "which of them survives is open" // "the merger of Alpha and Beta"
	}
	if f.Kind == "investment" {
		if by, in := r.investorWeighs(s, p); len(by) > 0 && len(in) > 0 && by[0].slug != in[0].slug {
			return by, in, ""
		}
		if by, in := r.investorAsked(s, p); len(by) > 0 && len(in) > 0 && by[0].slug != in[0].slug {
			return by, in, ""
		}
	}
	if p.verb && (f.Kind == "capacity" || f.Kind == "purchase_commitment") && r.dealActs(s, p) {
		subj, obj = r.fromDeal(f.Kind, nil, nil)
		return subj, obj, ""
	}
	// the role whose first filler is named outright is filled first
	s.open = s.open[:0]
	subj = fill(f.Subject)
	if len(subj) == 0 && len(s.open) > 0 && unlisted[f.Kind] {
		// "spent years at Alphabet before founding Beta. The company raised"
		if no := r.listedAmong(s.open); len(no) > 0 {
			s.open = s.open[:0]
			subj = fill(f.Subject, no...)
		}
	}
	if len(subj) == 0 && len(s.open) > 0 {
		return nil, nil, s.undecided()
	}
	if f.Kind == "acquisition" && !p.verb && p.gov >= 0 && getting[s.chunks[p.gov].word] && !r.bidFor(s, p) {
		subj = fill(slices.DeleteFunc(slices.Clone(f.Subject), func(slot string) bool { return slot == "ctl" }))
		if d := s.items[s.chunks[p.ch].lo].norm; (len(subj) == 0 || subj[0].ch < 0) && d != "the" && d != "that" && d != "this" {
			return nil, nil, "nobody is said to offer it" // "Beta is fielding offers"
		}
	}
	if f.Kind == "restructuring" && len(subj) == 2 && len(subj[0].from) > 0 {
		return nil, nil, "two do not change their form together"
	}
	if f.Kind == "valuation" {
		subj = slices.DeleteFunc(slices.Clone(subj), func(x filler) bool { // what somebody owns
			return x.item >= 0 && s.items[x.item].tag == partyTag && s.partyOf(s.items[x.item]).Person
		})
	}
	if (unlisted[f.Kind] || f.Kind == "restructuring") && f.Name != "fund closes" {
		told := subj
		subj = slices.DeleteFunc(slices.Clone(subj), func(x filler) bool {
			return r.moneyed(x.slug) || r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug) // "the round that Alpha News reported on"
		})
		if len(subj) == 0 && len(told) > 0 && len(told[0].from) > 0 && p.verb && unlisted[f.Kind] && r.isOneOf(told[0].slug, []string{"vc", "private-equity"}) {
			subj = fill(f.Subject, slugs(told)...) // "Alpha Ventures led the round. The company has raised"
		}
	}
	if unlisted[f.Kind] && len(subj) > 0 && len(subj[0].from) > 0 && r.listed(subj[0].slug) && !r.isOneOf(subj[0].slug, []string{"startup"}) && !s.holds(subj[0].from[0]) && (!p.verb || f.Kind == "funding_round" || r.backing(s)) {
		// "Alpha backed Beta in its round", "Alpha invested in Beta. The company is
		// raising": not the listed investor's own
		if s2 := fill(f.Subject, subj[0].slug); len(s2) > 0 && !r.moneyed(s2[0].slug) {
			subj = s2
		}
	}
	if unlisted[f.Kind] && p.verb && len(subj) == 1 && (len(subj[0].from) > 0 || s.chunks[p.ch].gerund) {
		if own := r.whoseRound(s, p); len(own) > 0 && own[0].item >= 0 {
			subj = own // "Beta's round, which valued the company at"
		}
	}
	if f.Kind == "valuation" && !p.verb && strings.HasPrefix(p.t.text, "market ") && len(subj) == 1 && len(subj[0].from) > 0 && r.gazetteer.Organisation(subj[0].slug) != nil && !r.listed(subj[0].slug) {
		if s2 := fill(f.Subject, subj[0].slug); len(s2) > 0 && r.listed(s2[0].slug) {
			subj = s2 // only what is traded has a market value
		}
	}
	if len(subj) == 0 && p.verb && s.elliptic(p.ch) {
		if t, ok := r.talk.topic(s, unlisted[f.Kind]); ok {
			subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	if two {
		obj = fill(f.Object, slugs(subj)...)
		if f.Kind == "equity_stake" {
			if by, in := eitherNamed(subj, fill(f.Object)); len(in) > 0 {
				subj, obj = by, in
			}
			if len(subj) == 1 && len(obj) == 1 && foundationOf(obj[0].slug, subj[0].slug) {
				subj, obj = obj, subj
			}
			if len(obj) > 0 && obj[0].ch < 0 && s.unnamedVenture(p) {
				return nil, nil, "the venture has no name"
			}
		}
		if len(obj) == 0 && f.Kind == "acquisition" && len(subj) > 0 {
			obj = r.bought(s, p, fill(f.Object), subj)
		}
		if len(obj) == 0 {
			if alt := fill(f.Object); len(alt) > 0 { // both want the same phrase: the object's slot wins if it is nearer
				own := len(subj) > 0 && subj[0].slug == alt[0].slug && (s.ownThing(subj[0]) && !sharing[f.Kind] || alt[0].cost > subj[0].cost+4)
				if s2 := fill(f.Subject, slugs(alt)...); len(s2) > 0 && (!own || s2[0].ch >= 0 && len(s2[0].from) == 0) {
					subj, obj = s2, alt
				}
			}
		}
	}
	if f.Kind == "acquisition" {
		obj = r.thingBought(s, obj)
		if !p.verb && s.aside(p.ch) && len(obj) > 0 && obj[0].ch == p.ch && len(subj) > 0 && subj[0].ch >= 0 && subj[0].ch != p.ch {
			return nil, nil, "another one may buy or be bought" // "Gamma turns to funds after Beta acquisition talks"
		}
	}
	if f.Kind == "acquisition" && len(obj) == 0 && len(subj) > 0 {
		obj = r.bought(s, p, fill(f.Object), subj)
	}
	if f.ObjectIsCompany && two {
		obj = slices.DeleteFunc(obj, func(x filler) bool {
			return !r.company(s, x, f.Kind) && !(!p.verb && p.t.text != "offer" && p.t.text != "bid" && x.ch == p.ch && x.item+1 == p.lo) // "the Beta acquisition"
		})
	}
	if f.objectNot != nil {
		obj = slices.DeleteFunc(obj, func(x filler) bool {
			return x.ch >= 0 && s.chunks[x.ch].main >= 0 && f.objectNot[s.items[s.chunks[x.ch].main].norm]
		})
	}
	if len(subj) == 0 && p.verb && unlisted[f.Kind] {
		subj = r.whoseRound(s, p)
	}
	if len(subj) == 0 && p.verb && !s.chunks[p.ch].passive && s.nobodys(p.ch) {
		return nil, nil, "a whole industry is its subject"
	}
	if len(subj) == 0 && f.Context && (p.verb && s.otherSubject(p, f) || !p.verb && s.nobodys(p.gov)) {
		return nil, nil, "something else is its subject"
	}
	if (f.Kind == "investment" || f.Kind == "equity_stake") && len(subj) == 1 {
		subj = r.ownMoney(s, subj)
	}
	if len(subj) == 0 && f.Context && !p.verb && s.ofStranger(p.ch) {
		return nil, nil, "whose it is has no name"
	}
	if len(subj) == 0 && f.Context && !p.verb && s.stranger(p.gov) {
		return nil, nil, "nobody that the text names fits its subject"
	}
	if len(subj) == 0 && f.Kind == "spending" && p.verb && s.chunks[p.ch].passive {
		return nil, nil, "nobody is said to"
	}
	givers := r.givers(s, p)
	if len(subj) == 0 && f.Context && !two && results[f.Kind] {
		if subj = r.ownResults(s, p); len(subj) == 0 {
			subj = r.teller(s, p)
		}
	}
	if len(subj) == 0 && f.Context && !two {
		subj = r.nearest(s, p, givers...)
	}
	if len(subj) == 0 && f.Context && two && len(obj) > 0 {
		subj = r.counterpart(s, slugs(obj)...)
	}
	if len(subj) == 0 && f.Context && (!two || len(obj) > 0 || openObject[f.Kind] || f.ObjectOpen) {
		if x, ok := r.raising(s, givers...); ok && unlisted[f.Kind] {
			subj = []filler{x}
		} else if t, ok := r.talk.topic(s, unlisted[f.Kind], append(slugs(obj), givers...)...); ok {
			subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	if two && len(obj) == 0 && len(subj) > 0 && f.Kind == "investment" && p.verb && !s.putElsewhere(p) {
		// "is putting in another $3 billion, which takes its total in the company to"
		if t, ok := r.otherParty(s, p, slugs(subj)...); ok {
			obj = []filler{t}
		}
	}
	if len(subj) == 0 && f.Kind == "investment" && !p.verb && r.before != nil && r.before.Kind == "investment" && r.before.In == s.in && s.n-r.beforeAt <= 3 && r.before.Evidence.Subject != nil {
		// "follows a $5 billion commitment to Beta": by the investor spoken of
		if o := fill(f.Object, r.before.Subject); len(o) > 0 && o[0].item >= 0 && len(o[0].from) == 0 && o[0].cost <= 4 {
			subj, obj = []filler{{r.before.Subject, Pointer{}, append([]Pointer{*r.before.Evidence.Subject}, r.before.Evidence.From...), 4, -1, -1}}, o
		}
	}
	if two && len(obj) == 0 && len(subj) > 0 && f.Kind == "investment" && !p.verb && (r.round != nil && s.n-r.roundAt <= 3 || r.before != nil && r.before.Kind == "investment" && s.n-r.beforeAt <= 3 && r.before.Subject == subj[0].slug) && !hasSlot(p.args, "in") && !hasSlot(p.args, "into") && !hasSlot(p.args, "to") {
		if t, ok := r.backed(s, slugs(subj)...); ok { // "is not far behind with a $95 million investment"
			obj = []filler{t}
		}
	}
	if f.Kind == "purchase_commitment" && !p.verb && singular(p.t.text) == "order" && len(obj) > 0 && len(subj) > 0 && (p.gov < 0 || !placing[s.chunks[p.gov].word]) && slices.ContainsFunc(p.args, func(a arg) bool { return a.slot == "from" && a.ch == obj[0].ch }) {
		subj, obj = obj, subj // "Alpha has an order from Beta"
	} else if f.Kind == "purchase_commitment" && (!p.verb && p.inf == "" || f.Name == "expand a contract by" || f.Name == "sign up for a sum") {
		subj, obj = r.orient(s, subj, obj)
	}
	if f.Kind == "capacity" && !p.verb && p.inf == "" && len(subj) > 0 && len(obj) > 0 && contractNouns[p.t.text] {
		subj, obj = r.orient(s, subj, obj)
	}
	if f.Kind == "capacity" && len(subj) == 1 && len(obj) > 0 && subj[0].ch < 0 && r.isOneOf(subj[0].slug, []string{"chipmaker"}) && r.isOneOf(obj[0].slug, []string{"chipmaker"}) {
		return nil, nil, "who makes chips is not who uses another's"
	}
	if f.Kind == "capacity" && p.verb && getting[s.chunks[p.ch].word] && len(subj) == 1 && len(obj) == 1 && r.isOneOf(subj[0].slug, []string{"chipmaker"}) && !r.sells(obj[0].slug) && s.words(p.hi, len(s.items), orderWords) {
		subj, obj = obj, subj // "Alpha wins 6 gigawatts of orders from Beta"
	}
	if f.Kind == "capacity" {
		obj = slices.DeleteFunc(obj, func(x filler) bool { return r.isOneOf(x.slug, []string{"government"}) }) // a country supplies none
	}
	if f.Kind == "capacity" && len(obj) > 1 {
		obj = slices.DeleteFunc(obj, func(x filler) bool { return !r.sells(x.slug) })
	}
	if f.Kind == "capacity" && len(subj) == 1 && len(obj) == 1 && !(p.verb && renting[s.chunks[p.ch].word]) && r.isOneOf(subj[0].slug, []string{"chipmaker"}) && !r.sells(obj[0].slug) && r.gazetteer.Organisation(obj[0].slug) != nil {
		subj, obj = obj, subj // "Alpha announces a 6 GW chip partnership with Beta"
	}
	if f.Kind == "capacity" && len(obj) == 0 && len(subj) == 1 && r.isOneOf(subj[0].slug, []string{"chipmaker"}) && !(p.verb && renting[s.chunks[p.ch].word]) {
		// who makes the chips is not who uses them
		if u, ok := r.user(s, p, subj[0].slug); ok {
			subj, obj = []filler{u}, subj
		} else {
			return nil, nil, "who makes the chips is not who uses them"
		}
	}
	if f.Kind == "agreement_term" && len(subj) == 2 && (len(obj) == 0 || obj[0].ch < 0) {
		subj, obj = subj[:1], subj[1:]
	}
	if f.Kind == "capacity" && len(obj) == 0 && len(subj) > 0 && !r.isOneOf(subj[0].slug, []string{"cloud", "datacenter", "neocloud", "utility", "energy"}) && (!p.verb || obtaining[s.chunks[p.ch].word]) {
		obj = r.seller(s, p, slugs(subj))
	}
	if (f.Kind == "capacity" || f.Kind == "purchase_commitment") && len(obj) == 0 && len(subj) == 1 && (!p.verb || obtaining[s.chunks[p.ch].word]) {
		obj = r.fromUs(subj[0].slug)
	}
	if f.Kind == "purchase_commitment" && !p.verb && supplying[p.inf] {
		// "a contract to supply Beta with chips": the subject sells
		var buyer []filler
		for _, a := range p.args {
			if a.slot == "inf" || a.slot == "to" {
				if buyer = r.listFillers(s, a.ch, slugs(subj)...); len(buyer) > 0 {
					break
				}
			}
		}
		if len(buyer) > 0 {
			subj, obj = buyer, subj
		} else {
			subj, obj = obj, subj
		}
	}
	if f.License && len(subj) > 0 && len(obj) == 0 && (p.inf == "let" || p.inf == "allow") {
		// "a deal to let Beta use its articles"
		for _, a := range p.args {
			if a.slot == "inf" {
				obj = subj
				subj = r.listFillers(s, a.ch, slugs(obj)...)
				break
			}
		}
	}
	if both := r.nounSlot(s, p, "between"); !p.verb && len(both) == 2 && f.License {
		subj, obj = both, nil // whoever else the sentence speaks of
	}
	if f.License && !p.verb && len(obj) == 0 && len(subj) == 1 {
		// "Alpha Music settled with Beta and signed a licensing deal"
		if o := r.onlyOther(s, p, subj[0].slug); len(o) == 1 && r.ownsContent(o[0].slug) != r.ownsContent(subj[0].slug) {
			if obj = o; !r.ownsContent(o[0].slug) {
				subj, obj = o, subj
			}
		}
	}
	if f.License {
		subj, obj = r.licensor(subj, obj)
		if r.licensesOwn(s, p, subj, obj) {
			subj, obj = obj, subj
		}
	}
	if f.ObjectOwns {
		obj = slices.DeleteFunc(slices.Clone(obj), func(x filler) bool { return !r.ownsContent(x.slug) })
	}
	if sharing[f.Kind] && len(obj) == 0 && p.verb && s.chunks[p.ch].gerund {
		obj = r.mainClause(s, p, slugs(subj)...)
	}
	if f.Kind == "revenue_share" {
		subj, obj = r.whoPays(s, p, subj, obj)
	}
	if sharing[f.Kind] && len(obj) == 0 && (len(subj) > 1 || len(fill(f.Object)) > 0) {
		return nil, nil, "who pays whom is open"
	}
	if sharing[f.Kind] && p.verb && s.chunks[p.ch].word != "entitle" && slices.Contains(f.Object, "subj") && s.ownIncome(p) { // nobody is entitled to what is his anyway
		return nil, nil, "the income is its own"
	}
	if two && len(obj) == 0 && len(subj) == 2 && (f.Kind == "purchase_commitment" || f.Kind == "capacity") {
		subj, obj = r.supplier(subj)
	}
	if f.Kind == "purchase_commitment" && !p.verb && contractNouns[lastWord(p.t.text)] && (len(subj) == 0 || len(obj) == 0) {
		if b, sl := r.betweenTwo(s, p); len(b) > 0 {
			subj, obj = b, sl
		}
	}
	if f.Kind == "purchase_commitment" && !p.verb && len(subj) > 0 && len(obj) > 0 {
		if x := r.givesInReturn(s, p, obj[0].slug); len(x) > 0 {
			subj = x
		}
	}
	if f.Kind == "purchase_commitment" && len(obj) > 1 && len(f.Value) > 0 {
		return nil, nil, "one sum for several suppliers"
	}
	if two && (len(subj) == 0 || len(obj) == 0 || f.Again) && r.recalls(s, p) {
		subj, obj = r.fromDeal(f.Kind, subj, obj)
	}
	if f.Kind == "equity_stake" && len(subj) > 0 && len(obj) > 0 && subj[0].ch < 0 && obj[0].ch < 0 {
		if subj, obj = r.heldBefore(s); len(subj) == 0 {
			return nil, nil, "neither holder nor company is named"
		}
	}
	if len(f.SubjectIs) > 0 {
		subj = slices.DeleteFunc(subj, func(x filler) bool { return !r.isOneOf(x.slug, f.SubjectIs) })
	}
	switch {
	case len(subj) == 0:
		return nil, nil, "no " + role(f.Kind, 0) + " found"
	case two && len(obj) > 0 && f.Kind == "investment" && p.t.text == "commitment" && (r.onlySells(obj[0].slug) || r.sellsAs(s, obj[0])) && !s.words(0, len(s.items), puttingIn):
		return nil, nil, "a commitment to who sells compute buys it"
	case two && len(obj) > 0 && f.Kind == "acquisition" && r.isOneOf(obj[0].slug, []string{"government"}):
		return nil, nil, "a government is not bought"
	case two && len(obj) > 0 && f.Kind == "acquisition" && obj[0].slug == subj[0].slug:
		return nil, nil, "a company does not buy itself"
	case two && len(obj) == 0 && !openObject[f.Kind] && !f.ObjectOpen:
		return nil, nil, "no " + role(f.Kind, 1) + " found"
	}
	if !two {
		obj = nil
	}
	if unlisted[f.Kind] && len(subj) > 1 && len(subj[0].from) > 0 && !s.words(0, len(s.items), eachWords) && !s.hasWord(0, len(s.items), "both") {
		return nil, nil, "it is the sum of several" // "the deals value the two companies at"
	}
	return subj, obj, ""
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
