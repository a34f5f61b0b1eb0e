package claim

import "slices"

// setRoles fills the members of a partnership.
func (r *reader) setRoles(s *sentence, p *place, fill func([]string, ...string) []filler) (subj, obj []filler, why string) {
	f := p.t.frame
	keep := func(fs []filler, not []filler) []filler {
		return slices.DeleteFunc(uniq(fs), func(x filler) bool {
			return !r.company(s, x, f.Kind) || p.t.text == "work" && r.isOneOf(x.slug, []string{"government"}) || slices.Contains(slugs(not), x.slug) || r.isOutlet(x.slug) && !slices.Contains(r.talk.titles, x.slug)
		})
	}
	first := fill(f.Subject)
	subj = keep(first, nil)
	if len(first) > 0 && len(subj) == 0 {
		return nil, nil, "its partner is no company"
	}
	obj = keep(fill(f.Object, slugs(subj)...), subj)
	if len(obj) == 0 && len(subj) > 0 { // "Beta, with which Alpha formed a joint venture"
		q := *p
		if !p.verb && p.gov >= 0 {
			q.ch = p.gov
		}
		if fs, ok := r.relativeObject(s, &q, "with", slugs(subj)...); ok {
			obj = keep(fs, subj)
		}
	}
	if len(obj) == 0 && r.placed(s, p, f.Object) {
		return nil, nil, "a place or an outlet is the partner"
	}
	if f.Predicate && len(subj) == 0 {
		return nil, nil, "no partner is the subject"
	}
	var pre []filler
	if !p.verb {
		pre = keep(r.nounSlot(s, p, "pre", slugs(subj)...), subj)
	}
	switch {
	case len(obj) == 0 && len(pre) > 0 && len(subj) > 0:
		obj = pre
	case len(subj) == 0 && len(obj) == 0 && len(pre) > 1:
		return pre, nil, ""
	case len(subj) == 0 && len(obj) == 0 && len(pre) == 1:
		obj = pre
	}
	if f.Predicate && p.gslot != "obj" && !(p.ch > 0 && s.chunks[p.ch-1].kind == pp && s.chunks[p.ch-1].word == "as") {
		return nil, nil, "it is not said of its subject"
	}
	if len(subj) == 0 && len(obj) > 0 || len(subj) == 1 && len(obj) == 0 && f.Predicate {
		known := slugs(append(slices.Clone(obj), subj...))
		x, ok := r.brought(s, p, known)
		if !ok {
			t, ok := r.talk.topic(s, false, known...)
			if !ok {
				return nil, nil, "fewer than two named partners"
			}
			x = filler{t.slug, Pointer{}, []Pointer{t.at}, t.cost, -1, -1}
		}
		if len(subj) == 0 {
			subj = []filler{x}
		} else {
			obj = []filler{x}
		}
	}
	if len(obj) == 0 && len(subj) < 2 {
		return nil, nil, "fewer than two named partners"
	}
	return subj, obj, ""
}

// brought is the only company in a relative clause behind the trigger, beside
// those known: "a collaboration with Alpha that has brought Beta $3 million".
func (r *reader) brought(s *sentence, p *place, known []string) (filler, bool) {
	var one []filler
	in := false
	for k := p.ch + 1; k < len(s.chunks); k++ {
		switch c := &s.chunks[k]; c.kind {
		case br:
			k = len(s.chunks)
		case rc:
			in = true
		case np:
			if !in {
				continue
			}
			for _, x := range r.fillersOf(s, k, known...) {
				if len(x.from) == 0 && !slices.Contains(known, x.slug) && r.company(s, x, "partnership") && !slices.Contains(slugs(one), x.slug) {
					one = append(one, x)
				}
			}
		}
	}
	if len(one) != 1 {
		return filler{}, false
	}
	return addCost(one, 3)[0], true
}

// placed tells whether one of the slots holds a place or an outlet.
func (r *reader) placed(s *sentence, p *place, slots []string) bool {
	for _, slot := range slots {
		if !placeLike[slot] {
			continue
		}
		for _, x := range r.slotFillers(s, p, slot) {
			if r.placeName(s, x) || r.isOutlet(x.slug) {
				return true
			}
		}
	}
	return false
}
