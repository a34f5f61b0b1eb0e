package claim

import (
	"strings"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/quantity"
)

// maxDateline is how many tokens the place, day and agency before a story take.
const maxDateline = 22

// dateline gives the number of tokens that open a story with its place, day and
// agency: "AUSTIN, Texas, May 4 (Harbour Wire) - ". They are no part of the
// sentence's syntax, and a place in them is nobody who speaks.
func dateline(toks []language.Token) int {
	if len(toks) < 4 || toks[0].Shape == language.Lower || toks[0].Shape == language.Mark {
		return 0
	}
	place := toks[0].Shape == language.Upper && len(toks[0].Norm) >= 3
	agency, day, comma := false, false, false
	for i := 1; i < len(toks)-1 && i < maxDateline; i++ {
		t := toks[i]
		switch {
		case t.Shape == language.Number:
			day = true
		case t.Shape == language.Lower:
			if t.Norm != "and" && t.Norm != "of" && t.Norm != "via" && t.Norm != "de" {
				return 0
			}
		case t.Shape != language.Mark:
			place = place && (comma || t.Shape == language.Upper) // "VELA Data" is no town
		default:
			switch t.Norm {
			case "(":
				agency = agency || agencyBefore(toks, i+1)
			case "-", "--", "–", "—":
				if !t.Space && t.Norm == "-" {
					continue
				}
				if !place && !agency && !(day && i < 9) || i == 1 && dashAhead(toks[i+1:], t.Norm) {
					return 0
				}
				for i+1 < len(toks)-1 && toks[i+1].Norm == "-" { // "--"
					i++
				}
				if n := toks[i+1]; n.Shape == language.Number || strings.ContainsAny(n.Norm, "$€£¥₹~(") {
					return 0 // "ALPHA — $40 million", "Alpha (the lab of Beta) — $40 million"
				}
				return i + 1
			case ",":
				comma = true
			case ".", ")", "/", "'", "&":
			default:
				return 0
			}
		}
	}
	return 0
}

// dashAhead tells whether a dash of this kind closes what one before it opened:
// "ACME — a maker of anvils — said".
func dashAhead(toks []language.Token, dash string) bool {
	for _, t := range toks {
		if t.Norm == dash && t.Space {
			return true
		}
	}
	return false
}

// agencyBefore tells whether the brackets that open before token i name a wire.
func agencyBefore(toks []language.Token, i int) bool {
	for ; i < len(toks) && toks[i].Norm != ")"; i++ {
		if agencies[toks[i].Norm] {
			return true
		}
	}
	return false
}

// agencies are words of the names of wires.
var agencies = set(`wire newswire newswires business-wire businesswire globenewswire prnewswire pr ap afp reuters bloomberg press dpa upi ani pti ians xinhua kyodo yonhap tass agency agencies news newsfile accesswire cnw efe ansa jiji media cnn cnbc cbs abc nbc npr bbc`)

// datelineDay is the day that a dateline names; zero if it names none.
func datelineDay(text string, toks []language.Token) time.Time {
	if len(toks) == 0 {
		return time.Time{}
	}
	s := language.Sentence{Span: language.Span{Start: toks[0].Start, End: toks[len(toks)-1].End}, Tokens: toks}
	for _, t := range quantity.FindTimes(text, s) {
		if t.From.Grain == quantity.Day && t.From.Year > 0 {
			if v, ok := t.Resolve(time.Time{}, quantity.AnyTense); ok {
				if d, err := time.Parse(time.DateOnly, v); err == nil {
					return d
				}
			}
		}
	}
	return time.Time{}
}
