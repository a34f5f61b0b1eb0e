package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// teach makes every command below c answer wrong arguments with what it takes
// and one good example, in place of cobra's counts.
func teach(c *cobra.Command) {
	check := c.Args
	c.SuggestionsMinimumDistance = 2
	c.Args = func(c *cobra.Command, args []string) error {
		if c.HasSubCommands() && len(args) > 0 {
			return usage("unknown verb %q%s; see %s --help", args[0], didYouMean(c.SuggestionsFor(args[0])), c.CommandPath())
		}
		if check == nil || check(c, args) == nil {
			return contradiction(c)
		}
		got := "none is given"
		if len(args) > 0 {
			got = "given: " + strings.Trim(fmt.Sprintf("%q", args), "[]")
		}
		takes := "no argument"
		if _, arguments, some := strings.Cut(c.Use, " "); some {
			takes = arguments
		}
		return usage("%s takes %s, %s; for example: %s", strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), takes, got, firstExample(c))
	}
	for _, verb := range c.Commands() {
		teach(verb)
	}
}

// contradiction names the flags of which only one can be given.
func contradiction(c *cobra.Command) error {
	err := c.ValidateFlagGroups()
	if err == nil {
		return nil
	}
	_, group, _ := strings.Cut(err.Error(), "[") // cobra says: ... the group [csv json] ...
	group, _, _ = strings.Cut(group, "]")
	return usage("give one of --%s, not several; see %s --help", strings.ReplaceAll(group, " ", " --"), c.CommandPath())
}

// firstExample is the first line of a command's examples.
func firstExample(c *cobra.Command) string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
	return line
}

func didYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return ", did you mean " + names[0] + "?"
}

// unknownFlag says what is wrong with a flag, and which one begins like it.
func unknownFlag(c *cobra.Command, err error) error {
	var near []string
	if _, typed, found := strings.Cut(err.Error(), "unknown flag: --"); found {
		most := 1
		c.Flags().VisitAll(func(f *pflag.Flag) {
			n := 0
			for n < min(len(f.Name), len(typed)) && f.Name[n] == typed[n] {
				n++
			}
			if n > most && !f.Hidden {
				near, most = []string{"--" + f.Name}, n
			}
		})
	}
	return usage("%w%s; see %s --help", err, didYouMean(near), c.CommandPath())
}

// completing is what completes a word with the names that a verb offers: those
// that begin with it and were not given yet. Where they cannot be read there are
// none, and files are never offered.
func completing(names func() ([]string, error)) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
		all, _ := names()
		return slices.DeleteFunc(all, func(name string) bool {
			return !strings.HasPrefix(name, start) || slices.Contains(args, name)
		}), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// helpVerb is "pactwatch help VERB".
func helpVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "help [VERB]",
		Short:   "Help about a verb",
		Example: "  pactwatch help digest",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(c *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if verb, _, err := c.Root().Find(args); err == nil {
				for _, v := range verb.Commands() {
					if v.IsAvailableCommand() && strings.HasPrefix(v.Name(), start) {
						names = append(names, v.Name()+"\t"+v.Short)
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			verb := c.Root()
			for _, name := range args {
				i := slices.IndexFunc(verb.Commands(), func(v *cobra.Command) bool { return v.Name() == name })
				if i < 0 {
					return usage("no verb %q to help with%s; see pactwatch --help", strings.Join(args, " "), didYouMean(verb.SuggestionsFor(name)))
				}
				verb = verb.Commands()[i]
			}
			verb.InitDefaultHelpFlag()
			return verb.Help()
		},
	}
}
