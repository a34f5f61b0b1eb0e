package article

import (
	"bytes"
	"fmt"
)

// Limits of one document. Real news pages stay below a tenth of each.
const (
	maxBytes      = 4 << 20   // of HTML, decoded
	maxTags       = 250_000   // start and end tags
	maxLines      = 250_000   // of a text without markup
	maxAttributes = 1024      // of one tag
	maxRoots      = 16        // html and body tags with attributes, which the parser merges in quadratic time
	maxFormatting = 1_000_000 // nodes of formatting elements, some 200 MB; real pages stay below a hundredth
	maxLooks      = 8         // times that every byte may be looked at for the attributes of tags inside of tags
)

// guard refuses a document that would cost html.Parse more than linear time or
// more memory than a page is worth. It is a scan over the bytes that knows no
// context: what looks like a tag counts, also inside scripts, comments and
// quotes, so that no context can hide one.
func guard(body []byte) error {
	if len(body) > maxBytes {
		return refused(fmt.Sprintf("%d bytes, the limit is %d", len(body), maxBytes))
	}
	tags, roots, looks := 0, 0, 0
	var f formatting
	for i, end := 0, 0; ; {
		j := bytes.IndexByte(body[i:], '<')
		if j < 0 || i+j+1 >= len(body) {
			return nil
		}
		i += j + 1
		b := body[i:]
		name := b
		if b[0] == '/' {
			tags++
			name = b[1:]
		}
		switch {
		case len(name) > 0 && name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z':
			if b[0] != '/' {
				tags++
				if isRoot(b) {
					if roots++; roots > maxRoots {
						return refused(fmt.Sprintf("more than %d html or body tags", maxRoots))
					}
				}
			}
			n, attributes := countAttributes(name)
			if attributes > maxAttributes {
				return refused(fmt.Sprintf("a tag with more than %d attributes", maxAttributes))
			}
			if looks += n; looks > maxLooks*len(body) {
				return refused("tags inside of tags that do not end")
			}
			if i < end {
				f.scopes++ // it stands in an attribute
			}
			n += len(b) - len(name)
			end = max(end, i+n)
			if !f.tag(b[:n], attributes) {
				return refused("formatting elements that are left open and repeated in every block")
			}
		case hidesTags(b):
			f.scopes++
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

// countAttributes returns the length of the tag whose name starts at b[0] and how
// many attributes it has; above maxAttributes it stops. It cuts as the tokenizer
// does: quotes count only behind an equals sign, and only ">" outside of them
// ends the tag.
func countAttributes(b []byte) (length, attributes int) {
	i, n := 0, 0
	for i < len(b) && b[i] > ' ' && b[i] != '>' && b[i] != '/' {
		i++
	}
	for {
		for i < len(b) && (b[i] <= ' ' || b[i] == '/') {
			i++
		}
		if i >= len(b) || b[i] == '>' {
			return i, n
		}
		if n++; n > maxAttributes {
			return i, n
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
			return i, n
		}
		if q := b[i]; q == '"' || q == '\'' {
			j := bytes.IndexByte(b[i+1:], q)
			if j < 0 {
				return len(b), n // the tag never ends, so there is none
			}
			i += j + 2
			continue
		}
		for i < len(b) && b[i] > ' ' && b[i] != '>' {
			i++
		}
	}
}
