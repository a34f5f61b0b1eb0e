package store

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
)

// said builds a finding from words of the form name=value: kind, from, to,
// value (14.3e9, 30..40), unit, bound, date, role, period, is (the modality),
// basis, scope, product, joint, pub (the day of publication), art (an article
// that makes it), undated (its articles are). What is not said is an actual sum of USD that Lumen pays
// Corvid, published on 2025-03-14.
func said(t *testing.T, words string) Finding {
	t.Helper()
	c := extract.Claim{Kind: "investment", Subject: "lumen", Object: "corvid", Modality: "actual"}
	unit, bound, pub, undated := "USD", "exact", "2025-03-14", false
	var lo, hi string
	var f Finding
	for _, w := range strings.Fields(words) {
		name, v, ok := strings.Cut(w, "=")
		if !ok {
			t.Fatalf("%q: want name=value", w)
		}
		v = strings.ReplaceAll(v, "_", " ")
		switch name {
		case "kind":
			c.Kind = strings.ReplaceAll(v, " ", "_")
		case "from":
			c.Subject = v
		case "to":
			c.Object = v
		case "value":
			lo, hi, ok = strings.Cut(v, "..")
			if !ok {
				hi = lo
			}
		case "unit":
			unit = v
		case "bound":
			bound = strings.ReplaceAll(v, " ", "_")
		case "date":
			c.Date = v
		case "role":
			c.DateRole = v
		case "period":
			c.Period = v
		case "is":
			c.Modality = v
		case "basis":
			c.Basis = strings.Split(v, "+")
		case "scope":
			c.Scope = v
		case "product":
			c.Product = v
		case "joint":
			c.Joint = true
		case "pub":
			pub = v
		case "undated":
			undated = true
		case "art":
			f.Sightings = append(f.Sightings, Sighting{Article: v})
		default:
			t.Fatalf("unknown word %q", w)
		}
	}
	if lo != "" {
		c.Value = &claim.Value{Min: decimal(t, lo), Max: decimal(t, hi), Unit: unit, Bound: bound}
	}
	at, err := time.Parse(time.DateOnly, pub)
	if err != nil {
		t.Fatal(err)
	}
	f.Key, f.Term, f.Claim, f.State = Key(c), Term(c), c, c.Modality
	f.Published, f.First, f.Standing = at, at, 1
	if undated {
		f.Published = time.Time{}
	}
	return f
}

// decimal reads 14.3e9.
func decimal(t *testing.T, s string) quantity.Decimal {
	t.Helper()
	mant, exp, _ := strings.Cut(s, "e")
	whole, frac, _ := strings.Cut(mant, ".")
	coef, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	e := 0
	if exp != "" {
		if e, err = strconv.Atoi(exp); err != nil {
			t.Fatal(err)
		}
	}
	return quantity.Decimal{Coef: coef, Exp: int32(e - len(frac))}
}

// The table decides what conflicts and what does not; it is the documentation
// of [Compare]. The first finding is looked at beside the second.
var compared = []struct {
	name string
	a, b string
	want RelationKind
	why  string // part of the reason
}{
	// One thing said twice.
	{"the same claim", "value=10e9", "value=10e9", Same, "same finding"},
	{"the same claim of another day", "value=10e9 pub=2025-06-01", "value=10e9", Same, "same finding"},
	{"equal to three digits", "value=13.449e9", "value=13.4e9", Same, "same finding"},
	{"the parties of a partnership in either order", "kind=partnership", "kind=partnership from=corvid to=lumen", Same, "same finding"},

	// Different things: threads that meet in one story.
	{"a round beside one investor's part", "kind=funding_round from=corvid to= value=110e9", "kind=investment value=50e9", NotComparable, "a round's size and one investor's part"},
	{"an investment beside a loan", "kind=investment value=10e9", "kind=debt value=8e9", NotComparable, "a loan and an investment"},
	{"a round beside the valuation it is made at", "kind=funding_round to= value=40e9", "kind=valuation to= value=300e9", NotComparable, "what is raised and what the company is worth"},
	{"a contract beside all spending", "kind=purchase_commitment value=300e9", "kind=spending to= value=500e9 date=2025", NotComparable, "a contract with one supplier"},
	{"a share of profit beside a share of revenue", "kind=profit_share value=49 unit=percent", "kind=revenue_share value=20 unit=percent", NotComparable, "a share of the profit and a share of the revenue"},
	{"a share of profit beside a stake", "kind=profit_share value=49 unit=percent", "kind=equity_stake value=27 unit=percent", NotComparable, "a share of the equity and a share of the profit"},
	{"profit beside revenue", "kind=profit to= value=-5e9 date=2024", "kind=revenue to= value=3.7e9 date=2024", NotComparable, "profit and revenue"},
	{"power beside its price", "kind=capacity value=10 unit=GW", "kind=purchase_commitment value=300e9", NotComparable, "power or chips and what they cost"},
	{"another investor of the same company", "value=10e9", "value=6e9 from=heron", NotComparable, "different counterparties"},
	{"the same investor in another company", "value=10e9", "value=6e9 to=heron", NotComparable, "different counterparties"},
	{"who pays whom", "kind=revenue_share value=20 unit=percent", "kind=revenue_share value=20 unit=percent from=corvid to=lumen", NotComparable, "opposite directions"},
	{"users of two products", "kind=user_count to= value=400e6 unit=users product=Chat", "kind=user_count to= value=30e6 unit=users product=Code", NotComparable, "different products"},
	{"users of a product and of all", "kind=user_count to= value=400e6 unit=users", "kind=user_count to= value=30e6 unit=users product=Code", NotComparable, "a part and the whole"},

	// Units.
	{"two currencies", "value=10e9", "value=9e9 unit=EUR", NotComparable, "different currencies: USD and EUR"},
	{"watts and chips of one deal", "kind=capacity value=6 unit=GW", "kind=capacity value=400000 unit=chips", NotComparable, "different units: GW and chips"},
	{"a share and the money paid for it", "kind=revenue_share value=20 unit=percent", "kind=revenue_share value=500e6", NotComparable, "a sum of money and a figure in percent"},

	// Basis.
	{"run-rate and recognised revenue", "kind=revenue to= value=12e9 basis=run-rate date=2025", "kind=revenue to= value=4e9 basis=recognised date=2025", NotComparable, "different basis: run-rate and recognised"},
	{"recognised and run-rate revenue", "kind=revenue to= value=4e9 basis=recognised date=2025", "kind=revenue to= value=12e9 basis=run-rate date=2025", NotComparable, "different basis"},
	{"a run-rate and a year's revenue", "kind=revenue to= value=12e9 period=run-rate date=2025", "kind=revenue to= value=4e9 period=year date=2025", NotComparable, "a run-rate and a figure per year"},
	{"all so far and what is added", "value=13e9 basis=cumulative", "value=10e9 basis=additional", NotComparable, "different basis: cumulative and additional"},
	{"all so far and a tranche", "value=13e9 basis=cumulative", "value=1e9 basis=tranche", NotComparable, "different basis: cumulative and tranche"},
	{"all so far and a sum that does not say", "value=13e9 basis=cumulative", "value=10e9", NotComparable, "one is cumulative, the other does not say"},
	{"committed and spent", "kind=purchase_commitment value=250e9 basis=committed", "kind=purchase_commitment value=60e9 basis=spent", NotComparable, "different basis: committed and spent"},
	{"before and after the money", "kind=valuation to= value=260e9 basis=pre-money", "kind=valuation to= value=300e9 basis=post-money", NotComparable, "different basis: pre-money and post-money"},
	{"gross and net", "kind=revenue to= value=5e9 basis=gross date=2025", "kind=revenue to= value=4e9 basis=net date=2025", NotComparable, "different basis: gross and net"},
	{"a joint sum and one investor's own", "value=40e9 joint=yes", "value=10e9", NotComparable, "a sum of several together"},

	// Scope.
	{"a part and the whole", "kind=revenue_share value=20 unit=percent", "kind=revenue_share value=15 unit=percent scope=API_sales", NotComparable, "a part and the whole: one is about API sales"},
	{"two parts", "kind=revenue_share value=20 unit=percent scope=subscriptions", "kind=revenue_share value=15 unit=percent scope=API_sales", NotComparable, "different scope"},

	// Periods.
	{"per year and per month", "kind=purchase_commitment value=12e9 period=year", "kind=purchase_commitment value=1e9 period=month", NotComparable, "different periods: year and month"},
	{"per year and in all", "kind=purchase_commitment value=60e9 period=year", "kind=purchase_commitment value=300e9", NotComparable, "a figure per year and one without a period"},
	{"contracts of two lengths", "kind=purchase_commitment value=22e9 period=5y", "kind=purchase_commitment value=38e9 period=7y", NotComparable, "different periods: 5y and 7y"},
	{"revenue of two years", "kind=revenue to= value=3.7e9 date=2024", "kind=revenue to= value=13e9 date=2025", NotComparable, "different periods: 2024 and 2025"},
	{"a quarter and its year", "kind=revenue to= value=1e9 date=2025-Q1", "kind=revenue to= value=13e9 date=2025", NotComparable, "different periods: 2025-Q1 and 2025"},
	{"a loss of a half year and of a year", "kind=profit to= value=-2e9 date=2025-H1", "kind=profit to= value=-5e9 date=2025", NotComparable, "different periods"},
	{"revenue of no stated period", "kind=revenue to= value=3e9", "kind=revenue to= value=4e9", NotComparable, "neither says for which period"},
	{"revenue of one year and of no stated one", "kind=revenue to= value=3e9 date=2024", "kind=revenue to= value=4e9", NotComparable, "one of them gives no date"},

	// Time: history is no conflict.
	{"a share now and by 2030", "kind=revenue_share value=10 unit=percent date=2030 role=by is=planned", "kind=revenue_share value=20 unit=percent", NotComparable, "change over time: by 2030 and now"},
	{"forecasts for two horizons", "kind=revenue to= value=100e9 date=2029 role=by is=planned", "kind=revenue to= value=29e9 date=2026 role=by is=planned", NotComparable, "different periods"},
	{"capacity by two dates", "kind=capacity value=10 unit=GW date=2030 role=by is=planned", "kind=capacity value=1 unit=GW date=2026 role=by is=planned", NotComparable, "change over time: by 2030 and by 2026"},
	{"a valuation half a year later", "kind=valuation to= value=300e9 pub=2025-04-01", "kind=valuation to= value=157e9 pub=2024-10-02", Supersedes, "it holds later"},
	{"a valuation half a year earlier", "kind=valuation to= value=157e9 pub=2024-10-02", "kind=valuation to= value=300e9 pub=2025-04-01", NotComparable, "an earlier value"},
	{"users as of two months", "kind=user_count to= value=800e6 unit=users date=2025-10", "kind=user_count to= value=400e6 unit=users date=2025-02", Supersedes, "it holds later"},
	{"users now, after a dated figure", "kind=user_count to= value=800e6 unit=users pub=2025-10-06", "kind=user_count to= value=400e6 unit=users date=2025-02 pub=2025-02-20", Supersedes, "it holds later"},
	{"more users after a lower bound", "kind=user_count to= value=800e6 unit=users pub=2025-10-06", "kind=user_count to= value=700e6 unit=users bound=at_least pub=2025-08-04", Supersedes, "it holds later"},
	{"a run-rate half a year later", "kind=revenue to= value=12e9 period=run-rate pub=2025-07-30", "kind=revenue to= value=5.5e9 period=run-rate pub=2024-12-10", Supersedes, "it holds later"},
	{"investments of two years", "value=10e9 date=2023", "value=1e9 date=2019", NotComparable, "different dates"},
	{"a dated and an undated investment", "value=10e9", "value=1e9 date=2019", NotComparable, "one of them gives no date"},
	{"undated investments of two seasons", "value=10e9 pub=2025-03-14", "value=1e9 pub=2024-09-01", NotComparable, "perhaps another deal"},
	{"a price raised", "kind=acquisition value=23e9 pub=2025-03-18", "kind=acquisition value=20e9 pub=2025-02-01", Supersedes, "it holds later"},
	{"a forecast made anew", "kind=spending to= value=80e9 date=2025 is=planned pub=2025-07-23", "kind=spending to= value=75e9 date=2025 is=planned pub=2025-02-04", Supersedes, "it holds later"},
	{"an outcome after its forecast", "kind=revenue to= value=12.1e9 date=2025 pub=2026-02-01", "kind=revenue to= value=13.9e9 date=2025 is=planned pub=2025-06-01", Supersedes, "actual after it was planned"},

	{"a first sum beside all of it", "value=1e9", "value=13e9 bound=at_least", NotComparable, "one may be a part of the other"},
	{"a small contract beside a large one", "kind=purchase_commitment value=38e9", "kind=purchase_commitment value=300e9", NotComparable, "one may be a part of the other"},
	{"all so far, twice", "value=30e9 basis=cumulative", "value=13e9 basis=cumulative", Conflicts, "cannot both hold"},
	{"an article without a date", "value=10e9 undated=yes", "value=15e9", NotComparable, "one of the articles is undated"},
	{"a share in an article without a date", "kind=revenue_share value=20 unit=percent", "kind=revenue_share value=30 unit=percent undated=yes", NotComparable, "one of the articles is undated"},
	{"dated claims of an article without a date", "kind=revenue to= value=3.7e9 date=2024 undated=yes", "kind=revenue to= value=4.9e9 date=2024", Conflicts, "cannot both hold"},
	{"an end in an article without a date", "kind=agreement_term date=2032 role=until undated=yes", "kind=agreement_term date=2030 role=until", NotComparable, "undated"},

	// Modality.
	{"a denial", "value=10e9 is=denied", "value=12e9", NotComparable, "denied"},
	{"a share that has ended beside the new one", "kind=revenue_share value=10 unit=percent", "kind=revenue_share value=20 unit=percent is=ended", Supersedes, "the other has ended"},
	{"a share that has ended", "kind=revenue_share value=20 unit=percent is=ended", "kind=revenue_share value=10 unit=percent", NotComparable, "it has ended"},
	{"a sum in talks, then agreed", "value=10e9 is=planned pub=2025-03-20", "value=30e9 is=possible", Supersedes, "planned after it was possible"},
	{"talks of a change beside a fact", "kind=revenue_share value=8 unit=percent is=possible pub=2025-09-12", "kind=revenue_share value=20 unit=percent", NotComparable, "only possible, beside what is actual"},

	// Bounds.
	{"a ceiling and a figure far below it", "value=30e9", "value=100e9 bound=at_most", NotComparable, "can both hold"},
	{"a ceiling and a figure under it", "value=30e9", "value=40e9 bound=at_most", Refines, "narrows"},
	{"a figure and the ceiling above it", "value=40e9 bound=at_most", "value=30e9", NotComparable, "can both hold"},
	{"a floor and the exact figure", "value=13.75e9", "value=13e9 bound=at_least", Refines, "narrows"},
	{"a floor and a figure far above it", "value=135e9", "value=13e9 bound=at_least", NotComparable, "can both hold"},
	{"a floor and a ceiling that leave room", "value=10e9 bound=at_least", "value=40e9 bound=at_most", NotComparable, "can both hold"},
	{"a rounded headline and the figure", "value=14.3e9", "value=14e9", Refines, "narrows"},
	{"the figure and a rounded headline", "value=14e9", "value=14.3e9", NotComparable, "can both hold"},
	{"about a figure and the figure", "value=14.3e9", "value=15e9 bound=about", Refines, "narrows"},
	{"a range and a figure in it", "value=35e9", "value=30e9..40e9", Refines, "narrows"},
	{"ranges that overlap", "value=30e9..40e9", "value=35e9..45e9", NotComparable, "can both hold"},

	// Conflicts.
	{"two sums in one day's news", "value=10e9", "value=15e9 pub=2025-03-15", Conflicts, "cannot both hold"},
	{"two shares at one time", "kind=revenue_share value=20 unit=percent", "kind=revenue_share value=30 unit=percent pub=2025-03-20", Conflicts, "cannot both hold"},
	{"a figure over the ceiling", "value=55e9", "value=40e9 bound=at_most", Conflicts, "cannot both hold"},
	{"a figure under the floor", "value=8e9", "value=13e9 bound=at_least", Conflicts, "cannot both hold"},
	{"about is not that wide", "value=20e9", "value=15e9 bound=about", Conflicts, "cannot both hold"},
	{"ranges apart", "value=30e9..40e9", "value=50e9..60e9", Conflicts, "cannot both hold"},
	{"one year's revenue twice", "kind=revenue to= value=3.7e9 date=2024", "kind=revenue to= value=4.9e9 date=2024 pub=2025-06-01", Conflicts, "cannot both hold"},
	{"profit and loss", "kind=profit to= value=1e9 date=2024", "kind=profit to= value=-1e9 date=2024", Conflicts, "cannot both hold"},
	{"investments of one year", "value=10e9 date=2023", "value=12e9 date=2023-01", Conflicts, "cannot both hold"},
	{"sums in talks at one time", "value=30e9 is=possible", "value=20e9 is=possible pub=2025-03-16", Conflicts, "cannot both hold"},
	{"equal basis does not hide a conflict", "value=13e9 basis=cumulative", "value=10e9 basis=cumulative pub=2025-03-16", Conflicts, "cannot both hold"},
	{"one article gives both", "value=10e9 art=a", "value=1e9 art=a", NotComparable, "one article gives both"},

	// Without a figure.
	{"a licence's price after its news", "kind=licensing value=250e6", "kind=licensing", Refines, "gives the figure"},
	{"a licence's news after its price", "kind=licensing", "kind=licensing value=250e6", NotComparable, "gives no figure"},
	{"an exclusivity of two scopes", "kind=exclusivity scope=cloud product=a", "kind=exclusivity product=b", NotComparable, "different products"},
	{"an end moved later", "kind=agreement_term date=2032 role=until pub=2025-10-28", "kind=agreement_term date=2030 role=until", Supersedes, "the end moved from 2030 to 2032"},
	{"an end moved, seen from before", "kind=agreement_term date=2030 role=until", "kind=agreement_term date=2032 role=until pub=2025-10-28", NotComparable, "an earlier value"},
	{"two ends at one time", "kind=agreement_term date=2032 role=until", "kind=agreement_term date=2030 role=until", Conflicts, "cannot end both"},
	{"a month and its year", "kind=agreement_term date=2030-06 role=until", "kind=agreement_term date=2030 role=until", Refines, "narrows"},
	{"ends of two rights", "kind=agreement_term date=2032 role=until scope=models", "kind=agreement_term date=2030 role=until scope=research", NotComparable, "different scope"},
	{"legal forms without a figure", "kind=restructuring to= is=planned product=a", "kind=restructuring to= product=b", NotComparable, "different products"},
}

func TestCompareDecides(t *testing.T) {
	if len(compared) < 60 {
		t.Errorf("%d cases, want at least 60", len(compared))
	}
	for _, c := range compared {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(said(t, c.a), said(t, c.b))
			if got.Kind != c.want || !strings.Contains(got.Why, c.why) {
				t.Errorf("Compare(%s\n beside %s)\n got %s: %s\nwant %s: … %s …", c.a, c.b, got.Kind, got.Why, c.want, c.why)
			}
		})
	}
}

// A conflict does not depend on which side it is looked at from, and nothing
// supersedes what supersedes it.
func TestCompareIsFairToBothSides(t *testing.T) {
	for _, c := range compared {
		a, b := said(t, c.a), said(t, c.b)
		ab, ba := Compare(a, b), Compare(b, a)
		if (ab.Kind == Conflicts) != (ba.Kind == Conflicts) {
			t.Errorf("%s: %s one way, %s the other", c.name, ab.Kind, ba.Kind)
		}
		if (ab.Kind == Same) != (ba.Kind == Same) {
			t.Errorf("%s: %s one way, %s the other", c.name, ab.Kind, ba.Kind)
		}
		if ab.Kind == Supersedes && ba.Kind == Supersedes {
			t.Errorf("%s: each supersedes the other", c.name)
		}
		if ab.Why == "" || ba.Why == "" {
			t.Errorf("%s: no reason given", c.name)
		}
	}
}

func TestCompareHeedsWhatAnArticleReplaces(t *testing.T) {
	older, newer := said(t, "kind=revenue_share value=20 unit=percent"), said(t, "kind=revenue_share value=15 unit=percent")
	newer.Replaces = []string{older.Key}
	if r := Compare(newer, older); r.Kind != Supersedes || !strings.Contains(r.Why, "replaces") {
		t.Errorf("the new beside the old: %+v", r)
	}
	if r := Compare(older, newer); r.Kind != NotComparable || !strings.Contains(r.Why, "replaced") {
		t.Errorf("the old beside the new: %+v", r)
	}
}
