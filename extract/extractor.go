package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// ErrNoArticle is the error of a page that holds no article.
var ErrNoArticle = article.ErrNoArticle

// Rules are a user's additions to the embedded gazetteer, publishers and
// frames: the files of one folder. A name that starts with "organisations" or
// "publishers" says what a file holds; every other *.yaml file holds frames.
// The zero value adds nothing.
type Rules struct {
	Files fs.FS
}

// Extractor reads pages. It is immutable and safe for concurrent use.
type Extractor struct {
	gazetteer *party.Gazetteer
	rules     *claim.Rules
	added     []added
	own       string // fingerprint of the user's files
}

// added is a file of the user's frames.
type added struct {
	name string
	file claim.File
}

// New compiles the embedded data and the user's additions. A bad addition is an
// error that names file, line and fix; all are reported at once.
func New(r Rules) (*Extractor, error) {
	data := party.Embedded()
	data.Organisations = slices.Clone(data.Organisations)
	data.Publishers = slices.Clone(data.Publishers)
	e := &Extractor{}
	if r.Files != nil {
		var err error
		if e.added, e.own, err = additions(r.Files, &data); err != nil {
			return nil, err
		}
	}
	var frames []claim.File
	for _, a := range e.added {
		frames = append(frames, a.file)
	}
	g, err := party.New(data)
	if err != nil {
		return nil, err
	}
	e.gazetteer, e.rules = g, claim.Compile(g, frames...)
	return e, nil
}

// Fingerprint tells the user's additions from others: "" where there are none. With
// [Version] it names what a page was read with.
func (e *Extractor) Fingerprint() string { return e.own }

// Check reads the example sentences of the user's frames and reports those that do
// not give what they should.
func (e *Extractor) Check() error {
	var errs []error
	for _, a := range e.added {
		if err := e.rules.Check(a.file); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				errs = append(errs, fmt.Errorf("%s: %s", a.name, line))
			}
		}
	}
	return errors.Join(errs...)
}

// additions reads the user's files in the order of their names, and gives a
// fingerprint of them.
func additions(files fs.FS, data *party.Data) (frames []added, fingerprint string, err error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, "", err
	}
	more, err := fs.Glob(files, "*.yml")
	if err != nil {
		return nil, "", err
	}
	names = append(names, more...)
	slices.Sort(names)
	sum := sha256.New()
	var errs []error
	for _, n := range names {
		b, err := fs.ReadFile(files, n)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		fmt.Fprintf(sum, "%s %d\n%s", n, len(b), b)
		switch base := path.Base(n); {
		case strings.HasPrefix(base, "organisation"), strings.HasPrefix(base, "organization"):
			l, err := party.ParseOrganisations(n, b)
			errs = append(errs, err)
			data.Organisations = append(data.Organisations, l...)
		case strings.HasPrefix(base, "publisher"):
			l, err := party.ParsePublishers(n, b)
			errs = append(errs, err)
			data.Publishers = append(data.Publishers, l...)
		default:
			f, err := claim.ParseFrames(n, b)
			errs = append(errs, err)
			frames = append(frames, added{n, f})
		}
	}
	if len(names) > 0 {
		fingerprint = hex.EncodeToString(sum.Sum(nil)[:4])
	}
	return frames, fingerprint, errors.Join(errs...)
}

// Read reads one document. Its errors are those of the article package, such as
// [ErrNoArticle]. A document in another language than English gives its article
// without claims.
func (e *Extractor) Read(in Input) (Article, []Claim, error) {
	a, err := e.article(in)
	if err != nil || !english(a) {
		return a, nil, err
	}
	var claims []Claim
	for _, d := range e.documents(a) {
		claims = appendClaims(claims, e.rules.Read(d))
	}
	return a, claims, nil
}

// appendClaims appends the claims of one document of an article to those of the
// documents before it.
func appendClaims(claims, more []Claim) []Claim {
	before := len(claims)
	for _, c := range more {
		if c.Replaces != nil {
			i := *c.Replaces + before
			c.Replaces = &i
		}
		claims = append(claims, c)
	}
	return claims
}

func (e *Extractor) article(in Input) (Article, error) {
	a, err := article.Parse(in.page())
	if err == nil && a.Language == "" {
		a.Language = language.Detect(a.Text)
	}
	return a, err
}

// page is the input as the article package wants it.
func (in Input) page() article.Input {
	return article.Input{Body: in.Body, URL: in.URL, ContentType: in.ContentType, Title: in.Title,
		Published: in.Published, Publisher: in.Publisher, Now: in.Now}
}

// english tells whether claims can be read from an article. The text decides;
// what the page says of itself is believed only of texts too short to tell.
func english(a Article) bool {
	l := language.Detect(a.Text)
	if l == "" {
		l = a.Language
	}
	return l == "" || strings.HasPrefix(l, "en")
}

// document is an article as the claim package wants it.
func (e *Extractor) document(a Article) claim.Document {
	d := claim.Document{Title: a.Title, Text: a.Text, Published: a.Published.Time, Outlet: a.Publisher}
	for _, b := range a.Blocks {
		d.Blocks = append(d.Blocks, claim.Block{Span: language.Span{Start: b.Start, End: b.End}, Heading: b.Kind == article.Heading})
	}
	if p := e.gazetteer.Outlet(a.Publisher); p != nil {
		d.Publisher = p.Party
		if p.Party == "" {
			d.Host = p.Slug
		}
	} else if s, ok := e.gazetteer.SpeaksFor(a.Publisher); ok {
		// "Alpha Newsroom", "Alpha 10-K"
		if o := e.gazetteer.Organisation(s); o != nil && !o.Outlet && !slices.Contains(o.Is, "social-media") {
			d.Publisher = s
		} else if o != nil {
			d.Host = s
		}
	}
	return d
}

// documents is an article as the claim package wants it: one document, or one
// for each run of entries of a live blog that speak on the same day, whose today
// is that day.
func (e *Extractor) documents(a Article) []claim.Document {
	whole := e.document(a)
	if len(a.Updates) == 0 {
		return []claim.Document{whole}
	}
	part := whole
	part.Blocks = nil
	var out []claim.Document
	next := 0
	for _, b := range whole.Blocks {
		for next < len(a.Updates) && a.Updates[next].End <= b.Start {
			next++
		}
		now := a.Published.Time
		if next < len(a.Updates) && a.Updates[next].Start <= b.Start {
			now = a.Updates[next].Published.Time
		}
		if now.Format(time.DateOnly) != part.Published.Format(time.DateOnly) {
			if len(part.Blocks) > 0 {
				out = append(out, part)
				part.Title, part.Blocks = "", nil
			}
			part.Published = now
		}
		part.Blocks = append(part.Blocks, b)
	}
	return append(out, part)
}

// Outlet identifies a publisher by a name or a host. Family is the slug of the
// group whose outlets count as one origin; party is the slug of the company
// whose own newsroom this is, else empty.
func (e *Extractor) Outlet(nameOrHost string) (slug, name, family, party string, known bool) {
	if p := e.gazetteer.Outlet(nameOrHost); p != nil {
		return p.Slug, p.Name, cmp.Or(p.Family, p.Slug), p.Party, true
	}
	if s, ok := e.gazetteer.Lookup(nameOrHost); ok {
		if o := e.gazetteer.Organisation(s); o != nil && o.Outlet {
			return s, o.Name, s, "", true
		}
	}
	return "", nameOrHost, "", "", false
}

// Party gives the slug of an organisation named as in running text: a name, an
// alias, a product or a ticker.
func (e *Extractor) Party(text string) (slug string, known bool) { return e.gazetteer.Lookup(text) }

// PartyOf gives the slug of the organisation that a person or a description
// speaks for: "Sam Altman", "the ChatGPT maker", "OpenAI CFO Sarah Friar".
func (e *Extractor) PartyOf(text string) (slug string, known bool) {
	return e.gazetteer.SpeaksFor(text)
}

// Name is the display name of a slug; an unknown slug is its own name.
func (e *Extractor) Name(slug string) string { return e.gazetteer.Display(slug) }

// Verify re-derives a claim from the text it was read from: the span is a
// sentence, the value re-reads from it or from the operands named, and each
// party stands where the evidence says. published resolves relative dates.
func (e *Extractor) Verify(title, text string, published time.Time, c Claim) error {
	if err := e.rules.Verify(title, text, c); err != nil {
		return fmt.Errorf("%s %s: %w", c.Kind, c.Subject, err)
	}
	return nil
}
