package wire

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"code.dny.dev/ssrf"
)

// azure is the address under which a cloud answers its own virtual machines; no
// registry lists it as special.
var azure = netip.MustParsePrefix("168.63.129.16/32")

// guard decides on the very address that is about to be dialled, after all name
// resolution, so that neither redirects nor changing DNS answers get round it.
func guard(allow []netip.Prefix, ports []int) *ssrf.Guardian {
	allowed := []uint16{80, 443}
	for _, p := range ports {
		allowed = append(allowed, uint16(p))
	}
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	return ssrf.New(
		ssrf.WithPorts(allowed...),
		ssrf.WithAllowedV4Prefixes(v4...),
		ssrf.WithAllowedV6Prefixes(v6...),
		ssrf.WithDeniedV4Prefixes(azure),
	)
}

// transport makes the connections of one set of allowed addresses. Sets do not
// share connections: what one source may reach, another may not.
func transport(o Options, allow []netip.Prefix) (*http.Transport, error) {
	dialer := &net.Dialer{Timeout: o.Limits.Dial, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		MaxIdleConns:           512,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    o.Limits.Dial,
		MaxResponseHeaderBytes: o.Limits.HeaderBytes,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		ReadBufferSize:         16 << 10,
	}
	if o.Proxy == "" {
		dialer.Control = guard(allow, o.AllowPorts).Safe
	} else {
		p, err := url.Parse(o.Proxy)
		if err != nil {
			return nil, fmt.Errorf("network.proxy: %w", err)
		}
		t.Proxy = http.ProxyURL(p)
	}
	t.DialContext = dialer.DialContext
	return t, nil
}

// ParsePrefixes reads CIDR prefixes and single addresses.
func ParsePrefixes(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, aerr := netip.ParseAddr(s)
			if aerr != nil {
				return nil, fmt.Errorf("allow_private: %q is not an address prefix such as 10.0.0.0/8", s)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}
