package digest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// markdown renders a digest for any CommonMark reader: text from outside is
// escaped wherever a character could mean something, addresses stand
// percent-encoded between angle brackets.
func markdown(d Digest) []byte {
	w := writer{text: escape, strong: "**", mark: "*"}
	w.digest(readable(d))
	return w.b.Bytes()
}

// text renders the same for a terminal or the plain part of a mail.
func text(d Digest) []byte {
	w := writer{text: strings.TrimSpace, plain: true}
	w.digest(readable(d))
	return w.b.Bytes()
}

// escape puts a backslash before every character that Markdown, or one of the
// extensions in use (tables, strikethrough, mathematics, emoji codes, bare
// links), might take as its own. CommonMark allows that for any punctuation.
func escape(s string) string {
	s = strings.TrimSpace(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>#|~&!$^=@", r),
			r == ':' && codeMayFollow(s, i),
			r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www"):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// codeMayFollow reports whether the colon at s[i] could begin an emoji code or
// stand in an address; the one in 09:30 cannot.
func codeMayFollow(s string, i int) bool {
	if i+1 >= len(s) || s[i+1] == ' ' {
		return false
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	return i == 0 || !digit(s[i-1]) || !digit(s[i+1])
}

// writer lays a digest out as text.
type writer struct {
	b            bytes.Buffer
	text         func(string) string // makes outside text harmless
	strong, mark string
	plain        bool
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *writer) section(title string, n int) {
	w.line("")
	if w.plain {
		title = strings.ToUpper(title)
	} else {
		title = "## " + title
	}
	if n == 0 {
		w.line("%s: none", title)
		return
	}
	w.line("%s", title)
	w.line("")
}

func (w *writer) bold(s string) string {
	if s = w.text(s); s == "" {
		return ""
	}
	return w.strong + s + w.strong
}

// more is a further line of a list item.
func (w *writer) more(s string) {
	if s == "" {
		return
	}
	if w.plain {
		w.line("    %s", s)
		return
	}
	// A backslash before the line end is a line break.
	w.b.Truncate(w.b.Len() - 1)
	w.line("\\\n  %s", s)
}

func (w *writer) digest(d Digest) {
	if w.plain {
		w.line("%s, %s (%s)", w.text(d.Title), w.text(d.Day), w.text(zone(d)))
	} else {
		w.line("# %s, %s", w.text(d.Title), w.text(d.Day))
	}
	w.line("")
	w.line("%s", w.text(d.Headline))
	if s := nothing(d); s != "" {
		w.line("")
		w.line("%s", w.bold(s))
	}

	if len(d.Top) > 0 {
		w.line("")
	}
	for _, l := range d.Top {
		w.line("- %s: %s", w.text(capital(eventWord[l.Event])), w.text(l.Line))
	}

	w.section("Changed and conflicting", len(d.Changed))
	items, more := shownItems(d.Changed)
	for _, it := range items {
		w.change(it)
	}
	w.rest(more)
	w.section("Confirmed", len(d.Confirmed))
	items, more = shownItems(d.Confirmed)
	for _, it := range items {
		w.item(it)
	}
	w.rest(more)
	w.section("New", len(d.New))
	deals, more := shownDeals(d.New)
	for i, g := range deals {
		if i > 0 {
			w.line("")
		}
		if w.plain {
			w.line("%s", w.text(g.Name))
		} else {
			w.line("### %s", w.text(g.Name))
			w.line("")
		}
		for _, it := range g.Items {
			w.item(it)
		}
	}
	w.rest(more)
	w.section("Withdrawn, edited and gone", len(d.Withdrawn)+len(d.Edits))
	items, more = shownItems(d.Withdrawn)
	for _, it := range items {
		w.item(it)
	}
	w.rest(more)
	edits, more := listed(d.Edits)
	for _, e := range edits {
		w.edit(e)
	}
	w.rest(more)
	w.section("Upcoming dates", len(d.Upcoming))
	upcoming, more := listed(d.Upcoming)
	for _, f := range upcoming {
		w.line("- %s: %s", w.text(dateShown(f.Date)), w.text(f.Statement))
		w.more(w.text(f.Status + "; " + f.Provenance))
	}
	w.rest(more)
	w.section("Repeated", len(d.Repeated))
	repeated, more := listed(d.Repeated)
	for _, r := range repeated {
		w.line("- %s: %s", w.text(r.Statement), w.text(repeatCount(r)))
	}
	w.rest(more)
	w.section("Coverage", 1)
	w.coverage(d.Coverage)
	w.line("")
	w.line("%s", w.text(footer(d)))
}

func (w *writer) rest(more string) {
	if more != "" {
		w.line("- %s", w.text(more))
	}
}

func (w *writer) item(it Item) {
	if it.Told {
		w.line("- %s (%s)", w.bold(it.Finding.Statement), w.text(elsewhere(it)))
		return
	}
	w.line("- %s", w.bold(it.Finding.Statement))
	if it.Fold == brief {
		w.brief(it)
		return
	}
	w.more(w.text(facts(it)))
	w.more(w.evidence(shown(it)))
}

// brief is all that a folded item says beside its line.
func (w *writer) brief(it Item) {
	s := shown(it)
	w.more(joined(w.text(it.Finding.Status), w.address(s.Outlet, s.URL, s.Host)))
}

func (w *writer) change(it Item) {
	w.line("- %s: %s", w.text(capital(eventWord[it.Event])), w.bold(it.Line))
	if it.Fold == brief {
		w.brief(it)
		return
	}
	if it.Other == nil {
		w.more(w.text(facts(it)))
		w.more(w.evidence(shown(it)))
		return
	}
	w.more(w.text(circumstances(it)))
	w.side(otherWord(it), *it.Other, it.Other.Source)
	w.side(nowWord(it), it.Finding, shown(it))
}

// side is one of two findings that are held against each other.
func (w *writer) side(label string, f Finding, s Source) {
	w.line("  - %s: %s", w.text(label), w.text(f.Statement))
	w.nested(w.text(standing(f)))
	w.nested(w.evidence(s))
}

func (w *writer) nested(s string) {
	if !w.plain {
		s = "  " + s
	}
	w.more(s)
}

func (w *writer) evidence(s Source) string {
	var parts []string
	if s.Quote != "" {
		parts = append(parts, w.text(quoted(s.Quote)))
	}
	parts = append(parts, w.address(s.Outlet, s.URL, s.Host))
	parts = append(parts, w.text(dates(s)))
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

func (w *writer) address(name, url, host string) string {
	switch {
	case url == "":
		return w.text(name)
	case w.plain:
		return w.text(name) + " <" + url + ">"
	case name == "" || name == host:
		return fmt.Sprintf("[%s](<%s>)", w.text(host), url)
	}
	return fmt.Sprintf("[%s](<%s>) (%s)", w.text(name), url, w.text(host))
}

func (w *writer) edit(e Edit) {
	s := w.text(capital(eventWord[e.Event])) + ": " + w.address(e.Outlet, e.URL, e.Host)
	if e.Title != "" {
		s += ", “" + w.text(short(e.Title, 160)) + "”"
	}
	w.line("- %s", s)
	w.more(w.text(editWords(e)))
}

func (w *writer) coverage(c Coverage) {
	w.line("%s", w.text(capital(c.Sentence)))
	if len(c.Failing)+len(c.Unsteady)+len(c.Partly)+len(c.Overdue) > 0 {
		w.line("")
	}
	for _, s := range c.Failing {
		w.line("- Could not look at %s: %s", w.bold(s.Name), w.text(reason(s)))
	}
	for _, s := range c.Unsteady {
		w.line("- Looked at %s, but not in every run: %s", w.bold(s.Name), w.text(reason(s)))
	}
	for _, s := range c.Partly {
		w.line("- Some pages of %s could not be read: %s", w.bold(s.Name), w.text(s.Reason))
	}
	for _, s := range c.Overdue {
		w.line("- Overdue: %s, %s", w.bold(s.Name), w.text(lastSuccess(s)))
	}
	w.line("")
	w.line("%s", w.text("Sources: "+tally(c.Outcomes)+". Pages: "+tally(c.Pages)+". "+runsWords(c)))
}
