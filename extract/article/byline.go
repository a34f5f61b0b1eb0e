package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chooseAuthors returns the names of those who wrote the page. A site that
// names itself as the author yields to a byline on the page.
func chooseAuthors(p *page, ld *structured, in Input) []string {
	var site []string
	self := func(name string) bool {
		l := letters(name)
		for _, s := range []string{p.head.ogSite, ld.publisher, in.Publisher, host(in.URL), firstLabel(host(in.URL))} {
			if s != "" && letters(s) == l {
				return true
			}
		}
		return false
	}
	for _, source := range [][]string{ld.authors, p.head.metaAuthors, p.head.bylines} {
		var out []string
		for _, n := range source {
			if self(n) {
				site = appendNew(site, strings.TrimSpace(n))
				continue
			}
			for _, one := range splitNames(n) {
				if self(one) {
					site = appendNew(site, one)
				} else {
					out = appendNew(out, one)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return site
}

func firstLabel(h string) string {
	l, _, _ := strings.Cut(registered(h), ".")
	return l
}

// appendNew appends a name that is not in the list yet, in any case.
func appendNew(list []string, s string) []string {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return list
		}
	}
	return append(list, s)
}

// splitNames cuts a byline into names: "By A, B and C".
func splitNames(s string) []string {
	s = strings.TrimSpace(s)
	for again := true; again; {
		again = false
		for _, by := range []string{"by ", "by: ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "från ", "text: ", "autor: ", "author: ", "авторы: ", "автор: "} {
			if len(s) > len(by) && strings.EqualFold(s[:len(by)], by) {
				s, again = strings.TrimSpace(s[len(by):]), true
			}
		}
	}
	for _, and := range []string{" and ", " und ", " et ", " y ", " e ", " og ", " och ", " & ", ";", "|", " / ", " · ", "•"} {
		s = strings.ReplaceAll(s, and, ",")
	}
	var out []string
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if i := strings.IndexByte(part, '('); i > 0 {
			part = strings.TrimSpace(part[:i])
		}
		if part == "" || utf8.RuneCountInString(part) > 60 {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(part); !unicode.IsLetter(r) {
			continue
		}
		out = append(out, part)
	}
	return out
}

// pageByline returns the names in the text of an element that its markup calls
// an author or a byline, or nil where it does not read like names.
func pageByline(text string) []string {
	if len(text) > 120 {
		return nil
	}
	var out []string
	for _, n := range splitNames(text) {
		words := strings.Fields(n)
		if len(words) > 5 || strings.ContainsAny(n, "0123456789:@/") {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(words[0]); unicode.IsUpper(r) && len(words) > 1 || unicode.Is(unicode.Han, r) {
			out = append(out, n)
		}
	}
	return out
}
