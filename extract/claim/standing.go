package claim

import (
	"cmp"
	"slices"
	"strings"
)

// found is the antecedent of a pronoun or description.
type found struct {
	slug string
	at   Pointer
	cost int
}

// undecided is a pronoun or description that two organisations have an equal
// claim to be meant by.
type undecided struct {
	item int
	a, b string
}

// contender is how well an organisation is placed to be meant.
type contender struct {
	r     referent
	score int
}

// resolve finds whom a description or pronoun at item i of sentence s means:
// words are its nouns and adjectives (none for "it"), not are parties it cannot
// be. Where two stand equal it names nobody and the sentence remembers both.
func (d *discourse) resolve(s *sentence, i int, words []string, not ...string) (found, bool) {
	var l []contender
	for _, c := range d.mentioned(s, i, words) {
		if slices.Contains(not, c.r.slug) || d.onlyPlace(c.r) {
			continue
		}
		if fit := d.fitting(c.r.slug, words); fit > 0 {
			c.score += (fit-1)*5 + d.prominence(c.r.slug, words)
			if c.r.slug == d.about.slug {
				c.score += 5 // the heading above names it
			}
			if c.r.sent == s.n && c.r.subj && d.governs(c.r.slug) && !slices.Contains(words, "government") {
				c.score += distant // "The government is an owner since it bought"
			}
			l = append(l, c)
		}
	}
	if len(l) == 0 { // nobody near: whoever the text has spoken of last
		for x := len(d.seen) - 1; x >= 0; x-- {
			r := d.seen[x]
			if slices.Contains(not, r.slug) || d.onlyPlace(r) || slices.ContainsFunc(l, func(c contender) bool { return c.r.slug == r.slug }) {
				continue
			}
			if fit := d.fitting(r.slug, words); fit > 0 {
				l = append(l, contender{r, (fit-1)*5 + d.prominence(r.slug, words)})
			}
		}
	}
	if len(l) == 0 {
		return found{}, false
	}
	slices.SortStableFunc(l, func(a, b contender) int {
		return cmp.Or(b.score-a.score, strings.Compare(a.r.slug, b.r.slug))
	})
	best := l[0]
	cost := 2
	if len(l) > 1 && best.score-l[1].score < closeCall {
		cost += 3
		switch w := d.preferred(s, i, words, best.r, l[1].r); {
		case w > 0 && (best.score == l[1].score || s.isSubject(s.chunkOf[i])):
			best = l[1]
		case w == 0 && best.score == l[1].score:
			s.open = append(s.open, undecided{i, best.r.slug, l[1].r.slug})
			return found{}, false
		}
	}
	return found{best.r.slug, best.r.at, cost}, true
}

// onlyPlace tells whether a mention names a country or state that does nothing in
// its sentence: "a campus in Texas".
func (d *discourse) onlyPlace(r referent) bool {
	o := d.g.Organisation(r.slug)
	return o != nil && !r.subj && slices.Contains(o.Is, "government") && !strings.Contains(r.slug, "government")
}

// reports tells whether somebody whom nobody knows reports what a sentence tells
// of a company: an outlet.
func (d *discourse) reports(s *sentence, x int, slug string) bool {
	k := s.chunkOf[x]
	if d.g.Organisation(slug) != nil || slices.Contains(d.titles, slug) || s.chunks[k].main != x || k+1 >= len(s.chunks) || s.chunks[k+1].kind != vg || s.chunks[k+1].word != "report" {
		return false
	}
	return k+2 < len(s.chunks) && (s.chunks[k+2].kind == sc || s.clauseStarts(k+2))
}

// sameParagraph is how much better placed an organisation is that the paragraph
// has named already.
const sameParagraph = 5

// closeCall is the difference of scores below which the rules of preferred
// decide.
const closeCall = 2

// preferred decides between two that stand close: it is negative for a, positive
// for b and 0 where no rule tells them apart. What fits a description better
// comes first; then a subject of the sentence itself ("Alpha said that it"); then,
// for a subject, the subject of the sentence before; then who the title puts
// first; then who has been spoken of in the paragraph.
func (d *discourse) preferred(s *sentence, i int, words []string, a, b referent) int {
	subject := s.isSubject(s.chunkOf[i])
	rank := func(r referent) [5]int {
		v := [5]int{d.fitting(r.slug, words)}
		if r.sent == s.n && r.subj {
			v[1] = 1
		}
		if r.subj && r.sent == s.n-1 && subject {
			v[2] = 1
		}
		if t := slices.Index(d.titles, r.slug); t >= 0 {
			v[3] = len(d.titles) - t
		}
		if r.block == s.block && s.block >= 0 {
			v[4] = 1
		}
		return v
	}
	x, y := rank(a), rank(b)
	return slices.Compare(y[:], x[:])
}

// mentioned scores the organisations that the sentence before item i or the
// last sentences name: the nearer the better, subjects before others.
func (d *discourse) mentioned(s *sentence, i int, words []string) []contender {
	var l []contender
	keep := func(r referent, score int) {
		for x := range l {
			if l[x].r.slug == r.slug {
				if score > l[x].score {
					l[x] = contender{r, score}
				}
				return
			}
		}
		l = append(l, contender{r, score})
	}
	here := func(r referent) {
		score := 12 + sameParagraph
		if r.subj {
			score += 5
		}
		if e := s.leadsIn(s.chunkOf[r.item]); e > 0 && e < s.chunkOf[i] || s.clauseBetween(s.chunkOf[r.item], s.chunkOf[i]) {
			score -= 3 // "After Alpha cut prices, Beta raised its": its own subject stands nearer
		}
		keep(r, score)
	}
	for x := 0; x < i && x < len(s.items); x++ {
		if s.items[x].tag == partyTag {
			if m := s.partyOf(s.items[x]); m.Slug != "" && !m.Person && !s.byTheWay(m.Hi) {
				k := s.chunkOf[x]
				if s.sideIssue(x) || len(words) > 0 && d.reports(s, x, m.Slug) {
					continue
				}
				here(referent{s.block, m.Slug, s.point(x, x+1), s.n, x, s.isSubject(k) && s.chunks[k].main == x, false, s.gotten(k), false})
			}
		}
	}
	for _, x := range s.refs {
		if x.item < i {
			here(x)
		}
	}
	for x := len(d.seen) - 1; x >= 0 && s.n-d.seen[x].sent <= 8; x-- {
		r := d.seen[x]
		if r.sent >= s.n {
			continue
		}
		score := 10 - 2*(s.n-r.sent)
		if r.subj {
			score += 4
		} else if r.theme {
			score += 2
		}
		if r.block == s.block && s.block >= 0 {
			score += sameParagraph
		}
		if r.among {
			score -= 3 // several are not "the company"
		}
		if r.got && young(words) {
			score += 8 // "Alpha bought Beta. The startup had"
		}
		keep(r, score)
	}
	if v := s.saidBy(i); v >= 0 {
		// "Alpha said it": whoever says so speaks of themselves
		chs, _ := s.subjects(v)
		for _, k := range chs {
			if c := &s.chunks[k]; c.main >= c.lo && s.items[c.main].tag == partyTag {
				for y := range l {
					if l[y].r.slug == s.partyOf(s.items[c.main]).Slug {
						l[y].score += 6
					}
				}
			}
		}
	}
	if x := s.source; x != nil && x.person && x.party != "" && x.from <= i && i < x.to && slices.Contains(words, "company") {
		// somebody who speaks of "the company" speaks of their own
		for y := range l {
			if l[y].r.slug == x.party {
				l[y].score += 6
			}
		}
	}
	return l
}

// young tells whether a description is of a company that others buy or back.
func young(words []string) bool {
	return slices.Contains(words, "startup") || slices.Contains(words, "start-up") || slices.Contains(words, "target") || slices.Contains(words, "upstart")
}

// fitting tells how well a description fits an organisation; a pronoun fits any.
func (d *discourse) fitting(slug string, words []string) int {
	if len(words) == 0 {
		if o := d.g.Organisation(slug); o != nil && slices.Contains(o.Is, "person") {
			return 0
		}
		return 1
	}
	return d.fits(slug, words)
}

// prominence is how much the text is about an organisation.
func (d *discourse) prominence(slug string, words []string) int {
	score := min(d.count[slug], 6) / 2
	if i := slices.Index(d.titles, slug); i >= 0 {
		score += 2
		if i == 0 {
			score++
		}
	}
	if o := d.g.Organisation(slug); o != nil {
		if o.Outlet && d.count[slug] < 2 && !slices.ContainsFunc(words, func(w string) bool { return outletNouns[w] }) {
			score -= 6
		}
		if d.governs(slug) && !slices.Contains(words, "government") {
			score -= distant
		}
	}
	return score
}

// distant is how much less a government is meant by "it" or "the company".
const distant = 5

func (d *discourse) governs(slug string) bool {
	o := d.g.Organisation(slug)
	return o != nil && slices.Contains(o.Is, "government")
}

// outletNouns describe who publishes news.
var outletNouns = set(`outlet newspaper paper magazine publication publisher site website broadcaster agency blog media news`)

// saidBy is the verb of saying whose clause item i opens as its subject: "Alpha
// said that it". It is -1 for others.
func (s *sentence) saidBy(i int) int {
	j := s.chunkOf[i] - 1
	if j > 0 && s.chunks[j].kind == sc {
		j--
	}
	for j > 0 && (s.chunks[j].kind == tm || s.chunks[j].kind == ad) {
		j--
	}
	if j < 1 || s.chunks[j].kind != vg || !saying[s.chunks[j].word] {
		return -1
	}
	return j
}
