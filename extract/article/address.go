package article

import (
	"net/url"
	"strings"
)

// host returns the host of an address without "www.", in lower case.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// resolve returns ref as an absolute http address, or "".
func resolve(base *url.URL, ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// canonical returns the address a page gives itself, and the one at another
// site that it names as the original of its text. Where the page was fetched
// from decides what is another site; else the address for sharing does, which
// copies keep as their own. A page that names none of its own has the address
// it came from, without what only counts visitors.
func canonical(h *head, ld *structured, base *url.URL) (own, original string) {
	named := make([]string, 0, 3)
	for _, ref := range []string{h.canonical, h.ogURL, ld.url} {
		if ref != "" {
			if u := resolve(base, ref); u != "" {
				named = append(named, u)
			}
		}
	}
	here, fetched := "", false
	switch {
	case base != nil && base.Host != "":
		here, fetched = withoutTracking(base), true
	case h.ogURL != "":
		here = resolve(nil, h.ogURL)
	}
	for _, u := range named {
		switch {
		case here != "" && !sameSite(host(u), host(here)):
			if original == "" {
				original = u
			}
		case own == "" || fetched && samePage(u, here) && !samePage(own, here):
			own = u
		}
	}
	return firstOf(own, here), original
}

// samePage reports whether two addresses differ only in scheme, "www.", query
// and the last slash.
func samePage(a, b string) bool {
	u, err := url.Parse(a)
	if err != nil {
		return false
	}
	v, err := url.Parse(b)
	if err != nil {
		return false
	}
	return host(a) == host(b) && strings.TrimSuffix(u.Path, "/") == strings.TrimSuffix(v.Path, "/")
}

// sameSite reports whether two hosts belong to one site: they share their
// registered name, which is two labels, or three below a country's "co" and the
// like.
func sameSite(a, b string) bool {
	return a == b || registered(a) == registered(b)
}

func registered(h string) string {
	labels := strings.Split(h, ".")
	n := len(labels)
	keep := 2
	if n > 2 && len(labels[n-1]) == 2 {
		switch labels[n-2] {
		case "co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv", "sc":
			keep = 3
		}
	}
	return strings.Join(labels[max(0, n-keep):], ".")
}

// withoutTracking returns an address without its fragment and the parameters
// that only tell where the visitor came from.
func withoutTracking(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment, c.User = "", "", nil
	if c.RawQuery == "" {
		return c.String()
	}
	var keep []string
	for _, part := range strings.Split(c.RawQuery, "&") {
		key, _, _ := strings.Cut(part, "=")
		switch key = strings.ToLower(key); {
		case strings.HasPrefix(key, "utm_"), key == "fbclid", key == "gclid", key == "mc_cid", key == "mc_eid", key == "cmpid", key == "ref", key == "smid":
		default:
			keep = append(keep, part)
		}
	}
	c.RawQuery = strings.Join(keep, "&")
	return c.String()
}
