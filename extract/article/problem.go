package article

import "errors"

// ErrNoArticle is wrapped by the [Problem] of a page that was read and holds no
// article.
var ErrNoArticle = errors.New("no article")

// ErrRefused is wrapped by the [Problem] of a document that is too large or
// built to exhaust a parser. It was not parsed.
var ErrRefused = errors.New("document refused")

// Outcomes of a page that gave no article; the words are those of the crawler's
// outcomes.
const (
	Empty      = "empty"          // no text at all, or none without a script
	NotArticle = "not an article" // an index, a PDF, an image
	Blocked    = "blocked"        // a consent wall, a bot check
	Failed     = "failed"         // refused by the guard, or unreadable
)

// Problem says why a document gave no article. It wraps [ErrNoArticle] or
// [ErrRefused].
type Problem struct {
	Outcome string // Empty, NotArticle, Blocked or Failed
	Reason  string // in words, without a full stop
	kind    error
}

func (p *Problem) Error() string { return p.kind.Error() + ": " + p.Reason }

// Unwrap returns the sentinel.
func (p *Problem) Unwrap() error { return p.kind }

func noArticle(outcome, reason string) *Problem {
	return &Problem{Outcome: outcome, Reason: reason, kind: ErrNoArticle}
}

func refused(reason string) *Problem {
	return &Problem{Outcome: Failed, Reason: reason, kind: ErrRefused}
}
