package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// Contracts, filings and releases name a party once in full and define a term
// for it in brackets: `Alpha Holdings, Inc. (the "Company")`, `Beta Partners L.P.
// ("Beta" or the "Investor")`. The term then stands for the party.

// definedRoles are the terms that stand for a party. Others stand for things:
// the "Agreement", the "Notes", the "Closing".
var definedRoles = set(`company investor purchaser buyer seller landlord lessor tenant lessee customer client lender borrower parent issuer supplier vendor provider licensor licensee
partner target acquirer acquiror holder sponsor developer guarantor counterparty registrant bank fund group firm publisher operator owner foundation corporation manufacturer distributor`)

// define finds the terms that the brackets behind names define, and makes every
// later use of one a mention of its party. It also learns who "we" and "the
// Company" are, where the brackets say so.
func (r *reader) define(ss []*sentence) {
	terms := map[string]string{} // -> slug
	for _, s := range ss {
		s.use(terms, 0)
		for open, t := range s.toks {
			if t.Norm != "(" {
				continue
			}
			m, ok := s.definiendum(open)
			if !ok {
				continue
			}
			for _, w := range s.definedTerms(open) {
				switch {
				case w == "we" || w == "us" || w == "our":
					if r.talk.us == "" {
						r.talk.us = m.Slug
					}
					continue
				case !definedRoles[strings.ToLower(w)] && !abbreviates(w, m.Text):
					continue
				}
				if w == "Company" && r.talk.us == "" {
					r.talk.us = m.Slug
				}
				if _, known := terms[w]; !known {
					terms[w] = m.Slug
				}
				s.use(terms, open+1)
				at := Pointer{In: s.in, Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End}
				if _, ok := r.full[m.Slug]; !ok && r.means(m.Text, m.Slug) {
					r.full[m.Slug] = at
				}
			}
		}
	}
}

// definiendum is the party that brackets opening at token open may define a term
// for: the last one before them, with at most a few words of its description
// between.
func (s *sentence) definiendum(open int) (party.Mention, bool) {
	for i := len(s.parties) - 1; i >= 0; i-- {
		m := s.parties[i]
		if m.Hi > open {
			continue
		}
		if m.Slug == "" || m.Person || open-m.Hi > 8 {
			return m, false
		}
		for x := m.Hi; x < open; x++ {
			if v, ok := verbs()[s.toks[x].Norm]; ok && !v.noun && v.forms&(third|past) != 0 {
				return m, false
			}
		}
		return m, true
	}
	return party.Mention{}, false
}

// definedTerms gives the capitalised words and the pronouns of the first person
// that brackets opening at token open define. There are none if the brackets
// hold anything but quoted or definite terms.
func (s *sentence) definedTerms(open int) []string {
	var out []string
	quoted := false
	for x := open + 1; x < len(s.toks) && x < open+24; x++ {
		t := s.toks[x]
		switch w := t.Norm; {
		case w == ")":
			return out
		case w == "\"" || w == "“" || w == "”" || w == "'" || w == "‘" || w == "’":
			quoted = true
		case w == "," || w == "the" || w == "or" || w == "and" || w == "together" || w == "with" || w == "collectively" || w == "each" || w == "a" || w == "its" || w == "subsidiaries" || w == "affiliates" || w == "hereinafter" || w == "referred" || w == "to" || w == "as":
		case w == "we" || w == "us" || w == "our":
			if !quoted {
				return nil
			}
			out = append(out, w)
		case t.Shape == language.Title || t.Shape == language.Upper || t.Shape == language.Mixed:
			if !quoted && s.toks[x-1].Norm != "the" || x+1 < len(s.toks) && s.toks[x+1].Shape == language.Title {
				return nil // a title of several words names a thing; a bare name is no definition
			}
			out = append(out, s.text[t.Start:t.End])
		default:
			return nil
		}
	}
	return nil
}

// abbreviates tells whether a defined term is made of the initials of a name.
func abbreviates(term, name string) bool {
	if len(term) < 2 || strings.ToUpper(term) != term {
		return false
	}
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if c := w[0]; c >= 'A' && c <= 'Z' {
			b.WriteByte(c)
		}
	}
	return strings.HasPrefix(b.String(), term)
}

// use makes the defined terms of a sentence, from token from on, mentions of their
// parties. A role needs its article.
func (s *sentence) use(terms map[string]string, from int) {
	if len(terms) == 0 {
		return
	}
	for i := from; i < len(s.toks); i++ {
		t := s.toks[i]
		if t.Shape != language.Title && t.Shape != language.Upper {
			continue
		}
		w := s.text[t.Start:t.End]
		slug, ok := terms[w]
		if !ok {
			continue
		}
		lo := i
		if definedRoles[t.Norm] {
			if i <= from || s.toks[i-1].Norm != "the" {
				continue
			}
			lo--
		}
		if i+1 < len(s.toks) && s.toks[i+1].Shape == language.Title && s.toks[i+1].Space {
			continue // "the Company Board"
		}
		taken := slices.ContainsFunc(s.parties, func(m party.Mention) bool {
			return m.Slug != "" && m.Lo <= i && i < m.Hi && (m.Via != party.ByForm || m.Hi-m.Lo > 1)
		})
		if taken {
			continue
		}
		s.parties = slices.DeleteFunc(s.parties, func(m party.Mention) bool { return m.Lo <= i && lo < m.Hi })
		m := party.Mention{Lo: lo, Hi: i + 1, Slug: slug, Text: s.text[s.toks[lo].Start:t.End], Via: party.ByDescription}
		at := slices.IndexFunc(s.parties, func(m party.Mention) bool { return m.Lo > lo })
		if at < 0 {
			at = len(s.parties)
		}
		s.parties = slices.Insert(s.parties, at, m)
	}
}
