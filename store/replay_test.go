package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pactwatch/extract"
	"pactwatch/extract/article"
)

// readPage is a tiny extractor: each line "share N modality" of a page is a
// claim, whose quote is the line. Extractors after the first also read lines
// that begin with "deal", and take a 30 for a 31.
func readPage(version string) func(p RawPage, source string) (extract.Article, []extract.Claim, error) {
	return func(p RawPage, _ string) (extract.Article, []extract.Claim, error) {
		if bytes.Contains(p.Body, []byte("unreadable")) && version != "1" {
			return extract.Article{}, nil, errors.New("unreadable")
		}
		a := extract.Article{URL: p.Final, Title: "A page", Text: string(p.Body), Published: article.Date{Time: p.Fetched}}
		var claims []extract.Claim
		at := 0
		for line := range strings.Lines(a.Text) {
			quote := strings.TrimRight(line, "\n")
			var word, modality string
			var n int64
			if k, _ := fmt.Sscanf(quote, "%s %d %s", &word, &n, &modality); k == 3 && (word == "share" || word == "deal" && version != "1") {
				if n == 30 && version != "1" {
					n = 31
				}
				c := share(n, modality)
				c.Quote, c.Start, c.End = quote, at, at+len(quote)
				claims = append(claims, c)
			}
			at += len(line)
		}
		return a, claims, nil
	}
}

// crawlPage keeps a page and puts what the first extractor reads in it.
func crawlPage(t *testing.T, l *Ledger, url, body string, at time.Time) {
	t.Helper()
	p := RawPage{URL: url, Final: url, Status: 200, Type: "text/html", Body: []byte(body), Fetched: at}
	ref, err := l.PutPage(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	a, claims, err := readPage("1")(p, "")
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, Record{Source: "test", Outcome: "stored", Article: a, Claims: claims, Page: ref})
}

func TestReextractTellsWhatChangedAndAnnouncesNothing(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	crawlPage(t, l, "https://harbour.example/same", "share 20 actual\n", noon)
	crawlPage(t, l, "https://harbour.example/gained", "share 20 actual\ndeal 15 planned\n", noon)
	crawlPage(t, l, "https://harbour.example/changed", "share 30 actual\n", noon)
	crawlPage(t, l, "https://harbour.example/unreadable", "share 40 actual\nunreadable\n", noon)
	crawlPage(t, l, "https://harbour.example/expired", "share 50 actual\n", noon.AddDate(0, 0, -9))
	before := dayOf(t, l, "2025-03-14")
	if n, err := l.PrunePages(5 * 24 * time.Hour); n != 1 || err != nil {
		t.Fatalf("pruned %d, %v", n, err)
	}
	c.t = noon.AddDate(0, 0, 3)
	newer := l
	newer.o.Extractor = "2"
	steps := 0
	got, err := newer.Reextract(context.Background(), readPage("2"), func(done, total int) { steps++ })
	if err != nil {
		t.Fatal(err)
	}
	if got.Pages != 3 || got.Expired != 1 || len(got.Failed) != 1 || got.Gained != 1 || got.Changed != 1 || got.Lost != 0 || got.Same != 2 || steps != 5 {
		t.Errorf("%+v after %d steps", got, steps)
	}
	for key, want := range map[string]string{Key(share(15, "planned")): "planned", Key(share(31, "actual")): "actual", Key(share(40, "actual")): "actual", Key(share(50, "actual")): "actual"} {
		if f, err := newer.Finding(key); err != nil || f.State != want {
			t.Errorf("finding %s: %s, %v", key, f.State, err)
		}
	}
	if _, err := newer.Finding(Key(share(30, "actual"))); !errors.Is(err, ErrMissing) {
		t.Errorf("what the newer extractor does not read: %v", err)
	}
	if fs, err := newer.Findings(Filter{}); err != nil || len(fs) != 5 {
		t.Errorf("%d findings, %v", len(fs), err)
	}
	d := dayOf(t, newer, "2025-03-17")
	for _, e := range d.Events {
		if !e.Replay {
			t.Errorf("announced: %+v", e)
		}
	}
	if got := kinds(d.Events); got != "new(replay) new(replay) withdrawn(replay)" {
		t.Errorf("events: %s", got)
	}
	after := dayOf(t, newer, "2025-03-14")
	after.Closed = before.Closed
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("the closed day changed:\n%s", diff)
	}
	again, err := newer.Reextract(context.Background(), readPage("2"), nil)
	if err != nil || again.Pages != 0 || again.Gained+again.Lost+again.Changed != 0 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
	// News that repeats what the replay found is no news.
	c.t = noon.AddDate(0, 0, 4)
	crawlPage(t, newer, "https://capitalwire.example/later", "share 15 planned\n", c.t)
	if got := kinds(dayOf(t, newer, "2025-03-18").Events); got != "repeated" {
		t.Errorf("events of the next day: %s", got)
	}
}

func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	crawlPage(t, l, "https://harbour.example/good", "share 20 actual\n", noon)
	crawlPage(t, l, "https://harbour.example/expired", "share 30 actual\n", noon.AddDate(0, 0, -9))
	crawlPage(t, l, "https://harbour.example/broken", "share 40 actual\nshare 41 actual\n", noon.AddDate(0, 0, -2))
	if _, err := l.PrunePages(5 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	verifier := Verifier{
		Check: func(_, text string, _ time.Time, c extract.Claim) error {
			if c.End > len(text) || text[c.Start:c.End] != c.Quote {
				return errors.New("the text is not the quote")
			}
			return nil
		},
		Read: func(p RawPage, source string) (extract.Article, error) {
			a, _, err := readPage("1")(p, source)
			return a, err
		},
	}
	check := func(want string) Verification {
		t.Helper()
		v, err := l.Verify(context.Background(), verifier)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%d verified, %d text only, %d failed", v.Counts[Verified], v.Counts[TextOnly], v.Counts[Failed])
		if got != want {
			t.Errorf("got %s, want %s: %+v", got, want, v.Failures)
		}
		return v
	}
	check("3 verified, 1 text only, 0 failed")

	// One byte of a page.
	file := filepath.Join(filepath.Dir(l.path), "pages", "2025-03-12", "pages.warc.gz")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	whole := bytes.Clone(b)
	b[len(b)-20] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	v := check("1 verified, 1 text only, 2 failed")
	if f := v.Failures[0]; f.URL != "https://harbour.example/broken" || !strings.Contains(f.Why, "damaged") {
		t.Errorf("failure: %+v", f)
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}

	// One word of a kept text.
	if err := l.update(func(tx *boltTx) error {
		return putText(tx, articleID("harbour.example/good"), 0, "A page", "share 99 actual\n")
	}); err != nil {
		t.Fatal(err)
	}
	v = check("2 verified, 1 text only, 1 failed")
	if f := v.Failures[0]; !strings.Contains(f.Why, "another hash") {
		t.Errorf("failure: %+v", f)
	}

	// Texts that are not kept for ever.
	c.t = noon.AddDate(0, 0, 1)
	if n, err := l.PruneTexts(context.Background(), 5*24*time.Hour); n != 1 || err != nil {
		t.Errorf("pruned %d texts, %v", n, err)
	}
	if v = check("2 verified, 0 text only, 1 failed"); v.Counts[Expired] != 1 {
		t.Errorf("%+v", v)
	}

	// A check of the extractor's own.
	verifier.Check = func(string, string, time.Time, extract.Claim) error { return errors.New("no such value") }
	check("0 verified, 0 text only, 3 failed")
}

func TestPagesAreArchivedAndReadBack(t *testing.T) {
	c := &clock{noon}
	l := open(t, c)
	if err := l.BeginRun(context.Background(), Run{ID: "20250314T120000Z", Started: noon}); err != nil {
		t.Fatal(err)
	}
	body := bytes.Repeat([]byte("caf\xe9 "), 5000) // not UTF-8: kept as it came
	p := RawPage{URL: "https://harbour.example/a?x=1", Final: "https://harbour.example/a", Status: 200, Type: "text/html", Fetched: noon, Body: body,
		Header: map[string][]string{"Content-Type": {"text/html; charset=iso-8859-1"}, "Content-Encoding": {"br"}, "Etag": {`"x"`}, "X-Odd": {"one\r\nInjected: two"}}}
	var refs []PageRef
	for range 3 {
		ref, err := l.PutPage(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	if refs[0].File != "pages/2025-03-14/20250314T120000Z.warc.gz" || refs[1].Offset <= refs[0].Offset {
		t.Errorf("refs: %+v", refs)
	}
	for _, ref := range refs {
		got, err := l.RawPage(ref)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Body, body) || got.Header.Get("Content-Type") != "text/html; charset=iso-8859-1" || got.Header.Get("Content-Encoding") != "" || got.Header.Get("Injected") != "" {
			t.Errorf("read back: %d bytes, %v", len(got.Body), got.Header)
		}
	}
	for name, ref := range map[string]PageRef{
		"another hash": {File: refs[0].File, Offset: refs[0].Offset, Hash: strings.Repeat("0", 64)},
		"no record":    {File: refs[0].File, Offset: refs[0].Offset + 3, Hash: refs[0].Hash},
		"outside":      {File: "../ledger.db", Hash: refs[0].Hash},
	} {
		if _, err := l.Page(ref); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Page(PageRef{File: "pages/2020-01-01/none.warc.gz"}); !errors.Is(err, ErrMissing) {
		t.Errorf("no such file: %v", err)
	}
}

// pageOf keeps a page in which the first extractor finds no article.
func pageOf(t *testing.T, l *Ledger, url, body, outcome string, at time.Time) RawPage {
	t.Helper()
	p := RawPage{Source: "wire", URL: url, Final: url, Status: 200, Type: "text/html", Body: []byte(body), Fetched: at}
	ref, err := l.PutPage(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	put(t, l, Record{Source: "wire", Article: extract.Article{URL: url}, Outcome: outcome, Page: ref})
	return p
}

func TestPagesWithoutAnArticleAreReadAgain(t *testing.T) {
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "ledger.db")
	at := func(version string) *Ledger {
		o := options(c)
		o.Extractor = version
		l, err := Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := at("1")
	pageOf(t, l, "https://harbour.example/list", "share 20 actual\n", "not an article", noon)
	pageOf(t, l, "https://harbour.example/menu", "a menu\n", "not an article", noon)
	pageOf(t, l, "https://harbour.example/thin", "share 15 planned\n", "empty", noon)
	pageOf(t, l, "https://harbour.example/late", "share 44 planned\n", "failed", noon)
	pageOf(t, l, "https://harbour.example/wall", "share 45 planned\n", "blocked", noon)
	crawlPage(t, l, "https://harbour.example/late", "share 40 actual\n", noon.Add(time.Hour)) // read after all
	crawlPage(t, l, "https://harbour.example/a", "share 50 actual\n", noon)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	c.t = noon.AddDate(0, 0, 3)
	l = at("2")
	read := func(p RawPage, source string) (extract.Article, []extract.Claim, error) {
		if strings.HasSuffix(p.URL, "/menu") {
			return extract.Article{}, nil, fmt.Errorf("read: %w", extract.ErrNoArticle)
		}
		return readPage("2")(p, source)
	}
	r, err := l.Reextract(context.Background(), read, nil)
	if err != nil || r.Pages != 5 || r.Gained != 2 || r.Lost+r.Changed+len(r.Failed) != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if s := stateOf(t, l, share(20, "actual")); s != "actual" {
		t.Errorf("what was read at last is %s", s)
	}
	f, err := l.Finding(Key(share(15, "planned")))
	if err != nil || len(f.Sightings) != 1 || !f.Sightings[0].Seen.Equal(noon) {
		t.Errorf("it was there when the page was fetched: %+v, %v", f.Sightings, err)
	}
	d, err := l.Day("2025-03-17")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range d.Events {
		if !e.Replay {
			t.Errorf("announced: %+v", e)
		}
	}
	if r, err := l.Reextract(context.Background(), read, nil); err != nil || r.Pages != 0 {
		t.Errorf("once more: %+v, %v", r, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	// The one that is still no article is read by the next extractor too, with
	// what the second read, as long as its page is kept.
	l = at("3")
	if r, err := l.Reextract(context.Background(), read, nil); err != nil || r.Pages != 5 || r.Gained != 0 {
		t.Errorf("the third extractor: %+v, %v", r, err)
	}
	c.t = noon.AddDate(0, 6, 0)
	if _, err := l.PrunePages(30 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = at("4")
	defer l.Close()
	if r, err := l.Reextract(context.Background(), read, nil); err != nil || r.Pages != 0 || r.Expired != 4 {
		t.Errorf("when no page is kept: %+v, %v", r, err)
	}
}
