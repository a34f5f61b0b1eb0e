package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// A document may be a company's own: a filing, a release, a letter, a call. Its
// title or its publisher then says who "we" and "the Company" are.

// selfNamed finds whose own document this is and, where the title names it and
// nothing else has recognised that name, adds the mention. It returns an empty
// slug for what others write.
func (r *reader) selfNamed(heads, body []*sentence) string {
	if len(heads) == 0 {
		return ""
	}
	own := filed(body) || firstPerson(body) >= 3
	s := heads[0]
	hi := leadName(s.toks)
	if hi == 0 || !own {
		return ""
	}
	if !filed(body) && slices.ContainsFunc(s.parties, func(m party.Mention) bool { return m.Lo > hi && m.Slug != "" && !m.Person }) {
		return "" // "Weekly Insight: Alpha" is somebody else's about Alpha
	}
	for _, m := range s.parties {
		if m.Lo == 0 && m.Slug != "" && !m.Person {
			return m.Slug
		}
		if m.Lo < hi {
			return ""
		}
	}
	text := s.text[s.toks[0].Start:s.toks[hi-1].End]
	slug := party.Slug(text)
	if slug == "" {
		return ""
	}
	m := party.Mention{Lo: 0, Hi: hi, Text: text, Slug: slug, Via: party.ByForm}
	s.parties = append([]party.Mention{m}, s.parties...)
	r.usAt = Pointer{In: s.in, Start: s.toks[0].Start, End: s.toks[hi-1].End}
	return slug
}

// weAt is who "we" are where a text says so: "At Alpha, we build", "we at Alpha".
// It is empty where two are named so.
func weAt(body []*sentence) string {
	slug := ""
	for n, s := range body {
		if n > 5 {
			break // "At Alpha, we help with this": whose newsletter it is
		}
		for _, m := range s.parties {
			if m.Slug == "" || m.Person || bulletin(m.Slug) || m.Lo < 1 || s.toks[m.Lo-1].Norm != "at" {
				continue
			}
			if !(m.Hi+1 < len(s.toks) && s.toks[m.Hi].Norm == "," && (s.toks[m.Hi+1].Norm == "we" || s.toks[m.Hi+1].Norm == "our") || m.Lo > 1 && s.toks[m.Lo-2].Norm == "we") || s.insideQuotes(m.Lo) {
				continue
			}
			if slug != "" && slug != m.Slug {
				return ""
			}
			slug = m.Slug
		}
	}
	return slug
}

// insideQuotes tells whether token i stands inside quotation marks.
func (s *sentence) insideQuotes(i int) bool {
	in := false
	for _, t := range s.toks[:i] {
		switch t.Norm {
		case "“":
			in = true
		case "”":
			in = false
		case "\"":
			in = !in
		}
	}
	return in
}

// leadName gives the number of tokens of the name that a title starts with and
// sets off by a colon, without its legal form: "Alpha Holdings, Inc.: Form 10-K".
func leadName(toks []language.Token) int {
	hi, name := 0, true
	for i, t := range toks {
		switch {
		case t.Norm == ":" || t.Norm == "|" || t.Norm == "—":
			return hi
		case i > 7:
			return 0
		case t.Norm == "," || legalForm[strings.Trim(t.Norm, ".")]:
			name = false
		case t.Norm == "." || t.Norm == "&":
		case t.Shape == language.Title || t.Shape == language.Upper || t.Shape == language.Mixed:
			if !name {
				return 0
			}
			hi = i + 1
		default:
			return 0
		}
	}
	return 0
}

var legalForm = set(`inc corp corporation ltd limited llc plc nv se ag sa gmbh co pbc lp`)

// firstPerson counts the words for the writers themselves outside quotations.
func firstPerson(ss []*sentence) int {
	n := 0
	for _, s := range ss {
		quoted := false
		for _, t := range s.toks {
			switch t.Norm {
			case "“":
				quoted = true
			case "”":
				quoted = false
			case "\"":
				quoted = !quoted
			case "we", "our":
				if !quoted {
					n++
				}
			}
		}
	}
	return n
}
