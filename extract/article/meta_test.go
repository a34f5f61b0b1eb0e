package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

const twoParagraphs = `<p>The harbour bank agreed to lend the shipyard forty million dollars, both of them said, and the city stands in for the half of it.</p><p>The money is meant for a new dry dock, which will be the largest on this coast when it opens, the two companies said.</p>`

func pageOf(head, top string) []byte {
	return []byte("<html><head>" + head + "</head><body>" + top + twoParagraphs + "</body></html>")
}

func TestPublished(t *testing.T) {
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bank lends","datePublished":"` + s + `"}</script>`
	}
	now := time.Date(2025, 11, 10, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name, head, top, url string
		given                time.Time
		want                 string // time, source, precision and zone
	}{
		{"JSON-LD with an offset", ld("2025-10-28T23:30:00-07:00"), "", "", time.Time{}, "2025-10-28T23:30:00-07:00 json-ld second zoned"},
		{"JSON-LD without a zone", ld("2025-10-28T23:30"), "", "", time.Time{}, "2025-10-28T23:30:00Z json-ld minute"},
		{"fractions", ld("2025-10-28T23:30:00.1234567Z"), "", "", time.Time{}, "2025-10-28T23:30:00Z json-ld second zoned"},
		{"a day", ld("2025-10-28"), "", "", time.Time{}, "2025-10-28T00:00:00Z json-ld day"},
		{"day and odd time", ld("2025-10-28 at noon"), "", "", time.Time{}, "2025-10-28T00:00:00Z json-ld day"},
		{"words", ld("October 28, 2025"), "", "", time.Time{}, "2025-10-28T00:00:00Z json-ld day"},
		{"the future is not believed", ld("2031-01-01T00:00:00Z"), "", "https://h.example/2025/10/28/a", time.Time{}, "2025-10-28T00:00:00Z url day"},
		{"nor the days before the web", ld("1970-01-01T00:00:00Z"), "", "", time.Time{}, ""},
		{"meta", `<meta property="article:published_time" content="2025-10-28T08:00:00+0100">`, "", "", time.Time{}, "2025-10-28T08:00:00+01:00 meta second zoned"},
		{"JSON-LD before meta", ld("2025-10-27T10:00:00Z") + `<meta property="article:published_time" content="2025-10-28T08:00:00Z">`, "", "", time.Time{}, "2025-10-27T10:00:00Z json-ld second zoned"},
		{"time element", "", `<h1>Bank lends</h1><time datetime="2025-10-28T09:00:00Z">9 am</time>`, "", time.Time{}, "2025-10-28T09:00:00Z time second zoned"},
		{"dateline", "", `<h1>Bank lends</h1><p class="when">Published 28 October 2025</p>`, "", time.Time{}, "2025-10-28T00:00:00Z text day"},
		{"dateline with dots", "", `<h1>Bank lends</h1><div>28.10.2025, 14:07 Uhr</div>`, "", time.Time{}, "2025-10-28T00:00:00Z text day"},
		{"slashes are ambiguous", "", `<h1>Bank lends</h1><div>03/04/2025</div>`, "", time.Time{}, ""},
		{"the date of a picture is none", "", `<h1>Bank lends</h1><div>The old dry dock of the yard in the rain, 3 May 2019</div>`, "", time.Time{}, ""},
		{"given", "", "", "", time.Date(2025, 10, 28, 0, 0, 0, 0, time.UTC), "2025-10-28T00:00:00Z given day"},
		{"page before given", ld("2025-10-27T10:00:00Z"), "", "", time.Date(2025, 10, 28, 0, 0, 0, 0, time.UTC), "2025-10-27T10:00:00Z json-ld second zoned"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: pageOf(tc.head, tc.top), URL: tc.url, ContentType: "text/html", Published: tc.given, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if d := a.Published; d.Source != "" {
				got = fmt.Sprintf("%s %s %s", d.Time.Truncate(time.Second).Format(time.RFC3339), d.Source, d.Precision)
				if d.Zoned {
					got += " zoned"
				}
			}
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bank lends","author":` + s + `,"publisher":{"name":"Harbour Times"}}</script>`
	}
	for _, tc := range []struct {
		name, head, top string
		want            []string
	}{
		{"one person", ld(`{"@type":"Person","name":"Ada Quill"}`), "", []string{"Ada Quill"}},
		{"a list", ld(`[{"name":"Ada Quill"},{"name":"Tom Aguilar"}]`), "", []string{"Ada Quill", "Tom Aguilar"}},
		{"a string of names", ld(`"By Ada Quill, Tom Aguilar and Lea Ström"`), "", []string{"Ada Quill", "Tom Aguilar", "Lea Ström"}},
		{"a list of names in one", ld(`{"name":["Ada Quill","Tom Aguilar"]}`), "", []string{"Ada Quill", "Tom Aguilar"}},
		{"meta", `<meta name="author" content="Ada Quill &amp; Tom Aguilar">`, "", []string{"Ada Quill", "Tom Aguilar"}},
		{"the site itself yields to a byline", ld(`{"name":"Harbour Times"}`), `<h1>Bank lends</h1><div class="byline">Von <span class="author">Ada Quill</span></div>`, []string{"Ada Quill"}},
		{"the site alone", ld(`{"name":"Harbour Times"}`), "", []string{"Harbour Times"}},
		{"rel=author", "", `<a rel="author" href="/ada">Ada Quill</a>`, []string{"Ada Quill"}},
		{"an address is no name", `<meta property="article:author" content="https://social.example/ada">`, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: pageOf(tc.head, tc.top), ContentType: "text/html"})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(a.Authors, tc.want) {
				t.Errorf("got %q, want %q", a.Authors, tc.want)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + s + `"}</script>`
	}
	og := func(s string) string { return `<meta property="og:title" content="` + s + `">` }
	for _, tc := range []struct{ name, head, top, want string }{
		{"JSON-LD", ld("Bank lends to yard") + og("Why banks lend"), "<h1>Bank lends to yard</h1>", "Bank lends to yard"},
		{"the name of the site goes", og("Bank lends to yard - Harbour Times") + `<meta property="og:site_name" content="Harbour Times">`, "", "Bank lends to yard"},
		{"section and site go where the page shows the rest", "<title>Bank lends to yard | Business | Harbour Times</title>", "<h1>Bank lends to yard</h1>", "Bank lends to yard"},
		{"a dash of its own stays", og("Bank lends to yard – and waits"), "", "Bank lends to yard – and waits"},
		{"a headline for search engines", ld("Yard loan explained: what to know") + og("Bank lends to yard") + "<title>Yard loan explained: what to know</title>", "<h1>Bank lends to yard</h1>", "Bank lends to yard"},
		{"a logo is no headline", "<title>Bank lends to yard</title>", "<h1>Harbour Times</h1><h1>Bank lends to yard</h1>", "Bank lends to yard"},
		{"the headline in a path of links is for search engines", ld("Yard loan: what to know") + og("Bank lends to yard"), `<ol class="breadcrumb"><li><a href="/">Home</a></li><li><h1>Yard loan: what to know</h1></li></ol><h2><span>After the fire </span>Bank lends to yard</h2>`, "Bank lends to yard"},
		{"so is one behind links, without a class", ld("Yard loan: what to know") + og("Bank lends to yard"), `<div><a href="/">Home</a><a href="/b">Business</a><h1>Yard loan: what to know</h1></div><h2>Bank lends to yard</h2>`, "Bank lends to yard"},
		{"and JSON-LD holds what the page shows", ld("Bank lends to yard") + og("Yard loan: what to know"), `<div class="breadcrumb"><a href="/">Home</a><h1>Yard loan: what to know</h1></div><h2>Bank lends to yard</h2>`, "Bank lends to yard"},
		{"a section in front of the headline is no path", ld("Why banks lend") + og("Bank lends to yard"), `<p><a href="/b">Business</a></p><h1>Bank lends to yard</h1>`, "Bank lends to yard"},
		{"a kicker that JSON-LD has stays", ld("Docks: Bank lends to yard") + og("Bank lends to yard"), "<h2><b>Docks</b> Bank lends to yard</h2>", "Docks: Bank lends to yard"},
		{"different kickers go", og("Trouble at the docks: Bank lends to yard"), "<h1><span>After the fire</span> Bank lends to yard</h1>", "Bank lends to yard"},
		{"the name of the site in front", og("Harbour Times | Bank lends to yard") + `<meta property="og:site_name" content="Harbour Times">`, "", "Bank lends to yard"},
		{"the name of the site and its edition", og("Bank lends to yard | Harbour Times Online") + `<meta property="og:site_name" content="Harbour Times">`, "", "Bank lends to yard"},
		{"a tail that JSON-LD and the shared headline have stays", ld("Bank lends to yard - all we know") + og("Bank lends to yard - all we know"), "<h1>Bank lends to yard</h1>", "Bank lends to yard - all we know"},
		{"a headline that is cut off", ld("Bank lends to yard and the city stands in for …") + og("Bank lends to yard and the city stands in for half of it"), "", "Bank lends to yard and the city stands in for half of it"},
		{"title element alone", "<title>Bank lends to yard</title>", "", "Bank lends to yard"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: pageOf(tc.head, tc.top), ContentType: "text/html"})
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != tc.want {
				t.Errorf("got %q, want %q", a.Title, tc.want)
			}
		})
	}
}

func TestCanonical(t *testing.T) {
	for _, tc := range []struct{ name, head, url, own, original string }{
		{"relative", `<link rel="canonical" href="/a">`, "https://h.example/a?utm_source=x", "https://h.example/a", ""},
		{"subdomain", `<link rel="canonical" href="https://www.h.example/a">`, "https://m.h.example/a", "https://www.h.example/a", ""},
		{"another site", `<link rel="canonical" href="https://wire.example/a">`, "https://h.example/b?utm_source=x&id=7#top", "https://h.example/b?id=7", "https://wire.example/a"},
		{"the address for sharing tells a copy", `<meta property="og:url" content="https://h.example/b"><link rel="canonical" href="https://wire.example/a">`, "", "https://h.example/b", "https://wire.example/a"},
		{"of two, the one that was fetched", `<link rel="canonical" href="https://sub.h.example/a"><meta property="og:url" content="https://h.example/b">`, "https://www.h.example/b?x=1", "https://h.example/b", ""},
		{"country names", `<link rel="canonical" href="https://other.co.uk/a">`, "https://h.co.uk/b", "https://h.co.uk/b", "https://other.co.uk/a"},
		{"none", "", "https://h.example/b", "https://h.example/b", ""},
		{"no script address", `<link rel="canonical" href="javascript:x()">`, "https://h.example/b", "https://h.example/b", ""},
		{"nothing known", "", "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: pageOf(tc.head, ""), URL: tc.url, ContentType: "text/html"})
			if err != nil {
				t.Fatal(err)
			}
			if a.Canonical != tc.own || a.Original != tc.original {
				t.Errorf("canonical %q, original %q, want %q and %q", a.Canonical, a.Original, tc.own, tc.original)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for _, tc := range []struct{ declared, text, want string }{
		{"en-US", "", "en"},
		{"", "The bank has agreed to lend the yard forty million dollars, and the city stands in for the half of it.", "en"},
		{"nb-NO", "", "no"},
		{"en", strings.Repeat("Die Bank leiht der Werft das Geld, und die Stadt bürgt für die Hälfte davon, wie sie am Montag mit der Werft zusammen erklärte. ", 4), "de"},
		{"en", strings.Repeat("Benki hiyo imekubali kuikopesha kampuni ya meli dola milioni arobaini kwa ajili ya gati jipya, na jiji litakuwa mdhamini wa nusu ya fedha hizo. ", 4), "sw"},
		{"", "港湾銀行は造船所に四千万ドルを貸し付けることで合意したと発表した。", "ja"},
		{"de", "Kurz.", "de"},
	} {
		h := head{language: tc.declared}
		if got := chooseLanguage(&h, &structured{}, tc.text); got != tc.want {
			t.Errorf("declared %q, text %.30q: got %q, want %q", tc.declared, tc.text, got, tc.want)
		}
	}
}
