package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

var supplying = set(`supply provide sell deliver build ship host furnish equip manufacture`)

// sellers are types of organisations that sell compute, chips or power.
var sellers = []string{"cloud", "chipmaker", "datacenter", "neocloud", "utility", "energy", "hardware", "foundry"}

// supplier tells buyer and supplier of two that signed together apart by what
// they are: by who sells, or if both do by who stands further from the users of
// compute. Of others nobody can.
func (r *reader) supplier(two []filler) (buyer, seller []filler) {
	sells := func(f filler) bool { return r.sells(f.slug) }
	switch a, b := sells(two[0]), sells(two[1]); {
	case b && !a:
		return two[:1], two[1:]
	case a && !b:
		return two[1:], two[:1]
	}
	switch a, b := r.upstream(two[0].slug), r.upstream(two[1].slug); {
	case a == 0 || b == 0 || a == b:
		return two, nil
	case a < b:
		return two[:1], two[1:]
	}
	return two[1:], two[:1]
}

// licensingTitle are words that make an article one about licensing.
var licensingTitle = set(`license licenses licensed licensing licence licences content archive archives articles journalism publisher publishers royalties copyright copyrights catalogue catalog`)

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
			about = about || licensingTitle[t.Norm]
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

// dealsIn tells whether a title names an outlet as the party of a deal, not as
// who reports it.
func (s *sentence) dealsIn(m party.Mention) bool {
	if m.Lo > 0 && (reportMarks[s.toks[m.Lo-1].Norm] || s.toks[m.Lo-1].Norm == "told") || m.Hi < len(s.toks) && reportMarks[s.toks[m.Hi].Norm] {
		return false
	}
	for _, t := range s.toks {
		if licensingTitle[t.Norm] || dealTitle[t.Norm] {
			return true
		}
	}
	return false
}

// reportMarks stand beside an outlet that only reports.
var reportMarks = set(`- – — | : ( ) per via says say said reports report reported sources tells writes`)

// dealTitle are words that make a title one about a deal.
var dealTitle = set(`deal deals agreement agreements partner partners partnership partnerships pact alliance pay pays paying collaboration team teams`)

// onlySellers are types of organisations that do little but sell compute, chips
// or power.
var onlySellers = []string{"datacenter", "neocloud", "utility", "energy", "foundry"}

// onlySells tells whether a deal with an organisation is about compute, chips or
// power unless it says otherwise.
func (r *reader) onlySells(slug string) bool {
	if r.gazetteer.Organisation(slug) != nil {
		return r.isOneOf(slug, onlySellers)
	}
	return r.sells(slug)
}

// toSeller tells whether a verb of paying hands money to somebody who sells
// compute, chips or power, or whether a contract is one with somebody who does
// little else.
func (r *reader) toSeller(s *sentence, p *place) bool {
	if p.verb {
		for _, slot := range []string{"iobj", "to", "from", "with", "on", "subj"} {
			for _, f := range r.slotFillers(s, p, slot) {
				if f.cost < 6 && (r.onlySells(f.slug) || slot != "subj" && r.sells(f.slug)) {
					return true
				}
			}
		}
		return false
	}
	for _, slot := range []string{"with", "from", "to", "on", "poss", "ctl", "between", "pre"} {
		for _, f := range r.slotFillers(s, p, slot) {
			if f.cost < 6 && (r.onlySells(f.slug) || r.sellsAs(s, f) || r.sells(f.slug) && r.spokenOf(s, p.t.frame.with)) {
				return true
			}
		}
	}
	// "following a $3 billion agreement with Beta", of the seller whom the text speaks of
	if fs := r.prepFillers(s, p.args, "with"); p.gov < 0 && len(fs) > 0 && r.gazetteer.Organisation(fs[0].slug) != nil {
		t, ok := r.talk.topic(s, false, slugs(fs)...)
		return ok && r.onlySells(t.slug)
	}
	return false
}

// sellsAs tells whether the words that name a party name its business of selling
// compute: "Google Cloud", "Azure".
func (r *reader) sellsAs(s *sentence, f filler) bool {
	if f.item < 0 || s.items[f.item].tag != partyTag {
		return false
	}
	m := s.partyOf(s.items[f.item])
	for _, w := range strings.Fields(party.Fold(m.Text)) {
		if sellerNames[w] || cloudNames[w] {
			return true
		}
	}
	return false
}

// cloudNames are names of clouds whose owners do other business too.
var cloudNames = set(`azure aws amazon-web-services bedrock oci`)

// spokenOf tells whether the title or the paragraph up to the sentence has one of
// the words.
func (r *reader) spokenOf(s *sentence, words map[string]bool) bool {
	for n := s.n; n >= 0; n-- {
		x := r.sents[n]
		if x.in != "title" && x.block != s.block {
			break
		}
		for _, t := range x.toks {
			if words[t.Norm] {
				return true
			}
		}
	}
	for _, x := range r.sents {
		if x.in != "title" {
			break
		}
		for _, t := range x.toks {
			if words[t.Norm] {
				return true
			}
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
		// "Alpha and Beta signed": only what they are tells who pays
		a, b := subj[:1], subj[1:]
		switch {
		case r.ownsContent(a[0].slug) && !r.ownsContent(b[0].slug), r.trains(b[0].slug) && !r.trains(a[0].slug):
			return b, a
		case r.ownsContent(b[0].slug) && !r.ownsContent(a[0].slug), r.trains(a[0].slug) && !r.trains(b[0].slug):
			return a, b
		}
		return nil, nil
	}
	if owns(subj) && !owns(obj) && len(obj) > 0 {
		return obj, subj
	}
	if len(subj) > 0 && len(obj) > 0 && !owns(obj) && r.isOneOf(subj[0].slug, owners) && !r.isOneOf(obj[0].slug, owners) {
		return obj, subj // a platform's posts
	}
	return subj, obj
}

// licensesOwn tells whether a licence is said to be one for what belongs to its
// grammatical subject: "Alpha announced a licence with Beta for its designs", "a
// licence with Beta for Alpha's designs".
func (r *reader) licensesOwn(s *sentence, p *place, subj, obj []filler) bool {
	if p.verb || len(subj) != 1 || len(obj) != 1 || p.gov < 0 {
		return false
	}
	for _, a := range p.args {
		if a.slot != "for" && a.slot != "covering" {
			continue
		}
		x := s.possessor(a.ch)
		if x < 0 || s.items[x].norm == "its" && s.chunks[p.gov].word != "announce" && s.chunks[p.gov].word != "grant" {
			continue
		}
		if fs := r.owner(s, a.ch, x); len(fs) == 1 {
			return s.items[x].norm == "its" || fs[0].slug == subj[0].slug
		}
	}
	return false
}

// ownsContent tells whether an organisation lives by what it publishes, by what
// it is or by what it calls itself.
func (r *reader) ownsContent(slug string) bool {
	if r.gazetteer.Organisation(slug) != nil {
		return r.isOneOf(slug, owners)
	}
	for _, w := range strings.Split(slug, "-") {
		if ownerNames[w] {
			return true
		}
	}
	return false
}

var ownerNames = set(`press times media news music records books book publishing publishers publications pictures studios post journal magazine broadcasting broadcaster entertainment daily tribune gazette herald`)

// trains tells whether an organisation makes AI models.
func (r *reader) trains(slug string) bool {
	return r.isOneOf(slug, []string{"ai-lab"}) || r.gazetteer.Organisation(slug) == nil && strings.HasSuffix(slug, "-ai")
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
			if !slices.Contains(not, f.slug) && r.sells(f.slug) && !slices.Contains(slugs(out), f.slug) && !s.bystander(f.ch) && s.stirs(f.ch, p) {
				out = append(out, f)
			}
		}
	}
	if len(out) == 1 {
		return out
	}
	if len(out) > 0 || !p.verb && siteNouns[p.t.text] {
		return nil // a site is the builder's own until somebody else is named
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

// siteHas tells whether the amount at chunk k is what a site comes with: "a
// facility in Leeds with a total capacity of 40 MW". Who equips it supplies no power.
func (s *sentence) siteHas(k int) bool {
	if k > 3 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "of" && s.chunks[k-2].kind == np && powerWords[s.chunks[k-2].word] {
		k -= 2
	}
	if k < 2 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "with" {
		return false
	}
	for x := k - 2; x >= 0 && x >= k-7; x-- {
		switch c := &s.chunks[x]; c.kind {
		case np:
			if siteNouns[c.word] || siteNouns[singular(c.word)] || siteTails[c.word] {
				return true
			}
		case pp, cm, tm:
		default:
			return false
		}
	}
	return false
}

var siteTails = set(`center centre centers centres datacenter datacenters hub complex park`)

var siteNouns = set(`site campus plant facility factory cluster supercomputer building`)

// orient puts the two sides of a contract right by what they are: governments
// buy, and who sells compute sells to who does not.
func (r *reader) orient(s *sentence, subj, obj []filler) ([]filler, []filler) {
	sells := func(fs []filler) bool {
		return len(fs) > 0 && (r.sells(fs[0].slug) || r.gazetteer.Organisation(fs[0].slug) == nil && (s.soldBy(fs[0]) || r.talk.called[fs[0].slug]["neocloud"] || r.talk.called[fs[0].slug]["cloud"]))
	}
	buys := func(fs []filler) bool { return len(fs) > 0 && r.isOneOf(fs[0].slug, []string{"government"}) }
	if len(subj) == 0 && len(obj) > 0 {
		if t, ok := r.talk.topic(s, false, slugs(obj)...); ok {
			x := []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}}
			if sells(x) && !sells(obj) || buys(obj) || sells(obj) && !sells(x) || r.upstream(x[0].slug) > 0 && r.upstream(obj[0].slug) > 0 && r.upstream(x[0].slug) != r.upstream(obj[0].slug) {
				subj = x
			}
		}
	}
	if len(subj) > 0 && len(obj) > 0 && (buys(obj) && !buys(subj) || sells(subj) && !sells(obj) && !buys(subj)) {
		return obj, subj
	}
	if len(subj) > 0 && len(obj) > 0 && r.upstream(obj[0].slug) > 0 && r.upstream(subj[0].slug) > r.upstream(obj[0].slug) {
		return obj, subj
	}
	return subj, obj
}

// soldBy tells whether the phrase that names a party, or the one that describes it,
// calls it one that sells compute: "cloud provider Beta".
func (s *sentence) soldBy(f filler) bool {
	if f.ch < 0 || f.item < 0 {
		return false
	}
	c := &s.chunks[f.ch]
	if c.main != f.item {
		return false
	}
	lo, hi := c.lo, c.main
	if lo == hi && f.ch+2 < len(s.chunks) && s.chunks[f.ch+1].kind == cm && s.chunks[f.ch+2].kind == np && !s.named(f.ch+2) { // "Beta, a cloud provider,"
		lo, hi = s.chunks[f.ch+2].lo, s.chunks[f.ch+2].hi
	}
	for i := lo; i < hi; i++ {
		for _, w := range strings.Fields(s.items[i].norm) {
			switch w {
			case "neocloud", "hyperscaler", "cloud", "data-center", "datacenter":
				return true
			}
		}
	}
	return false
}

// upstream ranks those who sell compute by how far from its users they stand:
// clouds rent from those who run data centres for them, and those buy power. It is 0 where
// that tells nothing.
func (r *reader) upstream(slug string) int {
	switch {
	case r.isOneOf(slug, []string{"energy", "utility"}):
		return 4
	case r.isOneOf(slug, []string{"neocloud"}):
		return 2
	case r.isOneOf(slug, []string{"datacenter"}):
		return 3
	case r.isOneOf(slug, []string{"cloud"}):
		return 1
	}
	return 0
}

// user finds who uses what a chipmaker supplies: the other party of the sentence
// or of the article.
func (r *reader) user(s *sentence, p *place, not string) (filler, bool) {
	for k := range s.chunks {
		for _, x := range r.fillersOf(s, k, not) {
			if x.slug != not && !r.isOneOf(x.slug, sellers) && !r.isOutlet(x.slug) && x.cost < 4 && !r.placeName(s, x) {
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
	if c := r.counterpart(s, not); len(c) > 0 && !r.isOneOf(c[0].slug, sellers) {
		return c[0], true
	}
	return r.customer(s)
}

// customer is the only party of the title that sells no compute, where the
// others do.
func (r *reader) customer(s *sentence) (filler, bool) {
	var one string
	for _, t := range r.talk.titles {
		if r.isOneOf(t, sellers) {
			continue
		}
		if one != "" {
			return filler{}, false
		}
		one = t
	}
	for _, x := range r.talk.seen {
		if x.slug == one {
			return filler{one, Pointer{}, []Pointer{x.at}, 5, -1, -1}, true
		}
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

// listed tells whether the shares of an organisation are traded.
func (r *reader) listed(slug string) bool {
	o := r.gazetteer.Organisation(slug)
	return o != nil && o.Listed()
}

// moneyed tells whether an organisation gives money and raises none from others,
// by what it is or by what it calls itself.
func (r *reader) moneyed(slug string) bool {
	if o := r.gazetteer.Organisation(slug); o != nil {
		return moneyed(o)
	}
	return investorName(slug)
}

// investorName tells slugs such as alpha-ventures.
func investorName(slug string) bool {
	i := strings.LastIndexByte(slug, '-')
	return i > 0 && investorNames[slug[i+1:]]
}

var investorNames = set(`ventures capital partners`)

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
