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
takes its place, so that an older backup is replaced only by a good one. Where a
run holds the ledger, the copy is of the state that the last run published. Raw
pages are files below the data folder: copy data/pages beside it.`,
		Example: `  pactwatch backup /var/backups/pactwatch.db`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.backup(args[0]) },
	}
}

func (a *app) backup(file string) (err error) {
	r, err := a.openReader()
	if err != nil {
		return err
	}
	l := r.ledger
	defer func() { err = errors.Join(err, l.Close()) }()
	if err := l.Backup(file); err != nil {
		return err
	}
	if err := store.Check(file); err != nil {
		return err
	}
	fmt.Fprintln(a.out, file)
	return nil
}
