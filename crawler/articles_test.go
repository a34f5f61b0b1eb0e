package crawler

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pactwatch/config"
)

func TestOneArticleOneIdentity(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	s.mux.Handle("/r", http.RedirectHandler("/a?utm_source=redirect", http.StatusMovedPermanently))
	page := `<html><head><link rel="canonical" href="/a"></head><body>the article</body></html>`
	s.serve("/a", "text/html", page)
	s.serve("/copy", "text/html", page+"<!-- another template -->")
	s.serve("/b", "text/html", `<html><head><link rel="canonical" href="/"></head><body>b</body></html>`)
	s.serve("/c", "text/html", `<html><head><link rel="canonical" href="/"></head><body>c</body></html>`)
	s.serve("/feed", "application/rss+xml", rss(clock.now(), s.URL, "/a", "/a?utm_medium=feed#x", "/a?amp=1"))
	s.serve("/more", "application/rss+xml", rss(clock.now(), s.URL, "/r", "/copy", "/b", "/c"))
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	crawl(t, cfg, l, Options{Now: clock.now})
	cfg.Sources = append(cfg.Sources, config.Source{ID: "more", URL: s.URL + "/more"})
	crawl(t, cfg, l, Options{Now: clock.now})
	got := slices.Sorted(maps.Keys(l.stored()))
	if want := []string{s.URL + "/a", s.URL + "/b", s.URL + "/c"}; !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	l.reset()
	clock.add(50 * time.Minute)
	crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if len(l.visits) != 0 {
		t.Errorf("visits afterwards: %+v", l.visits)
	}
}

func TestWindow(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	now := clock.now()
	serveStories(s, []string{"/new", "/old", "/2025/03/10/dated", "/2019/03/10/dated", "/undated"})
	s.serve("/map.xml", "text/xml", fmt.Sprintf(`<urlset><url><loc>%[1]s/new</loc><lastmod>%[2]s</lastmod></url><url><loc>%[1]s/old</loc><lastmod>2024-01-01</lastmod></url><url><loc>%[1]s/2025/03/10/dated</loc></url><url><loc>%[1]s/2019/03/10/dated</loc></url><url><loc>%[1]s/undated</loc></url></urlset>`, s.URL, now.Format(time.RFC3339)))
	crawl(t, loopback([]int{s.port()}, config.Source{ID: "map", Kind: config.Sitemap, URL: s.URL + "/map.xml"}), l, Options{Now: clock.now})
	got := slices.Sorted(maps.Keys(l.stored()))
	if want := []string{s.URL + "/2025/03/10/dated", s.URL + "/new", s.URL + "/undated"}; !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
}

// TestMazes holds that calendars and addresses made of parameters do not flood a run.
func TestMazes(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, `<a href="/list?sort=%d&order=up&page=%d">x</a><a href="/calendar/2031/%02d">x</a><a href="/story?id=%d">x</a>`, i%7, i, i%12+1, i)
	}
	s.serve("/latest", "text/html", b.String())
	s.mux.HandleFunc("/", text(story("any")))
	crawl(t, loopback([]int{s.port()}, config.Source{ID: "list", Kind: config.Listing, URL: s.URL + "/latest"}), l, Options{Now: clock.now})
	kinds := map[string]int{}
	for u := range l.stored() {
		kinds[strings.Split(strings.TrimPrefix(u, s.URL), "?")[0]]++
	}
	if kinds["/story"] != 100 || kinds["/list"] > maxFamily || len(kinds) != 2 {
		t.Errorf("stored %v", kinds)
	}
}

// TestSourcesThatAreWatchedNoMore holds that what is remembered for them does not
// keep others from their revisits.
func TestSourcesThatAreWatchedNoMore(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	all := paths("a", 20)
	serveStories(s, append(all, "/b"))
	s.serve("/old", "application/rss+xml", rss(clock.now(), s.URL, all...))
	s.serve("/new", "application/rss+xml", rss(clock.now(), s.URL, "/b"))
	cfg := loopback([]int{s.port()}, config.Source{ID: "old", URL: s.URL + "/old"}, config.Source{ID: "new", URL: s.URL + "/new"})
	crawl(t, cfg, l, Options{Now: clock.now})
	cfg.Sources, cfg.Pace.PerRun = cfg.Sources[1:], 5
	clock.add(61 * time.Minute)
	l.reset()
	crawl(t, cfg, l, Options{Now: clock.now})
	if len(l.visits) != 1 || l.visits[0].URL != s.URL+"/b" {
		t.Errorf("visits %+v", l.visits)
	}
}

// TestOrphans holds that an address which waits for a source that is watched no
// more is read for the next source that lists it.
func TestOrphans(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	all := paths("a", 4)
	serveStories(s, all)
	s.serve("/old", "application/rss+xml", rss(clock.now(), s.URL, all...))
	s.serve("/new", "application/rss+xml", rss(clock.now(), s.URL, all...))
	cfg := loopback([]int{s.port()}, config.Source{ID: "old", URL: s.URL + "/old", Max: 1})
	crawl(t, cfg, l, Options{Now: clock.now})
	cfg.Sources = []config.Source{{ID: "new", URL: s.URL + "/new"}}
	crawl(t, cfg, l, Options{Now: clock.now})
	for _, p := range all {
		if n := l.stored()[s.URL+p]; n != 1 {
			t.Errorf("%s was stored %d times, want once", p, n)
		}
	}
	for k := range l.entries {
		if strings.HasPrefix(k, pendingKey) {
			t.Errorf("left behind: %s", k)
		}
	}
}

// TestMovedForGood holds that an operator is told where a feed has gone.
func TestMovedForGood(t *testing.T) {
	s := newSite(t)
	clock := newClock()
	s.mux.Handle("/feed", http.RedirectHandler("/rss", http.StatusMovedPermanently))
	s.serve("/rss", "application/rss+xml", rss(clock.now(), s.URL, "/a"))
	s.serve("/a", "text/html", story("a"))
	rep := crawl(t, loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"}), newLedger(), Options{Now: clock.now})
	if r := rep.Sources[0]; r.Outcome != Fresh || !strings.Contains(r.Reason, "moved for good to "+s.URL+"/rss") {
		t.Errorf("%s (%s)", r.Outcome, r.Reason)
	}
}

// TestBaseline holds that of a large sitemap without dates only some are read at
// first, that what is added later is new, and that a date makes an old one new.
func TestBaseline(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	var sitemap, feed switched
	s.mux.Handle("/map.xml", &sitemap)
	s.mux.Handle("/feed", &feed)
	s.mux.HandleFunc("/", text(story("any")))
	list := func(n int) {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<url><loc>%s/a%d</loc></url>", s.URL, i)
		}
		sitemap.set(text("<urlset>" + b.String() + "</urlset>"))
	}
	list(30)
	feed.set(text(rss(clock.now(), s.URL)))
	cfg := loopback([]int{s.port()},
		config.Source{ID: "map", Kind: config.Sitemap, URL: s.URL + "/map.xml", Max: 5},
		config.Source{ID: "feed", URL: s.URL + "/feed"})
	run := func(want int, when string) {
		t.Helper()
		crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
		if got := len(l.stored()); got != want {
			t.Errorf("%s: %d articles, want %d", when, got, want)
		}
	}
	run(5, "at first")
	run(5, "again")
	list(32)
	run(7, "with two more")
	feed.set(text(rss(clock.now(), s.URL, "/a20")))
	run(8, "when a feed dates an old one")
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, body string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("b.txt", "Title\nText.")
	write("a.html", story("a"))
	write("a.meta.json", `{"published": "2025-03-14", "publisher": "News", "url": "https://news.example/a"}`)
	write("sub/c.md", "# C\n\nText.")
	write("z.html.gz", gzipped(story("z")))
	write("empty.txt", "")
	write("picture.png", "no")
	write("bad.txt", "text")
	write("bad.meta.json", `{"published": "some day"}`)
	cfg := config.Config{Sources: []config.Source{{ID: "local", Kind: config.Folder, Path: dir}}}
	clock, l := newClock(), newLedger()
	rep := crawl(t, cfg, l, Options{Now: clock.now})
	var got []string
	for _, v := range l.visits {
		got = append(got, string(v.Outcome)+" "+filepath.Base(v.URL))
	}
	want := []string{"new a", "new b.txt", "failed bad.txt", "failed empty.txt", "new c.md", "new z.html.gz"}
	if !slices.Equal(got, want) || rep.Sources[0].Outcome != Fresh {
		t.Errorf("visits %q, want %q", got, want)
	}
	if p := l.visits[0].Page; p.URL != "https://news.example/a" || p.Publisher != "News" || p.Published.Format(time.DateOnly) != "2025-03-14" {
		t.Errorf("page %+v", p)
	}
	l.reset()
	rep = crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if l.count(Fresh) != 0 || rep.Sources[0].Outcome != Unchanged || rep.Sources[0].Pages[Unchanged] != 4 {
		t.Errorf("second run: %d handed over, %+v", l.count(Fresh), rep.Sources[0])
	}
	l.reset()
	write("b.txt", "Title\nAnother text.")
	crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if l.count(Fresh) != 1 || l.visits[len(l.visits)-1].Number > 1 {
		t.Errorf("after a change: %d handed over", l.count(Fresh))
	}
	cfg.Sources[0].Path = filepath.Join(dir, "missing")
	if rep = crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true}); rep.Sources[0].Outcome != Failed || rep.Sources[0].Reason == "" {
		t.Errorf("missing folder: %+v", rep.Sources[0])
	}
}
