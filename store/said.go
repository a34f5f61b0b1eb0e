package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/bits"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// saidSet tells which texts a finding's quotes and titles cannot hold, so that a
// search looks into few of very many findings. It is a set of bits, one for
// every three bytes in a row that a quote or a title holds in lower case, by
// their hash; a text can be there only if all its own bits are set. The number of
// bits is a power of two, so that a set is folded into half of it by joining its
// halves, and is such that about half of them are set at most.
type saidSet []byte

const (
	saidLeast = 128  // bytes of a set
	saidMost  = 4096 // bytes; findings with very many sightings set more than half of them
)

func saidHash(a, b, c byte) uint32 {
	h := uint32(a)<<16 | uint32(b)<<8 | uint32(c)
	h *= 0x9E3779B1 // Knuth's multiplicative hash: 2^32 divided by the golden ratio
	return h >> 17  // 15 bits, as many as the longest set has
}

func (s saidSet) add(text string) {
	text = strings.ToLower(text)
	mask := uint32(len(s)*8 - 1)
	for i := 2; i < len(text); i++ {
		h := saidHash(text[i-2], text[i-1], text[i]) & mask
		s[h/8] |= 1 << (h % 8)
	}
}

func (s saidSet) full() bool {
	n := 0
	for _, b := range s {
		n += bits.OnesCount8(b)
	}
	return n > len(s)*4
}

// fold makes a set as short as it can be.
func (s saidSet) fold() saidSet {
	for len(s) > saidLeast {
		half := bytes.Clone(s[:len(s)/2])
		for i, b := range s[len(s)/2:] {
			half[i] |= b
		}
		if saidSet(half).full() {
			break
		}
		s = half
	}
	return s
}

// sought are the hashes of a text in lower case; none where it is too short.
func sought(text string) (hashes []uint32) {
	for i := 2; i < len(text); i++ {
		hashes = append(hashes, saidHash(text[i-2], text[i-1], text[i]))
	}
	return hashes
}

// may reports whether a text with these hashes can be there.
func (s saidSet) may(hashes []uint32) bool {
	if len(s) < saidLeast {
		return true // no such set: nobody knows
	}
	mask := uint32(len(s)*8 - 1)
	for _, h := range hashes {
		if h &= mask; s[h/8]&(1<<(h%8)) == 0 {
			return false
		}
	}
	return true
}

// keepSaid adds what a Put has a finding say.
func (p *putter) keepSaid(finding string, texts []string) error {
	b := p.tx.Bucket([]byte("said"))
	s := saidSet(bytes.Clone(b.Get(keyBytes(finding))))
	if s == nil {
		s = make(saidSet, saidMost)
	}
	fresh := len(s) == saidMost
	for _, t := range texts {
		s.add(t)
	}
	switch {
	case fresh:
		s = s.fold()
	case s.full() && len(s) < saidMost:
		// Spread out over more bits, which takes all texts again.
		var err error
		if s, err = saidOf(newReader(p.tx), finding); err != nil {
			return err
		}
	}
	return b.Put(keyBytes(finding), s)
}

// saidOf is the set of all that a finding's sightings say.
func saidOf(rd *reader, finding string) (saidSet, error) {
	rows, err := rowsOf(rd.tx, finding, rd.outlets)
	if err != nil {
		return nil, err
	}
	s := make(saidSet, saidMost)
	for i := range rows {
		var c struct {
			Quote string `json:"quote"`
		}
		if err := json.Unmarshal(rows[i].claimBytes, &c); err != nil {
			return nil, fmt.Errorf("%w: claim of finding %s: %w", ErrDamaged, finding, err)
		}
		s.add(c.Quote)
		title, err := rd.title(&rows[i])
		if err != nil {
			return nil, err
		}
		s.add(title)
	}
	return s.fold(), nil
}

// title is that of the article version a sighting is of.
func (rd *reader) title(r *row) (string, error) {
	a, err := rd.article(r.article)
	if err != nil || r.version >= len(a.Versions) {
		return "", err
	}
	return a.Versions[r.version].Title, nil
}

// saidAll makes the sets of all findings again, in one way through the articles,
// for their titles, and one through the sightings.
func saidAll(tx *bolt.Tx) error {
	titles := map[[keyLen]byte][]string{}
	c := tx.Bucket([]byte("article")).Cursor()
	for k, v := c.First(); len(k) == keyLen; k, v = c.Next() {
		var a struct {
			Versions []struct{ Title string } `json:"versions"`
		}
		if err := json.Unmarshal(v, &a); err != nil {
			return fmt.Errorf("%w: article %x: %w", ErrDamaged, k, err)
		}
		for _, version := range a.Versions {
			titles[[keyLen]byte(k)] = append(titles[[keyLen]byte(k)], version.Title)
		}
	}
	var all batch
	var finding []byte
	s := make(saidSet, saidMost)
	end := func() {
		if finding != nil {
			all.add(finding, bytes.Clone(s.fold()))
		}
	}
	outlets := newOutlets(tx)
	c = tx.Bucket([]byte("sighting")).Cursor()
	for k, v := c.First(); len(k) == rowKeyLen; k, v = c.Next() {
		if !bytes.HasPrefix(k, finding) || finding == nil {
			end()
			finding = bytes.Clone(k[:keyLen])
			clear(s)
		}
		r, err := decodeRow(k, v, outlets)
		if err != nil {
			return err
		}
		var claim struct {
			Quote string `json:"quote"`
		}
		if err := json.Unmarshal(r.claimBytes, &claim); err != nil {
			return fmt.Errorf("%w: claim of finding %s: %w", ErrDamaged, r.finding, err)
		}
		s.add(claim.Quote)
		if t := titles[[keyLen]byte(k[keyLen:])]; r.version < len(t) {
			s.add(t[r.version])
		}
	}
	end()
	return all.refill(tx, "said")
}

// search looks for a text in findings.
type search struct {
	rd     *reader
	text   string // in lower case
	plain  bool   // JSON writes it as it is
	hashes []uint32
	sets   *bolt.Bucket // nil in a copy of an older layout
	looked int
	can    map[[keyLen]byte]bool // findings that can hold it, once very many were looked at
}

// searchFirst is how many findings are asked for their set one by one, the latest
// first, before all sets are gone through: a word that many say is found by then.
const searchFirst = 10000

func (rd *reader) search(text string) *search {
	s := &search{rd: rd, text: strings.ToLower(text), sets: rd.tx.Bucket([]byte("said"))}
	s.hashes = sought(s.text)
	s.plain = !strings.ContainsFunc(s.text, func(r rune) bool {
		return r < ' ' || strings.ContainsRune("\"\\<>&\u007f\u2028\u2029\ufffd", r)
	})
	return s
}

// finds reports whether a quote or a title of a finding's sightings holds the
// text; all hold the empty one.
func (s *search) finds(finding []byte) (bool, error) {
	if s.text == "" {
		return true, nil
	}
	if s.sets != nil && len(s.hashes) > 0 {
		if s.looked++; s.looked <= searchFirst {
			if !saidSet(s.sets.Get(finding)).may(s.hashes) {
				return false, nil
			}
		} else {
			if s.can == nil {
				s.all()
			}
			if !s.can[[keyLen]byte(finding)] {
				return false, nil
			}
		}
	}
	return s.mentions(keyText.EncodeToString(finding))
}

// all goes through all sets, in the order in which they lie.
func (s *search) all() {
	s.can = map[[keyLen]byte]bool{}
	c := s.sets.Cursor()
	for k, v := c.First(); len(k) == keyLen; k, v = c.Next() {
		if saidSet(v).may(s.hashes) {
			s.can[[keyLen]byte(k)] = true
		}
	}
}

func (s *search) mentions(finding string) (bool, error) {
	rows, err := rowsOf(s.rd.tx, finding, s.rd.outlets)
	if err != nil {
		return false, err
	}
	articles := s.rd.tx.Bucket([]byte("article"))
	// What is stored need be decoded only where it holds the text somewhere.
	holds := func(stored []byte) bool {
		return !s.plain || bytes.Contains(bytes.ToLower(stored), []byte(s.text))
	}
	for i := range rows {
		if holds(rows[i].claimBytes) {
			c, err := rows[i].claim()
			if err != nil {
				return false, err
			}
			if strings.Contains(strings.ToLower(c.Quote), s.text) {
				return true, nil
			}
		}
		if holds(articles.Get(keyBytes(rows[i].article))) {
			title, err := s.rd.title(&rows[i])
			if err != nil {
				return false, err
			}
			if strings.Contains(strings.ToLower(title), s.text) {
				return true, nil
			}
		}
	}
	return false, nil
}
