package feed

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"time"
)

var (
	closing   = regexp.MustCompile(`(?i)</(?:[a-z0-9]+:)?(?:item|entry)\s*>`)
	aboutAttr = regexp.MustCompile(`(?i)rdf:about\s*=\s*["']([^"']+)["']`)
	linkTag   = regexp.MustCompile(`(?i)<(?:atom:|atom10:)?link\s([^>]+)>`)
	hrefAttr  = regexp.MustCompile(`(?i)\bhref\s*=\s*["']([^"']+)["']`)
	relAttr   = regexp.MustCompile(`(?i)\brel\s*=\s*["']([^"']+)["']`)
)

// salvage reads items by their marks alone, for files that no XML parser takes:
// each item ends where it is closed or where the next begins.
func salvage(doc []byte, base string) (items []Item, dropped int) {
	site := field(doc[:firstItem(doc)], "link")
	starts := itemStart.FindAllIndex(doc, 50_000)
	for i, at := range starts {
		end := len(doc)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		raw := doc[at[0]:end]
		if c := closing.FindIndex(raw); c != nil {
			raw = raw[:c[0]]
		}
		if len(raw) > 1<<20 {
			raw = raw[:1<<20]
		}
		it := Item{Title: plainTitle(field(raw, "title"))}
		it.Published = firstTime(raw, "pubDate", "published", "dc:date", "issued", "date", "created")
		it.Updated = firstTime(raw, "updated", "modified", "dcterms:modified")
		if it.Published.IsZero() {
			it.Published = it.Updated
		}
		it.URL = pick(base, site, rawAddresses(raw))
		if it.URL == "" {
			dropped++
			continue
		}
		items = append(items, it)
	}
	return items, dropped
}

func firstItem(doc []byte) int {
	if at := itemStart.FindIndex(doc); at != nil {
		return at[0]
	}
	return len(doc)
}

func rawAddresses(raw []byte) []string {
	list := []string{field(raw, "feedburner:origLink"), field(raw, "link")}
	var rest []string
	for _, m := range linkTag.FindAllSubmatch(raw, 20) {
		href := hrefAttr.FindSubmatch(m[1])
		if href == nil {
			continue
		}
		rel := relAttr.FindSubmatch(m[1])
		if rel == nil || strings.EqualFold(string(rel[1]), "alternate") {
			list = append(list, string(href[1]))
		} else if !strings.EqualFold(string(rel[1]), "self") && !strings.EqualFold(string(rel[1]), "enclosure") && !strings.EqualFold(string(rel[1]), "replies") {
			rest = append(rest, string(href[1]))
		}
	}
	for _, name := range []string{"guid", "id"} {
		if g := field(raw, name); strings.HasPrefix(g, "http://") || strings.HasPrefix(g, "https://") {
			list = append(list, g)
		}
	}
	if m := aboutAttr.FindSubmatch(raw); m != nil {
		list = append(list, string(m[1]))
	}
	return append(list, rest...)
}

func firstTime(raw []byte, names ...string) (t time.Time) {
	for _, n := range names {
		if v := field(raw, n); v != "" {
			if t, ok := ParseTime(v); ok {
				return t
			}
		}
	}
	return t
}

// field gives the text of the first element of that name, without CDATA marks.
// An element that is not closed ends at the next tag or line.
func field(raw []byte, name string) string {
	open := []byte("<" + name)
	for from := 0; ; {
		i := indexFold(raw[from:], open)
		if i < 0 {
			return ""
		}
		i += from
		from = i + len(open)
		if from >= len(raw) || raw[from] != '>' && raw[from] != ' ' && raw[from] != '\n' && raw[from] != '\t' && raw[from] != '\r' {
			continue
		}
		gt := bytes.IndexByte(raw[from:], '>')
		if gt < 0 {
			return ""
		}
		if raw[from+gt-1] == '/' {
			from += gt
			continue
		}
		body := raw[from+gt+1:]
		if end := indexFold(body, []byte("</"+name)); end >= 0 {
			body = body[:end]
		} else if end := bytes.IndexAny(body, "\n<"); end >= 0 && !bytes.HasPrefix(bytes.TrimSpace(body), []byte("<![CDATA[")) {
			body = body[:end]
		}
		s := strings.TrimSpace(string(body))
		if rest, ok := strings.CutPrefix(s, "<![CDATA["); ok {
			s, _, _ = strings.Cut(rest, "]]>")
			return strings.TrimSpace(s)
		}
		if s == "" {
			continue
		}
		return strings.TrimSpace(html.UnescapeString(s))
	}
}

func indexFold(s, lowerOrMixed []byte) int {
	n := len(lowerOrMixed)
	for i := 0; i+n <= len(s); i++ {
		if s[i] == lowerOrMixed[0] && bytes.EqualFold(s[i:i+n], lowerOrMixed) {
			return i
		}
	}
	return -1
}
