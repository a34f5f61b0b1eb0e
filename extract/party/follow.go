package party

import (
	"strings"

	"pactwatch/extract/language"
)

// What stands behind a capitalised word tells whether it is a name.

// belongings are what stands behind companies' names: "Ottertrail executives".
var belongings = set(`executives executive officials shares stock founder founders co-founder cofounder co-founders ceo cfo cto chief chairman president spokesperson spokesman spokeswoman shareholders
engineers employees inc corp ltd llc`)

// followsAsName tells whether what stands behind a sentence's first word fits a
// name: an apposition, a possessive, a bracket or a verb.
func (c *Context) followsAsName(toks []language.Token, hi int) bool {
	if hi >= len(toks) {
		return len(toks) == 1 // a line of its own
	}
	for hi+1 < len(toks) && emphasis[toks[hi].Norm] {
		hi++ // "**Hollis** raised"
	}
	n := toks[hi].Norm
	if labels[n] || n == "-" && toks[hi].Space {
		next := hi + 1
		for next+1 < len(toks) && emphasis[toks[next].Norm] {
			next++
		}
		if priced(toks, next) || next < len(toks) && c.tellsOf(toks[next]) {
			return true // "Lantern — $40M", "Lantern: raised", "Lantern — its founders"
		}
	}
	switch n {
	case "'", "’": // "Hollis Robotics' valuation"
		return !toks[hi].Space && hi+1 < len(toks) && toks[hi+1].Shape == language.Lower
	case ",", "'s", "(", "has", "is", "was", "will", "had", "said", "and", "&", "to", "also", "would", "could", "may", "now", "already", "no", "still", "never", "remains", "does", "did", "and/or", "cannot", "must", "can", "might", "should", "shall", "today", "yesterday", "first":
		return true
	}
	if belongings[n] && toks[hi].Space || n == "in" && hi+1 < len(toks) && toks[hi+1].Norm == "talks" {
		return true
	}
	if n == ":" && hi+1 < len(toks) && toks[hi+1].Shape == language.Title { // a line's label: "Alpha: Raised $5 million"
		v := toks[hi+1].Norm
		return c.Verb != nil && c.Verb(v) || auxiliaries[v]
	}
	if end := insertion(toks, hi); end > hi { // "Alpha – a maker of chips – has"
		return end < len(toks) && toks[end].Norm != "," && c.followsAsName(toks, end)
	}
	if toks[hi].Shape == language.Lower && strings.HasSuffix(n, "ly") && hi+1 < len(toks) {
		if n = toks[hi+1].Norm; auxiliaries[n] {
			return true
		}
	}
	return toks[hi].Shape == language.Lower && c.Verb != nil && c.Verb(n)
}

// auxiliaries may stand behind an adverb that follows a name: "Alpha reportedly
// has".
var auxiliaries = set(`has is was will had would could may`)

// labelled tells whether the colon at token i stands behind a short label that may
// be a name.
func (g *Gazetteer) labelled(text string, toks []language.Token, i int, c *Context) bool {
	if i > 4 {
		return false
	}
	lo := 0
	for lo < i && toks[lo].Shape == language.Mark { // a bullet
		lo++
	}
	if lo == i || !capital(toks[lo]) {
		return false
	}
	_, ok := g.known(text, toks, lo, false, c)
	return ok || !isPlain(toks[lo].Norm) && !common(toks[lo].Norm) && !generic[toks[lo].Norm]
}

// insertion gives the token behind the dash that closes what the dash at token i
// opens, or i.
func insertion(toks []language.Token, i int) int {
	if n := toks[i].Norm; n != "—" && n != "–" {
		return i
	}
	for j := i + 1; j < len(toks) && j < i+30; j++ {
		if toks[j].Norm == toks[i].Norm {
			return j + 1
		}
	}
	return i
}

// emphasis marks bold and slanted words in plain text.
var emphasis = map[string]bool{"*": true, "**": true, "_": true, "__": true, "***": true}

// tellsOf tells whether the word behind a label may go on about what it names: a
// verb, or a word that refers back.
func (c *Context) tellsOf(t language.Token) bool {
	switch t.Norm {
	case "its", "the", "a", "an", "it":
		return true
	}
	return headVerbs[t.Norm] || c.Verb != nil && (t.Shape == language.Lower || t.Shape == language.Title) && strings.HasSuffix(t.Norm, "ed") && c.Verb(t.Norm)
}

// priced tells whether a sum of money stands at token i.
func priced(toks []language.Token, i int) bool {
	return i+1 < len(toks) && toks[i].Shape == language.Mark && strings.ContainsAny(toks[i].Norm, "$€£¥₹") && toks[i+1].Shape == language.Number
}

// common tells English words that start sentences with a capital and name nobody.
func common(w string) bool {
	if commonNouns[w] {
		return true
	}
	for _, s := range []string{"tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ers", "ors", "ists", "ings", "ies", "ages", "sion", "ure", "hood", "dom", "ees", "ians"} {
		if len(w) > len(s)+2 && strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}
