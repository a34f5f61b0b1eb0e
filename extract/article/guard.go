package article

import (
	"bytes"
	"fmt"
)

// Limits of one document. Real news pages stay below a tenth of each.
const (
	maxBytes      = 4 << 20 // of HTML, decoded
	maxTags       = 250_000 // start and end tags
	maxAttributes = 1024    // of one tag
	maxRoots      = 16      // html and body tags with attributes, which the parser merges in quadratic time
)

// guard refuses a document that would cost html.Parse more than linear time or
// more memory than a page is worth. It is a scan over the bytes that knows no
// context: what looks like a tag counts, also inside scripts, comments and
// quotes, so that no context can hide one.
func guard(body []byte) error {
	if len(body) > maxBytes {
		return refused(fmt.Sprintf("%d bytes, the limit is %d", len(body), maxBytes))
	}
	tags, roots := 0, 0
	for i := 0; ; {
		j := bytes.IndexByte(body[i:], '<')
		if j < 0 || i+j+1 >= len(body) {
			return nil
		}
		i += j + 1
		switch c := body[i]; {
		case c == '/':
			tags++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			tags++
			if isRoot(body[i:]) {
				if roots++; roots > maxRoots {
					return refused(fmt.Sprintf("more than %d html or body tags", maxRoots))
				}
			}
			if !fewAttributes(body[i:]) {
				return refused(fmt.Sprintf("a tag with more than %d attributes", maxAttributes))
			}
		}
		if tags > maxTags {
			return refused(fmt.Sprintf("more than %d tags", maxTags))
		}
	}
}

// isRoot reports whether a tag's text begins with html or body and goes on with
// attributes.
func isRoot(b []byte) bool {
	if len(b) < 5 || b[4] > ' ' && b[4] != '/' {
		return false
	}
	switch b[0] | 0x20 {
	case 'h':
		return b[1]|0x20 == 't' && b[2]|0x20 == 'm' && b[3]|0x20 == 'l'
	case 'b':
		return b[1]|0x20 == 'o' && b[2]|0x20 == 'd' && b[3]|0x20 == 'y'
	}
	return false
}

// fewAttributes reports whether the tag whose name starts at b[0] has at most
// maxAttributes attributes. It cuts as the tokenizer does: quotes count only
// behind an equals sign, and only ">" outside of them ends the tag.
func fewAttributes(b []byte) bool {
	i, n := 0, 0
	for i < len(b) && b[i] > ' ' && b[i] != '>' && b[i] != '/' {
		i++
	}
	for {
		for i < len(b) && (b[i] <= ' ' || b[i] == '/') {
			i++
		}
		if i >= len(b) || b[i] == '>' {
			return true
		}
		if n++; n > maxAttributes {
			return false
		}
		i++ // also an equals sign that starts a name
		for i < len(b) && b[i] > ' ' && b[i] != '>' && b[i] != '/' && b[i] != '=' {
			i++
		}
		for i < len(b) && b[i] <= ' ' {
			i++
		}
		if i >= len(b) || b[i] != '=' {
			continue
		}
		i++
		for i < len(b) && b[i] <= ' ' {
			i++
		}
		if i >= len(b) {
			return true
		}
		if q := b[i]; q == '"' || q == '\'' {
			j := bytes.IndexByte(b[i+1:], q)
			if j < 0 {
				return true // the tag never ends, so there is none
			}
			i += j + 2
			continue
		}
		for i < len(b) && b[i] > ' ' && b[i] != '>' {
			i++
		}
	}
}
