package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"pactwatch/extract"
)

func (a *app) verbs() []*cobra.Command {
	return []*cobra.Command{
		a.demoVerb(),
		a.initVerb(),
		a.runVerb(),
		a.crawlVerb(),
		a.digestVerb(),
		a.claimsVerb(),
		a.dealVerb(),
		a.extractVerb(),
		a.verifyVerb(),
		a.reextractVerb(),
		a.serveVerb(),
		a.sourcesVerb(),
		a.statusVerb(),
		a.backupVerb(),
		a.doctorVerb(),
		a.versionVerb(),
		a.completionVerb(),
	}
}

// version names the build: the module's version or the commit, and the extractor.
func version() string {
	return "pactwatch " + moduleVersion() + ", extractor " + extract.Version + ", " + runtime.Version()
}

// moduleVersion is the version of the module, "devel" for a local build.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

func (a *app) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  pactwatch version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.Println(version())
			return nil
		},
	}
}

func (a *app) completionVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a completion script for a shell",
		Example: `  pactwatch completion bash > /etc/bash_completion.d/pactwatch
  pactwatch completion zsh > "${fpath[1]}/_pactwatch"`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			default:
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
		},
	}
}
