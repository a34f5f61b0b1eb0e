package claim

import "strings"

// subjects gives the phrases that are the grammatical subject of the verb group
// at chunk k, nearest first, and what it cost to reach them.
func (s *sentence) subjects(k int) ([]int, int) { return s.subjectsAt(k, 0) }

func (s *sentence) subjectsAt(k, depth int) ([]int, int) {
	if depth > 6 || k < 0 || k == 0 && !s.chunks[0].gerund && !s.chunks[0].bare {
		return nil, 0
	}
	v := &s.chunks[k]
	if x := s.subjectAhead(k); x >= 0 {
		return s.members(x), costComma
	}
	// An infinitive, a gerund or a coordinated verb borrows a subject.
	j := k - 1
	for j >= 0 && (s.chunks[j].kind == ad || s.chunks[j].kind == tm || s.chunks[j].kind == qt) {
		j--
	}
	if j < 0 {
		return nil, 0
	}
	if v.inf {
		return s.controller(j, depth)
	}
	if v.gerund {
		if s.chunks[j].kind == br && (s.chunks[j].word == "—" || s.chunks[j].word == "–") {
			j--
		}
		for j >= 0 && s.chunks[j].kind != vg && s.chunks[j].kind != br && s.chunks[j].kind != np {
			j--
		}
		if j < 0 {
			// "Citing costs, Alpha sold Beta": the subject follows
			return nil, 0
		}
		if b := &s.chunks[k-1]; s.chunks[j].kind == np && (b.kind == np || b.kind == qt && j == k-2) { // `sales "approaching $2 million"`
			return s.chain(j), costChunk
		}
		for j >= 0 && !(s.chunks[j].kind == vg && (s.chunks[j].finite || s.chunks[j].inf) && !s.participial(j)) {
			if s.chunks[j].kind == br {
				break
			}
			j--
		}
		if j < 0 || s.chunks[j].kind != vg {
			// no verb: a headline or bullet; the first phrase
			if x := s.firstNP(k); x >= 0 {
				return s.chain(x), costRel
			}
			return nil, 0
		}
		sub, c := s.subjectsAt(j, depth+1)
		return sub, c + costComma
	}
	cost := 0
	for j >= 0 {
		switch s.chunks[j].kind {
		case np:
			return s.unreduced(s.chain(j)), cost
		case rc:
			// the antecedent stands before the pronoun
			x := j - 1
			for x >= 0 && (s.chunks[x].kind == cm || s.chunks[x].kind == br && s.chunks[x].word != ";" && s.chunks[x].word != "." || s.chunks[x].kind == pp || s.chunks[x].kind == ad || s.chunks[x].kind == tm) {
				x--
			}
			if x >= 0 && s.chunks[x].kind == cl && s.chunks[x].match >= 0 {
				x = s.chunks[x].match - 1
			}
			if y := s.copula(x); y >= 0 && s.chunks[j].word != "which" {
				sub, c := s.subjectsAt(y, depth+1) // "Beta is a platform that has"
				return sub, c + cost + costChunk
			}
			if x >= 0 && s.chunks[x].kind == np {
				if l := s.chain(x); s.chunks[j-1].kind == cm && s.chunks[j].word == "which" && s.chunks[x].main >= 0 && s.items[s.chunks[x].main].tag == partyTag && len(l) == 2 && !dealNouns[s.chunks[l[0]].word] && s.chunks[l[0]].word != "contract" && !s.listed(l) && s.chunks[l[0]].main >= 0 && s.items[s.chunks[l[0]].main].tag == noun {
					return l[1:], cost + costChunk // "money into the company, which was valued at"
				}
				return s.chain(x), cost + costChunk
			}
			return nil, 0
		case cc:
			// "agreed to buy Alpha and to invest", "bought A and sold B"
			for x := s.beforeDashes(j - 1); x >= 0; x-- {
				if s.chunks[x].kind == vg && s.chunks[x].gerund && v.finite {
					continue // "having bought A and sold B" has no finite verb
				}
				if s.chunks[x].kind == vg && (x == 0 || s.chunks[x-1].kind != rc || v.gerund || s.chunks[j-1].kind != cm && s.chunks[x].past == v.past) && !(s.chunks[x].bare && s.chunks[x].passive) {
					sub, c := s.subjectsAt(x, depth+1)
					return sub, c + cost + costChunk
				}
				if s.chunks[x].kind == br {
					break
				}
			}
			return nil, 0
		case op:
			if v.bare && j == k-1 && j > 0 && s.chunks[j-1].kind == np && k+1 < len(s.chunks) && s.chunks[k+1].word == "by" { // "Beta (acquired by Alpha)"
				return []int{j - 1}, cost + costChunk
			}
			return nil, 0
		case cl:
			if s.chunks[j].match < 0 {
				return nil, 0
			}
			j = s.chunks[j].match - 1
			continue
		case cm, br:
			if s.chunks[j].kind == br && s.chunks[j].word != "—" && s.chunks[j].word != "–" && s.chunks[j].word != "-" && s.chunks[j].word != "--" {
				if s.chunks[j].word == ":" && j > 0 && j <= 9 { // "Alpha: Acquired Beta"
					if x := s.firstNP(j); x >= 0 {
						return s.members(x), cost + costComma
					}
				}
				return nil, 0
			}
			if v.bare && s.chunks[j].kind == cm && k+1 < len(s.chunks) && s.chunks[k+1].kind == pp && j > 0 && s.chunks[j-1].kind == np && j == s.beforeAdverbs(k) && !(v.finite && s.onlyVerb(k)) {
				if j > 2 && s.chunks[j-2].kind == vg && s.chunks[j-2].word == "be" && s.chunks[j-2].main < 0 && !s.named(j-1) {
					sub, c := s.subjectsAt(j-2, depth+1) // "is now a unicorn, valued at $5 billion"
					return sub, c + cost + costChunk
				}
				return []int{j - 1}, cost + costChunk // "the startup, valued at $5 billion,"
			}
			// the comma closes an insertion: go to the one that opened it
			x := j - 1
			for x >= 0 && s.chunks[x].kind != s.chunks[j].kind {
				if s.chunks[x].kind == br {
					break
				}
				if x = s.before(x); x >= 0 && s.chunks[x].kind != s.chunks[j].kind {
					x--
				}
			}
			if x < 0 || s.chunks[x].kind != s.chunks[j].kind {
				// a fronted phrase or a verb list
				for y := j - 1; y >= 0; y-- {
					if s.chunks[y].kind == vg && s.chunks[y].finite {
						sub, c := s.subjectsAt(y, depth+1)
						return sub, c + cost + costComma
					}
				}
				if x2 := s.firstNP(j); x2 >= 0 {
					return s.chain(x2), cost + costRel
				}
				return nil, 0
			}
			if s.chunks[j].kind == cm {
				x = s.listInsertion(x)
				if y := s.opening(j); y >= 0 {
					x = y
				}
			}
			if j-x == 2 && s.chunks[x+1].kind == np && s.named(x+1) && s.items[s.chunks[x+1].main].tag == partyTag && x > 1 && s.chunks[x-1].kind == np && s.chunks[x-2].kind == vg && s.chunks[x-2].inf {
				return []int{x + 1}, cost + costChunk // "The hope to rival Alpha, Beta, has": the description hides another name
			}
			if j-x == 2 && s.chunks[x+1].kind == np && s.named(x+1) && s.items[s.chunks[x+1].main].tag == partyTag && x > 0 && s.chunks[x-1].kind == np && !s.named(x-1) && (x == 1 || s.chunks[x-2].kind != pp) {
				return []int{x + 1}, cost + costChunk // "the country's richest man, Dana Ross, plans"
			}
			cost += costChunk
			for j = x - 1; j > 1 && s.chunks[j-1].kind == cm && s.whereFrom(j); j -= 2 {
				// "Alpha, a Trenton, N.J.-based startup, has"
			}
			continue
		case vg:
			if s.chunks[j].inf || s.chunks[j].gerund || v.bare {
				sub, c := s.subjectsAt(j, depth+1)
				return sub, c + cost + costComma
			}
			return nil, 0
		case ad, tm, qt:
			j--
			cost++
			continue
		}
		return nil, 0
	}
	return nil, 0
}

// onlyVerb tells whether the past form at chunk k, behind the comma that closes an
// insertion, is the only one that can be the verb of the name before it: "Alpha,
// led by Jane Roe, agreed to".
func (s *sentence) onlyVerb(k int) bool {
	if !awaitsVerb(s.items, s.chunks[k].lo-1) {
		return false
	}
	for j := k + 1; j < len(s.chunks); j++ {
		if c := &s.chunks[j]; c.kind == br || c.kind == sc || c.kind == rc {
			return true
		} else if c.kind == cm && j+1 < len(s.chunks) && s.chunks[j+1].kind == vg && s.chunks[j+1].finite {
			return false // "Alpha, a startup, valued at $5 billion, plans"
		}
	}
	return true
}

// whereFrom tells whether the phrase at chunk k is a piece of a description that
// commas cut up: a place, or what is so old or based somewhere.
func (s *sentence) whereFrom(k int) bool {
	c := &s.chunks[k]
	if c.kind != np || c.main < c.lo {
		return false
	}
	it := s.items[c.main]
	if it.tag == partyTag {
		m := s.partyOf(it)
		return !m.Person && (m.Slug == "" || strings.HasSuffix(it.norm, "-based"))
	}
	return strings.HasSuffix(it.norm, "-old") || strings.HasSuffix(it.norm, "-based")
}

// unreduced goes from the agent of a reduced relative clause to the name that the
// clause is about: "Beta backed by Alpha has". Of "a group led by Alpha has" the
// agent is all that is known.
func (s *sentence) unreduced(l []int) []int {
	f := l[0]
	if f < 3 || s.chunks[f-1].kind != pp || !s.named(f) {
		return l
	}
	v := &s.chunks[f-2]
	if v.kind != vg || !v.bare || s.chunks[f-3].kind != np || !s.named(f-3) {
		return l
	}
	return s.chain(f - 3)
}

// beforeAdverbs is the chunk before the verb at chunk k and its adverbs.
func (s *sentence) beforeAdverbs(k int) int {
	for k--; k > 0 && s.chunks[k].kind == ad; k-- {
	}
	return k
}

// participial tells whether the participle at chunk v qualifies the noun before it in a
// clause that has a verb of its own: "will pay for services tied to".
func (s *sentence) participial(v int) bool {
	if c := &s.chunks[v]; !c.bare || c.gerund || v < 2 || s.chunks[v-1].kind != np || s.chunks[v-1].main < 0 || s.items[s.chunks[v-1].main].tag == partyTag {
		return false
	}
	if v+1 >= len(s.chunks) || s.chunks[v+1].kind != pp {
		return false
	}
	for x := v - 1; x >= 0; x-- {
		switch s.chunks[x].kind {
		case vg:
			return s.chunks[x].finite && !s.chunks[x].bare
		case np, pp, ad, tm:
		default:
			return false
		}
	}
	return false
}

// copula is the "is" that makes the phrase at chunk x say what its subject is, or
// -1.
func (s *sentence) copula(x int) int {
	if x < 2 || s.chunks[x].kind != np || s.named(x) || s.chunks[x-1].kind != vg || s.chunks[x-1].word != "be" || !s.chunks[x-1].finite {
		return -1
	}
	return x - 1
}

// beforeDashes skips an insertion between dashes that closes at chunk x: "hit $5
// billion — passing Beta — and said".
func (s *sentence) beforeDashes(x int) int {
	if x < 1 || s.chunks[x].kind != br || s.chunks[x].word != "—" && s.chunks[x].word != "–" {
		return x
	}
	for y := x - 1; y > 0; y-- {
		if s.chunks[y].kind == br {
			if s.chunks[y].word == s.chunks[x].word {
				return y - 1
			}
			break
		}
	}
	return x
}

// listInsertion gives the comma that opens an insertion with a list in it, of
// which the comma at chunk x is one: "investors, including Alpha, Beta and Gamma,".
func (s *sentence) listInsertion(x int) int {
	listed := false // "a lab drawing the interest of Alpha, Beta and Gamma": inside what the comma opens
	for y := x - 1; y > 0; y-- {
		switch c := &s.chunks[y]; c.kind {
		case np, cc:
		case cm:
			n := &s.chunks[y+1]
			if n.kind == pp && listing[n.word] || listed && n.kind == np && (s.items[n.lo].norm == "a" || s.items[n.lo].norm == "an" || s.items[n.lo].norm == "the") {
				return y
			}
		case pp:
			listed = listed || listing[c.word]
			if !listed {
				return x
			}
		case vg:
			if !listed || !c.gerund && !c.bare {
				return x
			}
		default:
			return x
		}
	}
	return x
}

// opening gives the comma that opens the insertion which the one at chunk j closes
// behind a list: "Beta, a startup backed by Alpha, Gamma and Delta, raised", "Beta,
// which competes with Alpha, Gamma and Delta, raised". It is -1 where no list of
// names stands before it or the list is no part of an insertion.
func (s *sentence) opening(j int) int {
	first := j - 1
	for p := j - 1; p >= 0 && s.chunks[p].kind == np; {
		first = p
		if p < 2 || s.chunks[p-1].kind != cm && s.chunks[p-1].kind != cc {
			break
		}
		if p -= 2; s.chunks[p].kind == cm { // ", and"
			p--
		}
	}
	if first < 2 || j-first < 4 || s.chunks[first-1].kind != pp && s.chunks[first-1].kind != vg {
		return -1
	}
	for y := first - 1; y > 0; y-- {
		switch s.chunks[y].kind {
		case np, pp, vg, rc, ad, tm, cc:
		case cm:
			switch n := &s.chunks[y+1]; {
			case n.kind == rc, n.kind == pp, n.kind == vg && (n.bare || n.gerund):
				return y
			case n.kind == np:
				if d := s.items[n.lo].norm; d == "a" || d == "an" || d == "the" || d == "whose" || d == "one" {
					return y
				}
			}
			return -1
		default:
			return -1
		}
	}
	return -1
}

var spans = set(`years months weeks days hours year month week day`)

var listing = set(`including like with among excluding`)

// subjectAhead gives the subject of a gerund or participle that opens the
// sentence: "Having invested in Beta, Alpha is", "After raising $40 million,
// Beta", "Backed by $30 million, Beta". It is -1 for other verbs.
func (s *sentence) subjectAhead(k int) int {
	if !s.chunks[k].gerund && !(k == 0 && s.chunks[k].bare && s.chunks[1%len(s.chunks)].kind == pp) {
		return -1
	}
	for j := 0; j < k; j++ {
		switch c := &s.chunks[j]; c.kind {
		case pp, ad, tm, sc:
		case np: // "Months after raising $40 million, Beta"
			if !spans[c.word] {
				return -1
			}
		default:
			return -1
		}
	}
	for j := k + 1; j+2 < len(s.chunks) && j < k+12; j++ {
		switch s.chunks[j].kind {
		case cm:
			if s.chunks[j+1].kind == np && s.clauseStarts(j+1) {
				return j + 1
			}
		case br, vg, rc:
			return -1
		}
	}
	return -1
}

// controller gives the subject of an infinitive whose governor ends at chunk j.
func (s *sentence) controller(j, depth int) ([]int, int) {
	for x := j; x >= 0; x-- {
		c := &s.chunks[x]
		switch c.kind {
		case vg:
			if x+1 < j && granting[c.word] && !c.passive && s.chunks[x+1].kind == np && s.named(x+1) && s.items[s.chunks[x+1].main].tag == partyTag && s.chunks[j].kind == np && grants[s.chunks[j].word] {
				return []int{x + 1}, costChunk // "gives Alpha the right to buy"
			}
			o := x + 1
			for o < j && (s.chunks[o].kind == tm || s.chunks[o].kind == ad) { // "expects full-year spending to be"
				o++
			}
			if n := s.chunks[o].word; x < j && objectControl[c.word] && s.chunks[o].kind == np && !c.passive && !planNoun[n] && !hedgeNoun[n] && !planNoun[singular(n)] {
				return s.members(o), costChunk
			}
			sub, cost := s.subjectsAt(x, depth+1)
			return sub, cost + costChunk
		case np:
			if x > 0 && s.chunks[x-1].kind == pp && x == j && (s.chunks[x-1].word == "for" || s.chunks[x-1].word == "with" && x > 1 && s.chunks[x-2].kind == cm) {
				return []int{x}, costChunk // "a deal for Alpha to buy Beta", ", with Alpha to buy Beta"
			}
			if own := s.possessor(x); own >= 0 && !(x > 0 && s.chunks[x-1].kind == vg && s.things(x)) { // "Alpha's plan to buy Beta"; not "sold its Gamma shares to buy Beta"
				return []int{x}, costChunk
			}
		case br, sc:
			if c.kind == br && c.word == ":" && x+1 < len(s.chunks) && s.chunks[x+1].kind == np && s.named(x+1) {
				return s.members(x + 1), costRel // "Sources: Alpha in talks to buy"
			}
			if y := s.firstNP(x); y >= 0 && c.word != ";" {
				return s.chain(y), costRel
			}
			return nil, 0
		}
	}
	// "Alpha to invest in Beta": a headline
	if x := s.firstNP(j + 1); x >= 0 {
		return s.chain(x), costChunk
	}
	return nil, 0
}

// granting verbs hand a right to their first object.
var granting = set(`give grant hand offer award issue sell`)

// objectControl verbs hand their object to the infinitive as its subject.
var objectControl = set(`allow let enable permit require ask force help see have want expect project forecast predict anticipate estimate believe urge order lead cause push encourage get authorize oblige invite persuade convince select pick choose tap hire enlist`)

// things tells whether the phrase at chunk x names what is owned, not what somebody is
// about to do.
func (s *sentence) things(x int) bool {
	c := &s.chunks[x]
	return c.main >= c.lo && holdingNouns[s.items[c.main].norm]
}

var holdingNouns = set(`position stake shares stock holding holdings assets unit business division cash bonds notes portfolio`)
