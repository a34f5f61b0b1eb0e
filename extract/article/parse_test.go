package article

import (
	"errors"
	"strings"
	"testing"
)

func TestParsePlain(t *testing.T) {
	for _, tc := range []struct {
		name, in, title, text string
	}{
		{"paragraphs", "A title\n\nOne sentence.\nStill the first paragraph.\n\nThe second one.\n", "A title",
			"One sentence. Still the first paragraph.\n\nThe second one."},
		{"no empty lines", "A title\nThe first line is one paragraph.\nThe second line is another.\n", "A title",
			"The first line is one paragraph.\n\nThe second line is another."},
		{"rows", "A title\n\nName | Sum\nHarbour Bank | $5m\n", "A title", "Name | Sum\n\nHarbour Bank | $5m"},
		{"fence", "A title\n\n```markdown\n\nThe text itself.\n\n```\n", "A title", "The text itself."},
		{"comment form", "A title\n\nThe text itself.\n\nSchreibe einen Kommentar\n\nDeine E-Mail-Adresse wird nicht veröffentlicht.\n", "A title", "The text itself."},
		{"paywall", "A title\n\nThe text itself.\n\nKeep reading with a 30-day free trial\n\nSubscribe to Harbour Notes to keep reading this post.\n", "A title", "The text itself."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, err := Parse(Input{Body: []byte(tc.in), ContentType: "text/plain"})
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != tc.title {
				t.Errorf("title %q, want %q", a.Title, tc.title)
			}
			if a.Text != tc.text {
				t.Errorf("text %q, want %q", a.Text, tc.text)
			}
			checkBlocks(t, a)
		})
	}
}

// checkBlocks tests what holds for every article: the blocks are in order, not
// empty, and the text is exactly the blocks joined by an empty line.
func checkBlocks(t *testing.T, a Article) {
	t.Helper()
	var parts []string
	end := -2
	for i, b := range a.Blocks {
		if b.Start != end+2 || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %d is [%d,%d) behind %d in a text of %d bytes", i, b.Start, b.End, end, len(a.Text))
		}
		parts = append(parts, a.Text[b.Start:b.End])
		end = b.End
	}
	if got := strings.Join(parts, "\n\n"); got != a.Text {
		t.Fatalf("the text is not its blocks: %q", got)
	}
	for _, l := range a.Links {
		if l.Start < 0 || l.End > len(a.Text) || l.Start >= l.End {
			t.Fatalf("link %q is [%d,%d) in a text of %d bytes", l.URL, l.Start, l.End, len(a.Text))
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"merged attributes": strings.Repeat("<body a=1 b=2>", 100),
		"many attributes":   "<p " + strings.Repeat("a1 ", 5000) + ">text",
		"too large":         "<p>" + strings.Repeat("a ", maxBytes),
		"too many tags":     strings.Repeat("<b>", maxTags+1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(Input{Body: []byte(body), ContentType: "text/html"})
			if !errors.Is(err, ErrRefused) {
				t.Errorf("error %v, want ErrRefused", err)
			}
		})
	}
}

func TestParseDeepNesting(t *testing.T) {
	text := "The harbour bank agreed on Tuesday to lend the shipyard forty million dollars over the next five years."
	body := strings.Repeat("<div>", 700) + "<p>" + text + "</p>" + strings.Repeat("</div>", 700)
	a, err := Parse(Input{Body: []byte(body), ContentType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != text {
		t.Errorf("text %q, want %q", a.Text, text)
	}
	checkBlocks(t, a)
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct{ name, body, outcome string }{
		{"no bytes", "  \n", Empty},
		{"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3 binary", NotArticle},
		{"image", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NotArticle},
		{"access denied", "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this page on this server, reference 18.</p>", Blocked},
		{"missing page", "<title>Page not found - Harbour Times</title><h1>Oops</h1><p>We have looked everywhere, and the page that you asked for is not here any more.</p>", NotArticle},
		{"login", "<title>Harbour Times</title><h1>Welcome back</h1><p>Please log in with the name and the word that you chose when you were here first.</p>", Blocked},
		{"no text", "<html><body><script>x()</script></body></html>", Empty},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse(Input{Body: []byte(tc.body), ContentType: "text/html"})
			var p *Problem
			if !errors.As(err, &p) || !errors.Is(err, ErrNoArticle) {
				t.Fatalf("error %v, want a Problem that is ErrNoArticle", err)
			}
			if p.Outcome != tc.outcome {
				t.Errorf("outcome %q (%s), want %q", p.Outcome, p.Reason, tc.outcome)
			}
		})
	}
}

// A banner beside a short article, or words of one in it, make no wall of it.
func TestNoObstacle(t *testing.T) {
	for name, page := range map[string]string{
		"a banner": `<div id="cookie-banner"><p>We and our partners store data on your device. Accept all cookies?</p></div><h1>Bank lends</h1>` + twoParagraphs,
		"a word":   `<h1>Bank lends</h1><p>The bank lends the yard forty million, but your consent to the city's guarantee is still needed, its mayor told the council.</p>`,
		"brief":    `<h1>Bank lends</h1><p>The bank lends.</p>`,
	} {
		if _, err := Parse(Input{Body: []byte("<title>Bank lends</title>" + page), ContentType: "text/html", URL: "https://h.example/2025/bank"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The text that JSON-LD carries is read where the page shows none, but not from
// behind a paywall.
func TestArticleBody(t *testing.T) {
	text := strings.Repeat("The harbour bank agreed to lend the shipyard forty million dollars. ", 12)
	for _, free := range []string{"true", "false"} {
		page := `<h1>Bank lends</h1><p>The bank agreed to lend the yard forty million dollars, both said.</p><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bank lends","datePublished":"2025-10-28","isAccessibleForFree":` +
			free + `,"articleBody":"` + text + `"}</script>`
		a, err := Parse(Input{Body: []byte(page), ContentType: "text/html"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(a.Text, "harbour"); got != (free == "true") {
			t.Errorf("free %s: text %q", free, a.Text)
		}
		if a.Paywalled != (free == "false") {
			t.Errorf("free %s: paywalled %v", free, a.Paywalled)
		}
	}
}
