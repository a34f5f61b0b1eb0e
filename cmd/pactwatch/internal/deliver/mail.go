package deliver

import (
	"context"
	"fmt"
	"net"
	"net/mail"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"pactwatch/config"
)

// sendMail sends the digest to one address: the HTML page with the text beside
// it. A day that was sent before goes as an answer to its first mail, so that
// the two stand together.
func sendMail(ctx context.Context, cfg config.Email, to string, d Rendered, again int) error {
	m, err := message(cfg, to, d, again)
	if err != nil {
		return err
	}
	host, portText, err := net.SplitHostPort(cfg.Server)
	if err != nil {
		return fmt.Errorf("server %q: %w", cfg.Server, err)
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return fmt.Errorf("server %q: the port is no number", cfg.Server)
	}
	options := append(encryption(host, port), gomail.WithPort(port), gomail.WithTimeout(timeout))
	var password secret
	if cfg.PasswordFile != "" {
		if password, err = readSecret(cfg.PasswordFile); err != nil {
			return err
		}
		kind := gomail.SMTPAuthAutoDiscover
		if mayBeOpen(host, port) { // without TLS it would discover nothing
			kind = gomail.SMTPAuthPlain
		}
		options = append(options, gomail.WithSMTPAuth(kind), gomail.WithUsername(cfg.User), gomail.WithPassword(string(password)))
	}
	c, err := gomail.NewClient(host, options...)
	if err != nil {
		return without(err, password)
	}
	// A server may quote what it refuses: the password alone, or the initial
	// response of PLAIN (RFC 4616).
	return without(c.DialAndSendWithContext(ctx, m), password, secret("\x00"+cfg.User+"\x00"+string(password)))
}

// encryption is required, by the port's own TLS (465) or by STARTTLS; only a
// server on this machine may do without.
func encryption(host string, port int) []gomail.Option {
	switch {
	case port == 465:
		return []gomail.Option{gomail.WithSSL()}
	case mayBeOpen(host, port):
		return []gomail.Option{gomail.WithTLSPolicy(gomail.TLSOpportunistic)}
	}
	return []gomail.Option{gomail.WithTLSPolicy(gomail.TLSMandatory)}
}

func mayBeOpen(host string, port int) bool {
	ip := net.ParseIP(host)
	return port != 465 && (host == "localhost" || ip != nil && ip.IsLoopback())
}

func message(cfg config.Email, to string, d Rendered, again int) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.From(cfg.From); err != nil {
		return nil, fmt.Errorf("from %q: %w", cfg.From, err)
	}
	if err := m.To(to); err != nil {
		return nil, err
	}
	subject := d.Subject
	if again > 0 {
		subject += fmt.Sprintf(" (update %d)", again)
	}
	m.Subject(subject)
	m.SetDate()
	m.SetUserAgent(agent(d.Version))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no vacation answers
	at := domain(cfg.From)
	m.SetMessageIDWithValue(d.Day + "." + d.Print + at)
	m.SetGenHeader(gomail.HeaderReferences, "<"+d.Day+at+">") // one thread a day
	m.SetBodyString(gomail.TypeTextPlain, string(d.Text))
	m.AddAlternativeString(gomail.TypeTextHTML, string(d.HTML))
	return m, nil
}

// domain is "@" and the domain of an address.
func domain(address string) string {
	if a, err := mail.ParseAddress(address); err == nil {
		if i := strings.LastIndexByte(a.Address, '@'); i >= 0 {
			return a.Address[i:]
		}
	}
	return "@pactwatch.invalid"
}
