package store

import (
	"strings"
	"unicode"

	"pactwatch/extract"
)

// vouch is how one sighting vouches for its claim: who is credited, how that is
// known, and what support it gives alone.
//
//	confirmed  a party's own newsroom in its own voice, a credited party or one who speaks for it, a filing
//	stated     the outlet in its own voice, or a credited person or document
//	reported   unnamed people, or another outlet
//
// Where unnamed people are credited beside a named source, the weaker counts.
func (o Options) vouch(c extract.Claim, outlet Outlet) (credit Outlet, via string, party bool, s Support) {
	source := strings.TrimSpace(c.Source)
	speaks := ""
	if source != "" {
		speaks = o.Speaks(source)
	}
	known := Outlet{}
	if source != "" && (speaks == "" || speaks != c.Subject && speaks != c.Object) {
		if known = o.Outlet(source); known.Known {
			speaks = "" // an outlet that makes deals of its own, and not this one, reports
		}
	}
	switch {
	case source != "" && isFiling(source):
		credit, s = Outlet{Slug: "filing " + folded(source), Name: source, Known: true, Party: speaks}, Confirmed
		if speaks != "" {
			credit.Slug = speaks
		}
	case speaks != "" && (speaks == c.Subject || speaks == c.Object):
		credit, party, s = Outlet{Slug: speaks, Name: source, Known: true, Party: speaks}, true, Confirmed
	case speaks != "":
		credit, s = Outlet{Slug: speaks, Name: source, Known: true, Party: speaks}, Stated
	case known.Known && known.Slug == outlet.Slug:
		s = Stated // "…, the Gazette has learned" in the Gazette
	case known.Known:
		credit, s = known, Reported
	case source != "" && !isName(source):
		s = Stated // "according to a document": the outlet is who has seen it
	case source != "":
		credit, s = Outlet{Slug: "named " + folded(source), Name: source, Known: true}, Stated
	case outlet.Party != "" && (outlet.Party == c.Subject || outlet.Party == c.Object):
		party, s = true, Confirmed
	case outlet.Slug == "sec" || outlet.Slug == "sec.gov":
		s = Confirmed
	default:
		s = Stated
	}
	if credit.Slug != "" {
		via = "credit"
	}
	if c.Anonymous {
		s = Reported
		if via == "" {
			via = "anonymous"
		}
	}
	return credit, via, party, s
}

// isFiling reports whether a credit names a document filed with a court or a
// regulator.
func isFiling(source string) bool {
	s := " " + strings.ToLower(source) + " "
	for _, w := range filings {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

var filings = []string{
	" filing", " prospectus ", " 10-k ", " 10-q ", " 8-k ", " s-1 ", " f-1 ", " 20-f ", " 6-k ",
	" annual report ", " quarterly report ", " court document", " regulatory disclosure",
}

// rank orders supports, weakest first.
func (s Support) rank() int {
	switch s {
	case Confirmed:
		return 3
	case Stated:
		return 2
	case Reported:
		return 1
	}
	return 0
}

// strength orders modalities by how much they claim, weakest first: in doubt
// the weaker counts.
func strength(modality string) int {
	switch modality {
	case "possible":
		return 0
	case "planned":
		return 1
	case "denied":
		return 2
	case "ended":
		return 3
	}
	return 4
}

// isName reports whether a credit names somebody or something, as against
// describing it: "document", "internal slides".
func isName(credit string) bool {
	return strings.ContainsFunc(credit, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) })
}
