package quantity

// joinTimes makes one time of two that a range joins: from 2025 to 2028,
// between May 2015 and 2018, Aug 8 - Aug 12, 2014–2018.
func (sc *scan) joinTimes(found []stretch) []stretch {
	out := found[:0]
	for n := 0; n < len(found); n++ {
		t := found[n]
		if n+1 < len(found) && t.To.Grain == "" && t.From.Grain != "" {
			u := found[n+1]
			if u.From.Grain != "" && u.To.Grain == "" && sc.joined(&t, &u) {
				if u.From.Weekday > 0 && !u.From.Relative && u.From.Day == 0 && t.From.Relative && t.From.Weekday > 0 {
					u.From.Relative, u.From.Shift = true, t.From.Shift
				}
				t.To = u.From
				if t.From.Year == 0 && !t.From.Relative && u.From.Year != 0 {
					t.From.Year = u.From.Year
					if t.From.N > u.From.N && t.From.Grain == Month && u.From.Grain == Month {
						t.From.Year--
					}
				}
				if t.Mod == "" {
					t.Mod = u.Mod
				}
				t.Fiscal = t.Fiscal || u.Fiscal
				t.end = u.end
				n++
			}
		}
		out = append(out, t)
	}
	return out
}

func (sc *scan) joined(t, u *stretch) bool {
	gap := u.from - t.end
	j := sc.at(t.end)
	before := sc.at(t.from - 1).norm
	if before == "the" {
		before = sc.at(t.from - 2).norm
	}
	the := 0
	if gap > 1 && sc.at(u.from-1).norm == "the" {
		the = 1
	}
	if gap-the != 1 {
		return false
	}
	switch {
	case j.norm == "-" || j.norm == "–" || j.norm == "~":
		return j.space == sc.at(t.end+1).space && t.From.Weekday == 0
	case j.norm == "to" || j.norm == "through" || j.norm == "until" || j.norm == "till" || j.norm == "thru":
		return before != "by" || j.norm != "to"
	case j.norm == "and":
		return before == "between"
	}
	return false
}

// role reads the preposition before the time that starts at atom i.
func (sc *scan) role(t *Time, i int) {
	at := sc.at(i).tok
	t.Lead = at
	k := at
	for k > 0 && k > at-4 {
		switch sc.tok(k - 1) {
		case "the", "a", "an", "about", "around", "early", "late", "mid", "end", "beginning", "start", "of", "least", "at", "roughly", "sometime", "some", "approximately", "its", "coming", "nearly", "calendar", "least about", "course", "or", "next", "as", "first", "term":
			// "of" and "at" are prepositions themselves if nothing stands before
			if w := sc.tok(k - 1); w == "at" || w == "of" || w == "around" {
				if _, ok := prepositions[sc.tok(k-2)]; !ok && sc.tok(k-2) != "end" && sc.tok(k-2) != "beginning" && sc.tok(k-2) != "start" && sc.tok(k-2) != "course" && sc.tok(k-2) != "least" {
					break
				}
			}
			k--
			continue
		}
		break
	}
	for n := 3; n > 0; n-- {
		if k-n < 0 {
			continue
		}
		phrase := ""
		for x := k - n; x < k; x++ {
			if x > k-n {
				phrase += " "
			}
			phrase += sc.tok(x)
		}
		role, ok := prepositions[phrase]
		if !ok {
			continue
		}
		if t.IsDuration() && role != "over" && phrase != "in" && phrase != "during" && phrase != "throughout" {
			continue
		}
		if phrase == "to" && t.To.Grain == "" && !(k >= 2 && (sc.tok(k-2) == "up" || sc.number4(k-2))) {
			if t.From.Grain == Year || t.From.Grain == Month {
				role = "until"
			}
		}
		if t.Duration != "" && (phrase == "in" || phrase == "during") {
			if t.IsDuration() || t.To.Grain != "" {
				role = "over"
			}
		}
		if !t.IsDuration() && phrase == "for" && t.Duration == "" || !t.IsDuration() && t.Duration == "" && (phrase == "over" || phrase == "across") {
			role = "in"
		}
		t.Role, t.Prep, t.Lead = role, phrase, k-n
		return
	}
	if first := sc.at(i).norm; first == "in" || first == "within" {
		t.Role, t.Prep = "in", first
		if t.Duration != "" {
			t.Role = "over"
		}
	}
}

// number4 reports whether token i is a four-digit number.
func (sc *scan) number4(i int) bool {
	return i >= 0 && i < len(sc.toks) && len(sc.toks[i].Norm) == 4 && sc.toks[i].Shape == 4
}
