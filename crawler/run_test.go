package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pactwatch/config"
)

// site is a small news site that counts what it is asked for.
type site struct {
	*httptest.Server
	mux *http.ServeMux

	mu   sync.Mutex
	hits map[string]int
	last map[string]http.Header
}

func newSite(t testing.TB) *site {
	s := &site{mux: http.NewServeMux(), hits: map[string]int{}, last: map[string]http.Header{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits[r.URL.Path]++
		s.last[r.URL.Path] = r.Header.Clone()
		s.mu.Unlock()
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

func (s *site) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, h := range s.hits {
		n += h
	}
	return n
}

func (s *site) port() int {
	u, _ := url.Parse(s.URL)
	p, _ := strconv.Atoi(u.Port())
	return p
}

// serve answers path with a body, and 304 to its ETag.
func (s *site) serve(path, contentType, body string) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		etag := fmt.Sprintf(`"%x"`, len(body))
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	})
}

func story(title string) string {
	return "<!doctype html><html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>Text of " + title + ".</p></article></body></html>"
}

// rss writes a feed of the given paths, dated hour after hour before now.
func rss(now time.Time, base string, paths ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>` + base + `</link>`)
	for i, p := range paths {
		fmt.Fprintf(&b, "<item><title>Item %d</title><link>%s%s</link><pubDate>%s</pubDate></item>", i, base, p, now.Add(-time.Duration(i+1)*time.Hour).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func TestRunOfFeedSitemapListingAndPage(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	s.serve("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n")
	s.serve("/feed", "application/rss+xml", rss(now, s.URL, "/a", "/b?utm_source=rss", "/private/x", "/gone"))
	s.serve("/map.xml", "application/xml", `<sitemapindex><sitemap><loc>`+s.URL+`/map.xml</loc></sitemap><sitemap><loc>`+s.URL+`/news.xml</loc></sitemap></sitemapindex>`)
	s.serve("/news.xml", "application/xml", `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>`+s.URL+`/a</loc></url><url><loc>`+s.URL+`/c</loc><news:news><news:publication_date>`+now.Format(time.RFC3339)+`</news:publication_date><news:title>See</news:title></news:news></url><url><loc>`+s.URL+`/old</loc><lastmod>2019-01-01</lastmod></url></urlset>`)
	s.serve("/latest", "text/html", `<ul><li class=story><a href="/b">B</a><li class=story><a href="d">D</a></ul><a href="/about">About</a>`)
	s.mux.Handle("/moved", http.RedirectHandler("/page2", http.StatusFound))
	for _, p := range []string{"/a", "/b", "/c", "/d", "/page2", "/private/x", "/old", "/about"} {
		s.serve(p, "text/html; charset=utf-8", story(p))
	}
	cfg := loopback([]int{s.port()},
		config.Source{ID: "feed", Kind: config.Feed, URL: s.URL + "/feed"},
		config.Source{ID: "map", Kind: config.Sitemap, URL: s.URL + "/map.xml"},
		config.Source{ID: "list", Kind: config.Listing, URL: s.URL + "/latest", Links: "li.story a"},
		config.Source{ID: "one", Kind: config.Single, URL: s.URL + "/moved"},
	)
	l := newLedger()
	rep := crawl(t, cfg, l, Options{})
	for _, r := range rep.Sources {
		if r.Outcome != Fresh {
			t.Errorf("source %s: %s (%s), want new", r.ID, r.Outcome, r.Reason)
		}
	}
	for _, p := range []string{"/a", "/c", "/d", "/moved"} {
		if l.pages[s.URL+p] == "" {
			t.Errorf("page %s was not handed over", p)
		}
	}
	for path, want := range map[string]int{"/a": 1, "/b": 1, "/c": 1, "/d": 1, "/page2": 1, "/private/x": 0, "/old": 0, "/about": 0, "/robots.txt": 1, "/gone": 1, "/news.xml": 1, "/map.xml": 1} {
		if got := s.asked(path); got != want {
			t.Errorf("%s asked for %d times, want %d", path, got, want)
		}
	}
	if got := l.count(Blocked); got != 1 {
		t.Errorf("%d blocked, want 1", got)
	}
	if ua := s.last["/a"].Get("User-Agent"); !strings.Contains(ua, "pactwatch") || !strings.Contains(ua, "test@pactwatch.example") {
		t.Errorf("user agent %q", ua)
	}

	// Again at once: every endpoint conditionally, no article, nothing new.
	before := s.total()
	l.reset()
	rep = crawl(t, cfg, l, Options{IgnoreSchedule: true})
	for _, r := range rep.Sources {
		if r.Outcome != Unchanged {
			t.Errorf("second run, source %s: %s (%s), want unchanged", r.ID, r.Outcome, r.Reason)
		}
	}
	if got := s.total() - before; got > 8 {
		t.Errorf("second run made %d requests", got)
	}
	for _, p := range []string{"/feed", "/map.xml", "/latest"} {
		if s.last[p].Get("If-None-Match") == "" {
			t.Errorf("%s was not asked for conditionally", p)
		}
	}
	if l.count(Fresh) != 0 {
		t.Errorf("second run handed over %d pages", l.count(Fresh))
	}

	// And once more: nothing is due.
	before = s.total()
	rep = crawl(t, cfg, l, Options{})
	if got := s.total() - before; got != 0 {
		t.Errorf("third run made %d requests, want 0: nothing is due", got)
	}
	for _, r := range rep.Sources {
		if r.Outcome != Skipped {
			t.Errorf("third run, source %s: %s, want skipped", r.ID, r.Outcome)
		}
	}
}

// TestSlowHostDelaysOnlyItself holds back the answers of one host until all other
// hosts have been read: with a worker to spare the run ends.
func TestSlowHostDelaysOnlyItself(t *testing.T) {
	const hosts = 6
	var others sync.WaitGroup
	slow := newSite(t)
	all := make(chan struct{})
	slow.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		<-all
		fmt.Fprint(w, story("slow"))
	})
	ports := []int{slow.port()}
	sources := []config.Source{{ID: "slow", Kind: config.Single, URL: slow.URL + "/a"}}
	for i := range hosts {
		s := newSite(t)
		others.Add(1)
		once := sync.OnceFunc(others.Done)
		s.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, story("quick"))
			once()
		})
		ports = append(ports, s.port())
		sources = append(sources, config.Source{ID: fmt.Sprintf("quick%d", i), Kind: config.Single, URL: s.URL + "/a"})
	}
	go func() { others.Wait(); close(all) }()
	cfg := loopback(ports, sources...)
	cfg.Pace.Workers = 2
	guard := time.AfterFunc(hang, func() { panic("one host holds up the others") })
	defer guard.Stop()
	for _, r := range crawl(t, cfg, newLedger(), Options{}).Sources {
		if r.Outcome != Fresh {
			t.Errorf("%s: %s (%s)", r.ID, r.Outcome, r.Reason)
		}
	}
}

func TestOnlySomeSourcesAndProgress(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	serveStories(s, []string{"/a", "/b"})
	s.serve("/one", "application/rss+xml", rss(now, s.URL, "/a"))
	s.serve("/two", "application/rss+xml", rss(now, s.URL, "/b"))
	var steps []Progress
	l := newLedger()
	rep := crawl(t, loopback([]int{s.port()}, config.Source{ID: "one", URL: s.URL + "/one"}, config.Source{ID: "two", URL: s.URL + "/two"}), l,
		Options{Only: []string{"two"}, Progress: func(p Progress) { steps = append(steps, p) }})
	if rep.Sources[0].Outcome != Skipped || rep.Sources[1].Outcome != Fresh || s.asked("/one") != 0 {
		t.Errorf("%+v", rep.Sources)
	}
	if len(steps) != 1 || steps[0].URL != s.URL+"/b" || steps[0].Outcome != Stored || steps[0].Done != 1 {
		t.Errorf("progress %+v", steps)
	}
}

// TestPanics holds that a handler which panics over one page costs that page, and
// that the next run reads it.
func TestPanics(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	all := paths("a", 4)
	serveStories(s, all)
	s.serve("/feed", "application/rss+xml", rss(clock.now(), s.URL, all...))
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	l.visit = func(v *Visit) error {
		if v.URL == s.URL+"/a1" {
			panic("cannot read this")
		}
		return nil
	}
	rep := crawl(t, cfg, l, Options{Now: clock.now})
	if r := rep.Sources[0]; len(l.stored()) != 3 || r.Pages[Failed] != 1 || !strings.Contains(r.Reason, "/a1") {
		t.Errorf("%d stored, report %+v", len(l.stored()), r)
	}
	l.visit = nil
	clock.add(40 * time.Minute)
	crawl(t, cfg, l, Options{Now: clock.now})
	if len(l.stored()) != 4 {
		t.Errorf("%d stored after the second run", len(l.stored()))
	}
}

// TestOneVisitAtATime holds that the handler is never called twice at once,
// however many hosts are asked.
func TestOneVisitAtATime(t *testing.T) {
	var ports []int
	var sources []config.Source
	for i := range 8 {
		s := newSite(t)
		s.serve("/a", "text/html", story("a"))
		ports = append(ports, s.port())
		sources = append(sources, config.Source{ID: fmt.Sprintf("s%d", i), Kind: config.Single, URL: s.URL + "/a"})
	}
	m := &turnstile{ledger: newLedger()}
	c, err := New(loopback(ports, sources...), m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Run(context.Background(), m); err != nil {
		t.Error(err)
	}
	if m.most != 1 || len(m.stored()) != len(sources) {
		t.Errorf("%d visits at once, %d stored", m.most, len(m.stored()))
	}
}

// turnstile is a ledger that counts how many visits are in it at once.
type turnstile struct {
	*ledger
	mu       sync.Mutex
	in, most int
}

func (m *turnstile) Visit(ctx context.Context, v *Visit) error {
	m.mu.Lock()
	m.in++
	m.most = max(m.most, m.in)
	m.mu.Unlock()
	runtime.Gosched() // let another come in, if it could
	err := m.ledger.Visit(ctx, v)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.in--
	return err
}
