package crawler

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"pactwatch/config"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// stopGrace is how long requests may go on after the deadline of a run.
const stopGrace = 5 * time.Second

// patience is how long a run waits for a host that asks for a pause; beyond it
// the host is left for a later run.
const patience = 2 * time.Minute

// strained is how long an answer takes that a host has trouble with.
const strained = time.Second

// run is one run. Its own goroutine decides what is asked when and owns all
// hosts; workers ask, read and hand over. They tell each other by events.
type run struct {
	c       *Crawler
	handler Handler
	now     func() time.Time
	byID    map[string]*source

	f       frontier
	running int // jobs at work
	open    int // jobs queued or at work
	decided []*job
	asked   int // article requests

	work   chan *job
	events chan event
	kept   chan Entry

	stopping bool
	why      string // the run is not complete
	cancel   context.CancelCauseFunc

	handle sync.Mutex // one call of the handler at a time; also: finding out what is new

	waiting atomic.Int64 // requests queued or under way, for those who watch

	mu     sync.Mutex // what follows, and the sources
	report Report
	done   int
}

// event is what a worker reports: first that the host is free again, then that
// the job has ended and what follows from it.
type event struct {
	job      *job
	released bool
	took     time.Duration
	result   result
	answer   wire.Answer // of files of manners
	more     []*job
	err      error // ends the run
}

func newRun(c *Crawler, h Handler) *run {
	return &run{
		c: c, handler: h,
		now:    func() time.Time { return c.options.Now().UTC() },
		f:      frontier{hosts: map[string]*host{}},
		byID:   map[string]*source{},
		work:   make(chan *job),
		events: make(chan event, 2*c.cfg.Pace.Workers),
		kept:   make(chan Entry, 1024),
	}
}

func (r *run) do(ctx context.Context) (Report, error) {
	r.report.Started = r.now()
	inner, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	r.cancel = cancel
	defer cancel(nil)

	jobs, err := r.plan(ctx)
	if err != nil {
		return r.report, err
	}
	var workers, keeper sync.WaitGroup
	for range r.c.cfg.Pace.Workers {
		workers.Go(func() {
			for j := range r.work {
				r.events <- r.perform(inner, j)
			}
		})
	}
	keepErr := make(chan error, 1)
	keeper.Go(func() { keepErr <- r.keep(context.WithoutCancel(ctx)) })

	for _, j := range jobs {
		r.queue(j, false)
	}
	err = r.loop(ctx)
	close(r.work)
	workers.Wait()
	close(r.kept)
	keeper.Wait()
	err = errors.Join(err, <-keepErr)
	r.finish()
	if err == nil {
		err = ctx.Err()
	}
	return r.report, err
}

// loop hands out jobs until none is left or the run must stop.
func (r *run) loop(ctx context.Context) error {
	deadline := time.NewTimer(r.c.cfg.Pace.Deadline)
	defer deadline.Stop()
	wake := time.NewTimer(time.Hour)
	defer wake.Stop()
	var grace <-chan time.Time
	var failed error
	cancelled := ctx.Done()
	for {
		var wait time.Duration
		for !r.stopping && r.running < r.c.cfg.Pace.Workers {
			j, w := r.next()
			if j == nil {
				wait = w
				break
			}
			r.running++
			r.work <- j
		}
		if r.running == 0 && (r.stopping || r.open == 0) {
			return failed
		}
		r.waiting.Store(int64(r.open))
		wake.Stop()
		if wait > 0 {
			wake.Reset(wait)
		}
		select {
		case e := <-r.events:
			if e.err != nil && failed == nil {
				failed = e.err
				r.stop("the pages could not be handed over")
				r.cancel(e.err)
			}
			r.take(e)
		case <-wake.C:
		case <-cancelled:
			cancelled = nil
			r.stop("stopped")
			r.cancel(context.Canceled)
		case <-deadline.C:
			if !r.stopping {
				r.stop(fmt.Sprintf("the run's deadline of %s is reached", r.c.cfg.Pace.Deadline))
				grace = time.After(stopGrace)
			}
		case <-grace:
			r.cancel(context.Canceled)
		}
	}
}

func (r *run) stop(why string) {
	r.stopping = true
	if r.why == "" {
		r.why = why
	}
}

func (r *run) queue(j *job, front bool) {
	r.open++
	if j.kind == localFolder || j.settled != nil {
		r.decided = append(r.decided, j)
		return
	}
	if j.host == nil {
		j.host = r.host(j.url, j.src)
	}
	r.f.push(j, front)
}

// host gives the host of an address with the pace that the configuration asks for.
func (r *run) host(url string, src *source) *host {
	h := r.f.host(url, r.c.cfg.Pace.Delay)
	if src != nil && src.Delay > 0 && weburl.Origin(src.URL) == h.origin {
		if src.Delay > h.delay || r.c.private(url, src) {
			h.delay = max(src.Delay, min(h.manners.rules.Delay, maxDelay))
		}
	}
	return h
}

// next gives the next job to hand out; else how long until there may be one.
func (r *run) next() (*job, time.Duration) {
	for {
		if n := len(r.decided); n > 0 {
			j := r.decided[0]
			r.decided = r.decided[1:]
			return j, 0
		}
		now := time.Now()
		h, wait := r.f.due(now)
		if h == nil {
			return nil, wait
		}
		if j := r.ask(h, now); j != nil {
			return j, 0
		}
	}
}

// ask takes the next job of a host that may be asked now, or changes the host's
// state so that it is no longer that.
func (r *run) ask(h *host, now time.Time) *job {
	r.open1(h)
	if h.closed != nil {
		r.putOff(h)
		return nil
	}
	if len(h.urgent) > 0 {
		j := h.urgent[0]
		if wait := j.again.Sub(now); wait > 0 {
			h.next = j.again
			r.f.settle(h)
			return nil
		}
		h.urgent = h.urgent[1:]
		return r.send(h, j)
	}
	if h.manners.waiting {
		r.f.settle(h)
		return nil
	}
	if !h.manners.known && !h.learnRobots(r.c.token, r.now()) {
		r.errand(h, robotsFile, robotsURL(h.origin))
		return nil
	}
	j := h.queue[0]
	if wait := j.again.Sub(now); wait > 0 {
		h.next = j.again
		r.f.settle(h)
		return nil
	}
	if no := h.permits(j.url); no != nil {
		h.queue = h.queue[1:]
		r.decide(j, *no)
		r.f.settle(h)
		return nil
	}
	if j.kind == article && j.src.TDM == "respect" && !h.manners.reservedKnown && !h.learnReservations(r.now()) {
		if h.permits(reservedURL(h.origin)) != nil {
			h.manners.reservedKnown = true
		} else {
			r.errand(h, reservedFor, reservedURL(h.origin))
		}
		return nil
	}
	if h.asked >= r.c.cfg.Pace.PerHost {
		h.close(Deferred, "the %d requests to its host in one run are used up", r.c.cfg.Pace.PerHost)
		return nil
	}
	h.queue = h.queue[1:]
	if j.kind == article && j.hops == 0 && j.tries == 0 {
		if r.asked >= r.c.cfg.Pace.PerRun {
			r.decide(j, result{outcome: Deferred, reason: fmt.Sprintf("the %d articles of one run are used up", r.c.cfg.Pace.PerRun)})
			r.f.settle(h)
			return nil
		}
		r.asked++
	}
	if j.kind == article {
		j.visit.reserved = h.reserves(j.url)
	}
	return r.send(h, j)
}

// open1 applies, once a run, what earlier runs learnt of a host.
func (r *run) open1(h *host) {
	if h.loaded {
		return
	}
	if err := h.load(r.c.mem); err != nil {
		r.c.options.Log.Warn("memory of a host cannot be read", "host", h.origin, "err", err)
	}
	now := r.now()
	if now.Before(h.mem.Until) {
		h.close(Deferred, "its host did not answer last time (%s); next try at %s", h.mem.UntilWhy, clock(h.mem.Until))
	} else if wait := h.mem.Next.Sub(now); wait > patience {
		h.close(Deferred, "%s; next try at %s", h.mem.NextWhy, clock(h.mem.Next))
	} else if wait > 0 {
		h.next = time.Now().Add(wait)
		r.f.settle(h)
	}
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// errand asks for a file of manners before anything else of its host.
func (r *run) errand(h *host, k kind, url string) {
	h.manners.waiting = true
	r.queue(&job{kind: k, url: url, first: url, host: h, owner: h}, false)
}

func (r *run) send(h *host, j *job) *job {
	h.busy = true
	h.asked++
	r.f.settle(h)
	return j
}

// putOff ends all jobs of a host that is asked no more in this run.
func (r *run) putOff(h *host) {
	urgent := h.urgent
	h.urgent = nil
	why := *h.closed
	for _, j := range urgent {
		j.settled = &why
		r.decided = append(r.decided, j)
	}
	for _, j := range r.f.drain(h) {
		r.decide(j, why)
	}
	r.f.settle(h)
}

// decide ends a job without a request. Articles that are only put off stay in
// memory as they are.
func (r *run) decide(j *job, res result) {
	if j.kind == article && res.outcome != Blocked && !j.visit.single {
		r.open--
		r.leave(j, res.reason)
		return
	}
	j.settled = &res
	r.decided = append(r.decided, j)
}

func (r *run) leave(j *job, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	j.src.left++
	j.src.report.Pages[Deferred]++
	j.src.remark(reason)
}

// take applies an event of a worker.
func (r *run) take(e event) {
	j := e.job
	if e.released {
		r.release(j.host, e)
		return
	}
	r.running--
	r.open--
	if (j.kind == robotsFile || j.kind == reservedFor) && len(e.more) == 0 && e.result.outcome != "" {
		o := j.owner
		if j.kind == robotsFile {
			o.answeredRobots(e.answer, e.result, r.c.token, r.now())
		} else {
			o.answeredReservations(e.answer, r.now())
		}
		o.manners.waiting = false
		r.kept <- o.entry()
		r.f.settle(o)
	}
	for _, m := range e.more {
		front := m.hops > 0 || m.tries > 0
		r.queue(m, front)
	}
}

// release frees a host after an answer and says when it may be asked again.
func (r *run) release(h *host, e event) {
	h.busy = false
	now := time.Now()
	res := e.result
	pause := h.delay + h.slow
	if e.took > strained { // a host under strain is left alone for longer, up to six delays
		pause = max(pause, min(5*e.took, 6*h.delay))
	}
	switch {
	case res.network:
		h.failing++
		pause = max(pause, r.backOff(h, h.failing))
		if h.failing >= 3 || h.mem.Level > 0 && h.failing >= 1 {
			h.mem.Level++
			h.mem.Until = r.now().Add(min(time.Hour<<(min(h.mem.Level, 6)-1), 24*time.Hour))
			h.mem.UntilWhy = res.reason
			h.close(Failed, "%s; next try at %s", res.reason, clock(h.mem.Until))
			r.kept <- h.entry()
		}
	case res.outcome == Deferred || res.retry:
		h.slow = min(max(2*h.slow, h.delay), maxDelay)
		pause = max(pause, res.after, r.backOff(h, 1))
		if res.after > 0 {
			h.mem.Next, h.mem.NextWhy = r.now().Add(res.after), res.reason
			if res.after > patience {
				h.close(Deferred, "%s; next try at %s", res.reason, clock(h.mem.Next))
			}
			r.kept <- h.entry()
		}
	default:
		h.slow /= 2
		if h.failing = 0; h.mem.Level > 0 {
			h.mem.Level, h.mem.Until, h.mem.UntilWhy = 0, time.Time{}, ""
			r.kept <- h.entry()
		}
	}
	h.next = now.Add(pause)
	r.f.settle(h)
}

// backOff doubles the host's delay with every failure, give or take a fifth.
func (r *run) backOff(h *host, failures int) time.Duration {
	d := h.delay << min(failures, 4)
	return time.Duration(float64(d) * (0.8 + 0.4*rand.Float64()))
}

// keep stores what is learnt of hosts, as much at once as there is.
func (r *run) keep(ctx context.Context) error {
	var first error
	for e := range r.kept {
		batch := map[string]Entry{e.Key: e}
		order := []string{e.Key}
	more:
		for {
			select {
			case e, ok := <-r.kept:
				if !ok {
					break more
				}
				if _, have := batch[e.Key]; !have {
					order = append(order, e.Key)
				}
				batch[e.Key] = e
			default:
				break more
			}
		}
		entries := make([]Entry, 0, len(order))
		for _, k := range order {
			entries = append(entries, batch[k])
		}
		if err := r.remember(ctx, entries); err != nil && first == nil {
			first = err
			r.cancel(err)
		}
	}
	return first
}

func (r *run) remember(ctx context.Context, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	r.handle.Lock()
	defer r.handle.Unlock()
	return r.handler.Remember(context.WithoutCancel(ctx), entries)
}

// perform does one job in a worker. A panic costs the job, not the run.
func (r *run) perform(ctx context.Context, j *job) (e event) {
	defer func() {
		if p := recover(); p != nil {
			r.c.options.Log.Error("panic while reading", "url", j.url, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			e = r.survive(ctx, j)
		}
		e.job = j
		r.free(j, 0, result{})
	}()
	switch j.kind {
	case robotsFile, reservedFor:
		return r.fetchManners(ctx, j)
	case endpoint:
		return r.readEndpoint(ctx, j)
	case localFolder:
		return r.readFolder(ctx, j)
	}
	return r.readArticle(ctx, j)
}

// survive ends a job whose reading panicked: the page, or the endpoint, failed.
func (r *run) survive(ctx context.Context, j *job) event {
	res := result{outcome: Failed, reason: "the program failed on it: please report " + j.url}
	switch j.kind {
	case robotsFile, reservedFor:
		return event{result: res, answer: wire.Answer{Err: errors.New(res.reason)}}
	case endpoint, localFolder:
		return r.endEndpoint(ctx, j, res, nil)
	}
	r.count(j, Failed, res.reason)
	if j.visit.single {
		return r.endEndpoint(ctx, j, res, nil)
	}
	return event{}
}

// plan reads what is remembered of the sources and gives the first jobs.
func (r *run) plan(ctx context.Context) ([]*job, error) {
	now := r.now()
	var jobs []*job
	for _, s := range r.c.sources {
		fresh, err := ready(s.Source)
		if err != nil {
			return nil, err
		}
		*s = *fresh
		r.byID[s.ID] = s
		s.report = SourceReport{ID: s.ID, Name: orDefault(s.Publisher, s.ID), Pages: map[Outcome]int{}}
		if _, err := recall(r.c.mem, sourceKey+s.ID, &s.mem); err != nil {
			return nil, err
		}
		if s.mem.First.IsZero() {
			s.mem.First = now
		}
		if !r.wanted(s) {
			continue
		}
		s.visited = r.c.options.IgnoreSchedule || !now.Before(s.mem.Next) || s.mem.Next.Sub(now) > r.c.cfg.Pace.MaxEvery
		first, err := r.firstJobs(s)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, first...)
	}
	again, err := r.dueAgain(ctx, now)
	return append(jobs, again...), err
}

func (r *run) wanted(s *source) bool {
	if len(r.c.options.Only) == 0 {
		return true
	}
	for _, id := range r.c.options.Only {
		if id == s.ID {
			return true
		}
	}
	return false
}

func (r *run) firstJobs(s *source) ([]*job, error) {
	if !s.visited {
		if s.Kind == config.Folder || s.Kind == config.Single {
			return nil, nil
		}
		return r.pending(s)
	}
	s.open = 1
	switch s.Kind {
	case config.Folder:
		return []*job{{kind: localFolder, src: s}}, nil
	case config.Single:
		j := &job{kind: article, url: s.URL, first: s.URL, src: s, visit: Visit{Source: s.ID, URL: s.URL, single: true, id: weburl.Identify(s.URL)}}
		if err := j.recallSeen(r.c.mem); err != nil {
			return nil, err
		}
		return []*job{j}, nil
	}
	return []*job{{kind: endpoint, url: s.URL, first: s.URL, src: s}}, nil
}
