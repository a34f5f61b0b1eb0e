package store

import (
	"fmt"
	"slices"
	"time"

	"pactwatch/extract"
	"pactwatch/extract/quantity"
)

// RelationKind is how two findings stand to each other.
type RelationKind string

// Kinds of relations. In all of them the first finding is looked at beside the
// second.
const (
	Same          RelationKind = "same"
	Refines       RelationKind = "refines"    // the first narrows what the second leaves open
	Supersedes    RelationKind = "supersedes" // the first holds at a later time, or its article says that it replaces the second
	Conflicts     RelationKind = "conflicts"  // both cannot hold
	NotComparable RelationKind = "not comparable"
)

// Relation is how the first of two findings stands to the second, and why, in words.
type Relation struct {
	Kind RelationKind `json:"kind"`
	Why  string       `json:"why"`
}

// Compare says how finding a stands to finding b.
func Compare(a, b Finding) Relation {
	x, y := a.Claim, b.Claim
	switch {
	case Term(x) != Term(y):
		return Relation{NotComparable, differentTerms(x, y)}
	case a.Key == b.Key && a.Key != "":
		return Relation{Same, "same finding"}
	}
	if x.Value == nil || y.Value == nil {
		return Relation{NotComparable, "no figure to compare"}
	}
	if x.Value.Unit != y.Value.Unit {
		return Relation{NotComparable, fmt.Sprintf("different units: %s and %s", x.Value.Unit, y.Value.Unit)}
	}
	bx, by := slices.Sorted(slices.Values(x.Basis)), slices.Sorted(slices.Values(y.Basis))
	if !slices.Equal(bx, by) {
		return Relation{NotComparable, "different basis"}
	}
	if x.Scope != y.Scope {
		return Relation{NotComparable, "different scope"}
	}
	if x.Period != y.Period {
		return Relation{NotComparable, "different periods"}
	}
	if x.Date != y.Date {
		return Relation{NotComparable, "different dates"}
	}
	return Relation{NotComparable, "not decided yet"}
}

func differentTerms(x, y extract.Claim) string {
	switch {
	case x.Kind != y.Kind:
		return fmt.Sprintf("different kinds: %s and %s", x.Kind, y.Kind)
	case folded(x.Product) != folded(y.Product):
		return "different products"
	}
	return "different counterparties"
}

var _ time.Time
var _ quantity.Decimal
