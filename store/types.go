// Package store keeps the ledger: sightings in, findings with their history
// out. It is the only database of pactwatch; bbolt stays inside. One writer;
// what one article yields is kept all or nothing, and is on the disk when
// [Ledger.Put] returns: synced in a journal first, in the tree at a checkpoint.
package store

import (
	"time"

	"pactwatch/extract"
)

// Record is all that one fetch of one article yields. [Ledger.Put] keeps it in
// one transaction, together with the crawler's memory of the fetch.
type Record struct {
	Source  string          // id of the source that led to it
	Article extract.Article // zero but for URL where there was nothing to read
	Claims  []extract.Claim
	Outcome string // as crawler.Outcome names it: stored, unchanged, paywalled, reserved, empty, not an article, gone, blocked, failed, deferred
	Reason  string // in words, where the outcome needs one
	Page    PageRef
	Entries []Entry // opaque memory of the crawler
	Replay  bool    // read again by a newer extractor: nothing of it is announced as new
}

// PageRef says where the raw bytes of a page lie.
type PageRef struct {
	File    string    // WARC file, relative to the data folder; empty where no bytes were kept
	Offset  int64     // of the gzip member in File
	Hash    string    // SHA-256 of the raw body, hex
	URL     string    // as asked
	Final   string    // after redirects
	Status  int       // HTTP status
	Type    string    // media type
	Fetched time.Time // UTC
}

// Receipt says what a [Ledger.Put] did.
type Receipt struct {
	Article string // id of the article
	Version int    // number of the text version now on top, from 1
	Added   int    // sightings that are new
	Missing int    // sightings of the version before that this fetch lacks: a second fetch, at least 15 minutes later, must agree before they are withdrawn
}

// Entry is one piece of memory that the store keeps for somebody else. A nil
// Value deletes the key.
type Entry struct {
	Key   string
	Value []byte
}

// Outlet is who published an article.
type Outlet struct {
	Slug   string `json:"slug"`             // canonical; the host for an outlet we do not know
	Name   string `json:"name"`             // as shown
	Family string `json:"family,omitempty"` // publishers of one family share their origin
	Known  bool   `json:"known,omitempty"`  // an unknown outlet never adds independence
	Party  string `json:"party,omitempty"`  // slug of the company whose own newsroom this is
}

// Sighting is a claim as one version of one article makes it; appended,
// withdrawn, never edited.
type Sighting struct {
	ID        string        `json:"id"`
	Finding   string        `json:"finding"` // key of the finding
	Article   string        `json:"article"` // id of the article
	Version   int           `json:"version"`
	URL       string        `json:"url"`
	Title     string        `json:"title"`
	Outlet    Outlet        `json:"outlet"`
	Claim     extract.Claim `json:"claim"`
	Published time.Time     `json:"published,omitzero"` // theirs
	DateFrom  string        `json:"date_from,omitempty"`
	Seen      time.Time     `json:"seen"` // ours
	Withdrawn time.Time     `json:"withdrawn,omitzero"`
	Page      string        `json:"page"` // SHA-256 of the raw body
	Text      string        `json:"text"` // SHA-256 of the article version's title and text
	Extractor string        `json:"extractor"`
	Credit    *Outlet       `json:"credit,omitempty"` // whom it credits, as far as we know them
	Support   Support       `json:"support"`          // what it gives alone
}

// Support is how well a finding is vouched for.
type Support string

// Supports, weakest first.
const (
	Reported  Support = "reported"  // unnamed people or another outlet only
	Stated    Support = "stated"    // an outlet in its own voice, or a named person or document
	Confirmed Support = "confirmed" // a party to the deal, its executive, or a filing
)

// Origin is the outlet, person or document behind one or more sightings of a
// finding.
type Origin struct {
	Name      string    `json:"name"`
	Slug      string    `json:"slug"`
	Fetched   bool      `json:"fetched"`   // false: named by others, never read by us
	Known     bool      `json:"known"`     // false: adds no independence
	Published time.Time `json:"published"` // earliest, theirs
	Seen      time.Time `json:"seen"`      // earliest, ours
	Outlets   []string  `json:"outlets"`   // names of the outlets that carry it, sorted
	Note      string    `json:"note,omitempty"`
}

// Finding is all sightings of one claim key.
type Finding struct {
	Key       string        `json:"key"`
	Term      string        `json:"term"`  // kind + pair + product: the thread on which values follow each other
	Claim     extract.Claim `json:"claim"` // of the sighting that set the state
	State     string        `json:"state"` // possible, planned, actual, ended, denied or withdrawn
	Support   Support       `json:"support"`
	Rule      string        `json:"rule"` // why state and support are what they are, in words
	First     time.Time     `json:"first"`
	Published time.Time     `json:"published,omitzero"` // earliest
	Origins   []Origin      `json:"origins"`            // earliest first
	Sightings []Sighting    `json:"sightings"`          // earliest first; in lists and days the telling ones of many
	Note      string        `json:"note,omitempty"`     // cycles and the like
	Count     int           `json:"count"`              // of all sightings, withdrawn ones too
	Standing  int           `json:"standing"`           // of those that stand
	Outlets   int           `json:"outlets"`            // distinct outlets of those
	Replaces  []string      `json:"replaces,omitempty"` // keys of the findings that an article says this one replaces
}

// EventKind says what happened to a finding.
type EventKind string

// Kinds of events.
const (
	EventNew       EventKind = "new"
	EventChanged   EventKind = "changed"  // state, or a later value on the same term
	EventConflict  EventKind = "conflict" // a value that cannot hold beside Other
	EventConfirmed EventKind = "confirmed"
	EventRepeated  EventKind = "repeated" // one more article says it
	EventWithdrawn EventKind = "withdrawn"
	EventEdited    EventKind = "edited" // an article changed or noted a correction
	EventGone      EventKind = "gone"   // an article is gone
)

// Event is one change of the ledger, stamped with its digest day at its commit.
type Event struct {
	Day     string    `json:"day"` // YYYY-MM-DD
	Seq     uint64    `json:"seq"`
	At      time.Time `json:"at"`
	Kind    EventKind `json:"kind"`
	Finding string    `json:"finding,omitempty"`
	Other   string    `json:"other,omitempty"` // the finding it is compared with
	Article string    `json:"article,omitempty"`
	Before  string    `json:"before,omitempty"`
	After   string    `json:"after,omitempty"`
	Why     string    `json:"why,omitempty"`
	Replay  bool      `json:"replay,omitempty"`
}

// Run is one process that crawled.
type Run struct {
	ID       string         `json:"id"`
	Started  time.Time      `json:"started"`
	Ended    time.Time      `json:"ended,omitzero"`
	Version  string         `json:"version"`
	Complete bool           `json:"complete"` // false: deadline, signal or kill
	Sources  []SourceResult `json:"sources"`
}

// SourceResult is how one source ended in one run.
type SourceResult struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Outcome string         `json:"outcome"` // new, unchanged, blocked, failed, deferred, skipped
	Reason  string         `json:"reason,omitempty"`
	Pages   map[string]int `json:"pages,omitempty"` // page outcome to count
	Overdue bool           `json:"overdue,omitempty"`
	Last    time.Time      `json:"last,omitzero"` // last success
	Next    time.Time      `json:"next,omitzero"`
}

// Day is everything a digest is made of: the events stamped with one day, and
// the ledger as of the day's end as far as they touch it.
type Day struct {
	Day      string                `json:"day"`
	Zone     string                `json:"zone"`
	Closed   bool                  `json:"closed"` // a later day has been stamped
	AsOf     time.Time             `json:"as_of"`  // time of the last event or run of the day
	Events   []Event               `json:"events"`
	Findings map[string]Finding    `json:"findings"` // every finding an event of the day names, or a term below holds
	Terms    map[string][]string   `json:"terms"`    // term to its finding keys, in the order of their values in time
	Articles map[string]Page       `json:"articles"` // what an event of the day names
	Upcoming []Finding             `json:"upcoming"` // end dates within the next year
	Runs     []Run                 `json:"runs"`
	Counts   map[string][]DayTally `json:"counts,omitempty"` // event kind to its count on each of the last 90 days
}

// Page is an article as a digest names it.
type Page struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Outlet Outlet `json:"outlet"`
}

// DayTally is a count on one day.
type DayTally struct {
	Day string `json:"day"`
	N   int    `json:"n"`
}
