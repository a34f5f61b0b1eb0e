package digest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/party"
)

// forms are the phrases of one kind of claim by modality. {S} and {O} stand for
// the parties, {V} for the value with its bound and period, {P} for the product,
// {Q} for one that is no proper name, {F} for the legal form, {G} for profit or
// loss. What stands in square brackets falls away where something in it is
// missing. Who denied something is not told by the claim: its source may be
// whoever reports the denial.
type forms struct {
	actual   string
	past     string // actual, of a year or a quarter that is named; empty: as actual
	planned  string
	possible string
	ended    string
	thing    string // noun phrase: "Denied: {thing}"
	asOf     bool   // holds over time, so a day or month is "as of", not "in"
}

// phrases by kind, or by kind and unit where the words depend on it.
var phrases = map[string]forms{
	"revenue_share/percent": {
		actual: "{S} pays[ {O}] {V} of[ {P}] revenue", planned: "{S} is to pay[ {O}] {V} of[ {P}] revenue",
		possible: "{S} may pay[ {O}] {V} of[ {P}] revenue", ended: "{S} no longer pays[ {O}] {V} of[ {P}] revenue",
		thing: "{S} pays[ {O}] {V} of[ {P}] revenue", past: "{S} paid[ {O}] {V} of[ {P}] revenue"},
	"revenue_share": {
		actual: "{S} pays[ {O}] {V} as a share of[ {P}] revenue", planned: "{S} is to pay[ {O}] {V} as a share of[ {P}] revenue",
		possible: "{S} may pay[ {O}] {V} as a share of[ {P}] revenue", ended: "{S} no longer pays[ {O}] {V} as a share of[ {P}] revenue",
		thing: "{S} pays[ {O}] {V} as a share of[ {P}] revenue", past: "{S} paid[ {O}] {V} as a share of[ {P}] revenue"},
	"profit_share/percent": {
		actual: "{S} pays[ {O}] {V} of[ {P}] profits", planned: "{S} is to pay[ {O}] {V} of[ {P}] profits",
		possible: "{S} may pay[ {O}] {V} of[ {P}] profits", ended: "{S} no longer pays[ {O}] {V} of[ {P}] profits",
		thing: "{S} pays[ {O}] {V} of[ {P}] profits", past: "{S} paid[ {O}] {V} of[ {P}] profits"},
	"profit_share": {
		actual: "{S} pays[ {O}] {V} as a share of[ {P}] profits", planned: "{S} is to pay[ {O}] {V} as a share of[ {P}] profits",
		possible: "{S} may pay[ {O}] {V} as a share of[ {P}] profits", ended: "{S} no longer pays[ {O}] {V} as a share of[ {P}] profits",
		thing: "{S} pays[ {O}] {V} as a share of[ {P}] profits", past: "{S} paid[ {O}] {V} as a share of[ {P}] profits"},
	"investment": {
		actual: "{S} invested {V}[ in {O}]", planned: "{S} plans to invest {V}[ in {O}]", possible: "{S} may invest {V}[ in {O}]",
		ended: "{S} no longer plans to invest {V}[ in {O}]", thing: "an investment of {V} by {S}[ in {O}]"},
	"funding_round": {
		actual: "{S} raised {V}", planned: "{S} plans to raise {V}", possible: "{S} may raise {V}",
		ended: "{S} no longer plans to raise {V}", thing: "a funding round of {V} by {S}"},
	"debt": {
		actual: "{S} borrowed {V}[ from {O}]", planned: "{S} plans to borrow {V}[ from {O}]", possible: "{S} may borrow {V}[ from {O}]",
		ended: "{S} no longer owes {V}[ to {O}]", thing: "a debt of {V} of {S}[ to {O}]"},
	"equity_stake/percent": {
		actual: "{S} holds {V}[ of {O}]", planned: "{S} is to hold {V}[ of {O}]", possible: "{S} may hold {V}[ of {O}]",
		ended: "{S} no longer holds {V}[ of {O}]", thing: "{S} holds {V}[ of {O}]", asOf: true},
	"equity_stake": {
		actual: "{S} holds a stake worth {V}[ in {O}]", planned: "{S} is to hold a stake worth {V}[ in {O}]",
		possible: "{S} may hold a stake worth {V}[ in {O}]", ended: "{S} no longer holds a stake worth {V}[ in {O}]",
		thing: "{S} holds a stake worth {V}[ in {O}]", asOf: true},
	"valuation": {
		actual: "{S} is valued at {V}", planned: "{S} is to be valued at {V}", possible: "{S} may be valued at {V}",
		ended: "{S} is no longer valued at {V}", thing: "a valuation of {S} at {V}", past: "{S} was valued at {V}"},
	"purchase_commitment": {
		actual: "{S} is committed to spend {V}[ with {O}][ on {P}]", planned: "{S} plans to spend {V}[ with {O}][ on {P}]",
		possible: "{S} may spend {V}[ with {O}][ on {P}]", ended: "{S} is no longer committed to spend {V}[ with {O}][ on {P}]",
		thing: "a commitment of {S} to spend {V}[ with {O}][ on {P}]", asOf: true},
	"capacity/GW": {
		actual: "{S} has {V} of capacity[ from {O}][ for {P}]", planned: "{S} plans {V} of capacity[ from {O}][ for {P}]",
		possible: "{S} may take {V} of capacity[ from {O}][ for {P}]", ended: "{S} no longer has {V} of capacity[ from {O}][ for {P}]",
		thing: "{V} of capacity for {S}[ from {O}]", asOf: true},
	"capacity": {
		actual: "{S} has {V} chips[ from {O}][ for {P}]", planned: "{S} plans {V} chips[ from {O}][ for {P}]",
		possible: "{S} may take {V} chips[ from {O}][ for {P}]", ended: "{S} no longer has {V} chips[ from {O}][ for {P}]",
		thing: "{V} chips for {S}[ from {O}]", asOf: true},
	"licensing": {
		actual: "{S} has a licence[ for {P}][ from {O}][ for {V}]", planned: "{S} is to get a licence[ for {P}][ from {O}][ for {V}]",
		possible: "{S} may get a licence[ for {P}][ from {O}][ for {V}]", ended: "{S} no longer has a licence[ for {P}][ from {O}][ for {V}]",
		thing: "a licence of {S}[ for {P}][ from {O}][ for {V}]", asOf: true},
	"revenue": {
		actual: "{S} has revenue of {V}[ from {P}]", past: "{S} had revenue of {V}[ from {P}]", planned: "{S} is expected to have revenue of {V}[ from {P}]",
		possible: "{S} may have revenue of {V}[ from {P}]", ended: "{S} no longer has revenue of {V}[ from {P}]", thing: "revenue of {V} of {S}[ from {P}]"},
	"profit": {
		actual: "{S} makes a {G} of {V}[ with {P}]", past: "{S} made a {G} of {V}[ with {P}]", planned: "{S} is expected to make a {G} of {V}[ with {P}]",
		possible: "{S} may make a {G} of {V}[ with {P}]", ended: "{S} no longer makes a {G} of {V}[ with {P}]", thing: "a {G} of {V} of {S}[ with {P}]"},
	"spending": {
		actual: "{S} spends {V}[ on {P}]", past: "{S} spent {V}[ on {P}]", planned: "{S} plans to spend {V}[ on {P}]",
		possible: "{S} may spend {V}[ on {P}]", ended: "{S} no longer spends {V}[ on {P}]", thing: "spending of {V} by {S}[ on {P}]"},
	"user_count": {
		actual: "{S} has {V}[ of {P}][ ({Q})]", past: "{S} had {V}[ of {P}][ ({Q})]", planned: "{S} is expected to have {V}[ of {P}][ ({Q})]",
		possible: "{S} may have {V}[ of {P}][ ({Q})]", ended: "{S} no longer has {V}[ of {P}][ ({Q})]", thing: "{V} of {S}[ for {P}][ ({Q})]"},
	"exclusivity": {
		actual: "{S} has exclusive rights[ from {O}][ on {P}]", planned: "{S} is to get exclusive rights[ from {O}][ on {P}]",
		possible: "{S} may get exclusive rights[ from {O}][ on {P}]", ended: "{S} no longer has exclusive rights[ from {O}][ on {P}]",
		thing: "exclusive rights of {S}[ from {O}][ on {P}]", asOf: true},
	"agreement_term": {
		actual: "The agreement of {S}[ and {O}][ on {P}] runs", planned: "The agreement of {S}[ and {O}][ on {P}] is to run",
		possible: "The agreement of {S}[ and {O}][ on {P}] may run", ended: "The agreement of {S}[ and {O}][ on {P}] no longer runs",
		thing: "the agreement of {S}[ and {O}][ on {P}] runs"},
	"acquisition": {
		actual: "{S} acquired {O}[ for {V}]", planned: "{S} plans to acquire {O}[ for {V}]", possible: "{S} may acquire {O}[ for {V}]",
		ended: "{S} no longer plans to acquire {O}[ for {V}]", thing: "an acquisition of {O} by {S}[ for {V}]"},
	"partnership": {
		actual: "{S} and {O} are partners[ on {P}]", planned: "{S} and {O} plan a partnership[ on {P}]", possible: "{S} and {O} may become partners[ on {P}]",
		ended: "{S} and {O} are no longer partners[ on {P}]", thing: "a partnership of {S} and {O}[ on {P}]"},
	"partnership/announced": {
		actual: "{S} and {O} announced a partnership[ on {P}]", planned: "{S} and {O} announced a plan for a partnership[ on {P}]",
		possible: "{S} and {O} may become partners[ on {P}]",
		ended:    "{S} and {O} are no longer partners[ on {P}]", thing: "a partnership of {S} and {O}[ on {P}]"},
	"partnership/expanded": {
		actual: "{S} and {O} expanded their partnership[ on {P}]", planned: "{S} and {O} plan to expand their partnership[ on {P}]",
		possible: "{S} and {O} may expand their partnership[ on {P}]",
		ended:    "{S} and {O} are no longer partners[ on {P}]", thing: "an expansion of the partnership of {S} and {O}[ on {P}]"},
	"partnership/amended": {
		actual: "{S} and {O} amended their partnership[ on {P}]", planned: "{S} and {O} plan to amend their partnership[ on {P}]",
		possible: "{S} and {O} may amend their partnership[ on {P}]",
		ended:    "{S} and {O} are no longer partners[ on {P}]", thing: "an amendment of the partnership of {S} and {O}[ on {P}]"},
	"partnership/ended": {
		actual: "{S} and {O} ended their partnership[ on {P}]", planned: "{S} and {O} plan to end their partnership[ on {P}]",
		possible: "{S} and {O} may end their partnership[ on {P}]",
		ended:    "{S} and {O} ended their partnership[ on {P}]", thing: "an end of the partnership of {S} and {O}[ on {P}]"},
	"partnership/talks": {
		actual: "{S} and {O} are in talks about a partnership[ on {P}]", planned: "{S} and {O} plan talks about a partnership[ on {P}]",
		possible: "{S} and {O} are in talks about a partnership[ on {P}]",
		ended:    "{S} and {O} are no longer in talks about a partnership[ on {P}]", thing: "talks of {S} and {O} about a partnership[ on {P}]"},
	"restructuring": {
		actual: "{S} restructured[ ({F})]", planned: "{S} plans to restructure[ ({F})]", possible: "{S} may restructure[ ({F})]",
		ended: "{S} no longer plans to restructure[ ({F})]", thing: "a restructuring of {S}[ ({F})]"},
	"restructuring/IPO": {
		actual: "{S} went public", planned: "{S} plans to go public", possible: "{S} may go public",
		ended: "{S} no longer plans to go public", thing: "a plan of {S} to go public"},
}

// phrasesOf finds the most special phrases for a claim.
func phrasesOf(c extract.Claim) (forms, bool) {
	special := c.Event
	switch {
	case c.Kind == "partnership":
	case c.Kind == "restructuring":
		special = c.Form
	case c.Value != nil:
		special = c.Value.Unit
	}
	if f, ok := phrases[c.Kind+"/"+special]; ok {
		return f, true
	}
	f, ok := phrases[c.Kind]
	return f, ok
}

// Statement says a claim in words, from its fields alone: "OpenAI pays
// Microsoft 20% of revenue". names gives the display name of a slug; nil makes
// one of the slug itself.
func Statement(c extract.Claim, names func(slug string) string) string {
	names = named(asWritten(names, c))
	f, ok := phrasesOf(c)
	if !ok {
		return plain(c, names)
	}
	words := map[string]string{"S": "an unnamed party", "G": "profit", "P": name(c.Product), "F": name(c.Form)}
	if c.Subject != "" {
		words["S"] = names(c.Subject)
	}
	if c.Object != "" {
		words["O"] = names(c.Object)
	}
	if r, _ := utf8.DecodeRuneInString(c.Product); unicode.IsLower(r) { // a sort of users, not a product's name
		words["Q"] = words["P"]
		if c.Kind == "user_count" {
			words["P"] = ""
		}
	}
	v := value(c)
	switch {
	case v != nil:
		words["V"] = v.Words
		if c.Kind == "profit" && strings.HasPrefix(string(v.Max), "-") {
			words["G"] = "loss"
		}
	case c.Kind == "capacity":
		words["V"] = "an unstated number of"
	case c.Kind == "user_count":
		words["V"] = "an unstated number of users"
	case strings.Contains(f.actual, " {V}") && !strings.Contains(f.actual, "[ for {V}]"):
		words["V"] = "an unstated sum"
	}
	form := f.actual
	switch c.Modality {
	case "planned":
		form = f.planned
	case "possible":
		form = f.possible
	case "ended":
		form = f.ended
	case "denied":
		form = "Denied: " + f.thing
	default:
		if f.past != "" && c.DateRole == "in" && c.Date != "" {
			form = f.past
		}
	}
	s := fill(form, words) + when(c, f) + remarks(c)
	if rest, ok := strings.CutPrefix(s, "an unnamed"); ok {
		return "An unnamed" + rest
	}
	return s
}

// fill puts words into a form.
func fill(form string, words map[string]string) string {
	var b strings.Builder
	for form != "" {
		i := strings.IndexAny(form, "[{")
		if i < 0 {
			b.WriteString(form)
			break
		}
		b.WriteString(form[:i])
		form = form[i:]
		if form[0] == '{' {
			j := strings.IndexByte(form, '}')
			b.WriteString(cmp.Or(words[form[1:j]], "an unnamed party"))
			form = form[j+1:]
			continue
		}
		j := strings.IndexByte(form, ']')
		group := form[1:j]
		form = form[j+1:]
		k, l := strings.IndexByte(group, '{'), strings.IndexByte(group, '}')
		if words[group[k+1:l]] != "" {
			b.WriteString(group[:k] + words[group[k+1:l]] + group[l+1:])
		}
	}
	return b.String()
}

// when says the claim's date: " by 2030", " until 1 March 2032". A day on a
// claim that is not yet so is mostly the day it was agreed or announced, so it
// is set apart instead of being read as the day it will happen.
func when(c extract.Claim, f forms) string {
	var term string
	if c.Kind == "agreement_term" {
		if n, unit, ok := duration(c.Period); ok {
			term = " for " + n + " " + unit
		}
	}
	if c.Date == "" {
		return term
	}
	words, day := dateWords(c.Date)
	switch c.DateRole {
	case "by", "until", "since":
		return term + " " + c.DateRole + " " + words
	case "in":
		switch {
		case c.Modality == "ended" || c.Modality == "denied" || day && c.Modality != "actual":
			return term + " (" + words + ")"
		case f.asOf && c.Modality == "actual":
			return term + " as of " + words
		case day:
			return term + " on " + words
		}
		return term + " in " + words
	}
	return term + " (" + words + ")"
}

// remarks gives what else decides with what a value may be compared.
func remarks(c extract.Claim) string {
	var r []string
	if c.Joint {
		r = append(r, "jointly with others")
	}
	for _, b := range c.Basis {
		if b != "run-rate" {
			r = append(r, name(b))
		}
	}
	if c.Scope != "" {
		r = append(r, "for "+name(strings.TrimPrefix(c.Scope, "for ")))
	}
	if len(r) == 0 {
		return ""
	}
	return " (" + strings.Join(r, ", ") + ")"
}

// name keeps a name from the text, or what was taken for one, to a length that a
// line can bear.
func name(s string) string { return short(s, 80) }

// plain says a claim of a kind that has no phrases.
func plain(c extract.Claim, names func(string) string) string {
	s := strings.ReplaceAll(c.Kind, "_", " ")
	if s == "" {
		s = "claim"
	}
	s += ":"
	if c.Subject != "" {
		s += " " + names(c.Subject)
	}
	if c.Object != "" {
		s += " and " + names(c.Object)
	}
	if v := value(c); v != nil {
		s += ", " + v.Words
	}
	if c.Product != "" {
		s += ", " + c.Product
	}
	if c.Modality != "" && c.Modality != "actual" {
		s += ", " + c.Modality
	}
	return s + when(c, forms{}) + remarks(c)
}

// value of a claim with its words, or nil.
func value(c extract.Claim) *Value {
	if c.Value == nil {
		return nil
	}
	v := Value{Min: number(c.Value.Min), Max: number(c.Value.Max), Unit: c.Value.Unit, Bound: c.Value.Bound}
	loss := c.Kind == "profit" && strings.HasPrefix(string(v.Max), "-")
	v.Words = bound(c) + figure(v, !loss)
	switch {
	case v.Unit == "users":
		often := map[string]string{"day": "daily ", "week": "weekly ", "month": "monthly ", "year": "yearly "}
		v.Words += " " + often[c.Period] + "users"
		if often[c.Period] == "" {
			v.Words += period(c.Period)
		}
	case c.Kind == "agreement_term", c.Kind == "valuation" && !strings.Contains(c.Period, "y"):
	case c.Period == "" && slices.Contains(c.Basis, "run-rate"):
		v.Words += period("run-rate")
	default:
		v.Words += period(c.Period)
	}
	return &v
}

// asWritten names the parties that nobody else has a name for as the claims write
// them: most often, and among equals the first in the alphabet.
func asWritten(names func(string) string, claims ...extract.Claim) func(string) string {
	times := map[string]map[string]int{}
	for _, c := range claims {
		for _, at := range []struct {
			slug string
			at   *claim.Pointer
		}{{c.Subject, c.Evidence.Subject}, {c.Object, c.Evidence.Object}} {
			p := at.at
			if at.slug == "" || p == nil || p.In != c.In || p.Start < c.Start || p.End > c.Start+len(c.Quote) || p.Start >= p.End {
				continue
			}
			written := c.Quote[p.Start-c.Start : p.End-c.Start]
			if party.Slug(written) != at.slug { // a pronoun, or a description
				continue
			}
			written = strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(written, "’s"), "'s"), "the ")
			if times[at.slug] == nil {
				times[at.slug] = map[string]int{}
			}
			times[at.slug][written]++
		}
	}
	return func(slug string) string {
		if names != nil {
			if n := names(slug); n != "" && n != slug {
				return n
			}
		}
		best := ""
		for _, written := range slices.Sorted(maps.Keys(times[slug])) {
			if best == "" || times[slug][written] > times[slug][best] {
				best = written
			}
		}
		return name(best)
	}
}

// named makes a slug readable where nobody gives it a name.
func named(names func(string) string) func(string) string {
	return func(slug string) string {
		if names != nil {
			if n := names(slug); n != "" && n != slug {
				return n
			}
		}
		words := strings.Split(slug, "-")
		for i, w := range words {
			if w != "" && w[0] < utf8.RuneSelf {
				words[i] = strings.ToUpper(w[:1]) + w[1:]
			}
		}
		return strings.Join(words, " ")
	}
}
