package quantity

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"13": "13", "-0.80": "-0.8", "1.5e9": "1500000000", "1000": "1000", "0.00": "0", "+2": "2", "007": "7", "9223372036854775807": "9223372036854775807",
		"1.2.3": "", "": "", "1,000": "", "99999999999999999999": "", "100000000000000000000": "100000000000000000000", "1e999": "", "-": "", "e5": "",
	} {
		d, err := ParseDecimal(in)
		if want == "" {
			if err == nil {
				t.Errorf("%q: got %s, want an error", in, d)
			}
			continue
		}
		if err != nil || d.String() != want {
			t.Errorf("%q: got %s, %v, want %s", in, d, err, want)
		}
		raw, _ := json.Marshal(d)
		var again Decimal
		if err := json.Unmarshal(raw, &again); err != nil || again != d {
			t.Errorf("%q: JSON %s reads as %s, %v", in, raw, again, err)
		}
	}
}

func TestDecimalArithmetic(t *testing.T) {
	dec := func(s string) Decimal {
		d, err := ParseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"1", "1.0", 0}, {"2", "1e3", -1}, {"-5", "3", -1}, {"-5", "-6", 1}, {"1e30", "9e29", 1}, {"0", "-0.1", 1}, {"1e50", "1", 1}, {"0.1", "1e40", -1}} {
		if got := dec(c.a).Cmp(dec(c.b)); got != c.want {
			t.Errorf("%s against %s: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for _, c := range []struct {
		d    string
		n    int
		want string
	}{{"12345", 3, "12300"}, {"12350", 3, "12400"}, {"12450", 3, "12400"}, {"0.98765", 3, "0.988"}, {"999.9", 3, "1000"}, {"-12350", 3, "-12400"}, {"5", 3, "5"}} {
		if got := dec(c.d).Round(c.n).String(); got != c.want {
			t.Errorf("%s to %d digits: got %s, want %s", c.d, c.n, got, c.want)
		}
	}
	if p, ok := dec("20").PercentOf(dec("13000000000")); !ok || p.String() != "2600000000" {
		t.Errorf("20 percent of 13 billion: got %s, %v", p, ok)
	}
	if h, ok := dec("0.5").Half(); !ok || h.String() != "0.25" {
		t.Errorf("half of 0.5: got %s, %v", h, ok)
	}
	if _, ok := dec("9223372036854775807").Mul(dec("3")); ok {
		t.Error("a product that does not fit passes")
	}
	if _, ok := dec("9223372036854775807").Add(dec("0.1")); ok {
		t.Error("a sum that does not fit passes")
	}
	if s, ok := dec("1e18").Add(dec("-1e18")); !ok || !s.IsZero() {
		t.Errorf("1e18 - 1e18: got %s, %v", s, ok)
	}
	if q, ok := dec("1").Quo(3); !ok || q.Shift(2).Round(4).String() != "33.33" {
		t.Errorf("a third: got %s, %v", q, ok)
	}
}

func TestRows(t *testing.T) {
	text := "Harbor will pay up to $5bn over five years from Q3 2026."
	rows := Rows(text, sentence(text), time.Time{}, AnyTense)
	type row struct{ text, kind, unit, bound, value string }
	want := []row{
		{"$5bn", "money", "USD", AtMost, "$5bn"},
		{"five years", "duration", "", "", "P5Y"},
		{"five", "number", "", Exact, "five"},
		{"Q3 2026", "date", "", "", "2026-Q3"},
	}
	if len(rows) != len(want) {
		t.Fatalf("got %d rows, want %d: %+v", len(rows), len(want), rows)
	}
	for i, r := range rows {
		if got := (row{text[r.Start:r.End], r.Type, r.Unit, r.Bound, r.Value}); got != want[i] {
			t.Errorf("row %d: got %v, want %v", i, got, want[i])
		}
	}
}
