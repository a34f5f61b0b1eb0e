package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// starter is the starter file with the one edit that it asks for.
func starter() string {
	return strings.Replace(string(Starter), "you@example.com", "desk@newsdesk.test", 1)
}

func TestStarterLoads(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pactwatch.yaml")
	if err := os.WriteFile(file, []byte(starter()), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) < 12 {
		t.Errorf("%d sources, want at least 12", len(c.Sources))
	}
	if want := filepath.Join(filepath.Dir(file), "data"); c.Data != want {
		t.Errorf("data = %q, want %q", c.Data, want)
	}
	// The file shows the defaults, so without its sections nothing changes.
	_, sources, _ := strings.Cut(starter(), "\nsources:")
	bare := "agent: {contact: desk@newsdesk.test}\nsources:" + sources
	d, err := Parse([]byte(bare), file, filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, d); diff != "" {
		t.Errorf("the starter file shows other values than the defaults (-starter +defaults):\n%s", diff)
	}
}

func TestStarterAsksForContact(t *testing.T) {
	_, err := Parse(Starter, "pactwatch.yaml", "/etc")
	var invalid *Invalid
	if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || !strings.Contains(invalid.Problems[0].Text, "is an example") {
		t.Errorf("got %v, want the example contact as the only problem", err)
	}
}

func TestProblems(t *testing.T) {
	const head = "agent: {contact: desk@newsdesk.test}\n"
	const source = "sources:\n  - id: a\n    url: https://a.test/feed\n"
	for _, tc := range []struct {
		name, text string
		want       []string // "line:column: text that must be in the message", in order
	}{
		{"empty", "", []string{"1:1: agent.contact is missing", "1:1: no sources"}},
		{"only comments", "# nothing\n", []string{"1:1: agent.contact is missing", "1:1: no sources"}},
		{"no sources", head + "sources: []\n", []string{"2:10: no sources"}},
		{"null sources", head + "sources:\n", []string{"2:1: no sources"}},
		{"unknown key", head + source + "    evry: 2h\n", []string{`5:5: unknown key "evry"; did you mean "every"?`}},
		{"unknown key, nothing near", head + source + "    zzzzzzzzz: 2h\n", []string{`5:5: unknown key "zzzzzzzzz"; known here: id, kind, url`}},
		{"tab", head + "sources:\n\t- id: a\n", []string{"3:1: a tab indents this line"}},
		{"control character", head + "data: \"a\x1bb\"\n", []string{"2:9: a control character"}},
		{"not UTF-8", head + "data: \xff\n", []string{"1:1: the file is not UTF-8"}},
		{"bad indent", head + "sources:\n  - id: a\n   url: https://a.test/\n", []string{"4:"}},
		{"open bracket", head + "sources: [\n", []string{"2:"}},
		{"key twice", head + source + "    id: b\n", []string{"5:5: id is given twice, first on line 3"}},
		{"id twice", head + source + "  - id: a\n    url: https://b.test/\n", []string{`5:9: id "a" is taken by source number 1`}},
		{"no id", head + "sources:\n  - url: https://a.test/\n", []string{"3:8: this source has no id"}},
		{"bad id", head + "sources:\n  - id: A feed\n    url: https://a.test/\n", []string{"3:9: id \"A feed\": use up to 64"}},
		{"no url", head + "sources:\n  - id: a\n", []string{"3:7: this source has no url"}},
		{"relative url", head + "sources:\n  - id: a\n    url: /feed\n", []string{"4:10: url \"/feed\" is no web address"}},
		{"scheme", head + "sources:\n  - id: a\n    url: file:///etc/passwd\n", []string{"4:10: url"}},
		{"ftp", head + "sources:\n  - id: a\n    url: ftp://a.test/x\n", []string{"the scheme ftp is not supported"}},
		{"userinfo", head + "sources:\n  - id: a\n    url: https://u:p@a.test/\n", []string{"4:10: url holds a user name or password"}},
		{"kind", head + source + "    kind: rss\n", []string{`5:11: kind "rss" is not known; use one of feed`}},
		{"selector", head + source + "    kind: listing\n    links: \"a[\"\n", []string{`6:12: "a[" is no CSS selector`}},
		{"listing without links", head + source + "    kind: listing\n", []string{"3:7: a listing needs links"}},
		{"links without listing", head + source + "    links: a\n", []string{"5:12: links is for kind: listing alone"}},
		{"regexp", head + source + "    match: \"(\"\n", []string{"5:12: match is no regular expression (missing closing )"}},
		{"every too short", head + source + "    every: 5s\n", []string{"5:12: every is 5s, want at least 15m"}},
		{"every no duration", head + source + "    every: 5\n", []string{"5:12: 5 is no duration; write a number and a unit"}},
		{"every negative", head + source + "    every: -5h\n", []string{"5:12:"}},
		{"impolite", head + "pace: {delay: 10ms}\n" + source, []string{"2:15: delay 10ms is impolite"}},
		{"source faster than pace", head + source + "    delay: 2s\n", []string{"5:12: delay is 2s, less than pace.delay"}},
		{"zone", head + "digest: {zone: Mars/Base}\n" + source, []string{`2:16: zone "Mars/Base" is not known`}},
		{"format", head + "digest: {formats: [md, pdf, md]}\n" + source, []string{`2:24: format "pdf"`, `2:29: format "md" is given twice`}},
		{"range", head + "network: {allow_private: [10.0.0.1]}\n" + source, []string{`2:27: "10.0.0.1" is no address range`}},
		{"port", head + "network: {allow_ports: [0, http]}\n" + source, []string{"2:25: port 0 does not exist", "2:28:"}},
		{"proxy", head + "network: {proxy: \"http://p.test:3128\"}\n" + source, []string{"2:18: a proxy hides"}},
		{"tdm", head + source + "    tdm: maybe\n", []string{`5:10: tdm "maybe" is not known`}},
		{"folder without path", head + "sources:\n  - id: a\n    kind: folder\n", []string{"3:7: a folder source needs a path"}},
		{"boolean", head + "network: {allow_proxy: 3}\n" + source, []string{"2:24: allow_proxy must be true or false"}},
		{"number", head + "pace: {workers: many}\n" + source, []string{`2:17: workers must be a whole number, not "many"`}},
		{"text", head + "data: [a]\n" + source, []string{"2:7: data must be a text"}},
		{"list", head + "sources: a\n", []string{"2:10: sources must be a list"}},
		{"group", "agent: me\n" + source, []string{"1:8: agent must be keys with values, not \"me\""}},
		{"not a mapping", "just words\n", []string{"1:1: the file must be keys"}},
		{"alias", head + "data: *x\n" + source, []string{"2:7: *x points at nothing"}},
		{"merge", head + "digest:\n  <<: {zone: UTC}\n" + source, []string{"3:3: << is not supported"}},
		{"two documents", head + source + "---\na: 1\n", []string{"6:"}},
		{"contact", "agent: {contact: nobody}\n" + source, []string{`1:18: contact "nobody" is neither`}},
		{"contact that breaks the agent", "agent: {contact: \"https://a.test/);(\"}\n" + source, []string{"1:18: contact"}},
		{"name", "agent: {contact: d@a.test, name: \"my bot/1\"}\n" + source, []string{`1:34: name "my bot/1" cannot stand in robots.txt`}},
		{"email", head + "deliver: {email: {server: mail, to: [x]}}\n" + source, []string{"2:18: e-mail has no from", `2:27: server "mail" is no host:port`, `2:38: to "x" is no e-mail`}},
		{"many at once", "agnt: {}\n" + "digest: {zone: X, formats: [pdf]}\nsources:\n  - id: a\n    url: nowhere\n    every: 1s\n  - id: a\n    url: https://a.test/\n",
			[]string{`1:1: unknown key "agnt"; did you mean "agent"?`, `1:1: agent.contact is missing`, "2:16: zone", "2:29: format", "5:10: url", "6:12: every", "7:9: id"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse([]byte(tc.text), "x.yaml", "/etc")
			var invalid *Invalid
			if !errors.As(err, &invalid) {
				t.Fatalf("got error %v, want an Invalid", err)
			}
			var got []string
			for _, p := range invalid.Problems {
				got = append(got, fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Text))
			}
			if len(got) < len(tc.want) {
				t.Fatalf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
			rest := got
			for _, want := range tc.want {
				for len(rest) > 0 && !(strings.HasPrefix(rest[0], want) || strings.Contains(rest[0], want)) {
					rest = rest[1:]
				}
				if len(rest) == 0 {
					t.Fatalf("problems:\n%s\nlack, in order: %s", strings.Join(got, "\n"), want)
				}
				rest = rest[1:]
			}
		})
	}
}

func TestProblemShowsPlace(t *testing.T) {
	_, err := Parse([]byte("agent: {contact: d@a.test}\nsources:\n  - id: a\n    evry: 1h\n    url: https://a.test/\n"), "pactwatch.yaml", "/etc")
	want := `pactwatch.yaml:4:5: unknown key "evry"; did you mean "every"?
    4 |     evry: 1h
      |     ^`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestAliases(t *testing.T) {
	c, err := Parse([]byte("agent: {contact: d@a.test}\nsources:\n  - {id: a, url: https://a.test/, match: &m '^https://'}\n  - {id: b, url: https://b.test/, match: *m}\n"), "x.yaml", "/etc")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sources[1].Match; got != "^https://" {
		t.Errorf("match = %q", got)
	}
}

func TestPrivateSourcesMayBeFast(t *testing.T) {
	text := "agent: {contact: d@a.test}\nnetwork: {allow_private: [127.0.0.0/8], allow_ports: [8080]}\npace: {delay: 50ms, min_every: 1s}\nsources:\n  - {id: a, url: 'http://127.0.0.1:8080/feed', every: 1s}\n"
	if _, err := Parse([]byte(text), "x.yaml", "/etc"); err != nil {
		t.Errorf("loopback alone: %v", err)
	}
	if _, err := Parse([]byte(text+"  - {id: b, url: https://news.b.org/}\n"), "x.yaml", "/etc"); err == nil {
		t.Error("a public source may not be crawled with a delay of 50ms")
	}
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"5s": 5 * time.Second, "30d": 720 * time.Hour, "2w": 336 * time.Hour, "1d12h": 36 * time.Hour, "1.5h": 90 * time.Minute, "0s": 0, "0": 0,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("ParseDuration(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "5", "d", "-1h", "1h-2h", "99999999999d", "200000w", "1y", "soon", "1d 2h"} {
		if got, err := ParseDuration(text); err == nil {
			t.Errorf("ParseDuration(%q) = %v, want an error", text, got)
		}
	}
}

// Every field has a key, so that no setting is out of the file's reach.
func TestEveryFieldHasKey(t *testing.T) {
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Slice:
			walk(typ.Elem())
		case reflect.Struct:
			for i := range typ.NumField() {
				if typ.Field(i).Tag.Get("yaml") == "" {
					t.Errorf("%v.%s has no yaml key", typ, typ.Field(i).Name)
				}
				walk(typ.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[Config]())
}

func FuzzParse(f *testing.F) {
	f.Add(string(Starter))
	f.Add("a: &x [*x]\n")
	f.Add("sources:\n  - id: a\n    url: [")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Parse([]byte(text), "x.yaml", "/etc")
		var invalid *Invalid
		if err != nil && (!errors.As(err, &invalid) || len(invalid.Problems) == 0) {
			t.Errorf("error %v without a problem", err)
		}
	})
}
