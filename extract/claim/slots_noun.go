package claim

import (
	"slices"
	"strings"
)

// nounSlot gives the parties in one slot of a noun, best first. The slots are named
// at [Frame].
func (r *reader) nounSlot(s *sentence, p *place, slot string, not ...string) []filler {
	c := &s.chunks[p.ch]
	switch slot {
	case "poss":
		return r.ownerOf(s, p, not...)
	case "pre":
		return r.namedBefore(s, p, not...)
	case "holders":
		return r.holdersOf(s, p, not...)
	case "many-pre": // "two Alpha acquisitions: Beta and Gamma"
		if strings.HasSuffix(s.items[p.hi-1].norm, "s") && (len(r.listSlot(s, p, "labelled")) > 0 || len(r.listSlot(s, p, "included")) > 0 || len(r.listSlot(s, p, "spelt")) > 0) {
			return r.nounSlot(s, p, "pre", not...)
		}
		return nil
	case "ctl", "subj", "ctl:get", "ctl-get":
		return r.controllers(s, p, slot, not...)
	case "named-gobj":
		if p.gslot != "obj" && !(p.gov >= 0 && granting[s.chunks[p.gov].word]) {
			return nil // "snatched Beta up for a price tag of"
		}
		return slices.DeleteFunc(r.nounSlot(s, p, "gobj", not...), func(f filler) bool { return len(f.from) > 0 })
	case "gobj", "iobj":
		return r.governedObject(s, p, not...)
	case "poss2", "of-poss":
		for _, a := range p.args {
			if x := s.possessor(a.ch); x >= 0 {
				if fs := r.owner(s, a.ch, x, not...); len(fs) > 0 {
					return addCost(fs, a.cost)
				}
			}
		}
		return nil
	case "pre2":
		for _, a := range p.args {
			cc := s.chunks[a.ch]
			for x := cc.hi - 1; x >= cc.lo; x-- {
				if s.items[x].tag == partyTag && x != cc.main && s.items[min(x+1, len(s.items)-1)].tag != poss {
					return addCost(r.partyItem(s, x, a.ch, 0), a.cost)
				}
			}
		}
		return nil
	case "from!":
		if p.inf != "" {
			return nil
		}
		return r.prepFillers(s, p.args, "from", not...)
	case "for!": // "a deal for Beta"; not "a deal for Beta to use its models"
		for _, a := range p.args {
			if l := s.members(a.ch); a.slot == "for" && l[len(l)-1]+1 < len(s.chunks) && s.chunks[l[len(l)-1]+1].inf {
				return nil
			}
		}
		return r.prepFillers(s, p.args, "for", not...)
	case "other":
		return r.onlyOther(s, p, not...)
	case "counterpart":
		if p.t.frame.Kind == "investment" && len(not) > 0 {
			if x, ok := r.backed(s, not...); ok {
				return []filler{x}
			}
		}
		return r.counterpart(s, not...)
	case "earner":
		return r.earner(s, p, not...)
	case "gov2":
		return r.governed(s, p, not...)
	case "govobj":
		return r.namedAs(s, p, not...)
	case "relsubj":
		return r.relativeSubject(s, p, not...)
	case "borne": // "Alpha, with a 27% stake, is the largest shareholder of Beta"
		if len(r.bearer(s, p)) == 0 {
			return nil
		}
		return r.onlyOther(s, p, not...)
	case "bearer":
		return r.bearer(s, p, not...)
	case "valued":
		// "values Alpha at a $5 billion valuation"
		if p.gov >= 0 && (s.chunks[p.gov].word == "value" || s.chunks[p.gov].word == "price") {
			q := place{t: p.t, ch: p.gov, verb: true, amt: -1, args: s.right(p.gov, "obj")}
			return r.verbSlot(s, &q, "obj", not...)
		}
		return nil
	case "between":
		for _, a := range p.args {
			if a.slot == "between" || a.slot == "among" {
				return addCost(r.listFillers(s, a.ch, not...), a.cost)
			}
		}
		return nil
	case "context":
		return r.fromContext(s, not...)
	case "funded": // "SoftBank's $40 billion investment", in an article on a private company
		if c.lo < p.lo && s.possessorParty(p.ch) >= 0 {
			if t, ok := r.talk.topic(s, true, not...); ok && t.cost <= 6 {
				return []filler{{t.slug, Pointer{}, []Pointer{t.at}, t.cost + 2, -1, -1}}
			}
		}
		return nil
	case "paragraph": // the party that the paragraph speaks of
		if fs := r.fromContext(s, not...); len(fs) > 0 && fs[0].cost <= 6 {
			return fs
		}
		return nil
	case "appos":
		return r.describedBy(s, p, not...)
	case "fronted":
		return r.fronted(s, p, not...)
	case "labelled", "included", "spelt", "glist":
		return r.listSlot(s, p, slot, not...)
	case "led": // "is leading Beta's round with a commitment of"
		return r.ledRound(s, p, not...)
	case "used":
		return r.usedBy(s, p, not...)
	case "held":
		if k := p.ch + 1; k < len(s.chunks) && s.chunks[k].kind == vg && s.chunks[k].bare {
			for _, a := range s.right(k, "obj") {
				if a.slot == "by" {
					return r.listFillers(s, a.ch, not...)
				}
			}
		}
		return nil
	}
	return r.prepFillers(s, p.args, slot, not...)
}

// ownerOf gives whose the noun is: "Alpha's revenue", "its revenue".
func (r *reader) ownerOf(s *sentence, p *place, not ...string) []filler {
	c := &s.chunks[p.ch]
	for x := p.lo - 1; x > c.lo; x-- {
		if s.items[x].tag == poss {
			return r.owner(s, p.ch, x-1, not...)
		}
	}
	if x := c.lo; x < p.lo {
		switch s.items[x].norm {
		case "its", "our", "their":
			return r.owner(s, p.ch, x, not...)
		}
	}
	return nil
}

// namedBefore gives the parties that stand before the noun in its phrase: "Alpha
// shares", "the Alpha-Beta partnership".
func (r *reader) namedBefore(s *sentence, p *place, not ...string) []filler {
	c := &s.chunks[p.ch]
	var out []filler
	for x := p.lo - 1; x >= c.lo; x-- {
		if s.items[x].tag == partyTag && s.items[x+1].tag != poss {
			if results[p.t.frame.Kind] && r.perhapsSegment(s, x) {
				continue
			}
			out = append(out, r.partyItem(s, x, p.ch, 1)...)
		}
	}
	// "Alpha-Beta partnership"
	if k := p.ch; len(out) == 0 && k > 0 && s.chunks[k-1].kind == np && p.lo == c.lo {
		return addCost(r.fillersOf(s, k-1, not...), 2)
	}
	return out
}

// governedObject gives whom the governing verb acts on: "gave Alpha a stake".
func (r *reader) governedObject(s *sentence, p *place, not ...string) []filler {
	if p.gov < 0 {
		return nil
	}
	for x := p.gov + 1; x <= p.ch; x++ {
		if s.chunks[x].kind != np {
			break
		}
		for y := s.chunks[x].lo; y < s.chunks[x].hi && y < p.lo; y++ {
			if s.items[y].tag == partyTag && (y+1 >= len(s.items) || s.items[y+1].tag != poss) {
				return r.partyItem(s, y, x, 0)
			}
			if s.items[y].tag == pron {
				return r.pronoun(s, y, x, not...)
			}
		}
		if x < p.ch {
			if fs := r.fillersOf(s, x, not...); len(fs) > 0 {
				return fs
			}
		}
	}
	return nil
}

// describedBy gives whom the noun stands beside: "Alpha, a unit of Beta".
func (r *reader) describedBy(s *sentence, p *place, not ...string) []filler {
	k := p.ch - 1
	for k > 0 && s.chunks[k].kind == ad { // "Alpha, now worth"
		k--
	}
	if k > 0 && s.chunks[k].kind == op && s.chunks[k-1].kind == np && s.named(k-1) { // "Alpha (market cap: $1 billion)"
		return r.fillersOf(s, k-1, not...)
	}
	if k > 0 && (s.chunks[k].kind == cm || s.chunks[k].kind == br && s.chunks[k].word != ";" && s.chunks[k].word != ".") && s.chunks[k-1].kind == np && s.named(k-1) {
		return r.fillersOf(s, k-1, not...)
	}
	return nil
}

// ledRound gives whose round the governing verb leads: "is leading Beta's round with
// a commitment of".
func (r *reader) ledRound(s *sentence, p *place, not ...string) []filler {
	if p.gov >= 0 && leading[s.chunks[p.gov].word] && p.ch > 0 && s.chunks[p.ch-1].kind == pp && s.chunks[p.ch-1].word == "with" {
		for _, a := range s.right(p.gov, "obj") {
			if x := s.possessor(a.ch); a.slot == "obj" && x >= 0 {
				return r.owner(s, a.ch, x, not...)
			}
		}
	}
	return nil
}
