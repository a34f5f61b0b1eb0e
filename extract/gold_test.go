package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// floor is the strict F1 on the invented articles below which something broke.
// It may only rise.
const floor = 0.66

// TestGoldFloor scores the invented articles as their README says: claims of a
// document as sets of keys, optional ones aside.
func TestGoldFloor(t *testing.T) {
	ex, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("claim/testdata/gold/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	found, spurious, missed := 0, 0, 0
	for _, n := range names {
		in, want := labelledArticle(t, strings.TrimSuffix(n, ".txt"))
		_, got, err := ex.Read(in)
		if err != nil {
			t.Fatalf("%s: %v", n, err)
		}
		need, may := map[string]bool{}, map[string]bool{}
		for _, c := range want {
			if c.Optional {
				may[key(c.Claim)] = true
			} else {
				need[key(c.Claim)] = true
			}
		}
		seen := map[string]bool{}
		for _, c := range got {
			k := key(c)
			switch {
			case seen[k]:
			case need[k]:
				found++
			case !may[k]:
				spurious++
			}
			seen[k] = true
		}
		for k := range need {
			if !seen[k] {
				missed++
			}
		}
	}
	f1 := 2 * float64(found) / float64(2*found+spurious+missed)
	t.Logf("found %d, spurious %d, missed %d: strict F1 %.3f", found, spurious, missed, f1)
	if f1 < floor {
		t.Errorf("strict F1 %.3f, want at least %.2f", f1, floor)
	}
}

// label is a claim of the gold files.
type label struct {
	Claim
	Optional bool
}

// UnmarshalJSON reads the claim and the mark that it is optional.
func (l *label) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &l.Claim); err != nil {
		return err
	}
	var o struct{ Optional bool }
	err := json.Unmarshal(b, &o)
	l.Optional = o.Optional
	return err
}

func labelledArticle(t *testing.T, name string) (Input, []label) {
	t.Helper()
	body, err := os.ReadFile(name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var meta struct{ Published, Publisher string }
	var gold struct{ Claims []label }
	for file, into := range map[string]any{".meta.json": &meta, ".json": &gold} {
		b, err := os.ReadFile(name + file)
		if err == nil {
			err = json.Unmarshal(b, into)
		}
		if err != nil {
			t.Fatalf("%s%s: %v", name, file, err)
		}
	}
	in := Input{Body: body, ContentType: "text/plain", Publisher: meta.Publisher}
	in.Published, _ = time.Parse(time.DateOnly, meta.Published)
	return in, gold.Claims
}

// key is what makes two claims of a document the same.
func key(c Claim) string {
	parties := []string{c.Subject, c.Object}
	if c.Kind == "partnership" || c.Kind == "agreement_term" {
		slices.Sort(parties)
	}
	k := c.Kind + " " + strings.Join(parties, " ")
	switch c.Kind {
	case "partnership", "exclusivity", "restructuring", "acquisition":
	case "agreement_term":
		k += " " + c.Date
	default:
		if c.Value != nil {
			k += " " + c.Value.Min.Norm().String() + " " + c.Value.Max.Norm().String() + " " + c.Value.Unit
		}
	}
	return k
}
