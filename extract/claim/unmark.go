package claim

import "pactwatch/extract/language"

// unmarked drops the asterisks that mark bold and slanted words in plain text; one
// that stands apart is a bullet.
func unmarked(toks []language.Token) []language.Token {
	n := 0
	for i, t := range toks {
		if t.Norm == "*" && (i+1 < len(toks) && !toks[i+1].Space || i > 0 && !t.Space) {
			n++
		}
	}
	if n < 2 {
		return toks
	}
	out := make([]language.Token, 0, len(toks)-n)
	space := false
	for i, t := range toks {
		if t.Norm == "*" && (i+1 < len(toks) && !toks[i+1].Space || i > 0 && !t.Space) {
			space = space || t.Space
			continue
		}
		t.Space, space = t.Space || space, false
		out = append(out, t)
	}
	return out
}
