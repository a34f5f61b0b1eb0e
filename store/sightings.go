package store

import (
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// stored is a claim and the JSON that it is kept as.
type stored struct {
	*extract.Claim
	json []byte
}

// apply makes the stored sightings those of the article's history.
func (p *putter) apply(h history) error {
	claims := map[claimRef]stored{}
	for i, ref := range slices.Backward(p.refs) {
		claims[ref] = stored{&p.r.Claims[i], p.encoded[i]} // the first one counts
	}
	rows := map[claimRef][]int{} // indexes into a.Rows, by generation
	for i, r := range p.a.Rows {
		if !r.Out {
			rows[r.claimRef] = append(rows[r.claimRef], i)
		}
	}
	for _, ref := range h.order {
		have := rows[ref]
		for n, s := range h.spans[ref] {
			if n >= len(have) {
				if err := p.add(ref, s, claims); err != nil {
					return err
				}
				continue
			}
			if err := p.match(have[n], s, claims); err != nil {
				return err
			}
		}
		if len(have) > len(h.spans[ref]) {
			for _, i := range have[len(h.spans[ref]):] {
				if err := p.drop(i); err != nil {
					return err
				}
			}
		}
		delete(rows, ref)
	}
	var lost []int
	for _, have := range rows {
		lost = append(lost, have...)
	}
	slices.Sort(lost)
	for _, i := range lost {
		if err := p.drop(i); err != nil {
			return err
		}
	}
	return nil
}

// add stores a new sighting.
func (p *putter) add(ref claimRef, s span, claims map[claimRef]stored) error {
	gen := 0
	for _, r := range p.a.Rows {
		if r.claimRef == ref {
			gen++
		}
	}
	rr := rowRef{claimRef: ref, Gen: byte(min(gen, 255))}
	r := row{finding: ref.Finding, article: p.id, gen: rr.Gen, seen: s.from, withdrawn: s.until, day: p.day, replay: p.r.Replay}
	copy(r.ident[:], rr.key(p.id)[2*keyLen:])
	if !s.until.IsZero() {
		r.wday, r.wreplay = p.day, p.r.Replay
	}
	c, ok := claims[ref]
	var b []byte
	if ok {
		v := &p.a.Versions[s.version]
		p.fill(&r, c.Claim, v)
		r.version = s.version
		b = c.json
	} else {
		// A stretch that began with another version than the one at hand:
		// the evidence is that of the stretch before.
		prev, err := p.rowBefore(ref)
		if err != nil {
			return err
		}
		seen, until, day, wday, replay, wreplay, g := r.seen, r.withdrawn, r.day, r.wday, r.replay, r.wreplay, r.gen
		r = prev
		r.seen, r.withdrawn, r.day, r.wday, r.replay, r.wreplay, r.gen = seen, until, day, wday, replay, wreplay, g
		b = slices.Clone(prev.claimBytes)
	}
	var err error
	if r.outletRef, err = p.outlets.put(r.outlet); err != nil {
		return err
	}
	r.creditRef = nil
	if r.credit.Slug != "" {
		if r.creditRef, err = p.outlets.put(r.credit); err != nil {
			return err
		}
	}
	if err := p.tx.Bucket([]byte("sighting")).Put(r.key(), r.encode(b)); err != nil {
		return err
	}
	if ok {
		p.say(ref.Finding, c.Quote, r.version)
	}
	p.a.Rows = append(p.a.Rows, rr)
	p.touched[ref.Finding] = true
	r.claimBytes = b
	p.change.added = append(p.change.added, r)
	p.receipt.Added++
	return nil
}

// say notes the texts of a sighting for those who look for words.
func (p *putter) say(finding, quote string, version int) {
	p.said[finding] = append(p.said[finding], quote, p.a.Versions[version].Title)
}

// fill works out what a sighting is from its claim and its version.
func (p *putter) fill(r *row, c *extract.Claim, v *version) {
	ref, err := hex.DecodeString(v.Outlet)
	if err == nil {
		r.outlet, err = p.outlets.get(ref)
	}
	if err != nil {
		r.outlet = p.outletOf()
	}
	r.modality = c.Modality
	r.published = v.Date
	r.extractor = p.extractor
	r.credit, r.via, r.parties, r.support = p.l.o.vouch(*c, r.outlet)
	if r.credit.Slug == "" {
		if w := p.wire(r.outlet); w.Slug != "" {
			r.credit = w
			if r.via == "" {
				r.via = "wire"
			}
		}
	}
	if c.Replaces != nil && *c.Replaces >= 0 && *c.Replaces < len(p.r.Claims) {
		r.replaces = p.refs[*c.Replaces].Finding
	}
}

// rowBefore reads the last stored sighting of a claim.
func (p *putter) rowBefore(ref claimRef) (row, error) {
	for _, rr := range slices.Backward(p.a.Rows) {
		if rr.claimRef != ref {
			continue
		}
		k := rr.key(p.id)
		v := p.tx.Bucket([]byte("sighting")).Get(k)
		if v == nil {
			break
		}
		r, err := decodeRow(k, v, p.outlets)
		r.claimBytes = slices.Clone(r.claimBytes)
		return r, err
	}
	return row{}, fmt.Errorf("%w: article %s has no sighting of finding %s", ErrDamaged, p.id, ref.Finding)
}

// match brings the i-th stored sighting in line with its stretch in the history.
func (p *putter) match(i int, s span, claims map[claimRef]stored) error {
	rr := p.a.Rows[i]
	k := rr.key(p.id)
	b := p.tx.Bucket([]byte("sighting"))
	v := b.Get(k)
	if v == nil {
		return fmt.Errorf("%w: a sighting of article %s is missing", ErrDamaged, p.id)
	}
	r, err := decodeRow(k, v, p.outlets)
	if err != nil {
		return err
	}
	claim := slices.Clone(r.claimBytes)
	r.outletRef, r.creditRef = slices.Clone(r.outletRef), slices.Clone(r.creditRef)
	changed := false
	if c, ok := claims[rr.claimRef]; ok && s.version == p.reread {
		// Read again: an older reading stays for the digests it was in.
		again := row{seen: r.seen}
		p.fill(&again, c.Claim, &p.a.Versions[s.version])
		if string(c.json) == string(claim) && again.published.Equal(r.published) && again.outlet == r.outlet && again.credit == r.credit && again.support == r.support && again.via == r.via {
			return nil // the same reading; the version says who read it last
		}
		if err := p.drop(i); err != nil {
			return err
		}
		return p.add(rr.claimRef, s, claims)
	}
	if c, ok := claims[rr.claimRef]; ok && s.from.Before(r.seen) {
		// An earlier version came in late: it is the one that said it first.
		p.fill(&r, c.Claim, &p.a.Versions[s.version])
		r.version, r.seen, claim = s.version, s.from, c.json
		p.say(rr.Finding, c.Quote, r.version)
		if r.outletRef, err = p.outlets.put(r.outlet); err != nil {
			return err
		}
		r.creditRef = nil
		if r.credit.Slug != "" {
			if r.creditRef, err = p.outlets.put(r.credit); err != nil {
				return err
			}
		}
		changed = true
	}
	if !s.until.Equal(r.withdrawn) {
		if r.withdrawn.IsZero() {
			r.wday, r.wreplay = p.day, p.r.Replay
			r.claimBytes = claim
			p.change.withdrawn = append(p.change.withdrawn, r)
		}
		if r.withdrawn = s.until; s.until.IsZero() {
			r.wday, r.wreplay = 0, false
		}
		changed = true
	}
	if !changed {
		return nil
	}
	p.touched[rr.Finding] = true
	return b.Put(k, r.encode(claim))
}

// drop ends a sighting that the article's history does not hold: a newer
// extractor does not read it. It stays for the digests it was in.
func (p *putter) drop(i int) error {
	rr := &p.a.Rows[i]
	k := rr.key(p.id)
	b := p.tx.Bucket([]byte("sighting"))
	v := b.Get(k)
	if v == nil {
		return fmt.Errorf("%w: a sighting of article %s is missing", ErrDamaged, p.id)
	}
	r, err := decodeRow(k, v, p.outlets)
	if err != nil {
		return err
	}
	claim := slices.Clone(r.claimBytes)
	rr.Out = true
	p.touched[rr.Finding] = true
	if r.wday == 0 {
		r.withdrawn, r.wday, r.wreplay = p.now.Truncate(time.Microsecond), p.day, true
		r.claimBytes = claim
		p.change.withdrawn = append(p.change.withdrawn, r)
	}
	r.outletRef, r.creditRef = slices.Clone(r.outletRef), slices.Clone(r.creditRef)
	return b.Put(k, r.encode(claim))
}

// derive works the touched findings out again, and says how many are new.
func (p *putter) derive() (found uint64, err error) {
	near := neighboursAt(p.tx, everything)
	for _, f := range sortedSet(p.touched) {
		var known *head
		if h, ok := p.known[f]; ok {
			known = &h
		}
		fresh, err := deriveHead(p.tx, f, known, p.outlets, near)
		if err != nil {
			return 0, err
		}
		if fresh {
			found++
		}
	}
	return found, nil
}

// deriveHead works a finding out from its sightings. known is its head as any
// claim of it gives it, or nil.
func deriveHead(tx *bolt.Tx, finding string, known *head, outlets *outletCache, near func(string) []string) (fresh bool, err error) {
	rows, err := rowsOf(tx, finding, outlets)
	if err != nil {
		return false, err
	}
	if len(rows) == 0 {
		return false, fmt.Errorf("%w: finding %s has no sighting", ErrDamaged, finding)
	}
	if known == nil {
		c, err := rows[0].claim()
		if err != nil {
			return false, err
		}
		h := headOf(finding, c)
		known = &h
	}
	known.take(derive(rows, everything, near))
	return putHead(tx, known)
}
