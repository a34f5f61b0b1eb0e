package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

// Who is named near a figure may have nothing to do with it: rivals, former
// employers, and descriptions of somebody whom the text does not name.

// nearest is the last party before a trigger in its sentence.
func (r *reader) nearest(s *sentence, p *place, not ...string) []filler {
	for x := p.lo - 1; x >= 0; x-- {
		if s.items[x].tag == pause && s.items[x].norm == ";" {
			return nil
		}
		if s.items[x].tag != partyTag || s.sideIssue(x) || s.ownsThing(s.chunkOf[x], x) >= 0 || results[p.t.frame.Kind] && (x+1 == p.lo || s.asSegment(x)) && r.perhapsSegment(s, x) {
			continue
		}
		fs := r.partyItem(s, x, s.chunkOf[x], 5)
		if slug := s.partyOf(s.items[x]).Slug; unlisted[p.t.frame.Kind] && (r.listed(slug) || r.moneyed(slug)) || p.t.frame.Kind == "restructuring" && r.moneyed(slug) {
			continue
		}
		if len(fs) > 0 && slices.Contains(not, fs[0].slug) || s.informant(x) || r.postedOn(s, x) {
			continue
		}
		if len(fs) > 0 && !r.isOutlet(fs[0].slug) && !s.partyOf(s.items[x]).Person && !r.isOneOf(fs[0].slug, []string{"government"}) {
			return fs
		}
	}
	return nil
}

// listedAmong gives those of two with an equal claim to be meant that raise no
// rounds, where the other one may.
func (r *reader) listedAmong(open []undecided) []string {
	var out []string
	for _, o := range open {
		a, b := r.listed(o.a) || r.moneyed(o.a), r.listed(o.b) || r.moneyed(o.b)
		switch {
		case a && !b:
			out = append(out, o.a)
		case b && !a:
			out = append(out, o.b)
		}
	}
	return out
}

// sideIssue tells whether the name at item x only says whose rival somebody is or
// where they have worked: "an Alpha rival", "former Alpha executives", "who also
// worked for Alpha".
func (s *sentence) sideIssue(x int) bool {
	k := s.chunkOf[x]
	c := &s.chunks[k]
	if c.main > x && s.items[x+1].tag != poss && s.items[c.main].tag == noun {
		n := s.items[c.main].norm
		return outsiders[n] || (strangers[n] || strangers[singular(n)]) && s.formerly(c.lo, x+1)
	}
	if c.main > x && s.items[c.main].tag == partyTag && s.partyOf(s.items[c.main]).Person && s.formerly(c.lo, x+1) {
		return true // "former Alpha executive Dana Ross"
	}
	if k < 2 || s.chunks[k-1].kind != pp {
		return false
	}
	switch b := &s.chunks[k-2]; b.kind {
	case vg:
		return b.word == "work" || b.word == "study"
	case np:
		if b.main < b.lo || s.items[b.main].tag != noun {
			return false
		}
		n, w := s.items[b.main].norm, s.chunks[k-1].word
		return (w == "of" || w == "to") && outsiders[n] || (w == "at" || w == "of" || w == "from") && (strangers[n] || strangers[singular(n)]) && s.formerly(b.lo, b.hi)
	}
	return false
}

// outsiders are rivals, and people who have left.
var outsiders = set(`rival rivals competitor competitors challenger challengers alumni alumnus alum alums veteran veterans clone clones alternative alternatives`)

// formerly tells whether items [lo, hi) say of people what they no longer are.
func (s *sentence) formerly(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if n := s.items[i].norm; n == "former" || n == "ex" || n == "onetime" || n == "one-time" || strings.HasPrefix(n, "ex-") {
			return true
		}
	}
	return false
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
	if c.main >= c.lo && s.items[c.main].tag == partyTag && s.partyOf(s.items[c.main]).Person {
		return true // somebody who acts on their own
	}
	return c.main >= c.lo && (s.items[c.main].tag == noun && !sameNouns[s.items[c.main].norm] || f.Subject[0] == "obj" && s.items[c.main].tag == amountTag && s.amounts[s.items[c.main].index].class != "money")
}

// nobodys tells whether the verb at chunk k has for its subject a plural or an
// indefinite without a name: "European startups raised".
func (s *sentence) nobodys(k int) bool {
	if k < 0 || s.chunks[k].kind != vg {
		return false
	}
	chs, _ := s.subjects(k)
	if len(chs) == 0 {
		return false
	}
	c := &s.chunks[chs[0]]
	if c.main >= c.lo && s.items[c.main].norm == "you" {
		return true
	}
	if c.main < c.lo || s.items[c.main].tag != noun || s.possessor(chs[0]) >= 0 {
		return false
	}
	n := s.items[c.main].norm
	if d := s.items[c.lo].norm; d == "a" || d == "an" || d == "another" || d == "one" { // "a data center developer is raising"
		return roleNouns[n] && (chs[0] == 0 || s.chunks[chs[0]-1].kind != cm) && !slices.ContainsFunc(s.items[c.lo:c.hi], func(it item) bool { return it.tag == partyTag })
	}
	return singular(n) != n && roleNouns[singular(n)] && !determiners[s.items[c.lo].norm]
}

// ownMoney is the person who invests where the text names one who runs a company
// that does not live by investing: "Dana Ross, head of Alpha, invested".
func (r *reader) ownMoney(s *sentence, subj []filler) []filler {
	x := subj[0]
	if x.item < 0 || s.items[x.item].tag != partyTag || len(x.from) > 0 {
		return subj
	}
	m := s.partyOf(s.items[x.item])
	if !m.Person || m.Via != party.ByPerson || r.moneyed(m.Slug) {
		return subj
	}
	x.slug = party.Slug(m.Text)
	return []filler{x}
}

// ofStranger tells whether the owner of what the phrase at chunk k names is
// somebody without a name: "the rival's revenue".
func (s *sentence) ofStranger(k int) bool {
	x := s.possessor(k)
	return x >= 0 && s.items[x].tag == noun && (strangers[s.items[x].norm] || roleNouns[s.items[x].norm])
}

// stranger tells whether the verb at chunk k has a description without a name for
// its subject: "the cloud provider reported".
func (s *sentence) stranger(k int) bool {
	if k < 0 || s.chunks[k].kind != vg || s.chunks[k].bare {
		return false
	}
	chs, _ := s.subjects(k)
	if len(chs) != 1 {
		return false
	}
	c := &s.chunks[chs[0]]
	if c.main >= c.lo && s.items[c.main].norm == "one" {
		return true // "one of them has revenue of"
	}
	return c.main > c.lo && s.items[c.lo].norm == "the" && s.items[c.main].tag == noun && roleNouns[s.items[c.main].norm] && s.possessor(chs[0]) < 0
}

// postedOn tells whether the name at item x is only where somebody says something:
// "shared on Beta that the company has".
func (r *reader) postedOn(s *sentence, x int) bool {
	k := s.chunkOf[x]
	return k > 1 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "on" && s.chunks[k-2].kind == vg &&
		(saying[s.chunks[k-2].word] || posting[s.chunks[k-2].word] || s.chunks[k-2].word == "share")
}

// planOf is the project whose money an infinitive speaks of: "Alpha, a plan to
// invest $40 billion", "announced Alpha as a plan to".
func (r *reader) planOf(s *sentence, p *place) []filler {
	if k := p.ch - 1; !s.chunks[p.ch].inf || k < 2 || s.chunks[k].kind != np || !planNoun[s.chunks[k].word] && !dealNouns[s.chunks[k].word] && !roleNouns[s.chunks[k].word] {
		return nil
	}
	k := p.ch - 2
	for k > 0 && (s.chunks[k].kind == cm || s.chunks[k].kind == qt || s.chunks[k].kind == pp && s.chunks[k].word == "as" || s.chunks[k].kind == sc && s.chunks[k].word == "as") {
		k--
	}
	if k == p.ch-2 || s.chunks[k].kind != np || !s.named(k) {
		return nil
	}
	by := r.fillersOf(s, k)
	if len(by) == 0 || !r.isOneOf(by[0].slug, []string{"project"}) {
		return nil
	}
	return by
}
