package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"pactwatch/cmd/pactwatch/internal/deliver"
	"pactwatch/config"
	"pactwatch/store/digest"
)

// deliver takes the digests just written, and those still owed, to whom the
// configuration names. A delivery that fails is said, remembered, and tried
// again by the next run; failed reports that there was one.
func (a *app) deliver(ctx context.Context, c config.Config, w *writer, written []digest.Digest) (failed bool, err error) {
	owed, err := deliver.Owed(c.Deliver, w.ledger)
	if err != nil {
		return false, err
	}
	var due []digest.Digest
	for _, day := range owed {
		if slices.ContainsFunc(written, func(d digest.Digest) bool { return d.Day == day }) {
			continue
		}
		d, err := buildDigest(c, w.ledger, w.extract.Name, day)
		if err != nil {
			return false, err
		}
		due = append(due, d)
	}
	for _, d := range append(due, written...) {
		rendered, err := deliver.Render(d)
		if err != nil {
			return failed, err
		}
		memory, problem := deliver.Digest(ctx, c.Deliver, rendered, w.ledger)
		if problem != nil {
			failed = true
			a.warn("digest not delivered", "run", problem)
		}
		if len(memory) == 0 {
			continue
		}
		if err := w.ledger.Remember(context.WithoutCancel(ctx), memory); err != nil {
			return failed, err
		}
	}
	return failed, nil
}

// tellOperators says how the run ended: to the dead man's switch, and in the
// Prometheus file. What fails here is said, and fails nothing else.
func (a *app) tellOperators(ctx context.Context, c config.Config, w *writer, latest digest.Digest, ended error) {
	code, message := exitCode(ctx, ended)
	if c.Deliver.Metrics != "" {
		size, err := w.ledger.Size()
		if err == nil {
			now := a.now()
			err = deliver.Metrics(c.Deliver.Metrics, deliver.Outcome{Ended: now, Took: now.Sub(w.started), Code: code, Version: moduleVersion(),
				Ledger: size, Totals: latest.Totals, Cover: latest.Coverage})
		}
		if err != nil {
			a.warn("metrics not written", "run", err)
		}
	}
	signal := deliver.Succeeded
	if code != exitOK && code != exitPart {
		signal = deliver.Failed
	}
	a.ping(context.WithoutCancel(ctx), c, signal, w.id, or(message, latest.Headline))
}

func (a *app) ping(ctx context.Context, c config.Config, s deliver.Signal, run, note string) {
	if err := deliver.Ping(ctx, c.Deliver.Ping, s, uuid(run), note); err != nil {
		a.warn("ping failed", "run", err)
	}
}

// uuid is a version 8 UUID (RFC 9562) of a run's id, since monitors pair the
// start and the end of a run by one.
func uuid(run string) string {
	sum := sha256.Sum256([]byte("pactwatch run " + run))
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
