package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPublishers lints the embedded rules: they compile, are in the order of
// their hosts, say why they exist, and each has a page that it reads better
// than the general way.
func TestPublishers(t *testing.T) {
	var rules []Rule
	if err := json.Unmarshal(publishersJSON, &rules); err != nil {
		t.Fatal(err)
	}
	if _, err := NewRules(rules); err != nil {
		t.Fatal(err)
	}
	for i, r := range rules {
		if r.Why == "" {
			t.Errorf("%s: no reason", r.Host)
		}
		if i > 0 && rules[i-1].Host+rules[i-1].From >= r.Host+r.From {
			t.Errorf("%s stands behind %s", r.Host, rules[i-1].Host)
		}
		body, err := os.ReadFile(filepath.Join("testdata", "publishers", r.Host+".html"))
		if err != nil {
			t.Errorf("%s: no fixture: %v", r.Host, err)
			continue
		}
		ruled, err := Explain(Input{Body: body, URL: "https://www." + r.Host + "/2025/a", ContentType: "text/html"})
		if err != nil {
			t.Errorf("%s: %v", r.Host, err)
			continue
		}
		if ruled.Rule != r.Host {
			t.Errorf("%s: rule %q was used", r.Host, ruled.Rule)
		}
		general, err := Parse(Input{Body: body, URL: "https://www.other.example/2025/a", ContentType: "text/html"})
		if err != nil {
			t.Errorf("%s: the general way: %v", r.Host, err)
			continue
		}
		if ruled.Article.Text == general.Text && ruled.Article.Title == general.Title {
			t.Errorf("%s: the rule changes nothing on its fixture", r.Host)
		}
		if len(r.Body) > 0 && len(ruled.Article.Text) >= len(general.Text) {
			t.Errorf("%s: the rule drops nothing of its fixture", r.Host)
		}
		checkBlocks(t, ruled.Article)
	}
}

func TestRulesOfCaller(t *testing.T) {
	rules, err := NewRules([]Rule{
		{Host: "harbour.example", From: "2020-01-01", Body: []string{".old"}},
		{Host: "harbour.example", From: "2025-06-01", Body: []string{".new"}, Drop: []string{".box"}, Title: "h2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	page := func(date string) []byte {
		return []byte(`<meta property="article:published_time" content="` + date + `"><h1>One</h1><h2>Two</h2><div class=old><p>` + strings.Repeat("The old text of the page goes on. ", 10) +
			`</p></div><div class=new><p>` + strings.Repeat("The new text of the page goes on. ", 10) + `</p><p class=box>` + strings.Repeat("A box stands in the text. ", 10) + `</p></div>`)
	}
	for _, tc := range []struct{ date, starts, title string }{
		{"2024-03-01", "The old text", "One"},
		{"2025-07-01", "The new text", "Two"},
	} {
		a, err := Parse(Input{Body: page(tc.date), URL: "https://news.harbour.example/a", ContentType: "text/html", Rules: &rules, Now: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(a.Text, tc.starts) || strings.Contains(a.Text, "A box") || a.Title != tc.title {
			t.Errorf("%s: title %q, text %q", tc.date, a.Title, a.Text)
		}
	}
}

func TestPublishersOfCaller(t *testing.T) {
	rules, err := Publishers(Rule{Host: "prnewswire.com", From: "2020-01-01", Body: []string{".mine"}}, Rule{Host: "other.example", From: "2020-01-01", Body: []string{".mine"}})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{"https://www.prnewswire.com/a": ".mine", "https://news.other.example/a": ".mine", "https://www.businesswire.com/a": ".bw-release-story"} {
		c, ok := rules.lookup(address, time.Time{})
		if !ok || c.Body[0] != want {
			t.Errorf("%s: rule %v, want %s", address, c.Rule, want)
		}
	}
}

func TestNewRulesReportsAll(t *testing.T) {
	_, err := NewRules([]Rule{
		{Host: "https://a.example/", From: "2025-01-01", Body: []string{"p"}},
		{Host: "b.example", From: "soon", Body: []string{"p"}},
		{Host: "c.example", From: "2025-01-01", Body: []string{"div["}},
		{Host: "d.example", From: "2025-01-01"},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"https://a.example/"`, `"b.example"`, `"c.example"`, `"d.example"`, "want a day such as"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %s: %v", want, err)
		}
	}
}
