package claim

// verbSlot gives the parties in one slot of a verb, best first. The slots are named
// at [Frame].
func (r *reader) verbSlot(s *sentence, p *place, slot string, not ...string) []filler {
	v := &s.chunks[p.ch]
	switch slot {
	case "subj":
		return r.verbSubject(s, p, not...)
	case "obj":
		return r.verbObject(s, p, not...)
	case "iobj":
		return r.verbReceiver(s, p, not...)
	case "poss2", "of-poss", "obj-poss", "named-poss":
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 && !(slot == "named-poss" && s.items[x].tag == pron) && !(slot == "named-poss" && s.items[x].tag == det) {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "round-poss": // "take $20 million of Beta's Series C"
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 && s.words(s.chunks[a.ch].lo, s.chunks[a.ch].hi, roundNouns) {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "pre2":
		for _, a := range p.args {
			c := s.chunks[a.ch]
			if s.possessorParty(a.ch) >= 0 { // "IREN's Childress campus"
				continue
			}
			for x := c.hi - 1; x >= c.lo; x-- {
				if s.items[x].tag == partyTag && x != c.main && s.items[min(x+1, len(s.items)-1)].tag != poss {
					return addCost(r.partyItem(s, x, a.ch, 0), a.cost)
				}
			}
		}
		return nil
	case "gobj", "ctl":
		return nil
	case "earner":
		return r.earner(s, p, not...)
	case "subj-poss":
		return r.subjectOwner(s, p, not...)
	case "counterpart":
		if p.t.frame.Kind == "investment" && (hasSlot(p.args, "in") || hasSlot(p.args, "into") || hasSlot(p.args, "on")) {
			return nil // into a thing, not into the other party
		}
		if p.t.frame.Kind == "investment" && len(not) > 0 {
			if x, ok := r.backed(s, not...); ok {
				return []filler{x} // whom the text speaks of before whom the title names
			}
		}
		return r.counterpart(s, not...)
	case "main-subj":
		return r.mainSubject(s, p, not...)
	case "stake-of":
		return r.afterPercent(s, p, not...)
	case "giver": // "Beta gave Alpha a 5% stake": in itself, if no other is named
		for _, a := range p.args {
			if (a.slot == "in" || a.slot == "of") && !inAll[s.chunks[a.ch].word] && s.chunks[a.ch].word != "company" && s.chunks[a.ch].word != "itself" {
				return nil
			}
		}
		return r.verbSlot(s, p, "subj", not...)
	case "be-subj":
		return r.ownedSubject(s, p, not...)
	case "with2": // "a partnership with Beta to supply chips"
		if k := p.ch - 1; v.inf && k > 2 && s.chunks[k].kind == np && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "with" && s.chunks[k-2].kind == np && (contractNouns[s.chunks[k-2].word] || s.chunks[k-2].word == "partnership") {
			return r.fillersOf(s, k, not...)
		}
		return nil
	case "other":
		return r.onlyOther(s, p, not...)
	case "context":
		if _, ok := r.relativeObject(s, p, "", not...); ok {
			return nil // "a venture in which Alpha holds": not the article's topic
		}
		if p.t.frame.Kind == "equity_stake" {
			if fs := r.sameCompany(s, not...); len(fs) > 0 {
				return fs
			}
		}
		return r.fromContext(s, not...)
	}
	if fs := r.prepFillers(s, p.args, slot, not...); len(fs) > 0 {
		return fs
	}
	fs, _ := r.relativeObject(s, p, slot, not...)
	return fs
}

// followedBy tells whether a bare participle has an agent phrase with this
// preposition and no object.
func (s *sentence) followedBy(p *place, word string) bool {
	for _, a := range p.args {
		if a.slot == "obj" {
			return false
		}
		if a.slot == word {
			return true
		}
	}
	return false
}

// verbSubject gives who does what a verb says: its subject, or the agent of a passive.
func (r *reader) verbSubject(s *sentence, p *place, not ...string) []filler {
	v := &s.chunks[p.ch]
	if v.passive && v.word != "entitle" || v.bare && s.followedBy(p, "by") {
		for _, a := range p.args {
			if a.slot == "by" {
				return addCost(r.listFillers(s, a.ch, not...), a.cost)
			}
		}
		return nil
	}
	chs, cost := s.subjects(p.ch)
	fs := r.chainFillers(s, chs, cost, not...)
	if len(fs) == 0 {
		fs = r.nearestBefore(s, p.ch, not...)
	}
	return fs
}

// verbObject gives whom a verb acts on: its object, the subject of a passive, or the
// noun that a participle describes.
func (r *reader) verbObject(s *sentence, p *place, not ...string) []filler {
	v := &s.chunks[p.ch]
	if v.passive || v.bare && s.followedBy(p, "by") {
		chs, cost := s.subjects(p.ch)
		return r.chainFillers(s, chs, cost, not...)
	}
	for _, a := range p.args {
		if a.slot == "obj" {
			return addCost(r.listFillers(s, a.ch, not...), a.cost)
		}
	}
	if c := s.beforeAdverbs(p.ch); v.bare && !v.gerund && c > 0 && s.chunks[c].kind == cm && s.chunks[c-1].kind == np {
		chs, cost := s.subjects(p.ch) // "The company, valued at $2 billion, has"
		if fs := r.chainFillers(s, chs, cost, not...); len(fs) > 0 {
			return fs
		}
	}
	if k := p.ch - 1; v.bare && !v.gerund && k > 1 && s.chunks[k].kind == np && !s.named(k) && s.chunks[k-1].kind == cm {
		if fs := r.fillersOf(s, k, not...); len(fs) > 0 { // "Beta, a Dutch company valued at"
			return fs
		}
	}
	return r.relativized(s, p.ch, not...)
}

// verbReceiver gives to whom a verb gives: "Beta gave Alpha a 5% stake".
func (r *reader) verbReceiver(s *sentence, p *place, not ...string) []filler {
	v := &s.chunks[p.ch]
	for _, a := range p.args {
		if a.slot != "obj" && a.slot != "also" {
			break
		}
		c := s.chunks[a.ch]
		if s.possessor(a.ch) > c.lo && c.main > s.possessor(a.ch) && s.items[c.main].tag != amountTag {
			continue
		}
		if fs := r.fillersOf(s, a.ch, not...); len(fs) > 0 && (fs[0].cost < 4 || len(fs[0].from) > 0 && fs[0].cost < 7) {
			return addCost(fs, a.cost)
		}
		if fs := r.granted(s, a.ch); len(fs) > 0 {
			return addCost(fs, a.cost)
		}
	}
	if v.passive {
		chs, cost := s.subjects(p.ch)
		return r.chainFillers(s, chs, cost, not...)
	}
	return nil
}

// ownedSubject gives the company of a participle that says how much of it is owned:
// "Beta is 49% owned by Alpha".
func (r *reader) ownedSubject(s *sentence, p *place, not ...string) []filler {
	v := &s.chunks[p.ch]
	// "Beta is 49% owned by Alpha"
	if k := p.ch - 2; k >= 0 && s.chunks[p.ch-1].kind == np && s.head(p.ch-1) >= 0 && s.chunks[k].kind == vg && s.chunks[k].word == "be" {
		chs, cost := s.subjects(k)
		return r.chainFillers(s, chs, cost, not...)
	}
	if k := p.ch - 3; k >= 0 && s.chunks[p.ch-1].kind == np && s.head(p.ch-1) >= 0 && s.chunks[p.ch-2].kind == cm {
		return r.fillersOf(s, k, not...) // "Beta, 60% owned by Alpha,"
	}
	if k := p.ch - 1; k > 1 && v.bare && s.chunks[k].kind == np && s.named(k) && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "of" && s.head(k-2) >= 0 {
		return r.fillersOf(s, k, not...) // "the 27% of Beta owned by Alpha"
	}
	return nil
}
