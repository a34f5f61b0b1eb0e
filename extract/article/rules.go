package article

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Rule says how the pages of one publisher are read where the general way is
// not good enough. What a rule names and a page lacks is read the general way.
type Rule struct {
	Host  string   `json:"host"`            // "example.com" also means its subdomains
	From  string   `json:"from"`            // YYYY-MM-DD: pages published before are not meant
	Title string   `json:"title,omitempty"` // selector of the headline, or "og:title"
	Body  []string `json:"body,omitempty"`  // selectors of the elements that hold the text
	Drop  []string `json:"drop,omitempty"`  // selectors of elements that are no part of it
	Why   string   `json:"why"`             // what the general way gets wrong
}

// Rules are publisher rules, ready to use. The zero value has none.
type Rules struct {
	byHost map[string][]compiled // of one host, latest first
}

// compiled is a rule with its selectors.
type compiled struct {
	Rule
	from  time.Time
	title goquery.Matcher
	body  []goquery.Matcher
	drop  []goquery.Matcher
}

// titleShared as a rule's title means the headline for sharing, og:title.
const titleShared = "og:title"

// NewRules compiles rules. Every mistake is reported, in one error.
func NewRules(rules []Rule) (Rules, error) {
	r := Rules{byHost: make(map[string][]compiled, len(rules))}
	var errs []error
	for _, in := range rules {
		c, err := compile(in)
		if err != nil {
			errs = append(errs, fmt.Errorf("publisher rule %q: %w", in.Host, err))
			continue
		}
		list := r.byHost[in.Host]
		at := len(list)
		for i := range list {
			if list[i].from.Equal(c.from) {
				errs = append(errs, fmt.Errorf("publisher rule %q: two rules from %s; give the newer one its own day", in.Host, in.From))
			}
			if at == len(list) && c.from.After(list[i].from) {
				at = i
			}
		}
		list = append(list, compiled{})
		copy(list[at+1:], list[at:])
		list[at] = c
		r.byHost[in.Host] = list
	}
	if len(errs) > 0 {
		return Rules{}, errors.Join(errs...)
	}
	return r, nil
}

func compile(in Rule) (compiled, error) {
	c := compiled{Rule: in}
	var errs []error
	if in.Host == "" || in.Host != host("https://"+in.Host) {
		errs = append(errs, errors.New(`host must be a plain host such as "example.com"`))
	}
	from, err := time.Parse("2006-01-02", in.From)
	if err != nil {
		errs = append(errs, fmt.Errorf("from is %q, want a day such as 2025-01-31", in.From))
	}
	c.from = from
	if in.Title == "" && len(in.Body) == 0 && len(in.Drop) == 0 {
		errs = append(errs, errors.New("it names neither title nor body nor drop"))
	}
	selector := func(field, s string) goquery.Matcher {
		m, err := cascadia.Compile(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s %q: %w", field, s, err))
			return nil
		}
		return m
	}
	if in.Title != "" && in.Title != titleShared {
		c.title = selector("title", in.Title)
	}
	for _, s := range in.Body {
		c.body = append(c.body, selector("body", s))
	}
	for _, s := range in.Drop {
		c.drop = append(c.drop, selector("drop", s))
	}
	return c, errors.Join(errs...)
}

//go:embed publishers.json
var publishersJSON []byte

// embedded compiles the embedded rules when the first page asks for them.
var embedded = sync.OnceValues(func() (Rules, error) { return Publishers() })

// Publishers compiles the embedded rules and more of the caller's, which come
// before the embedded ones of the same host.
func Publishers(more ...Rule) (Rules, error) {
	var known []Rule
	if err := json.Unmarshal(publishersJSON, &known); err != nil {
		return Rules{}, fmt.Errorf("publishers.json: %w", err)
	}
	taken := make(map[string]bool, len(more))
	for _, r := range more {
		taken[r.Host] = true
	}
	rules := more[:len(more):len(more)]
	for _, r := range known {
		if !taken[r.Host] {
			rules = append(rules, r)
		}
	}
	return NewRules(rules)
}

// lookup returns the rule for a page of an address that was published at some
// time; a page without a date is taken for a new one.
func (r *Rules) lookup(address string, published time.Time) (compiled, bool) {
	for h := host(address); h != ""; {
		for _, c := range r.byHost[h] {
			if published.IsZero() || !published.Before(c.from) {
				return c, true
			}
		}
		_, parent, ok := strings.Cut(h, ".")
		if !ok {
			break
		}
		h = parent
	}
	return compiled{}, false
}

// ruleFor returns the rule for a page, if there is one.
func ruleFor(in Input, published time.Time) (compiled, bool) {
	if in.Rules != nil {
		return in.Rules.lookup(in.URL, published)
	}
	rules, err := embedded()
	if err != nil {
		return compiled{}, false // the linting test keeps this from happening
	}
	return rules.lookup(in.URL, published)
}

// headline returns the title a rule points to, or "".
func (c *compiled) headline(p *page) string {
	if c.Title == titleShared {
		return p.head.ogTitle
	}
	if c.title == nil {
		return ""
	}
	return squash(goquery.NewDocumentFromNode(p.elems[0].node).FindMatcher(c.title).First().Text())
}

// apply drops what the rule drops, and all outside of what it names as the body
// where that holds text. It reports whether the body was found.
func (c *compiled) apply(p *page) bool {
	doc := goquery.NewDocumentFromNode(p.elems[0].node)
	mark := func(matchers []goquery.Matcher) map[*html.Node]bool {
		nodes := map[*html.Node]bool{}
		for _, m := range matchers {
			for _, n := range doc.FindMatcher(m).Nodes {
				nodes[n] = true
			}
		}
		return nodes
	}
	if drop := mark(c.drop); len(drop) > 0 {
		for i := range p.elems {
			if drop[p.elems[i].node] {
				p.dropAll(&p.elems[i], ruled)
			}
		}
	}
	body := mark(c.body)
	if len(body) == 0 {
		return false
	}
	inside := make([]bool, len(p.blocks))
	size := 0
	for i := range p.elems {
		if e := &p.elems[i]; body[e.node] {
			for j := e.first; j < e.last; j++ {
				if !inside[j] && p.blocks[j].drop == kept {
					size += p.blocks[j].mass()
				}
				inside[j] = true
			}
		}
	}
	if size < 200 {
		return false
	}
	for j := range p.blocks {
		if b := &p.blocks[j]; b.drop == kept && !inside[j] {
			b.drop = outside
		}
	}
	return true
}
