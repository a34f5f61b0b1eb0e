package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class of an ASCII byte, as the lexer sees it.
type class uint8

const (
	other class = iota // a mark of its own
	space
	lower
	upper
	digit
	control // carries nothing
)

var classes = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			t[c] = space
		case c >= 'a' && c <= 'z':
			t[c] = lower
		case c >= 'A' && c <= 'Z':
			t[c] = upper
		case c >= '0' && c <= '9':
			t[c] = digit
		case c < ' ' || c == 0x7f:
			t[c] = control
		}
	}
	return t
}()

// Tokenize cuts the bytes of s into tokens. White space, control characters
// and invisible ones (zero-width, bidirectional) belong to no token unless they
// stand inside a word, where Norm drops them.
//
// The lexer is our own because the cuts that matter here ($13B, U.S., run-rate,
// 's) are not those of UAX #29: it would have to be merged and cut again.
func Tokenize(text string, s Span) []Token {
	l := newLexer(text, s)
	l.tokens = make([]Token, 0, (s.End-s.Start)/5+4)
	l.run(s)
	return l.tokens
}

// lexer cuts spans of one text. Norms are substrings of the text or of its
// lower-case copy, so that a plain English text costs one allocation for all.
type lexer struct {
	text   string
	folded string // text from base on, with ASCII capitals lowered
	base   int
	tokens []Token
}

// newLexer makes a lexer for spans within s.
func newLexer(text string, s Span) lexer {
	return lexer{text: text, folded: lowerASCII(text[s.Start:s.End]), base: s.Start}
}

func lowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; c >= 'A' && c <= 'Z' {
					b[i] = c + 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// run appends the tokens of s.
func (l *lexer) run(s Span) {
	text := l.text
	spaced := false
	for i := s.Start; i < s.End; {
		c := text[i]
		if c < utf8.RuneSelf {
			switch classes[c] {
			case space:
				spaced = true
				i++
				continue
			case control:
				i++
				continue
			case digit:
				i = l.number(i, s.End, spaced)
			case lower, upper:
				i = l.word(i, s.End, spaced)
			default:
				i = l.mark(i, s.End, spaced)
			}
			spaced = false
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:s.End])
		switch {
		case unicode.IsSpace(r) || r == 0x200b:
			spaced = true
			i += n
			continue
		case invisible(r) || unicode.Is(unicode.Mn, r):
			i += n
			continue
		case fold(r) >= '0' && fold(r) <= '9':
			i = l.number(i, s.End, spaced)
		case wordRune(r):
			i = l.word(i, s.End, spaced)
		default:
			l.add(i, i+n, foldMark(r), Mark, spaced)
			i += n
		}
		spaced = false
	}
}

func (l *lexer) add(start, end int, norm string, shape Shape, spaced bool) {
	l.tokens = append(l.tokens, Token{Span{start, end}, norm, shape, spaced})
}

// mark reads one ASCII mark, or a run of points.
func (l *lexer) mark(i, end int, spaced bool) int {
	j := i + 1
	if l.text[i] == '.' {
		for j < end && l.text[j] == '.' {
			j++
		}
	}
	norm := l.text[i:j]
	if norm == "`" {
		norm = "'"
	}
	l.add(i, j, norm, Mark, spaced)
	return j
}

// number reads digits with inner grouping and decimal marks: 1,000.5
func (l *lexer) number(i, end int, spaced bool) int {
	j, wide := i, false
	for j < end {
		c := l.text[j]
		if c < utf8.RuneSelf {
			if classes[c] == digit {
				j++
				continue
			}
			if (c == '.' || c == ',') && j > i && j+1 < end && classAt(l.text, j+1) == digit {
				j += 2
				continue
			}
			break
		}
		r, n := utf8.DecodeRuneInString(l.text[j:end])
		if f := fold(r); f >= '0' && f <= '9' && f != r {
			j += n
			wide = true
			continue
		}
		break
	}
	norm := l.text[i:j]
	if wide {
		norm = strings.Map(fold, norm)
	}
	l.add(i, j, norm, Number, spaced)
	return j
}

func classAt(text string, i int) class {
	if c := text[i]; c < utf8.RuneSelf {
		return classes[c]
	}
	return other
}

// word reads a word that starts at i. It runs over letters and digits, and over
// a hyphen, apostrophe, point or ampersand that has a letter or digit on both
// sides and binds there.
func (l *lexer) word(i, end int, spaced bool) int {
	text := l.text
	// A unit glued to a number ends at the hyphen: 13B-plus, 5GW-class.
	glued := len(l.tokens) > 0 && !spaced && l.tokens[len(l.tokens)-1].Shape == Number && l.tokens[len(l.tokens)-1].End == i
	plain := true // ASCII letters, digits and marks only
	j := i
	for j < end {
		c := text[j]
		if c < utf8.RuneSelf {
			if k := classes[c]; k == lower || k == upper || k == digit {
				j++
				continue
			}
			if n := l.binds(i, j, end, rune(c), 1, glued); n > 0 {
				j += n
				continue
			}
			break
		}
		r, n := utf8.DecodeRuneInString(text[j:end])
		if wordRune(r) || unicode.Is(unicode.Mn, r) || invisible(r) && l.wordAt(j+n, end) {
			j += n
			plain = false
			continue
		}
		if m := l.binds(i, j, end, r, n, glued); m > 0 {
			j += m
			plain = false
			continue
		}
		break
	}
	// The last point of U.S. belongs to it.
	if j < end && text[j] == '.' && j-i >= 3 && dotted(text[i:j]) {
		j++
	}
	norm := l.folded[i-l.base : j-l.base]
	if !plain {
		norm = foldWord(text[i:j])
	}
	l.add(i, j, norm, shapeOf(text[i:j]), spaced)
	return l.possessive(j, end)
}

// binds returns how many bytes the joining mark r at j takes if it holds a word
// together there, else 0.
func (l *lexer) binds(i, j, end int, r rune, n int, glued bool) int {
	if j == i || !l.wordAt(j+n, end) {
		return 0
	}
	switch r {
	case '-', '\u2010', '\u2011':
		if glued {
			return 0
		}
	case '\'', '\u2019', '\u02bc', '\uff07':
		if l.clitic(j, end) != "" {
			return 0
		}
	case '&': // AT&T, R&D
	case ',': // EUR1,000
		for k := range 3 {
			if j+1+k >= end || classAt(l.text, j+1+k) != digit {
				return 0
			}
		}
		if classAt(l.text, j-1) != digit || j+4 < end && classAt(l.text, j+4) == digit {
			return 0
		}
	case '.':
		// Character.AI, U.S., example.com, GPT-5.2; not "deal.The".
		before, after := l.text[j-1], l.text[j+1]
		if classAt(l.text, j-1) == digit && classAt(l.text, j+1) == digit {
			break
		}
		if before >= utf8.RuneSelf || after >= utf8.RuneSelf {
			return 0
		}
		if classes[before] == lower && classes[after] == upper && j+2 < end && classAt(l.text, j+2) == lower {
			return 0
		}
	default:
		return 0
	}
	return n
}

// wordAt reports whether a letter or digit stands at j.
func (l *lexer) wordAt(j, end int) bool {
	if j >= end {
		return false
	}
	if c := l.text[j]; c < utf8.RuneSelf {
		k := classes[c]
		return k == lower || k == upper || k == digit
	}
	r, _ := utf8.DecodeRuneInString(l.text[j:end])
	return wordRune(r)
}

// clitic gives the possessive 's or the short verb ('ll, 're, 've) that the
// apostrophe at j begins and that ends a word; empty if there is none.
func (l *lexer) clitic(j, end int) string {
	_, n := utf8.DecodeRuneInString(l.text[j:end])
	k := j + n
	if k < end && (l.text[k] == 's' || l.text[k] == 'S') && !l.wordAt(k+1, end) {
		return "'s"
	}
	if k+2 > end || l.wordAt(k+2, end) {
		return ""
	}
	switch l.text[k : k+2] {
	case "ll":
		return "'ll"
	case "re":
		return "'re"
	case "ve":
		return "'ve"
	}
	return ""
}

// possessive appends the clitic at j, if there is one, and returns where it ends.
func (l *lexer) possessive(j, end int) int {
	if j >= end {
		return j
	}
	r, n := utf8.DecodeRuneInString(l.text[j:end])
	if !apostrophe(r) {
		return j
	}
	c := l.clitic(j, end)
	if c == "" {
		return j
	}
	shape := Lower
	if c == "'s" {
		shape = Mark
	}
	end = j + n + len(c) - 1
	l.add(j, end, c, shape, false)
	return end
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '\u2019' || r == '\u02bc' || r == '\uff07'
}

// dotted reports whether s is single letters with points between: U.S, p.m
func dotted(s string) bool {
	for i := 0; i < len(s); i++ {
		if i%2 == 1 && s[i] != '.' {
			return false
		}
		if i%2 == 0 {
			if k := classAt(s, i); k != lower && k != upper {
				return false
			}
		}
	}
	return len(s)%2 == 1
}

func shapeOf(s string) Shape {
	uppers, lowers, first := 0, 0, false
	for i, r := range s {
		if r < utf8.RuneSelf {
			switch classes[r] {
			case upper:
				uppers++
				first = first || i == 0
			case lower:
				lowers++
			}
			continue
		}
		if unicode.IsUpper(r) {
			uppers++
			first = first || i == 0
		} else if unicode.IsLower(r) {
			lowers++
		}
	}
	switch {
	case uppers == 0:
		return Lower
	case uppers == 1 && first && (lowers > 0 || len(s) == 1):
		return Title
	case lowers == 0:
		return Upper
	case first && titleParts(s):
		return Title
	}
	return Mixed
}

// titleParts reports whether every capital of s begins a hyphenated part:
// Coca-Cola, Run-Rate.
func titleParts(s string) bool {
	part := true
	for _, r := range s {
		if unicode.IsUpper(r) && !part {
			return false
		}
		part = r == '-' || r == '\u2010' || r == '\u2011'
	}
	return true
}
