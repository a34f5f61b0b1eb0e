package article

import (
	"strings"

	"golang.org/x/net/html"
)

// head is what a page says about itself outside of its text.
type head struct {
	title       string // of the title element
	language    string // of the html element
	base        string
	canonical   string // link rel=canonical
	ogURL       string
	ogTitle     string
	ogSite      string
	ogLocale    string
	twTitle     string
	metaTitle   string // other meta elements that name a headline
	description string
	metaAuthors []string
	metaLang    string
	published   []dated // meta elements, best first when sorted by rank
	modified    []dated
	times       []dated // time elements
	bylines     []string
	ld          []string // JSON-LD scripts
	paywalled   bool
	scripts     int    // script elements
	noscript    string // beginning of what is shown without scripts
}

// dated is a date as written and how much its place is worth: lower is better.
type dated struct {
	text string
	rank int
}

func (h *head) html(n *html.Node) { h.language = attr(n, "lang") }

func (h *head) script(n *html.Node) {
	h.scripts++
	if n.FirstChild == nil {
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "type" && strings.Contains(n.Attr[i].Val, "ld+json") {
			h.ld = append(h.ld, n.FirstChild.Data)
			return
		}
	}
}

func (h *head) link(n *html.Node) {
	if h.canonical == "" && strings.EqualFold(strings.TrimSpace(attr(n, "rel")), "canonical") {
		h.canonical = strings.TrimSpace(attr(n, "href"))
	}
}

func (h *head) meta(n *html.Node) {
	var content string
	has := false
	for i := range n.Attr {
		if n.Attr[i].Key == "content" {
			content, has = n.Attr[i].Val, true
		}
	}
	if !has || content == "" {
		return
	}
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "name", "property", "itemprop", "http-equiv":
			h.named(n.Attr[i].Val, content)
		}
	}
}

func set(dst *string, value string) {
	if *dst == "" && len(value) < 2000 {
		*dst = squash(value)
	}
}

func (h *head) named(name, content string) {
	if len(name) > 60 {
		return
	}
	if lower := strings.ToLower(name); lower != name {
		name = lower
	}
	switch name {
	case "og:title":
		set(&h.ogTitle, content)
	case "twitter:title":
		set(&h.twTitle, content)
	case "headline", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "title", "hdl":
		set(&h.metaTitle, content)
	case "og:site_name":
		set(&h.ogSite, content)
	case "og:url":
		set(&h.ogURL, content)
	case "og:locale":
		set(&h.ogLocale, content)
	case "og:description":
		set(&h.description, content)
	case "description":
		h.description = squash(content)
	case "author", "article:author", "dc.creator", "dc.contributor", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
		"citation_author", "authors", "article:author_name", "og:article:author":
		if a := squash(content); a != "" && !strings.Contains(a, "://") {
			h.metaAuthors = append(h.metaAuthors, a)
		}
	case "content-language", "language", "dc.language", "dcterms.language", "inlanguage":
		set(&h.metaLang, content)
	case "article:published_time", "og:article:published_time", "og:published_time":
		h.published = append(h.published, dated{content, 0})
	case "datepublished", "date_published", "publish-date", "publishdate", "publication_date", "pubdate", "sailthru.date", "parsely-pub-date",
		"article.published", "dc.date.issued", "dcterms.created", "dcterms.issued", "cxenseparse:recs:publishtime", "rnews:datepublished",
		"article_date_original", "originalpublicationdate", "datecreated", "published_at", "publishedtime", "article:published":
		h.published = append(h.published, dated{content, 1})
	case "date", "dc.date", "dcterms.date", "last-published", "dcterms.available":
		h.published = append(h.published, dated{content, 2})
	case "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod", "revised", "og:article:modified_time":
		h.modified = append(h.modified, dated{content, 0})
	case "isaccessibleforfree":
		h.paywalled = strings.EqualFold(content, "false")
	case "article:content_tier", "content_tier":
		h.paywalled = h.paywalled || strings.EqualFold(content, "locked") || strings.EqualFold(content, "metered")
	}
}

// byline notes the text of an element that names an author by its markup.
func (h *head) byline(text string) {
	if len(h.bylines) < 8 {
		for _, name := range pageByline(squash(text)) {
			h.bylines = appendNew(h.bylines, name)
		}
	}
}

// time notes a time element.
func (h *head) time(n *html.Node, headline bool) {
	text := attr(n, "datetime")
	if text == "" || len(h.times) >= 20 {
		return
	}
	what := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class"))
	d := dated{text: text, rank: 1}
	if strings.Contains(what, "datemodified") || strings.Contains(what, "updated") && !strings.Contains(what, "published") {
		h.modified = append(h.modified, d)
		return
	}
	if strings.Contains(what, "datepublished") || strings.Contains(what, "pubdate") || hasAttr(n, "pubdate") {
		d.rank = 0
	} else if !headline {
		d.rank = 2
	}
	h.times = append(h.times, d)
}
