package claim

// arg is a noun phrase that stands in a slot of a verb or noun: "subj", "obj",
// or the preposition before it.
type arg struct {
	slot string
	ch   int // chunk
	cost int
}

// Costs of crossing what lies between a trigger and its argument.
const (
	costChunk = 1
	costComma = 3
	costRel   = 5
	costVerb  = 8
)

// right gives the phrases to the right of chunk k in the order of the text, each
// with the slot it stands in; first is the slot of a phrase right behind k.
// The walk ends at a clause border.
func (s *sentence) right(k int, first string) []arg {
	var out []arg
	slot, cost := first, 0
	list := false // inside "A, B and C"
	for j := k + 1; j < len(s.chunks); j++ {
		c := &s.chunks[j]
		switch c.kind {
		case np:
			if s.items[c.lo].norm == "according" {
				return out // whoever vouches for it is no part of it
			}
			if slot != "" {
				out = append(out, arg{slot, j, cost})
			}
			if !s.listGoesOn(j) {
				list = false
				if slot == first || slot == "also" {
					slot = "also"
				}
			} else {
				list = true
			}
			cost += costChunk
		case pp:
			if !(bounding[c.word] && j > 0 && s.chunks[j-1].kind == pp) { // "to between $6 and $7 billion"
				slot = c.word
			}
			list = false
			cost += costChunk
		case tm, ad, qt:
			cost += costChunk
		case cm:
			if !list {
				if e, ok := s.apposition(j); ok {
					// "Poolside, a startup in Paris, for $1 billion"
					cost += costChunk
					j = e - 1
					if e < len(s.chunks) && s.chunks[e].kind == np && s.head(e) < 0 && slot != first && slot != "" {
						slot = "also" // a list, whose next member belongs to no preposition before it
					}
					continue
				}
				cost += costComma
				if j+1 < len(s.chunks) && s.chunks[j+1].kind == np {
					if len(out) > 0 && s.clauseStarts(j+1) {
						return out // "valued Beta at $1 billion, an acquisition would"
					}
					slot = "also"
				}
			}
		case cc:
			if j+1 < len(s.chunks) && s.chunks[j+1].kind == vg {
				return out
			}
			if !list {
				cost += costComma
				if c.word == "but" || s.clauseStarts(j+1) {
					return out
				}
			}
		case op:
			if c.match > 0 {
				for x := j + 1; x < c.match; x++ {
					if s.chunks[x].kind == np && x == j+1 {
						out = append(out, arg{"(", x, cost + costChunk})
					}
				}
				j = c.match
			}
			cost += costChunk
		case rc:
			e := s.relativeEnd(j)
			if e < 0 {
				return out
			}
			cost += costRel
			j = e
		case vg:
			if s.sizes(j) {
				cost += costRel
				slot = c.word
				continue
			}
			if c.bare && !c.gerund && j > 0 && s.chunks[j-1].kind == np && (c.word == "value" || c.word == "total" || c.word == "worth" || c.word == "base" || c.word == "call" || c.word == "know" || c.word == "raise") {
				cost += costRel
				slot = c.word
				continue
			}
			if e := s.ledBy(j); e > 0 { // "a round of $30 million led by Alpha for Beta"
				cost += costRel
				slot, list, j = "", false, e
				continue
			}
			return out
		case br:
			// "merged xAI — which owns X — with SpaceX"
			e := s.dashEnd(j)
			if e < 0 {
				return out
			}
			cost += costComma
			j = e
		default:
			return out
		}
	}
	return out
}

// ledBy gives the last phrase of those who the participle at chunk j says lead the
// round before it, or -1.
func (s *sentence) ledBy(j int) int {
	c := &s.chunks[j]
	if !c.bare || !leading[c.word] || j+2 >= len(s.chunks) || s.chunks[j+1].kind != pp || s.chunks[j+1].word != "by" || s.chunks[j+2].kind != np {
		return -1
	}
	l := s.members(j + 2)
	return l[len(l)-1]
}

// bounding prepositions may stand behind another one, before an amount.
var bounding = set(`between around about over above below under near past`)

// sizes tells whether the verb at chunk j only says how big the phrase before it
// is: "a bid amounting to $9 billion for Beta".
func (s *sentence) sizes(j int) bool {
	c := &s.chunks[j]
	return c.gerund && j > 0 && s.chunks[j-1].kind == np && (c.word == "amount" || c.word == "total" || c.word == "exceed") && !(j > 1 && s.chunks[j-2].kind == cm)
}

// dashEnd gives the dash that closes the insertion that the dash at chunk j
// opens, or -1.
func (s *sentence) dashEnd(j int) int {
	if w := s.chunks[j].word; w != "—" && w != "–" {
		return -1
	}
	for x := j + 1; x < len(s.chunks); x++ {
		if s.chunks[x].kind == br {
			if s.chunks[x].word == s.chunks[j].word && x+1 < len(s.chunks) && (s.chunks[x+1].kind == pp || s.chunks[x+1].kind == cc) {
				return x
			}
			return -1
		}
	}
	return -1
}

// clauseStarts tells whether a noun phrase at chunk j is the subject of a verb.
func (s *sentence) clauseStarts(j int) bool {
	for ; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case np, pp, ad, tm:
			continue
		case op: // "Alpha (Nasdaq: ALPH) leads"
			if s.chunks[j].match > j {
				j = s.chunks[j].match
				continue
			}
		case vg:
			return s.chunks[j].finite && !(s.chunks[j].bare && s.chunks[j].passive)
		}
		return false
	}
	return false
}

// subjectOf tells whether the phrase at chunk j, behind a conjunction, is the
// subject of a verb of its own: of one that shows its tense.
func (s *sentence) subjectOf(j int) bool {
	for ; j < len(s.chunks); j++ {
		switch c := &s.chunks[j]; c.kind {
		case np, pp, ad, tm:
			continue
		case vg:
			return c.finite && !c.bare
		}
		return false
	}
	return false
}

// past skips a bracket that opens at chunk j: "Beta (2024), Gamma and Delta".
func (s *sentence) past(j int) int {
	for j < len(s.chunks) && s.chunks[j].kind == op && s.chunks[j].match > j {
		j = s.chunks[j].match + 1
	}
	if j > 0 && j+2 < len(s.chunks) && s.chunks[j-1].kind == np && s.named(j-1) && s.items[s.chunks[j-1].main].tag == partyTag {
		x := j // "Beta in July 2014 and Gamma in June 2015"
		if s.chunks[x].kind == pp && s.chunks[x].word == "in" {
			x++
		}
		if s.chunks[x].kind == tm && (s.chunks[x+1].kind == cc || s.chunks[x+1].kind == cm && x+3 < len(s.chunks) && s.chunks[x+2].kind == np && s.named(x+2) && s.items[s.chunks[x+2].main].tag == partyTag && (s.chunks[x+3].kind == tm || s.chunks[x+3].kind == pp && s.chunks[x+3].word == "in")) {
			return x + 1
		}
	}
	return j
}

// inInsertion tells whether the phrase at chunk k stands in a relative clause that
// a comma opens, so that the next one closes it: "Alpha, which makes chips, and
// Beta".
func (s *sentence) inInsertion(k int) bool {
	acts := false
	for x := k - 1; x > 0; x-- {
		switch s.chunks[x].kind {
		case vg:
			acts = true
		case rc:
			return acts && s.chunks[x-1].kind == cm
		case cm, br, op, cl:
			return false
		}
	}
	return false
}

// named tells whether a name or an amount heads the phrase at chunk k.
func (s *sentence) named(k int) bool {
	c := &s.chunks[k]
	return c.main >= c.lo && (s.items[c.main].tag == partyTag || s.items[c.main].tag == amountTag)
}

// possessor gives the item of the name or noun before "'s" in the phrase at
// chunk j, or -1. Pronouns such as "its" count.
func (s *sentence) possessor(j int) int {
	c := &s.chunks[j]
	for k := c.hi - 1; k > c.lo; k-- {
		if s.items[k].tag == poss {
			return k - 1
		}
	}
	if c.lo < len(s.items) {
		switch s.items[c.lo].norm {
		case "its", "their", "our", "his", "her":
			return c.lo
		}
	}
	return -1
}

// governor gives the verb group of which the phrase at chunk j is an argument,
// with the slot, or -1. A chain of prepositions is climbed; "of" and commas of
// lists do not stop the climb.
func (s *sentence) governor(j int) (int, string) {
	if j > 1 && j+1 < len(s.chunks) && s.chunks[j-1].kind == op && s.chunks[j+1].kind == cl && s.chunks[j-2].kind == np {
		return s.governor(j - 2) // "an initial public offering (IPO)"
	}
	slot := "obj"
	if j > 1 && s.chunks[j-1].kind == cc && s.subjectOf(j) {
		return -1, "" // "can sell its models, and the licence runs until"
	}
	for x := j - 1; x >= 0; x-- {
		c := &s.chunks[x]
		switch c.kind {
		case vg:
			if c.bare && x+1 < len(s.chunks) && s.chunks[x+1].kind == pp && s.chunks[x+1].word == "by" && x > 0 && s.chunks[x-1].kind != np {
				slot = "obj" // ", led by Alpha, at a valuation of"
				continue
			}
			if s.sizes(x) {
				slot = "obj"
				continue
			}
			return x, slot
		case pp:
			if slot == "obj" {
				slot = c.word
			}
		case np:
			if s.chunks[x+1].kind == np {
				if x > 0 && s.chunks[x-1].kind == vg { // "gives Alpha a licence"
					return x - 1, slot
				}
				if s.items[c.lo].tag == det && x > 0 && s.chunks[x-1].kind == pp { // "for a US | initial public offering"
					continue
				}
				return -1, ""
			}
			if s.chunks[x+1].kind == pp {
				slot = "obj"
				if x > 0 && s.chunks[x-1].kind == pp {
					slot = s.chunks[x-1].word
				}
				if s.chunks[x+1].word != "of" {
					slot = "far-" + slot
				}
			}
		case cc, cm:
			if s.subjectOf(j) {
				return -1, "" // "and the deal was signed": a clause of its own
			}
		case ad, tm, qt:
			continue
		case cl:
			if c.match >= 0 {
				x = c.match
				continue
			}
			return -1, ""
		default:
			return -1, ""
		}
	}
	return -1, ""
}
