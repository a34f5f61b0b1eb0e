package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// File is one file of frames: all ways to state one kind of claim.
type File struct {
	Kind   string  `json:"kind" yaml:"kind"`
	Frames []Frame `json:"frames" yaml:"frames"`
}

// Frame is one way to state a claim: its trigger words and, for each role, the
// slots its filler may stand in, the likeliest first.
//
// Parties of a verb stand in subj, obj, iobj ("pay Alpha 5%"), a preposition
// ("in", "to"), poss2 and pre2 (the owner inside what follows: "5% of Alpha's
// sales", "Alpha chips"; of-poss and obj-poss are the same, named-poss takes no
// pronoun, round-poss is the owner of a round), subj-poss (the owner inside the subject), main-subj (of the clause
// around a bare participle), be-subj ("Beta is 49% owned by"), with2 ("a
// partnership with Beta to supply"), stake-of ("49 percent of Beta") and giver (the
// subject, where no other company is named that a stake is in).
//
// Parties of a noun stand in poss ("Alpha's stake"), pre ("Alpha stake"), ctl (the
// subject of the verb that governs it; ctl:get and ctl-get where that verb means
// or does not mean getting), gobj (that verb's other object; named-gobj takes no
// pronoun), govobj (whom it names so), gov2 (the other party of its clause), a preposition ("from!" and "for!" where no
// infinitive follows), poss2 and pre2, held ("a stake held by Alpha"), appos
// ("Alpha, the $5 billion project"), between, relsubj (who the clause behind it is
// about), bearer and borne ("Alpha, with a stake, is a holder of Beta"), led ("led
// Beta's round with"), valued ("values Beta at"), used ("people use Beta"), fronted
// ("With $5 million in revenue, Beta is"), funded (the private company that the
// article is on), paragraph (whom the paragraph speaks of), and the lists labelled
// ("acquisitions: Beta, Gamma"), spelt ("two acquisitions last year: …"), included
// ("partners include …") and glist ("counts … among its partners"), with many-pre, the
// name before such a plural ("Alpha acquisitions: …"), and holders ("Beta
// shareholders rejected the").
//
// Parties of both: counterpart (the title's other party), context (whom the article
// speaks of), other (the only party of the sentence without a role), earner (of
// "20% of what Alpha earns"), and a preposition with -poss or -pre, the owner or
// the name inside its phrase ("to Alpha's cloud", "on Alpha chips").
//
// Values of a verb stand in obj, subj, obj2 (behind the first object), a preposition,
// paren (in brackets), before ("is 49% owned by"), obj-over ("value Beta above $5
// billion"), payer ("paid $1 billion to acquire"), deal ("the $1 billion deal to
// buy"), fronted-deal ("In a deal worth $1 billion, Alpha bought"), or ("7 million
// shares, or 4%, of Beta") and ahead (anywhere behind it in the clause); of a noun
// in num (the amount that belongs to it), holding-worth (what it is worth), amount-in ("$20 billion in revenue"), pred
// (the amount that a verb ties to it), inf (behind its infinitive) and a preposition.
type Frame struct {
	Name            string              `json:"name" yaml:"name"`
	Kind            string              `json:"-" yaml:"-"`
	Verbs           []string            `json:"verbs,omitempty" yaml:"verbs"`
	Nouns           []string            `json:"nouns,omitempty" yaml:"nouns"` // "…" in one is one to three words: "exclusive … provider"
	Adjectives      []string            `json:"adjectives,omitempty" yaml:"adjectives"`
	Amounts         []string            `json:"amounts,omitempty" yaml:"amounts"` // units whose amounts are triggers themselves
	Subject         []string            `json:"subject,omitempty" yaml:"subject"`
	Object          []string            `json:"object,omitempty" yaml:"object"`
	Value           []string            `json:"value,omitempty" yaml:"value"`
	Units           []string            `json:"units,omitempty" yaml:"units"`
	With            []string            `json:"with,omitempty" yaml:"with"`               // one of these words must stand in the clause
	Without         []string            `json:"without,omitempty" yaml:"without"`         // none of these may stand near the trigger or its arguments
	Requires        map[string][]string `json:"requires,omitempty" yaml:"requires"`       // for one trigger: one of these words
	VerbsOf         []string            `json:"verbs_of,omitempty" yaml:"verbs_of"`       // the verbs that must govern the noun
	NotUnder        []string            `json:"not_under,omitempty" yaml:"not_under"`     // governing verbs under which the noun is of another kind
	Again           bool                `json:"again,omitempty" yaml:"again"`             // it only speaks of a deal told before
	Of              []string            `json:"of,omitempty" yaml:"of"`                   // the noun must be said of one of these: "a share of sales"
	NotVerbs        []string            `json:"not_verbs,omitempty" yaml:"not_verbs"`     // governing verbs whose subject is not the party meant
	NeedMoney       []string            `json:"need_money,omitempty" yaml:"need_money"`   // one of these words if the value is money
	NoPartyIn       []string            `json:"no_party_in,omitempty" yaml:"no_party_in"` // slots in which a party means another kind
	ObjectNot       []string            `json:"object_not,omitempty" yaml:"object_not"`   // heads of phrases that are no object
	ValueIsHead     bool                `json:"value_is_head,omitempty" yaml:"value_is_head"`
	ValueIsNotHead  bool                `json:"value_is_not_head,omitempty" yaml:"value_is_not_head"`
	ValueOptional   bool                `json:"value_optional,omitempty" yaml:"value_optional"`
	ObjectIsCompany bool                `json:"object_is_company,omitempty" yaml:"object_is_company"` // a product or a thing is none
	ObjectOwns      bool                `json:"object_owns,omitempty" yaml:"object_owns"`             // the second party lives by what it publishes
	ObjectOpen      bool                `json:"object_open,omitempty" yaml:"object_open"`             // the second party may stay unnamed
	SellerIsEnough  bool                `json:"seller_is_enough,omitempty" yaml:"seller_is_enough"`   // a party that sells compute stands in for the words under with
	SubjectIs       []string            `json:"subject_is,omitempty" yaml:"subject_is"`               // types of the gazetteer that the subject must have one of
	Things          bool                `json:"things,omitempty" yaml:"things"`                       // a thing behind in, into, on or to stands in for the words under with
	About           bool                `json:"about,omitempty" yaml:"about"`                         // the words under with may stand in the title or earlier in the paragraph
	Lone            bool                `json:"lone,omitempty" yaml:"lone"`                           // the subject is one party: of several it is another kind
	Crowd           []string            `json:"crowd,omitempty" yaml:"crowd"`                         // slots in one of which several parties stand
	SubjectHead     []string            `json:"subject_head,omitempty" yaml:"subject_head"`           // nouns one of which must be the verb's grammatical subject
	NeedsPercent    bool                `json:"needs_percent,omitempty" yaml:"needs_percent"`
	Context         bool                `json:"context,omitempty" yaml:"context"` // a missing party may come from the context
	Negative        bool                `json:"negative,omitempty" yaml:"negative"`
	Set             bool                `json:"set,omitempty" yaml:"set"`             // the parties are a set: every pair is a claim
	Predicate       bool                `json:"predicate,omitempty" yaml:"predicate"` // the noun is said of the subject: "is a partner of"
	License         bool                `json:"license,omitempty" yaml:"license"`     // the owner of content or rights is the object
	Term            bool                `json:"term,omitempty" yaml:"term"`           // an end date gives an agreement_term too
	Date            string              `json:"date,omitempty" yaml:"date"`
	Event           string              `json:"event,omitempty" yaml:"event"`
	Form            string              `json:"form,omitempty" yaml:"form"`
	FormFrom        []string            `json:"form_from,omitempty" yaml:"form_from"`
	Basis           []string            `json:"basis,omitempty" yaml:"basis"`
	Modality        string              `json:"modality,omitempty" yaml:"modality"`
	Weight          int                 `json:"weight,omitempty" yaml:"weight"` // added to the cost
	Yes             []Example           `json:"-" yaml:"yes"`
	No              []Example           `json:"-" yaml:"no"`

	with, without, units, objectNot, needMoney, verbsOf, noPartyIn, notVerbs, of map[string]bool
	requires                                                                     map[string]map[string]bool // by trigger
}

// Example is a sentence with the claims it gives, as "kind subject > object
// value unit".
type Example struct {
	Text   string   `yaml:"text"`
	Claims []string `yaml:"claims"`
}

// frames.json is data/*.yaml without the examples, in a form that loads fast.
//
//go:generate go test -run TestEmbeddedFrames -update
//go:embed frames.json
var embedded []byte

var embeddedFiles = sync.OnceValue(func() []File {
	var fs []File
	if err := json.Unmarshal(embedded, &fs); err != nil {
		panic("claim: frames.json: " + err.Error())
	}
	return fs
})

// ParseFrames reads one YAML file of frames strictly. Its errors name the line
// and the fix.
func ParseFrames(name string, b []byte) (File, error) {
	var f File
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f); err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	if f.Kind == "" {
		return f, fmt.Errorf("%s: kind is missing: name the kind that these frames state", name)
	}
	if len(f.Frames) == 0 {
		return f, fmt.Errorf("%s: kind %s has no frames: list at least one under frames", name, f.Kind)
	}
	for i := range f.Frames {
		if err := f.Frames[i].check(); err != nil {
			return f, fmt.Errorf("%s: frame %d %q: %w", name, i+1, f.Frames[i].Name, err)
		}
	}
	return f, nil
}

func (f *Frame) check() error {
	switch {
	case f.Name == "":
		return fmt.Errorf("name is missing")
	case len(f.Verbs)+len(f.Nouns)+len(f.Adjectives)+len(f.Amounts) == 0:
		return fmt.Errorf("no trigger: give verbs, nouns, adjectives or amounts")
	case len(f.Subject) == 0 && len(f.Object) == 0:
		return fmt.Errorf("no party can be found: give subject slots")
	case len(f.Value) > 0 && len(f.Units) == 0:
		return fmt.Errorf("units are missing: money, percent, power, chips or users")
	case len(f.Yes) == 0 || len(f.No) == 0:
		return fmt.Errorf("give at least one example under yes and one under no")
	}
	for _, t := range slices.Concat(f.Nouns, f.Adjectives) {
		for i, w := range strings.Fields(t) {
			if w == freely && (i == 0 || i+1 == len(strings.Fields(t))) {
				return fmt.Errorf("trigger %q: %s stands between two words", t, freely)
			}
		}
	}
	for _, u := range f.Units {
		if !slices.Contains([]string{"money", "percent", "power", "chips", "users"}, u) {
			return fmt.Errorf("unknown unit %q: want money, percent, power, chips or users", u)
		}
	}
	for _, slots := range [][]string{f.Subject, f.Object, f.Value, f.NoPartyIn, f.Crowd} {
		for _, slot := range slots {
			word := strings.TrimSuffix(strings.TrimSuffix(slot, "-poss"), "-pre")
			if !slotNames[slot] && !prepositions[word] && !slotNames[word] {
				return fmt.Errorf("unknown slot %q: want subj, obj, poss, another of those that the built-in frames name, or a preposition", slot)
			}
		}
	}
	return nil
}

// slotNames are the slots with names of their own, and words that are prepositions at
// times; the others are prepositions. What they stand for is said at [Frame].
var slotNames = set(`subj obj iobj poss2 pre2 of-poss obj-poss named-poss round-poss subj-poss main-subj be-subj with2 stake-of giver poss pre ctl ctl:get ctl-get gobj named-gobj govobj gov2 from! held appos
between for! relsubj bearer borne led valued used fronted funded paragraph labelled spelt included glist holders many-pre counterpart context other earner obj2 paren before obj-over payer deal fronted-deal or
ahead num amount-in holding-worth pred inf to regarding given`)

// toSet is the set of words and phrases. The words that a phrase begins with are
// in it as false, so that sentence.words joins words only where a phrase may
// stand.
func toSet(l []string) map[string]bool {
	if len(l) == 0 {
		return nil
	}
	m := make(map[string]bool, len(l))
	for _, w := range l {
		m[w] = true
		for i := range len(w) {
			if w[i] == ' ' && !m[w[:i]] {
				m[w[:i]] = false
			}
		}
	}
	return m
}

func (f *Frame) compile(kind string) {
	f.Kind = kind
	f.with, f.without, f.units = toSet(f.With), toSet(f.Without), toSet(f.Units)
	f.objectNot, f.needMoney, f.verbsOf, f.noPartyIn = toSet(f.ObjectNot), toSet(f.NeedMoney), toSet(f.VerbsOf), toSet(f.NoPartyIn)
	f.notVerbs, f.of = toSet(f.NotVerbs), toSet(f.Of)
	f.requires = make(map[string]map[string]bool, len(f.Requires))
	for t, l := range f.Requires {
		if l != nil {
			f.requires[t] = toSet(l)
		}
	}
}

// trigger is one trigger word or phrase of a frame.
type trigger struct {
	frame *Frame
	words []string // of the phrase; the first is the key of the index
	text  string
}

// index finds the frames of a word.
type index struct {
	verbs map[string][]trigger // by lemma
	nouns map[string][]trigger // by the first word, singular
	units map[string][]*Frame
	share *Frame // an investor's part of a round: no trigger of its own
	count int
}

func newIndex(files []File) *index {
	x := &index{verbs: map[string][]trigger{}, nouns: map[string][]trigger{}, units: map[string][]*Frame{}}
	for i := range files {
		for j := range files[i].Frames {
			f := &files[i].Frames[j]
			f.compile(files[i].Kind)
			x.count++
			for _, v := range f.Verbs {
				w := strings.Fields(v)
				x.verbs[w[0]] = append(x.verbs[w[0]], trigger{f, w, v})
			}
			for _, n := range append(slices.Clone(f.Nouns), f.Adjectives...) {
				w := strings.Fields(n)
				k := singular(w[0])
				x.nouns[k] = append(x.nouns[k], trigger{f, w, n})
			}
			for _, u := range f.Amounts {
				x.units[u] = append(x.units[u], f)
			}
		}
	}
	x.share = &Frame{Name: "part of a round", Value: []string{"num"}, Units: []string{"money"}}
	x.share.compile("investment")
	for _, l := range x.nouns {
		slices.SortStableFunc(l, func(a, b trigger) int { return len(b.words) - len(a.words) })
	}
	return x
}

// singular strips the plural ending of a noun.
func singular(w string) string {
	switch {
	case len(w) < 4 || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}
