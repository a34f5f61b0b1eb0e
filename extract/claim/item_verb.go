package claim

import (
	"strings"

	"pactwatch/extract/language"
)

// isVerbHere decides between verb and noun or adjective.
func isVerbHere(its []item, i int, v verb, before, after item, s *sentence) bool {
	for j := i - 1; j > 0 && before.tag == adv; j-- { // "also shares revenue"
		if its[j].tag != adv {
			before = its[j]
		} else if j == 1 {
			before = its[0]
		}
	}
	if before.tag == shut { // "Alpha (Nasdaq: ALPH) leads the way"
		for j := i - 2; j > 0; j-- {
			if its[j].tag == open && its[j-1].tag == partyTag {
				before = its[j-1]
				break
			}
		}
	}
	auxBefore := false
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if its[j].tag == adv {
			continue
		}
		auxBefore = its[j].tag == verbTag && (auxBe[its[j].norm] || auxHave[its[j].norm] || auxDo[its[j].norm] || modals[its[j].norm])
		break
	}
	switch {
	case v.forms&ing != 0 && v.forms&(base|past) == 0:
		return ingIsVerb(its, i, v, &before, &after, auxBefore, s)
	case v.forms&(past|participle) != 0 && v.forms&base == 0:
		return pastIsVerb(its, i, v, &before, &after, auxBefore, s)
	}
	if v.forms&base != 0 && (before.tag == to || auxBefore && (modals[prevAux(its, i)] || auxDo[prevAux(its, i)])) {
		return before.tag != to || !(after.tag == noun && !determiners[after.norm] && v.noun && toIsPrep(its, i-1))
	}
	if auxBefore && v.forms&(participle) != 0 {
		return true
	}
	if saysAsVerb(its, i, v, &before, &after) {
		return true
	}
	if v.forms&(third|past|base) != 0 {
		return finiteIsVerb(its, i, v, &before, &after, auxBefore, s)
	}
	return false
}

// ingIsVerb decides for a form in -ing: "sales coming in at" against "a struggling
// chip designer".
func ingIsVerb(its []item, i int, v verb, before, after *item, auxBefore bool, s *sentence) bool {
	n, bn := its[i].norm, before.norm
	if auxBefore {
		return true
	}
	if before.tag == noun && i > 1 && strings.HasSuffix(bn, "s") && !strings.HasSuffix(bn, "ss") && after.tag == noun && i+2 < len(its) && its[i+2].tag == partyTag && s.toks[its[i].lo].Shape == language.Lower {
		return true // "players backing rival Beta"
	}
	if before.tag == noun && reaching[v.lemma] && v.lemma != "amount" && (after.norm == "to" || after.norm == "from" || after.norm == "by" || after.norm == "past" || after.norm == "above" || after.norm == "in" || after.norm == "at") {
		return true // "with its valuation soaring to", "with sales coming in at"
	}
	if ingNouns[n] {
		// "is funding", "by funding the build-out": a verb only with an object
		return (before.tag == prep || before.tag == partyTag) && (determiners[after.norm] && after.norm != "that" || after.tag == amountTag)
	}
	if before.tag == verbTag && obtains[verbBefore(its, i)] && (after.tag == noun || after.tag == partyTag) && !determiners[after.norm] && !prepositions[after.norm] && !adverbs[after.norm] && !pronouns[after.norm] && !conjunctions[after.norm] {
		return false // "acquired struggling chip designer Beta"
	}
	if before.tag == det || before.tag == poss || before.tag == noun && !adverbs[bn] && after.tag == noun {
		return before.tag == noun && (determiners[after.norm] || after.norm == "to" || after.tag == amountTag || after.tag == partyTag || roleNouns[bn] && prepositions[after.norm])
	}
	if after.tag == noun && !(after.norm == "" || determiners[after.norm]) && before.tag == prep && bn != "of" && bn != "by" && bn != "for" && bn != "from" {
		return true
	}
	return true
}

// pastIsVerb decides for a past form or participle that is no base form: "company
// reported earnings" against "Meta's reported offer".
func pastIsVerb(its []item, i int, v verb, before, after *item, auxBefore bool, s *sentence) bool {
	n, bn := its[i].norm, before.norm
	if auxBefore {
		return true
	}
	if before.tag == conj && after.tag == noun && after.norm != "to" && adjectival[n] && !prepositions[after.norm] && !determiners[after.norm] && !adverbs[after.norm] && i > 1 && its[i-2].tag == noun {
		return false // "chips and related equipment"
	}
	if before.tag == det || before.tag == poss || before.tag == prep || before.tag == amountTag && after.tag == noun && !determiners[after.norm] && !prepositions[after.norm] {
		// "a restructured deal", "Meta's reported offer"; but "in advanced talks"
		return before.tag == prep && bn == "as" && !(adjectival[n] && after.tag < partyTag && !prepositions[after.norm])
	}
	if before.tag == noun && after.tag == noun && !determiners[after.norm] && !prepositions[after.norm] && !adverbs[after.norm] && !pronouns[after.norm] && after.norm != "to" && after.norm != "that" {
		// "company reported earnings" against "an AI focused startup"
		return s.toks[its[i].lo].Shape == language.Lower && v.forms&past != 0 && !adjectival[n]
	}
	return true
}

// saysAsVerb tells whether a noun that is also a verb stands in one of the turns in
// which it is a verb: "Alpha partners with Beta".
func saysAsVerb(its []item, i int, v verb, before, after *item) bool {
	n, bn := its[i].norm, before.norm
	if joining[n] && before.tag == partyTag && (after.norm == "with" || after.norm == "up") && (i == 1 || opening[its[i-2].tag]) {
		return true // "Alpha partners with Beta", "Alpha teams up with Beta"
	}
	if n == "forecast" && i == 1 && before.tag == partyTag && after.tag == noun {
		return true // "Alpha forecast revenue of"
	}
	if (n == "reports" || n == "claims" || n == "says") && before.tag == partyTag && participleOf(after.norm) && strings.HasSuffix(after.norm, "ing") {
		return true // "Alpha reports serving 300,000 customers"
	}
	if before.tag == partyTag && after.norm == "back" && v.forms&third != 0 {
		return true // "its pact with Beta dates back to"
	}
	if joining[n] && before.tag == noun && roleNouns[bn] && i > 1 && (its[i-2].tag == det || its[i-2].tag == noun) && (after.norm == "with" || after.norm == "on" || after.norm == "up") {
		return true // "The company partners with Beta"
	}
	if n == "partner" && before.tag == partyTag && (after.norm == "on" || after.norm == "with" || after.norm == "to" || after.norm == "in") {
		return true
	}
	return false
}

// finiteIsVerb decides for a form that can be a finite verb, by the word before it
// and by whether an object can follow.
func finiteIsVerb(its []item, i int, v verb, before, after *item, auxBefore bool, s *sentence) bool {
	n, bn := its[i].norm, before.norm
	switch before.tag {
	case amountTag: // "raising $1 billion feels notable"
		return v.forms&third != 0 && v.forms&base == 0 && !v.noun
	case det, poss, prep:
		return false
	case to:
		return v.forms&base != 0
	}
	if n == "draw" && (bn == "delayed" || bn == "delayed-") || n == "draw" && before.tag == amountTag {
		return false // "a delayed draw term loan"
	}
	if n == "chips" && after.norm != "in" && after.norm != "away" {
		return false // "20,000 Nvidia chips to"
	}
	if n == "accounts" && after.norm == "for" && (before.tag == partyTag || before.tag == noun && i > 1) {
		return true
	}
	if n == "access" && before.tag == partyTag && after.norm == "to" {
		return false // "gives Alpha access to"
	}
	plainNext := after.tag == det || after.tag == timeTag && v.forms&third != 0 || after.tag == amountTag || after.tag == partyTag || after.tag == to || after.norm == "to" || determiners[after.norm] || after.norm == "it" || after.norm == "$" || after.norm == "that" && !(i+2 < len(its) && before.tag == noun && (auxBe[its[i+2].norm] || auxHave[its[i+2].norm] || modals[its[i+2].norm]))
	switch {
	case n == "spend" && before.tag == noun && bn != "total" && i > 1 && (its[i-2].tag == amountTag || its[i-2].tag == poss):
		return false // "Beta's $68 billion infrastructure spend"
	case !v.noun:
		if before.tag == noun && adverbs[bn] {
			return true
		}
		return before.tag != verbTag || auxBefore
	case before.tag == pron && bn != "one":
		return bn != "them" && bn != "us"
	case v.forms&third != 0 && v.forms&base == 0:
		return thirdIsVerb(its, i, v, before, after, plainNext, s)
	}
	return ambiguousIsVerb(its, i, v, before, after, plainNext)
}

// thirdIsVerb decides for a third person that is also a plural: plans, deals, shares.
// plainNext says that an object follows.
func thirdIsVerb(its []item, i int, v verb, before, after *item, plainNext bool, s *sentence) bool {
	n, bn := its[i].norm, before.norm
	// plans, deals, shares: a verb behind a name if an object follows
	if before.tag == partyTag || before.tag == noun && i > 0 || before.tag == rel || before.tag == adv {
		if plainNext && !(before.tag == noun && nounS[n] && after.norm == "to" && !(roleNouns[bn] && i > 1 && n != "talks")) && !(after.tag == timeTag && before.tag == partyTag && (n == "chips" || n == "models" || n == "products" || n == "shares")) { // "in advanced talks to buy"
			return true
		}
		if n == "shares" && (after.norm == "revenue" || after.norm == "revenues" || after.norm == "profits" || after.norm == "proceeds" || after.norm == "data") {
			return true
		}
		if n == "licenses" && before.tag == partyTag && after.tag == noun && objectLike(its, i+1) {
			return true
		}
		if before.tag == partyTag && (prepositions[after.norm] && after.norm != "of" && !nounS[n] || after.tag == timeTag && !nounS[n] || after.tag == noun && !nounS[n] && objectLike(its, i+1)) {
			return true
		}
		if before.tag == rel {
			return true
		}
	}
	if n == "values" && before.tag == comma && after.tag == partyTag {
		return true // "The deal, first reported by the Globe, values Alpha at"
	}
	if before.tag == comma && s.in == "title" && (after.tag == amountTag || after.tag == partyTag) {
		return true // "Alpha Tops $5 Billion in Sales, Eyes $170 Billion Valuation"
	}
	if before.tag == partyTag && i > 1 && its[i-2].tag == sub && (after.tag == comma || after.norm == ",") {
		return true // "As Alpha struggles,"
	}
	if before.tag == pause && bn == ":" && i > 1 && its[i-2].tag == partyTag && (i == 2 || i == 3 && its[0].tag == pause) && (plainNext || after.tag == noun) {
		return true // a line's label: "Alpha: Pays Beta"
	}
	if (before.tag == comma || before.tag == pause) && (plainNext || after.tag == noun || prepositions[after.norm] && after.norm != "of") && awaitsVerb(its, i-1) {
		return true // "Alpha, which makes chips, plans to", "Alpha – a maker of chips – partners with"
	}
	if v.lemma == "end" && after.tag == timeTag && (before.tag == noun || before.tag == sub) {
		return true // "its access to the technology ends in 2032"
	}
	if before.tag == conj && i > 1 && (after.tag == det || after.tag == amountTag || after.tag == partyTag || after.tag == timeTag) {
		return true // "has 850 MW and counts Microsoft among"
	}
	if i == 0 {
		return plainNext
	}
	return false
}

// ambiguousIsVerb decides for the base or past form of a verb that is also a noun:
// put, set, cut, plan, lead. plainNext says that an object follows.
func ambiguousIsVerb(its []item, i int, v verb, before, after *item, plainNext bool) bool {
	n, bn := its[i].norm, before.norm
	if n == "bid" && bidKinds[bn] {
		return false // "a takeover bid from"
	}
	if v.forms&past != 0 && v.forms&base != 0 {
		return (before.tag == partyTag || before.tag == pron || before.tag == noun || before.tag == conj || before.tag == rel) && (plainNext || prepositions[after.norm] || particles[after.norm])
	}
	if before.tag == partyTag && i > 1 && (its[i-2].tag == det || its[i-2].tag == poss || its[i-2].tag == noun && i > 2 && its[i-3].tag == det) && v.forms&past == 0 {
		return false // "its Alpha deal to", "the Alpha bid that"
	}
	if before.tag == partyTag && i > 1 && its[i-2].tag == verbTag && causing[its[i-2].v.lemma] && v.forms&base != 0 {
		return true // "lets Alpha show Beta's articles"
	}
	if before.tag == partyTag || before.tag == conj && i > 1 || before.tag == rel {
		return plainNext && after.tag != partyTag || before.tag == rel
	}
	if before.tag == noun && reaching[v.lemma] && (after.norm == "to" || after.norm == "from" || after.norm == "by" || after.norm == "past" || after.norm == "above" || after.tag == amountTag) && isSeen(its, i) {
		return true // "has seen its revenue climb to"
	}
	if before.tag == noun && (strings.HasSuffix(bn, "s") && !strings.HasSuffix(bn, "ss") || bn == "people" || bn == "staff") {
		return plainNext || lasts[n] && (after.tag == timeTag || prepositions[after.norm]) || n == "pay" && after.norm == "for" || (n == "use" || n == "trust") && after.tag == noun
	}
	return false
}
