package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// nearWindow is how far apart in time two articles may be seen and still be
// looked at as copies of each other.
const nearWindow = 45 * 24 * time.Hour

// nearIndex finds articles that share a sentence with another. It holds the
// probes of the articles seen around the times asked for, loaded from the
// bucket of sketches as needed; the bucket is the truth.
type nearIndex struct {
	days  map[int64]bool // days since 1970 that are loaded
	byKey map[uint32][]sketchRef
}

type sketchRef struct {
	at      int64 // microseconds
	article [keyLen]byte
}

const dayMicros = 24 * 60 * 60 * 1e6

// maxNearDays bounds what stays loaded; beyond it the index starts anew.
const maxNearDays = 150

func sketchKey(seen time.Time, article string) []byte {
	k := binary.BigEndian.AppendUint64(make([]byte, 0, 8+keyLen), uint64(seen.UnixMicro()))
	return append(k, keyBytes(article)...)
}

func encodeSketch(s []sentence) []byte {
	w := packer{b: make([]byte, 0, 6*len(s))}
	for _, x := range s {
		w.b = binary.BigEndian.AppendUint32(w.b, x.hash)
		w.uint(uint64(x.size))
	}
	return w.b
}

func decodeSketch(v []byte) ([]sentence, error) {
	var out []sentence
	p := unpacker{b: v}
	for len(p.b) >= 4 {
		h := binary.BigEndian.Uint32(p.b)
		p.b = p.b[4:]
		out = append(out, sentence{hash: h, size: int(p.uint())})
	}
	if p.bad || len(p.b) > 0 {
		return nil, fmt.Errorf("%w: a sketch of sentences: %w", ErrDamaged, errRow)
	}
	return out, nil
}

// load makes sure that the sketches of every article seen within the window
// around t are in the index.
func (x *nearIndex) load(tx *bolt.Tx, t time.Time) error {
	lo := floorDiv(t.Add(-nearWindow).UnixMicro(), dayMicros)
	hi := floorDiv(t.Add(nearWindow).UnixMicro(), dayMicros)
	if len(x.days) > maxNearDays {
		x.days, x.byKey = nil, nil
	}
	if x.days == nil {
		x.days, x.byKey = map[int64]bool{}, map[uint32][]sketchRef{}
	}
	c := tx.Bucket([]byte("sketch")).Cursor()
	for day := lo; day <= hi; day++ {
		if x.days[day] {
			continue
		}
		// One scan over this day and the unloaded ones after it.
		end := day + 1
		for end <= hi && !x.days[end] {
			end++
		}
		from := binary.BigEndian.AppendUint64(nil, uint64(max(day*dayMicros, 0)))
		upto := binary.BigEndian.AppendUint64(nil, uint64(max(end*dayMicros, 0)))
		for k, v := c.Seek(from); k != nil && bytes.Compare(k, upto) < 0; k, v = c.Next() {
			s, err := decodeSketch(v)
			if err != nil {
				return err
			}
			x.add(k, s)
		}
		for ; day < end; day++ {
			x.days[day] = true
		}
	}
	return nil
}

func (x *nearIndex) add(k []byte, s []sentence) {
	ref := sketchRef{at: int64(binary.BigEndian.Uint64(k)), article: [keyLen]byte(k[8:])}
	for _, h := range probes(s) {
		x.byKey[h] = append(x.byKey[h], ref)
	}
}

// kept adds a sketch that was just put, unless its day will be loaded from there.
func (x *nearIndex) kept(k []byte, s []sentence) {
	if x.days[floorDiv(int64(binary.BigEndian.Uint64(k)), dayMicros)] {
		x.add(k, s)
	}
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return (a - b + 1) / b
	}
	return a / b
}

// find gives the articles that are near-copies of a text seen at t, sorted.
func (x *nearIndex) find(tx *bolt.Tx, t time.Time, article string, s []sentence) ([]string, error) {
	if len(s) < minShared {
		return nil, nil
	}
	if err := x.load(tx, t); err != nil {
		return nil, err
	}
	me := [keyLen]byte(keyBytes(article))
	tried := map[sketchRef]bool{}
	var found []string
	sketches := tx.Bucket([]byte("sketch"))
	for _, h := range probes(s) {
		for _, ref := range x.byKey[h] {
			if ref.article == me || tried[ref] || absDiff(ref.at, t.UnixMicro()) > nearWindow.Microseconds() {
				continue
			}
			tried[ref] = true
			id := keyText.EncodeToString(ref.article[:])
			v := sketches.Get(sketchKey(time.UnixMicro(ref.at), id))
			if v == nil {
				continue // of a transaction that was rolled back
			}
			other, err := decodeSketch(v)
			if err != nil {
				return nil, err
			}
			if nearCopy(s, other) {
				found = append(found, id)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

func absDiff(a, b int64) int64 {
	if a < b {
		return b - a
	}
	return a - b
}

// neighboursAt gives the near-copies of an article that are known at a cut.
func neighboursAt(tx *bolt.Tx, at cut) func(article string) []string {
	c := tx.Bucket([]byte("near")).Cursor()
	return func(article string) []string {
		var ids []string
		prefix := keyBytes(article)
		for k, v := c.Seek(prefix); len(k) == 2*keyLen && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			if len(v) == 4 && at.in(int32(binary.BigEndian.Uint32(v)), false) {
				ids = append(ids, keyText.EncodeToString(k[keyLen:]))
			}
		}
		return ids
	}
}
