package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

// A description means the name beside it, one of which the text has spoken, or
// nobody.

// vehicles are what a firm signs by: "an affiliate of Alpha", "funds managed by
// Alpha".
var vehicles = set(`affiliate affiliates funds entity entities vehicle vehicles spv spvs`)

// behindVehicle gives the firm whose vehicles the phrase at chunk k names.
func (r *reader) behindVehicle(s *sentence, k int, not ...string) []filler {
	for x := k + 1; x < len(s.chunks) && x < k+8; x++ {
		switch c := &s.chunks[x]; c.kind {
		case pp:
			if c.word != "of" && c.word != "by" {
				return nil
			}
		case np:
			if s.named(x) && s.items[c.main].tag == partyTag {
				return addCost(r.fillersOf(s, x, not...), 2)
			}
			if !vehicles[c.word] {
				return nil
			}
		case vg:
			if !c.bare || c.word != "manage" && c.word != "advise" && c.word != "own" && c.word != "control" && c.word != "affiliate" {
				return nil
			}
		case cc: // "managed and advised by"
		default:
			return nil
		}
	}
	return nil
}

// ownsThing is the party item whose possessive makes the name at item x that of a
// thing: "Alpha's Colossus". It is -1 where the name may be an organisation's.
func (s *sentence) ownsThing(k, x int) int {
	m := s.partyOf(s.items[x])
	own := s.possessorParty(k)
	if y := s.possessor(k); own < 0 && y >= 0 && y+2 >= x && x < s.chunks[k].main && (s.items[y].norm == "its" || roleNouns[s.items[y].norm]) {
		own = y // "the company's River Bend campus"
	}
	if own < 0 || own >= x || m.Via != party.ByForm || m.Person || party.CompanyForm(m.Text) {
		return -1
	}
	return own
}

// apposed gives the name behind a description: "its largest rival, Beta,".
func (r *reader) apposed(s *sentence, k int) []filler {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != cm || s.chunks[k+2].kind != np || !s.named(k+2) || s.listGoesOn(k) {
		return nil
	}
	x := s.chunks[k+2].main
	if s.items[x].tag != partyTag || s.clauseStarts(k+2) && !(k+3 < len(s.chunks) && s.chunks[k+3].kind == cm) {
		return nil
	}
	return r.partyItem(s, x, k+2, 1)
}

// called gives the name behind a description: "a British startup called Beta".
func (r *reader) called(s *sentence, k int) []filler {
	if k+3 < len(s.chunks) && s.chunks[k+1].kind == cm && s.chunks[k+2].kind == vg && s.chunks[k+2].bare {
		k++ // "the startup, called Beta,"
	}
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != vg || !s.chunks[k+1].bare || s.chunks[k+2].kind != np || !s.named(k+2) {
		return nil
	}
	switch s.chunks[k+1].word {
	case "call", "name", "dub":
		return r.partyItem(s, s.chunks[k+2].main, k+2, 1)
	}
	return nil
}

// behind is the item of the name in "the startup behind Beta", "the developer
// behind the Beta chatbot", or -1.
func (s *sentence) behind(k int) int {
	if k+2 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+1].word != "behind" || s.chunks[k+2].kind != np {
		return -1
	}
	for x := s.chunks[k+2].lo; x < s.chunks[k+2].hi; x++ {
		if s.items[x].tag == partyTag {
			return x
		}
	}
	return -1
}

// justNamed gives the last party before item i: whom "that company" means.
func (r *reader) justNamed(s *sentence, i, k int, not ...string) []filler {
	for x := i - 1; x >= 0; x-- {
		if s.items[x].tag == partyTag {
			fs := r.partyItem(s, x, k, 1)
			if len(fs) > 0 && !slices.Contains(not, fs[0].slug) {
				return fs
			}
		}
	}
	return nil
}

// describe resolves the description in items [lo, main].
func (r *reader) describe(s *sentence, lo, main, k int, not ...string) []filler {
	if it := s.items[main]; it.norm == "company" && strings.HasPrefix(it.text(s), "Company") && main > 0 && r.talk.us != "" {
		// "the Company" of a filing is who files it
		if fs := r.ourselves(s, main, k); len(fs) > 0 && !slices.Contains(not, fs[0].slug) {
			return fs
		}
	}
	var words []string
	for x := lo; x <= main; x++ {
		if s.items[x].tag == noun {
			words = append(words, strings.Split(s.items[x].norm, "-")...)
			if strings.Contains(s.items[x].norm, "-") {
				words = append(words, s.items[x].norm)
			}
		}
	}
	for x := s.items[lo].lo; x < s.items[main].lo; x++ { // "the seven-year-old company": also read as a time
		if n := s.toks[x].Norm; strings.HasSuffix(n, "-old") && !slices.Contains(words, n) {
			words = append(words, n)
		}
	}
	if slices.Contains(words, "average") || slices.Contains(words, "typical") || slices.Contains(words, "median") {
		return nil
	}
	not = append(r.actedOn(s, k), not...)
	if f, ok := r.talk.resolve(s, lo, words, append(r.actors(s, k), not...)...); ok {
		return []filler{{f.slug, s.point(lo, main+1), []Pointer{f.at}, f.cost, k, main}}
	}
	if f, ok := r.saysOfItself(s, lo, words, not...); ok {
		return []filler{{f.slug, s.point(lo, main+1), []Pointer{f.at}, f.cost, k, main}}
	}
	return nil
}

// saysOfItself is the company that a sentence names only behind what it says: "The
// startup has raised $600 million, Alpha said".
func (r *reader) saysOfItself(s *sentence, i int, words []string, not ...string) (found, bool) {
	x := s.source
	if x == nil || x.person || x.party == "" || x.at.Start < s.items[i].start || i < x.from || i >= x.to || r.isOutlet(x.party) || slices.Contains(not, x.party) || r.talk.fitting(x.party, words) == 0 {
		return found{}, false
	}
	return found{x.party, x.at, 3}, true
}

// actedOn are those whom a participle before the subject at chunk k acts on:
// "after buying Alpha, the company said". The subject is who acts, none of them.
func (r *reader) actedOn(s *sentence, k int) []string {
	if k < 3 || s.chunks[k-1].kind != cm || !s.isSubject(k) {
		return nil
	}
	v := 0
	for v < 2 && s.chunks[v].kind != vg && (s.chunks[v].kind == pp || s.chunks[v].kind == sc || s.chunks[v].kind == ad) {
		v++
	}
	if s.chunks[v].kind != vg || !s.chunks[v].gerund {
		return nil
	}
	var out []string
	for x := s.chunks[v].hi; x < s.chunks[k-1].lo; x++ {
		if s.items[x].tag == partyTag && s.partyOf(s.items[x]).Slug != "" {
			out = append(out, s.partyOf(s.items[x]).Slug)
		}
	}
	return out
}

// actors are those in the subject of the verb that the phrase at chunk k is an
// object of. They act on somebody else: who pumps money into the company is not
// the company.
func (r *reader) actors(s *sentence, k int) []string {
	if k < 1 || s.isSubject(k) {
		return nil
	}
	v := k - 1
	for ; v >= 0 && s.chunks[v].kind != vg; v-- {
		switch s.chunks[v].kind {
		case np, pp, ad, tm:
		default:
			return nil
		}
	}
	if n := s.chunks[k].hi; v >= 0 && s.chunks[v].word == "take" && n < len(s.items) && s.items[n].norm == "public" {
		return nil // "plans to take the company public": a company may take itself there
	}
	if v < 0 || s.chunks[v].word == "be" || s.chunks[v].passive {
		return nil
	}
	if s.chunks[v].gerund {
		// "invested in Beta, valuing the company at": not the investor. "raised $40
		// million, valuing the company at": its round does.
		for v--; v >= 0 && s.chunks[v].kind != vg; v-- {
		}
		if v < 0 || !funding[s.chunks[v].word] || s.chunks[v].passive {
			return nil
		}
	}
	chs, _ := s.subjects(v)
	if len(chs) == 0 || chs[0] >= v {
		return nil
	}
	var out []string
	add := func(k int) {
		if c := &s.chunks[k]; c.main >= c.lo && s.items[c.main].tag == partyTag {
			if m := s.partyOf(s.items[c.main]); m.Slug != "" {
				out = append(out, m.Slug)
			}
		}
	}
	for _, x := range chs {
		add(x)
	}
	for x := chs[0] + 1; x+1 < v; x++ {
		if s.chunks[x].kind == pp && s.chunks[x].word == "including" { // "investors, including Alpha and Beta, pumped"
			for _, m := range s.members(x + 1) {
				add(m)
			}
		}
	}
	return out
}

// funding verbs put money into their object.
var funding = set(`invest reinvest pour pump inject put plow plough sink back lead co-lead join buy acquire fund finance bankroll anchor`)
