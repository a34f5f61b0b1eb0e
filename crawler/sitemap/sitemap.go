// Package sitemap reads sitemaps and sitemap indexes (sitemaps.org protocol 0.9)
// with the news extension: bytes in, addresses with their dates out. It streams,
// so that a file of 50 MB costs no more than its entries.
package sitemap

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"pactwatch/crawler/feed"
)

// Caps of the protocol.
const (
	MaxSize    = 50 << 20 // bytes, content encoding undone
	MaxEntries = 50_000
	maxDepth   = 16 // of XML elements; a sitemap needs 5
)

// Entry is one address of a sitemap, or one sitemap of an index.
type Entry struct {
	URL       string    // as written
	Title     string    // news extension
	Published time.Time // news extension
	Modified  time.Time // lastmod
}

// File is what one file holds. Index says that the entries are sitemaps.
type File struct {
	Index   bool
	News    bool // the news extension is used
	Entries []Entry
	Cut     string // why the rest was not read; "" where all was
}

// ErrNotSitemap is a body that holds neither urlset nor sitemapindex.
var ErrNotSitemap = errors.New("not a sitemap")

// Parse reads a sitemap or an index, or the plain form of one address a line.
// What comes before a fault in the file counts; Cut then says what the fault was.
func Parse(r io.Reader) (File, error) {
	var f File
	d := xml.NewDecoder(io.LimitReader(r, MaxSize+1))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	var path []string
	var text strings.Builder
	var e Entry
	for {
		t, err := d.Token()
		if err == io.EOF {
			if len(path) > 0 {
				f.Cut = "the file ends early"
			}
			break
		}
		if err != nil {
			f.Cut = err.Error()
			break
		}
		switch t := t.(type) {
		case xml.Directive:
			if strings.HasPrefix(strings.ToUpper(string(t)), "DOCTYPE") && len(path) == 0 && strings.Contains(strings.ToLower(string(t)), "html") {
				return File{}, fmt.Errorf("%w: an HTML page", ErrNotSitemap)
			}
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if len(path) == 0 {
				switch name {
				case "urlset":
				case "sitemapindex":
					f.Index = true
				case "html":
					return File{}, fmt.Errorf("%w: an HTML page", ErrNotSitemap)
				default:
					return File{}, fmt.Errorf("%w: its first element is <%.40s>", ErrNotSitemap, name)
				}
			}
			path = append(path, name)
			if len(path) > maxDepth {
				return File{}, fmt.Errorf("%w: elements nested deeper than %d", ErrNotSitemap, maxDepth)
			}
			text.Reset()
			if name == "url" || name == "sitemap" {
				e = Entry{}
			}
		case xml.CharData:
			if len(path) > 0 && text.Len()+len(t) <= 8<<10 {
				text.Write(t)
			}
		case xml.EndElement:
			if len(path) == 0 {
				continue
			}
			name := path[len(path)-1]
			inURL := len(path) >= 2 && (path[len(path)-2] == "url" || path[len(path)-2] == "sitemap")
			inNews := len(path) >= 2 && path[len(path)-2] == "news"
			path = path[:len(path)-1]
			value := strings.TrimSpace(text.String())
			text.Reset()
			switch {
			case name == "loc" && inURL:
				e.URL = value
			case name == "lastmod" && inURL:
				e.Modified, _ = feed.ParseTime(value)
			case name == "publication_date" && inNews:
				e.Published, _ = feed.ParseTime(value)
				f.News = true
			case name == "title" && inNews:
				e.Title = value
			case (name == "url" || name == "sitemap") && e.URL != "":
				f.Entries = append(f.Entries, e)
				e = Entry{}
			}
		}
		if len(f.Entries) >= MaxEntries {
			f.Cut = "more than 50,000 entries"
			break
		}
		if d.InputOffset() > MaxSize {
			f.Cut = "larger than 50 MB"
			break
		}
	}
	if len(f.Entries) == 0 && f.Cut != "" {
		return File{}, fmt.Errorf("%w: %s", ErrNotSitemap, f.Cut)
	}
	return f, nil
}

// ParseText reads the plain text form: one address a line.
func ParseText(body string) (File, error) {
	var f File
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
		if line == "" {
			continue
		}
		if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") {
			return File{}, fmt.Errorf("%w: a line that is no address", ErrNotSitemap)
		}
		f.Entries = append(f.Entries, Entry{URL: line})
		if len(f.Entries) >= MaxEntries {
			f.Cut = "more than 50,000 entries"
			break
		}
	}
	if len(f.Entries) == 0 {
		return File{}, fmt.Errorf("%w: empty", ErrNotSitemap)
	}
	return f, nil
}
