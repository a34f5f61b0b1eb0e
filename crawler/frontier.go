package crawler

import (
	"container/heap"
	"fmt"
	"slices"
	"time"

	"pactwatch/crawler/weburl"
)

// kind is what a job asks for.
type kind int

const (
	article     kind = iota
	endpoint         // feed, sitemap or listing
	robotsFile       // /robots.txt of an origin
	reservedFor      // /.well-known/tdmrep.json of an origin
	localFolder      // no request at all
)

// job is one request to come: one hop of one errand.
type job struct {
	kind  kind
	url   string // of this hop
	first string // address of the errand
	src   *source
	host  *host // whose queue it is in; nil for local ones
	owner *host // robotsFile, reservedFor: the origin it is for
	hops  int
	tries int
	depth int       // sitemaps: how deep below the source's own
	child child     // sitemaps: as its index lists it
	moved bool      // every hop so far was a permanent redirect
	again time.Time // not before: a retry

	visit Visit // article: as far as it is known

	settled *result // decided without a request
	freed   bool    // the host knows that the request is over
}

// host is one origin (scheme, host, port): what is queued for it and what it
// allows. Only the goroutine of the run touches it, but for what work says.
type host struct {
	origin  string
	delay   time.Duration // between two requests
	next    time.Time     // not before
	busy    bool          // a request is under way
	queue   []*job        // endpoints first, then articles
	urgent  []*job        // files of manners, which need no permission
	manners manners
	mem     hostMemory
	loaded  bool
	failing int           // network failures in a row
	slow    time.Duration // what is added to delay after 429 and 503
	asked   int           // requests in this run
	closed  *result       // why no more is asked in this run; nil where it may be

	index int // in the heap; -1 outside
}

// close says that a host is asked no more in this run, and why.
func (h *host) close(o Outcome, format string, args ...any) {
	h.closed = &result{outcome: o, reason: fmt.Sprintf(format, args...)}
}

// frontier holds the hosts that have something to do, by the time at which they
// may be asked again.
type frontier struct {
	hosts map[string]*host
	ready hostHeap
}

func (f *frontier) host(url string, delay time.Duration) *host {
	origin := weburl.Origin(url)
	h := f.hosts[origin]
	if h == nil {
		h = &host{origin: origin, delay: delay, index: -1}
		f.hosts[origin] = h
	}
	return h
}

// push queues a job: endpoints, then new articles, then revisits; front puts it
// before all others.
func (f *frontier) push(j *job, front bool) {
	h := j.host
	switch {
	case j.kind == robotsFile || j.kind == reservedFor:
		h.urgent = append(h.urgent, j)
	case front:
		h.queue = append([]*job{j}, h.queue...)
	default:
		i := len(h.queue)
		for i > 0 && j.rank() < h.queue[i-1].rank() {
			i--
		}
		h.queue = slices.Insert(h.queue, i, j)
	}
	f.settle(h)
}

func (j *job) rank() int {
	switch {
	case j.kind == endpoint:
		return 0
	case !j.visit.known || j.visit.Confirm || j.visit.seen.Missing > 0:
		return 1
	}
	return 2
}

// settle puts a host into the heap, takes it out, or moves it, as its state asks.
func (f *frontier) settle(h *host) {
	work := !h.busy && (len(h.urgent) > 0 || len(h.queue) > 0 && !h.manners.waiting)
	switch {
	case work && h.index < 0:
		heap.Push(&f.ready, h)
	case work:
		heap.Fix(&f.ready, h.index)
	case h.index >= 0:
		heap.Remove(&f.ready, h.index)
	}
}

// due gives the host that may be asked now; else how long until one may be, 0
// where none waits.
func (f *frontier) due(now time.Time) (*host, time.Duration) {
	if len(f.ready) == 0 {
		return nil, 0
	}
	h := f.ready[0]
	if wait := h.next.Sub(now); wait > 0 {
		return nil, wait
	}
	return h, 0
}

// drain takes all jobs of a host out of its queue.
func (f *frontier) drain(h *host) []*job {
	q := h.queue
	h.queue = nil
	f.settle(h)
	return q
}

type hostHeap []*host

func (q hostHeap) Len() int           { return len(q) }
func (q hostHeap) Less(i, j int) bool { return q[i].next.Before(q[j].next) }
func (q hostHeap) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *hostHeap) Push(x any) {
	h := x.(*host)
	h.index = len(*q)
	*q = append(*q, h)
}
func (q *hostHeap) Pop() any {
	old := *q
	h := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	h.index = -1
	return h
}
