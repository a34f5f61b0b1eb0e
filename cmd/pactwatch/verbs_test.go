package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every verb says in a sentence what it does and shows itself at work, and every
// verb that reads can speak to programs.
func TestVerbsExplainThemselves(t *testing.T) {
	reading := map[string]bool{"digest": true, "claims": true, "deal": true, "extract": true, "verify": true, "reextract": true,
		"sources": true, "find": true, "status": true, "doctor": true}
	a := &app{out: io.Discard, err: io.Discard}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		if !c.HasParent() || c.Hidden || c.Name() == "help" {
			return
		}
		if c.Short == "" || !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s has no description or no example", c.CommandPath())
		}
		if reading[c.Name()] && c.Flags().Lookup("json") == nil {
			t.Errorf("%s has no --json", c.CommandPath())
		}
	}
	walk(a.root())
}
