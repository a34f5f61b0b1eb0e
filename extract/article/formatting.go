package article

import "bytes"

// formatting estimates from above how many nodes html.Parse makes of formatting
// elements such as b and font. Those that a block leaves open it opens again in
// every block behind, as new nodes with all their attributes, so that a hundred
// of them in a hundred thousand paragraphs are ten million nodes
// (https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements).
//
// An element counts as open until its end tag, and for good where that might be
// none to the parser: where a comment, a script, an attribute or an element that
// hides what is open around it begins between the two. Of equal elements the
// parser keeps three.
type formatting struct {
	open   []openTag
	tags   map[string]*formattingTag // by their text
	weight int                       // nodes, and attributes as parts of them, that every block may repeat
	cost   int                       // of all tags so far
	scopes int                       // beginnings so far of what may hide an end tag
}

// formattingTag is the text of a tag, and how many elements of it are open.
type formattingTag struct {
	name       string
	open, most int
}

type openTag struct {
	tag    *formattingTag
	weight int // 0 of one too many of equal ones
	scope  int
}

// tag notes the tag whose text is b, from its name or the slash before it on. It
// reports false when the page costs too much.
func (f *formatting) tag(b []byte, attributes int) bool {
	f.cost += f.weight
	if f.cost > maxFormatting {
		return false
	}
	closing := b[0] == '/'
	if closing {
		b = b[1:]
	}
	var buf [16]byte
	n := 0
	for n < len(b) && n < len(buf) && b[n] > ' ' && b[n] != '>' && b[n] != '/' {
		buf[n] = b[n]
		if c := b[n]; c >= 'A' && c <= 'Z' {
			buf[n] = c | 0x20
		}
		n++
	}
	switch name := buf[:n]; string(name) {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		if closing {
			f.end(name)
		} else {
			f.start(name, b, attributes)
		}
	case "applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "select",
		"mi", "mo", "mn", "ms", "mtext", "annotation-xml", "foreignobject", "desc",
		"title", "script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
		f.scopes++
	}
	return true
}

func (f *formatting) start(name, b []byte, attributes int) {
	most := 3
	if string(name) == "a" || string(name) == "nobr" { // a second one closes the first
		b, most = name, 1
	}
	t := f.tags[string(b)]
	if t == nil {
		if f.tags == nil {
			f.tags = map[string]*formattingTag{}
		}
		t = &formattingTag{name: string(name), most: most}
		f.tags[string(b)] = t
	}
	o := openTag{tag: t, scope: f.scopes}
	if t.open < t.most {
		t.open++
		o.weight = 1 + attributes/4
		f.weight += o.weight
	}
	f.open = append(f.open, o)
}

// end closes the last element of a name. Only a few are looked at, so that a
// page of elements that never end costs no more than another.
func (f *formatting) end(name []byte) {
	for i := len(f.open) - 1; i >= 0 && i >= len(f.open)-32; i-- {
		o := f.open[i]
		if o.tag.name != string(name) {
			continue
		}
		if o.scope == f.scopes {
			if o.weight > 0 {
				o.tag.open--
				f.weight -= o.weight
			}
			f.open = append(f.open[:i], f.open[i+1:]...)
		}
		return
	}
}

// hidesTags reports whether the declaration at the start of b, "!--" or the like,
// goes on behind the next tag.
func hidesTags(b []byte) bool {
	end := ">"
	switch {
	case bytes.HasPrefix(b, []byte("!--")):
		end = "-->"
	case bytes.HasPrefix(b, []byte("![CDATA[")):
		end = "]]>"
	}
	next := bytes.IndexByte(b, '<')
	if next < 0 {
		next = len(b)
	}
	return !bytes.Contains(b[:next], []byte(end))
}
