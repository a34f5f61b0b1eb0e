package store

import (
	"slices"
	"strings"
)

// wire is the outlet whose copy an article says it is: by its canonical address
// on another site, its authors, or the dateline of its first paragraph.
func (p *putter) wire(own Outlet) Outlet {
	art := p.r.Article
	at := cmpOr(p.r.Page.Final, cmpOr(art.URL, p.r.Page.URL))
	if c := host(art.Canonical); c != "" && host(at) != "" && siteOf(c) != siteOf(host(at)) {
		if o := p.l.o.Outlet(c); o.Slug != "" && nodeOf(o) != nodeOf(own) {
			return o
		}
	}
	names := slices.Clone(art.Authors)
	if d := dateline(art.Text); d != "" {
		names = append(names, d)
	}
	for _, n := range names {
		if o := p.l.o.Outlet(n); o.Known && nodeOf(o) != nodeOf(own) {
			return o
		}
	}
	return Outlet{}
}

// dateline is the agency in the bracket of a dateline, "LONDON, May 3 (Agency) -":
// within the first 120 bytes, followed by a dash or a colon.
func dateline(text string) string {
	text = text[:min(len(text), 120)]
	open := strings.IndexByte(text, '(')
	if open < 0 {
		return ""
	}
	name, after, ok := strings.Cut(text[open+1:], ")")
	if !ok || len(name) > 40 {
		return ""
	}
	after = strings.TrimLeft(after, " \u00a0")
	for _, dash := range []string{"-", "–", "—", ":"} {
		if strings.HasPrefix(after, dash) {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// corrections are the words by which articles say that they were corrected.
var corrections = []string{"correction:", "corrects ", "this article has been corrected", "this story has been corrected",
	"an earlier version of this", "a previous version of this", "has been updated to correct", "clarification:"}

// notesCorrection reports whether a text says that it was corrected.
func notesCorrection(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		// The two letters that each of them begins with rule nearly all places out.
		switch one, two := text[i]|0x20, text[i+1]|0x20; {
		case one == 'c' && (two == 'o' || two == 'l'), one == 't' && two == 'h', one == 'a' && (two == 'n' || two == ' '), one == 'h' && two == 'a':
		default:
			continue
		}
		for _, s := range corrections {
			if len(text)-i >= len(s) && text[i]|0x20 == s[0] && strings.EqualFold(text[i:i+len(s)], s) {
				return true
			}
		}
	}
	return false
}
