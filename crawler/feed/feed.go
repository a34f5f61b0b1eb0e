// Package feed reads RSS, Atom, RDF and JSON Feed as the real world writes them:
// the bytes of a body in, the items that a reader would find out.
package feed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"pactwatch/crawler/decode"
	"pactwatch/crawler/weburl"
)

// Caps.
const (
	MaxSize  = 10 << 20 // bytes, content encoding undone
	MaxItems = 1000     // the newest count
	maxRaw   = 2000     // items beyond this are read by the plain reader
	maxDepth = 64       // of XML elements
)

// Feed is what one file holds. Items are as in the file.
type Feed struct {
	Title   string
	TTL     time.Duration // as the feed asks: <ttl>, or its update period; 0 where it does not
	Items   []Item
	Mended  string // what was wrong with the file and got round; "" where nothing was
	Dropped int    // items without any address
}

// Item is one entry of a feed.
type Item struct {
	URL       string // whole, as [weburl.Resolve] gives it
	Title     string
	Published time.Time // UTC; zero where there is none
	Updated   time.Time
}

// ErrNotFeed is a body that holds no feed.
var ErrNotFeed = errors.New("not a feed")

// Parse reads a feed that was fetched from base with the given Content-Type.
// A feed with faults gives what can be read of it, and says so in Mended.
func Parse(body []byte, contentType, base string) (Feed, error) {
	if len(body) > MaxSize {
		return Feed{}, fmt.Errorf("%w: larger than 10 MiB", ErrNotFeed)
	}
	text := decode.XML(body, contentType)
	trimmed := bytes.TrimSpace(text)
	if len(trimmed) == 0 {
		return Feed{}, fmt.Errorf("%w: an empty answer", ErrNotFeed)
	}
	if trimmed[0] == '{' {
		return parseJSON(trimmed, base)
	}
	doc, mended, err := clean(trimmed)
	if err != nil {
		return Feed{}, err
	}
	f := Feed{Mended: mended, TTL: ttl(doc)}
	parsed, err := (*gofeed.Feed)(nil), error(nil)
	if why := unfit(doc); why != "" {
		err = errors.New(why)
	} else {
		parsed, err = gofeed.NewParser().Parse(bytes.NewReader(doc))
	}
	if err != nil {
		f.Mended = err.Error()
		f.Items, f.Dropped = salvage(doc, base)
		if len(f.Items) == 0 && !rooted.Match(doc) {
			return Feed{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
		}
	} else {
		f.Title = parsed.Title
		f.fill(parsed, base)
		// A tag that is not closed can hide later items from the parser.
		if n := len(itemStart.FindAllIndex(doc, maxRaw)); n > len(f.Items) {
			if items, dropped := salvage(doc, base); len(items) > len(f.Items) {
				f.Items, f.Dropped, f.Mended = items, dropped, "broken markup between items"
			}
		}
	}
	f.newest()
	return f, nil
}

func parseJSON(doc []byte, base string) (Feed, error) {
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(doc))
	if err != nil {
		return Feed{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	if !strings.Contains(parsed.FeedVersion, "jsonfeed.org") && len(parsed.Items) == 0 && !bytes.Contains(doc, []byte("jsonfeed.org/version")) {
		return Feed{}, fmt.Errorf("%w: JSON of another kind", ErrNotFeed)
	}
	f := Feed{Title: parsed.Title}
	f.fill(parsed, base)
	f.newest()
	return f, nil
}

func (f *Feed) fill(parsed *gofeed.Feed, base string) {
	for _, it := range parsed.Items {
		item := Item{Title: plainTitle(it.Title)}
		item.Published = when(it.PublishedParsed, it.Published)
		item.Updated = when(it.UpdatedParsed, it.Updated)
		if item.Published.IsZero() && it.DublinCoreExt != nil && len(it.DublinCoreExt.Date) > 0 {
			item.Published, _ = ParseTime(it.DublinCoreExt.Date[0])
		}
		item.URL = pick(base, parsed.Link, addresses(it))
		if item.URL == "" {
			f.Dropped++
			continue
		}
		f.Items = append(f.Items, item)
	}
}

// addresses lists where an item may lie, best first: the link behind a counting
// redirect, the link, a GUID that is an address, the other links.
func addresses(it *gofeed.Item) []string {
	var list []string
	if fb, ok := it.Extensions["feedburner"]; ok {
		for _, e := range fb["origLink"] {
			list = append(list, e.Value)
		}
	}
	list = append(list, it.Link)
	if strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://") {
		list = append(list, it.GUID)
	}
	list = append(list, it.Links...)
	for _, ns := range []string{"atom", "atom10"} {
		for _, e := range it.Extensions[ns]["link"] {
			if rel := e.Attrs["rel"]; rel == "" || rel == "alternate" {
				list = append(list, e.Attrs["href"])
			}
		}
	}
	for _, e := range it.Enclosures {
		if strings.HasPrefix(e.Type, "text/html") {
			list = append(list, e.URL)
		}
	}
	return list
}

// pick gives the first address that is one, resolved against the feed's own
// address, or against the site the feed names where the feed is a local copy.
func pick(base, site string, list []string) string {
	for _, ref := range list {
		ref = strings.TrimSpace(html.UnescapeString(ref))
		if ref == "" {
			continue
		}
		for _, b := range []string{base, site} {
			if u, err := weburl.Resolve(b, ref); err == nil && u != base {
				return u
			}
		}
	}
	return ""
}

func when(parsed *time.Time, written string) time.Time {
	if t, ok := ParseTime(written); ok {
		return t
	}
	if parsed != nil && parsed.Year() >= 1990 {
		return parsed.UTC()
	}
	return time.Time{}
}

// newest keeps the newest items where there are too many; the order stays.
func (f *Feed) newest() {
	if len(f.Items) <= MaxItems {
		return
	}
	byAge := slices.Clone(f.Items)
	slices.SortStableFunc(byAge, func(a, b Item) int { return b.Published.Compare(a.Published) })
	oldest := byAge[MaxItems-1].Published
	f.Items = slices.DeleteFunc(f.Items, func(it Item) bool { return it.Published.Before(oldest) })
	f.Items = f.Items[:min(len(f.Items), MaxItems)]
}

var (
	rooted      = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?(?:rss|feed|RDF|channel)[\s>]`)
	start       = regexp.MustCompile(`(?i)<(?:[a-z0-9]+:)?(?:rss|feed|rdf|channel)[\s>]`)
	page        = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html|head|body)[\s>]`)
	itemStart   = regexp.MustCompile(`(?i)<(?:[a-z0-9]+:)?(?:item|entry)[\s>]`)
	declaration = regexp.MustCompile(`(?s)<\?xml.*?\?>`)
	doctype     = regexp.MustCompile(`(?is)<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>`)
	reference   = regexp.MustCompile(`&#(x[0-9a-fA-F]+|[0-9]+);`)
	ttlTag      = regexp.MustCompile(`(?i)<ttl>\s*(\d{1,6})\s*</ttl>`)
	periodTag   = regexp.MustCompile(`(?i)<sy:updatePeriod>\s*(\w+)\s*</sy:updatePeriod>`)
	frequency   = regexp.MustCompile(`(?i)<sy:updateFrequency>\s*(\d{1,5})\s*</sy:updateFrequency>`)
)

// clean cuts what stands before and around the feed: warnings of the server's
// own program, declarations, document types, characters that XML forbids.
func clean(doc []byte) (out []byte, mended string, err error) {
	at := start.FindIndex(doc)
	if p := page.FindIndex(doc); p != nil && (at == nil || p[0] < at[0] && !bytes.HasPrefix(doc, []byte("<?xml"))) {
		if at == nil || !rooted.Match(doc[at[0]:min(len(doc), at[0]+200)]) || htmlWhole(doc, at[0]) {
			return nil, "", fmt.Errorf("%w: an HTML page", ErrNotFeed)
		}
	}
	if at == nil {
		if itemStart.Match(doc) {
			at = []int{0, 0}
		} else {
			return nil, "", fmt.Errorf("%w: neither RSS, Atom, RDF nor JSON Feed", ErrNotFeed)
		}
	}
	head := declaration.ReplaceAll(doc[:at[0]], nil)
	head = doctype.ReplaceAll(head, nil)
	if len(bytes.TrimSpace(head)) > 0 && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?")) && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<!--")) {
		mended = "text before the feed"
	}
	doc = doc[at[0]:]
	if reference.Match(doc) {
		doc = reference.ReplaceAllFunc(doc, func(m []byte) []byte {
			s := string(m[2 : len(m)-1])
			n, err := strconv.ParseUint(strings.TrimPrefix(s, "x"), map[bool]int{true: 16, false: 10}[s[0] == 'x'], 32)
			if err != nil || n != 9 && n != 10 && n != 13 && n < 32 || n > 0x10FFFF || n >= 0xD800 && n < 0xE000 || n == 0xFFFE || n == 0xFFFF {
				return nil
			}
			return m
		})
	}
	doc = bytes.Map(func(r rune) rune {
		if r < 32 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, doc)
	return doc, mended, nil
}

// htmlWhole reports that what stands before the feed's root is a whole page,
// so that the root is only spoken of in it.
func htmlWhole(doc []byte, at int) bool {
	return bytes.Contains(bytes.ToLower(doc[:at]), []byte("<body")) && !bytes.Contains(doc[at:], []byte("</rss>")) && !bytes.Contains(doc[at:], []byte("</feed>"))
}

// unfit says why a document is not for the full parser, which is slow on deep
// and on very long files; "" where it is.
func unfit(doc []byte) string {
	if n := len(itemStart.FindAllIndex(doc, maxRaw+1)); n > maxRaw {
		return "more than 2000 items"
	}
	depth := 0
	for i := 0; i < len(doc); {
		j := bytes.IndexByte(doc[i:], '<')
		if j < 0 || i+j+1 >= len(doc) {
			break
		}
		i += j
		switch {
		case bytes.HasPrefix(doc[i:], []byte("<![CDATA[")):
			i = skip(doc, i, "]]>")
			continue
		case bytes.HasPrefix(doc[i:], []byte("<!--")):
			i = skip(doc, i, "-->")
			continue
		case doc[i+1] == '?' || doc[i+1] == '!':
		case doc[i+1] == '/':
			depth--
		default:
			end := bytes.IndexByte(doc[i:], '>')
			if end < 0 {
				return "" // a tag cut off: the parser will say so
			}
			if doc[i+end-1] != '/' {
				depth++
			}
			i += end
		}
		if depth > maxDepth {
			return "elements nested deeper than 64"
		}
		i++
	}
	return ""
}

func skip(doc []byte, i int, end string) int {
	if j := bytes.Index(doc[i:], []byte(end)); j >= 0 {
		return i + j + len(end)
	}
	return len(doc)
}

// ttl reads how often a feed asks to be fetched.
func ttl(doc []byte) time.Duration {
	head := doc[:min(len(doc), 64<<10)]
	if m := ttlTag.FindSubmatch(head); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		return time.Duration(n) * time.Minute
	}
	m := periodTag.FindSubmatch(head)
	if m == nil {
		return 0
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 168 * time.Hour, "monthly": 720 * time.Hour}[strings.ToLower(string(m[1]))]
	n := 1
	if m := frequency.FindSubmatch(head); m != nil {
		n, _ = strconv.Atoi(string(m[1]))
	}
	return period / time.Duration(cmp.Or(n, 1))
}

var tags = regexp.MustCompile(`<[^<>]+>`)

// plainTitle takes markup, entities and line breaks out of a title.
func plainTitle(s string) string {
	s = html.UnescapeString(tags.ReplaceAllString(s, ""))
	return strings.Join(strings.Fields(s), " ")
}
