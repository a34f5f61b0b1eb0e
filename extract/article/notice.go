package article

import "strings"

// isNotice tells a line that asks the reader to pay, subscribe or sign in.
func isNotice(s string) bool {
	if len(s) > 200 {
		return false
	}
	l := strings.ToLower(s)
	for _, n := range []string{"keep reading with a", "to keep reading this post", "this post is for paid subscribers", "this post is for paying subscribers",
		"already a paid subscriber", "already a subscriber?", "subscribe to continue reading", "to continue reading", "sign up to our newsletter", "start your free trial"} {
		if strings.Contains(l, n) {
			return true
		}
	}
	return strings.HasPrefix(l, "subscribe to ") && strings.Contains(l, "keep reading")
}

// isCommentForm tells the line at which the comments of a page begin.
func isCommentForm(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, " :.")) {
	case "leave a reply", "leave a comment", "post a comment", "add a comment", "comments", "发表回复", "发表评论", "评论",
		"schreibe einen kommentar", "kommentare", "hinterlasse eine antwort", "laisser un commentaire", "deja una respuesta",
		"deja un comentario", "deixe um comentário", "lascia un commento", "laat een reactie achter", "コメントを残す", "댓글 남기기",
		"добавить комментарий", "lämna ett svar", "legg igjen en kommentar", "skriv en kommentar", "bir yanıt yazın", "dodaj komentarz":
		return true
	}
	return false
}
