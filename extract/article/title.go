package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// chooseTitle returns the headline of a page. JSON-LD names it best, then the
// headline for sharing. Where the two differ, the one that the page shows above
// its text holds: the other was written for search engines.
func chooseTitle(p *page, ld *structured, in Input) string {
	shown := p.shownHeadline()
	h1 := ""
	if shown != "" && p.blocks[p.intro].tag == atom.H1 {
		h1 = shown
	}
	names := []string{p.head.ogSite, ld.publisher, in.Publisher, host(in.URL), firstLabel(host(in.URL))}
	t := titles{ld.headline, p.head.ogTitle, p.head.twTitle, h1, p.head.metaTitle, p.head.title, squash(in.Title)}
	for i := range t {
		t[i] = cutSite(t[i], names, t[:])
	}
	headline, shared := t[0], t[1]
	if headline == "" {
		return t.whole(firstOf(withoutKickers(shared, shown), firstOf(t[:]...)))
	}
	return t.whole(firstOf(p.shows(shared, headline), headline))
}

// titles are what names the headline of a page, best first: JSON-LD, the
// headline for sharing, that for one network, the first heading, other meta
// elements, the title element, the feed.
type titles [7]string

// whole returns the title that goes on where title is cut off with an ellipsis,
// or title.
func (t titles) whole(title string) string {
	stem, ok := strings.CutSuffix(title, "…")
	if !ok {
		stem, ok = strings.CutSuffix(title, "...")
	}
	if l := letters(stem); ok && len(l) >= 12 {
		for _, c := range t {
			if m := letters(c); len(m) > len(l) && strings.HasPrefix(m, l) {
				return c
			}
		}
	}
	return title
}

// shownHeadline returns the text of the heading that is the headline on the
// page, or "".
func (p *page) shownHeadline() string {
	if p.intro < 0 || p.blocks[p.intro].kind != Heading {
		return ""
	}
	b := &p.blocks[p.intro]
	return strings.ToValidUTF8(string(p.text[b.start:min(b.end, b.start+1000)]), "")
}

// shows returns the part of a title that the page shows as its headline, alone
// or behind a kicker, where it does not show the other one; else "". A heading
// in a path of links is for search engines and shows nothing.
func (p *page) shows(title, other string) string {
	shown, l := p.shownHeadline(), letters(title)
	s, o := letters(shown), letters(other)
	switch {
	case s == "" || l == "" || p.amongLinks(&p.blocks[p.intro]):
		return ""
	case s == l, strings.HasSuffix(s, l) && !strings.HasSuffix(s, o):
		return title
	}
	return ""
}

// withoutKickers returns what two titles share behind different kickers: "Banks:
// Yard gets its loan" and "Harbour Yard gets its loan". It is "" where they do
// not differ so.
func withoutKickers(title, shown string) string {
	i := strings.Index(title, ": ")
	if i < 0 || shown == "" {
		return ""
	}
	rest := strings.TrimSpace(title[i+2:])
	l, s := letters(rest), letters(shown)
	if utf8.RuneCountInString(l) < 12 || len(s) <= len(l) || !strings.HasSuffix(s, l) || s == letters(title) {
		return ""
	}
	return rest
}

// findHeadline sets p.intro to the block that is the headline on the page: the
// heading that says what one of the titles says, else the first h1. One in a
// path of links or among links to other pages counts where there is no other.
func (p *page) findHeadline(ld *structured) {
	titles := make([]string, 0, 4)
	for _, t := range []string{ld.headline, p.head.ogTitle, p.head.twTitle, p.head.title} {
		if l := letters(t); len(l) >= 8 {
			titles = append(titles, l)
		}
	}
	best := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.size() > 400 || b.kind != Heading && b.size() < 25 {
			continue
		}
		n := 0
		switch b.tag {
		case atom.H1:
			n = 2
		case atom.H2, atom.H3:
		default:
			if int(b.linked) > 0 || b.reads() && b.tag != atom.Div {
				continue
			}
		}
		l := letters(string(p.text[b.start:b.end]))
		for _, t := range titles {
			switch {
			case l == t:
				n = max(n, 5)
				if b.tag == atom.H1 {
					n = 7
				}
			case b.kind == Heading && len(l) >= 12 && (strings.HasSuffix(l, t) || strings.HasPrefix(t, l)):
				n = max(n, 4)
				if b.tag == atom.H1 {
					n = 6
				}
			}
		}
		if n > 0 && p.amongLinks(b) {
			n = min(n/2, 3)
		}
		if n > best {
			best, p.intro = n, i
		}
	}
}

// amongLinks reports whether a block is the end of a path of links, or markup
// names what is around it as navigation or as links to other articles and no
// text stands there.
func (p *page) amongLinks(b *block) bool {
	n := p.elems[b.elem].node
	if isHeading(n.DataAtom) && n.Parent != nil && n.Parent.DataAtom == atom.Li || linksBefore(n) > 1 {
		return true
	}
	for i := b.elem; i >= 0; i = p.elems[i].parent {
		e := &p.elems[i]
		if e.last-e.first > 20 {
			return false
		}
		if s := e.sign; !s.strong || s.drop != navigation && s.drop != related {
			continue
		}
		for j := e.first; j < e.last; j++ {
			if o := &p.blocks[j]; o != b && o.reads() {
				return false
			}
		}
		return true
	}
	return false
}

// linksBefore counts the links before n in its parent where there is nothing
// else.
func linksBefore(n *html.Node) int {
	links := 0
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		switch {
		case s.DataAtom == atom.A:
			links++
		case s.Type == html.ElementNode && s.DataAtom != atom.Span:
			return 0
		}
	}
	return links
}

// cutSite cuts what a site adds to its titles: its name at either end, or a
// section and its name at the end of them. What is left must be another
// candidate, or what goes must be a name of the site. What JSON-LD and the
// headline for sharing agree on is no section.
func cutSite(title string, names, candidates []string) string {
	agreed := len(candidates) > 1 && title == candidates[0] && title == candidates[1]
	for i := 0; i < len(title); i++ {
		n := separator(title[i:])
		if n == 0 || i == 0 {
			continue
		}
		left, right := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+n:])
		if len(left) >= 8 {
			for _, c := range candidates {
				if c != "" && strings.EqualFold(c, left) && !agreed {
					return left
				}
			}
			for _, name := range names {
				if l := letters(name); l != "" && namesSite(right, l) {
					return left
				}
			}
		}
		if len(right) >= 8 && len(left) <= 40 {
			for _, name := range names {
				if l := letters(name); l != "" && l == letters(left) {
					return cutSite(right, names, candidates)
				}
			}
		}
	}
	return title
}

// namesSite reports whether the end of a title is a site's name, given in
// letters, or that and one or two words more, such as the name of an edition.
func namesSite(tail, name string) bool {
	l := letters(tail)
	return l == name || len(name) >= 3 && strings.HasPrefix(l, name) && len(strings.Fields(tail)) <= 3
}

// separator returns the length of the mark at the start of s that may stand
// between a title and a site's name, or 0.
func separator(s string) int {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "：", "｜", " / "} {
		if strings.HasPrefix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

// letters is s in lower case without all that is neither letter nor digit.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
