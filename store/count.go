package store

import (
	bolt "go.etcd.io/bbolt"
)

// counts are the sizes of a ledger, kept as it grows: counting the rows of a
// large one takes seconds. Findings that a newer extractor reads nowhere count.
type counts struct {
	articles, sightings, findings uint64
}

// getCounts reads them; a ledger that has none yet is counted.
func getCounts(tx *bolt.Tx) (counts, error) {
	p := unpacker{b: tx.Bucket([]byte("meta")).Get([]byte("counts"))}
	if len(p.b) > 0 {
		n := counts{articles: p.uint(), sightings: p.uint(), findings: p.uint()}
		if !p.bad {
			return n, nil
		}
	}
	var n counts
	for name, to := range map[string]*uint64{"article": &n.articles, "sighting": &n.sightings} {
		c := tx.Bucket([]byte(name)).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			*to++
		}
	}
	err := eachHeadEver(tx, nil, func(*headView) error { n.findings++; return nil })
	return n, err
}

func putCounts(tx *bolt.Tx, n counts) error {
	var w packer
	w.uint(n.articles)
	w.uint(n.sightings)
	w.uint(n.findings)
	return tx.Bucket([]byte("meta")).Put([]byte("counts"), w.b)
}
