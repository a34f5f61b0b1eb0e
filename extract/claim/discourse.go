package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

// discourse remembers who has been spoken of, to say who "it", "the company" or
// "the two firms" are.
type discourse struct {
	g      *party.Gazetteer
	seen   []referent
	count  map[string]int
	called map[string]map[string]bool // slug -> words that the text describes it by
	titles []string                   // parties of the title, in order
	last   []found                    // the last names that stood joined
	lastAt int                        // in which sentence
	us     string                     // whose press release this is
	host   string                     // the platform that carries the article, spoken of only by the way
}

// referent is one mention of an organisation in reading order.
type referent struct {
	block int
	slug  string
	at    Pointer
	sent  int
	item  int
	subj  bool
}

// note records the mentions of a sentence that has been read.
func (d *discourse) note(s *sentence) {
	if l := d.joined(s, len(s.items)); len(l) > 1 {
		d.last, d.lastAt = l, s.n
	}
	for i, it := range s.items {
		if it.tag != partyTag {
			continue
		}
		m := s.partyOf(it)
		if m.Slug == d.host && d.host != "" {
			continue
		}
		if m.Slug == "" || m.Person && m.Via != party.ByPerson {
			continue
		}
		if m.Via == party.ByPerson || strings.HasSuffix(it.norm, "-based") || s.byTheWay(it.hi) {
			continue
		}
		d.learn(s, i, s.chunkOf[i], m.Slug)
		if m.Via == party.ByForm && d.count[m.Slug] == 0 && len(d.called[m.Slug]) == 0 && !s.isSubject(s.chunkOf[i]) && !party.CompanyForm(m.Text) {
			d.count[m.Slug]++ // spoken of by the way: nobody's antecedent yet
			continue
		}
		k := s.chunkOf[i]
		d.seen = append(d.seen, referent{s.block, m.Slug, s.point(i, i+1), s.n, i, s.isSubject(k) && s.chunks[k].main == i && !s.gives(k)})
		d.count[m.Slug]++
	}
	d.seen = append(d.seen, s.refs...)
}

// learn keeps the words by which a sentence describes the organisation at item i
// of chunk k: "Danish drugmaker Alpha", "Alpha, a Danish maker of pumps".
func (d *discourse) learn(s *sentence, i, k int, slug string) {
	add := func(lo, hi int) {
		for x := lo; x < hi; x++ {
			if s.items[x].tag != noun && s.items[x].tag != partyTag {
				continue
			}
			w := strings.TrimSuffix(s.items[x].norm, "-based")
			if plainWords[w] || s.items[x].tag == partyTag && w == s.items[x].norm {
				continue
			}
			if d.called == nil {
				d.called = map[string]map[string]bool{}
			}
			if d.called[slug] == nil {
				d.called[slug] = map[string]bool{}
			}
			d.called[slug][w] = true
		}
	}
	c := &s.chunks[k]
	if c.main != i {
		return
	}
	if s.possessor(k) < 0 {
		add(c.lo, i)
	}
	if k+2 < len(s.chunks) && s.chunks[k+1].kind == cm && s.chunks[k+2].kind == np && !s.named(k+2) {
		if a := &s.chunks[k+2]; a.main >= a.lo && roleNouns[s.items[a.main].norm] && determiners[s.items[a.lo].norm] {
			add(a.lo, a.hi)
		}
	}
}

// plainWords describe any company.
var plainWords = set(`company firm group business startup start-up giant corporation ai technology tech new other big large small rival former private public`)

// fits tells how well the words of a description fit an organisation, by what is
// known of it and by what the text has called it.
func (d *discourse) fits(slug string, words []string) int {
	fit := d.g.Fits(slug, words)
	nation := ""
	for _, w := range words {
		if d.called[slug][w] && !plainWords[w] {
			return 2
		}
		if party.Nation(w) {
			nation = w
		}
	}
	if nation != "" {
		for w := range d.called[slug] {
			if party.Nation(w) {
				return 0 // another country's
			}
		}
	}
	return fit
}

// isSubject tells whether the phrase at chunk k stands before a verb as its
// subject.
func (s *sentence) isSubject(k int) bool {
	if k > 0 && s.chunks[k-1].kind == pp {
		return false
	}
	for j := k + 1; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case vg:
			return true
		case op: // "Alpha (NYSE: ALP) rose"
			for x := j + 1; x < len(s.chunks) && x < j+8; x++ {
				if s.chunks[x].kind == cl {
					j = x
					break
				}
			}
		case np, ad, tm, cc, cl:
			continue
		case cm:
			if e, ok := s.apposition(j); ok {
				j = e - 1
				continue
			}
			if j+1 < len(s.chunks) && s.chunks[j+1].kind == rc {
				return !s.clauseBefore(k)
			}
			continue
		default:
			return false
		}
	}
	return false
}

// found is the antecedent of a pronoun or description.
type found struct {
	slug string
	at   Pointer
	cost int
}

// resolve finds whom a description or pronoun at item i of sentence s means:
// words are its nouns and adjectives (none for "it"), not are parties it cannot
// be.
func (d *discourse) resolve(s *sentence, i int, words []string, not ...string) (found, bool) {
	type cand struct {
		r     referent
		score int
	}
	best, second := cand{score: -1 << 20}, cand{score: -1 << 20}
	tried := map[string]bool{}
	try := func(r referent, score int) {
		if tried[r.slug] || slices.Contains(not, r.slug) {
			return
		}
		fit := 1
		if len(words) > 0 {
			fit = d.fits(r.slug, words)
		}
		if o := d.g.Organisation(r.slug); o != nil && o.Outlet && len(words) == 0 && d.count[r.slug] < 2 {
			score -= 6
		}
		if o := d.g.Organisation(r.slug); o != nil && slices.Contains(o.Is, "government") && !slices.Contains(words, "government") {
			score -= 5
		}
		if fit == 0 {
			return
		}
		tried[r.slug] = true
		score += (fit - 1) * 5
		if slices.Contains(d.titles, r.slug) {
			score += 2
			if d.titles[0] == r.slug {
				score++
			}
		}
		score += min(d.count[r.slug], 6) / 2
		if c := (cand{r, score}); c.score > best.score {
			best, second = c, best
		} else if c.score > second.score {
			second = c
		}
	}
	// earlier in the same sentence
	var here []referent
	for x := 0; x < i && x < len(s.items); x++ {
		if s.items[x].tag == partyTag {
			if m := s.partyOf(s.items[x]); m.Slug != "" && !m.Person {
				k := s.chunkOf[x]
				here = append(here, referent{s.block, m.Slug, s.point(x, x+1), s.n, x, s.isSubject(k) && s.chunks[k].main == x})
			}
		}
	}
	for _, x := range s.refs {
		if x.item < i {
			here = append(here, x)
		}
	}
	scores := map[string]int{}
	refs := map[string]referent{}
	keep := func(r referent, score int) {
		if old, ok := scores[r.slug]; !ok || score > old {
			scores[r.slug], refs[r.slug] = score, r
		}
	}
	for _, r := range here {
		score := 12
		if r.subj {
			score += 5
		}
		keep(r, score)
	}
	last := -1
	for x := len(d.seen) - 1; x >= 0 && s.n-d.seen[x].sent <= 8; x-- {
		r := d.seen[x]
		if r.sent >= s.n {
			continue
		}
		if last < 0 {
			last = r.sent
		}
		score := 10 - 2*(s.n-r.sent)
		if r.subj {
			score += 4
		}
		keep(r, score)
	}
	if x := s.source; x != nil && x.person && x.party != "" && x.from <= i && i < x.to && slices.Contains(words, "company") {
		// somebody who speaks of "the company" speaks of their own
		if _, ok := scores[x.party]; ok {
			scores[x.party] += 6
		}
	}
	order := make([]string, 0, len(scores))
	for k := range scores {
		order = append(order, k)
	}
	slices.Sort(order)
	for _, k := range order {
		try(refs[k], scores[k])
	}
	if best.score <= -1<<19 {
		for x := len(d.seen) - 1; x >= 0; x-- {
			try(d.seen[x], 0)
		}
	}
	if best.score <= -1<<19 {
		return found{}, false
	}
	cost := 2
	if best.score-second.score < 2 {
		cost += 3
	}
	return found{best.r.slug, best.r.at, cost}, true
}

// pair finds the parties of "the two companies", "both", "they": the last ones
// that stood joined by "and", else the two of the title, else the last two.
func (d *discourse) pair(s *sentence, i int) []found {
	if l := d.joined(s, i); len(l) > 1 {
		return l
	}
	if len(d.last) > 1 && s.n-d.lastAt <= 6 {
		return d.last
	}
	var out []found
	add := func(slug string, at Pointer) {
		for _, f := range out {
			if f.slug == slug {
				return
			}
		}
		if o := d.g.Organisation(slug); o != nil && o.Outlet && !slices.Contains(d.titles, slug) {
			return
		}
		if len(out) < 2 {
			out = append(out, found{slug, at, 3})
		}
	}
	if len(d.titles) == 2 {
		for _, t := range d.titles {
			for x := len(d.seen) - 1; x >= 0; x-- {
				if d.seen[x].slug == t {
					add(t, d.seen[x].at)
					break
				}
			}
		}
	}
	if len(out) < 2 {
		out = nil
		for x := i - 1; x >= 0; x-- {
			if s.items[x].tag == partyTag {
				if m := s.partyOf(s.items[x]); m.Slug != "" && !m.Person {
					add(m.Slug, s.point(x, x+1))
				}
			}
		}
		for x := len(d.seen) - 1; x >= 0 && s.n-d.seen[x].sent <= 4; x-- {
			add(d.seen[x].slug, d.seen[x].at)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// joined gives the last list of names before item i of the sentence.
func (d *discourse) joined(s *sentence, i int) []found {
	var out []found
	for k := range s.chunks {
		if s.chunks[k].kind != np || s.chunks[k].hi > i || !s.named(k) || k > 0 && s.chunks[k-1].kind == cc {
			continue
		}
		var l []found
		for _, m := range s.members(k) {
			if s.chunks[m].hi > i || !s.named(m) {
				break
			}
			x := s.chunks[m].main
			if s.items[x].tag != partyTag {
				break
			}
			if p := s.partyOf(s.items[x]); p.Slug != "" && !p.Person {
				l = append(l, found{p.Slug, s.point(x, x+1), 2})
			}
		}
		if len(l) > 1 {
			out = l
		}
	}
	return out
}

// moneyed organisations give money and raise none from others.
func moneyed(o *party.Organisation) bool {
	for _, t := range o.Is {
		switch t {
		case "vc", "private-equity", "investor", "bank", "sovereign-fund", "government", "exchange":
			return true
		}
	}
	return false
}

// topic is the party that a sentence without a subject speaks of; private asks
// for one whose shares are not listed.
func (d *discourse) topic(s *sentence, private bool, not ...string) (found, bool) {
	usable := func(slug string) bool {
		if slices.Contains(not, slug) {
			return false
		}
		o := d.g.Organisation(slug)
		if o != nil && (slices.Contains(o.Is, "government") || slices.Contains(o.Is, "exchange") || slices.Contains(o.Is, "social-media") && !slices.Contains(d.titles, slug)) {
			return false
		}
		if o != nil && moneyed(o) && !slices.Contains(d.titles, slug) || o != nil && private && (len(o.Tickers) > 0 || moneyed(o)) {
			return false
		}
		return o == nil || !o.Outlet || slices.Contains(d.titles, slug)
	}
	if d.us != "" && usable(d.us) {
		for x := len(d.seen) - 1; x >= 0; x-- {
			if d.seen[x].slug == d.us {
				return found{d.us, d.seen[x].at, 4}, true
			}
		}
	}
	for x := len(d.seen) - 1; x >= 0 && d.seen[x].block == s.block && s.block >= 0; x-- {
		if r := d.seen[x]; r.subj && usable(r.slug) {
			return found{r.slug, r.at, 4}, true
		}
	}
	for _, t := range d.titles {
		if usable(t) {
			for x := 0; x < len(d.seen); x++ {
				if d.seen[x].slug == t {
					return found{t, d.seen[x].at, 5}, true
				}
			}
		}
	}
	for x := len(d.seen) - 1; x >= 0 && s.n-d.seen[x].sent <= 3; x-- {
		if r := d.seen[x]; r.subj && usable(r.slug) {
			return found{r.slug, r.at, 6}, true
		}
	}
	for x := len(d.seen) - 1; x >= 0; x-- {
		if usable(d.seen[x].slug) {
			return found{d.seen[x].slug, d.seen[x].at, 7}, true
		}
	}
	return found{}, false
}
