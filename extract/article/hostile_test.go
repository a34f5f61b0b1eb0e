package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestParseHostile reads documents that are built against parsers. What is
// tested is that each ends, and how; BenchmarkHostile measures the time.
func TestParseHostile(t *testing.T) {
	for _, tc := range hostile() {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(tc.input())
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
	markdown   bool
}

func (tc hostileCase) input() Input {
	in := Input{Body: []byte(tc.body), ContentType: "text/html"}
	if tc.markdown {
		in.ContentType = "text/markdown"
	}
	return in
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
		{name: "tags inside of tags that do not end", body: p + r("<a", 2*mb-100), refused: true},
		{name: "the same inside of JSON-LD", body: `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + r("<a", 2*mb-200) + `"}</script>` + p, refused: true},
		{name: "comparisons in a script", body: "<script>" + r("if(i<n)i<m; ", 5) + r("a>b;", 10) + "</script>" + p, text: true},
		{name: "misnested formatting", body: r("<p><b><i>", 80_000)},
		{name: "formatting across paragraphs", body: r("<b><i><u><s><em><strong>x</p><p>", 30_000)},
		{name: "text and formatting that tables push out", body: "<table>" + r("x<b>", 240_000)},
		{name: "formatting left open", body: "<p>" + r("<b>", 3) + times(490, "<b id=%d>") + "x</p>" + r("<p>x</p>", 60_000), refused: true},
		{name: "formatting with many attributes left open", body: "<p><b" + times(1000, " a%d") + ">x</p>" + r("<p>x</p>", 100_000), refused: true},
		{name: "the same, closed in comments", body: "<p>" + times(490, "<b id=%d><!--</b>-->") + "x</p>" + r("<p>x</p>", 60_000), refused: true},
		{name: "the same, closed in attributes", body: "<p>" + times(490, "<b id=%d title='</b>'>") + "x</p>" + r("<p>x</p>", 60_000), refused: true},
		{name: "the same, closed in cells", body: "<p>" + times(490, "<b id=%d><table><td></b></table>") + "x</p>" + r("<p>x</p>", 60_000), refused: true},
		{name: "templates", body: r("<template><div>x</template>", 60_000) + p, text: true},
		{name: "nested selects", body: r("<select><select><option>", 80_000) + p},
		{name: "foreign content", body: r("<math><mi><svg><desc><p>x</p>", 40_000) + p},
		{name: "sections of CDATA", body: "<svg>" + r("<![CDATA[x]]>", 200_000) + "</svg>" + p, text: true},
		{name: "frames", body: "<frameset>" + r("<frame>", 200_000)},
		{name: "comments", body: r("<!-- c -->", 400_000) + p, text: true},
		{name: "a picture in the page", body: "<svg>" + r("<path d='M0 0'/>", 240_000) + "</svg>" + p, text: true},
		{name: "one line of text", body: "<p>" + r("word word. ", 380_000) + p},
		{name: "pinned entries", body: r("<div class=pinned>"+p+"</div>", 27_000) + p, text: true},
		{name: "entries of a live blog", body: r("<section><time datetime=2025-01-01T00:00:00Z>9</time><h2>Harbour</h2>"+p+"</section>", 20_000), text: true},
		{name: "entries in JSON-LD", body: `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"a","liveBlogUpdate":[` + r(`{"headline":"harbour bank","articleBody":"`+sentence+`"},`, 20_000) + "{}]}</script>" + p, text: true},
		{name: "lines of Markdown", body: r("# x\n", mb-1), refused: true, markdown: true},
		{name: "stray fences", body: "# Title\n" + r("```x\n", 200_000) + "```\n\n" + sentence, text: true, markdown: true},
		{name: "brackets", body: r("[", 3*mb) + "\n\n" + sentence, text: true, markdown: true},
		{name: "pictures that are none", body: r("![", 2*mb-200) + "\n\n" + sentence, text: true, markdown: true},
		{name: "tags that are none", body: r("<a", 2*mb-200) + "\n\n" + sentence, text: true, markdown: true},
		{name: "many articles", body: "<h1>t</h1>" + r("<article><h2>a</h2>", 250) + p},
	}
}

// times returns n copies of a piece of markup, each with its number.
func times(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func BenchmarkHostile(b *testing.B) {
	for _, tc := range hostile() {
		b.Run(tc.name, func(b *testing.B) {
			b.SetBytes(int64(len(tc.body)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(tc.input())
			}
		})
	}
}
