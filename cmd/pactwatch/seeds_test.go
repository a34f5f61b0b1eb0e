package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pactwatch/store/digest"
)

// seed is an article with the claims that people found in it.
type seed struct {
	name, text string
	Claims     []struct {
		Kind     string  `json:"kind"`
		Subject  string  `json:"subject"`
		Object   *string `json:"object"`
		Source   *string `json:"source"`
		Quote    string  `json:"quote"`
		Optional bool    `json:"optional"`
		Value    *struct {
			Min  float64 `json:"min"`
			Unit string  `json:"unit"`
		} `json:"value"`
	} `json:"claims"`
}

func readSeeds(t *testing.T) []seed {
	t.Helper()
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared == "" {
		t.Skip("PACTWATCH_SHARED is not set: no seed articles to serve")
	}
	names, err := filepath.Glob(filepath.Join(shared, "seeds", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no seed articles in %s: %v", shared, err)
	}
	var seeds []seed
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := seed{name: strings.TrimSuffix(filepath.Base(name), ".txt"), text: string(text)}
		gold, err := os.ReadFile(filepath.Join(shared, "gold", "dev", s.name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(gold, &s); err != nil {
			t.Fatal(err)
		}
		seeds = append(seeds, s)
	}
	return seeds
}

// page is a seed as a publisher would serve it.
func (s seed) page() string {
	title, body, _ := strings.Cut(s.text, "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body><nav><a href=\"/\">Home</a></nav><article><h1>%[1]s</h1>\n", html.EscapeString(title))
	for _, p := range strings.Split(body, "\n") {
		if strings.TrimSpace(p) != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
		}
	}
	return b.String() + "</article></body></html>\n"
}

// The two seed articles, served as a site with a feed: what people found in them
// is in the digest, and a second crawl asks only whether something changed.
func TestSeedsAsSite(t *testing.T) {
	seeds := readSeeds(t)
	clock := time.Date(2025, 5, 13, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	var asked []string
	mux := http.NewServeMux()
	var items strings.Builder
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r)
	}))
	defer server.Close()
	serve := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("ETag", strconv.Quote(strconv.Itoa(len(body))))
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, fmt.Sprintf("%s %v", r.URL.Path, r.Header.Get("If-None-Match") != ""))
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(body))
		})
	}
	for _, s := range seeds {
		serve("/"+s.name, "text/html; charset=utf-8", s.page())
		title, _, _ := strings.Cut(s.text, "\n")
		fmt.Fprintf(&items, "<item><title>%s</title><link>%s/%s</link><pubDate>%s</pubDate></item>\n", html.EscapeString(title), server.URL, s.name, clock.Add(-time.Hour).Format(time.RFC1123Z))
	}
	serve("/feed", "application/rss+xml", `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Seeds</title>`+items.String()+`</channel></rss>`)

	dir := t.TempDir()
	port := server.URL[strings.LastIndexByte(server.URL, ':')+1:]
	config := fmt.Sprintf("agent: {contact: desk@newsdesk.test}\nnetwork: {allow_private: [127.0.0.0/8], allow_ports: [%s]}\npace: {delay: 1ms}\nsources: [{id: seeds, url: \"%s/feed\"}]\n", port, server.URL)
	if err := os.WriteFile(filepath.Join(dir, "pactwatch.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	w := &watchedSite{t: t, dir: dir}
	w.run(clock, "crawl")
	first := w.know()
	mu.Lock()
	asked = nil
	mu.Unlock()
	w.run(clock.Add(10*time.Minute), "crawl", "--now")
	mu.Lock()
	defer mu.Unlock()
	if !slices.Equal(asked, []string{"/feed true"}) {
		t.Errorf("the second crawl asked (path, conditionally): %v; want the feed alone, conditionally", asked)
	}
	if again := w.know(); again != first {
		t.Errorf("the second crawl changed the ledger:\n%s\n%s", first, again)
	}

	w.run(clock.Add(20*time.Minute), "digest", "--quiet")
	data, err := os.ReadFile(filepath.Join(dir, "digests", clock.Format(time.DateOnly)+".json"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := digest.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range seeds {
		for _, c := range s.Claims {
			if c.Optional {
				continue
			}
			found := false
			for _, deal := range d.New {
				for _, it := range deal.Items {
					f := it.Finding
					object := ""
					if c.Object != nil {
						object = *c.Object
					}
					same := f.Subject.Slug == c.Subject && f.Object.Slug == object
					if c.Kind == "partnership" {
						same = same || f.Subject.Slug == object && f.Object.Slug == c.Subject
					}
					if f.Kind != c.Kind || !same || (c.Value == nil) != (f.Value == nil) {
						continue
					}
					if c.Value != nil {
						low, err := strconv.ParseFloat(string(f.Value.Min), 64)
						if err != nil || f.Value.Unit != c.Value.Unit || low != c.Value.Min {
							continue
						}
					}
					found = true
					if c.Source != nil && !slices.ContainsFunc(f.Origins, func(o digest.Origin) bool { return strings.Contains(o.Name, *c.Source) }) {
						t.Errorf("%s: %s: origins %v lack %q", s.name, f.Statement, f.Origins, *c.Source)
					}
				}
			}
			if !found {
				t.Errorf("%s: the digest lacks the %s of %s, %+v, said in %q", s.name, c.Kind, c.Subject, c.Value, c.Quote)
			}
		}
	}
}
