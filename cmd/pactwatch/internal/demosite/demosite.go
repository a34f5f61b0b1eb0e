// Package demosite is a small web of invented news: nothing in, a loopback
// server out that plays several publishers. It is what pactwatch demo crawls,
// and the fixture of the end-to-end tests.
//
// The server is an HTTP proxy for host names under .example, which RFC 2606
// keeps out of the real web: whoever uses it as a proxy sees eight publishers
// with names of their own, and cannot reach anybody else by accident.
package demosite

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed articles pages
var files embed.FS

// Notice stands on every page.
const Notice = "Invented for the pactwatch demonstration: neither the publisher nor the deal exists."

var pages = template.Must(template.New("").Funcs(template.FuncMap{"notice": func() string { return Notice }}).ParseFS(files, "pages/*.html"))

// publisher is one invented outlet and how its pages look.
type publisher struct {
	Name string
	Host string
	ID   string // of the source
	page string // template of its articles
	Feed string // path of the feed, the sitemap or the listing page that lists them
	kind string // of the feed: rss, atom, json, sitemap or listing
	wire bool   // others carry its copy
}

// FeedType is the media type for autodiscovery; empty where there is no feed.
func (p publisher) FeedType() string {
	return map[string]string{"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}[p.kind]
}

var publishers = []publisher{
	{"Harbour Wire", "harbourwire.example", "harbour-wire", "wire.html", "/rss.xml", "rss", true},
	{"The Meridian Ledger", "meridianledger.example", "meridian-ledger", "wire.html", "/news-sitemap.xml", "sitemap", false},
	{"Coastal Courier", "coastalcourier.example", "coastal-courier", "wire.html", "/feed/", "rss", false},
	{"Siliconshore", "siliconshore.example", "siliconshore", "blog.html", "/", "listing", false},
	{"PressDock", "pressdock.example", "pressdock", "plain.html", "/releases.atom", "atom", true},
	{"Filing Room", "filings.example", "filing-room", "plain.html", "/latest.atom", "atom", false},
	{"Tokens & Terms", "tokensandterms.example", "tokens-and-terms", "letter.html", "/feed.json", "json", false},
	{"Daily Ampere", "dailyampere.example", "daily-ampere", "blog.html", "/rss", "rss", false},
}

// article is one page of a publisher.
type article struct {
	Site       publisher
	Path       string
	Title      string
	Author     string
	Published  time.Time
	Modified   time.Time
	Paywalled  bool
	Paragraphs []string
	status     int  // HTTP status; 0 is 200
	later      bool // appears only after Edit
}

func (a article) URL() string            { return "http://" + a.Site.Host + a.Path }
func (a article) PublishedText() string  { return a.Published.Format(time.RFC3339) }
func (a article) ModifiedText() string   { return a.Modified.Format(time.RFC3339) }
func (a article) PublishedShort() string { return a.Published.Format("January 2, 2006") }
func (a article) Summary() string        { return a.Paragraphs[0] }

// Site is a running demonstration site.
type Site struct {
	server   *http.Server
	listener net.Listener
	served   chan error

	mu       sync.Mutex
	articles []article // newest first
	later    []article // not published yet
	edited   []article
	requests []Request
}

// Request is one request that the site answered.
type Request struct {
	URL    string
	Status int
}

// Start serves the site on a free port of 127.0.0.1, or on addr if it is not
// empty. Its articles were published in the two days before now.
func Start(addr string, now time.Time) (*Site, error) {
	s := &Site{served: make(chan error, 1)}
	var err error
	if s.articles, s.edited, err = readArticles(now.UTC().Truncate(time.Second)); err != nil {
		return nil, err
	}
	s.later = slices.DeleteFunc(slices.Clone(s.articles), func(a article) bool { return !a.later })
	s.articles = slices.DeleteFunc(s.articles, func(a article) bool { return a.later })
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	if s.listener, err = net.Listen("tcp", addr); err != nil {
		return nil, fmt.Errorf("demonstration site: %w", err)
	}
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	go func() { s.served <- s.server.Serve(s.listener) }()
	return s, nil
}

// Addr is the host:port that serves the site, as a proxy.
func (s *Site) Addr() string { return s.listener.Addr().String() }

// Edit makes time pass: from now on articles appear that were not there before,
// and publishers have corrected what they got wrong.
func (s *Site) Edit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.articles = append(s.later, s.articles...)
	s.later = nil
	for _, e := range s.edited {
		for i := range s.articles {
			if s.articles[i].URL() == e.URL() {
				s.articles[i] = e
			}
		}
	}
}

// Requests lists what was asked so far, in order.
func (s *Site) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Close ends the server.
func (s *Site) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
	}
	if e := <-s.served; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}

// Config is a configuration that crawls the site at addr: fast, through the
// site as a proxy, and loopback alone.
func Config(addr string) []byte {
	var b bytes.Buffer
	_, port, _ := net.SplitHostPort(addr)
	fmt.Fprintf(&b, `# The demonstration. Every publisher and every deal is invented.
agent: {contact: "https://pactwatch.example/demo"}
pace: {delay: 50ms, min_every: 1s}
network:
  allow_private: [127.0.0.0/8]
  allow_ports: [%s]
  proxy: "http://%s"
  allow_proxy: true
digest: {title: "AI deals (demonstration: all of it is invented)"}
sources:
`, port, addr)
	for _, p := range publishers {
		fmt.Fprintf(&b, "  - id: %s\n    url: http://%s%s\n    publisher: %q\n    every: 1s\n", p.ID, p.Host, p.Feed, p.Name)
		switch p.kind {
		case "sitemap":
			b.WriteString("    kind: sitemap\n")
		case "listing":
			b.WriteString("    kind: listing\n    links: main h2 a\n")
		}
	}
	return b.Bytes()
}

// Rules is a file of additions to the known publishers, as a user would write it
// into rules/publishers.yaml. Tokens & Terms is left out: an outlet that nobody
// knows never counts as independent.
func Rules() []byte {
	var b bytes.Buffer
	b.WriteString("# Invented publishers of the demonstration.\n")
	for _, p := range publishers {
		if p.Host == "tokensandterms.example" {
			continue
		}
		fmt.Fprintf(&b, "- slug: %s\n  name: %q\n  hosts: [%s]\n", p.ID, p.Name, p.Host)
		if p.wire {
			b.WriteString("  wire: true\n")
		}
	}
	return b.Bytes()
}

// ServeHTTP answers for every host.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	status, kind, body := s.answer(host, r.URL.Path)
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	if status == http.StatusOK && r.Header.Get("If-None-Match") == tag {
		status, body = http.StatusNotModified, nil
	}
	s.mu.Lock()
	s.requests = append(s.requests, Request{"http://" + host + r.URL.RequestURI(), status})
	s.mu.Unlock()
	w.Header().Set("Content-Type", kind)
	if status == http.StatusOK || status == http.StatusNotModified {
		w.Header().Set("ETag", tag)
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // the client may be gone
	}
}

func (s *Site) answer(host, p string) (status int, kind string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(publishers, func(p publisher) bool { return p.Host == host })
	if i < 0 {
		return http.StatusBadGateway, "text/plain; charset=utf-8", []byte("no such publisher\n")
	}
	site := publishers[i]
	var own []article
	for _, a := range s.articles {
		if a.Site.Host == host {
			own = append(own, a)
		}
	}
	if p == "/robots.txt" {
		return http.StatusOK, "text/plain; charset=utf-8", []byte("User-agent: *\nDisallow: /members/\n")
	}
	if p == site.Feed || p == "/" {
		kind, body = list(site, own, p)
		return http.StatusOK, kind, body
	}
	for _, a := range own {
		if a.Path != p {
			continue
		}
		if a.status != 0 {
			return a.status, "text/plain; charset=utf-8", []byte("out of order\n")
		}
		return http.StatusOK, "text/html; charset=utf-8", render(site.page, a)
	}
	return http.StatusNotFound, "text/plain; charset=utf-8", []byte("not found\n")
}

func render(page string, data any) []byte {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, page, data); err != nil {
		panic(err) // the templates are ours and tested
	}
	return b.Bytes()
}

// readArticles reads the embedded articles, newest first, and the edited
// versions of some.
func readArticles(now time.Time) (articles, edited []article, err error) {
	names, err := fs.Glob(files, "articles/*.txt")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		a, err := parseArticle(string(data), now)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
		if strings.HasSuffix(name, ".edited.txt") {
			edited = append(edited, a)
		} else {
			articles = append(articles, a)
		}
	}
	slices.SortStableFunc(articles, func(a, b article) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.URL(), b.URL()))
	})
	return articles, edited, nil
}

// parseArticle reads lines of "key: value", an empty line, then paragraphs.
func parseArticle(text string, now time.Time) (article, error) {
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return article{}, errors.New("no empty line after the head")
	}
	a := article{Paragraphs: strings.Split(strings.TrimSpace(body), "\n\n")}
	modified := time.Time{}
	for _, l := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(l, ":")
		value = strings.TrimSpace(value)
		switch key {
		case "host":
			i := slices.IndexFunc(publishers, func(p publisher) bool { return p.Host == value })
			if i < 0 {
				return a, fmt.Errorf("unknown host %q", value)
			}
			a.Site = publishers[i]
		case "path":
			a.Path = value
		case "title":
			a.Title = value
		case "author":
			a.Author = value
		case "hours", "modified", "status":
			n, err := strconv.Atoi(value)
			if err != nil {
				return a, fmt.Errorf("%s: %w", key, err)
			}
			switch key {
			case "hours":
				a.Published = now.Add(-time.Duration(n) * time.Hour)
			case "modified":
				modified = now.Add(-time.Duration(n) * time.Hour)
			default:
				a.status = n
			}
		case "paywalled":
			a.Paywalled = value == "yes"
		case "later":
			a.later = value == "yes"
		default:
			return a, fmt.Errorf("unknown key %q", key)
		}
	}
	a.Modified = a.Published
	if !modified.IsZero() {
		a.Modified = modified
	}
	return a, nil
}
