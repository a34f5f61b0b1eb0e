package article

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

type format int

const (
	formatHTML format = iota
	formatText
	formatMarkdown
)

// formatOf trusts the media type where it names a format, unless plain text
// begins with tags, then what the text looks like.
func formatOf(body []byte, contentType string) format {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(contentType, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	switch media {
	case "text/html", "application/xhtml+xml":
		return formatHTML
	case "text/markdown", "text/x-markdown":
		return formatMarkdown
	case "text/plain":
		if sniffsHTML(body) {
			return formatHTML
		}
		return formatText
	}
	if sniffsHTML(body) {
		return formatHTML
	}
	if looksMarkdown(body) {
		return formatMarkdown
	}
	return formatText
}

// binary says what a document is whose first bytes are those of a format that
// is no text; empty for all others.
func binary(body []byte) string {
	head := body[:min(len(body), 512)]
	if bytes.HasPrefix(bytes.TrimLeft(head, "\x00\t\n\r "), []byte("%PDF-")) {
		return "a PDF, not a page"
	}
	media, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch {
	case strings.HasPrefix(media, "image/"):
		return "an image, not a page"
	case strings.HasPrefix(media, "audio/"), strings.HasPrefix(media, "video/"):
		return "a recording, not a page"
	case media == "application/zip", media == "application/x-gzip", media == "application/x-rar-compressed":
		return "an archive, not a page"
	}
	return ""
}

func sniffsHTML(body []byte) bool {
	head := bytes.TrimLeft(body[:min(len(body), 2048)], "\x00\t\n\r ")
	if len(head) == 0 || head[0] != '<' && !bytes.Contains(head, []byte("<html")) && !bytes.Contains(head, []byte("<!DOCTYPE html")) {
		return false
	}
	lower := bytes.ToLower(head)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<article", "<p>", "<p ", "<h1", "<!--", "<script", "<table", "<main", "<section"} {
		if bytes.Contains(lower, []byte(tag)) {
			return true
		}
	}
	return bytes.HasPrefix(lower, []byte("<?xml")) && bytes.Contains(lower, []byte("xhtml"))
}

// looksMarkdown reports whether the first line with text is a Markdown title or
// the text has Markdown links.
func looksMarkdown(body []byte) bool {
	head := bytes.TrimLeft(body[:min(len(body), 4096)], "\t\n\r ")
	if bytes.HasPrefix(head, []byte("# ")) || bytes.HasPrefix(head, []byte("---\n")) {
		return true
	}
	i := bytes.Index(head, []byte("]("))
	return i > 0 && bytes.Contains(head[i:min(len(head), i+12)], []byte("http"))
}
