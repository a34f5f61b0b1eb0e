// Package extract reads a page: bytes in, an [Article] and its [Claim] values
// out. It is pure: no network, disk, clock or logger; goquery stays inside.
package extract

import (
	"time"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
)

// Version names the extractor. It rises whenever the same page may give other
// claims, so that stored claims say what read them.
const Version = "3"

// Article is what a page says, apart from its claims.
type Article = article.Article

// Claim is one typed proposition with its evidence.
type Claim = claim.Claim

// Input is one document to read.
type Input struct {
	Body        []byte    // UTF-8 preferred; other charsets are recognised
	URL         string    // where it came from; may be empty
	ContentType string    // media type; empty is sniffed
	Title       string    // as a feed gave it; used where the document has none
	Published   time.Time // as a feed or a meta file gave it; may be zero
	Publisher   string    // as configured; may be empty
	Now         time.Time // when it was fetched: later dates are not believed; without it Published bounds them
}
