package claim

import "slices"

// The terms of a deal come one sentence at a time: who, then how much, then for
// how long. This file reads what later sentences say of the deal in mind.

// dealTalk means the deal in mind where "the", "that" or "this" stands before
// them; worthOf are what a deal may be said to have.
var (
	dealTalk = set(`contract deal agreement pact lease order licence license arrangement commitment tie-up accord partnership tenancy transaction`)
	worthOf  = set(`value total term worth price sum`)
	costing  = set(`be cost total carry reach involve amount come exceed push bring take raise lift increase grow rise`)
	covering = set(`cover span include provide involve comprise encompass call total be add bring represent`)
	payVerbs = set(`pay spend commit owe`)
)

// terms gives candidates for the amounts of a sentence that nobody has taken and
// that its words say of the deal in mind: "the deal is worth $2 billion", "the
// agreement covers 200 megawatts", "under the pact Alpha will pay $30 million".
func (r *reader) terms(s *sentence, chosen []candidate) []candidate {
	d := r.deal
	if d != nil && s.source != nil && s.source.party != "" && !r.isOutlet(s.source.party) && !s.source.person && s.source.party != d.parties[0].slug && s.source.party != d.parties[1].slug {
		return nil // somebody else speaks of a deal of their own
	}
	if d == nil || s.n-d.at < 1 || s.n-d.at > recallReach || len(s.amounts) == 0 || s.in == "title" {
		return nil
	}
	var out []candidate
	for a := range s.amounts {
		am := &s.amounts[a]
		kind := termKind(d.kind, am.class)
		if kind == "" || s.head(am.chunk) != a || slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == a }) || s.vetoed(a, kind) {
			continue
		}
		v, ok := r.saidOfDeal(s, am.chunk, am.class)
		if !ok {
			continue
		}
		subj, obj := []filler{d.parties[0]}, []filler{d.parties[1]}
		if d.kind == "partnership" {
			if kind == "purchase_commitment" || kind == "capacity" {
				if r.sells(subj[0].slug) == r.sells(obj[0].slug) {
					continue // who buys from whom is open
				}
				subj, obj = r.orient(s, subj, obj)
			}
		}
		p := &place{t: trigger{frame: &Frame{Kind: kind, Name: "deal told before"}}, ch: v, lo: s.chunks[v].lo, hi: s.chunks[v].hi, verb: true, amt: -1, gov: -1}
		out = append(out, candidate{p: p, subject: subj, object: obj, amt: a})
	}
	return out
}

// projectTotals gives candidates for sums that nobody has taken and that size the
// project named right behind them: "the $500 billion Stargate project".
func (r *reader) projectTotals(s *sentence, chosen []candidate) []candidate {
	var out []candidate
	for a := range s.amounts {
		am := &s.amounts[a]
		x := am.item + 1
		if am.class != "money" || x >= s.chunks[am.chunk].hi || s.items[x].tag != partyTag || s.possessorParty(am.chunk) >= 0 || slices.ContainsFunc(chosen, func(c candidate) bool { return c.amt == a }) {
			continue
		}
		fs := r.partyItem(s, x, am.chunk, 1)
		if len(fs) == 0 || !r.isOneOf(fs[0].slug, []string{"project"}) {
			continue
		}
		p := &place{t: trigger{frame: &Frame{Kind: "spending", Name: "size of a project", Modality: "planned"}}, ch: am.chunk, lo: x, hi: x + 1, amt: -1, gov: -1}
		out = append(out, candidate{p: p, subject: fs, amt: a})
	}
	return out
}

// termKind is what an amount of a class says of a deal of a kind.
func termKind(deal, class string) string {
	switch {
	case class == "money" && (deal == "licensing" || deal == "purchase_commitment"):
		return deal
	case class == "money" && (deal == "capacity" || deal == "partnership"):
		return "purchase_commitment"
	case (class == "power" || class == "chips") && (deal == "purchase_commitment" || deal == "capacity" || deal == "partnership"):
		return "capacity"
	}
	return ""
}

// saidOfDeal gives the verb by which the amount at chunk k is said of the deal in
// mind.
func (r *reader) saidOfDeal(s *sentence, k int, class string) (int, bool) {
	v := k - 1
	for v >= 0 && v >= k-6 && s.chunks[v].kind != vg {
		switch c := &s.chunks[v]; c.kind {
		case pp, ad, tm, qt:
		case np:
			if !worthOf[c.word] && !dealTalk[c.word] {
				return 0, false
			}
		default:
			return 0, false
		}
		v--
	}
	if v < 0 || s.chunks[v].kind != vg {
		return 0, false
	}
	verb := &s.chunks[v]
	if class == "money" && payVerbs[verb.word] {
		if !s.underDeal(v) {
			return 0, false
		}
		chs, cost := s.subjects(v)
		fs := r.chainFillers(s, chs, cost)
		return v, len(fs) == 1 && fs[0].slug == r.deal.parties[0].slug
	}
	if class == "money" && !costing[verb.word] && !(verb.passive && verb.word == "value") || class != "money" && !covering[verb.word] {
		return 0, false
	}
	for x := v + 1; x < k; x++ { // "could push the total value to $17 billion"
		if c := &s.chunks[x]; c.kind == np && worthOf[c.word] && s.items[c.lo].norm == "the" {
			return v, true
		}
	}
	chs, _ := s.subjects(v)
	if len(chs) == 0 {
		return 0, false
	}
	return v, s.meansDeal(chs[0])
}

// meansDeal tells whether the phrase at chunk k is "the deal", "that five-year
// contract" or "the total value".
func (s *sentence) meansDeal(k int) bool {
	c := &s.chunks[k]
	if c.kind != np || c.main < c.lo || !dealTalk[s.items[c.main].norm] && !worthOf[s.items[c.main].norm] {
		return false
	}
	switch s.items[c.lo].norm {
	case "the", "that", "this":
		for x := c.lo; x < c.main; x++ {
			if s.items[x].tag == partyTag {
				return false
			}
		}
		return k+1 >= len(s.chunks) || s.chunks[k+1].kind != pp || s.chunks[k+1].word != "with" && s.chunks[k+1].word != "between"
	}
	return false
}

// underDeal tells whether a phrase such as "under the pact" stands in the clause
// of the verb at chunk v.
func (s *sentence) underDeal(v int) bool {
	for k := 0; k+1 < len(s.chunks); k++ {
		if s.chunks[k].kind == pp && (s.chunks[k].word == "under" || s.chunks[k].word == "in" || s.chunks[k].word == "for") && s.meansDeal(k+1) {
			return true
		}
		if s.chunks[k].kind == br && k > v {
			return false
		}
	}
	return false
}
