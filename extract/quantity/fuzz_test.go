package quantity

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pactwatch/extract/language"
)

var hostile = map[string]string{
	"one sentence":   strings.Repeat("and $1.5 billion of 3 million chips in 2026 for five years ", 18000),
	"numbers":        strings.Repeat("1 ", 10000) + strings.Repeat("12,345.6-", 10000),
	"number words":   strings.Repeat("two hundred and ", 20000),
	"no stop":        strings.Repeat("word ", 200000),
	"ranges":         strings.Repeat("$1-$2 to 3 or 4 and ", 20000),
	"fractions":      strings.Repeat("half of a quarter of a ", 20000),
	"marks":          strings.Repeat("$ % – - + ( / : ' ", 20000),
	"dates":          strings.Repeat("from May 3 to June 2025 and ", 20000),
	"digits":         strings.Repeat("9", 1<<20),
	"zero width":     strings.Repeat("$\u200b5\u202e bn\u2060 ", 20000),
	"bidi":           strings.Repeat("\u202e$5\u202c מיליארד 5 ", 20000),
	"mixed scripts":  strings.Repeat("公司 10億 $5bn компания ", 20000),
	"hyphens":        strings.Repeat("two-", 100000),
	"relative":       strings.Repeat("the next the last first ", 20000),
	"early":          strings.Repeat("early late mid end of the ", 20000),
	"in a few years": strings.Repeat("in 2 years and 3 months, ", 20000),
}

// check asks of a sentence what holds of every one.
func check(t *testing.T, text string, s language.Sentence) {
	t.Helper()
	quantities, times := Read(text, s)
	at := s.Start
	for _, q := range quantities {
		if q.Start < at || q.End <= q.Start || q.End > s.End {
			t.Fatalf("%q: amount %v out of order after %d", text, q.Span, at)
		}
		at = q.End
		if q.First < 0 || q.Last <= q.First || q.Last > len(s.Tokens) || q.Lead > q.First || q.Tail < q.Last || q.Tail > len(s.Tokens) || q.Lead < 0 {
			t.Fatalf("%q: tokens of %+v", text, q)
		}
		if s.Tokens[q.First].Start > q.Start || s.Tokens[q.Last-1].End < q.End {
			t.Fatalf("%q: span of %+v is not within its tokens", text, q)
		}
		if q.Min.Cmp(q.Max) > 0 {
			t.Fatalf("%q: %s is above %s", text, q.Min, q.Max)
		}
		if !Rereads(text, q) {
			t.Fatalf("%q: %q does not read as %s..%s %s", text, text[q.Start:q.End], q.Min, q.Max, q.Unit)
		}
	}
	at = s.Start
	for _, x := range times {
		if x.Start < at || x.End <= x.Start || x.End > s.End || x.First >= x.Last || x.Last > len(s.Tokens) || x.Lead > x.First {
			t.Fatalf("%q: time %+v out of order after %d", text, x, at)
		}
		at = x.End
		if x.From.Grain == "" && x.Duration == "" {
			t.Fatalf("%q: empty time %+v", text, x)
		}
		x.Resolve(time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC), Past)
		x.Range(time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC), Future)
	}
	Rows(text, s, time.Time{}, AnyTense)
}

func TestHostile(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, s := range language.Split(text, []language.Span{{Start: 0, End: len(text)}}) {
				check(t, "", language.Sentence{}) // an empty one too
				Read(text, s)
			}
		})
	}
}

// TestReread reads every amount of the labelled texts a second time from its
// own bytes.
func TestReread(t *testing.T) {
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared == "" {
		t.Skip("PACTWATCH_SHARED is not set: no texts to read")
	}
	names, _ := filepath.Glob(filepath.Join(shared, "gold", "dev", "*.txt"))
	amounts := 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		for _, s := range language.Split(text, []language.Span{{Start: 0, End: len(text)}}) {
			for _, q := range Find(text, s) {
				amounts++
				if !Rereads(text, q) {
					t.Errorf("%s: %q does not read as %s..%s %s", filepath.Base(name), text[q.Start:q.End], q.Min, q.Max, q.Unit)
				}
			}
		}
	}
	if amounts == 0 {
		t.Error("no amounts found")
	}
	t.Logf("%d amounts", amounts)
}

func FuzzRead(f *testing.F) {
	f.Add("Harbor paid $1.5bn–$2bn, half a billion more by Q3 2026, or 20% to 10% over five years.")
	f.Add("between 3 and 5 GW, €1.7 billion ($2 billion), two-thirds of 1,000 users in early-to-mid 2027")
	f.Add("US$ 5 HK$3 Rs.20 crore 30 musd -5% 1/2 12 lakh crore in the last three quarters of FY26")
	f.Add("\u202e$5\u200bbn 10億 ’32 Jan. 9, 2026—7 first nine months of 2025")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range language.Split(text, []language.Span{{Start: 0, End: len(text)}}) {
			check(t, text, s)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	lines := []string{
		"Harbor Inc. said on Tuesday that it had agreed to invest up to $1.5 billion in Tidal, the maker of chips, over five years.",
		"The two companies have worked together for a long time and their engineers know each other well.",
		"Nobody expected the decision, and analysts at several banks had argued against it in notes to their clients.",
		"Revenue rose 20% to €3.2bn in the third quarter of 2025.",
	}
	text := strings.Repeat(strings.Join(lines, " ")+" ", 100)
	sentences := language.Split(text, []language.Span{{Start: 0, End: len(text)}})
	words := len(strings.Fields(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sentences {
			Read(text, s)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
