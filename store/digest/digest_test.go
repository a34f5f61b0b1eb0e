package digest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pactwatch/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGolden(t *testing.T) {
	for _, day := range []struct {
		name string
		day  store.Day
	}{{"rich", richDay()}, {"empty", emptyDay()}} {
		d := Build(day.day, testOptions)
		for _, format := range Formats {
			t.Run(day.name+"/"+format, func(t *testing.T) {
				got, err := Render(d, format)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, filepath.Join("testdata", day.name+"."+format), got)
			})
		}
	}
}

// golden compares with a file in testdata, or writes it under -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}
