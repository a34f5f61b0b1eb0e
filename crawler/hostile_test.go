package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"pactwatch/config"
	"pactwatch/crawler/wire"
)

// hang is six times what any one attack may take: beyond it the test ends.
const hang = 30 * time.Second

// quick are limits of time for servers that never answer; those of size stay.
var quick = wire.Limits{Header: 500 * time.Millisecond, Grace: 500 * time.Millisecond}

// packed gives n zero bytes, gzipped.
func packed(n int) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	zero := make([]byte, 1<<20)
	for ; n > 0; n -= len(zero) {
		z.Write(zero)
	}
	z.Close()
	return b.Bytes()
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// raw answers every connection with what fn writes; the request is read first.
func raw(t testing.TB, fn func(net.Conn)) string {
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
				buf := make([]byte, 4096)
				n, _ := c.Read(buf)
				if bytes.Contains(buf[:n], []byte("GET /robots.txt")) || bytes.Contains(buf[:n], []byte("tdmrep.json")) {
					io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					return
				}
				fn(c)
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

func answer(t testing.TB, h http.HandlerFunc) string {
	s := newSite(t)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" || strings.HasSuffix(r.URL.Path, "tdmrep.json") {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	})
	return s.URL
}

func portOf(t testing.TB, base string) int {
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := strconv.Atoi(u.Port())
	return p
}

// endless writes the same bytes until the other side has had enough.
func endless(w io.Writer, chunk string) {
	big := []byte(strings.Repeat(chunk, 64<<10/len(chunk)+1))
	for {
		if _, err := w.Write(big); err != nil {
			return
		}
	}
}

// attacks are the ways in which a server misbehaves, each with the outcome and a
// part of the reason that the operator must see.
var attacks = []struct {
	name    string
	kind    config.Kind
	path    string
	server  func(t testing.TB) string
	outcome Outcome
	reason  string
	slow    bool // its whole point is to take time
}{
	{"gzip bomb as content encoding", config.Single, "/", func(t testing.TB) string {
		bomb := packed(64 << 20)
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		})
	}, Failed, "200 times", false},
	{"gzip bomb as a sitemap", config.Sitemap, "/sitemap.xml.gz", func(t testing.TB) string {
		bomb := packed(64 << 20)
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/x-gzip")
			w.Write(bomb)
		})
	}, Failed, "200 times", false},
	{"page larger than its limit, by its length", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(50<<20))
			endless(w, "<p>x</p>")
		})
	}, Failed, "larger than its limit of 4 MiB", false},
	{"page without an end", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) { endless(w, "<p>x</p>") })
	}, Failed, "larger than its limit of 4 MiB", false},
	{"feed without an end", config.Feed, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) { endless(w, "<rss><channel><item>") })
	}, Failed, "larger than its limit of 10 MiB", false},
	{"one byte at a time", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, "x"); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(50 * time.Millisecond):
				}
			}
		})
	}, Failed, "slower than 1 KB/s", true},
	{"silence", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	}, Failed, "no answer in time", true},
	{"header without an end", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			endless(c, "X-Filler: "+strings.Repeat("y", 500)+"\r\n")
		})
	}, Failed, "header larger than its limit", false},
	{"endless early hints", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) { endless(c, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n") })
	}, Failed, "", false},
	{"chunk extension of 10 MB", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")
			io.WriteString(c, strings.Repeat("e", 10<<20)+"\r\nhello\r\n0\r\n\r\n")
		})
	}, Failed, "", false},
	{"not HTTP", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) { io.WriteString(c, "SSH-2.0-OpenSSH_9.2\r\n") })
	}, Failed, "", false},
	{"connection closed without an answer", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) {})
	}, Failed, "closed without an answer", false},
	{"body shorter than its length", config.Single, "/", func(t testing.TB) string {
		return raw(t, func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half of it")
		})
	}, Failed, "ends early", false},
	{"gzip that is cut off", config.Single, "/", func(t testing.TB) string {
		z := gzipped(strings.Repeat("<p>some text</p>", 1000))
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, z[:len(z)/2])
		})
	}, Failed, "ends early", false},
	{"two content encodings", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip")
			io.WriteString(w, gzipped(gzipped("<p>x</p>")))
		})
	}, Failed, "content encoding", false},
	{"redirect to itself", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	}, Failed, "redirect to itself", false},
	{"redirects in a circle", config.Single, "/a", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			to := "/a"
			if r.URL.Path == "/a" {
				to = "/b"
			}
			http.Redirect(w, r, to, http.StatusFound)
		})
	}, Failed, "more than 5 redirects", false},
	{"redirect to a file", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		})
	}, Failed, "not an http or https address", false},
	{"redirect to a script", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "javascript:alert(1)")
			w.WriteHeader(302)
		})
	}, Failed, "may not be followed", false},
	{"redirect with a password", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://user:pw@127.0.0.1/")
			w.WriteHeader(302)
		})
	}, Failed, "user name or password", false},
	{"redirect to a private address", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://169.254.169.254/latest/meta-data/")
			w.WriteHeader(302)
		})
	}, Failed, "its address is not a public one", false},
	{"redirect to another port", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:22/")
			w.WriteHeader(302)
		})
	}, Failed, "its port is not allowed", false},
	{"listing that keeps a parser busy", config.Listing, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for i := range 20_000 {
				fmt.Fprintf(w, "<body a%d=1>", i)
			}
		})
	}, Failed, "bounds of the parser", false},
	{"feed that is HTML", config.Feed, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>News</body></html>`)
		})
	}, Failed, "/rss.xml", false},
	{"empty answer", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {})
	}, Failed, "empty body", false},
	{"Cloudflare challenge", config.Single, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Server", "cloudflare")
			w.Header().Set("Cf-Mitigated", "challenge")
			w.WriteHeader(403)
			io.WriteString(w, "<title>Just a moment...</title>")
		})
	}, Blocked, "403, Cloudflare challenge", false},
	{"login", config.Feed, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(401) })
	}, Blocked, "401 unauthorized", false},
	{"asked to come back later", config.Feed, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(429)
		})
	}, Deferred, "429", false},
	{"server error", config.Feed, "/", func(t testing.TB) string {
		return answer(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) })
	}, Failed, "500", false},
	{"connection refused", config.Feed, "/", func(t testing.TB) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		return "http://" + l.Addr().String()
	}, Failed, "connection refused; next try", false},
	{"certificate of nobody", config.Feed, "/", func(t testing.TB) string {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.Config.ErrorLog = nil
		s.StartTLS()
		t.Cleanup(s.Close)
		return s.URL
	}, Failed, "certificate of an unknown authority", false},
}

func TestHostileServers(t *testing.T) {
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			base := a.server(t)
			good := newSite(t)
			good.serve("/ok", "text/html", story("fine"))
			cfg := loopback([]int{portOf(t, base), good.port()},
				config.Source{ID: "bad", Kind: a.kind, URL: base + a.path},
				config.Source{ID: "good", Kind: config.Single, URL: good.URL + "/ok"})
			ctx, cancel := context.WithTimeout(context.Background(), hang)
			defer cancel()
			l := newLedger()
			limits := wire.Limits{}
			if a.slow {
				limits = quick
			}
			c, err := New(cfg, l, Options{Limits: limits})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			rep, err := c.Run(ctx, l)
			if err != nil {
				t.Fatalf("run: %v", err)
			}
			bad, fine := rep.Sources[0], rep.Sources[1]
			if bad.Outcome != a.outcome || !strings.Contains(bad.Reason, a.reason) {
				t.Errorf("%s: %q, want %s: …%s…", bad.Outcome, bad.Reason, a.outcome, a.reason)
			}
			t.Logf("%s: %s", bad.Outcome, bad.Reason)
			if bad.Reason == "" {
				t.Error("no reason given")
			}
			if fine.Outcome != Fresh {
				t.Errorf("the other source: %s (%s), want new", fine.Outcome, fine.Reason)
			}
		})
	}
}

// TestRobotsWithoutAnEnd holds that a robots.txt of any size is read only as far
// as it counts, and counts.
func TestRobotsWithoutAnEnd(t *testing.T) {
	var sent atomic.Int64
	s := newSite(t)
	s.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "User-agent: *\nDisallow: /no\n")
		line := []byte(strings.Repeat("# filler\n", 8000))
		for {
			n, err := w.Write(line)
			if sent.Add(int64(n)); err != nil || sent.Load() > 300<<20 {
				return
			}
		}
	})
	s.serve("/yes", "text/html", story("yes"))
	s.serve("/no", "text/html", story("no"))
	rep := crawl(t, loopback([]int{s.port()},
		config.Source{ID: "yes", Kind: config.Single, URL: s.URL + "/yes"},
		config.Source{ID: "no", Kind: config.Single, URL: s.URL + "/no"}), newLedger(), Options{})
	if rep.Sources[0].Outcome != Fresh || rep.Sources[1].Outcome != Blocked {
		t.Errorf("outcomes %+v", rep.Sources)
	}
	if sent.Load() > 64<<20 {
		t.Errorf("%d MB of robots.txt were taken", sent.Load()>>20)
	}
}

// TestEncodings holds that honest content encodings and charsets come out as text.
func TestEncodings(t *testing.T) {
	text := story("半導体 für alle")
	var br, zs bytes.Buffer
	b := brotli.NewWriter(&br)
	io.WriteString(b, text)
	b.Close()
	z, _ := zstd.NewWriter(&zs)
	io.WriteString(z, text)
	z.Close()
	sjis, _ := japanese.ShiftJIS.NewEncoder().String(`<html><head><meta charset="Shift_JIS"></head><body>半導体</body></html>`)
	u16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><body>半導体</body></html>")
	for _, c := range []struct{ name, encoding, contentType, body, want string }{
		{"plain", "", "text/html; charset=utf-8", text, "半導体 für alle"},
		{"gzip", "gzip", "text/html", gzipped(text), "半導体 für alle"},
		{"brotli", "br", "text/html", br.String(), "半導体 für alle"},
		{"zstd", "zstd", "text/html", zs.String(), "半導体 für alle"},
		{"Shift-JIS by its meta", "", "text/html", sjis, "半導体"},
		{"Shift-JIS by its header", "", "text/html; charset=shift_jis", sjis, "半導体"},
		{"UTF-16 with a mark", "", "text/html", u16, "半導体"},
		{"windows-1252 by its header", "", "text/html; charset=windows-1252", "<html><body>f\xfcr \x93alle\x94</body></html>", "für “alle”"},
		{"windows-1252 undeclared", "", "text/html", "<html><body><p>Die Gr\xf6\xdfe der M\xe4rkte ist f\xfcr alle \xfcberraschend.</p></body></html>", "Größe der Märkte"},
		{"header says windows-1252, the body is UTF-8", "", "text/html; charset=windows-1252", text, "für alle"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := answer(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", c.contentType)
				if c.encoding != "" {
					w.Header().Set("Content-Encoding", c.encoding)
				}
				io.WriteString(w, c.body)
			})
			l := newLedger()
			rep := crawl(t, loopback([]int{portOf(t, base)}, config.Source{ID: "one", Kind: config.Single, URL: base + "/"}), l, Options{})
			if got := l.pages[base+"/"]; !strings.Contains(got, c.want) {
				t.Errorf("%s (%s): page %q, want it to contain %q", rep.Sources[0].Outcome, rep.Sources[0].Reason, got, c.want)
			}
		})
	}
}

// TestNothingIsLeftRunning counts goroutines after a run against servers that
// hold on to their connections.
func TestNothingIsLeftRunning(t *testing.T) {
	before := runtime.NumGoroutine()
	func() {
		base := raw(t, func(c net.Conn) { io.Copy(io.Discard, c) })
		cfg := loopback([]int{portOf(t, base)}, config.Source{ID: "one", Kind: config.Single, URL: base + "/"})
		c, err := New(cfg, newLedger(), Options{Limits: quick})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Run(context.Background(), newLedger()); err != nil {
			t.Fatal(err)
		}
		c.Close()
	}()
	deadline := time.Now().Add(hang)
	for runtime.NumGoroutine() > before+1 { // the listener of the test itself
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
		runtime.Gosched()
		time.Sleep(time.Millisecond)
	}
}
