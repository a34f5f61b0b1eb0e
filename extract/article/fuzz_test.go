package article

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzParse holds what is true of every document: no panic, an error that says
// what it is, blocks that are the text in order, and text that is UTF-8 without
// control characters.
func FuzzParse(f *testing.F) {
	for _, p := range fixtures(f) {
		f.Add(p.body, "text/html")
	}
	for _, s := range []string{
		"", "A title\n\nA paragraph.\n", "# A\n\n| a | b |\n", "---\ntitle: x", "<table><tr><td>a<td>b<table><tr><td>c", "<a><p></a><p>",
		"<p>&amp;#0;&amp;nbsp;&#xFFFFF;", "<svg><title>x</title><p>y", "<title></title><h1>\x00</h1>", "\xff\xfea\x00", "<script type=application/ld+json>{\"@type\":\"NewsArticle\",}</script>",
		"<br><br><br>", "<p>" + strings.Repeat("<i>", 600) + "deep text that goes on for long enough to be read", "[a](b)[c][d]*_`", "%PDF-1.4",
	} {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "text/html")
		f.Add([]byte(s), "text/markdown")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		in := Input{Body: body, ContentType: contentType, URL: "https://www.harbour-times.example/2025/10/28/a", Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		a, err := Parse(in)
		if err != nil {
			var p *Problem
			if !errors.As(err, &p) || p.Reason == "" || !errors.Is(err, ErrNoArticle) && !errors.Is(err, ErrRefused) {
				t.Fatalf("error %v is no Problem", err)
			}
			return
		}
		checkBlocks(t, a)
		for _, s := range append([]string{a.Text, a.Title, a.Publisher, a.Description}, a.Authors...) {
			if !utf8.ValidString(s) {
				t.Fatalf("%q is not UTF-8", s)
			}
			for _, r := range s {
				if r < 0x20 && r != '\n' || r >= 0x7F && r < 0xA0 || isInvisible(r) && r != '\n' {
					t.Fatalf("%q holds the invisible %U", s, r)
				}
			}
		}
		for _, d := range []Date{a.Published, a.Modified} {
			if d.Source == "" != d.Time.IsZero() {
				t.Fatalf("date %v without a source", d)
			}
			if d.Source != "" && (d.Time.Year() < 1995 || d.Time.After(in.Now.Add(24*time.Hour))) {
				t.Fatalf("date %v is believed", d)
			}
		}
		b, err := Parse(in)
		if err != nil || b.Text != a.Text || b.Title != a.Title || b.Language != a.Language {
			t.Fatalf("a second reading differs")
		}
	})
}
