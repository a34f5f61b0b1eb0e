package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chooseAuthors returns the names of the people who wrote the page.
func chooseAuthors(p *page, ld *structured) []string {
	for _, names := range [][]string{ld.authors, p.head.metaAuthors, p.head.bylines} {
		var out []string
		for _, n := range names {
			for _, one := range splitNames(n) {
				if !contains(out, one) {
					out = append(out, one)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// splitNames cuts a byline into names: "By A, B and C".
func splitNames(s string) []string {
	s = strings.TrimSpace(s)
	for _, by := range []string{"by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "från "} {
		if len(s) > len(by) && strings.EqualFold(s[:len(by)], by) {
			s = s[len(by):]
			break
		}
	}
	for _, and := range []string{" and ", " und ", " et ", " y ", " e ", " og ", " och ", " & ", ";", "|", " / "} {
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
