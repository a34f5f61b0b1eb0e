// Package digest makes the daily digest: a [store.Day] in, one [Digest] value
// out, and from it the bytes of its files (Markdown, HTML, JSON, CSV, plain
// text, Atom). Pure but for [Write]: no clock, network or logger, and the same
// day gives the same bytes.
package digest

import "time"

// SchemaVersion is the number of the JSON digest's shape. Fields are only ever
// added while it stays the same.
const SchemaVersion = 1

// Options say how a digest names things. The zero value is usable.
type Options struct {
	Title   string                   // default "AI deals"
	Names   func(slug string) string // display name of a party; nil makes one of the slug
	Version string                   // of the program, shown in the footer
}

// Digest is one day in words and figures. Its strings may hold whatever an
// article held; every format makes them harmless in its own way.
type Digest struct {
	Schema    int       `json:"schema"`
	Title     string    `json:"title"`
	Day       string    `json:"day"` // YYYY-MM-DD
	Zone      string    `json:"zone"`
	Closed    bool      `json:"closed"` // no event will be added any more
	AsOf      time.Time `json:"as_of"`
	Version   string    `json:"version,omitempty"`
	Headline  string    `json:"headline"` // the day in one sentence
	Subject   string    `json:"subject"`  // the day in a few words, as of a mail
	Totals    Totals    `json:"totals"`
	Top       []Lead    `json:"top"`       // the few things that weigh most, on a day with more than those
	Changed   []Item    `json:"changed"`   // conflicts, then changes
	Confirmed []Item    `json:"confirmed"` // those that are not new as well
	New       []Deal    `json:"new"`
	Withdrawn []Item    `json:"withdrawn"`
	Edits     []Edit    `json:"edits"` // articles that changed, noted a correction or are gone
	Upcoming  []Finding `json:"upcoming"`
	Repeated  []Repeat  `json:"repeated"` // those shown nowhere above
	Coverage  Coverage  `json:"coverage"`
	Threads   []Thread  `json:"threads"` // values over time of the terms that moved
	Pairs     []Pair    `json:"pairs"`   // events of the day by pair of parties
	History   []Tally   `json:"history"` // events on each of the last days
	Rows      []Item    `json:"-"`       // every announced event, in order: the rows of the CSV
}

// Totals count the day's announced events by kind, each finding once a kind.
type Totals struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Conflicts int `json:"conflicts"`
	Confirmed int `json:"confirmed"`
	Repeats   int `json:"repeats"` // events, not findings
	Withdrawn int `json:"withdrawn"`
	Edited    int `json:"edited"`
	Gone      int `json:"gone"`
	Replayed  int `json:"replayed"` // events of a replay, never announced
}

// Deal is the new findings between two parties, or of one.
type Deal struct {
	Name    string  `json:"name"` // "OpenAI and Microsoft"
	Parties []Party `json:"parties"`
	Items   []Item  `json:"items"`
}

// Party is an organisation: its slug and the name shown.
type Party struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// Item is one event and the finding it happened to.
type Item struct {
	Event   string    `json:"event"`          // as store.EventKind
	Also    []string  `json:"also,omitempty"` // what else happened to the finding on the day
	Line    string    `json:"line"`           // "Revenue share, Orchid – Granite: 20% → 10% by 2030"; else the statement
	Seq     uint64    `json:"seq"`
	At      time.Time `json:"at"`
	Finding Finding   `json:"finding"`
	Other   *Finding  `json:"other,omitempty"` // what it changed from or conflicts with; of a change of state, the finding itself as it was told before
	Before  string    `json:"before,omitempty"`
	After   string    `json:"after,omitempty"`
	Why     string    `json:"why,omitempty"`
	Source  *Source   `json:"source,omitempty"` // the sighting the event is about, where it is not the finding's own
	Place   string    `json:"-"`                // where on a page its finding is told in full: #f-KEY
	Told    bool      `json:"-"`                // it is told there already, before this item
	Fold    fold      `json:"-"`                // how a page shows it
}

// Finding is a [store.Finding] in words.
type Finding struct {
	Key        string    `json:"key"`
	Term       string    `json:"term"`
	Kind       string    `json:"kind"`
	Statement  string    `json:"statement"` // built from the fields below, never a publisher's title
	Subject    Party     `json:"subject"`
	Object     Party     `json:"object"` // empty slug: none
	Value      *Value    `json:"value,omitempty"`
	Date       string    `json:"date,omitempty"`
	DateRole   string    `json:"date_role,omitempty"`
	Period     string    `json:"period,omitempty"`
	Product    string    `json:"product,omitempty"`
	Basis      []string  `json:"basis,omitempty"`
	Scope      string    `json:"scope,omitempty"`
	Derived    bool      `json:"derived,omitempty"` // the value is computed from the sentence
	Joint      bool      `json:"joint,omitempty"`
	State      string    `json:"state"`
	Support    string    `json:"support"`
	Status     string    `json:"status"` // state and support in words: "planned, confirmed by Nvidia"
	Rule       string    `json:"rule,omitempty"`
	Provenance string    `json:"provenance"` // who is behind it: "origin: Financial Times, not fetched; 6 outlets"
	Origins    []Origin  `json:"origins"`
	Outlets    []string  `json:"outlets"`
	First      time.Time `json:"first_seen"` // ours
	Source     Source    `json:"source"`     // the sighting that set the state
	Note       string    `json:"note,omitempty"`
}

// Value is a figure. A single figure has Min == Max.
type Value struct {
	Min   Number `json:"min"`
	Max   Number `json:"max"`
	Unit  string `json:"unit"`
	Bound string `json:"bound"`
	Words string `json:"words"` // "up to $100 billion"
}

// Origin is who is behind a finding.
type Origin struct {
	Name    string   `json:"name"`
	Fetched bool     `json:"fetched"` // false: named by others, never read by us
	Known   bool     `json:"known"`   // false: adds no independence
	Outlets []string `json:"outlets"`
	Note    string   `json:"note,omitempty"`
}

// Source is the article and the sentence in it.
type Source struct {
	Outlet    string    `json:"outlet"`
	Title     string    `json:"title"`
	URL       string    `json:"url,omitempty"`  // http or https, else empty
	Host      string    `json:"host,omitempty"` // of URL, in ASCII
	Published time.Time `json:"published,omitzero"`
	DateFrom  string    `json:"date_from,omitempty"` // where Published was read
	Seen      time.Time `json:"seen,omitzero"`       // ours
	Credit    string    `json:"credit,omitempty"`    // whom the text credits, as written
	Anonymous bool      `json:"anonymous,omitempty"`
	Quote     string    `json:"quote"`             // the whole sentence, as stored
	Passage   string    `json:"passage,omitempty"` // URL that opens the page at the sentence, in browsers that can (text fragments)
	Article   string    `json:"article,omitempty"`
	Version   int       `json:"version,omitempty"`
	Page      string    `json:"page,omitempty"` // SHA-256 of the raw body
}

// Edit is an article that changed, noted a correction or is gone.
type Edit struct {
	Event  string    `json:"event"` // edited or gone
	At     time.Time `json:"at"`
	Outlet string    `json:"outlet"`
	Title  string    `json:"title"`
	URL    string    `json:"url,omitempty"`
	Host   string    `json:"host,omitempty"`
	Before string    `json:"before,omitempty"`
	After  string    `json:"after,omitempty"`
	Why    string    `json:"why,omitempty"`
}

// Repeat is a known finding that came up again.
type Repeat struct {
	Key       string `json:"key"`
	Statement string `json:"statement"`
	Times     int    `json:"times"` // today
	Outlets   int    `json:"outlets"`
	Origins   int    `json:"origins"` // independent ones
}

// Thread is the values of one term in the order of their time.
type Thread struct {
	Term   string  `json:"term"`
	Name   string  `json:"name"`
	Unit   string  `json:"unit"`
	Points []Point `json:"points"`
}

// Point is one value of a term.
type Point struct {
	Finding string  `json:"finding"`
	At      string  `json:"at"`    // the claim's date, else the day of publication, else of first sight
	Dated   string  `json:"dated"` // claim, published or seen: which of the three
	Value   Value   `json:"value"`
	State   string  `json:"state"`
	Today   bool    `json:"today,omitempty"` // an event of the day names it
	X       float64 `json:"-"`               // At in years, its middle
}

// Pair counts the day's events between two parties.
type Pair struct {
	Subject Party `json:"subject"`
	Object  Party `json:"object"`
	Events  int   `json:"events"`
}

// Tally is the events of one day by kind.
type Tally struct {
	Day       string `json:"day"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Conflicts int    `json:"conflicts"`
	Confirmed int    `json:"confirmed"`
	Repeats   int    `json:"repeats"`
}

// Coverage says what was looked at, so that "no news" is never taken for
// "could not look".
type Coverage struct {
	Sentence  string        `json:"sentence"`
	Runs      int           `json:"runs"`
	Cut       int           `json:"cut"`      // runs that did not end by themselves
	Sources   int           `json:"sources"`  // watched
	Looked    int           `json:"looked"`   // answered at least once
	NotDue    int           `json:"not_due"`  // nothing to do on the day
	Failing   []SourceState `json:"failing"`  // could not be looked at
	Overdue   []SourceState `json:"overdue"`  // the others without success for longer than three intervals
	Unsteady  []SourceState `json:"unsteady"` // looked at, but not in every run
	Partly    []SourceState `json:"partly"`   // looked at, but some of its pages could not be read
	Outcomes  []Count       `json:"outcomes"` // sources by outcome of the day
	Pages     []Count       `json:"pages"`    // pages by outcome
	PagesRead int           `json:"pages_read"`
}

// SourceState is one source and how it fared.
type SourceState struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Outcome string    `json:"outcome"`
	Reason  string    `json:"reason,omitempty"`
	Last    time.Time `json:"last,omitzero"` // last success
	Overdue bool      `json:"overdue,omitempty"`
}

// Count is how often something ended in one way.
type Count struct {
	Outcome string `json:"outcome"`
	N       int    `json:"n"`
}

// kinds of deals in the order analysts read them.
var kindOrder = []string{
	"investment", "funding_round", "equity_stake", "valuation", "revenue_share",
	"profit_share", "acquisition", "purchase_commitment", "capacity", "licensing",
	"exclusivity", "agreement_term", "partnership", "debt", "restructuring",
	"revenue", "profit", "spending", "user_count",
}
