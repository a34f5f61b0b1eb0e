package store

import (
	"math"
	"strings"
	"time"
)

// Filter chooses findings. Empty fields choose all.
type Filter struct {
	Party   string    // slug of either party
	Pair    [2]string // slugs, in either order
	Kind    string
	State   string // possible, planned, actual, ended, denied or withdrawn
	Support Support
	Unit    string
	Min     *float64  // the value may be this or more
	Max     *float64  // the value may be this or less
	Since   time.Time // published, or else first seen, at or after
	Until   time.Time // and before
	Origin  string    // slug or name of an origin, or a part of the name
	Text    string    // somewhere in a quote or a title; case does not matter
	Limit   int       // most findings to give; 0 is all
	Offset  int       // findings to leave out before that
}

// passes reports whether a finding is chosen, a pair, origins and words aside.
// The filter's party is a slug.
func (f *Filter) passes(h *headView) bool {
	switch {
	case f.Party != "" && string(h.one) != f.Party && string(h.other) != f.Party:
		return false
	case f.Kind != "" && string(h.kind) != f.Kind,
		f.State != "" && string(h.state) != f.State,
		f.Support != "" && string(h.support) != string(f.Support),
		f.Unit != "" && string(h.unit) != f.Unit,
		!f.Since.IsZero() && h.when() < f.Since.UnixMicro(),
		!f.Until.IsZero() && h.when() >= f.Until.UnixMicro():
		return false
	}
	if f.Min == nil && f.Max == nil {
		return true
	}
	lo, hi := h.min, h.max
	if math.IsNaN(lo) {
		return false
	}
	switch string(h.bound) {
	case "at_least":
		hi = math.Inf(1)
	case "at_most":
		lo = math.Inf(-1)
	}
	return !(f.Min != nil && hi < *f.Min || f.Max != nil && lo > *f.Max)
}

// hasOrigin reports whether the slug or name of one of a head's origins holds
// want, which is in lower case.
func (h *headView) hasOrigin(want string) bool {
	if want == "" {
		return true
	}
	o := h.origins
	for range 2 * h.originCount {
		if strings.Contains(strings.ToLower(o.str()), want) {
			return true
		}
		if o.bad {
			return false
		}
	}
	return false
}
