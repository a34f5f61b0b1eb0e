package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestGold prints what the extractor reads from a folder of articles to a file
// that tools/score_claims.py scores.
func TestGold(t *testing.T) {
	dir, out := os.Getenv("PACTWATCH_GOLD"), os.Getenv("PACTWATCH_OUT")
	if dir == "" || out == "" {
		t.Skip("PACTWATCH_GOLD and PACTWATCH_OUT are unset")
	}
	ex, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		var meta struct{ Published, Publisher string }
		if m, err := os.ReadFile(strings.TrimSuffix(n, ".txt") + ".meta.json"); err == nil {
			_ = json.Unmarshal(m, &meta)
		}
		in := Input{Body: b, ContentType: "text/plain", Publisher: meta.Publisher}
		in.Published, _ = time.Parse("2006-01-02", meta.Published)
		a, cs, err := ex.Read(in)
		if err != nil {
			t.Logf("%s: %v", n, err)
		}
		if cs == nil {
			cs = []Claim{}
		}
		_ = enc.Encode(map[string]any{"id": strings.TrimSuffix(filepath.Base(n), ".txt"), "title": a.Title, "claims": cs})
	}
}
