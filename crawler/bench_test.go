package crawler

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"github.com/PuerkitoBio/goquery"
	"github.com/klauspost/compress/gzip"
	"go.etcd.io/bbolt"

	"pactwatch/config"
	"pactwatch/crawler/weburl"
)

// benchConfig watches one feed on each host.
func benchConfig(hosts, port, workers int, delay time.Duration) config.Config {
	cfg := loopback([]int{port})
	cfg.Pace.Delay, cfg.Pace.Workers, cfg.Pace.PerRun = delay, workers, 1_000_000
	for i := range hosts {
		cfg.Sources = append(cfg.Sources, config.Source{ID: fmt.Sprintf("s%d", i), URL: benchHost(i, port) + "/feed", TDM: "off"})
	}
	return cfg
}

// reader is a Handler over a ledger that does with pages what fn does.
type reader struct {
	*ledger
	fn    func(*Page)
	pages int
}

func (r *reader) Visit(_ context.Context, v *Visit) error {
	if v.Page != nil {
		r.pages++
		if r.fn != nil {
			r.fn(v.Page)
		}
	}
	r.put(v.Entries(Verdict{}))
	return nil
}

func (r *reader) run(b testing.TB, cfg config.Config, o Options) Report {
	c, err := New(cfg, r, o)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	rep, err := c.Run(context.Background(), r)
	if err != nil {
		b.Fatal(err)
	}
	return rep
}

func parse(body []byte) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	_ = doc.Find("title").Text()
	doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) { _, _ = s.Attr("href") })
	_ = doc.Find("article p").Text()
}

// BenchmarkMakespan crawls 200 hosts of 10 pages with 50 ms of latency and 500 ms
// between two requests to a host. The ideal is what the slowest host needs: its
// robots.txt, its feed and its pages, one after the other. The floor is what this
// machine takes at the time with a goroutine for each host and nothing to read.
func BenchmarkMakespan(b *testing.B) {
	const hosts, pages, latency, delay = 200, 10, 50 * time.Millisecond, 500 * time.Millisecond
	for _, workers := range []int{32, 200} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			port := startSite(b, latency, pages)
			requests := time.Duration(pages + 2)
			ideal := requests*latency + (requests-1)*delay
			for b.Loop() {
				r := &reader{ledger: newLedger()}
				start := time.Now()
				r.run(b, benchConfig(hosts, port, workers, delay), Options{})
				took := time.Since(start)
				if r.pages != hosts*pages {
					b.Fatalf("%d pages", r.pages)
				}
				b.ReportMetric(took.Seconds(), "s")
				b.ReportMetric(took.Seconds()/ideal.Seconds(), "×ideal")
				start = time.Now()
				paced(b, hosts, port, int(requests), delay)
				b.ReportMetric(took.Seconds()/time.Since(start).Seconds(), "×floor")
			}
		})
	}
}

// paced asks every host for its pages, one after the other, with a delay between.
func paced(b testing.TB, hosts, port, requests int, delay time.Duration) {
	t := &http.Transport{MaxIdleConns: 512, MaxIdleConnsPerHost: 1}
	defer t.CloseIdleConnections()
	client := &http.Client{Transport: t}
	var wg sync.WaitGroup
	for i := range hosts {
		wg.Go(func() {
			for n := range requests {
				if n > 0 {
					time.Sleep(delay)
				}
				resp, err := client.Get(fmt.Sprintf("%s/p/%d", benchHost(i, port), n))
				if err != nil {
					b.Error(err)
					return
				}
				io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	wg.Wait()
}

// floor is a plain net/http client with the same guard, gunzip and hash.
func floor(b testing.TB, cfg config.Config, port, workers, pages int, discover bool, fn func([]byte)) {
	guard := ssrf.New(ssrf.WithPorts(uint16(port)), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.0/8")))
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: guard.Safe}
	t := &http.Transport{DialContext: dialer.DialContext, MaxIdleConns: 512, MaxIdleConnsPerHost: 1, DisableCompression: true}
	defer t.CloseIdleConnections()
	client := &http.Client{Transport: t}
	pool := sync.Pool{New: func() any { return new(gzip.Reader) }}
	get := func(url string, read bool) {
		req, _ := http.NewRequest("GET", url, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		resp, err := client.Do(req)
		if err != nil {
			b.Error(err)
			return
		}
		defer resp.Body.Close()
		var in io.Reader = resp.Body
		if resp.Header.Get("Content-Encoding") == "gzip" {
			z := pool.Get().(*gzip.Reader)
			defer pool.Put(z)
			if err := z.Reset(in); err != nil {
				b.Error(err)
				return
			}
			in = z
		}
		body, err := io.ReadAll(in)
		if err != nil {
			b.Error(err)
			return
		}
		sum := sha256.Sum256(body)
		_ = sum
		if read && fn != nil {
			fn(body)
		}
	}
	work := make(chan string)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for base := range work {
				if discover {
					get(base+"/robots.txt", false)
					get(base+"/feed", false)
				}
				for i := range pages {
					get(fmt.Sprintf("%s/p/%d", base, i), true)
				}
			}
		})
	}
	for _, s := range cfg.Sources {
		work <- strings.TrimSuffix(s.URL, "/feed")
	}
	close(work)
	wg.Wait()
}

// told is a ledger that already knows which pages wait: nothing is to be found.
func told(cfg config.Config, pages int) *ledger {
	l := newLedger()
	now := time.Now().UTC()
	for _, s := range cfg.Sources {
		base := weburl.Origin(s.URL)
		l.put([]Entry{
			entry(hostKey+base, hostMemory{RobotsStatus: 404, RobotsGood: now, RobotsTried: now}),
			entry(sourceKey+s.ID, sourceMemory{Interval: time.Hour, Next: now.Add(time.Hour), Last: now, First: now}),
		})
		for i := range pages {
			url := fmt.Sprintf("%s/p/%d", base, i)
			id := weburl.Identify(url)
			p := pendingOf(s.ID, now, id)
			l.put([]Entry{entry(p, pendingMemory{URL: url, Published: now}), entry(seenKey+id.String(), seenMemory{State: statePending, Pending: p})})
		}
	}
	return l
}

// BenchmarkCPU compares the processor time of a crawl without delays with that of
// the floor, in the same run, several times in turn; the median ratio counts.
// "fetched" and "parsed" are told their pages; "crawled" has to find them, for
// which the floor only asks for robots.txt and feed.
func BenchmarkCPU(b *testing.B) {
	const hosts, pages, workers = 100, 20, 32
	for _, c := range []struct {
		name     string
		discover bool
		fn       func([]byte)
	}{{"fetched", false, nil}, {"parsed", false, parse}, {"crawled", true, nil}} {
		b.Run(c.name, func(b *testing.B) {
			port := startSite(b, 0, pages)
			cfg := benchConfig(hosts, port, workers, time.Nanosecond)
			for b.Loop() {
				var ratios, ours []float64
				for range 5 {
					runtime.GC()
					start := cpu()
					floor(b, cfg, port, workers, pages, c.discover, c.fn)
					base := cpu() - start
					r := &reader{ledger: newLedger()}
					if !c.discover {
						r.ledger = told(cfg, pages)
					}
					runtime.GC()
					if c.fn != nil {
						r.fn = func(p *Page) { c.fn(p.Body) }
					}
					start = cpu()
					r.run(b, cfg, Options{})
					mine := cpu() - start
					if r.pages != hosts*pages {
						b.Fatalf("%d pages", r.pages)
					}
					ratios = append(ratios, mine.Seconds()/base.Seconds())
					ours = append(ours, mine.Seconds()*1000/(hosts*pages))
				}
				slices.Sort(ratios)
				slices.Sort(ours)
				b.ReportMetric(ratios[2], "×floor")
				b.ReportMetric(ratios[0], "×floor-best")
				b.ReportMetric(ours[2], "cpu-ms/page")
			}
		})
	}
}

// BenchmarkUnchanged crawls twice: the second time nothing has changed.
func BenchmarkUnchanged(b *testing.B) {
	const hosts, pages, workers = 200, 10, 32
	port := startSite(b, 0, pages)
	cfg := benchConfig(hosts, port, workers, time.Nanosecond)
	for b.Loop() {
		r := &reader{ledger: newLedger()}
		runtime.GC()
		start := cpu()
		first := r.run(b, cfg, Options{})
		one := cpu() - start
		r.pages = 0
		runtime.GC()
		start = cpu()
		second := r.run(b, cfg, Options{IgnoreSchedule: true})
		two := cpu() - start
		if r.pages != 0 {
			b.Fatalf("%d pages handed over", r.pages)
		}
		b.ReportMetric(100*float64(second.Bytes)/float64(first.Bytes), "%bytes")
		b.ReportMetric(100*two.Seconds()/one.Seconds(), "%cpu")
		b.ReportMetric(float64(second.Requests), "requests")
	}
}

// bolt is a Memory and a Handler on disk.
type bolt struct{ *bbolt.DB }

var boltBucket = []byte("memory")

func (m bolt) Recall(key string) (v []byte, err error) {
	err = m.View(func(tx *bbolt.Tx) error {
		v = bytes.Clone(tx.Bucket(boltBucket).Get([]byte(key)))
		return nil
	})
	return v, err
}

func (m bolt) Scan(prefix string, fn func(Entry) error) error {
	err := m.View(func(tx *bbolt.Tx) error {
		c := tx.Bucket(boltBucket).Cursor()
		for k, v := c.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = c.Next() {
			if err := fn(Entry{string(k), v}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func (m bolt) Remember(_ context.Context, entries []Entry) error {
	return m.Update(func(tx *bbolt.Tx) error {
		bk := tx.Bucket(boltBucket)
		for _, e := range entries {
			var err error
			if e.Value == nil {
				err = bk.Delete([]byte(e.Key))
			} else {
				err = bk.Put([]byte(e.Key), e.Value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (m bolt) Visit(ctx context.Context, v *Visit) error {
	return m.Remember(ctx, v.Entries(Verdict{}))
}

// BenchmarkMemory watches 1000 hosts with a million known addresses: how long
// until the first request, and how much anonymous memory at the most.
func BenchmarkMemory(b *testing.B) {
	const hosts, known = 1000, 1_000_000
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "memory.db"), 0o600, &bbolt.Options{NoSync: true, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket(boltBucket); return err }); err != nil {
		b.Fatal(err)
	}
	port := startSite(b, 0, 10)
	// The articles of the site are known, and as many others as it takes.
	now := time.Now().UTC()
	ids := make([]weburl.ID, 0, known)
	for i := range hosts {
		for n := range 10 {
			ids = append(ids, weburl.Identify(fmt.Sprintf("%s/p/%d", benchHost(i, port), n)))
		}
	}
	for len(ids) < known {
		var id weburl.ID
		binary.LittleEndian.PutUint64(id[:], rand.Uint64())
		binary.LittleEndian.PutUint64(id[8:], rand.Uint64())
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y weburl.ID) int { return bytes.Compare(x[:], y[:]) })
	for part := range slices.Chunk(ids, 20_000) {
		entries := make([]Entry, 0, len(part)*2)
		for _, id := range part {
			s := seenMemory{State: stateDone, First: now.Add(-2 * time.Hour), Last: now, Full: now, ETag: `"0123456789abcdef"`, Hash: id.String(), Visit: 1}
			s.Due = dueOf(now.Add(4*time.Hour), id)
			entries = append(entries, entry(seenKey+id.String(), s), entry(s.Due, dueMemory{URL: "https://news.example/a/story/of/usual/length", Source: "s1"}))
		}
		if err := (bolt{db}).Remember(context.Background(), entries); err != nil {
			b.Fatal(err)
		}
	}
	ids = nil
	cfg := benchConfig(hosts, port, 32, time.Nanosecond)
	for b.Loop() {
		debug.FreeOSMemory()
		var first atomic.Int64
		start := time.Now()
		m := &firstAnswer{bolt: bolt{db}, at: &first}
		c, err := New(cfg, m, Options{IgnoreSchedule: true})
		if err != nil {
			b.Fatal(err)
		}
		stop, most := make(chan struct{}), make(chan int64)
		go func() {
			peak := int64(0)
			t := time.NewTicker(20 * time.Millisecond)
			defer t.Stop()
			for {
				select {
				case <-t.C:
					peak = max(peak, rssAnon())
				case <-stop:
					most <- max(peak, rssAnon())
					return
				}
			}
		}()
		rep, err := c.Run(context.Background(), m)
		close(stop)
		if err != nil {
			b.Fatal(err)
		}
		c.Close()
		b.ReportMetric(float64(<-most)/(1<<20), "RssAnon-MiB")
		b.ReportMetric(time.Unix(0, first.Load()).Sub(start).Seconds(), "s-to-first-answer")
		b.ReportMetric(float64(rep.Requests), "requests")
	}
}

// firstAnswer notes when the first thing is remembered, which is after the first answer.
type firstAnswer struct {
	bolt
	at *atomic.Int64
}

func (f *firstAnswer) Remember(ctx context.Context, e []Entry) error {
	f.at.CompareAndSwap(0, time.Now().UnixNano())
	return f.bolt.Remember(ctx, e)
}

// BenchmarkStop measures how long a run takes to end once it is told to, in the
// middle of a crawl of slow hosts.
func BenchmarkStop(b *testing.B) {
	port := startSite(b, 2*time.Second, 10)
	cfg := benchConfig(64, port, 32, 5*time.Second)
	worst := time.Duration(0)
	for b.Loop() {
		ctx, cancel := context.WithCancel(context.Background())
		c, err := New(cfg, newLedger(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		var told time.Time
		time.AfterFunc(3*time.Second, func() { told = time.Now(); cancel() })
		c.Run(ctx, newLedger())
		worst = max(worst, time.Since(told))
		c.Close()
		cancel()
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms-to-stop")
}

// BenchmarkHostile runs every attack of [TestHostileServers] with the limits as
// they are, and reports the longest request and the largest heap.
func BenchmarkHostile(b *testing.B) {
	for _, a := range attacks {
		b.Run(strings.ReplaceAll(a.name, " ", "_"), func(b *testing.B) {
			base := a.server(b)
			cfg := loopback([]int{portOf(b, base)}, config.Source{ID: "bad", Kind: a.kind, URL: base + a.path})
			for b.Loop() {
				debug.FreeOSMemory()
				before := rssAnon()
				l := newLedger()
				c, err := New(cfg, l, Options{})
				if err != nil {
					b.Fatal(err)
				}
				start, used := time.Now(), cpu()
				rep, err := c.Run(context.Background(), l)
				if err != nil {
					b.Fatal(err)
				}
				c.Close()
				b.ReportMetric(time.Since(start).Seconds()/float64(max(rep.Requests-2, 1)), "s/request")
				b.ReportMetric((cpu() - used).Seconds(), "cpu-s")
				b.ReportMetric(float64(rssAnon()-before)/(1<<20), "MiB")
			}
		})
	}
}
