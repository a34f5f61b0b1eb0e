package article

import (
	"bytes"
	"os"
	"syscall"
	"testing"
	"time"

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
		if _, err := Parse(Input{Body: f.body, ContentType: "text/html"}); err == nil {
			pages = append(pages, f.body)
		}
	}
	return pages
}

func size(pages [][]byte) (n int64) {
	for _, p := range pages {
		n += int64(len(p))
	}
	return n
}

func floorOf(b *testing.B, page []byte) {
	if err := guard(page); err != nil {
		b.Fatal(err)
	}
	if _, err := html.Parse(bytes.NewReader(page)); err != nil {
		b.Fatal(err)
	}
}

func parse(b *testing.B, page []byte) {
	if _, err := Parse(Input{Body: page, URL: "https://www.example.com/a", ContentType: "text/html"}); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkFloor(b *testing.B) {
	pages := benchmarkPages(b)
	b.SetBytes(size(pages))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			floorOf(b, p)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	pages := benchmarkPages(b)
	b.SetBytes(size(pages))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			parse(b, p)
		}
	}
}

// BenchmarkCost sets CPU time of reading against that of the floor, page by
// page in turn, so that what else runs on the machine meets both alike.
func BenchmarkCost(b *testing.B) {
	pages := benchmarkPages(b)
	var floor, whole time.Duration
	for b.Loop() {
		for _, p := range pages {
			t0 := cpuTime(b)
			floorOf(b, p)
			t1 := cpuTime(b)
			parse(b, p)
			floor, whole = floor+t1-t0, whole+cpuTime(b)-t1
		}
	}
	b.ReportMetric(float64(whole)/float64(floor), "x-floor")
	b.ReportMetric(float64(floor.Microseconds())/float64(b.N*len(pages)), "floor-µs/page")
	b.ReportMetric(float64(whole.Microseconds())/float64(b.N*len(pages)), "parse-µs/page")
}

// cpuTime is what the process has used so far, collector included.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Skip(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
