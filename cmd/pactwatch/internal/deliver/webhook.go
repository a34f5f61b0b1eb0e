package deliver

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"pactwatch/config"
)

// client follows no redirect, since the body and its signature are meant for
// one address, and takes no proxy from the environment.
func client() *http.Client {
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			DisableKeepAlives:   true,
		},
	}
}

// post sends the JSON digest. With a secret file, X-Pactwatch-Signature is
// "sha256=" and the HMAC-SHA-256 of the body in hex.
func post(ctx context.Context, cfg config.Webhook, d Rendered) error {
	u, err := readURL(cfg.URLFile)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(d.JSON))
	if err != nil {
		return silent(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", agent(d.Version))
	req.Header.Set("Idempotency-Key", d.Day+"."+d.Print)
	req.Header.Set("X-Pactwatch-Day", d.Day)
	if cfg.SecretFile != "" {
		s, err := readSecret(cfg.SecretFile)
		if err != nil {
			return err
		}
		mac := hmac.New(sha256.New, []byte(s))
		mac.Write(d.JSON)
		req.Header.Set("X-Pactwatch-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	return ask(req)
}

// ask sends a request and wants an answer of the 200s.
func ask(req *http.Request) error {
	resp, err := client().Do(req)
	if err != nil {
		return silent(err)
	}
	drain(resp.Body)
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("%s answers %d %s", req.URL.Host, resp.StatusCode, http.StatusText(resp.StatusCode))
	}
	return nil
}

// Signal is what a ping says about a run.
type Signal string

// Signals, as the paths that healthchecks.io and its kin know.
const (
	Started   Signal = "/start"
	Succeeded Signal = ""
	Failed    Signal = "/fail"
)

// Ping tells the dead man's switch about a run; run pairs its start with its
// end, note is a short text for whoever looks. An error is for the log: it must
// never fail the run. No address configured is no ping and no error.
func Ping(ctx context.Context, cfg config.Ping, s Signal, run, note string) error {
	if cfg.URLFile == "" {
		return nil
	}
	u, err := readURL(cfg.URLFile)
	if err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + string(s)
	u.RawPath = ""
	if run != "" {
		q := u.Query()
		q.Set("rid", run)
		u.RawQuery = q.Encode()
	}
	ctx, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(note[:min(len(note), 10_000)]))
	if err != nil {
		return fmt.Errorf("ping: %w", silent(err))
	}
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	if err := ask(req); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	return nil
}
