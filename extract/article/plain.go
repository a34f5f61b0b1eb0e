package article

import (
	"strings"
)

// readPlain reads plain text or Markdown. The first line is the title and no
// part of the text; paragraphs are cut at empty lines, or where there are none
// at every line.
func readPlain(body []byte, in Input, markdown bool) (Article, error) {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(string(body), "\r\n", "\n"), "\r", "\n"), "\n")
	title := ""
	for len(lines) > 0 && title == "" {
		title = squash(lines[0])
		lines = lines[1:]
	}
	if markdown {
		title = strings.TrimSpace(strings.TrimLeft(title, "# "))
	}
	paragraphs := cutParagraphs(lines)
	a := Article{URL: in.URL, Title: firstOf(title, squash(in.Title)), Publisher: in.Publisher}
	if !in.Published.IsZero() {
		a.Published = givenDate(in.Published)
	}
	a.setText(cleanPlain(paragraphs))
	a.Language = chooseLanguage(&head{}, &structured{}, a.Text)
	if a.Text == "" && a.Title == "" {
		return Article{}, noArticle(Empty, "no text")
	}
	return a, nil
}

type paragraph struct {
	text string
	kind Kind
}

// cutParagraphs joins the lines of each paragraph.
func cutParagraphs(lines []string) []paragraph {
	gaps := false
	seen := false
	for _, l := range lines {
		if isBlank(l) {
			gaps = gaps || seen
			continue
		}
		if gaps {
			break
		}
		seen = true
	}
	// A gap only at the end is no gap.
	if gaps {
		gaps = false
		after := false
		seen = false
		for _, l := range lines {
			switch {
			case isBlank(l):
				after = seen
			case after:
				gaps = true
			default:
				seen = true
			}
		}
	}
	var out []paragraph
	var buf []string
	flush := func() {
		if len(buf) > 0 {
			out = append(out, paragraph{text: strings.Join(buf, " "), kind: Paragraph})
			buf = buf[:0]
		}
	}
	for _, l := range lines {
		s := squash(l)
		switch {
		case s == "":
			flush()
		case isRow(s):
			flush()
			out = append(out, paragraph{text: s, kind: TableRow})
		case isBullet(s):
			flush()
			buf = append(buf, s)
			if !gaps {
				flush()
			}
		default:
			buf = append(buf, s)
			if !gaps {
				flush()
			}
		}
	}
	flush()
	for i := range out {
		if out[i].kind == Paragraph {
			out[i].kind = plainKind(out[i].text)
		}
	}
	return out
}

// isRow reports whether a line is a row of a table, "a | b".
func isRow(s string) bool {
	return strings.Contains(s, " | ") && len(s) < 1000
}

func isBullet(s string) bool {
	for _, m := range []string{"- ", "* ", "• ", "– ", "· "} {
		if strings.HasPrefix(s, m) {
			return true
		}
	}
	return false
}

// plainKind guesses what a paragraph without markup is: short and without an
// end mark is a heading.
func plainKind(s string) Kind {
	if isBullet(s) {
		return ListItem
	}
	if len(s) <= 80 && !strings.ContainsAny(s[len(s)-1:], ".!?:;,\"'") && !strings.HasSuffix(s, "”") {
		return Heading
	}
	return Paragraph
}

// cleanPlain drops what is no part of an article in copied text: stray code
// fences, paywall notices, comment forms.
func cleanPlain(pars []paragraph) []paragraph {
	out := pars[:0]
	for _, p := range pars {
		if isFence(p.text) || isNotice(p.text) {
			continue
		}
		if isCommentForm(p.text) {
			break
		}
		out = append(out, p)
	}
	return out
}

// isFence tells the marks of a code block, also after an editor has turned its
// backquotes into typographic quotes.
func isFence(s string) bool {
	rest := strings.TrimLeft(s, "`´‘’“”~\"'")
	if len(s)-len(rest) < 2 {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(rest)) {
	case "", "markdown", "md", "text", "txt", "html", "plaintext", "json":
		return true
	}
	return false
}
