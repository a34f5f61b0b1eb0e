package claim

import (
	"slices"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// section is what the headings above a place in the text say of the rows and
// labelled lines below them: whose figures they are and what they measure.
type section struct {
	company  string // slug; empty where no heading names one alone
	at       Pointer
	gauge    gauge
	when     *when
	customer bool // its companies buy from the one that the document is about
	partner  bool // its companies are partners of the one that the document is about
}

// enter notes a heading: a line of its own with neither figure nor verb. One
// that ends in a colon stands below the last one that does not.
func (r *reader) enter(s *sentence) {
	n := len(s.toks)
	if s.in != "text" || n == 0 || n > 10 || !s.alone(r) {
		return
	}
	colon := s.toks[n-1].Norm == ":"
	toks := s.toks
	if colon {
		toks = toks[:n-1]
	}
	g, _ := gaugeOf(toks)
	if !colon && !(s.heading && (titleCase(toks) || g.kind != "")) || hasWord(toks, ":") || hasWord(toks, "|") || len(toks) == 0 {
		return
	}
	r.measure(s)
	if len(s.amounts) > 0 {
		s.amounts, s.times, s.numbers = nil, nil, nil
		return
	}
	var h section
	h.company, h.at = r.headed(s, len(toks))
	h.gauge, _ = gaugeOf(untimed(s, 0, len(toks)))
	for i := range s.times {
		if t := &s.times[i]; !t.IsDuration() {
			w := *t
			h.when = &w
			break
		}
	}
	for _, t := range toks {
		h.customer = h.customer || customerWords[t.Norm]
	}
	h.partner = headsPartners(toks)
	s.amounts, s.times, s.numbers = nil, nil, nil
	if !colon || h.company != "" {
		r.talk.section = found{h.company, h.at, 5}
	}
	if colon {
		r.below = h
		return
	}
	h.customer = h.customer || h.company != "" && r.above.customer
	r.above, r.below = h, section{}
	r.talk.about = found{}
	if h.company != "" && !h.customer {
		r.talk.about = found{h.company, h.at, 5}
	}
}

var customerWords = set(`customer customers client clients contract contracts tenants tenant offtakers`)

// alone tells whether a sentence is the only one of its block.
func (s *sentence) alone(r *reader) bool {
	return (s.n == 0 || r.sents[s.n-1].block != s.block) && (s.n+1 >= len(r.sents) || r.sents[s.n+1].block != s.block)
}

// titleCase tells whether most words of a line that can be are capitalised.
func titleCase(toks []language.Token) bool {
	up, low := 0, 0
	for _, t := range toks {
		switch {
		case t.Shape == language.Lower && len(t.Norm) > 3:
			low++
		case t.Shape == language.Title || t.Shape == language.Upper || t.Shape == language.Mixed:
			up++
		}
	}
	return up > 0 && low*2 <= up
}

// headed is the company that a heading of n tokens names alone, or with up to two
// more words behind it: "Alpha", "Alpha contract".
func (r *reader) headed(s *sentence, n int) (string, Pointer) {
	lo := 0
	for lo < n && (s.toks[lo].Shape == language.Number || s.toks[lo].Shape == language.Mark) {
		lo++
	}
	for _, m := range s.parties {
		if m.Slug == "" || m.Person || m.Hi > n || !r.established(s, &m) && !(m.Lo == lo && m.Hi == n && !documentPart(s.toks[m.Lo:m.Hi]) && r.goesOnAbout(s)) {
			continue
		}
		if m.Lo != lo || n-m.Hi > 2 {
			return "", Pointer{}
		}
		return m.Slug, Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
	}
	return "", Pointer{}
}

// goesOnAbout tells whether the sentence behind a heading speaks of whom it names: "The
// company raised".
func (r *reader) goesOnAbout(s *sentence) bool {
	if s.n+1 >= len(r.sents) {
		return false
	}
	toks := r.sents[s.n+1].toks
	if len(toks) < 3 {
		return false
	}
	return toks[0].Norm == "it" || toks[0].Norm == "the" && roleNouns[toks[1].Norm] || toks[0].Norm == "its" || toks[0].Norm == "founded"
}

// established tells whether a name in a heading or a label is a company's, not a
// few capitalised words: the gazetteer, its form, the title or the prose of the
// text knows it.
func (r *reader) established(s *sentence, m *party.Mention) bool {
	if documentPart(s.toks[m.Lo:m.Hi]) {
		return false
	}
	if m.Via != party.ByForm || party.CompanyForm(m.Text) || slices.Contains(r.talk.titles, m.Slug) {
		return true
	}
	return r.inProse(m.Slug)
}

// inProse tells whether a whole sentence of the text, neither heading nor row nor
// labelled line, names a slug.
func (r *reader) inProse(slug string) bool {
	if r.prose == nil {
		r.prose = map[string]bool{}
		for _, s := range r.sents {
			if s.in != "text" || s.heading || len(s.toks) < 8 || hasWord(s.toks[:8], ":") || hasWord(s.toks, "|") {
				continue
			}
			for _, x := range s.parties {
				r.prose[x.Slug] = true
			}
		}
	}
	return r.prose[slug]
}

// documentPart tells whether a name is only what labels and headings are made
// of: "Contracted Power", "Key Financial Data".
func documentPart(toks []language.Token) bool {
	for _, t := range toks {
		if w := t.Norm; !measureNouns[w] && !labelTrifles[w] && !planWords[w] && !partWords[w] && t.Shape != language.Mark {
			return false
		}
	}
	return true
}

// partWords name parts of documents.
var partWords = set(`company profile metrics metric changes change financial financials data event events subsequent headline headlines highlights results analysis risk risks conclusion conclusions
background context introduction details confidence prediction predictions notes note sources source timeline takeaways takeaway insights facts strategy market markets competition competitors competitive
landscape business model models product products team leadership investors investment thesis deals deal news update updates report reports appendix table figure section part chapter`)

// estimates end names of what analysts expect: "the Alpha Consensus Estimate".
var estimates = set(`estimate estimates consensus forecast forecasts`)

// dropParts takes away names that are only words for parts of a document.
func dropParts(ss []*sentence) {
	for _, s := range ss {
		s.parties = slices.DeleteFunc(s.parties, func(m party.Mention) bool {
			return m.Via == party.ByForm && m.Hi-m.Lo > 1 && (documentPart(s.toks[m.Lo:m.Hi]) || estimates[s.toks[m.Hi-1].Norm])
		})
	}
}

// untimed gives the tokens [lo, hi) that belong to no time.
func untimed(s *sentence, lo, hi int) []language.Token {
	out := make([]language.Token, 0, hi-lo)
	for i := lo; i < hi; i++ {
		if !slices.ContainsFunc(s.times, func(t when) bool { return t.lo <= i && i < t.hi }) {
			out = append(out, s.toks[i])
		}
	}
	return out
}

// profiled is whose figures rows and labelled lines give: the company of the
// section, else the only one of the title, else whose own document it is.
func (r *reader) profiled() (string, Pointer) {
	for _, h := range []section{r.below, r.above} {
		if h.company != "" && !(r.below.customer || r.above.customer) {
			return h.company, h.at
		}
	}
	return r.documentAbout()
}

// documentAbout is the company that the title alone names, or whose own document
// this is.
func (r *reader) documentAbout() (string, Pointer) {
	slug := ""
	switch titles := r.talk.titles; {
	case slices.Contains(titles, r.talk.us):
		slug = r.talk.us
	case len(titles) == 1:
		slug = titles[0]
	default: // "Weekly Insight: Alpha": the text goes on about one of the names
		for _, t := range titles {
			if !r.inProse(t) {
				continue
			}
			if slug != "" {
				slug = ""
				break
			}
			slug = t
		}
	}
	if slug == "" {
		slug = r.talk.us
	}
	if slug == "" {
		return "", Pointer{}
	}
	for _, x := range r.talk.seen {
		if x.slug == slug {
			return slug, x.at
		}
	}
	if slug == r.talk.us && r.usAt.End > 0 {
		return slug, r.usAt
	}
	return "", Pointer{}
}
