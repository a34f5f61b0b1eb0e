package claim

import (
	"slices"
	"strings"
)

// deal is the last deal between two parties that the text told of, so that "the
// contract", "that deal" or "its share" later on can mean it.
type deal struct {
	kind    string
	parties [2]filler // in the roles of the kind
	at      int       // number of the sentence
}

// recallReach is for how many sentences a deal stays in mind; shareReach the same
// for the bare "its share", which may mean many things.
const (
	recallReach = 6
	shareReach  = 3
)

// sameDeal tells which kinds of claims go on speaking of a deal of a kind with
// the same roles. An agreement's term may be of any deal.
var sameDeal = map[string]map[string]bool{
	"purchase_commitment": set(`purchase_commitment capacity`),
	"capacity":            set(`capacity purchase_commitment`),
	"licensing":           set(`licensing`),
	"revenue_share":       set(`revenue_share`),
	"profit_share":        set(`profit_share`),
	"agreement_term":      set(`purchase_commitment capacity licensing revenue_share partnership exclusivity agreement_term`),
}

// dealWords make what a sentence tells of a deal that can be spoken of again.
var dealWords = set(`agreement deal contract lease licence license licensing partnership pact arrangement collaboration accord alliance tie-up venture order tenancy
sign signed provide supply agree agreed licensed licenses partnered strike struck inked renegotiated renewed extended`)

// introduce keeps the sides of a deal whose size the sentence does not say:
// "signed an agreement to supply Beta with chips". A later one may.
func (r *reader) introduce(s *sentence, p *place) {
	f := p.t.frame
	if len(s.items) > 1 && s.items[0].norm == "under" && determiners[s.items[1].norm] {
		return // "Under the terms": of the deal told before
	}
	if !sameDeal[f.Kind][f.Kind] || f.Again || len(s.parties) < 2 || r.bare != nil && r.bare.at == s.n || !s.words(0, len(s.items), dealWords) {
		return
	}
	subj, obj, why := r.roles(s, p)
	if why != "" || len(subj) != 1 || len(obj) != 1 || subj[0].slug == obj[0].slug || subj[0].cost+obj[0].cost > maxIntroduced {
		return
	}
	var d deal
	for i, x := range []filler{subj[0], obj[0]} {
		if x.at.End == 0 {
			return // nobody names it here
		}
		d.parties[i] = filler{x.slug, Pointer{}, append([]Pointer{x.at}, x.from...), 5, -1, -1}
	}
	d.kind, d.at = f.Kind, s.n
	r.bare = &d
}

// maxIntroduced is the cost of roles up to which the sides of a deal without a
// size are believed.
const maxIntroduced = 10

// dealActs tells whether the subject of a verb is the deal told before: "The
// contract requires 4.5 gigawatts."
func (r *reader) dealActs(s *sentence, p *place) bool {
	if r.deal == nil || s.n == r.deal.at || s.n-r.deal.at > recallReach || !sameDeal[r.deal.kind][p.t.frame.Kind] {
		return false
	}
	chs, _ := s.subjects(p.ch)
	if len(chs) != 1 {
		return false
	}
	c := &s.chunks[chs[0]]
	if c.main < c.lo || !contractNouns[s.items[c.main].norm] {
		return false
	}
	d := s.items[c.lo].norm
	return d == "the" || d == "this" || d == "that"
}

// remember keeps the deal that a sentence told of.
func (r *reader) remember(s *sentence, cs []Claim) {
	told := s.words(0, len(s.items), dealWords)
	if r.bare != nil && r.bare.at == s.n && !r.goesOn() {
		r.deal = r.bare
	}
	for _, c := range cs {
		if !told && !sharing[c.Kind] {
			continue
		}
		if c.Object == "" || c.Evidence.Subject == nil || c.Evidence.Object == nil {
			continue
		}
		r.deal = &deal{c.Kind, [2]filler{
			{c.Subject, Pointer{}, append([]Pointer{*c.Evidence.Subject}, c.Evidence.From...), 5, -1, -1},
			{c.Object, Pointer{}, append([]Pointer{*c.Evidence.Object}, c.Evidence.From...), 5, -1, -1},
		}, s.n}
		return
	}
	if r.deal == nil || r.deal.kind == "partnership" && r.deal.at != s.n || s.n-r.deal.at > recallReach {
		r.pairOff(s)
	}
}

// goesOn tells whether the deal introduced last is one more step of the deal told
// with its size just before: one side is the same.
func (r *reader) goesOn() bool {
	if r.deal == nil || r.deal.kind == "partnership" || r.deal == r.bare || r.bare.at-r.deal.at > recallReach {
		return false
	}
	for _, x := range r.bare.parties {
		if x.slug == r.deal.parties[0].slug || x.slug == r.deal.parties[1].slug {
			return true
		}
	}
	return false
}

// pairOff keeps the only two organisations of a sentence that names a deal as its
// sides, without saying who is which: "Alpha and Beta sign a cloud pact".
func (r *reader) pairOff(s *sentence) {
	if !s.words(0, len(s.items), dealTalk) || !s.words(0, len(s.items), dealWords) {
		return
	}
	var d deal
	n := 0
	for i := range s.items {
		if s.items[i].tag != partyTag {
			continue
		}
		m := s.partyOf(s.items[i])
		if m.Slug == "" || m.Person || r.isOutlet(m.Slug) || r.placeName(s, filler{slug: m.Slug, item: i}) || n > 0 && d.parties[0].slug == m.Slug {
			continue
		}
		if n == 2 {
			if m.Slug != d.parties[1].slug {
				return
			}
			continue
		}
		d.parties[n] = filler{m.Slug, Pointer{}, []Pointer{s.point(i, i+1)}, 5, -1, -1}
		n++
	}
	if n == 2 {
		d.kind, d.at = "partnership", s.n
		r.deal = &d
	}
}

// recalls tells whether a trigger speaks of the deal in mind: "the contract runs
// until 2031", "its share falls to 12%", "it expires in 2030".
func (r *reader) recalls(s *sentence, p *place) bool {
	f := p.t.frame
	if r.deal == nil || !sameDeal[f.Kind][r.deal.kind] {
		return false
	}
	reach := recallReach
	if sharing[f.Kind] {
		reach = shareReach
	}
	if d := s.n - r.deal.at; d < 1 || d > reach {
		return false
	}
	if p.verb {
		if !f.Again {
			return false
		}
		chs, _ := s.subjects(p.ch)
		return len(chs) == 1 && s.chunks[chs[0]].word == "it"
	}
	c := &s.chunks[p.ch]
	if n := s.items[p.hi-1].norm; singular(n) != n && contractNouns[singular(n)] && s.items[c.lo].norm != "the" && s.items[c.lo].norm != "those" && s.items[c.lo].norm != "these" {
		return false // "has signed contracts worth": others
	}
	if k := p.ch + 1; k+1 < len(s.chunks) && s.chunks[k].kind == pp && (s.chunks[k].word == "with" || s.chunks[k].word == "between") && s.chunks[k+1].kind == np && !s.named(k+1) {
		return false // "the deal with a third firm"
	}
	for x := c.lo; x < p.lo; x++ {
		if s.items[x].tag == partyTag {
			if m := s.partyOf(s.items[x]); m.Slug != r.deal.parties[0].slug && m.Slug != r.deal.parties[1].slug {
				return false
			}
		}
	}
	if c.lo == 0 && p.ch+1 < len(s.chunks) && s.chunks[p.ch+1].kind == br && !s.heading {
		return true // a label: "Contract value: $5 billion"
	}
	switch s.items[c.lo].norm {
	case "the", "that", "this", "such", "total":
		return true
	case "its", "their":
		return sharing[f.Kind]
	case "an", "a":
		return c.lo+1 < p.lo && instalments[s.items[c.lo+1].norm]
	}
	return s.items[c.lo].tag == partyTag && p.lo > c.lo
}

// instalments are parts of a deal that it calls for.
var instalments = set(`initial first second third further follow-on additional smaller`)

// fromDeal fills the roles that a trigger leaves open with those of the deal in
// mind. A party of another deal gives none.
func (r *reader) fromDeal(kind string, subj, obj []filler) ([]filler, []filler) {
	a, b := r.deal.parties[0], r.deal.parties[1]
	for _, f := range append(slices.Clone(subj), obj...) {
		if f.slug != a.slug && f.slug != b.slug && len(f.from) == 0 {
			return nil, nil
		}
	}
	return []filler{a}, []filler{b}
}

// sells tells whether an organisation sells compute, chips or power, by what it
// is or by what it calls itself.
func (r *reader) sells(slug string) bool {
	if r.gazetteer.Organisation(slug) != nil {
		return r.isOneOf(slug, sellers)
	}
	for _, w := range strings.Split(slug, "-") {
		if sellerNames[w] {
			return true
		}
	}
	return false
}

var sellerNames = set(`cloud clouds compute computing energy power semiconductor semiconductors semicon semi microelectronics photonics nuclear solar geothermal chips silicon electric hosting gpu datacenter datacenters`)
