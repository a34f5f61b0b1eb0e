package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// The sentences that Markdown, text and HTML share.

var eventWord = map[string]string{
	"new": "new", "changed": "changed", "conflict": "conflict", "confirmed": "confirmed", "repeated": "repeated",
	"withdrawn": "withdrawn", "edited": "edited", "gone": "gone",
}

// symbol is the mark before an event's word, so that colour never carries the
// meaning alone.
var symbol = map[string]string{
	"new": "+", "changed": "→", "conflict": "≠", "confirmed": "✓", "repeated": "=", "withdrawn": "×", "edited": "∆", "gone": "∅",
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// facts is the second line of a finding: status, who is behind it, and what else
// a reader must know before quoting the figure.
func facts(it Item) string {
	parts := []string{standing(it.Finding)}
	if it.Event == "withdrawn" { // maybe by one outlet of several: that comes first
		return joined(circumstances(it), standing(it.Finding))
	}
	if it.Event == "new" { // its state is its standing, and nothing was before
		return joined(append(parts, circumstances(it))...)
	}
	if it.Event != "changed" && (it.Before != "" || it.After != "") { // a change has it in its line
		parts = append(parts, "was "+cmp.Or(it.Before, "not known")+", now "+cmp.Or(it.After, "not known"))
	}
	return joined(append(parts, circumstances(it))...)
}

// standing is how a finding stands whatever happened to it today.
func standing(f Finding) string {
	derived := ""
	if f.Derived {
		derived = "derived: computed from the sentence, not written in it"
	}
	return joined(f.Status, f.Provenance, derived, f.Note)
}

// circumstances are why an event happened and what else did.
func circumstances(it Item) string {
	var parts []string
	if it.Why != it.Finding.Rule || it.Event == "withdrawn" { // the rule says at length what the status says
		parts = append(parts, it.Why)
	}
	for _, a := range it.Also {
		parts = append(parts, "also "+cmp.Or(eventWord[a], a)+" today")
	}
	return joined(parts...)
}

// elsewhere says where an item is told in full.
func elsewhere(it Item) string {
	var words []string
	for _, a := range it.Also {
		words = append(words, cmp.Or(eventWord[a], a))
	}
	return "told in full under " + list(words)
}

// joined puts facts on one line.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" }), " · ")
}

// done and inForce are the kinds whose actual claims are deeds, and those that
// are ties; the rest are measures.
var (
	done    = []string{"investment", "funding_round", "debt", "acquisition", "restructuring"}
	inForce = []string{"revenue_share", "profit_share", "equity_stake", "purchase_commitment", "capacity", "licensing", "exclusivity", "agreement_term", "partnership"}
)

// stateWord says a finding's state as a reader knows it.
func stateWord(state, kind string) string {
	switch {
	case state != "actual":
		return state
	case slices.Contains(done, kind):
		return "done"
	case slices.Contains(inForce, kind):
		return "in force"
	}
	return state
}

func otherWord(it Item) string {
	if it.Event == "conflict" {
		return "Held so far"
	}
	return "Before"
}

func nowWord(it Item) string {
	if it.Event == "conflict" {
		return "New figure"
	}
	return "Now"
}

// quoted is a sentence as it is shown: cut, and in quotation marks unless it
// begins with one of its own.
func quoted(s string) string {
	s = short(s, maxQuote)
	if r, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("\"“„«‘", r) {
		return s
	}
	return "“" + s + "”"
}

// shown is the sighting an item is about.
func shown(it Item) Source {
	if it.Source != nil {
		return *it.Source
	}
	return it.Finding.Source
}

// dateSources says where a page's date was read, in words.
var dateSources = map[string]string{
	"json-ld": "page data", "meta": "page data", "time": "on the page", "url": "in the address", "text": "in the text", "feed": "feed", "given": "as given",
}

// dating is one of a source's dates in words: "published 2025-11-24 18:05 UTC
// (page data)". Stamp is what may not be broken across lines.
type dating struct{ Word, Stamp, From string }

// datings say theirs and ours apart.
func datings(s Source) []dating {
	var out []dating
	if p := instant(s.Published); p != "" {
		d := dating{Word: "published", Stamp: p}
		if s.DateFrom != "" {
			d.From = "(" + cmp.Or(dateSources[s.DateFrom], s.DateFrom) + ")"
		}
		out = append(out, d)
	} else if s.Quote != "" {
		out = append(out, dating{Word: "no date of publication"})
	}
	if p := instant(s.Seen); p != "" {
		out = append(out, dating{Word: "seen by us", Stamp: p})
	}
	return out
}

// dates are the datings on one line.
func dates(s Source) string {
	var parts []string
	for _, d := range datings(s) {
		parts = append(parts, strings.TrimSpace(strings.TrimSpace(d.Word+" "+d.Stamp)+" "+d.From))
	}
	return strings.Join(parts, ", ")
}

func dateShown(d string) string {
	words, _ := dateWords(d)
	return words
}

func repeatCount(r Repeat) string {
	return fmt.Sprintf("%s more today; %s, %s", times(r.Times), plural(r.Outlets, "outlet"), plural(r.Origins, "independent origin"))
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func editWords(e Edit) string {
	moved := ""
	if e.Before != "" || e.After != "" {
		moved = "was “" + short(e.Before, 160) + "”, now “" + short(e.After, 160) + "”"
	}
	return joined(moved, e.Why)
}

func reason(s SourceState) string {
	r := s.Outcome
	if s.Reason != "" {
		r += ", " + s.Reason
	}
	if s.Overdue {
		r += "; overdue"
	}
	return r + "; " + lastSuccess(s)
}

func lastSuccess(s SourceState) string {
	if s.Last.IsZero() {
		return "never looked at with success"
	}
	return "last success " + instant(s.Last)
}

func tally(counts []Count) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.Outcome))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func runsWords(c Coverage) string {
	s := capital(plural(c.Runs, "run"))
	if c.Cut > 0 {
		s += fmt.Sprintf(", %d of them cut short", c.Cut)
	}
	return s + "."
}

// nothing says on a day without news whether that means anything.
func nothing(d Digest) string {
	t := d.Totals
	if t.New+t.Changed+t.Conflicts+t.Confirmed+t.Withdrawn+t.Edited+t.Gone > 0 {
		return ""
	}
	c := d.Coverage
	switch {
	case c.Runs == 0:
		return "Nothing was looked at on this day, so nothing can be said about it."
	case c.Looked == 0 && len(c.Failing) > 0:
		return "No source could be looked at. This is not a day without news."
	case c.Looked == 0:
		return "Nothing was due on this day, so nothing was looked at."
	case len(c.Failing) > 0:
		return fmt.Sprintf("Nothing new in what could be looked at; %s could not be.", plural(len(c.Failing), "source"))
	}
	return "Nothing new: every source that was due was looked at."
}

// maxListed is how many upcoming dates, and how many repeats, are shown; the JSON
// holds them all.
const maxListed = 40

// listed is what is shown of a list, and how much is not, in words.
func listed[T any](all []T) ([]T, string) {
	if len(all) <= maxListed {
		return all, ""
	}
	return all[:maxListed], rest(len(all) - maxListed)
}

func zone(d Digest) string { return cmp.Or(d.Zone, "UTC") }

func footer(d Digest) string {
	s := "pactwatch"
	if d.Version != "" {
		s += " " + d.Version
	}
	s += ". The day is that of " + zone(d) + "."
	if !d.AsOf.IsZero() {
		s += " As of " + d.AsOf.Format("2006-01-02 15:04") + " UTC."
	}
	if d.Closed {
		s += " The day is closed."
	} else {
		s += " The day is still open."
	}
	if n := d.Totals.Replayed; n > 0 {
		s += fmt.Sprintf(" %s of a replay not announced.", plural(n, "event"))
	}
	return s
}
