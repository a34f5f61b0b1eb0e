package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoldQuotes reads the labelled articles: every sentence that a label
// quotes must still stand, byte for byte, in the title or the text.
func TestGoldQuotes(t *testing.T) {
	dir := filepath.Join(sharedFolder(t), "gold", "dev")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skipf("no labelled articles in %s", dir)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		labels, err := os.ReadFile(strings.TrimSuffix(f, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Title  string
			Claims []struct{ Quote string }
		}
		if err := json.Unmarshal(labels, &gold); err != nil {
			t.Fatal(err)
		}
		a, err := Parse(Input{Body: body, ContentType: "text/plain"})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
			continue
		}
		if a.Title != gold.Title {
			t.Errorf("%s: title %q, want %q", filepath.Base(f), a.Title, gold.Title)
		}
		for _, c := range gold.Claims {
			if !strings.Contains(a.Text, c.Quote) && !strings.Contains(a.Title, c.Quote) {
				t.Errorf("%s: the quoted sentence is gone: %q", filepath.Base(f), c.Quote)
			}
		}
	}
}
