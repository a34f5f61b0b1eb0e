package article

import "golang.org/x/net/html/atom"

// The body of an article is found in steps over the blocks of a page. Markup
// drops what it names as something else; the element whose blocks are worth
// most together is the container; inside of it, what does not read like the
// text of this article goes: teasers, lists of links, captions, stubs, notices,
// repetitions.

// chooseBody marks every block of p that is no part of the article with the
// reason, and returns the container's index in p.elems, or -1.
func chooseBody(p *page, title string) int {
	if len(p.blocks) == 0 {
		return -1
	}
	p.dropByMarkup(total(p.sums((*block).mass)))
	p.dropOtherArticles()
	if p.rule != nil {
		p.rule.apply(p)
	}
	return p.chooseInside(title)
}

// chooseLoosely does without most of what markup says: what is hidden, and what
// is clearly named as navigation, consent, or the words of others, stays dropped.
func (p *page) chooseLoosely(title string) int {
	for i := range p.elems {
		e := &p.elems[i]
		switch e.sign.drop {
		case hidden:
			continue
		case comments, related, navigation, consent:
			if e.sign.strong {
				continue
			}
		}
		e.sign.drop = kept
	}
	for i := range p.elems {
		p.elems[i].drop = kept
	}
	p.dropByMarkup(1 << 30)
	return p.chooseInside(title)
}

// chooseInside finds the container among what markup left, and what to drop in
// it.
func (p *page) chooseInside(title string) int {
	c := p.container()
	p.dropOutside(c)
	p.dropTeasers(c)
	p.dropLinkLists(c)
	p.dropCaptions(c)
	p.dropNotices(c)
	p.dropStubs(c)
	p.dropTail(c)
	p.dropBiography(c, p.authors)
	p.dropRepeated(c, title, p.head.ogTitle, p.head.title)
	return c
}

// reads reports whether a block reads like running text.
func (b *block) reads() bool {
	n := b.size()
	return (n >= 100 || n >= 50 && b.tag == atom.P) && int(b.linked)*2 < n && b.kind != TableRow
}

// solid reports whether a short block is text in its own right: an item, a row
// or a quotation that is no link.
func (b *block) solid() bool {
	n := b.size()
	return (b.kind == ListItem || b.kind == TableRow || b.kind == Quote) && n >= 15 && int(b.linked)*3 < n
}

// mass is the bytes of running text in a block.
func (b *block) mass() int {
	if !b.reads() {
		return 0
	}
	return b.size() - int(b.linked)
}

// worth is what a block adds to the case for its container.
func (b *block) worth() int {
	if b.drop != kept {
		return 0
	}
	if m := b.mass(); m > 0 {
		if b.kind == ListItem {
			return m / 2
		}
		return m
	}
	n := b.size()
	if int(b.linked)*2 >= n {
		return -min(n, 60)
	}
	if b.kind == Heading || b.kind == ListItem || b.kind == TableRow {
		return 0
	}
	return -min(n, 40) / 2
}

// sums returns the running totals of f over the blocks: the total of blocks
// [i,j) is sums[j]-sums[i].
func (p *page) sums(f func(*block) int) []int {
	s := make([]int, len(p.blocks)+1)
	for i := range p.blocks {
		s[i+1] = s[i] + f(&p.blocks[i])
	}
	return s
}

// measure returns the size of the kept text in an element and how much of it is
// links.
func (p *page) measure(e *elem) (size, linked, mass int) {
	for j := e.first; j < e.last; j++ {
		if b := &p.blocks[j]; b.drop == kept {
			size += b.size()
			linked += int(b.linked)
			mass += b.mass()
		}
	}
	return size, linked, mass
}

// dropAll drops the blocks of an element that are still kept.
func (p *page) dropAll(e *elem, why reason) {
	for j := e.first; j < e.last; j++ {
		if p.blocks[j].drop == kept {
			p.blocks[j].drop = why
		}
	}
}

// commentMass returns the running text in elements that markup names as
// comments, unless that is nearly all there is.
func (p *page) commentMass(mass []int) int {
	m := 0
	for i := 0; i < len(p.elems); {
		if e := &p.elems[i]; e.sign.drop == comments && e.sign.strong {
			m += mass[e.last] - mass[e.first]
			i = int(e.end)
			continue
		}
		i++
	}
	if total(mass)-m < 300 {
		return 0
	}
	return m
}

func total(sums []int) int { return sums[len(sums)-1] }

// dropByMarkup drops the elements whose markup names them as something else
// than the article, unless more than half of the running text is inside.
func (p *page) dropByMarkup(all int) {
	mass := p.sums((*block).mass)
	size := p.sums((*block).size)
	linked := p.sums(func(b *block) int { return int(b.linked) })
	quoted := p.sums(func(b *block) int {
		if b.kind == Quote {
			return b.size()
		}
		return 0
	})
	if all < 1<<30 {
		all -= p.commentMass(mass)
	}
	pinned := 0
	inBody := int32(0) // end of the element that markup names as the body
	for i := range p.elems {
		e := &p.elems[i]
		if e.sign.body && e.end > inBody {
			inBody = e.end
		}
		if e.parent >= 0 {
			e.drop = p.elems[e.parent].drop
		}
		s := e.sign
		if e.drop != kept || s.drop == kept {
			continue
		}
		m, n, l := mass[e.last]-mass[e.first], size[e.last]-size[e.first], linked[e.last]-linked[e.first]
		if e.node.DataAtom == atom.Main || m*2 > all {
			if s.drop != comments || all < 300 {
				continue
			}
		}
		if h := int32(p.intro); h >= e.first && h < e.last && m*4 > all && s.drop != hidden && s.drop != comments {
			continue // the headline and much of the text
		}
		if q := quoted[e.last] - quoted[e.first]; q*10 >= n*7 && q > 0 {
			switch s.drop {
			case aside, caption, share, related:
				continue // a quotation that is set off
			}
		}
		if !s.strong {
			if s.body {
				continue
			}
			switch s.drop {
			case repeated:
				if pinned++; pinned > 8 || !p.comesAgain(e) {
					continue
				}
			case caption:
				if e.images == 0 && n > 300 || n > 800 {
					continue
				}
			case details:
				if n > 200 && l*3 < n {
					continue
				}
			case form, newsletter:
				if m > 600 && l*5 < n { // an old page is one form
					continue
				}
			case paywall: // as often the name of the text behind it
				if e.node.DataAtom == atom.P || m > 0 && l*4 < n {
					continue
				}
			case related, navigation, share, consent:
				if int32(i) < inBody && m > 0 && l*4 < n || m > 300 && l*5 < n {
					continue
				}
			}
		}
		e.drop = s.drop
	}
	for i := range p.blocks {
		p.blocks[i].drop = p.elems[p.blocks[i].elem].drop
	}
}

// dropOtherArticles drops article elements beside the one that holds the
// headline, such as the next story under this one, and small ones inside it.
func (p *page) dropOtherArticles() {
	if p.intro < 0 {
		return
	}
	own := int32(-1)
	for i := p.blocks[p.intro].elem; i >= 0; i = p.elems[i].parent {
		if p.elems[i].node.DataAtom == atom.Article {
			own = i
		}
	}
	if own < 0 {
		return
	}
	total, inside := 0, 0
	for j := range p.blocks {
		if b := &p.blocks[j]; b.drop == kept {
			total += b.mass()
			if int32(j) >= p.elems[own].first && int32(j) < p.elems[own].last {
				inside += b.mass()
			}
		}
	}
	if inside*5 < total {
		return // the headline stands alone in it
	}
	for i := range p.elems {
		e := &p.elems[i]
		if e.node.DataAtom != atom.Article || e.drop != kept || int32(i) == own || e.last <= p.elems[own].first || e.first <= p.elems[own].first && e.last >= p.elems[own].last {
			continue
		}
		if int32(i) > own && int32(i) < p.elems[own].end {
			if size, _, _ := p.measure(e); size > 700 {
				continue
			}
		}
		p.dropAll(e, related)
	}
}

// container returns the element whose blocks are worth most together, or the
// innermost one inside it that lacks little of its running text.
func (p *page) container() int {
	worth := p.sums((*block).worth)
	best, most := 0, -1<<30
	for i := range p.elems {
		e := &p.elems[i]
		if e.drop != kept {
			continue
		}
		w := worth[e.last] - worth[e.first]
		if e.sign.body {
			w += w / 10
		}
		if w >= most {
			best, most = i, w
		}
	}
	mass := p.sums(func(b *block) int {
		if b.drop != kept {
			return 0
		}
		return b.mass()
	})
	most = mass[p.elems[best].last] - mass[p.elems[best].first]
	signed := 0 // running text in elements that are named as the body
	for i := 0; i < len(p.elems); {
		e := &p.elems[i]
		if e.sign.body && e.drop == kept {
			signed += mass[e.last] - mass[e.first]
			i = int(e.end)
			continue
		}
		i++
	}
	h := int32(p.intro)
	settled := false // inside the element that markup names as the article
	for i := best; i < int(p.elems[best].end); i++ {
		e := &p.elems[i]
		if e.drop != kept {
			continue
		}
		headline := h >= e.first && h < e.last
		own := mass[e.last] - mass[e.first]
		named := e.node.DataAtom == atom.Article && headline || e.sign.body && e.last-e.first > 2 && own*10 >= signed*9
		share := 92 // percent of the running text that may not be lost
		switch {
		case settled:
		case named || e.node.DataAtom == atom.Article || e.node.DataAtom == atom.Main:
			share = 60
		case headline: // it may stand beside the first of several parts
			share = 80
		}
		if own*100 >= most*share {
			best = i
			settled = settled || named
		}
	}
	for best > 0 && !holdsBlocks(p.elems[best].node.DataAtom) {
		best = int(p.elems[best].parent)
	}
	return best
}

// holdsBlocks reports whether an element can be the container of an article; a
// paragraph, a heading or an item can not.
func holdsBlocks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Dl, atom.Dt, atom.Dd, atom.Tr, atom.Tbody, atom.Table:
		return false
	}
	return !isHeading(a)
}

// dropOutside drops what lies outside the container, and what comes before the
// headline inside of it.
func (p *page) dropOutside(c int) {
	e := &p.elems[c]
	first := e.first
	if h := int32(p.intro); h > e.first && h < e.last {
		before, after := 0, 0
		for j := e.first; j < e.last; j++ {
			if b := &p.blocks[j]; b.drop == kept {
				if j < h {
					before += b.mass()
				} else {
					after += b.mass()
				}
			}
		}
		if after > before*3 {
			first = h + 1
		}
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.drop != kept || int32(i) >= first && int32(i) < e.last {
			continue
		}
		if p.intro >= 0 && i > p.intro && int32(i) < first && p.standfirst(b) {
			continue
		}
		b.drop = outside
	}
}

// standfirst reports whether a block between headline and container belongs to
// the article: key points, or a whole paragraph. Shorter lines there say the
// headline again.
func (p *page) standfirst(b *block) bool {
	return int(b.linked)*4 < b.size() && (b.tag == atom.Li && b.size() >= 60 || b.tag == atom.P && b.size() >= 180)
}
