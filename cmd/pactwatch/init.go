package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pactwatch/config"
)

func (a *app) initVerb() *cobra.Command {
	var contact string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented pactwatch.yaml with real starter sources",
		Long: `Write a commented pactwatch.yaml with real starter sources, and the JSON Schema
that lets editors check it, into DIR (default: the current folder). Existing
files are left alone.`,
		Example: `  pactwatch init --contact desk@yourdomain.org
  pactwatch init /srv/pactwatch`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return a.init(dir, contact)
		},
	}
	c.Flags().StringVar(&contact, "contact", "", "your e-mail `address` or web page, shown to publishers in the user agent")
	return c
}

func (a *app) init(dir, contact string) error {
	starter := config.Starter
	if contact != "" {
		starter = bytes.Replace(starter, []byte("contact: you@example.com"), fmt.Appendf(nil, "contact: %q", contact), 1)
		if _, err := config.Parse(starter, "--contact", dir); err != nil {
			return usage("%w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	file := filepath.Join(dir, "pactwatch.yaml")
	for _, f := range []struct {
		name string
		data []byte
	}{{filepath.Join(dir, "pactwatch.schema.json"), config.Schema}, {file, starter}} {
		out, err := os.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) && f.name != file {
			continue
		}
		if os.IsExist(err) {
			return exit{exitIO, fmt.Errorf("init: %s exists already; edit it, or give another folder", f.name)}
		}
		if err != nil {
			return fmt.Errorf("init: %w", err)
		}
		_, err = out.Write(f.data)
		if e := out.Close(); err == nil {
			err = e
		}
		if err != nil {
			return fmt.Errorf("init: %w", err)
		}
	}
	fmt.Fprintln(a.out, file)
	if contact == "" {
		fmt.Fprintf(a.err, "Put your e-mail address or web page into %s as agent.contact, then: pactwatch status\n", file)
	}
	return nil
}
