package claim

import "slices"

// relativeObject is whom the relative pronoun behind a preposition means where
// the clause of a verb starts with it: "Beta, in which Alpha has invested". ok
// tells whether the clause starts so; the antecedent may name nobody.
func (r *reader) relativeObject(s *sentence, p *place, slot string, not ...string) (fs []filler, ok bool) {
	for k := p.ch - 1; k > 0 && k >= p.ch-9; k-- {
		switch s.chunks[k].kind {
		case np, ad, tm, cc, cm, qt:
			continue
		case rc:
			if s.chunks[k-1].kind != pp {
				return nil, false
			}
			x := k - 2
			for x >= 0 && (s.chunks[x].kind == cm || s.chunks[x].kind == ad || s.chunks[x].kind == tm) {
				x--
			}
			if x < 0 || s.chunks[x].kind != np || slot != "" && s.chunks[k-1].word != slot {
				return nil, true
			}
			return addCost(r.fillersOf(s, x, not...), 2), true
		}
		return nil, false
	}
	return nil, false
}

// informant tells whether the party at item x only says or hears what the
// sentence states: "told Alpha", "according to Alpha", "an analyst at Alpha".
func (s *sentence) informant(x int) bool {
	k := s.chunkOf[x]
	if k == 0 {
		return false
	}
	switch b := &s.chunks[k-1]; b.kind {
	case vg:
		return b.word == "tell" || b.word == "inform"
	case pp:
		if b.word == "to" && k > 1 && s.items[s.chunks[k-2].hi-1].norm == "according" {
			return true
		}
		if b.word == "by" && k > 1 && s.chunks[k-2].kind == vg && polling[s.chunks[k-2].word] {
			return true // "analysts polled by Alpha"
		}
		if (b.word == "at" || b.word == "of" || b.word == "with" || b.word == "from") && k > 1 && s.chunks[k-2].kind == np {
			return analysts[s.chunks[k-2].word]
		}
	}
	return false
}

// polling verbs have those who ask for others' figures behind "by".
var polling = set(`poll survey compile collect gather interview`)

var analysts = set(`analyst analysts economist strategist researcher professor lawyer consultant columnist reporter`)

// priceNouns stand between a preposition and the price: "for a total
// consideration of $74.5 million".
var priceNouns = set(`consideration price sum total amount cost value fee outlay figure tag`)

// crowd tells whether a list, or a name with unnamed others, stands in a slot:
// "from Alpha and Beta", "from Alpha and others".
func (s *sentence) crowd(p *place, slot string) bool {
	for _, a := range p.args {
		if a.slot == slot {
			m := s.members(a.ch)
			return len(m) > 1 && s.head(m[0]) < 0 && s.named(m[0]) && s.head(m[1]) < 0 || several[s.chunks[a.ch].word] || crowds[s.chunks[a.ch].word]
		}
	}
	return false
}

// backers are what those who put money into a company are to it.
var backers = set(`investor backer shareholder angel`)

var crowds = set(`investors backers angels funds shareholders partners venture-capitalists vcs`)

// sameCompany is the company in which the claim just before states a stake:
// "Alpha owns 20% of Beta. Gamma has 4.2%."
func (r *reader) sameCompany(s *sentence, not ...string) []filler {
	if x := r.stake; x != nil && r.stakeAt == s.n && !slices.Contains(not, x.slug) {
		return []filler{{x.slug, Pointer{}, []Pointer{x.at}, 2, -1, -1}}
	}
	b := r.before
	if b == nil || b.Kind != "equity_stake" || b.Object == "" || b.Evidence.Object == nil || b.In != s.in {
		return nil
	}
	if s.n == 0 || r.sents[s.n-1].start > b.Start || r.sents[s.n-1].block != s.block {
		return nil
	}
	if slices.Contains(not, b.Object) {
		return nil
	}
	return []filler{{b.Object, Pointer{}, []Pointer{*b.Evidence.Object}, 3, -1, -1}}
}

// asked are verbs of talks between two: who is talked with about an investment
// is the one who would make it.
var asked = set(`negotiate talk discuss hold be speak`)

// investorAsked gives the parties of "Beta is negotiating with Alpha about an
// investment": Alpha, then Beta.
func (r *reader) investorAsked(s *sentence, p *place) (investor, company []filler) {
	if p.verb || p.gov < 0 || p.ch == 0 || s.chunks[p.ch-1].kind != pp || !asked[s.chunks[p.gov].word] {
		return nil, nil
	}
	if w := s.chunks[p.ch-1].word; w != "about" && w != "over" && w != "on" && w != "for" {
		return nil, nil
	}
	for k := p.gov + 1; k+1 < p.ch; k++ {
		if s.chunks[k].kind == pp && s.chunks[k].word == "with" {
			chs, cost := s.subjects(p.gov)
			return r.fillersOf(s, k+1), r.chainFillers(s, chs, cost)
		}
	}
	return nil, nil
}

// investorWeighs gives the parties of "Alpha weighs a $5 billion Beta investment" and
// of "Alpha in talks for a $5 billion Beta investment": who weighs it would make it.
func (r *reader) investorWeighs(s *sentence, p *place) (investor, company []filler) {
	c := &s.chunks[p.ch]
	if p.verb || c.main < c.lo || s.possessor(p.ch) >= 0 {
		return nil, nil
	}
	for x := p.lo - 1; x >= c.lo; x-- {
		if s.items[x].tag == partyTag {
			company = append(company, r.partyItem(s, x, p.ch, 1)...)
		}
	}
	if len(company) != 1 {
		return nil, nil
	}
	if p.gov >= 0 && investing[s.chunks[p.gov].word] {
		chs, cost := s.subjects(p.gov)
		return r.chainFillers(s, chs, cost), company
	}
	if k := p.ch - 3; p.gov < 0 && k > 0 && s.chunks[k+2].kind == pp && s.chunks[k+1].kind == np && talking[s.chunks[k+1].word] && s.chunks[k].kind == pp && s.chunks[k].word == "in" && s.chunks[k-1].kind == np {
		return r.chainFillers(s, s.chain(k-1), 1), company
	}
	return nil, nil
}

// investing verbs say of their subject that the investment is its own.
var investing = set(`weigh mull consider eye plan make complete boost double up increase expand finalize finalise explore discuss near prepare defend hold pursue propose ready raise cut trim`)

// investedAt gives the company of "a $5 billion Beta investment at a valuation of".
func (r *reader) investedAt(s *sentence, p *place) []filler {
	k := p.ch - 2
	if k < 0 || s.chunks[k+1].kind != pp || s.chunks[k+1].word != "at" || s.chunks[k].kind != np || s.chunks[k].word != "investment" || s.possessor(k) >= 0 {
		return nil
	}
	for x := s.chunks[k].main - 1; x >= s.chunks[k].lo; x-- {
		if s.items[x].tag == partyTag {
			return r.partyItem(s, x, k, 1)
		}
	}
	return nil
}

var talking = set(`talks discussions negotiations`)

// bidFor tells whether a bid says for what it is; one without is a bid for the
// one who weighs it.
func (r *reader) bidFor(s *sentence, p *place, not ...string) bool {
	for _, slot := range []string{"for", "of"} {
		if fs := r.nounSlot(s, p, slot, not...); len(fs) > 0 {
			return true
		}
	}
	return false
}

// ownThing tells whether a filler is named by its own pronoun alone, as the owner
// of a thing: "spend $200 million on its next chip".
func (s *sentence) ownThing(x filler) bool {
	if x.item < 0 || x.ch < 0 || x.item == s.chunks[x.ch].main {
		return false
	}
	n := s.items[x.item].norm
	return n == "its" || n == "our" || n == "their"
}

// timesIt tells whether the amount at chunk k is what the same company had
// before: "more than four times the $20 million it reported in 2023".
func (s *sentence) timesIt(k int) bool {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != np || s.chunks[k+2].kind != vg || s.head(k) < 0 {
		return false
	}
	p := &s.chunks[k+1]
	if p.hi-p.lo != 1 || s.items[p.lo].norm != "it" {
		return false
	}
	return having[s.chunks[k+2].word]
}

var having = set(`report make generate post have earn record book raise spend lose bring forecast expect project guide fetch`)

// backed is the company that money goes to where its clause does not say so: the
// one whose backers the sentence speaks of, else the one of the claim before.
func (r *reader) backed(s *sentence, not ...string) (filler, bool) {
	for k := range s.chunks {
		c := &s.chunks[k]
		if c.kind != np || c.main < c.lo || !backers[singular(c.word)] {
			continue
		}
		if x := s.possessor(k); x >= 0 && (s.items[x].tag == partyTag || s.items[x].norm == "its") {
			if fs := r.owner(s, k, x, not...); len(fs) > 0 && !slices.Contains(not, fs[0].slug) {
				return addCost(fs, 2)[0], true
			}
		}
	}
	b := r.before
	if b == nil || b.In != s.in || s.n > 3 && r.sents[s.n-3].start > b.Start {
		return filler{}, false
	}
	slug, at := b.Subject, b.Evidence.Subject
	switch b.Kind {
	case "funding_round", "valuation":
	case "investment", "equity_stake":
		slug, at = b.Object, b.Evidence.Object
	default:
		return filler{}, false
	}
	if at == nil || slug == "" || slices.Contains(not, slug) {
		return filler{}, false
	}
	return filler{slug, Pointer{}, append([]Pointer{*at}, b.Evidence.From...), 4, -1, -1}, true
}

// definite tells whether a phrase, or the amount that it starts with, holds "the":
// "less than the roughly $700 million Beta".
func (s *sentence) definite(c *chunk) bool {
	for i := s.items[c.lo].lo; i < s.items[c.main].hi; i++ {
		if s.toks[i].Norm == "the" {
			return true
		}
	}
	return false
}

// frontedAmount is the amount that a clause without a pronoun qualifies as its
// object: "the $700 million Beta had raised", "the $2 billion it has spent". It
// is -1 if there is none.
func (s *sentence) frontedAmount(v int) int {
	if v < 1 || s.chunks[v-1].kind != np || v+1 < len(s.chunks) && s.chunks[v+1].kind == np {
		return -1
	}
	c := &s.chunks[v-1]
	if c.main > c.lo && s.items[c.main].tag == partyTag && s.items[c.main-1].tag == amountTag && (s.definite(c) || c.main-1 == c.lo && v > 1 && s.chunks[v-2].kind == pp) {
		return s.items[c.main-1].index
	}
	if v > 2 && (s.chunks[v-2].kind == rc || s.chunks[v-2].kind == sc) && s.chunks[v-2].word == "that" && s.chunks[v-3].kind == np && s.head(v-3) >= 0 {
		return s.head(v - 3) // "more than $2 billion that Alpha invested"
	}
	if v < 2 || c.hi-c.lo != 1 || s.items[c.lo].tag != pron || s.chunks[v-2].kind != np || s.chunks[v-2].main < s.chunks[v-2].lo || !s.definite(&s.chunks[v-2]) && s.items[s.chunks[v-2].lo].norm != "the" {
		return -1
	}
	return s.head(v - 2)
}

// byTheWay tells whether the name that ends before token hi only qualifies
// another: "Alpha-backed Beta".
func (s *sentence) byTheWay(hi int) bool {
	if hi < len(s.toks) && s.toks[hi].Norm == "-" && !s.toks[hi].Space {
		hi++
	}
	return hi < len(s.toks) && !s.toks[hi].Space && qualifying[s.toks[hi].Norm]
}

var qualifying = set(`backed owned led powered funded controlled linked invested`)

// gives tells whether the phrase at chunk k only lists who else put money in:
// "Alpha, Beta and Gamma took part." The text goes on about who got it.
func (s *sentence) gives(k int) bool {
	for v := k + 1; v < len(s.chunks); v++ {
		switch c := &s.chunks[v]; c.kind {
		case np, cm, cc, ad, tm:
			continue
		case vg:
			if v+1 < len(s.chunks) && s.chunks[v+1].kind == pp && s.chunks[v+1].word == "by" {
				return false // "Beta, backed by Alpha,"
			}
			return s.takesPart(v) || leading[c.word]
		}
		return false
	}
	return false
}
