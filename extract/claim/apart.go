package claim

import (
	"strings"

	"pactwatch/extract/party"
)

// A gazetteer counts a company as part of its owner, but the news of the purchase
// is from before it was: there "Alpha buys Beta" tells of two, and Beta's rounds
// are its own.

// apart is a company that the text tells the purchase of, by its own name.
type apart struct {
	own   string // slug of its name
	owner string // slug that the gazetteer gives it
}

// newsAt is the last sentence, counted from the title, that tells what is news; a
// purchase told later may be long past.
const newsAt = 3

// setApart keeps the name at a pointer for a company of its own.
func (r *reader) setApart(own, owner string, at Pointer) {
	for _, a := range r.apart {
		if a.own == own {
			return
		}
	}
	r.apart = append(r.apart, apart{own, owner})
	if _, ok := r.full[own]; !ok && at.End > 0 {
		r.full[own] = at
	}
}

// split gives the mentions of companies set apart their own slugs. A name is the
// same with fewer words at its end: "Beta" for "Beta Labs".
func (r *reader) split(s *sentence) {
	for i := range s.parties {
		m := &s.parties[i]
		for _, a := range r.apart {
			if m.Slug != a.owner || m.Person {
				continue
			}
			if n := party.Slug(m.Text); n == a.own || n != a.owner && strings.HasPrefix(a.own, n+"-") {
				m.Slug = a.own
			}
		}
	}
}
