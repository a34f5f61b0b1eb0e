package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// cut says which of a finding's sightings count: those of the digest days
// before day, and of day itself all, or the replayed ones only.
type cut struct {
	day    int32
	replay bool // of day itself, only what a newer extractor did
}

// everything is the cut of now.
var everything = cut{day: 1<<31 - 1}

func (c cut) in(day int32, replay bool) bool {
	return day < c.day || day == c.day && (!c.replay || replay)
}

// has reports whether a row is known at the cut, and stands whether it is not
// withdrawn by then.
func (c cut) has(r *row) bool { return c.in(r.day, r.replay) }

func (c cut) stands(r *row) bool {
	return c.has(r) && (r.wday == 0 || !c.in(r.wday, r.wreplay))
}

// derived is what the sightings of a finding amount to.
type derived struct {
	exists    bool
	state     string
	support   Support
	rule      string
	note      string
	first     time.Time // ours
	published time.Time // theirs, earliest; zero where no sighting has a date
	last      time.Time // latest time counted, for ordering values of a term
	origins   []Origin
	standing  int // sightings that stand
	outlets   int // distinct outlets that stand
	setter    int // index of the row that set the state
}

// derive works out a finding from its sightings, in the order of their keys, as
// of a cut. It depends on nothing but the set: their arrival is all one. copies
// gives the near-copies of an article; it may be nil.
func derive(rows []row, at cut, copies func(article string) []string) derived {
	d, counted := glance(rows, at)
	if !d.exists {
		return d
	}
	outlets := map[string]bool{}
	for _, i := range counted {
		outlets[rows[i].outlet.Slug] = true
	}
	d.outlets = len(outlets)
	slices.SortFunc(counted, func(a, b int) int { return earlier(&rows[a], &rows[b]) })
	d.origins, d.note = originsOf(rows, counted, copies)
	return d
}

// earlier orders sightings by the time they count as published at, then by what
// they are; never by arrival.
func earlier(a, b *row) int {
	if c := a.when().Compare(b.when()); c != 0 {
		return c
	}
	if c := a.seen.Compare(b.seen); c != 0 {
		return c
	}
	if c := strings.Compare(a.article, b.article); c != 0 {
		return c
	}
	if c := slices.Compare(a.ident[:], b.ident[:]); c != 0 {
		return c
	}
	return int(a.gen) - int(b.gen)
}

// glance is derive without the origins and outlets. It gives the sightings that
// count: those that stand or, where none does, all that are known.
func glance(rows []row, at cut) (derived, []int) {
	d := derived{setter: -1}
	var known, standing []int
	for i := range rows {
		if !at.has(&rows[i]) {
			continue
		}
		if rows[i].wreplay && at.in(rows[i].wday, true) {
			continue // a newer extractor read the page otherwise
		}
		known = append(known, i)
		if at.stands(&rows[i]) {
			standing = append(standing, i)
		}
	}
	if len(known) == 0 {
		return d, nil
	}
	d.exists = true
	d.standing = len(standing)
	counted := standing
	if len(counted) == 0 {
		counted = known
	}
	for _, i := range known {
		r := &rows[i]
		if d.first.IsZero() || r.seen.Before(d.first) {
			d.first = r.seen
		}
		if !r.published.IsZero() && (d.published.IsZero() || r.published.Before(d.published)) {
			d.published = r.published
		}
	}
	best := -1
	for _, i := range counted {
		r := &rows[i]
		if r.when().After(d.last) {
			d.last = r.when()
		}
		if best < 0 || r.support.rank() > rows[best].support.rank() {
			best = i
			continue
		}
		if r.support != rows[best].support {
			continue
		}
		b := &rows[best]
		switch {
		case r.when().After(b.when()):
			best = i
		case r.when().Equal(b.when()) && r.article == b.article && r.seen.After(b.seen):
			best = i // a later version of one article
		case r.when().Equal(b.when()) && r.article != b.article && strength(r.modality) < strength(b.modality):
			best = i
		}
	}
	d.setter = best
	set := &rows[best]
	d.state, d.support = set.modality, set.support
	d.rule = ruleOf(set, d.standing)
	if d.standing == 0 {
		d.state = Withdrawn
	}
	return d, counted
}

// Withdrawn is the state of a finding none of whose sightings stands.
const Withdrawn = "withdrawn"

// ruleOf says in words why a finding has its state and support.
func ruleOf(set *row, standing int) string {
	if standing == 0 {
		return "no article makes this claim any more"
	}
	var who string
	switch {
	case set.via == "anonymous":
		who = set.outlet.Name + " credits unnamed people"
	case set.via == "wire":
		who = set.outlet.Name + " carries " + set.credit.Name
	case set.support == Confirmed && set.credit.Slug != "" && set.parties:
		who = set.credit.Name + " speaks for a party to the deal (in " + set.outlet.Name + ")"
	case set.support == Confirmed && set.credit.Slug != "":
		who = set.outlet.Name + " cites " + set.credit.Name
	case set.support == Confirmed && set.outlet.Party != "":
		who = set.outlet.Name + " is a party's own newsroom"
	case set.support == Confirmed:
		who = set.outlet.Name + " publishes filings"
	case set.credit.Slug != "" && set.support == Reported:
		who = set.outlet.Name + " credits " + set.credit.Name
	case set.credit.Slug != "":
		who = set.outlet.Name + " credits " + set.credit.Name + ", who is not a party"
	default:
		who = set.outlet.Name + " says so in its own voice"
	}
	return fmt.Sprintf("%s, %s: %s", set.modality, set.support, who)
}
