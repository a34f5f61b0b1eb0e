package main

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pactwatch/config"
	"pactwatch/extract"
	"pactwatch/store"
	"pactwatch/store/digest"
)

//go:embed web/*.tmpl
var webFiles embed.FS

// webStyle is what the pages need beside the style of a digest.
//
//go:embed web/site.css
var webStyle string

var webTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"address": func(s digest.Source) string { return or(s.Passage, s.URL) },
	"day":     day,
}).ParseFS(webFiles, "web/*.tmpl"))

// site is what serve shows: the published ledger, opened anew for each request.
type site struct {
	app     *app
	config  config.Config
	extract *extract.Extractor
}

func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", s.answer(s.days))
	mux.Handle("GET /digest/{file}", s.answer(s.digest))
	mux.Handle("GET /claims", s.answer(s.claims))
	mux.Handle("GET /claims.json", s.answer(s.claims))
	mux.Handle("GET /claims.csv", s.answer(s.claims))
	mux.Handle("GET /deal.json", s.answer(s.deal))
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		io.WriteString(w, digest.Style+webStyle) //nolint:errcheck // the client may be gone
	})
	return mux
}

// answer opens the ledger for one request and turns errors into statuses.
func (s *site) answer(page func(r *reader, req *http.Request, w http.ResponseWriter, out *bytes.Buffer) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var out bytes.Buffer
		err := func() (err error) {
			l, err := store.OpenPublished(publishedPath(s.config), storeOptions(s.config, s.extract, s.app.now))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, l.Close()) }()
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			return page(&reader{s.config, l, s.extract}, req, w, &out)
		}()
		if err != nil {
			code, said := exitCode(req.Context(), err)
			status := map[int]int{exitUsage: http.StatusBadRequest, exitNoInput: http.StatusNotFound}[code]
			if status == 0 {
				status = http.StatusInternalServerError
				s.app.log.Error("a page cannot be shown", "path", req.URL.Path, "err", err)
				said = "the ledger cannot be read now; the log of serve says why"
			}
			http.Error(w, digest.Visible(strings.TrimPrefix(said, "pactwatch: ")), status)
			return
		}
		w.Write(out.Bytes()) //nolint:errcheck // the client may be gone
	})
}

// days lists what can be read.
func (s *site) days(r *reader, _ *http.Request, _ http.ResponseWriter, out *bytes.Buffer) error {
	days, err := r.ledger.Days()
	if err != nil {
		return err
	}
	slices.Reverse(days)
	asOf, err := r.ledger.AsOf()
	if err != nil {
		return err
	}
	return webTemplates.ExecuteTemplate(out, "days.tmpl", map[string]any{"Title": r.config.Digest.Title, "Days": days, "Kinds": kinds, "AsOf": minute(asOf)})
}

var mediaTypes = map[string]string{"html": "text/html", "json": "application/json", "csv": "text/csv", "md": "text/markdown", "txt": "text/plain"}

// digest renders a day in the format of the file asked for.
func (s *site) digest(r *reader, req *http.Request, w http.ResponseWriter, out *bytes.Buffer) error {
	day, format, _ := strings.Cut(req.PathValue("file"), ".")
	format = or(format, "html")
	if mediaTypes[format] == "" {
		return noInput("no format %s; there are html, json, csv, md and txt", format)
	}
	if day == "" {
		return noInput("no day is named")
	}
	d, err := r.digest(day)
	if err != nil {
		return err
	}
	b, err := digest.Render(d, format)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaTypes[format]+"; charset=utf-8")
	if format == "html" {
		w.Header().Set("Content-Security-Policy", digest.Policy()+"; frame-ancestors 'none'")
	}
	out.Write(b)
	return nil
}

// claims shows findings by the filters of pactwatch claims.
func (s *site) claims(r *reader, req *http.Request, w http.ResponseWriter, out *bytes.Buffer) error {
	q := req.URL.Query()
	o := claimsOptions{kind: q.Get("kind"), state: q.Get("state"), support: q.Get("support"), min: q.Get("min"), max: q.Get("max"), unit: q.Get("unit"),
		since: q.Get("since"), until: q.Get("until"), origin: q.Get("origin"), text: q.Get("text"), limit: 50}
	for _, p := range q["party"] {
		if strings.TrimSpace(p) != "" {
			o.parties = append(o.parties, p)
		}
	}
	for name, into := range map[string]*int{"limit": &o.limit, "offset": &o.offset} {
		if v := q.Get(name); v != "" {
			n, err := strconv.Atoi(v)
			if err != nil {
				return usage("%s %q is no number", name, v)
			}
			*into = n
		}
	}
	if o.limit < 1 || o.limit > 500 {
		return usage("limit is %d, want 1 to 500; go on with offset", o.limit)
	}
	f, findings, err := s.app.found(o, r)
	if err != nil {
		return err
	}
	switch {
	case strings.HasSuffix(req.URL.Path, ".json"):
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		return encode(out, findings, "  ")
	case strings.HasSuffix(req.URL.Path, ".csv"):
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		return writeCSV(out, findings, r.extract.Name)
	}
	asOf, err := r.ledger.AsOf()
	if err != nil {
		return err
	}
	var views []digest.Finding
	for _, f := range findings {
		views = append(views, digest.View(f, r.extract.Name))
	}
	next := ""
	if len(findings) == o.limit {
		q.Set("offset", strconv.Itoa(o.offset+o.limit))
		next = "/claims?" + dropEmpty(q).Encode()
	}
	same := dropEmpty(req.URL.Query()).Encode()
	return webTemplates.ExecuteTemplate(out, "claims.tmpl", map[string]any{"Title": r.config.Digest.Title, "Findings": views, "Kinds": kinds,
		"Party": o.parties, "JSON": "/claims.json?" + same, "CSV": "/claims.csv?" + same, "Next": next, "Kind": f.Kind, "Text": o.text, "AsOf": minute(asOf)})
}

// dropEmpty leaves out the fields of a form that nobody filled in.
func dropEmpty(q url.Values) url.Values {
	for key, values := range q {
		if q[key] = slices.DeleteFunc(values, func(v string) bool { return v == "" }); len(q[key]) == 0 {
			delete(q, key)
		}
	}
	return q
}

// deal gives the terms between two parties, or those of one.
func (s *site) deal(r *reader, req *http.Request, w http.ResponseWriter, out *bytes.Buffer) error {
	var parties [2]string
	for i, name := range []string{"a", "b"} {
		typed := req.URL.Query().Get(name)
		if typed == "" && i == 0 {
			return usage("name a party, such as /deal.json?a=openai&b=microsoft")
		}
		if typed == "" {
			continue
		}
		var err error
		if parties[i], err = r.party(typed); err != nil {
			return err
		}
	}
	terms, err := r.ledger.Deal(parties[0], parties[1], 50)
	if err != nil {
		return err
	}
	if terms == nil {
		terms = []store.Thread{}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return encode(out, terms, "  ")
}
