package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
)

// Polite bounds.
const (
	leastDelay = time.Second      // between two requests to a public host
	leastEvery = 15 * time.Minute // between two looks at a public source
)

var (
	kinds   = []Kind{Feed, Sitemap, Listing, Single, Folder}
	formats = []string{"md", "html", "json", "csv", "atom"}
	tdm     = []string{"respect", "licensed", "off"}
	sending = []string{"daily", "changes"}

	sourceID     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	productToken = regexp.MustCompile("^[A-Za-z_-]+$") // RFC 9309, section 2.2.1: what robots.txt can name
)

// WithDefaults is c with every zero value that has a default filled in.
func (c Config) WithDefaults() Config {
	c.Sources = slices.Clone(c.Sources)
	c.fill()
	return c
}

func (c *Config) fill() {
	text := func(s *string, d string) {
		if *s == "" {
			*s = d
		}
	}
	span := func(s *time.Duration, d time.Duration) {
		if *s == 0 {
			*s = d
		}
	}
	count := func(s *int, d int) {
		if *s == 0 {
			*s = d
		}
	}
	text(&c.Data, "data")
	text(&c.Rules, "rules")
	text(&c.Agent.Name, "pactwatch")
	span(&c.Pace.Delay, 5*time.Second)
	count(&c.Pace.Workers, 16)
	span(&c.Pace.Deadline, 50*time.Minute)
	count(&c.Pace.PerRun, 2000)
	count(&c.Pace.PerHost, 300)
	span(&c.Pace.MinEvery, 15*time.Minute)
	span(&c.Pace.MaxEvery, 24*time.Hour)
	span(&c.Keep.Pages, 90*24*time.Hour)
	text(&c.Digest.Zone, "UTC")
	text(&c.Digest.Folder, "digests")
	text(&c.Digest.Title, "AI deals")
	text(&c.Deliver.Email.Send, "daily")
	text(&c.Deliver.Webhook.Send, "changes")
	if len(c.Digest.Formats) == 0 {
		c.Digest.Formats = slices.Clone(formats)
	}
	for i := range c.Sources {
		s := &c.Sources[i]
		if s.Kind == "" {
			s.Kind = Feed
			if s.Path != "" {
				s.Kind = Folder
			}
		}
		span(&s.Every, time.Hour)
		span(&s.Window, 30*24*time.Hour)
		count(&s.Max, 200)
		text(&s.TDM, "respect")
	}
}

// checkContact reports a contact at which nobody can be reached.
func (c *Config) checkContact(problem func(path, format string, args ...any)) {
	switch {
	case c.Agent.Contact == "":
		problem("agent", "agent.contact is missing; write the e-mail address or web page at which a publisher can reach you")
	case !isContact(c.Agent.Contact):
		problem("agent.contact", "contact %q is neither an e-mail address nor a web page; publishers must be able to reach you there", c.Agent.Contact)
	case isExample(c.Agent.Contact):
		problem("agent.contact", "contact %q is an example; write your own e-mail address or web page, publishers will see it", c.Agent.Contact)
	}
}

// check reports what else is wrong with a configuration that has its defaults:
// problem takes the path of the key at fault and a message with the cure.
func (c *Config) check(problem func(path, format string, args ...any)) {
	if !productToken.MatchString(c.Agent.Name) {
		problem("agent.name", "name %q cannot stand in robots.txt; use letters, - and _ alone (RFC 9309)", c.Agent.Name)
	}
	private := prefixes(c.Network.AllowPrivate, "network.allow_private", problem)
	c.checkPace(private, problem)
	for i, p := range c.Network.AllowPorts {
		if p < 1 || p > 65535 {
			problem(fmt.Sprintf("network.allow_ports[%d]", i), "port %d does not exist; ports run from 1 to 65535", p)
		}
	}
	if c.Network.Proxy != "" {
		u, err := url.Parse(c.Network.Proxy)
		if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
			problem("network.proxy", "proxy %q is no address; write http://host:port or socks5://host:port", c.Network.Proxy)
		}
		if !c.Network.AllowProxy {
			problem("network.proxy", "a proxy hides from us which address is dialled; add allow_proxy: true if it keeps private addresses out itself")
		}
	}
	if c.Keep.Pages < 0 || c.Keep.Text < 0 {
		problem("keep", "a time to keep things cannot be negative")
	}
	c.checkDigest(problem)
	c.checkDeliver(problem)
	if len(c.Sources) == 0 {
		problem("sources", "no sources; list at least one under sources:, with an id and a url (pactwatch init writes examples)")
	}
	first := map[string]int{}
	for i := range c.Sources {
		s, at := &c.Sources[i], fmt.Sprintf("sources[%d]", i)
		if s.ID != "" {
			if j, twice := first[s.ID]; twice {
				problem(at+".id", "id %q is taken by source number %d; give each source its own", s.ID, j+1)
			} else {
				first[s.ID] = i
			}
		}
		s.check(at, c.Pace, private, problem)
	}
}

func (c *Config) checkPace(private []netip.Prefix, problem func(string, string, ...any)) {
	p := c.Pace
	if p.Delay < leastDelay && !c.onlyPrivate(private) {
		problem("pace.delay", "delay %v is impolite, want at least %v; shorter ones are for sources whose addresses are all in network.allow_private", written(p.Delay), written(leastDelay))
	}
	if p.Workers < 1 || p.Workers > 1000 {
		problem("pace.workers", "workers is %d, want 1 to 1000", p.Workers)
	}
	if p.MinEvery < leastEvery && !c.onlyPrivate(private) {
		problem("pace.min_every", "min_every is %v, want at least %v", written(p.MinEvery), written(leastEvery))
	}
	if p.MaxEvery < p.MinEvery {
		problem("pace.max_every", "max_every is %v, shorter than min_every, which is %v", written(p.MaxEvery), written(p.MinEvery))
	}
	for _, n := range []struct {
		key string
		n   int
	}{{"per_run", p.PerRun}, {"per_host", p.PerHost}} {
		if n.n < 1 {
			problem("pace."+n.key, "%s is %d, want at least 1", n.key, n.n)
		}
	}
}

// onlyPrivate reports whether every source is local or at a literal address
// that the configuration allows as private.
func (c *Config) onlyPrivate(private []netip.Prefix) bool {
	for _, s := range c.Sources {
		if s.Path == "" && !isPrivate(s.URL, append(prefixes(s.AllowPrivate, "", func(string, string, ...any) {}), private...)) {
			return false
		}
	}
	return true
}

// isPrivate reports whether address is in one of the ranges, or below a name that
// RFC 6761 keeps out of the public web.
func isPrivate(address string, private []netip.Prefix) bool {
	u, err := url.Parse(address)
	if err != nil || len(private) == 0 {
		return false
	}
	host := u.Hostname()
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "localhost", "test", "example", "invalid":
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && slices.ContainsFunc(private, func(p netip.Prefix) bool { return p.Contains(ip) })
}

func (s *Source) check(at string, pace Pace, private []netip.Prefix, problem func(string, string, ...any)) {
	switch {
	case s.ID == "":
		problem(at, "this source has no id; add one, such as id: acme-newsroom")
	case !sourceID.MatchString(s.ID) || len(s.ID) > 64:
		problem(at+".id", "id %q: use up to 64 small letters, digits and single hyphens, such as acme-newsroom", s.ID)
	}
	if !slices.Contains(kinds, s.Kind) {
		problem(at+".kind", "kind %q is not known; use one of feed, sitemap, listing, page, folder", s.Kind)
		return
	}
	if s.Kind == Folder {
		if s.Path == "" {
			problem(at, "a folder source needs a path: the folder that holds the articles")
		}
		if s.URL != "" {
			problem(at+".url", "a folder source has no url; remove it, or remove path")
		}
	} else {
		if s.Path != "" {
			problem(at+".path", "path is for kind: folder alone; remove it, or the kind")
		}
		checkURL(s.URL, at, problem)
	}
	if s.Links != "" {
		if s.Kind != Listing {
			problem(at+".links", "links is for kind: listing alone; remove it, or set the kind")
		}
		if _, err := cascadia.ParseGroup(s.Links); err != nil {
			problem(at+".links", "%q is no CSS selector (%v); write one such as article h2 a", s.Links, err)
		}
	} else if s.Kind == Listing {
		problem(at, "a listing needs links: the CSS selector of its links to articles, such as article h2 a")
	}
	for key, expr := range map[string]string{"match": s.Match, "exclude": s.Exclude} {
		if _, err := regexp.Compile(expr); err != nil {
			problem(at+"."+key, "%s is no regular expression (%v); see https://pkg.go.dev/regexp/syntax", key, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
	}
	own := append(prefixes(s.AllowPrivate, at+".allow_private", problem), private...)
	local := s.Kind == Folder || isPrivate(s.URL, own)
	if s.Every < leastEvery && !local {
		problem(at+".every", "every is %v, want at least %v", written(s.Every), written(leastEvery))
	} else if s.Every > pace.MaxEvery {
		problem(at+".every", "every is %v, longer than pace.max_every, which is %v", written(s.Every), written(pace.MaxEvery))
	}
	if s.Window < time.Hour {
		problem(at+".window", "window is %v, want at least 1h: older articles are never read", written(s.Window))
	}
	if s.Max < 1 {
		problem(at+".max", "max is %d, want at least 1", s.Max)
	}
	if s.Delay != 0 && s.Delay < pace.Delay && !local {
		problem(at+".delay", "delay is %v, less than pace.delay, which is %v; a source may only be slower", written(s.Delay), written(pace.Delay))
	}
	if !slices.Contains(tdm, s.TDM) {
		problem(at+".tdm", "tdm %q is not known; use respect, licensed or off", s.TDM)
	}
}

// written is a duration as people write it in the file: 15m, not 15m0s.
func written(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func checkURL(raw, at string, problem func(string, string, ...any)) {
	if raw == "" {
		problem(at, "this source has no url; add one, or a path for a local folder")
		return
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		problem(at+".url", "url %q is no web address; write all of it, such as https://example.com/feed.xml", raw)
	case u.Scheme != "http" && u.Scheme != "https":
		problem(at+".url", "url %q: the scheme %s is not supported; use https or http", raw, u.Scheme)
	case u.User != nil:
		problem(at+".url", "url holds a user name or password; remove it, pactwatch reads public pages only")
	case strings.ContainsAny(raw, " \t\n\""):
		problem(at+".url", "url %q holds a space or a quote; write it as %%20 or %%22", raw)
	}
}

func (c *Config) checkDigest(problem func(string, string, ...any)) {
	if _, err := time.LoadLocation(c.Digest.Zone); err != nil || c.Digest.Zone == "Local" {
		problem("digest.zone", "zone %q is not known; use an IANA name such as UTC, Europe/Berlin or America/New_York", c.Digest.Zone)
	}
	for i, f := range c.Digest.Formats {
		at := fmt.Sprintf("digest.formats[%d]", i)
		if !slices.Contains(formats, f) {
			problem(at, "format %q is not known; use %s", f, strings.Join(formats, ", "))
		} else if slices.Contains(c.Digest.Formats[:i], f) {
			problem(at, "format %q is given twice; keep one", f)
		}
	}
}

func (c *Config) checkDeliver(problem func(string, string, ...any)) {
	e := c.Deliver.Email
	for _, at := range []struct{ path, send string }{{"deliver.email.send", e.Send}, {"deliver.webhook.send", c.Deliver.Webhook.Send}} {
		if !slices.Contains(sending, at.send) {
			problem(at.path, "send %q is not known; use daily (each day once, when it is over) or changes (again whenever a run announces something)", at.send)
		}
	}
	if e.Server == "" {
		if e.From != "" || len(e.To) > 0 || e.User != "" || e.PasswordFile != "" {
			problem("deliver.email", "e-mail has no server; add server: host:port, or remove the rest")
		}
		return
	}
	host, port, err := net.SplitHostPort(e.Server)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || host == "" || n < 1 || n > 65535 {
		problem("deliver.email.server", "server %q is no host:port; write it such as mail.example.org:587", e.Server)
	}
	if e.From == "" {
		problem("deliver.email", "e-mail has no from; add the sender's address")
	} else if _, err := mail.ParseAddress(e.From); err != nil {
		problem("deliver.email.from", "from %q is no e-mail address", e.From)
	}
	if len(e.To) == 0 {
		problem("deliver.email", "e-mail has no to; list at least one address")
	}
	for i, to := range e.To {
		if _, err := mail.ParseAddress(to); err != nil {
			problem(fmt.Sprintf("deliver.email.to[%d]", i), "to %q is no e-mail address", to)
		}
	}
	if e.User != "" && e.PasswordFile == "" {
		problem("deliver.email.user", "user is given without password_file; write the password into a file only you can read and name it there")
	}
}

func prefixes(cidrs []string, at string, problem func(string, string, ...any)) []netip.Prefix {
	var out []netip.Prefix
	for i, c := range cidrs {
		p, err := netip.ParsePrefix(c)
		if err != nil {
			problem(fmt.Sprintf("%s[%d]", at, i), "%q is no address range; write it with its length, such as 10.0.0.0/8 or 127.0.0.1/32", c)
			continue
		}
		out = append(out, p)
	}
	return out
}

func isContact(s string) bool {
	if strings.ContainsAny(s, "()\r\n;") {
		return false // would break out of the user agent's comment
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		return u.Host != ""
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s
}

// isExample recognises the domains that RFC 2606 reserves for documentation.
func isExample(contact string) bool {
	host := contact[strings.LastIndexByte(contact, '@')+1:]
	if u, err := url.Parse(contact); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	host = strings.ToLower(host)
	for _, d := range []string{"example.com", "example.org", "example.net"} {
		if host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}
