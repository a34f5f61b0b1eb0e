package crawler

import (
	"time"

	"pactwatch/config"
)

// schedule says when a source is due again, given how this visit ended. The
// interval shrinks by a fifth when there was something new and grows by half
// when there was not; servers may ask for longer. Failures double it.
func schedule(m sourceMemory, every, asks time.Duration, outcome Outcome, p config.Pace, now time.Time) sourceMemory {
	i := m.Interval
	if i == 0 {
		i = every
	}
	switch outcome {
	case Fresh:
		i = i * 4 / 5
	case Unchanged:
		i = i * 3 / 2
	}
	i = min(max(i, p.MinEvery), p.MaxEvery)
	m.Interval, m.Tried, m.Outcome = i, now, outcome
	switch outcome {
	case Fresh, Unchanged:
		m.Last, m.Fails, m.Since = now, 0, time.Time{}
		m.Next = now.Add(min(max(i, asks), p.MaxEvery))
	default:
		if m.Fails == 0 {
			m.Since = now
		}
		m.Fails++
		wait := min(p.MinEvery<<min(m.Fails-1, 10), i)
		if outcome == Blocked {
			wait = max(wait, i)
		}
		m.Next = now.Add(min(wait, p.MaxEvery))
	}
	return m
}

// overdue says that the last success is older than three intervals.
func overdue(m sourceMemory, every time.Duration, now time.Time) bool {
	last, i := m.Last, max(m.Interval, every)
	if last.IsZero() {
		last = m.First
	}
	return !last.IsZero() && now.Sub(last) > 3*i
}
