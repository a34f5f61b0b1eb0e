package digest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Formats that [Render] knows, in the order in which they are written. The feed
// is made by [Atom].
var Formats = []string{"md", "html", "json", "csv", "txt"}

// Schema is the JSON Schema (2020-12) of the JSON digest.
//
//go:embed digest.schema.json
var Schema []byte

// ErrFormat is a format that nobody renders.
var ErrFormat = errors.New("unknown format")

// Render gives the bytes of a digest in one of [Formats].
func Render(d Digest, format string) ([]byte, error) {
	switch format {
	case "md":
		return markdown(d), nil
	case "txt":
		return text(d), nil
	case "html":
		return page(d)
	case "json":
		return encode(d)
	case "csv":
		return table(d), nil
	}
	return nil, fmt.Errorf("render digest as %q: %w; known are %v", format, ErrFormat, Formats)
}

// encode writes JSON in which every control, bidirectional and invisible
// character is escaped: the strings are exact and no raw byte can steer a
// terminal.
func encode(d Digest) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("encode digest: %w", err)
	}
	return escapeInvisible(b.Bytes()), nil
}

// escapeInvisible rewrites characters that [Visible] would not show as \uXXXX.
// In JSON they can stand only inside strings.
func escapeInvisible(in []byte) []byte {
	if !slices.ContainsFunc(in, func(c byte) bool { return c >= 0x7f }) {
		return in
	}
	var b bytes.Buffer
	b.Grow(len(in))
	text, kept := string(in), 0 // kept: how far text is in b
	for i, r := range text {
		if r < 0x7f || r != 0x7f && Visible(string(r)) == string(r) {
			continue
		}
		b.WriteString(text[kept:i])
		kept = i + utf8.RuneLen(r)
		if r >= 0x10000 {
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	b.WriteString(text[kept:])
	return b.Bytes()
}

// Decode reads a digest that [Render] wrote as JSON.
func Decode(b []byte) (Digest, error) {
	var d Digest
	if !utf8.Valid(b) {
		return d, errors.New("decode digest: not UTF-8")
	}
	if err := json.Unmarshal(b, &d); err != nil {
		return d, fmt.Errorf("decode digest: %w", err)
	}
	if d.Schema != SchemaVersion {
		return d, fmt.Errorf("decode digest: schema %d, want %d", d.Schema, SchemaVersion)
	}
	return d, nil
}
