package crawler

import (
	"context"
	"time"

	"pactwatch/crawler/weburl"
)

// Handler is whoever uses the crawler. Its methods are called one at a time, from
// several goroutines. An error stops the run and is returned by [Crawler.Run].
type Handler interface {
	// Visit takes one article fetch. The entries of [Visit.Entries] belong into
	// the transaction that stores what the page gave: until they are stored, the
	// address counts as unread. Its context lives on while the run stops, so that
	// the article at hand can be committed.
	Visit(ctx context.Context, v *Visit) error
	// Remember keeps entries that belong to no article.
	Remember(ctx context.Context, entries []Entry) error
}

// Visit is how one look at one article ended.
type Visit struct {
	Source    string // id
	URL       string // as found
	Title     string // as the feed or sitemap gave it
	Published time.Time
	Page      *Page   // nil unless a body was fetched that differs from the last one
	Outcome   Outcome // Fresh, Unchanged, Reserved, NotArticle, Gone, Blocked, Failed or Deferred
	Reason    string  // in words, where the outcome needs one
	Number    int     // 0 the first time, then the number of the revisit
	Confirm   bool    // the fetch that a Verdict asked for
	At        time.Time

	id       weburl.ID
	seen     seenMemory
	known    bool // the article was read before
	pending  pendingMemory
	waiting  string // key of pending
	answer   validators
	aliases  []string  // other addresses of the article
	of       weburl.ID // the article this is only another address of
	reserved bool      // by the site's tdmrep.json
	single   bool
	folder   bool

	counted Outcome // as the reader's verdict has it
	why     string
}

// validators are what a conditional request needs.
type validators struct {
	etag, lastModified, hash string
	full                     bool // the request had no conditions
	self                     bool
}

// Verdict is what the reader of a page made of it.
type Verdict struct {
	Outcome Outcome // Stored, Unchanged, Paywalled, Empty, NotArticle …; empty keeps the visit's own
	Reason  string  // in words, where the outcome needs one
	Confirm bool    // look again at the next run, at least 15 minutes from now
}

// confirmAfter is the least time before a second look agrees with the first.
const confirmAfter = 15 * time.Minute

// goneAfter is the least time between two 404s that make an article gone.
const goneAfter = time.Hour

// maxTries is in how many runs an address that was never read may fail.
const maxTries = 5

// steps are the ages, since its first reading, at which an article is looked at again.
var steps = [...]time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

// Entries gives what the crawler must remember of this visit, given the reader's
// verdict. It may be called again with another verdict: the later entries
// replace the earlier ones.
func (v *Visit) Entries(verdict Verdict) []Entry {
	v.counted, v.why = verdict.Outcome, verdict.Reason
	if v.counted == "" {
		v.counted, v.why = v.Outcome, v.Reason
	}
	s := v.seen
	if v.folder {
		return []Entry{entry(seenKey+v.id.String(), v.folderSeen())}
	}
	var out []Entry
	for _, key := range []string{s.Pending, v.waiting} {
		if key != "" && (len(out) == 0 || out[0].Key != key) {
			out = append(out, Entry{Key: key})
		}
	}
	if s.Due != "" {
		out = append(out, Entry{Key: s.Due})
	}
	s.Pending, s.Due = "", ""
	s.Last = v.At
	var again time.Time
	switch v.Outcome {
	case Fresh, Unchanged, Reserved, NotArticle:
		if v.of != (weburl.ID{}) {
			s = seenMemory{State: stateCopy, Of: v.of.String(), First: v.At}
			break
		}
		if s.First.IsZero() {
			s.First = v.At
		}
		s.State, s.Missing, s.Tries = stateDone, 0, 0
		s.Visit = v.Number
		s.ETag, s.LastModified = v.answer.etag, v.answer.lastModified
		s.Self = s.Self || v.answer.self
		if v.answer.hash != "" {
			s.Hash = v.answer.hash
		}
		if v.answer.full {
			s.Full = v.At
		}
		if !v.pending.Listed.IsZero() {
			s.Listed = v.pending.Listed
		}
		again = nextStep(s.First, v.At)
	case Gone:
		s.State = stateGone
	default:
		out = append(out, v.failed(&s)...)
		return append(out, entry(seenKey+v.id.String(), s))
	}
	if verdict.Confirm {
		again = v.At.Add(confirmAfter)
	}
	if !again.IsZero() && !v.single {
		s.Due = dueOf(again, v.id)
		out = append(out, entry(s.Due, dueMemory{URL: v.URL, Source: v.Source, Title: v.Title, Published: v.Published, Confirm: verdict.Confirm}))
	}
	out = append(out, entry(seenKey+v.id.String(), s))
	for _, a := range v.aliases {
		if id := weburl.Identify(a); id != v.id {
			out = append(out, entry(seenKey+id.String(), seenMemory{State: stateCopy, Of: v.id.String(), First: v.At}))
		}
	}
	return out
}

// failed plans the next look after one that gave nothing.
func (v *Visit) failed(s *seenMemory) []Entry {
	if v.known {
		again := nextStep(s.First, v.At)
		switch {
		case s.Missing > 0:
			again = v.At.Add(goneAfter)
		case v.Confirm:
			again = v.At.Add(time.Hour)
		}
		if again.IsZero() || v.single {
			return nil
		}
		s.Due = dueOf(again, v.id)
		return []Entry{entry(s.Due, dueMemory{URL: v.URL, Source: v.Source, Title: v.Title, Published: v.Published, Confirm: v.Confirm && s.Missing == 0})}
	}
	s.State = statePending
	if !v.pending.After.After(v.At) { // asked for ahead of its time: does not count
		s.Tries++
	}
	if s.Tries >= maxTries && !v.single {
		s.State = stateGivenUp
		return nil
	}
	if v.single {
		return nil
	}
	p := v.pending
	p.URL, p.Title, p.Published = v.URL, v.Title, v.Published
	p.After = v.At.Add(15 * time.Minute << s.Tries)
	if v.Outcome == Blocked {
		p.After = v.At.Add(24 * time.Hour)
	}
	s.Pending = pendingOf(v.Source, v.Published, v.id)
	return []Entry{entry(s.Pending, p)}
}

// nextStep gives the time of the next look at an article first read at first;
// zero where there is none.
func nextStep(first, now time.Time) time.Time {
	for _, d := range steps {
		if t := first.Add(d); t.After(now) {
			return t
		}
	}
	return time.Time{}
}
