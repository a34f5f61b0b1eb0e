package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"golang.org/x/term"

	"pactwatch/store/digest"
)

// safe makes text from the web harmless on a terminal: one line, with control,
// bidirectional and invisible characters shown as \u{...}.
func safe(s string) string { return digest.Visible(s) }

// isTerminal reports whether w shows text to a person.
func isTerminal(w io.Writer) bool {
	f, ok := file(w)
	return ok && term.IsTerminal(int(f.Fd()))
}

// file is the file that w writes to, if it is one.
func file(w io.Writer) (*os.File, bool) {
	if c, ok := w.(*checked); ok {
		w = c.w
	}
	f, ok := w.(*os.File)
	return f, ok
}

// width is the number of columns of w's terminal, or 100.
func width(w io.Writer) int {
	if f, ok := file(w); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 20 {
			return n
		}
	}
	return 100
}

// table prints rows as aligned columns. Cells are made safe.
func table(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, safe(cell))
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// wrap breaks text into lines of at most n columns, each after the indent.
func wrap(text, indent string, n int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		size := utf8.RuneCountInString(word)
		switch {
		case column == 0:
			b.WriteString(indent)
			column = len(indent)
		case column+1+size > n:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += size
	}
	return b.String()
}
