package party

import (
	"strings"

	"pactwatch/extract/language"
)

// heads gives the end of a name in a headline whose place or form shows it: before
// a verb of deals at the start ("Ottertrail Raises"), behind "Acquires", with a
// company's noun ("Hollis Robotics") or in camel case. Else it is lo.
func heads(toks []language.Token, lo, hi int, c *Context) int {
	end := lo + 1
	for end < hi && !headVerb(toks, end) && (!plain[toks[end].Norm] && !function[toks[end].Norm] || strongTail[toks[end].Norm]) {
		end++
	}
	w := toks[lo].Norm
	if headVerbs[w] || introduces[w] || kinds[w] || nations[w] || generic[w] || strings.Contains(w, "-") || isPlain(w) || common(w) || calendar[w] || productTail[toks[end-1].Norm] || end-lo > 3 || c != nil && c.Verb != nil && c.Verb(w) || c != nil && c.lower[w] > 0 {
		return lo
	}
	for i := lo; i < end; i++ {
		if hasDigit(toks[i].Norm) || c != nil && i > lo && c.lower[toks[i].Norm] > 0 && !orgTail[toks[i].Norm] {
			return lo
		}
	}
	for e := end; e > lo+1; e-- {
		if strongTail[toks[e-1].Norm] || toks[e-1].Norm == "ai" {
			return e
		}
	}
	switch {
	case end-lo == 1 && toks[lo].Shape == language.Mixed && !strings.Contains(w, "-"):
		return end
	case (lo == 0 || opens(toks[lo-1])) && end < len(toks) && (headVerb(toks, end) || (labels[toks[end].Norm] || toks[end].Norm == "-" && toks[end].Space) && priced(toks, end+1)):
		return end
	case lo > 0 && (toks[lo-1].Norm == "," || toks[lo-1].Norm == "|" || toks[lo-1].Norm == "and") && end+1 < len(toks) && toks[end].Norm == "(" && (toks[end+1].Shape == language.Number || strings.ContainsAny(toks[end+1].Norm, "$€£¥₹~")):
		return end // a member of a list with its price or year
	case lo > 0 && buyingVerbs[toks[lo-1].Norm] && (end == len(toks) || !capital(toks[end]) || toks[end].Norm == "for" || toks[end].Norm == "to" || toks[end].Norm == "in"):
		return end
	}
	return lo
}

// headVerb tells whether the token at i is a verb of a headline on deals.
func headVerb(toks []language.Token, i int) bool {
	n := toks[i].Norm
	return headVerbs[n] && (n != "partners" && n != "teams" || i+1 < len(toks) && (toks[i+1].Norm == "with" || toks[i+1].Norm == "up"))
}

// headVerbs are the verbs of headlines on deals.
var headVerbs = set(`raises raised secures closes lands nabs bags snags scores grabs pulls hauls collects acquires acquired buys gets wins announces launches partners signs joins hits tops reaches
invests leads backs expands sells merges taps teams files eyes seeks valued inks strikes unveils snaps scoops emerges completes extends adds plans nears selects picks`)

var buyingVerbs = set(`acquires acquire acquired acquiring buys buying`)
