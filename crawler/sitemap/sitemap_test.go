package sitemap

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const newsSpace = ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"`

func TestParse(t *testing.T) {
	f, err := Parse(strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?><urlset` + newsSpace + `>
<url><loc> https://news.example/a?x=1&y=2 </loc><lastmod>2025-03-14</lastmod><changefreq>hourly</changefreq><image:image><image:loc>https://news.example/i.png</image:loc><image:title>not this</image:title></image:image></url>
<url><loc><![CDATA[https://news.example/b]]></loc><news:news><news:publication><news:name>News</news:name></news:publication><news:publication_date>2025-03-14T09:30:00+01:00</news:publication_date><news:title>Chips &amp; bits</news:title></news:news></url>
<url><lastmod>2025-03-14</lastmod></url>
</urlset>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) != 2 || !f.News || f.Index || f.Cut != "" {
		t.Fatalf("%+v", f)
	}
	a, b := f.Entries[0], f.Entries[1]
	if a.URL != "https://news.example/a?x=1&y=2" || !a.Modified.Equal(time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC)) || a.Title != "" {
		t.Errorf("first entry %+v", a)
	}
	if b.URL != "https://news.example/b" || b.Title != "Chips & bits" || !b.Published.Equal(time.Date(2025, 3, 14, 8, 30, 0, 0, time.UTC)) {
		t.Errorf("second entry %+v", b)
	}
}

func TestParseFaults(t *testing.T) {
	for _, c := range []struct {
		name, body string
		entries    int
		index      bool
	}{
		{"index", `<sitemapindex><sitemap><loc>https://news.example/1.xml</loc></sitemap><sitemap><loc>https://news.example/2.xml</loc></sitemap></sitemapindex>`, 2, true},
		{"a prefix on all", `<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>https://news.example/a</s:loc></s:url></s:urlset>`, 1, false},
		{"cut off", `<urlset><url><loc>https://news.example/a</loc></url><url><loc>https://news.exa`, 1, false},
		{"broken in the middle", `<urlset><url><loc>https://news.example/a</loc></url><url><loc>https://news.example/b</loc></urlset>`, 2, false},
		{"another encoding", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><urlset><url><loc>https://news.example/\xfc</loc></url></urlset>", 1, false},
		{"no entries", `<urlset></urlset>`, 0, false},
	} {
		f, err := Parse(strings.NewReader(c.body))
		if err != nil || len(f.Entries) != c.entries || f.Index != c.index {
			t.Errorf("%s: %+v, %v", c.name, f, err)
		}
	}
	for name, body := range map[string]string{
		"HTML":  "<!doctype html><html><body>Not found</body></html>",
		"feed":  `<rss version="2.0"><channel/></rss>`,
		"text":  "not found",
		"deep":  "<urlset>" + strings.Repeat("<url>", 100),
		"bombs": `<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>&a;`,
	} {
		if f, err := Parse(strings.NewReader(body)); !errors.Is(err, ErrNotSitemap) && len(f.Entries) > 0 {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestParseStopsAtItsCap(t *testing.T) {
	var b strings.Builder
	b.WriteString("<urlset>")
	for i := range MaxEntries + 10 {
		fmt.Fprintf(&b, "<url><loc>https://news.example/%d</loc></url>", i)
	}
	f, err := Parse(strings.NewReader(b.String()))
	if err != nil || len(f.Entries) != MaxEntries || f.Cut == "" {
		t.Errorf("%d entries, cut %q, %v", len(f.Entries), f.Cut, err)
	}
}

func TestParseText(t *testing.T) {
	f, err := ParseText("\uFEFFhttps://news.example/a\r\n\r\nhttps://news.example/b\n")
	if err != nil || len(f.Entries) != 2 {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := ParseText("hello"); !errors.Is(err, ErrNotSitemap) {
		t.Errorf("text: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`<urlset><url><loc>https://news.example/a</loc><lastmod>2025-03-14</lastmod></url></urlset>`)
	f.Fuzz(func(t *testing.T, body string) {
		Parse(strings.NewReader(body))
	})
}
