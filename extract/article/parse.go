package article

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Input is one document to read. The zero value of every field but Body means
// "unknown".
type Input struct {
	Body        []byte
	URL         string    // where it came from
	ContentType string    // media type, with or without parameters; empty is sniffed
	Title       string    // as a feed gave it; used where the document has none
	Published   time.Time // as a feed or a meta file gave it; used where the document gives no date
	Publisher   string    // as configured
	Rules       *Rules    // publisher rules; nil means the embedded ones, as Publishers gives them
	Now         time.Time // dates behind it are not believed; without it Published bounds them
}

// Parse reads one document: HTML, plain text or Markdown. A document without
// an article is a [Problem] that wraps [ErrNoArticle], a hostile one a Problem
// that wraps [ErrRefused]; odd markup is never an error.
func Parse(in Input) (Article, error) {
	r, err := read(in)
	if err != nil {
		return Article{}, err
	}
	return r.article, nil
}

// reading is an article and what it was read from.
type reading struct {
	article Article
	page    *page // nil for plain text
}

func read(in Input) (reading, error) {
	if f := binary(in.Body); f != "" {
		return reading{}, noArticle(NotArticle, f)
	}
	body := decode(in.Body, in.ContentType)
	if len(bytes.TrimSpace(body)) == 0 {
		return reading{}, noArticle(Empty, "no bytes")
	}
	if head := body[:min(len(body), 512)]; bytes.Count(head, []byte{0})*4 > len(head) {
		return reading{}, noArticle(NotArticle, "binary data, not a page")
	}
	switch formatOf(body, in.ContentType) {
	case formatText:
		a, err := readPlain(body, in)
		return reading{article: a}, err
	case formatMarkdown:
		a, err := readMarkdown(body, in)
		return reading{article: a}, err
	}
	return readHTML(body, in)
}

func readHTML(body []byte, in Input) (reading, error) {
	if err := guard(body); err != nil {
		return reading{}, err
	}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return readFlat(body, in)
	}
	p := walkPage(root)
	return p.read(in)
}

// read turns a walked page into an article.
func (p *page) read(in Input) (reading, error) {
	ld, _ := readStructured(&p.head)
	p.findHeadline(&ld)
	address := in.URL
	base, _ := url.Parse(address)
	own, original := canonical(&p.head, &ld, base)
	if in.URL == "" { // where it came from is then what it says of itself
		in.URL = own
		base, _ = url.Parse(own)
	}
	a := Article{
		URL:         address,
		Title:       chooseTitle(p, &ld, in),
		Publisher:   in.Publisher,
		Description: p.head.description,
		Paywalled:   p.head.paywalled || ld.free == "false",
	}
	a.Canonical, a.Original = own, original
	if a.Publisher == "" {
		a.Publisher = firstOf(p.head.ogSite, ld.publisher)
	}
	a.Authors = chooseAuthors(p, &ld, in)
	p.authors = a.Authors
	a.Published, a.Modified = chooseDates(p, &ld, in)
	rule, ruled := ruleFor(in, a.Published.Time)
	if ruled {
		a.Title = firstOf(cutSite(rule.headline(p), []string{p.head.ogSite, ld.publisher, host(in.URL)}, nil), a.Title)
		p.rule = &rule
	}
	p.chosen = chooseBody(p, a.Title)
	if p.chosen >= 0 {
		p.compose(&a, base)
	}
	p.restore(&a, &ld, base)
	p.readUpdates(&a, &ld, in)
	a.Language = chooseLanguage(&p.head, &ld, a.Text)
	if problem := p.obstacle(&a, &ld, base); problem != nil && (a.Text == "" || problem.Outcome != Empty) {
		if !(a.Paywalled && a.Title != "" && problem.Outcome == Empty) {
			return reading{page: p}, problem
		}
	}
	return reading{article: a, page: p}, nil
}

// restore looks for the text elsewhere where the page gave little of what its
// JSON-LD says is there: without the markup's verdicts, then in the JSON-LD.
func (p *page) restore(a *Article, ld *structured, base *url.URL) {
	witness := len(ld.body)
	if witness < 200 && len(a.Text) >= 250 || witness > 0 && len(a.Text)*3 >= witness {
		return
	}
	old := make([]reason, len(p.blocks))
	for i := range p.blocks {
		old[i] = p.blocks[i].drop
	}
	if c := p.chooseLoosely(a.Title); c >= 0 {
		b := Article{}
		p.compose(&b, base)
		if len(b.Text) > 2*len(a.Text) && len(b.Text) > 250 && (witness == 0 || len(b.Text) < 3*witness) {
			a.Text, a.Blocks, a.Links, p.chosen = b.Text, b.Blocks, b.Links, c
			if witness == 0 || len(a.Text)*3 >= witness {
				return
			}
			for i := range p.blocks {
				old[i] = p.blocks[i].drop
			}
		}
	}
	for i := range p.blocks {
		p.blocks[i].drop = old[i]
	}
	if witness > 250 && len(a.Text)*3 < witness && !a.Paywalled { // what is behind a wall is not read
		a.setText(paragraphsOf(ld.body))
	}
}

// setText replaces the text of an article.
func (a *Article) setText(paragraphs []paragraph) {
	var text strings.Builder
	a.Blocks, a.Links = nil, nil
	for _, par := range paragraphs {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(par.text)
		a.Blocks = append(a.Blocks, Block{Kind: par.kind, Start: start, End: text.Len()})
	}
	a.Text = text.String()
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

// compose joins the kept blocks.
func (p *page) compose(a *Article, base *url.URL) {
	size, n := 0, 0
	for i := range p.blocks {
		if p.blocks[i].drop == kept {
			size += p.blocks[i].size() + 2
			n++
		}
	}
	var text strings.Builder
	text.Grow(size)
	a.Blocks = make([]Block, 0, n)
	link := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		for link < len(p.links) && p.links[link].Start < int(b.start) {
			link++
		}
		if b.drop != kept {
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.Write(p.text[b.start:b.end])
		a.Blocks = append(a.Blocks, Block{Kind: b.kind, Start: start, End: text.Len()})
		for ; link < len(p.links) && p.links[link].End <= int(b.end); link++ {
			l := p.links[link]
			if u := resolve(base, l.URL); u != "" {
				a.Links = append(a.Links, Link{URL: u, Start: l.Start - int(b.start) + start, End: l.End - int(b.start) + start})
			}
		}
	}
	a.Text = text.String()
}
