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

var update = flag.Bool("update", false, "rewrite gazetteer.txt from data/*.yaml")

// TestEmbeddedData keeps gazetteer.txt equal to the YAML files it is made of.
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
	want := encodeData(d)
	// JSON tells no empty list from a missing one, as the gazetteer does not.
	back, err := decodeData(want)
	if err != nil {
		t.Fatal(err)
	}
	given, _ := json.Marshal(d)
	if have, _ := json.Marshal(back); !bytes.Equal(have, given) {
		t.Fatal("the data do not come back from their encoding: is there a tab or a bar in data/*.yaml?")
	}
	if *update {
		if err := os.WriteFile("gazetteer.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != embedded {
		t.Error("gazetteer.txt is not what data/*.yaml say: run go generate ./extract/party")
	}
}
