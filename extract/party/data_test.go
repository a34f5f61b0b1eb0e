package party

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite gazetteer.json from data/*.yaml")

// TestEmbeddedData keeps gazetteer.json equal to the YAML files it is made of.
func TestEmbeddedData(t *testing.T) {
	var d Data
	files, err := filepath.Glob("data/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no data files: %v", err)
	}
	slices.Sort(files)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Base(f), "publishers") {
			l, err := ParsePublishers(f, b)
			if err != nil {
				t.Error(err)
			}
			d.Publishers = append(d.Publishers, l...)
			continue
		}
		l, err := ParseOrganisations(f, b)
		if err != nil {
			t.Error(err)
		}
		d.Organisations = append(d.Organisations, l...)
	}
	if _, err := New(d); err != nil {
		t.Error(err)
	}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("gazetteer.json", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want.Bytes(), embedded) {
		t.Error("gazetteer.json is not what data/*.yaml say: run go generate ./extract/party")
	}
}
