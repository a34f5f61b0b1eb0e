package e2e

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

//go:embed watch.js
var watchScript string

//go:embed audit.js
var auditScript string

// policy is the page's own Content-Security-Policy. Without it a page must be
// just as quiet: its escaping may not lean on it.
var policy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)

// site serves one page and notes every other request of the browser, whatever
// host it was meant for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	page  []byte
	other []string
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.URL.Path != "/page.html" || !strings.HasPrefix(r.Host, "127.0.0.1") {
			if !ownWish(r) {
				s.other = append(s.other, r.Method+" "+r.Host+r.URL.String())
			}
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(s.page)
	}))
	t.Cleanup(s.Close)
	return s
}

// ownWish reports whether the browser asks for itself: an icon, or its maker's
// services, which are led here like every other host.
func ownWish(r *http.Request) bool {
	host, _, _ := strings.Cut(r.Host, ":")
	return host == "127.0.0.1" && r.URL.Path == "/favicon.ico" ||
		strings.HasSuffix(host, ".google.com") || strings.HasSuffix(host, ".googleapis.com") || strings.HasSuffix(host, ".gvt1.com")
}

// show sets the page and gives its address.
func (s *site) show(b []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page, s.other = b, nil
	return s.URL + "/page.html"
}

func (s *site) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.other)
}

// browser starts one browser for a test, in which every host but loopback leads
// to the site.
func browser(t *testing.T, s *site) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			found = p
			break
		}
	}
	if found == "" {
		t.Skip("no browser: install chromium to look at the pages")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", "MAP * "+strings.TrimPrefix(s.URL, "http://")+", EXCLUDE 127.0.0.1"))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if _, err := chromedp.Run(ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchScript})
		return err
	})); err != nil {
		t.Fatalf("start %s: %v", found, err)
	}
	return ctx
}

// pages are those that the environment names, else the golden ones of the
// digest's own tests.
func pages(t *testing.T) map[string][]byte {
	t.Helper()
	files := filepath.SplitList(os.Getenv("PACTWATCH_PAGES"))
	if len(files) == 0 {
		for _, name := range []string{"rich", "empty", "hostile"} {
			files = append(files, filepath.Join("..", "..", "..", "..", "store", "digest", "testdata", name+".html"))
		}
	}
	out := map[string][]byte{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".html")] = b
	}
	return out
}

func TestPages(t *testing.T) {
	s := newSite(t)
	ctx := browser(t, s)
	for name, b := range pages(t) {
		look(t, ctx, s, name, b)
	}
}

// TestDemo looks at the digest that the program itself writes, and at the pages
// that it serves.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	s := newSite(t)
	ctx := browser(t, s)
	program := filepath.Join(t.TempDir(), "pactwatch")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./cmd/pactwatch")
	build.Dir = filepath.Join("..", "..", "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	folder := filepath.Join(t.TempDir(), "demo")
	demo := exec.CommandContext(t.Context(), program, "demo", folder)
	out, err := demo.CombinedOutput()
	if err != nil && demo.ProcessState.ExitCode() != 3 { // 3: done in part, as one source of the demonstration may want
		t.Fatalf("demo: %v\n%s", err, out)
	}
	digests, err := filepath.Glob(filepath.Join(folder, "digests", "20*.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(digests) == 0 {
		t.Fatalf("the demonstration wrote no digest:\n%s", out)
	}
	for _, f := range digests {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		look(t, ctx, s, "demo-"+strings.TrimSuffix(filepath.Base(f), ".html"), b)
	}
	serve := exec.CommandContext(t.Context(), program, "serve", "--listen", "127.0.0.1:0", "--config", filepath.Join(folder, "pactwatch.yaml"))
	first, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = serve.Process.Kill(); _ = serve.Wait() })
	address, err := bufio.NewReader(first).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"days": "", "claims": "claims?party=oracle", "digest": "digest/" + strings.TrimSuffix(filepath.Base(digests[0]), ".html")} {
		for _, width := range []int64{320, 1200} {
			t.Run(fmt.Sprintf("serve/%s/%d", name, width), func(t *testing.T) {
				ctx, stop := context.WithTimeout(ctx, time.Minute)
				defer stop()
				complaints, err := audit(ctx, strings.TrimSpace(address)+path, width, "light", "screen")
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range append(complaints, s.asked()...) {
					if !ownParts.MatchString(c) {
						t.Error(c)
					}
				}
			})
		}
	}
}

// ownParts are what a digest, a file on its own, must not have, and a page of the
// site has: links to its other pages, its style sheet and its search form.
var ownParts = regexp.MustCompile(`(?s)^link that is not http: <a href="/|^must not be here: <(link rel="stylesheet" href="/style.css"|form action="/claims"|input|button)`)

// look shows a page as a phone, a tablet and a desktop do, light and dark, with
// its policy and without, and prints it.
func look(t *testing.T, browser context.Context, s *site, name string, b []byte) {
	if !policy.Match(b) {
		t.Errorf("%s: no Content-Security-Policy", name)
	}
	for _, width := range []int64{320, 768, 1200} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%s/%d/%s", name, width, scheme), func(t *testing.T) {
				ctx, stop := context.WithTimeout(browser, time.Minute)
				defer stop()
				complaints, err := audit(ctx, s.show(b), width, scheme, "screen")
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range append(complaints, s.asked()...) {
					t.Error(c)
				}
				shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				if err != nil {
					t.Fatal(err)
				}
				file := artifact(t, ".png")
				if err := os.WriteFile(file, shot, 0o644); err != nil {
					t.Fatal(err)
				}
				t.Logf("screenshot: %s", file)
			})
		}
	}
	t.Run(name+"/without policy", func(t *testing.T) {
		ctx, stop := context.WithTimeout(browser, time.Minute)
		defer stop()
		complaints, err := audit(ctx, s.show(policy.ReplaceAll(b, nil)), 1200, "light", "screen")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append(complaints, s.asked()...) {
			t.Error(c)
		}
	})
	t.Run(name+"/print", func(t *testing.T) {
		ctx, stop := context.WithTimeout(browser, time.Minute)
		defer stop()
		complaints, err := audit(ctx, s.show(b), 680, "light", "print") // A4 less its margins
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range complaints {
			t.Error(c)
		}
		shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(artifact(t, ".png"), shot, 0o644); err != nil {
			t.Fatal(err)
		}
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Error("no PDF came of printing")
		}
		file := artifact(t, ".pdf")
		if err := os.WriteFile(file, pdf, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("printed: %s", file)
	})
}

// artifact names a file that go test -artifacts keeps.
func artifact(t *testing.T, extension string) string {
	return filepath.Join(t.ArtifactDir(), strings.NewReplacer("/", "-", " ", "-").Replace(t.Name())+extension)
}

// audit shows a page and gives what is wrong with it.
func audit(ctx context.Context, address string, width int64, scheme, media string) ([]string, error) {
	steps := chromedp.Steps(
		chromedp.EmulateViewport(width, 900),
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media,
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			return err
		}),
		chromedp.Navigate(address))
	if _, err := chromedp.Run(ctx, steps); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](auditScript))
}

// The audit must see what it is there for.
func TestAuditComplains(t *testing.T) {
	s := newSite(t)
	ctx := browser(t, s)
	bad := `<!DOCTYPE html><html><head><title> </title><style>.x{color:#999;background:#fff}.y{width:900px}</style></head><body>
<h1 id="a">One</h1><h3 id="a">Three</h3><p class="x">pale</p><div class="y">wide</div><a href="javascript:x">bad</a><a href="https://e.example/"></a>
<svg role="img"></svg><section aria-labelledby="nowhere"></section><figure></figure><table></table><img src="https://outside.example/pixel.png" onerror="alert(1)">
<script>alert(2)</script></body></html>`
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	got, err := audit(ctx, s.show([]byte(bad)), 320, "light", "screen")
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(append(got, s.asked()...), "\n")
	for _, want := range []string{
		"watched: alert(1)", "watched: alert(2)", "no language", "no title", "not one main", "heading skips a level", "id twice", "label nowhere is not there",
		"link that is not http", "link without words", "chart without words", "figure without a caption", "table without heads", "must not be here", "event handler",
		"scrolls sideways", "contrast of P.x", "outside.example",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the audit does not say %q; it says:\n%s", want, all)
		}
	}
}
