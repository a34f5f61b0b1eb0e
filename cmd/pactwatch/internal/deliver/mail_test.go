package deliver

import (
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pactwatch/config"
)

func TestMail(t *testing.T) {
	s := newSMTP(t, nil)
	cfg := config.Deliver{Email: config.Email{Server: s.addr, Send: "changes", From: "Pactwatch <pw@example.org>", To: []string{"ann@example.org", "Bob <bob@example.org>"}}}
	m := memory{}
	deliver := func(d Rendered) {
		t.Helper()
		entries, err := Digest(t.Context(), cfg, d, m)
		if err != nil {
			t.Fatal(err)
		}
		m.keep(entries)
	}
	deliver(rendered(t, "2025-11-24", 1))
	deliver(rendered(t, "2025-11-24", 1)) // nothing was added: nothing is sent
	got := s.got()
	if len(got) != 2 || got[0].to != "ann@example.org" || got[1].to != "bob@example.org" {
		t.Fatalf("mails to %v, want one to each of two", got)
	}
	h := got[0].mail.Header
	if h.Get("Bcc") != "" {
		t.Error("a header was injected")
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "AI deals 2025-11-24: Orchid and Granite are partners on line"; !strings.HasPrefix(subject, want) {
		t.Errorf("subject %q, want it to begin %q", subject, want)
	}
	if h.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(h.Get("Message-Id"), "@example.org>") {
		t.Errorf("headers %v", h)
	}
	_, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	parts := multipart.NewReader(got[0].mail.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, p.Header.Get("Content-Type"))
		b, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), "“truly”") {
			t.Errorf("%s lacks the quote", types[len(types)-1])
		}
	}
	if len(types) != 2 || !strings.HasPrefix(types[0], "text/plain") || !strings.HasPrefix(types[1], "text/html") {
		t.Errorf("parts %v, want text/plain and text/html", types)
	}

	// Something was added: the same thread, another mail.
	deliver(rendered(t, "2025-11-24", 2))
	got = s.got()
	if len(got) != 4 {
		t.Fatalf("%d mails, want 4", len(got))
	}
	again := got[2].mail.Header
	if again.Get("Message-Id") == h.Get("Message-Id") || again.Get("References") != h.Get("References") || again.Get("References") == "" {
		t.Errorf("the update is not in the thread of the first: %v", again)
	}
	if s, _ := new(mime.WordDecoder).DecodeHeader(again.Get("Subject")); !strings.HasSuffix(s, "(update 1)") {
		t.Errorf("subject %q, want it marked as an update", s)
	}
}

// One address that fails neither loses its digest nor repeats it to the others.
func TestMailOwed(t *testing.T) {
	var mu sync.Mutex
	down := true
	s := newSMTP(t, func(to string) bool { mu.Lock(); defer mu.Unlock(); return down && to == "ann@example.org" })
	cfg := config.Deliver{Email: config.Email{Server: s.addr, Send: "changes", From: "pw@example.org", To: []string{"ann@example.org", "bob@example.org"}}}
	m := memory{}
	first := rendered(t, "2025-11-23", 1)
	entries, err := Digest(t.Context(), cfg, first, m)
	if err == nil || !strings.Contains(err.Error(), "ann@example.org") {
		t.Fatalf("error %v, want it to name the address", err)
	}
	m.keep(entries)
	owed, err := Owed(cfg, m)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2025-11-23"}, owed); diff != "" {
		t.Errorf("owed (-want +got):\n%s", diff)
	}
	mu.Lock()
	down = false
	mu.Unlock()
	// The next run is on another day; the owed day is tried again first.
	for _, d := range []Rendered{first, rendered(t, "2025-11-24", 2)} {
		entries, err := Digest(t.Context(), cfg, d, m)
		if err != nil {
			t.Fatal(err)
		}
		m.keep(entries)
	}
	var got []string
	for _, r := range s.got() {
		subject, _ := new(mime.WordDecoder).DecodeHeader(r.mail.Header.Get("Subject"))
		got = append(got, r.to+" "+subject[len("AI deals "):len("AI deals 2025-11-23")])
	}
	slices.Sort(got)
	want := []string{"ann@example.org 2025-11-23", "ann@example.org 2025-11-24", "bob@example.org 2025-11-23", "bob@example.org 2025-11-24"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mails (-want +got):\n%s", diff)
	}
	if owed, _ := Owed(cfg, m); len(owed) != 0 {
		t.Errorf("still owed: %v", owed)
	}
	if strings.Contains(string(m[memoryKey]), "ann@") {
		t.Error("the ledger holds an e-mail address")
	}
}

// One mail a day, however many runs it has: when the day is over. A run that ends
// between closing the day and sending it leaves the day owed.
func TestMailDaily(t *testing.T) {
	s := newSMTP(t, nil)
	cfg := config.Deliver{Email: config.Email{Server: s.addr, From: "pw@example.org", To: []string{"ann@example.org"}, Send: "daily"}}
	m := memory{}
	deliver := func(day string, n int, closed bool) {
		t.Helper()
		d := rendered(t, day, n)
		d.Closed = closed
		entries, err := Digest(t.Context(), cfg, d, m)
		if err != nil {
			t.Fatal(err)
		}
		m.keep(entries)
	}
	for n := range 3 {
		deliver("2025-11-23", n, false)
	}
	if got := s.got(); len(got) != 0 {
		t.Errorf("%d mails about a day that is not over", len(got))
	}
	entries, err := Owe(cfg, m, "2025-11-23")
	if err != nil {
		t.Fatal(err)
	}
	m.keep(entries)
	if owed, err := Owed(cfg, m); err != nil || !slices.Equal(owed, []string{"2025-11-23"}) {
		t.Errorf("owed %v, %v, want the day that was closed", owed, err)
	}
	for range 2 {
		deliver("2025-11-23", 3, true)
	}
	if got := s.got(); len(got) != 1 {
		t.Errorf("%d mails about a closed day, want one", len(got))
	}
	if owed, err := Owed(cfg, m); err != nil || len(owed) != 0 {
		t.Errorf("owed %v, %v after it was sent", owed, err)
	}

	// Where changes are sent, a day that closes as it was sent last is no news.
	cfg.Email.Send = "changes"
	deliver("2025-11-24", 1, false)
	if entries, err = Owe(cfg, m, "2025-11-24"); err != nil {
		t.Fatal(err)
	}
	m.keep(entries)
	deliver("2025-11-24", 1, true)
	if got := s.got(); len(got) != 2 {
		t.Errorf("%d mails, want one more about a day that was sent before it closed", len(got))
	}
	if owed, err := Owed(cfg, m); err != nil || len(owed) != 0 {
		t.Errorf("owed %v, %v though it had arrived", owed, err)
	}

	// What is sent to see whether it arrives is no day's delivery.
	d := rendered(t, "2025-11-24", 1)
	if n, err := Now(t.Context(), cfg, d); n != 1 || err != nil {
		t.Errorf("sent to %d, %v", n, err)
	}
	if got := s.got(); len(got) != 3 || strings.Contains(got[2].mail.Header.Get("Message-ID"), d.Print+"@") {
		t.Errorf("%d mails, want one more, with an id of its own", len(got))
	}
}

func TestMailPasswordIsNotShown(t *testing.T) {
	s := newSMTP(t, nil) // it echoes the credentials in its refusal
	cfg := config.Deliver{Email: config.Email{Server: s.addr, Send: "changes", User: "pw", PasswordFile: file(t, canary+"\n"), From: "pw@example.org", To: []string{"ann@example.org"}}}
	_, err := Digest(t.Context(), cfg, rendered(t, "2025-11-24", 1), memory{})
	if err == nil {
		t.Fatal("no error where the server refuses the password")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.lines, func(l string) bool { return strings.HasPrefix(l, "AUTH") }) {
		t.Errorf("no attempt to authenticate in %q: %v", s.lines, err)
	}
	shown(t, err.Error())
}

func TestEncryption(t *testing.T) {
	for _, c := range []struct {
		host string
		port int
		open bool
	}{{"mail.example.org", 587, false}, {"mail.example.org", 465, false}, {"127.0.0.1", 25, true}, {"::1", 25, true}, {"localhost", 25, true}, {"localhost.example.org", 25, false}, {"127.0.0.1.example.org", 25, false}} {
		if got := mayBeOpen(c.host, c.port); got != c.open {
			t.Errorf("mayBeOpen(%s, %d) = %t", c.host, c.port, got)
		}
	}
}
