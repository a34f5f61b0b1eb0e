package crawler

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pactwatch/config"
)

// ledger is a Memory and a Handler that keeps what it is given, as the real one does.
type ledger struct {
	mu      sync.Mutex
	entries map[string][]byte
	visits  []Visit
	pages   map[string]string // URL to body
	verdict func(v *Visit) Verdict
	visit   func(v *Visit) error
}

func newLedger() *ledger {
	return &ledger{entries: map[string][]byte{}, pages: map[string]string{}}
}

func (l *ledger) Recall(key string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.entries[key], nil
}

func (l *ledger) Scan(prefix string, fn func(Entry) error) error {
	l.mu.Lock()
	var keys []string
	for k := range l.entries {
		if strings.HasPrefix(k, prefix) {
			keys = append(keys, k)
		}
	}
	l.mu.Unlock()
	slices.Sort(keys)
	for _, k := range keys {
		v, _ := l.Recall(k)
		if err := fn(Entry{k, v}); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) put(entries []Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		if e.Value == nil {
			delete(l.entries, e.Key)
		} else {
			l.entries[e.Key] = e.Value
		}
	}
}

func (l *ledger) Remember(_ context.Context, entries []Entry) error {
	l.put(entries)
	return nil
}

func (l *ledger) Visit(_ context.Context, v *Visit) error {
	if l.visit != nil {
		if err := l.visit(v); err != nil {
			return err
		}
	}
	verdict := Verdict{}
	if v.Outcome == Fresh {
		verdict.Outcome = Stored
	}
	if l.verdict != nil {
		verdict = l.verdict(v)
	}
	l.put(v.Entries(verdict))
	l.visits = append(l.visits, *v)
	if v.Page != nil {
		l.pages[v.URL] = string(v.Page.Body)
	}
	return nil
}

// count counts visits by outcome since the last call of reset.
func (l *ledger) count(o Outcome) int {
	n := 0
	for _, v := range l.visits {
		if v.Outcome == o {
			n++
		}
	}
	return n
}

func (l *ledger) reset() { l.visits = nil }

// loopback is a configuration that may dial the test servers.
func loopback(ports []int, sources ...config.Source) config.Config {
	return config.Config{
		Agent:   config.Agent{Contact: "test@pactwatch.example"},
		Pace:    config.Pace{Delay: time.Millisecond, Workers: 8, Deadline: time.Minute},
		Network: config.Network{AllowPrivate: []string{"127.0.0.0/8", "::1/128"}, AllowPorts: ports},
		Sources: sources,
	}
}

func crawl(t testing.TB, cfg config.Config, l *ledger, o Options) Report {
	t.Helper()
	c, err := New(cfg, l, o)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	rep, err := c.Run(context.Background(), l)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	return rep
}
