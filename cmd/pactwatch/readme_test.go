package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pactwatch/config"
	"pactwatch/extract"
)

// blocks are the fenced blocks of the README in one language.
func blocks(t *testing.T, language string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rest := string(text); ; {
		_, after, found := strings.Cut(rest, "\n```"+language+"\n")
		if !found {
			return all
		}
		block, after, _ := strings.Cut(after, "\n```")
		all = append(all, block+"\n")
		rest = after
	}
}

// What the README tells people to write is what the program reads.
func TestReadmeExamples(t *testing.T) {
	rules := fstest.MapFS{}
	sources := 0
	for _, b := range blocks(t, "yaml") {
		switch {
		case strings.HasPrefix(b, "sources:"):
			sources++
			if _, err := config.Parse([]byte("agent: {contact: desk@newsdesk.test}\n"+b), "README.md", "/etc"); err != nil {
				t.Error(err)
			}
		case strings.Contains(b, "hosts:"):
			rules["publishers.yaml"] = &fstest.MapFile{Data: []byte(b)}
		case strings.HasPrefix(b, "kind:"):
			rules["frames.yaml"] = &fstest.MapFile{Data: []byte(b)}
		default:
			rules["organisations.yaml"] = &fstest.MapFile{Data: []byte(b)}
		}
	}
	if sources != 1 || len(rules) != 3 {
		t.Fatalf("the README shows %d configurations and %d rules files, want 1 and 3", sources, len(rules))
	}
	ex, err := extract.New(extract.Rules{Files: rules})
	if err != nil {
		t.Fatal(err)
	}
	_, claims, err := ex.Read(extract.Input{ContentType: "text/plain", Body: []byte("A licence\n\nQuillfeather Research adopts Mistral for $3 million, the two companies said on Friday.\n")})
	if err != nil || len(claims) != 1 || claims[0].Subject != "quillfeather" || claims[0].Kind != "licensing" {
		t.Errorf("with the README's rules: %v, %+v; want the licence of quillfeather", err, claims)
	}
}

// systemd itself finds nothing wrong with the units of the README.
func TestReadmeUnits(t *testing.T) {
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze on this machine")
	}
	dir := t.TempDir()
	units := blocks(t, "ini")
	if len(units) != 2 {
		t.Fatalf("the README shows %d units, want a service and a timer", len(units))
	}
	program, err := exec.LookPath("pactwatch")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, u := range units {
		first, _, _ := strings.Cut(u, "\n")
		file := filepath.Join(dir, filepath.Base(strings.TrimPrefix(first, "# ")))
		u = strings.ReplaceAll(u, "/usr/local/bin/pactwatch", program) // systemd wants it to be there
		if err := os.WriteFile(file, []byte(u), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if out, err := exec.Command(tool, append([]string{"verify", "--man=no"}, files...)...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}
