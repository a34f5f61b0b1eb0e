package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pactwatch/config"
)

func paths(prefix string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("/%s%d", prefix, i))
	}
	return out
}

func serveStories(s *site, paths []string) {
	for _, p := range paths {
		s.serve(p, "text/html", story(p))
	}
}

// stores counts how often each address was stored, over all runs.
func (l *ledger) stored() map[string]int {
	n := map[string]int{}
	for _, v := range l.visits {
		if v.counted == Stored {
			n[v.URL]++
		}
	}
	return n
}

var errKilled = errors.New("killed")

// TestKilledAtAnyInstant ends runs in the middle again and again: before an
// article is stored, and before anything is remembered. In the end each article
// was stored once, as in an undisturbed run.
func TestKilledAtAnyInstant(t *testing.T) {
	s := newSite(t)
	clock := newClock()
	all := paths("a", 30)
	serveStories(s, all)
	s.serve("/feed", "application/rss+xml", rss(clock.now(), s.URL, all[:20]...))
	s.serve("/index.xml", "text/xml", `<sitemapindex><sitemap><loc>`+s.URL+`/one.xml</loc></sitemap><sitemap><loc>`+s.URL+`/two.xml</loc></sitemap></sitemapindex>`)
	for i, name := range []string{"/one.xml", "/two.xml"} {
		var b strings.Builder
		for _, p := range all[15+i*7 : 23+i*7] {
			fmt.Fprintf(&b, "<url><loc>%s%s?utm_source=map</loc><lastmod>%s</lastmod></url>", s.URL, p, clock.now().Format(time.DateOnly))
		}
		s.serve(name, "text/xml", "<urlset>"+b.String()+"</urlset>")
	}
	cfg := loopback([]int{s.port()},
		config.Source{ID: "feed", URL: s.URL + "/feed"},
		config.Source{ID: "map", Kind: config.Sitemap, URL: s.URL + "/index.xml"})
	rnd := rand.New(rand.NewSource(7))
	l := newLedger()
	kills := 0
	for range 200 {
		var mu sync.Mutex
		left := rnd.Intn(8)
		die := func() bool { // once dead, nothing is kept any more
			mu.Lock()
			defer mu.Unlock()
			left--
			return left < 0
		}
		h := mortal{l, die}
		c, err := New(cfg, l, Options{Now: clock.now})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Run(context.Background(), h)
		c.Close()
		if err == nil {
			break
		}
		if !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
		kills++
	}
	if kills < 4 {
		t.Errorf("only %d kills", kills)
	}
	got := map[string]int{}
	for u, n := range l.stored() {
		u, _, _ = strings.Cut(u, "?")
		got[strings.TrimPrefix(u, s.URL)] += n
	}
	for _, p := range all {
		if got[p] != 1 {
			t.Errorf("%s was stored %d times, want once", p, got[p])
		}
	}
	if p := slices.Collect(maps.Keys(l.entries)); slices.ContainsFunc(p, func(k string) bool { return strings.HasPrefix(k, pendingKey) }) {
		t.Error("addresses are left pending")
	}
}

// mortal keeps what it is given until it dies.
type mortal struct {
	*ledger
	die func() bool
}

func (m mortal) Visit(ctx context.Context, v *Visit) error {
	if m.die() {
		return errKilled
	}
	return m.ledger.Visit(ctx, v)
}

func (m mortal) Remember(ctx context.Context, e []Entry) error {
	if m.die() {
		return errKilled
	}
	return m.ledger.Remember(ctx, e)
}

// TestBrokenLedger holds that a run ends at once, with the error, when what is
// learnt of a host can no longer be kept.
func TestBrokenLedger(t *testing.T) {
	s := newSite(t)
	s.serve("/a", "text/html", story("a"))
	cfg := loopback([]int{s.port()}, config.Source{ID: "one", Kind: config.Single, URL: s.URL + "/a"})
	cfg.Pace.Delay = time.Hour
	c, err := New(cfg, newLedger(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	guard := time.AfterFunc(hang, func() { panic("the run does not end") })
	defer guard.Stop()
	if rep, err := c.Run(context.Background(), mortal{newLedger(), func() bool { return true }}); !errors.Is(err, errKilled) || rep.Complete {
		t.Errorf("error %v, complete %v", err, rep.Complete)
	}
}

// TestStop holds that a stop in any phase ends the run without a page recorded
// as failed, and that the next run goes on.
func TestStop(t *testing.T) {
	for _, phase := range []string{"/robots.txt", "/feed", "/a0", "/a3"} {
		t.Run(phase, func(t *testing.T) {
			s := newSite(t)
			clock := newClock()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			all := paths("a", 6)
			hold := sync.OnceFunc(cancel)
			handle := func(p, contentType, body string) {
				s.mux.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) {
					if p == phase && ctx.Err() == nil {
						hold()
						<-r.Context().Done() // never answers
						return
					}
					w.Header().Set("Content-Type", contentType)
					fmt.Fprint(w, body)
				})
			}
			handle("/robots.txt", "text/plain", "")
			handle("/feed", "application/rss+xml", rss(clock.now(), s.URL, all...))
			for _, p := range all {
				handle(p, "text/html", story(p))
			}
			cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
			l := newLedger()
			c, err := New(cfg, l, Options{Now: clock.now})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			guard := time.AfterFunc(hang, func() { panic("the run does not stop") })
			rep, err := c.Run(ctx, l)
			guard.Stop()
			if !errors.Is(err, context.Canceled) || rep.Complete {
				t.Errorf("error %v, complete %v", err, rep.Complete)
			}
			for _, v := range l.visits {
				if v.Outcome != Fresh {
					t.Errorf("%s was recorded as %s (%s)", v.URL, v.Outcome, v.Reason)
				}
			}
			for k, v := range l.entries {
				if bytes.Contains(v, []byte("context canceled")) {
					t.Errorf("remembered: %s %s", k, v)
				}
			}
			crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
			for _, p := range all {
				if n := l.stored()[s.URL+p]; n != 1 {
					t.Errorf("%s was stored %d times, want once", p, n)
				}
			}
		})
	}
}

func TestRevisits(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	start := clock.now()
	var page switched
	page.set(text(story("first version")))
	s.mux.Handle("/a", &page)
	s.serve("/feed", "application/rss+xml", rss(start, s.URL, "/a"))
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	run := func(after time.Duration) []Visit {
		t.Helper()
		clock.add(start.Add(after).Sub(clock.now()))
		l.reset()
		crawl(t, cfg, l, Options{Now: clock.now})
		return l.visits
	}
	expect := func(got []Visit, outcome Outcome, number int, when string) {
		t.Helper()
		if len(got) != 1 || got[0].Outcome != outcome || got[0].Number != number {
			t.Errorf("%s: %+v, want one visit, %s, number %d", when, got, outcome, number)
		}
	}
	expect(run(0), Fresh, 0, "at first")
	if got := run(50 * time.Minute); len(got) != 0 {
		t.Errorf("after 50 minutes: %d visits, want none", len(got))
	}
	expect(run(61*time.Minute), Unchanged, 1, "after an hour")
	page.set(text(story("second version")))
	l.verdict = func(v *Visit) Verdict { return Verdict{Outcome: Stored, Confirm: v.Outcome == Fresh} }
	expect(run(6*time.Hour+time.Minute), Fresh, 2, "after six hours, changed")
	l.verdict = nil
	if got := run(6*time.Hour + 10*time.Minute); len(got) != 0 {
		t.Errorf("ten minutes later: %d visits, want none", len(got))
	}
	got := run(6*time.Hour + 17*time.Minute)
	expect(got, Unchanged, 3, "to confirm")
	if len(got) == 1 && !got[0].Confirm {
		t.Error("the confirming visit does not say so")
	}
	expect(run(25*time.Hour), Unchanged, 4, "after a day")
	page.set(status(404))
	expect(run(8*24*time.Hour), Deferred, 5, "after a week, missing")
	if got := run(8*24*time.Hour + 30*time.Minute); len(got) != 0 {
		t.Errorf("half an hour later: %d visits, want none", len(got))
	}
	expect(run(8*24*time.Hour+2*time.Hour), Gone, 5, "missing twice")
	if got := run(60 * 24 * time.Hour); len(got) != 0 {
		t.Errorf("afterwards: %d visits, want none", len(got))
	}
}

func TestConditionalRequests(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	const etag, modified = `W/"a-b,c"`, "Fri, 14 Mar 2025 08:00:00 GMT"
	full, conditional := 0, 0
	s.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		if r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified {
			conditional++
			w.WriteHeader(304)
			return
		}
		full++
		fmt.Fprint(w, story("a"))
	})
	cfg := loopback([]int{s.port()}, config.Source{ID: "one", Kind: config.Single, URL: s.URL + "/a"})
	for i := range 6 {
		rep := crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
		want := Unchanged
		if i == 0 {
			want = Fresh
		}
		if rep.Sources[0].Outcome != want {
			t.Errorf("run %d: %s (%s)", i, rep.Sources[0].Outcome, rep.Sources[0].Reason)
		}
		clock.add(24 * time.Hour)
	}
	if full != 2 || conditional != 4 {
		t.Errorf("%d full and %d conditional requests, want 2 (one forced) and 4", full, conditional)
	}
}

func TestLimitsKeepTheRestForLater(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	all := paths("a", 10)
	serveStories(s, all)
	s.serve("/feed", "application/rss+xml", rss(clock.now(), s.URL, all...))
	for name, change := range map[string]func(*config.Config){
		"of a source": func(c *config.Config) { c.Sources[0].Max = 4 },
		"of a run":    func(c *config.Config) { c.Pace.PerRun = 4 },
		"of a host":   func(c *config.Config) { c.Pace.PerHost = 7 }, // robots.txt, tdmrep.json, feed
	} {
		t.Run(name, func(t *testing.T) {
			l = newLedger()
			cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
			change(&cfg)
			rep := crawl(t, cfg, l, Options{Now: clock.now})
			got := slices.Sorted(maps.Keys(l.stored()))
			if want := []string{s.URL + "/a0", s.URL + "/a1", s.URL + "/a2", s.URL + "/a3"}; !slices.Equal(got, want) {
				t.Errorf("first run stored %q, want the newest four", got)
			}
			if r := rep.Sources[0]; r.Pages[Deferred] != 6 || r.Reason == "" {
				t.Errorf("report %+v", r)
			}
			crawl(t, cfg, l, Options{Now: clock.now})
			crawl(t, cfg, l, Options{Now: clock.now})
			for _, p := range all {
				if n := l.stored()[s.URL+p]; n != 1 {
					t.Errorf("%s was stored %d times after three runs, want once", p, n)
				}
			}
		})
	}
}

func TestDeadline(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	all := paths("a", 50)
	serveStories(s, all)
	s.serve("/feed", "application/rss+xml", rss(clock.now(), s.URL, all...))
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	cfg.Pace.Delay, cfg.Pace.Deadline = 200*time.Millisecond, 2*time.Second
	rep := crawl(t, cfg, l, Options{Now: clock.now})
	if rep.Complete || !strings.Contains(rep.Why, "deadline") {
		t.Errorf("complete %v, why %q", rep.Complete, rep.Why)
	}
	if r := rep.Sources[0]; r.Pages[Stored]+r.Pages[Deferred] != 50 || !strings.Contains(r.Reason, "deadline") {
		t.Errorf("report %+v", r)
	}
	cfg.Pace.Delay, cfg.Pace.Deadline = time.Millisecond, time.Minute
	crawl(t, cfg, l, Options{Now: clock.now})
	if n := len(l.stored()); n != 50 {
		t.Errorf("%d articles after the second run, want 50", n)
	}
}

func TestSchedule(t *testing.T) {
	p := config.Pace{MinEvery: 15 * time.Minute, MaxEvery: 24 * time.Hour}
	now := newClock().now()
	m := schedule(sourceMemory{}, time.Hour, 0, Fresh, p, now)
	if m.Interval != 48*time.Minute || !m.Next.Equal(now.Add(48*time.Minute)) || !m.Last.Equal(now) {
		t.Errorf("after something new: %+v", m)
	}
	if u := schedule(m, time.Hour, 0, Unchanged, p, now); u.Interval != 72*time.Minute {
		t.Errorf("after nothing new: every %v", u.Interval)
	}
	if a := schedule(m, time.Hour, 5*time.Hour, Fresh, p, now); !a.Next.Equal(now.Add(5*time.Hour)) || a.Interval != 38*time.Minute+24*time.Second {
		t.Errorf("when the server asks for five hours: %+v", a)
	}
	for range 40 {
		m = schedule(m, time.Hour, 0, Unchanged, p, now)
	}
	if m.Interval != 24*time.Hour {
		t.Errorf("after long silence: every %v", m.Interval)
	}
	for range 40 {
		m = schedule(m, time.Hour, 0, Fresh, p, now)
	}
	if m.Interval != 15*time.Minute {
		t.Errorf("after a flood: every %v", m.Interval)
	}
	f := sourceMemory{Interval: 4 * time.Hour, Last: now}
	var waits []string
	for range 7 {
		f = schedule(f, time.Hour, 0, Failed, p, now)
		waits = append(waits, f.Next.Sub(now).String())
	}
	if got := strings.Join(waits, " "); got != "15m0s 30m0s 1h0m0s 2h0m0s 4h0m0s 4h0m0s 4h0m0s" {
		t.Errorf("after failures: %s", got)
	}
	if !overdue(sourceMemory{Interval: time.Hour, Last: now.Add(-4 * time.Hour)}, time.Hour, now) || overdue(sourceMemory{Interval: time.Hour, Last: now.Add(-2 * time.Hour)}, time.Hour, now) {
		t.Error("overdue is wrong")
	}
}
