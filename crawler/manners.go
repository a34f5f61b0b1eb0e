package crawler

import (
	"encoding/json"
	"fmt"
	"time"

	"pactwatch/crawler/robots"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// How long a robots.txt counts (RFC 9309 §2.4): a day; its last good copy while
// it cannot be had, thirty days. An answer that cannot be had is asked for again
// after an hour.
const (
	robotsFresh = 24 * time.Hour
	robotsStale = 30 * 24 * time.Hour
	robotsRetry = time.Hour
	maxHops     = 5
	maxDelay    = 30 * time.Second // that a Crawl-delay can ask for
)

// manners is what a host allows, as far as it is known in this run.
type manners struct {
	waiting bool // a file of manners is under way: nothing else is asked
	known   bool
	rules   robots.Rules
	down    *result // robots.txt cannot be had: why; everything is put off

	reservedKnown bool
	reservations  []reservation
}

// reservation is one rule of /.well-known/tdmrep.json (W3C TDM Reservation
// Protocol §6.2): text and data mining of the addresses that match is reserved.
type reservation struct {
	Location string `json:"location"`
	Reserved int    `json:"tdm-reservation"`
}

// learnRobots reads the state of a host's robots.txt out of its memory. It
// reports whether that is fresh enough to go by.
func (h *host) learnRobots(agent string, now time.Time) bool {
	m := &h.mem
	if m.RobotsTried.IsZero() {
		return false
	}
	age := now.Sub(m.RobotsTried)
	switch {
	case m.RobotsDown.IsZero() && age >= 0 && age < robotsFresh:
		h.obey(robots.Parse([]byte(m.Robots), agent))
	case !m.RobotsDown.IsZero() && age >= 0 && age < robotsRetry:
		h.fallBack(agent, now)
	default:
		return false
	}
	return true
}

func (h *host) obey(r robots.Rules) {
	h.manners.known, h.manners.rules, h.manners.down = true, r, nil
	h.delay = max(h.delay, min(r.Delay, maxDelay))
}

// fallBack goes by the last good copy, or puts everything off.
func (h *host) fallBack(agent string, now time.Time) {
	m := &h.mem
	if !m.RobotsGood.IsZero() && now.Sub(m.RobotsGood) < robotsStale {
		h.obey(robots.Parse([]byte(m.Robots), agent))
		return
	}
	h.manners.known, h.manners.rules = true, robots.DenyAll()
	h.manners.down = &result{outcome: Deferred, reason: "robots.txt: " + m.RobotsWhy}
	if m.RobotsStatus == 0 { // the host as a whole does not answer
		h.manners.down = &result{outcome: Failed, reason: m.RobotsWhy}
	}
	if d := now.Sub(m.RobotsDown); d >= time.Minute {
		h.manners.down.reason += " since " + ago(d)
	}
}

// answeredRobots takes the last answer of the robots.txt errand (RFC 9309 §2.3.1):
// 2xx counts, 4xx and too many redirects allow everything, 429, 5xx and silence nothing.
func (h *host) answeredRobots(a wire.Answer, r result, agent string, now time.Time) {
	m := &h.mem
	m.RobotsTried, m.RobotsStatus = now, a.Status
	switch {
	case a.Err == nil && a.Status >= 200 && a.Status < 300:
		m.Robots, m.RobotsGood, m.RobotsDown, m.RobotsWhy = keepRobots(a.Body), now, time.Time{}, ""
		h.obey(robots.Parse(a.Body, agent))
	case a.Err == nil && (a.Status >= 300 && a.Status < 500) && a.Status != 429:
		m.Robots, m.RobotsGood, m.RobotsDown, m.RobotsWhy = "", now, time.Time{}, ""
		h.obey(robots.Rules{})
	default:
		if m.RobotsDown.IsZero() {
			m.RobotsDown = now
		}
		m.RobotsWhy = r.reason
		h.fallBack(agent, now)
	}
}

// keepRobots is the part of a file that is worth keeping.
func keepRobots(body []byte) string { return string(body[:min(len(body), robots.MaxSize)]) }

// permits decides on one address; nil means yes.
func (h *host) permits(url string) *result {
	ok, line := h.manners.rules.Allowed(robots.PathOf(url))
	switch {
	case ok:
		return nil
	case h.manners.down != nil:
		return h.manners.down
	}
	return &result{outcome: Blocked, reason: "robots.txt: " + line}
}

// learnReservations does for tdmrep.json what learnRobots does for robots.txt.
func (h *host) learnReservations(now time.Time) bool {
	age := now.Sub(h.mem.ReservedTried)
	if h.mem.ReservedTried.IsZero() || age < 0 || age >= robotsFresh {
		return false
	}
	h.manners.reservedKnown, h.manners.reservations = true, h.mem.Reservations
	return true
}

// answeredReservations takes the answer for tdmrep.json. No file, or one that
// makes no sense, reserves nothing; an answer that could not be had changes nothing.
func (h *host) answeredReservations(a wire.Answer, now time.Time) {
	m := &h.mem
	m.ReservedTried = now
	var rules []reservation
	switch {
	case a.Err == nil && a.Status == 200 && json.Unmarshal(a.Body, &rules) == nil:
		m.Reservations = rules[:min(len(rules), 1000)]
	case a.Err == nil && a.Status < 500 && a.Status != 429:
		m.Reservations = nil
	}
	h.manners.reservedKnown, h.manners.reservations = true, m.Reservations
}

// reserves applies the first rule that matches the address.
func (h *host) reserves(url string) bool {
	path := robots.PathOf(url)
	for _, r := range h.manners.reservations {
		if robots.Match(path, r.Location) {
			return r.Reserved == 1
		}
	}
	return false
}

// load reads what is remembered of a host, once a run.
func (h *host) load(m Memory) error {
	if h.loaded {
		return nil
	}
	h.loaded = true
	_, err := recall(m, hostKey+h.origin, &h.mem)
	return err
}

func (h *host) entry() Entry { return entry(hostKey+h.origin, h.mem) }

// robotsURL and reservedURL are where the files of manners lie.
func robotsURL(origin string) string   { return origin + "/robots.txt" }
func reservedURL(origin string) string { return origin + "/.well-known/tdmrep.json" }

// downgrade says that a redirect leads from https to http, which is refused.
func downgrade(from, to string) bool {
	return len(from) > 8 && from[:8] == "https://" && weburl.Origin(to) != "" && to[:7] == "http://"
}

// ago writes a span as an operator says it.
func ago(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}
