package claim

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	n := 0
	c := Claim{Kind: "partnership", Subject: "alpha", Modality: "actual", Event: "talks", Replaces: &n, Quote: "Q.", In: "text", End: 2,
		Evidence: Evidence{Subject: &Pointer{In: "text", End: 1}}}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"subject":"alpha"`, `"object":null`, `"value":null`, `"date":null`, `"date_role":null`,
		`"period":null`, `"source":null`, `"anonymous":false`, `"event":"talks"`, `"replaces":0`, `"quote":"Q."`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s lacks %s", b, want)
		}
	}
	if strings.Contains(string(b), `"form"`) || strings.Count(string(b), `"kind"`) != 1 {
		t.Errorf("%s", b)
	}
	var back Claim
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c, back) {
		t.Errorf("got %+v, want %+v", back, c)
	}
}
