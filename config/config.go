// Package config reads what pactwatch watches and how: one YAML file in,
// one [Config] of plain data out. It imports nothing of ours.
package config

import "time"

// Config is a whole configuration file. Relative paths in it are relative to
// the file's own folder; Load makes them absolute.
type Config struct {
	Data    string   `yaml:"data"`                                     // folder of the ledger, the lock and the raw pages; default "data"
	Rules   string   `yaml:"rules"`                                    // folder of the user's organisations, frames and publishers; default "rules"
	Agent   Agent    `yaml:"agent" jsonschema:"required"`              // how we introduce ourselves
	Pace    Pace     `yaml:"pace"`                                     // manners and limits of a run
	Network Network  `yaml:"network"`                                  // what may be dialled
	Keep    Keep     `yaml:"keep"`                                     // how long things are kept
	Digest  Digest   `yaml:"digest"`                                   // the daily files
	Deliver Deliver  `yaml:"deliver"`                                  // e-mail, webhook, ping; all off by default
	Sources []Source `yaml:"sources" jsonschema:"required,minItems=1"` // at least one
}

// Agent is the honest user agent: "Name/version (+URL; contact)".
type Agent struct {
	Name    string `yaml:"name"`                          // product token, also matched against robots.txt; default "pactwatch"
	Contact string `yaml:"contact" jsonschema:"required"` // e-mail address or URL of whoever runs this; required
}

// Pace holds the manners of a run. Zero values mean the polite defaults.
type Pace struct {
	Delay    time.Duration `yaml:"delay"`     // least time between two requests to one host (host:port); default 5s
	Workers  int           `yaml:"workers"`   // hosts asked at the same time; default 16
	Deadline time.Duration `yaml:"deadline"`  // of a whole run; default 50m
	PerRun   int           `yaml:"per_run"`   // article fetches in one run; default 2000
	PerHost  int           `yaml:"per_host"`  // requests to one host in one run; default 300
	MinEvery time.Duration `yaml:"min_every"` // shortest polling interval; default 15m
	MaxEvery time.Duration `yaml:"max_every"` // longest polling interval; default 24h
}

// Network says what may be dialled beyond public addresses on ports 80 and 443.
type Network struct {
	AllowPrivate []string `yaml:"allow_private"` // CIDR prefixes, e.g. 127.0.0.0/8
	AllowPorts   []int    `yaml:"allow_ports"`
	Proxy        string   `yaml:"proxy"` // http(s) or socks5 URL; needs allow_proxy, since the address guard then sees only the proxy
	AllowProxy   bool     `yaml:"allow_proxy"`
}

// Keep says how long things are kept.
type Keep struct {
	Pages time.Duration `yaml:"pages"` // raw pages; default 2160h (90 days)
	Text  time.Duration `yaml:"text"`  // article text that carries claims; 0 is for ever
}

// Digest describes the daily files.
type Digest struct {
	Zone    string   `yaml:"zone"`    // IANA time zone of the digest day; default UTC
	Folder  string   `yaml:"folder"`  // default "digests"
	Formats []string `yaml:"formats"` // of md, html, json, csv, atom; default all
	Title   string   `yaml:"title"`   // default "AI deals"
}

// Deliver holds the optional ways out. Secrets come from files, never from here.
type Deliver struct {
	Email   Email   `yaml:"email"`
	Webhook Webhook `yaml:"webhook"`
	Ping    Ping    `yaml:"ping"`
	Metrics string  `yaml:"metrics"` // Prometheus text file, written at the end of a run
}

// Email sends the digest over SMTP.
type Email struct {
	Server       string   `yaml:"server"` // host:port; empty is off
	User         string   `yaml:"user"`
	PasswordFile string   `yaml:"password_file"`
	From         string   `yaml:"from"`
	To           []string `yaml:"to"`
	Send         string   `yaml:"send"` // daily: each day once, when it is over; changes: again whenever a run announces something; default daily
}

// Webhook posts the JSON digest.
type Webhook struct {
	URLFile    string `yaml:"url_file"` // file that holds the URL; empty is off
	SecretFile string `yaml:"secret_file"`
	Send       string `yaml:"send"` // as of email; default changes
}

// Ping is the dead man's switch: a URL asked at the start and the end of a run.
type Ping struct {
	URLFile string `yaml:"url_file"`
}

// Kind says how a source is read.
type Kind string

const (
	Feed    Kind = "feed"    // RSS, Atom, RDF or JSON Feed
	Sitemap Kind = "sitemap" // sitemap or sitemap index, with or without the news extension
	Listing Kind = "listing" // an HTML page whose links match Links
	Single  Kind = "page"    // one article, revisited
	Folder  Kind = "folder"  // local .html, .txt and .md files below Path
)

// Source is one thing to watch.
type Source struct {
	ID           string        `yaml:"id" jsonschema:"required"` // [a-z0-9-]+, unique
	Kind         Kind          `yaml:"kind"`                     // default feed, or folder where path is given
	URL          string        `yaml:"url"`                      // http or https; all kinds but folder
	Path         string        `yaml:"path"`                     // folder only
	Publisher    string        `yaml:"publisher"`                // shown as the outlet; default: as the article says
	Links        string        `yaml:"links"`                    // listing only: CSS selector of the links to articles
	Match        string        `yaml:"match"`                    // regular expression an article URL must match
	Exclude      string        `yaml:"exclude"`                  // regular expression an article URL must not match
	Every        time.Duration `yaml:"every"`                    // first polling interval; adapts after that; default 1h
	Window       time.Duration `yaml:"window"`                   // articles older than this are not new; default 720h (30 days)
	Max          int           `yaml:"max"`                      // article fetches in one run; default 200
	Delay        time.Duration `yaml:"delay"`                    // overrides pace.delay for its host, upwards only unless the address is allowed private
	TDM          string        `yaml:"tdm"`                      // respect (default), licensed or off: text-and-data-mining reservations
	AllowPrivate []string      `yaml:"allow_private"`            // CIDR prefixes for this source alone
}
