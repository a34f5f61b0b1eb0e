package claim

import (
	"slices"

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

// clause gives the items around a trigger in which its arguments and qualifying
// words may stand.
func (s *sentence) clause(p *place) (int, int) {
	lo, hi := p.ch, p.ch
	for lo > 0 && s.chunks[lo-1].kind != br && s.chunks[lo-1].kind != sc {
		lo--
	}
	for hi+1 < len(s.chunks) && s.chunks[hi+1].kind != br && hi+1 != s.market {
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
		if k := s.chunks[a.ch-1].kind; !p.verb && (k == cc || k == cm) && !s.named(a.ch) {
			break // "revenue of $1 billion and capital spending of $3 billion": another's words
		}
		if a.slot == "in" && payment[s.chunks[a.ch].word] { // "$2 billion in cash and stock"
			continue
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
	if why := r.unfit(s, p, clo, chi); why != "" {
		return trace(why)
	}
	mixed := s.debtAndEquity(clo, chi)
	if mixed && f.Kind == "debt" {
		return trace("equity is part of it")
	}
	nlo, nhi := s.qualifiers(p)
	if why := s.misqualified(p, nlo, nhi, mixed); why != "" {
		return trace(why)
	}
	if each := r.pricedContracts(s, p); len(each) > 0 {
		return each
	}
	picks, why := r.picksOf(s, p)
	if why != "" {
		return trace(why)
	}
	if why := r.unfitParties(s, p); why != "" {
		return trace(why)
	}
	subj, obj, why := r.roles(s, p)
	if why != "" {
		return trace(why)
	}
	if demanding[f.Kind] && (r.farFetched(s, f.Kind, subj) || r.farFetched(s, f.Kind, obj)) {
		return trace("neither sentence nor title says who")
	}
	if f.Lone && p.verb && s.crowd(p, "from") {
		return trace("several give it together")
	}
	if f.Lone && len(obj) > 1 {
		return trace("several get it together")
	}
	var out []candidate
	var rest []filler
	if f.ValueOptional && len(obj) > 1 && picks[0].amt >= 0 && r.priceOfFirst(s, obj, picks[0].amt) {
		obj, rest = obj[:1], obj[1:]
	}
	for _, pk := range picks {
		if c, ok := r.candidateFor(s, p, pk, subj, obj, len(picks) > 1, mixed, nlo); ok {
			out = append(out, c)
		}
	}
	if f.Kind == "licensing" && f.ValueOptional && len(out) == 0 && len(picks) == 1 && picks[0].amt >= 0 && s.amounts[picks[0].amt].class == "money" && s.amounts[picks[0].amt].Max.Cmp(million) < 0 {
		out = append(out, candidate{p: p, subject: subj, object: obj, amt: -1, cost: f.Weight}) // "for $5,000 a title"
	}
	if f.ValueOptional && two(f) && len(out) > 0 {
		return r.eachObject(s, out, obj, rest)
	}
	return out
}

// unfit tells why the words of the clause, items [clo, chi), keep a trigger from
// being read at all, or "".
func (r *reader) unfit(s *sentence, p *place, clo, chi int) string {
	f := p.t.frame
	if f.with != nil && !s.words(clo, chi, f.with) && !(f.License && r.aboutLicensing(s, p)) && !(f.SellerIsEnough && r.toSeller(s, p)) && !r.recalls(s, p) && !(f.About && r.spokenOf(s, f.with)) && !(f.Things && (s.putElsewhere(p) || s.words(0, len(s.items), outlayWords))) && !(f.with["year"] && s.perPeriod(clo, chi)) {
		return "none of its words under with stands in the clause"
	}
	if v := &s.chunks[p.ch]; p.verb && v.inf && v.lo > 0 && failing[s.items[v.lo-1].norm] {
		return "it could not be done"
	}
	if f.Kind == "debt" && p.verb && s.debtInPrice(clo, chi) {
		return "the debt belongs to the price of a company"
	}
	if need, ok := f.requires[p.t.text]; ok && !s.words(clo, chi, need) {
		return "none of the words that " + p.t.text + " requires"
	}
	if f.verbsOf != nil && (p.gov < 0 || !f.verbsOf[s.chunks[p.gov].word]) {
		return "no verb that it requires governs it"
	}
	if p.gov >= 0 && slices.Contains(f.NotUnder, s.chunks[p.gov].word) && !(leading[s.chunks[p.gov].word] && p.gslot != "obj") {
		return "its verb makes it another kind"
	}
	if f.Kind == "spending" && (p.verb && s.customersDo(p.ch) || !p.verb && p.lo > 0 && userNouns[s.items[p.lo-1].norm]) {
		return "its customers spend it"
	}
	if f.Again && !r.recalls(s, p) {
		return "it does not speak of a deal before"
	}
	if f.of != nil && !s.incomeOf(p, f.of) {
		return "it is not said of what it must be said of"
	}
	if f.NeedsPercent && !s.hasClass(clo, chi, "percent") {
		return "no percentage in the clause"
	}
	return ""
}

// qualifiers gives the items near a trigger in which a word can qualify it, before
// its amount is known.
func (s *sentence) qualifiers(p *place) (int, int) {
	f := p.t.frame
	nlo, nhi := s.near(p, -1)
	if p.verb {
		nlo = p.lo
		if v := &s.chunks[p.ch]; v.bare && p.ch > 0 && s.chunks[p.ch-1].kind == np && p.lo == v.lo && !s.hasObject(p) { // "an all-stock deal valued at"
			nlo = s.chunks[p.ch-1].lo
		}
		if s.chunks[p.ch].passive && f.Kind == "acquisition" { // "7 million shares of Beta were sold to"
			if chs, _ := s.subjects(p.ch); len(chs) > 0 {
				nlo = min(nlo, s.chunks[slices.Min(chs)].lo)
			}
		}
	}
	return nlo, nhi
}

// misqualified tells why a word among items [nlo, nhi) makes the trigger mean
// something else, or "". mixed says that debt and equity are raised together.
func (s *sentence) misqualified(p *place, nlo, nhi int, mixed bool) string {
	f := p.t.frame
	if f.without != nil && !(mixed && f.Kind == "funding_round") && s.qualifies(nlo, nhi, f.without) {
		return "a word under without stands near"
	}
	if p.t.text == "worth" && !p.verb && p.gov >= 0 && s.possessor(p.ch) < 0 {
		if chs, _ := s.subjects(p.gov); len(chs) > 0 && f.without[s.chunks[chs[0]].word] {
			return "what is worth so much is no company"
		}
	}
	return ""
}

// picksOf gives the amounts that a trigger can take, or why it goes without.
// The pick of a trigger that needs no amount has the index -1.
func (r *reader) picksOf(s *sentence, p *place) ([]pick, string) {
	f := p.t.frame
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
			r.introduce(s, p)
			r.noteBacked(s, p)
			r.broach(s, p)
			return nil, "no amount of its units in its value slots"
		}
	}
	if len(picks) == 0 {
		picks = []pick{{-1, 0}}
	}
	return picks, ""
}

// unfitParties tells why those who stand around a trigger are not the ones that its
// frame asks for, or "".
func (r *reader) unfitParties(s *sentence, p *place) string {
	f := p.t.frame
	if len(f.Crowd) > 0 && !slices.ContainsFunc(f.Crowd, func(slot string) bool { return s.crowd(p, slot) }) {
		return "not several parties stand behind it"
	}
	if len(f.SubjectHead) > 0 && !s.headedBy(p, f.SubjectHead) {
		return "its subject is not one that it asks for"
	}
	for _, slot := range f.NoPartyIn {
		if fs := r.slotFillers(s, p, slot); len(fs) > 0 && (fs[0].cost <= 4 || p.verb && fs[0].cost <= 8) && !r.placeName(s, fs[0]) && !s.ownThing(fs[0]) && !s.together(fs[0].ch) {
			return "a party stands behind " + slot
		}
	}
	return ""
}

// candidateFor fills the frame with one amount, and tells whether the amount can
// be meant. choice says that there are other amounts, nlo where the words begin
// that can qualify the trigger.
func (r *reader) candidateFor(s *sentence, p *place, pk pick, subj, obj []filler, choice, mixed bool, nlo int) (candidate, bool) {
	f := p.t.frame
	c := candidate{p: p, subject: subj, object: obj, amt: pk.amt, cost: pk.cost + f.Weight}
	if f.Kind == "purchase_commitment" && pk.amt >= 0 && choice && len(obj) > 0 {
		if own := r.sumFor(s, s.amounts[pk.amt].chunk, slugs(subj)...); len(own) > 0 {
			c.object = own // "$250 billion to Alpha, $300 billion to Beta"
		}
	}
	if f.Kind == "capacity" && pk.amt >= 0 && s.amounts[pk.amt].class == "power" && s.siteHas(s.amounts[pk.amt].chunk) {
		c.object = nil
	}
	if f.Kind == "capacity" && pk.amt >= 0 && s.amounts[pk.amt].class == "power" && len(c.object) > 0 && c.object[0].ch >= 0 && s.hasClass(s.chunks[c.object[0].ch].lo, s.chunks[c.object[0].ch].hi, "chips") && !r.isOneOf(c.object[0].slug, []string{"cloud"}) {
		c.object = nil // "2 gigawatts of power and a million Beta chips"
	}
	if pk.amt >= 0 {
		if as := s.raisedAs(pk.amt); as == "debt" && unlisted[f.Kind] || as == "equity" && f.Kind == "debt" {
			return candidate{}, false
		}
		if lo, hi := s.near(p, pk.amt); f.without != nil && !(mixed && f.Kind == "funding_round") && s.qualifies(min(lo, nlo), hi, f.without) {
			if r.trace != nil {
				r.tell(s, p, pk.amt, "a word under without stands near the amount")
			}
			return candidate{}, false
		}
		if f.needMoney != nil && s.amounts[pk.amt].class == "money" {
			if clo, chi := s.clause(p); !s.words(clo, chi, f.needMoney) {
				return candidate{}, false
			}
		}
		if f.Kind == "investment" && !p.verb && s.worthOfHolding(p, pk.amt) {
			if r.trace != nil {
				r.tell(s, p, pk.amt, "it is what a holding is worth")
			}
			return candidate{}, false
		}
		if s.vetoed(pk.amt, f.Kind) || f.Kind == "user_count" && s.joining(pk.amt) {
			if r.trace != nil {
				r.tell(s, p, pk.amt, "the amount is a price, a growth or a size that is no claim")
			}
			return candidate{}, false
		}
	}
	if own := r.amountOwner(s, &c); len(own) > 0 {
		c.subject = own
		c.object = nil
	}
	for i, fs := range [][]filler{subj, obj} {
		if len(fs) > 0 {
			c.cost += fs[0].cost
		} else if i == 1 && twoParty[f.Kind] && f.Kind != "debt" {
			c.cost += 7
		}
	}
	return c, true
}

// eachObject adds to the candidates of a deal those for the other parties of a
// list; rest are the objects behind the one that the amount is the price of.
func (r *reader) eachObject(s *sentence, out []candidate, obj, rest []filler) []candidate {
	if each := s.pricedEach(out[0], append(slices.Clone(obj), rest...)); each != nil {
		return each
	}
	if len(rest) > 0 {
		c := out[0]
		c.object, c.amt = rest, -1
		out = append(out, c)
	}
	c := out[0]
	c.object = append(slices.Clone(obj), rest...)
	return append(out, r.furtherObjects(s, &c)...)
}

// together tells whether the phrase at chunk k only names who takes part: "in
// partnership with Beta".
func (s *sentence) together(k int) bool {
	return k > 1 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "with" && s.chunks[k-2].kind == np && alliances[s.chunks[k-2].word]
}

var alliances = set(`partnership collaboration cooperation co-operation conjunction tandem concert alliance association`)

// headedBy tells whether the grammatical subject of a verb has one of these nouns
// for its head: "a group of investors poured".
func (s *sentence) headedBy(p *place, nouns []string) bool {
	chs, _ := s.subjects(p.ch)
	for _, k := range chs {
		c := &s.chunks[k]
		if c.main >= c.lo && c.kind == np && s.items[c.main].tag == noun && slices.Contains(nouns, s.items[c.main].norm) {
			return true
		}
	}
	return false
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

// customersDo tells whether the subject of the verb group at chunk k are somebody's
// customers: "40 customers spending over $1 million".
func (s *sentence) customersDo(k int) bool {
	chs, _ := s.subjects(k)
	if k > 0 && s.chunks[k].gerund && s.chunks[k-1].kind == np {
		chs = []int{k - 1}
	}
	for _, j := range chs {
		for i := s.chunks[j].lo; i < s.chunks[j].hi; i++ {
			if n := s.items[i].norm; userNouns[n] || n == "clients" || s.items[i].tag == amountTag && s.amounts[s.items[i].index].class == "users" {
				return true
			}
		}
	}
	return false
}

// perPeriod tells whether an amount among items [lo, hi) is one a year or a month.
func (s *sentence) perPeriod(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if s.items[i].tag == amountTag && s.amounts[s.items[i].index].period() != "" {
			return true
		}
	}
	return false
}

// sharing kinds say who pays whom a part of what comes in.
var sharing = set(`revenue_share profit_share`)

// outlayWords say that what is invested in their sentence is spent.
var outlayWords = toSet([]string{"capex", "capital expenditure", "capital expenditures", "capital spending", "spending plan", "spending plans"})

// inAll are nouns behind "in" that say how money is given, not where.
var inAll = set(`total all cash stock equity debt instalments installments tranches stages shares full return exchange parallel addition`)

// payment words behind "in" say what is paid with.
var payment = set(`cash stock shares equity`)

// maxCost is the cost above which a reading is not believed.
const maxCost = 26

// demanding kinds are told of many companies in one text: a party of theirs that
// the sentence leaves out must be one that the title or the heading names.
var demanding = set(`capacity funding_round user_count debt equity_stake`)

// farFetched tells whether a party stands neither in the sentence nor where a text
// says whom it is about.
func (r *reader) farFetched(s *sentence, kind string, fs []filler) bool {
	if len(fs) == 0 || fs[0].at.End > 0 || fs[0].item >= 0 {
		return false
	}
	x := fs[0].slug
	if x == r.talk.us || x == r.talk.about.slug || slices.Contains(r.talk.titles, x) {
		return false
	}
	if unlisted[kind] && r.funded != nil && r.funded.slug == x && s.n-r.fundedAt <= 2 {
		return false
	}
	if r.deal != nil && sameDeal[r.deal.kind][kind] && s.n-r.deal.at <= recallReach && (r.deal.parties[0].slug == x || r.deal.parties[1].slug == x) {
		return false
	}
	for _, at := range fs[0].from {
		if at.In == s.in && s.start <= at.Start && at.End <= s.end {
			return false
		}
	}
	return !r.onlyOneBefore(s, x, unlisted[kind])
}

// onlyOneBefore tells whether the sentence before, in the same paragraph, names
// one organisation alone.
// Of those who may raise money the listed and those who give it do not count.
func (r *reader) onlyOneBefore(s *sentence, slug string, private bool) bool {
	if s.n == 0 {
		return false
	}
	b := r.sents[s.n-1]
	if b.block != s.block || b.in != s.in {
		return false
	}
	for _, m := range b.parties {
		if m.Slug != "" && m.Slug != slug && !m.Person && !r.isOutlet(m.Slug) && !(private && (r.listed(m.Slug) || r.moneyed(m.Slug))) {
			return false
		}
	}
	return slices.ContainsFunc(b.parties, func(m party.Mention) bool { return m.Slug == slug })
}
