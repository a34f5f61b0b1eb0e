package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// decode returns body as UTF-8, without a byte order mark. Bytes that are valid
// UTF-8 are UTF-8, whatever a header or a meta element says: pages are
// re-encoded on their way more often than their declarations are. Otherwise the
// order is that of the HTML standard: byte order mark, header, meta, sniffing
// (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding),
// which for us includes the encodings of East Asia.
func decode(body []byte, contentType string) []byte {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		body = body[3:]
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return utf16(body[2:], unicode.LittleEndian)
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return utf16(body[2:], unicode.BigEndian)
	}
	if order, ok := sniffUTF16(body); ok {
		return utf16(body, order)
	}
	if utf8.Valid(body) {
		return body
	}
	if mostlyUTF8(body) {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	enc, name, declared := charset.DetermineEncoding(body, contentType)
	if !declared || name == "utf-8" { // which it is not
		if guess := guessEastAsian(body); guess != nil {
			enc, name = guess, ""
		}
	}
	if name == "utf-8" {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return out
}

func utf16(body []byte, order unicode.Endianness) []byte {
	out, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, nil)
	}
	return out
}

// sniffUTF16 recognises UTF-16 without a byte order mark by the NULs that
// markup in Latin letters leaves in every second byte.
func sniffUTF16(body []byte) (unicode.Endianness, bool) {
	head := body[:min(len(body), 256)&^1]
	if len(head) < 8 {
		return unicode.BigEndian, false
	}
	var nul [2]int
	for i, c := range head {
		if c == 0 {
			nul[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case nul[1] > half*3/4 && nul[0] < half/8:
		return unicode.LittleEndian, true
	case nul[0] > half*3/4 && nul[1] < half/8:
		return unicode.BigEndian, true
	}
	return unicode.BigEndian, false
}

// mostlyUTF8 reports whether body is UTF-8 with a few broken sequences, as a
// cut in the middle of a letter or one pasted byte leaves them.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n <= 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 0 && bad*20 < good
}

// spaces are the runes that a reader sees as a blank.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\f', '\v', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// isInvisible tells runes that carry no text: soft hyphen, zero-width space,
// word joiner, byte order mark, directional marks, controls. The zero-width
// joiners stay, scripts and emoji need them.
func isInvisible(r rune) bool {
	switch r {
	case 0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF:
		return true
	}
	return r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// squash normalises a short string: blanks are one space, invisible runes go.
func squash(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c > ' ' && c < 0x7F && c != '&' || c == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' '
	}
	if plain {
		return s
	}
	s = unescapeDoubled(s)
	out, _ := appendSpaced(make([]byte, 0, len(s)), s, false, 0)
	return string(out)
}

// appendSpaced appends s to dst with blanks squashed, and returns whether a
// blank is due before what follows. Nothing before start counts as text that a
// blank could follow.
func appendSpaced(dst []byte, s string, space bool, start int) ([]byte, bool) {
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < 0x7F {
			if space && len(dst) > start {
				dst = append(dst, ' ')
			}
			space = false
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < 0x7F {
				j++
			}
			dst = append(dst, s[i:j]...)
			i = j
			continue
		}
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			space = true
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case isSpace(r):
			space = true
		case isInvisible(r):
		default:
			if space && len(dst) > start {
				dst = append(dst, ' ')
			}
			space = false
			dst = utf8.AppendRune(dst, r)
		}
		i += n
	}
	return dst, space
}

// unescapeDoubled undoes one more round of entities where a page escaped its
// text twice ("R&amp;amp;D", "&amp;nbsp;"); a bare ampersand stays.
func unescapeDoubled(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 || strings.IndexByte(s[i:], ';') < 0 {
		return s
	}
	var b strings.Builder
	rest := s
	changed := false
	for {
		i := strings.IndexByte(rest, '&')
		if i < 0 {
			break
		}
		j := strings.IndexByte(rest[i:], ';')
		if j < 2 || j > 10 {
			b.WriteString(rest[:i+1])
			rest = rest[i+1:]
			continue
		}
		b.WriteString(rest[:i])
		entity := rest[i : i+j+1]
		if text, ok := doubled(entity); ok {
			b.WriteString(text)
			changed = true
		} else {
			b.WriteString(entity)
		}
		rest = rest[i+j+1:]
	}
	if !changed {
		return s
	}
	b.WriteString(rest)
	return b.String()
}
