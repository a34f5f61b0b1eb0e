package claim

// A sentence names some only to measure the deal by them: "Unlike Alpha, Beta
// raised", "as it tries to catch up with Alpha". They have no part in it.

// bystander tells whether the phrase at chunk k names such a one.
func (s *sentence) bystander(k int) bool {
	if k >= s.market {
		return true
	}
	for k > 1 && (s.chunks[k-1].kind == cc || s.chunks[k-1].kind == cm) && s.chunks[k-2].kind == np && s.named(k-2) { // "Alpha and Beta"
		k -= 2
	}
	if k == 0 {
		return false
	}
	switch b := &s.chunks[k-1]; b.kind {
	case pp:
		if apartFrom[b.word] {
			return true
		}
		if k < 2 {
			return false
		}
		switch v := &s.chunks[k-2]; v.kind {
		case vg:
			return rivalling[v.word] && (b.word == "with" || b.word == "against" || b.word == "off")
		case np:
			return (b.word == "of" || b.word == "for" || b.word == "from" || b.word == "to" || b.word == "in") && v.main >= v.lo && s.items[v.main].tag == noun && reactions[s.items[v.main].norm] ||
				v.main >= v.lo && rivalries[s.items[v.main].norm]
		case ad: // "catch up with Alpha"
			return k > 2 && s.chunks[k-3].kind == vg && rivalling[s.chunks[k-3].word]
		}
	case vg:
		return rivalling[b.word] && !b.passive || b.gerund && b.word == "join" && k > 1 && s.chunks[k-2].kind == cm // ", joining Alpha in the race"
	}
	return false
}

var (
	// apartFrom prepositions set somebody beside what is told.
	apartFrom = set(`like unlike alongside than against versus vs despite besides`)
	// rivalling verbs have a rival for their object.
	rivalling = set(`rival compete challenge outpace overtake beat match outspend outbid dethrone undercut battle catch fend leapfrog surpass outperform dwarf contend trail`)
	// reactions are of whom a deal only touches, and rivalries with whom.
	reactions = set(`shares stock stocks pressure footsteps wake heels likes dominance grip reliance dependence challenge blow threat answer rival rivals competitor competitors`)
	// resumptive nouns take up what has been told.
	resumptive = set(`move step sign blow bet shift decision development gamble departure boost coup feat milestone signal`)
	rivalries  = set(`competition rivalry race battle competitor challenger`)
)

// stirs tells whether the phrase at chunk k stands in the clause of the trigger:
// no border of a clause and no other clause's verb lies between them.
func (s *sentence) stirs(k int, p *place) bool {
	lo, hi := min(k, p.ch), max(k, p.ch)
	if e := s.leadsIn(lo); e > 0 && e < hi {
		return false
	}
	for j := lo + 1; j < hi; j++ {
		switch c := &s.chunks[j]; c.kind {
		case br, sc:
			return false
		case cc:
			if c.word == "but" {
				return false
			}
		case np:
			if s.chunks[j-1].kind == cm && resumptive[c.word] { // ", a move that could hurt Alpha"
				return false
			}
		}
	}
	return true
}

// marketReacts gives the chunk from which a sentence tells what its news did to
// shares: "…, sending shares of Alpha down 3%". It is the number of chunks where it
// tells nothing such.
func (s *sentence) marketReacts() int {
	for k := 1; k+1 < len(s.chunks); k++ {
		if v := &s.chunks[k]; v.kind != vg || !v.gerund || !swaying[v.word] || s.chunks[k-1].kind != cm {
			continue
		}
		for i := s.chunks[k+1].lo; i < s.chunks[k+1].hi; i++ {
			switch s.items[i].norm {
			case "shares", "stock", "stocks":
				return k
			}
		}
	}
	return len(s.chunks)
}

var swaying = set(`send push lift boost drive drag pull knock hit help propel weigh sink raise`)

// leadsIn gives the comma that ends the subordinate clause which opens the sentence
// and holds chunk k: "After Alpha reported its results, Beta". It is 0 where there
// is none.
func (s *sentence) leadsIn(k int) int {
	j := 0
	for j < k && (s.chunks[j].kind == ad || s.chunks[j].kind == br || s.chunks[j].kind == qt || s.chunks[j].kind == cc) {
		j++
	}
	if j >= k || s.chunks[j].kind != sc || s.chunks[j].word == "that" {
		return 0
	}
	verb := false
	for j++; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case vg:
			verb = true
		case cm:
			if verb && j+1 < len(s.chunks) && s.clauseStarts(j+1) {
				if j < k {
					return 0
				}
				return j
			}
		case br:
			return 0
		}
	}
	return 0
}

// clauseBetween tells whether a subordinate clause with a subject of its own starts
// between two phrases: "Alpha struck a deal, while Beta watches its".
func (s *sentence) clauseBetween(lo, hi int) bool {
	for j := lo + 1; j+2 < hi; j++ {
		if s.chunks[j].kind == sc && s.chunks[j].word != "that" && s.chunks[j+1].kind == np && s.named(j+1) && s.clauseStarts(j+1) {
			return true
		}
	}
	return false
}

// raisedAs tells whether an amount is said to be equity or debt: "$1 billion in
// equity and $2 billion in debt"; it is empty where nothing says so.
func (s *sentence) raisedAs(amt int) string {
	k := s.amounts[amt].chunk
	if s.head(k) != amt || k+2 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+1].word != "in" || s.chunks[k+2].kind != np {
		return ""
	}
	switch s.chunks[k+2].word {
	case "equity", "stock", "shares":
		return "equity"
	case "debt", "loans", "bonds", "notes":
		return "debt"
	}
	return ""
}

// failing words before an infinitive say that nothing came of it.
var failing = set(`unable powerless incapable`)

// debtInPrice tells whether the only debt of a clause is what a price includes:
// "for $1.6 billion (including debt)".
func (s *sentence) debtInPrice(lo, hi int) bool {
	found := false
	for i := lo; i < hi; i++ {
		if s.items[i].norm != "debt" {
			continue
		}
		priced := false
		for j := i - 1; j >= max(lo, i-3); j-- {
			if n := s.items[j].norm; n == "including" || n == "includes" || n == "excluding" || n == "assumed" {
				priced = true
			}
		}
		if !priced {
			return false
		}
		found = true
	}
	return found
}
