package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pactwatch/crawler/decode"
	"pactwatch/crawler/feed"
	"pactwatch/crawler/weburl"
)

// meta is what NAME.meta.json beside a file may say of it.
type meta struct {
	Published string `json:"published"`
	Publisher string `json:"publisher"`
	URL       string `json:"url"`
}

var localTypes = map[string]string{".html": "text/html", ".htm": "text/html", ".txt": "text/plain", ".md": "text/markdown"}

// readFolder hands over the files of a folder that are new or have changed, in
// the order of their names.
func (r *run) readFolder(ctx context.Context, j *job) event {
	s := j.src
	var files []string
	err := filepath.WalkDir(s.Path, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if path == s.Path {
				return err
			}
			r.mu.Lock()
			s.remark(err.Error())
			r.mu.Unlock()
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if d.Type().IsRegular() && localType(path) != "" {
			files = append(files, path)
		}
		return nil
	})
	if ctx.Err() != nil {
		return event{}
	}
	if err != nil {
		r.mu.Lock()
		s.why = result{outcome: Failed, reason: err.Error()}
		r.mu.Unlock()
	} else {
		s.good = 1
	}
	slices.Sort(files)
	for _, f := range files {
		if ctx.Err() != nil {
			return event{}
		}
		if s.queued >= s.Max {
			r.mu.Lock()
			s.report.Pages[Deferred]++
			s.remark(fmt.Sprintf("%d files in one run are the most; the rest follows", s.Max))
			r.mu.Unlock()
			continue
		}
		e, asked := r.readFile(ctx, j, f)
		if e.err != nil {
			return e
		}
		if asked {
			s.queued++
		}
	}
	r.mu.Lock()
	s.open--
	r.mu.Unlock()
	more, err := r.endSource(ctx, s)
	return event{more: more, err: err}
}

// localType gives the media type of a file that may be read; "" for others.
func localType(path string) string {
	name := strings.ToLower(strings.TrimSuffix(path, ".gz"))
	return localTypes[filepath.Ext(name)]
}

func (r *run) readFile(ctx context.Context, j *job, path string) (event, bool) {
	now := r.now()
	v := Visit{Source: j.src.ID, URL: fileURL(path), At: now, folder: true, single: true}
	v.id = weburl.Hash(v.URL)
	if _, err := recall(r.c.mem, seenKey+v.id.String(), &v.seen); err != nil {
		return event{err: err}, false
	}
	v.known = v.seen.State == stateDone
	page, err := ReadFile(path)
	if err != nil {
		v.Outcome, v.Reason = Failed, err.Error()
	} else {
		v.answer.hash = fileHash(page)
		if v.known && v.seen.Hash == v.answer.hash {
			r.count(&job{src: j.src, first: v.URL}, Unchanged, "")
			return event{}, false
		}
		if v.known {
			v.Number = v.seen.Visit + 1
		}
		v.Outcome = Fresh
		page.Source, page.Fetched, page.Visit = v.Source, now, v.Number
		v.URL, v.Published, v.Page = page.URL, page.Published, &page
	}
	r.mu.Lock()
	if v.Outcome == Fresh {
		j.src.fresh++
	}
	r.mu.Unlock()
	inner := *j
	inner.first, inner.visit = v.URL, v
	return r.handOver(ctx, &inner), true
}

// folderSeen is what is remembered of a file.
func (v *Visit) folderSeen() seenMemory {
	s := v.seen
	if v.Outcome == Failed {
		s.Last = v.At
		return s
	}
	if s.First.IsZero() {
		s.First = v.At
	}
	s.State, s.Last, s.Hash, s.Visit = stateDone, v.At, v.answer.hash, v.Number
	return s
}

// fileHash covers the file and what its meta file says.
func fileHash(p Page) string {
	h := sha256.New()
	h.Write(p.Hash[:])
	fmt.Fprint(h, p.URL, p.Published.Unix(), p.Publisher)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// ReadFile reads one local .html, .txt or .md file, gzipped or not, as a Page.
// NAME.meta.json beside it may give its "published", "publisher" and "url".
func ReadFile(path string) (Page, error) {
	kind := localType(path)
	if kind == "" {
		return Page{}, fmt.Errorf("%s: only .html, .txt and .md files (also with .gz) are read", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return Page{}, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(strings.ToLower(path), ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return Page{}, fmt.Errorf("%s: %w", path, err)
		}
		in = z
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	if err != nil {
		return Page{}, fmt.Errorf("%s: %w", path, err)
	}
	if len(raw) > maxPage {
		return Page{}, fmt.Errorf("%s: larger than 4 MiB", path)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return Page{}, fmt.Errorf("%s: empty", path)
	}
	p := Page{URL: fileURL(path), Status: http.StatusOK, Header: http.Header{}, ContentType: kind, Raw: raw, Body: decode.HTML(raw, ""), Hash: sha256.Sum256(raw)}
	m, err := readMeta(path)
	if err != nil {
		return Page{}, err
	}
	if m.URL != "" {
		if p.URL, err = weburl.Resolve("", m.URL); err != nil {
			return Page{}, fmt.Errorf("%s: url: %w", metaName(path), err)
		}
	}
	if m.Published != "" {
		t, ok := feed.ParseTime(m.Published)
		if !ok {
			return Page{}, fmt.Errorf("%s: published: %q is not a date such as 2025-03-14", metaName(path), m.Published)
		}
		p.Published = t
	}
	p.Publisher = m.Publisher
	p.Final = p.URL
	return p, nil
}

func readMeta(path string) (meta, error) {
	var m meta
	raw, err := os.ReadFile(metaName(path))
	if os.IsNotExist(err) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("%s: %w", metaName(path), err)
	}
	return m, nil
}

func metaName(path string) string {
	base := strings.TrimSuffix(path, ".gz")
	return strings.TrimSuffix(base, filepath.Ext(base)) + ".meta.json"
}

func fileURL(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}
