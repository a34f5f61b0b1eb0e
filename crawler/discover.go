package crawler

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pactwatch/config"
	"pactwatch/crawler/decode"
	"pactwatch/crawler/feed"
	"pactwatch/crawler/listing"
	"pactwatch/crawler/robots"
	"pactwatch/crawler/sitemap"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// Caps of discovery.
const (
	maxChildren = 1000 // sitemaps that are kept of one index
	maxVisits   = 50   // sitemaps that are asked for in one run
	maxLevels   = 3    // of indexes in indexes
	maxFamily   = 20   // addresses of one path that differ only in three or more parameters

	calendarAhead = 7 * 24 * time.Hour // an address dated later is a page of a calendar; a listing's later date is none
)

// found is one address that an endpoint lists.
type found struct {
	url       string
	title     string
	published time.Time
	modified  time.Time
}

// contents is what an endpoint's body held.
type contents struct {
	items    []found
	children []child // further sitemaps
	ttl      time.Duration
	remark   string
	faults   int // links that are no addresses
}

func (r *run) readEndpoint(ctx context.Context, j *job) event {
	key := endpointOf(j.src.ID, j.first)
	var m endpointMemory
	if j.settled == nil {
		if _, err := recall(r.c.mem, key, &m); err != nil {
			return event{err: err}
		}
	}
	req := wire.Request{Accept: accepts(j.src.Kind), MaxBody: maxBody(j.src.Kind)}
	fullAge := 24 * time.Hour
	if j.src.Kind == config.Sitemap {
		fullAge = 7 * 24 * time.Hour
	}
	full := true
	if age := r.now().Sub(m.Full); age >= 0 && age < fullAge && m.ETag+m.LastModified != "" {
		req.ETag, req.LastModified, full = m.ETag, m.LastModified, false
	}
	a, res, err := r.fetch(ctx, j, req)
	if err != nil {
		return event{}
	}
	if res.moved != "" {
		next, why := follow(j, res)
		if next != nil {
			next.moved = (j.moved || j.hops == 0) && (a.Status == 301 || a.Status == 308)
			return event{more: []*job{next}}
		}
		res = why
	} else if again := r.retry(j, res); again != nil {
		return event{more: []*job{again}}
	}
	now := r.now()
	if res.outcome != Fresh && res.outcome != Unchanged {
		if res.missing {
			res.reason = fmt.Sprintf("%s; look for its new address with: pactwatch sources find %s", res.reason, weburl.Origin(j.first))
		}
		return r.endEndpoint(ctx, j, res, nil)
	}
	var got contents
	hash := ""
	if res.outcome == Fresh {
		sum := sha256.Sum256(a.Body)
		hash = hex.EncodeToString(sum[:16])
	}
	if res.outcome == Unchanged || hash == m.Hash {
		got.children = m.Children
		res.outcome = Unchanged
	} else if got, err = r.read(j, a.Body, a.ContentType); err != nil {
		return r.endEndpoint(ctx, j, result{outcome: Failed, reason: short(err.Error())}, nil)
	}
	if full {
		m.Full = now
	}
	if a.Status == 200 {
		m.ETag, m.LastModified = a.Header.Get("ETag"), a.Header.Get("Last-Modified")
		m.Hash = hash
		m.Children = got.children
	}
	m.Visited = now
	m.Listed = j.child.Modified
	more, err := r.childJobs(j, got.children)
	if err != nil {
		return event{err: err}
	}
	r.mu.Lock()
	j.src.good++
	j.src.asks = max(j.src.asks, got.ttl, freshFor(a.Header, now))
	j.src.remark(got.remark)
	if got.faults > 0 {
		j.src.remark(fmt.Sprintf("%d entries without an address that can be asked for", got.faults))
	}
	if j.moved && j.depth == 0 {
		j.src.remark("moved for good to " + j.url + ": put that into the configuration")
	}
	j.src.open += len(more)
	r.mu.Unlock()
	if err := r.learn(ctx, j, got.items, entry(key, m)); err != nil {
		return event{err: err}
	}
	return r.endEndpoint(ctx, j, result{outcome: res.outcome}, more)
}

func accepts(k config.Kind) string {
	switch k {
	case config.Feed:
		return "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
	case config.Sitemap:
		return "application/xml,text/xml,text/plain;q=0.8,*/*;q=0.5"
	}
	return ""
}

func maxBody(k config.Kind) int64 {
	switch k {
	case config.Feed:
		return feed.MaxSize
	case config.Sitemap:
		return sitemap.MaxSize
	}
	return maxPage
}

// read takes the addresses out of an endpoint's body.
func (r *run) read(j *job, body []byte, contentType string) (contents, error) {
	switch j.src.Kind {
	case config.Feed:
		return readFeed(body, contentType, j.url)
	case config.Sitemap:
		return readSitemap(body, contentType, j.url)
	}
	links, err := listing.Links(decode.HTML(body, contentType), j.url, j.src.selector)
	if err != nil {
		return contents{}, err
	}
	var c contents
	for _, l := range links {
		c.items = append(c.items, found{url: l.URL}) // what a link says is no title: "read more"
	}
	if len(c.items) == 0 {
		c.remark = fmt.Sprintf("no link on the page matches %q", orDefault(j.src.Links, "a[href]"))
	}
	return c, nil
}

func readFeed(body []byte, contentType, base string) (contents, error) {
	body, err := wire.Unpack(body, feed.MaxSize)
	if err != nil {
		return contents{}, err
	}
	f, err := feed.Parse(body, contentType, base)
	if err != nil {
		if h := readHead(body, base); len(h.feeds) > 0 && errors.Is(err, feed.ErrNotFeed) {
			return contents{}, fmt.Errorf("%w; that page offers the feed %s", err, h.feeds[0].URL)
		}
		return contents{}, err
	}
	c := contents{ttl: f.TTL, faults: f.Dropped}
	if f.Mended != "" {
		c.remark = "read in spite of: " + short(f.Mended)
	}
	for _, it := range f.Items {
		c.items = append(c.items, found{url: it.URL, title: it.Title, published: it.Published, modified: it.Updated})
	}
	return c, nil
}

func readSitemap(body []byte, contentType, base string) (contents, error) {
	body, err := wire.Unpack(body, sitemap.MaxSize)
	if err != nil {
		return contents{}, err
	}
	var c contents
	resolve := func(ref string) string {
		u, err := weburl.Resolve(base, ref)
		if err != nil {
			c.faults++
			return ""
		}
		return u
	}
	if strings.HasSuffix(robots.PathOf(base), "/robots.txt") {
		for _, s := range robots.Parse(body, "").Sitemaps {
			if u := resolve(s); u != "" {
				c.children = append(c.children, child{URL: u})
			}
		}
		if len(c.children) == 0 {
			return contents{}, errors.New("robots.txt names no sitemap")
		}
		return c, nil
	}
	text := decode.XML(body, contentType)
	var f sitemap.File
	if t := bytes.TrimSpace(text); len(t) > 0 && t[0] != '<' {
		f, err = sitemap.ParseText(string(t))
	} else {
		f, err = sitemap.Parse(bytes.NewReader(text))
	}
	if err != nil {
		return contents{}, err
	}
	if f.Cut != "" {
		c.remark = "read in part: " + short(f.Cut)
	}
	for _, e := range f.Entries {
		u := resolve(e.URL)
		switch {
		case u == "":
		case f.Index:
			if len(c.children) < maxChildren {
				c.children = append(c.children, child{URL: u, Modified: e.Modified})
			}
		default:
			c.items = append(c.items, found{url: u, title: e.Title, published: e.Published, modified: e.Modified})
		}
	}
	return c, nil
}

// childJobs chooses the sitemaps of an index to ask for: those that changed
// since they were read, news first, then newest first.
func (r *run) childJobs(j *job, children []child) ([]*job, error) {
	if len(children) == 0 {
		return nil, nil
	}
	if j.depth >= maxLevels {
		r.mu.Lock()
		j.src.remark("sitemap indexes nested deeper than 3: the rest is not read")
		r.mu.Unlock()
		return nil, nil
	}
	order := slices.Clone(children)
	slices.SortStableFunc(order, func(a, b child) int {
		if an, bn := isNews(a.URL), isNews(b.URL); an != bn {
			if an {
				return -1
			}
			return 1
		}
		return b.Modified.Compare(a.Modified)
	})
	oldest := r.now().Add(-j.src.Window)
	var jobs []*job
	for _, c := range order {
		if !c.Modified.IsZero() && c.Modified.Before(oldest) {
			continue
		}
		var m endpointMemory
		if _, err := recall(r.c.mem, endpointOf(j.src.ID, c.URL), &m); err != nil {
			return nil, err
		}
		if !c.Modified.IsZero() && c.Modified.Equal(m.Listed) && !m.Visited.IsZero() {
			continue
		}
		if !r.claim(j.src, c.URL) {
			continue
		}
		if len(jobs) >= maxVisits {
			r.mu.Lock()
			j.src.remark(fmt.Sprintf("%d sitemaps in one run are the most", maxVisits))
			r.mu.Unlock()
			break
		}
		jobs = append(jobs, &job{kind: endpoint, url: c.URL, first: c.URL, src: j.src, depth: j.depth + 1, child: c})
	}
	return jobs, nil
}

func isNews(url string) bool { return strings.Contains(strings.ToLower(url), "news") }

// claim reports whether an endpoint is asked for the first time in this run, so
// that indexes that name each other end.
func (r *run) claim(s *source, url string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.claimed == nil {
		s.claimed = map[string]bool{s.URL: true}
	}
	if s.claimed[url] || len(s.claimed) > maxVisits*2 {
		return false
	}
	s.claimed[url] = true
	return true
}

var pathDate = regexp.MustCompile(`/(20\d\d)[/-]?(0[1-9]|1[0-2])(?:[/-]?(0[1-9]|[12]\d|3[01]))?(?:[/-]|$)`)

// urlDate reads a date out of an address's path, as many publishers write it. A
// month alone counts as its last day, so that nothing is taken for too old.
func urlDate(url string) time.Time {
	m := pathDate.FindStringSubmatch(robots.PathOf(url))
	if m == nil {
		return time.Time{}
	}
	y, _ := strconv.Atoi(m[1])
	mo, _ := strconv.Atoi(m[2])
	if m[3] == "" {
		return time.Date(y, time.Month(mo)+1, 0, 23, 59, 59, 0, time.UTC)
	}
	d, _ := strconv.Atoi(m[3])
	return time.Date(y, time.Month(mo), d, 23, 59, 59, 0, time.UTC)
}

// learn finds out which of the items are new, and has them remembered together
// with the endpoint they come from.
func (r *run) learn(ctx context.Context, j *job, items []found, endpoint Entry) error {
	s := j.src
	now := r.now()
	oldest := now.Add(-s.Window)
	first := s.mem.Last.IsZero()
	entries := []Entry{endpoint}
	r.handle.Lock()
	defer r.handle.Unlock()
	fresh, undated := 0, 0
	have := map[weburl.ID]bool{}
	families := map[string]int{}
	for _, it := range items {
		if !s.takes(it.url) {
			continue
		}
		id := weburl.Identify(it.url)
		if have[id] {
			continue
		}
		have[id] = true
		if it.published.After(now.Add(calendarAhead)) { // a broken clock, or a post pinned to the top: the page knows better
			it.published = time.Time{}
		}
		date := it.published
		if date.IsZero() && !it.modified.After(now.Add(calendarAhead)) {
			date = it.modified
		}
		if date.IsZero() {
			date = urlDate(it.url)
		}
		if !date.IsZero() && date.Before(oldest) || date.After(now.Add(calendarAhead)) {
			continue
		}
		path, query, _ := strings.Cut(it.url, "?")
		if strings.Count(query, "&") >= 2 {
			if families[path]++; families[path] > maxFamily {
				continue
			}
		}
		var m seenMemory
		known, err := recall(r.c.mem, seenKey+id.String(), &m)
		if err != nil {
			return err
		}
		if known && !r.orphan(m) && !(m.State == stateOld && !it.published.IsZero()) {
			entries = append(entries, r.listedAgain(s, it, id, m, now)...)
			continue
		}
		if m.Pending != "" {
			entries = append(entries, Entry{Key: m.Pending})
		}
		if date.IsZero() && s.Kind == config.Sitemap {
			if undated++; undated > s.Max && first {
				entries = append(entries, entry(seenKey+id.String(), seenMemory{State: stateOld, First: now}))
				continue
			}
		}
		order := date
		if order.IsZero() && s.Kind != config.Sitemap {
			order = now
		}
		p := pendingOf(s.ID, order, id)
		entries = append(entries,
			entry(p, pendingMemory{URL: it.url, Title: it.title, Published: it.published, Listed: it.modified}),
			entry(seenKey+id.String(), seenMemory{State: statePending, Pending: p}))
		fresh++
	}
	r.mu.Lock()
	s.fresh += fresh
	r.mu.Unlock()
	return r.handler.Remember(context.WithoutCancel(ctx), entries)
}

// orphan says that an address waits for a source that is watched no more.
func (r *run) orphan(m seenMemory) bool {
	owner, _, _ := strings.Cut(strings.TrimPrefix(m.Pending, pendingKey), "/")
	return m.State == statePending && r.source(owner) == nil
}

// listedAgain plans a look at a known article whose listing says that it changed
// after it was last read.
func (r *run) listedAgain(s *source, it found, id weburl.ID, m seenMemory, now time.Time) []Entry {
	if m.State != stateDone || it.modified.IsZero() || !it.modified.After(m.Last) || it.modified.Equal(m.Listed) || it.modified.After(now.Add(time.Hour)) {
		return nil
	}
	var entries []Entry
	if m.Due != "" {
		entries = append(entries, Entry{Key: m.Due})
	}
	m.Due, m.Listed = dueOf(now, id), it.modified
	r.mu.Lock()
	s.changed = append(s.changed, m.Due)
	r.mu.Unlock()
	return append(entries, entry(seenKey+id.String(), m),
		entry(m.Due, dueMemory{URL: it.url, Source: s.ID, Title: it.title, Published: it.published}))
}

// takes applies the source's own patterns and the guards against mazes.
func (s *source) takes(url string) bool {
	if s.match != nil && !s.match.MatchString(url) || s.exclude != nil && s.exclude.MatchString(url) {
		return false
	}
	return url != s.URL && weburl.Trap(url) == ""
}
