// Package weburl holds what pactwatch knows about web addresses: a link as a
// page writes it in, the address that is asked for, and the key under which all
// spellings of one article meet, out. Addresses are parsed as browsers do (WHATWG URL).
package weburl

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/publicsuffix"
)

//go:embed trackers.txt
var trackerFile string

var trackers, trackerPrefixes = readTrackers(trackerFile)

func readTrackers(file string) (names map[string]bool, prefixes []string) {
	names = map[string]bool{}
	for line := range strings.Lines(file) {
		line = strings.ToLower(strings.TrimSpace(line))
		switch {
		case line == "" || line[0] == '#':
		case strings.HasSuffix(line, "*"):
			prefixes = append(prefixes, line[:len(line)-1])
		default:
			names[line] = true
		}
	}
	return names, prefixes
}

var (
	parser = whatwg.NewParser()
	lax    = whatwg.NewParser(whatwg.WithLaxHostParsing())
)

// ErrNotWeb is an address that is well formed but neither http nor https.
var ErrNotWeb = errors.New("not an http or https address")

// ErrUserInfo is an address that carries a user name or a password.
var ErrUserInfo = errors.New("address with a user name or password")

// Resolve reads a link found on the page base as a browser would and gives the
// address to ask for, without its fragment. base may be empty where ref is whole.
func Resolve(base, ref string) (string, error) {
	u, err := parse(base, ref)
	if err != nil {
		return "", err
	}
	if s := u.Scheme(); s != "http" && s != "https" {
		return "", fmt.Errorf("%w: %s", ErrNotWeb, s)
	}
	if u.Username() != "" || u.Password() != "" {
		return "", ErrUserInfo
	}
	return u.Href(true), nil
}

func parse(base, ref string) (*whatwg.Url, error) {
	var u *whatwg.Url
	var err error
	if base == "" {
		u, err = parser.Parse(ref)
	} else {
		u, err = parser.ParseRef(base, ref)
	}
	if err != nil {
		if u := asciiHost(base, ref); u != nil {
			return u, nil
		}
		return nil, fmt.Errorf("address %.200q: %w", ref, err)
	}
	return u, nil
}

// asciiHost takes the one thing that browsers accept and the parser does not: a
// host of plain letters, digits and hyphens with a label that begins with xn--
// but is no punycode. Name servers may well know it.
func asciiHost(base, ref string) *whatwg.Url {
	if !strings.Contains(strings.ToLower(base+ref), "xn--") {
		return nil
	}
	var u *whatwg.Url
	var err error
	if base == "" {
		u, err = lax.Parse(ref)
	} else {
		u, err = lax.ParseRef(base, ref)
	}
	if err != nil || strings.Trim(u.Hostname(), "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" || !strings.Contains(u.Hostname(), "xn--") {
		return nil
	}
	return u
}

// Origin gives scheme, host and port of an address that [Resolve] gave, such as
// "https://news.example" or "http://127.0.0.1:8080": the key of manners.
func Origin(url string) string {
	i := strings.Index(url, "://")
	if i < 0 {
		return ""
	}
	if j := strings.IndexAny(url[i+3:], "/?#"); j >= 0 {
		return url[:i+3+j]
	}
	return url
}

// Host gives the host of an address that [Resolve] gave, without its port.
func Host(url string) string {
	o := Origin(url)
	_, h, _ := strings.Cut(o, "://")
	if strings.HasPrefix(h, "[") {
		h, _, _ = strings.Cut(h, "]")
		return h[1:]
	}
	h, _, _ = strings.Cut(h, ":")
	return h
}

// SameSite reports whether two addresses lie under one registrable domain; of
// addresses in numbers, whether they are the same host.
func SameSite(a, b string) bool { return Origin(a) == Origin(b) || Site(a) == Site(b) }

// Site gives the registrable domain of an address, or its host where there is none.
func Site(url string) string {
	h := Host(url)
	if d, err := publicsuffix.EffectiveTLDPlusOne(h); err == nil && !numeric(h) {
		return d
	}
	return h
}

func numeric(host string) bool {
	return host != "" && strings.Trim(host, "0123456789.") == "" || strings.Contains(host, ":")
}

// ID is the key of an article in memory: 128 bits of its [Key].
type ID [16]byte

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Identify gives the [ID] of an address.
func Identify(url string) ID {
	sum := sha256.Sum256([]byte(Key(url)))
	return ID(sum[:16])
}

// Key writes an address that [Resolve] gave so that the spellings of one article
// are the same: no scheme, fragment, tracking parameter, AMP or print mark;
// parameters sorted; percent-encoding only where it is needed. It is never asked for.
func Key(url string) string {
	url, _, _ = strings.Cut(url, "#")
	if inner := cached(url); inner != "" {
		if v, err := Resolve("", inner); err == nil {
			url = v
		}
	}
	_, host, _ := strings.Cut(Origin(url), "://")
	for _, p := range []string{"www.", "amp.", "m."} {
		if rest, ok := strings.CutPrefix(host, p); ok {
			bare, _, _ := strings.Cut(rest, ":")
			if _, err := publicsuffix.EffectiveTLDPlusOne(bare); err == nil {
				host = rest
			}
		}
	}
	path, query, _ := strings.Cut(url[len(Origin(url)):], "?")
	path = plainPath(decodeUnreserved(path))
	if query == "" {
		return host + path
	}
	var keep []string
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		if tracking(name) || variant(strings.ToLower(name), strings.ToLower(value)) {
			continue
		}
		keep = append(keep, decodeUnreserved(pair))
	}
	slices.SortStableFunc(keep, func(a, b string) int {
		an, _, _ := strings.Cut(a, "=")
		bn, _, _ := strings.Cut(b, "=")
		return strings.Compare(an, bn)
	})
	if len(keep) == 0 {
		return host + path
	}
	return host + path + "?" + strings.Join(keep, "&")
}

func tracking(name string) bool {
	name = strings.ToLower(name)
	if trackers[name] {
		return true
	}
	for _, p := range trackerPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// variant says whether a parameter only asks for the AMP or the print view.
func variant(name, value string) bool {
	switch name {
	case "amp", "_amp", "isamp", "print", "printable", "print-friendly":
		return value == "" || value == "1" || value == "true" || value == "yes" || value == "amp" || value == "print"
	case "outputtype", "output", "view", "mode":
		return value == "amp" || value == "print"
	}
	return false
}

// plainPath takes AMP and print marks off a path.
func plainPath(path string) string {
	for _, end := range []string{"/amp", "/amp/", "/print", "/print/"} {
		if p, ok := strings.CutSuffix(path, end); ok && len(p) > 1 {
			if strings.HasSuffix(end, "/") {
				p += "/"
			}
			return p
		}
	}
	for _, end := range []string{".amp.html", ".print.html"} {
		if p, ok := strings.CutSuffix(path, end); ok {
			return p + ".html"
		}
	}
	if p, ok := strings.CutSuffix(path, ".amp"); ok {
		return p
	}
	if p, ok := strings.CutPrefix(path, "/amp/"); ok && p != "" {
		return "/" + p
	}
	return path
}

// cached gives the address behind one of the public AMP caches, else "".
func cached(url string) string {
	host := Host(url)
	if !strings.HasSuffix(host, ".cdn.ampproject.org") && !strings.HasPrefix(host, "www.google.") && !strings.HasPrefix(host, "google.") {
		return ""
	}
	path := url[len(Origin(url)):]
	switch {
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		for _, p := range []string{"/c/s/", "/v/s/", "/c/", "/v/"} {
			if rest, ok := strings.CutPrefix(path, p); ok {
				return "https://" + rest
			}
		}
	case strings.HasPrefix(host, "www.google.") || strings.HasPrefix(host, "google."):
		for _, p := range []string{"/amp/s/", "/amp/"} {
			if rest, ok := strings.CutPrefix(path, p); ok && strings.Contains(rest, ".") {
				return "https://" + rest
			}
		}
	}
	return ""
}

// decodeUnreserved undoes percent-encoding of letters, digits and -._~ and puts
// the digits of the rest in capitals (RFC 3986 §6.2.2).
func decodeUnreserved(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+2 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		raw, err := hex.DecodeString(s[i+1 : i+3])
		if err != nil {
			b.WriteByte(s[i])
			continue
		}
		c := raw[0]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteString(strings.ToUpper(s[i : i+3]))
		}
		i += 2
	}
	return b.String()
}

// Hash gives an [ID] of the very spelling of an address.
func Hash(url string) ID {
	sum := sha256.Sum256([]byte(url))
	return ID(sum[:16])
}

// Parsable writes an address so that net/url takes it, which refuses a percent
// sign that begins no escape; browsers send it as it is. Where the result
// differs, the path and query of url itself belong on the wire.
func Parsable(url string) string {
	if !strings.Contains(url, "%") {
		return url
	}
	var b strings.Builder
	for i := 0; i < len(url); i++ {
		b.WriteByte(url[i])
		if url[i] == '%' && (i+2 >= len(url) || !isHex(url[i+1]) || !isHex(url[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
