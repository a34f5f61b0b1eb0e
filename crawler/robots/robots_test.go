package robots

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReferenceCases runs the cases of Google's reference parser.
func TestReferenceCases(t *testing.T) {
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared == "" {
		t.Skip("PACTWATCH_SHARED is not set: the reference cases are not at hand")
	}
	f, err := os.Open(filepath.Join(shared, "suites", "robots.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	n := 0
	for in.Scan() {
		var c struct {
			Test, Robots, UA, URL string
			Allow                 bool
		}
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		n++
		got, line := Parse([]byte(c.Robots), c.UA).Allowed(PathOf(c.URL))
		if got != c.Allow {
			t.Errorf("%s: agent %q, url %q: allowed %v (%s), want %v\n%.300s", c.Test, c.UA, c.URL, got, line, c.Allow, c.Robots)
		}
	}
	if err := in.Err(); err != nil || n == 0 {
		t.Fatalf("read %d cases: %v", n, err)
	}
	t.Logf("%d cases", n)
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"no file", "", "/a", true},
		{"everyone", "User-agent: *\nDisallow: /private", "/private/x", false},
		{"own group wins over everyone", "User-agent: *\nDisallow: /\n\nUser-agent: PactWatch\nDisallow: /x", "/a", true},
		{"own group in two parts", "User-agent: pactwatch\nDisallow: /x\n\nUser-agent: other\nDisallow: /\n\nUser-agent: pactwatch\nDisallow: /y", "/y", false},
		{"version after the token", "User-agent: pactwatch/2.0\nDisallow: /", "/", false},
		{"longer token is another agent", "User-agent: pactwatch-pro\nDisallow: /", "/", true},
		{"longest rule wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"equal length allows", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"query as sent", "User-agent: *\nDisallow: /p?z=1&a=2", "/p?z=1&a=2", false},
		{"star and end", "User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false},
		{"star and end, more behind", "User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?v=1", true},
		{"many stars stay quick", "User-agent: *\nDisallow: /" + strings.Repeat("*a", 500) + "$", "/" + strings.Repeat("a", 4000) + "b", true},
		{"bad delay does no harm", "User-agent: *\nCrawl-delay: abc\nDisallow: /x", "/x", false},
		{"rule before any agent", "Disallow: /x\nUser-agent: *\nDisallow: /y", "/x", true},
		{"robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"empty disallow", "User-agent: *\nDisallow:", "/x", true},
	} {
		if got, line := Parse([]byte(c.file), "pactwatch").Allowed(c.path); got != c.want {
			t.Errorf("%s: %v (%s), want %v", c.name, got, line, c.want)
		}
	}
	if ok, _ := DenyAll().Allowed("/"); ok {
		t.Error("DenyAll allows /")
	}
}

func TestSaysMore(t *testing.T) {
	r := Parse([]byte("Sitemap: https://news.example/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nsite-map: /two.xml\n"), "pactwatch")
	if r.Delay != 2500*time.Millisecond {
		t.Errorf("delay %v", r.Delay)
	}
	if len(r.Sitemaps) != 2 || r.Sitemaps[1] != "/two.xml" {
		t.Errorf("sitemaps %q", r.Sitemaps)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("user-agent: *\ndisallow: /*a*b$\nallow: /index.html"), "/a/b")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		Parse(file, "pactwatch").Allowed(path)
	})
}
