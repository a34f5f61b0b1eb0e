package article

import (
	"errors"
	"strings"
	"testing"
)

// TestParseHostile reads documents that are built against parsers. What is
// tested is that each ends, and how; BenchmarkHostile measures the time.
func TestParseHostile(t *testing.T) {
	for _, tc := range hostile() {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: []byte(tc.body), ContentType: "text/html"})
			switch {
			case tc.refused && !errors.Is(err, ErrRefused):
				t.Errorf("error %v, want ErrRefused", err)
			case !tc.refused && err != nil && !errors.Is(err, ErrNoArticle) && !errors.Is(err, ErrRefused):
				t.Errorf("error %v", err)
			case tc.text && !strings.Contains(a.Text, sentence):
				t.Errorf("the sentence is lost: error %v, text of %d bytes", err, len(a.Text))
			}
			checkBlocks(t, a)
		})
	}
}

const sentence = "The harbour bank agreed on Tuesday to lend the shipyard forty million dollars over the next five years."

type hostileCase struct {
	name, body string
	refused    bool // by the guard
	text       bool // the sentence must be found
}

// hostile returns documents of at most 4 MB.
func hostile() []hostileCase {
	const mb = 1 << 20
	r := strings.Repeat
	p := "<p>" + sentence + "</p>"
	return []hostileCase{
		{name: "merged body attributes", body: r("<body a1=1 a2=2>", 10_000), refused: true},
		{name: "merged html attributes in a comment", body: "<!--" + r("<html\ta=1>", 100), refused: true},
		{name: "merged attributes behind a quote in a script", body: `<script>a<b c="</script>` + r("<body a=1>", 100) + `">`, refused: true},
		{name: "one tag with many attributes", body: "<p" + r(" a", mb) + ">", refused: true},
		{name: "many attributes behind a quote", body: `<script>a<b c="</script><p` + r(" a", 100_000) + `>">`, refused: true},
		{name: "more bytes than the limit", body: p + r(" ", maxBytes), refused: true},
		{name: "more tags than the limit", body: r("<p><b><i></p>", 300_000), refused: true},
		{name: "nested elements", body: r("<div>", 600) + p + r("</div>", 600), text: true},
		{name: "nested elements, unclosed", body: "<html><body>" + r("<section><div class=x>", 20_000) + p, text: true},
		{name: "a long attribute", body: `<p title="` + r("x", 3*mb) + `">` + sentence + "</p>", text: true},
		{name: "an attribute that never ends", body: p + `<p title="` + r("x", 3*mb)},
		{name: "adoption agency", body: r("<a><p></a>", 80_000) + p},
		{name: "misnested fonts", body: r("<font><p></font>", 60_000) + p},
		{name: "unclosed everything", body: "<html><head><title>t<body><div><p>" + sentence + "<table><tr><td>"},
		{name: "NULs", body: "<p>" + strings.ReplaceAll(sentence, " ", " \x00") + "</p>", text: true},
		{name: "nested tables", body: r("<table><tr><td>", 160) + p, text: true},
		{name: "nested inline adverts", body: "<p>" + sentence + "</p><p>" + r("<span class=ad-slot>", 480) + r("<b></b>", 60_000)},
		{name: "separators in the title", body: "<title>" + r(" | a", 700_000) + "</title>" + p, text: true},
		{name: "long class", body: `<div class="` + r("ad ", mb) + `">` + p + "</div>", text: true},
		{name: "deep JSON-LD", body: `<script type="application/ld+json">` + r("[", mb) + "</script>" + p, text: true},
		{name: "wide JSON-LD", body: `<script type="application/ld+json">[` + r(`{"@type":"NewsArticle"},`, 100_000) + "{}]</script>" + p, text: true},
		{name: "entities", body: "<p>" + r("&amp;amp;", 300_000) + "</p>" + p},
		{name: "line breaks and comments", body: "<p>" + r("<br><!---->", 100_000) + sentence + "</p>", text: true},
		{name: "many paragraphs", body: "<article>" + r("<p>The harbour bank agreed on Tuesday to lend the yard money.</p>", 50_000) + p, text: true},
		{name: "many links", body: r("<a href=/a>a</a> ", 110_000) + p},
		{name: "many articles", body: "<h1>t</h1>" + r("<article><h2>a</h2>", 250) + p},
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, tc := range hostile() {
		b.Run(tc.name, func(b *testing.B) {
			b.SetBytes(int64(len(tc.body)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(Input{Body: []byte(tc.body), ContentType: "text/html"})
			}
		})
	}
}
