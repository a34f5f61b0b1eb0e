package demosite

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pactwatch/config"
)

var now = time.Date(2025, 10, 8, 12, 0, 0, 0, time.UTC)

func start(t *testing.T) (*Site, func(url string) (int, string)) {
	t.Helper()
	s, err := Start("", now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: s.Addr()})}}
	t.Cleanup(client.CloseIdleConnections)
	return s, func(url string) (int, string) {
		t.Helper()
		r, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(body)
	}
}

func TestSite(t *testing.T) {
	s, get := start(t)
	if n := len(s.articles); n < 14 {
		t.Errorf("%d articles, want at least 14", n)
	}
	for _, p := range publishers {
		status, listing := get("http://" + p.Host + p.Feed)
		if status != http.StatusOK {
			t.Errorf("%s: %d", p.Feed, status)
		}
		own := 0
		for _, a := range s.articles {
			if a.Site.Host != p.Host {
				continue
			}
			own++
			if !strings.Contains(listing, a.URL()) {
				t.Errorf("%s%s does not list %s", p.Host, p.Feed, a.URL())
			}
		}
		if own == 0 {
			t.Errorf("%s has no article", p.Name)
		}
	}
	for _, a := range s.articles {
		status, body := get(a.URL())
		switch {
		case a.status != 0:
			if status != a.status {
				t.Errorf("%s: status %d, want %d", a.URL(), status, a.status)
			}
		case status != http.StatusOK:
			t.Errorf("%s: status %d", a.URL(), status)
		case !strings.Contains(body, Notice):
			t.Errorf("%s does not say that it is invented", a.URL())
		}
	}
	if got, want := len(s.Requests()), len(publishers)+len(s.articles); got != want {
		t.Errorf("%d requests noted, want %d", got, want)
	}
}

func TestEdit(t *testing.T) {
	s, get := start(t)
	if len(s.edited) == 0 {
		t.Fatal("no edited article")
	}
	for _, e := range s.edited {
		_, before := get(e.URL())
		s.Edit()
		if _, after := get(e.URL()); after == before {
			t.Errorf("%s stays the same", e.URL())
		}
	}
}

func TestConfigLoads(t *testing.T) {
	c, err := config.Parse(Config("127.0.0.1:4711"), "pactwatch.yaml", "/etc")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != len(publishers) {
		t.Errorf("%d sources, want %d", len(c.Sources), len(publishers))
	}
}
