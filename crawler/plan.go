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
