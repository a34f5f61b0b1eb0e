package claim

import (
	_ "embed"
	"strings"
	"sync"
)

// verbs.txt lists the verbs that clause borders are found by.
//
//go:embed verbs.txt
var verbsText string

// form is the grammatical form of a verb.
type form uint8

const (
	base form = 1 << iota
	third
	past
	participle
	ing
)

// verb is what a word can be as a verb.
type verb struct {
	lemma string
	forms form
	noun  bool // as often a noun
}

// verbs maps every form of the verbs to what it can be.
var verbs = sync.OnceValue(func() map[string]verb {
	m := make(map[string]verb, 5000)
	add := func(word, lemma string, f form, noun bool) { addForm(m, word, lemma, f, noun) }
	for _, line := range strings.Split(verbsText, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			w, irregular, _ := strings.Cut(strings.TrimSuffix(w, ")"), "(")
			lemma := strings.TrimSuffix(w, "*")
			noun := lemma != w
			add(lemma, lemma, base, noun)
			add(sForm(lemma), lemma, third, noun)
			add(ingForm(lemma), lemma, ing, false)
			if irregular == "" {
				add(edForm(lemma), lemma, past|participle, false)
				if strings.HasSuffix(lemma, "el") || strings.HasSuffix(lemma, "al") { // British: totalled, cancelling
					add(lemma+"led", lemma, past|participle, false)
					add(lemma+"ling", lemma, ing, false)
				}
				continue
			}
			parts := strings.Split(irregular, ",")
			add(parts[0], lemma, past, noun && parts[0] == lemma)
			for _, p := range parts[1:] {
				add(p, lemma, participle, noun && p == lemma)
			}
		}
	}
	m["burnt"] = verb{"burn", past | participle, false}
	m["eyeing"] = verb{"eye", ing, false}
	m["learnt"] = verb{"learn", past | participle, false}
	for _, w := range strings.Fields("am is are was were been being be 's 're 'm has have had having 've 'd do does did done doing") {
		delete(m, w)
	}
	return m
})

// addForm adds one form of a verb.
func addForm(m map[string]verb, word, lemma string, f form, noun bool) {
	if v, ok := m[word]; ok && v.lemma != lemma {
		if len(lemma) > len(v.lemma) || f == base { // "found" is first of all a form of find
			return
		}
	}
	v := m[word]
	m[word] = verb{lemma, v.forms | f, noun || v.noun}
}

// newVerbs gives the forms of the verbs that frames name and the lexicon lacks,
// inflected as regular ones, so that a new frame can bring its verb along.
func newVerbs(files []File) map[string]verb {
	m := map[string]verb{}
	for _, file := range files {
		for _, f := range file.Frames {
			for _, v := range f.Verbs {
				lemma, _, _ := strings.Cut(v, " ")
				if have := verbs()[lemma]; have.forms&base != 0 || lemma == "" || lemma == "be" || lemma == "have" || lemma == "do" {
					continue
				}
				addForm(m, lemma, lemma, base, false)
				addForm(m, sForm(lemma), lemma, third, false)
				addForm(m, ingForm(lemma), lemma, ing, false)
				addForm(m, edForm(lemma), lemma, past|participle, false)
			}
		}
	}
	return m
}

func sForm(v string) string {
	switch {
	case strings.HasSuffix(v, "y") && len(v) > 1 && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return v[:len(v)-1] + "ies"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "z"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "sh"), v == "go", v == "veto", v == "echo":
		return v + "es"
	}
	return v + "s"
}

// doubling verbs double their last consonant.
var doubling = set(`admit bag ban bar begin bet bid blog cap commit control cut defer drop fit get grab hit incur infer let map nab net occur offset permit pin plan prefer put quit
ram refer regret rob rub run scrap set ship shop shut sit skip slip snag snap spin split span spur stop step strip sum swap tap top tag transfer trim trap unwrap win wrap peg shed cancel log pen tip chip plug dub pop rig rip submit dip scan`)

func edForm(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return v[:len(v)-1] + "ied"
	case doubling[v] && v != "cancel":
		return v + v[len(v)-1:] + "ed"
	}
	return v + "ed"
}

func ingForm(v string) string {
	switch {
	case strings.HasSuffix(v, "ie"):
		return v[:len(v)-2] + "ying"
	case strings.HasSuffix(v, "e") && !strings.HasSuffix(v, "ee") && v != "be":
		return v[:len(v)-1] + "ing"
	case doubling[v] && v != "cancel":
		return v + v[len(v)-1:] + "ing"
	}
	return v + "ing"
}

func set(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			m[w] = true
		}
	}
	return m
}

// Closed classes.
var (
	auxBe   = set(`be am is are was were been being 's 're 'm isn't aren't wasn't weren't`)
	auxHave = set(`has have had having 've hasn't haven't hadn't`)
	auxDo   = set(`do does did don't doesn't didn't`)
	modals  = set(`will would can could may might must shall should 'll 'd won't wouldn't can't cannot couldn't mightn't shouldn't`)
	negated = set(`isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't mightn't shouldn't`)

	determiners  = set(`the a an this that these those its his her their our your my some any each every both all another no whose`)
	prepositions = set(`in on at by for from with without into onto of off over under after before since until till during through throughout between among amid against about around across along
despite via per within outside inside beyond toward towards upon behind as than like including excluding following alongside versus vs past near unlike besides worth plus minus`)
	subordinators = set(`because although though while whereas if unless when whenever where once whether since as after before until so lest provided`)
	relatives     = set(`which who whom that whose`)
	conjunctions  = set(`and or but nor & plus yet`)
	pronouns      = set(`it he she they we i you them him us me itself themselves one`)
	adverbs       = set(`not n't also already still now then just only even ever never always often soon later earlier sooner faster quicker slower ago recently currently previously initially originally eventually reportedly allegedly
late once twice again instead together alone today yesterday tomorrow tonight however meanwhile moreover furthermore additionally therefore thus likely perhaps maybe almost nearly
roughly about approximately some around over well far further too very quite much more most less least rather up down out back away ahead forward off in-house online worldwide globally
first next finally publicly privately formally officially jointly separately respectively potentially possibly largely mostly mainly partly primarily annually yearly monthly weekly quarterly
there here so similarly directly indirectly immediately subsequently ultimately effectively actually apparently presumably essentially notably collectively individually exclusively solely`)
	// -ing words that are nouns unless an auxiliary stands before them.
	ingNouns = set(`operating funding financing computing training building filing holding spending lending licensing meeting offering opening earning earnings ruling backing advertising marketing engineering pricing
housing manufacturing processing learning banking trading branding publishing gaming timing reasoning inferencing testing hiring planning morning evening briefing listing standing understanding networking
packaging shipping consulting accounting billing streaming recurring existing ongoing upcoming forthcoming leading remaining growing rising looming pending outstanding underlying sprawling burgeoning missing competing
fast-growing interesting surprising working coming blog-posting coding screening proceeding proceedings setting thing something anything nothing everything being string spring king ring wing during according including following`)
)

// obtains are verbs that take a thing for their object and no other verb.
var obtains = set(`acquire buy purchase absorb swallow snap scoop gobble back fund own sell support rival target invest join sign hire build`)

// causing verbs have a bare infinitive behind their object.
var causing = set(`let help make see have`)

// lasts are verbs of time that look like nouns: "its rights run through 2032".
var lasts = set(`run last lapse end expire`)

// opening tags may stand before the subject of a clause.
var opening = map[tag]bool{noun: true, adv: true, conj: true, comma: true, rel: true, sub: true, shut: true, quote: true, pause: true, timeTag: true}

// joining verbs look like plurals: "Alpha teams up with Beta".
var joining = set(`partners teams links pairs ties`)

// bidKinds stand before the noun bid.
var bidKinds = set(`takeover buyout hostile cash merger acquisition final rival joint revised initial opening unsolicited non-binding formal failed`)

// nounS are words in -s that are nouns behind a name unless an object follows.
var nounS = set(`teams shares talks plans deals terms sales stakes rounds funds rates costs bids reports results models products services partners customers users backers investors lenders chips accounts papers
documents sources offers loans leases contracts orders grants gains losses profits returns assets works features releases launches moves tests ads goods rights licenses limits programs projects designs brands archives articles`)

// particles make one verb with the word before them: "set up", "put aside".
var particles = set(`up out off aside apart forward`)

// adjectival participles qualify the noun behind them.
var adjectival = set(`focused based listed owned backed powered related integrated advanced combined proposed planned estimated expected projected reported announced leaked unnamed undisclosed
accelerated dedicated distributed established fixed increased limited named publicly-traded shared united used valued renewed revised amended expanded restructured redacted committed
continued managed associated capped contracted diversified experienced fine-tuned generated licensed mixed preferred raised registered rumored rumoured troubled so-called annualized annualised adjusted`)
