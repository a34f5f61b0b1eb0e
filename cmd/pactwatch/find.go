package main

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/crawler"
)

func (a *app) findVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "find URL",
		Short: "Find the feeds and sitemaps that a site offers, as configuration",
		Long: `Ask a site which feeds and sitemaps it offers, politely, and print them as sources
to paste into pactwatch.yaml. Each was fetched and read.`,
		Example: `  pactwatch sources find https://www.example.com/news`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cr, err := a.visitor()
			if err != nil {
				return err
			}
			defer cr.Close()
			found, err := cr.Find(cmd.Context(), args[0])
			if err != nil {
				return exit{exitUnreachable, err}
			}
			if a.json {
				if found == nil {
					found = []crawler.Endpoint{}
				}
				return encode(a.out, found, "  ")
			}
			if len(found) == 0 {
				return noInput("%s offers no feed or sitemap; watch a page of links with kind: listing", args[0])
			}
			fmt.Fprint(a.out, asConfig(found))
			return nil
		},
	}
	c.Flags().BoolVar(&a.json, "json", false, "one JSON array")
	return c
}

// visitor is a crawler for single requests in the name of the configuration.
func (a *app) visitor() (*crawler.Crawler, error) {
	c, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	cr, err := crawler.New(c, nil, crawler.Options{Now: a.now, Log: a.log, Version: moduleVersion()})
	if err != nil {
		return nil, exit{exitConfig, err}
	}
	return cr, nil
}

// asConfig writes endpoints as sources of a configuration, each with what is in it.
func asConfig(found []crawler.Endpoint) string {
	var b strings.Builder
	taken := map[string]bool{}
	for _, e := range found {
		id := sourceID(e.URL)
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", sourceID(e.URL), n)
		}
		taken[id] = true
		what := plural(e.Items, "address")
		if e.Items != 1 {
			what = fmt.Sprintf("%d addresses", e.Items)
		}
		if e.Index {
			what = plural(e.Items, "sitemap")
		}
		if e.News {
			what += ", news"
		}
		if !e.Newest.IsZero() {
			what += ", newest " + e.Newest.UTC().Format("2006-01-02")
		}
		if e.Title != "" {
			what = e.Title + ": " + what
		}
		fmt.Fprintf(&b, "  - id: %s  # %s\n    url: %q\n", id, safe(what), e.URL)
		if e.Kind == config.Sitemap {
			b.WriteString("    kind: sitemap\n")
		}
	}
	return b.String()
}

// sourceID makes an id of a host: www.news.example.co.uk gives news-example.
func sourceID(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "source"
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	if len(labels) > 1 {
		labels = labels[:len(labels)-1]
	}
	if len(labels) > 1 && labels[0] == "www" {
		labels = labels[1:]
	}
	id := strings.Join(strings.FieldsFunc(strings.Join(labels, "-"), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
	return or(id, "source")
}
