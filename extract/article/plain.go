package article

import (
	"fmt"
	"strings"
)

// paragraph is one block of a text that has no markup.
type paragraph struct {
	text string
	kind Kind
}

// readPlain reads plain text. The first line is the title and no part of the
// text; paragraphs are cut at empty lines, or where there are none at every
// line.
func readPlain(body []byte, in Input) (Article, error) {
	lines, err := splitLines(body)
	if err != nil {
		return Article{}, err
	}
	title := ""
	for len(lines) > 0 && title == "" {
		title = squash(lines[0])
		lines = lines[1:]
	}
	a := Article{URL: in.URL, Canonical: in.URL, Title: firstOf(title, squash(in.Title)), Publisher: in.Publisher}
	if !in.Published.IsZero() {
		a.Published = givenDate(in.Published)
	}
	a.setText(dropForeign(cutParagraphs(lines)))
	a.Language, _ = readLanguage(a.Text)
	if a.Text == "" && a.Title == "" {
		return Article{}, noArticle(Empty, "no text")
	}
	return a, nil
}

// splitLines cuts a text at the ends of its lines; one of far more lines than
// any article is refused, for the memory that they take.
func splitLines(body []byte) ([]string, error) {
	if len(body) > maxBytes {
		return nil, refused(fmt.Sprintf("%d bytes, the limit is %d", len(body), maxBytes))
	}
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	if n := strings.Count(text, "\n"); n > maxLines {
		return nil, refused(fmt.Sprintf("%d lines, the limit is %d", n, maxLines))
	}
	return strings.Split(text, "\n"), nil
}

// hasGaps reports whether empty lines stand between lines of text.
func hasGaps(lines []string) bool {
	text, gap := false, false
	for _, l := range lines {
		switch {
		case isBlank(l):
			gap = text
		case gap:
			return true
		default:
			text = true
		}
	}
	return false
}

// cutParagraphs joins the lines of each paragraph. Rows of a table and items of
// a list are paragraphs of their own.
func cutParagraphs(lines []string) []paragraph {
	gaps := hasGaps(lines)
	var out []paragraph
	var open []string
	flush := func() {
		if len(open) > 0 {
			text := strings.Join(open, " ")
			out = append(out, paragraph{text, plainKind(text)})
			open = open[:0]
		}
	}
	for _, l := range lines {
		s := squash(l)
		switch {
		case s == "":
			flush()
		case isRow(s):
			flush()
			out = append(out, paragraph{s, TableRow})
		default:
			if !gaps || isBullet(s) {
				flush()
			}
			open = append(open, s)
		}
	}
	flush()
	return out
}

// isRow reports whether a line is a row of a table, "a | b".
func isRow(s string) bool {
	return strings.Contains(s, " | ") && len(s) < 1000
}

func isBullet(s string) bool {
	for _, m := range []string{"- ", "* ", "• ", "– ", "· ", "▪ ", "‣ "} {
		if strings.HasPrefix(s, m) {
			return true
		}
	}
	return false
}

// plainKind guesses what a paragraph without markup is: a short one without an
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

// dropForeign drops what a copied text carries beside the article: stray code
// fences, notices of a paywall, and the comments below it.
func dropForeign(pars []paragraph) []paragraph {
	size := 0
	for _, p := range pars {
		size += len(p.text)
	}
	out := pars[:0:0]
	read := 0
	for _, p := range pars {
		read += len(p.text)
		if rest := size - read; isCommentForm(p.text) && (rest < 500 || rest*10 < size*4) {
			break
		}
		if !isFence(p.text) && !isForeignNotice(p.text) {
			out = append(out, p)
		}
	}
	return out
}

func isForeignNotice(s string) bool {
	switch notice(s) {
	case paywall, consent, comments, advert:
		return true
	}
	return false
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

// isCommentForm tells the line at which the comments of a page begin.
func isCommentForm(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, " :.")) {
	case "leave a reply", "leave a comment", "post a comment", "add a comment", "comments", "发表回复", "发表评论", "评论", "留言", "發佈留言", "發表迴響",
		"schreibe einen kommentar", "kommentare", "hinterlasse eine antwort", "kommentar schreiben", "laisser un commentaire", "commentaires", "deja una respuesta",
		"deja un comentario", "comentarios", "deixe um comentário", "deixe uma resposta", "lascia un commento", "rispondi", "laat een reactie achter", "geef een reactie",
		"コメントを残す", "コメント", "댓글 남기기", "댓글", "добавить комментарий", "комментарии", "lämna ett svar", "lämna en kommentar", "legg igjen en kommentar", "skriv en kommentar", "bir yanıt yazın", "yorum yapın",
		"dodaj komentarz", "napsat komentář", "vastaa", "tinggalkan balasan", "اترك تعليقاً", "השארת תגובה":
		return true
	}
	return false
}
