package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pactwatch/extract/article"
	"pactwatch/extract/claim"
)

// documents reads the labelled articles of a folder.
func documents(b *testing.B, dir string) (ex *Extractor, docs []claim.Document, words int) {
	b.Helper()
	ex, err := New(Rules{})
	if err != nil {
		b.Fatal(err)
	}
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
	if len(docs) == 0 {
		b.Fatalf("%s: no articles", dir)
	}
	return ex, docs, words
}

// BenchmarkClaims reads articles that are full of claims, text to claims.
func BenchmarkClaims(b *testing.B) {
	ex, docs, words := documents(b, "claim/testdata/gold")
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			ex.rules.Read(d)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkNew is what starting the extractor costs.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Rules{}); err != nil {
			b.Fatal(err)
		}
	}
}
