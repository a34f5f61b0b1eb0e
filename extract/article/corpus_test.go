package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var traces = flag.String("traces", "", "also explain every page of the corpus in this file, as JSON lines")

var predictions = flag.String("predictions", "", "also write what was read from the corpus to this file, as JSON lines")

// corpusPage is one page of the corpus of real news pages.
type corpusPage struct {
	ID, File, URL string
	body          []byte
}

// sharedFolder returns the folder of evaluation data, or skips the test.
func sharedFolder(t testing.TB) string {
	dir := os.Getenv("PACTWATCH_SHARED")
	if dir == "" {
		t.Skip("PACTWATCH_SHARED is not set: no corpus of real pages")
	}
	return dir
}

func loadCorpus(t testing.TB, dir string) []corpusPage {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "corpus", "truth.jsonl"))
	if err != nil {
		t.Skipf("no corpus: %v", err)
	}
	defer f.Close()
	var pages []corpusPage
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var p corpusPage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		z, err := os.Open(filepath.Join(dir, "corpus", p.File))
		if err != nil {
			t.Fatal(err)
		}
		r, err := gzip.NewReader(z)
		if err != nil {
			t.Fatal(err)
		}
		if p.body, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		z.Close()
		pages = append(pages, p)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return pages
}

// floors are figures that no change may fall below: what was reached, less a
// page or two.
type floor struct {
	group, figure string
	least         float64
}

// TestCorpus reads real news pages and asks the corpus's own scorer, first the
// general way alone, then with the publisher rules.
func TestCorpus(t *testing.T) {
	dir := sharedFolder(t)
	pages := loadCorpus(t, dir)
	body := []floor{
		{"all", "text_f1", 0.978}, {"scrapinghub", "text_f1", 0.981}, {"fundus", "text_f1", 0.977}, {"fundus-eval", "text_f1", 0.966},
		{"all", "date_day", 0.99}, {"all", "author_f1", 0.91}, {"all", "canonical", 0.985}, {"all", "language", 0.99},
	}
	t.Run("general", func(t *testing.T) {
		scoreCorpus(t, dir, pages, &Rules{}, filepath.Join(t.TempDir(), "predictions.jsonl"), append(body, floor{"all", "title_norm", 0.89}))
	})
	t.Run("publishers", func(t *testing.T) {
		out := *predictions
		if out == "" {
			out = filepath.Join(t.TempDir(), "predictions.jsonl")
		}
		scoreCorpus(t, dir, pages, nil, out, append(body, floor{"all", "title_norm", 0.945}))
	})
	if *traces != "" {
		writeTraces(t, pages)
	}
}

func scoreCorpus(t *testing.T, dir string, pages []corpusPage, rules *Rules, out string, floors []floor) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	for _, p := range pages {
		a, err := Parse(Input{Body: p.body, URL: p.URL, ContentType: "text/html", Rules: rules})
		if err != nil {
			t.Logf("%s: %v", p.ID, err)
		}
		checkBlocks(t, a)
		if err := enc.Encode(map[string]any{"id": p.ID, "title": a.Title, "date": written(a.Published), "authors": a.Authors, "text": a.Text,
			"canonical": a.Canonical, "language": a.Language}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(out, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the scorer")
	}
	scores := filepath.Join(t.TempDir(), "scores.json")
	table, err := exec.Command(python, filepath.Join(dir, "tools", "score_article.py"),
		filepath.Join(dir, "corpus", "truth.jsonl"), out, "--by", "source", "--json", scores).CombinedOutput()
	if err != nil {
		t.Fatalf("scorer: %v\n%s", err, table)
	}
	t.Logf("\n%s", strings.TrimSpace(string(table)))
	raw, err := os.ReadFile(scores)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.ReplaceAll(raw, []byte("NaN"), []byte("null")) // figures of a set without that field
	var got map[string]json.RawMessage
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	for _, f := range floors {
		var figures map[string]float64
		if err := json.Unmarshal(got[f.group], &figures); err != nil {
			t.Fatal(err)
		}
		if figures[f.figure] < f.least {
			t.Errorf("%s %s = %.4f, want at least %.4f", f.group, f.figure, figures[f.figure], f.least)
		}
	}
}

// written is a date as the scorer wants it: with an offset where the page gives
// one.
func written(d Date) string {
	switch {
	case d.Time.IsZero():
		return ""
	case d.Zoned:
		return d.Time.Format("2006-01-02T15:04:05Z07:00")
	}
	return d.Time.Format("2006-01-02")
}

func writeTraces(t *testing.T, pages []corpusPage) {
	f, err := os.Create(*traces)
	if err != nil {
		t.Fatal(err)
	}
	enc := json.NewEncoder(f)
	for _, p := range pages {
		trace, _ := Explain(Input{Body: p.body, URL: p.URL, ContentType: "text/html"})
		if err := enc.Encode(map[string]any{"id": p.ID, "trace": trace}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
