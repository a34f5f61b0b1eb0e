package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// carryQuotes marks the sentences that begin inside a quotation which one before
// them in their block has opened with “.
func carryQuotes(ss []*sentence) {
	open, block := false, -1
	for _, s := range ss {
		if s.block != block {
			open, block = false, s.block
		}
		s.within = open
		for _, t := range s.toks {
			switch t.Norm {
			case "“":
				open = true
			case "”":
				open = false
			}
		}
	}
}

// firstParty is the first organisation that a document names.
func firstParty(ss []*sentence) string {
	for _, s := range ss {
		for _, m := range s.parties {
			if m.Slug != "" && !m.Person {
				return m.Slug
			}
		}
	}
	return ""
}

// publisherParty gives the party of an article whose publisher is named like one
// that the gazetteer lacks: its own announcement.
func publisherParty(publisher string, ss []*sentence) string {
	p := party.Slug(publisher)
	if bulletin(p) {
		return ""
	}
	for _, s := range ss {
		for _, m := range s.parties {
			if m.Via == party.ByForm && m.Slug != "" && !m.Person && (m.Slug == p || strings.HasPrefix(p, m.Slug+"-") || strings.HasPrefix(m.Slug, p+"-")) {
				return m.Slug
			}
		}
	}
	return ""
}

// finiteVerb tells whether a word can be a verb in the third person or the past.
func finiteVerb(w string) bool {
	v, ok := verbs()[w]
	return ok && v.forms&(third|past) != 0
}

// describes tells whether the mention at index x only says whose the one behind it
// is: "Alpha's favourite supplier Beta slumps".
func (s *sentence) describes(x int) bool {
	if x+1 >= len(s.parties) {
		return false
	}
	i, n := s.parties[x].Hi, s.parties[x+1]
	if i >= len(s.toks) || s.toks[i].Norm != "'s" || n.Lo-i < 2 {
		return false
	}
	for _, t := range s.toks[i+1 : n.Lo] {
		if t.Shape != language.Lower && t.Shape != language.Mark || prepositions[t.Norm] || finiteVerb(t.Norm) && !verbs()[t.Norm].noun && !strings.HasSuffix(t.Norm, "ed") {
			return false
		}
	}
	return n.Hi >= len(s.toks) || s.toks[n.Hi].Shape == language.Mark || finiteVerb(s.toks[n.Hi].Norm)
}

// ownsNext tells whether a rich man in a title only owns who is named behind him.
func (r *reader) ownsNext(s *sentence, m party.Mention) bool {
	if !r.moneyed(m.Slug) || m.Hi+1 >= len(s.toks) || s.toks[m.Hi].Norm != "'s" {
		return false
	}
	return slices.ContainsFunc(s.parties, func(n party.Mention) bool { return n.Lo == m.Hi+1 && n.Slug != "" && n.Slug != m.Slug })
}

// whereabouts tells whether a country or state in a title only says where
// something stands: "leases a Texas data center", "chips for Japan".
func (r *reader) whereabouts(s *sentence, m party.Mention) bool {
	if !r.isOneOf(m.Slug, []string{"government"}) {
		return false
	}
	for _, w := range s.toks[m.Lo:m.Hi] {
		if stateWords[w.Norm] {
			return false
		}
	}
	if m.Lo > 0 && placeLike[s.toks[m.Lo-1].Norm] {
		return true
	}
	return m.Lo > 0 && m.Hi < len(s.toks) && siteHeads[s.toks[m.Hi].Norm]
}

// filed tells whether a text calls somebody "the Company" as filings do.
func filed(ss []*sentence) bool {
	n := 0
	for _, s := range ss {
		for i := 1; i < len(s.toks); i++ {
			if t := s.toks[i]; t.Norm == "company" && t.Shape == language.Title && s.toks[i-1].Norm == "the" && !s.heading {
				n++
			}
		}
	}
	return n >= 2
}
