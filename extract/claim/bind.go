package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

// candidate is a filled frame before it competes for its amount.
type candidate struct {
	p       *place
	subject []filler
	object  []filler
	amt     int // index of the amount, or -1
	cost    int
}

// twoParty kinds have an object.
var twoParty = set(`revenue_share profit_share investment equity_stake purchase_commitment capacity licensing exclusivity agreement_term acquisition partnership debt`)

// openObject kinds may lack a named object.
var openObject = set(`capacity debt revenue_share`)

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
		if args == nil {
			args = s.right(k, "obj")
		}
		lo := c.main
		if lo < 0 {
			lo = c.lo
		}
		out = append(out, place{t: t, ch: k, lo: lo, hi: hi, verb: true, amt: -1, args: args, gov: -1})
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

func (r *reader) addNoun(out []place, s *sentence, k, x int) []place {
	key := singular(s.items[x].norm)
	done := map[*Frame]bool{}
	for _, t := range r.index.nouns[key] {
		if done[t.frame] {
			continue
		}
		hi := x
		ok := true
		for _, w := range t.words {
			if hi >= len(s.items) || s.items[hi].norm != w && singular(s.items[hi].norm) != singular(w) || s.items[hi].tag == partyTag {
				ok = false
				break
			}
			hi++
		}
		if !ok {
			continue
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
		done[t.frame] = true
		p := place{t: t, ch: s.chunkOf[hi-1], lo: x, hi: hi, amt: -1}
		first := ""
		if s.chunks[p.ch].kind == pp { // "worth"
			first = s.chunks[p.ch].word
		}
		p.args = s.right(p.ch, first)
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
		if p.gov < 0 && k > 0 && s.chunks[k-1].word == "under" {
			p.gov, p.gslot = s.mainVerb(p.ch), "under"
		}
		out = append(out, p)
	}
	return out
}

// behindWorth skips what a contract is worth and how long it runs: "a contract
// worth $2 billion (€1.7 billion) to supply".
func (s *sentence) behindWorth(k int) int {
	for k+1 < len(s.chunks) && s.chunks[k].kind == pp && s.chunks[k+1].kind == np && s.head(k+1) >= 0 {
		k += 2
		if k < len(s.chunks) && s.chunks[k].kind == op && s.chunks[k].match > k {
			k = s.chunks[k].match + 1
		}
	}
	return k
}

// qualifiesAnother tells whether a trigger only qualifies the noun behind it:
// "profit margin", "capital expenditure", "debt load".
func (s *sentence) qualifiesAnother(p *place) bool {
	if p.hi >= len(s.items) || p.hi >= s.chunks[p.ch].hi || s.items[p.hi].tag != noun {
		return false
	}
	n := s.items[p.hi].norm
	return !amountNouns[n] && !amountNouns[singular(n)] && !headNouns[n] && !headNouns[singular(n)]
}

// headNouns may stand behind a trigger without changing what it speaks of.
var headNouns = set(`valid due effective deal agreement round commitment program programme plan project level figure target forecast guidance run rate line package facility financing offering sale payment contract capacity
budget estimate pact partnership pool goal bill costs tranche close raise transaction announcement purchase amount number base pipeline backlog buildout build-out lease site campus projects
jump offer process talks discussions bid proposal position holding expansion operation push effort initiative spree outlay drive count clip basis milestone mark projection`)

// clause gives the items around a trigger in which its arguments and qualifying
// words may stand.
func (s *sentence) clause(p *place) (int, int) {
	lo, hi := p.ch, p.ch
	for lo > 0 && s.chunks[lo-1].kind != br && s.chunks[lo-1].kind != sc {
		lo--
	}
	for hi+1 < len(s.chunks) && s.chunks[hi+1].kind != br {
		hi++
	}
	return s.chunks[lo].lo, s.chunks[hi].hi
}

// near gives the items of the trigger, of its arguments and of its amount.
func (s *sentence) near(p *place, amt int) (int, int) {
	lo, hi := s.chunks[p.ch].lo, s.chunks[p.ch].hi
	for _, a := range p.args {
		if a.cost > 9 || !p.verb && a.cost > 4 || p.verb && a.slot != "obj" && a.slot != "of" && a.slot != "in" && a.slot != "also" && a.slot != "from" && a.slot != "to" {
			break
		}
		hi = max(hi, s.chunks[a.ch].hi)
	}
	if amt >= 0 {
		c := s.chunks[s.amounts[amt].chunk]
		lo, hi = min(lo, c.lo), max(hi, c.hi)
	}
	return lo, hi
}

// candidates fills the frame of one trigger in all ways that its words allow.
func (r *reader) candidates(s *sentence, p *place) []candidate {
	f := p.t.frame
	trace := func(why string) []candidate {
		if r.trace != nil {
			r.tell(s, p, -1, why)
		}
		return nil
	}
	clo, chi := s.clause(p)
	if f.with != nil && !s.words(clo, chi, f.with) && !(f.License && r.aboutLicensing(s, p)) && !(f.SellerIsEnough && r.toSeller(s, p)) && !r.recalls(s, p) && !(f.Things && s.putElsewhere(p)) {
		return trace("none of its words under with stands in the clause")
	}
	if need := f.Requires[p.t.text]; need != nil && !s.words(clo, chi, toSet(need)) {
		return trace("none of the words that " + p.t.text + " requires")
	}
	if f.verbsOf != nil && (p.gov < 0 || !f.verbsOf[s.chunks[p.gov].word]) {
		return trace("no verb that it requires governs it")
	}
	if p.gov >= 0 && slices.Contains(f.NotUnder, s.chunks[p.gov].word) {
		return trace("its verb makes it another kind")
	}
	if f.Again && !r.recalls(s, p) {
		return trace("it does not speak of a deal before")
	}
	if f.of != nil && !s.incomeOf(p, f.of) {
		return trace("it is not said of what it must be said of")
	}
	if f.NeedsPercent && !s.hasClass(clo, chi, "percent") {
		return trace("no percentage in the clause")
	}
	nlo, nhi := s.near(p, -1)
	if p.verb {
		nlo = p.lo
		if v := &s.chunks[p.ch]; v.bare && p.ch > 0 && s.chunks[p.ch-1].kind == np && p.lo == v.lo { // "an all-stock deal valued at"
			nlo = s.chunks[p.ch-1].lo
		}
	}
	if f.without != nil && s.qualifies(nlo, nhi, f.without) {
		return trace("a word under without stands near")
	}
	var picks []pick
	if len(f.Value) > 0 || p.amt >= 0 {
		picks = r.values(s, p)
		if !p.verb {
			r.raisedTo(s, p, func(ps []pick, c int) {
				for _, x := range ps {
					if !slices.ContainsFunc(picks, func(y pick) bool { return y.amt == x.amt }) && f.units[s.amounts[x.amt].class] {
						picks = append(picks, pick{x.amt, x.cost + c})
					}
				}
			})
		}
		if len(picks) == 0 && !f.ValueOptional {
			return trace("no amount of its units in its value slots")
		}
	}
	if len(picks) == 0 {
		picks = []pick{{-1, 0}}
	}
	if len(f.Crowd) > 0 && !slices.ContainsFunc(f.Crowd, func(slot string) bool { return s.crowd(p, slot) }) {
		return trace("not several parties stand behind it")
	}
	for _, slot := range f.NoPartyIn {
		if fs := r.slotFillers(s, p, slot); len(fs) > 0 && fs[0].cost <= 8 && !r.placeName(s, fs[0]) {
			return trace("a party stands behind " + slot)
		}
	}
	subj, obj, why := r.roles(s, p)
	if why != "" {
		return trace(why)
	}
	if f.Lone && p.verb && s.crowd(p, "from") {
		return trace("several give it together")
	}
	var out []candidate
	var rest []filler
	if f.ValueOptional && len(obj) > 1 && picks[0].amt >= 0 && r.priceOfFirst(s, obj, picks[0].amt) {
		obj, rest = obj[:1], obj[1:]
	}
	for _, pk := range picks {
		c := candidate{p: p, subject: subj, object: obj, amt: pk.amt, cost: pk.cost + f.Weight}
		if pk.amt >= 0 {
			if lo, hi := s.near(p, pk.amt); f.without != nil && s.qualifies(min(lo, nlo), hi, f.without) {
				if r.trace != nil {
					r.tell(s, p, pk.amt, "a word under without stands near the amount")
				}
				continue
			}
			if f.needMoney != nil && s.amounts[pk.amt].class == "money" && !s.words(clo, chi, f.needMoney) {
				continue
			}
			if s.vetoed(pk.amt, f.Kind) {
				if r.trace != nil {
					r.tell(s, p, pk.amt, "the amount is a price, a growth or a size that is no claim")
				}
				continue
			}
		}
		for i, fs := range [][]filler{subj, obj} {
			if len(fs) > 0 {
				c.cost += fs[0].cost
			} else if i == 1 && twoParty[f.Kind] && f.Kind != "debt" {
				c.cost += 7
			}
		}
		out = append(out, c)
	}
	if f.ValueOptional && two(f) && len(out) > 0 {
		if len(rest) > 0 {
			c := out[0]
			c.object, c.amt = rest, -1
			out = append(out, c)
		}
		c := out[0]
		c.object = append(slices.Clone(obj), rest...)
		out = append(out, r.furtherObjects(s, &c)...)
	}
	return out
}

func two(f *Frame) bool { return twoParty[f.Kind] }

// priceOfFirst tells whether an amount stands right behind the first object of a
// list and so is the price of that one alone.
func (r *reader) priceOfFirst(s *sentence, obj []filler, amt int) bool {
	k := s.amounts[amt].chunk
	return obj[0].ch >= 0 && obj[1].ch > k && k > obj[0].ch
}

func (s *sentence) hasClass(lo, hi int, class string) bool {
	for i := lo; i < hi; i++ {
		if s.items[i].tag == amountTag && s.amounts[s.items[i].index].class == class {
			return true
		}
	}
	return false
}

// roles fills subject and object of a trigger; why is set where it cannot.
func (r *reader) roles(s *sentence, p *place) (subj, obj []filler, why string) {
	f := p.t.frame
	two := twoParty[f.Kind]
	fill := func(slots []string, not ...string) []filler {
		var best []filler
		for i, slot := range slots {
			fs := r.slotFillers(s, p, slot, not...)
			fs = slices.DeleteFunc(slices.Clone(fs), func(x filler) bool {
				return slices.Contains(not, x.slug) || placeLike[slot] && r.placeName(s, x) ||
					f.Kind == "capacity" && slot == "at" && r.perhapsPlace(s, x) ||
					f.Kind == "capacity" && slot == "to" && x.ch >= 0 && s.hasClass(s.chunks[x.ch].lo, s.chunks[x.ch].hi, "chips")
			})
			if len(fs) == 0 {
				continue
			}
			fs = addCost(slices.Clone(fs), i)
			if best == nil || fs[0].cost < best[0].cost {
				best = fs
			}
		}
		return best
	}
	if f.Set {
		return r.setRoles(s, p, fill)
	}
	if f.Kind == "investment" {
		if by, in := r.investorAsked(s, p); len(by) > 0 && len(in) > 0 && by[0].slug != in[0].slug {
			return by, in, ""
		}
	}
	// the role whose first filler is named outright is filled first
	subj = fill(f.Subject)
	if f.Kind == "acquisition" && !p.verb && p.gov >= 0 && getting[s.chunks[p.gov].word] && !r.bidFor(s, p) {
		subj = fill(slices.DeleteFunc(slices.Clone(f.Subject), func(slot string) bool { return slot == "ctl" }))
	}
	if (unlisted[f.Kind] || f.Kind == "restructuring") && f.Name != "fund closes" {
		subj = slices.DeleteFunc(slices.Clone(subj), func(x filler) bool {
			o := r.gazetteer.Organisation(x.slug)
			return o != nil && moneyed(o)
		})
	}
	if unlisted[f.Kind] && len(subj) > 0 && len(subj[0].from) > 0 && r.listed(subj[0].slug) {
		// "backed Poolside in its round": not the listed investor's own
		if s2 := fill(f.Subject, subj[0].slug); len(s2) > 0 {
			subj = s2
		}
	}
	if len(subj) == 0 && p.verb && s.elliptic(p.ch) {
		if t, ok := r.talk.topic(s, unlisted[f.Kind]); ok {
			subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	if two {
		obj = fill(f.Object, slugs(subj)...)
		if len(obj) == 0 {
			if alt := fill(f.Object); len(alt) > 0 { // both want the same phrase: the object's slot wins if it is nearer
				if s2 := fill(f.Subject, slugs(alt)...); len(s2) > 0 {
					subj, obj = s2, alt
				}
			}
		}
	}
	if f.Kind == "acquisition" && len(obj) == 0 && len(subj) > 0 {
		obj = r.bought(s, p, fill(f.Object), subj)
	}
	if f.ObjectIsCompany && two {
		obj = slices.DeleteFunc(obj, func(x filler) bool { return !r.company(s, x, f.Kind) })
	}
	if f.objectNot != nil {
		obj = slices.DeleteFunc(obj, func(x filler) bool {
			return x.ch >= 0 && s.chunks[x.ch].main >= 0 && f.objectNot[s.items[s.chunks[x.ch].main].norm]
		})
	}
	if len(subj) == 0 && p.verb && f.Context && s.otherSubject(p, f) {
		return nil, nil, "something else is its subject"
	}
	givers := r.givers(s, p)
	if len(subj) == 0 && f.Context && !two {
		subj = r.nearest(s, p, givers...)
	}
	if len(subj) == 0 && f.Context && two && len(obj) > 0 {
		subj = r.counterpart(s, slugs(obj)...)
	}
	if len(subj) == 0 && f.Context && (!two || len(obj) > 0 || openObject[f.Kind]) {
		if t, ok := r.talk.topic(s, unlisted[f.Kind], append(slugs(obj), givers...)...); ok {
			subj = []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
		}
	}
	if two && len(obj) == 0 && len(subj) > 0 && f.Kind == "investment" && p.verb && !s.putElsewhere(p) {
		// "has agreed to invest a fresh $5 billion, bringing its total in the company to"
		if t, ok := r.otherParty(s, p, slugs(subj)...); ok {
			obj = []filler{t}
		}
	}
	if f.Kind == "purchase_commitment" && !p.verb && p.inf == "" {
		subj, obj = r.orient(s, subj, obj)
	}
	if f.Kind == "capacity" && len(obj) > 1 {
		obj = slices.DeleteFunc(obj, func(x filler) bool { return !r.sells(x.slug) })
	}
	if f.Kind == "capacity" && len(obj) == 0 && len(subj) == 1 && r.isOneOf(subj[0].slug, []string{"chipmaker"}) {
		// who makes the chips is not who uses them
		if u, ok := r.user(s, p, subj[0].slug); ok {
			subj, obj = []filler{u}, subj
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
	if f.License {
		subj, obj = r.licensor(subj, obj)
	}
	if sharing[f.Kind] && len(obj) == 0 && p.verb && s.chunks[p.ch].gerund {
		obj = r.mainClause(s, p, slugs(subj)...)
	}
	if sharing[f.Kind] && len(obj) == 0 && (len(subj) > 1 || len(fill(f.Object)) > 0) {
		return nil, nil, "who pays whom is open"
	}
	if sharing[f.Kind] && p.verb && slices.Contains(f.Object, "subj") && s.ownIncome(p) {
		return nil, nil, "the income is its own"
	}
	if two && len(obj) == 0 && len(subj) == 2 && (f.Kind == "purchase_commitment" || f.Kind == "capacity") {
		subj, obj = r.supplier(subj)
	}
	if two && (len(subj) == 0 || len(obj) == 0 || f.Again) && r.recalls(s, p) {
		subj, obj = r.fromDeal(f.Kind, subj, obj)
	}
	if len(f.SubjectIs) > 0 {
		subj = slices.DeleteFunc(subj, func(x filler) bool { return !r.isOneOf(x.slug, f.SubjectIs) })
	}
	switch {
	case len(subj) == 0:
		return nil, nil, "no " + role(f.Kind, 0) + " found"
	case two && len(obj) > 0 && f.Kind == "acquisition" && r.isOneOf(obj[0].slug, []string{"government"}):
		return nil, nil, "a government is not bought"
	case two && len(obj) > 0 && f.Kind == "acquisition" && obj[0].slug == subj[0].slug:
		return nil, nil, "a company does not buy itself"
	case two && len(obj) == 0 && !openObject[f.Kind]:
		return nil, nil, "no " + role(f.Kind, 1) + " found"
	}
	if !two {
		obj = nil
	}
	return subj, obj, ""
}

// sharing kinds say who pays whom a part of what comes in.
var sharing = set(`revenue_share profit_share`)

var supplying = set(`supply provide sell deliver build ship host furnish equip manufacture`)

// sellers are types of organisations that sell compute, chips or power.
var sellers = []string{"cloud", "chipmaker", "datacenter", "neocloud", "utility", "energy", "hardware", "foundry"}

// supplier tells buyer and supplier of two that signed together apart by what
// they are; if neither or both sell, nobody can.
func (r *reader) supplier(two []filler) (buyer, seller []filler) {
	sells := func(f filler) bool { return r.sells(f.slug) }
	switch a, b := sells(two[0]), sells(two[1]); {
	case b && !a:
		return two[:1], two[1:]
	case a && !b:
		return two[1:], two[:1]
	}
	return two, nil
}

// aboutLicensing tells whether a deal without a word of licensing is one all the
// same: with owners of content, in an article whose title speaks of licensing.
func (r *reader) aboutLicensing(s *sentence, p *place) bool {
	if len(r.sents) == 0 {
		return false
	}
	about := false
	for i := range r.sents {
		if r.sents[i].in != "title" {
			break
		}
		for _, t := range r.sents[i].toks {
			about = about || p.t.frame.with[t.Norm]
		}
	}
	if !about {
		return false
	}
	for _, slot := range []string{"with", "ctl", "subj", "poss"} {
		if fs := r.slotFillers(s, p, slot); len(fs) > 0 && r.isOneOf(fs[0].slug, owners) {
			return true
		}
	}
	return false
}

// toSeller tells whether a verb of paying hands money to somebody who sells
// compute, chips or power.
func (r *reader) toSeller(s *sentence, p *place) bool {
	for _, slot := range []string{"iobj", "to", "from", "with", "on"} {
		if fs := r.slotFillers(s, p, slot); len(fs) > 0 && fs[0].cost < 6 && r.isOneOf(fs[0].slug, sellers) {
			return true
		}
	}
	return false
}

// owners are types of organisations whose content others license.
var owners = []string{"publisher", "media", "music", "studio", "social-media"}

// licensor puts the owner of content on the side of the licensor.
func (r *reader) licensor(subj, obj []filler) ([]filler, []filler) {
	owns := func(fs []filler) bool {
		return len(fs) > 0 && r.isOneOf(fs[0].slug, owners[:4])
	}
	if len(obj) == 0 && len(subj) == 2 {
		subj, obj = subj[:1], subj[1:]
	}
	if owns(subj) && !owns(obj) && len(obj) > 0 {
		return obj, subj
	}
	if len(subj) > 0 && len(obj) > 0 && !owns(obj) && r.isOneOf(subj[0].slug, owners) && !r.isOneOf(obj[0].slug, owners) {
		return obj, subj // a platform's posts
	}
	return subj, obj
}

func (r *reader) isOneOf(slug string, types []string) bool {
	o := r.gazetteer.Organisation(slug)
	return o != nil && slices.ContainsFunc(o.Is, func(t string) bool { return slices.Contains(types, t) })
}

// seller finds who supplies compute where no slot says so: the only other party
// of the sentence that sells it, else the article's other party if it does.
func (r *reader) seller(s *sentence, p *place, not []string) []filler {
	var out []filler
	for x := range s.items {
		if s.items[x].tag != partyTag {
			continue
		}
		for _, f := range r.partyItem(s, x, s.chunkOf[x], 3) {
			if !slices.Contains(not, f.slug) && r.sells(f.slug) && !slices.Contains(slugs(out), f.slug) {
				out = append(out, f)
			}
		}
	}
	if len(out) == 1 {
		return out
	}
	if len(out) > 0 {
		return nil
	}
	for _, t := range r.talk.titles {
		if !slices.Contains(not, t) && r.isOneOf(t, sellers) {
			for _, x := range r.talk.seen {
				if x.slug == t {
					out = append(out, filler{t, Pointer{}, []Pointer{x.at}, 4, -1, -1})
					break
				}
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// orient puts the two sides of a contract right by what they are: governments
// buy, and who sells compute sells to who does not.
func (r *reader) orient(s *sentence, subj, obj []filler) ([]filler, []filler) {
	sells := func(fs []filler) bool { return len(fs) > 0 && r.sells(fs[0].slug) }
	buys := func(fs []filler) bool { return len(fs) > 0 && r.isOneOf(fs[0].slug, []string{"government"}) }
	if len(subj) == 0 && len(obj) > 0 {
		if t, ok := r.talk.topic(s, false, slugs(obj)...); ok {
			x := []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
			if sells(x) && !sells(obj) || buys(obj) || sells(obj) && !sells(x) {
				subj = x
			}
		}
	}
	if len(subj) > 0 && len(obj) > 0 && (buys(obj) && !buys(subj) || sells(subj) && !sells(obj) && !buys(subj)) {
		return obj, subj
	}
	return subj, obj
}

// user finds who uses what a chipmaker supplies: the other party of the sentence
// or of the article.
func (r *reader) user(s *sentence, p *place, not string) (filler, bool) {
	for k := range s.chunks {
		for _, x := range r.fillersOf(s, k, not) {
			if x.slug != not && !r.isOneOf(x.slug, sellers) && !r.isOutlet(x.slug) && x.cost < 4 {
				x.cost += 3
				return x, true
			}
		}
		if x := s.possessorParty(k); x >= 0 {
			if fs := r.owner(s, k, x, not); len(fs) > 0 && fs[0].slug != not && !r.isOneOf(fs[0].slug, sellers) {
				fs[0].cost += 3
				return fs[0], true
			}
		}
	}
	if c := r.counterpart(s, not); len(c) > 0 {
		return c[0], true
	}
	return filler{}, false
}

func (s *sentence) possessorParty(k int) int {
	if s.chunks[k].kind != np {
		return -1
	}
	if x := s.possessor(k); x >= 0 && s.items[x].tag == partyTag {
		return x
	}
	return -1
}

// givers are those whose verb makes them the other side of what a noun names:
// who leads a round does not raise it.
func (r *reader) givers(s *sentence, p *place) []string {
	if p.gov < 0 || !p.t.frame.notVerbs[s.chunks[p.gov].word] {
		return nil
	}
	chs, cost := s.subjects(p.gov)
	return slugs(r.chainFillers(s, chs, cost))
}

// nearest is the last party before a trigger in its sentence.
func (r *reader) nearest(s *sentence, p *place, not ...string) []filler {
	for x := p.lo - 1; x >= 0; x-- {
		if s.items[x].tag == pause && s.items[x].norm == ";" {
			return nil
		}
		if s.items[x].tag != partyTag {
			continue
		}
		fs := r.partyItem(s, x, s.chunkOf[x], 5)
		if o := r.gazetteer.Organisation(s.partyOf(s.items[x]).Slug); o != nil && unlisted[p.t.frame.Kind] && (len(o.Tickers) > 0 || moneyed(o)) {
			continue
		}
		if len(fs) > 0 && slices.Contains(not, fs[0].slug) || s.informant(x) {
			continue
		}
		if len(fs) > 0 && !r.isOutlet(fs[0].slug) && !s.partyOf(s.items[x]).Person && !r.isOneOf(fs[0].slug, []string{"government"}) {
			return fs
		}
	}
	return nil
}

// otherSubject tells whether a phrase that names no party fills the subject's
// slot of a verb, as in "the deal was valued at".
func (s *sentence) otherSubject(p *place, f *Frame) bool {
	v := &s.chunks[p.ch]
	if len(f.Subject) == 0 {
		return false
	}
	want := f.Subject[0] == "subj" && !v.passive || f.Subject[0] == "obj" && (v.passive || v.bare)
	if !want {
		return false
	}
	chs, _ := s.subjects(p.ch)
	if len(chs) == 0 {
		return false
	}
	c := &s.chunks[chs[0]]
	return c.main >= c.lo && s.items[c.main].tag == noun && !sameNouns[s.items[c.main].norm]
}

// listed tells whether the shares of an organisation are traded.
func (r *reader) listed(slug string) bool {
	o := r.gazetteer.Organisation(slug)
	return o != nil && len(o.Tickers) > 0
}

// elliptic tells whether a sentence starts with its verb: "Also acquired Beta."
func (s *sentence) elliptic(k int) bool {
	if !s.chunks[k].bare || s.chunks[k].passive {
		return false
	}
	for j := 0; j < k; j++ {
		if s.chunks[j].kind != ad && s.chunks[j].kind != tm {
			return false
		}
	}
	return true
}

// furtherObjects gives what else a verb takes behind its first object and that
// object's own price: "bought Beta for $1 billion (2024) and Gamma for $2 billion".
func (r *reader) furtherObjects(s *sentence, c *candidate) []candidate {
	p := c.p
	if len(c.object) == 0 || c.object[0].ch < 0 || !p.verb || s.chunks[p.ch].passive {
		return nil
	}
	var out []candidate
	have := slugs(c.object)
	for k := c.object[len(c.object)-1].ch + 1; k+1 < len(s.chunks); k++ {
		switch ch := &s.chunks[k]; {
		case ch.kind == op && ch.match > k:
			k = ch.match
			continue
		case ch.kind == br, ch.kind == rc, ch.kind == sc, ch.kind == vg && ch.finite:
			return out
		case ch.kind != cc:
			continue
		}
		n := k + 1
		if s.chunks[n].kind != np || !s.named(n) || s.items[s.chunks[n].main].tag != partyTag || s.clauseStarts(n) {
			continue
		}
		fs := r.fillersOf(s, n, slugs(c.subject)...)
		if len(fs) == 0 {
			continue
		}
		if len(c.subject) > 0 && fs[0].slug == c.subject[0].slug {
			if fs = r.bought(s, p, fs, c.subject); len(fs) == 0 {
				continue
			}
		}
		if slices.Contains(have, fs[0].slug) {
			continue
		}
		x := *c
		x.object, x.amt = fs[:1], -1
		if n+2 < len(s.chunks) && s.chunks[n+1].kind == pp && s.chunks[n+1].word == "for" {
			if ps := s.amountIn(n+2, p.t.frame); len(ps) > 0 {
				x.amt = ps[0].amt
			}
		}
		out = append(out, x)
		have = append(have, fs[0].slug)
	}
	return out
}

// bought gives targets that the gazetteer counts as part of their buyer by the
// names that the text gives them.
func (r *reader) bought(s *sentence, p *place, obj, subj []filler) []filler {
	var out []filler
	for _, o := range obj {
		if o.item >= 0 && s.items[o.item].tag == partyTag && len(subj) > 0 && o.slug == subj[0].slug {
			if own := party.Slug(s.partyOf(s.items[o.item]).Text); own != o.slug {
				o.slug = own
				out = append(out, o)
			}
		}
	}
	return out
}

// unlisted kinds are about companies whose shares are not traded.
var unlisted = set(`funding_round valuation`)

// placeLike slots may hold a place instead of a party.
var placeLike = set(`in into to on with for at of from across`)

var stateWords = set(`government ministry department administration treasury pentagon agency army fund authority state federal council commission parliament congress`)

// placeName tells whether a filler is a country or state that is named as a
// place: "invest in Britain".
func (r *reader) placeName(s *sentence, x filler) bool {
	if x.item < 0 || s.items[x.item].tag != partyTag || !r.isOneOf(x.slug, []string{"government"}) {
		return false
	}
	for _, w := range strings.Fields(s.items[x.item].text(s)) {
		if stateWords[strings.ToLower(w)] {
			return false
		}
	}
	return true
}

func (it item) text(s *sentence) string { return s.text[it.start:it.end] }

// securities are things that money is put into on the way to a company.
var securities = set(`note notes share shares stock stocks equity round securities security bonds debentures tranche instalment installment financing`)

// inAll are nouns behind "in" that say how money is given, not where.
var inAll = set(`total all cash stock equity debt instalments installments tranches stages shares full return exchange parallel addition`)

// putElsewhere tells whether the money of an investing verb goes into a thing.
func (s *sentence) putElsewhere(p *place) bool {
	for k := p.ch + 1; k+1 < len(s.chunks); k++ {
		if s.chunks[k].kind == vg && s.chunks[k].finite && !s.chunks[k].bare {
			return false
		}
		if s.chunks[k].kind == cm || s.chunks[k].kind == br {
			return false
		}
		if s.chunks[k].kind != pp || s.chunks[k].word != "in" && s.chunks[k].word != "into" && s.chunks[k].word != "on" && s.chunks[k].word != "to" {
			continue
		}
		n := &s.chunks[k+1]
		if n.kind == np && inAll[n.word] {
			continue
		}
		if n.kind == vg {
			return true
		}
		if n.kind == np && n.main >= n.lo && s.items[n.main].tag == noun && !securities[s.items[n.main].norm] && !roleNouns[s.items[n.main].norm] && !manner[s.items[n.main].norm] {
			return true
		}
		if n.kind == np && s.named(k+1) && s.items[n.main].tag == partyTag {
			return true
		}
	}
	return false
}

// otherParty is the only other party of the sentence, or of the talk before it.
func (r *reader) otherParty(s *sentence, p *place, not ...string) (filler, bool) {
	for k := p.ch + 1; k < len(s.chunks); k++ {
		for _, x := range r.fillersOf(s, k, not...) {
			if !slices.Contains(not, x.slug) && x.cost < 5 && k > 0 && (s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "in" || s.chunks[k-1].word == "of" || s.chunks[k-1].word == "into")) {
				x.cost += 4
				return x, true
			}
		}
	}
	t, ok := r.talk.topic(s, false, not...)
	if !ok {
		return filler{}, false
	}
	return filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 3, -1, -1}, true
}

// setRoles fills the members of a partnership.
func (r *reader) setRoles(s *sentence, p *place, fill func([]string, ...string) []filler) (subj, obj []filler, why string) {
	f := p.t.frame
	keep := func(fs []filler, not []filler) []filler {
		return slices.DeleteFunc(uniq(fs), func(x filler) bool {
			return !r.company(s, x, f.Kind) || p.t.text == "work" && r.isOneOf(x.slug, []string{"government"}) || slices.Contains(slugs(not), x.slug) || r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug)
		})
	}
	first := fill(f.Subject)
	subj = keep(first, nil)
	if len(first) > 0 && len(subj) == 0 {
		return nil, nil, "its partner is no company"
	}
	obj = keep(fill(f.Object, slugs(subj)...), subj)
	if len(obj) == 0 && r.placed(s, p, f.Object) {
		return nil, nil, "a place or an outlet is the partner"
	}
	if f.Predicate && len(subj) == 0 {
		return nil, nil, "no partner is the subject"
	}
	var pre []filler
	if !p.verb {
		pre = keep(r.nounSlot(s, p, "pre", slugs(subj)...), subj)
	}
	switch {
	case len(obj) == 0 && len(pre) > 0 && len(subj) > 0:
		obj = pre
	case len(subj) == 0 && len(obj) == 0 && len(pre) > 1:
		return pre, nil, ""
	case len(subj) == 0 && len(obj) == 0 && len(pre) == 1:
		obj = pre
	}
	if f.Predicate && p.gslot != "obj" && !(p.ch > 0 && s.chunks[p.ch-1].kind == pp && s.chunks[p.ch-1].word == "as") {
		return nil, nil, "it is not said of its subject"
	}
	if len(subj) == 0 && len(obj) > 0 || len(subj) == 1 && len(obj) == 0 && f.Predicate {
		t, ok := r.talk.topic(s, false, slugs(append(slices.Clone(obj), subj...))...)
		if !ok {
			return nil, nil, "fewer than two named partners"
		}
		x := filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}
		if len(subj) == 0 {
			subj = []filler{x}
		} else {
			obj = []filler{x}
		}
	}
	if len(obj) == 0 && len(subj) < 2 {
		return nil, nil, "fewer than two named partners"
	}
	return subj, obj, ""
}

// placed tells whether one of the slots holds a place or an outlet.
func (r *reader) placed(s *sentence, p *place, slots []string) bool {
	for _, slot := range slots {
		if !placeLike[slot] {
			continue
		}
		for _, x := range r.slotFillers(s, p, slot) {
			if r.placeName(s, x) || r.isOutlet(x.slug) {
				return true
			}
		}
	}
	return false
}

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

// company tells whether a filler can sign a deal.
func (r *reader) company(s *sentence, x filler, kind string) bool {
	if x.item < 0 || x.slug == "" {
		return x.slug != ""
	}
	if x.ch >= 0 && s.chunks[x.ch].main >= 0 {
		it := s.items[s.chunks[x.ch].main]
		if own := s.items[x.item].norm; kind == "acquisition" && x.item != s.chunks[x.ch].main && (own == "its" || own == "their") {
			return false // "sold its chip unit"
		}
		if it.tag == noun && x.item != s.chunks[x.ch].main && kind == "acquisition" && !strings.Contains("shares unit division business arm subsidiary group company inc startup lab platform private itself", it.norm) {
			return false
		}
	}
	return true
}

// assign lets the candidates compete: the cheapest takes its amount, and each
// amount serves one claim. The order of equals is that of the text, then that of
// the frames' names.
func (r *reader) assign(s *sentence, cands []candidate) []candidate {
	slices.SortStableFunc(cands, func(a, b candidate) int {
		if a.cost != b.cost {
			return a.cost - b.cost
		}
		if a.p.lo != b.p.lo {
			return a.p.lo - b.p.lo
		}
		return strings.Compare(a.p.t.frame.Kind+a.p.t.frame.Name, b.p.t.frame.Kind+b.p.t.frame.Name)
	})
	taken := map[int]bool{}
	var out []candidate
	for _, c := range cands {
		if c.cost > maxCost {
			if r.trace != nil {
				r.tell(s, c.p, c.amt, "too far-fetched")
			}
			continue
		}
		if c.amt >= 0 {
			if taken[c.amt] {
				if r.trace != nil {
					r.tell(s, c.p, c.amt, "a closer frame has the amount")
				}
				continue
			}
			taken[c.amt] = true
		}
		out = append(out, c)
	}
	return out
}

// complete gives a chosen candidate without its second party the one that
// another reading of the same amount found.
func complete(chosen, all []candidate) {
	for i := range chosen {
		c := &chosen[i]
		if c.amt < 0 || len(c.object) > 0 || !twoParty[c.p.t.frame.Kind] {
			continue
		}
		for j := range all {
			o := &all[j]
			if o.amt == c.amt && o.p.t.frame.Kind == c.p.t.frame.Kind && len(o.object) > 0 && !slices.Contains(slugs(c.subject), o.object[0].slug) {
				c.object = o.object
				break
			}
		}
	}
}

// maxCost is the cost above which a reading is not believed.
const maxCost = 26
