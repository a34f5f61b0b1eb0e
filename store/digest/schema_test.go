package digest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	reflector "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"pactwatch/store"
)

// The checked-in schema is the one that the Go types give.
func TestSchemaOfTypes(t *testing.T) {
	r := reflector.Reflector{Mapper: func(t reflect.Type) *reflector.Schema {
		if t == reflect.TypeFor[Number]() {
			return &reflector.Schema{Type: "number"}
		}
		return nil
	}}
	s := r.Reflect(&Digest{})
	s.ID, s.Title = "", "pactwatch digest"
	s.Description = "One day of the ledger. Fields are only ever added while \"schema\" stays the same."
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "digest.schema.json", append(b, '\n'))
}

func TestDigestsFollowSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("digest.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("digest.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Digest{"rich": Build(richDay(), testOptions), "empty": Build(emptyDay(), testOptions), "hostile": hostileDigest(), "zero": Build(store.Day{Day: "2025-01-01"}, Options{})} {
		b, err := Render(d, "json")
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(`{"schema": "one", "day": 3}`)))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(value) == nil {
		t.Error("the schema takes anything")
	}
}
