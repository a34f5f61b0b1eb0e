package claim

import "strings"

// credit is whom a sentence names for what it says.
type credit struct {
	text   string // as written; empty for unnamed people alone
	party  string // whom the source speaks for
	at     Pointer
	anon   bool
	from   int // items that it covers
	to     int
	person bool
	inner  bool // said to an audience, not to the public
}

// saying verbs introduce what somebody says.
var saying = set(`say report tell announce disclose reveal confirm write note add claim state post explain warn estimate argue declare insist acknowledge tweet comment recall describe show
indicate suggest detail predict emphasize stress reiterate clarify respond counter concede admit calculate find learn understand`)

// unnamed people who vouch.
var unnamed = set(`sources source people person insiders insider officials individuals executives familiar anonymous briefed unnamed`)

// attribute finds who says what a sentence says: itself, the label of its block,
// or the lead-in of its list.
func (r *reader) attribute(s *sentence) {
	s.source = r.credit(s)
	if s.block != r.labelAt || s.in == "title" {
		r.label, r.labelAt = r.labelled(s), s.block
	}
	if q := s.quote(); strings.HasSuffix(q, ":") {
		r.leadIn = s.source
	} else if strings.HasSuffix(q, ".") {
		r.leadIn = nil
	} else if s.source == nil && r.leadIn != nil && s.in == "text" {
		l := *r.leadIn
		l.from, l.to = 0, len(s.items)
		s.source = &l
	}
	if s.source == nil && r.last != nil && s.in == "text" && s.n > 0 && r.sents[s.n-1].source == r.last && r.sents[s.n-1].block == s.block && s.supposes() {
		l := *r.last
		l.from, l.to = 0, len(s.items)
		s.source = &l
	}
	if c := r.items[s.block]; s.source == nil && c != nil && s.in == "text" {
		l := *c
		l.to = len(s.items)
		s.source = &l
	}
	if s.source == nil && r.label != nil {
		l := *r.label
		l.to = len(s.items)
		s.source = &l
	}
	if c := s.source; c != nil && c.party != "" && !c.person && r.isOutlet(c.party) {
		if l := r.spelt[c.party]; len(l) > len(c.text) {
			c.text = l // "FT" after "Financial Times"
		} else {
			r.spelt[c.party] = c.text
		}
	}
}

// credit finds the source that a sentence names.
func (r *reader) credit(s *sentence) *credit {
	c := &credit{to: len(s.items)}
	for i := range s.items {
		n := s.items[i].norm
		switch {
		case n == "according" && i+1 < len(s.items) && s.items[i+1].norm == "to":
			r.creditNP(s, c, i+2)
		case n == "per" && s.vouchesBehind(i):
			r.creditNP(s, c, i+1)
		case n == "citing":
			if s.words(i+1, i+8, unnamed) {
				c.anon = true
			} else if c.text == "" {
				r.creditNP(s, c, i+1)
			}
		case (n == "familiar" || n == "briefed") && i+1 < len(s.items) && (s.items[i+1].norm == "with" || s.items[i+1].norm == "on"):
			c.anon = true
		case (n == "sources" || n == "insiders" || n == "source") && i+1 < len(s.items) && s.items[i].tag == noun:
			if v := s.items[i+1]; v.tag == verbTag && saying[v.v.lemma] {
				c.anon = true
			}
		case n == "by" && i > 0 && (s.items[i-1].norm == "reported" || s.items[i-1].norm == "revealed" || s.items[i-1].norm == "disclosed"):
			if i+1 < len(s.items) && r.outletAt(s, i+1) { // "as first reported by the Globe"
				r.creditNP(s, c, i+1)
			}
		case (n == "reports" || n == "reported" || n == "says" || n == "writes") && c.text == "":
			r.creditTag(s, c, i)
		case (n == "show" || n == "shows") && i > 1 && (i+1 == len(s.items) || s.items[i+1].tag == pause):
			j := i // "…, documents seen by the Globe show."
			for j > 0 && s.items[j-1].tag != comma {
				j--
			}
			if k := s.chunkOf[j]; j > 0 && s.chunks[k].kind == np && s.chunks[k].main >= 0 && docNouns[singular(s.items[s.chunks[k].main].norm)] {
				r.creditNP(s, c, j)
			}
		case n == "unnamed" || n == "anonymous":
			if s.words(i+1, i+3, unnamed) {
				c.anon = true
			}
		}
	}
	if c.text == "" && !c.anon {
		r.creditEnd(s, c)
	}
	if c.text == "" {
		for k := range s.chunks {
			if s.chunks[k].kind == vg && r.creditVerb(s, c, k) {
				r.creditAlso(s, c, k)
				break
			}
		}
	}
	if n := len(s.items); c.text == "" && !c.anon && n > 3 && s.items[0].tag == partyTag && s.items[1].tag == partyTag && s.items[2].tag == verbTag {
		if m := s.partyOf(s.items[0]); r.isOutlet(m.Slug) || m.Text == s.partyOf(s.items[1]).Text {
			c.text, c.party, c.at = m.Text, m.Slug, s.point(0, 1) // "Globe Alpha raised": the label of an item
		}
	}
	if c.text == "" && !c.anon && c.party == "" {
		return nil
	}
	if x := r.lastAnon; c.anon && c.text == "" && x != nil && s.samePeople() {
		c.text, c.party, c.at = x.text, x.party, x.at // "those sources said": whom they told is known
	}
	return c
}

// vouchesBehind tells whether "per" at item i stands before a name, a document or
// people and not before what a price is counted by: "per a filing", "per sources".
func (s *sentence) vouchesBehind(i int) bool {
	if i+1 >= len(s.items) {
		return false
	}
	c := &s.chunks[s.chunkOf[i+1]]
	if c.kind != np || c.main < c.lo {
		return false
	}
	n := s.items[c.main].norm
	return s.items[i+1].tag == partyTag || s.items[i+1].norm == "the" || docNouns[singular(n)] || n == "sources" || n == "insiders" || n == "people" && s.words(c.hi, c.hi+2, unnamed)
}

// outletAt tells whether an outlet is named at item i, an article aside.
func (r *reader) outletAt(s *sentence, i int) bool {
	if i < len(s.items) && s.items[i].tag == det {
		i++
	}
	return i < len(s.items) && s.items[i].tag == partyTag && r.isOutlet(s.partyOf(s.items[i]).Slug)
}

// creditTag takes the outlet of a closing "…, the Globe reports" or "…, reports
// the Globe", whatever part of speech the word at item i was taken for.
func (r *reader) creditTag(s *sentence, c *credit, i int) {
	if i+1 < len(s.items) && i > 0 && (s.items[i-1].tag == comma || s.items[i-1].tag == quote) && r.outletAt(s, i+1) {
		k := i + 1
		if s.items[k].tag == det {
			k++
		}
		c.text, c.party, c.at = s.partyOf(s.items[k]).Text, s.partyOf(s.items[k]).Slug, s.point(k, k+1)
		return
	}
	ends := i+1 == len(s.items) || s.items[i+1].norm == "." || s.items[i+1].tag == comma || s.items[i+1].tag == timeTag || s.items[i+1].norm == "on"
	if ends && i > 0 && s.items[i-1].tag == partyTag && r.isOutlet(s.partyOf(s.items[i-1]).Slug) {
		c.text, c.party, c.at = s.partyOf(s.items[i-1]).Text, s.partyOf(s.items[i-1]).Slug, s.point(i-1, i)
	}
}

// creditEnd takes the outlet that closes a sentence or a line of a digest: "…
// over four years (Reuters).", "Alpha buys Beta - TechCrunch".
func (r *reader) creditEnd(s *sentence, c *credit) {
	if x, _ := r.closing(s); x != nil {
		c.text, c.party, c.at = x.text, x.party, x.at
		return
	}
	i := len(s.items) - 1
	for i > 0 && s.items[i].tag == pause {
		i--
	}
	if i > 2 && s.items[i].tag == shut {
		i--
		for i > 2 && s.items[i].tag != open && s.items[i-1].tag != open { // "(Reuters, Bloomberg)"
			i--
		}
		if s.items[i-1].tag != open {
			return
		}
	} else if i < 3 || s.items[i-1].tag != pause || s.items[i-1].norm == ":" || s.items[i-1].norm == ";" {
		return
	}
	if s.items[i].tag == partyTag && r.isOutlet(s.partyOf(s.items[i]).Slug) {
		c.text, c.party, c.at = s.partyOf(s.items[i]).Text, s.partyOf(s.items[i]).Slug, s.point(i, i+1)
	}
}

// creditNP takes the phrase at item i as the source.
func (r *reader) creditNP(s *sentence, c *credit, i int) {
	for i < len(s.items) { // "according to a Monday (March 9) report"
		switch it := s.items[i]; {
		case it.tag == timeTag && s.chunks[s.chunkOf[i]].kind == tm, it.tag == det && i+1 < len(s.items) && s.items[i+1].tag == timeTag:
			i++
			continue
		case it.tag == open && s.chunks[s.chunkOf[i]].match >= 0:
			i = s.chunks[s.chunks[s.chunkOf[i]].match].hi
			continue
		}
		break
	}
	if i >= len(s.items) {
		return
	}
	k := s.chunkOf[i]
	hi := s.chunks[k].hi
	if s.chunks[k].kind != np {
		return
	}
	if s.words(i, min(hi+5, len(s.items)), unnamed) {
		c.anon = true
		return
	}
	r.setCredit(s, c, k)
}

// relativeBefore tells whether a relative clause stands between the subject at
// chunk j and its verb at chunk k.
func (s *sentence) relativeBefore(j, k int) bool {
	for x := j + 1; x < k; x++ {
		if s.chunks[x].kind == rc {
			return true
		}
	}
	return false
}

// labelled takes the person or company of a label: "Voss: We sold …".
func (r *reader) labelled(s *sentence) *credit {
	for i := 0; i < len(s.items) && i < 9; i++ {
		if s.items[i].norm != ":" {
			continue
		}
		for x := 0; x < i; x++ {
			if s.items[x].tag == partyTag && s.partyOf(s.items[x]).Person {
				m := s.partyOf(s.items[x])
				return &credit{text: m.Text, party: m.Slug, at: s.point(x, x+1), person: true, to: len(s.items)}
			}
		}
		return nil
	}
	return nil
}

// listeners are told things that others then report.
var listeners = set(`investor investors shareholder shareholders staff employee employees lawmaker lawmakers creditor creditors banker bankers partner partners lender lenders`)

// creditVerb takes the subject of a saying verb as the source.
func (r *reader) creditVerb(s *sentence, c *credit, k int) bool {
	v := &s.chunks[k]
	if !saying[v.word] && !announcing[v.word] && !(forecasting[v.word] && s.foretells(k)) || v.main < 0 || v.inf {
		return false
	}
	if v.word == "tell" && k+1 < len(s.chunks) && s.words(s.chunks[k+1].lo, s.chunks[k+1].hi, listeners) {
		// "has told investors that …": somebody else passes it on
		c.inner = true
		return false
	}
	if v.word == "tell" || v.word == "say" || v.word == "report" || s.saysClause(k) || announcing[v.word] && s.announcesDeal(k) {
		if k > 2 && s.chunks[k-1].kind == np && unnamed[s.chunks[k-1].word] && s.chunks[k-2].kind == pp && s.chunks[k-2].word == "of" && !s.named(k-1) {
			c.anon = true // ", one of the people said"
			return true
		}
		if s.peopleBehind(k) {
			c.anon = true
			return true
		}
		if s.speakerBehind(k) { // "“We sold it,” said Alpha's chief executive, Bo Lind"
			r.setCredit(s, c, k+1)
			r.employer(s, c, k+1)
			return c.text != ""
		}
		chs, _ := s.subjects(k)
		if len(chs) == 0 { // ", reports the Wall Street Journal"
			if k+1 < len(s.chunks) && s.chunks[k+1].kind == np && (v.word == "report" || v.word == "say" || v.word == "write" || v.word == "note") && s.items[max(0, s.chunks[k+1].main)].tag == partyTag {
				r.setCredit(s, c, k+1)
				return c.text != ""
			}
			return false
		}
		h := s.chunks[chs[0]]
		if s.words(h.lo, min(h.hi+5, len(s.items)), unnamed) && (h.main < 0 || s.items[h.main].tag != partyTag) {
			c.anon = true
			r.heard(s, c, k)
			return true
		}
		if v.passive {
			return false
		}
		who := chs[0]
		if x := chs[len(chs)-1]; !s.named(who) && s.named(x) && s.items[h.lo].tag == noun && s.items[s.chunks[x].main].tag == partyTag {
			who = x // "founder and chief executive Bo Lind", "owner and operator Alpha"
		}
		r.setCredit(s, c, who)
		r.employer(s, c, who)
		if !s.followsQuote(k) && (v.gerund || s.saysClause(k) || s.relativeBefore(chs[0], k)) {
			c.from = s.chunks[k].hi // "Sales rose, and Alpha says …": what stands before is not said
		}
		if m := s.items[max(0, s.chunks[who].main)]; v.word == "report" && c.party != "" && !c.person && !s.saysClause(k) && (m.tag == pron || m.norm == "company") {
			// "it reported a loss": its own figures
			c.text = ""
			return false
		}
		if !v.passive && !s.saysClause(k) { // "Alpha reported a loss, while Beta …"
			for j := k + 1; j < len(s.chunks); j++ {
				if s.chunks[j].kind == sc || s.chunks[j].kind == br {
					c.to = s.chunks[j].lo
					break
				}
			}
		}
		return c.text != "" || c.anon
	}
	return false
}

// speakerBehind tells whether a quotation ends before the saying verb at chunk k
// and a name stands behind it.
func (s *sentence) speakerBehind(k int) bool {
	if k == 0 || k+1 >= len(s.chunks) || s.chunks[k-1].kind != qt || s.chunks[k+1].kind != np || s.chunks[k].passive {
		return false
	}
	c := &s.chunks[k+1]
	return c.main >= c.lo && (s.items[c.main].tag == partyTag || titled[s.items[c.main].norm])
}

// peopleBehind tells whether the saying verb at chunk k closes what people without
// a name say: "…, said a person with knowledge of the matter".
func (s *sentence) peopleBehind(k int) bool {
	if k == 0 || k+1 >= len(s.chunks) || s.chunks[k-1].kind != cm && s.chunks[k-1].kind != qt || s.chunks[k+1].kind != np {
		return false
	}
	if c := &s.chunks[k+1]; c.main < c.lo || !unnamed[s.items[c.main].norm] {
		return false
	}
	for j := k + 2; j < len(s.chunks); j++ {
		if s.chunks[j].kind == vg && s.chunks[j].finite {
			return false
		}
		if s.chunks[j].kind == br || s.chunks[j].kind == cm || s.chunks[j].kind == rc {
			break
		}
	}
	return true
}

// employer takes the organisation of a speaker whom nobody knows from the words
// behind the name: "Bo Lind, chief executive of Alpha".
func (r *reader) employer(s *sentence, c *credit, k int) {
	if !c.person || c.party != "" || k+4 >= len(s.chunks) || s.chunks[k+1].kind != cm || s.chunks[k+2].kind != np || !titled[s.chunks[k+2].word] {
		return
	}
	if p := &s.chunks[k+3]; p.kind != pp || p.word != "of" && p.word != "at" && p.word != "for" {
		return
	}
	if x := &s.chunks[k+4]; x.kind == np && x.main >= x.lo && s.items[x.main].tag == partyTag && !s.partyOf(s.items[x.main]).Person {
		c.party, c.at = s.partyOf(s.items[x.main]).Slug, s.point(x.main, x.main+1)
	}
}

// announcesDeal tells whether the verb group at chunk k announces a deal by a
// noun: "Alpha announced a partnership with Beta".
func (s *sentence) announcesDeal(k int) bool {
	if s.chunks[k].passive || s.chunks[k].bare && k > 0 && s.chunks[k-1].kind == np && !s.named(k-1) && s.followedByAgent(k) {
		return false
	}
	if chs, _ := s.subjects(k); len(chs) != 1 {
		return false
	}
	for _, a := range s.right(k, "obj") {
		if a.slot != "obj" && a.slot != "also" {
			continue
		}
		if w := s.chunks[a.ch].word; announced[w] || announced[singular(w)] {
			return true
		}
	}
	return false
}

// followedByAgent tells whether the verb group at chunk k has "by" behind it.
func (s *sentence) followedByAgent(k int) bool {
	return k+1 < len(s.chunks) && s.chunks[k+1].kind == pp && s.chunks[k+1].word == "by"
}

// announced are deals that their parties announce.
var announced = set(`partnership deal agreement acquisition merger investment collaboration lease contract round funding purchase venture alliance stake offer plan commitment pact tie-up financing order
intention intent`)

// announcing verbs make something public.
var announcing = set(`announce unveil disclose reveal confirm`)

func (r *reader) isOutlet(slug string) bool { return r.gazetteer.IsOutlet(slug) }

// saysClause tells whether a clause or a quotation stands behind or before the
// verb as what is said.
func (s *sentence) saysClause(k int) bool {
	for j := k + 1; j < len(s.chunks) && j < k+7; j++ {
		switch s.chunks[j].kind {
		case tm, ad, pp:
			continue
		case sc, qt, rc:
			return true
		case np:
			// "said the company would": a clause without that
			if s.clauseStarts(j) {
				return true
			}
			continue
		case cm:
			return s.followsQuote(k)
		case vg:
			return s.chunks[j].finite && j > k+1
		}
		break
	}
	// ", Bloomberg reported Friday."
	return s.followsQuote(k)
}

// followsQuote tells whether the words before the subject of chunk k end with a
// comma or a quotation mark: "…, Alpha said".
func (s *sentence) followsQuote(k int) bool {
	for j := k - 1; j > 0; j-- {
		switch s.chunks[j].kind {
		case np, ad, pp:
			continue
		case vg:
			if j > 0 && s.chunks[j].bare && s.chunks[j-1].kind == np && s.passedBy(j-1) > 0 {
				continue // ", documents seen by the Globe show"
			}
		case cm, qt:
			return true
		}
		return false
	}
	return false
}
