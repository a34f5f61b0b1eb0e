package wire

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"code.dny.dev/ssrf"
)

// TestGuard holds the addresses that no source may lead to, whatever their name.
func TestGuard(t *testing.T) {
	bad := []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"168.63.129.16",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
		"2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1",
	}
	g := guard(nil, nil)
	for _, a := range bad {
		network := "tcp6"
		if addr := netip.MustParseAddr(a); addr.Is4() {
			network = "tcp4"
		}
		if err := g.Safe(network, netip.AddrPortFrom(netip.MustParseAddr(a), 443).String(), nil); err == nil {
			t.Errorf("%s may be dialled", a)
		}
	}
	for _, a := range []string{"93.184.216.34:443", "93.184.216.34:80"} {
		if err := g.Safe("tcp4", a, nil); err != nil {
			t.Errorf("%s: %v", a, err)
		}
	}
	if err := g.Safe("tcp6", "[2606:2800:220:1:248:1893:25c8:1946]:443", nil); err != nil {
		t.Error(err)
	}
	for _, p := range []string{"22", "25", "8080"} {
		if err := g.Safe("tcp4", "93.184.216.34:"+p, nil); !errors.Is(err, ssrf.ErrProhibitedPort) {
			t.Errorf("port %s: %v", p, err)
		}
	}
}

func server(t *testing.T, h http.HandlerFunc) (base string, c *Client) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL, client(t, s.URL)
}

func client(t *testing.T, base string) *Client {
	t.Helper()
	u, _ := url.Parse(base)
	port, _ := strconv.Atoi(u.Port())
	c, err := New(Options{Agent: "pactwatch/1 (+test@pactwatch.example)", AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, AllowPorts: []int{port}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestGetAsksAsTold(t *testing.T) {
	var got *http.Request
	base, c := server(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(w, "body")
	})
	a := c.Get(context.Background(), Request{URL: base + "/a%20b?y=1&x=2", ETag: `W/"x"`, LastModified: "yesterday", MaxBody: 100})
	if a.Err != nil || a.Status != 200 || string(a.Body) != "body" || a.Wire != 4 {
		t.Fatalf("%+v", a)
	}
	if got.RequestURI != "/a%20b?y=1&x=2" {
		t.Errorf("asked for %q", got.RequestURI)
	}
	for name, want := range map[string]string{
		"User-Agent": "pactwatch/1 (+test@pactwatch.example)", "If-None-Match": `W/"x"`, "If-Modified-Since": "yesterday",
		"Accept-Encoding": "gzip, br, zstd", "Cookie": "", "Referer": "",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if a.ContentType != "text/html; charset=windows-1251" || a.Header.Get("Content-Type") != a.ContentType {
		t.Errorf("content type %q, header %q", a.ContentType, a.Header.Get("Content-Type"))
	}
}

// TestGetAsksForLonePercentSigns holds that an address goes over the wire as a
// browser sends it, also where net/url does not take it.
func TestGetAsksForLonePercentSigns(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	line := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		first, _ := bufio.NewReader(c).ReadString('\n')
		line <- strings.TrimSpace(first)
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")
	}()
	base := "http://" + l.Addr().String()
	a := client(t, base).Get(context.Background(), Request{URL: base + "/100%/b?x=%zz", MaxBody: 100})
	if got := <-line; got != "GET /100%/b?x=%zz HTTP/1.1" || a.Err != nil || string(a.Body) != "body" {
		t.Errorf("asked %q, answer %+v", got, a)
	}
}

func TestGetDoesNotFollow(t *testing.T) {
	asked := 0
	base, c := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, "/next", http.StatusMovedPermanently)
	})
	a := c.Get(context.Background(), Request{URL: base + "/", MaxBody: 100})
	if a.Err != nil || a.Status != 301 || a.Location != "/next" || asked != 1 {
		t.Errorf("%+v, asked %d times", a, asked)
	}
}

func TestGetSpeaksHTTP2(t *testing.T) {
	major := 0
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		major = r.ProtoMajor
		fmt.Fprint(w, "body")
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := client(t, s.URL)
	tr, err := c.transport(nil)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	tr.TLSClientConfig = &tls.Config{RootCAs: pool}
	if a := c.Get(context.Background(), Request{URL: s.URL + "/", MaxBody: 100}); a.Err != nil || string(a.Body) != "body" || major != 2 {
		t.Errorf("%+v over HTTP/%d", a, major)
	}
}

// TestSourcesDoNotShareConnections holds that what one source may dial, another
// may not, even while a connection is open.
func TestSourcesDoNotShareConnections(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++; fmt.Fprint(w, "body") }))
	defer s.Close()
	u, _ := url.Parse(s.URL)
	port, _ := strconv.Atoi(u.Port())
	c, err := New(Options{Agent: "pactwatch", AllowPorts: []int{port}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	allow := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	if a := c.Get(context.Background(), Request{URL: s.URL + "/", MaxBody: 100, Allow: allow}); a.Err != nil {
		t.Error(a.Err)
	}
	if a := c.Get(context.Background(), Request{URL: s.URL + "/", MaxBody: 100}); !errors.Is(a.Err, ssrf.ErrProhibitedIP) {
		t.Errorf("%+v, want a prohibited address", a)
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestEnvironmentDoesNotOverride(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "somebody else")
	for _, name := range []string{"COLLY_USER_AGENT"} {
		clearColly()
		if v, ok := os.LookupEnv(name); ok {
			t.Errorf("%s is still %q", name, v)
		}
	}
}

func TestParsePrefixes(t *testing.T) {
	got, err := ParsePrefixes([]string{"10.1.2.3/8", "127.0.0.1", "::1"})
	if err != nil || fmt.Sprint(got) != "[10.0.0.0/8 127.0.0.1/32 ::1/128]" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := ParsePrefixes([]string{"intranet"}); err == nil {
		t.Error("a name was taken for a prefix")
	}
}
