package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/netutil"
)

func (a *app) serveVerb() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the digests and the ledger as a local web page",
		Long: `Serve the digests and the ledger as web pages on this machine, until it is stopped.
Nothing can be changed there, no page runs a script or asks another host, and
runs go on beside it. Pages and files:

  /                       the days
  /digest/DAY             a day's digest; DAY.json, DAY.csv, DAY.md, DAY.txt
  /claims                 findings by filter, with the flags of pactwatch claims as
                          parameters; /claims.json, /claims.csv
  /deal.json?a=A&b=B      a deal's terms, as of pactwatch deal --json

There is no log-in, so that only addresses of this machine can be listened on.
Through ssh -L, or behind a proxy that asks for one and sends the Host of this
machine, others can read along.`,
		Example: `  pactwatch serve
  pactwatch serve --listen 127.0.0.1:9000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), listen) },
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8317", "`address` of this machine and port; port 0 takes a free one")
	return c
}

// serve answers until the context ends, which is how it is meant to end.
func (a *app) serve(ctx context.Context, listen string) error {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	if err := r.ledger.Close(); err != nil { // each request opens what is published then
		return err
	}
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return usage("--listen %q: write it as address:port, such as 127.0.0.1:8317", listen)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return usage("--listen %q: use 127.0.0.1, [::1] or localhost; there is no log-in, so that other machines must come through ssh -L or a proxy that has one", listen)
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return exit{exitIO, fmt.Errorf("%w; choose another port with --listen", err)}
	}
	port := l.Addr().(*net.TCPAddr).Port
	s := &http.Server{
		Handler:           guard(port, (&site{app: a, config: r.config, extract: r.extract}).handler()),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	fmt.Fprintf(a.out, "http://%s/\n", l.Addr())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(netutil.LimitListener(l, 64)) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if err := errors.Join(s.Shutdown(grace), <-ended); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// guard lets through what a browser on this machine asks for: GET and HEAD, and
// only under a name of this machine, so that no other site can lead its own name
// here (DNS rebinding). No answer may be kept, framed or run.
func guard(port int, next http.Handler) http.Handler {
	var hosts []string
	for _, name := range []string{"127.0.0.1", "[::1]", "localhost"} {
		hosts = append(hosts, fmt.Sprintf("%s:%d", name, port))
		if port == 80 {
			hosts = append(hosts, name)
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		switch {
		case !slices.Contains(hosts, r.Host):
			http.Error(w, "this is "+strings.Join(hosts, ", ")+", and nothing else", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "nothing can be changed here", http.StatusMethodNotAllowed)
		case len(r.URL.RawQuery) > 2000:
			http.Error(w, "too much is asked for at once", http.StatusRequestURITooLong)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
