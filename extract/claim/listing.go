package claim

import "slices"

import "strings"

// listSlot gives the parties of a list that a noun brings with it.
func (r *reader) listSlot(s *sentence, p *place, slot string, not ...string) []filler {
	switch slot {
	case "labelled": // "Key acquisitions: Beta ($1 billion, 2023), Gamma"
		k := p.ch + 1
		for k < len(s.chunks) && s.chunks[k].kind == tm { // "three acquisitions this year:"
			k++
		}
		if k+1 < len(s.chunks) && s.chunks[k].kind == br && s.chunks[k].word != ";" && s.chunks[k].word != "." && p.hi == s.chunks[p.ch].hi && strings.HasSuffix(s.items[p.hi-1].norm, "s") && s.chunks[k+1].kind == np && s.named(k+1) {
			return r.listFillers(s, k+1, not...)
		}
		return nil
	case "glist": // "counts Beta and Gamma among its partners"
		if k := p.gov + 1; p.gov >= 0 && k < p.ch && s.chunks[k].kind == np {
			return r.listFillers(s, k, not...)
		}
		return nil
	case "spelt": // "made two acquisitions last year: Beta and Gamma"
		if x := s.spelledOut(p.ch); x > 0 {
			return r.listFillers(s, x, not...)
		}
		return nil
	case "included": // "its acquisitions include Beta and Gamma", "its last acquisition was Beta"
		k := p.ch + 1
		for k < len(s.chunks) && s.chunks[k].kind == ad && s.chunks[k].word == "such" {
			k++
		}
		if k+1 < len(s.chunks) && s.chunks[k].kind == pp && (s.chunks[k].word == "as" && s.chunks[k-1].word == "such" || s.chunks[k].word == "including" && p.gov >= 0 && counting[s.chunks[p.gov].word]) && s.chunks[k+1].kind == np && s.named(k+1) {
			return r.listFillers(s, k+1, not...) // "partners such as Beta"
		}
		for k := p.ch + 1; k < len(s.chunks) && k < p.ch+6; k++ {
			if v := &s.chunks[k]; v.kind == vg {
				if (v.word == "include" && !v.passive || v.word == "be" && v.main < 0 && s.possessor(p.ch) >= 0 && p.hi == s.chunks[p.ch].hi && k+1 < len(s.chunks) && s.named(k+1)) && k+1 < len(s.chunks) && s.subjectIncludes(k, p.ch) {
					return r.listFillers(s, k+1, not...)
				}
				break
			}
		}
		return nil
	}
	return nil
}

// counting verbs say that somebody has the partners that a list names.
var counting = set(`have work count boast`)

// spelledOut gives the first name of the list that a colon further on brings for
// the plural at chunk k: "three startups in 2016 alone: Beta, Gamma and Delta". It
// is -1 where there is none.
func (s *sentence) spelledOut(k int) int {
	if !several[s.chunks[k].word] {
		return -1
	}
	for x := k + 1; x+1 < len(s.chunks) && x < k+6; x++ {
		switch c := &s.chunks[x]; c.kind {
		case tm, ad, pp:
		case np:
			if s.named(x) {
				return -1
			}
		case br:
			if c.word == ":" && s.chunks[x+1].kind == np && s.named(x+1) {
				return x + 1
			}
			return -1
		default:
			return -1
		}
	}
	return -1
}

// exemplified gives the first name of the list of examples behind the plural at
// chunk k: "other companies, including Alpha and Beta,". It is -1 where there is none.
func (s *sentence) exemplified(k int) int {
	if !several[s.chunks[k].word] && !pairNouns[s.chunks[k].word] {
		return -1
	}
	x := k + 1
	if x < len(s.chunks) && s.chunks[x].kind == cm {
		x++
	}
	if x+1 < len(s.chunks) && s.chunks[x].kind == pp && s.chunks[x].word == "including" && s.chunks[x+1].kind == np && s.named(x+1) {
		return x + 1
	}
	return -1
}

// pricedEach gives one candidate for each member of a list that prices its members
// in brackets: "Beta ($1 billion, 2023), Gamma ($40 million) and Delta".
func (s *sentence) pricedEach(c candidate, obj []filler) []candidate {
	if len(obj) < 2 {
		return nil
	}
	var out []candidate
	priced := false
	for _, o := range obj {
		x := c
		x.object, x.amt = []filler{o}, -1
		if k := o.ch + 1; o.ch >= 0 && k < len(s.chunks) && s.chunks[k].kind == op && s.chunks[k].match > k && s.chunks[k+1].kind == np {
			if ps := s.amountIn(k+1, c.p.t.frame); len(ps) > 0 {
				x.amt, priced = ps[0].amt, true
			}
		}
		out = append(out, x)
	}
	if !priced {
		return nil
	}
	return out
}

// pricedContracts gives one candidate for each of several contracts whose sums stand
// in brackets: "deals with Alpha ($250 billion in cloud services), Beta ($90 billion)".
func (r *reader) pricedContracts(s *sentence, p *place) []candidate {
	if p.verb || p.t.frame.Kind != "purchase_commitment" || singular(s.items[p.hi-1].norm) == s.items[p.hi-1].norm {
		return nil
	}
	var with []filler
	for _, a := range p.args {
		if a.slot == "with" {
			with = r.listFillers(s, a.ch)
			break
		}
	}
	subj := r.nounSlot(s, p, "ctl", slugs(with)...)
	if len(with) < 2 || len(subj) != 1 {
		return nil
	}
	each := s.pricedEach(candidate{p: p, subject: subj, amt: -1, cost: p.t.frame.Weight}, with)
	return slices.DeleteFunc(each, func(c candidate) bool { return c.amt < 0 || !r.sells(c.object[0].slug) })
}

// hasObject tells whether a verb takes an object that is no amount: "the deal
// valued the startup at".
func (s *sentence) hasObject(p *place) bool {
	return len(p.args) > 0 && p.args[0].slot == "obj" && p.args[0].ch == p.ch+1 && s.head(p.args[0].ch) < 0
}
