package crawler

import (
	"encoding/json"
	"fmt"
	"time"

	"pactwatch/crawler/weburl"
)

// Keys of the crawler's memory, all below "crawl/". Values are JSON.
//
//	crawl/host/<origin>                        hostMemory: robots.txt, reservations, failures
//	crawl/source/<id>                          sourceMemory: interval, next visit, failures
//	crawl/endpoint/<source>/<id>               endpointMemory: validators of a feed, sitemap or listing
//	crawl/seen/<id>                            seenMemory: an article address we know, by [weburl.ID]
//	crawl/pending/<source>/<newest first>/<id> pendingMemory: found, not yet read
//	crawl/due/<when>/<id>                      dueMemory: an article to look at again
const (
	hostKey     = "crawl/host/"
	sourceKey   = "crawl/source/"
	endpointKey = "crawl/endpoint/"
	seenKey     = "crawl/seen/"
	pendingKey  = "crawl/pending/"
	dueKey      = "crawl/due/"
)

// Memory is what the crawler reads of what it asked to be kept. Entries handed
// to a [Handler] can be recalled as soon as it has returned.
type Memory interface {
	// Recall gives the value of a key; nil where there is none.
	Recall(key string) ([]byte, error)
	// Scan calls fn for the entries whose keys start with prefix, in the order of
	// their keys, until fn fails; that error is returned as it is. fn keeps no
	// Value beyond its return.
	Scan(prefix string, fn func(Entry) error) error
}

type hostMemory struct {
	Robots        string        `json:"robots,omitempty"`   // last good file, as far as it counts
	RobotsStatus  int           `json:"status,omitempty"`   // of the last answer; 0 where there was none
	RobotsGood    time.Time     `json:"good,omitzero"`      // when Robots was had
	RobotsTried   time.Time     `json:"tried,omitzero"`     // when it was last asked for
	RobotsDown    time.Time     `json:"down,omitzero"`      // since when it cannot be had; zero where it can
	RobotsWhy     string        `json:"why,omitempty"`      // why it cannot be had
	Reservations  []reservation `json:"tdm,omitempty"`      // of /.well-known/tdmrep.json
	ReservedTried time.Time     `json:"tdm_tried,omitzero"` // when that was last asked for
	Next          time.Time     `json:"next,omitzero"`      // not before: Retry-After
	NextWhy       string        `json:"next_why,omitempty"`
	Level         int           `json:"level,omitempty"` // of the breaker: runs in which the host did not answer
	Until         time.Time     `json:"until,omitzero"`  // the breaker is open until then
	UntilWhy      string        `json:"until_why,omitempty"`
}

type sourceMemory struct {
	Interval time.Duration `json:"interval,omitempty"`
	Next     time.Time     `json:"next,omitzero"`
	Tried    time.Time     `json:"tried,omitzero"`
	Last     time.Time     `json:"last,omitzero"` // last success
	First    time.Time     `json:"first,omitzero"`
	Fails    int           `json:"fails,omitempty"`
	Since    time.Time     `json:"since,omitzero"` // of the first of Fails
	Outcome  Outcome       `json:"outcome,omitempty"`
	Reason   string        `json:"reason,omitempty"`
}

type endpointMemory struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"modified,omitempty"`
	Hash         string    `json:"hash,omitempty"`   // of the body, 128 bits in hex
	Full         time.Time `json:"full,omitzero"`    // last time it was asked for without conditions
	Listed       time.Time `json:"listed,omitzero"`  // lastmod of this sitemap in its index when it was read
	Children     []child   `json:"child,omitempty"`  // of a sitemap index
	Visited      time.Time `json:"visited,omitzero"` // last success
}

type child struct {
	URL      string    `json:"url"`
	Modified time.Time `json:"modified,omitzero"`
}

// States of an address.
const (
	statePending = "pending"
	stateDone    = "done"
	stateGone    = "gone"
	stateGivenUp = "given up" // failed or was blocked in too many runs
	stateOld     = "old"      // there before we watched
	stateCopy    = "copy"     // another address of an article we have
)

type seenMemory struct {
	State        string    `json:"s"`
	Of           string    `json:"of,omitempty"` // copy: id of the article
	First        time.Time `json:"f,omitzero"`   // first read
	Last         time.Time `json:"l,omitzero"`   // last answer
	Full         time.Time `json:"u,omitzero"`   // last unconditional answer
	ETag         string    `json:"e,omitempty"`
	LastModified string    `json:"m,omitempty"`
	Hash         string    `json:"h,omitempty"`
	Listed       time.Time `json:"d,omitzero"` // date of change as a feed or sitemap gave it
	Visit        int       `json:"v,omitempty"`
	Missing      int       `json:"g,omitempty"` // times in a row that it was 404 or 410
	Tries        int       `json:"t,omitempty"` // runs in which it failed
	Self         bool      `json:"c,omitempty"` // names itself as canonical
	Due          string    `json:"due,omitempty"`
	Pending      string    `json:"pend,omitempty"`
}

type pendingMemory struct {
	URL       string    `json:"url"`
	Title     string    `json:"title,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Listed    time.Time `json:"listed,omitzero"`
	After     time.Time `json:"after,omitzero"` // not before
}

type dueMemory struct {
	URL       string    `json:"url"`
	Source    string    `json:"source"`
	Title     string    `json:"title,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Confirm   bool      `json:"confirm,omitempty"`
}

func endpointOf(source, url string) string {
	return endpointKey + source + "/" + weburl.Hash(url).String()
}

// pendingOf orders the addresses of a source newest first.
func pendingOf(source string, published time.Time, id weburl.ID) string {
	n := int64(0)
	if !published.IsZero() {
		n = max(published.Unix(), 0)
	}
	return fmt.Sprintf("%s%s/%011d/%s", pendingKey, source, 99999999999-n, id)
}

func dueOf(at time.Time, id weburl.ID) string {
	return fmt.Sprintf("%s%011d/%s", dueKey, at.Unix(), id)
}

// recall reads one value; it reports whether there was one. A value that cannot
// be read counts as none: the crawler then asks again.
func recall[T any](m Memory, key string, into *T) (bool, error) {
	raw, err := m.Recall(key)
	if err != nil {
		return false, fmt.Errorf("recall %s: %w", key, err)
	}
	if raw == nil {
		return false, nil
	}
	var v T
	if json.Unmarshal(raw, &v) != nil {
		return false, nil
	}
	*into = v
	return true, nil
}

func entry(key string, value any) Entry {
	raw, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("crawler: memory of %s: %v", key, err)) // plain structs: cannot fail
	}
	return Entry{Key: key, Value: raw}
}
