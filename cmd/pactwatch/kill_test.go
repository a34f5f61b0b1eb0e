package main

import (
	"bytes"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pactwatch/cmd/pactwatch/internal/demosite"
	"pactwatch/store"
)

var kills = flag.Int("kills", 20, "how often TestKilledRun kills a run")

var demoClock = time.Date(2025, 10, 8, 12, 0, 0, 0, time.UTC)

// watch is a demonstration site with a folder that watches it.
type watchedSite struct {
	t    *testing.T
	site *demosite.Site
	dir  string
}

func newWatchedSite(t *testing.T) *watchedSite {
	t.Helper()
	site, err := demosite.Start("", demoClock)
	if err != nil {
		t.Fatal(err)
	}
	w := &watchedSite{t, site, t.TempDir()}
	t.Cleanup(func() {
		if err := site.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := os.WriteFile(filepath.Join(w.dir, "pactwatch.yaml"), demosite.Config(site.Addr()), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *watchedSite) command(clock time.Time, args ...string) *exec.Cmd {
	args = append(args, "--config", filepath.Join(w.dir, "pactwatch.yaml"), "--clock", clock.Format(time.RFC3339))
	cmd := exec.Command("pactwatch", args...)
	cmd.Stderr = &bytes.Buffer{}
	return cmd
}

// run runs the program to its end.
func (w *watchedSite) run(clock time.Time, args ...string) {
	w.t.Helper()
	cmd := w.command(clock, args...)
	if err := cmd.Run(); err != nil {
		w.t.Fatalf("pactwatch %v: %v\n%s", args, err, cmd.Stderr)
	}
}

// kill starts the program and kills it after a while. It reports whether it was
// still running then.
func (w *watchedSite) kill(after time.Duration, clock time.Time, args ...string) bool {
	w.t.Helper()
	cmd := w.command(clock, args...)
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
		w.t.Fatalf("pactwatch %v: %v\n%s", args, err, cmd.Stderr)
	}
	return err != nil
}

// know is what the ledger knows, without clock times, runs and counts of fetches.
func (w *watchedSite) know() string {
	w.t.Helper()
	l, err := store.OpenPublished(filepath.Join(w.dir, "data", "ledger.db"), store.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer l.Close()
	var b bytes.Buffer
	if err := l.Export(&b); err != nil {
		w.t.Fatal(err)
	}
	w.announcedOnce(l)
	return b.String()
}

// announcedOnce checks that no finding is new more than once.
func (w *watchedSite) announcedOnce(l *store.Ledger) {
	w.t.Helper()
	days, err := l.Days()
	if err != nil {
		w.t.Fatal(err)
	}
	seen := map[string]string{}
	for _, day := range days {
		d, err := l.Day(day)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, e := range d.Events {
			if e.Kind != store.EventNew {
				continue
			}
			if before, twice := seen[e.Finding]; twice {
				w.t.Errorf("finding %s is new on %s and on %s", e.Finding, before, day)
			}
			seen[e.Finding] = day
		}
	}
}

// A run or a digest that is killed at any instant, and run again, leaves the
// ledger of one that was left in peace.
func TestKilledRun(t *testing.T) {
	undisturbed := newWatchedSite(t)
	began := time.Now()
	for _, visit := range demoVisits {
		if visit.later {
			undisturbed.site.Edit()
		}
		undisturbed.run(demoClock.Add(visit.after), "run", "--now")
	}
	span := time.Since(began) / time.Duration(len(demoVisits)) * 5 / 4
	want := undisturbed.know()
	if want == "" {
		t.Fatal("the undisturbed run knows nothing")
	}
	slots := make(chan struct{}, 4)
	for seed := range *kills {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			random := rand.New(rand.NewPCG(uint64(seed), 0))
			victim := random.IntN(len(demoVisits))
			w := newWatchedSite(t)
			for i, visit := range demoVisits {
				if visit.later {
					w.site.Edit()
				}
				clock := demoClock.Add(visit.after)
				if i == victim {
					args, within := []string{"run", "--now"}, span
					if seed%3 == 2 { // a digest of what a whole run has read
						w.run(clock, args...)
						args, within = []string{"digest"}, span/8
					}
					after := time.Duration(random.Int64N(int64(within)))
					t.Logf("seed %d: visit %d, kill %v after %v: running = %v", seed, i, args, after, w.kill(after, clock, args...))
				}
				w.run(clock, "run", "--now")
			}
			if diff := cmp.Diff(want, w.know()); diff != "" {
				t.Errorf("seed %d: the ledger differs from an undisturbed one (-undisturbed +killed):\n%s", seed, diff)
			}
		})
	}
}
