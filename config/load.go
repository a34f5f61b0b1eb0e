package config

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// maxFile is the most a configuration may weigh; a larger one is a mistake.
const maxFile = 4 << 20

// Problem is one fault of a configuration file and its cure.
type Problem struct {
	Line, Column int    // from 1
	Text         string // what is wrong; what to do
}

// Invalid is every fault of one configuration file, in the order of the file.
type Invalid struct {
	File     string
	Problems []Problem
	source   []string // its lines, for the excerpts
}

// Error lists every problem as "file:line:column: text", each with the line it
// is about and a caret below the place.
func (e *Invalid) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, p.Line, p.Column, p.Text)
		if p.Line < 1 || p.Line > len(e.source) {
			continue
		}
		line := e.source[p.Line-1]
		if len(line) > 120 || strings.TrimSpace(line) == "" {
			continue
		}
		gutter := fmt.Sprintf("%5d | ", p.Line)
		fmt.Fprintf(&b, "\n%s%s\n%s%s^", gutter, line,
			strings.Repeat(" ", len(gutter)-2)+"| ", indent(line, p.Column-1))
	}
	return b.String()
}

// indent is n columns of white space that lines up below line: tabs stay tabs.
func indent(line string, n int) string {
	out := make([]rune, 0, n)
	for _, r := range line {
		if len(out) == n {
			break
		}
		if r != '\t' {
			r = ' '
		}
		out = append(out, r)
	}
	return string(out)
}

// Load reads a configuration file, checks all of it and fills in the defaults.
// Relative paths in it become absolute, from the file's own folder. Faults come
// all at once as an [*Invalid]; a file that cannot be read is the error of
// [os.ReadFile].
func Load(path string) (Config, error) { return load(path, true) }

// LoadOffline is [Load] for those who send no request and only look at what is
// there: the contact need not be anybody's yet.
func LoadOffline(path string) (Config, error) { return load(path, false) }

func load(path string, online bool) (Config, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	if info.Size() > maxFile {
		return Config{}, &Invalid{File: path, Problems: []Problem{{1, 1,
			fmt.Sprintf("the file has %d bytes; a configuration has at most %d: give the path of the YAML file", info.Size(), maxFile)}}}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	return parse(data, path, folder, online)
}

// Parse is [Load] for bytes at hand: file is the name that problems carry,
// folder is what relative paths start from.
func Parse(data []byte, file, folder string) (Config, error) { return parse(data, file, folder, true) }

func parse(data []byte, file, folder string, online bool) (Config, error) {
	r := &reader{places: map[string]place{}}
	var c Config
	r.read(data, &c)
	if !r.broken {
		c.fill()
		if online {
			c.checkContact(r.problem)
		}
		c.check(r.problem)
	}
	if len(r.problems) > 0 {
		sort.SliceStable(r.problems, func(i, j int) bool {
			a, b := r.problems[i], r.problems[j]
			if a.Line != b.Line {
				return a.Line < b.Line
			}
			return a.Column < b.Column
		})
		lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		return Config{}, &Invalid{File: file, Problems: r.problems, source: lines}
	}
	c.resolve(folder)
	return c, nil
}

// resolve makes every path of c absolute.
func (c *Config) resolve(folder string) {
	paths := []*string{&c.Data, &c.Rules, &c.Digest.Folder, &c.Deliver.Metrics,
		&c.Deliver.Email.PasswordFile, &c.Deliver.Webhook.URLFile, &c.Deliver.Webhook.SecretFile, &c.Deliver.Ping.URLFile}
	for i := range c.Sources {
		paths = append(paths, &c.Sources[i].Path)
	}
	for _, p := range paths {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(folder, *p)
		}
	}
}
