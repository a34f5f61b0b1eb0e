package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// RawPage is what one fetch gave, as it is kept outside the ledger.
type RawPage struct {
	Source  string
	URL     string // as asked
	Final   string // after redirects
	Status  int
	Header  http.Header // of the final answer
	Type    string      // media type
	Body    []byte      // content encoding undone, charset untouched
	Fetched time.Time
}

// warcFile is the file that a run's pages go to.
type warcFile struct {
	f    *os.File
	name string // relative to the data folder
	size int64
}

// PutPage appends a raw page to the run's WARC file, below pages/ and the day it
// was fetched on, and syncs it: what PutPage returns is on the disk. Each page
// is a response record and each record a gzip member of its own (WARC 1.1,
// ISO 28500:2017), so that any archive tool can read the file.
func (l *Ledger) PutPage(ctx context.Context, p RawPage) (PageRef, error) {
	if err := ctx.Err(); err != nil {
		return PageRef{}, err
	}
	if l.readOnly {
		return PageRef{}, ErrReadOnly
	}
	if p.Final == "" {
		p.Final = p.URL
	}
	sum := sha256.Sum256(p.Body)
	member, err := warcResponse(p, sum)
	if err != nil {
		return PageRef{}, fmt.Errorf("keep page %s: %w", p.URL, err)
	}
	l.pages.Lock()
	defer l.pages.Unlock()
	w, err := l.pageFile(p.Fetched.UTC())
	if err != nil {
		return PageRef{}, fmt.Errorf("keep page %s: %w", p.URL, reason(err))
	}
	at := w.size
	_, err = w.f.WriteAt(member, at)
	if err == nil {
		err = w.f.Sync()
	}
	if err != nil {
		return PageRef{}, fmt.Errorf("keep page %s in %s: %w", p.URL, w.name, reason(errors.Join(err, w.f.Truncate(at))))
	}
	w.size += int64(len(member))
	return PageRef{File: w.name, Offset: at, Hash: hex.EncodeToString(sum[:]), URL: p.URL, Final: p.Final,
		Status: p.Status, Type: p.Type, Fetched: p.Fetched.UTC()}, nil
}

// pageFile is the run's file for a day, opened as needed.
func (l *Ledger) pageFile(t time.Time) (*warcFile, error) {
	run := l.runID
	if run == "" {
		run = "pages"
	}
	name := filepath.ToSlash(filepath.Join("pages", t.Format(time.DateOnly), fileName(run)+".warc.gz"))
	if l.warc != nil && l.warc.name == name {
		return l.warc, nil
	}
	if err := l.warc.close(); err != nil {
		return nil, err
	}
	l.warc = nil
	path := filepath.Join(l.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	w := &warcFile{f: f, name: name, size: size}
	if size == 0 {
		info, err := warcInfo(t, run)
		if err == nil {
			_, err = f.WriteAt(info, 0)
		}
		if err == nil {
			err = errors.Join(syncDir(filepath.Dir(path)), syncDir(filepath.Dir(filepath.Dir(path))))
		}
		if err != nil {
			return nil, errors.Join(err, f.Truncate(0), f.Close())
		}
		w.size = int64(len(info))
	}
	l.warc = w
	return w, nil
}

func (w *warcFile) close() error {
	if w == nil {
		return nil
	}
	return w.f.Close()
}

// fileName keeps letters, digits, dots, dashes and underscores of a run's ID.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, id)
}

func warcInfo(t time.Time, run string) ([]byte, error) {
	body := "software: pactwatch\r\nformat: WARC File Format 1.1\r\n"
	return warcMember([][2]string{
		{"WARC-Type", "warcinfo"},
		{"WARC-Date", t.Format(time.RFC3339Nano)},
		{"WARC-Record-ID", recordID("info", run, t)},
		{"Content-Type", "application/warc-fields"},
	}, []byte(body))
}

// recordID is a URN that follows from what is recorded: the same fetch gives
// the same one.
func recordID(parts string, more string, t time.Time) string {
	sum := sha256.Sum256([]byte(parts + "\x00" + more + "\x00" + t.Format(time.RFC3339Nano)))
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80 // RFC 9562, version 8
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// warcResponse is one page as a gzip member: the HTTP answer, its body as
// decoded, so Content-Encoding and Transfer-Encoding are kept under other names.
func warcResponse(p RawPage, sum [32]byte) ([]byte, error) {
	var http1 bytes.Buffer
	fmt.Fprintf(&http1, "HTTP/1.1 %03d %s\r\n", max(p.Status, 0), http.StatusText(p.Status))
	names := make([]string, 0, len(p.Header))
	for name := range p.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	typed := false
	for _, name := range names {
		as := name
		switch http.CanonicalHeaderKey(name) {
		case "Content-Length":
			continue
		case "Content-Encoding", "Transfer-Encoding":
			as = "X-Crawler-" + name
		case "Content-Type":
			typed = true
		}
		for _, v := range p.Header[name] {
			fmt.Fprintf(&http1, "%s: %s\r\n", as, oneLine(v))
		}
	}
	if !typed && p.Type != "" {
		fmt.Fprintf(&http1, "Content-Type: %s\r\n", oneLine(p.Type))
	}
	fmt.Fprintf(&http1, "Content-Length: %d\r\n\r\n", len(p.Body))
	http1.Write(p.Body)
	return warcMember([][2]string{
		{"WARC-Type", "response"},
		{"WARC-Target-URI", oneLine(p.Final)},
		{"WARC-Date", p.Fetched.UTC().Format(time.RFC3339Nano)},
		{"WARC-Record-ID", recordID(p.Final, hex.EncodeToString(sum[:]), p.Fetched.UTC())},
		{"WARC-Payload-Digest", "sha256:" + hex.EncodeToString(sum[:])},
		{"WARC-Source-URI", oneLine(p.URL)},
		{"Content-Type", "application/http; msgtype=response"},
	}, http1.Bytes())
}

func oneLine(s string) string {
	return strings.NewReplacer("\r", " ", "\n", " ").Replace(s)
}

func warcMember(fields [][2]string, block []byte) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := bufio.NewWriter(z)
	w.WriteString("WARC/1.1\r\n")
	for _, f := range fields {
		if f[1] != "" {
			w.WriteString(f[0] + ": " + f[1] + "\r\n")
		}
	}
	w.WriteString("Content-Length: " + strconv.Itoa(len(block)) + "\r\n\r\n")
	w.Write(block)
	w.WriteString("\r\n\r\n")
	if err := errors.Join(w.Flush(), z.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// maxPage bounds what is read back of one record.
const maxPage = 256 << 20

// Page reads back the raw body of a page and checks it against its hash.
// [ErrMissing] says that the page has expired.
func (l *Ledger) Page(ref PageRef) ([]byte, error) {
	p, err := l.RawPage(ref)
	return p.Body, err
}

// RawPage reads back a page with its headers, as [Ledger.Page] does.
func (l *Ledger) RawPage(ref PageRef) (RawPage, error) {
	p, err := l.readPage(ref)
	if err != nil {
		return RawPage{}, fmt.Errorf("page %s: %w", ref.URL, err)
	}
	return p, nil
}

func (l *Ledger) readPage(ref PageRef) (p RawPage, err error) {
	if ref.File == "" {
		return p, fmt.Errorf("%w: no bytes were kept", ErrMissing)
	}
	if !filepath.IsLocal(filepath.FromSlash(ref.File)) {
		return p, fmt.Errorf("%w: %q is no file of the data folder", ErrDamaged, ref.File)
	}
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(ref.File)))
	if errors.Is(err, fs.ErrNotExist) {
		return p, fmt.Errorf("%w: %s has expired", ErrMissing, ref.File)
	}
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	damaged := func(err error) error {
		return fmt.Errorf("%w: %s at byte %d: %w", ErrDamaged, ref.File, ref.Offset, err)
	}
	if _, err := f.Seek(ref.Offset, io.SeekStart); err != nil {
		return p, err
	}
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return p, damaged(err)
	}
	z.Multistream(false)
	r := bufio.NewReader(io.LimitReader(z, maxPage))
	// Skip the WARC header: up to the first empty line.
	if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, "WARC/1.") {
		return p, damaged(errors.Join(err, errors.New("no WARC record")))
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return p, damaged(err)
		}
		if strings.TrimRight(line, "\r\n") == "" {
			break
		}
	}
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		return p, damaged(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return p, damaged(err)
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != ref.Hash {
		return p, damaged(fmt.Errorf("the body has another hash than %s", ref.Hash))
	}
	return RawPage{URL: ref.URL, Final: ref.Final, Status: ref.Status, Header: res.Header, Type: ref.Type, Body: body, Fetched: ref.Fetched}, nil
}
