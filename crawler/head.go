package crawler

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pactwatch/crawler/weburl"
)

// maxHead is how far into a page its head is looked for.
const maxHead = 256 << 10

// pageHead is what the head of a page says to crawlers.
type pageHead struct {
	canonical string     // resolved; "" where there is none
	robots    []string   // of <meta name="robots"> and of our own name, lower case
	reserved  string     // of <meta name="tdm-reservation">
	feeds     []Endpoint // <link rel="alternate"> of a feed type
}

// readHead reads the head of a page by tokens alone, up to its body.
func readHead(body []byte, base string) pageHead {
	var h pageHead
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), maxHead)]))
	z.SetMaxBuf(64 << 10)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch atom.Lookup(name) {
			case atom.Body:
				return h
			case atom.Meta, atom.Link, atom.Base:
				attrs := map[string]string{}
				for n := 0; more && n < 32; n++ {
					var k, v []byte
					k, v, more = z.TagAttr()
					if _, have := attrs[string(k)]; !have {
						attrs[string(k)] = string(v)
					}
				}
				h.read(atom.Lookup(name), attrs, &base)
			}
		}
	}
}

func (h *pageHead) read(tag atom.Atom, attrs map[string]string, base *string) {
	switch tag {
	case atom.Base:
		if u, err := weburl.Resolve(*base, attrs["href"]); err == nil && attrs["href"] != "" {
			*base = u
		}
	case atom.Meta:
		content := strings.ToLower(strings.TrimSpace(attrs["content"]))
		switch strings.ToLower(attrs["name"]) {
		case "robots":
			h.robots = append(h.robots, splitDirectives(content)...)
		case "tdm-reservation":
			h.reserved = content
		}
	case atom.Link:
		rel := strings.Fields(strings.ToLower(attrs["rel"]))
		u, err := weburl.Resolve(*base, strings.TrimSpace(attrs["href"]))
		if err != nil || attrs["href"] == "" {
			return
		}
		if slices.Contains(rel, "canonical") && h.canonical == "" {
			h.canonical = u
		}
		if slices.Contains(rel, "alternate") && feedType(attrs["type"]) {
			h.feeds = append(h.feeds, Endpoint{URL: u, Kind: "feed", Title: strings.Join(strings.Fields(attrs["title"]), " ")})
		}
	}
}

func feedType(t string) bool {
	t, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(t)), ";")
	switch t {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml", "application/x-rss+xml":
		return true
	}
	return false
}

// directives lists what X-Robots-Tag and robots meta say to everyone and to our
// own name, sorted and each once.
func directives(h http.Header, meta []string, token string) []string {
	all := slices.Clone(meta)
	for _, line := range h.Values("X-Robots-Tag") {
		line = strings.ToLower(line)
		if name, rest, ok := strings.Cut(line, ":"); ok && !strings.ContainsAny(name, ", ") && name != "unavailable_after" && !strings.HasPrefix(name, "max-") {
			if name != strings.ToLower(token) {
				continue
			}
			line = rest
		}
		all = append(all, splitDirectives(line)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func splitDirectives(s string) []string {
	var out []string
	for d := range strings.SplitSeq(s, ",") {
		if d = strings.TrimSpace(d); d != "" && len(d) < 100 && len(out) < 30 {
			out = append(out, d)
		}
	}
	return out
}

// reservedBy applies the order of the TDM Reservation Protocol: the file of the
// site, over it the header, over both the page's own meta. Values other than 0
// and 1 say nothing.
func reservedBy(file bool, h http.Header, head pageHead) bool {
	reserved := file
	for _, v := range []string{strings.TrimSpace(h.Get("Tdm-Reservation")), head.reserved} {
		switch v {
		case "1":
			reserved = true
		case "0":
			reserved = false
		}
	}
	return reserved
}
