package store

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"pactwatch/extract"
)

// RelationKind is how two findings stand to each other.
type RelationKind string

// Kinds of relations. In all of them the first finding is looked at beside the
// second.
const (
	Same          RelationKind = "same"
	Refines       RelationKind = "refines"        // the first narrows what the second leaves open
	Supersedes    RelationKind = "supersedes"     // the first holds later, or its article says that it replaces the second
	Conflicts     RelationKind = "conflicts"      // both cannot hold
	NotComparable RelationKind = "not comparable" // the reason says why
)

// Relation is how the first of two findings stands to the second, and why, in words.
type Relation struct {
	Kind RelationKind `json:"kind"`
	Why  string       `json:"why"`
}

func notComparable(why string, args ...any) Relation {
	return Relation{NotComparable, fmt.Sprintf(why, args...)}
}

// oneNews is how far apart in time two undated statements may be published and
// still be about one piece of news.
const oneNews = 14 * 24 * time.Hour

// Compare says how finding a stands to finding b. They conflict only where they
// speak of one term, in one unit, on one basis, about one scope and time, and
// their bounds cannot both hold; in doubt they do not, and the reason is given.
// It looks at the claims, the times of publication, the articles of the
// sightings that the findings hold, and at what their articles say of replacing
// each other.
func Compare(a, b Finding) Relation {
	if Term(a.Claim) != Term(b.Claim) {
		return notComparable("%s", differentTerms(&a.Claim, &b.Claim))
	}
	return compare(&a, &b, oneArticle(&a, &b))
}

// compare is Compare for two findings of one term, with the question of a common
// article answered: an article that gives both figures does not contradict
// itself.
func compare(a, b *Finding, together bool) Relation {
	x, y := &a.Claim, &b.Claim
	switch {
	case a.Key == b.Key && a.Key != "":
		return Relation{Same, "the same finding"}
	case slices.Contains(a.Replaces, b.Key):
		return Relation{Supersedes, "its article says that it replaces " + figureWords(y)}
	case slices.Contains(b.Replaces, a.Key):
		return notComparable("replaced by %s, as an article says", figureWords(y))
	}
	if r, done := compareStanding(a, b); done {
		return r
	}
	if x.Value == nil || y.Value == nil {
		return compareBare(a, b)
	}
	if why := differentMeasure(x, y); why != "" {
		return notComparable("%s", why)
	}
	order, why := inOrder(a, b)
	if why != "" {
		return notComparable("%s", why)
	}
	fit := fitting(x.Value, y.Value)
	switch {
	case order > 0 && fit != wider && fit != alike:
		return Relation{Supersedes, "it holds later"}
	case fit == narrower:
		return Relation{Refines, fmt.Sprintf("%s narrows %s", figureWords(x), figureWords(y))}
	case fit == wider, fit == alike, fit == overlap:
		return notComparable("the figures agree: %s and %s can both hold", figureWords(x), figureWords(y))
	case order < 0:
		return notComparable("an earlier value of the same thread")
	case together:
		return notComparable("one article gives both figures, so they are not of one thing")
	case perhapsPart(x, y):
		return notComparable("one may be a part of the other: %s and %s", figureWords(x), figureWords(y))
	}
	return Relation{Conflicts, fmt.Sprintf("%s and %s cannot both hold", figureWords(x), figureWords(y))}
}

// perhapsPart reports whether of two sums that add up over time one is so much
// smaller that it is rather a part of the other than another report of it. Sums
// that are said to be all there is are no parts.
func perhapsPart(x, y *extract.Claim) bool {
	switch x.Kind {
	case "investment", "debt", "funding_round", "purchase_commitment", "licensing", "spending", "capacity":
	default:
		return false
	}
	if slices.Contains(x.Basis, "cumulative") {
		return false
	}
	a, b := math.Abs(float(x.Value.Max)), math.Abs(float(y.Value.Max))
	return a > 2*b || b > 2*a
}

// oneArticle reports whether an article stands behind both findings.
func oneArticle(a, b *Finding) bool {
	for i := range a.Sightings {
		for j := range b.Sightings {
			if s, t := &a.Sightings[i], &b.Sightings[j]; s.Article != "" && s.Article == t.Article && s.Withdrawn.IsZero() && t.Withdrawn.IsZero() {
				return true
			}
		}
	}
	return false
}

// compareStanding decides by what is said of the two: a denial, an end, a mere
// possibility beside a fact.
func compareStanding(a, b *Finding) (Relation, bool) {
	x, y := &a.Claim, &b.Claim
	switch {
	case x.Modality == "denied" || y.Modality == "denied":
		return notComparable("one of them is denied"), true
	case x.Modality == "ended" && y.Modality == "ended":
		return notComparable("both have ended"), true
	case y.Modality == "ended":
		return Relation{Supersedes, "the other has ended"}, true
	case x.Modality == "ended":
		return notComparable("it has ended"), true
	}
	later := a.when().After(b.when())
	sx, sy := strength(x.Modality), strength(y.Modality)
	if sx == sy || x.Value == nil || y.Value == nil || differentMeasure(x, y) != "" {
		return Relation{}, false
	}
	if fit := fitting(x.Value, y.Value); fit != apart {
		return Relation{}, false
	}
	if x.Date != "" && y.Date != "" || horizon(x) || horizon(y) {
		// They say when: that decides first.
		if order, why := inOrder(a, b); why != "" || order != 0 {
			return Relation{}, false
		}
	}
	switch {
	case sx > sy && later:
		return Relation{Supersedes, fmt.Sprintf("%s after it was %s", x.Modality, y.Modality)}, true
	case sx > sy:
		return notComparable("a fact or a plan beside something that is only %s", y.Modality), true
	case later:
		return notComparable("only %s, beside what is %s", x.Modality, y.Modality), true
	}
	return notComparable("%s before it was %s", x.Modality, y.Modality), true
}

// compareBare compares findings of which one or both have no figure.
func compareBare(a, b *Finding) Relation {
	x, y := &a.Claim, &b.Claim
	switch {
	case x.Value != nil:
		return Relation{Refines, "it gives the figure that the other leaves open"}
	case y.Value != nil:
		return notComparable("it gives no figure")
	case x.Kind != "agreement_term":
		return notComparable("no figures to compare")
	case folded(x.Scope) != folded(y.Scope):
		return notComparable("%s", differentScope(x, y))
	}
	fx, tx, okx := stretch(x.Date)
	fy, ty, oky := stretch(y.Date)
	switch {
	case !okx || !oky:
		return notComparable("one of them gives no date")
	case a.Published.IsZero() || b.Published.IsZero():
		return notComparable("one of the articles is undated: perhaps of another time")
	case !fx.Before(fy) && !tx.After(ty):
		return Relation{Refines, fmt.Sprintf("%s narrows %s", x.Date, y.Date)}
	case fx.Before(ty) && fy.Before(tx):
		return notComparable("the dates agree: %s and %s can both hold", x.Date, y.Date)
	case a.when().Sub(b.when()) > oneNews:
		return Relation{Supersedes, fmt.Sprintf("the end moved from %s to %s", y.Date, x.Date)}
	case b.when().Sub(a.when()) > oneNews:
		return notComparable("an earlier value of the same thread")
	case oneArticle(a, b):
		return notComparable("one article gives both dates, so they are not of one thing")
	}
	return Relation{Conflicts, fmt.Sprintf("it cannot end both %s and %s", x.Date, y.Date)}
}

// differentTerms says why two claims are on different threads.
func differentTerms(x, y *extract.Claim) string {
	kinds := [2]string{x.Kind, y.Kind}
	if kinds[0] > kinds[1] {
		kinds[0], kinds[1] = kinds[1], kinds[0]
	}
	if why, ok := differentKinds[kinds]; ok {
		return why
	}
	switch {
	case x.Kind != y.Kind:
		return "different kinds: " + spaced(x.Kind) + " and " + spaced(y.Kind)
	case folded(x.Product) != folded(y.Product):
		if x.Product == "" || y.Product == "" {
			return "a part and the whole: one is about " + cmpOr(x.Product, y.Product) + " alone"
		}
		return "different products: " + x.Product + " and " + y.Product
	case x.Subject == y.Object && x.Object == y.Subject:
		return "opposite directions: who pays whom"
	}
	return "different counterparties"
}

// differentKinds are the pairs of kinds that are mistaken for each other, in
// alphabetical order.
var differentKinds = map[[2]string]string{
	{"funding_round", "investment"}:       "a round's size and one investor's part",
	{"debt", "funding_round"}:             "borrowed money and a round of equity",
	{"debt", "investment"}:                "a loan and an investment",
	{"funding_round", "valuation"}:        "what is raised and what the company is worth",
	{"investment", "valuation"}:           "what is invested and what the company is worth",
	{"equity_stake", "investment"}:        "the size of a holding and what was paid",
	{"equity_stake", "profit_share"}:      "a share of the equity and a share of the profit",
	{"profit_share", "revenue_share"}:     "a share of the profit and a share of the revenue",
	{"profit", "revenue"}:                 "profit and revenue",
	{"purchase_commitment", "spending"}:   "a contract with one supplier and spending as a whole",
	{"investment", "purchase_commitment"}: "money put in and purchases promised",
	{"capacity", "purchase_commitment"}:   "power or chips and what they cost",
	{"acquisition", "investment"}:         "the price of the whole and an investment in it",
	{"acquisition", "valuation"}:          "the price agreed and a valuation",
	{"licensing", "revenue_share"}:        "a licence fee and a share of revenue",
	{"purchase_commitment", "revenue"}:    "what the buyer promised and what the seller earns",
}

func spaced(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

// differentMeasure says why two figures of one term do not measure the same.
func differentMeasure(x, y *extract.Claim) string {
	switch ux, uy := x.Value.Unit, y.Value.Unit; {
	case ux == uy:
	case isMoney(ux) && isMoney(uy):
		return "different currencies: " + ux + " and " + uy
	case isMoney(ux) || isMoney(uy):
		return "a sum of money and a figure in " + cmpOr(notMoney(ux), notMoney(uy))
	default:
		return "different units: " + ux + " and " + uy
	}
	if why := differentBasis(x.Basis, y.Basis); why != "" {
		return why
	}
	if x.Joint != y.Joint {
		return "a sum of several together and a sum of one alone"
	}
	if x.Scope != y.Scope && folded(x.Scope) != folded(y.Scope) {
		return differentScope(x, y)
	}
	if x.Period != y.Period {
		switch {
		case x.Period == "" || y.Period == "":
			return "a figure per " + cmpOr(x.Period, y.Period) + " and one without a period"
		case x.Period == "run-rate" || y.Period == "run-rate":
			return "a run-rate and a figure per " + cmpOr(notRunRate(x.Period), notRunRate(y.Period))
		}
		return "different periods: " + x.Period + " and " + y.Period
	}
	return ""
}

func isMoney(unit string) bool {
	if len(unit) != 3 {
		return false
	}
	for i := range 3 {
		if unit[i] < 'A' || unit[i] > 'Z' {
			return false
		}
	}
	return true
}

func notMoney(unit string) string {
	if isMoney(unit) {
		return ""
	}
	return unit
}

func notRunRate(period string) string {
	if period == "run-rate" {
		return ""
	}
	return period
}

// opposites are the words of a basis that exclude each other.
var opposites = [][2]string{
	{"run-rate", "recognised"}, {"cumulative", "additional"}, {"cumulative", "tranche"}, {"additional", "tranche"},
	{"committed", "spent"}, {"pre-money", "post-money"}, {"gross", "net"},
}

func differentBasis(x, y []string) string {
	if len(x) == 0 && len(y) == 0 {
		return ""
	}
	for _, o := range opposites {
		for _, p := range [][2]string{o, {o[1], o[0]}} {
			if slices.Contains(x, p[0]) && slices.Contains(y, p[1]) {
				return "different basis: " + p[0] + " and " + p[1]
			}
		}
	}
	sx, sy := slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
	sx, sy = slices.Compact(sx), slices.Compact(sy)
	switch {
	case slices.Equal(sx, sy):
		return ""
	case len(sx) == 0 || len(sy) == 0:
		return "one is " + strings.Join(append(sx, sy...), ", ") + ", the other does not say"
	}
	return "different basis: " + strings.Join(sx, ", ") + " and " + strings.Join(sy, ", ")
}

func differentScope(x, y *extract.Claim) string {
	if x.Scope == "" || y.Scope == "" {
		return "a part and the whole: one is about " + cmpOr(x.Scope, y.Scope)
	}
	return "different scope: " + x.Scope + " and " + y.Scope
}

// current kinds hold at a time and are said anew as time goes on: where no date
// is given, they are meant as of the day of publication.
func current(c *extract.Claim) bool {
	switch c.Kind {
	case "valuation", "user_count", "capacity", "equity_stake", "revenue_share", "profit_share":
		return true
	case "revenue", "profit", "spending":
		return c.Period == "run-rate" || slices.Contains(c.Basis, "run-rate")
	}
	return false
}

// inOrder says which of two findings of one measure holds later: 1 the first, -1
// the second, 0 both at one time, so that they can contradict each other. Where
// that cannot be said, it gives the reason.
func inOrder(a, b *Finding) (order int, why string) {
	x, y := &a.Claim, &b.Claim
	gap := a.when().Sub(b.when())
	fx, tx, okx := stretch(x.Date)
	fy, ty, oky := stretch(y.Date)
	switch {
	case okx && oky:
		ahead := horizon(x) || horizon(y)
		switch {
		case periodic(x.Kind) && !current(x) && (!fx.Equal(fy) || !tx.Equal(ty)):
			return 0, "different periods: " + x.Date + " and " + y.Date
		case ahead && (x.Date != y.Date || x.DateRole != y.DateRole):
			return 0, "change over time: " + dateWords(x) + " and " + dateWords(y)
		case fx.Before(ty) && fy.Before(tx):
			// One time. A forecast may be made anew.
			if (periodic(x.Kind) || ahead) && x.Modality != "actual" && y.Modality != "actual" {
				return newer(gap), ""
			}
			return 0, ""
		case !current(x) && x.Kind != "acquisition":
			return 0, "different dates: " + x.Date + " and " + y.Date
		case !fx.Before(ty):
			return 1, ""
		}
		return -1, ""
	case okx != oky:
		dated, other := x, b
		if oky {
			dated, other = y, a
		}
		if horizon(dated) {
			return 0, "change over time: " + dateWords(dated) + " and now"
		}
		if !current(x) {
			return 0, "one of them gives no date"
		}
		from, to, _ := stretch(dated.Date)
		if other.Published.IsZero() {
			return 0, "one of them gives no date"
		}
		at := other.when()
		order = 0
		switch {
		case at.After(to.Add(oneNews)):
			order = 1 // the undated one is later
		case at.Before(from.Add(-oneNews)):
			order = -1
		}
		if okx {
			order = -order
		}
		return order, ""
	}
	switch {
	case a.Published.IsZero() || b.Published.IsZero():
		return 0, "one of the articles is undated: perhaps of another time"
	case current(x), x.Kind == "acquisition":
		return newer(gap), ""
	case periodic(x.Kind):
		return 0, "neither says for which period"
	case gap > oneNews || gap < -oneNews:
		return 0, fmt.Sprintf("published %d days apart without a date: perhaps another deal", int(math.Abs(gap.Hours())/24))
	}
	return 0, ""
}

// horizon reports whether a claim's date lies at the end of what it says.
func horizon(c *extract.Claim) bool { return c.DateRole == "by" || c.DateRole == "until" }

// newer orders two statements by the gap between their publication.
func newer(gap time.Duration) int {
	switch {
	case gap > oneNews:
		return 1
	case gap < -oneNews:
		return -1
	}
	return 0
}

func dateWords(c *extract.Claim) string {
	if c.DateRole == "" {
		return c.Date
	}
	return c.DateRole + " " + c.Date
}
