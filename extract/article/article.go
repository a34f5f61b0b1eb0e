// Package article reads a news page: HTML, plain text or Markdown in, an
// [Article] out. Pure: no network, disk, clock or logger.
//
// An HTML page takes one parse and one walk. The guard refuses what would cost
// the parser too much (guard.go); the walk cuts the visible text into blocks and
// notes what the head says (tree.go, head.go, jsonld.go); the markup's words
// (signs.go), the weight of running text (body.go) and what lines say (clean.go,
// notice.go) decide which blocks are the article; title, byline, dates, language,
// address and the entries of a live blog (live.go) each have a file of their
// own. Publisher rules (rules.go, publishers.json) are data. [Explain] shows
// every decision.
package article

import "time"

// Article is the text of one page and what the page says about it. Text is the
// paragraphs joined by "\n\n"; every Block is a span of it.
type Article struct {
	URL         string   `json:"url,omitempty"`
	Canonical   string   `json:"canonical,omitempty"` // the page's own address as it gives it, else URL without tracking; empty where neither is known
	Original    string   `json:"original,omitempty"`  // address at another site that the page calls canonical: it is a copy of that
	Title       string   `json:"title"`
	Publisher   string   `json:"publisher,omitempty"`
	Authors     []string `json:"authors,omitempty"`
	Published   Date     `json:"published"`
	Modified    Date     `json:"modified"`
	Language    string   `json:"language,omitempty"` // ISO 639-1
	Description string   `json:"description,omitempty"`
	Paywalled   bool     `json:"paywalled,omitempty"`
	Text        string   `json:"text"`
	Blocks      []Block  `json:"blocks,omitempty"`
	Links       []Link   `json:"links,omitempty"`   // links inside the text, in order
	Updates     []Update `json:"updates,omitempty"` // entries of a live blog, in the order of the text
}

// Kind is what a block was on the page.
type Kind string

// Kinds of blocks. A table row's cells are joined by " | ".
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	ListItem  Kind = "item"
	TableRow  Kind = "row"
	Quote     Kind = "quote"
	Caption   Kind = "caption"
)

// Block is one block of text, Text[Start:End].
type Block struct {
	Kind  Kind `json:"kind"`
	Start int  `json:"start"`
	End   int  `json:"end"`
}

// Link is a hyperlink whose words are Text[Start:End].
type Link struct {
	URL   string `json:"url"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Date is a point in time with its provenance. The zero value is "unknown".
type Date struct {
	Time      time.Time `json:"time,omitzero"`       // in the offset the page states
	Source    string    `json:"source,omitempty"`    // json-ld, meta, time, url, text, feed or given
	Precision string    `json:"precision,omitempty"` // day, minute or second
	Zoned     bool      `json:"zoned,omitempty"`     // the page states an offset
}
