// Package language cuts text: text and its blocks in, sentences and tokens with
// byte offsets out. No word of it knows what a deal is.
package language

// Span is a range of bytes [Start, End) in one text.
type Span struct{ Start, End int }

// Token is one word, number, symbol or mark.
//
// Words keep their inner hyphens, apostrophes and points (run-rate, O'Reilly,
// Character.AI, U.S.), see [Token.Parts]; a possessive 's and a short verb (it'll, we're) are tokens of their own.
// Numbers keep grouping and decimal marks (1,000.5) and lose what is glued to
// them: $13B is "$", "13", "B".
type Token struct {
	Span
	Norm  string // case-folded, with apostrophes, quotes, dashes and full-width forms unified
	Shape Shape
	Space bool // white space stands before it
}

// Shape is the outer form of a token.
type Shape uint8

// Shapes of tokens.
const (
	Lower  Shape = iota // word without a capital; also scripts without case
	Title               // Word, A
	Upper               // WORD, U.S., H100
	Mixed               // OpenAI, xAI, iPhone
	Number              // 13, 13.5, 1,000
	Mark                // punctuation or symbol, one character; a run of points is one
)

// Sentence is one sentence, headline, bullet or table row. Its bytes are
// text[Start:End], without surrounding white space.
type Sentence struct {
	Span
	Block  int // index of the block it stands in
	Tokens []Token
}

// Parts yields the hyphenated parts of a word: "AI-backed" gives "ai" and
// "backed", with their bytes where the token's bytes and its Norm run parallel.
func (t Token) Parts() []Token {
	if t.Shape == Mark || t.Shape == Number {
		return []Token{t}
	}
	n := 0
	for i := 0; i < len(t.Norm); i++ {
		if t.Norm[i] == '-' {
			n++
		}
	}
	if n == 0 || len(t.Norm) != t.End-t.Start {
		return []Token{t}
	}
	parts := make([]Token, 0, n+1)
	from := 0
	for i := 0; i <= len(t.Norm); i++ {
		if i < len(t.Norm) && t.Norm[i] != '-' {
			continue
		}
		if i > from {
			parts = append(parts, Token{
				Span:  Span{t.Start + from, t.Start + i},
				Norm:  t.Norm[from:i],
				Shape: t.Shape,
				Space: t.Space && from == 0,
			})
		}
		from = i + 1
	}
	return parts
}
