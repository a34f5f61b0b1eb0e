package main

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// each calls fn with every command that people can see.
func each(c *cobra.Command, fn func(*cobra.Command)) {
	if c.Hidden {
		return
	}
	fn(c)
	for _, verb := range c.Commands() {
		each(verb, fn)
	}
}

// Every verb says what it is in one line and shows how it is written, with flags
// that it has.
func TestEveryVerbHasExample(t *testing.T) {
	a := &app{out: io.Discard, err: io.Discard}
	root := a.root()
	root.InitDefaultHelpCmd()
	each(root, func(c *cobra.Command) {
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short help %q, want one line without a full stop", c.CommandPath(), c.Short)
		}
		if !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s has no example of itself:\n%s", c.CommandPath(), c.Example)
		}
		for line := range strings.Lines(c.Example) {
			command, _, _ := strings.Cut(line, " #")
			at := strings.LastIndex(command, "pactwatch ")
			if at < 0 {
				t.Errorf("%s: the example %q does not call pactwatch", c.CommandPath(), line)
				continue
			}
			words := strings.Fields(command[at:])[1:]
			verb, rest, err := root.Find(words)
			if err != nil {
				t.Errorf("%s: the example %q: %v", c.CommandPath(), line, err)
				continue
			}
			for _, word := range rest {
				if name, flag := strings.CutPrefix(word, "--"); flag && verb.Flags().Lookup(name) == nil && verb.InheritedFlags().Lookup(name) == nil {
					t.Errorf("%s: the example %q has the flag %s, which %s has not", c.CommandPath(), line, word, verb.CommandPath())
				}
			}
		}
	})
}

// The help names every exit code that there is.
func TestExitCodesAreDocumented(t *testing.T) {
	for _, code := range []int{exitOK, exitFailure, exitPart, exitUsage, exitNoInput, exitUnreachable, exitDamaged, exitIO, exitBusy, exitConfig} {
		if !strings.Contains("\n"+exitCodesHelp, fmt.Sprintf("\n  %d ", code)) {
			t.Errorf("exit code %d is not in the help:\n%s", code, exitCodesHelp)
		}
	}
}
