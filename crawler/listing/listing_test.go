package listing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
)

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name, page, selector string
		want                 []string
	}{
		{"links that match", `<a class=s href=/a>A</a><a href=/b>B</a><a class=s href="c?x=1&amp;y=2#top">C</a>`, "a.s", []string{"https://news.example/a", "https://news.example/tech/c?x=1&y=2"}},
		{"links in what matches", `<article><h2><a href="/a">A</a></h2><a href="/a">more</a></article><a href="/b">B</a>`, "article", []string{"https://news.example/a"}},
		{"what matches lies in a link", `<a href="/a"><h3>A</h3></a>`, "h3", []string{"https://news.example/a"}},
		{"base", `<base href="https://other.example/x/"><a href="a">A</a>`, "a", []string{"https://other.example/x/a"}},
		{"what is no link", `<a>A</a><a href="">B</a><a href="#x">C</a><a href="javascript:void(0)">D</a><a href="mailto:a@b.example">E</a><a href="https://[">F</a>`, "a", nil},
		{"nested too deep for a tree", strings.Repeat("<div>", 600) + `<a href="/a">A</a>`, "a", []string{"https://news.example/a"}},
	} {
		sel, err := cascadia.ParseGroup(c.selector)
		if err != nil {
			t.Fatal(err)
		}
		links, err := Links([]byte(c.page), "https://news.example/tech/", sel)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, l := range links {
			got = append(got, l.URL)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestHostilePages holds that pages which are built to keep a parser busy are
// refused before it sees them.
func TestHostilePages(t *testing.T) {
	var bodies, attributes strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&bodies, "<body a%d=1>", i)
		fmt.Fprintf(&attributes, " a%d=1", i)
	}
	sel, _ := cascadia.ParseGroup("a")
	for name, page := range map[string]string{
		"bodies":     bodies.String(),
		"attributes": "<p" + attributes.String() + ">",
		"tags":       strings.Repeat("<b>", 300_000),
	} {
		done := time.AfterFunc(30*time.Second, func() { panic(name + ": does not end") })
		if _, err := Links([]byte(page), "https://news.example/", sel); !errors.Is(err, ErrHostile) {
			t.Errorf("%s: %v", name, err)
		}
		done.Stop()
	}
}
