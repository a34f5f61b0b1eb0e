package article

import (
	"strings"
)

// readMarkdown reads CommonMark as far as an article needs it
// (https://spec.commonmark.org): headings, paragraphs, items, quotations, rows
// of tables, links and emphasis. Front matter gives title, date and author.
// Code and raw HTML are no text.
func readMarkdown(body []byte, in Input) (Article, error) {
	lines, err := splitLines(body)
	if err != nil {
		return Article{}, err
	}
	a := Article{URL: in.URL, Canonical: in.URL, Publisher: in.Publisher}
	front, lines := frontMatter(lines)
	latest := latestDate(in)
	a.Title = squash(front["title"])
	if d, ok := parseDate(front["date"]); ok && believable(d.Time, latest) {
		d.Source = fromMeta
		a.Published = d
	} else if !in.Published.IsZero() {
		a.Published = givenDate(in.Published)
	}
	if names := firstOf(front["author"], front["authors"], front["byline"]); names != "" {
		a.Authors = splitNames(strings.Trim(names, "[]"))
	}
	pars := cutMarkdown(lines)
	if a.Title == "" && len(pars) > 0 {
		a.Title, pars = pars[0].text, pars[1:]
	} else if len(pars) > 0 && pars[0].kind == Heading && letters(pars[0].text) == letters(a.Title) {
		pars = pars[1:]
	}
	a.Title = firstOf(a.Title, squash(in.Title))
	a.setText(dropForeign(pars))
	a.Language, _ = readLanguage(a.Text)
	if a.Text == "" && a.Title == "" {
		return Article{}, noArticle(Empty, "no text")
	}
	return a, nil
}

// frontMatter returns the keys of a block between two lines of "---" at the
// start, and the lines behind it.
func frontMatter(lines []string) (map[string]string, []string) {
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) == 0 || strings.TrimSpace(lines[0]) != "---" {
		return nil, lines
	}
	keys := map[string]string{}
	for i, l := range lines[1:] {
		if strings.TrimSpace(l) == "---" {
			return keys, lines[i+2:]
		}
		if key, value, ok := strings.Cut(l, ":"); ok {
			keys[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return nil, lines
}

func cutMarkdown(lines []string) []paragraph {
	var out []paragraph
	var open []string
	kind := Paragraph
	flush := func() {
		if text := squash(inlineMarkdown(strings.Join(open, " "))); text != "" {
			out = append(out, paragraph{text, kind})
		}
		open, kind = open[:0], Paragraph
	}
	fence := ""
	paired := pairedFences(lines)
	for _, l := range lines {
		s := strings.TrimSpace(l)
		if fence != "" {
			if strings.HasPrefix(s, fence) {
				fence = ""
			}
			continue
		}
		switch {
		case s == "":
			flush()
		case strings.HasPrefix(s, "```"), strings.HasPrefix(s, "~~~"):
			flush()
			if language := strings.Trim(s, "`~ "); language != "markdown" && language != "md" && paired[s[:3]] {
				fence = s[:3]
			}
		case s[0] == '#' && strings.HasPrefix(strings.TrimLeft(s, "#"), " "):
			flush()
			open, kind = append(open, strings.Trim(s, "# ")), Heading
			flush()
		case strings.Trim(s, "=") == "" || strings.Trim(s, "-") == "" && len(open) == 1:
			kind = Heading // underlines the line before
			flush()
		case strings.Trim(s, "-*_ ") == "" && len(s) >= 3:
			flush()
		case s[0] == '|' || isRow(s):
			flush()
			if strings.Trim(s, "|-: ") != "" {
				open, kind = append(open, cells(s)), TableRow
				flush()
			}
		case s[0] == '>':
			if kind != Quote {
				flush()
			}
			open, kind = append(open, strings.TrimLeft(s, "> ")), Quote
		case isBullet(s) || numbered(s) > 0 || strings.HasPrefix(s, "+ "):
			flush()
			if n := numbered(s); n > 0 {
				open = append(open, s[n:])
			} else {
				_, rest, _ := strings.Cut(s, " ")
				open = append(open, rest)
			}
			kind = ListItem
		default:
			open = append(open, s)
		}
	}
	flush()
	return out
}

// pairedFences reports of each fence whether all of them are opened and closed:
// a lone one is a stray.
func pairedFences(lines []string) map[string]bool {
	paired := map[string]bool{"```": true, "~~~": true}
	for _, l := range lines {
		s := strings.TrimSpace(l)
		for fence := range paired {
			if strings.HasPrefix(s, fence) {
				paired[fence] = !paired[fence]
			}
		}
	}
	return paired
}

// numbered returns the length of the mark of a numbered item, "12. ", or 0.
func numbered(s string) int {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == 0 || i > 3 || i+1 >= len(s) || s[i] != '.' && s[i] != ')' || s[i+1] != ' ' {
		return 0
	}
	return i + 2
}

func cells(row string) string {
	var out []string
	for _, c := range strings.Split(strings.Trim(row, "| "), "|") {
		if c = strings.TrimSpace(c); c != "" {
			out = append(out, c)
		}
	}
	return strings.Join(out, " | ")
}

// inlineMarkdown drops the marks of emphasis, code and pictures, and leaves the
// words of links.
func inlineMarkdown(s string) string {
	var b strings.Builder
	lastTag := strings.LastIndexByte(s, '>') // no tag ends behind it
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|<>", s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i += 2
		case c == '!' && i+1 < len(s) && s[i+1] == '[':
			if _, end := linkText(s[i+1:]); end > 0 {
				i += 1 + end
				continue
			}
			b.WriteByte(c)
			i++
		case c == '[':
			if text, end := linkText(s[i:]); end > 0 {
				b.WriteString(withoutEmphasis.Replace(text))
				i += end
				continue
			}
			b.WriteByte(c)
			i++
		case c == '*' || c == '`':
			j := i
			for j < len(s) && s[j] == c {
				j++
			}
			if c == '*' && (i == 0 || s[i-1] == ' ') && (j == len(s) || s[j] == ' ') {
				b.WriteString(s[i:j]) // a sign of its own
			}
			i = j
		case c == '_' && (i == 0 || !letterOrDigit(s[i-1]) || i+1 == len(s) || !letterOrDigit(s[i+1])):
			i++
		case c == '<' && i < lastTag && (s[i+1] == '/' || s[i+1]|0x20 >= 'a' && s[i+1]|0x20 <= 'z'):
			j := strings.IndexByte(s[i:], '>')
			if inner := s[i+1 : i+j]; strings.Contains(inner, "://") {
				b.WriteString(inner)
			}
			i += j + 1
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

var withoutEmphasis = strings.NewReplacer("**", "", "__", "", "`", "")

func letterOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// linkText reads "[text](address)" or "[text][label]" and returns the text and
// the length of the whole, or 0.
func linkText(s string) (string, int) {
	depth, i := 0, 0
	for ; i < len(s) && i < 300; i++ {
		if s[i] == '[' {
			if depth++; depth > 8 {
				return "", 0
			}
		} else if s[i] == ']' {
			if depth--; depth == 0 {
				break
			}
		}
	}
	if i+1 >= len(s) || s[i] != ']' {
		return "", 0
	}
	closing := byte(0)
	switch s[i+1] {
	case '(':
		closing = ')'
	case '[':
		closing = ']'
	default:
		return "", 0
	}
	j := strings.IndexByte(s[i+1:min(len(s), i+3000)], closing)
	if j < 0 {
		return "", 0
	}
	return s[1:i], i + 1 + j + 1
}
