package claim

// What stands before and behind an item while it has no tag yet.

// takenBefore tells whether a phrase that ends at item i is the object of "take":
// "take the chip firm public".
func takenBefore(its []item, i int) bool {
	for j := i; j >= 0 && j > i-6; j-- {
		if its[j].tag == verbTag {
			return its[j].v.lemma == "take" || its[j].v.lemma == "bring"
		}
	}
	return false
}

// verbBefore is the verb that ends before item i, its particle aside.
func verbBefore(its []item, i int) string {
	for j := i - 1; j >= 0; j-- {
		if its[j].tag == verbTag {
			return its[j].v.lemma
		}
		if its[j].tag != adv {
			break
		}
	}
	return ""
}

// prevAux is the auxiliary before item i.
func prevAux(its []item, i int) string {
	for j := i - 1; j >= 0; j-- {
		if its[j].tag == adv {
			continue
		}
		return its[j].norm
	}
	return ""
}

// toIsPrep tells whether the "to" at item i follows a word that takes a noun.
func toIsPrep(its []item, i int) bool {
	if i == 0 {
		return false
	}
	switch its[i-1].norm {
	case "access", "due", "according", "addition", "compared", "response", "contribution", "contributed", "rose", "grew", "fell", "up", "down", "close", "related":
		return true
	}
	return its[i-1].tag == amountTag
}

// objectLike tells whether what starts at item i can be a verb's object.
func objectLike(its []item, i int) bool {
	for j := i; j < len(its) && j < i+4; j++ {
		switch its[j].tag {
		case amountTag, partyTag:
			return true
		case noun: // of items that have no tag yet, too
			if n := its[j].norm; prepositions[n] || n == "to" {
				return j > i
			}
			continue
		}
		return its[j].tag == prep || its[j].tag == to
	}
	return false
}

// clauseAhead tells whether a finite verb follows within the same clause.
func clauseAhead(its []item, i int) bool {
	for j := i; j < len(its) && j < i+9; j++ {
		n := its[j].norm
		switch n { // they have no tag yet
		case ",", ";", ":", "—", "–", "(", "\"", "“", "”":
			return false
		}
		if auxBe[n] && n != "'s" || auxHave[n] || modals[n] {
			return j > i
		}
		if v, ok := verbs()[n]; ok && j > i && its[j].tag < partyTag && v.forms&(third|past) != 0 && (!v.noun || v.forms&past != 0 || pronouns[its[j-1].norm]) {
			p := its[j-1]
			if adjectival[n] && j+1 < len(its) && its[j+1].tag == noun && !prepositions[its[j+1].norm] && !determiners[its[j+1].norm] {
				continue // "its preferred partner"
			}
			return p.norm != "'s" && p.tag != det && p.tag != prep && !determiners[p.norm] && !prepositions[p.norm]
		}
	}
	return false
}

// awaitsVerb tells whether the mark at item i closes an insertion behind a name
// that has no verb yet.
func awaitsVerb(its []item, i int) bool {
	if i < 2 {
		return false
	}
	start := i - 1
	for start > 0 && (its[start].tag != its[i].tag || its[start].norm != its[i].norm) {
		start--
	}
	// of a list in the insertion only the last comma has been found
	for j := start - 1; its[i].tag == comma && j > 0; j-- {
		if its[j].tag == verbTag || its[j].tag == pause {
			break
		}
		if its[j].tag == comma && its[j-1].tag == partyTag && its[j+1].tag != partyTag {
			start = j
		}
	}
	named := start > 0 && i == start+2 && its[start].tag == comma && its[start+1].tag == partyTag && its[start-1].tag == noun // "its biggest rival, Beta,"
	if start < 1 || its[start].tag != its[i].tag || its[start-1].tag != partyTag && !named || its[start].tag == pause && its[i].norm != "—" && its[i].norm != "–" {
		return false
	}
	if f := its[start+1]; f.tag == partyTag && !named || f.tag == conj || f.tag == prep {
		return false // a list, or a phrase that may stand before a noun
	}
	for j := start - 1; j >= 0 && its[j].tag != pause && its[j].tag != sub; j-- {
		if its[j].tag == verbTag || its[j].tag == rel {
			return false
		}
	}
	return true
}

// isSeen tells whether a verb before item i has what stands between them for an
// object that acts: "saw its sales grow".
func isSeen(its []item, i int) bool {
	for j := i - 1; j >= 0 && j >= i-9; j-- {
		switch its[j].tag {
		case verbTag:
			l := its[j].v.lemma
			return l == "see" || l == "watch" || l == "help" || l == "let"
		case pause, rel:
			return false
		}
	}
	return false
}
