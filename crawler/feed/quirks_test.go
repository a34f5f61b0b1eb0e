package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// head and tail wrap items into an RSS feed without faults.
const (
	head = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link>`
	tail = `</channel></rss>`
	one  = `<item><title>Chips for all</title><link>https://news.example/1</link><pubDate>Fri, 14 Mar 2025 09:30:00 GMT</pubDate></item>`
	two  = `<item><title>Second</title><link>https://news.example/2</link><pubDate>Fri, 14 Mar 2025 08:30:00 GMT</pubDate></item>`
	atom = `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>`
)

const (
	gotOne = "https://news.example/1 | Chips for all | 2025-03-14T09:30:00Z"
	gotTwo = "https://news.example/2 | Second | 2025-03-14T08:30:00Z"
)

func encode(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func item(inner string) string { return head + "<item>" + inner + "</item>" + tail }

func dated(date string) string {
	return item("<title>T</title><link>https://news.example/d</link><pubDate>" + date + "</pubDate>")
}

func gotDated(utc string) []string { return []string{"https://news.example/d | T | " + utc} }

// quirks are faults of real feeds, each in prose of our own. What is wanted is
// every item that a reader would find.
var quirks = []struct {
	name, body, contentType string
	want                    []string
}{
	{"a feed without faults", head + one + two + tail, "application/rss+xml", []string{gotOne, gotTwo}},

	// Before and around the feed.
	{"byte order mark", "\xEF\xBB\xBF" + head + one + tail, "", []string{gotOne}},
	{"blank lines before the declaration", "\n\n  " + head + one + tail, "", []string{gotOne}},
	{"a warning of PHP before the XML", "<br />\n<b>Warning</b>: Undefined variable $x in <b>/srv/feed.php</b> on line <b>3</b><br />\n" + head + one + tail, "text/html", []string{gotOne}},
	{"plain text before the XML", "Notice: cache is cold\n" + head + one + tail, "", []string{gotOne}},
	{"an HTML comment before the XML", "<!-- served by node 7 -->" + head + one + tail, "", []string{gotOne}},
	{"two declarations", `<?xml version="1.0"?>` + head + one + tail, "", []string{gotOne}},
	{"version 1.1", strings.Replace(head, "1.0", "1.1", 1) + one + tail, "", []string{gotOne}},
	{"no declaration", strings.TrimPrefix(head, `<?xml version="1.0" encoding="UTF-8"?>`) + one + tail, "", []string{gotOne}},
	{"a style sheet", strings.Replace(head, "<rss", `<?xml-stylesheet type="text/xsl" href="/feed.xsl"?><rss`, 1) + one + tail, "text/xml", []string{gotOne}},
	{"a document type of 1999", `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>` + one + tail, "", []string{gotOne}},
	{"a document type with entities of its own", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel>` + one + tail, "", []string{gotOne}},
	{"HTML after the feed", head + one + tail + "<script>track()</script></body></html>", "", []string{gotOne}},
	{"served as HTML", head + one + tail, "text/html; charset=utf-8", []string{gotOne}},
	{"served as a download", head + one + tail, "application/octet-stream", []string{gotOne}},
	{"cut off in the middle of an item", head + one + `<item><title>Second</title><link>https://news.example/2</link><pubDate>Fri, 14 Mar 2025 08:30:00 GMT</pubDate><descr`, "", []string{gotOne, gotTwo}},
	{"cut off in the last tag", strings.TrimSuffix(head+one+tail, "ss>"), "", []string{gotOne}},
	{"upper-case tags", `<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>Chips for all</TITLE><LINK>https://news.example/1</LINK><PUBDATE>Fri, 14 Mar 2025 09:30:00 GMT</PUBDATE></ITEM></CHANNEL></RSS>`, "", []string{gotOne}},

	// Characters.
	{"a bare ampersand in a title", item("<title>AT&T & partners</title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | AT&T & partners | "}},
	{"a bare ampersand in a link", item("<title>T</title><link>https://news.example/d?a=1&b=2</link>"), "", []string{"https://news.example/d?a=1&b=2 | T | "}},
	{"an ampersand that is escaped twice", item("<title>Q&amp;amp;A</title><link>https://news.example/d?a=1&amp;amp;b=2</link>"), "", []string{"https://news.example/d?a=1&b=2 | Q&A | "}},
	{"entities of HTML", item("<title>Caf&eacute;&nbsp;&mdash; open</title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | Café — open | "}},
	{"a control character", item("<title>T\x0b</title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | T | "}},
	{"a forbidden numeric reference", item("<title>T&#x8;&#0;</title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | T | "}},
	{"a less-than sign in a title", item("<title>Margins < 5 %</title><link>https://news.example/d</link>") + "", "", []string{"https://news.example/d | Margins < 5 % | "}},
	{"one byte of windows-1252 in UTF-8", head + strings.Replace(one, "Chips for all", "Chips \x96 Zürich", 1) + tail, "", []string{"https://news.example/1 | Chips – Zürich | 2025-03-14T09:30:00Z"}},
	{"windows-1251 in the declaration", encode(charmap.Windows1251, `<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Чипы</title><link>https://news.example/d</link></item></channel></rss>`), "text/xml", []string{"https://news.example/d | Чипы | "}},
	{"windows-1251 in header and declaration", encode(charmap.Windows1251, `<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Чипы</title><link>https://news.example/d</link></item></channel></rss>`), "text/xml; charset=windows-1251", []string{"https://news.example/d | Чипы | "}},
	{"ISO-8859-1 in the header alone", encode(charmap.ISO8859_1, item("<title>Zürich</title><link>https://news.example/d</link>")), "text/xml; charset=ISO-8859-1", []string{"https://news.example/d | Zürich | "}},
	{"header says ISO-8859-1, the body is UTF-8", item("<title>Zürich</title><link>https://news.example/d</link>"), "text/xml; charset=ISO-8859-1", []string{"https://news.example/d | Zürich | "}},
	{"declared UTF-16, is UTF-8", strings.Replace(item("<title>Zürich</title><link>https://news.example/d</link>"), "UTF-8", "utf-16", 1), "", []string{"https://news.example/d | Zürich | "}},
	{"UTF-16 with a mark", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), strings.Replace(item("<title>Zürich</title><link>https://news.example/d</link>"), "UTF-8", "utf-16", 1)), "", []string{"https://news.example/d | Zürich | "}},
	{"UTF-16 without a mark", encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), strings.Replace(item("<title>Zürich</title><link>https://news.example/d</link>"), "UTF-8", "utf-16", 1)), "", []string{"https://news.example/d | Zürich | "}},
	{"an encoding nobody knows", strings.Replace(item("<title>Zürich</title><link>https://news.example/d</link>"), "UTF-8", "x-klingon", 1), "", []string{"https://news.example/d | Zürich | "}},
	{"Shift-JIS", encode(japanese.ShiftJIS, `<?xml version="1.0" encoding="Shift_JIS"?><rss version="2.0"><channel><item><title>半導体</title><link>https://news.example/d</link></item></channel></rss>`), "", []string{"https://news.example/d | 半導体 | "}},

	// Markup.
	{"HTML in a title", item("<title><![CDATA[<b>Big</b> deal]]></title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | Big deal | "}},
	{"escaped HTML in a title", item("<title>&lt;i&gt;Big&lt;/i&gt; deal</title><link>https://news.example/d</link>"), "", []string{"https://news.example/d | Big deal | "}},
	{"a line break in title and link", item("<title>Big\n  deal</title><link>\n  https://news.example/d\n</link>"), "", []string{"https://news.example/d | Big deal | "}},
	{"CDATA in a link", item("<title>T</title><link><![CDATA[https://news.example/d]]></link>"), "", []string{"https://news.example/d | T | "}},
	{"an unclosed br in a description", item("<title>T</title><link>https://news.example/d</link><description>a<br>b</description>"), "", []string{"https://news.example/d | T | "}},
	{"unclosed CDATA in the last item", head + one + `<item><title>Second</title><link>https://news.example/2</link><pubDate>Fri, 14 Mar 2025 08:30:00 GMT</pubDate><description><![CDATA[never ends`, "", []string{gotOne, gotTwo}},
	{"an item that is not closed", head + strings.TrimSuffix(one, "</item>") + two + tail, "", []string{gotOne, gotTwo}},
	{"a tag that is not closed in the first item", head + strings.Replace(one, "</title>", "", 1) + two + tail, "", []string{gotOne, gotTwo}},
	{"a prefix that is not declared", item("<title>T</title><link>https://news.example/d</link><media:thumbnail url='x'/>"), "", []string{"https://news.example/d | T | "}},
	{"an attribute without quotes", item("<title>T</title><link>https://news.example/d</link><enclosure url=x.mp3 type=audio/mpeg />"), "", []string{"https://news.example/d | T | "}},
	{"items outside the channel", `<rss version="2.0"><channel><title>N</title></channel>` + one + two + `</rss>`, "", []string{gotOne, gotTwo}},
	{"no rss element", `<channel>` + one + `</channel>`, "", []string{gotOne}},

	// Addresses.
	{"a relative link", item("<title>T</title><link>/d</link>"), "", []string{"https://news.example/d | T | "}},
	{"a link without its scheme", item("<title>T</title><link>//news.example/d</link>"), "", []string{"https://news.example/d | T | "}},
	{"no link, a permalink as GUID", item(`<title>T</title><guid isPermaLink="true">https://news.example/d</guid>`), "", []string{"https://news.example/d | T | "}},
	{"no link, a GUID that says nothing of itself", item(`<title>T</title><guid>https://news.example/d</guid>`), "", []string{"https://news.example/d | T | "}},
	{"no GUID", item(`<title>T</title><link>https://news.example/d</link>`), "", []string{"https://news.example/d | T | "}},
	{"an empty link element and an Atom link", strings.Replace(item(`<title>T</title><link/><atom:link href="https://news.example/d"/>`), "<rss", `<rss xmlns:atom="http://www.w3.org/2005/Atom"`, 1), "", []string{"https://news.example/d | T | "}},
	{"a link behind a counting redirect", strings.Replace(item(`<title>T</title><link>https://feeds.counter.example/~r/1</link><feedburner:origLink>https://news.example/d</feedburner:origLink>`), "<rss", `<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"`, 1), "", []string{"https://news.example/d | T | "}},
	{"a link with spaces in it", item(`<title>T</title><link>https://news.example/a story</link>`), "", []string{"https://news.example/a%20story | T | "}},
	{"no title", item(`<link>https://news.example/d</link>`), "", []string{"https://news.example/d |  | "}},
	{"an item without any address among others", head + `<item><title>Nowhere</title></item>` + one + tail, "", []string{gotOne}},

	// Dates.
	{"a date with a named zone of Europe", dated("Fri, 14 Mar 2025 10:30:00 CET"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a date with a named zone of America", dated("Fri, 14 Mar 2025 05:30:00 EDT"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a date as ISO 8601 in pubDate", dated("2025-03-14T10:30:00+01:00"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a date with a space for the T", dated("2025-03-14 09:30:00"), "", gotDated("2025-03-14T09:30:00Z")},
	{"the wrong day of the week", dated("Mon, 14 Mar 2025 09:30:00 +0000"), "", gotDated("2025-03-14T09:30:00Z")},
	{"no day of the week, no seconds", dated("14 Mar 2025 09:30 GMT"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a year of two digits", dated("Fri, 14 Mar 25 09:30:00 GMT"), "", gotDated("2025-03-14T09:30:00Z")},
	{"the month written out", dated("Friday, March 14, 2025 09:30:00"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a German date", dated("Fr, 14 Mär 2025 10:30:00 +0100"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a date with dots", dated("14.03.2025 09:30"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a French date", dated("ven., 14 mars 2025 10:30:00 +0100"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a French Tuesday, which looks like March", dated("mar. 4 nov. 2025 10:30:00 +0100"), "", gotDated("2025-11-04T09:30:00Z")},
	{"half past nine in the morning", dated("March 14th, 2025 9:30 am"), "", gotDated("2025-03-14T09:30:00Z")},
	{"midnight as 24:00", dated("Fri, 14 Mar 2025 24:00:00 GMT"), "", gotDated("2025-03-15T00:00:00Z")},
	{"a comment behind the zone", dated("Fri, 14 Mar 2025 09:30:00 +0000 (UTC)"), "", gotDated("2025-03-14T09:30:00Z")},
	{"fractions of a second", dated("2025-03-14T09:30:00.123456Z"), "", gotDated("2025-03-14T09:30:00Z")},
	{"seconds since 1970", dated("1741944600"), "", gotDated("2025-03-14T09:30:00Z")},
	{"a date that is none", dated("yesterday"), "", gotDated("")},
	{"Dublin Core's date", strings.Replace(item(`<title>T</title><link>https://news.example/d</link><dc:date>2025-03-14T09:30:00Z</dc:date>`), "<rss", `<rss xmlns:dc="http://purl.org/dc/elements/1.1/"`, 1), "", gotDated("2025-03-14T09:30:00Z")},

	// Other kinds.
	{"Atom", atom + `<entry><title>Chips for all</title><link href="https://news.example/1"/><published>2025-03-14T09:30:00Z</published></entry></feed>`, "application/atom+xml", []string{gotOne}},
	{"Atom, edit and enclosure links first", atom + `<entry><title>Chips for all</title><link rel="edit" href="https://news.example/edit/1"/><link rel="enclosure" href="https://news.example/1.mp3"/><link rel="alternate" href="https://news.example/1"/><published>2025-03-14T09:30:00Z</published></entry></feed>`, "", []string{gotOne}},
	{"Atom with xml:base", strings.Replace(atom, "<feed", `<feed xml:base="https://news.example/"`, 1) + `<entry><title>Chips for all</title><link href="1"/><published>2025-03-14T09:30:00Z</published></entry></feed>`, "", []string{gotOne}},
	{"Atom, no link, the id is an address", atom + `<entry><title>Chips for all</title><id>https://news.example/1</id><published>2025-03-14T09:30:00Z</published></entry></feed>`, "", []string{gotOne}},
	{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Chips for all</a:title><a:link href="https://news.example/1"/><a:published>2025-03-14T09:30:00Z</a:published></a:entry></a:feed>`, "", []string{gotOne}},
	{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Chips for all</title><link rel="alternate" href="https://news.example/1"/><issued>2025-03-14T09:30:00Z</issued></entry></feed>`, "", []string{gotOne}},
	{"RDF", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>News</title></channel><item rdf:about="https://news.example/1"><title>Chips for all</title><link>https://news.example/1</link><dc:date>2025-03-14T09:30:00Z</dc:date></item></rdf:RDF>`, "", []string{gotOne}},
	{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"1","url":"https://news.example/1","title":"Chips for all","date_published":"2025-03-14T09:30:00Z"}]}`, "application/feed+json", []string{gotOne}},
	{"JSON Feed with numbers as ids and a mark", "\xEF\xBB\xBF" + `{"version":"https://jsonfeed.org/version/1","title":"News","items":[{"id":1,"url":"/1","title":"Chips for all","date_published":"2025-03-14T09:30:00Z"}]}`, "application/json", []string{gotOne}},
}

func TestQuirks(t *testing.T) {
	if len(quirks) < 50 {
		t.Fatalf("only %d quirks", len(quirks))
	}
	for _, q := range quirks {
		t.Run(q.name, func(t *testing.T) {
			f, err := Parse([]byte(q.body), q.contentType, "https://news.example/feed.xml")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(q.want, lines(f)); d != "" {
				t.Errorf("items (-want +got), mended %q:\n%s", f.Mended, d)
			}
		})
	}
}

func lines(f Feed) []string {
	var got []string
	for _, it := range f.Items {
		date := ""
		if !it.Published.IsZero() {
			date = it.Published.Truncate(time.Second).Format(time.RFC3339)
		}
		got = append(got, fmt.Sprintf("%s | %s | %s", it.URL, it.Title, date))
	}
	return got
}

func TestWhatIsNoFeed(t *testing.T) {
	for name, body := range map[string]string{
		"empty":               "",
		"white space":         " \n",
		"an HTML page":        "<!doctype html><html><head><title>Feed</title></head><body><p>Our <code>&lt;rss&gt;</code> feed</p></body></html>",
		"a page about feeds":  "<html><body><pre><rss version=2.0></pre></body></html>",
		"a sitemap":           `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://news.example/1</loc></url></urlset>`,
		"JSON of another use": `{"error":"not found"}`,
		"broken JSON":         `{"version":"https://jsonfeed.org/version/1","items":[`,
		"text":                "404 not found",
		"bytes":               "\x00\x01\x02\x03",
	} {
		if f, err := Parse([]byte(body), "", "https://news.example/feed"); !errors.Is(err, ErrNotFeed) {
			t.Errorf("%s: %d items, error %v, want ErrNotFeed", name, len(f.Items), err)
		}
	}
}

// TestLargeFeeds holds that long and deep feeds end, and that the newest count.
func TestLargeFeeds(t *testing.T) {
	var b strings.Builder
	b.WriteString(head)
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 5_000 {
		fmt.Fprintf(&b, "<item><title>%d</title><link>https://news.example/%d</link><pubDate>%s</pubDate></item>", i, i, start.Add(time.Duration(i)*time.Minute).Format(time.RFC1123Z))
	}
	b.WriteString(tail)
	f, err := Parse([]byte(b.String()), "", "https://news.example/feed")
	if err != nil || len(f.Items) != MaxItems || f.Items[len(f.Items)-1].Title != "4999" {
		t.Errorf("%d items, error %v, want the newest %d", len(f.Items), err, MaxItems)
	}
	deep := head + strings.Repeat("<a>", 100_000) + one + tail
	if f, err := Parse([]byte(deep), "", "https://news.example/feed"); err != nil || len(f.Items) != 1 {
		t.Errorf("deep feed: %d items, error %v, want 1", len(f.Items), err)
	}
	if _, err := Parse(make([]byte, MaxSize+1), "", "https://news.example/feed"); err == nil {
		t.Error("a feed beyond its cap was taken")
	}
}

func TestTTL(t *testing.T) {
	for body, want := range map[string]time.Duration{
		head + "<ttl>90</ttl>" + tail: 90 * time.Minute,
		head + "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>" + tail: 30 * time.Minute,
		head + "<sy:updatePeriod>daily</sy:updatePeriod>" + tail:                                            24 * time.Hour,
		head + tail: 0,
	} {
		f, err := Parse([]byte(body), "", "https://news.example/feed")
		if err != nil || f.TTL != want {
			t.Errorf("TTL %v, error %v, want %v", f.TTL, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range quirks {
		f.Add([]byte(q.body), q.contentType)
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		got, err := Parse(body, contentType, "https://news.example/feed")
		if err != nil {
			return
		}
		for _, it := range got.Items {
			if !strings.HasPrefix(it.URL, "http://") && !strings.HasPrefix(it.URL, "https://") {
				t.Errorf("item with address %q", it.URL)
			}
		}
	})
}
