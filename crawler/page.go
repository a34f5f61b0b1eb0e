// Package crawler turns sources into pages: [config.Source] values in, [Page]
// values out. It is the only network client of pactwatch; colly stays inside.
//
// A run goes this way: plan.go reads what is due out of the [Memory] and queues
// jobs; frontier.go keeps them by host; pace.go decides which host may be asked
// now and whether it allows it (manners.go); a worker asks (wire), judges the
// answer (outcome.go) and reads it (discover.go for feeds, sitemaps and listings,
// work.go for articles, folder.go for local files); a [Visit] hands an article
// over together with what must be remembered of it (visit.go); finish.go ends a
// source and plans its next visit (interval.go). One goroutine owns all hosts
// (run.go), so that none of their state is shared.
package crawler

import (
	"net/http"
	"time"
)

// Page is what one fetch of an article gave. It is handed over whole or not at
// all: a cut or failed body is an [Outcome], never half a page.
type Page struct {
	Source      string      // id of the source that led here
	URL         string      // as found
	Final       string      // after redirects
	Status      int         // HTTP status; 200 for local files
	Header      http.Header // of the final answer
	ContentType string      // media type without parameters, e.g. text/html
	Body        []byte      // UTF-8, content encoding undone
	Raw         []byte      // as received, content encoding undone, charset untouched
	Hash        [32]byte    // SHA-256 of Raw
	Fetched     time.Time   // UTC
	Took        time.Duration
	Title       string    // as the feed or sitemap gave it; may be empty
	Published   time.Time // as the feed, the sitemap or NAME.meta.json gave it; may be zero
	Publisher   string    // as NAME.meta.json gave it; empty for pages of the web
	Visit       int       // 0 the first time, then the number of the revisit
	Reserved    bool      // the publisher reserves text and data mining; Body and Raw are then nil, unless the source's tdm says otherwise
	Robots      []string  // directives of X-Robots-Tag and robots meta that are meant for us, lower case, sorted: noarchive, nosnippet …
}

// Outcome is how one fetch, or one source, ended. The set is closed.
type Outcome string

// Outcomes of pages and sources. Stored, paywalled, empty and not-an-article are
// decided by whoever reads the page.
const (
	Fresh      Outcome = "new"       // fetched; of a source: fetched and it led to something new
	Unchanged  Outcome = "unchanged" // 304, or the same bytes as before
	Stored     Outcome = "stored"
	Paywalled  Outcome = "paywalled"
	Reserved   Outcome = "reserved" // text and data mining reserved: address, title and date only
	Empty      Outcome = "empty"
	NotArticle Outcome = "not an article"
	Gone       Outcome = "gone"    // 404 or 410
	Blocked    Outcome = "blocked" // by robots.txt, a challenge page, 401 or 403; the reason says which
	Failed     Outcome = "failed"  // network, server or content failure; the reason says which
	Deferred   Outcome = "deferred"
	Skipped    Outcome = "skipped" // not due
)

// Entry is one piece of the crawler's memory: opaque to whoever stores it. A nil
// Value deletes the key.
type Entry struct {
	Key   string
	Value []byte
}
