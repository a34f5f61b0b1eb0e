package language

import (
	"strings"
)

// Split cuts every block into its sentences, with their tokens, in the order of
// the text. A block without any word or mark gives none.
//
// A sentence ends at . ! ? or an empty line, after the quotation marks and
// brackets that close there, unless an abbreviation, an initial, a figure or a
// word that goes on in lower case says otherwise. Two or more items of a list
// that stand in one line are sentences of their own. What runs on for more than
// 400 tokens is no sentence that anybody reads: it is cut at semicolons, bars,
// bullets or, for want of these, commas into pieces of at most 200.
func Split(text string, blocks []Span) []Sentence {
	size, all := 0, Span{Start: len(text)}
	for _, b := range blocks {
		size += b.End - b.Start
		all.Start, all.End = min(all.Start, b.Start), max(all.End, b.End)
	}
	if size == 0 {
		return nil
	}
	l := newLexer(text, all)
	l.tokens = make([]Token, 0, size/5+len(blocks))
	type cut struct{ block, from, to int }
	cuts := make([]cut, 0, size/100+len(blocks))
	add := func(block, from, to int) {
		if to-from > longest {
			for to-from > window {
				end := windowEnd(l.tokens, from, from+window)
				cuts = append(cuts, cut{block, from, end})
				from = end
			}
		}
		cuts = append(cuts, cut{block, from, to})
	}
	for n, b := range blocks {
		from := len(l.tokens)
		l.run(b)
		for from < len(l.tokens) {
			to := sentenceEnd(text, l.tokens, from)
			if inlineItems(l.tokens, from, to) > 1 {
				for i := from + 1; i < to; i++ {
					if itemMark(l.tokens, i, to) {
						add(n, from, i)
						from = i
					}
				}
			}
			add(n, from, to)
			from = to
		}
	}
	sentences := make([]Sentence, len(cuts))
	for i, c := range cuts {
		tokens := l.tokens[c.from:c.to:c.to]
		sentences[i] = Sentence{
			Span:   Span{tokens[0].Start, tokens[len(tokens)-1].End},
			Block:  c.block,
			Tokens: tokens,
		}
	}
	return sentences
}

// longest is the length in tokens up to which a sentence stays whole; window is
// that of the pieces of a longer one.
const longest, window = 400, 200

// windowEnd is where a piece of a long sentence that starts at from ends, at
// limit at the latest: behind its last semicolon, bar or bullet, else its last
// comma, else at limit.
func windowEnd(tokens []Token, from, limit int) int {
	comma := limit
	for i := limit - 1; i > from; i-- {
		switch tokens[i].Norm {
		case ";", "|", "…", "...":
			return i + 1
		case "•", "·", "▪", "●":
			return i
		case ",":
			if comma == limit {
				comma = i + 1
			}
		}
	}
	return comma
}

// itemMark reports whether token i is the dash or bullet of a list item that
// stands in the middle of a line, as where the line breaks of a list were lost.
func itemMark(tokens []Token, i, end int) bool {
	t := &tokens[i]
	if t.Shape != Mark || !t.Space || i+1 >= end || !tokens[i+1].Space {
		return false
	}
	switch t.Norm {
	case "-", "•", "*":
	default:
		return false
	}
	switch tokens[i+1].Shape {
	case Title, Upper, Mixed:
		return true
	}
	return false
}

// inlineItems counts the list items that start within the tokens [from, to).
func inlineItems(tokens []Token, from, to int) int {
	n := 0
	for i := from + 1; i < to; i++ {
		if itemMark(tokens, i, to) {
			n++
		}
	}
	return n
}

// sentenceEnd returns the index after the last token of the sentence that
// starts at from.
func sentenceEnd(text string, tokens []Token, from int) int {
	for i := from; i < len(tokens); i++ {
		t := &tokens[i]
		if i > from && t.Space && brokenLine(text, tokens, i) {
			return i
		}
		stop := t.Shape == Mark && (t.Norm[0] == '.' || t.Norm == "!" || t.Norm == "?" || t.Norm == "\u3002")
		if !stop && !(t.Norm[len(t.Norm)-1] == '.' && t.Shape != Mark) {
			continue
		}
		end := i + 1
		for end < len(tokens) && closes(tokens, end) {
			end++
		}
		if end == len(tokens) {
			return end
		}
		if ends(tokens, from, i, end) {
			return end
		}
	}
	return len(tokens)
}

// brokenLine reports whether the white space before token i ends a sentence: an
// empty line, or a line break after a stop or before a bullet.
func brokenLine(text string, tokens []Token, i int) bool {
	gap := text[tokens[i-1].End:tokens[i].Start]
	n := strings.Count(gap, "\n")
	if n == 0 {
		return false
	}
	if n > 1 {
		return true
	}
	switch tokens[i-1].Norm {
	case ".", "!", "?", ":", "\"", "...":
		return true
	}
	switch tokens[i].Norm {
	case "•", "*", "–", "-", "\u25cf", "\u25aa":
		return true
	}
	return false
}

// closes reports whether token i is a quotation mark or bracket that closes
// what stands before it.
func closes(tokens []Token, i int) bool {
	t := &tokens[i]
	if t.Shape != Mark || t.Space {
		return false
	}
	switch t.Norm {
	case "\"", "'", ")", "]", "!", "?":
		return true
	}
	return false
}

// ends reports whether the stop at tokens[at] ends the sentence that started at
// from, given that the next one would start at tokens[next].
func ends(tokens []Token, from, at, next int) bool {
	stop, after := &tokens[at], &tokens[next]
	// "What is next?" she said; Yahoo! said.
	opening := after
	if after.Shape == Mark && next+1 < len(tokens) && !tokens[next+1].Space {
		opening = &tokens[next+1]
	}
	if opening.Shape == Lower && caseOf(opening) {
		return false
	}
	if after.Shape == Mark {
		switch after.Norm {
		case ",", ";", ":", ")", "–", "'s", "|":
			return false
		}
	}
	if !after.Space && next == at+1 && after.Norm != "\"" {
		return false // no white space: a name, a version, a footnote
	}
	if stop.Norm != "." && stop.Shape == Mark {
		return true
	}
	// What the point stands after: a word of its own or the stop of U.S.
	word := stop
	if stop.Shape == Mark {
		if at == from {
			return false
		}
		word = &tokens[at-1]
		if stop.Space {
			return true // tokenised text: "deal . The"
		}
	}
	if word.Shape == Number {
		// "1. Raise money" is one line of a list.
		return at-from > 1 || after.Shape == Number
	}
	if word.Shape == Mark {
		return true
	}
	name := strings.TrimSuffix(word.Norm, ".")
	switch kind := abbreviations[name]; {
	case kind == title:
		return false
	case kind == numbered:
		return after.Shape != Number
	case kind == company, kind == month, kind == general:
		if kind == month && after.Shape == Number {
			return false
		}
		return starters[opening.Norm] && opening.Shape != Upper
	case stop.Shape != Mark: // U.S., a.m.
		return starters[opening.Norm] && opening.Shape != Upper
	case len(name) == 1 && word.Shape == Title && name != "i":
		return starters[opening.Norm] || at-1 > from && series[tokens[at-2].Norm]
	}
	return true
}

// caseOf reports whether a Lower token is a word of a script with cases, that
// is, one whose small letter says something.
func caseOf(t *Token) bool {
	c := t.Norm[0]
	return c >= 'a' && c <= 'z' || c == 0xc3
}

// What an abbreviation's point tells about the sentence.
type abbreviation uint8

const (
	_        abbreviation = iota
	title                 // a name follows always: Mr. Dr.
	numbered              // a number follows, else it is a word: No. 1
	month                 // a day or year may follow
	company               // may end a sentence: Inc.
	general               // may end a sentence: etc.
)

var abbreviations = func() map[string]abbreviation {
	m := map[string]abbreviation{}
	for kind, words := range map[abbreviation]string{
		title: "mr mrs ms messrs dr prof sen rep gov gen col lt sgt capt cmdr adm maj pres hon rev st mt ft vs v " +
			"e.g i.e cf viz al approx est",
		numbered: "no nos nr nrs fig figs art sec sect par pp p vol ch rs",
		month:    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun",
		company:  "inc corp co cos ltd llc llp plc lp bros pty pte gmbh ag sa spa nv bv pvt bhd mfg intl assn dept univ",
		general:  "etc jr sr ph.d d.c esq ave blvd rd",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = kind
		}
	}
	return m
}()

// Words that, with a capital, begin a sentence far more often than they go on
// after an abbreviation.
var starters = set("the a an it its in on at by for from to of as and but or nor so yet if when while since after before " +
	"although though because however meanwhile moreover still also then now here there this that these those he she they we " +
	"you i his her their our my what who why how which where both all some many most such no not one two under with without " +
	"according last next earlier later today yesterday more only other another each despite during between among until over " +
	"is are was were has have had will would can could may might should let shares analysts investors executives")

// Nouns that a single letter may close: Series B. The company
var series = set("series class plan vitamin tier grade option phase type schedule exhibit appendix round part")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
