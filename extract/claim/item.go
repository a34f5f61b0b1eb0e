package claim

import (
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// tag is the part of speech of an item, as fine as binding needs it.
type tag uint8

const (
	noun tag = iota // nouns and adjectives
	det
	prep
	verbTag // any part of a verb group
	adv
	conj
	comma
	rel
	sub
	pron
	to
	poss // 's
	open
	shut
	quote
	pause // ; : — |
	partyTag
	amountTag
	timeTag
)

// item is one unit of syntax: a word, or the tokens of a party, an amount or a
// time taken together.
type item struct {
	tag    tag
	lo, hi int // tokens
	start  int // bytes
	end    int
	norm   string
	index  int  // of the party, amount or time
	v      verb // what the word can be as a verb
}

// items merges the tokens of a sentence into units and tags them.
func items(s *sentence) []item {
	owner := make([]int32, len(s.toks)) // 0 none, else kind<<24 | index+1
	mark := func(lo, hi, kind, index int) {
		for k := lo; k < hi && k < len(owner); k++ {
			owner[k] = int32(kind<<24 | index + 1)
		}
	}
	for i := range s.parties {
		mark(s.parties[i].Lo, s.parties[i].Hi, 1, i)
	}
	for i := range s.times {
		mark(s.times[i].lo, s.times[i].hi, 3, i)
	}
	for i := range s.amounts {
		mark(s.amounts[i].lo, s.amounts[i].hi, 2, i)
	}
	out := make([]item, 0, len(s.toks))
	for i := 0; i < len(s.toks); {
		t := s.toks[i]
		it := item{lo: i, hi: i + 1, start: t.Start, end: t.End, norm: t.Norm}
		if o := owner[i]; o != 0 {
			for it.hi < len(s.toks) && owner[it.hi] == o {
				it.hi++
			}
			it.end = s.toks[it.hi-1].End
			it.index = int(o&0xffffff) - 1
			switch o >> 24 {
			case 1:
				it.tag = partyTag
				if n := s.toks[it.hi-1].Norm; it.hi-it.lo > 1 && n == "based" { // "Mass.-based"
					it.norm += "-based"
				}
			case 2:
				it.tag, it.norm = amountTag, ""
			case 3:
				it.tag, it.norm = timeTag, s.toks[it.hi-1].Norm
			}
		}
		i = it.hi
		out = append(out, it)
	}
	tagItems(out, s)
	return out
}

// tagItems gives words their part of speech from left to right.
func tagItems(its []item, s *sentence) {
	quotes := 0
	for i := range its {
		it := &its[i]
		if it.tag >= partyTag {
			continue
		}
		n := it.norm
		switch {
		case n == "." && i+1 < len(its) && its[i+1].norm != ".": // "News Corp. said"
			it.tag = adv
			continue
		case n == ",":
			it.tag = comma
			continue
		case n == "(" || n == "[":
			it.tag = open
			continue
		case n == ")" || n == "]":
			it.tag = shut
			continue
		case n == "\"" || n == "“" || n == "”":
			it.tag = quote
			quotes++
			continue
		case n == "." || n == "?" || n == "!" || n == "…" || n == "..." || n == ";" || n == ":" || n == "—" || n == "--" || n == "|" || n == "•" || n == "–" || n == "*" && i == 0 || n == "-" && i == 0:
			it.tag = pause
			continue
		case n == "-" && i+1 < len(its) && spaced(s, it.lo) && spaced(s, its[i+1].lo),
			n == "-" && (i+1 < len(its) && its[i+1].norm == "-" || i > 0 && its[i-1].norm == "-"): // "--", as typewriters wrote a dash
			it.tag = pause
			continue
		case n == "'s" || n == "'":
			it.tag = poss
			if n == "'s" && i > 0 && contracted[its[i-1].norm] {
				it.tag = verbTag
				continue
			}
			if n == "'s" && i+1 < len(its) && (its[i+1].tag < partyTag && (participleOf(its[i+1].norm) || its[i+1].norm == "been" || its[i+1].norm == "not")) && (i == 0 || its[i-1].tag != partyTag) {
				it.tag = verbTag
			}
			continue
		case n == "to" && i+1 < len(its) && its[i+1].norm == "date" && its[i+1].tag < partyTag && (i+2 >= len(its) || !objectStarts(&its[i+2]) || its[i+2].norm == "is"),
			n == "date" && i > 0 && its[i-1].norm == "to" && its[i-1].tag == adv:
			it.tag = adv // "its largest purchase to date"
			continue
		case n == "to":
			it.tag = to
			continue
		}
		it.tag = wordTag(its, i, s)
	}
}

// objectStarts tells whether an item that has no tag yet can start the object of
// the word before it.
func objectStarts(it *item) bool {
	if it.tag >= partyTag {
		return it.tag != timeTag
	}
	n := it.norm
	if prepositions[n] || conjunctions[n] || auxBe[n] || auxHave[n] || auxDo[n] || modals[n] || n == "to" || n == "," || n == "." {
		return false
	}
	if determiners[n] || pronouns[n] {
		return true
	}
	v, ok := verbs()[n]
	return !adverbs[n] && (!ok || v.noun && v.forms&past == 0)
}

// contracted words have "'s" as a verb.
var contracted = set(`it that there here he she what who this where how`)

func spaced(s *sentence, tok int) bool { return tok < len(s.toks) && s.toks[tok].Space }

func participleOf(w string) bool {
	v, ok := verbs()[w]
	return ok && v.forms&(participle|ing) != 0
}

// wordTag decides the tag of a word from its class and its neighbours.
func wordTag(its []item, i int, s *sentence) tag {
	n := its[i].norm
	var before, after item
	if i > 0 {
		before = its[i-1]
	} else {
		before = item{tag: pause}
	}
	if i+1 < len(its) {
		after = its[i+1]
	} else {
		after = item{tag: pause}
	}
	switch {
	case auxBe[n], auxHave[n], auxDo[n], modals[n]:
		if n == "may" && s.toks[its[i].lo].Shape == language.Title && i > 0 || n == "will" && before.tag == det {
			return noun
		}
		return verbTag
	case n == "that":
		if a, ok := verbs()[after.norm]; before.tag != verbTag && after.tag < partyTag && (ok && a.forms&(third|past) != 0 && (!a.noun || a.lemma == "end") || auxBe[after.norm] || modals[after.norm] || auxHave[after.norm]) && before.tag != pause {
			return rel
		} else if ok && a.noun && a.forms&third != 0 && (before.tag == noun || before.tag == partyTag) && i+2 < len(its) && objectStarts(&its[i+2]) {
			return rel // "a price that values Beta at", "a startup that designs chips"
		} else if before.tag == pause && (before.norm == "—" || before.norm == "–") && (ok && a.forms&(third|past) != 0) {
			return rel
		}
		if before.tag == noun || before.tag == partyTag || before.tag == amountTag || before.tag == comma || before.tag == timeTag {
			if a, ok := verbs()[after.norm]; ok && a.forms&(third|past|base) != 0 && (!a.noun || a.lemma == "end") || auxBe[after.norm] || modals[after.norm] || auxHave[after.norm] || after.tag == timeTag {
				return rel
			}
			if before.tag != verbTag {
				return sub
			}
		}
		if before.tag == verbTag {
			return sub
		}
		if a := verbs()[after.norm]; i == 0 && a.forms&(third|past) != 0 && !a.noun { // "That implies a value of"
			return pron
		}
		if after.norm == "is" || after.norm == "was" || modals[after.norm] {
			return pron
		}
		return det
	case n == "such" && after.norm == "as":
		return adv
	case n == "as" && before.norm == "such":
		return prep
	case relatives[n]:
		return rel
	case subordinators[n] && !(n == "provided" && (!clauseAhead(its, i+1) || before.tag == partyTag || before.tag == noun || before.tag == pron || before.tag == verbTag || before.tag == adv)):
		if prepositions[n] && !clauseAhead(its, i+1) && !(after.tag == partyTag && i+3 < len(its) && its[i+3].norm == "," && verbs()[its[i+2].norm].forms&third != 0) {
			return prep // but "As Alpha struggles,"
		}
		if n == "once" && !clauseAhead(its, i+1) {
			return adv // "Alpha, once the sole supplier of Beta,"
		}
		if n == "as" || n == "since" || n == "after" || n == "before" || n == "until" {
			return sub
		}
		return sub
	case (n == "public" || n == "private") && (before.tag == partyTag || before.tag == noun && roleNouns[before.norm] && takenBefore(its, i-1)) && (after.tag != noun || prepositions[after.norm] || conjunctions[after.norm] || adverbs[after.norm] || subordinators[after.norm]):
		return adv
	case n == "last" && before.tag == verbTag && (auxBe[before.norm] || auxHave[before.norm]): // "was last valued at"
		return adv
	case n == "last" && after.tag < partyTag && verbs()[after.norm].forms&(past|participle) != 0 && verbs()[after.norm].forms&base == 0 && before.tag != det && before.tag != prep: // ", last valued at", "Alpha last raised"
		return adv
	case n == "no" && after.norm == "longer", n == "longer" && before.norm == "no":
		return adv
	case (n == "each" || n == "both" || n == "all") && before.tag == verbTag && (auxBe[before.norm] || auxHave[before.norm] || modals[before.norm]), (n == "each" || n == "both") && after.tag < partyTag && finite(after.norm):
		return adv
	case qualifying[n] && before.norm == "-" && i > 1 && its[i-2].tag == partyTag && after.tag != timeTag: // "the Alpha-backed lab"
		return noun
	case n == "like" && (i == 0 || before.tag == comma || before.tag == pause): // "Like Alpha, Beta has"
		return prep
	case n == "either" && before.tag == to: // "to either buy or build"
		return adv
	case n == "a" && before.norm == "class": // "Class A shares"
		return noun
	case n == "her" || n == "one" && after.tag == noun:
		return det
	case pronouns[n]:
		return pron
	case determiners[n]:
		return det
	case conjunctions[n]:
		return conj
	}
	v, isVerb := s.verb(n)
	its[i].v = v
	if isVerb && isVerbHere(its, i, v, before, after, s) {
		return verbTag
	}
	switch {
	case n == "than" && (before.norm == "more" || before.norm == "less") && after.tag < partyTag && verbs()[after.norm].lemma != "": // "more than doubled"
		return adv
	case n == "following" || n == "including" || n == "excluding" || n == "regarding" || n == "given" && after.tag == det:
		return prep
	case n == "worth" && (before.tag == poss || before.norm == "its" || before.norm == "their"): // "Beta's worth"
		return noun
	case prepositions[n]:
		if (n == "over" || n == "around" || n == "about" || n == "under" || n == "near") && after.tag == amountTag {
			return adv
		}
		return prep
	case n == "quarterly" && before.tag == amountTag && after.tag == noun && !prepositions[after.norm] && !determiners[after.norm]:
		return noun // "$5 billion quarterly revenue"
	case adverbs[n], strings.HasSuffix(n, "-fold") || n == "twofold" || n == "threefold" || n == "fourfold" || n == "fivefold" || n == "tenfold":
		return adv
	case len(n) > 4 && strings.HasSuffix(n, "ly") && n != "family" && n != "supply" && n != "early" && n != "monthly" && n != "yearly" && n != "quarterly" && n != "weekly" && n != "daily" && n != "friendly" && n != "costly":
		return adv
	}
	return noun
}

// finite tells whether a word is a verb that can stand without an auxiliary.
func finite(w string) bool {
	v, ok := verbs()[w]
	return ok && v.forms&(past|base) != 0 || auxHave[w] || modals[w]
}

// isVerbHere decides between verb and noun or adjective.
func isVerbHere(its []item, i int, v verb, before, after item, s *sentence) bool {
	n := its[i].norm
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
	bn := before.norm
	auxBefore := false
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if its[j].tag == adv {
			continue
		}
		auxBefore = its[j].tag == verbTag && (auxBe[its[j].norm] || auxHave[its[j].norm] || auxDo[its[j].norm] || modals[its[j].norm])
		break
	}
	if v.forms&ing != 0 && v.forms&(base|past) == 0 {
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
	if v.forms&(past|participle) != 0 && v.forms&base == 0 {
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
	if v.forms&base != 0 && (before.tag == to || auxBefore && (modals[prevAux(its, i)] || auxDo[prevAux(its, i)])) {
		return before.tag != to || !(after.tag == noun && !determiners[after.norm] && v.noun && toIsPrep(its, i-1))
	}
	if auxBefore && v.forms&(participle) != 0 {
		return true
	}
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
	if v.forms&(third|past) != 0 || v.forms&base != 0 {
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
		default: // base or past of an ambiguous verb: put, set, cut, plan, lead
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
	}
	return false
}

// partyOf is the mention behind a party item.
func (s *sentence) partyOf(it item) *party.Mention { return &s.parties[it.index] }
