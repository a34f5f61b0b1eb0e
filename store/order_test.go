package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pactwatch/extract"
)

// story makes records whose articles agree, disagree, copy and credit each
// other, and of which some are later versions of others.
func story(rnd *rand.Rand) []Record {
	hosts := []string{"harbour.example", "capitalwire.example", "ledgerpost.example", "ledgerweekly.example", "news.lumen.example", "someone.example", "else.example"}
	credits := []string{"", "", "", "Harbour Times", "Capital Wire", "Ledger Post", "Ada Finch", "Jo Reed", "a regulatory filing"}
	modalities := []string{"actual", "planned", "possible", "ended", "denied"}
	var records []Record
	for i := range 10 {
		url := fmt.Sprintf("https://%s/%d", hosts[rnd.IntN(len(hosts))], i)
		at := noon.Add(time.Duration(rnd.IntN(40)) * 7 * time.Hour)
		body := fmt.Sprintf("Only article %d says this in these words, as far as anybody knows of it.", i)
		if rnd.IntN(2) == 0 {
			body = scoop
		}
		published := at.Add(-time.Duration(rnd.IntN(50)) * time.Hour)
		for version := range 1 + rnd.IntN(3) {
			var claims []extract.Claim
			for n := range rnd.IntN(4) {
				value := []int64{20, 15, 30}[rnd.IntN(3)]
				if version == 0 && n == 0 && i%3 == 0 {
					value = int64(100 + i) // what it alone says, and does not say again
				}
				c := share(value, modalities[rnd.IntN(len(modalities))])
				c.Source = credits[rnd.IntN(len(credits))]
				c.Anonymous = rnd.IntN(4) == 0
				// One text has one reading.
				c.Quote = fmt.Sprintf("Lumen %s pays Corvid %s, %q says, %v.", c.Modality, valueWords(c), c.Source, c.Anonymous)
				claims = append(claims, c)
			}
			r := record(url, at, claims...)
			r.Article.Text += "\n\n" + body
			r.Article.Published.Time = published
			if rnd.IntN(6) == 0 {
				r.Article.Published.Time = time.Time{}
			}
			records = append(records, r)
			at = at.Add(time.Duration(5+rnd.IntN(100)) * time.Minute)
		}
	}
	return records
}

// known is what a ledger holds, as far as it may not depend on the order of
// arrival.
func known(t *testing.T, records []Record, order []int) (export string, findings []Finding, day string) {
	t.Helper()
	// All arrive on one day, long after they were fetched.
	c := &clock{noon.AddDate(0, 2, 0)}
	l, err := Open(filepath.Join(t.TempDir(), "ledger.db"), options(c))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	l.db.NoSync, l.unsafe = true, true
	for _, i := range order {
		if _, err := l.Put(context.Background(), records[i]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := l.Export(&b); err != nil {
		t.Fatal(err)
	}
	if findings, err = l.Findings(Filter{}); err != nil {
		t.Fatal(err)
	}
	checkCounts(t, l)
	checkRecent(t, l, findings)
	d, err := l.Day("2025-05-14")
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Events {
		d.Events[i].At = time.Time{}
	}
	d.AsOf = time.Time{}
	text, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), findings, string(text)
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	var met struct{ withdrawn, gone, edited, origins, copies, outlets int }
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		records := story(rnd)
		order := make([]int, len(records))
		for i := range order {
			order[i] = i
		}
		export, findings, day := known(t, records, order)
		if len(findings) == 0 {
			t.Fatalf("seed %d: a story without findings", seed)
		}
		met.edited += strings.Count(day, `"kind": "edited"`)
		for _, f := range findings {
			met.withdrawn += f.Count - f.Standing
			if f.State == Withdrawn {
				met.gone++
			}
			met.origins = max(met.origins, len(f.Origins))
			met.outlets = max(met.outlets, f.Outlets)
			for _, o := range f.Origins {
				met.copies = max(met.copies, len(o.Outlets))
			}
		}
		for range 4 {
			rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			export2, findings2, day2 := known(t, records, order)
			if d := cmp.Diff(export, export2); d != "" {
				t.Fatalf("seed %d, order %v: exports differ:\n%s", seed, order, d)
			}
			if d := cmp.Diff(findings, findings2); d != "" {
				t.Fatalf("seed %d, order %v: findings differ:\n%s", seed, order, d)
			}
			if d := cmp.Diff(day, day2); d != "" {
				t.Fatalf("seed %d, order %v: the day differs:\n%s", seed, order, d)
			}
		}
	}
	// What the stories are worth as a test.
	if met.withdrawn < 10 || met.gone < 1 || met.edited < 10 || met.origins < 3 || met.outlets < 3 || met.copies < 2 {
		t.Errorf("the stories hold too little: %+v", met)
	}
}

func TestPuttingARecordAgainChangesNothing(t *testing.T) {
	rnd := rand.New(rand.NewPCG(99, 1))
	records := story(rnd)
	var once, twice []int
	for i := range records {
		once = append(once, i)
		twice = append(twice, i, rnd.IntN(i+1), i)
	}
	export, findings, day := known(t, records, once)
	export2, findings2, day2 := known(t, records, twice)
	if d := cmp.Diff(export, export2); d != "" {
		t.Errorf("exports differ:\n%s", d)
	}
	if d := cmp.Diff(findings, findings2); d != "" {
		t.Errorf("findings differ:\n%s", d)
	}
	if d := cmp.Diff(day, day2); d != "" {
		t.Errorf("the day differs:\n%s", d)
	}
}

// checkCounts compares the kept counts with what is there.
func checkCounts(t *testing.T, l *Ledger) {
	t.Helper()
	err := l.update(func(tx *boltTx) error {
		kept, err := getCounts(tx)
		if err != nil {
			return err
		}
		if err := tx.Bucket([]byte("meta")).Delete([]byte("counts")); err != nil {
			return err
		}
		counted, err := getCounts(tx)
		if kept != counted {
			t.Errorf("counts are %+v, but there are %+v", kept, counted)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkRecent compares the pages of the latest findings with the whole list.
func checkRecent(t *testing.T, l *Ledger, all []Finding) {
	t.Helper()
	var paged []Finding
	for len(paged) < len(all) {
		page, err := l.Findings(Filter{Limit: 2, Offset: len(paged)})
		if err != nil || len(page) == 0 {
			t.Fatalf("page at %d of %d: %v", len(paged), len(all), err)
		}
		paged = append(paged, page...)
	}
	if d := cmp.Diff(all, paged); d != "" {
		t.Errorf("pages differ from the whole:\n%s", d)
	}
}
