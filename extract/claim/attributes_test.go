package claim

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
)

// TestAttributes reads sentences in an article of 10 March 2026 and compares
// what the cases name of their claims: "kind min key=value …". A key without a
// value must be empty.
func TestAttributes(t *testing.T) {
	b, err := os.ReadFile("testdata/attributes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text   string   `yaml:"text"`
		Claims []string `yaml:"claims"`
	}
	if err := yaml.UnmarshalWithOptions(b, &cases, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	g, err := party.New(party.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	rules := Compile(g)
	const topic = " Enterprise software, cloud data and AI chips are the technology of the market."
	for _, c := range cases {
		got := rules.Read(Document{
			Text:      c.Text + topic,
			Blocks:    []Block{{Span: language.Span{End: len(c.Text)}}, {Span: language.Span{Start: len(c.Text) + 1, End: len(c.Text) + len(topic)}}},
			Published: time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC),
		})
		for _, want := range c.Claims {
			kind, rest, _ := strings.Cut(want, " ")
			min, rest, _ := strings.Cut(rest, " ")
			found := false
			for i := range got {
				x := &got[i]
				if x.Kind != kind || min != "-" && (x.Value == nil || x.Value.Min.String() != min) {
					continue
				}
				found = true
				for _, kv := range strings.Split(rest, ", ") {
					key, value, _ := strings.Cut(kv, "=")
					has := map[string]string{"modality": x.Modality, "date": x.Date, "role": x.DateRole, "source": x.Source, "period": x.Period,
						"basis": strings.Join(x.Basis, "+"), "scope": x.Scope, "product": x.Product, "event": x.Event, "form": x.Form,
						"anonymous": strings.TrimPrefix(strconv.FormatBool(x.Anonymous), "false")}
					if v, ok := has[key]; !ok {
						t.Errorf("%q: unknown key %q", c.Text, key)
					} else if v != value {
						t.Errorf("%q: %s %s: %s is %q, want %q", c.Text, kind, min, key, v, value)
					}
				}
				break
			}
			if !found {
				t.Errorf("%q: lacks %s %s", c.Text, kind, min)
			}
		}
	}
}
