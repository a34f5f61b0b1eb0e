package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"pactwatch/crawler/wire"
)

// result is what one answer means.
type result struct {
	outcome Outcome
	reason  string
	retry   bool          // worth a second try in this run
	network bool          // the host did not answer
	after   time.Duration // Retry-After; 0 where there is none
	moved   string        // redirect: where to, as sent
	missing bool          // 404 or 410
}

// judge reads an answer. Fresh means: a whole body.
func judge(a wire.Answer, now time.Time) result {
	if a.Err != nil {
		return judgeError(a)
	}
	h := a.Header
	switch s := a.Status; {
	case s == http.StatusNotModified:
		return result{outcome: Unchanged}
	case s == 301 || s == 302 || s == 303 || s == 307 || s == 308:
		if a.Location == "" {
			return result{outcome: Failed, reason: fmt.Sprintf("%d without a Location", s)}
		}
		return result{moved: a.Location}
	case s >= 200 && s < 300:
		if wall := challenge(a); wall != "" {
			return result{outcome: Blocked, reason: wall}
		}
		if s == http.StatusPartialContent {
			return result{outcome: Failed, reason: "206, a part that was not asked for"}
		}
		if len(a.Body) == 0 {
			return result{outcome: Failed, reason: fmt.Sprintf("%d with an empty body", s)}
		}
		return result{outcome: Fresh}
	case s == 404 || s == 410:
		return result{outcome: Failed, reason: fmt.Sprintf("%d %s", s, strings.ToLower(http.StatusText(s))), missing: true}
	case s == 401 || s == 402 || s == 403 || s == 407 || s == 451:
		return result{outcome: Blocked, reason: blockedWhy(a)}
	case s == 429 || s == 503:
		after := retryAfter(h, now)
		if wall := challenge(a); wall != "" && after == 0 {
			return result{outcome: Blocked, reason: wall}
		}
		return result{outcome: Deferred, reason: fmt.Sprintf("%d %s", s, strings.ToLower(http.StatusText(s))), retry: true, after: after}
	case s == 408 || s == 425 || s >= 500:
		return result{outcome: Failed, reason: strings.TrimSpace(fmt.Sprintf("%d %s", s, strings.ToLower(http.StatusText(s)))), retry: true, after: retryAfter(h, now)}
	default:
		return result{outcome: Failed, reason: strings.TrimSpace(fmt.Sprintf("%d %s", s, strings.ToLower(http.StatusText(s))))}
	}
}

func blockedWhy(a wire.Answer) string {
	if wall := challenge(a); wall != "" {
		return wall
	}
	return fmt.Sprintf("%d %s", a.Status, strings.ToLower(http.StatusText(a.Status)))
}

// challenge names the bot wall behind an answer, by the marks that its makers
// document or that every answer of theirs carries; "" where there is none.
func challenge(a wire.Answer) string {
	h := a.Header
	server := strings.ToLower(h.Get("Server"))
	body := a.Body[:min(len(a.Body), 16<<10)]
	has := func(s string) bool { return strings.Contains(string(body), s) }
	refused := a.Status == 401 || a.Status == 403 || a.Status == 429 || a.Status == 503 || a.Status == 405
	name := ""
	switch {
	case strings.EqualFold(h.Get("Cf-Mitigated"), "challenge"),
		refused && (has("/cdn-cgi/challenge-platform/") || has("cf-chl-") || has("Just a moment...")):
		name = "Cloudflare challenge"
	case refused && server == "cloudflare" && a.Status == 403:
		name = "refused by Cloudflare"
	case refused && (h.Get("X-Datadome") != "" || has("captcha-delivery.com")):
		name = "DataDome challenge"
	case refused && (has("px-captcha") || has("_pxAppId")):
		name = "PerimeterX challenge"
	case refused && (h.Get("X-Amzn-Waf-Action") != "" || has("awswaf.com")):
		name = "AWS WAF challenge"
	case refused && has("_Incapsula_Resource"):
		name = "Imperva challenge"
	case refused && strings.HasPrefix(server, "akamaighost"):
		name = "refused by Akamai"
	case h.Get("X-Amzn-Waf-Action") == "challenge" || h.Get("X-Amzn-Waf-Action") == "captcha":
		name = "AWS WAF challenge"
	default:
		return ""
	}
	return fmt.Sprintf("%d, %s", a.Status, name)
}

func judgeError(a wire.Answer) result {
	err := a.Err
	var cert *tls.CertificateVerificationError
	var invalid x509.CertificateInvalidError
	var hostname x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var dns *net.DNSError
	var record tls.RecordHeaderError
	var timeout net.Error
	fail := func(reason string) result { return result{outcome: Failed, reason: reason} }
	text := err.Error()
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return fail("its address is not a public one: network.allow_private would have to name it")
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return fail("its port is not allowed: network.allow_ports would have to name it")
	case errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return fail("its address cannot be dialled")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fail("certificate expired or not yet valid")
	case errors.As(err, &hostname):
		return fail("certificate is for another host")
	case errors.As(err, &unknown):
		return fail("certificate of an unknown authority")
	case errors.As(err, &cert):
		return fail("certificate does not hold: " + cert.Err.Error())
	case errors.As(err, &record), strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return fail("no TLS on this port")
	case errors.Is(err, wire.ErrTooLarge), errors.Is(err, wire.ErrBomb), errors.Is(err, wire.ErrTooSlow), errors.Is(err, wire.ErrEncoding):
		for _, e := range []error{wire.ErrBomb, wire.ErrTooSlow} {
			if errors.Is(err, e) {
				return fail("answer " + e.Error())
			}
		}
		return fail(short(text))
	case errors.As(err, &dns):
		if dns.IsNotFound {
			return result{outcome: Failed, reason: "no such host: " + dns.Name, network: true}
		}
		return result{outcome: Failed, reason: "name server does not answer for " + dns.Name, network: true, retry: true}
	case errors.Is(err, syscall.ECONNREFUSED):
		return result{outcome: Failed, reason: "connection refused", network: true, retry: true}
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return result{outcome: Failed, reason: "connection reset", network: true, retry: true}
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return result{outcome: Failed, reason: "no route to the host", network: true, retry: true}
	case strings.Contains(text, "server response headers exceeded"), strings.Contains(text, "exceeded MaxResponseHeaderBytes"), strings.Contains(text, "response header list larger"):
		return fail("header larger than its limit of 256 KiB")
	case errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(text, "unexpected EOF"):
		return result{outcome: Failed, reason: "the answer ends early", retry: true, network: a.Status == 0}
	case errors.Is(err, io.EOF), strings.Contains(text, "EOF"):
		return result{outcome: Failed, reason: "the connection was closed without an answer", network: true, retry: true}
	case errors.Is(err, wire.ErrNoAnswer):
		return result{outcome: Failed, reason: "no answer in time", network: true, retry: true}
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return result{outcome: Failed, reason: "no connection in time", network: true, retry: true}
	case strings.Contains(text, "took longer than"):
		return fail(short(text))
	case strings.Contains(text, "malformed"), strings.Contains(text, "invalid header"), strings.Contains(text, "line too long"):
		return fail("not an HTTP answer: " + short(text))
	}
	return result{outcome: Failed, reason: short(text), retry: a.Status == 0, network: a.Status == 0}
}

// short cuts an error text down to its last, telling part: the address is known.
func short(text string) string {
	if i := strings.Index(text, `": `); i >= 0 && strings.HasPrefix(text, "Get ") {
		text = text[i+3:]
	}
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	return text
}

// retryAfter reads the header in seconds or as a date (RFC 9110 §10.2.3).
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		return min(max(time.Duration(n), 0), 7*86400) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return min(max(t.Sub(now), 0), 7*24*time.Hour)
	}
	return 0
}

// freshFor reads how long an answer asks to be kept: Cache-Control max-age, else
// Expires; 0 where it asks for nothing.
func freshFor(h http.Header, now time.Time) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(h.Get("Cache-Control")), ",") {
		part = strings.TrimSpace(part)
		if part == "no-cache" || part == "no-store" {
			return 0
		}
		if v, ok := strings.CutPrefix(part, "max-age="); ok {
			if n, err := strconv.ParseInt(strings.Trim(v, `"`), 10, 64); err == nil {
				return min(max(time.Duration(n), 0), 7*86400) * time.Second
			}
		}
	}
	if t, err := http.ParseTime(h.Get("Expires")); err == nil {
		return min(max(t.Sub(now), 0), 7*24*time.Hour)
	}
	return 0
}
