package claim

import "pactwatch/extract/quantity"

// peopleNouns count users where a word of use says so: "5 million people use".
var peopleNouns = set(`people companies firms businesses organizations organisations students teams enterprises doctors lawyers clinicians teachers workers employees merchants brands schools hospitals institutions professionals
engineers researchers creators clients gamers players artists designers writers marketers nurses physicians universities colleges agencies retailers restaurants drivers sellers buyers shoppers viewers listeners readers visitors
individuals adults consumers households farmers scientists analysts advertisers publishers startups educators patients travelers travellers`)

// activeUsers abbreviate what a number counts: "45M MAU".
var activeUsers = set(`mau maus dau daus wau waus`)

// using words make those who do it users.
var using = set(`use uses used using visit visits visited visiting trust trusts trusted rely relies adopted subscribe subscribed subscribing pay paying access accessed accessing engage engaging engaged interact interacting log logging chat chatting relying turn utilize utilizes utilized utilizing utilise utilised employ adopt adopts adopting deploy deploys deployed install installed stream streaming`)

// userNouns count users wherever they stand.
var userNouns = set(`users subscribers customers developers members maus daus waus mau dau wau subs`)

// counters follow a singular: "the user base has grown to 80 million".
var counters = set(`base count numbers total`)

// levelWords stand before a level.
var levelWords = set(`number numbered numbering to reached hit topped surpassed exceeded passed crossed exceeding topping surpassing hitting reaching passing crossing hitting from at was were of totaled totalled against`)

// restWords may follow a bare number that counts what was named before.
var restWords = set(`a in last at the earlier from by and this as up worldwide globally , . ; ) during on, — just one two three four five six`)

// countsUsers tells whether a number without a unit of its own counts users:
// "monthly active users climbed to 650 million from 400 million", "2 million
// people use". before is the quantity before it, nil if there is none.
func (s *sentence) countsUsers(q *quantity.Quantity, before *amount) bool {
	if q.Unit != "" && q.Unit != "other" || q.Vague || q.Denied || q.Lead == 0 || q.Max.Cmp(fewest) < 0 {
		return s.peopleUse(q)
	}
	if q.Last < len(s.toks) && !restWords[s.toks[q.Last].Norm] {
		return s.peopleUse(q)
	}
	at := q.Lead - 1
	if at+1 < q.First && levelWords[s.toks[at+1].Norm] { // a bound word: "topped 40 million"
		at++
	}
	w := s.toks[at].Norm
	if !levelWords[w] {
		return false
	}
	if before != nil && before.class == "users" && q.Lead-before.hi <= 7 && (w == "from" || w == "to" || w == "against") {
		return true
	}
	for i := at - 1; i >= 0 && i >= at-8; i-- {
		if before != nil && i < before.hi && before.class != "percent" {
			return false
		}
		if n := s.toks[i].Norm; userNouns[n] || peopleNouns[n] && using[s.toks[i+1].Norm] || n == "people" && i > 0 && (s.toks[i-1].Norm == "active" || s.toks[i-1].Norm == "daily") || (n == "user" || n == "subscriber" || n == "customer") && counters[s.toks[i+1].Norm] {
			return true
		}
	}
	return false
}

// crowd is the least number of people or firms that a word of use makes users.
var crowd = quantity.NewDecimal(1000, 0)

// serving verbs make those behind them users, and so do reachingOut verbs before
// masses of people.
var (
	serving     = set(`serve serves serving served`)
	reachingOut = set(`reach reaches reaching touches`)
	masses      = quantity.NewDecimal(1, 6)
)

// peopleUse tells whether a number counts people or firms that use something.
func (s *sentence) peopleUse(q *quantity.Quantity) bool {
	if q.Vague || q.Denied || q.Money() || q.Max.Cmp(crowd) < 0 {
		return false
	}
	i := q.Last
	if i < len(s.toks) && activeUsers[s.toks[i].Norm] {
		return true
	}
	for ; i < len(s.toks) && i < q.Last+3 && !peopleNouns[s.toks[i].Norm]; i++ {
	}
	if i >= len(s.toks) || i >= q.Last+3 {
		return false
	}
	for j := i + 1; j < len(s.toks) && j < i+4; j++ {
		if using[s.toks[j].Norm] {
			return true
		}
	}
	for j := q.Lead - 1; j >= 0 && j > q.Lead-3; j-- {
		if serving[s.toks[j].Norm] || reachingOut[s.toks[j].Norm] && q.Max.Cmp(masses) >= 0 {
			return true
		}
	}
	for j := q.Lead - 1; j > 0 && j > q.Lead-5; j-- {
		if s.toks[j].Norm == "by" && using[s.toks[j-1].Norm] {
			return true
		}
	}
	return false
}

// fronted is the subject of the clause that a leading phrase belongs to: "With
// $150 million in revenue, Beta is".
func (r *reader) fronted(s *sentence, p *place, not ...string) []filler {
	k := 0
	if len(s.chunks) > 1 && (s.chunks[0].kind == vg && s.chunks[0].bare || s.chunks[0].kind == np && s.plainNoun(0)) && s.chunks[1].word == "with" {
		k = 1 // "Armed with $30 million, Beta", "Flush with"
	} else if p.gov >= 0 {
		return nil
	}
	if s.chunks[k].kind != pp {
		return nil
	}
	for k++; k+2 < len(s.chunks); k++ {
		switch s.chunks[k].kind {
		case cm:
			if k > p.ch && s.chunks[k+1].kind == np && s.clauseStarts(k+1) {
				return r.fillersOf(s, k+1, not...)
			}
		case np, pp, ad, tm, cc:
		default:
			return nil
		}
	}
	return nil
}

// makingWith verbs are what developers do with a product.
var makingWith = set(`build create work develop code program`)

// usedBy is whose product the people of an amount use: "5 million people use
// Beta", "Beta is used by 5 million people".
func (r *reader) usedBy(s *sentence, p *place, not ...string) []filler {
	if p.gov >= 0 && p.gslot == "by" && using[s.chunks[p.gov].word] {
		chs, cost := s.subjects(p.gov)
		fs := r.chainFillers(s, chs, cost, not...)
		if len(fs) == 0 && len(chs) > 0 {
			fs = r.describedBefore(s, chs[0], not...) // "Beta, the tool used by 5 million developers"
		}
		return fs
	}
	for k := p.ch + 1; k < len(s.chunks); k++ {
		switch s.chunks[k].kind {
		case pp, np, ad, tm, cm, qt:
			continue
		case vg:
			if !using[s.chunks[k].word] && !makingWith[s.chunks[k].word] || !s.subjectIncludes(k, p.ch) {
				return nil
			}
			for _, a := range s.right(k, "obj") {
				if a.slot == "obj" || a.slot == "for" || a.slot == "on" || a.slot == "to" || a.slot == "with" {
					if fs := r.fillersOf(s, a.ch, not...); len(fs) > 0 {
						return addCost(fs, a.cost)
					}
				}
			}
		}
		return nil
	}
	return nil
}

// ofCustomers tells whether an amount of money says which customers are counted:
// "customers spending more than $1 million", "clients with sales of over $5
// million".
func (s *sentence) ofCustomers(am *amount) bool {
	for i := am.item - 1; i > s.chunks[am.chunk].lo; i-- { // one phrase to the chunker
		if n := s.items[i].norm; (n == "spending" || n == "paying") && countedBySize[s.items[i-1].norm] {
			return true
		}
	}
	for k := am.chunk - 1; k > 0 && k >= am.chunk-5; k-- {
		switch c := &s.chunks[k]; {
		case c.kind == np && c.word == "spending" && c.main > c.lo && (countedBySize[s.items[c.main-1].norm] || s.items[c.main-1].tag == amountTag && s.amounts[s.items[c.main-1].index].class == "users"):
			return true
		case s.countsCustomers(k):
			return am.chunk-k > 1
		case c.kind == np && !s.named(k), c.kind == pp && (c.word == "of" || c.word == "in"), c.kind == vg && c.gerund && s.chunks[k-1].kind == pp: // "with trailing sales of"
		case c.kind == pp && c.word == "with", c.kind == vg && (c.gerund || c.bare):
			return s.countsCustomers(k - 1)
		case c.kind == vg && s.chunks[k-1].kind == rc:
			return k > 1 && s.countsCustomers(k-2)
		default:
			return false
		}
	}
	return false
}

// countsCustomers tells whether chunk k is about customers that are counted.
func (s *sentence) countsCustomers(k int) bool {
	c := &s.chunks[k]
	if c.kind != np || c.main < c.lo {
		return false
	}
	if it := s.items[c.main]; it.tag == amountTag {
		return s.amounts[it.index].class == "users"
	}
	return countedBySize[s.items[c.main].norm]
}

// countedBySize are counted by how much they spend.
var countedBySize = set(`customers clients accounts subscribers users enterprises businesses advertisers tenants`)

// joining tells whether the users of amount a are only those who have come:
// "attracts 90,000 new users a day".
func (s *sentence) joining(a int) bool {
	am := &s.amounts[a]
	c := &s.chunks[am.chunk]
	for i := am.item; i < c.hi; i++ {
		if n := s.items[i].norm; n == "new" || n == "additional" {
			return true
		}
	}
	for i := am.lo; i < min(am.hi+2, len(s.toks)); i++ {
		if n := s.toks[i].Norm; n == "new" || n == "additional" {
			return true
		}
	}
	return false
}

// hosting verbs have their users as their own object, wherever these are.
var hosting = set(`have serve count boast reach hit surpass exceed top pass claim report attract command amass gather`)

// ownUsers tells whether the subject of the verb that governs the users is who has
// them, so that "on Beta" only says where.
func (s *sentence) ownUsers(p *place) bool {
	return p.gov >= 0 && hosting[s.chunks[p.gov].word] && !s.chunks[p.gov].passive
}
