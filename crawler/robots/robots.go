// Package robots reads robots.txt files as RFC 9309 asks: bytes of one file in,
// what one product token may fetch out. It knows no network and no clock.
package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxSize is how many bytes of a file are read; RFC 9309 §2.5 asks for 500 KiB
// at least. What lies beyond is ignored.
const MaxSize = 512 << 10

// maxLine is how much of one line counts, as Google's reference parser has it:
// eight times the longest address that browsers took for long.
const maxLine = 2083*8 - 1

// Rules is what one file says to one product token.
type Rules struct {
	Delay    time.Duration // Crawl-delay; 0 where none or unreadable
	Sitemaps []string      // Sitemap lines as written, whoever they are under

	own    []rule // of the groups that name the token
	any    []rule // of the groups for "*"
	isOwn  bool   // a group names the token: the groups for "*" do not count
	denied bool
}

type rule struct {
	allow   bool
	pattern string // escaped as [escape] does
}

// DenyAll is the answer while a robots.txt cannot be had (RFC 9309 §2.3.1.4).
func DenyAll() Rules { return Rules{denied: true} }

// Parse reads a robots.txt for the product token agent, such as "pactwatch". It
// never fails: lines that make no sense are passed over.
func Parse(file []byte, agent string) Rules {
	if len(file) > MaxSize {
		file = file[:MaxSize]
	}
	file = trimMark(file)
	var r Rules
	var ownDelay, anyDelay time.Duration
	var inOwn, inAny, ruled bool // of the group at hand; ruled: it already holds a rule
	for len(file) > 0 {
		var line []byte
		line, file = cutLine(file)
		key, value := cutPair(line)
		switch field(key) {
		case "user-agent":
			if ruled {
				inOwn, inAny, ruled = false, false, false
			}
			switch {
			case isAny(value):
				inAny = true
			case strings.EqualFold(token(value), agent) && agent != "":
				inOwn, r.isOwn = true, true
			}
		case "allow", "disallow":
			if !inOwn && !inAny {
				continue
			}
			ruled = true
			n := rule{allow: field(key) == "allow", pattern: escape(value)}
			if inOwn {
				r.own = append(r.own, n)
			} else {
				r.any = append(r.any, n)
			}
		case "crawl-delay":
			d := seconds(value)
			if inOwn {
				ownDelay = max(ownDelay, d)
			} else if inAny {
				anyDelay = max(anyDelay, d)
			}
		case "sitemap":
			if value != "" {
				r.Sitemaps = append(r.Sitemaps, value)
			}
		}
	}
	r.Delay = anyDelay
	if r.isOwn {
		r.Delay = ownDelay
	}
	return r
}

// Allowed says whether the path of an address, with its query and as it goes
// over the wire, may be fetched; where it may not, rule is the line that says so.
func (r Rules) Allowed(path string) (ok bool, rule string) {
	if r.denied {
		return false, "robots.txt cannot be had"
	}
	if path == "" || path[0] != '/' {
		path = "/" + path
	}
	if path == "/robots.txt" {
		return true, ""
	}
	rules := r.any
	if r.isOwn {
		rules = r.own
	}
	allow, disallow, line := -1, -1, ""
	for _, n := range rules {
		length := n.match(path)
		if n.allow {
			allow = max(allow, length)
		} else if length > disallow {
			disallow, line = length, n.pattern
		}
	}
	if disallow > 0 && disallow > allow {
		return false, "Disallow: " + line
	}
	return true, ""
}

// PathOf cuts a URL down to what robots rules are about: path and query.
func PathOf(url string) string {
	if i := strings.Index(url, "//"); i >= 0 {
		url = url[i+2:]
	}
	url, _, _ = strings.Cut(url, "#")
	i := strings.IndexAny(url, "/?;")
	if i < 0 {
		return "/"
	}
	if url[i] != '/' {
		return "/" + url[i:]
	}
	return url[i:]
}

// match gives the length of the pattern where it matches path, else -1. A rule
// for a folder's index file stands for the folder as well.
func (n rule) match(path string) int {
	if Match(path, n.pattern) {
		return len(n.pattern)
	}
	if !n.allow {
		return -1
	}
	if i := strings.LastIndexByte(n.pattern, '/'); i >= 0 && strings.HasPrefix(n.pattern[i+1:], "index.htm") {
		if folder := n.pattern[:i+1] + "$"; Match(path, folder) {
			return len(folder)
		}
	}
	return -1
}

// Match implements RFC 9309 §2.2.3: * is any run of bytes, a final $ the end.
// It goes back to the last * only, so that it takes at most len(path)*len(pattern) steps.
func Match(path, pattern string) bool {
	end := strings.HasSuffix(pattern, "$")
	if end {
		pattern = pattern[:len(pattern)-1]
	} else {
		pattern += "*"
	}
	p, s, star, mark := 0, 0, -1, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, s
			p++
			if p == len(pattern) {
				return true
			}
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			mark++
			p, s = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// escape writes the bytes of a rule as an address carries them: what is not
// ASCII as %XX, hexadecimal digits in capitals.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte('%')
			b.WriteString(strings.ToUpper(s[i+1 : i+3]))
			i += 2
		case c >= 0x80:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// field names the field that a key means; common misspellings count, as they do
// in Google's reference parser.
func field(key string) string {
	key = strings.ToLower(key)
	for _, f := range []struct{ prefix, name string }{
		{"user-agent", "user-agent"}, {"useragent", "user-agent"}, {"user agent", "user-agent"},
		{"allow", "allow"},
		{"disallow", "disallow"}, {"dissallow", "disallow"}, {"dissalow", "disallow"},
		{"disalow", "disallow"}, {"diasllow", "disallow"}, {"disallaw", "disallow"},
		{"sitemap", "sitemap"}, {"site-map", "sitemap"},
		{"crawl-delay", "crawl-delay"}, {"crawldelay", "crawl-delay"},
	} {
		if strings.HasPrefix(key, f.prefix) {
			return f.name
		}
	}
	return ""
}

func isAny(value string) bool {
	return value != "" && value[0] == '*' && (len(value) == 1 || value[1] == ' ' || value[1] == '\t')
}

// token cuts a user-agent value down to its product token (RFC 9309 §2.2.1).
func token(value string) string {
	for i := 0; i < len(value); i++ {
		c := value[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '_') {
			return value[:i]
		}
	}
	return value
}

func seconds(value string) time.Duration {
	f, err := strconv.ParseFloat(strings.TrimSuffix(value, "s"), 64)
	if err != nil || !(f > 0) {
		return 0
	}
	return time.Duration(min(f, 86400) * float64(time.Second))
}

// trimMark drops a UTF-8 byte order mark, or the part of it that is there.
func trimMark(file []byte) []byte {
	for _, c := range []byte{0xEF, 0xBB, 0xBF} {
		if len(file) > 0 && file[0] == c {
			file = file[1:]
		} else {
			break
		}
	}
	return file
}

func cutLine(file []byte) (line, rest []byte) {
	i := bytes.IndexAny(file, "\r\n")
	if i < 0 {
		return clip(file), nil
	}
	next := i + 1
	if file[i] == '\r' && next < len(file) && file[next] == '\n' {
		next++
	}
	return clip(file[:i]), file[next:]
}

func clip(line []byte) []byte { return line[:min(len(line), maxLine)] }

// cutPair splits "key: value # comment". A missing colon is forgiven where one
// gap splits the line into two words.
func cutPair(line []byte) (key, value string) {
	line, _, _ = bytes.Cut(line, []byte("#"))
	s := strings.TrimSpace(string(line))
	if k, v, ok := strings.Cut(s, ":"); ok {
		return strings.TrimSpace(k), strings.TrimSpace(v)
	}
	if f := strings.Fields(s); len(f) == 2 {
		return f[0], f[1]
	}
	return "", ""
}
