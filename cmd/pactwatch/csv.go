package main

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"

	"pactwatch/store"
	"pactwatch/store/digest"
)

var csvHeader = []string{"finding", "statement", "kind", "subject", "object", "value_min", "value_max", "unit", "bound", "date", "date_role",
	"period", "product", "state", "support", "origins", "origin_names", "published", "first_seen", "outlet", "url", "quote"}

// writeCSV writes findings as RFC 4180 asks, UTF-8 with CRLF. Numbers are bare;
// every text is quoted, and none can start a formula.
func writeCSV(w io.Writer, findings []store.Finding, name func(string) string) error {
	out := bufio.NewWriter(w)
	out.WriteString(strings.Join(csvHeader, ",") + "\r\n")
	for _, f := range findings {
		c := f.Claim
		var low, high, unit, bound string
		if c.Value != nil {
			var err error
			if low, err = decimal(c.Value.Min); err != nil {
				return err
			}
			if high, err = decimal(c.Value.Max); err != nil {
				return err
			}
			unit, bound = c.Value.Unit, c.Value.Bound
		}
		var origins []string
		for _, o := range f.Origins {
			origins = append(origins, o.Name)
		}
		var outlet, url string
		if len(f.Sightings) > 0 {
			outlet, url = f.Sightings[0].Outlet.Name, f.Sightings[0].URL
		}
		cells := []string{text(f.Key), text(digest.Statement(c, name)), text(c.Kind), text(c.Subject), text(c.Object), low, high, text(unit), text(bound),
			text(c.Date), text(c.DateRole), text(c.Period), text(c.Product), text(f.State), text(string(f.Support)), strconv.Itoa(len(f.Origins)),
			text(strings.Join(origins, "; ")), stamp(f.Published), stamp(f.First), text(outlet), text(url), text(c.Quote)}
		out.WriteString(strings.Join(cells, ",") + "\r\n")
	}
	return out.Flush()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// text is a quoted cell that no spreadsheet reads as a formula: an apostrophe
// stands before a first character that would start one, as OWASP's page on CSV
// injection asks.
func text(s string) string {
	if s == "" {
		return ""
	}
	s = safe(s)
	if first := strings.TrimLeft(s, " \u00a0\u3000'\""); first != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(first)[0]) {
		s = "'" + s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
