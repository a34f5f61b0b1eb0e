package claim

import (
	"strings"
	"time"

	"pactwatch/extract/quantity"
)

// setDate finds the time that belongs to a claim: one that stands by a verb of
// the claim or right beside its figure. The day of a report is nobody's date;
// that of an announcement stands in where the thing itself has none.
func (r *reader) setDate(s *sentence, c *candidate, x *Claim) {
	at := c.p.lo
	if c.amt >= 0 {
		at = s.amounts[c.amt].item
	}
	own := s.verbsOf(c)
	best, bestCost := -1, 1<<20
	for i := range s.times {
		t := &s.times[i]
		if t.Duration != "" && (t.IsDuration() || t.Role == "over") {
			if x.Period == "" && lasting[x.Kind] && s.timeCost(c, at, t.item) < 14 {
				x.Period = t.Duration
			}
			continue
		}
		if t.Fiscal && !strings.ContainsAny(s.text[t.Start:t.End], "0123456789") {
			continue // "this fiscal year": the text does not number it
		}
		if t.From.Grain == quantity.Decade && !strings.Contains(s.text[t.Start:t.End], "end") {
			continue // "into the next decade" is no year
		}
		if c.p.t.frame.Date == "until" && s.timeRole(t) != "until" && !s.endsAt(t) {
			continue
		}
		cost, ok := s.dateCost(c, own, at, t)
		if ok && cost < bestCost {
			best, bestCost = i, cost
		}
	}
	if i, ok := s.zipped[c.amt]; ok && c.amt >= 0 {
		best, bestCost = i, 0
	}
	if best < 0 || bestCost > maxDateCost {
		if len(s.times) == 0 && reporting[x.Kind] && x.Modality == "actual" && x.Period == "" && x.In == "text" && r.quarter != "" && s.n-r.quarterAt <= quarterReach {
			x.Date, x.DateRole = r.quarter, "in"
		}
		return
	}
	t := s.sameYear(best)
	d, ok := t.Resolve(r.now, s.tense(x, t))
	if x.Modality == "actual" && t.Prep == "in" && t.From.Exact && t.From.Shift > 0 {
		return // "tripled in one year": how long it took
	}
	if q := r.sameQuarter(s, t, x); q != "" {
		d, ok = q, true
	}
	if !ok {
		return
	}
	x.Date, x.DateRole = s.periodEnded(t, d), s.timeRole(t)
	switch x.DateRole {
	case "in", "by", "until", "since":
	default:
		x.DateRole = "in"
	}
}

// sameQuarter is the quarter that a report is about where a figure is said to be
// "for the quarter", "for the period" or for the quarter of its number: "in Q2".
func (r *reader) sameQuarter(s *sentence, t *when, x *Claim) string {
	if r.quarter == "" || !reporting[x.Kind] || s.n-r.quarterAt > quarterReach {
		return ""
	}
	switch strings.ToLower(s.text[s.toks[t.First].Start:t.End]) {
	case "the quarter", "quarter", "the period", "period", "the three months", strings.ToLower(r.quarter[max(0, len(r.quarter)-2):]):
		return r.quarter
	}
	return ""
}

// sameYear is the time at an index or, of "the year", the one that the sentence
// has named before.
func (s *sentence) sameYear(best int) *when {
	t := &s.times[best]
	if strings.HasSuffix(strings.ToLower(s.text[t.Start:t.End]), "the year") {
		for i := best - 1; i >= 0; i-- {
			if o := &s.times[i]; o.From.Grain == quantity.Year && o.From.Year > 0 && !o.Fiscal {
				return o
			}
		}
	}
	return t
}

const (
	maxDateCost  = 40
	quarterReach = 8 // sentences for which the quarter of a report goes on
)

// reporting kinds are told for the period of a report.
var reporting = set(`revenue profit`)

// noteQuarter remembers the quarter whose results the text reports.
func (r *reader) noteQuarter(s *sentence) {
	for i := range s.times {
		t := &s.times[i]
		if t.From.Grain != quantity.Quarter || t.Fiscal && t.From.Year == 0 || t.To.Grain != "" {
			continue
		}
		lo, hi := max(0, t.item-4), min(t.item+5, len(s.items))
		if !t.Fiscal && s.hasWord(lo, hi, "fiscal") {
			r.quarter = "" // whose year it is of the text does not say
			continue
		}
		for k := lo; k < hi; k++ {
			switch s.items[k].norm {
			case "results", "earnings", "revenue", "revenues", "profit", "sales", "income", "quarterly":
				if d, ok := t.Resolve(r.now, quantity.Past); ok {
					r.quarter, r.quarterAt = d, s.n
				}
			}
		}
	}
}

// lasting kinds may have a term.
var lasting = set(`purchase_commitment licensing debt spending partnership capacity revenue_share investment exclusivity agreement_term`)

// timeRole is the role of a time by its words, unless its verb speaks of a
// beginning or of what is over: "dates back to 2019", "Through 2024, Alpha has
// signed".
func (s *sentence) timeRole(t *when) string {
	if t.Role != "until" {
		return t.Role
	}
	v := s.verbOf(t.item)
	switch {
	case v < 0:
	case s.chunks[v].word == "date" || s.chunks[v].word == "trace", s.hasWord(s.chunks[v].hi, s.chunks[v].hi+1, "back"):
		return "since"
	case s.chunkOf[t.item] < v && (s.chunks[v].perfect || s.chunks[v].past) && s.chunks[v].modal == "":
		return "in"
	}
	return t.Role
}

// endsAt tells whether a time stands by a verb of ending: "expires in 2031".
func (s *sentence) endsAt(t *when) bool {
	for j := s.chunkOf[t.item] - 1; j >= 0 && j >= s.chunkOf[t.item]-2; j-- {
		if s.chunks[j].kind == vg {
			w := s.chunks[j].word
			return w == "expire" || w == "end" || w == "lapse" || w == "terminate" || w == "mature"
		}
	}
	return false
}

// periodEnded gives the period that a day closes: "the quarter ended September
// 30, 2025", "the years ended December 31, 2023 and 2024".
func (s *sentence) periodEnded(t *when, day string) string {
	full := day
	if len(day) == len("2006-01") {
		full += "-01" // "the quarter ended September"
	}
	d, err := time.Parse(time.DateOnly, full)
	if err != nil {
		return day
	}
	if full != day {
		d = d.AddDate(0, 1, -1)
	}
	words := strings.ToLower(s.text[t.Start:t.End])
	switch closes := func(unit string) bool {
		return strings.Contains(words, unit+" end") || strings.Contains(words, unit+"s end")
	}; {
	case closes("year") && d.Month() == time.December && d.Day() == 31:
		return d.Format("2006")
	case closes("quarter") && d.Month()%3 == 0 && d.AddDate(0, 0, 1).Day() == 1:
		return d.Format("2006") + "-Q" + string(rune('0'+d.Month()/3))
	}
	return day
}

// verbOf gives the verb group that the phrase at an item stands by: the nearest
// before it in its clause or, of a fronted one, the first finite one behind it;
// -1 if there is none.
func (s *sentence) verbOf(item int) int {
	k := s.chunkOf[item]
	for j := k - 1; j >= 0; j-- {
		c := &s.chunks[j]
		switch c.kind {
		case vg:
			return j
		case br, sc, rc:
			j = 0
		case cl:
			if c.match >= 0 {
				j = c.match
			}
		}
	}
	for j := k + 1; j < len(s.chunks); j++ {
		switch c := &s.chunks[j]; c.kind {
		case vg:
			if c.finite {
				return j
			}
		case br, sc:
			return -1
		}
	}
	return -1
}

// verbsOf gives the verb groups of a claim: that of its trigger and of its
// figure, and those that govern them.
func (s *sentence) verbsOf(c *candidate) map[int]bool {
	own := map[int]bool{}
	climb := func(k int) {
		for depth := 0; k >= 0 && depth < 6; depth++ {
			own[k] = true
			if v := &s.chunks[k]; !v.inf && !v.gerund {
				return
			}
			j := k - 1
			for j >= 0 && s.chunks[j].kind != vg && s.chunks[j].kind != br && s.chunks[j].kind != sc {
				j--
			}
			if j < 0 || s.chunks[j].kind != vg || saying[s.chunks[j].word] {
				return
			}
			k = j
		}
	}
	switch {
	case c.p.verb:
		climb(c.p.ch)
	case c.p.gov >= 0:
		climb(c.p.gov)
	default:
		climb(s.verbOf(c.p.lo))
	}
	if c.amt >= 0 {
		if k := s.verbOf(s.amounts[c.amt].item); k >= 0 && !saying[s.chunks[k].word] {
			own[k] = true
		}
	}
	return own
}

// dateCost is how far a time is from a claim, or that it is not the claim's.
func (s *sentence) dateCost(c *candidate, own map[int]bool, at int, t *when) (int, bool) {
	if s.bracketed(c, at, t) || s.comparedWith(at, t.item) || s.inCredit(t.item) || s.counted(t) || s.earlierLevel(t) || s.founded(t) || s.ofFigure(c, t) || s.inAdjunct(at, t) || s.ofEarlierVerb(at, t) || s.behindAnother(c.p.t.frame.Kind, at, t) {
		return 0, false
	}
	cost := s.timeCost(c, at, t.item)
	k := s.verbOf(t.item)
	switch {
	case k >= 0 && !own[k] && (s.toldElsewhere(k, c) || s.sharesMove(k)):
		return 0, false
	case k < 0 || own[k] || t.Prep == "as of":
		return cost, true
	case cost < 6 && (k > s.chunkOf[t.item] || s.chunks[k].bare && t.Prep == "for"):
		return cost, true // "$16 million (2022), …, and $50 million estimated for 2025"
	case founding[s.chunks[k].word], s.chunks[k].word == "launch" && s.chunks[k].passive:
		return 0, false
	case saying[s.chunks[k].word]:
		switch s.chunks[k].word {
		case "announce", "reveal", "unveil", "disclose":
			return min(cost+12, maxDateCost), dealKinds[c.p.t.frame.Kind] || twoParty[c.p.t.frame.Kind]
		case "say", "confirm", "state", "tell":
			// a party to the deal says so: it announces it
			return min(cost+12, maxDateCost), agreed[c.p.t.frame.Kind] && s.toldByParty(c)
		}
		return 0, false
	case cost < 6:
		return cost, true // right beside the figure
	}
	return cost + otherClause, true
}

// agreed kinds are done on a day on which their parties announce them.
var agreed = set(`revenue_share investment funding_round debt equity_stake purchase_commitment licensing acquisition partnership restructuring exclusivity`)

// toldByParty tells whether the source of the sentence is a party to the claim.
func (s *sentence) toldByParty(c *candidate) bool {
	if s.source == nil || s.source.anon {
		return false
	}
	if s.source.party == "" {
		return jointly[strings.ToLower(lastWord(s.source.text))] // "the two companies said on Friday"
	}
	for _, fs := range [][]filler{c.subject, c.object} {
		for _, f := range fs {
			if f.slug == s.source.party {
				return true
			}
		}
	}
	return false
}

// founding verbs say since when a company is there, which dates no figure of it.
var founding = set(`found cofound co-found establish incorporate bear`)

// otherClause is what it costs to take a time from another clause.
const otherClause = 16

// timeCost counts the items between a claim and a time, with what lies between.
func (s *sentence) timeCost(c *candidate, at, item int) int {
	lo, hi, cost := at, item, 0
	if lo > hi {
		lo, hi = hi, lo
		cost += 3
	}
	for i := lo + 1; i < hi; i++ {
		switch s.items[i].tag {
		case amountTag:
			cost += 12
		case timeTag:
			cost += 2
		case pause:
			cost += 6
		case comma:
			cost += 2
		default:
			cost++
		}
	}
	for k := s.chunkOf[lo] + 1; k < s.chunkOf[hi]; k++ {
		if s.chunks[k].kind == vg && s.chunks[k].finite && k != c.p.ch && k != c.p.gov {
			cost += 8
		}
		if s.chunks[k].kind == rc || s.chunks[k].kind == sc {
			cost += 4
		}
	}
	if s.items[item].start < s.items[at].start && s.chunkOf[item] == 0 {
		cost = min(cost, 20) // a fronted time covers the sentence
	}
	return cost
}

// tense says which way an open date is read: by the verb that it stands by, else
// by the modality of the claim.
func (s *sentence) tense(x *Claim, t *when) quantity.Tense {
	if k := s.verbOf(t.item); k >= 0 {
		switch v := &s.chunks[k]; {
		case v.inf && t.From.Weekday > 0 && t.From.Grain == quantity.Day && s.toldBefore(k):
			return quantity.Past // "announced a plan to build a site on Monday"
		case v.inf && (x.Modality == "actual" || x.Modality == "ended"):
			return quantity.Past // "following a deal to buy Beta in May"
		case v.modal != "" || v.inf:
			return quantity.Future
		case v.past || v.perfect:
			return quantity.Past
		}
	}
	switch x.Modality {
	case "planned", "possible":
		return quantity.Future
	case "actual", "ended":
		return quantity.Past
	}
	return quantity.AnyTense
}

// setOwnDate takes the time right behind one of several parties: "bought Beta in
// May and Gamma in June".
func (r *reader) setOwnDate(s *sentence, f *filler, x *Claim) {
	for i := range s.times {
		if t := &s.times[i]; f.item >= 0 && t.item == f.item+1 && !t.IsDuration() {
			if d, ok := t.Resolve(r.now, s.tense(x, t)); ok {
				x.Date, x.DateRole = d, "in"
			}
		}
	}
}

// toldBefore tells whether a verb of saying in the past stands before chunk k.
func (s *sentence) toldBefore(k int) bool {
	for k--; k >= 0; k-- {
		if v := &s.chunks[k]; v.kind == vg && v.past && (saying[v.word] || announcing[v.word]) {
			return true
		}
	}
	return false
}

func (w *when) unit(r *Rules, d Document) Unit {
	u := Unit{Start: w.Start, End: w.End, Type: "date"}
	if w.IsDuration() {
		u.Type, u.Text = "duration", w.Duration
		return u
	}
	u.Text, _ = w.Resolve(d.Published, quantity.AnyTense)
	return u
}
