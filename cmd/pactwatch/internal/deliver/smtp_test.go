package deliver

import (
	"bufio"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
)

// smtpServer is a mail server on loopback that keeps what it is given. It
// speaks as much of RFC 5321 as a submission needs.
type smtpServer struct {
	addr   string
	refuse func(to string) bool

	mu    sync.Mutex
	mails []received
	lines []string
	open  []net.Conn
}

type received struct {
	to   string
	raw  string
	mail *mail.Message
}

func newSMTP(t *testing.T, refuse func(to string) bool) *smtpServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &smtpServer{addr: l.Addr().String(), refuse: refuse}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.open = append(s.open, c)
			s.mu.Unlock()
			wg.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		s.mu.Lock()
		for _, c := range s.open { // a client that gave up may have left one
			c.Close()
		}
		s.mu.Unlock()
		wg.Wait()
	})
	return s
}

func (s *smtpServer) serve(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	say := func(line string) { io.WriteString(c, line+"\r\n") }
	say("220 test")
	var to string
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.mu.Lock()
		s.lines = append(s.lines, line)
		s.mu.Unlock()
		verb := strings.ToUpper(line)
		switch {
		case strings.HasPrefix(verb, "EHLO"):
			say("250-test")
			say("250-8BITMIME")
			say("250 AUTH PLAIN LOGIN")
		case strings.HasPrefix(verb, "AUTH"):
			say("535 5.7.8 credentials " + line + " are wrong")
		case strings.HasPrefix(verb, "RCPT TO:"):
			to = strings.Trim(line[len("RCPT TO:"):], "<> ")
			if s.refuse != nil && s.refuse(to) {
				say("550 5.1.1 no such user")
				continue
			}
			say("250 ok")
		case verb == "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(l, "."))
			}
			m, err := mail.ReadMessage(strings.NewReader(b.String()))
			if err != nil {
				say("554 unreadable")
				continue
			}
			s.mu.Lock()
			s.mails = append(s.mails, received{to, b.String(), m})
			s.mu.Unlock()
			say("250 kept")
		case verb == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (s *smtpServer) got() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.mails...)
}
