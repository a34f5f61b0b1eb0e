package claim

import "slices"

// staged kinds are paid in instalments.
var staged = set(`investment purchase_commitment debt`)

// instalment tells whether amount a is a part of the sum told before: "with an
// initial $10 billion and the remaining $30 billion", "a $500 million first
// tranche", "starting with $10 billion".
func (s *sentence) instalment(a int) bool {
	k, i := s.amounts[a].chunk, s.amounts[a].item
	c := &s.chunks[k]
	for x := c.lo; x < c.hi; x++ {
		switch s.items[x].norm {
		case "initial", "remaining", "upfront", "up-front":
			return true
		case "first", "further", "additional", "second":
			if i+1 < c.hi || x < i {
				return true
			}
		}
	}
	if k > 1 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "with" && s.chunks[k-2].kind == vg {
		v := &s.chunks[k-2]
		return v.gerund && (v.word == "start" || v.word == "begin")
	}
	return i+1 < len(s.items) && (s.items[i+1].norm == "upfront" || s.items[i+1].norm == "initially" || s.items[i+1].norm == "immediately")
}

// zipTimes gives as many figures of one kind as the sentence has times their
// times in order: "in 2023 and 2024, $5 million and $9 million, respectively".
func (s *sentence) zipTimes(chosen []candidate) {
	var amts, times []int
	for i := range chosen {
		if c := &chosen[i]; c.amt >= 0 && c.p.t.frame.Kind == chosen[0].p.t.frame.Kind {
			amts = append(amts, c.amt)
		}
	}
	for i := range s.times {
		if !s.times[i].IsDuration() {
			times = append(times, i)
		}
	}
	if len(amts) < 2 || len(amts) != len(times) {
		return
	}
	slices.Sort(amts)
	s.zipped = map[int]int{}
	for i, a := range amts {
		s.zipped[a] = times[i]
	}
}

// more tells whether the phrase at chunk k adds to an amount before it.
func (s *sentence) more(k int) bool {
	c := &s.chunks[k]
	for x := c.lo; x < c.hi; x++ {
		switch s.items[x].norm {
		case "additional", "further", "another", "extra", "more", "remaining", "rest":
			return true
		}
	}
	if a := s.head(k); a >= 0 && slices.Contains(s.amounts[a].Basis, "additional") {
		return true
	}
	return false
}
