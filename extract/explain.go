package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// Explanation is what reading one document saw and decided.
type Explanation struct {
	Article   Article    `json:"article"`
	Rule      string     `json:"rule,omitempty"`      // host of the publisher rule that was used
	Container string     `json:"container,omitempty"` // path of the element that was taken for the article
	Blocks    []Block    `json:"blocks"`              // every block of the page, in order
	Sentences []Sentence `json:"sentences"`
	Claims    []Claim    `json:"claims"`
}

// Sentence is one sentence with its typed units; offsets are bytes of In.
type Sentence struct {
	In     string   `json:"in"` // "title" or "text"
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Units  []Unit   `json:"units"`
	Frames []string `json:"frames,omitempty"` // what was tried, and what became of it
}

// Unit is one amount, time or party in a sentence: a row of type money,
// percent, number, power, date, duration or party, whose value is the slug.
type Unit struct{ quantity.Row }

// Block says what became of one block of a page.
type Block = article.Reason

// Explain reads a document like [Extractor.Read] and tells why. Where a page
// gives no article, its blocks come with the error.
func (e *Extractor) Explain(in Input) (Explanation, error) {
	a, claims, err := e.Read(in)
	x := Explanation{Article: a, Claims: claims, Sentences: []Sentence{}, Blocks: []Block{}}
	if trace, _ := article.Explain(in.page()); trace.Blocks != nil { // its error is that of Read
		x.Rule, x.Container, x.Blocks = trace.Rule, trace.Container, trace.Blocks
	}
	if err != nil || !english(a) {
		return x, err
	}
	x.Claims = nil
	for _, d := range e.documents(a) {
		claims, seen := e.rules.Explain(d)
		x.Claims = appendClaims(x.Claims, claims)
		for _, s := range seen {
			text := a.Text
			if s.In == "title" {
				text = a.Title
			}
			x.Sentences = append(x.Sentences, Sentence{In: s.In, Start: s.Start, End: s.End, Frames: s.Frames, Units: units(text, s, d.Published)})
		}
	}
	return x, nil
}

// units gives the amounts, times and parties of a sentence in the order of the
// text; day resolves relative dates.
func units(text string, s claim.Seen, day time.Time) []Unit {
	out := []Unit{}
	span := language.Span{Start: s.Start, End: s.End}
	for _, r := range quantity.Rows(text, language.Sentence{Span: span, Tokens: language.Tokenize(text, span)}, day, quantity.AnyTense) {
		out = append(out, Unit{Row: r})
	}
	for _, u := range s.Units {
		if u.Type == "party" {
			out = append(out, Unit{Row: quantity.Row{Start: u.Start, End: u.End, Type: u.Type, Value: u.Text}})
		}
	}
	slices.SortStableFunc(out, func(a, b Unit) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	return out
}

// String renders the explanation for people: what became of each block of the
// page, each sentence with the figures,
// times and parties read in it and what the frames made of them, then the claims.
func (x Explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", x.Article.Title)
	x.writeBlocks(&b)
	idle := 0
	for _, s := range x.Sentences {
		text := x.Article.Text
		if s.In == "title" {
			text = x.Article.Title
		}
		if len(s.Units) == 0 && len(s.Frames) == 0 {
			idle++
			continue
		}
		fmt.Fprintf(&b, "\n%s %d-%d  “%s”\n", s.In, s.Start, s.End, text[s.Start:s.End])
		for _, u := range s.Units {
			fmt.Fprintf(&b, "    %-9s %s\n", u.Type, u.words(text))
		}
		for _, f := range s.Frames {
			fmt.Fprintf(&b, "    tried     %s\n", f)
		}
	}
	if idle > 0 {
		fmt.Fprintf(&b, "\n%d sentences hold no figure, time or party that is known\n", idle)
	}
	fmt.Fprintf(&b, "\n%d claims\n", len(x.Claims))
	for _, c := range x.Claims {
		value := ""
		if c.Value != nil {
			value = fmt.Sprintf(", %s %v to %v %s", c.Value.Bound, c.Value.Min, c.Value.Max, c.Value.Unit)
			if c.Value.Min == c.Value.Max {
				value = fmt.Sprintf(", %s %v %s", c.Value.Bound, c.Value.Min, c.Value.Unit)
			}
		}
		object := ""
		if c.Object != "" {
			object = " > " + c.Object
		}
		fmt.Fprintf(&b, "    %s %s%s%s, %s, by %s, from %s %d-%d\n", c.Kind, c.Subject, object, value, c.Modality, c.Rule, c.In, c.Start, c.End)
	}
	return b.String()
}

// blockWidth is how much of a block's text is shown: enough to find it.
const blockWidth = 72

// writeBlocks lists the blocks of a page, kept or dropped and why.
func (x Explanation) writeBlocks(b *strings.Builder) {
	if x.Rule != "" {
		fmt.Fprintf(b, "\nrule of %s\n", x.Rule)
	}
	if x.Container != "" {
		fmt.Fprintf(b, "\narticle in %s\n", x.Container)
	}
	if len(x.Blocks) > 0 {
		fmt.Fprintf(b, "\n%d blocks\n", len(x.Blocks))
	}
	for _, k := range x.Blocks {
		fate := "kept"
		if !k.Kept {
			fate = "dropped"
		}
		text := []rune(strings.Join(strings.Fields(k.Text), " "))
		if len(text) > blockWidth {
			text = append(text[:blockWidth-1], '…')
		}
		fmt.Fprintf(b, "    %-9s “%s”", fate, string(text))
		if k.Why != "" {
			fmt.Fprintf(b, ": %s", k.Why)
		}
		b.WriteByte('\n')
	}
}

// words is a unit as written and as read.
func (u Unit) words(text string) string {
	s := "“" + text[u.Start:u.End] + "”"
	switch {
	case u.Min == nil || u.Max == nil:
		if u.Value == "" {
			return s + " without a value"
		}
		s += " = " + u.Value
	case *u.Min == *u.Max:
		s += fmt.Sprintf(" = %s %v %s", u.Bound, u.Min, u.Unit)
	default:
		s += fmt.Sprintf(" = %s %v to %v %s", u.Bound, u.Min, u.Max, u.Unit)
	}
	return s
}
