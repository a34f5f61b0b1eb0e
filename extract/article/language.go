package article

import "strings"

// chooseLanguage returns the ISO 639-1 code of a page's language.
func chooseLanguage(h *head, ld *structured, text string) string {
	for _, tag := range []string{h.language, ld.language, h.metaLang, h.ogLocale} {
		if code := languageCode(tag); code != "" {
			return code
		}
	}
	return ""
}

// languageCode returns the two letters a language tag begins with
// (RFC 5646), or "".
func languageCode(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	tag, _, _ = strings.Cut(tag, "-")
	tag, _, _ = strings.Cut(tag, "_")
	switch tag {
	case "nb", "nn":
		return "no"
	}
	if len(tag) != 2 || tag[0] < 'a' || tag[0] > 'z' || tag[1] < 'a' || tag[1] > 'z' {
		return ""
	}
	return tag
}
