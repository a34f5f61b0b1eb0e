package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"pactwatch/extract"
	"pactwatch/store/digest"
)

// line is a document as --jsonl and --json print it.
type line struct {
	ID        string          `json:"id"`
	URL       *string         `json:"url"`
	Canonical *string         `json:"canonical"`
	Title     string          `json:"title"`
	Date      *string         `json:"date"` // YYYY-MM-DD, in the offset that the page states
	Authors   []string        `json:"authors"`
	Publisher *string         `json:"publisher"`
	Language  *string         `json:"language"`
	Paywalled bool            `json:"paywalled"`
	Text      string          `json:"text"` // paragraphs joined by an empty line
	Claims    []extract.Claim `json:"claims"`

	Sentences []extract.Sentence `json:"sentences,omitempty"` // with --explain: those of the text
}

func lineOf(r reading) line {
	text := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	a := r.article
	l := line{ID: r.id, URL: text(a.URL), Canonical: text(a.Canonical), Title: a.Title, Authors: a.Authors, Publisher: text(a.Publisher),
		Language: text(a.Language), Paywalled: a.Paywalled, Text: a.Text, Claims: r.claims}
	if !a.Published.Time.IsZero() {
		l.Date = text(a.Published.Time.Format("2006-01-02"))
	}
	if r.why != nil {
		for _, s := range r.why.Sentences {
			if s.In == "text" {
				l.Sentences = append(l.Sentences, s)
			}
		}
	}
	if l.Authors == nil {
		l.Authors = []string{}
	}
	if l.Claims == nil {
		l.Claims = []extract.Claim{}
	}
	return l
}

// documentPrinter prints readings one after the other.
type documentPrinter struct {
	out     io.Writer
	options extractOptions
	array   bool
	name    func(slug string) string
	width   int
}

func (p *documentPrinter) print(r reading, before int) error {
	switch {
	case p.options.jsonl:
		return encode(p.out, lineOf(r), "")
	case p.array:
		opening := ",\n"
		if before == 0 {
			opening = "[\n"
		}
		if _, err := io.WriteString(p.out, opening); err != nil {
			return err
		}
		if r.why != nil {
			return encode(p.out, r.why, "  ")
		}
		return encode(p.out, lineOf(r), "  ")
	case r.why != nil:
		_, err := fmt.Fprintf(p.out, "%s\n%s\n", safe(r.path), safeLines(r.why.String()))
		return err
	}
	_, err := io.WriteString(p.out, p.human(r, before))
	return err
}

func (p *documentPrinter) end(count int) error {
	if !p.array || p.options.jsonl {
		return nil
	}
	closing := "]\n"
	if count == 0 {
		closing = "[]\n"
	}
	_, err := io.WriteString(p.out, closing)
	return err
}

func encode(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}

// human is a reading for people: the article in two lines, then each claim with
// its sentence.
func (p *documentPrinter) human(r reading, before int) string {
	var b strings.Builder
	if before > 0 {
		b.WriteByte('\n')
	}
	a := r.article
	fmt.Fprintf(&b, "%s\n", safe(r.path))
	if a.Title != "" {
		fmt.Fprintf(&b, "  %s\n", safe(a.Title))
	}
	facts := []string{or(a.Publisher, "publisher unknown"), "date unknown", or(a.Language, "language unknown"), fmt.Sprintf("%d characters", len([]rune(a.Text)))}
	if !a.Published.Time.IsZero() {
		facts[1] = a.Published.Time.Format("2006-01-02")
	}
	if a.Paywalled {
		facts = append(facts, "paywalled")
	}
	if len(a.Authors) > 0 {
		facts = append(facts, "by "+strings.Join(a.Authors, ", "))
	}
	fmt.Fprintf(&b, "  %s\n", safe(strings.Join(facts, " · ")))
	if len(r.claims) == 0 {
		b.WriteString("  no claims\n")
	}
	for _, c := range r.claims {
		fmt.Fprintf(&b, "\n  %s\n", safe(digest.Statement(c, p.name)+vouched(c)))
		fmt.Fprintf(&b, "%s\n", wrap(safe("“"+c.Quote+"”"), "      ", p.width))
	}
	return b.String()
}

// vouched is who the text credits for a claim, and whether it is sure of it.
func vouched(c extract.Claim) string {
	s := " [" + strings.ReplaceAll(c.Kind, "_", " ") + ", " + c.Modality
	if c.Source != "" {
		s += ", says " + c.Source
	}
	if c.Anonymous {
		s += ", unnamed people"
	}
	return s + "]"
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func safeLines(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := range lines {
		lines[i] = safe(lines[i])
	}
	return strings.Join(lines, "\n")
}
