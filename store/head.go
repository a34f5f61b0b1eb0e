package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

// head is the derived state of a finding as lists are filtered and sorted by:
// compact, so that all heads of a large ledger are scanned in a moment. One that
// a newer extractor reads nowhere has no state: it is in older digests only.
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
	origins   []Origin // slugs and names
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
	w.fixed(math.Float64bits(h.min))
	w.fixed(math.Float64bits(h.max))
	w.str(h.date)
	w.str(h.dateRole)
	w.time(h.first)
	w.time(h.published)
	w.time(h.last)
	w.uint(uint64(len(h.origins)))
	for _, o := range h.origins {
		w.str(o.Slug)
		w.str(o.Name)
	}
	return w.b
}

// headView is a head as it lies in the ledger, for filters that look at very
// many: nothing is copied, and all is valid only inside the transaction.
type headView struct {
	finding                              []byte
	one, other, kind, product            []byte // of the key
	subject, state, support, unit, bound []byte
	min, max                             float64
	date, dateRole                       []byte
	first, published, last               int64 // microseconds; 0 is none
	origins                              unpacker
	head                                 []byte // key of the head; of gists only
	originCount                          uint64
}

func viewHead(k, v []byte) (headView, error) {
	var h headView
	if len(k) < keyLen+4 {
		return h, fmt.Errorf("%w: a head's key is cut short", ErrDamaged)
	}
	h.finding = k[len(k)-keyLen:]
	ok1, ok2, ok3, ok4 := false, false, false, false
	rest := k[:len(k)-keyLen]
	h.one, rest, ok1 = bytes.Cut(rest, zero)
	h.other, rest, ok2 = bytes.Cut(rest, zero)
	h.kind, rest, ok3 = bytes.Cut(rest, zero)
	h.product, _, ok4 = bytes.Cut(rest, zero)
	p := unpacker{b: v}
	h.subject = p.bytes()
	h.state = p.bytes()
	h.support = p.bytes()
	h.unit = p.bytes()
	h.bound = p.bytes()
	h.min = math.Float64frombits(p.fixed())
	h.max = math.Float64frombits(p.fixed())
	h.date = p.bytes()
	h.dateRole = p.bytes()
	h.first = p.int()
	h.published = p.int()
	h.last = p.int()
	h.originCount = p.uint()
	h.origins = p
	if p.bad || !ok1 || !ok2 || !ok3 || !ok4 {
		return h, fmt.Errorf("%w: head of finding %x: %w", ErrDamaged, h.finding, errRow)
	}
	return h, nil
}

var zero = []byte{0}

// copy is the head as a value of its own.
func (h *headView) copy() head {
	c := head{
		finding: h.key(), kind: string(h.kind), subject: string(h.subject), object: string(h.object()), product: string(h.product),
		state: string(h.state), support: Support(h.support), unit: string(h.unit), bound: string(h.bound), min: h.min, max: h.max,
		date: string(h.date), dateRole: string(h.dateRole), first: fromMicros(h.first), published: fromMicros(h.published), last: fromMicros(h.last),
	}
	o := h.origins
	for range h.originCount {
		c.origins = append(c.origins, Origin{Slug: o.str(), Name: o.str()})
	}
	return c
}

// key is the text form of the finding's key.
func (h *headView) key() string { return keyText.EncodeToString(h.finding) }

// object is the party that is not the subject.
func (h *headView) object() []byte {
	if bytes.Equal(h.one, h.subject) {
		return h.other
	}
	return h.one
}

// when is the time a finding is sorted and chosen by, in microseconds:
// published, else first seen.
func (h *headView) when() int64 {
	if h.published == 0 {
		return h.first
	}
	return h.published
}

// headOf is the head of a finding as any claim of it gives it: all but what its
// sightings amount to.
func headOf(finding string, c extract.Claim) head {
	h := head{
		finding: finding, kind: c.Kind, subject: slug(c.Subject), object: slug(c.Object), product: folded(c.Product),
		min: math.NaN(), max: math.NaN(),
	}
	if v := c.Value; v != nil {
		h.unit, h.bound, h.min, h.max = v.Unit, v.Bound, rounded(v.Min), rounded(v.Max)
	}
	if dated(c) {
		h.date, h.dateRole = c.Date, c.DateRole
	}
	if unordered(c.Kind) && h.object < h.subject {
		h.subject, h.object = h.object, h.subject
	}
	return h
}

// take adds what the sightings amount to.
func (h *head) take(d derived) {
	h.state, h.support, h.first, h.published, h.last, h.origins = d.state, d.support, d.first, d.published, d.last, d.origins
}

// putHead stores the derived state of a finding from both its parties' sides,
// and reports whether there was none before.
func putHead(tx *bolt.Tx, h *head) (fresh bool, err error) {
	b := tx.Bucket([]byte("head"))
	k := headKey(h.subject, h.object, h.kind, h.product, h.finding)
	old := b.Get(k)
	fresh = old == nil
	if err := putGist(tx, k, old, h); err != nil {
		return fresh, err
	}
	if err := b.Put(k, h.encode()); err != nil {
		return fresh, err
	}
	if !fresh {
		return false, nil
	}
	if end := h.endKey(); end != nil {
		if err := tx.Bucket([]byte("end")).Put(end, []byte{}); err != nil {
			return true, err
		}
	}
	if h.object == "" || h.object == h.subject {
		return true, nil
	}
	// The other side only points here: its value never changes.
	return true, b.Put(headKey(h.object, h.subject, h.kind, h.product, h.finding), []byte{})
}

// float is a decimal near enough to filter by.
func float(d quantity.Decimal) float64 { return float64(d.Coef) * math.Pow10(int(d.Exp)) }

// when is the time a finding is sorted by: published, else first seen.
func (h *head) when() time.Time {
	if h.published.IsZero() {
		return h.first
	}
	return h.published
}

// endKey is where a finding that runs until a date is listed: under the day on
// which that is over. Date and role are part of its identity, so this never
// changes. Nil for any other.
func (h *head) endKey() []byte {
	if h.dateRole != "until" {
		return nil
	}
	_, over, ok := stretch(h.date)
	if !ok || over.Unix() < 0 {
		return nil
	}
	return append(endKey(over), keyBytes(h.finding)...)
}

// endKey is the day on which a stretch of time is over.
func endKey(over time.Time) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(dayNumber(over)))
}

// rounded is the value that all claims of a finding share: three significant
// digits of it.
func rounded(d quantity.Decimal) float64 {
	mant, exp, _ := strings.Cut(significant(d), "e")
	m, err := strconv.ParseFloat(mant, 64)
	e, err2 := strconv.Atoi(exp)
	if err != nil || err2 != nil && exp != "" {
		return float(d)
	}
	return m * math.Pow10(e)
}

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
