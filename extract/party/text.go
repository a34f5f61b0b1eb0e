package party

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var unifier = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "`", "'", "‑", "-", "‐", "-", "–", "-", "\u00a0", " ", "\u200b", "")

// unify gives apostrophes, hyphens and spaces one form each.
func unify(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] == '`' {
			return unifier.Replace(s)
		}
	}
	return s
}

// Fold is the form in which names are compared.
func Fold(s string) string { return strings.ToLower(unify(s)) }

// firstWord is the leading run of letters and digits of a folded name.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return s[:i]
		}
	}
	return s
}

var legal = map[string]bool{"inc": true, "corp": true, "corporation": true, "ltd": true, "limited": true, "llc": true, "plc": true,
	"nv": true, "n.v.": true, "se": true, "ag": true, "sa": true, "gmbh": true, "co": true, "company": true, "pbc": true, "holding": true,
	"holdings": true, "group": true, "incorporated": true, "lp": true, "llp": true, "ab": true, "oy": true, "kk": true, "bv": true}

// Slug makes the canonical slug of a name that the gazetteer lacks: the usual
// short name, lower-case ASCII, without legal form.
func Slug(s string) string {
	s = strings.TrimPrefix(Fold(s), "the ")
	s = strings.TrimSuffix(s, "'s")
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case r == '&' || r == '+':
			b.WriteString(" and ")
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for n := len(words); n > 2 && len(words[n-1]) == 1 && len(words[n-2]) == 1; n = len(words) { // "L.P.", "S.p.A."
		k := n - 1
		for k > 1 && len(words[k-1]) == 1 {
			k--
		}
		if !legal[strings.Join(words[k:], "")] {
			break
		}
		words = words[:k]
	}
	for len(words) > 1 && legal[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	if len(words) > 2 && words[len(words)-1] == "ai" {
		words = words[:len(words)-1]
	}
	return strings.Join(words, "-")
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
