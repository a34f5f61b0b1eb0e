package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// goldArticle is one labelled article.
type goldArticle struct {
	name   string
	body   []byte
	Title  string
	Claims []struct{ Quote string }
}

func loadGold(t *testing.T) []goldArticle {
	t.Helper()
	dir := filepath.Join(sharedFolder(t), "gold", "dev")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skipf("no labelled articles in %s", dir)
	}
	var out []goldArticle
	for _, f := range files {
		g := goldArticle{name: filepath.Base(f)}
		if g.body, err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
		labels, err := os.ReadFile(strings.TrimSuffix(f, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(labels, &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

// TestGoldQuotes reads the labelled articles: every sentence that a label
// quotes must still stand, byte for byte, in the title or the text.
func TestGoldQuotes(t *testing.T) {
	for _, g := range loadGold(t) {
		a, err := Parse(Input{Body: g.body, ContentType: "text/plain"})
		if err != nil {
			t.Errorf("%s: %v", g.name, err)
			continue
		}
		if a.Title != g.Title {
			t.Errorf("%s: title %q, want %q", g.name, a.Title, g.Title)
		}
		for _, c := range g.Claims {
			if !strings.Contains(a.Text, c.Quote) && !strings.Contains(a.Title, c.Quote) {
				t.Errorf("%s: the quoted sentence is gone: %q", g.name, c.Quote)
			}
		}
	}
}

// TestGoldQuotesOfPages puts the labelled articles into a page, where more is
// dropped than from plain text: none of it may be what a label quotes.
func TestGoldQuotesOfPages(t *testing.T) {
	for _, g := range loadGold(t) {
		plain, err := Parse(Input{Body: g.body, ContentType: "text/plain"})
		if err != nil {
			t.Errorf("%s: %v", g.name, err)
			continue
		}
		var page strings.Builder
		page.WriteString("<article><h1>" + html.EscapeString(plain.Title) + "</h1>")
		for _, b := range plain.Blocks {
			tag := "p"
			if b.Kind == Heading {
				tag = "h2"
			}
			page.WriteString("<" + tag + ">" + html.EscapeString(plain.Text[b.Start:b.End]) + "</" + tag + ">")
		}
		a, err := Parse(Input{Body: []byte(page.String()), ContentType: "text/html"})
		if err != nil {
			t.Errorf("%s: %v", g.name, err)
			continue
		}
		for _, c := range g.Claims {
			if strings.Contains(plain.Text, c.Quote) && !strings.Contains(a.Text, c.Quote) {
				t.Errorf("%s: the quoted sentence is gone: %q", g.name, c.Quote)
			}
		}
	}
}
