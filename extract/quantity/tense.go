package quantity

import (
	"strings"

	"pactwatch/extract/language"
)

// TenseAt guesses the tense that an underspecified date of a sentence is read
// in from the verb nearest to it: the one before it in its clause, else the
// first after it. AnyTense where no verb tells.
func TenseAt(s language.Sentence, t Time) Tense {
	for k := t.Lead - 1; k >= max(0, t.Lead-9); k-- {
		if stopsClause(s.Tokens[k].Norm) && k < t.Lead-1 {
			break
		}
		if tense := verbTense(s.Tokens, k); tense != AnyTense {
			return tense
		}
	}
	for k := t.Last; k < min(len(s.Tokens), t.Last+10); k++ {
		if tense := verbTense(s.Tokens, k); tense != AnyTense {
			return tense
		}
	}
	return AnyTense
}

func stopsClause(w string) bool { return w == ";" || w == "." || w == "that" || w == "–" || w == ":" }

// verbTense reads token k as a verb.
func verbTense(toks []language.Token, k int) Tense {
	t := &toks[k]
	if t.Shape != language.Lower && !(k == 0 && t.Shape == language.Title) {
		return AnyTense
	}
	w := t.Norm
	switch {
	case futures[w]:
		return Future
	case pasts[w]:
		return Past
	case strings.HasSuffix(w, "ed") && len(w) > 4 && !notPast[w]:
		// "is expected to", "planned for", "scheduled in" look ahead
		if aheads[w] {
			return Future
		}
		return Past
	}
	return AnyTense
}

var futures = words("will would shall could may might plans expects aims intends hopes wants targets starts begins due slated set forecast forecasts projects going")

var aheads = words("expected planned scheduled projected slated targeted anticipated forecasted intended required estimated supposed")

var notPast = words("united limited speed indeed unlimited need seed advanced based combined fixed related increased shared skilled detailed so-called")

var pasts = words("was were had did said told struck won bought sold made took began grew rose fell led met put came gave went paid got became brought built " +
	"hit held kept left lost ran saw sent spent wrote broke chose drew drove found knew spoke stood thought cut set-up taken given made raised ago since")
