package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pactwatch/config"
	"pactwatch/crawler/decode"
	"pactwatch/crawler/feed"
	"pactwatch/crawler/robots"
	"pactwatch/crawler/sitemap"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// Endpoint is a feed or sitemap that a site offers.
type Endpoint struct {
	URL    string
	Kind   config.Kind // Feed or Sitemap
	Title  string
	Items  int       // addresses in it, or sitemaps of an index
	Newest time.Time // of its items; zero where they are undated
	News   bool      // sitemap with the news extension
	Index  bool      // sitemap of sitemaps
}

// ErrBlocked is a site that does not let us look.
var ErrBlocked = errors.New("blocked")

// guesses are where sites put feeds and sitemaps without saying so.
var guesses = []string{"/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml", "/sitemap.xml", "/sitemap_index.xml"}

// maxFind is how many addresses [Crawler.Find] asks a site for.
const maxFind = 15

// Find asks a site which feeds and sitemaps it offers: those its page and its
// robots.txt name and, where they name none of a kind, the usual places. What it
// lists was fetched and read. It keeps all manners.
func (c *Crawler) Find(ctx context.Context, url string) ([]Endpoint, error) {
	url, err := weburl.Resolve("", withScheme(url))
	if err != nil {
		return nil, err
	}
	w := newWalk(c)
	final, a, res, err := w.get(ctx, url, wire.Request{MaxBody: sitemap.MaxSize})
	if err != nil {
		return nil, err
	}
	if res.outcome == Blocked {
		return nil, fmt.Errorf("%s: %w: %s", url, ErrBlocked, res.reason)
	}
	if res.outcome != Fresh {
		return nil, fmt.Errorf("%s: %s", url, res.reason)
	}
	if e, ok := probe(a, final); ok {
		return []Endpoint{e}, nil
	}
	var try []string
	add := func(base, ref string) {
		if u, err := weburl.Resolve(base, ref); err == nil && !slices.Contains(try, u) {
			try = append(try, u)
		}
	}
	for _, f := range readHead(a.Body, final).feeds {
		add(final, f.URL)
	}
	origin := weburl.Origin(final)
	for _, s := range w.f.host(final, 0).manners.rules.Sitemaps {
		add(origin+"/", s)
	}
	var out []Endpoint
	look := func(list []string) error {
		for _, u := range list {
			if w.asked >= maxFind {
				return nil
			}
			final, a, res, err := w.get(ctx, u, wire.Request{MaxBody: sitemap.MaxSize, Accept: "*/*"})
			if err != nil {
				return err
			}
			if res.outcome != Fresh {
				continue
			}
			if e, ok := probe(a, final); ok && !slices.ContainsFunc(out, func(o Endpoint) bool { return o.URL == e.URL }) {
				out = append(out, e)
			}
		}
		return nil
	}
	if err := look(try); err != nil {
		return nil, err
	}
	has := func(k config.Kind) bool {
		return slices.ContainsFunc(out, func(e Endpoint) bool { return e.Kind == k })
	}
	var more []string
	for _, g := range guesses {
		isMap := strings.Contains(g, "sitemap")
		if u := origin + g; !slices.Contains(try, u) && (isMap && !has(config.Sitemap) || !isMap && !has(config.Feed)) {
			more = append(more, u)
		}
	}
	if err := look(more); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Endpoint) int {
		if r := rank(a) - rank(b); r != 0 {
			return r
		}
		return b.Newest.Compare(a.Newest)
	})
	return out, nil
}

func rank(e Endpoint) int {
	switch {
	case e.Kind == config.Feed:
		return 0
	case e.News:
		return 1
	}
	return 2
}

func withScheme(url string) string {
	if !strings.Contains(url, "://") {
		return "https://" + url
	}
	return url
}

// probe reads a body as feed or sitemap.
func probe(a wire.Answer, url string) (Endpoint, bool) {
	body, err := wire.Unpack(a.Body, sitemap.MaxSize)
	if err != nil {
		return Endpoint{}, false
	}
	if f, err := feed.Parse(body, a.ContentType, url); err == nil {
		e := Endpoint{URL: url, Kind: config.Feed, Title: f.Title, Items: len(f.Items)}
		for _, it := range f.Items {
			e.Newest = later(e.Newest, later(it.Published, it.Updated))
		}
		return e, true
	}
	f, err := sitemap.Parse(strings.NewReader(string(decode.XML(body, a.ContentType))))
	if err != nil {
		return Endpoint{}, false
	}
	e := Endpoint{URL: url, Kind: config.Sitemap, Items: len(f.Entries), News: f.News, Index: f.Index}
	for _, it := range f.Entries {
		e.Newest = later(e.Newest, later(it.Published, it.Modified))
	}
	return e, true
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Fetch makes one polite request for one page: robots.txt and text-and-data-mining
// reservations are obeyed, redirects followed under the usual rules. Where outcome
// is Fresh the page is whole; Reserved comes with a page without its body. The
// error is of the caller's making: an address that is none, or a cancelled context.
func (c *Crawler) Fetch(ctx context.Context, url string) (Page, Outcome, string, error) {
	url, err := weburl.Resolve("", withScheme(url))
	if err != nil {
		return Page{}, "", "", err
	}
	w := newWalk(c)
	final, a, res, err := w.get(ctx, url, wire.Request{MaxBody: maxPage})
	if err != nil {
		return Page{}, "", "", err
	}
	if res.missing {
		return Page{}, Gone, res.reason, nil
	}
	if res.outcome != Fresh {
		return Page{}, res.outcome, res.reason, nil
	}
	p := newPage(a, final, c.options.Now().UTC())
	p.URL = url
	if !readable(p.ContentType, p.Body) {
		return *p, NotArticle, p.ContentType, nil
	}
	head := readHead(p.Body, final)
	p.Robots = directives(a.Header, head.robots, c.token)
	h := w.f.host(final, 0)
	if p.Reserved = reservedBy(h.reserves(final), a.Header, head); p.Reserved {
		p.Body, p.Raw = nil, nil
		return *p, Reserved, "the publisher reserves text and data mining", nil
	}
	return *p, Fresh, "", nil
}

// walk makes requests one after the other, with manners, outside of a run.
type walk struct {
	c     *Crawler
	f     frontier
	asked int
}

func newWalk(c *Crawler) *walk { return &walk{c: c, f: frontier{hosts: map[string]*host{}}} }

// between is the most that a walk pauses between two requests: a person waits.
const between = time.Second

func (w *walk) get(ctx context.Context, url string, req wire.Request) (final string, a wire.Answer, res result, err error) {
	j := &job{url: url}
	for {
		h := w.f.host(j.url, min(w.c.cfg.Pace.Delay, between))
		if err := w.learn(ctx, h); err != nil {
			return "", wire.Answer{}, result{}, err
		}
		if no := h.permits(j.url); no != nil {
			return j.url, wire.Answer{}, *no, nil
		}
		if now := w.c.options.Now(); now.Before(h.mem.Next) {
			return j.url, wire.Answer{}, result{outcome: Deferred, reason: h.mem.NextWhy + "; next try at " + clock(h.mem.Next)}, nil
		}
		req.URL = j.url
		if a, err = w.ask(ctx, h, req); err != nil {
			return "", wire.Answer{}, result{}, err
		}
		res = judge(a, w.c.options.Now())
		if res.moved == "" {
			return j.url, a, res, nil
		}
		next, why := follow(j, res)
		if next == nil {
			return j.url, a, why, nil
		}
		j = next
	}
}

// ask waits for the host's turn and makes one request.
func (w *walk) ask(ctx context.Context, h *host, req wire.Request) (wire.Answer, error) {
	if wait := time.Until(h.next); wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			return wire.Answer{}, ctx.Err()
		}
	}
	w.asked++
	a := w.c.client.Get(ctx, req)
	h.next = time.Now().Add(h.delay)
	if ctx.Err() != nil {
		return a, ctx.Err()
	}
	return a, nil
}

// learn reads what a host allows, out of memory or from the host.
func (w *walk) learn(ctx context.Context, h *host) error {
	if h.manners.known {
		return nil
	}
	now := w.c.options.Now().UTC()
	if err := h.load(w.c.mem); err != nil {
		return err
	}
	if !h.learnRobots(w.c.token, now) {
		a, res, err := w.file(ctx, robotsURL(h.origin), robots.MaxSize)
		if err != nil {
			return err
		}
		h.answeredRobots(a, res, w.c.token, now)
	}
	if h.permits(reservedURL(h.origin)) == nil && !h.learnReservations(now) {
		a, _, err := w.file(ctx, reservedURL(h.origin), 0)
		if err != nil {
			return err
		}
		h.answeredReservations(a, now)
	}
	return nil
}

// file fetches a file of manners, which needs no permission.
func (w *walk) file(ctx context.Context, url string, truncate int64) (wire.Answer, result, error) {
	j := &job{url: url}
	for {
		h := w.f.host(j.url, min(w.c.cfg.Pace.Delay, between))
		a, err := w.ask(ctx, h, wire.Request{URL: j.url, Accept: "*/*", MaxBody: 16 * robots.MaxSize, Truncate: truncate})
		if err != nil {
			return a, result{}, err
		}
		res := judge(a, w.c.options.Now())
		if res.moved == "" {
			return a, res, nil
		}
		next, why := follow(j, res)
		if next == nil {
			return a, why, nil
		}
		j = next
	}
}
