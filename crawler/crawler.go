package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"

	"pactwatch/config"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// Options set up a [Crawler]. The zero value keeps all manners.
type Options struct {
	Now            func() time.Time // of what is remembered; default time.Now
	Log            *slog.Logger     // default: nothing
	IgnoreSchedule bool             // visit sources that are not due; the manners stay
	Only           []string         // ids of the sources to visit; empty is all
	Version        string           // of the program, for the user agent
	Progress       func(Progress)
	Limits         wire.Limits // of one request
}

// Crawler visits sources. One run at a time.
type Crawler struct {
	cfg     config.Config
	mem     Memory
	options Options
	token   string // product token
	client  *wire.Client
	sources []*source
	allow   []netip.Prefix
}

// source is one source of the configuration, ready for a run.
type source struct {
	config.Source
	match    *regexp.Regexp
	exclude  *regexp.Regexp
	selector cascadia.SelectorGroup
	allow    []netip.Prefix

	mem     sourceMemory
	report  SourceReport
	visited bool // it is due in this run
	open    int  // endpoint jobs that have not ended
	queued  int  // articles queued in this run
	left    int  // articles that had to stay pending
	asks    time.Duration
	good    int // endpoints read
	fresh   int // new addresses found
	why     result
	remarks []string
	claimed map[string]bool // endpoints of this run
	changed []string        // keys of due articles whose listing says they changed
	ended   bool
}

// Defaults of what the configuration leaves zero.
const (
	defaultDelay    = 5 * time.Second
	defaultWorkers  = 16
	defaultDeadline = 50 * time.Minute
	defaultPerRun   = 2000
	defaultPerHost  = 300
	defaultMinEvery = 15 * time.Minute
	defaultMaxEvery = 24 * time.Hour
	defaultEvery    = time.Hour
	defaultWindow   = 30 * 24 * time.Hour
	defaultMax      = 200
)

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// New makes a crawler of a configuration. mem may be nil where only [Crawler.Find]
// and [Crawler.Fetch] are used.
func New(cfg config.Config, mem Memory, o Options) (*Crawler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &cfg.Pace
	p.Delay = orDefault(p.Delay, defaultDelay)
	p.Workers = orDefault(p.Workers, defaultWorkers)
	p.Deadline = orDefault(p.Deadline, defaultDeadline)
	p.PerRun = orDefault(p.PerRun, defaultPerRun)
	p.PerHost = orDefault(p.PerHost, defaultPerHost)
	p.MinEvery = orDefault(p.MinEvery, defaultMinEvery)
	p.MaxEvery = orDefault(p.MaxEvery, defaultMaxEvery)
	token := orDefault(cfg.Agent.Name, "pactwatch")
	if mem == nil {
		mem = noMemory{}
	}
	c := &Crawler{cfg: cfg, mem: mem, options: o, token: token}
	var errs []error
	var err error
	if c.allow, err = wire.ParsePrefixes(cfg.Network.AllowPrivate); err != nil {
		errs = append(errs, fmt.Errorf("network: %w", err))
	}
	proxy := cfg.Network.Proxy
	if proxy != "" && !cfg.Network.AllowProxy {
		errs = append(errs, errors.New("network.proxy needs network.allow_proxy: true, since the address guard then sees only the proxy"))
	}
	for _, s := range cfg.Sources {
		src, err := ready(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("source %q: %w", s.ID, err))
			continue
		}
		c.sources = append(c.sources, src)
	}
	for _, id := range o.Only {
		if !slices.ContainsFunc(c.sources, func(s *source) bool { return s.ID == id }) {
			errs = append(errs, fmt.Errorf("no source %q in the configuration", id))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	c.client, err = wire.New(wire.Options{
		Agent: agent(token, o.Version, cfg.Agent.Contact), AllowPrivate: c.allow, AllowPorts: cfg.Network.AllowPorts,
		Proxy: proxy, Limits: o.Limits,
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// agent writes the honest user agent: Name/version (+contact).
func agent(token, version, contact string) string {
	s := token
	if version != "" {
		s += "/" + strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || r == '(' || r == ')' {
				return '-'
			}
			return r
		}, version)
	}
	if contact != "" {
		s += " (+" + contact + ")"
	}
	return s
}

func ready(s config.Source) (*source, error) {
	s.Every = orDefault(s.Every, defaultEvery)
	s.Window = orDefault(s.Window, defaultWindow)
	s.Max = orDefault(s.Max, defaultMax)
	s.TDM = orDefault(s.TDM, "respect")
	if s.Kind == "" {
		s.Kind = config.Feed
		if s.Path != "" {
			s.Kind = config.Folder
		}
	}
	src := &source{Source: s}
	var err error
	if s.Match != "" {
		if src.match, err = regexp.Compile(s.Match); err != nil {
			return nil, fmt.Errorf("match: %w", err)
		}
	}
	if s.Exclude != "" {
		if src.exclude, err = regexp.Compile(s.Exclude); err != nil {
			return nil, fmt.Errorf("exclude: %w", err)
		}
	}
	if s.Kind == config.Listing {
		if src.selector, err = cascadia.ParseGroup(orDefault(s.Links, "a[href]")); err != nil {
			return nil, fmt.Errorf("links: %w", err)
		}
	}
	if src.allow, err = wire.ParsePrefixes(s.AllowPrivate); err != nil {
		return nil, err
	}
	if s.Kind == config.Folder {
		if s.Path == "" {
			return nil, errors.New("a folder source needs path")
		}
		return src, nil
	}
	if src.URL, err = weburl.Resolve("", s.URL); err != nil {
		return nil, fmt.Errorf("url: %w", err)
	}
	return src, nil
}

// Close drops idle connections.
func (c *Crawler) Close() { c.client.Close() }

// private reports that an address in numbers is one the configuration allows
// although it is not public: the user's own machine, which sets its own pace.
func (c *Crawler) private(url string, src *source) bool {
	if src != nil && len(src.allow) > 0 {
		return true
	}
	host := weburl.Host(url)
	if host == "localhost" {
		host = "127.0.0.1"
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(c.allow, func(p netip.Prefix) bool { return p.Contains(a) })
}

// Run visits what is due and hands every look at an article to h. It returns when
// all is done, at the deadline of the configuration, or soon after ctx ends: then
// with ctx's error and nothing recorded as failed because of it.
func (c *Crawler) Run(ctx context.Context, h Handler) (Report, error) {
	r := newRun(c, h)
	return r.do(ctx)
}

type noMemory struct{}

func (noMemory) Recall(string) ([]byte, error)        { return nil, nil }
func (noMemory) Scan(string, func(Entry) error) error { return nil }
