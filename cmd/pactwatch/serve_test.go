package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// clippings is a folder with a configuration and a ledger of two articles, one of
// them hostile.
func clippings(t *testing.T) *app {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"pactwatch.yaml": "agent: {contact: desk@newsdesk.test}\ndigest: {title: \"Deals <b>today</b>\"}\nsources: [{id: notes, path: notes}]\n",
		"notes/a.txt":    "Cohere raises money\n\nCohere raised $510 million, the company said on Friday.\n",
		"notes/b.html": `<html lang="en"><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article><h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>
<p>Mistral raised $520 million from investors, the company said on Friday &lt;script&gt;alert(2)&lt;/script&gt;.</p><p>It did not say who led the round, or at what valuation the money came in.</p></article></body></html>`,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: io.Discard, err: &errs, now: func() time.Time { return demoClock }}
	if code := a.execute(context.Background(), []string{"run", "--quiet", "--config", filepath.Join(dir, "pactwatch.yaml")}); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, &errs)
	}
	return a
}

func TestServe(t *testing.T) {
	a := clippings(t)
	r, err := a.openReader()
	if err != nil {
		t.Fatal(err)
	}
	days, err := r.ledger.Days()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	h := guard(8317, (&site{app: a, config: r.config, extract: r.extract}).handler())
	ask := func(method, host, target string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(method, "http://127.0.0.1:8317"+target, nil)
		req.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return w
	}
	const own = "127.0.0.1:8317"
	for _, tc := range []struct {
		target string
		status int
		kind   string // of the answer
		has    string // regular expression
	}{
		{"/", 200, "text/html", `href="/digest/` + days[0] + `"`},
		{"/digest/" + days[0], 200, "text/html", "Cohere raised \\$510 million"},
		{"/digest/" + days[0] + ".json", 200, "application/json", `"statement": "Cohere raised \$510 million"`},
		{"/digest/" + days[0] + ".csv", 200, "text/csv", "^day,"},
		{"/digest/" + days[0] + ".md", 200, "text/markdown", "^# Deals"},
		{"/claims", 200, "text/html", "(?s)Cohere raised .*Mistral AI raised|Mistral AI raised .*Cohere raised"},
		{"/claims?party=cohere&party=&kind=", 200, "text/html", `href="/claims.json\?party=cohere"`},
		{"/claims.json?party=cohere", 200, "application/json", "510"},
		{"/claims.csv?kind=funding_round", 200, "text/csv", "^finding,"},
		{"/claims?limit=1", 200, "text/html", `href="/claims\?limit=1&amp;offset=1"`},
		{"/deal.json?a=cohere", 200, "application/json", "funding_round"},
		{"/style.css", 200, "text/css", "prefers-color-scheme"},

		{"/deal.json", 400, "text/plain", "name a party"},
		{"/claims?kind=bribe", 400, "text/plain", "use one of acquisition"},
		{"/claims?limit=100000", 400, "text/plain", "want 1 to 500"},
		{"/claims?min=lots", 400, "text/plain", "is no figure"},
		{"/digest/2001-01-01", 404, "text/plain", "the ledger has no day 2001-01-01"},
		{"/digest/" + days[0] + ".exe", 404, "text/plain", "there are html"},
		{"/digest/..%2f..%2fpactwatch.yaml", 404, "text/plain", ""},
		{"/pactwatch.yaml", 404, "text/plain", ""},
		{"/claims?text=" + strings.Repeat("x", 3000), 414, "text/plain", "too much"},
	} {
		w := ask("GET", own, tc.target)
		body := w.Body.String()
		if w.Code != tc.status || !strings.HasPrefix(w.Header().Get("Content-Type"), tc.kind) || !regexp.MustCompile(tc.has).MatchString(body) {
			t.Errorf("%.60s: %d %s\n%.600s\nwant %d %s with %s", tc.target, w.Code, w.Header().Get("Content-Type"), body, tc.status, tc.kind, tc.has)
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; style-src 's") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%.60s: Content-Security-Policy %q", tc.target, csp)
		}
		if strings.HasPrefix(tc.kind, "text/html") && (strings.Contains(body, "<script") || strings.Contains(body, "<b>today")) {
			t.Errorf("%.60s: markup of others is in the page:\n%s", tc.target, body)
		}
		if tc.kind == "application/json" && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%.60s is no JSON", tc.target)
		}
	}

	// Only reading, and only under a name of this machine.
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		if w := ask(method, own, "/"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	for _, host := range []string{"127.0.0.1:8317", "[::1]:8317", "localhost:8317"} {
		if w := ask("GET", host, "/"); w.Code != 200 {
			t.Errorf("Host %s: %d", host, w.Code)
		}
	}
	for _, host := range []string{"", "evil.test", "evil.test:8317", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.nip.io:8317", "localhost.:8317", "LOCALHOST.evil.test:8317"} {
		if w := ask("GET", host, "/"); w.Code != http.StatusMisdirectedRequest || strings.Contains(w.Body.String(), "Cohere") {
			t.Errorf("Host %q: %d", host, w.Code)
		}
	}

	// A ledger that cannot be read is a status, and no secret of the machine.
	if err := os.WriteFile(publishedPath(r.config), []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := ask("GET", own, "/"); w.Code != 500 || strings.Contains(w.Body.String(), r.config.Data) {
		t.Errorf("a broken ledger: %d %s", w.Code, w.Body)
	}
}

// The program serves until it is told to stop, which is no failure, and says no
// to addresses of other machines.
func TestServeProcess(t *testing.T) {
	a := clippings(t)
	cmd := exec.Command("pactwatch", "serve", "--listen", "127.0.0.1:0", "--config", a.config)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hang := time.AfterFunc(30*time.Second, func() { cmd.Process.Kill() })
	defer hang.Stop()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(strings.TrimSpace(address) + "claims")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != 200 || !bytes.Contains(body, []byte("Cohere raised")) {
		t.Errorf("%d, %v: %s", resp.StatusCode, err, body)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped: %v", err)
	}
}
