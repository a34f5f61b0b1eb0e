package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pactwatch/cmd/pactwatch/internal/demosite"
	"pactwatch/extract"
	"pactwatch/store"
)

var kills = flag.Int("kills", 20, "how often TestKilledRun kills a run, a digest or a replay")

var demoClock = time.Date(2025, 10, 8, 12, 0, 0, 0, time.UTC)

// watch is a demonstration site with a folder that watches it.
type watchedSite struct {
	t       *testing.T
	site    *demosite.Site
	dir     string
	program string // default pactwatch
}

func newWatchedSite(t *testing.T) *watchedSite {
	t.Helper()
	site, err := demosite.Start("", demoClock)
	if err != nil {
		t.Fatal(err)
	}
	w := &watchedSite{t: t, site: site, dir: t.TempDir()}
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
	cmd := exec.Command(or(w.program, "pactwatch"), args...)
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
	w.announced(l, &b)
	return b.String()
}

// announced writes what each day tells, and checks that no finding is new more
// than once.
func (w *watchedSite) announced(l *store.Ledger, out io.Writer) {
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
			fmt.Fprintf(out, "%s %s %s %s %s %q %q %q %v\n", day, e.Kind, e.Finding, e.Other, e.Article, e.Before, e.After, e.Why, e.Replay)
			if e.Kind != store.EventNew {
				continue
			}
			if before, twice := seen[e.Finding]; twice && !e.Replay {
				w.t.Errorf("finding %s is new on %s and on %s", e.Finding, before, day)
			}
			seen[e.Finding] = day
		}
	}
}

// older is the program with an extractor that finds no article in some pages,
// does not read some claims, reads others otherwise and some that are not there.
func older() {
	newer := read
	extractorVersion = "0"
	read = func(ex *extract.Extractor, in extract.Input) (extract.Article, []extract.Claim, error) {
		a, claims, err := newer(ex, in)
		if err != nil {
			return a, claims, err
		}
		page := crc32.ChecksumIEEE([]byte(in.URL))
		if page%5 == 0 {
			return extract.Article{}, nil, extract.ErrNoArticle
		}
		var read []extract.Claim
		for i, c := range claims {
			c.Replaces = nil
			switch (page/5 + uint32(i)) % 4 {
			case 0:
				continue
			case 1:
				c.Modality = "possible"
			case 2:
				if c.Value != nil {
					v := *c.Value
					v.Min.Exp++
					v.Max.Exp++
					c.Value = &v
				}
			}
			read = append(read, c)
		}
		if len(claims) > 0 && page%2 == 0 {
			c := claims[0]
			c.Kind, c.Object, c.Replaces = "debt", "", nil
			read = append(read, c)
		}
		return a, read, nil
	}
	main()
}

// killedPages is how many pages there are at which [dieAt] can kill the program.
const killedPages = 18

func killedAt(n int) string { return fmt.Sprintf("pactwatch-killed-at-%d", n) }

// dieAt is the program, killed within a moment of beginning to read the nth page:
// while that is read, or while what was read before is written.
func dieAt(n int) {
	whole := read
	var pages atomic.Int64
	read = func(ex *extract.Extractor, in extract.Input) (extract.Article, []extract.Claim, error) {
		if pages.Add(1) == int64(n+1) {
			time.AfterFunc(time.Duration(rand.Int64N(int64(3*time.Millisecond))), func() {
				if self, err := os.FindProcess(os.Getpid()); err == nil {
					_ = self.Kill()
				}
			})
		}
		return whole(ex, in)
	}
	main()
}

// visit lets time pass at the site and runs the program, at each of the visits.
func (w *watchedSite) visit(program string, between func(i int, clock time.Time)) {
	w.t.Helper()
	for i, visit := range demoVisits {
		if visit.later {
			w.site.Edit()
		}
		clock := demoClock.Add(visit.after)
		if between != nil {
			between(i, clock)
		}
		w.program = program
		w.run(clock, "run", "--now")
	}
	w.program = ""
}

// When a newer program comes, after the last visit, and the next run after that.
var (
	newerClock = demoClock.Add(25 * time.Hour)
	lastClock  = demoClock.Add(26 * time.Hour)
)

// A run, a digest or a replay that is killed at any instant, and run again,
// leaves the ledger and the days of one that was left in peace.
func TestKilledRun(t *testing.T) {
	undisturbed := newWatchedSite(t)
	began := time.Now()
	undisturbed.visit("pactwatch", nil)
	span := time.Since(began) / time.Duration(len(demoVisits)) * 5 / 4
	want := undisturbed.know()
	if want == "" {
		t.Fatal("the undisturbed run knows nothing")
	}

	updated := newWatchedSite(t)
	updated.visit("pactwatch-older", nil)
	old := updated.know()
	began = time.Now()
	all := updated.reextract(newerClock)
	replay := time.Since(began)
	if again := updated.reextract(newerClock); again.Pages != 0 {
		t.Fatalf("a second replay read %d pages", again.Pages)
	}
	updated.run(lastClock, "run", "--now")
	updated.run(lastClock, "verify") // what the older one read wrongly is gone
	wantUpdated := updated.know()
	if all.Pages != killedPages {
		t.Fatalf("a replay of %d pages; programs are killed at %d", all.Pages, killedPages)
	}
	if all.Gained == 0 || all.Lost == 0 || all.Changed == 0 || old == wantUpdated {
		t.Fatalf("a replay that is no test: %d gained, %d lost, %d changed", all.Gained, all.Lost, all.Changed)
	}

	var midway atomic.Int64         // replays that were killed while they read
	slots := make(chan struct{}, 8) // they wait for the site more than they work
	t.Run("seeds", func(t *testing.T) {
		for seed := range *kills {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				slots <- struct{}{}
				defer func() { <-slots }()
				random := rand.New(rand.NewPCG(uint64(seed), 0))
				w := newWatchedSite(t)
				kill := func(clock time.Time, within time.Duration, args ...string) {
					after := time.Duration(random.Int64N(int64(within)))
					t.Logf("seed %d: kill %s %v after at most %v: running = %v", seed, or(w.program, "pactwatch"), args, after, w.kill(after, clock, args...))
				}
				if seed%4 == 3 {
					w.visit("pactwatch-older", nil)
					for range 1 + random.IntN(2) {
						within := 2 * replay
						if random.IntN(3) > 0 { // while it reads, however long it takes to begin
							w.program, within = killedAt(random.IntN(all.Pages)), time.Hour
						}
						kill(newerClock, within, "reextract")
						w.program = ""
					}
					if random.IntN(2) == 0 { // cron does not wait for us
						w.run(newerClock, "run")
					}
					if err := store.Check(filepath.Join(w.dir, "data", "published.db")); err != nil {
						t.Errorf("seed %d: the copy for readers: %v", seed, err)
					}
					if left := w.reextract(newerClock); left.Pages > 0 && left.Pages < all.Pages {
						midway.Add(1)
					}
					w.run(lastClock, "run", "--now")
					w.run(lastClock, "verify")
					if diff := cmp.Diff(wantUpdated, w.know()); diff != "" {
						t.Errorf("seed %d: the ledger differs from an undisturbed one (-undisturbed +killed):\n%s", seed, diff)
					}
					return
				}
				victim := random.IntN(len(demoVisits))
				w.visit("pactwatch", func(i int, clock time.Time) {
					switch {
					case i != victim:
					case seed%4 == 2: // a digest of what a whole run has read
						w.run(clock, "run", "--now")
						kill(clock, span/8, "digest")
					default:
						kill(clock, span, "run", "--now")
					}
				})
				if diff := cmp.Diff(want, w.know()); diff != "" {
					t.Errorf("seed %d: the ledger differs from an undisturbed one (-undisturbed +killed):\n%s", seed, diff)
				}
			})
		}
	})
	t.Logf("%d kills, of which %d met a replay that had read some of %d pages", *kills, midway.Load(), all.Pages)
}

// reextract runs a replay to its end and gives what it says.
func (w *watchedSite) reextract(clock time.Time) (r store.Replay) {
	w.t.Helper()
	cmd := w.command(clock, "reextract", "--json")
	out, err := cmd.Output()
	if err != nil {
		w.t.Fatalf("reextract: %v\n%s", err, cmd.Stderr)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		w.t.Fatal(err)
	}
	return r
}
