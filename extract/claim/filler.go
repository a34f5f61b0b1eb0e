package claim

import (
	"strings"

	"pactwatch/extract/party"
)

// filler is a party in a role, with the words that name it.
type filler struct {
	slug string
	at   Pointer
	from []Pointer // antecedents of a pronoun or description
	cost int
	ch   int // chunk; -1 from the context
	item int
}

// transparent nouns stand for the organisation before them: "Google's cloud unit".
var transparent = set(`unit segment division arm subsidiary business cloud platform shares share stock stocks equity chips chip gpus gpu tpus tpu accelerators processors models model services service products
product tools tool suite technology tech systems software hardware infrastructure servers capacity compute data api apis team operation operations group company firm startup start-up lab labs ventures fund funds board management
content archive archives articles journalism ip websites publications titles characters ads app apps agent agents assistant chatbot searches search cards racks silicon semiconductors instances common
trainium ceo chief executive cfo inc centers centres center centre sites site campus campuses cluster supercomputer facilities customers subscriptions offerings ecosystem notes note securities brands properties imagery images photos footage recordings music songs books stories likenesses initiative research foundation nonprofit government army university private`)

// presences are what one has on somebody's platform: "Alpha's Discord server".
var presences = set(`server servers page channel community group account bot forum subreddit app`)

// strangers are nouns that make a phrase about somebody else: "Alpha's rival".
var strangers = set(`rival rivals competitor competitors challenger challengers scientist scientists architect architects veteran alum alums investor investors backer backers shareholder shareholders employee employees staff alumni veteran veterans founder founders co-founder partner
partners customer user users developer developers engineer engineers researcher researchers creator creators author authors inventor inventors supplier suppliers executive executives supporter critic critics owner parent analyst analysts spokesperson
spokesman spokeswoman lawyer lawyers ceo cfo chairman president maker board clone alternative rivalry bid deal`)

// roleNouns are heads of descriptions that mean an organisation.
var roleNouns = set(`company startup start-up firm giant maker lab provider group conglomerate chipmaker unicorn developer retailer publisher bank investor government fund corporation hyperscaler upstart
automaker carmaker operator behemoth titan heavyweight powerhouse utility business administration lender nonprofit non-profit organization organisation outfit vendor buyer seller manufacturer
incumbent insurer newspaper broadcaster label studio magazine consultancy brokerage supplier neocloud player juggernaut darling pioneer initiative project venture`)

// several are nouns that a list of names may spell out.
var several = set(`publishers outlets newspapers labels studios chipmakers hyperscalers startups companies firms businesses developers labs makers start-ups acquisitions`)

// pairing words make a plural mean the ones just spoken of.
var pairing = set(`the these those both two`)

// manner nouns behind "in" say how money is put, not into what.
var manner = set(`total cash all stages advance return exchange tranches instalments installments full addition turn part`)

var pairNouns = set(`companies firms sides parties partners pair duo two startups giants both`)

// fillersOf gives the parties that the phrase at chunk k means, without its list.
// not are slugs that the phrase cannot mean.
func (r *reader) fillersOf(s *sentence, k int, not ...string) []filler {
	c := &s.chunks[k]
	if c.kind != np || c.hi <= c.lo {
		return nil
	}
	main := c.main
	if main < c.lo {
		main = c.hi - 1
	}
	it := s.items[main]
	if it.tag == amountTag { // "Microsoft 20%": the receiver stands before the amount
		for x := main - 1; x >= c.lo; x-- {
			if s.items[x].tag == partyTag && (x+1 >= c.hi || s.items[x+1].tag != poss) {
				return r.partyItem(s, x, k, 0)
			}
			if s.items[x].tag == pron {
				return r.pronoun(s, x, k, not...)
			}
		}
		return nil
	}
	if it.tag == partyTag {
		if own := s.ownsThing(k, main); own >= 0 {
			return addCost(r.owner(s, k, own, not...), 1)
		}
		fs := r.partyItem(s, main, k, 0)
		if own := s.possessor(k); len(fs) == 0 && own >= 0 && own < main { // "Beta's Series D"
			return addCost(r.owner(s, k, own, not...), 1)
		}
		return fs
	}
	if it.tag == pron || s.items[c.lo].tag == pron && c.hi-c.lo == 1 {
		return r.pronoun(s, main, k, not...)
	}
	// a noun heads the phrase
	if own := s.items[c.lo].norm; pairNouns[it.norm] && own != "its" && own != "their" && own != "our" && (it.norm == "both" || pairing[s.items[c.lo].norm]) {
		return r.both(s, k, main)
	}
	// "Alpha and its partner": possessives and compounds before the head
	for x := main - 1; x >= c.lo; x-- {
		if s.items[x].tag != partyTag || s.partyOf(s.items[x]).Slug == "" || strings.HasSuffix(s.items[x].norm, "-based") || s.byTheWay(s.items[x].hi) {
			continue
		}
		if roleNouns[it.norm] && s.items[x+1].tag != poss && r.isOneOf(s.partyOf(s.items[x]).Slug, []string{"government"}) {
			continue // "a U.K. startup"
		}
		if it.norm == "executives" && s.items[x+1].tag != poss && x == c.lo { // "Alpha executives are exploring"
			return r.partyItem(s, x, k, 3)
		}
		if strangers[s.items[main].norm] || strangers[singular(s.items[main].norm)] {
			return r.apposed(s, k)
		}
		if own := s.possessorParty(k); own >= 0 && own < x && presences[it.norm] { // "Alpha's Beta server"
			return addCost(r.owner(s, k, own, not...), 1)
		}
		if !transparent[it.norm] && !transparent[singular(it.norm)] {
			return nil
		}
		if own := s.ownsThing(k, x); own >= 0 {
			return addCost(r.owner(s, k, own, not...), 1)
		}
		if s.items[x+1].tag == poss {
			return addCost(r.owner(s, k, x, not...), 1)
		}
		return r.partyItem(s, x, k, 1)
	}
	if it.norm == "responsible" && main > c.lo && roleNouns[s.items[main-1].norm] { // "the firm responsible for developing Alpha"
		for x := k + 1; x < len(s.chunks) && x <= k+3; x++ {
			if c := &s.chunks[x]; c.kind == np && s.named(x) && s.items[c.main].tag == partyTag {
				return r.partyItem(s, c.main, x, 1)
			} else if c.kind != pp && !(c.kind == vg && c.gerund) {
				break
			}
		}
	}
	if roleNouns[it.norm] && !determiners[s.items[c.lo].norm] && c.hi-c.lo > 1 && s.possessor(k) < 0 {
		return r.apposed(s, k) // "of data platform provider, Beta"
	}
	if roleNouns[it.norm] && (determiners[s.items[c.lo].norm] || c.hi-c.lo == 1) {
		if fs := r.apposed(s, k); len(fs) > 0 {
			return fs
		}
		if d := s.items[c.lo].norm; d == "that" || d == "this" {
			if fs := r.justNamed(s, c.lo, k, not...); len(fs) > 0 {
				return fs
			}
		}
		if fs := r.called(s, k); len(fs) > 0 {
			return fs
		}
		if x := s.behind(k); x >= 0 {
			return addCost(r.partyItem(s, x, k, 0), 1)
		}
		if d := s.items[c.lo].norm; (d == "a" || d == "an" || d == "one") && k > 1 && s.chunks[k-1].kind == cm && s.chunks[k-2].kind == np && s.named(k-2) && s.items[s.chunks[k-2].main].tag == partyTag {
			return r.partyItem(s, s.chunks[k-2].main, k-2, 1) // "Beta, a Dutch company valued at"
		}
		if s.items[c.lo].norm == "a" || s.items[c.lo].norm == "an" || s.items[c.lo].norm == "another" || s.items[c.lo].norm == "each" || s.items[c.lo].norm == "no" || s.items[c.lo].norm == "any" {
			return nil
		}
		return r.describe(s, c.lo, main, k, not...)
	}
	if (it.norm == "former" || it.norm == "latter") && c.hi-c.lo == 2 && s.items[c.lo].norm == "the" {
		if l := r.talk.pair(s, main); len(l) > 1 { // "Alpha and Beta … the latter"
			f := l[0]
			if it.norm == "latter" {
				f = l[len(l)-1]
			}
			return []filler{{f.slug, s.point(c.lo, main+1), []Pointer{f.at}, f.cost, k, main}}
		}
		return nil
	}
	if vehicles[it.norm] {
		return r.behindVehicle(s, k, not...)
	}
	if (strangers[it.norm] || strangers[singular(it.norm)]) && determiners[s.items[c.lo].norm] { // "a competitor, Beta,"
		return r.apposed(s, k)
	}
	if p := s.possessor(k); p >= 0 && (transparent[it.norm] || transparent[singular(it.norm)]) {
		if ownUnits[it.norm] && k+3 < len(s.chunks) && s.chunks[k+3].kind == cm {
			if fs := r.apposed(s, k); len(fs) > 0 {
				return fs // "its chip business, Beta,"
			}
		}
		return addCost(r.owner(s, k, p, not...), 1)
	}
	return nil
}

// ownUnits are parts of a company that may bear a name of their own.
var ownUnits = set(`unit business division arm subsidiary`)

func addCost(fs []filler, c int) []filler {
	for i := range fs {
		fs[i].cost += c
	}
	return fs
}

// partyItem is the party at item x.
func (r *reader) partyItem(s *sentence, x, k, cost int) []filler {
	m := s.partyOf(s.items[x])
	if m.Slug == "" {
		return nil
	}
	switch {
	case m.Person && m.Via == party.ByPerson:
		cost += 6
	case m.Person:
		return nil
	case m.Via == party.ByForm && x+1 < len(s.items) && siteNouns[s.items[x+1].norm]:
		return nil // "Alpha's River Bend campus"
	case m.Via == party.ByForm:
		cost += 2
	case m.Via == party.ByProduct:
		cost++
	}
	return []filler{{slug: m.Slug, at: s.point(x, x+1), cost: cost, ch: k, item: x}}
}

func (r *reader) pronoun(s *sentence, x, k int, not ...string) []filler {
	switch s.items[x].norm {
	case "it", "itself", "its":
		if f, ok := r.talk.resolve(s, x, nil, not...); ok {
			return []filler{{f.slug, s.point(x, x+1), []Pointer{f.at}, f.cost, k, x}}
		}
		if f, ok := r.saysOfItself(s, x, nil, not...); ok {
			return []filler{{f.slug, s.point(x, x+1), []Pointer{f.at}, f.cost, k, x}}
		}
	case "we", "us", "our":
		if f, ok := r.speaker(s, x); ok {
			return []filler{{f.slug, s.point(x, x+1), []Pointer{f.at}, f.cost, k, x}}
		}
	case "they", "them", "their":
		if k >= 0 && !s.manyBefore(x) {
			return r.both(s, k, x)
		}
	}
	return nil
}

// manyBefore tells whether a plural without names before item x is who "they" are:
// "publishers whose work it uses say that they".
func (s *sentence) manyBefore(x int) bool {
	for y := x - 1; y >= 0; y-- {
		if c := &s.chunks[s.chunkOf[y]]; several[s.items[y].norm] {
			return !determiners[s.items[c.lo].norm] && c.main == y
		}
	}
	return false
}

// speaker is who "we" are: the company of a press release or of the one who is
// quoted.
func (r *reader) speaker(s *sentence, x int) (found, bool) {
	if c := s.source; s.quoted[x] {
		if c == nil && s.within && s.n > 0 && r.sents[s.n-1].block == s.block {
			c = r.sents[s.n-1].source // "“We built it,” Bo Lind said. “We …”"
		}
		if c != nil && c.party != "" {
			return found{c.party, c.at, 2}, true
		}
	}
	if r.talk.us != "" {
		for y := len(r.talk.seen) - 1; y >= 0; y-- {
			if r.talk.seen[y].slug == r.talk.us {
				return found{r.talk.us, r.talk.seen[y].at, 2}, true
			}
		}
		return found{r.talk.us, r.usAt, 2}, true
	}
	if !s.quoted[x] && len(r.talk.titles) > 0 {
		// a letter to shareholders, a blog: the title names the company
		for y := len(r.talk.seen) - 1; y >= 0; y-- {
			if r.talk.seen[y].slug == r.talk.titles[0] {
				return found{r.talk.titles[0], r.talk.seen[y].at, 5}, true
			}
		}
	}
	return found{}, false
}

// ourselves is the company of a press release or filing, in words at item x.
func (r *reader) ourselves(s *sentence, x, k int) []filler {
	for _, y := range r.talk.seen {
		if y.slug == r.talk.us {
			return []filler{{y.slug, s.point(x, x+1), []Pointer{y.at}, 1, k, x}}
		}
	}
	return nil
}

func (r *reader) both(s *sentence, k, x int) []filler {
	var out []filler
	for _, f := range r.talk.pair(s, x) {
		out = append(out, filler{f.slug, s.point(x, x+1), []Pointer{f.at}, f.cost, k, x})
	}
	return out
}

// owner is the party of the possessor at item p of the phrase at chunk k.
func (r *reader) owner(s *sentence, k, p int, not ...string) []filler {
	it := s.items[p]
	switch {
	case it.tag == partyTag:
		if m := s.partyOf(it); m.Person || r.isOneOf(m.Slug, []string{"person"}) { // "Dana Hollis's Beta": the company, not its head
			for x := p + 1; x < s.chunks[k].hi; x++ {
				if s.items[x].tag == partyTag && !s.partyOf(s.items[x]).Person {
					return r.partyItem(s, x, k, 0)
				}
			}
			if w := s.chunks[k].word; m.Person && m.Slug != "" && (roleNouns[w] || w == "lab" || w == "startup") { // "Hollis's company"
				return []filler{{slug: m.Slug, at: s.point(p, p+1), cost: 3, ch: k, item: p}}
			}
		}
		return r.partyItem(s, p, k, 0)
	case it.norm == "its":
		if fs := r.raisesItsOwn(s, k, not...); len(fs) > 0 {
			return fs
		}
		if k > 2 && s.chunks[k-1].kind == vg && s.chunks[k-2].kind == rc && (s.chunks[k-2].word == "which" || s.chunks[k-2].word == "that") {
			chs, cost := s.subjects(k - 1) // "Beta, which saw its valuation soar"
			if fs := r.chainFillers(s, chs, cost, not...); len(fs) > 0 {
				return fs
			}
			for _, c := range chs {
				for x := s.chunks[c].lo; x < s.chunks[c].hi; x++ {
					if roleNouns[s.items[x].norm] {
						return nil // of a company that nobody names
					}
				}
			}
		}
		if f, ok := r.talk.resolve(s, p, nil, not...); ok {
			return []filler{{f.slug, s.point(p, p+1), []Pointer{f.at}, f.cost, k, p}}
		}
	case it.norm == "our":
		return r.pronoun(s, p, k, not...)
	case it.norm == "their":
		return r.both(s, k, p)
	case it.norm == "his" || it.norm == "her":
		if c := &s.chunks[k]; c.main == p+1 && young([]string{c.word}) || c.main == p+1 && c.word == "company" {
			return r.describe(s, c.main, c.main, k, not...) // "Her startup has raised"
		}
		return nil
	case roleNouns[it.norm]:
		lo := p
		for lo > s.chunks[k].lo && (s.items[lo-1].tag == noun || s.items[lo-1].tag == det) {
			lo--
		}
		return r.describe(s, lo, p, k, not...)
	case pairNouns[it.norm]:
		if d := s.items[s.chunks[k].lo]; d.tag == noun && d.norm != "both" && d.norm != "two" {
			return nil // "tech companies' spending": any of them
		}
		return r.both(s, k, p)
	}
	return nil
}

// raisesItsOwn gives the subject of a participle whose object at chunk k is what it
// holds of another: "Alpha invests in Beta, doubling its stake". The stake is Alpha's.
func (r *reader) raisesItsOwn(s *sentence, k int, not ...string) []filler {
	if k < 1 || s.chunks[k-1].kind != vg || !s.chunks[k-1].gerund || !ownMoney[singular(s.chunks[k].word)] && s.chunks[k].word != "holding" {
		return nil
	}
	chs, cost := s.subjects(k - 1)
	if len(chs) != 1 || chs[0] >= k {
		return nil
	}
	return r.chainFillers(s, chs, cost, not...)
}

// refer finds whom the descriptions and pronouns among the subjects of a sentence
// mean, so that later ones can mean them too.
func (r *reader) refer(s *sentence) {
	for k := range s.chunks {
		c := &s.chunks[k]
		if c.kind == np && c.main >= c.lo {
			if x := s.possessor(k); x >= 0 && s.items[x].tag == noun && roleNouns[s.items[x].norm] { // "the search giant's largest deal"
				if fs := r.owner(s, k, x); len(fs) == 1 && fs[0].cost <= 6 && len(fs[0].from) > 0 {
					s.refs = append(s.refs, referent{s.block, fs[0].slug, fs[0].from[0], s.n, x, false, false, false, false})
				}
			}
		}
		if c.kind != np || c.main < c.lo || s.items[c.main].tag == partyTag || !s.isSubject(k) {
			continue
		}
		n := s.items[c.main].norm
		if !roleNouns[n] && n != "it" || n == "it" && s.expletive(k) {
			continue
		}
		fs := r.fillersOf(s, k)
		if len(fs) == 1 && fs[0].cost <= 4 && len(fs[0].from) > 0 {
			s.refs = append(s.refs, referent{s.block, fs[0].slug, fs[0].from[0], s.n, c.main, true, false, false, false})
		}
	}
}

// expletive tells whether "it" at chunk k is said to be something that is no
// company: "It is Alpha's largest deal".
func (s *sentence) expletive(k int) bool {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != vg || s.chunks[k+1].word != "be" || s.chunks[k+1].passive || s.chunks[k+2].kind != np {
		return false
	}
	c := &s.chunks[k+2]
	return c.main >= c.lo && s.items[c.main].tag == noun && !roleNouns[s.items[c.main].norm] && s.possessor(k+2) >= 0
}

// listFillers gives the parties of the list that the phrase at chunk k starts.
func (r *reader) listFillers(s *sentence, k int, not ...string) []filler {
	var out []filler
	if s.head(k) >= 0 {
		return r.fillersOf(s, k, not...) // "£102m, and Alpha says"
	}
	if w := s.chunks[k].word; (w == "debt" || w == "equity" || w == "cash") && !s.named(k) && s.possessor(k) < 0 && k > 0 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "in" {
		return nil // "in debt and Beta $3 billion in equity"
	}
	for _, m := range s.members(k) {
		if m != k && s.head(m) >= 0 {
			break // "70% of Beta and Gamma 30%"
		}
		fs := r.fillersOf(s, m, not...)
		out = append(out, fs...)
	}
	if x := s.spelledOut(k); len(out) == 0 && x > 0 {
		return addCost(r.listFillers(s, x, not...), 1)
	}
	if len(out) == 0 && k+2 < len(s.chunks) && several[s.chunks[k].word] && s.chunks[k+2].kind == np && s.named(k+2) {
		if n := s.chunks[k+1]; n.kind == br && n.word == ":" || n.kind == pp && (n.word == "including" || n.word == "like") { // "four startups: Beta, Gamma and Delta"
			return addCost(r.listFillers(s, k+2, not...), 1)
		}
	}
	if len(out) == 0 && k+3 < len(s.chunks) && several[s.chunks[k].word] && s.chunks[k+1].kind == ad && s.chunks[k+1].word == "such" && s.chunks[k+3].kind == np && s.named(k+3) {
		return addCost(r.listFillers(s, k+3, not...), 1) // "publishers such as Beta and Gamma"
	}
	return out
}
