// Package party knows organisations: tokenised sentences in, mentions of
// organisations, people and descriptions with their canonical slugs out. The
// gazetteer is data; what it lacks is recognised by form and context.
package party

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"pactwatch/extract/language"
)

// Organisation is one entry of the gazetteer.
type Organisation struct {
	Slug      string   `json:"slug" yaml:"slug"`
	Name      string   `json:"name" yaml:"name"`
	Aliases   []string `json:"aliases,omitempty" yaml:"aliases"`
	Products  []string `json:"products,omitempty" yaml:"products"` // names of what it makes or runs: they stand for the maker
	People    []string `json:"people,omitempty" yaml:"people"`     // executives and founders, who speak for it
	Tickers   []string `json:"tickers,omitempty" yaml:"tickers"`
	Is        []string `json:"is,omitempty" yaml:"is"`             // what it can be called: startup, chipmaker, bank, …; listed: its shares are traded
	Describe  []string `json:"describe,omitempty" yaml:"describe"` // descriptions of it alone: "ChatGPT maker"
	Parent    string   `json:"parent,omitempty" yaml:"parent"`
	Ambiguous bool     `json:"ambiguous,omitempty" yaml:"ambiguous"` // the name is also an ordinary word
	Outlet    bool     `json:"outlet,omitempty" yaml:"outlet"`       // publishes news
}

// Listed tells whether shares of the organisation are traded on an exchange.
func (o *Organisation) Listed() bool {
	return len(o.Tickers) > 0 || slices.Contains(o.Is, "listed")
}

// Publisher is one outlet or newsroom whose articles are read.
type Publisher struct {
	Slug    string   `json:"slug" yaml:"slug"`
	Name    string   `json:"name" yaml:"name"`
	Aliases []string `json:"aliases,omitempty" yaml:"aliases"`
	Hosts   []string `json:"hosts,omitempty" yaml:"hosts"`
	Family  string   `json:"family,omitempty" yaml:"family"` // outlets of one family count as one origin
	Wire    bool     `json:"wire,omitempty" yaml:"wire"`
	Party   string   `json:"party,omitempty" yaml:"party"` // whose newsroom it is
}

// Data is the content of the gazetteer's files.
type Data struct {
	Organisations []Organisation `json:"organisations" yaml:"organisations"`
	Publishers    []Publisher    `json:"publishers" yaml:"publishers"`
}

// gazetteer.txt is data/*.yaml in the form of encode, which loads fast.
//
//go:generate go test -run TestEmbeddedData -update
//go:embed gazetteer.txt
var embedded string

// Embedded is the gazetteer in the binary.
var Embedded = sync.OnceValue(func() Data {
	d, err := decodeData(embedded)
	if err != nil {
		panic("party: gazetteer.txt: " + err.Error())
	}
	return d
})

// Gazetteer finds organisations by name. It is immutable.
type Gazetteer struct {
	orgs       map[string]*Organisation
	publishers map[string]*Publisher
	outlets    map[string]*Publisher // by folded name, alias or host
	people     map[string]string     // folded full name -> slug
	surnames   map[string][]string   // folded last name -> slugs
	names      map[string][]name     // first word of the name, folded -> longest first
	exact      map[string]string     // folded whole name -> slug
	squashed   map[string]string     // names of several words written as one -> slug
}

// name is one way to write an organisation.
type name struct {
	text string // as the data has it, apostrophes unified
	fold string
	slug string
	via  Via
}

// Via is how a mention names its organisation.
type Via uint8

// Ways to name an organisation.
const (
	ByName Via = iota
	ByProduct
	ByTicker
	ByDescription // "the ChatGPT maker"
	ByPerson      // an executive who stands for it
	ByForm        // not in the gazetteer: a capitalised name
)

// New compiles the data. A slug that comes again adds to the earlier entry.
func New(d Data) (*Gazetteer, error) {
	n := len(d.Organisations)
	g := &Gazetteer{
		orgs: make(map[string]*Organisation, n), publishers: make(map[string]*Publisher, len(d.Publishers)), outlets: make(map[string]*Publisher, 4*len(d.Publishers)),
		people: make(map[string]string, n), surnames: make(map[string][]string, n), names: make(map[string][]name, 5*n), exact: make(map[string]string, 6*n), squashed: make(map[string]string, n),
	}
	for _, o := range d.Organisations {
		if o.Slug == "" || o.Name == "" {
			return nil, fmt.Errorf("organisation %q %q: give it both slug and name", o.Slug, o.Name)
		}
		if have := g.orgs[o.Slug]; have != nil {
			have.merge(o)
		} else {
			g.orgs[o.Slug] = &o
		}
	}
	for _, slug := range sortedKeys(g.orgs) {
		g.index(g.orgs[slug])
	}
	for _, p := range d.Publishers {
		if p.Slug == "" || p.Name == "" {
			return nil, fmt.Errorf("publisher %q %q: give it both slug and name", p.Slug, p.Name)
		}
		g.publishers[p.Slug] = &p
		for _, n := range append(append([]string{p.Name, p.Slug}, p.Aliases...), p.Hosts...) {
			g.outlets[outletKey(n)] = &p
		}
	}
	for _, l := range g.names {
		slices.SortStableFunc(l, func(a, b name) int { return len(b.fold) - len(a.fold) })
	}
	return g, nil
}

// merge adds the entries of o, an addition to the same organisation.
func (have *Organisation) merge(o Organisation) {
	have.Aliases = append(have.Aliases, o.Aliases...)
	have.Products = append(have.Products, o.Products...)
	have.People = append(have.People, o.People...)
	have.Tickers = append(have.Tickers, o.Tickers...)
	have.Is = append(have.Is, o.Is...)
	have.Describe = append(have.Describe, o.Describe...)
	have.Aliases = append(have.Aliases, o.Name)
	have.Outlet = have.Outlet || o.Outlet
	have.Ambiguous = have.Ambiguous || o.Ambiguous
	if o.Parent != "" {
		have.Parent = o.Parent
	}
}

func (g *Gazetteer) index(o *Organisation) {
	g.add(o.Name, o.Slug, ByName)
	for _, a := range o.Aliases {
		g.add(a, o.Slug, ByName)
	}
	for _, p := range o.Products {
		g.add(p, o.Slug, ByProduct)
	}
	for _, t := range o.Tickers {
		if len(t) > 1 {
			g.add(t, o.Slug, ByTicker)
		}
	}
	for _, d := range o.Describe {
		if shared(d) {
			continue
		}
		g.add(strings.TrimPrefix(d, "the "), o.Slug, ByDescription)
	}
	for _, p := range o.People {
		k := Fold(p)
		if g.people[k] == "" {
			g.people[k] = o.Slug
		}
		g.add(p, o.Slug, ByPerson)
		if i := strings.LastIndexByte(k, ' '); i > 0 && !slices.Contains(g.surnames[k[i+1:]], o.Slug) {
			g.surnames[k[i+1:]] = append(g.surnames[k[i+1:]], o.Slug)
		}
	}
}

// shared tells whether a description may be of others of its country or town too:
// it then only helps to tell whom a text that names the organisation means by it.
func shared(description string) bool {
	first, _, _ := strings.Cut(Fold(description), " ")
	return nations[first] || strings.HasSuffix(first, "-based")
}

func (g *Gazetteer) add(text, slug string, via Via) {
	fold := Fold(text)
	head := firstWord(fold)
	if head == "" {
		return
	}
	if via == ByName && strings.Contains(fold, " ") && len(fold) < 24 {
		g.squashed[strings.ReplaceAll(fold, " ", "")] = slug
	}
	if via != ByPerson && via != ByDescription {
		if _, taken := g.exact[fold]; !taken || via == ByName {
			g.exact[fold] = slug
		}
	}
	for _, n := range g.names[head] {
		if n.fold == fold && n.via <= via && (n.text == unify(text) || strings.ToLower(text) != text) {
			return // a spelling without capitals is one of its own
		}
	}
	g.names[head] = append(g.names[head], name{unify(text), fold, slug, via})
}

// Organisation gives the entry of a slug, nil where the gazetteer has none.
func (g *Gazetteer) Organisation(slug string) *Organisation { return g.orgs[slug] }

// Lookup gives the slug of a whole name, alias, product or ticker.
func (g *Gazetteer) Lookup(text string) (string, bool) {
	s, ok := g.exact[Fold(strings.TrimSpace(text))]
	if !ok {
		if _, is := g.orgs[text]; is {
			return text, true
		}
		if s, ok := g.joined(strings.TrimSpace(text)); ok {
			return s, true
		}
		return g.misspelt(Fold(strings.TrimSpace(text)))
	}
	return s, ok
}

// slug makes the slug of a name that Find does not know as it is written.
func (g *Gazetteer) slug(name string) string {
	if s, ok := g.joined(name); ok {
		return s
	}
	if s, ok := g.misspelt(Fold(name)); ok {
		return s
	}
	return Slug(name)
}

// joined gives the organisation of a name of several words that is written as one:
// "HuggingFace". A capital inside shows it.
func (g *Gazetteer) joined(name string) (string, bool) {
	if len(name) < 6 || strings.ContainsAny(name, " .-") || strings.ToLower(name[1:]) == name[1:] {
		return "", false
	}
	s, ok := g.squashed[Fold(name)]
	return s, ok
}

// misspelt gives the organisation of a long name that lacks its last s or has one
// too many: "Alphabricks" for "Alphabrick".
func (g *Gazetteer) misspelt(fold string) (string, bool) {
	if len(fold) < 8 || strings.ContainsAny(fold, " .-") {
		return "", false
	}
	other := strings.TrimSuffix(fold, "s")
	if other == fold {
		other += "s"
	}
	s, ok := g.exact[other]
	if o := g.orgs[s]; !ok || o == nil || o.Ambiguous || Fold(o.Name) != other {
		return "", false
	}
	return s, true
}

// Person gives the organisation that a person of the gazetteer speaks for.
func (g *Gazetteer) Person(fullName string) (string, bool) {
	s, ok := g.people[Fold(strings.TrimSpace(fullName))]
	return s, ok
}

// Surname gives the organisation of the only executive with this last name.
func (g *Gazetteer) Surname(last string) (string, bool) {
	if l := g.surnames[Fold(last)]; len(l) == 1 {
		return l[0], true
	}
	return "", false
}

// Outlet gives the publisher of a name or host, nil where unknown.
func (g *Gazetteer) Outlet(nameOrHost string) *Publisher {
	k := outletKey(nameOrHost)
	if p := g.outlets[k]; p != nil {
		return p
	}
	for strings.Count(k, ".") > 1 { // sub-domains belong to their domain
		_, k, _ = strings.Cut(k, ".")
		if p := g.outlets[k]; p != nil {
			return p
		}
	}
	return nil
}

func outletKey(s string) string {
	s = Fold(strings.TrimSpace(s))
	return strings.TrimPrefix(strings.TrimPrefix(s, "the "), "www.")
}

// Display is the name of a slug; an unknown slug is its own name.
func (g *Gazetteer) Display(slug string) string {
	if o := g.orgs[slug]; o != nil {
		return o.Name
	}
	if p := g.publishers[slug]; p != nil {
		return p.Name
	}
	return slug
}

// SpeaksFor gives the organisation that a person, a name or a description in
// text speaks for. A surname counts only where one executive has it.
func (g *Gazetteer) SpeaksFor(text string) (string, bool) {
	if s, ok := g.Person(text); ok {
		return s, true
	}
	if s, ok := g.Lookup(text); ok {
		return s, true
	}
	toks := language.Tokenize(text, language.Span{End: len(text)})
	ms := g.Describe(text, toks, g.Find(text, toks, nil))
	for _, m := range ms { // the person decides: "Nvidia insider Sam Altman"
		if m.Person && m.Slug != "" {
			return m.Slug, true
		}
	}
	for _, m := range ms {
		if m.Slug != "" && m.Via != ByForm {
			return m.Slug, true
		}
	}
	if i := strings.LastIndexByte(text, ' '); i >= 0 && len(ms) <= 1 {
		return g.Surname(text[i+1:])
	}
	return g.Surname(text)
}

// IsOutlet tells whether a slug is that of a publisher of news.
func (g *Gazetteer) IsOutlet(slug string) bool {
	if o := g.orgs[slug]; o != nil && o.Outlet {
		return true
	}
	p := g.publishers[slug]
	return p != nil && p.Party == "" && g.orgs[slug] == nil
}
