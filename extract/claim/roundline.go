package claim

import (
	"slices"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A list of rounds gives each a line of its own: "Alpha — $95M (Series B)",
// "Beta: $40 million seed at a $400 million valuation".

// roundLine gives the round, and the valuation, that such a line tells of. What
// stands below it in bullets or labels is about its company.
func (r *reader) roundLine(s *sentence) []Claim {
	if s.in != "text" || len(s.toks) > 40 || len(s.parties) == 0 {
		return nil
	}
	m := &s.parties[0]
	lo := 0
	for lo < len(s.toks) && lo < 4 && lo < m.Lo && (s.toks[lo].Shape == language.Mark || lo == 0 && s.toks[lo].Shape == language.Number && (s.toks[1].Norm == "." || s.toks[1].Norm == ")")) {
		lo++
	}
	if m.Lo != lo || m.Slug == "" || m.Person || m.Via > party.ByProduct && m.Via != party.ByForm || len(s.amounts) == 0 {
		return nil
	}
	at := m.Hi
	for at < len(s.toks) && s.toks[at].Norm == "*" {
		at++
	}
	if at < len(s.toks) && s.toks[at].Norm == "(" {
		for at < len(s.toks) && s.toks[at].Norm != ")" {
			at++
		}
		at++
	}
	if at+1 >= len(s.toks) || !roundMarks[s.toks[at].Norm] || !s.toks[at+1].Space && s.toks[at+1].Norm != "*" {
		return nil
	}
	at++
	told := finiteVerb(s.toks[at].Norm) // "Alpha: Raised": more than these words may be a sentence
	state, round := "actual", false
	for ; at < s.amounts[0].lo; at++ {
		switch w := s.toks[at].Norm; {
		case talksWords[w]:
			state = "possible"
		case aimWords[w]:
			state = "planned"
		case lineRounds[w], round && len(w) == 1:
			round = true
		case !lineTrifles[w]:
			return nil
		}
	}
	var out []Claim
	for i := range s.amounts {
		a := &s.amounts[i]
		end := len(s.toks)
		if i+1 < len(s.amounts) {
			end = s.amounts[i+1].lo
		}
		kind := ""
		if round && i == 0 {
			kind = "funding_round"
		}
		for j := a.hi; j < end && j < a.hi+6 && !lineBorders[s.toks[j].Norm]; j++ {
			switch w := s.toks[j].Norm; {
			case worthHeads[w]:
				kind = "valuation"
			case i == 0 && kind == "" && lineRounds[w]:
				kind = "funding_round"
			case i == 0 && loanWords[w]:
				return nil
			}
		}
		for j := a.lo - 1; j >= a.lo-3 && j > m.Hi && kind == ""; j-- {
			if worthHeads[s.toks[j].Norm] || s.toks[j].Norm == "valued" {
				kind = "valuation"
			}
		}
		if a.class != "money" || kind == "" {
			if i == 0 || told {
				return nil
			}
			continue
		}
		x := s.told(kind, figure{Value{a.Min, a.Max, a.unit(), a.Bound}, a.lo, a.hi, "", a.Basis, nil})
		x.Modality, x.Subject = state, m.Slug
		x.Evidence.Subject = &Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
		out = append(out, x)
	}
	if len(out) > 0 && s.alone(r) && r.itemized(s) {
		at := *out[0].Evidence.Subject
		r.above, r.below = section{company: m.Slug, at: at}, section{}
		r.talk.section, r.talk.about = found{m.Slug, at, 5}, found{m.Slug, at, 5}
	}
	return out
}

// roundList gives the rounds of a sentence that lists them with their sizes in
// brackets: "The largest rounds went to Alpha ($2 billion) and Beta ($500 million)".
func (r *reader) roundList(s *sentence, chosen []candidate) []Claim {
	if !anyWord(s.toks, roundPlurals) && !(anyWord(s.toks, dealPlurals) && r.spokenOf(s, fundingWords)) {
		return nil
	}
	var out []Claim
	n := 0
	for i := range s.parties {
		m := &s.parties[i]
		if m.Slug == "" || m.Person || m.Hi+1 >= len(s.toks) || s.toks[m.Hi].Norm != "(" {
			continue
		}
		for j := range s.amounts {
			a := &s.amounts[j]
			if a.class != "money" || a.lo != m.Hi+1 && !(a.lo == m.Hi+2 && s.toks[m.Hi+1].Shape == language.Mark) {
				continue
			}
			bad, next := a.hi >= len(s.toks), false
			for t := a.hi; t < len(s.toks) && s.toks[t].Norm != ")"; t++ {
				w := s.toks[t].Norm
				next = next || j+1 < len(s.amounts) && s.amounts[j+1].lo <= t
				bad = bad || worthHeads[w] && !next || loanWords[w]
			}
			if next && !bad {
				n++ // "Alpha ($2 billion at a $20 billion valuation)"
			}
			if bad {
				continue
			}
			n++
			if slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == j }) {
				continue
			}
			x := s.told("funding_round", figure{Value{a.Min, a.Max, a.unit(), a.Bound}, a.lo, a.hi, "", a.Basis, nil})
			x.Subject = m.Slug
			x.Evidence.Subject = &Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
			out = append(out, x)
		}
	}
	if n < 2 {
		return nil
	}
	return out
}

// itemized tells whether the line behind a sentence is a bullet or has a label.
func (r *reader) itemized(s *sentence) bool {
	if s.n+1 >= len(r.sents) {
		return false
	}
	toks := r.sents[s.n+1].toks
	return len(toks) > 1 && (bulletMarks[toks[0].Norm] || hasWord(toks[:min(5, len(toks))], ":"))
}

var (
	roundMarks   = set(`— – - : → | ➜`)
	lineBorders  = set(`; at with including`)
	lineRounds   = set(`series seed pre-seed round funding raise raised growth extension venture equity financing series-a series-b series-c series-d`)
	loanWords    = set(`debt loan credit bond bonds notes grant grants fund acquisition revenue arr contract deal`)
	talksWords   = set(`talks negotiating negotiates reportedly seeking seeks rumored rumoured eyeing possible potential`)
	lineTrifles  = set(`( a an , : raised raises secures closes new estimated about ~ over in`)
	aimWords     = set(`targeting targets raising planning plans aiming target planned`)
	roundPlurals = set(`rounds raises fundraises fundraisings financings fundings megarounds mega-rounds raised`)
	dealPlurals  = set(`deals transactions companies startups start-ups`)
	fundingWords = set(`funding fundraising raised raises round rounds venture financing`)
)
