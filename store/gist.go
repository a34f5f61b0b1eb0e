package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// A gist is what filters look at of a finding, packed, in the order of time: a
// million findings are looked through in a moment, and the latest are a range.
//
// Its key is the time the finding is sorted by | finding; its value is
//
//	state, support, bound  a byte each: index into words, or 255 for any other; 0 for no value
//	unit                   length in a byte, then its bytes
//	least and most         8 bytes each, big-endian bits of a float; only of a value
//	origins                count in a byte, at most 255, then 6 bytes of hash each
//	key of the head        the rest
var words = [][]byte{{}, []byte("possible"), []byte("planned"), []byte("actual"), []byte("ended"), []byte("denied"), []byte(Withdrawn),
	[]byte(Reported), []byte(Stated), []byte(Confirmed), []byte("exact"), []byte("about"), []byte("at_least"), []byte("at_most")}

const otherWord = 255

func wordOf(s string) byte {
	for i, w := range words {
		if string(w) == s {
			return byte(i)
		}
	}
	return otherWord
}

// originHash names an origin in gists; the bucket of origins says which it is.
const originHash = 6

func hashOrigin(o Origin) []byte {
	sum := sha256.Sum256([]byte(o.Slug + "\x00" + o.Name))
	return sum[:originHash]
}

func (h *head) gist(k []byte) []byte {
	b := make([]byte, 0, 32+len(h.origins)*originHash+len(k))
	bound := wordOf(h.bound)
	if bound == 0 && !math.IsNaN(h.min) {
		bound = otherWord
	}
	b = append(b, wordOf(h.state), wordOf(string(h.support)), bound, byte(min(len(h.unit), 255)))
	b = append(b, h.unit[:min(len(h.unit), 255)]...)
	if bound != 0 {
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(h.min))
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(h.max))
	}
	n := min(len(h.origins), 255)
	b = append(b, byte(n))
	for _, o := range h.origins[:n] {
		b = append(b, hashOrigin(o)...)
	}
	return append(b, k...)
}

// read fills a view from a gist as far as filters need it, and gives the hashes
// of its origins. whole is false where only the head itself knows all of it.
func (h *headView) read(k, v []byte) (origins []byte, whole bool, err error) {
	if len(k) != 8+keyLen || len(v) < 5 || len(v) < 5+int(v[3]) {
		return nil, false, errGist
	}
	h.published, h.first = int64(binary.BigEndian.Uint64(k)^1<<63), 0
	h.finding = k[8:]
	state, support, bound, unit := v[0], v[1], v[2], int(v[3])
	h.unit, v = v[4:4+unit], v[4+unit:]
	h.min, h.max = math.NaN(), math.NaN()
	if bound != 0 {
		if len(v) < 17 {
			return nil, false, errGist
		}
		h.min = math.Float64frombits(binary.BigEndian.Uint64(v))
		h.max = math.Float64frombits(binary.BigEndian.Uint64(v[8:]))
		v = v[16:]
	}
	n := int(v[0]) * originHash
	if len(v) < 1+n {
		return nil, false, errGist
	}
	origins, h.head = v[1:1+n], v[1+n:]
	if max(state, support, bound) >= byte(len(words)) || unit == 255 || n == 255*originHash {
		return origins, false, nil
	}
	h.state, h.support, h.bound = words[state], words[support], words[bound]
	rest, found := h.head, false
	for _, part := range [...]*[]byte{&h.one, &h.other, &h.kind} {
		if *part, rest, found = bytes.Cut(rest, zero); !found {
			return nil, false, errGist
		}
	}
	return origins, true, nil
}

var errGist = fmt.Errorf("%w: what filters look at of a finding is cut short", ErrDamaged)

// eachGist calls fn for the findings that a filter lets through, a pair and a
// text aside, the latest first, until fn gives false.
func (rd *reader) eachGist(f Filter, fn func(h *headView) (more bool, err error)) error {
	want := strings.ToLower(f.Origin)
	f.Party = slug(f.Party)
	if rd.tx.Bucket([]byte("origin")) == nil {
		return rd.eachHeadInTime(f, want, fn)
	}
	wanted := rd.originsNamed(want)
	heads := rd.tx.Bucket([]byte("head"))
	c := rd.tx.Bucket([]byte("recent")).Cursor()
	until := int64(math.MinInt64)
	if !f.Since.IsZero() {
		until = f.Since.UnixMicro()
	}
	k, v := c.Last()
	if !f.Until.IsZero() {
		c.Seek(recentKey(f.Until.UnixMicro(), nil))
		k, v = c.Prev()
	}
	var h headView
	for ; k != nil; k, v = c.Prev() {
		origins, whole, err := h.read(k, v)
		if err != nil {
			return err
		}
		chosen := want == "" || anyOf(wanted, origins)
		if !whole {
			full, err := viewHead(h.head, heads.Get(h.head))
			if err != nil {
				return err
			}
			h = full
			chosen = h.hasOrigin(want)
		}
		if h.when() < until {
			return nil
		}
		if !chosen || !f.passes(&h) {
			continue
		}
		if more, err := fn(&h); err != nil || !more {
			return err
		}
	}
	return nil
}

// eachHeadInTime is eachGist for a copy of a layout that has none.
func (rd *reader) eachHeadInTime(f Filter, want string, fn func(h *headView) (bool, error)) error {
	var heads []headView
	err := eachHead(rd.tx, nil, func(h *headView) error {
		if f.passes(h) && h.hasOrigin(want) {
			heads = append(heads, *h)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(heads, func(a, b headView) int { return cmp.Compare(b.when(), a.when()) })
	for i := range heads {
		if more, err := fn(&heads[i]); err != nil || !more {
			return err
		}
	}
	return nil
}

// originsNamed gives the hashes of the origins whose slug or name holds want,
// which is in lower case; none for the empty one.
func (rd *reader) originsNamed(want string) map[[originHash]byte]bool {
	if want == "" {
		return nil
	}
	found := map[[originHash]byte]bool{}
	c := rd.tx.Bucket([]byte("origin")).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		slug, name, _ := bytes.Cut(bytes.ToLower(v), zero)
		if len(k) == originHash && (bytes.Contains(slug, []byte(want)) || bytes.Contains(name, []byte(want))) {
			found[[originHash]byte(k)] = true
		}
	}
	return found
}

func anyOf(wanted map[[originHash]byte]bool, origins []byte) bool {
	for ; len(origins) >= originHash; origins = origins[originHash:] {
		if wanted[[originHash]byte(origins)] {
			return true
		}
	}
	return false
}

// putGist brings the gist of a finding up to date. old is its head before, nil
// for none.
func putGist(tx *bolt.Tx, k, old []byte, h *head) error {
	b := tx.Bucket([]byte("recent"))
	now := recentKey(h.when().UnixMicro(), keyBytes(h.finding))
	if old != nil {
		was, err := viewHead(k, old)
		if err != nil {
			return err
		}
		if before := recentKey(was.when(), was.finding); len(was.state) > 0 && (h.state == "" || !bytes.Equal(before, now)) {
			if err := b.Delete(before); err != nil {
				return err
			}
		}
	}
	if h.state == "" {
		return nil
	}
	v := h.gist(k)
	if bytes.Equal(b.Get(now), v) {
		return nil
	}
	if err := putOrigins(tx, h.origins); err != nil {
		return err
	}
	return b.Put(now, v)
}

// gists makes the gists of all findings again, from their heads.
func gists(tx *bolt.Tx) error {
	var recent batch
	err := eachHead(tx, nil, func(v *headView) error {
		h := v.copy()
		recent.add(recentKey(v.when(), v.finding), h.gist(headKey(string(v.one), string(v.other), h.kind, h.product, h.finding)))
		return putOrigins(tx, h.origins)
	})
	if err != nil {
		return err
	}
	return recent.refill(tx, "recent")
}

// putOrigins keeps what the hashes in gists stand for. What is no origin any
// more stays: it chooses nothing.
func putOrigins(tx *bolt.Tx, origins []Origin) error {
	b := tx.Bucket([]byte("origin"))
	for _, o := range origins {
		k := hashOrigin(o)
		if b.Get(k) != nil {
			continue
		}
		if err := b.Put(k, slices.Concat([]byte(o.Slug), zero, []byte(o.Name))); err != nil {
			return err
		}
	}
	return nil
}

// recentKey sorts by time, times before 1970 too.
func recentKey(micros int64, finding []byte) []byte {
	k := binary.BigEndian.AppendUint64(make([]byte, 0, 8+keyLen), uint64(micros)^1<<63)
	return append(k, finding...)
}
