package store

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

// head is the derived state of a finding as lists are filtered and sorted by:
// compact, so that all heads of a large ledger are scanned in a moment.
type head struct {
	finding string
	kind    string
	subject string
	object  string
	product string

	state     string
	support   Support
	unit      string
	bound     string
	min, max  float64 // NaN without a value
	date      string
	dateRole  string
	first     time.Time
	published time.Time
	last      time.Time
	standing  int
	outlets   int
	origins   []string // slugs, then names
}

// headKey is where a head lies, seen from one party; the other side is headKey
// with the parties swapped. Object may be empty.
func headKey(one, other, kind, product, finding string) []byte {
	k := make([]byte, 0, len(one)+len(other)+len(kind)+len(product)+keyLen+4)
	for _, s := range []string{one, other, kind, product} {
		k = append(k, slug(s)...)
		k = append(k, 0)
	}
	return append(k, keyBytes(finding)...)
}

func (h *head) encode() []byte {
	w := packer{b: make([]byte, 0, 128)}
	w.str(h.subject)
	w.str(h.state)
	w.str(string(h.support))
	w.str(h.unit)
	w.str(h.bound)
	w.uint(math.Float64bits(h.min))
	w.uint(math.Float64bits(h.max))
	w.str(h.date)
	w.str(h.dateRole)
	w.time(h.first)
	w.time(h.published)
	w.time(h.last)
	w.uint(uint64(h.standing))
	w.uint(uint64(h.outlets))
	w.uint(uint64(len(h.origins)))
	for _, o := range h.origins {
		w.str(o)
	}
	return w.b
}

// decodeHead reads a head; strings that filters rarely need are made anyway,
// since a head is small.
func decodeHead(k, v []byte) (head, error) {
	var h head
	if len(k) < keyLen+4 {
		return h, fmt.Errorf("%w: a head's key is cut short", ErrDamaged)
	}
	h.finding = keyText.EncodeToString(k[len(k)-keyLen:])
	parts := bytes.SplitN(k[:len(k)-keyLen], []byte{0}, 5)
	if len(parts) != 5 {
		return h, fmt.Errorf("%w: a head's key has %d parts", ErrDamaged, len(parts))
	}
	one, other := string(parts[0]), string(parts[1])
	h.kind, h.product = string(parts[2]), string(parts[3])
	p := unpacker{b: v}
	h.subject = p.str()
	h.object = other
	if h.subject != one {
		h.object = one
	}
	h.state = p.word()
	h.support = Support(p.word())
	h.unit = p.word()
	h.bound = p.word()
	h.min = math.Float64frombits(p.uint())
	h.max = math.Float64frombits(p.uint())
	h.date = p.str()
	h.dateRole = p.str()
	h.first = p.time()
	h.published = p.time()
	h.last = p.time()
	h.standing = int(p.uint())
	h.outlets = int(p.uint())
	n := p.uint()
	for range min(n, uint64(len(p.b))) {
		h.origins = append(h.origins, p.str())
	}
	if p.bad {
		return h, fmt.Errorf("%w: head of finding %s: %w", ErrDamaged, h.finding, errRow)
	}
	return h, nil
}

// putHead stores the derived state of a finding from both its parties' sides.
func putHead(tx *bolt.Tx, finding string, c extract.Claim, d derived) error {
	h := head{
		finding: finding, kind: c.Kind, subject: slug(c.Subject), object: slug(c.Object), product: folded(c.Product),
		state: d.state, support: d.support, date: c.Date, dateRole: c.DateRole,
		first: d.first, published: d.published, last: d.last,
		standing: d.standing, outlets: d.outlets, min: math.NaN(), max: math.NaN(),
	}
	if v := c.Value; v != nil {
		h.unit, h.bound, h.min, h.max = v.Unit, v.Bound, float(v.Min), float(v.Max)
	}
	for _, o := range d.origins {
		h.origins = append(h.origins, o.Slug)
	}
	if unordered(c.Kind) && h.object < h.subject {
		h.subject, h.object = h.object, h.subject
	}
	b := tx.Bucket([]byte("head"))
	k := headKey(h.subject, h.object, h.kind, h.product, finding)
	v := h.encode()
	if err := b.Put(k, v); err != nil {
		return err
	}
	if h.object == "" || h.object == h.subject {
		return nil
	}
	// The other side only points here: its value never changes.
	k = headKey(h.object, h.subject, h.kind, h.product, finding)
	if b.Get(k) != nil {
		return nil
	}
	return b.Put(k, []byte{})
}

// dropHead takes a finding out of every list.
func dropHead(tx *bolt.Tx, finding string, c extract.Claim) error {
	b := tx.Bucket([]byte("head"))
	one, other, product := slug(c.Subject), slug(c.Object), folded(c.Product)
	return errors.Join(
		b.Delete(headKey(one, other, c.Kind, product, finding)),
		b.Delete(headKey(other, one, c.Kind, product, finding)))
}

// float is a decimal near enough to filter by.
func float(d quantity.Decimal) float64 { return float64(d.Coef) * math.Pow10(int(d.Exp)) }

// termPrefix is what the heads of one term start with.
func termPrefix(c extract.Claim) []byte {
	one, other := slug(c.Subject), slug(c.Object)
	if unordered(c.Kind) && other < one {
		one, other = other, one
	}
	k := headKey(one, other, c.Kind, folded(c.Product), "")
	return k
}

// findingsOfTerm lists the findings of a claim's term, in the order of keys.
func findingsOfTerm(tx *bolt.Tx, c extract.Claim) []string {
	prefix := termPrefix(c)
	var keys []string
	cur := tx.Bucket([]byte("head")).Cursor()
	for k, _ := cur.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, _ = cur.Next() {
		if len(k) == len(prefix)+keyLen {
			keys = append(keys, keyText.EncodeToString(k[len(prefix):]))
		}
	}
	return keys
}
