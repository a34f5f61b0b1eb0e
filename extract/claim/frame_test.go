package claim

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "rewrite frames.json from data/*.yaml")

// TestEmbeddedFrames keeps frames.json equal to the YAML files it is made of.
func TestEmbeddedFrames(t *testing.T) {
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(loadFrames(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("frames.json", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want.Bytes(), embedded) {
		t.Error("frames.json is not what data/*.yaml say: run go generate ./extract/claim")
	}
}

func loadFrames(t *testing.T) []File {
	t.Helper()
	names, err := filepath.Glob("data/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no frames: %v", err)
	}
	slices.Sort(names)
	var files []File
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ParseFrames(n, b)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}
