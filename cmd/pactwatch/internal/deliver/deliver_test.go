package deliver

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pactwatch/config"
	"pactwatch/extract"
	"pactwatch/store"
	"pactwatch/store/digest"
)

// memory keeps entries as the ledger does.
type memory map[string][]byte

func (m memory) Recall(key string) ([]byte, error) { return m[key], nil }

func (m memory) keep(entries []store.Entry) {
	for _, e := range entries {
		m[e.Key] = e.Value
	}
}

// rendered is the digest of a day with n new findings.
func rendered(t *testing.T, day string, n int) Rendered {
	t.Helper()
	d := store.Day{Day: day, Findings: map[string]store.Finding{}}
	for i := range n {
		key := fmt.Sprint("f", i)
		d.Findings[key] = store.Finding{Key: key, State: "actual", Claim: extract.Claim{Kind: "partnership", Subject: "orchid", Object: "granite", Modality: "actual",
			Product: "line\r\nBcc: evil@example.org", Quote: "Orchid and Granite are partners – “truly”."}}
		d.Events = append(d.Events, store.Event{Day: day, Seq: uint64(i), Kind: store.EventNew, Finding: key}, store.Event{Day: day, Seq: uint64(i), Kind: store.EventRepeated, Finding: key})
	}
	r, err := Render(digest.Build(d, digest.Options{Version: "1.0.0"}))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// keeper is a memory that can be written.
type keeper struct{ memory }

func (k keeper) Remember(_ context.Context, entries []store.Entry) error {
	k.keep(entries)
	return nil
}

// What went out is remembered before the next channel is tried.
func TestRememberedAtOnce(t *testing.T) {
	s := newSMTP(t, nil)
	k := keeper{memory{}}
	var known int
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l, err := recall(k)
		if err != nil {
			t.Error(err)
		}
		for _, c := range l {
			known += len(c.Days)
		}
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer srv.Close()
	cfg := config.Deliver{Email: config.Email{Server: s.addr, Send: "changes", From: "pw@example.org", To: []string{"ann@example.org", "bob@example.org"}}, Webhook: config.Webhook{URLFile: file(t, srv.URL)}}
	if _, err := Digest(t.Context(), cfg, rendered(t, "2025-11-24", 1), k); err == nil {
		t.Error("no error where the webhook fails")
	}
	if known != 2 {
		t.Errorf("%d mails were remembered when the webhook was called, want 2", known)
	}
	if owed, err := Owed(cfg, k); err != nil || len(owed) != 1 {
		t.Errorf("owed %v, %v, want the day", owed, err)
	}
}

const canary = "k4n4ry-s3cret"

// shown fails where a text gives the canary away.
func shown(t *testing.T, text string) {
	t.Helper()
	for _, form := range []string{canary, base64.StdEncoding.EncodeToString([]byte(canary)), base64.StdEncoding.EncodeToString([]byte("\x00pw\x00" + canary))} {
		if strings.Contains(text, form) {
			t.Errorf("the secret is in %q", text)
		}
	}
}

func TestWebhook(t *testing.T) {
	type call struct {
		path, key, signature, kind string
		body                       []byte
	}
	var mu sync.Mutex
	var calls []call
	status := http.StatusBadGateway
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, call{r.URL.Path, r.Header.Get("Idempotency-Key"), r.Header.Get("X-Pactwatch-Signature"), r.Header.Get("Content-Type"), b})
		if status == http.StatusFound {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(status)
	}))
	defer srv.Close()
	cfg := config.Deliver{Webhook: config.Webhook{URLFile: file(t, srv.URL+"/hook/"+canary+"\n"), SecretFile: file(t, canary)}}
	m := memory{}
	d := rendered(t, "2025-11-24", 1)
	for _, s := range []int{http.StatusBadGateway, http.StatusFound, http.StatusNoContent, http.StatusNoContent} {
		mu.Lock()
		status = s
		mu.Unlock()
		entries, err := Digest(t.Context(), cfg, d, m)
		if (err == nil) != (s == http.StatusNoContent) {
			t.Errorf("status %d gives error %v", s, err)
		}
		if err != nil {
			shown(t, err.Error())
		}
		m.keep(entries)
	}
	if len(calls) != 3 { // two failures, one success, and then no more
		t.Fatalf("%d calls, want 3", len(calls))
	}
	c := calls[2]
	mac := hmac.New(sha256.New, []byte(canary))
	mac.Write(c.body)
	if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); c.signature != want {
		t.Errorf("signature %s, want %s", c.signature, want)
	}
	if c.key != calls[0].key || c.key == "" || c.kind != "application/json" {
		t.Errorf("call %+v", c)
	}
	if got, err := digest.Decode(c.body); err != nil || got.Day != "2025-11-24" {
		t.Errorf("body is the digest of %q, error %v", got.Day, err)
	}

	srv.Close()
	_, err := Digest(t.Context(), cfg, rendered(t, "2025-11-25", 1), m)
	if err == nil {
		t.Error("no error where nobody answers")
	} else {
		shown(t, err.Error())
	}
}

func TestStoppedIsOwed(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	cfg := config.Deliver{Webhook: config.Webhook{URLFile: file(t, "http://127.0.0.1:9/")}}
	m := memory{}
	entries, err := Digest(ctx, cfg, rendered(t, "2025-11-24", 1), m)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want it to be the stop", err)
	}
	m.keep(entries)
	if owed, _ := Owed(cfg, m); len(owed) != 1 {
		t.Errorf("owed %v, want the day", owed)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	defer srv.Close()
	cfg := config.Deliver{Webhook: config.Webhook{URLFile: file(t, srv.URL)}}
	m := memory{}
	first := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range keepDays + 5 {
		entries, err := Digest(t.Context(), cfg, Rendered{Day: first.AddDate(0, 0, i).Format(time.DateOnly), Print: "p"}, m)
		if err != nil {
			t.Fatal(err)
		}
		m.keep(entries)
	}
	l, err := recall(m)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(l["webhook"].Days); n != keepDays {
		t.Errorf("%d days remembered, want %d", n, keepDays)
	}
	m[memoryKey] = []byte("{")
	if _, err := Digest(t.Context(), cfg, Rendered{Day: "2025-06-01"}, m); err == nil {
		t.Error("damaged memory is taken for none: everything would be sent again")
	}
}

func TestPing(t *testing.T) {
	var mu sync.Mutex
	var got []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		got = append(got, r.Method+" "+r.URL.RequestURI()+" "+string(b))
		mu.Unlock()
	}))
	defer srv.Close()
	cfg := config.Ping{URLFile: file(t, srv.URL+"/"+canary+"/")}
	for _, s := range []Signal{Started, Succeeded, Failed} {
		if err := Ping(t.Context(), cfg, s, "r-1", "exit 3"); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"POST /" + canary + "/start?rid=r-1 exit 3", "POST /" + canary + "?rid=r-1 exit 3", "POST /" + canary + "/fail?rid=r-1 exit 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pings (-want +got):\n%s", diff)
	}
	srv.Close()
	if err := Ping(t.Context(), cfg, Started, "r-2", ""); err == nil {
		t.Error("no error where nobody answers")
	} else {
		shown(t, err.Error())
	}
	if err := Ping(t.Context(), config.Ping{}, Started, "r-3", ""); err != nil {
		t.Errorf("no address is an error: %v", err)
	}
}

func TestSecretFiles(t *testing.T) {
	s, err := readSecret(file(t, "  "+canary+"\n"))
	if err != nil || string(s) != canary {
		t.Fatalf("got %q, %v", string(s), err)
	}
	shown(t, fmt.Sprintf("%v %s %#v %+v %q", s, s, s, struct{ S secret }{s}, s))
	b, err := json.Marshal(map[string]secret{"s": s})
	if err != nil {
		t.Fatal(err)
	}
	shown(t, string(b))
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", s)
	shown(t, log.String())
	for _, text := range []string{"", " \n", canary + "\n" + canary} {
		if _, err := readSecret(file(t, text)); err == nil {
			t.Errorf("no error for a secret of %q", text)
		} else {
			shown(t, err.Error())
		}
	}
	for _, text := range []string{"ftp://x/" + canary, "://" + canary, canary} {
		if _, err := readURL(file(t, text)); err == nil {
			t.Errorf("no error for the address %q", text)
		} else {
			shown(t, err.Error())
		}
	}
}

func TestMetrics(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pactwatch.prom")
	o := Outcome{Ended: time.Unix(1764000000, 0), Took: 1500 * time.Millisecond, Code: 3, Version: `1"x\`, Ledger: 4096, Totals: digest.Totals{New: 7},
		Cover: digest.Coverage{Sources: 3, Failing: []digest.SourceState{{ID: "a\"b"}}, Pages: []digest.Count{{Outcome: "stored", N: 5}}}}
	if err := Metrics(name, o); err != nil {
		t.Fatal(err)
	}
	o.Ended, o.Code = o.Ended.Add(time.Hour), 74
	if err := Metrics(name, o); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"pactwatch_last_run_timestamp_seconds 1764003600\n", "pactwatch_last_success_timestamp_seconds 1764000000\n", "pactwatch_run_duration_seconds 1.500\n",
		"pactwatch_exit_code 74\n", "pactwatch_ledger_bytes 4096\n", "pactwatch_sources_failed 1\n", "pactwatch_events_today{kind=\"new\"} 7\n",
		"pactwatch_pages_today{outcome=\"stored\"} 5\n", `pactwatch_source_failing{source="a\"b"} 1` + "\n", `pactwatch_build_info{version="1\"x\\"} 1` + "\n",
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no line %q in:\n%s", want, b)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d files, want one", len(entries))
	}
}
