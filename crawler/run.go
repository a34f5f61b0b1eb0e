package crawler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"pactwatch/crawler/wire"
)

// stopGrace is how long requests may go on after the deadline of a run.
const stopGrace = 5 * time.Second

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
	broken chan error // the first time that kept could not be kept

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
		broken: make(chan error, 1),
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
	keeper.Go(func() { r.keep(context.WithoutCancel(ctx)) })

	for _, j := range jobs {
		r.queue(j, false)
	}
	err = r.loop(ctx)
	close(r.work)
	workers.Wait()
	close(r.kept)
	keeper.Wait()
	if err == nil {
		err = r.takeBroken()
	}
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
				r.stop("what was found could not be kept")
				r.cancel(e.err)
			}
			r.take(e)
		case failed = <-r.broken:
			r.stop("what was found could not be kept")
			r.cancel(failed)
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

// keep stores what is learnt of hosts, as much at once as there is.
func (r *run) keep(ctx context.Context) {
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
		if err := r.remember(ctx, entries); err != nil {
			select {
			case r.broken <- fmt.Errorf("remember hosts: %w", err):
			default:
			}
		}
	}
}

// takeBroken gives the error that [run.keep] met after the last request, if any.
func (r *run) takeBroken() error {
	select {
	case err := <-r.broken:
		return err
	default:
		return nil
	}
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
	v := &j.visit
	v.At, v.Outcome, v.Reason, v.Page = r.now(), Failed, res.reason, nil
	return event{err: r.remember(ctx, v.Entries(Verdict{}))}
}
