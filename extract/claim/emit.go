package claim

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"pactwatch/extract/party"
)

// claims turns a chosen candidate into claims: one for each pair of parties.
func (r *reader) claims(s *sentence, c *candidate) []Claim {
	f := c.p.t.frame
	base := Claim{
		Kind: f.Kind, Rule: f.Kind + "/" + f.Name, In: s.in, Start: s.start, End: s.end, Quote: s.quote(),
		Modality: s.modality(c.p, c.amt), Event: f.Event, Form: f.Form, Basis: slices.Clone(f.Basis),
	}
	if c.amt >= 0 {
		r.setValue(s, c, &base)
	}
	base.Scope = r.scope(s, c.p)
	if f.Kind == "valuation" {
		for _, b := range []string{"pre-money", "post-money"} {
			if s.hasWord(s.chunks[c.p.ch].lo, s.chunks[c.p.ch].hi, b) {
				base.Basis = append(base.Basis, b)
			}
		}
	}
	r.setSource(s, c, &base)
	r.setDate(s, c, &base)
	if base.Kind == "agreement_term" && (base.Modality == "denied" || s.items[s.chunks[c.p.ch].lo].norm == "no" || base.DateRole != "until" && s.endedBy(c.p)) {
		return nil // when somebody ended it is not until when it runs
	}
	r.refine(s, c, &base)
	if base.Kind == "agreement_term" && base.Modality == "ended" && !r.now.IsZero() && base.Date > r.now.Format(time.DateOnly) {
		base.Modality = "actual" // "expires in 2031": until then it runs
	}
	if base.Modality == "actual" && base.DateRole == "by" && !r.now.IsZero() && base.Date > r.now.Format(time.DateOnly) {
		base.Modality = "planned" // "falls to 12% by 2029"
	}
	if base.Modality == "actual" && leveled[base.Kind] && s.verbless() && r.isOpen(&base) {
		base.Modality = "planned" // "2027 revenue: $24 billion"
	}
	if base.Kind == "agreement_term" && base.Date == "" {
		return nil
	}
	if base.Modality == "denied" && s.isNotAbout(c.p) || base.Kind == "licensing" && base.Value == nil && s.in == "text" && s.verbless() {
		return nil
	}
	r.supposed(s, c, &base)
	var out []Claim
	add := func(a, b *filler) {
		x := base
		x.Basis = slices.Clone(base.Basis)
		if a != nil {
			if a.item >= 0 && s.items[a.item].tag == partyTag && x.Product == "" && producing[x.Kind] {
				if m := s.partyOf(s.items[a.item]); m.Via == party.ByProduct {
					x.Product = m.Text
				}
			}
			x.Subject = a.slug
			x.Evidence.Subject = r.pointer(a, &x.Evidence)
		}
		if b != nil {
			x.Object = b.slug
			x.Evidence.Object = r.pointer(b, &x.Evidence)
			if len(c.object) > 1 {
				r.setOwnDate(s, b, &x)
			}
		}
		if x.Subject == "" || x.Subject == x.Object {
			return
		}
		out = append(out, x)
	}
	if f.Set {
		all := append(slices.Clone(c.subject), c.object...)
		switch {
		case len(c.subject) > 0 && len(c.object) > 0:
			for i := range c.subject {
				for j := range c.object {
					add(&c.subject[i], &c.object[j])
				}
			}
		default:
			for i := range all {
				for j := i + 1; j < len(all); j++ {
					add(&all[i], &all[j])
				}
			}
		}
		return out
	}
	subj, obj := uniq(c.subject), uniq(c.object)
	if f.Kind == "debt" && len(obj) > 1 {
		obj = nil // a loan of several lenders is one claim
	}
	if !twoParty[f.Kind] || len(obj) == 0 {
		for i := range subj {
			add(&subj[i], nil)
		}
	} else {
		for i := range subj {
			for j := range obj {
				add(&subj[i], &obj[j])
			}
		}
	}
	if (f.Term || f.Kind == "licensing") && base.DateRole == "until" && base.Date != "" {
		for _, x := range slices.Clone(out) {
			x.Kind, x.Value, x.Evidence.Value, x.Rule = "agreement_term", nil, nil, "agreement_term/"+f.Name
			out = append(out, x)
		}
	}
	if f.Kind == "investment" && len(subj) > 1 && !s.words(0, len(s.items), eachWords) {
		for i := range out {
			out[i].Joint = true
		}
	}
	return out
}

// isNotAbout tells whether a denial only sets a topic aside: "this is not about a
// takeover".
func (s *sentence) isNotAbout(p *place) bool {
	return p.gov >= 0 && p.gslot == "about" && s.chunks[p.gov].word == "be"
}

// verbless tells whether the sentence is a bare phrase: "Alpha's access to Beta's
// models" names a right without saying that it exists.
func (s *sentence) verbless() bool {
	for k := range s.chunks {
		if s.chunks[k].kind == vg {
			return false
		}
	}
	return true
}

// firstPart tells whether the phrase at chunk k calls its sum a first one.
func (s *sentence) firstPart(k int) bool {
	return s.hasWord(s.chunks[k].lo, s.chunks[k].hi, "initial") || s.hasWord(s.chunks[k].lo, s.chunks[k].hi, "upfront")
}

// isOpen tells whether the time of a figure has not come, or the year that it is
// the sum of is not over.
func (r *reader) isOpen(x *Claim) bool {
	if x.Date == "" || r.now.IsZero() || x.Date == r.quarter {
		return false
	}
	if len(x.Date) == 4 && x.Kind != "user_count" && x.Period != "run-rate" {
		return x.Date >= r.now.Format("2006") && r.now.Month() < time.December
	}
	day := x.Date
	if len(day) == 7 && (day[5] == 'Q' || day[5] == 'H') { // the first month of a quarter or a half
		n := int(day[6] - '0')
		day = fmt.Sprintf("%s-%02d", day[:4], map[byte]int{'Q': 3*n - 2, 'H': 6*n - 5}[day[5]])
	}
	return day > r.now.Format(time.DateOnly)
}

// supposed weakens what a round or a deal would be worth to what the article
// says of that round or deal just before.
func (r *reader) supposed(s *sentence, c *candidate, x *Claim) {
	switch x.Kind {
	case "funding_round", "investment", "acquisition":
		r.dealState, r.dealAt = x.Modality, s.n
	case "valuation":
		if x.Modality == "planned" && c.p.verb && s.chunks[c.p.ch].modal == "would" && r.dealState == "possible" && s.n-r.dealAt <= dealReach {
			x.Modality = "possible"
		}
	}
}

// dealReach is for how many sentences a deal is still the one spoken of.
const dealReach = 4

var eachWords = set(`each apiece respectively`)

// producing kinds name the product that a figure is of.
var producing = set(`user_count revenue revenue_share profit`)

// pointer is where a party stands. One from the context is its antecedent.
func (r *reader) pointer(f *filler, e *Evidence) *Pointer {
	at := f.at
	if at.End == 0 && len(f.from) > 0 {
		at = f.from[0]
	}
	for _, x := range f.from {
		if x.End > 0 {
			e.From = append(slices.Clone(e.From), x)
		}
	}
	if at.End == 0 {
		return nil
	}
	// the short form of a name that the text gives in full elsewhere
	if full, ok := r.full[f.slug]; ok && !r.spelled(f.slug, at, f.from) {
		e.From = append(slices.Clone(e.From), full)
	}
	return &at
}

// spelled tells whether one of the pointers names the slug without more.
func (r *reader) spelled(slug string, at Pointer, from []Pointer) bool {
	for _, p := range append([]Pointer{at}, from...) {
		body := r.doc.Text
		if p.In == "title" {
			body = r.doc.Title
		}
		if p.End > p.Start && party.Slug(body[p.Start:p.End]) == slug {
			return true
		}
	}
	return false
}

// setValue takes the amount over.
func (r *reader) setValue(s *sentence, c *candidate, x *Claim) {
	a := &s.amounts[c.amt]
	v := Value{Min: a.Min, Max: a.Max, Unit: a.unit(), Bound: a.Bound}
	if v.Bound == "" {
		v.Bound = "exact"
	}
	if v.Max.Sign() < 0 && c.p.t.frame.Kind != "profit" {
		v.Min, v.Max = neg(v.Max), neg(v.Min) // money that goes out: "Capital expenditures: -$8 million"
	}
	if c.p.t.frame.Negative && v.Min.Coef > 0 {
		v.Min, v.Max = neg(v.Max), neg(v.Min)
	}
	x.Value = &v
	p := s.point(a.item, a.item+1)
	x.Evidence.Value = &p
	x.Period = a.period()
	for _, b := range a.Basis {
		if !slices.Contains(x.Basis, b) {
			x.Basis = append(x.Basis, b)
		}
	}
	if staged[x.Kind] && a.chunk >= 0 && s.firstPart(a.chunk) {
		x.Basis = append(slices.DeleteFunc(x.Basis, func(b string) bool { return b == "cumulative" }), "tranche")
	}
	if a.chunk >= 0 && !slices.Contains(x.Basis, "additional") && s.more(a.chunk) {
		x.Basis = append(x.Basis, "additional")
	}
}

// settle merges the claims of a document: one of a key, quoted from the text
// rather than the title, from the sentence that names most.
func (r *reader) settle(all []Claim) []Claim {
	var out []Claim
	at := map[string]int{}
	for _, c := range all {
		k := c.key()
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			out = append(out, c)
			continue
		}
		old := &out[i]
		if c.Kind == "partnership" {
			r.mergePartnership(old, c)
			continue
		}
		if old.In == "title" && c.In != "title" || old.In == c.In && c.In != "title" && bareLine(old.Quote) && !bareLine(c.Quote) && old.Modality == c.Modality || c.Kind == "acquisition" && old.Value == nil && c.Value != nil && old.Modality == c.Modality {
			if c.Date == "" || old.In == c.In && old.Date != "" {
				c.Date, c.DateRole = old.Date, old.DateRole
			}
			*old = c
			continue
		}
		if old.Date == "" && c.Date != "" && old.In == c.In {
			old.Date, old.DateRole = c.Date, c.DateRole
		}
		if old.Source == "" && c.Source != "" {
			old.Source = c.Source
		}
		if old.Period == "" {
			old.Period = c.Period
		}
	}
	out = oneWay(r.prune(out))
	for i := range out {
		c := &out[i]
		if c.Kind == "partnership" && c.Event == "in_force" && len(r.talk.titles) == 2 && slices.Contains(r.talk.titles, c.Subject) && slices.Contains(r.talk.titles, c.Object) {
			c.Event = "announced" // the news is about the two
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].In == "title", out[j].In == "title"; a != b {
			return a
		}
		return out[i].Start < out[j].Start
	})
	return out
}

// key is what makes two claims of one article the same.
func (c *Claim) key() string {
	a, b := c.Subject, c.Object
	if (c.Kind == "partnership" || c.Kind == "agreement_term") && b < a {
		a, b = b, a
	}
	k := []string{c.Kind, a, b}
	if c.Value != nil && c.Kind != "acquisition" {
		k = append(k, c.Value.Min.String(), c.Value.Max.String(), c.Value.Unit)
	}
	if c.Kind == "agreement_term" {
		k = append(k, c.Date)
	}
	return strings.Join(k, "|")
}

// mergePartnership keeps one claim for a pair, with its latest event.
func (r *reader) mergePartnership(old *Claim, c Claim) {
	rank := map[string]int{"in_force": 1, "announced": 2, "talks": 2, "expanded": 3, "amended": 3, "ended": 4}
	if old.In == "title" || rank[c.Event] > rank[old.Event] && c.In != "title" || rank[c.Event] == rank[old.Event] && c.In != "title" && bareLine(old.Quote) && !bareLine(c.Quote) {
		if c.Date == "" {
			c.Date, c.DateRole = old.Date, old.DateRole
		}
		*old = c
		return
	}
	if rank[c.Event] == rank[old.Event] && old.Date == "" {
		old.Date, old.DateRole = c.Date, c.DateRole
	}
}

// bareLine tells whether a quote is a headline or a bullet rather than a sentence.
func bareLine(q string) bool { return !strings.ContainsAny(q[len(q)-1:], ".!?\"”’)") }

// namesSubject tells whether the sentence of a claim holds the words for its
// subject.
func (c *Claim) namesSubject() bool {
	p := c.Evidence.Subject
	return p != nil && p.In == c.In && c.Start <= p.Start && p.End <= c.End
}

// prune drops claims that a better one of the document makes superfluous.
func (r *reader) prune(cs []Claim) []Claim {
	return slices.DeleteFunc(cs, func(c Claim) bool {
		if c.In == "title" && c.Value != nil {
			// the text says the same figure of something else: it knows better
			for _, o := range cs {
				if o.In != "title" && o.Value != nil && o.Value.Unit == c.Value.Unit && o.Value.Min == c.Value.Min && o.Value.Max == c.Value.Max {
					return true
				}
			}
		}
		if c.Kind == "capacity" && c.Object == "" {
			for _, o := range cs { // said elsewhere with its supplier
				if o.Kind == c.Kind && o.Subject == c.Subject && o.Object != "" && o.Value.Unit == c.Value.Unit && o.Value.Min == c.Value.Min && o.Value.Max == c.Value.Max {
					return true
				}
			}
		}
		if c.Value != nil && !twoParty[c.Kind] && !c.namesSubject() {
			// the text says the same figure of somebody that it names beside it
			for _, o := range cs {
				if o.Kind == c.Kind && o.Subject != c.Subject && o.namesSubject() && o.Value.Unit == c.Value.Unit && o.Value.Min == c.Value.Min && o.Value.Max == c.Value.Max {
					return true
				}
			}
		}
		if c.Kind == "licensing" && c.Value == nil || c.Kind == "acquisition" && c.Value == nil {
			for _, o := range cs {
				if o.Kind == c.Kind && o.Subject == c.Subject && o.Object == c.Object && o.Value != nil {
					return true
				}
			}
		}
		return false
	})
}
