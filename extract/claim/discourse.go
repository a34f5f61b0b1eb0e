package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/party"
)

// discourse remembers who has been spoken of, to say who "it", "the company" or
// "the two firms" are.
type discourse struct {
	g       *party.Gazetteer
	seen    []referent
	count   map[string]int
	called  map[string]map[string]bool // slug -> words that the text describes it by
	titles  []string                   // parties of the title, in order
	last    []found                    // the last names that stood joined
	lastAt  int                        // in which sentence
	section found                      // whom the heading above names alone
	us      string                     // whose press release this is
	about   found                      // the company that the heading above names alone
	host    string                     // the platform that carries the article, spoken of only by the way
}

// referent is one mention of an organisation in reading order.
type referent struct {
	block int
	slug  string
	at    Pointer
	sent  int
	item  int
	subj  bool
	among bool // one of several that are named together
	got   bool // somebody buys it or puts money into it
	theme bool // its label or the owner in its subject opens what is said: "Alpha:", "Alpha's quarter was"
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
		if m.Via == party.ByPerson || strings.HasSuffix(it.norm, "-based") || s.byTheWay(it.hi) || s.sideIssue(i) {
			continue
		}
		d.learn(s, i, s.chunkOf[i], m.Slug)
		k := s.chunkOf[i]
		led := s.leads(k)
		if m.Via == party.ByForm && m.Slug != d.us && d.count[m.Slug] == 0 && len(d.called[m.Slug]) == 0 && !s.isSubject(k) && !party.CompanyForm(m.Text) && !s.presented(i) && !(i+1 < len(s.items) && s.items[i+1].tag == poss && s.theme(i, k)) && !led {
			d.count[m.Slug]++ // spoken of by the way: nobody's antecedent yet
			continue
		}
		d.seen = append(d.seen, referent{s.block, m.Slug, s.point(i, i+1), s.n, i, (s.isSubject(k) && s.leadsIn(k) == 0 || led) && (s.chunks[k].main == i || s.speaksFor(k, i)) && !s.gives(k), s.listGoesOn(k) || len(s.listBefore(k)) > 1, s.gotten(k), s.theme(i, k)})
		d.count[m.Slug]++
	}
	d.seen = append(d.seen, s.refs...)
}

// speaksFor tells whether the phrase at chunk k names one who holds an office of the
// organisation at item i: "Alpha CFO Dana Ross".
func (s *sentence) speaksFor(k, i int) bool {
	c := &s.chunks[k]
	if c.main <= i || s.items[c.main].tag != partyTag || !s.partyOf(s.items[c.main]).Person || s.formerly(c.lo, c.main) {
		return false
	}
	for x := i + 1; x < c.main; x++ {
		if offices[s.items[x].norm] {
			return true
		}
	}
	return false
}

// offices are held by those who run a company.
var offices = set(`ceo cfo coo cto chief chairman chairwoman chair president founder co-founder cofounder head boss executive director spokesman spokeswoman spokesperson`)

// presented tells whether a sentence brings the name at item i up as that of an
// organisation: "a startup called Beta", "AI lab Beta".
func (s *sentence) presented(i int) bool {
	k := s.chunkOf[i]
	c := &s.chunks[k]
	if c.main != i {
		return false
	}
	if i > c.lo {
		return s.items[i-1].tag == noun && roleNouns[s.items[i-1].norm]
	}
	if s.gotten(k) {
		return true
	}
	if k > 1 && s.chunks[k-1].kind == pp && s.chunks[k-2].kind == np { // "customers of Beta", "founder of Beta"
		w := s.chunks[k-2].word
		if strangers[w] && !outsiders[w] && (s.chunks[k-1].word == "of" || s.chunks[k-1].word == "in" || s.chunks[k-1].word == "at") {
			return true
		}
	}
	if d := k + 1; d < len(s.chunks) { // "makes Beta the most valuable startup", "to Beta, a startup"
		if s.chunks[d].kind == cm && d+1 < len(s.chunks) {
			d++
		}
		if c := &s.chunks[d]; c.kind == np && c.main > c.lo && s.items[c.main].tag == noun && roleNouns[s.items[c.main].norm] && determiners[s.items[c.lo].norm] {
			return true
		}
	}
	if k < 2 || s.chunks[k-1].kind != vg || !s.chunks[k-1].bare || s.chunks[k-2].kind != np || !roleNouns[s.chunks[k-2].word] {
		return false
	}
	switch s.chunks[k-1].word {
	case "call", "name", "dub", "know":
		return true
	}
	return false
}

// leads tells whether the phrase at chunk k is the company of somebody who leads
// it: "Jane Roe, chief executive of Alpha, said". What follows is about it.
func (s *sentence) leads(k int) bool {
	if k < 2 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "of" && s.chunks[k-1].word != "at" || s.chunks[k-2].kind != np {
		return false
	}
	t := &s.chunks[k-2]
	return leaders[t.word] || t.word == "executive" && t.main > t.lo && s.items[t.main-1].norm == "chief"
}

var leaders = set(`ceo founder co-founder cofounder president chairman chairwoman`)

// ventured verbs have a company for their object.
var ventured = set(`back found cofound co-found`)

// gotten tells whether the phrase at chunk k is what somebody buys or puts money
// into.
func (s *sentence) gotten(k int) bool {
	if k < 1 {
		return false
	}
	v := &s.chunks[k-1]
	if v.kind == vg && !v.passive && (takingOver[v.word] || ventured[v.word]) {
		return true
	}
	if k > 1 && v.kind == pp && v.word == "on" && s.chunks[k-2].word == "bet" {
		return true
	}
	return k > 1 && v.kind == pp && (v.word == "in" || v.word == "into") && (s.chunks[k-2].word == "invest" || s.chunks[k-2].word == "investment" || s.chunks[k-2].word == "stake" || s.chunks[k-2].word == "round")
}

// theme tells whether the name at item i of chunk k is a label or the owner in a
// subject, so that what follows is about it.
func (s *sentence) theme(i, k int) bool {
	c := &s.chunks[k]
	if i == 0 && k+1 < len(s.chunks) && s.chunks[k+1].kind == br && c.main == i {
		return true
	}
	return k == 0 && c.main > i && s.isSubject(k)
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
			d.called[slug][w], d.called[slug][singular(w)] = true, true
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
			if k+4 < len(s.chunks) && s.chunks[k+3].kind == pp && (s.chunks[k+3].word == "of" || s.chunks[k+3].word == "for") && s.chunks[k+4].kind == np {
				add(s.chunks[k+4].lo, s.chunks[k+4].hi) // "a Danish maker of pumps"
			}
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
			return 3 // in the text's own words
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
	if x := s.listStart(k); x > 0 && s.chunks[x-1].kind == pp {
		return false
	}
	for j := k + 1; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case vg:
			// "set up a fund with Alpha and has": what joins the verbs is no subject,
			// nor is what stands before ", valuing it at"
			if s.chunks[j].gerund && s.chunks[j-1].kind == cm && s.acts(k) {
				return false
			}
			return s.chunks[j-1].kind != cc || !s.clauseBefore(k)
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
		case br: // "Alpha – a maker of chips – has"
			x := j + 1
			for x < len(s.chunks) && s.chunks[x].kind != br {
				x++
			}
			if w := s.chunks[j].word; w != "—" && w != "–" || x+1 >= len(s.chunks) || s.chunks[x].word != w || s.chunks[x+1].kind != vg {
				return false
			}
			j = x
		default:
			return false
		}
	}
	return false
}

// acts tells whether a finite verb stands before chunk k.
func (s *sentence) acts(k int) bool {
	for x := 0; x < k; x++ {
		if c := &s.chunks[x]; c.kind == vg && c.finite && !c.bare {
			return true
		}
	}
	return false
}

// listStart is the first phrase of the list of names that the one at chunk k
// ends: the "Alpha" of "Alpha, Beta and Gamma".
func (s *sentence) listStart(k int) int {
	if k < 2 || s.chunks[k-1].kind != cc || !s.named(k-2) {
		return k
	}
	for k -= 2; k >= 2 && s.chunks[k-1].kind == cm && s.named(k-2); {
		k -= 2
	}
	return k
}

// pair finds the parties of "the two companies", "both", "they": the last ones
// that stood joined by "and", else the two of the title, else the last two.
func (d *discourse) pair(s *sentence, i int) []found {
	if l := d.joined(s, i); len(l) > 1 {
		return l
	}
	if l := d.twoBefore(s); len(l) == 2 && d.lastAt < s.n-1 {
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

// twoBefore gives the parties of the sentence before in the same paragraph, where
// they are two.
func (d *discourse) twoBefore(s *sentence) []found {
	var out []found
	for _, x := range d.seen {
		if x.sent != s.n-1 || x.block != s.block || s.block < 0 || slices.ContainsFunc(out, func(f found) bool { return f.slug == x.slug }) {
			continue
		}
		if o := d.g.Organisation(x.slug); o != nil && (o.Outlet && !slices.Contains(d.titles, x.slug) || slices.Contains(o.Is, "government")) {
			continue
		}
		out = append(out, found{x.slug, x.at, 3})
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

// bulletin tells whether a slug that the gazetteer lacks is that of a publication
// which no article is about.
func bulletin(slug string) bool { return bulletins[slug[strings.LastIndexByte(slug, '-')+1:]] }

var bulletins = set(`brief briefing bulletin roundup news newsletter weekly daily digest podcast blog report insider research`)

// topic is the party that a sentence without a subject speaks of; private asks
// for one whose shares are not listed.
func (d *discourse) topic(s *sentence, private bool, not ...string) (found, bool) {
	usable := func(slug string) bool {
		if slices.Contains(not, slug) {
			return false
		}
		o := d.g.Organisation(slug)
		if o == nil && (bulletin(slug) || private && investorName(slug) && !slices.Contains(d.titles, slug)) {
			return false
		}
		if o != nil && (slices.Contains(o.Is, "government") || slices.Contains(o.Is, "exchange") || slices.Contains(o.Is, "person") || slices.Contains(o.Is, "social-media") && !slices.Contains(d.titles, slug)) {
			return false
		}
		if o != nil && moneyed(o) && !slices.Contains(d.titles, slug) || o != nil && private && (o.Listed() && !(len(d.titles) == 1 && d.titles[0] == slug) || moneyed(o)) {
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
		if r := d.seen[x]; (r.subj || r.theme) && usable(r.slug) {
			return found{r.slug, r.at, 4}, true
		}
	}
	if d.about.slug != "" && usable(d.about.slug) {
		return found{d.about.slug, d.about.at, 5}, true
	}
	if d.section.slug != "" && usable(d.section.slug) {
		return d.section, true
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
