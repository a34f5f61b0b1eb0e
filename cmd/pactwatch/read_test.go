package main

import (
	"slices"
	"testing"
)

func TestNearNamesAreThoseSpelledAlike(t *testing.T) {
	all := []string{"anthropic", "corvid", "corvid-labs", "lumen", "lumens", "nvidia", "oracle", "xai"}
	for typed, want := range map[string][]string{
		"antropic":     {"anthropic"},
		"lumenn":       {"lumen", "lumens"},
		"corvid-lab":   {"corvid", "corvid-labs"},
		"corvi":        {"corvid", "corvid-labs"},
		"invidia":      {"nvidia"},
		"xia":          nil,
		"the-oracle":   {"oracle"},
		"nobody":       nil,
		"":             nil,
		"something-el": nil,
	} {
		if got := near(typed, all); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", typed, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"größe", "grösse", 2}} {
		if got, back := distance(c.a, c.b), distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%q and %q: %d and %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}
