package config

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

type place struct{ line, column int }

// reader fills a value from a YAML tree and goes on after each fault, so that
// one look shows them all. It remembers where every key stands, for the faults
// that only [Config.check] can see.
type reader struct {
	problems []Problem
	places   map[string]place // "sources[2].url" to where its value stands
	anchors  map[string]ast.Node
	broken   bool // not even YAML: checking further would only add noise
}

// problem notes a fault at the key of that path, or at the nearest key around it.
func (r *reader) problem(path, format string, args ...any) {
	at, found := r.places[path]
	for !found && path != "" {
		i := strings.LastIndexAny(path, ".[")
		path = path[:max(i, 0)]
		at, found = r.places[path]
	}
	if !found {
		at = place{1, 1}
	}
	r.problems = append(r.problems, Problem{at.line, at.column, fmt.Sprintf(format, args...)})
}

func (r *reader) at(n ast.Node, format string, args ...any) {
	p := position(n)
	r.problems = append(r.problems, Problem{p.line, p.column, fmt.Sprintf(format, args...)})
}

func position(n ast.Node) place {
	if n != nil {
		if t := n.GetToken(); t != nil && t.Position != nil {
			return place{t.Position.Line, max(t.Position.Column, 1)}
		}
	}
	return place{1, 1}
}

func (r *reader) read(data []byte, into *Config) {
	fail := func(line, column int, text string) {
		r.broken = true
		r.problems = append(r.problems, Problem{line, column, text})
	}
	if !utf8.Valid(data) {
		fail(1, 1, "the file is not UTF-8; save it as UTF-8")
		return
	}
	for i, line := range strings.Split(string(data), "\n") {
		if t := strings.TrimLeft(line, " "); strings.HasPrefix(t, "\t") && strings.TrimSpace(t) != "" {
			fail(i+1, len(line)-len(t)+1, "a tab indents this line, YAML allows only spaces; replace it by spaces")
		}
		if j := strings.IndexFunc(line, func(c rune) bool { return c < ' ' && c != '\t' && c != '\r' }); j >= 0 {
			fail(i+1, utf8.RuneCountInString(line[:j])+1, "a control character; remove it")
		}
	}
	if r.broken {
		return
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
			fail(syntax.Token.Position.Line, syntax.Token.Position.Column, syntax.Message+"; mend the YAML here")
		} else {
			fail(1, 1, strings.TrimSpace(err.Error()))
		}
		return
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			r.at(doc.Body, "a second document in one file; keep one, without the line ---")
			break
		}
		body = doc.Body
	}
	if body == nil {
		return // check says what an empty file lacks
	}
	r.anchors = map[string]ast.Node{}
	r.value(body, reflect.ValueOf(into).Elem(), "")
}

// value reads n into v. path is where v stands, as problems name it.
func (r *reader) value(n ast.Node, v reflect.Value, path string) {
	switch t := n.(type) {
	case *ast.AnchorNode:
		r.anchors[t.Name.GetToken().Value] = t.Value
		r.value(t.Value, v, path)
		return
	case *ast.AliasNode:
		name := t.Value.GetToken().Value
		target, ok := r.anchors[name]
		if !ok {
			r.at(n, "*%s points at nothing above; write &%s before the value it stands for", name, name)
			return
		}
		r.value(target, v, path)
		return
	case *ast.TagNode:
		r.at(n, "the tag %s has no meaning here; remove it", t.Start.Value)
		return
	case *ast.NullNode:
		return // "key:" with nothing after it leaves the default
	case *ast.CommentGroupNode:
		return
	}
	if path != "" {
		if _, known := r.places[path]; !known {
			r.places[path] = position(n)
		}
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Duration]():
		text, ok := scalar(n)
		d, err := ParseDuration(text)
		if !ok || err != nil {
			r.at(n, "%s is no duration; write a number and a unit, such as 30s, 15m, 6h or 30d", shown(n))
			return
		}
		v.SetInt(int64(d))
	case v.Kind() == reflect.Struct:
		r.mapping(n, v, path)
	case v.Kind() == reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			r.at(n, "%s must be a list; write each element on a line of its own after a dash", name(path))
			return
		}
		for i, e := range seq.Values {
			item := reflect.New(v.Type().Elem()).Elem()
			r.value(e, item, fmt.Sprintf("%s[%d]", path, i))
			v.Set(reflect.Append(v, item))
		}
	case v.Kind() == reflect.String:
		text, ok := scalar(n)
		if !ok {
			r.at(n, "%s must be a text, not a list or a group of keys", name(path))
			return
		}
		v.SetString(text)
	case v.Kind() == reflect.Int:
		text, ok := scalar(n)
		i, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
		if !ok || err != nil || i > math.MaxInt32 || i < math.MinInt32 {
			r.at(n, "%s must be a whole number, not %s", name(path), shown(n))
			return
		}
		v.SetInt(i)
	case v.Kind() == reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.at(n, "%s must be true or false, not %s", name(path), shown(n))
			return
		}
		v.SetBool(b.Value)
	}
}

func (r *reader) mapping(n ast.Node, v reflect.Value, path string) {
	m, ok := n.(ast.MapNode)
	if !ok {
		what := name(path)
		if path == "" {
			what = "the file"
		}
		r.at(n, "%s must be keys with values, not %s", what, shown(n))
		return
	}
	fields := map[string]int{}
	var names []string
	for i := range v.NumField() {
		key := v.Type().Field(i).Tag.Get("yaml")
		fields[key] = i
		names = append(names, key)
	}
	seen := map[string]place{}
	for it := m.MapRange(); it.Next(); {
		k := it.Key()
		if _, merge := k.(*ast.MergeKeyNode); merge {
			r.at(k, "<< is not supported; write the keys out")
			continue
		}
		key, _ := scalar(k)
		sub := key
		if path != "" {
			sub = path + "." + key
		}
		if first, twice := seen[key]; twice {
			r.at(k, "%s is given twice, first on line %d; keep one", key, first.line)
			continue
		}
		seen[key] = position(k)
		i, known := fields[key]
		if !known {
			r.at(k, "unknown key %q%s", key, hint(key, names))
			continue
		}
		r.places[sub] = position(it.Value())
		if _, null := it.Value().(*ast.NullNode); null {
			r.places[sub] = position(k)
		}
		r.value(it.Value(), v.Field(i), sub)
	}
}

// name is how a message speaks of the key at path.
func name(path string) string {
	return path[strings.LastIndexByte(path, '.')+1:]
}

// scalar is the text of a scalar as the user wrote it, so that an id 007 or a
// contact yes stays what it is.
func scalar(n ast.Node) (string, bool) {
	switch t := n.(type) {
	case *ast.StringNode:
		return t.Value, true
	case *ast.LiteralNode:
		return t.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	case *ast.MappingKeyNode:
		return scalar(t.Value)
	}
	return "", false
}

// shown is a node as a message quotes it.
func shown(n ast.Node) string {
	text, ok := scalar(n)
	if !ok {
		if n.Type() == ast.SequenceType {
			return "a list"
		}
		return "a group of keys"
	}
	if len(text) > 40 {
		text = strings.ToValidUTF8(text[:40], "") + "…"
	}
	if n.GetToken().Type == token.IntegerType || n.GetToken().Type == token.FloatType {
		return text
	}
	return strconv.Quote(text)
}

// hint names the nearest known key, or all of them.
func hint(key string, names []string) string {
	best, distance := "", len(key)/2+1
	for _, n := range names {
		if d := edits(key, n); d < distance {
			best, distance = n, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return "; known here: " + strings.Join(names, ", ")
}

// edits is the number of inserted, deleted, replaced and swapped letters that
// turn a into b (optimal string alignment).
func edits(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

var days = regexp.MustCompile(`^(\d+)([dw])`)

// ParseDuration reads what [time.ParseDuration] reads and, before it, days and
// weeks: 30d, 2w, 1d12h.
func ParseDuration(text string) (time.Duration, error) {
	var sum time.Duration
	rest := text
	for m := days.FindStringSubmatch(rest); m != nil; m = days.FindStringSubmatch(rest) {
		n, err := strconv.Atoi(m[1])
		unit := 24 * time.Hour
		if m[2] == "w" {
			unit *= 7
		}
		if err != nil || n > int((math.MaxInt64-int64(sum))/int64(unit)) {
			return 0, fmt.Errorf("duration %q is too long", text)
		}
		sum += time.Duration(n) * unit
		rest = rest[len(m[0]):]
	}
	if rest == "" && text != "" {
		return sum, nil
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 || sum+d < sum {
		return 0, fmt.Errorf("%q is no duration", text)
	}
	return sum + d, nil
}
