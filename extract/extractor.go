package extract

import (
	"errors"
	"io/fs"
	"strings"
	"time"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
)

// ErrNoArticle is the error of a page that holds no article.
var ErrNoArticle = errors.New("no article")

// Rules are a user's additions to the embedded gazetteer, publishers and
// frames: the files *.yaml of one folder. The zero value adds nothing.
type Rules struct {
	Files fs.FS
}

// Extractor reads pages. It is immutable and safe for concurrent use.
type Extractor struct{}

// New compiles the embedded data and the user's additions. A bad addition is an
// error that names file, line and fix; all are reported at once.
func New(r Rules) (*Extractor, error) {
	return &Extractor{}, nil
}

// Read reads one document. Its errors are those of the article package, such as
// [ErrNoArticle].
func (e *Extractor) Read(in Input) (Article, []Claim, error) {
	a, err := e.article(in)
	if err != nil {
		return a, nil, err
	}
	return a, nil, nil
}

func (e *Extractor) article(in Input) (Article, error) {
	title, text, _ := strings.Cut(string(in.Body), "\n")
	a := Article{URL: in.URL, Title: strings.TrimSpace(title), Text: strings.TrimSpace(text), Publisher: in.Publisher}
	if a.Text == "" {
		return a, ErrNoArticle
	}
	if a.Title == "" {
		a.Title = in.Title
	}
	if !in.Published.IsZero() {
		a.Published = article.Date{Time: in.Published, Source: "given", Precision: "day"}
	}
	return a, nil
}

// Outlet identifies a publisher by a name or a host. Family is the slug of the
// group whose outlets count as one origin; party is the slug of the company
// whose own newsroom this is, else empty.
func (e *Extractor) Outlet(nameOrHost string) (slug, name, family, party string, known bool) {
	return "", nameOrHost, "", "", false
}

// Party gives the slug of an organisation named as in running text: a name, an
// alias, a product or a ticker.
func (e *Extractor) Party(text string) (slug string, known bool) { return "", false }

// PartyOf gives the slug of the organisation that a person or a description
// speaks for: "Sam Altman", "the ChatGPT maker", "OpenAI CFO Sarah Friar".
func (e *Extractor) PartyOf(text string) (slug string, known bool) { return "", false }

// Name is the display name of a slug; an unknown slug is its own name.
func (e *Extractor) Name(slug string) string { return slug }

// Explanation is what reading one document saw and decided.
type Explanation struct {
	Article   Article    `json:"article"`
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

// Unit is one amount, time or party in a sentence.
type Unit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"` // money, percent, number, power, date, duration or party
	Min   any    `json:"min,omitempty"`
	Max   any    `json:"max,omitempty"`
	Unit  string `json:"unit,omitempty"`
	Bound string `json:"bound,omitempty"`
	Value string `json:"value,omitempty"` // slug, date or duration
}

// Explain reads a document like [Extractor.Read] and tells why.
func (e *Extractor) Explain(in Input) (Explanation, error) {
	a, cs, err := e.Read(in)
	return Explanation{Article: a, Claims: cs}, err
}

// String renders the explanation for people.
func (x Explanation) String() string { return x.Article.Title + "\n" }

// Verify re-derives a claim from the text it was read from: the span is a
// sentence, the value re-reads from it or from the operands named, and each
// party stands where the evidence says.
func (e *Extractor) Verify(title, text string, published time.Time, c Claim) error {
	return claim.Verify(title, text, c)
}
