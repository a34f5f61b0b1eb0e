package party

import (
	"strings"
	"unicode"

	"pactwatch/extract/language"
)

// joiners may stand inside a name between two capitalised words.
var joiners = set(`of & + de la du von van der and for`)

// orgTail ends names of organisations.
var orgTail = set(`inc corp corporation ltd limited llc plc nv se ag sa gmbh co company companies pbc holding holdings group ventures venture capital partners partner management
labs lab technologies technology systems networks robotics software studios media energy power semiconductor semiconductors motors industries electric bank fund funds foundation institute
university college associates advisors investments equity trust insurance pharma pharmaceuticals therapeutics biosciences health bio security computing cloud digital interactive entertainment
global international telecom communications solutions services data analytics intelligence ai.com exchange internet authority agency ministry council commission office department army navy force airlines airways
laboratories laboratory centers centres center centre press times journal post news research markets securities financial finance infrastructure asset assets compute chips materials instruments devices micro works ware tech`)

// productTail ends names of things that are no organisations.
var productTail = set(`sub workshop strategy seminar webinar expo symposium hackathon roadshow masterclass accelerator act program programme project summit conference award awards index report fund_act series platform model models chip chips gpu gpus tpu tpus processor processors
supercomputer cluster campus facility plant site app assistant api bowl day week prize memo amendment agreement clause court street avenue county city river valley park square-mile island forum initiative
scholarship fellowship edition pro max ultra plus mini turbo preview beta`)

// landTail ends names of places.
var landTail = set(`docklands harbor harbour bay coast corridor district port beach heights hills peninsula parish township`)

// unknown recognises a capitalised run at token i as a name that the gazetteer
// lacks, or as a person.
func (g *Gazetteer) unknown(text string, toks []language.Token, i int, head bool, c *Context) (Mention, bool) {
	if !nameWord(toks[i]) && !g.numbered(toks, i) && !small(toks, i, c) && !domain(toks, i) || multiplier(toks, i) {
		return Mention{}, false
	}
	lo, hi := i, i+1
	if g.numbered(toks, i) || small(toks, i, c) && toks[i+1].Shape == language.Title {
		hi++
	}
	for hi < len(toks) && hi-lo < 7 {
		t := toks[hi]
		if !t.Space && t.Shape != language.Mark && nameWord(t) { // glued pieces of one word
			hi++
			continue
		}
		if nameWord(t) && (!generic[t.Norm] || hi+1 < len(toks) && t.Shape == language.Title && capital(toks[hi+1]) && orgTail[toks[hi+1].Norm]) || t.Shape == language.Title && orgTail[t.Norm] || t.Norm == "ai" && t.Shape == language.Upper {
			if _, ok := g.known(text, toks, hi, head, c); ok && !orgAfter(toks, hi) {
				break
			}
			hi++
			continue
		}
		if (t.Norm == "." || t.Norm == "-" || t.Norm == "/") && !t.Space && hi+1 < len(toks) && !toks[hi+1].Space && capital(toks[hi+1]) && t.Norm != "/" {
			hi += 2
			continue
		}
		if joiners[t.Norm] && len(toks[hi-1].Norm) > 1 && !(t.Norm == "of" && (creators[toks[hi-1].Norm] || isPlain(toks[hi-1].Norm) && !orgTail[toks[hi-1].Norm])) && t.Norm != "and" && t.Norm != "for" && hi+1 < len(toks) && capital(toks[hi+1]) && !generic[toks[hi+1].Norm] && !function[toks[hi+1].Norm] {
			if _, ok := g.known(text, toks, hi+1, head, c); ok {
				break
			}
			hi += 2
			continue
		}
		break
	}
	hi = once(toks, lo, hi)
	// Words that qualify a name or start the sentence are no part of it.
	for lo < hi && (function[toks[lo].Norm] || nations[toks[lo].Norm] || calendar[toks[lo].Norm] && !(hi-lo > 1 && given[toks[lo].Norm]) || titles[toks[lo].Norm] || generic[toks[lo].Norm] && !(hi-lo > 1 && (orgTail[toks[hi-1].Norm] && toks[lo].Norm != "ai" || given[toks[lo].Norm] && toks[lo].Shape == language.Title))) {
		lo++
	}
	for hi > lo && toks[hi-1].Norm == "." {
		hi--
	}
	dot := 0
	if hi > lo && legal[toks[hi-1].Norm] && hi+1 < len(toks) && toks[hi].Norm == "." && !toks[hi].Space {
		dot = 1 // the point of "Corp." goes with it
	}
	if lo < hi && hi-lo > 1 && (toks[lo].Norm == "south" || toks[lo].Norm == "north" || toks[lo].Norm == "saudi" || toks[lo].Norm == "hong" || toks[lo].Norm == "new" || toks[lo].Norm == "sri") && nations[toks[lo+1].Norm] {
		return Mention{Lo: lo, Hi: lo + 2, Text: text[toks[lo].Start:toks[lo+1].End], Via: ByForm}, true
	}
	if lo > 1 && lo < hi && toks[lo-1].Norm == ":" && toks[lo].Shape == language.Title && c != nil && c.Verb != nil && c.Verb(toks[lo].Norm) && c.upper[toks[lo].Norm] == 0 && !orgTail[toks[hi-1].Norm] && g.labelled(text, toks, lo-1, c) {
		return Mention{}, false // "Alpha: Expects to", "Alpha: Confirmed Beta's bid"
	}
	if lo >= hi || lo != i {
		return Mention{}, false // the run is looked at again from its first own word
	}
	s := bare(text[toks[lo].Start:toks[hi-1].End])
	m := Mention{Lo: lo, Hi: hi + dot, Text: s, Via: ByForm}
	first := toks[lo].Norm
	single := hi-lo == 1
	if hi < len(toks) && qualifier(toks[hi].Norm) && capital(toks[hi]) && toks[hi].Space {
		m.Hi = hi + 1
		return m, true // "San Francisco-based"
	}
	if end := basedIn(toks, hi); end > hi {
		m.Hi = end
		return m, true // "Trenton, N.J.-based"
	}
	if places[Fold(s)] || single && (places[first] || len(first) < 2) {
		return m, true // a place: no party, but taken
	}
	if who, ok := c.person(first); ok && single {
		m.Person, m.Slug = true, who
		return m, true
	}
	if g.isPerson(toks, lo, hi) {
		m.Person = true
		if m.Slug, _ = g.Person(s); m.Slug == "" && single && !given[first] {
			m.Slug, _ = g.Surname(s)
		}
		if c != nil && !single {
			c.people[toks[hi-1].Norm] = m.Slug
		}
		return m, true
	}
	if head {
		if end := heads(toks, lo, hi, c); end > lo && (c == nil || !c.known[Fold(s)]) {
			s = bare(text[toks[lo].Start:toks[end-1].End])
			m.Hi, m.Text, m.Slug = end, s, g.slug(s)
			return m, true
		}
		if c == nil || !c.known[Fold(s)] {
			for hi-lo > 1 { // "Hollis raises": the name ends where the text's does
				hi--
				s = bare(text[toks[lo].Start:toks[hi-1].End])
				if c != nil && c.known[Fold(s)] {
					m.Hi, m.Text, m.Slug = hi, s, Slug(s)
					return m, true
				}
			}
			return Mention{}, false
		}
		m.Slug = Slug(s)
		return m, true
	}
	last := toks[hi-1].Norm
	told := introduced(toks, lo, hi) || c != nil && c.told[Fold(s)]
	if !told && plainName(toks, lo, hi) && (single && (lo > 0 && !opens(toks[lo-1]) || c == nil || !c.followsAsName(toks, hi)) || !single && !strongTail[last]) {
		return Mention{}, false // "Contract Value", "Adjusted"
	}
	if told && c != nil {
		c.told[Fold(s)] = true
	}
	if first == "apache" && !single {
		return m, true // the foundation's projects are nobody's
	}
	if productTail[last] || !single && landTail[last] || hasDigit(s) && !digitOrg(s) && !(!single && (strongTail[last] || legal[last])) && !g.numbered(toks, lo) && !small(toks, lo, c) {
		return Mention{}, false
	}
	if lo == 0 || opens(toks[lo-1]) { // a capital that the position may explain
		seen := c != nil && c.upper[first] > 0 || told
		if single && !seen && (strings.HasSuffix(first, "ed") || strings.HasSuffix(first, "ing") || strings.HasSuffix(first, "ly")) {
			return Mention{}, false // "Collaborated to deliver"
		}
		if single && !seen && toks[lo].Shape == language.Title && (c == nil || c.lower[first] > 0 || common(first) || isPlain(first) || !c.followsAsName(toks, hi)) {
			return Mention{}, false
		}
	}
	if single && !told && c != nil && c.lower[first] > c.upper[first] && toks[lo].Shape == language.Title {
		return Mention{}, false
	}
	if single && hi < len(toks) && toks[hi].Shape == language.Lower && called[toks[hi].Norm] {
		return m, true // "a Pittsburgh start-up"
	}
	if hi+1 < len(toks) && toks[hi].Norm == "," && capital(toks[hi+1]) && (strings.HasSuffix(toks[hi+1].Norm, "-based") || basedIn(toks, hi+2) > hi+2) {
		return m, true // "Trenton, N.J.-based": its town
	}
	if !told && site(toks, lo, hi) {
		return m, true
	}
	if !told && !orgTail[last] && inPlace(toks, lo, hi) {
		return m, true // "a campus near Odessa, Texas"
	}
	if single && located(toks, lo, hi) {
		if c != nil {
			c.placed[Fold(s)]++
		}
		return m, true // "a factory in Odense": a place
	}
	if single && c != nil && c.placed[first] > 1 && c.others[first] == 0 {
		return m, true
	}
	m.Slug = g.slug(s)
	if m.Slug == "" || legal[m.Slug] || single && calendar[first] || single && orgTail[first] && !told {
		return Mention{}, false
	}
	if c != nil {
		f := Fold(s)
		c.known[f] = true
		if i := strings.IndexByte(f, ' '); i > 0 && !generic[f[:i]] {
			c.known[f[:i]] = true
		}
		if asProduct(toks, lo, hi) {
			c.products[f]++
		} else {
			c.others[f]++
		}
	}
	return m, true
}

// slugLine are what wires glue before a headline.
var slugLine = set(`corrected correction update refile recasts wrapup exclusive breaking brief analysis insight focus factbox explainer column advisory breakingviews`)

// bare is a name without the wire's own word: "CORRECTED-Alpha Labs".
func bare(name string) string {
	if i := strings.IndexByte(name, '-'); i > 0 && i+1 < len(name) && name[:i] == strings.ToUpper(name[:i]) && slugLine[strings.ToLower(name[:i])] {
		return name[i+1:]
	}
	return name
}

// once gives the end of a name that is followed by itself, as where a heading
// has run into its paragraph: "About Alpha Labs Alpha Labs makes".
func once(toks []language.Token, lo, hi int) int {
	for n := 1; lo+2*n <= hi; n++ {
		same := true
		for i := lo; i < lo+n; i++ {
			same = same && toks[i].Norm == toks[i+n].Norm
		}
		if same {
			return lo + n
		}
	}
	return hi
}

// asProduct tells whether a name stands as what somebody makes: "its Scribe
// agents", "the Scribe app", "its chatbot Scribe".
func asProduct(toks []language.Token, lo, hi int) bool {
	if hi < len(toks) && things[toks[hi].Norm] {
		return true
	}
	if lo > 0 && made[toks[lo-1].Norm] {
		for j := lo - 2; j >= 0 && j >= lo-5; j-- {
			switch toks[j].Norm {
			case "its", "their", "our", "'s", "’s":
				return true
			}
		}
	}
	if lo > 1 && (toks[lo-1].Norm == "of" && creators[toks[lo-2].Norm] || toks[lo-1].Norm == "behind" && (toks[lo-2].Norm == "company" || toks[lo-2].Norm == "startup" || toks[lo-2].Norm == "team" || toks[lo-2].Norm == "firm")) {
		return true // "the creators of Alpha", "the company behind Alpha"
	}
	return lo > 0 && (toks[lo-1].Norm == "its" || toks[lo-1].Norm == "their" || toks[lo-1].Norm == "our") && toks[lo].Shape != language.Upper
}

var things = set(`accelerator accelerators gpu gpus processor processors agent agents app apps model models chatbot chatbots platform assistant software tool tools product products browser subscription subscriptions feature features api apis suite edition tier segment segments division`)

// creators are those who make a product.
var creators = set(`creator creators maker makers author authors inventor inventors developers steward stewards`)

// made are the things whose owner's possessive makes the name behind them a
// product's; a platform's or an engine's name is often its company's too.
var made = set(`chatbot model assistant browser app product`)

// CompanyForm tells whether a name ends as companies' names do.
func CompanyForm(s string) bool {
	f := strings.Fields(Fold(s))
	return len(f) > 1 && (orgTail[strings.Trim(f[len(f)-1], ".")] || f[len(f)-1] == "ai")
}

// called are what an organisation is called behind the name of its place.
var called = set(`start-up startup company firm developer group lab unicorn operator outfit conglomerate native giant-based`)

// qualifier tells words such as "Paris-based" and "AI-powered".
func qualifier(norm string) bool {
	i := strings.LastIndexByte(norm, '-')
	if i <= 0 {
		return false
	}
	t := norm[i+1:]
	return tails[t] || len(t) > 4 && (strings.HasSuffix(t, "ed") || strings.HasSuffix(t, "ing")) || isPlain(t) && (generic[norm[:i]] || isPlain(norm[:i]))
}

var tails = set(`based backed powered related led owned style focused driven native first enabled ready specific generated founded made like era only free wide level scale grade class side centric
linked run funded controlled listed born built compatible equivalent heavy oriented infused assisted enhanced branded exclusive affiliated designed produced capable friendly trained supported`)

// prefixed tells words such as "post-IPO" and "non-GAAP".
func prefixed(norm string) bool {
	i := strings.IndexByte(norm, '-')
	return i > 0 && i+1 < len(norm) && prefixes[norm[:i]] && (generic[norm[i+1:]] || calendar[norm[i+1:]] || nations[norm[i+1:]] || plain[norm[i+1:]])
}

var prefixes = set(`post pre non anti mid ex multi sub intra inter pro cross trans quasi semi`)

func nameWord(t language.Token) bool {
	if qualifier(t.Norm) || prefixed(t.Norm) || t.Shape == language.Mixed && strings.HasSuffix(t.Norm, "s") && generic[t.Norm[:len(t.Norm)-1]] || t.Norm == "maus" || t.Norm == "daus" {
		return false
	}
	return capital(t) && !function[t.Norm] && (!calendar[t.Norm] || given[t.Norm] && t.Norm != "may") || t.Shape == language.Upper && len(t.Norm) > 1 && !calendar[t.Norm] && !generic[t.Norm]
}

// orgAfter tells whether the known name at token i goes on as another's name.
func orgAfter(toks []language.Token, i int) bool {
	return i+1 < len(toks) && capital(toks[i+1]) && orgTail[toks[i+1].Norm]
}

// numbered tells whether the token at i is a number that starts a name: "3Motion",
// "23andMe", "500 Harbor Ventures".
func (g *Gazetteer) numbered(toks []language.Token, i int) bool {
	t := toks[i]
	if t.Shape != language.Number || i+1 >= len(toks) || len(t.Norm) > 4 || i > 0 && currency(toks[i-1], t.Space) {
		return false
	}
	n := toks[i+1]
	if !n.Space && n.Shape == language.Lower && len(n.Norm) > 3 && i > 0 && introduces[toks[i-1].Norm] {
		return true // "the startup 54loom"
	}
	if !n.Space && n.Shape == language.Title && len(n.Norm) == 1 && i+2 < len(toks) && toks[i+2].Shape == language.Title && orgWord[toks[i+2].Norm] {
		return true // "4C Therapeutics"
	}
	if !n.Space {
		return (n.Shape == language.Title || n.Shape == language.Mixed) && len(n.Norm) > 2 && !generic[n.Norm]
	}
	return false
}

var orgWord = set(`medical robotics labs lab therapeutics technologies systems health bio analytics networks capital ventures partners group holdings ai`)

// multiplier tells whether the token at i belongs to the number that it is glued
// to: "$100M Fin sales".
func multiplier(toks []language.Token, i int) bool {
	return i > 0 && !toks[i].Space && toks[i-1].Shape == language.Number && len(toks[i].Norm) <= 3
}

// small tells whether a word without a capital starts a name that a company's
// noun ends: "ortho Labs", "n8 Technologies". A word of the text's own is none.
func small(toks []language.Token, i int, c *Context) bool {
	t := toks[i]
	if t.Shape == language.Lower && hasDigit(t.Norm) && t.Norm[0] >= 'a' && t.Space && i+2 < len(toks) && toks[i+1].Norm == "," && introduced(toks, i, i+1) {
		return true // "acquired e-pixel9, a startup"
	}
	return t.Shape == language.Lower && i+1 < len(toks) && len(t.Norm) > 1 && toks[i+1].Space && smallTail[toks[i+1].Norm] && toks[i+1].Shape == language.Title &&
		!function[t.Norm] && !generic[t.Norm] && !plain[t.Norm] && !commonNouns[t.Norm] && !nations[t.Norm] && !titles[t.Norm] && !introduces[t.Norm] &&
		!strings.Contains(t.Norm, "-") && (c == nil || c.Verb == nil || !c.Verb(t.Norm)) && !strings.HasSuffix(t.Norm, "ing") && !strings.HasSuffix(t.Norm, "ly")
}

// domain tells whether the token at i is a name written like its own address,
// "fable.ai", and not an address where something is to be found.
func domain(toks []language.Token, i int) bool {
	n := toks[i].Norm
	if toks[i].Shape != language.Lower || len(n) < 5 || !strings.HasSuffix(n, ".ai") || strings.Count(n, ".") > 1 || strings.ContainsAny(n, "/@:") {
		return false
	}
	return i == 0 || toks[i-1].Norm != "at" && toks[i-1].Norm != "on" && toks[i-1].Norm != "visit" && toks[i-1].Norm != "via" && toks[i-1].Norm != "/" && toks[i-1].Norm != "@"
}

var smallTail = set(`labs lab inc technologies ventures capital robotics therapeutics gmbh ltd`)

// currency tells whether a token can stand for one before a number.
func currency(t language.Token, spaced bool) bool {
	return !spaced && t.Shape != language.Title && t.Shape != language.Lower || t.Shape == language.Mark && strings.ContainsAny(t.Norm, "$€£¥₹₩")
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// digitOrg tells names with a digit that look like a company's: C3.ai, G42.
func digitOrg(s string) bool {
	return strings.HasSuffix(strings.ToLower(s), ".ai") || len(s) <= 3 && !strings.ContainsAny(s, ".-")
}

// alone tells whether a word is the whole name of an organisation.
func (g *Gazetteer) alone(word string) bool {
	for _, n := range g.names[firstWord(word)] {
		if n.fold == word {
			return true
		}
	}
	return false
}

// isPerson tells whether a capitalised run names a person.
func (g *Gazetteer) isPerson(toks []language.Token, lo, hi int) bool {
	n := hi - lo
	if n > 4 || orgTail[toks[hi-1].Norm] || toks[hi-1].Norm == "ai" {
		return false
	}
	before := ""
	if lo > 0 {
		before = toks[lo-1].Norm
		if before == "." && lo > 1 {
			before = toks[lo-2].Norm
		}
	}
	if n == 1 {
		if before == "mr" || before == "ms" || before == "mrs" || before == "dr" || before == "sir" || before == "mr." || before == "ms." || before == "mrs." || before == "dr." {
			return true
		}
		return len(g.surnames[toks[lo].Norm]) > 0 && !g.alone(toks[lo].Norm)
	}
	if given[toks[lo].Norm] && toks[lo].Shape == language.Title && toks[hi-1].Shape != language.Upper {
		return true
	}
	if hi+1 < len(toks) && toks[hi].Norm == "," && toks[hi+1].Norm == "who" {
		return true
	}
	if n <= 3 && before == "," && lo > 1 && titles[toks[lo-2].Norm] && toks[lo-2].Shape == language.Lower {
		return true
	}
	if n <= 3 && n > 1 && before == "," && titled(toks, lo-1) {
		return true // "Ghana's minister of technology, Kofi Mensah,"
	}
	if titles[before] && before != "chief" && before != "head" && before != "partner" && before != "investor" {
		return true
	}
	if hi+1 < len(toks) && toks[hi].Norm == "," {
		j := hi + 1
		for j < len(toks) && j < hi+5 {
			if titles[toks[j].Norm] {
				return n == 2 || n == 3
			}
			if toks[j].Shape == language.Mark {
				break
			}
			j++
		}
	}
	return false
}

// titled tells whether the phrase before the comma at token i is a person's title:
// "the minister of technology", "chief executive of Alpha Labs".
func titled(toks []language.Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		t := toks[j]
		if titles[t.Norm] && t.Shape == language.Lower && t.Norm != "partner" && t.Norm != "investor" && t.Norm != "head" && t.Norm != "author" {
			return j+1 < i && (toks[j+1].Norm == "of" || toks[j+1].Norm == "for" || toks[j+1].Norm == "at")
		}
		if t.Shape == language.Mark && t.Norm != "'s" {
			return false
		}
	}
	return false
}
