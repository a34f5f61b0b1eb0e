package digest

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"
)

// The shapes of RFC 4287, as far as a feed of digests needs them.

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Author    string      `xml:"author>name"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Summary string      `xml:"summary"`
	Content atomContent `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// maxEntries is how many days a feed holds.
const maxEntries = 30

// tagAuthority makes tag URIs (RFC 4151) that mean nothing outside the feed.
const tagAuthority = "tag:pactwatch.invalid,2025:"

// Atom gives a feed with one entry a digest, the newest day first.
func Atom(days []Digest) ([]byte, error) {
	f := atomFeed{Title: "AI deals"}
	for _, d := range days {
		f.add(d, "html")
	}
	return f.bytes()
}

// add puts a digest into the feed in the place of an earlier state of its day. One
// that says the same keeps its time.
// file is the format of the file that the entry links to, or empty.
func (f *atomFeed) add(d Digest, file string) {
	v := readable(d)
	f.Title = v.Title
	e := atomEntry{
		ID:      tagAuthority + slug(v.Title) + "/" + slug(v.Day),
		Title:   v.Subject,
		Updated: d.AsOf.UTC().Format(time.RFC3339),
		Summary: v.Headline,
		Content: atomContent{"html", entryBody(v)},
	}
	if d.AsOf.IsZero() {
		e.Updated = slug(v.Day) + "T00:00:00Z"
	}
	if file != "" {
		e.Links = []atomLink{{Rel: "alternate", Type: mediaTypes[file], Href: slug(v.Day) + "." + file}}
	}
	if i := slices.IndexFunc(f.Entries, func(o atomEntry) bool { return o.ID == e.ID }); i >= 0 {
		if o := f.Entries[i]; o.Title == e.Title && o.Summary == e.Summary && o.Content.Body == e.Content.Body {
			e.Updated = o.Updated // readers show what is updated as unread
		}
		f.Entries = slices.Delete(f.Entries, i, i+1)
	}
	f.Entries = append(f.Entries, e)
}

var mediaTypes = map[string]string{"html": "text/html", "md": "text/markdown", "txt": "text/plain", "json": "application/json", "csv": "text/csv"}

func (f *atomFeed) bytes() ([]byte, error) {
	slices.SortStableFunc(f.Entries, func(x, y atomEntry) int { return cmp.Compare(y.ID, x.ID) })
	if len(f.Entries) > maxEntries {
		f.Entries = f.Entries[:maxEntries]
	}
	f.ID = tagAuthority + slug(f.Title)
	f.Author, f.Generator = "pactwatch", "pactwatch"
	f.Links = []atomLink{{Rel: "self", Type: "application/atom+xml", Href: "feed.atom"}}
	f.Updated = "1970-01-01T00:00:00Z"
	for _, e := range f.Entries {
		f.Updated = max(f.Updated, e.Updated)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("encode feed: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// slug keeps letters, digits and single hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}

var entryTemplate = template.Must(template.New("entry").Funcs(template.FuncMap{"shown": shown, "capital": capital, "failing": reason, "counted": func(it Item) bool { return it.Fold == counted }}).Parse(
	`<p>{{.Headline}}</p>
{{with .Changed}}<h3>Changed and conflicting</h3><ul>{{range .}}<li>{{.Line}}{{template "from" shown .}}</li>{{end}}</ul>
{{end}}{{with .Confirmed}}<h3>Confirmed</h3><ul>{{range .}}{{template "item" .}}{{end}}</ul>
{{end}}{{with .New}}<h3>New</h3><ul>{{range .}}{{range .Items}}{{if not .Told}}{{if not (counted .)}}{{template "item" .}}{{end}}{{end}}{{end}}{{end}}</ul>
{{end}}{{with .Withdrawn}}<h3>Withdrawn</h3><ul>{{range .}}{{template "item" .}}{{end}}</ul>
{{end}}{{with .Coverage.Failing}}<h3>Could not look at</h3><ul>{{range .}}<li>{{.Name}}: {{failing .}}</li>{{end}}</ul>
{{end}}{{define "item"}}<li>{{.Finding.Statement}} ({{.Finding.Status}}; {{.Finding.Provenance}}){{template "from" shown .}}</li>{{end}}{{define "from"}}{{if .URL}}, <a href="{{.URL}}">{{or .Outlet .Host}}</a>{{end}}{{end}}`))

func entryBody(d Digest) string {
	var b strings.Builder
	if err := entryTemplate.Execute(&b, d); err != nil {
		return template.HTMLEscapeString(d.Headline) // a builder never fails; only a broken template could
	}
	return b.String()
}
