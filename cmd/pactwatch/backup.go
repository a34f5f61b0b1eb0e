package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"pactwatch/store"
)

func (a *app) backupVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a checked copy of the ledger",
		Long: `Write a copy of the ledger to FILE. It is made beside FILE and checked before it
takes its place, so that an older backup is replaced only by a good one. It is of
the state that the last run published, whatever version of pactwatch that was. Raw
pages are files below the data folder: copy data/pages beside it.`,
		Example: `  pactwatch backup /var/backups/pactwatch.db`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.backup(args[0]) },
	}
}

func (a *app) backup(file string) error {
	c, err := a.loadOffline()
	if err != nil {
		return err
	}
	err = store.Backup(publishedPath(c), file)
	if errors.Is(err, store.ErrNoLedger) {
		return noLedger(c)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, file)
	return nil
}
