package article

import "golang.org/x/net/html/atom"

// The body of an article is found in three steps over the blocks of a page:
// markup drops what is named as something else, the element whose blocks are
// worth most is the container, and blocks inside it that do not read like text
// go.

// chooseBody marks every block of p that is no part of the article with the
// reason, and returns the container's index in p.elems, or -1.
func chooseBody(p *page) int {
	if len(p.blocks) == 0 {
		return -1
	}
	p.dropByMarkup()
	c := p.container()
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.drop == kept && (int32(i) < p.elems[c].first || int32(i) >= p.elems[c].last) {
			b.drop = outside
		}
	}
	p.dropLinkLists(c)
	p.trim(c)
	return c
}

// mass is the bytes of a block that read like running text.
func (b *block) mass() int {
	n := b.size()
	if b.tag == atom.P && n >= 50 || n >= 100 {
		if int(b.linked)*2 < n {
			return n - int(b.linked)
		}
	}
	return 0
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
	if b.kind == Heading {
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

// dropByMarkup drops the elements whose markup names them as something else
// than the article, unless the article is inside.
func (p *page) dropByMarkup() {
	mass := p.sums((*block).mass)
	total := mass[len(p.blocks)]
	for i := range p.elems {
		e := &p.elems[i]
		if e.parent >= 0 {
			e.drop = p.elems[e.parent].drop
		}
		if e.drop != kept || e.sign.drop == kept {
			continue
		}
		inside := mass[e.last] - mass[e.first]
		if e.node.DataAtom == atom.Main || inside*2 > total {
			if e.sign.drop != comments || (total-inside) < 300 {
				continue
			}
		}
		if e.sign.body && !e.sign.strong {
			continue
		}
		e.drop = e.sign.drop
	}
	for i := range p.blocks {
		p.blocks[i].drop = p.elems[p.blocks[i].elem].drop
	}
}

// container returns the element whose blocks are worth most together, the
// innermost of equals.
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
	return best
}

// dropLinkLists drops elements inside the container that are mostly links.
func (p *page) dropLinkLists(c int) {
	for i := c + 1; i < int(p.elems[c].end); i++ {
		e := &p.elems[i]
		size, linked := 0, 0
		for j := e.first; j < e.last; j++ {
			if p.blocks[j].drop == kept {
				size += p.blocks[j].size()
				linked += int(p.blocks[j].linked)
			}
		}
		if size == 0 || linked*10 < size*6 {
			continue
		}
		for j := e.first; j < e.last; j++ {
			if p.blocks[j].drop == kept {
				p.blocks[j].drop = linkList
			}
		}
	}
}

// trim drops what stands before the first and after the last block of running
// text in the container.
func (p *page) trim(c int) {
	e := &p.elems[c]
	first, last := -1, -1
	for j := int(e.first); j < int(e.last); j++ {
		b := &p.blocks[j]
		if b.drop == kept && b.mass() > 0 && b.kind != Heading {
			if first < 0 {
				first = j
			}
			last = j
		}
	}
	for j := int(e.first); j < int(e.last); j++ {
		b := &p.blocks[j]
		if b.drop != kept || first < 0 {
			continue
		}
		if j < first && b.tag != atom.P || j > last && b.tag != atom.P && b.tag != atom.Li {
			b.drop = stub
		}
	}
}
