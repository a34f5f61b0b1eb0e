//go:build unix

package extract

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
)

// labelled reads the articles of a folder of labelled ones.
func labelled(b *testing.B, ex *Extractor, dir string) (docs []claim.Document, words int) {
	b.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	for _, n := range names {
		text, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		a, err := article.Parse(article.Input{Body: text, ContentType: "text/plain"})
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, ex.document(a))
		words += len(strings.Fields(a.Text))
	}
	return docs, words
}

// general reads the English texts of a corpus of general news.
func general(b *testing.B, ex *Extractor, file string) (docs []claim.Document, words int) {
	b.Helper()
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var page struct {
			Title, Text string
			English     bool
		}
		if err := json.Unmarshal(lines.Bytes(), &page); err != nil {
			b.Fatal(err)
		}
		if !page.English {
			continue
		}
		a, err := article.Parse(article.Input{Body: []byte(page.Title + "\n\n" + page.Text), ContentType: "text/plain"})
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, ex.document(a))
		words += len(strings.Fields(a.Text))
	}
	return docs, words
}

// BenchmarkClaims reads texts to claims: articles full of them, and general news
// that hold few. The rate is per second of CPU time, so that a busy machine
// does not change it.
func BenchmarkClaims(b *testing.B) {
	ex, err := New(Rules{})
	if err != nil {
		b.Fatal(err)
	}
	run := func(name string, docs []claim.Document, words int) {
		b.Run(name, func(b *testing.B) {
			if len(docs) == 0 {
				b.Skip("PACTWATCH_SHARED is not set: no texts")
			}
			b.ReportAllocs()
			begin := cpu(b)
			for b.Loop() {
				for _, d := range docs {
					ex.rules.Read(d)
				}
			}
			b.ReportMetric(float64(words)*float64(b.N)/(cpu(b)-begin), "words/cpu-s")
		})
	}
	docs, words := labelled(b, ex, "claim/testdata/gold")
	run("own", docs, words)
	docs, words = nil, 0
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared != "" {
		docs, words = labelled(b, ex, filepath.Join(shared, "gold", "dev"))
	}
	run("development", docs, words)
	docs, words = nil, 0
	if shared != "" {
		docs, words = general(b, ex, filepath.Join(shared, "corpus", "truth.jsonl"))
	}
	run("general", docs, words)
}

// cpu is the CPU time of the process so far, in seconds.
func cpu(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// BenchmarkNew is what starting the extractor costs.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Rules{}); err != nil {
			b.Fatal(err)
		}
	}
}
