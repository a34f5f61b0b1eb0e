// Package language cuts text: text and its blocks in, sentences and tokens with
// byte offsets out. No word of it knows what a deal is.
package language

// Span is a range of bytes [Start, End) in one text.
type Span struct{ Start, End int }

// Token is one word, number, symbol or mark.
type Token struct {
	Span
	Norm  string // case-folded, with apostrophes, quotes and dashes unified
	Shape Shape
	Space bool // white space stands before it
}

// Shape is the outer form of a token.
type Shape uint8

// Shapes of tokens.
const (
	Lower  Shape = iota // word without a leading capital
	Title               // Word
	Upper               // WORD
	Mixed               // OpenAI, xAI, iPhone
	Number              // starts with a digit: 13, 13.5, 49%, 10GW, $13B are cut into their parts where the parts carry meaning
	Mark                // punctuation or symbol
)

// Sentence is one sentence, headline, bullet or table row. Its bytes are
// text[Start:End], without surrounding white space.
type Sentence struct {
	Span
	Block  int // index of the block it stands in
	Tokens []Token
}
