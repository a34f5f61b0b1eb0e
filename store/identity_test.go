package store

import (
	"fmt"
	"math"
	"testing"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

func TestSignificantRoundsHalfToEven(t *testing.T) {
	for _, c := range []struct {
		coef int64
		exp  int32
		want string
	}{
		{0, 0, "0"}, {0, 9, "0"},
		{13, 9, "13e9"}, {13000, 6, "13e9"}, {130, -1, "13e0"},
		{1345, 7, "134e8"}, {1355, 7, "136e8"}, {13451, 6, "135e8"}, {134500001, 0, "135e6"}, {1344999, 0, "134e4"},
		{9995, 0, "1e4"}, {9985, 0, "998e1"}, {-1345, 0, "-134e1"}, {3333, -2, "333e-1"},
		{math.MaxInt64, 0, "922e16"}, {math.MinInt64, 0, "-922e16"},
	} {
		if got := significant(quantity.Decimal{Coef: c.coef, Exp: c.exp}); got != c.want {
			t.Errorf("%d × 10^%d: got %s, want %s", c.coef, c.exp, got, c.want)
		}
	}
}

func TestPlainWritesDecimalsInFull(t *testing.T) {
	for d, want := range map[quantity.Decimal]string{
		{Coef: 13, Exp: 9}: "13000000000", {Coef: 8, Exp: -1}: "0.8", {Coef: 1450, Exp: -2}: "14.5", {Coef: -5, Exp: -3}: "-0.005", {Coef: 3300, Exp: -2}: "33", {}: "0",
	} {
		if got := plain(d); got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
}

func TestKeyTellsFindingsApart(t *testing.T) {
	base := share(20, "actual")
	with := func(change func(c *extract.Claim)) string {
		c := base
		v := *base.Value
		c.Value = &v
		change(&c)
		return Key(c)
	}
	same := map[string]func(c *extract.Claim){
		"modality":         func(c *extract.Claim) { c.Modality = "planned" },
		"credit":           func(c *extract.Claim) { c.Source = "Ada Finch" },
		"quote":            func(c *extract.Claim) { c.Quote = "Other words." },
		"date it holds in": func(c *extract.Claim) { c.Date, c.DateRole = "2025", "in" },
		"fourth digit": func(c *extract.Claim) {
			c.Value.Min = quantity.Decimal{Coef: 2001, Exp: -2}
			c.Value.Max = c.Value.Min
		},
		"another form of 20": func(c *extract.Claim) { c.Value.Min = quantity.Decimal{Coef: 2, Exp: 1} },
	}
	for name, change := range same {
		if with(change) != Key(base) {
			t.Errorf("%s makes another finding", name)
		}
	}
	seen := map[string]string{Key(base): "the claim itself"}
	for name, change := range map[string]func(c *extract.Claim){
		"kind":      func(c *extract.Claim) { c.Kind = "profit_share" },
		"direction": func(c *extract.Claim) { c.Subject, c.Object = c.Object, c.Subject },
		"value":     func(c *extract.Claim) { *c.Value = *percent(21) },
		"range":     func(c *extract.Claim) { c.Value.Max = quantity.Decimal{Coef: 25} },
		"unit":      func(c *extract.Claim) { c.Value.Unit = "USD" },
		"bound":     func(c *extract.Claim) { c.Value.Bound = "at_most" },
		"product":   func(c *extract.Claim) { c.Product = "Chat" },
		"basis":     func(c *extract.Claim) { c.Basis = []string{"net"} },
		"period":    func(c *extract.Claim) { c.Period = "year" },
		"by 2030":   func(c *extract.Claim) { c.Date, c.DateRole = "2030", "by" },
		"until":     func(c *extract.Claim) { c.Date, c.DateRole = "2030", "until" },
		"no value":  func(c *extract.Claim) { c.Value = nil },
	} {
		k := with(change)
		if other, ok := seen[k]; ok {
			t.Errorf("%s is the same finding as %s", name, other)
		}
		seen[k] = name
	}
	a, b := base, base
	a.Basis, b.Basis = []string{"net", "run-rate"}, []string{"run-rate", "net"}
	if Key(a) != Key(b) {
		t.Error("the order of a basis makes another finding")
	}
	revenue := func(date string) string {
		return Key(extract.Claim{Kind: "revenue", Subject: "lumen", Value: dollars(4), Date: date, DateRole: "in"})
	}
	if revenue("2024") == revenue("2025") {
		t.Error("revenue of two years is one finding")
	}
}

func TestStretchCoversWhatADateSays(t *testing.T) {
	for date, want := range map[string]string{
		"2030": "2030-01-01 2031-01-01", "2025-Q3": "2025-07-01 2025-10-01", "2025-Q4": "2025-10-01 2026-01-01",
		"2025-H1": "2025-01-01 2025-07-01", "2025-H2": "2025-07-01 2026-01-01", "2024-02": "2024-02-01 2024-03-01",
		"2024-12": "2024-12-01 2025-01-01", "2024-02-29": "2024-02-29 2024-03-01",
		"": "", "soon": "", "2025-Q5": "", "2025-13": "", "2025-02-30": "", "2025-2-3": "", "25": "", "2025-": "",
	} {
		from, to, ok := stretch(date)
		got := ""
		if ok {
			got = fmt.Sprint(from.Format("2006-01-02"), " ", to.Format("2006-01-02"))
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", date, got, want)
		}
	}
}
