package claim

import (
	"slices"
	"strings"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// Document is an article as the reader of claims sees it.
type Document struct {
	Title     string
	Text      string
	Blocks    []Block
	Published time.Time // zero if unknown
	Publisher string    // slug of the company whose own newsroom this is, else empty
	Host      string    // slug of the outlet or platform that carries the article
	Outlet    string    // name of the outlet, which is no source of its own article
}

// Block is one block of the text.
type Block struct {
	language.Span
	Heading bool
}

// Rules are compiled frames and the gazetteer. They are immutable.
type Rules struct {
	index     *index
	gazetteer *party.Gazetteer
	verbs     map[string]verb // that the user's frames bring along
}

// Compile joins the embedded frames with a user's own files.
func Compile(g *party.Gazetteer, extra ...File) *Rules {
	var files []File
	for _, f := range embeddedFiles() {
		f.Frames = slices.Clone(f.Frames)
		files = append(files, f)
	}
	return &Rules{index: newIndex(append(files, extra...)), gazetteer: g, verbs: newVerbs(extra)}
}

// reader reads one document.
type reader struct {
	*Rules
	doc                              Document
	talk                             *discourse
	last                             *credit         // the last source named
	doc1                             *credit         // the last document named as one
	lastPerson, lastOutlet, lastAnon *credit         // the last person, the last outlet and the last people without a name
	table                            *table          // whose rows are being read
	books                            *statement      // whose rows are being read
	above                            section         // the last heading
	below                            section         // the last line with a colon below it
	apart                            []apart         // companies whose purchase the text tells of
	prose                            map[string]bool // slugs that whole sentences name; nil before they are gathered
	business                         int             // words of business in the text, plus one; 0 before they are counted
	length                           int             // tokens of the text
	before                           *Claim          // the last claim with a value, and in which sentence
	beforeAt                         int
	funded                           *filler // whom a sentence said that somebody backs, without the sum, and in which
	fundedAt                         int
	usAt                             Pointer // where the title names whose own document this is
	deal                             *deal   // the last deal told of
	bare                             *deal   // the last one told of without its size

	round     *candidate // the last funding round, and in which sentence it was told
	roundAt   int
	label     *credit // the speaker whose label opens the block
	labelAt   int
	items     map[int]*credit   // by block: outlets named apart from the sentences of an item
	spelt     map[string]string // outlets credited so far, as first written out
	leadIn    *credit           // the source of the sentence that opens a list
	dealState string            // modality of the last deal told, and its sentence
	dealAt    int
	stake     *filler // the company of the last stake named outright, and in which sentence
	stakeAt   int
	quarter   string // the quarter whose results the text reports, and where it was named
	quarterAt int

	payerOf     *[2]filler // who pays whom a share, once looked for
	payersKnown bool

	theme   *Claim // the measure that the last subject named without a figure, and in which sentence
	themeAt int

	trace *Trace
	names *party.Context
	now   time.Time
	sents []*sentence
	full  map[string]Pointer // where the text first gives a name in full
}

// Read gives the claims of a document, in the order of the text.
func (r *Rules) Read(d Document) []Claim {
	cs, _ := r.read(d, nil)
	return cs
}

func (rules *Rules) read(d Document, trace *Trace) ([]Claim, []*sentence) {
	r := &reader{Rules: rules, doc: d, trace: trace, now: d.Published, spelt: map[string]string{}}
	r.talk = &discourse{g: rules.gazetteer, count: map[string]int{}, us: d.Publisher, host: d.Host}

	spans := make([]language.Span, len(d.Blocks))
	for i, b := range d.Blocks {
		spans[i] = b.Span
	}
	body := language.Split(d.Text, spans)
	title := language.Split(d.Title, []language.Span{{Start: 0, End: len(d.Title)}})
	for i := range body {
		body[i].Tokens = r.splitNames(d.Text, unmarked(body[i].Tokens))
		if n := dateline(body[i].Tokens); n > 0 && !(n == 2 && r.isName(d.Text, body[i].Tokens[0])) { // "AMD – a maker of chips"
			if r.now.IsZero() {
				r.now = datelineDay(d.Text, body[i].Tokens[:n])
			}
			body[i].Tokens = body[i].Tokens[n:]
		}
	}
	for i := range title {
		title[i].Tokens = r.splitNames(d.Title, title[i].Tokens)
	}
	r.names = party.Study(body)
	r.names.Verb = finiteVerb

	sents := make([]*sentence, 0, len(body)+len(title))
	for _, b := range body {
		s := &sentence{in: "text", text: d.Text, start: b.Start, end: b.End, block: b.Block, toks: b.Tokens, verbs: rules.verbs}
		s.heading = b.Block < len(d.Blocks) && d.Blocks[b.Block].Heading
		s.parties = rules.gazetteer.Describe(d.Text, s.toks, rules.gazetteer.Find(d.Text, s.toks, r.names))
		sents = append(sents, s)
	}
	// The title is read last, so that the names of the text are known, but
	// stands first.
	var heads []*sentence
	for _, b := range title {
		s := &sentence{in: "title", text: d.Title, start: b.Start, end: b.End, block: -1, toks: b.Tokens, verbs: rules.verbs}
		s.parties = rules.gazetteer.Describe(d.Title, s.toks, rules.gazetteer.Find(d.Title, s.toks, r.names))
		heads = append(heads, s)
	}
	r.names.Unite(mentions(sents), mentions(heads))
	sents = append(heads, sents...)
	dropParts(sents)
	for i, s := range sents {
		s.n = i
		if s.in != "title" {
			continue
		}
		for _, last := range []bool{false, true} {
			for x, m := range s.parties {
				if s.describes(x) == last && m.Slug != "" && !m.Person && !s.byTheWay(m.Hi) && !r.whereabouts(s, m) && !r.ownsNext(s, m) && !(m.Hi < len(s.toks) && outsiders[s.toks[m.Hi].Norm]) && !slices.Contains(r.talk.titles, m.Slug) && (!r.isOutlet(m.Slug) || s.dealsIn(m)) && m.Slug != d.Host {
					r.talk.titles = append(r.talk.titles, m.Slug)
				}
			}
		}
	}
	r.sents = sents
	if !r.onTopic(sents) {
		if trace != nil {
			trace.Lines = map[int][]string{0: {"no word of the AI industry or of technology: no claims are looked for"}}
		}
		return nil, sents
	}
	if r.talk.us == "" {
		if r.talk.us = r.selfNamed(heads, sents[len(heads):]); r.talk.us != "" && !slices.Contains(r.talk.titles, r.talk.us) {
			r.talk.titles = append([]string{r.talk.us}, r.talk.titles...)
		}
	}
	r.full = map[string]Pointer{}
	for _, s := range sents {
		for _, m := range s.parties {
			if _, ok := r.full[m.Slug]; !ok && m.Via == party.ByForm && m.Slug != "" && party.Slug(s.text[s.toks[m.Lo].Start:s.toks[m.Hi-1].End]) == m.Slug {
				r.full[m.Slug] = Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
			}
		}
	}
	r.define(sents)
	if r.talk.us == "" && filed(sents) {
		r.talk.us = firstParty(sents)
	}
	if r.talk.us == "" {
		if x := weAt(sents[len(heads):]); len(r.talk.titles) == 0 || slices.Contains(r.talk.titles, x) || firstPerson(heads) > 0 {
			r.talk.us = x
		}
	}
	if r.talk.us == "" && d.Outlet != "" && firstPerson(sents) > 0 {
		r.talk.us = publisherParty(d.Outlet, sents)
	}
	r.items = r.itemCredits(sents[len(heads):])
	carryQuotes(sents)
	var found []Claim
	for _, s := range sents {
		r.header(s)
		r.enter(s)
		r.caption(s)
		if !r.worth(s) {
			r.skim(s)
			continue
		}
		r.split(s)
		r.measure(s)
		s.parse()
		r.refer(s)
		r.attribute(s)
		r.noteQuarter(s)
		if row := r.booked(s); len(row) > 0 {
			found = append(found, row...)
		} else if row := r.row(s); len(row) > 0 {
			found = append(found, row...)
		} else if rounds := r.roundLine(s); len(rounds) > 0 {
			found = append(found, rounds...)
		} else if figures := r.labelLine(s); len(figures) > 0 {
			found = append(found, figures...)
		} else {
			found = append(found, r.sentence(s)...)
		}
		r.talk.note(s)
		if s.source != nil && (s.source.text != "" || s.source.anon) {
			r.last = s.source
			switch x := s.source; {
			case x.person && x.text != "":
				r.lastPerson = x
			case x.text != "" && r.isOutlet(x.party):
				r.lastOutlet = x
			}
			if s.source.anon {
				r.lastAnon = s.source
			}
		}
	}
	found = r.settle(found)
	r.creditQuotes(found)
	// what cannot be pointed at is not said
	at := r.sentenceFinder()
	found = slices.DeleteFunc(found, func(c Claim) bool { return r.verify(d.Title, d.Text, c, at) != nil || r.stray(c) })
	linkReplaced(d.Title, d.Text, found)
	return found, sents
}

// isName tells whether a token alone is a name that the gazetteer has.
func (r *reader) isName(text string, t language.Token) bool {
	_, ok := r.gazetteer.Lookup(text[t.Start:t.End])
	return ok
}

// stray tells whether a claim without a figure is about names that nobody knows
// in a text that does not speak of business.
func (r *reader) stray(c Claim) bool {
	if c.Value != nil || r.gazetteer.Organisation(c.Subject) != nil || c.Object != "" && r.gazetteer.Organisation(c.Object) != nil {
		return false
	}
	if r.business == 0 {
		r.business = 1
		for _, s := range r.sents {
			r.length += len(s.toks)
			for _, t := range s.toks {
				if businessWords[t.Norm] {
					r.business++
				}
			}
		}
	}
	return r.business < 3 || r.business*160 < r.length
}

var businessWords = set(`company companies startup startups billion million investors investor revenue ceo shares software cloud chips chip ai deal acquisition inc corp ltd customers customer funding founder firm firms
partnership venture artificial market technology platform enterprise contract stake valuation acquire acquired merger partnered data ipo`)

// siteHeads begin names of sites.
var siteHeads = set(`data datacenter datacentre campus plant factory site facility supercomputer fab`)

// sentenceFinder finds the sentences of the document that was read, so that its
// claims are verified without cutting the text again.
func (r *reader) sentenceFinder() func(body string, start, end int) (language.Sentence, bool) {
	type span struct {
		title      bool
		start, end int
	}
	known := make(map[span]*sentence, len(r.sents))
	for _, s := range r.sents {
		known[span{s.in == "title", s.start, s.end}] = s
	}
	return func(body string, start, end int) (language.Sentence, bool) {
		for _, title := range []bool{false, true} {
			if s := known[span{title, start, end}]; s != nil && len(s.text) == len(body) {
				return language.Sentence{Span: language.Span{Start: start, End: end}, Tokens: s.toks}, true
			}
		}
		return language.Sentence{}, false
	}
}

func mentions(ss []*sentence) [][]party.Mention {
	out := make([][]party.Mention, len(ss))
	for i, s := range ss {
		out[i] = s.parties
	}
	return out
}

// worth is the gate: it lets through sentences that hold a party, a number or a
// word for a company, because they may state a claim or be spoken of later, and
// all rows of a table.
func (r *reader) worth(s *sentence) bool {
	if r.trace != nil {
		return true
	}
	if len(s.parties) > 0 || r.table != nil && s.n == r.table.last+1 || r.books != nil {
		return true
	}
	for _, t := range s.toks {
		if t.Shape == language.Number || roleNouns[t.Norm] || pairNouns[t.Norm] || t.Norm == "it" || t.Norm == "we" || t.Norm == "our" || t.Norm == "its" {
			return true
		}
	}
	return false
}

// skim passes over a sentence that cannot hold a claim.
func (r *reader) skim(s *sentence) {}

// splitNames cuts hyphenated words that join names: "Microsoft-OpenAI",
// "Google-backed".
func (r *Rules) splitNames(text string, toks []language.Token) []language.Token {
	for i, t := range toks {
		if t.Shape == language.Mark || t.Shape == language.Number || t.Shape == language.Lower || !strings.Contains(t.Norm, "-") {
			continue
		}
		if _, ok := r.gazetteer.Lookup(text[t.Start:t.End]); ok {
			continue
		}
		parts := t.Parts()
		if n := len(parts); n > 1 && (parts[n-1].Norm == "based" || parts[n-1].Norm == "like" || parts[n-1].Norm == "style") {
			continue
		}
		known := false
		for _, p := range parts {
			if _, ok := r.gazetteer.Lookup(text[p.Start:p.End]); ok && text[p.Start] >= 'A' && (text[p.Start] <= 'Z' || p.Shape == language.Mixed) {
				known = true
			}
		}
		if !known || len(parts) < 2 {
			continue
		}
		for j := range parts {
			parts[j].Shape = shape(text[parts[j].Start:parts[j].End])
		}
		out := append(slices.Clone(toks[:i]), parts...)
		return append(out, r.splitNames(text, toks[i+1:])...)
	}
	return toks
}

func shape(s string) language.Shape {
	switch {
	case strings.ToLower(s) == s:
		return language.Lower
	case strings.ToUpper(s) == s && len(s) > 1:
		return language.Upper
	case strings.ToLower(s[1:]) == s[1:]:
		return language.Title
	}
	return language.Mixed
}

// sentence gives the claims of one sentence.
func (r *reader) sentence(s *sentence) []Claim {
	var cands []candidate
	ps := r.places(s)
	for i := range ps {
		cs := r.candidates(s, &ps[i])
		for j := range cs {
			if o := cs[j].object; (cs[j].p.t.frame.Kind == "equity_stake" || cs[j].p.t.frame.Kind == "investment") && len(o) > 0 && o[0].ch >= 0 && o[0].at.End > 0 {
				x := o[0]
				r.stake, r.stakeAt = &x, s.n
			}
		}
		cands = append(cands, cs...)
	}
	chosen := r.assign(s, cands)
	complete(chosen, cands)
	chosen = append(chosen, r.carry(s, chosen)...)
	chosen = append(chosen, r.terms(s, chosen)...)
	chosen = append(chosen, r.projectTotals(s, chosen)...)
	var out []Claim
	for i := range chosen {
		if k := chosen[i].p.t.frame.Kind; (k == "funding_round" || k == "valuation") && len(chosen[i].subject) > 0 {
			c := chosen[i]
			r.round, r.roundAt = &c, s.n
		}
	}
	respectively(s, chosen)
	for i := range chosen {
		out = append(out, r.claims(s, &chosen[i])...)
	}
	out = append(out, r.sameAgain(s, chosen)...)
	out = append(out, r.totalAgain(s, chosen)...)
	out = append(out, r.roundList(s, chosen)...)
	out = append(out, r.halved(s, out)...)
	for _, c := range out {
		if c.Value != nil {
			r.before, r.beforeAt = &c, s.n
		}
	}
	r.remember(s, out)
	return out
}
