package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/crawler"
	"pactwatch/extract"
)

// maxDocument is the most a document may weigh once unpacked.
const maxDocument = 4 << 20

func (a *app) extractVerb() *cobra.Command {
	var o extractOptions
	c := &cobra.Command{
		Use:   "extract FILE|FOLDER|URL|-...",
		Short: "Show what articles yield, without a ledger",
		Long: `Show the article and the claims that each document yields, without a ledger.

A document is an .html, .htm, .txt or .md file, gzipped or not, a URL, or standard
input (-). A URL is fetched once, with all manners. A folder stands for the documents below it. Beside NAME.html, a file
NAME.meta.json may give "published" (YYYY-MM-DD), "publisher" and "url".
In a .txt file line 1 is the title.

--jsonl prints one JSON object a line and document, in the order of the names:
id, url, canonical, title, date, authors, language, text, claims; with --explain
also sentences, each with the amounts, times and parties read in it ("units").
The rules folder of the configuration is used where there is a configuration.`,
		Example: `  pactwatch extract article.html
  pactwatch extract --explain https://www.example.com/news/deal
  pactwatch extract --jsonl saved/ > claims.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.extract(cmd, args, o)
		},
	}
	c.Flags().BoolVar(&o.jsonl, "jsonl", false, "one JSON object a line and document")
	c.Flags().BoolVar(&o.explain, "explain", false, "show which blocks of the page were kept, every sentence, what was read in it, and why")
	c.Flags().StringVar(&o.rules, "rules", "", "`folder` with your own organisations, frames and publishers")
	c.Flags().BoolVar(&a.json, "json", false, "one JSON array")
	return c
}

type extractOptions struct {
	jsonl, explain bool
	rules          string
}

// document is one input of extract: a file, a URL, or standard input.
type document struct {
	path string // "-" is standard input
	url  bool   // path is a URL
	id   string // file name without its extensions
	kind string // media type; empty where unknown
}

// reading is what became of one document.
type reading struct {
	document
	article extract.Article
	claims  []extract.Claim
	why     *extract.Explanation
	err     error
}

func (a *app) extract(cmd *cobra.Command, args []string, o extractOptions) error {
	documents, err := findDocuments(args)
	if err != nil {
		return err
	}
	rules, err := a.rulesFor(cmd, o.rules)
	if err != nil {
		return err
	}
	ex, err := newExtractor(rules)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	pages, err := a.fetch(ctx, documents)
	if err != nil {
		return err
	}

	// Readers work ahead of the printer, which waits for each result in turn.
	results := make(chan chan reading, 2*runtime.GOMAXPROCS(0))
	go func() {
		defer close(results)
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		for _, d := range documents {
			one := make(chan reading, 1)
			select {
			case results <- one:
			case <-ctx.Done():
				return
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				one <- a.readDocument(ex, d, pages, o.explain)
			}()
		}
	}()

	out := bufio.NewWriterSize(a.out, 64<<10)
	printer := &documentPrinter{out: out, options: o, array: a.json, name: ex.Name, width: width(a.out)}
	unreadable, count := 0, 0
	for one := range results {
		r := <-one
		if r.err != nil {
			a.warn("document unreadable", r.path, r.err)
			if !errors.Is(r.err, extract.ErrNoArticle) { // that there is none is a result, too
				unreadable++
				continue
			}
		}
		if err := printer.print(r, count); err != nil {
			return fmt.Errorf("extract: %w", err)
		}
		count++
	}
	if err := printer.end(count); err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if unreadable > 0 {
		return exit{code: exitPart}
	}
	return nil
}

// findDocuments lists the documents that the arguments name: folders give theirs
// in the order of the names.
func findDocuments(args []string) ([]document, error) {
	var all []document
	for _, arg := range args {
		if arg == "-" {
			all = append(all, document{path: "-", id: "-"})
			continue
		}
		if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
			all = append(all, document{path: arg, id: arg, url: true})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, noInput("no such file or folder: %s", arg)
		case err != nil:
			return nil, err
		case !info.IsDir():
			id, kind, known := documentName(filepath.Base(arg))
			if !known {
				return nil, noInput("%s: not a document; extract reads .html, .htm, .txt and .md files, gzipped or not", arg)
			}
			all = append(all, document{path: arg, id: id, kind: kind})
			continue
		}
		found := len(all)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() || strings.HasPrefix(d.Name(), ".") {
				return nil
			}
			if id, kind, known := documentName(d.Name()); known {
				all = append(all, document{path: path, id: id, kind: kind})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(all) == found {
			return nil, noInput("no .html, .htm, .txt or .md file below %s", arg)
		}
	}
	return all, nil
}

// documentName splits a file name into its stem and the media type that its
// extensions say.
func documentName(name string) (id, kind string, known bool) {
	base := strings.TrimSuffix(name, ".gz")
	ext := filepath.Ext(base)
	switch strings.ToLower(ext) {
	case ".html", ".htm":
		kind = "text/html"
	case ".txt":
		kind = "text/plain"
	case ".md":
		kind = "text/markdown"
	default:
		return "", "", false
	}
	return strings.TrimSuffix(base, ext), kind, true
}

// readDocument reads one document. A panic of the extractor is that document's
// failure alone.
func (a *app) readDocument(ex *extract.Extractor, d document, pages map[string]fetched, explain bool) (r reading) {
	r.document = d
	in, err := pages[d.path].input, pages[d.path].err
	if !d.url {
		in, err = a.documentInput(d)
	}
	if err != nil {
		r.err = err
		return r
	}
	if explain {
		why, err := guarded(func() (extract.Explanation, error) { return ex.Explain(in) })
		r.article, r.claims, r.why, r.err = why.Article, why.Claims, &why, err
		return r
	}
	r.article, r.claims, r.err = readPage(ex, in)
	return r
}

// fetched is what a URL gave.
type fetched struct {
	input extract.Input
	err   error
}

// fetch asks for the URLs among the documents, one after the other.
func (a *app) fetch(ctx context.Context, documents []document) (map[string]fetched, error) {
	pages := map[string]fetched{}
	if !slices.ContainsFunc(documents, func(d document) bool { return d.url }) {
		return pages, nil
	}
	cr, err := a.visitor()
	if err != nil {
		return nil, err
	}
	defer cr.Close()
	for _, d := range documents {
		if _, done := pages[d.path]; !d.url || done {
			continue
		}
		p, outcome, reason, err := cr.Fetch(ctx, d.path)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && outcome != crawler.Fresh {
			err = fmt.Errorf("%s: %s", outcome, reason)
		}
		pages[d.path] = fetched{extract.Input{Body: p.Body, URL: p.Final, ContentType: p.ContentType, Now: a.now()}, err}
	}
	return pages, nil
}

func (a *app) documentInput(d document) (extract.Input, error) {
	in := extract.Input{ContentType: d.kind}
	var source io.Reader = a.in
	if d.path != "-" {
		f, err := os.Open(d.path)
		if err != nil {
			return in, err
		}
		defer f.Close()
		source = f
		if strings.HasSuffix(d.path, ".gz") {
			zipped, err := gzip.NewReader(bufio.NewReader(f))
			if err != nil {
				return in, fmt.Errorf("not gzip: %w", err)
			}
			source = zipped
		}
	}
	var err error
	if in.Body, err = io.ReadAll(io.LimitReader(source, maxDocument+1)); err != nil {
		return in, err
	}
	if len(in.Body) > maxDocument {
		return in, fmt.Errorf("larger than %d MiB", maxDocument>>20)
	}
	if d.path != "-" {
		if err := readMeta(filepath.Join(filepath.Dir(d.path), d.id+".meta.json"), &in); err != nil {
			return in, err
		}
	}
	if in.Published.IsZero() { // a day that is given bounds the others more closely
		in.Now = a.now()
	}
	return in, nil
}

// readMeta adds what a crawler would have known beside the page.
func readMeta(path string, in *extract.Input) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var meta struct {
		Published *string `json:"published"`
		Publisher *string `json:"publisher"`
		URL       *string `json:"url"`
	}
	if err := json.Unmarshal(data, &meta); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if meta.Published != nil && *meta.Published != "" {
		t, err := time.Parse(time.DateOnly, *meta.Published)
		if err != nil {
			if t, err = time.Parse(time.RFC3339, *meta.Published); err != nil {
				return fmt.Errorf("%s: published %q is no date; write YYYY-MM-DD", path, *meta.Published)
			}
		}
		in.Published = t
	}
	if meta.Publisher != nil {
		in.Publisher = *meta.Publisher
	}
	if meta.URL != nil {
		in.URL = *meta.URL
	}
	return nil
}

// rulesFor is the folder of the user's rules: the one given, else that of the
// configuration where there is one.
func (a *app) rulesFor(cmd *cobra.Command, given string) (string, error) {
	if given != "" {
		if info, err := os.Stat(given); err != nil || !info.IsDir() {
			return "", noInput("no such folder: %s", given)
		}
		return given, nil
	}
	c, err := config.Load(a.config)
	if errors.Is(err, fs.ErrNotExist) && !cmd.Flags().Changed("config") {
		return "", nil
	}
	return c.Rules, a.configError(err)
}

// loadingPercent is the growth of the heap that starts a collection while the
// rules are loaded (runtime/debug.SetGCPercent).
const loadingPercent = 400

// newExtractor compiles the embedded rules and those of the folder, which may be
// missing.
func newExtractor(rules string) (*extract.Extractor, error) {
	var r extract.Rules
	if rules != "" {
		_, err := os.ReadDir(rules)
		switch {
		case err == nil:
			r.Files = os.DirFS(rules)
		case !errors.Is(err, fs.ErrNotExist): // without them the run would read less, and nobody would know
			return nil, fmt.Errorf("rules: %w; they are a folder of YAML files that pactwatch may read", err)
		}
	}
	// What loading allocates stays, so that collecting garbage meanwhile only costs
	// time: a fifth of the start.
	if percent := debug.SetGCPercent(loadingPercent); percent < 0 || percent > loadingPercent {
		debug.SetGCPercent(percent)
	} else {
		defer debug.SetGCPercent(percent)
	}
	ex, err := extract.New(r)
	if err != nil {
		return nil, exit{exitConfig, fmt.Errorf("rules in %s: %w", rules, err)}
	}
	return ex, nil
}
