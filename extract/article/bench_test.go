package article

import (
	"bytes"
	"os"
	"testing"

	"golang.org/x/net/html"
)

// The floor of reading a page is what cannot be left out: the guard and one
// html.Parse. Both benchmarks run over the same pages, the corpus where it is
// there, else the fixtures; compare their ns/op, B/op and allocs/op.

func benchmarkPages(b *testing.B) [][]byte {
	var pages [][]byte
	if dir := os.Getenv("PACTWATCH_SHARED"); dir != "" {
		for i, p := range loadCorpus(b, dir) {
			if i%4 == 0 {
				pages = append(pages, p.body)
			}
		}
		return pages
	}
	for _, f := range fixtures(b) {
		pages = append(pages, f.body)
	}
	return pages
}

func size(pages [][]byte) (n int64) {
	for _, p := range pages {
		n += int64(len(p))
	}
	return n
}

func BenchmarkFloor(b *testing.B) {
	pages := benchmarkPages(b)
	b.SetBytes(size(pages))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			if err := guard(p); err != nil {
				b.Fatal(err)
			}
			if _, err := html.Parse(bytes.NewReader(p)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	pages := benchmarkPages(b)
	b.SetBytes(size(pages))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			if _, err := Parse(Input{Body: p, URL: "https://www.example.com/a", ContentType: "text/html"}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkGuard(b *testing.B) {
	pages := benchmarkPages(b)
	b.SetBytes(size(pages))
	for b.Loop() {
		for _, p := range pages {
			if err := guard(p); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkManyParagraphs is the worst case of extractors that compare
// paragraphs with each other: 50,000 of them in 4 MB.
func BenchmarkManyParagraphs(b *testing.B) {
	p := "<p>The harbour bank agreed on Tuesday to lend the yard forty million dollars.</p>"
	page := append([]byte("<html><body><article>"), bytes.Repeat([]byte(p), 50_000)...)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(Input{Body: page, ContentType: "text/html"}); err != nil {
			b.Fatal(err)
		}
	}
}
