package claim

// listGoesOn tells whether the phrase at chunk j is followed by another member
// of the same list.
func (s *sentence) listGoesOn(j int) bool {
	n, at := len(s.chunks), j
	j = s.past(j + 1)
	if j >= n {
		return false
	}
	if s.chunks[j].kind == cc && s.chunks[j].word == "but" {
		return false
	}
	if s.chunks[j].kind == cc && j+1 < n && (s.chunks[j+1].kind == np || s.chunks[j+1].kind == pp) {
		return !s.clauseStarts(j+1) || !s.clauseBefore(at)
	}
	if s.chunks[j].kind != cm {
		return false
	}
	// A, B[, C]*[,] and D
	named := true
	for x, first := j, true; x+1 < n && s.chunks[x].kind == cm; first = false {
		if s.chunks[x+1].kind == cc {
			return s.chunks[x+1].word != "but" && x+2 < n && s.chunks[x+2].kind == np && !(first && s.inInsertion(at)) && (!first || s.named(x+2) && (!s.clauseStarts(x+2) || !s.clauseBefore(at)) || x+3 < n && s.chunks[x+3].kind == br)
		}
		if s.chunks[x+1].kind != np {
			return false
		}
		named = named && s.named(x+1)
		y := s.past(x + 2)
		if y < n && s.chunks[y].kind == cc {
			return y+1 < n && s.chunks[y+1].kind == np && (!s.clauseStarts(y+1) || !s.clauseBefore(at))
		}
		if y >= n || y == n-1 && s.chunks[y].kind == br {
			return !first && named // "Alpha, Beta, Gamma": a list without "and"
		}
		x = y
	}
	return false
}

// members gives the phrases of the list that the phrase at chunk j starts.
func (s *sentence) members(j int) []int {
	out := []int{j}
	for s.listGoesOn(j) {
		j = s.past(j + 1)
		for j < len(s.chunks) && s.chunks[j].kind != np {
			j++
		}
		if j >= len(s.chunks) {
			break
		}
		out = append(out, j)
	}
	if k := s.past(j + 1); len(out) > 1 && k+1 < len(s.chunks) && s.chunks[k].kind == cm && s.chunks[k+1].kind == np && s.named(k+1) {
		if e := s.past(k + 2); e == len(s.chunks) || e == len(s.chunks)-1 && s.chunks[e].kind == br {
			out = append(out, k+1) // the last of a list without "and"
		}
	}
	return out
}

// apposition tells whether the comma at chunk j opens an insertion that closes
// at another comma without a finite verb of its own, and gives that comma.
func (s *sentence) apposition(j int) (int, bool) {
	if j+1 >= len(s.chunks) || s.chunks[j+1].kind != np {
		return 0, false
	}
	for x := j + 1; x < len(s.chunks); x++ {
		switch s.chunks[x].kind {
		case cm:
			return x + 1, x > j+1
		case br, sc:
			return 0, false
		case vg:
			if s.chunks[x].finite && !s.chunks[x].bare {
				return 0, false
			}
		}
	}
	return 0, false
}

// relativeEnd gives the chunk at which the relative clause that starts at chunk
// j ends: the comma behind it, or -1 if it runs to the end.
func (s *sentence) relativeEnd(j int) int {
	seen := false
	for x := j + 1; x < len(s.chunks); x++ {
		switch s.chunks[x].kind {
		case vg:
			if seen && s.chunks[x].finite && !s.chunks[x].bare {
				return -1
			}
			seen = true
		case cm:
			if seen && x+1 < len(s.chunks) && (s.chunks[x+1].kind == pp || s.chunks[x+1].kind == cc) {
				return x
			}
		case br, qt:
			return -1
		}
	}
	return -1
}

// firstNP is the first noun phrase before chunk k, or -1.
func (s *sentence) firstNP(k int) int {
	for j := 0; j < k; j++ {
		switch s.chunks[j].kind {
		case np:
			return j
		case tm, ad, pp, cm, qt:
			continue
		case br:
			if j == 0 { // a bullet
				continue
			}
		}
		return -1
	}
	return -1
}

// chain goes from the last phrase of "A of B in C" or "A, B and C" to its first
// and gives the members of the list, or the head of the chain and its end.
func (s *sentence) chain(j int) []int {
	first := j
	for first > 1 && s.chunks[first-1].kind == pp {
		p := first - 2
		for p > 0 && (s.chunks[p].kind == tm || s.chunks[p].kind == ad) {
			p--
		}
		if s.chunks[p].kind == cl && s.chunks[p].match > 0 {
			p = s.chunks[p].match - 1
		}
		if s.chunks[p].kind != np || s.chunks[first-1].word == "than" || s.chunks[first-1].word == "as" {
			break
		}
		first = p
	}
	if l := s.listBefore(first); len(l) > 1 {
		if h := s.headOfList(l[0]); h >= 0 {
			return []int{h}
		}
		return l
	}
	// "Alpha, Beta partner on chips": a headline's list
	if first > 1 && s.chunks[first-1].kind == cm && s.named(first) && s.chunks[first-2].kind == np && s.named(first-2) && (first == 2 || s.chunks[first-3].kind == br) && first+1 < len(s.chunks) && s.chunks[first+1].kind == vg {
		return []int{first - 2, first}
	}
	if first == j {
		return []int{j}
	}
	return []int{first, j}
}

// headOfList is the noun that the list of names at chunk k is the complement of,
// or the name that it describes: "Alpha, a joint venture between Beta and Gamma".
// It is -1 where the list itself acts: "a group of Alpha and Beta", "firms like
// Alpha and Beta".
func (s *sentence) headOfList(k int) int {
	if k < 2 || s.chunks[k-1].kind != pp || s.chunks[k-2].kind != np || s.named(k-2) {
		return -1
	}
	switch s.chunks[k-1].word {
	case "between", "among":
	case "of":
		if w := s.chunks[k-2].word; !ventureNouns[w] {
			return -1
		}
	default:
		return -1
	}
	h := k - 2
	if w := s.chunks[h].word; !ventureNouns[w] && !dealNouns[w] {
		return -1
	}
	if d := s.items[s.chunks[h].lo].norm; h > 1 && (d == "a" || d == "an" || d == "the") && s.chunks[h-1].kind == cm && s.chunks[h-2].kind == np && s.named(h-2) && s.items[s.chunks[h-2].main].tag == partyTag {
		return h - 2
	}
	return h
}

// listBefore gives the members of the list that ends with the phrase at chunk j,
// in the order of the text.
func (s *sentence) listBefore(j int) []int {
	out := []int{j}
	if c := &s.chunks[j]; c.kind == np && c.main-2 >= c.lo && s.items[c.main].tag == partyTag && s.items[c.main-2].tag == partyTag && strangers[s.items[c.main-1].norm] {
		return out // "Alpha and Beta backer Gamma": one firm alone
	}
	p := s.before(j - 1)
	if p < 1 || s.chunks[p].kind != cc || s.chunks[p].word == "but" {
		return out
	}
	p--
	if s.chunks[p].kind == cm {
		p--
		if x := s.apposedTo(p); x >= 0 { // "Alpha, a maker of chips, and Beta"
			return append([]int{x}, out...)
		}
	}
	for p = s.before(p); p >= 0 && s.chunks[p].kind == np && !s.clauseBefore(p); p = s.before(p) {
		if len(out) > 1 && s.chunks[p].main >= 0 && s.informant(s.chunks[p].main) {
			break // "According to Alpha, Beta and Gamma each": two, on the word of a third
		}
		out = append([]int{p}, out...)
		q := s.before(p - 1)
		if q < 1 || s.chunks[q].kind != cm {
			break
		}
		p = q - 1
	}
	return out
}

// apposedTo gives the named phrase that the description which ends at chunk p
// stands behind, or -1.
func (s *sentence) apposedTo(p int) int {
	for p = s.before(p); p > 1 && p < len(s.chunks) && (s.chunks[p].kind == np || s.chunks[p].kind == pp); p-- {
		if s.chunks[p].kind == np && s.chunks[p-1].kind == cm {
			d := s.items[s.chunks[p].lo].norm
			if x := s.before(p - 2); (d == "a" || d == "an" || d == "the") && x >= 0 && s.chunks[x].kind == np && s.named(x) && s.items[s.chunks[x].main].tag == partyTag {
				return x
			}
			return -1
		}
	}
	return -1
}

// before skips a bracket that closes at chunk j.
func (s *sentence) before(j int) int {
	for j >= 0 && s.chunks[j].kind == cl && s.chunks[j].match >= 0 {
		j = s.chunks[j].match - 1
	}
	return j
}

// clauseBefore tells whether the phrase at chunk q is the object of a verb, so
// that "and" behind it joins clauses.
func (s *sentence) clauseBefore(q int) bool {
	for x := q - 1; x >= 0; x-- {
		switch s.chunks[x].kind {
		case vg:
			return s.chunks[x].finite || s.chunks[x].inf || s.chunks[x].gerund
		case np, pp, ad, tm, cc:
			continue
		case cm: // of a list of objects
			if x > 0 && s.chunks[x-1].kind == np && s.named(x-1) && s.chunks[x+1].kind == np && s.named(x+1) {
				continue
			}
		}
		return false
	}
	return false
}

// ventureNouns are what companies own together.
var ventureNouns = set(`venture company subsidiary spinoff spinout unit affiliate collaboration partnership alliance initiative project`)
