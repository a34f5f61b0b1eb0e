package article

import (
	"bytes"
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
	media, _, _ := strings.Cut(contentType, ";")
	media = strings.ToLower(strings.TrimSpace(media))
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
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.what
		}
	}
	if len(head) > 12 && string(head[4:8]) == "ftyp" {
		return "a recording, not a page"
	}
	return ""
}

// magic numbers of what servers send as text/html by mistake
// (https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern).
var magic = []struct{ bytes, what string }{
	{"\x89PNG\r\n\x1a\n", "an image, not a page"},
	{"GIF87a", "an image, not a page"},
	{"GIF89a", "an image, not a page"},
	{"\xff\xd8\xff", "an image, not a page"},
	{"RIFF", "an image or a recording, not a page"},
	{"BM\x00", "an image, not a page"},
	{"\x00\x00\x01\x00", "an image, not a page"},
	{"ID3", "a recording, not a page"},
	{"OggS\x00", "a recording, not a page"},
	{"\x1a\x45\xdf\xa3", "a recording, not a page"},
	{"PK\x03\x04", "an archive, not a page"},
	{"\x1f\x8b\x08", "an archive, not a page"},
	{"Rar!\x1a\x07", "an archive, not a page"},
	{"wOFF", "a font, not a page"},
	{"wOF2", "a font, not a page"},
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
