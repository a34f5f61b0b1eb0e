package article

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// What stands inside the container of an article and is no part of its text:
// teasers, lists of links, captions, notices, stubs, repetitions, and the tail
// of a press release.

// dropTeasers drops elements that present another article: a linked headline
// and a few lines.
func (p *page) dropTeasers(c int) {
	for i := c + 1; i < int(p.elems[c].end); i++ {
		e := &p.elems[i]
		if e.last-e.first < 2 || e.last-e.first > 8 {
			continue
		}
		size, _, _ := p.measure(e)
		if size == 0 || size > 700 {
			continue
		}
		for j := e.first; j < e.last; j++ {
			b := &p.blocks[j]
			if b.drop != kept {
				continue
			}
			if b.kind == Heading && int(b.linked)*10 >= b.size()*9 {
				p.dropAll(e, related)
			}
			if b.reads() || b.kind == Heading {
				break
			}
		}
	}
}

// dropLinkLists drops elements inside the container that are mostly links.
func (p *page) dropLinkLists(c int) {
	for i := c + 1; i < int(p.elems[c].end); i++ {
		e := &p.elems[i]
		size, linked, _ := p.measure(e)
		if size == 0 || linked*10 < size*6 {
			continue
		}
		if e.node.DataAtom == atom.P && size >= 120 && e.last-e.first == 1 {
			continue // a paragraph that is one link
		}
		p.dropAll(e, linkList)
	}
}

// dropCaptions drops the few words beside a picture.
func (p *page) dropCaptions(c int) {
	for i := c + 1; i < int(p.elems[c].end); i++ {
		e := &p.elems[i]
		if e.images == 0 || e.node.DataAtom == atom.P || e.last == e.first || e.last-e.first > 2 {
			continue
		}
		size, _, _ := p.measure(e)
		for j := e.first; j < e.last; j++ {
			if b := &p.blocks[j]; b.tag == atom.P || b.kind == Heading || b.kind == ListItem {
				size = 0
			}
		}
		if size > 0 && size < 250 {
			p.dropAll(e, caption)
		}
	}
}

// dropStubs drops short lines before the first and after the last block of
// running text, and short lines that are neither paragraph, heading nor item.
func (p *page) dropStubs(c int) {
	e := &p.elems[c]
	_, _, mass := p.measure(e)
	first, last, rows, table := -1, -1, 0, -1
	for j := int(e.first); j < int(e.last); j++ {
		b := &p.blocks[j]
		if b.drop == kept && b.reads() && (b.kind != Heading || b.tag == atom.P) {
			if first < 0 {
				first = j
			}
			last = j
		}
		if b.drop == kept && first >= 0 && b.solid() {
			if b.kind == TableRow {
				rows, table = rows+b.size(), j
			} else {
				last = j
			}
		}
	}
	if table > last && rows*2 <= mass { // a long table behind the text is an appendix
		last = table
	}
	for j := int(e.first); j < int(e.last) && first >= 0; j++ {
		b := &p.blocks[j]
		if b.drop != kept {
			continue
		}
		switch {
		case p.elems[b.elem].sign.body:
		case j < first && !b.reads() && !p.beside(b, &p.blocks[first]) && !p.opensEntry(e, j),
			j > last && b.tag != atom.P && b.tag != atom.Li && first >= 0 && !(b.elem == p.blocks[last].elem && b.linked == 0 && endsSentence(p.text[b.start:b.end])),
			b.kind == Paragraph && b.tag != atom.P && b.tag != atom.Td && b.size() < 40 && !endsSentence(p.text[b.start:b.end]):
			b.drop = stub
		}
	}
}

// beside reports whether a short line before the first paragraph belongs to the
// text: a paragraph that stands beside it or is a sentence, and no date.
func (p *page) beside(b, first *block) bool {
	if b.tag != atom.P {
		return false
	}
	line := p.text[b.start:b.end]
	if b.size() <= 80 && dateInWords(string(line)) != "" {
		return false
	}
	return p.elems[b.elem].parent == p.elems[first.elem].parent || b.size() >= 60 || endsSentence(line)
}

// dropNotices drops lines that speak to the reader and not of the matter.
func (p *page) dropNotices(c int) {
	for j := range p.blocks[:p.elems[c].last] {
		b := &p.blocks[j]
		if b.drop == kept && b.size() <= 600 {
			if why := notice(string(p.text[b.start:b.end])); why != kept {
				b.drop = why
			}
		}
	}
}

// dropTail drops what follows the text of a press release: who the companies
// are, warnings about forecasts, whom to ask. It begins at a line that says so
// in the second half of the text.
func (p *page) dropTail(c int) {
	e := &p.elems[c]
	_, _, mass := p.measure(e)
	before := 0
	for j := e.first; j < e.last; j++ {
		b := &p.blocks[j]
		if b.drop != kept {
			continue
		}
		if before*2 > mass && b.size() <= 90 && beginsTail(string(p.text[b.start:b.end])) {
			for k := j; k < e.last; k++ {
				if p.blocks[k].drop == kept {
					p.blocks[k].drop = boilerplate
				}
			}
			return
		}
		before += b.mass()
	}
}

// dropBiography drops the last lines of a text that tell who wrote it, which
// begin with a name from the byline, or what the company is whose release it is.
func (p *page) dropBiography(c int, authors []string) {
	e := &p.elems[c]
	left := 4
	for j := e.last - 1; j >= e.first && left > 0; j-- {
		b := &p.blocks[j]
		if b.drop != kept {
			continue
		}
		left--
		if b.size() > 700 {
			continue
		}
		line := string(p.text[b.start:b.end])
		if b.size() >= 100 && introducesCompany(line) {
			b.drop = boilerplate
			continue
		}
		for _, name := range authors {
			if rest, ok := strings.CutPrefix(line, name); ok && tellsOf(rest) {
				b.drop = biography
			}
		}
	}
}

// introducesCompany reports whether a line says of a name at its start what kind
// of company that is, or where it has its seat. A line with money or a share in
// it is news all the same.
func introducesCompany(line string) bool {
	if strings.ContainsAny(line, "$€£¥%") || strings.Contains(line, "illion") {
		return false
	}
	for _, verb := range []string{" is headquartered in ", " is based in ", " was founded in "} {
		if i := strings.Index(line, verb); i > 0 && i <= 40 && isName(line[:i]) {
			return true
		}
	}
	for _, verb := range []string{" is a ", " is an ", " is the "} {
		i := strings.Index(line, verb)
		if i <= 0 || i > 60 || !isName(line[:i]) {
			continue
		}
		what := strings.ToLower(line[i+len(verb) : min(len(line), i+len(verb)+40)])
		for _, w := range []string{"leading ", "global ", "world’s ", "world's ", "provider of", "publicly traded", "premier ", "multinational "} {
			if strings.Contains(what, w) {
				return true
			}
		}
	}
	return false
}

// isName reports whether every word begins like a name's.
func isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"“"))
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && w != "&" && w != "and" && w != "of" {
			return false
		}
	}
	return len(words) > 0 && len(words) <= 6
}

// tellsOf reports whether what follows a name says who that is.
func tellsOf(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	for _, w := range []string{"(", "is ", "was ", "has ", "writes ", "covers ", "works ", "reports ", "joined ", "can be reached", "may be reached", "teaches ", "ist ", "war ", "schreibt ", "arbeitet ", "est ", "es ", "è ", "är ", "er ", "jest ", ", "} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// beginsTail reports whether a line heads the boilerplate of a press release.
func beginsTail(line string) bool {
	l := strings.ToLower(strings.Trim(line, " :.#*-–—"))
	for _, about := range []string{"about ", "über ", "à propos de ", "à propos d’", "à propos d'"} {
		if !strings.HasPrefix(l, about) || len(line) <= len(about) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(line[len(about):])
		sentence := strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "nc.") && !strings.HasSuffix(line, "td.") && !strings.HasSuffix(line, "orp.") && !strings.HasSuffix(line, "Co.")
		return unicode.IsUpper(r) && !sentence && !strings.ContainsAny(line[len(line)-1:], "!?") && len(strings.Fields(line)) <= 8
	}
	switch l {
	case "forward-looking statements", "forward looking statements", "cautionary statement", "safe harbor statement", "safe harbour statement",
		"media contact", "media contacts", "press contact", "press contacts", "investor contact", "investor contacts", "investor relations contact", "contacts", "media contact information",
		"notes to editors", "note to editors", "pressekontakt", "kontakt für medien", "contact presse", "contacto de prensa", "disclaimer", "legal disclaimer":
		return true
	}
	return strings.HasPrefix(l, "forward-looking statement") || strings.HasPrefix(l, "cautionary note regarding forward") || strings.HasPrefix(l, "cautionary statement regarding forward")
}

// dropRepeated drops blocks that repeat the title, and runs of blocks that
// repeat earlier ones. A short line may come again, as questions of a form do.
func (p *page) dropRepeated(c int, titles ...string) {
	begun := false
	seen := make(map[string]bool, 64)
	run := make([]*block, 0, 16)
	size := 0
	flush := func() {
		if len(run) > 1 || size >= 300 {
			for _, b := range run {
				b.drop = repeated
			}
		}
		run, size = run[:0], 0
	}
	for j := range p.blocks[:p.elems[c].last] {
		b := &p.blocks[j]
		if b.drop != kept {
			continue
		}
		text := p.text[b.start:b.end]
		if !begun && (b.tag == atom.H1 || b.size() < 400 && repeatsTitle(string(text), titles)) {
			b.drop = repeated
			continue
		}
		begun = begun || b.reads() && b.kind != Heading
		switch {
		case b.size() < 40:
		case seen[string(text)]:
			run, size = append(run, b), size+b.size()
		default:
			flush()
			seen[string(text)] = true
		}
	}
	flush()
	checks := 0
	for j := range p.blocks[:p.elems[c].last] {
		if b := &p.blocks[j]; b.drop == kept && b.tag != atom.P && b.size() >= 1000 && checks < 8 {
			checks++
			if p.isCopy(b) {
				b.drop = repeated
			}
		}
	}
}

// comesAgain reports whether all lines of an element that are worth a look stand
// below it once more, as those of a pinned entry do.
func (p *page) comesAgain(e *elem) bool {
	again := map[string]bool{}
	for j := e.first; j < e.last; j++ {
		if b := &p.blocks[j]; b.size() >= 40 {
			again[string(p.text[b.start:b.end])] = true
		}
	}
	if n := len(again); n == 0 || n > 50 {
		return false
	}
	for j := int(e.last); j < len(p.blocks) && len(again) > 0; j++ {
		b := &p.blocks[j]
		delete(again, string(p.text[b.start:b.end]))
	}
	return len(again) == 0
}

// isCopy reports whether a long block says again what other kept blocks say, as
// a copy of the whole text for reading aloud does.
func (p *page) isCopy(b *block) bool {
	const samples, width = 5, 48
	found := 0
	for k := range samples {
		at := int(b.start) + (b.size()-width)*k/(samples-1)
		sample := p.text[at : at+width]
		for i := range p.blocks {
			if o := &p.blocks[i]; o != b && o.drop == kept && o.size() >= width && o.tag == atom.P && bytes.Contains(p.text[o.start:o.end], sample) {
				found++
				break
			}
		}
	}
	return found >= 3
}

// repeatsTitle reports whether a line is one of the titles, alone or behind a
// few more words.
func repeatsTitle(line string, titles []string) bool {
	l := letters(line)
	for _, t := range titles {
		if t = letters(t); len(t) >= 10 && strings.HasSuffix(l, t) && len(l) < 2*len(t) {
			return true
		}
	}
	return false
}
