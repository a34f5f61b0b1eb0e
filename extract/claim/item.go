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
		return thatTag(its, i, &before, &after)
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
	return otherTag(n, &before, &after)
}

// otherTag is the tag of a word that is neither a verb here nor of the classes that
// are settled before verbs: a preposition, an adverb or a noun.
func otherTag(n string, before, after *item) tag {
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

// thatTag decides whether "that" starts a relative clause or a clause of content,
// points at a noun or stands for one.
func thatTag(its []item, i int, before, after *item) tag {
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
}

// finite tells whether a word is a verb that can stand without an auxiliary.
func finite(w string) bool {
	v, ok := verbs()[w]
	return ok && v.forms&(past|base) != 0 || auxHave[w] || modals[w]
}

// partyOf is the mention behind a party item.
func (s *sentence) partyOf(it item) *party.Mention { return &s.parties[it.index] }
