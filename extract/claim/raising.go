package claim

import "slices"

// givers are those whose verb makes them the other side of what a noun names:
// who leads a round does not raise it.
func (r *reader) givers(s *sentence, p *place) []string {
	if p.gov < 0 || !p.t.frame.notVerbs[s.chunks[p.gov].word] {
		return nil
	}
	if s.chunks[p.gov].bare {
		for _, a := range s.right(p.gov, "obj") {
			if a.slot == "by" { // "a round led by Alpha at a valuation of"
				return slugs(r.listFillers(s, a.ch))
			}
		}
	}
	chs, cost := s.subjects(p.gov)
	return slugs(r.chainFillers(s, chs, cost))
}

// whoseRound is whose round the subject of a verb names: "Beta's latest funding
// round, which valued the company at".
func (r *reader) whoseRound(s *sentence, p *place) []filler {
	chs, cost := s.subjects(p.ch)
	for _, k := range chs {
		if c := &s.chunks[k]; c.main < c.lo || !roundNouns[s.items[c.main].norm] {
			continue
		}
		if x := s.possessor(k); x >= 0 {
			return slices.DeleteFunc(addCost(r.owner(s, k, x), cost+1), func(f filler) bool { return r.moneyed(f.slug) })
		}
		if s.refersBack(k) {
			if t, ok := r.talk.topic(s, true); ok {
				return []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 2, -1, -1}}
			}
		}
	}
	return nil
}

// holds tells whether a pointer lies in the sentence.
func (s *sentence) holds(p Pointer) bool { return p.In == s.in && s.start <= p.Start && p.End <= s.end }

// backing tells whether the sentence before speaks of somebody's money for others.
func (r *reader) backing(s *sentence) bool {
	if s.n == 0 || r.sents[s.n-1].in != s.in {
		return false
	}
	for _, t := range r.sents[s.n-1].toks {
		if puttingIn[t.Norm] || t.Norm == "back" || t.Norm == "backed" || t.Norm == "backing" || t.Norm == "bet" {
			return true
		}
	}
	return false
}

var roundNouns = set(`round raise financing fundraise fundraising series`)

// raiser is who raises money earlier in the sentence: "Beta raised $40 million in a
// round led by Alpha, which committed $10 million".
func (r *reader) raiser(s *sentence, p *place, not ...string) (filler, bool) {
	if !s.words(0, len(s.items), roundNouns) {
		return filler{}, false
	}
	for k := p.ch - 1; k >= 0; k-- {
		if v := &s.chunks[k]; v.kind != vg || v.passive || v.word != "raise" && v.word != "secure" && v.word != "close" && v.word != "land" {
			continue
		}
		chs, cost := s.subjects(k)
		if fs := r.chainFillers(s, chs, cost, not...); len(fs) == 1 && !slices.Contains(not, fs[0].slug) {
			return addCost(fs, 3)[0], true
		}
	}
	return filler{}, false
}
