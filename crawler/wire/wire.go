// Package wire makes single HTTP requests safely: an address in, one hop's
// answer with its whole, decoded body out. Everything about bytes is here: which
// addresses may be dialled, how much, how slowly and how encoded an answer may
// come. It knows nothing of robots.txt, pace or sources.
package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gocolly/colly/v2"

	"pactwatch/crawler/weburl"
)

// Limits bound one request. Zero values mean the defaults.
type Limits struct {
	Dial        time.Duration // connection, and again TLS handshake; default 10s
	Header      time.Duration // from the request to the end of the answer's header, connecting included; doubled with every try; default 4.8s
	Total       time.Duration // whole request; default 2m
	Grace       time.Duration // before the least rate counts; default 4s
	Rate        float64       // bytes per second on the wire, averaged; default 1000
	HeaderBytes int64         // default 256 KiB
}

// Options set up a [Client].
type Options struct {
	Agent        string // User-Agent
	AllowPrivate []netip.Prefix
	AllowPorts   []int  // beyond 80 and 443
	Proxy        string // the guard then sees only the proxy
	Limits       Limits
}

// Request is one hop.
type Request struct {
	URL          string
	Accept       string // default: HTML
	ETag         string // verbatim; empty asks unconditionally
	LastModified string // verbatim
	MaxBody      int64  // decoded bytes; more is an error
	Truncate     int64  // decoded bytes after which the rest is not read, without an error; 0 reads all
	Allow        []netip.Prefix
	Try          int // 0 for the first: an honest slow server is given more time with each
}

// Answer is what came back. Redirects are never followed: Location says where to.
// Where Err is set, Status and Header are those received before it, if any, and
// Body is nil: a cut body is no body.
type Answer struct {
	Status      int
	Header      http.Header
	ContentType string // whole header field
	Location    string // of a 3xx, as sent
	Body        []byte // content encoding undone, charset untouched
	Wire        int64  // bytes of the body on the wire
	Took        time.Duration
	Err         error
}

// Client makes requests. It is safe for use by several goroutines.
type Client struct {
	options Options
	base    *colly.Collector

	large chan struct{} // one for each large body that is being read

	mu         sync.Mutex
	transports map[string]*http.Transport // by allowed prefixes
}

// clearColly unsets colly's variables, which would override what we say.
func clearColly() {
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "COLLY_") {
			os.Unsetenv(name)
		}
	}
}

// New makes a client.
func New(o Options) (*Client, error) {
	clearColly()
	l := &o.Limits
	l.Dial = orDefault(l.Dial, 10*time.Second)
	l.Header = orDefault(l.Header, 4800*time.Millisecond)
	l.Total = orDefault(l.Total, 2*time.Minute)
	l.Grace = orDefault(l.Grace, 4*time.Second)
	if l.Rate == 0 {
		l.Rate = 1000
	}
	if l.HeaderBytes == 0 {
		l.HeaderBytes = 256 << 10
	}
	c := &Client{options: o, large: make(chan struct{}, atATime), transports: map[string]*http.Transport{}}
	if _, err := c.transport(nil); err != nil {
		return nil, err
	}
	c.base = colly.NewCollector(colly.AllowURLRevisit(), colly.ParseHTTPErrorResponse(), colly.MaxBodySize(0), colly.UserAgent(o.Agent))
	c.base.SetClient(&http.Client{
		Transport:     roundTripper{c},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	return c, nil
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// Close drops idle connections.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.transports {
		t.CloseIdleConnections()
	}
}

func (c *Client) transport(allow []netip.Prefix) (*http.Transport, error) {
	key := fmt.Sprint(allow)
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.transports[key]; t != nil {
		return t, nil
	}
	t, err := transport(c.options, slices.Concat(c.options.AllowPrivate, allow))
	if err != nil {
		return nil, err
	}
	c.transports[key] = t
	return t, nil
}

// order travels with a request to the transport and brings the answer back.
type order struct {
	request Request
	answer  Answer
	body    *body
	target  string // path and query where net/url cannot hold them
	cancel  context.CancelCauseFunc
}

type orderKey struct{}

// Get makes one request. The error is in the answer.
func (c *Client) Get(ctx context.Context, r Request) (a Answer) {
	began := time.Now()
	o := &order{request: r}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(c.options.Limits.Total, func() { cancel(fmt.Errorf("took longer than %s", c.options.Limits.Total)) })
	defer timer.Stop()
	o.cancel = cancel
	defer func() {
		if p := recover(); p != nil {
			o.answer.Err = fmt.Errorf("panic while fetching: %v", p)
		}
		a = o.answer
		a.Took = time.Since(began)
		if o.body != nil {
			a.Wire = o.body.raw.n.Load()
		}
		if a.Err != nil {
			a.Body = nil
			if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
				a.Err = cause
			}
		}
	}()
	job := c.base.Clone()
	job.Context = context.WithValue(ctx, orderKey{}, o)
	asked := weburl.Parsable(r.URL)
	if asked != r.URL {
		o.target = strings.TrimPrefix(r.URL, weburl.Origin(r.URL))
	}
	o.answer.Err = job.Request(http.MethodGet, asked, nil, nil, nil)
	return
}

type roundTripper struct{ c *Client }

// RoundTrip asks as the order in the context says and reads the whole answer into
// the order. colly gets an empty body: it would read without limits, unpack by
// the name of the file and transcode by the header alone.
func (rt roundTripper) RoundTrip(req *http.Request) (*http.Response, error) {
	o, ok := req.Context().Value(orderKey{}).(*order)
	if !ok {
		return nil, errors.New("request without an order")
	}
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return nil, fmt.Errorf("scheme %q is neither http nor https", s)
	}
	if req.URL.User != nil {
		return nil, errors.New("address with a user name or password")
	}
	t, err := rt.c.transport(o.request.Allow)
	if err != nil {
		return nil, err
	}
	if o.target != "" {
		req = req.Clone(req.Context())
		req.URL.Opaque, req.URL.RawQuery, _ = strings.Cut(o.target, "?")
	}
	h := req.Header
	h.Set("Accept", o.request.Accept)
	if o.request.Accept == "" {
		h.Set("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
	}
	h.Set("Accept-Encoding", "gzip, br, zstd")
	h.Set("Accept-Language", "en;q=1, *;q=0.5")
	if o.request.ETag != "" {
		h.Set("If-None-Match", o.request.ETag)
	}
	if o.request.LastModified != "" {
		h.Set("If-Modified-Since", o.request.LastModified)
	}
	silence := time.AfterFunc(rt.c.options.Limits.Header<<min(o.request.Try, 4), func() { o.cancel(ErrNoAnswer) })
	resp, err := t.RoundTrip(req)
	silence.Stop()
	if err != nil {
		return nil, err
	}
	a := &o.answer
	a.Status, a.Header = resp.StatusCode, resp.Header
	a.ContentType = resp.Header.Get("Content-Type")
	a.Location = resp.Header.Get("Location")
	limit, truncate := o.request.MaxBody, o.request.Truncate
	if resp.StatusCode >= 300 {
		truncate = 64 << 10 // enough to tell who refuses
	}
	encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if encoding == "" && truncate == 0 && resp.ContentLength > limit {
		resp.Body.Close()
		return nil, fmt.Errorf("%w of %s", ErrTooLarge, size(limit))
	}
	b := &body{encoding: encoding, limit: limit, truncate: truncate}
	b.turn = func() (func(), error) {
		select {
		case rt.c.large <- struct{}{}:
			return func() { <-rt.c.large }, nil
		case <-req.Context().Done():
			return nil, context.Cause(req.Context())
		}
	}
	b.raw.ReadCloser = resp.Body
	b.stop = watch(&b.raw, rt.c.options.Limits, o.cancel)
	o.body = b
	a.Body, err = b.all()
	if err != nil {
		return nil, err
	}
	out := *resp
	out.Body, out.ContentLength, out.Uncompressed = http.NoBody, 0, true
	out.Header = http.Header{}
	return &out, nil
}
