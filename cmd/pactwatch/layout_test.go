package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// goList runs go list in the module and decodes the stream of JSON values.
func goList[T any](t *testing.T, args ...string) []T {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = root(t)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %s: %v", strings.Join(args, " "), err)
	}
	var all []T
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// arrows says what each group of packages may import of ours. The road goes one
// way: config -> crawler, extract -> store -> digest, and cmd wires them.
var arrows = map[string][]string{
	"config":       {},
	"crawler":      {"config", "crawler"},
	"extract":      {"extract"},
	"store":        {"extract", "store"},
	"store/digest": {"extract", "store", "store/digest"},
	"cmd":          {"config", "crawler", "extract", "store", "store/digest", "cmd"},
}

// inner orders the packages of extract: one imports only those before it.
var inner = []string{"extract/article", "extract/language", "extract/quantity", "extract/party", "extract/claim", "extract"}

// only names the group that alone may import an outside module.
var only = map[string]string{
	"github.com/gocolly/colly/v2": "crawler",
	"go.etcd.io/bbolt":            "store",
	"github.com/spf13/cobra":      "cmd",
	"net/http":                    "crawler store cmd", // the store keeps headers, and asks nobody
	"os":                          "config crawler store store/digest cmd",
}

func group(pkg string) string {
	for _, g := range []string{"store/digest"} {
		if pkg == g || strings.HasPrefix(pkg, g+"/") {
			return g
		}
	}
	first, _, _ := strings.Cut(pkg, "/")
	return first
}

func TestImportsGoOneWay(t *testing.T) {
	type pkg struct {
		ImportPath string
		Imports    []string
	}
	pkgs := goList[pkg](t, "-json=ImportPath,Imports", "./...")
	if len(pkgs) < 8 {
		t.Fatalf("go list shows %d packages", len(pkgs))
	}
	for _, p := range pkgs {
		name := strings.TrimPrefix(p.ImportPath, "pactwatch/")
		allowed, known := arrows[group(name)]
		if !known {
			t.Errorf("%s has no place in the design", name)
			continue
		}
		for _, i := range p.Imports {
			if ours, ok := strings.CutPrefix(i, "pactwatch/"); ok {
				if !slices.Contains(allowed, group(ours)) {
					t.Errorf("%s imports %s; %s may import only %v", name, ours, group(name), allowed)
				}
				from, to := slices.Index(inner, name), slices.Index(inner, ours)
				if from >= 0 && to > from {
					t.Errorf("%s imports %s, which stands above it", name, ours)
				}
				continue
			}
			for module, groups := range only {
				if (i == module || strings.HasPrefix(i, module+"/") && module != "os") && !slices.Contains(strings.Fields(groups), group(name)) {
					t.Errorf("%s imports %s, which stays inside %s", name, i, groups)
				}
			}
		}
	}
}

// floors are the oldest versions without known holes: parsers that loop or take
// cubic time on hostile pages (GO-2026-4526, GO-2026-5025 to 5030, GO-2026-5970).
var floors = map[string]string{
	"golang.org/x/net":            "v0.62.0",
	"golang.org/x/text":           "v0.39.0",
	"github.com/antchfx/xpath":    "v1.3.6",
	"go.etcd.io/bbolt":            "v1.5.0",
	"github.com/gocolly/colly/v2": "v2.3.0",
}

func TestModuleFloors(t *testing.T) {
	type module struct{ Path, Version string }
	found := 0
	for _, m := range goList[module](t, "-m", "-json=Path,Version", "all") {
		floor, ok := floors[m.Path]
		if !ok {
			continue
		}
		found++
		if olderVersion(t, m.Version, floor) {
			t.Errorf("%s is at %s, want at least %s", m.Path, m.Version, floor)
		}
	}
	if found != len(floors) {
		t.Errorf("go list shows %d of the %d modules", found, len(floors))
	}
}

// olderVersion compares two versions of the form vX.Y.Z.
func olderVersion(t *testing.T, a, b string) bool {
	t.Helper()
	numbers := func(v string) (n [3]int) {
		v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
		for i, part := range strings.Split(v, ".") {
			x, err := strconv.Atoi(part)
			if err != nil || i > 2 {
				t.Fatalf("version %q", v)
			}
			n[i] = x
		}
		return n
	}
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:]) < 0
}

// The top level stays what a newcomer can take in at a glance.
func TestTopLevel(t *testing.T) {
	allowed := []string{"cmd", "crawler", "extract", "store", "config", "go.mod", "go.sum", "README.md", "LICENSE"}
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	var tracked []byte
	if _, err := os.Stat(filepath.Join(root(t), ".git")); err == nil {
		cmd := exec.Command("git", "ls-files")
		cmd.Dir = root(t)
		tracked, _ = cmd.Output() // without git every entry counts
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(allowed, name) {
			continue
		}
		if len(tracked) > 0 && !strings.Contains("\n"+string(tracked), fmt.Sprintf("\n%s", name)) {
			continue // left over by somebody's work, not part of the project
		}
		t.Errorf("%s is at the top level; put it into the package that it serves", name)
	}
	for _, dir := range []string{"util", "utils", "common", "helpers", "models"} {
		found, _ := filepath.Glob(filepath.Join(root(t), "*", dir))
		if len(found) > 0 {
			t.Errorf("%v: put each function beside the type it serves", found)
		}
	}
}
