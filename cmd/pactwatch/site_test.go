package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// folderSite serves the files of a folder, with entity tags. NAME.head beside a
// file may hold a status line such as "503" and header lines; "{{SITE}}" in a
// file stands for the site's own address.
type folderSite struct {
	folder string
	server *httptest.Server

	mu  sync.Mutex
	log []string // "200 /feed.xml"
}

// serve starts a site and names its address, port and log:
//
//	serve site    sets $SITE (http://127.0.0.1:PORT) and $PORT
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	s := &folderSite{folder: ts.MkAbs(args[0])}
	s.server = httptest.NewServer(s)
	ts.Defer(s.server.Close)
	_, port, err := net.SplitHostPort(s.server.Listener.Addr().String())
	ts.Check(err)
	ts.Setenv("SITE", s.server.URL)
	ts.Setenv("PORT", port)
	sites.Store(ts.Getenv("WORK"), s)
}

// sites holds the site of each running script, by its work folder.
var sites sync.Map

// requests writes what the site was asked since the last time, one line
// "STATUS PATH" each, in order:
//
//	requests asked.txt
func requests(ts *testscript.TestScript, neg bool, args []string) {
	site, ok := sites.Load(ts.Getenv("WORK"))
	if neg || len(args) != 1 || !ok {
		ts.Fatalf("usage: requests FILE, after serve")
	}
	s := site.(*folderSite)
	s.mu.Lock()
	defer s.mu.Unlock()
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(append(s.log, ""), "\n")), 0o644))
	s.log = nil
}

// expand replaces $VARIABLES in files:
//
//	expand pactwatch.yaml
func expand(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}

func (s *folderSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status := s.answer(w, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, fmt.Sprintf("%d %s", status, r.URL.RequestURI()))
}

func (s *folderSite) answer(w http.ResponseWriter, r *http.Request) int {
	name := filepath.Join(s.folder, filepath.FromSlash(path.Clean(r.URL.Path)))
	status, said := http.StatusOK, false
	if head, err := os.Open(name + ".head"); err == nil {
		defer head.Close()
		for lines := bufio.NewScanner(head); lines.Scan(); {
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				status, said = n, true
			} else if key, value, ok := strings.Cut(lines.Text(), ": "); ok {
				w.Header().Set(key, strings.ReplaceAll(value, "{{SITE}}", s.server.URL))
			}
		}
	}
	body, err := os.ReadFile(name)
	if err != nil && !said {
		w.WriteHeader(http.StatusNotFound)
		return http.StatusNotFound
	}
	body = []byte(strings.ReplaceAll(string(body), "{{SITE}}", s.server.URL))
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", map[string]string{".html": "text/html; charset=utf-8", ".xml": "application/xml", ".rss": "application/rss+xml"}[filepath.Ext(name)])
	}
	if status == http.StatusOK {
		tag := fmt.Sprintf("%q", fmt.Sprintf("%d-%x", len(body), checksum(body)))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			status, body = http.StatusNotModified, nil
		}
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // the client may be gone
	}
	return status
}

func checksum(b []byte) (sum uint32) {
	for _, c := range b {
		sum = sum*31 + uint32(c)
	}
	return sum
}
