package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite schema.json from the types")

// generate makes the schema from the types and their comments.
func generate(t *testing.T) []byte {
	t.Helper()
	r := &jsonschema.Reflector{
		FieldNameTag:               "yaml",
		RequiredFromJSONSchemaTags: true,
		Anonymous:                  true,
		ExpandedStruct:             true,
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			switch t {
			case reflect.TypeFor[time.Duration]():
				return &jsonschema.Schema{Type: "string", Pattern: `^(\d+[dw])*(\d+(\.\d+)?(h|m|s|ms))*$`}
			case reflect.TypeFor[Kind]():
				s := &jsonschema.Schema{Type: "string"}
				for _, k := range kinds {
					s.Enum = append(s.Enum, string(k))
				}
				return s
			}
			return nil
		},
	}
	if err := r.AddGoComments("pactwatch/config", "./"); err != nil {
		t.Fatal(err)
	}
	// AddGoComments keys by import path and folder; ours is the folder itself.
	for k, v := range r.CommentMap {
		r.CommentMap[strings.Replace(k, "pactwatch/config/.", "pactwatch/config.", 1)] = v
	}
	s := r.Reflect(&Config{})
	s.Title = "pactwatch.yaml"
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func TestSchemaAgreesWithTypes(t *testing.T) {
	got := generate(t)
	if *update {
		if err := os.WriteFile("schema.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(Schema), string(got)); diff != "" {
		t.Errorf("schema.json is stale, run go test ./config -update (-checked in +generated):\n%s", diff)
	}
	if !bytes.Contains(got, []byte("least time between two requests")) {
		t.Error("the schema lacks the fields' comments")
	}
}

// The schema and Load agree on which keys exist and what they look like.
func TestSchemaAgreesWithLoad(t *testing.T) {
	c := validator.NewCompiler()
	doc, err := validator.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, text string
		valid      bool
	}{
		{"starter", starter(), true},
		{"unknown key", "evry: 5\n" + starter(), false},
		{"unknown key in a source", starter() + "  - id: x\n    url: https://a.test/\n    evry: 1h\n", false},
		{"kind", starter() + "  - id: x\n    url: https://a.test/\n    kind: rss\n", false},
		{"duration", starter() + "  - id: x\n    url: https://a.test/\n    every: soon\n", false},
		{"duration in days", starter() + "  - id: x\n    url: https://a.test/\n    window: 7d12h\n", true},
		{"list for text", strings.Replace(starter(), "title: AI deals", "title: [a]", 1), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var v any
			if err := yaml.Unmarshal([]byte(tc.text), &v); err != nil {
				t.Fatal(err)
			}
			asJSON, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			value, err := validator.UnmarshalJSON(bytes.NewReader(asJSON))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); (err == nil) != tc.valid {
				t.Errorf("schema says %v, want valid = %v", err, tc.valid)
			}
			if _, err := Parse([]byte(tc.text), "pactwatch.yaml", "/etc"); (err == nil) != tc.valid {
				t.Errorf("Parse says %v, want valid = %v", err, tc.valid)
			}
		})
	}
}
