package claim

import (
	"slices"
	"strings"
)

// setRoles fills the members of a partnership.
func (r *reader) setRoles(s *sentence, p *place, fill func([]string, ...string) []filler) (subj, obj []filler, why string) {
	f := p.t.frame
	keep := func(fs []filler, not []filler) []filler {
		return slices.DeleteFunc(uniq(fs), func(x filler) bool {
			return !r.company(s, x, f.Kind) || s.ofCountry(x) && r.isOneOf(x.slug, []string{"government"}) || p.t.text == "work" && r.isOneOf(x.slug, []string{"government"}) || slices.Contains(slugs(not), x.slug) || r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug) && !(x.ch >= 0 && s.isSubject(x.ch) && (p.verb || p.gov >= 0 && s.chunks[p.gov].word == "announce"))
		})
	}
	if f.Predicate && hasSlot(p.args, "at") {
		return nil, nil, "it is a person's post" // "a partner at Alpha"
	}
	if f.Predicate && p.hi < s.chunks[p.ch].hi && s.items[p.hi].tag == noun {
		return nil, nil, "it qualifies another noun" // "joins Beta's partner program"
	}
	if f.Predicate && p.gov >= 0 && s.words(s.chunks[p.ch].lo, p.lo, alone) && (s.chunks[p.gov].neg || s.chunks[p.gov].word == "be" && s.chunks[p.gov].past || s.hasWord(s.chunks[p.gov].hi, s.chunks[p.ch].lo, "longer")) {
		return nil, nil, "only that it is the only one is over" // "is no longer Beta's exclusive partner"
	}
	if !p.verb && slices.Contains(f.Subject, "of") { // "Gamma is a joint venture of Alpha and Beta"
		if of := keep(r.nounSlot(s, p, "of"), nil); len(of) > 1 {
			return of, nil, ""
		}
	}
	first := fill(f.Subject)
	subj = keep(first, nil)
	if len(first) > 0 && len(subj) == 0 {
		return nil, nil, "its partner is no company"
	}
	obj = keep(fill(f.Object, slugs(subj)...), subj)
	if len(obj) == 0 && len(subj) > 0 { // "Beta, with which Alpha formed a joint venture"
		q := *p
		if !p.verb && p.gov >= 0 {
			q.ch = p.gov
		}
		if fs, ok := r.relativeObject(s, &q, "with", slugs(subj)...); ok {
			obj = keep(fs, subj)
		}
	}
	if len(obj) == 0 && len(subj) > 1 && !p.verb && !f.Predicate && !s.oneOf(p) && strings.HasSuffix(s.items[p.hi-1].norm, "s") && s.possessor(p.ch) < 0 && !hasSlot(p.args, "between") {
		return nil, nil, "each may have partners of its own" // "Alpha and Beta announced partnerships"
	}
	if len(obj) == 0 && r.placed(s, p, f.Object) {
		return nil, nil, "a place or an outlet is the partner"
	}
	if len(obj) == 0 && len(subj) < 2 && s.withOthers(p) {
		return nil, nil, "its partners have no name"
	}
	if len(obj) == 0 && !p.verb {
		obj = keep(r.bracketList(s, p, slugs(subj)...), subj)
	}
	if !p.verb && !f.Predicate && len(subj) == 0 && len(obj) > 0 {
		subj = keep(r.insertedIn(s, p, slugs(obj)...), obj)
	}
	if f.Predicate && len(subj) == 0 {
		return nil, nil, "no partner is the subject"
	}
	var pre []filler
	if !p.verb {
		pre = keep(r.nounSlot(s, p, "pre", slugs(subj)...), subj)
		if owner, more := r.joinedBefore(s, p); len(pre) > 0 && len(more) > 0 && len(subj) == 0 {
			subj = keep(owner, pre)
			pre = append(pre, keep(more, append(slices.Clone(subj), pre...))...)
		}
	}
	if len(obj) == 0 && len(pre) == 0 && bringsList(f) {
		return nil, nil, "no list of partners follows"
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
		known := slugs(append(slices.Clone(obj), subj...))
		x, ok := r.brought(s, p, known)
		other := r.onlyOther(s, p, known...)
		if !ok && !p.verb && p.gov < 0 && len(other) > 0 && r.company(s, other[0], f.Kind) {
			x, ok = other[0], true // "its tie-up with Beta gives Alpha access"
		}
		if !ok && p.verb && s.otherSubject(p, f) {
			return nil, nil, "something else is its subject"
		}
		if !ok {
			t, found := r.talk.topic(s, false, known...)
			switch {
			case found:
				x = filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}
			case !p.verb && len(other) > 0 && r.company(s, other[0], f.Kind):
				x = other[0]
			default:
				return nil, nil, "fewer than two named partners"
			}
		}
		if len(subj) == 0 {
			subj = []filler{x}
		} else {
			obj = []filler{x}
		}
	}
	if len(subj) == 1 && len(obj) == 0 && !p.verb {
		subj = append(subj, keep(r.ownedWith(s, p), subj)...)
	}
	if len(subj) == 0 && len(obj) == 0 && !p.verb && f.verbsOf == nil {
		subj = r.titlePair(s, p)
	}
	if len(obj) == 0 && len(subj) < 2 {
		return nil, nil, "fewer than two named partners"
	}
	return subj, obj, ""
}

// alone words make a partner the only one.
var alone = set(`exclusive sole only`)

// bringsList tells whether a frame takes its partners from a list.
func bringsList(f *Frame) bool {
	return slices.Contains(f.Object, "included") || slices.Contains(f.Object, "glist")
}

// withOthers tells whether a plural without a name stands behind "with": "work
// with many suppliers".
func (s *sentence) withOthers(p *place) bool {
	for _, a := range p.args {
		if c := &s.chunks[a.ch]; a.slot == "with" && c.kind == np && c.main >= c.lo && s.items[c.main].tag == noun {
			n := s.items[c.main].norm
			return singular(n) != n && n != "others" && !(pairNouns[n] && determiners[s.items[c.lo].norm]) || n == "people"
		}
	}
	return false
}

// oneOf tells whether a plural trigger means one: "one of the biggest alliances".
func (s *sentence) oneOf(p *place) bool {
	k := p.ch
	return k > 1 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "of" && s.chunks[k-2].kind == np && s.items[s.chunks[k-2].hi-1].norm == "one"
}

// ofCountry tells whether a filler owns the name behind it: "Norway's Alpha".
func (s *sentence) ofCountry(x filler) bool {
	return x.item >= 0 && x.item+2 < len(s.items) && s.items[x.item+1].tag == poss && s.items[x.item+2].tag == partyTag
}

// brought is the only company in a relative clause behind the trigger, beside
// those known: "a collaboration with Alpha that has brought Beta $3 million".
func (r *reader) brought(s *sentence, p *place, known []string) (filler, bool) {
	var one []filler
	in := false
	for k := p.ch + 1; k < len(s.chunks); k++ {
		switch c := &s.chunks[k]; c.kind {
		case br:
			k = len(s.chunks)
		case rc:
			in = true
		case np:
			if !in {
				continue
			}
			for _, x := range r.fillersOf(s, k, known...) {
				if len(x.from) == 0 && !slices.Contains(known, x.slug) && r.company(s, x, "partnership") && !slices.Contains(slugs(one), x.slug) {
					one = append(one, x)
				}
			}
		}
	}
	if len(one) != 1 {
		return filler{}, false
	}
	return addCost(one, 3)[0], true
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

// bracketList gives the partners that stand in brackets behind the trigger:
// "its partnerships (Beta, Gamma and Delta)".
func (r *reader) bracketList(s *sentence, p *place, not ...string) []filler {
	k := p.ch + 1
	if k+1 >= len(s.chunks) || s.chunks[k].kind != op || s.chunks[k].match < 0 || p.hi != s.chunks[p.ch].hi {
		return nil
	}
	var out []filler
	for x := k + 1; x < s.chunks[k].match; x++ {
		switch c := &s.chunks[x]; {
		case c.kind == np && s.named(x) && s.items[c.main].tag == partyTag:
			out = append(out, r.fillersOf(s, x, not...)...)
		case c.kind != cm && c.kind != cc:
			return nil
		}
	}
	return out
}

// insertedIn gives the party that an inserted phrase with the trigger speaks of:
// "Alpha, in partnership with Beta, built".
func (r *reader) insertedIn(s *sentence, p *place, not ...string) []filler {
	k := p.ch - 1
	if k < 2 || s.chunks[k].kind != pp || s.chunks[k].word != "in" || s.chunks[k-1].kind != cm || s.chunks[k-2].kind != np || !s.named(k-2) {
		return nil
	}
	var out []filler
	for _, x := range s.listBefore(k - 2) {
		if x > 0 && s.chunks[x-1].kind == pp && (s.chunks[x-1].word == "in" || s.chunks[x-1].word == "at") || x > 2 && s.chunks[x-1].kind == cm && s.chunks[x-2].kind == np && s.chunks[x-3].kind == pp && s.chunks[x-3].word == "in" {
			return nil // "a campus in Abilene, Texas, in partnership with"
		}
		out = append(out, r.fillersOf(s, x, not...)...)
	}
	return out
}

// joinedBefore gives the owner and the further partners where names joined by
// "and" qualify the trigger: "Alpha's Beta and Gamma partnerships".
func (r *reader) joinedBefore(s *sentence, p *place) (owner, more []filler) {
	k := p.ch
	if k < 2 || s.chunks[k-1].kind != cc || s.chunks[k-2].kind != np {
		return nil, nil
	}
	x := s.possessorParty(k - 2)
	c := &s.chunks[k-2]
	if x < 0 || c.main <= x || s.items[c.main].tag != partyTag {
		return nil, nil
	}
	return r.owner(s, k-2, x), r.partyItem(s, c.main, k-2, 1)
}

// ownedWith gives the party joined to the owner of the trigger: "Alpha and Beta's
// alliance".
func (r *reader) ownedWith(s *sentence, p *place) []filler {
	k := p.ch
	if k < 2 || s.chunks[k-1].kind != cc || s.chunks[k-2].kind != np || !s.named(k-2) || s.possessorParty(k) < 0 || s.clauseBefore(k-2) {
		return nil
	}
	return r.fillersOf(s, k-2)
}

// titlePair gives the two companies of the title where the text goes on to speak
// of "the partnership" or "this alliance" and of nobody else.
func (r *reader) titlePair(s *sentence, p *place) []filler {
	switch d := s.items[s.chunks[p.ch].lo].norm; d {
	case "the", "this", "our", "that":
	default:
		return nil
	}
	if len(r.talk.titles) != 2 || hasSlot(p.args, "with") || hasSlot(p.args, "between") {
		return nil
	}
	for _, m := range s.parties {
		if m.Slug != "" && !m.Person && !slices.Contains(r.talk.titles, m.Slug) {
			return nil
		}
	}
	var out []filler
	for _, t := range r.talk.titles {
		if r.isOneOf(t, []string{"government"}) {
			return nil
		}
		for x := len(r.talk.seen) - 1; x >= 0; x-- {
			if y := r.talk.seen[x]; y.slug == t {
				out = append(out, filler{t, Pointer{}, []Pointer{y.at}, 5, -1, -1})
				break
			}
		}
	}
	if len(out) != 2 {
		return nil
	}
	return out
}
