package claim

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/party"
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

// TestExamples runs every frame's own sentences: those under yes must give their
// claims, those under no nothing but what they say.
func TestExamples(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	for _, f := range loadFrames(t) {
		if err := rules.Check(f); err != nil {
			t.Errorf("%s: %v", f.Kind, err)
		}
	}
}

// A frame whose examples are wrong is reported with what they give.
func TestCheckComplains(t *testing.T) {
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	f := File{Kind: "investment", Frames: []Frame{{Name: "wrong",
		Yes: []Example{{Text: "Alphacorp invested $3 million in Betawave.", Claims: []string{"investment alphacorp > betawave 4000000 USD"}}},
		No:  []Example{{Text: "Alphacorp invested $5 million in Betawave."}}}}}
	err = Compile(g).Check(f)
	for _, want := range []string{
		`frame "wrong": "Alphacorp invested $3 million in Betawave." should give "investment alphacorp > betawave 4000000 USD", but gives "investment alphacorp > betawave 3000000 USD"`,
		`frame "wrong": "Alphacorp invested $5 million in Betawave." should give nothing, but gives "investment alphacorp > betawave 5000000 USD"`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v\nlacks %s", err, want)
		}
	}
}

// TestBadFrames names what is wrong with a file of frames.
func TestBadFrames(t *testing.T) {
	for text, want := range map[string]string{
		"frames: []":                 "kind is missing",
		"kind: pledge":               "kind pledge has no frames",
		"kind: pledge\nframes: [{}]": "name is missing",
		"kind: pledge\nfarmes: []":   "farmes",
		"kind: pledge\nframes: [{name: a, verbs: [pledge], subject: [subj], value: [obj]}]":                                           "units are missing",
		"kind: pledge\nframes: [{name: a, nouns: [pledge …], subject: [subj], yes: [{text: A}], no: [{text: B}]}]":                    "stands between two words",
		"kind: pledge\nframes: [{name: a, verbs: [pledge], subject: [sbj], yes: [{text: A}], no: [{text: B}]}]":                       `unknown slot "sbj"`,
		"kind: pledge\nframes: [{name: a, verbs: [pledge], subject: [subj], object: [wtih-poss], yes: [{text: A}], no: [{text: B}]}]": `unknown slot "wtih-poss"`,
	} {
		if _, err := ParseFrames("own.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "own.yaml") {
			t.Errorf("%q: %v, want own.yaml and %q", text, err, want)
		}
	}
}
