package digest

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// column of the CSV file: its name and what it holds. Numbers are bare, all
// else is quoted.
type column struct {
	name   string
	number bool
	of     func(d Digest, it Item) string
}

func textColumn(name string, of func(it Item) string) column {
	return column{name, false, func(_ Digest, it Item) string { return of(it) }}
}

func numberColumn(name string, of func(it Item) string) column {
	return column{name, true, func(_ Digest, it Item) string { return of(it) }}
}

// columns in order. New ones are added at the end, so that old spreadsheets
// keep working.
var columns = []column{
	{"day", false, func(d Digest, _ Item) string { return d.Day }},
	numberColumn("seq", func(it Item) string { return strconv.FormatUint(it.Seq, 10) }),
	textColumn("event", func(it Item) string { return it.Event }),
	textColumn("statement", func(it Item) string { return it.Finding.Statement }),
	textColumn("kind", func(it Item) string { return it.Finding.Kind }),
	textColumn("subject", func(it Item) string { return it.Finding.Subject.Slug }),
	textColumn("subject_name", func(it Item) string { return it.Finding.Subject.Name }),
	textColumn("object", func(it Item) string { return it.Finding.Object.Slug }),
	textColumn("object_name", func(it Item) string { return it.Finding.Object.Name }),
	numberColumn("value_min", func(it Item) string { return figureOf(it).Min.orNone(it) }),
	numberColumn("value_max", func(it Item) string { return figureOf(it).Max.orNone(it) }),
	textColumn("unit", func(it Item) string { return figureOf(it).Unit }),
	textColumn("bound", func(it Item) string { return figureOf(it).Bound }),
	textColumn("date", func(it Item) string { return it.Finding.Date }),
	textColumn("date_role", func(it Item) string { return it.Finding.DateRole }),
	textColumn("period", func(it Item) string { return it.Finding.Period }),
	textColumn("product", func(it Item) string { return it.Finding.Product }),
	textColumn("basis", func(it Item) string { return strings.Join(it.Finding.Basis, ";") }),
	textColumn("scope", func(it Item) string { return it.Finding.Scope }),
	textColumn("derived", func(it Item) string { return strconv.FormatBool(it.Finding.Derived) }),
	textColumn("joint", func(it Item) string { return strconv.FormatBool(it.Finding.Joint) }),
	textColumn("state", func(it Item) string { return it.Finding.State }),
	textColumn("support", func(it Item) string { return it.Finding.Support }),
	textColumn("credit", func(it Item) string { return it.Finding.Source.Credit }),
	textColumn("anonymous", func(it Item) string { return strconv.FormatBool(it.Finding.Source.Anonymous) }),
	numberColumn("origins", func(it Item) string { return strconv.Itoa(len(it.Finding.Origins)) }),
	textColumn("origin_names", func(it Item) string {
		var names []string
		for _, o := range it.Finding.Origins {
			names = append(names, o.Name)
		}
		return strings.Join(names, "; ")
	}),
	numberColumn("outlets", func(it Item) string { return strconv.Itoa(len(it.Finding.Outlets)) }),
	textColumn("outlet", func(it Item) string { return shown(it).Outlet }),
	textColumn("title", func(it Item) string { return shown(it).Title }),
	textColumn("url", func(it Item) string { return shown(it).URL }),
	textColumn("published", func(it Item) string { return stamp(shown(it).Published) }),
	textColumn("published_from", func(it Item) string { return shown(it).DateFrom }),
	textColumn("first_seen", func(it Item) string { return stamp(it.Finding.First) }),
	textColumn("quote", func(it Item) string { return shown(it).Quote }),
	textColumn("finding", func(it Item) string { return it.Finding.Key }),
	textColumn("term", func(it Item) string { return it.Finding.Term }),
	textColumn("other", func(it Item) string { return otherOf(it).Key }),
	textColumn("other_statement", func(it Item) string { return otherOf(it).Statement }),
	textColumn("before", func(it Item) string { return it.Before }),
	textColumn("after", func(it Item) string { return it.After }),
	textColumn("why", func(it Item) string { return it.Why }),
}

func figureOf(it Item) Value {
	if it.Finding.Value == nil {
		return Value{}
	}
	return *it.Finding.Value
}

// orNone keeps a finding without a value an empty cell, not a zero.
func (n Number) orNone(it Item) string {
	if it.Finding.Value == nil {
		return ""
	}
	return string(n)
}

func otherOf(it Item) Finding {
	if it.Other == nil {
		return Finding{}
	}
	return *it.Other
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// table renders the announced events as CSV (RFC 4180, UTF-8, CRLF), one row an
// event.
func table(d Digest) []byte {
	d = visible(d)
	var b bytes.Buffer
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(c.name)
	}
	b.WriteString("\r\n")
	for _, it := range d.Rows {
		for i, c := range columns {
			if i > 0 {
				b.WriteByte(',')
			}
			v := c.of(d, it)
			if !c.number {
				v = cell(v)
			}
			b.WriteString(v)
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}

// cell quotes a text and keeps a spreadsheet from reading it as a formula, as
// OWASP's "CSV Injection" page asks: an apostrophe before a first character that
// starts one, in ASCII or in full width.
func cell(s string) string {
	if s == "" {
		return ""
	}
	first := strings.TrimLeft(s, " \u00a0\u3000'\"")
	if first != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(first)[0]) {
		s = "'" + s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
