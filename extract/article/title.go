package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// chooseTitle returns the headline of a page. JSON-LD names it best; where the
// page shows and shares another one and only the title element sides with
// JSON-LD, that is the search engine's headline, and the shown one holds.
func chooseTitle(p *page, ld *structured, in Input) string {
	h1 := ""
	if p.intro >= 0 && p.blocks[p.intro].tag == atom.H1 {
		b := &p.blocks[p.intro]
		h1 = strings.ToValidUTF8(string(p.text[b.start:min(b.end, b.start+1000)]), "")
	}
	candidates := []string{ld.headline, p.head.ogTitle, p.head.twTitle, h1, p.head.metaTitle, p.head.title, squash(in.Title)}
	names := []string{p.head.ogSite, ld.publisher, in.Publisher, host(in.URL)}
	for i, c := range candidates {
		candidates[i] = cutSite(c, names, candidates)
	}
	headline, shared, shown, title := letters(candidates[0]), letters(candidates[1]), letters(candidates[3]), letters(candidates[5])
	if headline != "" && shown != "" && shown == shared && shown != headline && title == headline {
		return candidates[3]
	}
	return firstOf(candidates...)
}

// findHeadline sets p.intro to the block that is the headline on the page: the
// heading that says what one of the titles says, else the first h1.
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
			n = 1
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
				n = max(n, 4)
				if b.tag == atom.H1 {
					n = 6
				}
			case b.kind == Heading && len(l) >= 12 && (strings.HasSuffix(l, t) || strings.HasPrefix(t, l)):
				n = max(n, 3)
				if b.tag == atom.H1 {
					n = 5
				}
			}
		}
		if n > best {
			best, p.intro = n, i
		}
	}
}

// cutSite cuts what a site adds to the end of its titles: its name, or a
// section and its name. What is left must be another candidate, or what goes
// must be a name of the site.
func cutSite(title string, names, candidates []string) string {
	for i := 0; i < len(title); i++ {
		n := separator(title[i:])
		if n == 0 || i == 0 {
			continue
		}
		left, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+n:])
		if left == "" || len(left) < 8 {
			continue
		}
		for _, c := range candidates {
			if c != "" && strings.EqualFold(c, left) {
				return left
			}
		}
		for _, name := range names {
			if name != "" && letters(name) == letters(tail) {
				return left
			}
		}
	}
	return title
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
