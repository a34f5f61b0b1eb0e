// Package decode turns text in any encoding of the web into UTF-8: the bytes of
// a body and what its header says in, UTF-8 out. It never fails: what cannot be
// read as declared is read as well as it can be.
package decode

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// HTML gives an HTML page or a plain text as UTF-8. In order of belief: byte
// order mark, a body that is UTF-8 whatever it says, header, <meta>, a guess
// (WHATWG encoding sniffing, but for the second).
func HTML(body []byte, contentType string) []byte {
	if out, ok := marked(body); ok {
		return out
	}
	if plain(body) {
		return body
	}
	if e := label(headerCharset(contentType)); e != nil {
		return convert(body, e)
	}
	head := body[:min(len(body), 1024)]
	if e, _, certain := charset.DetermineEncoding(head, ""); certain {
		return convert(body, e)
	}
	return convert(body, guess(body))
}

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["'][^>]{0,200}?>`)

// XML gives an XML or JSON file as UTF-8, with the same order of belief; the
// declaration of an XML file stands in the place of <meta>. The declaration
// stays as it is: readers of the result must not believe it.
func XML(body []byte, contentType string) []byte {
	if out, ok := marked(body); ok {
		return out
	}
	if e := wide(body); e != nil {
		return convert(body, e)
	}
	if plain(body) {
		return body
	}
	var declared encoding.Encoding
	if m := xmlDeclaration.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		declared = label(string(m[1]))
	}
	header := label(headerCharset(contentType))
	for _, e := range []encoding.Encoding{header, declared} {
		if e != nil && e != unicode.UTF8 && !isWide(e) {
			return convert(body, e)
		}
	}
	if header != nil || declared != nil {
		return mend(body) // says UTF-8, is not
	}
	return convert(body, guess(body))
}

// marked strips a byte order mark and converts as it says.
func marked(body []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		rest := body[3:]
		if utf8.Valid(rest) {
			return rest, true
		}
		return mend(rest), true
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return convert(body, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), true
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return convert(body, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), true
	}
	return nil, false
}

// wide recognises UTF-16 without a mark by the zero byte beside the first "<" or "{".
func wide(body []byte) encoding.Encoding {
	if len(body) < 4 {
		return nil
	}
	switch {
	case body[0] == 0 && (body[1] == '<' || body[1] == '{') && body[2] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case (body[0] == '<' || body[0] == '{') && body[1] == 0 && body[3] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

func isWide(e encoding.Encoding) bool {
	le, _ := charset.Lookup("utf-16le")
	be, _ := charset.Lookup("utf-16be")
	return e == le || e == be
}

// plain reports a body that can be taken as it is: valid UTF-8 and no escape
// sequences of a seven-bit encoding.
func plain(body []byte) bool {
	return utf8.Valid(body) && !bytes.Contains(body, []byte("\x1b$")) && bytes.IndexByte(body, 0) < 0
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		_, after, ok := strings.Cut(strings.ToLower(contentType), "charset=")
		if !ok {
			return ""
		}
		after, _, _ = strings.Cut(after, ";")
		return strings.Trim(after, `"' `)
	}
	return params["charset"]
}

func label(name string) encoding.Encoding {
	if name == "" {
		return nil
	}
	e, canonical := charset.Lookup(strings.TrimSpace(name))
	if canonical == "utf-8" {
		return unicode.UTF8
	}
	if canonical == "replacement" {
		return nil
	}
	return e
}

func convert(body []byte, e encoding.Encoding) []byte {
	if e == nil || e == unicode.UTF8 {
		return mend(body)
	}
	out, err := e.NewDecoder().Bytes(body)
	if err != nil || !utf8.Valid(out) {
		return bytes.ToValidUTF8(out, []byte("\uFFFD"))
	}
	return out
}

// mend reads a body that says UTF-8 but has stray bytes: those are taken for
// windows-1252, which is what they nearly always are.
func mend(body []byte) []byte {
	if utf8.Valid(body) {
		return body
	}
	var out bytes.Buffer
	out.Grow(len(body) + len(body)/8)
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
			if r == utf8.RuneError && body[0] < 0xA0 {
				r = '\uFFFD'
			}
		}
		out.WriteRune(r)
		body = body[n:]
	}
	return out.Bytes()
}

// guess names the encoding of a body that declares none.
func guess(body []byte) encoding.Encoding {
	if e := wide(body); e != nil {
		return e
	}
	if e, name, _ := charset.DetermineEncoding(body[:min(len(body), 1024)], ""); name != "windows-1252" && name != "utf-8" {
		return e
	}
	if res, err := chardet.NewHtmlDetector().DetectBest(body[:min(len(body), 32<<10)]); err == nil && res.Confidence >= 40 {
		if e := label(res.Charset); e != nil && e != unicode.UTF8 {
			return e
		}
	}
	if loose(body) {
		return unicode.UTF8 // mostly UTF-8: mend keeps what is
	}
	return charmap.Windows1252
}

// loose reports a body in which most of the bytes beyond ASCII are valid UTF-8.
func loose(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		body = body[n:]
	}
	return good > bad
}
