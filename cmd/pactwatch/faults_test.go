package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pactwatch/config"
	"pactwatch/crawler/wire"
	"pactwatch/store"
)

// faultHost is one host of the faulty web: it answers / as a source and whatever
// else its handler knows; robots.txt is missing unless the handler has it.
type faultHost struct {
	id   string
	kind config.Kind
	path string // of the source; default /

	handler http.HandlerFunc                        // of the paths below
	robots  http.HandlerFunc                        // of /robots.txt, where it matters
	secure  bool                                    // TLS, with a certificate that nobody signed
	scheme  string                                  // of the source's URL, where it is not the server's
	socket  func(c net.Conn, path string) (ok bool) // in place of HTTP; !ok leaves it to plain404

	outcome string // of the source, after the run
	pages   string // "1 failed, 2 stored"
	reason  string // regular expression: what the operator must see of it
}

// feedOf is a feed whose items lead to the paths.
func feedOf(paths ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Fault</title>`)
	for _, p := range paths {
		fmt.Fprintf(&b, "<item><title>About %s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate></item>", p, p, p, demoClock.Add(-time.Hour).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// storyOf is an article in which a company raises so many million dollars.
func storyOf(company string, millions int) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%[1]s raises money</title></head><body><article><h1>%[1]s raises money</h1>
<p>%[1]s raised $%[2]d million from investors, the company said in a statement that was published on Friday.</p>
<p>The start-up did not say who led the round, or at what valuation the money came in.</p></article></body></html>`, company, millions)
}

// pagesOf serves pages by their path; anything else is not found.
func pagesOf(pages map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasPrefix(body, "<?xml") {
			w.Header().Set("Content-Type", "application/rss+xml")
		}
		io.WriteString(w, body) //nolint:errcheck // the client may be gone
	}
}

// zeros are n MiB of nothing, packed.
func zeros(n int) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	for range n {
		z.Write(make([]byte, 1<<20)) //nolint:errcheck // memory
	}
	z.Close() //nolint:errcheck // memory
	return b.Bytes()
}

// untilGone answers with an endless body and waits in between for nothing but
// the client's patience.
func untilGone(w http.ResponseWriter, r *http.Request, chunk string, every time.Duration) {
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, chunk); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		if every > 0 {
			select {
			case <-r.Context().Done():
			case <-time.After(every):
			}
		}
	}
}

func wait(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// faultyWeb is one host for every way in which the web is broken, and two good
// ones among them.
//
// later says that the first run is over: pages that were articles are walls.
func faultyWeb(later *atomic.Bool) []faultHost {
	bomb := zeros(64)
	filler := strings.Repeat("<p>Please have a look at our other pages, where there is more to read.</p>", 3)
	plain := func(body string) http.HandlerFunc {
		return pagesOf(map[string]string{"/": feedOf("/a"), "/a": body})
	}
	consent := `<html lang="en"><head><title>Before you continue</title></head><body><div id="consent"><h1>Before you continue</h1><p>We and our 842 partners store and access information on your device. Accept all cookies, or manage your choices.</p><button>Accept all</button><button>Reject all</button></div></body></html>`
	script := `<html><head><title>News</title></head><body><noscript>Please enable JavaScript to read our stories.</noscript><div id="root"></div></body></html>`
	lost := `<html lang="en"><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry, there is no page at this address.</p>` + filler + `</body></html>`
	failed := `<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1><p>The server encountered an error.</p></body></html>`
	turns := func(id string, millions int, into string) faultHost {
		return faultHost{id: "turns-into-" + id, outcome: "new", pages: "1 stored", handler: func(w http.ResponseWriter, r *http.Request) {
			body := storyOf("Cohere", millions)
			if later.Load() {
				body = into
			}
			pagesOf(map[string]string{"/": feedOf("/a"), "/a": body})(w, r)
		}}
	}
	return []faultHost{
		{id: "good-first", handler: pagesOf(map[string]string{"/": feedOf("/a"), "/a": storyOf("Cohere", 510)}), outcome: "new", pages: "1 stored"},

		// Sources.
		{id: "feed-not-well-formed", handler: pagesOf(map[string]string{"/": strings.TrimSuffix(feedOf("/a", "/b"), "</link></item></channel></rss>") + "<item><title>x & y", "/a": storyOf("Reka", 11), "/b": storyOf("Reka", 12)}), outcome: "new", pages: "2 stored"},
		{id: "feed-wrong-encoding", handler: func(w http.ResponseWriter, r *http.Request) {
			pagesOf(map[string]string{"/": strings.Replace(feedOf("/a"), "About", "\xc9tude \x93about\x94", 1), "/a": storyOf("Reka", 13)})(w, r)
		}, outcome: "new", pages: "1 stored"},
		{id: "feed-without-items", handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "unchanged"},
		{id: "feed-empty-body", handler: func(w http.ResponseWriter, r *http.Request) {}, outcome: "failed", reason: "empty body"},
		{id: "feed-is-html", handler: pagesOf(map[string]string{"/": "<!DOCTYPE html><html><body><p>Our feeds have moved.</p></body></html>"}), outcome: "failed", reason: "feed"},
		{id: "feed-relative-links", handler: pagesOf(map[string]string{"/": strings.ReplaceAll(feedOf("a/b"), "<link>a", "<link>./a"), "/a/b": storyOf("Reka", 14)}), outcome: "new", pages: "1 stored"},
		{id: "feed-without-dates", handler: pagesOf(map[string]string{"/": regexp.MustCompile("<pubDate>.*?</pubDate>").ReplaceAllString(feedOf("/a"), ""), "/a": storyOf("Reka", 15)}), outcome: "new", pages: "1 stored"},
		{id: "feed-of-the-future", handler: pagesOf(map[string]string{"/": regexp.MustCompile("<pubDate>.*?</pubDate>").ReplaceAllString(feedOf("/a"), "<pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate>"), "/a": storyOf("Reka", 16)}), outcome: "new", pages: "1 stored"},
		{id: "feed-same-guids", handler: pagesOf(map[string]string{"/": regexp.MustCompile("<guid>.*?</guid>").ReplaceAllString(feedOf("/a", "/b"), "<guid>1</guid>"), "/a": storyOf("Reka", 17), "/b": storyOf("Reka", 18)}), outcome: "new", pages: "2 stored"},
		{id: "feed-gzip-bomb", handler: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb) //nolint:errcheck // the client may be gone
		}, outcome: "failed", reason: "200 times"},
		{id: "feed-of-50-mb", handler: func(w http.ResponseWriter, r *http.Request) {
			untilGone(w, r, feedOf()+strings.Repeat("<item></item>", 5000), 0)
		}, outcome: "failed", reason: "larger than its limit"},
		{id: "feed-drips", handler: func(w http.ResponseWriter, r *http.Request) { untilGone(w, r, "<", 20*time.Millisecond) }, outcome: "failed", reason: "slower than 1 KB/s"},
		{id: "never-answers", handler: wait, outcome: "failed", reason: "no answer in time"},
		{id: "moved-in-a-circle", handler: redirect("/"), outcome: "failed", reason: "redirect"},
		{id: "cookie-circle", handler: func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err == nil {
				pagesOf(map[string]string{"/": feedOf()})(w, r)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: strconv.Itoa(len(r.URL.RawQuery))})
			http.Redirect(w, r, "/?again="+r.URL.RawQuery+"x", http.StatusFound)
		}, outcome: "failed", reason: "redirect"},
		{id: "moved-to-a-file", handler: redirect("file:///etc/passwd"), outcome: "failed", reason: "file"},
		{id: "unknown-authority", secure: true, handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "failed", reason: "certificate of an unknown authority"},
		{id: "no-tls", scheme: "https", handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "failed", reason: "no TLS on this port"},
		{id: "resets", socket: func(c net.Conn, path string) bool {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4000\r\n\r\n<?xml version=") //nolint:errcheck // a test's socket
			c.(*net.TCPConn).SetLinger(0)                                                                                //nolint:errcheck // a test's socket
			return true
		}, outcome: "failed", reason: "reset|ends early"},
		{id: "promises-too-much", socket: func(c net.Conn, path string) bool {
			body := feedOf("/a")
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", len(body)+500, body)
			return true
		}, outcome: "failed", reason: "ends early"},
		{id: "not-http", socket: func(c net.Conn, path string) bool {
			io.WriteString(c, "220 mail.fault.test ESMTP\r\n") //nolint:errcheck // a test's socket
			return true
		}, outcome: "failed", reason: "not an HTTP answer"},
		{id: "too-many-requests", handler: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		}, outcome: "deferred", reason: "429"},
		{id: "refuses", handler: func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }, outcome: "blocked", reason: "403"},
		{id: "challenges", handler: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cf-Mitigated", "challenge")
			w.WriteHeader(http.StatusForbidden)
		}, outcome: "blocked", reason: "Cloudflare challenge"},
		{id: "gone", handler: func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) }, outcome: "failed", reason: "410 gone"},

		// robots.txt.
		{id: "robots-503", robots: func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "deferred", reason: "robots.txt: 503"},
		{id: "robots-never-answers", robots: wait, handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "failed", reason: "no answer in time"},
		{id: "robots-denies", robots: pagesOf(map[string]string{"/robots.txt": "User-agent: *\nDisallow: /\n"}), handler: pagesOf(map[string]string{"/": feedOf()}), outcome: "blocked", reason: "robots.txt"},
		{id: "robots-moved", robots: redirect("/moved.txt"), handler: pagesOf(map[string]string{"/moved.txt": "User-agent: *\nDisallow: /a\n", "/": feedOf("/a", "/b"), "/a": storyOf("Reka", 19), "/b": storyOf("Reka", 20)}), outcome: "new", pages: "1 blocked, 1 stored", reason: "robots.txt"},
		{id: "robots-without-end", robots: func(w http.ResponseWriter, r *http.Request) {
			untilGone(w, r, "# "+strings.Repeat("words ", 2000)+"\n", 0)
		}, handler: pagesOf(map[string]string{"/": feedOf("/a"), "/a": storyOf("Reka", 21)}), outcome: "new", pages: "1 stored"},

		// Articles.
		{id: "page-of-50-mb", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				pagesOf(map[string]string{"/": feedOf("/a")})(w, r)
				return
			}
			untilGone(w, r, strings.Repeat("<p>words</p>", 5000), 0)
		}, outcome: "new", pages: "1 failed", reason: "larger than its limit of 4 MiB"},
		{id: "page-resets", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				pagesOf(map[string]string{"/": feedOf("/a", "/b"), "/b": ""})(w, r)
				return
			}
			if r.URL.Path == "/b" {
				pagesOf(map[string]string{"/b": storyOf("Reka", 22)})(w, r)
				return
			}
			io.WriteString(w, "<html><body><article><h1>Half a page</h1>") //nolint:errcheck // the client may be gone
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, outcome: "new", pages: "1 failed, 1 stored", reason: "ends early|reset"},
		{id: "page-of-consent", handler: plain(consent), outcome: "new", pages: "1 blocked", reason: "a consent wall"},
		{id: "page-wants-javascript", handler: plain(script), outcome: "new", pages: "1 empty", reason: "only with JavaScript"},
		{id: "page-soft-404", handler: plain(lost), outcome: "new", pages: "1 not an article"},
		{id: "page-of-an-error", handler: plain(failed), outcome: "new", pages: "1 not an article"},
		{id: "page-in-two-charsets", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				pagesOf(map[string]string{"/": feedOf("/a")})(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=windows-1252")
			io.WriteString(w, strings.Replace(storyOf("Reka", 23), "The start-up", "The \x93start-up\x94", 1)) //nolint:errcheck // the client may be gone
		}, outcome: "new", pages: "1 stored"},
		{id: "page-is-a-picture", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				pagesOf(map[string]string{"/": feedOf("/a")})(w, r)
				return
			}
			w.Header().Set("Content-Type", "image/png")
			io.WriteString(w, "\x89PNG\r\n\x1a\n") //nolint:errcheck // the client may be gone
		}, outcome: "new", pages: "1 not an article"},

		// Pages of links.
		{id: "calendar-without-end", kind: config.Listing, handler: func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/calendar/"))
			var b strings.Builder
			b.WriteString("<html><head><title>Calendar</title></head><body><ul>")
			for i := range 500 {
				fmt.Fprintf(&b, `<li><a href="/calendar/%d">Next month %d</a></li>`, 1000*n+i+1, i)
			}
			b.WriteString("</ul></body></html>")
			pagesOf(map[string]string{r.URL.RequestURI(): b.String()})(w, r)
		}, outcome: "new", pages: "480 deferred, 20 not an article", reason: ""},

		// Articles that a later look finds hidden.
		turns("consent", 530, consent),
		turns("javascript", 540, script),
		turns("soft-404", 550, lost),
		turns("an-error", 560, failed),
		turns("nothing", 570, "<html></html>"),
		turns("another-story", 580, strings.Replace(storyOf("Cohere", 580), "$580 million", "money", 1)),

		{id: "good-last", handler: pagesOf(map[string]string{"/": feedOf("/a"), "/a": storyOf("Cohere", 520)}), outcome: "new", pages: "1 stored"},
	}
}

// start serves a host and gives its address.
func (h faultHost) start(t *testing.T) string {
	if h.socket != nil {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() {
					defer c.Close()
					request := make([]byte, 4096)
					n, _ := c.Read(request)
					_, path, _ := strings.Cut(string(request[:n]), " ")
					path, _, _ = strings.Cut(path, " ")
					if strings.HasSuffix(path, ".txt") || strings.HasSuffix(path, ".json") || !h.socket(c, path) {
						io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n") //nolint:errcheck // a test's socket
					}
				}()
			}
		}()
		return "http://" + l.Addr().String()
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && h.robots != nil:
			h.robots(w, r)
		case r.URL.Path == "/robots.txt" || strings.HasSuffix(r.URL.Path, "tdmrep.json"):
			http.NotFound(w, r)
		default:
			h.handler(w, r)
		}
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if h.secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	if h.scheme != "" {
		return strings.Replace(s.URL, "http", h.scheme, 1)
	}
	return s.URL
}

// One run over a web in which everything is broken that can be: it ends, each
// source and page says why it could not be read, the good ones are all there.
func TestFaultyWeb(t *testing.T) {
	t.Parallel()
	var later atomic.Bool
	hosts := faultyWeb(&later)
	dir := t.TempDir()
	var sources, ports strings.Builder
	for _, h := range hosts {
		base := h.start(t)
		port := base[strings.LastIndexByte(base, ':')+1:]
		fmt.Fprintf(&ports, "%s, ", port)
		fmt.Fprintf(&sources, "  - {id: %s, url: %q, kind: %s", h.id, base+or(h.path, "/"), or(string(h.kind), "feed"))
		if h.kind == config.Listing {
			sources.WriteString(", links: a, max: 20")
		}
		sources.WriteString("}\n")
	}
	file := filepath.Join(dir, "pactwatch.yaml")
	text := fmt.Sprintf("agent: {contact: desk@newsdesk.test}\nnetwork: {allow_private: [127.0.0.0/8], allow_ports: [%s]}\npace: {delay: 1ms, min_every: 1m, workers: 64}\nsources:\n%s", strings.TrimSuffix(ports.String(), ", "), sources.String())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 4*time.Minute)
	defer stop()
	run := func(clock time.Time, args ...string) (code int, out, errs string) {
		var o, e bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &o, err: &e, now: func() time.Time { return clock },
			limits: wire.Limits{Header: 1500 * time.Millisecond, Grace: time.Second}} // hosts that answer take milliseconds
		code = a.execute(ctx, append(args, "--config", file))
		return code, o.String(), e.String()
	}
	code, _, errs := run(demoClock, "run", "--quiet")
	if ctx.Err() != nil {
		t.Fatalf("the run did not end:\n%s", errs)
	}
	if code != exitPart {
		t.Errorf("exit code %d, want %d\n%s", code, exitPart, errs)
	}

	l, err := store.OpenPublished(filepath.Join(dir, "data", "published.db"), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	runs, err := l.Runs(1)
	if err != nil {
		t.Fatal(err)
	}
	if !runs[0].Complete {
		t.Error("the run is not complete")
	}
	_, digest, _ := run(demoClock, "digest", "--stdout")
	for _, h := range hosts {
		i := slices.IndexFunc(runs[0].Sources, func(s store.SourceResult) bool { return s.ID == h.id })
		if i < 0 {
			t.Errorf("%s is not in the run's record", h.id)
			continue
		}
		s := runs[0].Sources[i]
		t.Logf("%-24s %-10s %-22s %s", s.ID, s.Outcome, counts(s.Pages), s.Reason)
		if s.Outcome != h.outcome || h.pages != "" && counts(s.Pages) != h.pages {
			t.Errorf("%s: %s, pages %s (%s); want %s, %s", h.id, s.Outcome, counts(s.Pages), s.Reason, h.outcome, h.pages)
		}
		if !regexp.MustCompile(h.reason).MatchString(s.Reason) {
			t.Errorf("%s: the reason is %q, want %s", h.id, s.Reason, h.reason)
		}
		unread := s.Outcome == "failed" || s.Outcome == "blocked" || s.Outcome == "deferred"
		if said := strings.Contains(errs, "source "+h.id+": "); said != unread {
			t.Errorf("%s: standard error names it: %v, want %v", h.id, said, unread)
		}
		if named := strings.Contains(digest, "**"+h.id+"**"); named != (h.reason != "") {
			t.Errorf("%s: the digest's coverage names it: %v, want %v", h.id, named, h.reason != "")
		}
	}
	_, claims, _ := run(demoClock, "claims", "--all")
	var want []string
	for n := 510; n <= 580; n += 10 {
		want = append(want, fmt.Sprintf("Cohere raised $%d million", n))
	}
	for n := 11; n <= 23; n++ {
		if n != 19 { // robots.txt keeps it
			want = append(want, fmt.Sprintf("Reka AI raised $%d million", n))
		}
	}
	for _, w := range want {
		if !strings.Contains(claims, w) {
			t.Errorf("no finding %q in\n%s", w, claims)
		}
	}

	// A wall before an article is no withdrawal, however often it is met; a story
	// that no longer says it is.
	later.Store(true)
	for i := range 4 {
		if code, _, errs := run(demoClock.Add(time.Duration(i+1)*7*time.Hour), "run", "--quiet", "--now"); code != exitPart {
			t.Fatalf("exit code %d, want %d\n%s", code, exitPart, errs)
		}
	}
	_, withdrawn, _ := run(demoClock.Add(29*time.Hour), "claims", "--all", "--state", "withdrawn")
	if strings.Count(withdrawn, "raised") != 1 || !strings.Contains(withdrawn, "Cohere raised $580 million") {
		t.Errorf("withdrawn, where only the $580 million are:\n%s", withdrawn)
	}
}
