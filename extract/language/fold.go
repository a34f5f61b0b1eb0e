package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold maps a rune to the form that Norm holds: lower case, plain dashes and
// apostrophes, ASCII for full-width forms (U+FF01 to U+FF5E).
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch r {
	case '\u2018', '\u2019', '\u201a', '\u201b', '\u02bc', '\u00b4', '\u2032':
		return '\''
	case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb', '\u2033':
		return '"'
	case '\u2010', '\u2011', '\u00ad':
		return '-'
	case '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return '–' // a dash between words or figures, never inside a word
	case '\u00a5', '\uffe5':
		return '¥'
	case '\uffe1':
		return '£'
	}
	if r >= 0xff01 && r <= 0xff5e {
		return fold(r - 0xfee0)
	}
	return unicode.ToLower(r)
}

// foldWord is the Norm of a word with characters beyond ASCII.
func foldWord(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return fold(r)
	}, s)
}

// foldMark is the Norm of a mark beyond ASCII, without allocation for the
// common ones.
func foldMark(r rune) string {
	switch f := fold(r); f {
	case '\'':
		return "'"
	case '"':
		return "\""
	case '–':
		return "–"
	case '-':
		return "-"
	case '\u2026':
		return "..."
	case '€':
		return "€"
	case '£':
		return "£"
	case '¥':
		return "¥"
	case '\u2022':
		return "•"
	default:
		return string(f)
	}
}

// invisible reports whether r has no width and no meaning for the words around
// it: soft hyphen, zero-width and bidirectional controls, byte order mark.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return r == utf8.RuneError
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) && r < 0xff00
}
