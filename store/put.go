package store

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
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
	var err error
	if o.claims, err = encodeClaims(r.Claims); err != nil {
		return rec, ch, fmt.Errorf("put %s: %w", r.address(), err)
	}
	var p *putter
	err = l.submit(o, func(tx *bolt.Tx) error {
		p = l.putter(tx, o)
		if err := p.record(); err != nil {
			return err
		}
		rec, ch = p.receipt, p.change
		return nil
	}, func(*bolt.Tx) error { return p.conclude() })
	if err != nil {
		return Receipt{}, change{}, fmt.Errorf("put %s: %w", r.address(), err)
	}
	return rec, ch, nil
}

// putter begins a Put in the open transaction.
func (l *Ledger) putter(tx *bolt.Tx, o op) *putter {
	return &putter{l: l, tx: tx, r: *o.Record, id: o.Article, extractor: o.Extractor, now: o.Now, outlets: l.pending.outlets, encoded: o.claims, reread: -1, text: -1}
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

// putter is one Put inside its transaction: what the article says first, what
// follows from it for others then. Between the two, the record may go back to
// the caller: conclude looks at nothing of it that can change.
type putter struct {
	l       *Ledger
	tx      *bolt.Tx
	r       Record
	now     time.Time
	outlets *outletCache

	extractor string

	refs    []claimRef        // of the record's claims
	encoded []json.RawMessage // they
	id      string
	a       *articleRow
	day     int32
	receipt Receipt
	change  change
	touched map[string]bool     // findings
	known   map[string]head     // of the findings among them that the record claims: what all their sightings share
	said    map[string][]string // finding to the texts that came to it
	edited  bool
	gone    bool

	newArticle bool
	wasUnread  bool      // an older extractor found nothing in the page
	changed    bool      // the record said something new
	reread     int       // index of the version that a replay brought, -1 for none
	text       int       // index of the version whose text is to be kept, -1 for none
	at         time.Time // of the look at it
}

// record keeps what the record says of its article: entries of memory, the
// article's versions and looks, and its sightings.
func (p *putter) record() error {
	if err := putEntries(p.tx, p.r.Entries); err != nil {
		return err
	}
	if err := p.find(); err != nil {
		return err
	}
	var err error
	if p.wasUnread, err = p.unread(); err != nil {
		return err
	}
	read := hasText(p.r)
	if p.a == nil && !read {
		return nil // nothing to read, and nothing known: only the crawler's memory
	}
	if p.day, err = p.l.stampDay(p.tx, p.now); err != nil {
		return err
	}
	p.touched, p.known, p.said = map[string]bool{}, map[string]head{}, map[string][]string{}
	for i := range p.r.Claims {
		ref := refOf(p.r.Claims[i])
		p.refs = append(p.refs, ref)
		p.known[ref.Finding] = headOf(ref.Finding, p.r.Claims[i])
	}
	if p.encoded == nil {
		if p.encoded, err = encodeClaims(p.r.Claims); err != nil {
			return err
		}
	}
	if p.a == nil {
		p.a = &articleRow{URL: p.r.address(), Source: p.r.Source}
		p.newArticle = true
	}
	before := p.a.read()
	p.changed, err = p.see(read)
	if err != nil || !p.changed {
		p.receipt = Receipt{Article: p.id, Version: p.a.number(max(p.a.latest(), 0)), Missing: before.missing}
		return err
	}
	after := p.a.read()
	if err := p.apply(after); err != nil {
		return err
	}
	p.gone = !after.gone.IsZero() && before.gone.IsZero()
	p.receipt.Article = p.id
	p.receipt.Missing = after.missing
	if v := p.a.latest(); v >= 0 {
		p.receipt.Version = p.a.number(v)
	}
	return nil
}

// conclude keeps the rest: the article's text and what is a copy of it, what its
// sightings make of their findings, the counts, and the event.
func (p *putter) conclude() error {
	if !p.changed {
		return nil
	}
	if err := putArticle(p.tx, p.id, p.a); err != nil {
		return err
	}
	if p.text >= 0 {
		if err := p.keepText(); err != nil {
			return err
		}
	}
	found, err := p.derive()
	if err != nil {
		return err
	}
	for _, f := range sortedKeys(p.said) {
		if err := p.keepSaid(f, p.said[f]); err != nil {
			return err
		}
	}
	if err := p.count(found); err != nil {
		return err
	}
	if len(p.touched) == 0 && !p.edited && !p.gone {
		return nil
	}
	return p.stamp()
}

// count adds to the ledger's counts, and so many findings that are new.
func (p *putter) count(found uint64) error {
	if !p.newArticle && p.receipt.Added == 0 && found == 0 {
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
		n.findings += found
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
	for _, c := range p.refs {
		if !seen[c] {
			seen[c] = true
			v.Claims = append(v.Claims, c)
		}
	}
	if p.r.Replay && !p.wasUnread {
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
	p.willKeep(n, at)
	return true, nil
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
		p.willKeep(n, v.Page.Fetched)
		return true, nil
	}
	return false, fmt.Errorf("replay of page %s: %w", v.Page.Hash, ErrMissing)
}

// willKeep says that the text of a version is to be kept, if it carries claims.
func (p *putter) willKeep(n int, at time.Time) {
	if len(p.a.Versions[n].Claims) > 0 {
		p.a.Versions[n].Kept = true
		p.text, p.at = n, at
	}
}

// keepText stores the text of a version, and looks for articles that are copies
// of it.
func (p *putter) keepText() error {
	if err := putText(p.tx, p.id, p.text, p.r.Article.Title, p.r.Article.Text); err != nil {
		return err
	}
	s := sentencesOf(p.r.Article.Text)
	copies, err := p.l.near.find(p.tx, p.at, p.id, s)
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
	k := sketchKey(p.at, p.id)
	b := p.tx.Bucket([]byte("sketch"))
	b.FillPercent = 0.95
	if err := b.Put(k, encodeSketch(s)); err != nil {
		return err
	}
	p.l.near.kept(k, s)
	return nil
}

// outletOf says who published the record's article.
func (p *putter) outletOf() Outlet {
	at := p.r.address()
	o := p.l.o.Outlet(host(at))
	if name := p.r.Article.Publisher; !o.Known && name != "" {
		if n := p.l.o.Outlet(name); n.Known {
			return n
		}
		if o.Name == "" || o.Name == o.Slug || o.Name == host(at) { // nobody has a better one
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
