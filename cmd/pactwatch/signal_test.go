package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// A signal in the middle of a crawl: the code says which one, what was read is
// kept, no page counts as failed, no digest is written, and the next run goes on.
func TestSignal(t *testing.T) {
	for _, tc := range []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGTERM, 143}, {syscall.SIGINT, 130}, {syscall.SIGHUP, 129}} {
		t.Run(tc.signal.String(), func(t *testing.T) {
			t.Parallel()
			arrived := make(chan struct{})
			var open atomic.Bool // the slow page answers
			mux := http.NewServeMux()
			server := httptest.NewServer(mux)
			defer server.Close()
			item := func(n int) string {
				return fmt.Sprintf("<item><title>Page %d</title><link>%s/%d</link><pubDate>%s</pubDate></item>", n, server.URL, n, demoClock.Add(-time.Duration(n)*time.Hour).Format(time.RFC1123Z))
			}
			mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Slow</title>`+item(1)+item(2)+`</channel></rss>`)
			})
			article := func(w http.ResponseWriter) {
				fmt.Fprint(w, "<html><head><title>A page</title></head>\n<body><article>\n<h1>A page</h1>\n<p>Cohere has raised money from investors, the company said on Friday, without naming a sum.</p>\n<p>It did not say who led the round, or at what valuation the money came in.</p></article></body></html>")
			}
			mux.HandleFunc("/1", func(w http.ResponseWriter, r *http.Request) { article(w) })
			mux.HandleFunc("/2", func(w http.ResponseWriter, r *http.Request) {
				if open.Load() {
					article(w)
					return
				}
				close(arrived)
				<-r.Context().Done()
			})
			dir := t.TempDir()
			port := server.URL[strings.LastIndexByte(server.URL, ':')+1:]
			config := fmt.Sprintf("agent: {contact: desk@newsdesk.test}\nnetwork: {allow_private: [127.0.0.0/8], allow_ports: [%s]}\npace: {delay: 1ms}\nsources: [{id: slow, url: \"%s/feed\"}]\n", port, server.URL)
			if err := os.WriteFile(filepath.Join(dir, "pactwatch.yaml"), []byte(config), 0o600); err != nil {
				t.Fatal(err)
			}
			w := &watchedSite{t: t, dir: dir}
			cmd := w.command(demoClock, "run")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			hang := time.AfterFunc(30*time.Second, func() { cmd.Process.Kill() })
			defer hang.Stop()
			<-arrived
			if err := cmd.Process.Signal(tc.signal); err != nil {
				t.Fatal(err)
			}
			cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != tc.code {
				t.Errorf("exit code %d, want %d\n%s", got, tc.code, cmd.Stderr)
			}
			if found, _ := filepath.Glob(filepath.Join(dir, "digests", "*")); len(found) > 0 {
				t.Errorf("a stopped run wrote %v", found)
			}
			if known := w.know(); !strings.Contains(known, server.URL+"/1") {
				t.Errorf("the page that was read before is not kept:\n%s", known)
			}
			open.Store(true)
			w.run(demoClock.Add(time.Minute), "run", "--now")
			if known := w.know(); !strings.Contains(known, server.URL+"/2") {
				t.Errorf("the next run did not go on:\n%s", known)
			}
		})
	}
}
