package extract

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestEvidence holds every claim of the labelled articles to its evidence.
func TestEvidence(t *testing.T) {
	ex, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	dirs := []string{"claim/testdata/gold"}
	if d := os.Getenv("PACTWATCH_SHARED"); d != "" {
		dirs = append(dirs, filepath.Join(d, "gold/dev"), filepath.Join(d, "seeds"))
	}
	n := 0
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no articles (%v)", dir, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a, claims, err := ex.Read(Input{Body: b, ContentType: "text/plain", Published: time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, c := range claims {
				n++
				if err := ex.Verify(a.Title, a.Text, a.Published.Time, c); err != nil {
					t.Errorf("%s: %v\n\t%s\n\t%q", filepath.Base(name), err, c.Kind+" "+c.Subject+" > "+c.Object+" by "+c.Rule, c.Quote)
				}
			}
		}
	}
	if n == 0 {
		t.Fatal("no claims at all")
	}
	t.Logf("%d claims hold", n)
}
