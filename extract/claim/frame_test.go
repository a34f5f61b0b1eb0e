package claim

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

var update = flag.Bool("update", false, "rewrite frames.json from data/*.yaml")

// TestEmbeddedFrames keeps frames.json equal to the YAML files it is made of.
func TestEmbeddedFrames(t *testing.T) {
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(loadFrames(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("frames.json", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want.Bytes(), embedded) {
		t.Error("frames.json is not what data/*.yaml say: run go generate ./extract/claim")
	}
}

func loadFrames(t *testing.T) []File {
	t.Helper()
	names, err := filepath.Glob("data/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no frames: %v", err)
	}
	slices.Sort(names)
	var files []File
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ParseFrames(n, b)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// TestExamples runs every frame's own sentences: those under yes must give their
// claims, those under no nothing but what they say.
func TestExamples(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, f := range loadFrames(t) {
		for _, fr := range f.Frames {
			for _, e := range fr.Yes {
				got := brief(rules, e.Text)
				for _, w := range e.Claims {
					if !slices.Contains(got, w) {
						t.Errorf("%s/%s: %q\n\tlacks %s\n\tgives %q", f.Kind, fr.Name, e.Text, w, got)
					}
				}
			}
			for _, e := range fr.No {
				for _, c := range brief(rules, e.Text) {
					if !slices.Contains(e.Claims, c) && strings.HasPrefix(c, f.Kind+" ") {
						t.Errorf("%s/%s: %q\n\tgives %s", f.Kind, fr.Name, e.Text, c)
					}
				}
			}
		}
	}
}

// brief reads one sentence and gives its claims as frames' examples write them.
func brief(rules *Rules, text string) []string {
	d := Document{Title: "News of companies, startups and their investors", Text: text, Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), Blocks: []Block{{Span: language.Span{End: len(text)}}}}
	var out []string
	for _, c := range rules.Read(d) {
		s := c.Kind + " " + c.Subject
		if c.Object != "" || c.Value != nil {
			s += " >"
		}
		if c.Object != "" {
			s += " " + c.Object
		}
		if c.Value != nil {
			s += " " + c.Value.Min.String() + " " + c.Value.Unit
		}
		if c.Kind == "agreement_term" {
			s += " " + c.Date
		}
		out = append(out, s)
	}
	return out
}
