package article

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected articles in testdata")

// fixture is a page in testdata: the structure of a class of real pages around
// prose of our own.
type fixture struct {
	name string
	body []byte
}

func fixtures(t testing.TB) []fixture {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "pages", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var out []fixture
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fixture{strings.TrimSuffix(filepath.Base(f), ".html"), body})
	}
	return out
}

func TestFixtures(t *testing.T) {
	for _, f := range fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			a, err := Parse(Input{Body: f.body, URL: "https://www.harbour-times.example/2025/10/" + f.name, ContentType: "text/html"})
			var got []byte
			if err != nil {
				got = []byte(err.Error() + "\n")
			} else {
				checkBlocks(t, a)
				if got, err = json.MarshalIndent(shown(a), "", "  "); err != nil {
					t.Fatal(err)
				}
				got = append(got, '\n')
			}
			golden := filepath.Join("testdata", "pages", f.name+".json")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

// shown is an article with its blocks as text, so that a golden file can be
// read.
func shown(a Article) map[string]any {
	var blocks []string
	for _, b := range a.Blocks {
		blocks = append(blocks, string(b.Kind)+": "+a.Text[b.Start:b.End])
	}
	text := a.Text
	meta := a
	meta.Text, meta.Blocks, meta.Links, meta.Updates = "", nil, nil, nil
	var links []string
	for _, l := range a.Links {
		links = append(links, text[l.Start:l.End]+" -> "+l.URL)
	}
	out := map[string]any{"article": meta, "blocks": blocks, "links": links}
	var updates []string
	for _, u := range a.Updates {
		first, _, _ := strings.Cut(text[u.Start:u.End], "\n")
		last := text[u.Start:u.End]
		last = last[strings.LastIndexByte(last, '\n')+1:]
		updates = append(updates, u.Published.Time.Format(time.RFC3339)+" "+u.Published.Source+": "+first+" … "+last)
	}
	if updates != nil {
		out["updates"] = updates
	}
	return out
}
