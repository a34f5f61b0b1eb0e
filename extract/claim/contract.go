package claim

import (
	"slices"

	"pactwatch/extract/party"
)

// This file holds what the terms of contracts need beyond the slots of verbs and
// nouns: whose income is shared and who else stands in the clause that a contract
// hangs on.

// earning verbs make income: "20% of what Betawave earns".
var earning = set(`earn make generate take bring get collect book sell receive charge`)

// incomeNouns are what a share is a share of; in "the revenue Betawave makes" the
// name behind one starts a clause.
var incomeNouns = set(`revenue revenues sales proceeds income turnover receipts money profit profits earnings what everything whatever`)

// earner gives whose income a share is of, where a clause says so: "of what
// Betawave earns", "of the revenue that it makes".
func (r *reader) earner(s *sentence, p *place, not ...string) []filler {
	for _, a := range p.args {
		if a.slot != "of" && a.slot != "from" && a.slot != "on" || !incomeNouns[s.chunks[a.ch].word] {
			continue
		}
		k := a.ch + 1
		if k < len(s.chunks) && (s.chunks[k].kind == rc || s.chunks[k].kind == sc) {
			k++
		}
		if k+1 < len(s.chunks) && s.chunks[k].kind == np && s.chunks[k+1].kind == vg && earning[s.chunks[k+1].word] {
			return addCost(r.fillersOf(s, k, not...), a.cost)
		}
	}
	return nil
}

// incomeOf tells whether a noun is said of income: "a share of Betawave's sales".
func (s *sentence) incomeOf(p *place, heads map[string]bool) bool {
	for _, a := range p.args {
		if (a.slot == "of" || a.slot == "on" && limits[p.t.text]) && a.cost < 6 && (heads[s.chunks[a.ch].word] || s.chunks[a.ch].word == "what" || s.chunks[a.ch].word == "everything") {
			return true
		}
	}
	return false
}

// limits are said "on" what they limit.
var limits = set(`cap ceiling limit maximum`)

// ownIncome tells whether the income that a verb of getting speaks of is the
// getter's own: "gets 62% of its revenue from Betawave".
func (s *sentence) ownIncome(p *place) bool {
	for _, a := range p.args {
		c := &s.chunks[a.ch]
		if (a.slot == "of" || a.slot == "obj") && incomeNouns[c.word] {
			switch s.items[c.lo].norm {
			case "its", "their", "our":
				return true
			}
		}
	}
	return false
}

// subjectOwner is the owner inside the subject of a verb: "20% of Betawave's
// revenue goes to Alphacorp".
func (r *reader) subjectOwner(s *sentence, p *place, not ...string) []filler {
	chs, cost := s.subjects(p.ch)
	for _, k := range chs {
		if x := s.possessor(k); x >= 0 {
			if fs := r.owner(s, k, x, not...); len(fs) > 0 {
				return addCost(fs, cost)
			}
		}
		if k+2 < p.ch && s.chunks[k+1].kind == np && s.chunks[k+2].kind == vg && earning[s.chunks[k+2].word] {
			return addCost(r.fillersOf(s, k+1, not...), cost+1)
		}
	}
	return nil
}

// governed gives the other party of the clause that a contract stands in:
// "supplies Betawave under a contract until 2031".
func (r *reader) governed(s *sentence, p *place, not ...string) []filler {
	if p.gov < 0 {
		return r.includedWith(s, p, not...)
	}
	v := &s.chunks[p.gov]
	args := s.right(p.gov, "obj")
	if v.passive {
		chs, cost := s.subjects(p.gov)
		if fs := without(r.chainFillers(s, chs, cost+2, not...), not); len(fs) > 0 {
			return fs
		}
	}
	slots := []string{"obj", "also", "to", "with", "from", "for", "by", "at", "on"}
	if p.t.frame.Kind == "equity_stake" { // "invested $3 billion in Beta for a 12% stake"
		slots = []string{"in", "into"}
	}
	for _, slot := range slots {
		for _, a := range args {
			if a.slot != slot || a.ch == p.ch || p.gov < p.ch && a.ch > p.ch {
				continue
			}
			if fs := without(r.fillersOf(s, a.ch, not...), not); len(fs) > 0 && fs[0].cost < 5 {
				return addCost(fs, a.cost+2)
			}
			if x := s.possessor(a.ch); x >= 0 {
				if fs := without(r.owner(s, a.ch, x, not...), not); len(fs) > 0 {
					return addCost(fs, a.cost+3)
				}
			}
		}
	}
	return nil
}

// signing verbs make contracts.
var signing = set(`sign strike reach ink agree seal close make conclude clinch negotiate`)

// includedWith gives who stands beside an amount that contracts are said to
// include: "New contracts include $2 billion with Beta".
func (r *reader) includedWith(s *sentence, p *place, not ...string) []filler {
	for k := p.ch + 1; k < len(s.chunks) && k < p.ch+5; k++ {
		switch c := &s.chunks[k]; c.kind {
		case pp, np, ad, tm:
			continue
		case vg:
			if c.passive && signing[c.word] && s.subjectIncludes(k, p.ch) {
				return r.prepFillers(s, s.right(k, "obj"), "with", not...)
			}
			if c.word != "include" && c.word != "be" && c.word != "comprise" && c.word != "total" || !s.subjectIncludes(k, p.ch) {
				return nil
			}
			return r.prepFillers(s, s.right(k, "obj"), "with", not...)
		}
		return nil
	}
	return nil
}

// namedAs gives whom a verb makes what the noun says: "named Alphacorp its
// exclusive provider", "uses Alphacorp as its exclusive provider".
func (r *reader) namedAs(s *sentence, p *place, not ...string) []filler {
	if p.gov < 0 {
		return nil
	}
	if s.chunks[p.gov].passive {
		chs, cost := s.subjects(p.gov)
		return r.chainFillers(s, chs, cost, not...)
	}
	k := p.gov + 1
	if k+1 < p.ch && s.chunks[k].kind == pp && s.chunks[k].word == "on" { // "relies on Alphacorp as"
		k++
	}
	if k >= len(s.chunks) || s.chunks[k].kind != np {
		return nil
	}
	if k < p.ch {
		return r.fillersOf(s, k, not...)
	}
	for x := s.chunks[k].lo; x < p.lo; x++ {
		if s.items[x].tag == partyTag && s.items[x+1].tag != poss {
			return r.partyItem(s, x, k, 0)
		}
	}
	return nil
}

// endedBy tells whether the noun is what a verb of ending ends: "ended the
// agreement in January".
func (s *sentence) endedBy(p *place) bool {
	return !p.verb && p.gov >= 0 && p.gslot == "obj" && ending[s.chunks[p.gov].word] && !s.chunks[p.gov].modalOrInf()
}

func (c *chunk) modalOrInf() bool { return c.modal != "" || c.inf }

// relativeSubject is the subject of the clause that says more of a noun: "the
// only cloud on which Betawave sells its models".
func (r *reader) relativeSubject(s *sentence, p *place, not ...string) []filler {
	k := p.ch + 1
	for k < len(s.chunks) && k < p.ch+5 && (s.chunks[k].kind == pp || s.chunks[k].kind == np || s.chunks[k].kind == cm) {
		k++
	}
	if k+2 >= len(s.chunks) || s.chunks[k].kind != rc && s.chunks[k].kind != sc || s.chunks[k+1].kind != np || s.chunks[k+2].kind != vg {
		return nil
	}
	k++
	if fs := r.fillersOf(s, k, not...); len(fs) > 0 {
		return addCost(fs, 1)
	}
	if x := s.possessor(k); x >= 0 {
		return addCost(r.owner(s, k, x, not...), 1)
	}
	return nil
}

// mainClause gives the partner that the clause before a gerund names: "shares
// revenue with Betawave, kicking back 20% of sales".
func (r *reader) mainClause(s *sentence, p *place, not ...string) []filler {
	for k := p.ch - 1; k >= 0; k-- {
		if s.chunks[k].kind != vg {
			continue
		}
		for _, a := range s.right(k, "obj") {
			if a.ch < p.ch && (a.slot == "with" || a.slot == "to") {
				if fs := without(r.fillersOf(s, a.ch, not...), not); len(fs) > 0 {
					return addCost(fs, 3)
				}
			}
		}
		return nil
	}
	return nil
}

func without(fs []filler, not []string) []filler {
	return slices.DeleteFunc(slices.Clone(fs), func(f filler) bool { return slices.Contains(not, f.slug) })
}

// mainVerb is the verb of the clause that a fronted phrase opens: "Under the
// agreement, which runs until 2030, Betawave pays", or -1.
func (s *sentence) mainVerb(k int) int {
	for j := 0; j < k-1; j++ {
		if s.chunks[j].kind == vg || s.chunks[j].kind == br {
			return -1
		}
	}
	for j := k + 1; j+1 < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case cm:
			for x := j + 1; x < len(s.chunks) && s.chunks[j+1].kind == np; x++ {
				switch s.chunks[x].kind {
				case np, pp, ad, tm, cc, op, cl:
					continue
				case vg:
					if s.chunks[x].finite {
						return x
					}
				}
				break
			}
		case br:
			return -1
		}
	}
	return -1
}

// obtaining verbs take what somebody else supplies; building and having may do
// without.
var obtaining = set(`start begin kick deploy use buy purchase lease rent secure contract access obtain get procure order acquire receive reserve need sign commit take occupy tap consume draw double triple pay spend prepay`)

// renting verbs make even a chipmaker the user.
var renting = set(`lease rent take occupy contract reserve buy purchase`)

// contractNouns name what two sides sign.
var contractNouns = set(`lease deal contract agreement ppa`)

// fromUs is the company whose own document this is, where it tells what a
// customer takes.
func (r *reader) fromUs(customer string) []filler {
	if r.talk.us == "" || r.talk.us == customer || r.isOneOf(customer, []string{"chipmaker"}) {
		return nil
	}
	for _, x := range r.talk.seen {
		if x.slug == r.talk.us {
			return []filler{{x.slug, Pointer{}, []Pointer{x.at}, 4, -1, -1}}
		}
	}
	return nil
}

// perhapsPlace tells whether a filler behind "at" may be a place: a name that
// nothing but its form makes an organisation's.
func (r *reader) perhapsPlace(s *sentence, x filler) bool {
	if x.item < 0 || s.items[x.item].tag != partyTag {
		return false
	}
	m := s.partyOf(s.items[x.item])
	return m.Via == party.ByForm && !party.CompanyForm(m.Text) && r.talk.count[m.Slug] == 0 && s.items[min(x.item+1, len(s.items)-1)].tag != poss && !slices.Contains(r.talk.titles, m.Slug)
}
