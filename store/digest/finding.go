package digest

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"pactwatch/store"
)

// finding is the view of a finding. One that the day does not hold is shown by
// its key alone.
func (b *builder) finding(key string) Finding {
	if v, ok := b.views[key]; ok {
		return v
	}
	f, ok := b.day.Findings[key]
	if !ok {
		return Finding{Key: key, Statement: "A finding that the ledger no longer holds", Origins: []Origin{}, Outlets: []string{}}
	}
	v := b.view(f)
	b.views[key] = v
	return v
}

// View is a finding in words, outside of any day.
func View(f store.Finding, names func(slug string) string) Finding {
	b := builder{names: named(asWritten(names, f.Claim))}
	return walk(reflect.ValueOf(b.view(f)), Visible).Interface().(Finding)
}

func (b *builder) view(f store.Finding) Finding {
	c := f.Claim
	v := Finding{
		Key: f.Key, Term: f.Term, Kind: c.Kind, Statement: Statement(c, b.names),
		Subject: b.party(c.Subject), Object: b.party(c.Object), Value: value(c),
		Date: c.Date, DateRole: c.DateRole, Period: c.Period, Product: c.Product, Basis: c.Basis, Scope: c.Scope,
		Derived: c.Derived, Joint: c.Joint, State: f.State, Support: string(f.Support), Rule: f.Rule,
		Origins: []Origin{}, Outlets: []string{}, First: f.First.UTC(), Note: f.Note,
	}
	outlets := map[string]bool{}
	for _, o := range f.Origins {
		for _, name := range o.Outlets {
			outlets[name] = true
		}
		names := slices.Sorted(slices.Values(o.Outlets))
		if names == nil {
			names = []string{}
		}
		v.Origins = append(v.Origins, Origin{Name: o.Name, Fetched: o.Fetched, Known: o.Known, Outlets: names, Note: o.Note})
	}
	if len(outlets) == 0 {
		for _, s := range f.Sightings {
			if s.Withdrawn.IsZero() {
				outlets[s.Outlet.Name] = true
			}
		}
	}
	v.Outlets = append(v.Outlets, slices.Sorted(maps.Keys(outlets))...)
	s, ok := deciding(f)
	if ok {
		v.Source = source(s)
	} else {
		v.Source = Source{Quote: c.Quote, Credit: c.Source, Anonymous: c.Anonymous}
	}
	v.Status = b.status(f, s)
	v.Provenance = provenance(v.Origins, len(v.Outlets))
	return v
}

func (b *builder) party(slug string) Party {
	if slug == "" {
		return Party{}
	}
	return Party{Slug: slug, Name: b.names(slug)}
}

// deciding is the sighting that set a finding's state: the latest published
// that makes the finding's claim in its words, a standing one where there is one.
func deciding(f store.Finding) (best store.Sighting, ok bool) {
	rank := func(s store.Sighting) int {
		r := 0
		if s.Withdrawn.IsZero() {
			r += 4
		}
		if s.Claim.Quote == f.Claim.Quote {
			r += 2
		}
		if s.Claim.Source == f.Claim.Source && s.Claim.Modality == f.Claim.Modality {
			r++
		}
		return r
	}
	for _, s := range f.Sightings {
		if !ok || cmp.Or(cmp.Compare(rank(s), rank(best)), s.Published.Compare(best.Published), best.Seen.Compare(s.Seen)) > 0 {
			best, ok = s, true
		}
	}
	return best, ok
}

func source(s store.Sighting) Source {
	address, host := link(s.URL)
	return Source{
		Outlet: s.Outlet.Name, Title: s.Title, URL: address, Host: host, Published: s.Published, DateFrom: s.DateFrom, Seen: s.Seen.UTC(),
		Credit: s.Claim.Source, Anonymous: s.Claim.Anonymous, Quote: s.Claim.Quote, Passage: passage(address, s.Claim.Quote), Article: s.Article, Version: s.Version, Page: s.Page,
	}
}

// status says state and support: "planned, confirmed by Nvidia". The sighting is
// the one that set them.
func (b *builder) status(f store.Finding, s store.Sighting) string {
	state := stateWord(f.State, f.Claim.Kind)
	if f.State == "withdrawn" {
		state += ", had been"
	} else {
		state += ","
	}
	who := b.credited(f)
	switch f.Support {
	case store.Confirmed:
		if who == "" && s.Outlet.Party != "" {
			who = b.names(s.Outlet.Party)
		}
		return state + " confirmed" + by(who)
	case store.Stated:
		if strings.IndexFunc(who, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
			who = "" // "document" names nobody: the outlet is who has seen it
		}
		return state + " stated" + by(cmp.Or(who, s.Outlet.Name))
	case store.Reported:
		if f.Claim.Anonymous {
			return state + " reported" + by(cmp.Or(who, s.Outlet.Name)) + " from unnamed people"
		}
		return state + " reported" + by(cmp.Or(who, s.Outlet.Name))
	}
	return strings.TrimSuffix(state+" "+string(f.Support), ", ")
}

// credited is whom the claim credits, under the name that its origin has:
// articles write "Harbour Times" and "The Harbour Times".
func (b *builder) credited(f store.Finding) string {
	who := name(f.Claim.Source)
	bare := func(s string) string { return strings.TrimPrefix(strings.ToLower(s), "the ") }
	for _, o := range f.Origins {
		if who != "" && bare(o.Name) == bare(who) {
			return name(o.Name)
		}
	}
	return who
}

func by(who string) string {
	if who == "" {
		return ""
	}
	return " by " + who
}

// provenance says who is behind a finding and how many carry it.
func provenance(origins []Origin, outlets int) string {
	var names []string
	for _, o := range origins {
		n := name(o.Name)
		switch {
		case !o.Fetched:
			n += ", not fetched"
		case !o.Known:
			n += ", unknown outlet"
		}
		names = append(names, n)
	}
	tail := ""
	if outlets > 0 {
		tail = "; " + plural(outlets, "outlet")
	}
	switch len(names) {
	case 0:
		return "origin: not known" + tail
	case 1:
		return "origin: " + names[0] + tail
	}
	if len(names) > 4 { // the earliest come first
		names = append(names[:4:4], fmt.Sprintf("%d more", len(origins)-4))
	}
	return plural(len(origins), "origin") + ": " + strings.Join(names, "; ") + tail
}
