package claim

import (
	"strings"

	"pactwatch/extract/party"
)

// How the one who vouches is called: a person with a title, an outlet, a company,
// or a document by whose it is and who has seen it.

// titled are people who speak for somebody.
var titled = set(`editor reporter journalist correspondent columnist analyst analysts spokesperson spokesman spokeswoman executive chief ceo cfo coo cto founder founders co-founder cofounder president
chairman chairwoman chair director officer lawyer attorney regulator minister secretary spokespeople representative researchers economist economists`)

func (r *reader) setCredit(s *sentence, c *credit, k int) {
	if x := s.author(k); x >= 0 {
		k = x
	}
	ch := s.chunks[k]
	lo, hi := ch.lo, ch.hi
	for lo < hi && (s.items[lo].tag == det || s.items[lo].tag == adv) && !strings.HasPrefix(s.text[s.items[lo].start:], "The ") {
		lo++
	}
	if lo >= hi {
		return
	}
	main := s.items[max(ch.main, lo)]
	switch {
	case main.tag == partyTag:
		m := s.partyOf(main)
		c.text, c.at, c.person = m.Text, s.point(max(ch.main, lo), max(ch.main, lo)+1), m.Person
		c.party = m.Slug
		if m.Via == party.ByDescription {
			c.text = r.display(m.Slug)
		}
		// "Bloomberg's Mark Gurman", "OpenAI CFO Sarah Friar"
		if m.Person {
			for x := lo; x < ch.main; x++ {
				if s.items[x].tag == partyTag {
					c.party = s.partyOf(s.items[x]).Slug
				}
			}
		}
		if ch.lo+0 < ch.main && s.items[ch.main-1].tag == noun && !m.Person && s.items[lo].tag == noun {
			c.text = m.Text
		}
		// two speakers
		mem := s.members(k)
		if len(mem) == 2 {
			if f := r.fillersOf(s, mem[1]); len(f) > 0 {
				c.text = s.text[s.items[lo].start:s.items[s.chunks[mem[1]].hi-1].end]
			}
		}
	case jointly[main.norm] && lo < hi:
		if r.doc.Publisher == "" {
			c.text, c.at = s.text[s.items[ch.lo].start:s.items[hi-1].end], s.point(ch.lo, hi)
		}
	case main.tag == pron || roleNouns[main.norm]:
		if main.norm == "he" || main.norm == "she" {
			if x := r.lastPerson; x != nil {
				c.text, c.party, c.at, c.person = x.text, x.party, x.at, true
			} else if r.last != nil && r.last.text != "" {
				c.text, c.party, c.at, c.person = r.last.text, r.last.party, r.last.at, true
			}
			return
		}
		fs := r.fillersOf(s, k)
		if len(fs) == 1 {
			c.party, c.text, c.at = fs[0].slug, r.display(fs[0].slug), fs[0].at
			if len(fs[0].from) > 0 {
				c.at = fs[0].from[0]
			}
		} else if len(fs) == 2 {
			c.text = r.display(fs[0].slug) + " and " + r.display(fs[1].slug)
			c.party = fs[0].slug
		}
	default:
		n := main.norm
		if titled[n] {
			// "its chief executive, Bo Lind", "Bloomberg editor"
			if k+2 < len(s.chunks) && s.chunks[k+1].kind == cm && s.chunks[k+2].kind == np {
				if x := s.chunks[k+2]; x.main >= 0 && s.items[x.main].tag == partyTag && s.partyOf(s.items[x.main]).Person {
					r.setCredit(s, c, k+2)
					return
				}
			}
			if k+2 < len(s.chunks) && s.chunks[k+1].kind == pp && (s.chunks[k+1].word == "at" || s.chunks[k+1].word == "with" || s.chunks[k+1].word == "from") && s.named(k+2) && s.items[s.chunks[k+2].main].tag == partyTag {
				hi = s.chunks[k+2].main + 1 // "analysts at Alpha"
			}
			c.text, c.at, c.person = s.text[s.items[lo].start:s.items[hi-1].end], s.point(lo, hi), true
			for x := lo; x < hi; x++ {
				if s.items[x].tag == partyTag {
					c.party = s.partyOf(s.items[x]).Slug
				}
			}
			return
		}
		if docNouns[singular(n)] && n != singular(n) && n != "documents" && n != "filings" && n != "accounts" && n != "slides" && s.nameless(lo, hi) {
			return // "media reports", "multiple outlets": nobody in particular
		}
		if docNouns[singular(n)] {
			// "the report", "SpaceX's IPO filings"
			if e := s.passedBy(k); e > 0 {
				c.text, c.at = s.text[s.items[lo].start:s.items[e-1].end], s.point(lo, e)
				d := *c
				r.doc1 = &d
			} else if s.possessor(k) > lo || hi-lo > 1 && s.items[lo].tag == partyTag {
				c.text = s.text[s.items[lo].start:s.items[hi-1].end]
				if x := s.items[lo]; x.tag == partyTag {
					c.party = s.partyOf(x).Slug
					if m := s.partyOf(x); r.isOutlet(m.Slug) {
						c.text = m.Text
					}
				}
				c.at = s.point(lo, hi)
				d := *c
				r.doc1 = &d
			} else if r.doc1 != nil && (n == "filing" || n == "filings" || n == "document" || n == "documents" || n == "memo" || n == "prospectus" || n == "report") {
				c.text, c.party, c.at = r.doc1.text, r.doc1.party, r.doc1.at
			} else if r.last != nil && r.last.text != "" && !r.last.person && (n == "report" || n == "filing" || n == "documents" || n == "outlet" || n == "publication") {
				c.text, c.party, c.at = r.last.text, r.last.party, r.last.at
			} else if x := r.lastOutlet; x != nil && (n == "report" || n == "outlet" || n == "publication" || n == "newspaper" || n == "article" || n == "story") && hi-lo == 1 {
				c.text, c.party, c.at = x.text, x.party, x.at
			} else if hi-lo > 1 || solid[singular(n)] {
				c.text = s.text[s.items[lo].start:s.items[hi-1].end]
			}
			if c.text != "" && c.at.End == 0 {
				c.at = s.point(lo, hi)
			}
		}
	}
}

// foretells tells whether the verb group at chunk k has a clause behind it that
// somebody expects to come true: "Alpha forecasts that sales will reach".
func (s *sentence) foretells(k int) bool {
	for j := k + 1; j < len(s.chunks) && j < k+7; j++ {
		switch c := &s.chunks[j]; c.kind {
		case vg:
			return c.modal == "will" || c.modal == "would"
		case np, sc, pp, ad, tm:
		default:
			return false
		}
	}
	return false
}

// author gives the phrase that names whose document stands at chunk k: "a report
// by the Globe", "data from Alpha"; -1 if there is none.
func (s *sentence) author(k int) int {
	m := s.chunks[k].main
	if m < 0 || !docNouns[singular(s.items[m].norm)] || k+2 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+2].kind != np {
		return -1
	}
	switch s.chunks[k+1].word {
	case "by", "from", "in", "of":
		if x := s.chunks[k+2]; x.main >= 0 && s.items[x.main].tag == partyTag {
			return k + 2
		}
	}
	return -1
}

// nameless tells whether no party is named among items [lo, hi).
func (s *sentence) nameless(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if s.items[i].tag == partyTag {
			return false
		}
	}
	return true
}

// passedBy gives the end of the words behind a document at chunk k that say who
// has it: "documents seen by the Globe", "data compiled by Alpha"; 0 without them.
func (s *sentence) passedBy(k int) int {
	if k+3 >= len(s.chunks) {
		return 0
	}
	v, by, x := &s.chunks[k+1], &s.chunks[k+2], &s.chunks[k+3]
	m := x.main
	if m > x.lo && s.items[m].norm == "show" {
		m-- // "documents seen by the Globe show": the verb looks like a noun
	}
	if v.kind != vg || !v.bare || by.kind != pp || by.word != "by" && by.word != "with" || x.kind != np || m < x.lo || s.items[m].tag != partyTag {
		return 0
	}
	switch v.word {
	case "see", "view", "review", "obtain", "compile", "share", "gather", "collect", "track", "publish", "provide", "release":
		return m + 1
	}
	return 0
}

// display is how an organisation is called: as everybody does or, where nobody
// knows it, as the text first does.
func (r *reader) display(slug string) string {
	if name := r.gazetteer.Display(slug); name != slug {
		return name
	}
	if at, ok := r.full[slug]; ok {
		if at.In == "title" {
			return r.doc.Title[at.Start:at.End]
		}
		return r.doc.Text[at.Start:at.End]
	}
	return slug
}

// jointly are those who make a deal known together.
var jointly = set(`companies firms two parties partners both pair duo`)

// solid documents are named well enough by one word.
var solid = set(`filing prospectus account slide presentation memo document disclosure transcript
s-1 f-1 10-k 10-q 8-k 6-k 20-f`)

var docNouns = set(`account accounts slide reporting filing report document memo documents prospectus statement release letter post email disclosure data transcript presentation deck outlet publication newspaper paper announcement article story interview newsletter survey
s-1 f-1 10-k 10-q 8-k 6-k 20-f`)
