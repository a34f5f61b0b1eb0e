package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the program, so that scripts and other tests
// run it as a process of its own; or the program as it was before it read pages
// as it does now, and as it is killed soon after it began to read the nth page.
func TestMain(m *testing.M) {
	programs := map[string]func(){"pactwatch": main, "pactwatch-older": older}
	for n := range killedPages {
		programs[killedAt(n)] = func() { dieAt(n) }
	}
	testscript.Main(m, programs)
}

// Every story in testdata/script runs against the real program.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PACTWATCH_SHARED", os.Getenv("PACTWATCH_SHARED"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":    exits,
			"fill":     fill,
			"one":      one,
			"charset":  charset,
			"holdlock": holdlock,
			"schema":   schema,
			"damage":   damage,
			"serve":    serve,
			"requests": requests,
			"expand":   expand,
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "shared":
				return os.Getenv("PACTWATCH_SHARED") != "", nil
			case "root":
				return os.Getuid() == 0, nil
			}
			return false, nil
		},
	})
}
