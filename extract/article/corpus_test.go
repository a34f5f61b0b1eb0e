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

// TestCorpus reads real news pages and asks the corpus's own scorer.
func TestCorpus(t *testing.T) {
	dir := sharedFolder(t)
	pages := loadCorpus(t, dir)
	out := *predictions
	if out == "" {
		out = filepath.Join(t.TempDir(), "predictions.jsonl")
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	for _, p := range pages {
		a, err := Parse(Input{Body: p.body, URL: p.URL, ContentType: "text/html"})
		if err != nil {
			t.Logf("%s: %v", p.ID, err)
		}
		date := ""
		if !a.Published.Time.IsZero() {
			date = a.Published.Time.Format("2006-01-02")
			if a.Published.Zoned {
				date = a.Published.Time.Format("2006-01-02T15:04:05Z07:00")
			}
		}
		enc.Encode(map[string]any{"id": p.ID, "title": a.Title, "date": date, "authors": a.Authors, "text": a.Text,
			"canonical": a.Canonical, "language": a.Language})
	}
	if *traces != "" {
		writeTraces(t, pages)
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
	var got map[string]json.RawMessage
	raw = bytes.ReplaceAll(raw, []byte("NaN"), []byte("null")) // figures of a set without that field
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	for _, floor := range []struct {
		group, figure string
		least         float64
	}{
		{"all", "text_f1", 0.85},
	} {
		var figures map[string]float64
		if err := json.Unmarshal(got[floor.group], &figures); err != nil {
			t.Fatal(err)
		}
		if figures[floor.figure] < floor.least {
			t.Errorf("%s %s = %.3f, want at least %.3f", floor.group, floor.figure, figures[floor.figure], floor.least)
		}
	}
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
