package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// Sets of what findings say grow with their sightings, and are the same as when
// they are made at once, or miss nothing of it.
func TestSetsOfWhatIsSaidMissNothing(t *testing.T) {
	c := &clock{noon.AddDate(0, 2, 0)}
	l := open(t, c)
	l.db.NoSync, l.unsafe = true, true
	records := story(rand.New(rand.NewPCG(3, 3)))
	w := newWorld(8)
	for range 100 {
		records = append(records, w.next())
	}
	for i := range 60 { // one that very many say, in other words each
		r := record(fmt.Sprint("https://harbour.example/many/", i), noon, share(77, "actual"))
		r.Claims[0].Quote = w.prose(200)
		r.Article.Title = w.prose(60)
		records = append(records, r)
	}
	for _, r := range records {
		if _, err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Findings(Filter{})
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]saidSet{}
	read := func() {
		err := l.view(func(tx *bolt.Tx) error {
			return tx.Bucket([]byte("said")).ForEach(func(k, v []byte) error {
				sets[keyText.EncodeToString(k)] = bytes.Clone(v)
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string) {
		t.Helper()
		for _, f := range all {
			whole, err := l.Finding(f.Key)
			if err != nil {
				t.Fatal(err)
			}
			s := sets[f.Key]
			if len(s) < saidLeast || len(s) > saidMost {
				t.Fatalf("%s: a set of %d bytes", when, len(s))
			}
			for _, x := range whole.Sightings {
				for _, said := range []string{x.Claim.Quote, x.Title} {
					if !s.may(sought(strings.ToLower(said))) {
						t.Fatalf("%s: finding %s says %q", when, f.Key, said)
					}
				}
			}
			if s.may(sought("qqq zzz xxx jjj kkk www")) && len(whole.Sightings) < 10 {
				t.Errorf("%s: finding %s may say anything, in %d bytes", when, f.Key, len(s))
			}
		}
	}
	read()
	check("as they grew")
	if n := len(sets[Key(share(77, "actual"))]); n < 1024 {
		t.Errorf("what very many say has a set of %d bytes", n)
	}
	if err := l.update(saidAll); err != nil {
		t.Fatal(err)
	}
	clear(sets)
	read()
	check("made at once")
	if len(sets) != len(all) {
		t.Errorf("%d sets, %d findings", len(sets), len(all))
	}
}

// Beyond the first findings all sets are gone through: what is found is the same.
func TestASearchThroughAllSetsFindsTheSame(t *testing.T) {
	c := &clock{noon.AddDate(0, 2, 0)}
	l := open(t, c)
	l.db.NoSync, l.unsafe = true, true
	w := newWorld(9)
	for range 200 {
		if _, err := l.Put(context.Background(), w.next()); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Findings(Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{all[3].Claim.Quote[5:12], all[100].Sightings[0].Title, "E", "\" <&>", "nobody says it"} {
		err := l.view(func(tx *bolt.Tx) error {
			rd := newReader(tx)
			first, later := rd.search(text), rd.search(text)
			later.looked = searchFirst
			for _, f := range all {
				a, err := first.finds(keyBytes(f.Key))
				if err != nil {
					return err
				}
				b, err := later.finds(keyBytes(f.Key))
				if err != nil {
					return err
				}
				if a != b {
					t.Errorf("%q in %s: %v, and %v through all sets", text, f.Key, a, b)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
