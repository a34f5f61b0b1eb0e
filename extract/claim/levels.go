package claim

import "pactwatch/extract/party"

// amountOwner is the company that has the level at an amount where another word
// of the sentence, said of somebody else, names the measure: "above Beta's $25
// billion", "compared with $3 billion for Beta". It is nil where nobody is named.
func (r *reader) amountOwner(s *sentence, c *candidate) []filler {
	kind := c.p.t.frame.Kind
	if c.amt < 0 || twoParty[kind] && kind != "capacity" {
		return nil
	}
	k := s.amounts[c.amt].chunk
	if k == c.p.ch || s.head(k) != c.amt || kind == "capacity" && !s.compared(k) {
		return nil
	}
	if x := s.possessorParty(k); x >= 0 && x < s.amounts[c.amt].item {
		return r.owner(s, k, x)
	}
	if k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && s.compared(k) && s.chunks[k+2].kind == np && s.named(k+2) {
		switch s.chunks[k+1].word {
		case "for", "at", "by":
			return r.fillersOf(s, k+2)
		}
	}
	return nil
}

// gappedTo gives the parties of an amount that stands for a whole clause together
// with one of them: "committed $2 billion to Beta, $3 billion to Gamma".
func (r *reader) gappedTo(s *sentence, a int, base *candidate) (subject, object []filler) {
	k := s.amounts[a].chunk
	if !twoParty[base.p.t.frame.Kind] || s.head(k) != a || k < 2 || k+2 >= len(s.chunks) {
		return nil, nil
	}
	v := &s.chunks[k+1]
	if p := s.chunks[k-1].kind; p != cc && p != cm || v.kind != pp || s.chunks[k+2].kind != np || !s.named(k+2) || s.clauseStarts(k+2) {
		return nil, nil
	}
	behind := func(fs []filler) bool {
		return len(fs) > 0 && fs[0].ch > s.amounts[base.amt].chunk && s.chunks[fs[0].ch-1].kind == pp && s.chunks[fs[0].ch-1].word == v.word
	}
	switch {
	case behind(base.object):
		return base.subject, r.fillersOf(s, k+2, slugs(base.subject)...)
	case behind(base.subject) && len(base.object) > 0: // "contracts include $2 billion with Beta, $3 billion with Gamma"
		return r.fillersOf(s, k+2, slugs(base.object)...), base.object
	}
	return nil, nil
}

// outdoing verbs set another's level beside that of their subject.
var outdoing = set(`pass overtake surpass top eclipse outpace outstrip beat exceed leapfrog outrank outdo trail lead follow edge`)

// besides are prepositions that set another's level beside one.
var besides = set(`than behind above past before ahead of`)

// outdone tells whether the phrase at chunk k is the level of somebody who is set
// beside: "passing Beta at $6 billion", "ahead of Beta with $6 billion".
func (s *sentence) outdone(k int) bool {
	if k < 3 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "at" && s.chunks[k-1].word != "with" || s.chunks[k-2].kind != np || !s.named(k-2) || s.items[s.chunks[k-2].main].tag != partyTag {
		return false
	}
	switch c := &s.chunks[k-3]; c.kind {
	case vg:
		return c.gerund && outdoing[c.word]
	case pp:
		return besides[c.word] && (c.word != "of" || k > 3 && s.items[c.lo-1].norm == "ahead") || c.word == "by" && k > 3 && s.chunks[k-4].kind == vg && s.chunks[k-4].word == "follow"
	}
	return false
}

// risesTo gives the chosen claim whose amount the one at index a rises to: "from
// $9 million to $30 million in sales".
func (s *sentence) risesTo(a int, taken map[int]*candidate) *candidate {
	k := s.amounts[a].chunk
	if a+1 >= len(s.amounts) || taken[a+1] == nil || s.amounts[a+1].class != s.amounts[a].class || s.head(k) != a || k < 1 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "from" {
		return nil
	}
	for j := k + 1; j < len(s.chunks) && j < k+5; j++ {
		switch s.chunks[j].kind {
		case tm, ad:
		case pp:
			if s.chunks[j].word == "to" && j+1 == s.amounts[a+1].chunk {
				return taken[a+1]
			}
			if s.chunks[j].word != "in" {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// breakdown adds the amounts of a list that starts at chunk k, without those in
// brackets: "Revenue by segment: Cloud, $3 million (+56%); Games, $2 million".
func (s *sentence) breakdown(k int, f *Frame, rank int, add func([]pick, int)) {
	for ; k < len(s.chunks); k++ {
		switch c := &s.chunks[k]; c.kind {
		case vg:
			return
		case op:
			if c.match > k {
				k = c.match
			}
		case np:
			if s.head(k) >= 0 {
				add(s.amountIn(k, f), rank+2)
			}
		}
	}
}

// raisedTo finds the amount of "takes its total investment to $13 billion",
// where the noun is the object of a verb of change.
func (r *reader) raisedTo(s *sentence, p *place, add func([]pick, int)) {
	if p.gov < 0 || p.gslot != "obj" || !reaching[s.chunks[p.gov].word] {
		return
	}
	for _, a := range p.args {
		if a.slot == "also" && s.head(a.ch) < 0 {
			break // "its valuation at $4 billion and its reserves at $1 billion"
		}
		if a.slot == "to" || a.slot == "past" || a.slot == "at" || a.slot == "from" {
			n := 0
			if a.slot == "from" {
				n = 3
			}
			add(s.amountIn(a.ch, p.t.frame), a.cost+1+n)
		}
	}
}

// dashed skips an insertion between dashes that opens at chunk k and gives the
// dash that closes it, or -1: "sales -- which include those of Beta -- rose".
func (s *sentence) dashed(k int) int {
	w := s.chunks[k].word
	if w != "—" && w != "–" && w != "-" && w != "--" {
		return -1
	}
	if k+1 < len(s.chunks) && s.chunks[k+1].kind == br { // a dash of two signs
		k++
	}
	for x := k + 1; x < len(s.chunks) && x < k+24; x++ {
		if s.chunks[x].kind != br {
			continue
		}
		if s.chunks[x].word != w {
			return -1
		}
		if x+1 < len(s.chunks) && s.chunks[x+1].kind == br {
			x++
		}
		if x+1 < len(s.chunks) && s.chunks[x+1].kind == vg && s.chunks[x+1].finite {
			return x
		}
		return -1
	}
	return -1
}

// comesTo gives the infinitive behind the verb at chunk k that says what level it
// comes to, or -1: "are expected to grow", "will increase 77% to reach".
func (s *sentence) comesTo(k int) int {
	j := k + 1
	for ; j < len(s.chunks) && changing[s.chunks[k].word]; j++ {
		switch c := &s.chunks[j]; c.kind {
		case tm, ad, cm:
			continue
		case pp:
			if c.word == "by" || c.word == "in" {
				continue
			}
		case np:
			if a := s.head(j); a >= 0 && s.amounts[a].class == "percent" {
				continue
			}
		}
		break
	}
	seen := s.chunks[k].word == "see" && s.chunks[k].passive // "are seen tripling to"
	if j < len(s.chunks) && s.chunks[j].kind == vg && (s.chunks[j].inf || seen && s.chunks[j].gerund) && reaching[s.chunks[j].word] {
		return j
	}
	return -1
}

// surpassing verbs say at once that a level is passed and by what bound.
var surpassing = set(`exceeding topping surpassing approaching nearing`)

// surpassed is the amount behind a noun in the phrase at chunk k that a verb of its
// bound joins to it: "games exceeding $19 million". It is -1 where there is none.
func (s *sentence) surpassed(k int) int {
	c := &s.chunks[k]
	for x := c.lo + 1; x < c.hi; x++ {
		if s.items[x].tag == amountTag && s.items[x-1].tag == noun && surpassing[s.toks[s.items[x].lo].Norm] {
			return s.items[x].index
		}
	}
	return -1
}

// perhapsSegment tells whether the name at item x, which stands before a measure and
// nowhere else so far, is that of a segment of the company that the document is
// about: "Gaming revenue".
func (r *reader) perhapsSegment(s *sentence, x int) bool {
	m := s.partyOf(s.items[x])
	if m.Via != party.ByForm || party.CompanyForm(m.Text) || r.talk.count[m.Slug] > 0 {
		return false
	}
	about, _ := r.documentAbout()
	return about != "" && about != m.Slug
}

// asSegment tells whether the name at item x opens its line as a label or is called
// a segment: "Gaming: sales rose", "the Gaming and Auto segments".
func (s *sentence) asSegment(x int) bool {
	k := s.chunkOf[x]
	for j := k; j < len(s.chunks) && j < k+4; j++ {
		switch c := &s.chunks[j]; c.kind {
		case np:
			if segments[singular(c.word)] {
				return true
			}
		case br:
			return c.word == ":" && s.firstNP(j) == k
		case cc, cm:
		default:
			return false
		}
	}
	return false
}

// segments are nouns for parts of a company that report figures of their own.
var segments = set(`segment division unit business arm`)

// estimateOf tells whether the phrase at chunk k is what the subject of the verb at
// chunk v estimates: "the consensus for Alpha's sales is".
func (s *sentence) estimateOf(v, k int) bool {
	chs, _ := s.subjects(v)
	return len(chs) == 2 && !s.listed(chs) && levelNouns[s.chunks[chs[0]].word] && chs[0] < k && k <= chs[1]
}

// describedWith gives the name whose description the measure at chunk k is part of:
// "Beta, a maker of chips with $90 million in sales". It is -1 where there is none.
func (s *sentence) describedWith(k int) int {
	if k > 2 && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "in" || s.chunks[k-1].word == "of") && s.head(k-2) >= 0 {
		k -= 2
	}
	if k < 4 || s.chunks[k-1].kind != pp || s.chunks[k-1].word != "with" || s.chunks[k-2].kind != np {
		return -1
	}
	return s.apposedTo(k - 2)
}
