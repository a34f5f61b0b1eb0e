package weburl

import (
	"strings"
	"testing"
)

func TestKeyJoinsSpellings(t *testing.T) {
	for _, c := range []struct {
		name string
		urls []string
	}{
		{"scheme, host, port, fragment", []string{"https://news.example/a", "http://NEWS.example:80/a#top", "https://news.example:443/a", "https://www.news.example/a"}},
		{"tracking", []string{"https://news.example/a", "https://news.example/a?utm_source=x&UTM_Medium=y", "https://news.example/a?fbclid=1", "https://news.example/a?"}},
		{"order of parameters", []string{"https://news.example/a?id=1&p=2", "https://news.example/a?p=2&id=1&gclid=z"}},
		{"dot segments and percent-encoding", []string{"https://news.example/b/%61?x=%7e", "https://news.example/b/../b/a?x=~", "https://news.example/./b/a?x=%7E"}},
		{"AMP", []string{"https://news.example/2025/story", "https://amp.news.example/2025/story", "https://news.example/2025/story/amp", "https://news.example/2025/story?amp=1", "https://news.example/amp/2025/story", "https://news.example/2025/story.amp", "https://www.google.com/amp/s/news.example/2025/story", "https://news-example.cdn.ampproject.org/c/s/news.example/2025/story"}},
		{"AMP with an ending", []string{"https://news.example/story.html", "https://news.example/story.amp.html", "https://news.example/story.html?outputType=amp"}},
		{"print", []string{"https://news.example/story", "https://news.example/story?print=true", "https://news.example/story/print"}},
		{"international host", []string{"https://bücher.example/a", "https://xn--bcher-kva.example/a"}},
	} {
		for _, u := range c.urls[1:] {
			if got, want := keyOf(t, u), keyOf(t, c.urls[0]); got != want {
				t.Errorf("%s: Key(%q) = %q, want %q", c.name, u, got, want)
			}
		}
	}
}

func keyOf(t *testing.T, url string) string {
	t.Helper()
	u, err := Resolve("", url)
	if err != nil {
		t.Fatal(err)
	}
	return Key(u)
}

func TestKeyKeepsArticlesApart(t *testing.T) {
	urls := []string{
		"https://news.example/a", "https://news.example/b", "https://news.example/a?id=1", "https://news.example/a?id=2",
		"https://other.example/a", "https://blog.news.example/a", "https://news.example:8443/a", "https://news.example/A",
		"https://news.example/amp", "https://news.example/a%2Fb", "https://news.example/a/b", "https://news.example/?p=12", "https://news.example/?p=13",
	}
	seen := map[string]string{}
	for _, u := range urls {
		k := keyOf(t, u)
		if v, have := seen[k]; have {
			t.Errorf("%q and %q share the key %q", u, v, k)
		}
		seen[k] = u
	}
}

func TestResolveRefuses(t *testing.T) {
	for _, ref := range []string{"file:///etc/passwd", "ftp://x.example/", "javascript:alert(1)", "mailto:a@b.example", "data:text/html,x", "http://user:pw@news.example/", "http://user@news.example/", "http://", "https://[::1", "http://a b/", "\x00"} {
		if got, err := Resolve("", ref); err == nil {
			t.Errorf("Resolve(%q) = %q, want an error", ref, got)
		}
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"https://www.news.example/", "https://amp.news.example/x", true},
		{"https://a.co.uk/", "https://b.co.uk/", false},
		{"https://news.example/", "https://news.example.evil.test/", false},
		{"http://127.0.0.1:80/", "http://127.0.0.2/", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:90/", true},
		{"https://one.github.io/", "https://two.github.io/", false},
	} {
		if got := SameSite(c.a, c.b); got != c.want {
			t.Errorf("SameSite(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestTrap(t *testing.T) {
	for url, want := range map[string]bool{
		"https://news.example/2025/03/14/tech/a-long-story-about-chips": false,
		"https://news.example/a/b/a/b/a/b/a/b/":                         true,
		"https://news.example/" + strings.Repeat("x/", 30):              true,
		"https://news.example/" + strings.Repeat("x", 1100):             true,
		"https://news.example/c?" + strings.Repeat("a=1&", 20):          true,
		"https://news.example/c?a=1&b=2":                                false,
	} {
		if got := Trap(url); (got != "") != want {
			t.Errorf("Trap(%.60q) = %q, want a trap: %v", url, got, want)
		}
	}
}

func FuzzKey(f *testing.F) {
	f.Add("https://news.example/%7Ea?b=%zz&utm_source=1#f")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Resolve("https://base.example/x/y", s)
		if err != nil {
			return
		}
		k := Key(u)
		if again, err := Resolve("", u); err != nil || again != u {
			t.Errorf("Resolve is not stable: %q, then %q (%v)", u, again, err)
		}
		if Key(u) != k {
			t.Errorf("Key(%q) is not stable", u)
		}
	})
}

func TestResolveTakesNamesThatAreNoPunycode(t *testing.T) {
	for ref, want := range map[string]string{
		"http://xn--a/":                    "http://xn--a/",
		"https://XN--A.example/x?y#z":      "https://xn--a.example/x?y",
		"https://a.xn--zn7c.example:8080/": "https://a.xn--zn7c.example:8080/",
	} {
		if got, err := Resolve("", ref); err != nil || got != want {
			t.Errorf("Resolve(%q) = %q, %v, want %q", ref, got, err, want)
		}
	}
	if got, err := Resolve("", "https://xn--a b.example/"); err == nil {
		t.Errorf("a host with a space: %q", got)
	}
}
