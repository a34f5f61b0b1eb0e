package claim

import "slices"

// Notes tell a company's deals by lines of their own: "Alpha Cloud: $300B over 5
// years (4.5 GW)", "Beta: $8B invested since 2023", "Key investors: Beta ($8B), Gamma
// ($3B)". Whose deals they are the title or the heading says.

// dealLine gives what the figures of such a line say of the company that the notes are
// on and the one at the label, by what each of them does.
func (r *reader) dealLine(s *sentence, a axis, c cell) []Claim {
	slug, at := r.profiled()
	if slug == "" || a.company == slug || s.verbIn(c) {
		return nil
	}
	var out []Claim
	for i := range s.amounts {
		am := &s.amounts[i]
		if am.lo < c.lo || am.hi > c.hi || s.vetoed(i, "equity_stake") {
			continue
		}
		end := c.hi
		if i+1 < len(s.amounts) {
			end = min(end, s.amounts[i+1].lo)
		}
		kind, labelled := "", false // whether the label's company is the subject
		switch words := s.toks[am.hi:min(end, am.hi+6)]; am.class {
		case "money":
			switch {
			case anyWord(words, worthHeads), anyWord(words, roundNouns), anyWord(words, loanWords) && !anyWord(words, boughtCompute):
			case anyWord(words, putIn) && !r.listed(slug):
				kind, labelled = "investment", true
			case anyWord(words, boughtCompute), anyWord(s.toks[am.hi:c.hi], termUnits) && r.sells(a.company) != r.sells(slug):
				kind = "purchase_commitment"
			}
		case "power", "chips":
			kind = "capacity"
		case "percent":
			if len(words) > 0 && words[0].Norm == "stake" && !r.listed(slug) {
				kind, labelled = "equity_stake", true
			}
		}
		if kind == "purchase_commitment" || kind == "capacity" {
			switch buys, sells := r.sells(slug), r.sells(a.company); {
			case sells && !buys:
			case buys && !sells:
				labelled = true
			default:
				kind = ""
			}
		}
		if kind == "" {
			continue
		}
		f := figure{Value{am.Min, am.Max, am.unit(), am.Bound}, am.lo, am.hi, am.period(), am.Basis, nil}
		x := s.told(kind, f)
		one, other := at, a.at
		x.Subject, x.Object, x.Evidence.Subject, x.Evidence.Object = slug, a.company, &one, &other
		if labelled {
			x.Subject, x.Object, x.Evidence.Subject, x.Evidence.Object = a.company, slug, &other, &one
		}
		r.labelDate(s, a, axis{}, c, f, &x)
		out = append(out, x)
	}
	return out
}

// investorList gives the investments of the list in cell c: one for each name with
// money in brackets behind it.
func (r *reader) investorList(s *sentence, c cell) []Claim {
	slug, at := r.profiled()
	if slug == "" {
		return nil
	}
	var out []Claim
	for _, m := range s.listCells(c) {
		name, note := s.nameAndNote(m)
		by, where := r.rowParty(s, name)
		f, ok := s.leading(note, "money", scale{})
		if by == "" || by == slug || !ok || f.Min.Sign() <= 0 {
			continue
		}
		x := s.told("investment", f)
		one, other := where, at
		x.Subject, x.Object, x.Evidence.Subject, x.Evidence.Object = by, slug, &one, &other
		out = append(out, x)
	}
	return out
}

// verbIn tells whether a finite verb stands in a cell, which then is a sentence.
func (s *sentence) verbIn(c cell) bool {
	return slices.ContainsFunc(s.chunks, func(v chunk) bool {
		return v.kind == vg && (v.finite && !v.bare || v.modal != "") && s.items[v.lo].lo >= c.lo && s.items[v.lo].lo < c.hi
	})
}

var (
	putIn         = set(`invested investment investments`)
	boughtCompute = set(`commitment contract contracts cloud compute computing lease capacity servers chips gpus`)
	termUnits     = set(`years year months`)
	investorHeads = set(`investors backers shareholders`)
)
