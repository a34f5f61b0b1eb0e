package crawler

import (
	"context"
	"fmt"
	"strings"

	"pactwatch/config"
)

// endEndpoint counts an endpoint as done. After the last one of a source it has
// the source's schedule remembered and queues the addresses that wait.
func (r *run) endEndpoint(ctx context.Context, j *job, res result, more []*job) event {
	s := j.src
	r.mu.Lock()
	if res.outcome != Fresh && res.outcome != Unchanged {
		if s.why.outcome == "" {
			s.why = res
		}
		if j.depth > 0 {
			s.remark(fmt.Sprintf("%s: %s", j.first, res.reason))
		}
	}
	s.open--
	last := s.open == 0
	r.mu.Unlock()
	if !last {
		return event{more: more}
	}
	jobs, err := r.endSource(ctx, s)
	return event{more: append(more, jobs...), err: err}
}

func (r *run) endSource(ctx context.Context, s *source) ([]*job, error) {
	r.mu.Lock()
	outcome := s.why.outcome
	switch {
	case s.good > 0 && s.fresh > 0:
		outcome = Fresh
	case s.good > 0:
		outcome = Unchanged
	}
	reason := ""
	if s.good == 0 {
		reason = s.why.reason
	}
	s.mem = schedule(s.mem, s.Every, s.asks, outcome, r.c.cfg.Pace, r.now())
	s.mem.Reason = reason
	s.ended = true
	e := entry(sourceKey+s.ID, s.mem)
	r.mu.Unlock()
	if err := r.remember(ctx, []Entry{e}); err != nil {
		return nil, err
	}
	if s.Kind == config.Folder || s.Kind == config.Single {
		return nil, nil
	}
	jobs, err := r.pending(s)
	if err != nil {
		return nil, err
	}
	for _, key := range s.changed {
		jobs, err = r.revisit(jobs, key)
		if err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// endSingle ends a source that is one article.
func (r *run) endSingle(ctx context.Context, j *job) ([]*job, error) {
	s, v := j.src, &j.visit
	r.mu.Lock()
	switch v.Outcome {
	case Fresh, Reserved, NotArticle, Gone:
		s.good, s.fresh = 1, 1
	case Unchanged:
		s.good = 1
	default:
		s.why = result{outcome: v.Outcome, reason: v.Reason}
	}
	s.open--
	r.mu.Unlock()
	return r.endSource(ctx, s)
}

// finish fills in the report.
func (r *run) finish() {
	now := r.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Ended = now
	r.report.Why = r.why
	r.report.Complete = r.why == ""
	for _, h := range r.f.hosts {
		for _, j := range h.queue {
			if j.kind == article && !j.visit.single {
				j.src.report.Pages[Deferred]++
				j.src.remark(r.why)
			}
		}
	}
	for _, s := range r.c.sources {
		rep := s.report
		m := s.mem
		switch {
		case !r.wanted(s):
			rep.Outcome, rep.Reason = Skipped, "not asked for in this run"
		case !s.visited:
			rep.Outcome, rep.Reason = Skipped, "not due until "+clock(m.Next)
			if m.Outcome == Failed || m.Outcome == Blocked || m.Outcome == Deferred {
				rep.Reason += fmt.Sprintf("; last time %s: %s", m.Outcome, m.Reason)
			}
		case !s.ended:
			rep.Outcome, rep.Reason = Deferred, orDefault(r.why, "not finished")
		default:
			rep.Outcome, rep.Reason = m.Outcome, m.Reason
			if m.Fails > 1 {
				rep.Reason += fmt.Sprintf(" (for %s, %d times in a row)", ago(now.Sub(m.Since)), m.Fails)
			}
		}
		if rep.Reason == "" && len(s.remarks) > 0 {
			rep.Reason = strings.Join(s.remarks, "; ")
		}
		rep.Found, rep.Last, rep.Next, rep.Every = s.fresh, m.Last, m.Next, m.Interval
		rep.Overdue = overdue(m, s.Every, now)
		r.report.Sources = append(r.report.Sources, rep)
	}
}
