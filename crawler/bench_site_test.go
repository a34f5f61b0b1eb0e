package crawler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The benchmarks ask a generated site that runs in a process of its own, so that
// what they measure is the client alone. Its hosts are loopback addresses.
const siteEnv = "PACTWATCH_TEST_SITE" // latency, pages a host

func TestMain(m *testing.M) {
	if v := os.Getenv(siteEnv); v != "" {
		serveSite(v)
		return
	}
	os.Exit(m.Run())
}

// benchPage writes a page of the size of the web's: about 73 KB, 290 links.
func benchPage(host string, n int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!doctype html><html lang=en><head><meta charset=utf-8><title>Story %d of %s</title><link rel=canonical href=\"/p/%d\"></head><body><nav><ul>", n, host, n)
	for i := range 290 {
		fmt.Fprintf(&b, `<li class="nav-item nav-%d"><a href="/section/%d/%s-%d?ref=%d" data-track="nav:%d">Section %d of the paper</a></li>`, i%7, i, host, n, i*7919%1000, i, i)
	}
	b.WriteString("</ul></nav><article><h1>Story</h1>")
	for i := 0; b.Len() < 73<<10; i++ {
		fmt.Fprintf(&b, "<p id=p%d>Paragraph %d of story %d: the company said on day %d that it would pay %d for %d units, more than the %d it had announced before.</p>\n", i, i, n, i*31%365, i*7907%100000, i*104729%9973, i*1299709%7919)
	}
	b.WriteString("</article></body></html>")
	return b.Bytes()
}

func serveSite(spec string) {
	latencyText, pagesText, _ := strings.Cut(spec, ",")
	latency, _ := time.ParseDuration(latencyText)
	pages, _ := strconv.Atoi(pagesText)
	var bodies [20][]byte
	for i := range bodies {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write(benchPage("host", i))
		w.Close()
		bodies[i] = z.Bytes()
	}
	started := time.Now().UTC().Truncate(time.Hour)
	h := func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(latency)
		switch {
		case r.URL.Path == "/feed":
			if r.Header.Get("If-None-Match") == `"feed"` {
				w.WriteHeader(304)
				return
			}
			w.Header().Set("ETag", `"feed"`)
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, rss(started, "http://"+r.Host, paths("p/", pages)...))
		case strings.HasPrefix(r.URL.Path, "/p/"):
			n, _ := strconv.Atoi(r.URL.Path[3:])
			w.Header().Set("ETag", `"p"`)
			if r.Header.Get("If-None-Match") == `"p"` {
				w.WriteHeader(304)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bodies[n%len(bodies)])
		default:
			http.NotFound(w, r)
		}
	}
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	go http.Serve(l, http.HandlerFunc(h))
	bufio.NewReader(os.Stdin).ReadByte() // until the parent goes
}

// startSite starts the site and gives its port.
func startSite(b testing.TB, latency time.Duration, pages int) int {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s,%d", siteEnv, latency, pages))
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		b.Fatal(err)
	}
	return port
}

func benchHost(i, port int) string {
	return fmt.Sprintf("http://127.1.%d.%d:%d", i/250, i%250+1, port)
}

// cpu gives the processor time of this process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// rssAnon gives the anonymous memory of this process in bytes.
func rssAnon() int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(raw)) {
		if v, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			n, _ := strconv.ParseInt(strings.Fields(v)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}
