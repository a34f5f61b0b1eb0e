// Package deliver takes digests to people and machines: a rendered digest in,
// e-mail, a webhook call and the memory of both out; and the signals about a
// run itself, a dead man's ping and a Prometheus text file.
//
// A channel is an address of the e-mail or the webhook. One that is sent to daily
// gets each day once, when it is closed; one that is sent changes gets the day
// after every run that announced something. What fails is owed, and so is a day
// that closes, from the moment that is recorded: [Owed] names the days, so that
// the next run tries them again. A crash between
// the sending and the remembering of one channel sends a second time under the
// same Message-ID and Idempotency-Key, by which the receiver knows it.
package deliver

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"pactwatch/config"
	"pactwatch/store"
	"pactwatch/store/digest"
)

// Memory is where deliveries are remembered; a *store.Ledger is one. A key that
// is not there is nil and no error.
type Memory interface {
	Recall(key string) ([]byte, error)
}

// Keeper is a [Memory] that can be written, as a *store.Ledger can. Handed to
// [Digest], it is written after every channel, so that a crash in the middle
// repeats one delivery at most.
type Keeper interface {
	Memory
	Remember(ctx context.Context, entries []store.Entry) error
}

// memoryKey is the one entry that holds all of it, as JSON of ledger.
const memoryKey = "deliver"

// ledger is what each channel got and is owed. Channels are named by their
// kind and, for e-mail, the hash of the address.
type ledger map[string]*channel

type channel struct {
	Days map[string]delivery `json:"days"` // the last keepDays that were delivered
	Owed []string            `json:"owed,omitempty"`
}

type delivery struct {
	Print string `json:"print"` // of what was delivered
	N     int    `json:"n"`     // how often
}

// keepDays bounds what is remembered of a channel.
const keepDays = 60

// Rendered is a digest ready to go.
type Rendered struct {
	Day     string // YYYY-MM-DD
	Closed  bool   // nothing will be added any more
	Subject string
	Print   string // fingerprint of what is announced
	Version string // of the program
	Text    []byte
	HTML    []byte
	JSON    []byte
}

// Render makes a digest ready.
func Render(d digest.Digest) (Rendered, error) {
	r := Rendered{Day: d.Day, Closed: d.Closed, Subject: digest.Visible(d.Subject), Print: fingerprint(d), Version: d.Version}
	for format, to := range map[string]*[]byte{"txt": &r.Text, "html": &r.HTML, "json": &r.JSON} {
		b, err := digest.Render(d, format)
		if err != nil {
			return Rendered{}, err
		}
		*to = b
	}
	return r, nil
}

// fingerprint is the same for two states of a day that announce the same.
// Repeats and coverage do not count: nobody wants another mail for them.
func fingerprint(d digest.Digest) string {
	var lines []string
	for _, it := range d.Rows {
		if it.Event != string(store.EventRepeated) {
			other := ""
			if it.Other != nil {
				other = it.Other.Key
			}
			lines = append(lines, strings.Join([]string{it.Event, it.Finding.Key, other, it.Before, it.After}, "\x00"))
		}
	}
	for _, e := range d.Edits {
		lines = append(lines, strings.Join([]string{e.Event, e.URL, e.Title, e.Before, e.After}, "\x00"))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(d.Day + "\n" + strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8])
}

// sender brings a digest to one channel. again is how often the day went there
// before.
type sender struct {
	channel string
	daily   bool // closed days alone
	send    func(ctx context.Context, d Rendered, again int) error
}

func senders(cfg config.Deliver) []sender {
	var all []sender
	if cfg.Email.Server != "" {
		for _, to := range cfg.Email.To {
			sum := sha256.Sum256([]byte(strings.ToLower(to)))
			all = append(all, sender{"email/" + hex.EncodeToString(sum[:6]), cfg.Email.Send != "changes", func(ctx context.Context, d Rendered, again int) error {
				if err := sendMail(ctx, cfg.Email, to, d, again); err != nil {
					return fmt.Errorf("e-mail to %s: %w", to, err)
				}
				return nil
			}})
		}
	}
	if cfg.Webhook.URLFile != "" {
		all = append(all, sender{"webhook", cfg.Webhook.Send == "daily", func(ctx context.Context, d Rendered, _ int) error {
			if err := post(ctx, cfg.Webhook, d); err != nil {
				return fmt.Errorf("webhook: %w", err)
			}
			return nil
		}})
	}
	return all
}

// Digest brings a digest to every channel that has not got it. It gives the
// entries to keep, whether or not it failed: a channel that failed owes the day.
// The error joins what failed; it names no secret.
func Digest(ctx context.Context, cfg config.Deliver, d Rendered, m Memory) ([]store.Entry, error) {
	all := senders(cfg)
	if len(all) == 0 {
		return nil, nil
	}
	l, err := recall(m)
	if err != nil {
		return nil, err
	}
	var entries []store.Entry
	var failed error
	for _, s := range all {
		c := l[s.channel]
		if c == nil {
			c = &channel{}
			l[s.channel] = c
		}
		before, has := c.Days[d.Day]
		same := has && before.Print == d.Print
		if s.daily && !d.Closed || same && !slices.Contains(c.Owed, d.Day) {
			continue
		}
		if same {
			c.got(d.Day, before)
		} else if err := s.send(ctx, d, before.N); err != nil {
			failed = errors.Join(failed, fmt.Errorf("deliver %s: %w", d.Day, err))
			c.owe(d.Day)
		} else {
			c.got(d.Day, delivery{Print: d.Print, N: before.N + 1})
		}
		if entries, err = l.entries(); err != nil {
			return nil, errors.Join(failed, err)
		}
		if k, ok := m.(Keeper); ok {
			if err := k.Remember(context.WithoutCancel(ctx), entries); err != nil {
				return entries, errors.Join(failed, err) // what cannot be remembered must not go on
			}
		}
	}
	return entries, failed
}

// Now sends a digest to every channel, whatever they got before, and remembers
// nothing: to see that it arrives. The receiver does not take the day's own
// delivery for a repetition of it.
func Now(ctx context.Context, cfg config.Deliver, d Rendered) (channels int, err error) {
	d.Print += "-now"
	for _, s := range senders(cfg) {
		channels++
		err = errors.Join(err, s.send(ctx, d, 0))
	}
	return channels, err
}

// Owe gives the entries by which every channel is owed a day: recorded together
// with its being closed, they make sure that it is sent whatever happens then.
func Owe(cfg config.Deliver, m Memory, day string) ([]store.Entry, error) {
	all := senders(cfg)
	if len(all) == 0 {
		return nil, nil
	}
	l, err := recall(m)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if l[s.channel] == nil {
			l[s.channel] = &channel{}
		}
		l[s.channel].owe(day)
	}
	return l.entries()
}

// Owed gives the days that some channel of the configuration still waits for,
// oldest first. Build their digests and hand them to [Digest] again.
func Owed(cfg config.Deliver, m Memory) ([]string, error) {
	l, err := recall(m)
	if err != nil {
		return nil, err
	}
	days := map[string]bool{}
	for _, s := range senders(cfg) {
		if c := l[s.channel]; c != nil {
			for _, d := range c.Owed {
				days[d] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(days)), nil
}

func (l ledger) entries() ([]store.Entry, error) {
	b, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("remember deliveries: %w", err)
	}
	return []store.Entry{{Key: memoryKey, Value: b}}, nil
}

func recall(m Memory) (ledger, error) {
	b, err := m.Recall(memoryKey)
	if err != nil {
		return nil, fmt.Errorf("recall deliveries: %w", err)
	}
	l := ledger{}
	if b == nil {
		return l, nil
	}
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, fmt.Errorf("recall deliveries: %w", err)
	}
	return l, nil
}

func (c *channel) owe(day string) {
	if !slices.Contains(c.Owed, day) {
		c.Owed = append(c.Owed, day)
		slices.Sort(c.Owed)
	}
	if len(c.Owed) > keepDays {
		c.Owed = c.Owed[len(c.Owed)-keepDays:]
	}
}

func (c *channel) got(day string, d delivery) {
	if c.Days == nil {
		c.Days = map[string]delivery{}
	}
	c.Days[day] = d
	c.Owed = slices.DeleteFunc(c.Owed, func(o string) bool { return o == day })
	for _, old := range slices.Sorted(maps.Keys(c.Days)) {
		if len(c.Days) <= keepDays {
			break
		}
		delete(c.Days, old)
	}
}

// timeout of one delivery or ping.
const timeout = 30 * time.Second

// drain reads a short answer so that the connection ends well, and closes it.
func drain(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 4<<10)
	_ = body.Close()
}

func agent(version string) string {
	return "pactwatch/" + cmp.Or(version, "0")
}
