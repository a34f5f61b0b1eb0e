package crawler

import (
	"fmt"
	"math/rand/v2"
	"time"

	"pactwatch/crawler/weburl"
)

// patience is how long a run waits for a host that asks for a pause; beyond it
// the host is left for a later run.
const patience = 2 * time.Minute

// strained is how long an answer takes that a host has trouble with.
const strained = time.Second

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

// ask takes the next job of a host that may be asked now, or changes the host's
// state so that it is no longer that.
func (r *run) ask(h *host, now time.Time) *job {
	r.recallHost(h)
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

// recallHost applies, once a run, what earlier runs learnt of a host.
func (r *run) recallHost(h *host) {
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
