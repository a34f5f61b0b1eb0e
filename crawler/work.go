package crawler

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"pactwatch/crawler/decode"
	"pactwatch/crawler/robots"
	"pactwatch/crawler/weburl"
	"pactwatch/crawler/wire"
)

// Caps on decoded bodies.
const (
	maxPage        = 4 << 20
	maxReservation = 512 << 10
)

// fullAfter is the age at which an unconditional request is due again, because
// validators lie now and then.
const fullAfter = 72 * time.Hour

var errStopped = errors.New("the run stops")

// fetch makes the request of a job, tells the run that the host is free again
// and judges the answer. errStopped means that nothing may be recorded.
func (r *run) fetch(ctx context.Context, j *job, req wire.Request) (wire.Answer, result, error) {
	if j.settled != nil {
		return wire.Answer{}, *j.settled, nil
	}
	req.URL, req.Try = j.url, j.tries
	if j.src != nil {
		req.Allow = j.src.allow
	}
	a := r.c.client.Get(ctx, req)
	if a.Err != nil && ctx.Err() != nil {
		r.free(j, a.Took, result{})
		return a, result{}, errStopped
	}
	res := judge(a, r.now())
	r.free(j, a.Took, res)
	r.mu.Lock()
	r.report.Requests++
	r.report.Bytes += a.Wire
	r.mu.Unlock()
	return a, res, nil
}

// free tells the run that the host of a job may be asked again.
func (r *run) free(j *job, took time.Duration, res result) {
	if j.settled != nil || j.host == nil || j.freed {
		return
	}
	j.freed = true
	r.events <- event{job: j, released: true, took: took, result: res}
}

// follow makes the next hop of a redirect; where it may not be followed the
// result says why.
func follow(j *job, res result) (*job, result) {
	fail := func(reason string) (*job, result) { return nil, result{outcome: Failed, reason: reason} }
	to, err := weburl.Resolve(j.url, res.moved)
	switch {
	case err != nil:
		return fail("redirect to an address that may not be followed: " + err.Error())
	case downgrade(j.url, to):
		return fail("redirect from https to http")
	case j.hops >= maxHops:
		return fail("more than 5 redirects")
	case to == j.url:
		return fail("redirect to itself (it may want cookies)")
	}
	next := *j
	next.url, next.host, next.hops, next.tries, next.freed = to, nil, j.hops+1, 0, false
	return &next, result{}
}

// retry plans another try in this run; nil where there is none left.
func (r *run) retry(j *job, res result) *job {
	if !res.retry || j.tries >= 2 || res.after > patience {
		return nil
	}
	again := *j
	again.tries++
	again.freed = false
	if res.after > 0 {
		again.again = time.Now().Add(res.after)
	}
	return &again
}

func (r *run) fetchManners(ctx context.Context, j *job) event {
	if j.settled != nil {
		return event{result: *j.settled, answer: wire.Answer{Err: errors.New(j.settled.reason)}}
	}
	limit := int64(maxReservation)
	if j.kind == robotsFile {
		limit = 16 * robots.MaxSize
	}
	a, res, err := r.fetch(ctx, j, wire.Request{Accept: "text/plain,application/json;q=0.9,*/*;q=0.5", MaxBody: limit, Truncate: robots.MaxSize})
	if err != nil {
		return event{}
	}
	if res.moved != "" {
		next, why := follow(j, res)
		if next != nil {
			return event{more: []*job{next}}
		}
		res = why
	} else if again := r.retry(j, res); again != nil {
		return event{more: []*job{again}}
	}
	if res.outcome == "" {
		res.outcome = Fresh
	}
	return event{result: res, answer: a}
}

// recallSeen reads what is known of a job's address.
func (j *job) recallSeen(m Memory) error {
	v := &j.visit
	if _, err := recall(m, seenKey+v.id.String(), &v.seen); err != nil {
		return err
	}
	v.known = v.seen.State == stateDone
	if v.known {
		v.Number = v.seen.Visit + 1
	}
	return nil
}

func (r *run) readArticle(ctx context.Context, j *job) event {
	v := &j.visit
	if j.settled == nil && j.hops == 0 && j.tries == 0 {
		// Another errand may have read it in the meantime.
		if err := j.recallSeen(r.c.mem); err != nil {
			return event{err: err}
		}
		if v.waiting != "" && (v.seen.State == stateCopy || !v.known && v.seen.State == stateDone) {
			r.free(j, 0, result{})
			return event{err: r.remember(ctx, []Entry{{Key: v.waiting}})}
		}
	}
	req := wire.Request{MaxBody: maxPage}
	full := true
	if v.known && r.now().Sub(v.seen.Full) < fullAfter && v.seen.ETag+v.seen.LastModified != "" {
		req.ETag, req.LastModified, full = v.seen.ETag, v.seen.LastModified, false
	}
	a, res, err := r.fetch(ctx, j, req)
	if err != nil {
		return event{}
	}
	if res.moved != "" {
		next, why := follow(j, res)
		if next != nil {
			of, err := r.haveAlready(next)
			if err != nil {
				return event{err: err}
			}
			if of == (weburl.ID{}) {
				return event{more: []*job{next}}
			}
			v.of = of
			why = result{outcome: Unchanged, reason: "leads to an article that is known: " + next.url}
		}
		res = why
	} else if again := r.retry(j, res); again != nil {
		return event{more: []*job{again}}
	}
	v.At = r.now()
	v.Outcome, v.Reason = res.outcome, res.reason
	v.answer = validators{etag: v.seen.ETag, lastModified: v.seen.LastModified, full: full && a.Err == nil}
	if a.Header != nil && (a.Status == 200 || a.Status == 304) {
		if e := a.Header.Get("ETag"); e != "" || a.Status == 200 {
			v.answer.etag = e
		}
		if m := a.Header.Get("Last-Modified"); m != "" || a.Status == 200 {
			v.answer.lastModified = m
		}
	}
	if res.missing {
		v.seen.Missing++
		switch {
		case v.seen.Missing >= 2 && v.known:
			v.Outcome = Gone
		case v.seen.Missing >= 2:
			v.seen.Tries = maxTries
		default:
			v.Outcome, v.Reason = Deferred, res.reason+"; asked once more before that counts"
		}
	}
	if res.outcome == Fresh {
		if err := r.readPage(j, a); err != nil {
			return event{err: err}
		}
	}
	return r.handOver(ctx, j)
}

// haveAlready finds out whether a redirect leads to an article that was read.
func (r *run) haveAlready(next *job) (weburl.ID, error) {
	id := weburl.Identify(next.url)
	if id == next.visit.id || next.visit.known {
		return weburl.ID{}, nil
	}
	var s seenMemory
	if _, err := recall(r.c.mem, seenKey+id.String(), &s); err != nil {
		return weburl.ID{}, err
	}
	if s.State == stateDone || s.State == stateGone {
		return id, nil
	}
	if s.State == stateCopy && s.Of != next.visit.id.String() {
		raw, err := hex.DecodeString(s.Of)
		if err == nil && len(raw) == len(id) {
			return weburl.ID(raw), nil
		}
	}
	return weburl.ID{}, nil
}

// readPage makes a [Page] of a whole body.
func (r *run) readPage(j *job, a wire.Answer) error {
	v := &j.visit
	page := newPage(a, j.url, v.At)
	hash := hex.EncodeToString(page.Hash[:16])
	v.answer.hash = hash
	if v.known && hash == v.seen.Hash {
		v.Outcome, v.Reason = Unchanged, ""
		return nil
	}
	if !readable(page.ContentType, page.Body) {
		v.Outcome, v.Reason = NotArticle, page.ContentType
		return nil
	}
	page.Source, page.URL, page.Title, page.Published, page.Visit = v.Source, v.URL, v.Title, v.Published, v.Number
	head := readHead(page.Body, j.url)
	page.Robots = directives(a.Header, head.robots, r.c.token)
	page.Reserved = reservedBy(v.reserved, a.Header, head)
	if j.url != v.URL {
		v.aliases = append(v.aliases, j.url)
	}
	if head.canonical != "" && weburl.SameSite(head.canonical, j.url) {
		id := v.id
		if head.canonical != v.URL {
			id = weburl.Identify(head.canonical)
		}
		switch {
		case id == v.id && j.url == v.URL, id == weburl.Identify(j.url):
			v.answer.self = true
		case !v.known && id != v.id && !v.single:
			var s seenMemory
			if _, err := recall(r.c.mem, seenKey+id.String(), &s); err != nil {
				return err
			}
			if s.State == stateDone && s.Self {
				v.of = id
				v.Outcome, v.Reason = Unchanged, "another address of "+head.canonical
				return nil
			}
		}
	}
	if page.Reserved && j.src.TDM == "respect" {
		v.Outcome, v.Reason = Reserved, "the publisher reserves text and data mining"
		page.Body, page.Raw = nil, nil
	}
	v.Page = page
	return nil
}

// newPage fills in what follows from an answer alone.
func newPage(a wire.Answer, final string, at time.Time) *Page {
	media, _, err := mime.ParseMediaType(a.ContentType)
	if err != nil || media == "" {
		media, _, _ = mime.ParseMediaType(http.DetectContentType(a.Body))
	}
	return &Page{
		Final: final, Status: a.Status, Header: a.Header, ContentType: media,
		Body: decode.HTML(a.Body, a.ContentType), Raw: a.Body, Hash: sha256.Sum256(a.Body),
		Fetched: at, Took: a.Took,
	}
}

// readable says whether a body may hold an article: HTML or plain text, by its
// type and, where the type says nothing, by its looks.
func readable(media string, body []byte) bool {
	switch media {
	case "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml":
		return bytes.IndexByte(body[:min(len(body), 512)], 0) < 0
	case "application/octet-stream", "binary/octet-stream", "application/unknown":
		return strings.HasPrefix(http.DetectContentType(body), "text/")
	}
	return strings.HasPrefix(media, "text/") && media != "text/css" && media != "text/javascript" && media != "text/csv"
}

// handOver calls the handler and counts.
func (r *run) handOver(ctx context.Context, j *job) event {
	v := &j.visit
	err := func() error {
		r.handle.Lock()
		defer r.handle.Unlock()
		return r.handler.Visit(context.WithoutCancel(ctx), v)
	}()
	if err != nil {
		return event{err: fmt.Errorf("hand over %s: %w", v.URL, err)}
	}
	r.count(j, orDefault(v.counted, v.Outcome), orDefault(v.why, v.Reason))
	if v.single && !v.folder {
		more, err := r.endSingle(ctx, j)
		return event{more: more, err: err}
	}
	return event{}
}

func (r *run) count(j *job, o Outcome, reason string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	j.src.report.Pages[o]++
	if o == Blocked || o == Failed || o == Empty {
		j.src.remark(reason)
	}
	r.progress(j, o, reason)
}

func (r *run) progress(j *job, o Outcome, reason string) {
	if p := r.c.options.Progress; p != nil {
		p(Progress{Source: j.src.ID, URL: j.first, Outcome: o, Reason: reason, Done: r.done, Waiting: int(r.waiting.Load())})
	}
}

// remark keeps a reason for the report, each once and not too many.
func (s *source) remark(reason string) {
	if reason != "" && len(s.remarks) < 5 && !slices.Contains(s.remarks, reason) {
		s.remarks = append(s.remarks, reason)
	}
}
