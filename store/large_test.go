package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"pactwatch/extract"
	"pactwatch/extract/article"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// world makes records like those of years of news: a few hundred companies, of
// which some are in most deals, findings that are repeated for days, and some
// that are repeated for ever.
type world struct {
	rnd     *rand.Rand
	words   []string
	old     []extract.Claim // repeated for ever
	recent  []extract.Claim
	start   time.Time
	perDay  int
	article int
}

func newWorld(seed uint64) *world {
	w := &world{rnd: rand.New(rand.NewPCG(seed, 7)), start: time.Date(2023, 1, 1, 6, 0, 0, 0, time.UTC), perDay: 330}
	for range 4000 {
		n := 2 + w.rnd.IntN(9)
		b := make([]byte, n)
		for i := range b {
			b[i] = "etaoinshrdlucmfwypvbgk"[w.rnd.IntN(22)]
		}
		w.words = append(w.words, string(b))
	}
	return w
}

// company picks one of 400, the first in a twentieth of all cases.
func (w *world) company() string {
	f := w.rnd.Float64()
	return "company-" + strconv.Itoa(int(400*f*f))
}

// skewed picks 0 ≤ i < n, small ones far more often.
func (w *world) skewed(n int) int {
	f := w.rnd.Float64()
	return int(float64(n) * f * f * f)
}

func (w *world) prose(n int) string {
	var b strings.Builder
	for b.Len() < n {
		k := 9 + w.rnd.IntN(18)
		for i := range k {
			word := w.words[w.skewed(len(w.words))]
			if i == 0 {
				word = strings.ToUpper(word[:1]) + word[1:]
			} else {
				b.WriteByte(' ')
			}
			b.WriteString(word)
		}
		b.WriteString(". ")
	}
	return b.String()
}

var worldKinds = []string{"investment", "purchase_commitment", "capacity", "partnership", "revenue", "valuation", "funding_round",
	"spending", "user_count", "revenue_share", "licensing", "equity_stake", "debt", "agreement_term", "profit", "acquisition"}

func (w *world) fresh(at time.Time) extract.Claim {
	c := extract.Claim{Kind: worldKinds[w.skewed(len(worldKinds))], Modality: []string{"actual", "planned", "possible"}[w.rnd.IntN(3)], Rule: "frame-" + strconv.Itoa(w.rnd.IntN(200)), In: "text"}
	c.Subject = w.company()
	switch c.Kind {
	case "revenue", "valuation", "funding_round", "spending", "profit", "user_count":
	default:
		c.Object = w.company()
	}
	switch c.Kind {
	case "partnership":
	case "agreement_term":
		c.Date, c.DateRole = at.AddDate(w.rnd.IntN(8), w.rnd.IntN(12), 0).Format("2006-01"), "until"
	default:
		d := quantity.Decimal{Coef: int64(1 + w.rnd.IntN(999)), Exp: int32(6 + w.rnd.IntN(4))}
		c.Value = &claim.Value{Min: d, Max: d, Unit: "USD", Bound: "exact"}
		if w.rnd.IntN(3) == 0 {
			c.Date, c.DateRole = strconv.Itoa(at.Year()+w.rnd.IntN(3)), "in"
		}
	}
	return c
}

func (w *world) next() Record {
	day := w.article / w.perDay
	at := w.start.AddDate(0, 0, day).Add(time.Duration(w.article%w.perDay) * 3 * time.Minute)
	w.article++
	host := "outlet" + strconv.Itoa(w.skewed(300)) + ".example"
	url := fmt.Sprintf("https://%s/%d/news/%s-%s-%d.html", host, at.Year(), w.words[w.rnd.IntN(4000)], w.words[w.rnd.IntN(4000)], w.article)
	var claims []extract.Claim
	body := w.prose(1200 + w.rnd.IntN(4000))
	var text strings.Builder
	for range 1 + w.rnd.IntN(5) {
		var c extract.Claim
		switch p := w.rnd.IntN(100); {
		case p < 3 && len(w.old) > 0:
			c = w.old[w.skewed(len(w.old))]
		case p < 65 && len(w.recent) > 0:
			c = w.recent[len(w.recent)-1-w.skewed(len(w.recent))]
		default:
			c = w.fresh(at)
			w.recent = append(w.recent, c)
			if len(w.recent) > 2500 {
				w.recent = w.recent[500:]
			}
			if w.article%40 == 0 && len(w.old) < 1000 {
				w.old = append(w.old, c)
			}
		}
		switch w.rnd.IntN(6) {
		case 0:
			c.Source = "outlet" + strconv.Itoa(w.skewed(300)) + ".example"
		case 1:
			c.Source = "Company-" + c.Subject[len("company-"):]
		case 2:
			c.Anonymous = true
		}
		c.Quote = strings.TrimSpace(w.prose(90 + w.rnd.IntN(120)))
		c.Start = text.Len()
		text.WriteString(c.Quote)
		c.End = text.Len()
		text.WriteString("\n\n")
		c.Evidence = claim.Evidence{Subject: &claim.Pointer{In: "text", Start: c.Start, End: c.Start + 6}}
		if c.Value != nil {
			c.Evidence.Value = &claim.Pointer{In: "text", Start: c.Start + 20, End: c.Start + 31}
		}
		if c.Object != "" {
			c.Evidence.Object = &claim.Pointer{In: "text", Start: c.Start + 8, End: c.Start + 15}
		}
		claims = append(claims, c)
	}
	text.WriteString(body)
	r := Record{Source: "source-" + strconv.Itoa(w.rnd.IntN(80)), Outcome: "stored", Claims: claims}
	r.Article = extract.Article{URL: url, Title: strings.TrimSuffix(w.prose(50), ". "), Published: article.Date{Time: at.Add(-time.Hour), Source: "json-ld", Precision: "second", Zoned: true}, Language: "en", Text: text.String()}
	hash := articleID(url)
	r.Page = PageRef{File: "pages/" + at.Format(time.DateOnly) + "/" + at.Format("20060102T150000Z") + ".warc.gz", Offset: int64(w.rnd.IntN(1 << 24)),
		Hash: strings.Repeat(fmt.Sprintf("%x", hash), 2)[:64], URL: url, Final: url, Status: 200, Type: "text/html", Fetched: at}
	r.Entries = []Entry{{Key: "url\x00" + hash, Value: []byte(`{"etag":"\"5f3-61a\"","next":"2025-03-14T12:00:00Z","visit":1}`)}}
	return r
}

func worldOutlet(name string) Outlet {
	var n int
	if _, err := fmt.Sscanf(name, "outlet%d.example", &n); err != nil {
		return Outlet{Slug: strings.ToLower(name), Name: name}
	}
	o := Outlet{Slug: name, Name: "Outlet No " + strconv.Itoa(n), Known: n%3 != 0}
	if n%7 == 0 {
		o.Family = "family-" + strconv.Itoa(n/30)
	}
	return o
}

func worldSpeaks(source string) string {
	if n, ok := strings.CutPrefix(source, "Company-"); ok {
		return "company-" + n
	}
	return ""
}

// large opens a ledger of n sightings under the folder that PACTWATCH_LARGE
// names, and builds it there the first time.
func large(b *testing.B, n int) *Ledger {
	dir := os.Getenv("PACTWATCH_LARGE")
	if dir == "" {
		b.Skip("set PACTWATCH_LARGE to a folder with 4 GB to spare: the ledger of 1,000,000 sightings is built there once")
	}
	c := &clock{}
	o := Options{Now: c.now, Outlet: worldOutlet, Speaks: worldSpeaks, Extractor: "1"}
	path := filepath.Join(dir, fmt.Sprintf("large-%d-%d.db", Schema, n))
	if _, err := os.Stat(path); err == nil {
		c.t = time.Now()
		l, err := OpenPublished(path, o)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { l.Close() })
		return l
	}
	l, err := Open(path+".part", o)
	if err != nil {
		b.Fatal(err)
	}
	l.db.NoSync, l.unsafe = true, true // a file that can be built again
	w := newWorld(1)
	began := time.Now()
	sightings := 0
	var raw int64
	for sightings < n {
		r := w.next()
		c.t = r.Page.Fetched.Add(time.Minute)
		rec, err := l.Put(context.Background(), r)
		if err != nil {
			b.Fatal(err)
		}
		sightings += rec.Added
		raw += rawSize(b, r)
		if w.article%(60*w.perDay) == 0 {
			// What runs do at their end: keep the counts of closed days.
			if err := l.EndRun(context.Background(), Run{ID: "large", Started: c.t}); err != nil {
				b.Fatal(err)
			}
		}
		if w.article%50000 == 0 {
			b.Logf("%d articles, %d sightings, %s", w.article, sightings, time.Since(began).Round(time.Second))
		}
	}
	if err := l.EndRun(context.Background(), Run{ID: "large", Started: c.t}); err != nil {
		b.Fatal(err)
	}
	if err := l.db.Sync(); err != nil {
		b.Fatal(err)
	}
	size, err := l.Size()
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d articles, %d sightings in %s: file %d bytes, raw JSON %d bytes", w.article, sightings, time.Since(began).Round(time.Second), size, raw)
	os.WriteFile(path+".raw", []byte(fmt.Sprint(raw, " ", w.start.AddDate(0, 0, w.article/w.perDay-3).Format(time.DateOnly))), 0o600)
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	if err := os.Rename(path+".part", path); err != nil {
		b.Fatal(err)
	}
	return large(b, n)
}

// rawSize is the length of what a record holds as JSON: its article once, and
// every claim as a sighting.
func rawSize(tb testing.TB, r Record) int64 {
	var n int
	a, err := json.Marshal(struct {
		Article extract.Article
		Page    PageRef
		Source  string
		Entries []Entry
	}{r.Article, r.Page, r.Source, r.Entries})
	if err != nil {
		tb.Fatal(err)
	}
	n += len(a)
	for _, c := range r.Claims {
		s := Sighting{ID: strings.Repeat("x", 40), Finding: Key(c), Article: articleID(r.Article.URL), Version: 1, URL: r.Article.URL, Title: r.Article.Title,
			Outlet: worldOutlet(host(r.Article.URL)), Claim: c, Published: r.Article.Published.Time, DateFrom: r.Article.Published.Source,
			Seen: r.Page.Fetched, Page: r.Page.Hash, Text: r.Page.Hash, Extractor: "1", Support: Stated}
		b, err := json.Marshal(s)
		if err != nil {
			tb.Fatal(err)
		}
		n += len(b)
	}
	return int64(n)
}

// anonymous is how much memory of the process is not backed by a file, in bytes.
func anonymous(b *testing.B) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if f := strings.Fields(string(line)); len(f) > 1 && f[0] == "RssAnon:" {
			kb, err := strconv.ParseInt(f[1], 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb << 10
		}
	}
	return 0
}

// cpuTime is what the process has used of the processors.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func largeSize() int {
	if n, err := strconv.Atoi(os.Getenv("PACTWATCH_LARGE_N")); err == nil {
		return n
	}
	return 1_000_000
}

func BenchmarkLarge(b *testing.B) {
	l := large(b, largeSize())
	days, err := l.Days()
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, fn func() (int, error)) {
		b.Run(name, func(b *testing.B) {
			n := 0
			began := cpuTime(b)
			for b.Loop() {
				var err error
				if n, err = fn(); err != nil {
					b.Fatal(err)
				}
			}
			// What it takes on a machine that does nothing else.
			b.ReportMetric(float64((cpuTime(b)-began).Microseconds())/1e3/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(n), "results")
			b.ReportMetric(float64(anonymous(b))/1e6, "MB-anon")
		})
	}
	run("open", func() (int, error) {
		o, err := OpenPublished(l.path, l.o)
		if err != nil {
			return 0, err
		}
		return 0, o.Close()
	})
	run("day/last", func() (int, error) { d, err := l.Day(days[len(days)-1]); return len(d.Events), err })
	run("day/before", func() (int, error) { d, err := l.Day(days[len(days)-2]); return len(d.Events), err })
	run("day/closed", func() (int, error) { d, err := l.Day(days[len(days)-9]); return len(d.Events), err })
	for name, parties := range map[string][2]string{"pair": {"company-0", "company-1"}, "party": {"company-0", ""}, "nobody": {"company-0", "nobody"}} {
		run("deal/"+name, func() (int, error) { t, err := l.Deal(parties[0], parties[1], 50); return len(t), err })
	}
	// Each filter as a page is shown: its findings, and where it is full how many
	// there are in all, unless a text is looked for.
	huge := 9.9e11
	for name, f := range map[string]Filter{
		"all":           {},
		"party":         {Party: "company-0"},
		"party/rare":    {Party: "company-0", Kind: "acquisition", Support: Confirmed, Since: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)},
		"party/unknown": {Party: "nobody"},
		"pair":          {Pair: [2]string{"company-0", "company-1"}},
		"kind":          {Kind: "licensing", State: "possible", Support: Confirmed},
		"rare":          {Kind: "acquisition", State: "possible", Support: Reported, Min: &huge},
		"none":          {Kind: "acquisition", State: "ended"},
		"value":         {Unit: "USD", Min: &huge},
		"dates":         {Until: time.Date(2023, 1, 3, 0, 0, 0, 0, time.UTC)},
		"origin":        {Origin: "outlet no 299"},
		"origin/none":   {Origin: "nobody at all"},
		"text":          {Text: l.word(b)},
		"text/none":     {Text: "words that nobody has"},
		"text/short":    {Text: "qqzz"}, // few letters that nobody has
	} {
		f.Limit = 50
		run("claims/"+name, func() (int, error) {
			found, err := l.Findings(f)
			if err == nil && len(found) == f.Limit && f.Text == "" {
				_, err = l.Count(f)
			}
			return len(found), err
		})
	}
}

// word is one of the words of a ledger's latest finding: many hold it.
func (l *Ledger) word(b *testing.B) string {
	f, err := l.Findings(Filter{Limit: 1})
	if err != nil || len(f) == 0 {
		b.Fatalf("%d findings, %v", len(f), err)
	}
	return strings.Fields(f[0].Claim.Quote)[3]
}

// BenchmarkCommit compares the commit of one article, until Put says that it is
// safe, with the floor: the same bytes as JSON, encoded before, appended to a
// file and synced with fsync. Both are done in turns, so that what else the
// machine does meets both alike, and neither while work goes on behind a Put:
// that is waited for, and is in the ratio of the sums with all checkpoints, as
// if the next Put came at once.
func BenchmarkCommit(b *testing.B) {
	c := &clock{}
	dir := b.TempDir()
	l, err := Open(filepath.Join(dir, "ledger.db"), Options{Now: c.now, Outlet: worldOutlet, Speaks: worldSpeaks, Extractor: "1"})
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	w := newWorld(2)
	l.db.NoSync, l.unsafe = true, true
	for range 3000 {
		r := w.next()
		c.t = r.Page.Fetched.Add(time.Minute)
		if _, err := l.Put(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
	l.db.NoSync, l.unsafe = false, false
	raw, err := os.Create(filepath.Join(dir, "raw"))
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	var floor, commit, behind []time.Duration
	for b.Loop() {
		r := w.next()
		c.t = r.Page.Fetched.Add(time.Minute)
		line, err := json.Marshal(r)
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if _, err := raw.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := raw.Sync(); err != nil {
			b.Fatal(err)
		}
		floor = append(floor, time.Since(began))
		began = time.Now()
		if _, err := l.Put(context.Background(), r); err != nil {
			b.Fatal(err)
		}
		safe := time.Now()
		commit = append(commit, safe.Sub(began))
		if err := l.peek(func(*bolt.Tx) error { return nil }); err != nil {
			b.Fatal(err)
		}
		behind = append(behind, time.Since(safe))
	}
	began := time.Now()
	if err := l.Flush(); err != nil {
		b.Fatal(err)
	}
	behind = append(behind, time.Since(began))
	slices.Sort(floor)
	slices.Sort(commit)
	f, m := floor[len(floor)/2], commit[len(commit)/2]
	b.ReportMetric(float64(f.Microseconds()), "floor-us")
	b.ReportMetric(float64(m.Microseconds()), "commit-us")
	b.ReportMetric(float64(m)/float64(f), "ratio")
	b.ReportMetric(float64(sum(commit)+sum(behind))/float64(sum(floor)), "ratio-of-sums")
}

func sum(ds []time.Duration) (all time.Duration) {
	for _, d := range ds {
		all += d
	}
	return all
}
