package claim

import "strings"

// chunkKind is the kind of a shallow phrase.
type chunkKind uint8

const (
	np chunkKind = iota
	vg
	pp // a preposition; its noun phrase follows
	cc
	cm
	rc // relative pronoun
	sc // subordinator, "that"
	br // ; : — |
	qt
	op
	cl
	tm // a time on its own
	ad // adverb
)

// chunk is one phrase: its items [lo, hi).
type chunk struct {
	kind   chunkKind
	lo, hi int
	word   string // preposition, conjunction, lemma of the verb, head of the noun phrase
	match  int    // the other bracket of op and cl

	// verb groups
	main    int // item of the main verb
	passive bool
	finite  bool
	inf     bool
	gerund  bool
	bare    bool // participle or past form without an auxiliary
	neg     bool
	perfect bool
	prog    bool // progressive
	past    bool
	modal   string
}

// chunks cuts the items of a sentence into phrases.
func chunks(its []item) []chunk {
	out := make([]chunk, 0, len(its))
	for i := 0; i < len(its); {
		var c chunk
		switch its[i].tag {
		case verbTag:
			c = verbGroup(its, i)
		case to:
			if j := skipAdv(its, i+1); j < len(its) && (its[j].tag == verbTag && (its[j].v.forms&base != 0 || its[j].norm == "be" || its[j].norm == "have" || its[j].norm == "do")) {
				c = verbGroup(its, i)
			} else {
				c = chunk{kind: pp, lo: i, hi: i + 1, word: "to"}
			}
		case prep:
			c = chunk{kind: pp, lo: i, hi: i + 1, word: its[i].norm}
		case conj:
			c = chunk{kind: cc, lo: i, hi: i + 1, word: its[i].norm}
		case comma:
			c = chunk{kind: cm, lo: i, hi: i + 1}
		case rel:
			c = chunk{kind: rc, lo: i, hi: i + 1, word: its[i].norm}
		case sub:
			c = chunk{kind: sc, lo: i, hi: i + 1, word: its[i].norm}
		case quote:
			c = chunk{kind: qt, lo: i, hi: i + 1}
		case pause:
			c = chunk{kind: br, lo: i, hi: i + 1, word: its[i].norm}
		case open:
			c = chunk{kind: op, lo: i, hi: i + 1, match: -1}
		case shut:
			c = chunk{kind: cl, lo: i, hi: i + 1, match: -1}
		case adv:
			if j := skipAdv(its, i); j < len(its) && its[j].tag == verbTag {
				c = verbGroup(its, i)
			} else if j < len(its) && its[j].tag == amountTag {
				c = nounPhrase(its, i)
			} else {
				c = chunk{kind: ad, lo: i, hi: i + 1, word: its[i].norm}
			}
		case timeTag:
			c = chunk{kind: tm, lo: i, hi: i + 1}
			if i+2 < len(its) && its[i+1].tag == poss || i+1 < len(its) && its[i+1].tag == noun && i > 0 && its[i-1].tag == det {
				c = nounPhrase(its, i)
			}
		default:
			c = nounPhrase(its, i)
		}
		if n := len(out); n > 1 && c.kind == np && out[n-1].kind == cm && out[n-2].kind == np && out[n-2].hi-out[n-2].lo <= 3 && its[out[n-2].main].tag == partyTag && strings.HasSuffix(its[c.lo].norm, "-based") {
			// "the Santa Clara, California-based company"
			c.lo = out[n-2].lo
			out = out[:n-2]
		}
		out = append(out, c)
		i = c.hi
	}
	var stack []int
	for i := range out {
		switch out[i].kind {
		case op:
			stack = append(stack, i)
		case cl:
			if len(stack) > 0 {
				o := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				out[o].match, out[i].match = i, o
			}
		}
	}
	return out
}

func skipAdv(its []item, i int) int {
	for i < len(its) && its[i].tag == adv {
		i++
	}
	return i
}

// verbGroup reads auxiliaries, adverbs and the main verb from item i.
func verbGroup(its []item, i int) chunk {
	c := chunk{kind: vg, lo: i, main: -1}
	be := false
	j := i
	if its[j].tag == to {
		c.inf = true
		j++
	}
	for ; j < len(its); j++ {
		it := its[j]
		if it.tag == adv {
			switch it.norm {
			case "not", "n't", "never", "longer":
				c.neg = true
			}
			if k := skipAdv(its, j); k >= len(its) || its[k].tag != verbTag {
				break
			}
			continue
		}
		if it.tag != verbTag {
			break
		}
		n := it.norm
		if negated[n] {
			c.neg = true
		}
		switch {
		case modals[n] && c.main < 0:
			c.modal, c.finite = n, true
			be = false
			continue
		case auxBe[n], n == "been", n == "being":
			if c.main >= 0 {
				goto done
			}
			be = true
			c.word = "be"
			if n == "was" || n == "were" {
				c.past = true
			}
			if n == "being" && j == i {
				c.gerund = true
			}
			if n != "be" && n != "been" && n != "being" {
				c.finite = true
			}
			continue
		case auxHave[n]:
			if c.main >= 0 {
				goto done
			}
			c.finite = c.finite || n != "having"
			c.gerund = c.gerund || n == "having" && j == i
			c.word, c.perfect, be = "have", true, false
			continue
		case auxDo[n]:
			if c.main >= 0 {
				goto done
			}
			c.finite, c.word = true, "do"
			continue
		}
		if c.main >= 0 {
			goto done
		}
		if k := skipAdv(its, j+1); it.v.lemma == "get" && !be && k < len(its) && its[k].tag == verbTag && its[k].v.forms&participle != 0 && its[k].v.forms&base == 0 {
			be, c.word = true, "be" // "got acquired by"
			c.past = c.past || it.v.forms&past != 0
			c.gerund = j == i && it.v.forms&ing != 0
			c.finite = c.finite || !c.inf && !c.gerund
			continue
		}
		c.main, c.word = j, it.v.lemma
		f := it.v.forms
		switch {
		case be && f&participle != 0:
			c.passive = it.v.lemma != "partner" && it.v.lemma != "ally" // "is partnered with" is a state of the subject
		case be && f&ing != 0:
			c.prog = true
		case c.perfect && f&participle == 0:
			c.perfect = false // "has plans"
		case !be && !c.perfect && !c.inf && c.modal == "":
			switch {
			case f&ing != 0 && f&base == 0:
				c.gerund = !c.finite
			case f&(past|participle) != 0:
				c.bare, c.past, c.finite = true, true, f&past != 0
			default:
				c.finite = true
			}
		}
		j++
		break
	}
done:
	c.hi = max(j, i+1)
	if c.main < 0 && c.perfect {
		c.perfect = false // "have" is the main verb
	}
	return c
}

// nounPhrase reads determiners, adjectives, nouns, names and amounts from item
// i. A possessive joins its owner and its noun.
func nounPhrase(its []item, i int) chunk {
	c := chunk{kind: np, lo: i}
	j := i
	for j < len(its) {
		switch its[j].tag {
		case noun, partyTag, amountTag, poss:
			if its[j].tag == partyTag && j > i && incomeNouns[its[j-1].norm] && j+1 < len(its) && its[j+1].tag == verbTag {
				goto done // "the revenue Betawave makes"
			}
			j++
			continue
		case comma:
			if measured(its, i, j) { // "a five-year, $300 million contract"
				j += 2
				continue
			}
			goto done
		case det, pron:
			if j > i && its[j-1].tag != det && its[j-1].tag != adv {
				goto done
			}
			j++
			if its[j-1].tag == pron {
				if j < len(its) && its[j].tag == poss {
					continue
				}
				goto done
			}
			continue
		case timeTag:
			if j == i || its[j-1].tag == det || its[j-1].tag == poss {
				j++
				continue
			}
			if j+1 < len(its) && its[j+1].tag == poss { // "Oracle last year's"
				j++
				continue
			}
			if j+1 < len(its) && (its[j+1].tag == noun || its[j+1].tag == amountTag) && (its[j-1].tag == amountTag || its[j-1].tag == noun) && its[j].hi-its[j].lo <= 2 {
				j++ // "2025 revenue"
				continue
			}
			goto done
		case adv:
			if k := skipAdv(its, j); k < len(its) && (its[k].tag == amountTag || its[k].tag == noun && (j == i || its[j-1].tag == det || its[j-1].tag == poss)) {
				j = k
				continue
			}
			goto done
		case verbTag: // a participle inside: "the restructured deal"
			goto done
		case conj:
			if its[j].norm == "&" && j > i && j+1 < len(its) && its[j+1].tag == noun {
				j += 2
				continue
			}
			goto done
		default:
			goto done
		}
	}
done:
	c.hi = max(j, i+1)
	for k := c.hi - 1; k >= c.lo; k-- {
		if its[k].tag == noun || its[k].tag == partyTag || its[k].tag == amountTag || its[k].tag == pron {
			c.word = its[k].norm
			c.main = k
			break
		}
	}
	return c
}

// measured tells whether the comma at item j stands between two measures of the
// noun behind them: "a $3.6 billion, six-year contract".
func measured(its []item, i, j int) bool {
	if j+2 >= len(its) || j == i || !measure(its[j-1]) || !measure(its[j+1]) || its[j-1].tag == its[j+1].tag && its[j-1].tag == amountTag {
		return false
	}
	return its[j+2].tag == noun
}

// measure tells amounts, durations and "five-year".
func measure(it item) bool {
	return it.tag == amountTag || it.tag == timeTag || it.tag == noun && (strings.HasSuffix(it.norm, "-year") || strings.HasSuffix(it.norm, "-month"))
}
