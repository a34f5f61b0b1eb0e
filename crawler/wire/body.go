package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Faults of an answer.
var (
	ErrTooLarge = errors.New("larger than its limit")
	ErrBomb     = errors.New("unpacks to more than 200 times its size")
	ErrTooSlow  = errors.New("slower than 1 KB/s")
	ErrNoAnswer = errors.New("no answer in time")
	ErrEncoding = errors.New("content encoding that was not asked for")
)

// ratio is how much a body may grow beyond freely when it is unpacked.
const (
	ratio  = 200
	freely = 1 << 20
)

// body reads one answer: it undoes the content encoding, counts, and fails where
// a limit is passed. Nothing is ever cut short in silence.
type body struct {
	raw      counted
	encoding string
	open     io.Reader // decoder over raw; nil until the first Read
	release  func()
	limit    int64
	truncate int64
	turn     func() (done func(), err error) // waits until a large body may be read
	taken    func()
	read     int64
	stop     func()
}

// large is the size beyond which bodies are read a few at a time, so that many
// large sitemaps at once do not fill the memory.
const (
	large   = 8 << 20
	atATime = 2
)

// counted counts what came over the wire.
type counted struct {
	io.ReadCloser
	n atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func (b *body) Read(p []byte) (int, error) {
	if b.open == nil {
		r, release, err := decoder(b.encoding, &b.raw)
		if err != nil {
			if errors.Is(err, io.EOF) && b.raw.n.Load() == 0 {
				return 0, io.EOF // no body at all
			}
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			if errors.Is(err, ErrEncoding) {
				return 0, err
			}
			return 0, fmt.Errorf("content encoding %s: %w", b.encoding, err)
		}
		b.open, b.release = r, release
	}
	if b.truncate > 0 {
		if b.read >= b.truncate {
			return 0, io.EOF
		}
		p = p[:min(int64(len(p)), b.truncate-b.read)]
	}
	n, err := b.open.Read(p)
	b.read += int64(n)
	if b.read > large && b.taken == nil && b.turn != nil {
		done, err := b.turn()
		if err != nil {
			return 0, err
		}
		b.taken = done
	}
	if b.read > b.limit {
		return 0, fmt.Errorf("%w of %s", ErrTooLarge, size(b.limit))
	}
	if b.encoding != "" && b.read > freely && b.read > ratio*max(b.raw.n.Load(), 1) {
		return 0, ErrBomb
	}
	if err != nil && err != io.EOF && b.encoding != "" {
		err = fmt.Errorf("content encoding %s: %w", b.encoding, err)
	}
	return n, err
}

func (b *body) Close() error {
	b.stop()
	if b.taken != nil {
		b.taken()
		b.taken, b.turn = nil, nil
	}
	if b.release != nil {
		b.release()
		b.release = nil
		b.open = closed{}
	}
	return b.raw.Close()
}

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keepScratch is how large a buffer may be that is used again.
const keepScratch = 1 << 20

// all reads the body to its end and closes it. The bytes are as many as they
// need to be, since pages are kept for a while.
func (b *body) all() ([]byte, error) {
	buf := scratch.Get().(*bytes.Buffer)
	buf.Reset()
	_, err := buf.ReadFrom(b)
	if cerr := b.Close(); err == nil && b.truncate == 0 && cerr != nil {
		err = cerr
	}
	if err != nil {
		if buf.Cap() <= keepScratch {
			scratch.Put(buf)
		}
		return nil, err
	}
	if buf.Cap() > keepScratch {
		return buf.Bytes(), nil
	}
	out := bytes.Clone(buf.Bytes())
	scratch.Put(buf)
	return out, nil
}

type closed struct{}

func (closed) Read([]byte) (int, error) { return 0, errors.New("read after close") }

// watch cancels a request whose body comes slower than the least rate, once the
// first grace has passed. It returns a function that ends the watch.
func watch(raw *counted, l Limits, cancel context.CancelCauseFunc) (stop func()) {
	start := time.Now()
	var mu sync.Mutex
	var t *time.Timer
	done := false
	check := func() {
		mu.Lock()
		defer mu.Unlock()
		if done {
			return
		}
		if float64(raw.n.Load()) < l.Rate*time.Since(start).Seconds() {
			cancel(ErrTooSlow)
			return
		}
		t.Reset(time.Second)
	}
	mu.Lock()
	t = time.AfterFunc(l.Grace, check)
	mu.Unlock()
	return func() {
		mu.Lock()
		done = true
		t.Stop()
		mu.Unlock()
	}
}

var (
	gzips   sync.Pool // *gzip.Reader
	brotlis sync.Pool // *brotli.Reader
	zstds   sync.Pool // *zstd.Decoder
)

// decoder undoes one content encoding. Two at once are refused: no honest
// server sends them.
func decoder(encoding string, r io.Reader) (_ io.Reader, release func(), err error) {
	switch encoding {
	case "", "identity":
		return r, func() {}, nil
	case "gzip", "x-gzip":
		z, ok := gzips.Get().(*gzip.Reader)
		if !ok {
			z = new(gzip.Reader)
		}
		if err := z.Reset(r); err != nil {
			gzips.Put(z)
			return nil, nil, err
		}
		return z, func() { gzips.Put(z) }, nil
	case "deflate":
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { z.Close() }, nil
	case "br":
		z, ok := brotlis.Get().(*brotli.Reader)
		if !ok {
			z = brotli.NewReader(r)
		} else if err := z.Reset(r); err != nil {
			return nil, nil, err
		}
		return z, func() { brotlis.Put(z) }, nil
	case "zstd":
		z, ok := zstds.Get().(*zstd.Decoder)
		if !ok {
			z, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderLowmem(true))
			if err != nil {
				return nil, nil, err
			}
		} else if err := z.Reset(r); err != nil {
			return nil, nil, err
		}
		return z, func() {
			if z.Reset(nil) == nil {
				zstds.Put(z)
			}
		}, nil
	}
	return nil, nil, fmt.Errorf("%w: %.60q", ErrEncoding, encoding)
}

// Unpack undoes gzip on a file that is itself gzipped, such as sitemap.xml.gz,
// whatever its headers say. Other bodies come back as they are.
func Unpack(file []byte, limit int64) ([]byte, error) {
	if len(file) < 3 || file[0] != 0x1f || file[1] != 0x8b || file[2] != 8 {
		return file, nil
	}
	b := &body{encoding: "gzip", limit: limit, stop: func() {}}
	b.raw.ReadCloser = io.NopCloser(strings.NewReader(string(file)))
	defer b.Close()
	return io.ReadAll(b)
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
