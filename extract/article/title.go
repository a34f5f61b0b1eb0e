package article

import "strings"

// chooseTitle returns the headline of a page.
func chooseTitle(p *page, ld *structured, in Input) string {
	h1 := ""
	if p.intro >= 0 {
		b := &p.blocks[p.intro]
		h1 = string(p.text[b.start:b.end])
	}
	title := firstOf(ld.headline, p.head.ogTitle, h1, p.head.twTitle, p.head.title, squash(in.Title))
	return cutSite(title, p.head.ogSite, h1)
}

// cutSite cuts the name of the site from the end of a title.
func cutSite(title, site, h1 string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		tail := strings.TrimSpace(title[i+len(sep):])
		if site != "" && strings.EqualFold(tail, site) || h1 != "" && strings.EqualFold(h1, strings.TrimSpace(title[:i])) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}
