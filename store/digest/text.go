package digest

import (
	"fmt"
	"net"
	"net/url"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Visible makes a string fit for one line of text: line breaks and tabs become
// spaces, and what steers a display without being seen (control, bidirectional
// and zero-width characters, tags, unassigned and private ones) is written as
// \u{…}. Soft hyphens go.
func Visible(s string) string {
	clean := true
	for _, r := range s {
		if r < ' ' || r > '~' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			b.WriteByte(' ')
		case r == '\u00ad':
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs), r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0',
			r != utf8.RuneError && !unicode.IsGraphic(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// visible gives a copy of a digest in which every string is [Visible]. URLs are
// percent-encoded already, by [link].
func visible(d Digest) Digest {
	return walk(reflect.ValueOf(d), Visible).Interface().(Digest)
}

// maxText is how much of any one string is shown, in characters, so that a
// hostile page cannot fill a digest.
const maxText = 400

// readable is visible, and every string but the URLs no longer than maxText.
func readable(d Digest) Digest {
	return walk(reflect.ValueOf(d), func(s string) string { return short(Visible(s), maxText) }).Interface().(Digest)
}

func walk(v reflect.Value, each func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(each(v.String()))
	case reflect.Struct:
		if _, ok := v.Interface().(time.Time); ok {
			return v
		}
		for i := range v.NumField() {
			if n := v.Type().Field(i).Name; n == "URL" || n == "Passage" { // encoded already, and useless when cut
				out.Field(i).Set(v.Field(i))
				continue
			}
			out.Field(i).Set(walk(v.Field(i), each))
		}
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(walk(v.Index(i), each))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(walk(v.Elem(), each))
	default:
		return v
	}
	return out
}

// link checks an address from outside: an http or https URL with a host and
// without a user part comes back percent-encoded, with its host in ASCII. Any
// other gives two empty strings.
func link(raw string) (address, host string) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return "", ""
	}
	host, err = idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		if host = u.Hostname(); net.ParseIP(host) == nil {
			return "", ""
		}
	}
	if host != u.Hostname() {
		u.Host = host
		if port := u.Port(); port != "" {
			u.Host += ":" + port
		}
	}
	for _, r := range host {
		if r >= utf8.RuneSelf || r <= ' ' || strings.ContainsRune(`<>"'()[]\^`+"`{|}", r) {
			return "", "" // a browser would read another host out of it
		}
	}
	var b strings.Builder
	b.WriteString(u.Scheme + "://" + u.Host) // an IPv6 address keeps its brackets
	rest := u.EscapedPath()
	if u.RawQuery != "" {
		rest += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		rest += "#" + u.EscapedFragment()
	}
	for _, c := range []byte(rest) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`<>"'()[]\^`+"`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String(), host
}

// passage is the address of a page and of the sentence in it, as a text fragment
// (https://wicg.github.io/scroll-to-text-fragment/): a browser that knows them
// opens the page there and marks it. A long sentence is given by its ends, so
// that links and marks inside it do no harm.
func passage(address, quote string) string {
	words := strings.Fields(quote)
	if address == "" || len(words) < 3 {
		return ""
	}
	ends := []string{strings.Join(words, " ")}
	if n := 6; len(words) > 2*n {
		ends = []string{strings.Join(words[:n], " "), strings.Join(words[len(words)-n:], " ")}
	}
	mark := "#:~:text="
	if strings.Contains(address, "#") {
		mark = ":~:text="
	}
	var b strings.Builder
	b.WriteString(address + mark)
	for i, end := range ends {
		if i > 0 {
			b.WriteByte(',')
		}
		for _, c := range []byte(end) { // "-", "," and "&" mean something there
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
	}
	return b.String()
}

// maxQuote is how much of a sentence is shown, in characters. JSON and CSV hold
// it whole.
const maxQuote = 300

// short cuts a text after at most n characters, between words.
func short(s string, n int) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := 0
	for i := range s {
		if n == 0 {
			cut = i
			break
		}
		n--
	}
	s = s[:cut]
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:") + "…"
}
