package party

import (
	"strings"

	"pactwatch/extract/language"
)

// inPlace tells whether a name stands as the town of a state or country behind it:
// "in Odessa, Texas,".
func inPlace(toks []language.Token, lo, hi int) bool {
	if lo < 1 || hi+1 >= len(toks) || toks[hi].Norm != "," {
		return false
	}
	switch toks[lo-1].Norm {
	case "in", "near", "at", "for", "from", "of", "outside", "to":
	default:
		return false
	}
	end := 0
	for n := 1; n <= 3 && hi+n < len(toks) && capital(toks[hi+n]); n++ {
		words := make([]string, 0, 3)
		for _, t := range toks[hi+1 : hi+n+1] {
			words = append(words, strings.Trim(t.Norm, "."))
		}
		if w := strings.Join(words, " "); places[w] || nations[w] {
			end = hi + n + 1
		}
	}
	return end > 0 && (end == len(toks) || toks[end].Norm == "," || toks[end].Norm == "." || toks[end].Norm == ")" || toks[end].Shape == language.Lower && toks[end].Norm != "'s")
}

// asPlace tells whether a name that a company and a town share stands as the
// town's: "in Palo Alto", "the Palo Alto, California-based".
func asPlace(toks []language.Token, lo, hi int) bool {
	if hi+1 < len(toks) && toks[hi].Norm == "," && (places[strings.TrimSuffix(toks[hi+1].Norm, "-based")] || basedIn(toks, hi+2) > hi+2) {
		return true
	}
	if lo == 0 {
		return false
	}
	switch toks[lo-1].Norm {
	case "in", "near", "outside":
		return true
	}
	return false
}

// town gives the end of a place whose name a town's noun ends, at token i: "Redwood
// City". Else it is i.
func town(toks []language.Token, i int) int {
	if i+1 >= len(toks) || toks[i].Shape != language.Title || toks[i+1].Shape != language.Title || !toks[i+1].Space || function[toks[i].Norm] || plain[toks[i].Norm] {
		return i
	}
	switch toks[i+1].Norm {
	case "city", "county", "township", "parish", "valley", "beach", "heights":
		if i+2 < len(toks) && capital(toks[i+2]) && orgTail[toks[i+2].Norm] {
			return i
		}
		return i + 2
	}
	return i
}

// site tells whether a name between its owner and a noun of sites is that of a
// site: "Hollis's River Bend campus".
func site(toks []language.Token, lo, hi int) bool {
	if lo < 1 || hi >= len(toks) || toks[hi].Shape != language.Lower {
		return false
	}
	switch toks[lo-1].Norm {
	case "'s", "its", "their", "our":
		return siteNouns[toks[hi].Norm]
	}
	return false
}

var siteNouns = set(`campus site facility plant datacenter cluster supercluster complex factory mine station substation`)

// basedIn gives the end of "-based" behind an abbreviated place ("N.J.-based",
// "Calif.-based") whose name ends before token hi, else hi.
func basedIn(toks []language.Token, hi int) int {
	j := hi
	if j < len(toks) && toks[j].Norm == "." && !toks[j].Space {
		j++
	}
	if j+1 < len(toks) && toks[j].Norm == "-" && !toks[j].Space && toks[j+1].Norm == "based" && !toks[j+1].Space {
		return j + 2
	}
	return hi
}

// located tells whether a name stands as the place of something. What one can
// put money in is no place.
func located(toks []language.Token, lo, hi int) bool {
	if lo < 2 {
		return false
	}
	switch toks[lo-1].Norm {
	case "near", "outside":
		return true
	case "from":
		switch p := toks[lo-2].Norm; p {
		case "company", "group", "firm", "startup", "start-up", "maker", "lab", "developer", "outfit", "conglomerate":
			return true
		}
		return false
	case "in":
	case "and", "or": // "in Riyadh and Odense"
		return lo > 2 && capital(toks[lo-2]) && places[toks[lo-2].Norm] && (toks[lo-3].Norm == "in" || toks[lo-3].Norm == "," && lo > 4 && places[toks[lo-4].Norm])
	default:
		return false
	}
	p := toks[lo-2].Norm
	for j := lo - 3; j >= 0 && j >= lo-8; j-- { // "a stake of 14% in Beta"
		if w := toks[j].Norm; strings.HasPrefix(w, "invest") || strings.HasPrefix(w, "stake") || w == "holding" || w == "series" || w == "round" {
			return false
		}
	}
	switch {
	case strings.HasPrefix(p, "invest"), strings.HasPrefix(p, "stake"), strings.HasPrefix(p, "share"), toks[lo-2].Shape == language.Number, strings.HasSuffix(p, "illion"),
		p == "interest", p == "equity", p == "stock", p == "holding", p == "holdings", p == "money", p == "round", p == "position", p == "confidence", p == "bet", p == "participation", p == "notes", p == "bonds":
		return false
	}
	return true
}
