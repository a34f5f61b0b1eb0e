package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"code.dny.dev/ssrf"

	"pactwatch/config"
	"pactwatch/crawler/wire"
)

// TestJudgeErrors holds that an operator reads what is wrong, not where in the
// program it surfaced.
func TestJudgeErrors(t *testing.T) {
	in := func(err error) error { return &url.Error{Op: "Get", URL: "https://news.example/x", Err: err} }
	expired := &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}
	for _, c := range []struct {
		err     error
		status  int
		reason  string
		network bool
		retry   bool
	}{
		{in(expired), 0, "certificate expired or not yet valid", false, false},
		{in(&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: "news.example"}}), 0, "certificate is for another host", false, false},
		{in(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), 0, "certificate of an unknown authority", false, false},
		{in(tls.RecordHeaderError{}), 0, "no TLS on this port", false, false},
		{in(&net.OpError{Op: "dial", Err: &net.DNSError{Name: "news.example", IsNotFound: true}}), 0, "no such host: news.example", true, false},
		{in(&net.OpError{Op: "dial", Err: &net.DNSError{Name: "news.example", IsTimeout: true}}), 0, "name server does not answer for news.example", true, true},
		{in(&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}), 0, "connection refused", true, true},
		{in(&net.OpError{Op: "read", Err: syscall.ECONNRESET}), 0, "connection reset", true, true},
		{in(&net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}), 0, "no route to the host", true, true},
		{in(&net.OpError{Op: "dial", Err: context.DeadlineExceeded}), 0, "no connection in time", true, true},
		{in(fmt.Errorf("dial: %w", ssrf.ErrProhibitedIP)), 0, "its address is not a public one", false, false},
		{in(io.ErrUnexpectedEOF), 200, "the answer ends early", false, true},
		{in(io.EOF), 0, "the connection was closed without an answer", true, true},
		{wire.ErrNoAnswer, 0, "no answer in time", true, true},
		{wire.ErrTooSlow, 200, "answer slower than 1 KB/s", false, false},
		{in(errors.New("something new")), 0, "something new", true, true},
	} {
		r := judge(wire.Answer{Err: c.err, Status: c.status}, time.Now())
		if r.outcome != Failed || !strings.Contains(r.reason, c.reason) || r.network != c.network || r.retry != c.retry {
			t.Errorf("%v: %+v, want %q, network %v, retry %v", c.err, r, c.reason, c.network, c.retry)
		}
	}
}

func TestJudgeAnswers(t *testing.T) {
	for _, c := range []struct {
		name    string
		status  int
		header  map[string]string
		body    string
		outcome Outcome
		reason  string
	}{
		{"page", 200, nil, "text", Fresh, ""},
		{"not modified", 304, nil, "", Unchanged, ""},
		{"empty", 200, nil, "", Failed, "200 with an empty body"},
		{"no content", 204, nil, "", Failed, "204 with an empty body"},
		{"a part", 206, nil, "text", Failed, "206"},
		{"redirect to nowhere", 302, nil, "", Failed, "302 without a Location"},
		{"missing", 404, nil, "", Failed, "404 not found"},
		{"gone", 410, nil, "", Failed, "410 gone"},
		{"to be paid for", 402, nil, "", Blocked, "402 payment required"},
		{"forbidden", 403, nil, "no", Blocked, "403 forbidden"},
		{"censored", 451, nil, "", Blocked, "451 unavailable for legal reasons"},
		{"teapot", 418, nil, "", Failed, "418 i'm a teapot"},
		{"status of nobody", 599, nil, "", Failed, "599"},
		{"overload", 503, nil, "", Deferred, "503 service unavailable"},
		{"Cloudflare, with a challenge", 403, map[string]string{"Cf-Mitigated": "challenge"}, "", Blocked, "403, Cloudflare challenge"},
		{"Cloudflare, older challenge", 503, map[string]string{"Server": "cloudflare"}, "<script src=/cdn-cgi/challenge-platform/x>", Blocked, "503, Cloudflare challenge"},
		{"Cloudflare refuses", 403, map[string]string{"Server": "cloudflare"}, "error 1020", Blocked, "403, refused by Cloudflare"},
		{"Akamai refuses", 403, map[string]string{"Server": "AkamaiGHost"}, "Access Denied", Blocked, "403, refused by Akamai"},
		{"DataDome", 403, map[string]string{"X-Datadome": "protected"}, "", Blocked, "403, DataDome challenge"},
		{"AWS", 202, map[string]string{"X-Amzn-Waf-Action": "challenge"}, "", Blocked, "202, AWS WAF challenge"},
		{"an article about challenges", 200, map[string]string{"Server": "cloudflare"}, "Just a moment... they said", Fresh, ""},
	} {
		h := http.Header{}
		for k, v := range c.header {
			h.Set(k, v)
		}
		r := judge(wire.Answer{Status: c.status, Header: h, Body: []byte(c.body)}, time.Now())
		if r.outcome != c.outcome || !strings.Contains(r.reason, c.reason) {
			t.Errorf("%s: %+v, want %s (%s)", c.name, r, c.outcome, c.reason)
		}
	}
}

func TestWhatServersAskFor(t *testing.T) {
	now := newClock().now()
	date := now.Add(90 * time.Second).Format(http.TimeFormat)
	for value, want := range map[string]time.Duration{"120": 2 * time.Minute, date: 90 * time.Second, "-5": 0, "soon": 0, "": 0, "99999999999": 7 * 24 * time.Hour, now.Add(-time.Hour).Format(http.TimeFormat): 0} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("Retry-After %q: %v, want %v", value, got, want)
		}
	}
	for _, c := range []struct {
		cache, expires string
		want           time.Duration
	}{
		{"public, max-age=1800", "", 30 * time.Minute},
		{"max-age=60, no-cache", "", time.Minute},
		{"no-store", date, 0},
		{"", date, 90 * time.Second},
		{"", "0", 0},
		{"max-age=0", date, 0},
		{"", "", 0},
	} {
		if got := freshFor(http.Header{"Cache-Control": {c.cache}, "Expires": {c.expires}}, now); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestFollow(t *testing.T) {
	for _, c := range []struct{ from, to, want, reason string }{
		{"https://a.example/x/y", "../z?q#f", "https://a.example/z?q", ""},
		{"https://a.example/", "https://b.example/", "https://b.example/", ""},
		{"http://a.example/", "https://a.example/", "https://a.example/", ""},
		{"https://a.example/", "http://a.example/", "", "from https to http"},
		{"https://a.example/", "//user@b.example/", "", "user name"},
		{"https://a.example/", "ftp://b.example/", "", "not an http or https address"},
		{"https://a.example/", "https://a.example/#again", "", "to itself"},
		{"https://a.example/", "https://[bad/", "", "may not be followed"},
	} {
		next, why := follow(&job{url: c.from}, result{moved: c.to})
		if next == nil && c.want != "" || next != nil && next.url != c.want || !strings.Contains(why.reason, c.reason) {
			t.Errorf("from %s to %s: %+v, %q", c.from, c.to, next, why.reason)
		}
	}
}

// TestLyingValidators holds that a server which answers 304 for ever is asked in
// full after a day, and that a new ETag on the same bytes is nothing new.
func TestLyingValidators(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	serveStories(s, []string{"/a", "/b"})
	body, n := rss(clock.now(), s.URL, "/a"), 0
	s.mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		n++
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, n))
		if r.Header.Get("If-None-Match") != "" && n > 2 {
			w.WriteHeader(304)
			return
		}
		io.WriteString(w, body)
	})
	cfg := loopback([]int{s.port()}, config.Source{ID: "feed", URL: s.URL + "/feed"})
	run := func(want Outcome, when string) {
		t.Helper()
		if rep := crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true}); rep.Sources[0].Outcome != want {
			t.Errorf("%s: %s (%s), want %s", when, rep.Sources[0].Outcome, rep.Sources[0].Reason, want)
		}
	}
	run(Fresh, "first")
	run(Unchanged, "the same bytes under another ETag")
	body = rss(clock.now(), s.URL, "/b", "/a")
	run(Unchanged, "while it answers 304")
	clock.add(25 * time.Hour)
	run(Fresh, "after a day")
}

// TestListedAsChanged holds that an article is looked at again when its sitemap
// says that it changed.
func TestListedAsChanged(t *testing.T) {
	s := newSite(t)
	clock, l := newClock(), newLedger()
	var page, sitemap switched
	list := func(modified time.Time) {
		sitemap.set(text(fmt.Sprintf("<urlset><url><loc>%s/a</loc><lastmod>%s</lastmod></url></urlset>", s.URL, modified.Format(time.RFC3339))))
	}
	s.mux.Handle("/a", &page)
	s.mux.Handle("/map.xml", &sitemap)
	page.set(text(story("first")))
	list(clock.now().Add(-time.Hour))
	cfg := loopback([]int{s.port()}, config.Source{ID: "map", Kind: config.Sitemap, URL: s.URL + "/map.xml"})
	crawl(t, cfg, l, Options{Now: clock.now})
	clock.add(20 * time.Minute)
	page.set(text(story("second")))
	list(clock.now().Add(-5 * time.Minute))
	l.reset()
	crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if len(l.visits) != 1 || l.visits[0].Outcome != Fresh || l.visits[0].Number != 1 {
		t.Errorf("visits %+v", l.visits)
	}
	l.reset()
	clock.add(5 * time.Minute)
	crawl(t, cfg, l, Options{Now: clock.now, IgnoreSchedule: true})
	if len(l.visits) != 0 {
		t.Errorf("again, without a change: %+v", l.visits)
	}
}

func TestNewNamesEveryFault(t *testing.T) {
	_, err := New(config.Config{
		Network: config.Network{Proxy: "http://proxy.example", AllowPrivate: []string{"intranet"}},
		Sources: []config.Source{
			{ID: "a", URL: "ftp://x.example/"}, {ID: "b", Kind: config.Listing, URL: "https://x.example/", Links: "a["},
			{ID: "c", URL: "https://x.example/", Match: "("}, {ID: "d", Kind: config.Folder},
		},
	}, nil, Options{Only: []string{"nobody"}})
	for _, want := range []string{"allow_proxy", `"intranet"`, `source "a"`, `source "b": links`, `source "c": match`, `source "d"`, `"nobody"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %s:\n%v", want, err)
		}
	}
}
