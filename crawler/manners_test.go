package crawler

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"pactwatch/config"
)

// clockwork is a clock that stands until it is moved.
type clockwork struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clockwork { return &clockwork{t: time.Date(2025, 3, 14, 9, 0, 0, 0, time.UTC)} }

func (c *clockwork) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clockwork) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// switched answers with whatever the test sets next.
type switched struct {
	mu sync.Mutex
	h  http.HandlerFunc
}

func (s *switched) set(h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.h = h
}

func (s *switched) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	h := s.h
	s.mu.Unlock()
	h(w, r)
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, body) }
}

func TestRobotsAnswers(t *testing.T) {
	for _, c := range []struct {
		name    string
		robots  http.HandlerFunc
		outcome Outcome
		reason  string
	}{
		{"allows", text("User-agent: *\nAllow: /"), Fresh, ""},
		{"forbids", text("User-agent: *\nDisallow: /"), Blocked, "robots.txt: Disallow: /"},
		{"forbids us by name", text("User-agent: *\nAllow: /\n\nUser-agent: PactWatch\nDisallow: /page"), Blocked, "robots.txt: Disallow: /page"},
		{"forbids others", text("User-agent: greedybot\nDisallow: /"), Fresh, ""},
		{"404 allows", status(404), Fresh, ""},
		{"403 allows", status(403), Fresh, ""},
		{"401 allows", status(401), Fresh, ""},
		{"429 puts off", status(429), Deferred, "robots.txt: 429"},
		{"500 puts off", status(500), Deferred, "robots.txt: 500"},
		{"503 puts off", status(503), Deferred, "robots.txt: 503"},
		{"redirect is followed", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/other.txt", http.StatusMovedPermanently)
		}, Blocked, "Disallow: /page"},
		{"too many redirects allow", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, Fresh, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.mux.Handle("/robots.txt", c.robots)
			s.mux.Handle("/", c.robots)
			s.serve("/other.txt", "text/plain", "User-agent: *\nDisallow: /page\n")
			s.mux.Handle("/.well-known/", http.NotFoundHandler())
			s.serve("/page", "text/html", story("page"))
			rep := crawl(t, loopback([]int{s.port()}, config.Source{ID: "one", Kind: config.Single, URL: s.URL + "/page"}), newLedger(), Options{})
			got := rep.Sources[0]
			if got.Outcome != c.outcome || !strings.Contains(got.Reason, c.reason) {
				t.Errorf("%s (%s), want %s (%s)", got.Outcome, got.Reason, c.outcome, c.reason)
			}
			if want := map[bool]int{true: 1, false: 0}[c.outcome == Fresh]; s.asked("/page") != want {
				t.Errorf("the page was asked for %d times, want %d", s.asked("/page"), want)
			}
		})
	}
}

// TestRobotsMemory holds how long a file counts: a day; while it cannot be had,
// its last good copy, thirty days.
func TestRobotsMemory(t *testing.T) {
	s := newSite(t)
	var robots switched
	robots.set(text("User-agent: *\nDisallow: /no"))
	s.mux.Handle("/robots.txt", &robots)
	s.serve("/yes", "text/html", story("yes"))
	s.serve("/no", "text/html", story("no"))
	cfg := loopback([]int{s.port()},
		config.Source{ID: "yes", Kind: config.Single, URL: s.URL + "/yes"},
		config.Source{ID: "no", Kind: config.Single, URL: s.URL + "/no"})
	clock, l := newClock(), newLedger()
	look := func(yes, no Outcome, asked int, when string) {
		t.Helper()
		rep := crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
		if rep.Sources[0].Outcome != yes || rep.Sources[1].Outcome != no {
			t.Errorf("%s: yes is %s (%s), no is %s (%s); want %s, %s", when, rep.Sources[0].Outcome, rep.Sources[0].Reason, rep.Sources[1].Outcome, rep.Sources[1].Reason, yes, no)
		}
		if got := s.asked("/robots.txt"); got != asked {
			t.Errorf("%s: robots.txt was asked for %d times, want %d", when, got, asked)
		}
	}
	look(Fresh, Blocked, 1, "first run")
	clock.add(23 * time.Hour)
	look(Unchanged, Blocked, 1, "within a day")
	robots.set(status(503))
	clock.add(2 * time.Hour)
	look(Unchanged, Blocked, 4, "after a day, while it is down")
	clock.add(28 * 24 * time.Hour)
	look(Unchanged, Blocked, 7, "after four weeks, while it is down")
	clock.add(3 * 24 * time.Hour)
	look(Deferred, Deferred, 10, "after thirty days, while it is down")
	robots.set(status(404))
	clock.add(2 * time.Hour)
	look(Unchanged, Fresh, 11, "when it is gone")
}

// TestEveryHopIsChecked holds that a redirect is a request like any other.
func TestEveryHopIsChecked(t *testing.T) {
	a, b := newSite(t), newSite(t)
	b.serve("/robots.txt", "text/plain", "User-agent: *\nDisallow: /secret\n")
	b.serve("/secret", "text/html", story("secret"))
	b.serve("/open", "text/html", story("open"))
	a.mux.Handle("/1", http.RedirectHandler(b.URL+"/secret", http.StatusMovedPermanently))
	a.mux.Handle("/2", http.RedirectHandler(b.URL+"/open", http.StatusTemporaryRedirect))
	l := newLedger()
	rep := crawl(t, loopback([]int{a.port(), b.port()},
		config.Source{ID: "secret", Kind: config.Single, URL: a.URL + "/1"},
		config.Source{ID: "open", Kind: config.Single, URL: a.URL + "/2"}), l, Options{})
	if rep.Sources[0].Outcome != Blocked || b.asked("/secret") != 0 {
		t.Errorf("redirect to a forbidden address: %s, asked for %d times", rep.Sources[0].Outcome, b.asked("/secret"))
	}
	if rep.Sources[1].Outcome != Fresh || l.visits[len(l.visits)-1].Page == nil && l.visits[0].Page == nil {
		t.Errorf("redirect to an open address: %s (%s)", rep.Sources[1].Outcome, rep.Sources[1].Reason)
	}
	for _, v := range l.visits {
		if v.Page != nil && (v.Page.Final != b.URL+"/open" || v.Page.URL != a.URL+"/2") {
			t.Errorf("page from %s to %s", v.Page.URL, v.Page.Final)
		}
	}
}

func TestReservations(t *testing.T) {
	for _, c := range []struct {
		name, file, header, meta, tdm string
		reserved                      bool
		outcome                       Outcome
	}{
		{"nothing said", "", "", "", "", false, Fresh},
		{"file", `[{"location":"/page","tdm-reservation":1}]`, "", "", "", true, Reserved},
		{"file, another path", `[{"location":"/archive/*","tdm-reservation":1}]`, "", "", "", false, Fresh},
		{"file, first rule that matches", `[{"location":"/page","tdm-reservation":0},{"location":"/","tdm-reservation":1}]`, "", "", "", false, Fresh},
		{"file that makes no sense", `{"location":"/"}`, "", "", "", false, Fresh},
		{"header", "", "1", "", "", true, Reserved},
		{"header over file", `[{"location":"/","tdm-reservation":1}]`, "0", "", "", false, Fresh},
		{"meta over header", "", "1", "0", "", false, Fresh},
		{"meta", "", "", "1", "", true, Reserved},
		{"another value says nothing", "", "yes", "", "", false, Fresh},
		{"licensed", "", "1", "", "licensed", true, Fresh},
		{"off", "", "1", "", "off", true, Fresh},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			if c.file != "" {
				s.serve("/.well-known/tdmrep.json", "application/json", c.file)
			}
			s.mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if c.header != "" {
					w.Header().Set("TDM-Reservation", c.header)
				}
				meta := ""
				if c.meta != "" {
					meta = `<meta name="tdm-reservation" content="` + c.meta + `">`
				}
				fmt.Fprint(w, "<html><head>"+meta+"</head><body>text</body></html>")
			})
			l := newLedger()
			crawl(t, loopback([]int{s.port()}, config.Source{ID: "one", Kind: config.Single, URL: s.URL + "/page", TDM: c.tdm}), l, Options{})
			v := l.visits[0]
			if v.Outcome != c.outcome || v.Page == nil || v.Page.Reserved != c.reserved {
				t.Fatalf("%s, page %+v", v.Outcome, v.Page)
			}
			if (v.Page.Body == nil) != (c.outcome == Reserved) {
				t.Errorf("body of %d bytes with outcome %s", len(v.Page.Body), v.Outcome)
			}
		})
	}
}

func TestDirectives(t *testing.T) {
	h := http.Header{}
	h.Add("X-Robots-Tag", "noarchive, max-snippet: 20")
	h.Add("X-Robots-Tag", "otherbot: noindex")
	h.Add("X-Robots-Tag", "PactWatch: nosnippet")
	h.Add("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST")
	got := strings.Join(directives(h, []string{"noimageindex"}, "pactwatch"), "|")
	if want := "max-snippet: 20|noarchive|noimageindex|nosnippet|unavailable_after: 25 jun 2030 15:00:00 pst"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestOneAtATimeAndADelay holds the manners of a host while several sources ask it.
func TestOneAtATimeAndADelay(t *testing.T) {
	const delay = 20 * time.Millisecond
	var mu sync.Mutex
	var ended time.Time
	requests := 0
	least := time.Hour
	s := newSite(t)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		requests++
		if !ended.IsZero() {
			least = min(least, time.Since(ended))
		}
		ended = time.Now() // before the answer: the client cannot have it earlier
		mu.Unlock()
		if r.URL.Path == "/hop" {
			http.Redirect(w, r, "/end", http.StatusFound)
		} else if strings.HasPrefix(r.URL.Path, "/p") || r.URL.Path == "/end" {
			fmt.Fprint(w, story(r.URL.Path))
		} else {
			w.WriteHeader(404)
		}
	})
	var sources []config.Source
	for i := range 6 {
		sources = append(sources, config.Source{ID: fmt.Sprintf("s%d", i), Kind: config.Single, URL: fmt.Sprintf("%s/p%d", s.URL, i)})
	}
	sources = append(sources, config.Source{ID: "hop", Kind: config.Single, URL: s.URL + "/hop"})
	cfg := loopback([]int{s.port()}, sources...)
	cfg.Pace.Delay = delay
	crawl(t, cfg, newLedger(), Options{})
	if least < delay { // two at once would show as no gap at all
		t.Errorf("least gap %v, want at least %v", least, delay)
	}
	if requests != 10 { // robots.txt, tdmrep.json, six pages, two hops
		t.Errorf("%d requests, want 10", requests)
	}
}

func TestRetryAfterAndBreaker(t *testing.T) {
	s := newSite(t)
	var feed switched
	s.mux.Handle("/feed", &feed)
	s.serve("/a", "text/html", story("a"))
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	clock, l := newClock(), newLedger()

	// A short pause is waited for, within the run.
	tries := 0
	feed.set(func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(503)
			return
		}
		fmt.Fprint(w, rss(clock.now(), s.URL, "/a"))
	})
	rep := crawl(t, cfg, l, Options{Now: clock.now})
	if rep.Sources[0].Outcome != Fresh || tries != 2 {
		t.Errorf("after one 503: %s (%s), %d tries", rep.Sources[0].Outcome, rep.Sources[0].Reason, tries)
	}

	// A long one is kept over runs, whatever the schedule.
	feed.set(func(w http.ResponseWriter, r *http.Request) {
		tries++
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(429)
	})
	tries = 0
	for range 3 {
		clock.add(30 * time.Minute)
		rep = crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
		if got := rep.Sources[0]; got.Outcome != Deferred || !strings.Contains(got.Reason, "429") {
			t.Errorf("while asked to wait: %s (%s)", got.Outcome, got.Reason)
		}
	}
	if tries != 1 {
		t.Errorf("%d requests within the two hours, want 1", tries)
	}
	feed.set(text(rss(clock.now(), s.URL, "/a")))
	clock.add(3 * time.Hour)
	if rep = crawl(t, cfg, l, Options{Now: clock.now}); rep.Sources[0].Outcome != Unchanged {
		t.Errorf("after the wait: %s (%s)", rep.Sources[0].Outcome, rep.Sources[0].Reason)
	}

	// A dead host is asked three times, then left alone for an hour, then once.
	s.CloseClientConnections()
	s.Listener.Close()
	clock.add(25 * time.Hour)
	rep = crawl(t, cfg, l, Options{Now: clock.now})
	if got := rep.Sources[0]; got.Outcome != Failed || !strings.Contains(got.Reason, "connection refused") {
		t.Errorf("dead host: %s (%s)", got.Outcome, got.Reason)
	}
	clock.add(20 * time.Minute)
	rep = crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if got := rep.Sources[0]; got.Outcome != Deferred || !strings.Contains(got.Reason, "next try at") {
		t.Errorf("while the breaker is open: %s (%s)", got.Outcome, got.Reason)
	}
}

func TestFindAndFetch(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	s.mux.HandleFunc("/{$}", text(`<html><head><link rel="alternate" type="application/rss+xml" title="All news" href="/rss.xml"><link rel=alternate type="application/rss+xml" href="/dead.xml"></head><body><h1>News</h1></body></html>`))
	s.serve("/robots.txt", "text/plain", "User-agent: *\nDisallow: /no\nSitemap: "+s.URL+"/maps/news.xml\n")
	s.serve("/rss.xml", "application/rss+xml", rss(now, s.URL, "/a", "/b"))
	s.serve("/maps/news.xml", "application/xml", `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>`+s.URL+`/a</loc><news:news><news:publication_date>2025-03-14</news:publication_date></news:news></url></urlset>`)
	s.serve("/a", "text/html", story("a"))
	s.serve("/no", "text/html", story("no"))
	cfg := loopback([]int{s.port()})
	c, err := New(cfg, nil, Options{Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx := context.Background()
	found, err := c.Find(ctx, s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[0].Kind != config.Feed || found[0].Items != 2 || found[1].Kind != config.Sitemap || !found[1].News {
		t.Errorf("found %+v", found)
	}
	p, outcome, reason, err := c.Fetch(ctx, s.URL+"/a")
	if err != nil || outcome != Fresh || !strings.Contains(string(p.Body), "Text of a") {
		t.Errorf("fetch: %s (%s), %v", outcome, reason, err)
	}
	if _, outcome, reason, _ := c.Fetch(ctx, s.URL+"/no"); outcome != Blocked || reason != "robots.txt: Disallow: /no" {
		t.Errorf("fetch of a forbidden page: %s (%s)", outcome, reason)
	}
	if _, outcome, _, _ := c.Fetch(ctx, s.URL+"/gone"); outcome != Gone {
		t.Errorf("fetch of a missing page: %s", outcome)
	}
	if _, _, _, err := c.Fetch(ctx, "ftp://news.example/"); err == nil {
		t.Error("fetch of an ftp address gave no error")
	}
}
