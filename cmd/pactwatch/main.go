// Command pactwatch watches the AI industry's deals: it crawls news, reads
// claims out of the articles, keeps them in a ledger and writes a daily digest.
//
// One file holds one verb and only wires the packages together: main.go the
// command tree, exit.go what becomes of errors, terminal.go what people see.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	_ "time/tzdata" // digest days in any zone, on machines without a zone database

	"github.com/spf13/cobra"

	"pactwatch/config"
	"pactwatch/crawler/wire"
)

// memoryLimit is how much memory the program wants at most, unless GOMEMLIMIT
// says otherwise: the collector works harder instead of asking for more. What a
// run holds is bounded by the limits of pages and feeds and is far below it.
const memoryLimit = 768 << 20

func main() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memoryLimit)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// app is what every verb needs of the process around it.
type app struct {
	in       io.Reader
	out, err io.Writer // results; everything else
	now      func() time.Time
	log      *slog.Logger
	limits   wire.Limits // of one request; zero but in tests

	config string // path of the configuration file
	json   bool
	format string // of the log: text or json
	clock  string // fixed time, for tests and demonstrations
}

// run is the program: arguments in, exit code out.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	for _, kv := range os.Environ() { // colly configures itself from these
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "COLLY_") {
			os.Unsetenv(name)
		}
	}
	ctx, stop := withSignals(context.Background())
	defer stop()
	a := &app{in: in, out: out, err: errs, now: time.Now}
	return a.execute(ctx, args)
}

// execute runs the verb that the arguments name.
func (a *app) execute(ctx context.Context, args []string) int {
	results := &checked{w: a.out}
	a.out = results
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(results)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	if err == nil && results.err != nil { // a verb that printed without looking
		err = results.err
	}
	code, message := exitCode(ctx, err)
	if message != "" {
		a.complain(message)
	}
	return code
}

// checked remembers the first write that failed: results that nobody got are a
// failure of the program.
type checked struct {
	w   io.Writer
	err error
}

func (c *checked) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	if err != nil && c.err == nil {
		c.err = err
	}
	return n, err
}

// stopped is the cause of a context that a signal ended.
type stopped struct{ signal os.Signal }

func (s stopped) Error() string { return "stopped by " + s.signal.String() }

// withSignals ends the context at the first SIGINT, SIGTERM or SIGHUP; nohup keeps
// the last away. A second one ends the process at once.
func withSignals(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			cancel(stopped{s})
		case <-done:
			return
		}
		select {
		case s := <-signals:
			os.Exit(signalCode(s))
		case <-done:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "pactwatch",
		Short: "Watch the AI industry's deals: crawl news, read claims, write a daily digest",
		Long: `pactwatch crawls news, reads claims about the AI industry's deals out of the
articles, keeps them in a ledger and writes a daily digest.

Results go to standard output, everything else to standard error. Exit codes:
` + exitCodesHelp,
		Example: `  pactwatch demo                 # see all of it work, within seconds, offline
  pactwatch init                 # write pactwatch.yaml, then put your address into it
  pactwatch run                  # crawl, read, record, write today's digest`,
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare() },
		Args:              cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cmd.Help(); err != nil {
				return err
			}
			return usage("name a verb, such as pactwatch demo")
		},
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(unknownFlag)
	root.SetHelpCommand(helpVerb())
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "pactwatch.yaml", "configuration `file`")
	flags.StringVar(&a.format, "log-format", "text", "messages on standard error as text or json")
	flags.StringVar(&a.clock, "clock", "", "pretend that it is this `time` (RFC 3339)")
	_ = flags.MarkHidden("clock")
	_ = root.RegisterFlagCompletionFunc("log-format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	_ = root.MarkPersistentFlagFilename("config", "yaml", "yml")
	root.AddCommand(a.verbs()...)
	teach(root)
	return root
}

// prepare turns the flags that every verb knows into what the verbs use.
func (a *app) prepare() error {
	var handler slog.Handler
	switch a.format {
	case "text":
		handler = slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn})
	case "json":
		handler = slog.NewJSONHandler(a.err, nil)
	default:
		return usage("--log-format %q: use text or json", a.format)
	}
	a.log = slog.New(handler)
	if a.clock != "" {
		t, err := time.Parse(time.RFC3339, a.clock)
		if err != nil {
			return usage("--clock %q: write it like 2025-03-14T07:30:00Z", a.clock)
		}
		a.now = func() time.Time { return t }
	}
	return nil
}

// complain tells people or a machine, as --log-format asks, why the program ends.
func (a *app) complain(message string) {
	if a.format == "json" && a.log != nil {
		a.log.Error("pactwatch ends", "error", message)
		return
	}
	for line := range strings.SplitSeq(message, "\n") {
		fmt.Fprintln(a.err, safe(line))
	}
}

// warn says on standard error that something went wrong with one subject, a
// source or a document, while the work goes on.
func (a *app) warn(event, subject string, err error) {
	if a.format == "json" {
		a.log.Warn(event, "subject", subject, "error", err)
		return
	}
	fmt.Fprintf(a.err, "%s: %s\n", safe(subject), safe(err.Error()))
}

// loadConfig reads the configuration that --config names.
func (a *app) loadConfig() (config.Config, error) {
	c, err := config.Load(a.config)
	return c, a.configError(err)
}

// loadOffline is loadConfig for verbs that send no request.
func (a *app) loadOffline() (config.Config, error) {
	c, err := config.LoadOffline(a.config)
	return c, a.configError(err)
}

// configError says what to do about a configuration that is missing.
func (a *app) configError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return exit{exitConfig, fmt.Errorf("no configuration %s; write one with pactwatch init, or name yours with --config", a.config)}
	}
	return err
}
