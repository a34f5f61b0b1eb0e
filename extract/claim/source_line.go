package claim

import (
	"strings"

	"pactwatch/extract/language"
)

// Digests name the outlet of an item apart from its sentences: in brackets at its
// end, on a line "Source: …" below it, or on a line with a date under its headline.
// This file finds these credits, which hold for every sentence of the item that
// names no source of its own.

// itemReach is for how many blocks a line of credit holds.
const itemReach = 5

// itemCredits gives the credit of each block that has one of these kinds.
func (r *reader) itemCredits(sents []*sentence) map[int]*credit {
	last := map[int]*sentence{} // of each block
	first := map[int]*sentence{}
	for _, s := range sents {
		if s.in == "text" && len(s.toks) > 0 {
			if first[s.block] == nil {
				first[s.block] = s
			}
			last[s.block] = s
		}
	}
	var out map[int]*credit
	set := func(b int, c *credit) {
		if out == nil {
			out = map[int]*credit{}
		}
		if out[b] == nil {
			out[b] = c
		}
	}
	lines := 0
	for b := range first {
		if first[b] == last[b] && r.dated(first[b]) != nil {
			lines++
		}
	}
	for b := range r.doc.Blocks {
		s := last[b]
		if s == nil {
			continue
		}
		c, alone := r.closing(s)
		switch {
		case c != nil && alone && first[b] == s:
			for x := b - 1; x >= 0 && x > b-itemReach; x-- {
				if out[x] != nil || r.doc.Blocks[x].Heading || first[x] == nil {
					break
				}
				set(x, c)
			}
		case c != nil:
			set(b, c)
		case lines > 1 && first[b] == s:
			if c := r.dated(s); c != nil {
				for x := b + 1; x < len(r.doc.Blocks) && x < b+itemReach; x++ {
					if f := first[x]; f == nil || r.doc.Blocks[x].Heading || f == last[x] && r.dated(f) != nil {
						break
					}
					set(x, c)
				}
			}
		}
	}
	return out
}

// closing gives the outlet that closes a sentence in brackets, "(Reuters)", "[via
// ft.com]", or behind "Source:"; alone tells whether nothing stands before it.
func (r *reader) closing(s *sentence) (c *credit, alone bool) {
	hi := len(s.toks)
	for hi > 0 && s.toks[hi-1].Norm == "." {
		hi--
	}
	lo := 0
	if hi > 1 && (s.toks[hi-1].Norm == ")" || s.toks[hi-1].Norm == "]") {
		hi--
		for lo = hi - 1; lo > 0 && lo > hi-8 && s.toks[lo].Norm != "(" && s.toks[lo].Norm != "["; lo-- {
		}
		if n := s.toks[lo].Norm; n != "(" && n != "[" {
			return nil, false
		}
		alone = lo == 0
		lo++
		if lo < hi && viaWords[s.toks[lo].Norm] {
			lo++
			if lo < hi && s.toks[lo].Norm == ":" {
				lo++
			}
		}
	} else {
		for lo < hi && s.toks[lo].Shape == language.Mark {
			lo++
		}
		if hi-lo > 8 || lo+1 >= hi || !viaWords[s.toks[lo].Norm] {
			return nil, false
		}
		if lo++; s.toks[lo].Norm == ":" {
			lo++
		} else if s.toks[lo-1].Norm != "via" {
			return nil, false
		}
		alone = true
	}
	return r.outletWithin(s, lo, hi), alone
}

// viaWords lead to the outlet of an item.
var viaWords = set(`source sources via from`)

// dated gives the outlet of a line that names it with a date and nothing else:
// "Globe · 4 May 2026".
func (r *reader) dated(s *sentence) *credit {
	if len(s.toks) < 3 || len(s.toks) > 12 || s.toks[len(s.toks)-1].Norm == "." {
		return nil
	}
	if i := leadsDate(s.toks); i > 0 {
		return r.creditOf(s, 0, i, "")
	}
	for _, m := range s.parties {
		if m.Lo > 1 || m.Hi >= len(s.toks) || s.toks[m.Hi].Shape != language.Mark || !r.isOutlet(m.Slug) {
			continue
		}
		digits := false
		for _, t := range s.toks[m.Hi:] {
			digits = digits || t.Shape == language.Number || strings.ContainsAny(t.Norm, "0123456789")
			if t.Shape == language.Lower && t.Norm != "of" && t.Norm != "at" && t.Norm != "ago" && !dayWords[t.Norm] {
				return nil
			}
		}
		if digits {
			return r.creditOf(s, m.Lo, m.Hi, m.Slug)
		}
	}
	return nil
}

// leadsDate gives the number of capitalised words that a line starts with before a
// dot or a bar and a date alone: "Chip Gazette · 2026-05-04"; 0 for other lines.
func leadsDate(toks []language.Token) int {
	n := 0
	for n < len(toks) && n < 5 && (toks[n].Shape == language.Title || toks[n].Shape == language.Upper || toks[n].Shape == language.Mixed) {
		n++
	}
	if n == 0 || n+1 >= len(toks) || toks[n].Norm != "·" && toks[n].Norm != "|" && toks[n].Norm != "•" || toks[n+1].Shape != language.Number {
		return 0
	}
	for _, t := range toks[n+1:] {
		if t.Shape != language.Number && t.Shape != language.Mark && !dayWords[t.Norm] && t.Shape != language.Title {
			return 0
		}
	}
	return n
}

// dayWords may stand in a date in small letters.
var dayWords = set(`hours hour days day minutes min h d pm am`)

// outletWithin gives the first outlet or address of one among tokens [lo, hi) where
// they name nothing but such.
func (r *reader) outletWithin(s *sentence, lo, hi int) *credit {
	for _, m := range s.parties {
		if m.Lo >= lo && m.Lo <= lo+1 && m.Hi <= hi && (r.isOutlet(m.Slug)) {
			if m.Hi < hi && s.toks[m.Hi].Norm != "," && s.toks[m.Hi].Norm != "and" && s.toks[m.Hi].Norm != "/" && s.toks[m.Hi].Norm != "&" {
				return nil
			}
			return r.creditOf(s, m.Lo, m.Hi, m.Slug)
		}
	}
	if lo < hi && (lo+1 == hi || s.toks[lo+1].Norm == ",") && isAddress(s.toks[lo].Norm) {
		return r.creditOf(s, lo, lo+1, "")
	}
	return nil
}

// isAddress tells whether a word is the address of a site: "ft.com".
func isAddress(w string) bool {
	for _, end := range []string{".com", ".org", ".net", ".co", ".co.uk", ".news", ".io", ".ai"} {
		if strings.HasSuffix(w, end) && len(w) > len(end) {
			return true
		}
	}
	return false
}

func (r *reader) creditOf(s *sentence, lo, hi int, slug string) *credit {
	start, end := s.toks[lo].Start, s.toks[hi-1].End
	return &credit{text: s.text[start:end], party: slug, at: Pointer{In: s.in, Start: start, End: end}}
}
