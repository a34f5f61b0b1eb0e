package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"pactwatch/config"
	"pactwatch/crawler/weburl"
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

var errEnough = errors.New("enough")

// pending queues the addresses of a source that were found and not read, newest
// first, as many as the source may have in one run.
func (r *run) pending(s *source) ([]*job, error) {
	now := r.now()
	oldest := now.Add(-s.Window)
	var jobs []*job
	left := 0
	prefix := pendingKey + s.ID + "/"
	err := r.c.mem.Scan(prefix, func(e Entry) error {
		if s.queued+len(jobs) >= s.Max {
			if left++; left >= 100_000 {
				return errEnough
			}
			return nil
		}
		var p pendingMemory
		if json.Unmarshal(e.Value, &p) != nil || !p.Published.IsZero() && p.Published.Before(oldest) {
			return nil
		}
		if p.After.After(now) && !r.c.options.IgnoreSchedule {
			return nil
		}
		id := weburl.Identify(p.URL)
		jobs = append(jobs, &job{kind: article, url: p.URL, first: p.URL, src: s, visit: Visit{
			Source: s.ID, URL: p.URL, Title: p.Title, Published: p.Published, id: id, pending: p, waiting: strings.Clone(e.Key), seen: seenMemory{State: statePending, Pending: strings.Clone(e.Key)},
		}})
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("scan %s: %w", prefix, err)
	}
	r.mu.Lock()
	s.queued += len(jobs)
	if left > 0 {
		s.left += left
		s.report.Pages[Deferred] += left
		s.remark(fmt.Sprintf("%d articles in one run are the most; the rest follows", s.Max))
	}
	r.mu.Unlock()
	return jobs, nil
}

// dueAgain gives the articles whose revisit has come.
func (r *run) dueAgain(ctx context.Context, now time.Time) ([]*job, error) {
	var keys []string
	var stale []Entry // of sources that are watched no more
	end := dueOf(now.Add(time.Second), weburl.ID{})
	err := r.c.mem.Scan(dueKey, func(e Entry) error {
		if e.Key >= end || len(keys) >= r.c.cfg.Pace.PerRun || len(stale) >= 10_000 {
			return errEnough
		}
		var d dueMemory
		if json.Unmarshal(e.Value, &d) != nil || r.source(d.Source) == nil {
			stale = append(stale, Entry{Key: strings.Clone(e.Key)})
		} else if r.wanted(r.source(d.Source)) {
			keys = append(keys, strings.Clone(e.Key))
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fmt.Errorf("scan %s: %w", dueKey, err)
	}
	if err := r.remember(ctx, stale); err != nil {
		return nil, err
	}
	var jobs []*job
	for _, k := range keys {
		if jobs, err = r.revisit(jobs, k); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// revisit appends the job of one due entry, if its source is watched.
func (r *run) revisit(jobs []*job, key string) ([]*job, error) {
	var d dueMemory
	ok, err := recall(r.c.mem, key, &d)
	if err != nil || !ok {
		return jobs, err
	}
	s := r.source(d.Source)
	if s == nil {
		return jobs, nil
	}
	j := &job{kind: article, url: d.URL, first: d.URL, src: s, visit: Visit{
		Source: s.ID, URL: d.URL, Title: d.Title, Published: d.Published, Confirm: d.Confirm, id: weburl.Identify(d.URL),
	}}
	if err := j.recallSeen(r.c.mem); err != nil {
		return jobs, err
	}
	if j.visit.known {
		jobs = append(jobs, j)
	}
	return jobs, nil
}

// source gives the source of that id; nil where it is watched no more.
func (r *run) source(id string) *source { return r.byID[id] }

// finish fills in the report.
func (r *run) finish() {
	now := r.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Ended = now
	r.report.Why = r.why
	r.report.Complete = r.why == ""
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
