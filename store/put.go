package store

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
)

// touch is what one transaction did, under its digest day: the findings whose
// sightings it changed, and the article where something happened to it itself.
type touch struct {
	Findings []string  `json:"f,omitempty"`
	Article  string    `json:"a,omitempty"`
	At       time.Time `json:"at"`
	Replay   bool      `json:"r,omitempty"`
	Edited   bool      `json:"e,omitempty"` // a new text, or a note of correction
	Gone     bool      `json:"g,omitempty"`
}

// Put keeps all that one fetch of one article yields: the article's version,
// sightings added and withdrawn, what follows for their findings, and the
// crawler's memory, all or nothing, on the disk when Put returns. Putting a
// record again changes nothing.
func (l *Ledger) Put(ctx context.Context, r Record) (Receipt, error) {
	rec, _, err := l.put(ctx, r, "")
	return rec, err
}

// change is what a Put did to one article's sightings. Their claims are copies.
type change struct {
	added, withdrawn []row
}

// put is Put; article names the article where it is not the record's address
// that does.
func (l *Ledger) put(ctx context.Context, r Record, article string) (Receipt, change, error) {
	var rec Receipt
	var ch change
	if err := ctx.Err(); err != nil {
		return rec, ch, err
	}
	for _, e := range r.Entries {
		if e.Key == "" {
			return rec, ch, fmt.Errorf("put %s: an entry of memory without a key", r.address())
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	o := op{Now: l.o.Now().UTC(), Extractor: l.o.Extractor, Article: article, Record: &r}
	var p *putter
	err := l.submit(o, func(tx *bolt.Tx) error {
		p = l.putter(tx, o)
		return p.run()
	})
	if err != nil {
		return Receipt{}, change{}, fmt.Errorf("put %s: %w", r.address(), err)
	}
	if p.sketchKey != nil {
		l.near.committed(p.sketchKey, p.sketch)
	}
	return p.receipt, p.change, nil
}

func (l *Ledger) putter(tx *bolt.Tx, o op) *putter {
	return &putter{l: l, tx: tx, r: *o.Record, id: o.Article, extractor: o.Extractor, now: o.Now, outlets: newOutlets(tx), reread: -1}
}

// address is the URL of a record that names its article: the canonical one
// where it is of the same site, else where the page was found in the end.
func (r Record) address() string {
	at := r.Page.Final
	for _, s := range []string{r.Article.URL, r.Page.URL} {
		if at == "" {
			at = s
		}
	}
	if c := r.Article.Canonical; c != "" && siteOf(host(c)) == siteOf(host(at)) {
		at = c
	}
	return at
}

// putter is one Put inside its transaction.
type putter struct {
	l       *Ledger
	tx      *bolt.Tx
	r       Record
	now     time.Time
	outlets *outletCache

	extractor string

	id      string
	a       *articleRow
	day     int32
	receipt Receipt
	change  change
	touched map[string]bool
	edited  bool
	gone    bool

	newArticle  bool
	newFindings uint64

	reread    int // index of the version that a replay brought, -1 for none
	sketchKey []byte
	sketch    []sentence
}

func (p *putter) run() error {
	if err := putEntries(p.tx, p.r.Entries); err != nil {
		return err
	}
	if err := p.find(); err != nil {
		return err
	}
	read := hasText(p.r)
	if p.a == nil && !read {
		return nil // nothing to read, and nothing known: only the crawler's memory
	}
	var err error
	if p.day, err = p.l.stampDay(p.tx, p.now); err != nil {
		return err
	}
	p.touched = map[string]bool{}
	if p.a == nil {
		p.a = &articleRow{URL: p.r.address(), Source: p.r.Source}
		p.newArticle = true
	}
	before := p.a.read()
	changed, err := p.see(read)
	if err != nil || !changed {
		p.receipt = Receipt{Article: p.id, Version: p.a.number(max(p.a.latest(), 0)), Missing: before.missing}
		return err
	}
	after := p.a.read()
	if err := p.apply(after); err != nil {
		return err
	}
	p.gone = !after.gone.IsZero() && before.gone.IsZero()
	if err := putArticle(p.tx, p.id, p.a); err != nil {
		return err
	}
	if err := p.derive(); err != nil {
		return err
	}
	if err := p.count(); err != nil {
		return err
	}
	if len(p.touched) > 0 || p.edited || p.gone {
		if err := p.stamp(); err != nil {
			return err
		}
	}
	p.receipt.Article = p.id
	p.receipt.Missing = after.missing
	if v := p.a.latest(); v >= 0 {
		p.receipt.Version = p.a.number(v)
	}
	return nil
}

// count adds to the ledger's counts.
func (p *putter) count() error {
	if !p.newArticle && p.receipt.Added == 0 && p.newFindings == 0 {
		return nil
	}
	// The article and its sightings are stored already: a ledger that has no
	// counts yet is counted with them.
	counted := p.tx.Bucket([]byte("meta")).Get([]byte("counts")) != nil
	n, err := getCounts(p.tx)
	if err != nil {
		return err
	}
	if counted {
		if p.newArticle {
			n.articles++
		}
		n.sightings += uint64(p.receipt.Added)
		n.findings += p.newFindings
	}
	return putCounts(p.tx, n)
}

// find looks the article up by its address and by the addresses it was asked by.
func (p *putter) find() error {
	var err error
	if p.id != "" {
		p.a, err = getArticle(p.tx, p.id)
		return err
	}
	p.id = articleID(address(p.r.address()))
	if p.a, err = getArticle(p.tx, p.id); err != nil {
		return err
	}
	alias := p.tx.Bucket([]byte("alias"))
	asked := articleID(address(cmpOr(p.r.Page.URL, p.r.Article.URL)))
	if p.a == nil {
		for _, id := range []string{asked, p.id} {
			if other := alias.Get(keyBytes(id)); len(other) == keyLen {
				p.id = keyText.EncodeToString(other)
				p.a, err = getArticle(p.tx, p.id)
				return err
			}
		}
		if p.a, err = getArticle(p.tx, asked); err != nil {
			return err
		}
		if p.a != nil && !hasText(p.r) {
			p.id = asked
			return nil
		}
		p.a = nil
	}
	if asked != p.id && hasText(p.r) && len(p.r.Claims) > 0 && alias.Get(keyBytes(asked)) == nil {
		return alias.Put(keyBytes(asked), keyBytes(p.id))
	}
	return nil
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// hasText reports whether a record brings a text that was read.
func hasText(r Record) bool {
	return r.Article.Text != "" || len(r.Claims) > 0
}

// see adds the record to the article's looks and versions, and reports whether
// that said anything new.
func (p *putter) see(read bool) (bool, error) {
	at := p.r.Page.Fetched.UTC()
	if p.r.Page.Fetched.IsZero() {
		at = p.now
	}
	p.a.Outcome = p.r.Outcome
	switch {
	case read:
		return p.seeText(at)
	case p.r.Outcome == "unchanged":
		v := p.a.latest()
		if v < 0 {
			return false, nil
		}
		// The same text again: it says something only where a claim waits for
		// a second look, or the article was thought gone.
		if h := p.a.read(); h.missing == 0 && p.a.Looks[len(p.a.Looks)-1].Version >= 0 {
			return false, nil
		}
		return p.addLook(at, v), nil
	case p.r.Outcome == "gone":
		return p.addLook(at, -1), nil
	}
	return false, nil
}

// addLook keeps a look in its place in time; the same look twice is one.
func (p *putter) addLook(at time.Time, v int) bool {
	at = at.Truncate(time.Microsecond)
	i, found := slices.BinarySearchFunc(p.a.Looks, at, func(k look, t time.Time) int { return k.At.Compare(t) })
	for j := i; found && j < len(p.a.Looks) && p.a.Looks[j].At.Equal(at); j++ {
		if p.a.Looks[j].Version == v {
			return false
		}
	}
	p.a.Looks = slices.Insert(p.a.Looks, i, look{At: at, Version: v, Day: p.day})
	return true
}

func (p *putter) seeText(at time.Time) (bool, error) {
	art := p.r.Article
	text := textHash(art.Title, art.Text)
	outlet := p.outletOf()
	ref, err := p.outlets.put(outlet)
	if err != nil {
		return false, err
	}
	v := version{
		Text: text, Title: art.Title, Outlet: hex.EncodeToString(ref), Lang: art.Language,
		Date: art.Published.Time.UTC().Truncate(time.Microsecond), DateFrom: art.Published.Source,
		Page: storedRef(p.r.Page), Extractor: p.extractor, Day: p.day, Noted: notesCorrection(art.Text), Replay: p.r.Replay, Partial: art.Paywalled || p.r.Outcome == "paywalled",
	}
	if art.Published.Time.IsZero() {
		v.Date = time.Time{}
	}
	seen := map[claimRef]bool{}
	for i := range p.r.Claims {
		c := refOf(p.r.Claims[i])
		if !seen[c] {
			seen[c] = true
			v.Claims = append(v.Claims, c)
		}
	}
	if p.r.Replay {
		return p.replaceVersion(v)
	}
	for i := range p.a.Versions {
		if p.a.Versions[i].Text == text && p.a.current(i) == i {
			return p.addLook(at, i), nil
		}
	}
	first := len(p.a.Versions) == 0
	p.a.Versions = append(p.a.Versions, v)
	n := len(p.a.Versions) - 1
	if !first && len(p.a.Rows) > 0 || !first && v.Noted {
		p.edited = true
	}
	p.addLook(at, n)
	return true, p.keepText(n, at)
}

// replaceVersion puts what a newer extractor read from a page in the place of
// what the older one had read from it.
func (p *putter) replaceVersion(v version) (bool, error) {
	for i := range p.a.Versions {
		old := &p.a.Versions[i]
		if old.By > 0 || old.Page.Hash != v.Page.Hash || v.Page.Hash == "" {
			continue
		}
		if old.Text == v.Text && old.Date.Equal(v.Date) && old.Outlet == v.Outlet && slices.Equal(old.Claims, v.Claims) {
			// The same reading, but perhaps with other evidence.
			old.Extractor, p.reread = v.Extractor, i
			return true, nil
		}
		p.a.Versions = append(p.a.Versions, v)
		n := len(p.a.Versions) - 1
		p.a.Versions[i].By = n + 1
		p.reread = n
		return true, p.keepText(n, v.Page.Fetched)
	}
	return false, fmt.Errorf("replay of page %s: %w", v.Page.Hash, ErrMissing)
}

// keepText stores the text of a version that carries claims, and looks for
// articles that are copies of it.
func (p *putter) keepText(n int, at time.Time) error {
	v := &p.a.Versions[n]
	if len(v.Claims) == 0 {
		return nil
	}
	v.Kept = true
	if err := putText(p.tx, p.id, n, p.r.Article.Title, p.r.Article.Text); err != nil {
		return err
	}
	s := sentencesOf(p.r.Article.Text)
	copies, err := p.l.near.find(p.tx, at, p.id, s)
	if err != nil {
		return err
	}
	near := p.tx.Bucket([]byte("near"))
	for _, other := range copies {
		day := binary.BigEndian.AppendUint32(nil, uint32(p.day))
		for _, k := range [][]byte{append(keyBytes(p.id), keyBytes(other)...), append(keyBytes(other), keyBytes(p.id)...)} {
			if near.Get(k) != nil {
				continue
			}
			if err := near.Put(k, day); err != nil {
				return err
			}
		}
		// What both of them say may have one origin less.
		for _, r := range p.a.Rows {
			p.touched[r.Finding] = true
		}
	}
	p.sketchKey, p.sketch = sketchKey(at, p.id), s
	b := p.tx.Bucket([]byte("sketch"))
	b.FillPercent = 0.95
	return b.Put(p.sketchKey, encodeSketch(s))
}

// outletOf says who published the record's article.
func (p *putter) outletOf() Outlet {
	at := p.r.address()
	o := p.l.o.Outlet(host(at))
	if name := p.r.Article.Publisher; !o.Known && name != "" {
		if n := p.l.o.Outlet(name); n.Known {
			return n
		}
		if o.Name == "" || o.Name == o.Slug {
			o.Name = name
		}
	}
	if o.Slug == "" {
		o.Slug = cmpOr(host(at), folded(p.r.Article.Publisher))
	}
	if o.Name == "" {
		o.Name = o.Slug
	}
	return o
}

func refOf(c extract.Claim) claimRef {
	id := ident(c)
	return claimRef{Finding: Key(c), Ident: hex.EncodeToString(id[:])}
}

// apply makes the stored sightings those of the article's history.
func (p *putter) apply(h history) error {
	claims := map[claimRef]extract.Claim{}
	for _, c := range slices.Backward(p.r.Claims) {
		claims[refOf(c)] = c // the first one counts
	}
	stored := map[claimRef][]int{} // indexes into a.Rows, by generation
	for i, r := range p.a.Rows {
		if !r.Out {
			stored[r.claimRef] = append(stored[r.claimRef], i)
		}
	}
	for _, ref := range h.order {
		have := stored[ref]
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
		delete(stored, ref)
	}
	var lost []int
	for _, have := range stored {
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
func (p *putter) add(ref claimRef, s span, claims map[claimRef]extract.Claim) error {
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
		p.fill(&r, c, v)
		r.version = s.version
		var err error
		if b, err = json.Marshal(c); err != nil {
			return err
		}
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
	p.a.Rows = append(p.a.Rows, rr)
	p.touched[ref.Finding] = true
	r.claimBytes = b
	p.change.added = append(p.change.added, r)
	p.receipt.Added++
	return nil
}

// fill works out what a sighting is from its claim and its version.
func (p *putter) fill(r *row, c extract.Claim, v *version) {
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
	r.credit, r.via, r.parties, r.support = p.l.o.vouch(c, r.outlet)
	if r.credit.Slug == "" {
		if w := p.wire(r.outlet); w.Slug != "" {
			r.credit = w
			if r.via == "" {
				r.via = "wire"
			}
		}
	}
	if c.Replaces != nil && *c.Replaces >= 0 && *c.Replaces < len(p.r.Claims) {
		r.replaces = Key(p.r.Claims[*c.Replaces])
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
func (p *putter) match(i int, s span, claims map[claimRef]extract.Claim) error {
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
		p.fill(&again, c, &p.a.Versions[s.version])
		fresh, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if string(fresh) == string(claim) && again.published.Equal(r.published) && again.outlet == r.outlet && again.credit == r.credit && again.support == r.support && again.via == r.via {
			return nil // the same reading; the version says who read it last
		}
		if err := p.drop(i); err != nil {
			return err
		}
		return p.add(rr.claimRef, s, claims)
	}
	if c, ok := claims[rr.claimRef]; ok && s.from.Before(r.seen) {
		// An earlier version came in late: it is the one that said it first.
		p.fill(&r, c, &p.a.Versions[s.version])
		r.version, r.seen = s.version, s.from
		if claim, err = json.Marshal(c); err != nil {
			return err
		}
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

// derive works the touched findings out again.
func (p *putter) derive() error {
	near := neighboursAt(p.tx, everything)
	known := map[string]*extract.Claim{}
	for i := range p.r.Claims {
		known[Key(p.r.Claims[i])] = &p.r.Claims[i]
	}
	for _, f := range sortedSet(p.touched) {
		fresh, err := deriveHead(p.tx, f, known[f], p.outlets, near)
		if err != nil {
			return err
		}
		if fresh {
			p.newFindings++
		}
	}
	return nil
}

// deriveHead works a finding out from its sightings. c is any claim of it, or
// nil: what a head takes from the claim is the same in all of them.
func deriveHead(tx *bolt.Tx, finding string, c *extract.Claim, outlets *outletCache, near func(string) []string) (fresh bool, err error) {
	rows, err := rowsOf(tx, finding, outlets)
	if err != nil {
		return false, err
	}
	d := derive(rows, everything, near)
	if len(rows) == 0 {
		return false, fmt.Errorf("%w: finding %s has no sighting", ErrDamaged, finding)
	}
	if c == nil {
		stored, err := rows[0].claim()
		if err != nil {
			return false, err
		}
		c = &stored
	}
	return putHead(tx, finding, *c, d)
}

// stamp notes the transaction under its digest day.
func (p *putter) stamp() error {
	t := touch{Findings: sortedSet(p.touched), Article: p.id, At: p.now, Replay: p.r.Replay, Edited: p.edited, Gone: p.gone}
	b := p.tx.Bucket([]byte("touch"))
	b.FillPercent = 0.95
	seq, err := b.NextSequence()
	if err != nil {
		return err
	}
	v, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return b.Put(touchKey(p.day, seq), v)
}

func touchKey(day int32, seq uint64) []byte {
	k := binary.BigEndian.AppendUint32(make([]byte, 0, 12), uint32(day))
	return binary.BigEndian.AppendUint64(k, seq)
}

// wire is the outlet whose copy an article says it is: by its canonical address
// on another site, its authors, or the dateline of its first paragraph.
func (p *putter) wire(own Outlet) Outlet {
	art := p.r.Article
	at := cmpOr(p.r.Page.Final, cmpOr(art.URL, p.r.Page.URL))
	if c := host(art.Canonical); c != "" && host(at) != "" && siteOf(c) != siteOf(host(at)) {
		if o := p.l.o.Outlet(c); o.Slug != "" && nodeOf(o) != nodeOf(own) {
			return o
		}
	}
	names := slices.Clone(art.Authors)
	if d := dateline(art.Text); d != "" {
		names = append(names, d)
	}
	for _, n := range names {
		if o := p.l.o.Outlet(n); o.Known && nodeOf(o) != nodeOf(own) {
			return o
		}
	}
	return Outlet{}
}

// dateline is the agency in the bracket of a dateline, "LONDON, May 3 (Agency) -":
// within the first 120 bytes, followed by a dash or a colon.
func dateline(text string) string {
	text = text[:min(len(text), 120)]
	open := strings.IndexByte(text, '(')
	if open < 0 {
		return ""
	}
	name, after, ok := strings.Cut(text[open+1:], ")")
	if !ok || len(name) > 40 {
		return ""
	}
	after = strings.TrimLeft(after, " \u00a0")
	for _, dash := range []string{"-", "–", "—", ":"} {
		if strings.HasPrefix(after, dash) {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// notesCorrection reports whether a text says that it was corrected.
func notesCorrection(text string) bool {
	lower := strings.ToLower(text)
	for _, s := range []string{"correction:", "corrects ", "this article has been corrected", "this story has been corrected",
		"an earlier version of this", "a previous version of this", "has been updated to correct", "clarification:"} {
		if strings.Contains(lower, s) {
			return true
		}
	}
	return false
}
