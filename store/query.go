package store

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// Findings lists findings, the latest published first.
func (l *Ledger) Findings(f Filter) ([]Finding, error) {
	var out []Finding
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		var heads []chosen
		var err error
		if f.Pair != [2]string{} {
			heads, err = rd.pair(f)
		} else {
			heads, err = rd.latest(f)
		}
		if err != nil {
			return err
		}
		heads = heads[min(f.Offset, len(heads)):]
		if f.Limit > 0 {
			heads = heads[:min(f.Limit, len(heads))]
		}
		for _, h := range heads {
			full, err := rd.now(h.key(), sightingCap)
			if err != nil {
				return err
			}
			out = append(out, full)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("findings: %w", err)
	}
	return out, nil
}

// Count is how many findings a filter chooses, its limit and offset aside. With
// a text it looks into every finding that may hold it.
func (l *Ledger) Count(f Filter) (int, error) {
	n := 0
	err := l.view(func(tx *bolt.Tx) error {
		rd := newReader(tx)
		if f.Pair != [2]string{} {
			all, err := rd.pair(f)
			n = len(all)
			return err
		}
		s := rd.search(f.Text)
		return rd.eachGist(f, func(h *headView) (bool, error) {
			ok, err := s.finds(h.finding)
			if ok {
				n++
			}
			return true, err
		})
	})
	return n, err
}

// Finding reads one finding with all its sightings; [ErrMissing] where there is none.
func (l *Ledger) Finding(key string) (Finding, error) {
	var f Finding
	err := l.view(func(tx *bolt.Tx) error {
		var err error
		f, err = newReader(tx).now(key, -1)
		return err
	})
	return f, err
}

// now reads a finding as it is now.
func (rd *reader) now(key string, most int) (Finding, error) {
	rows, err := rowsOf(rd.tx, key, rd.outlets)
	if err != nil {
		return Finding{}, err
	}
	d := derive(rows, everything, neighboursAt(rd.tx, everything))
	if !d.exists {
		return Finding{}, fmt.Errorf("finding %q: %w", key, ErrMissing)
	}
	return rd.finding(key, rows, d, everything, most)
}

// Parties lists the parties of all findings, sorted.
func (l *Ledger) Parties() ([]string, error) {
	var out []string
	err := l.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("head")).Cursor()
		for k, _ := c.First(); k != nil; {
			party, _, _ := bytes.Cut(k, zero)
			out = append(out, string(party))
			k, _ = c.Seek(append(bytes.Clone(party), 1)) // past all that begin with party \0
		}
		return nil
	})
	return out, err
}

// chosen is a finding that a filter let through, with what it is sorted by.
type chosen struct {
	raw  [keyLen]byte
	when int64
}

func (c chosen) key() string { return keyText.EncodeToString(c.raw[:]) }

// latest goes through the findings from the latest on, until the filter's page
// is full.
func (rd *reader) latest(f Filter) (page []chosen, err error) {
	s := rd.search(f.Text)
	err = rd.eachGist(f, func(h *headView) (bool, error) {
		if n := len(page); f.Limit > 0 && n >= f.Offset+f.Limit && h.when() < page[n-1].when {
			return false, nil
		}
		ok, err := s.finds(h.finding)
		if err == nil && ok {
			page = append(page, chosen{raw: [keyLen]byte(h.finding), when: h.when()})
		}
		return true, err
	})
	slices.SortFunc(page, latestFirst)
	return page, err
}

// latestFirst sorts by time, then by key.
func latestFirst(a, b chosen) int {
	if c := cmp.Compare(b.when, a.when); c != 0 {
		return c
	}
	return bytes.Compare(a.raw[:], b.raw[:])
}

// pair gives what a filter lets through between its two parties, the latest first.
func (rd *reader) pair(f Filter) ([]chosen, error) {
	prefix := []byte(slug(f.Pair[0]) + "\x00" + slug(f.Pair[1]) + "\x00")
	if f.Pair[0] == "" {
		prefix = []byte(slug(f.Pair[1]) + "\x00\x00")
	}
	if f.Kind != "" {
		prefix = append(prefix, f.Kind+"\x00"...)
	}
	var out []chosen
	want, s := strings.ToLower(f.Origin), rd.search(f.Text)
	err := eachHead(rd.tx, prefix, func(h *headView) error {
		if !f.passes(h) || !h.hasOrigin(want) {
			return nil
		}
		ok, err := s.finds(h.finding)
		if err == nil && ok {
			out = append(out, chosen{raw: [keyLen]byte(h.finding), when: h.when()})
		}
		return err
	})
	slices.SortFunc(out, latestFirst)
	return out, err
}

// eachHead calls fn for the heads whose keys start with prefix, each finding
// once, without those that a newer extractor reads nowhere.
func eachHead(tx *bolt.Tx, prefix []byte, fn func(h *headView) error) error {
	return eachHeadEver(tx, prefix, func(h *headView) error {
		if len(h.state) == 0 {
			return nil
		}
		return fn(h)
	})
}

// eachHeadEver is eachHead with those, for digests of the time before.
func eachHeadEver(tx *bolt.Tx, prefix []byte, fn func(h *headView) error) error {
	b := tx.Bucket([]byte("head"))
	c := b.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if len(v) == 0 {
			// Seen from the other party's side.
			if len(prefix) == 0 {
				continue
			}
			var err error
			if k, v, err = otherSide(b, k); err != nil {
				return err
			}
		}
		h, err := viewHead(k, v)
		if err != nil {
			return err
		}
		if err := fn(&h); err != nil {
			return err
		}
	}
	return nil
}

// otherSide reads the head that a key of the other party's side stands for. It
// leaves the cursor that found the key alone.
func otherSide(b *bolt.Bucket, k []byte) ([]byte, []byte, error) {
	one, rest, _ := bytes.Cut(k, []byte{0})
	other, rest, _ := bytes.Cut(rest, []byte{0})
	swapped := make([]byte, 0, len(k))
	swapped = append(swapped, other...)
	swapped = append(swapped, 0)
	swapped = append(swapped, one...)
	swapped = append(swapped, 0)
	swapped = append(swapped, rest...)
	v := b.Get(swapped)
	if v == nil {
		return nil, nil, fmt.Errorf("%w: a finding is listed under one of its parties only", ErrDamaged)
	}
	return swapped, v, nil
}
