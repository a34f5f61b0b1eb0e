package party

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
)

// makers turn a product or a name before them into a description: "the ChatGPT
// maker", "the Facebook owner".
var makers = set(`maker owner parent developer creator operator builder`)

// owners are the makers that an organisation has, rather than is.
var owners = set(`owner parent`)

// Describe replaces names that a noun behind them turns into a description of
// their maker or owner, and drops what is only part of another name.
func (g *Gazetteer) Describe(text string, toks []language.Token, ms []Mention) []Mention {
	out := ms[:0]
	for k, m := range ms {
		j := m.Hi
		if j < len(toks) && toks[j].Norm == "'s" && j+1 < len(toks) && makers[toks[j+1].Norm] {
			j++
		}
		place := strings.HasSuffix(toks[m.Hi-1].Norm, "-based") // "the Israel-based developer"
		if m.Slug != "" && !m.Person && !place && j < len(toks) && makers[toks[j].Norm] && toks[j].Shape == language.Lower && m.Via != ByDescription {
			if toks[j].Norm == "parent" && j+1 < len(toks) && toks[j+1].Norm == "company" {
				j++
			}
			next := j + 1
			if k+1 < len(ms) && ms[k+1].Lo == next && !ms[k+1].Person { // "TikTok owner ByteDance": the name says it
				continue
			}
			name := m
			m.Hi = next
			if m.Lo > 0 && toks[m.Lo-1].Norm == "the" {
				m.Lo--
			}
			if o := g.orgs[m.Slug]; owners[toks[j].Norm] && m.Via != ByProduct && (o == nil || o.Parent == "" && strings.EqualFold(m.Text, o.Name)) {
				out = append(out, name) // "Alpha's parent" is somebody else
				continue
			}
			if o := g.orgs[m.Slug]; o != nil && o.Parent != "" && m.Via == ByName && toks[j].Norm != "maker" {
				m.Slug = o.Parent
			}
			m.Via = ByDescription
			m.Text = text[toks[m.Lo].Start:toks[m.Hi-1].End]
		}
		out = append(out, m)
	}
	return out
}

// Nation tells whether a case-folded word is a country or its adjective.
func Nation(word string) bool { return nations[word] }

// young tells ages of companies below sixteen years: "seven-year-old",
// "18-month-old".
func young(word string) bool {
	age, ok := strings.CutSuffix(word, "-year-old")
	if !ok {
		return strings.HasSuffix(word, "-month-old")
	}
	switch age {
	case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen":
		return true
	}
	return len(age) == 1 || len(age) == 2 && age[0] == '1' && age[1] < '6'
}

// Fits tells how well the nouns and adjectives of a description ("the Japanese
// conglomerate", "the AI startup") fit an organisation: 2 surely, 1 maybe, 0 not.
func (g *Gazetteer) Fits(slug string, words []string) int {
	o := g.orgs[slug]
	if o == nil {
		for _, w := range words {
			switch w {
			case "initiative", "project", "venture", "government", "bank", "university", "giant", "conglomerate", "retailer", "publisher", "titan", "behemoth":
				return 0
			case "startup", "start-up", "upstart", "unicorn":
				return 2 // whom nobody knows is young
			case "lab", "company", "firm":
				return 1
			}
		}
		return 1
	}
	fit := 1
	if slices.Contains(o.Is, "person") {
		return 0 // no company, firm or startup
	}
	is := func(types ...string) bool {
		return slices.ContainsFunc(types, func(t string) bool { return slices.Contains(o.Is, t) })
	}
	known := slices.ContainsFunc(o.Is, func(t string) bool { return t != "listed" })
	for _, w := range words {
		var ok bool
		switch w {
		case "startup", "start-up", "upstart", "unicorn", "newcomer", "little-known", "fledgling", "nascent", "early-stage", "venture-backed", "buzzy", "months-old":
			ok = is("startup") || is("ai-lab") && !o.Listed()
		case "lab":
			ok = is("ai-lab", "startup")
		case "giant", "titan", "behemoth", "heavyweight", "powerhouse", "conglomerate", "hyperscaler", "stalwart":
			ok = !is("startup", "government", "university")
		case "chipmaker", "chip", "semiconductor":
			ok = is("chipmaker")
		case "investor", "backer":
			ok = is("investor", "bank", "vc", "private-equity", "sovereign-fund") || !is("startup")
		case "fund":
			ok = is("investor", "government", "vc", "private-equity", "sovereign-fund")
		case "bank", "lender":
			ok = is("bank")
		case "government", "administration":
			ok = is("government")
		case "publisher", "news", "newspaper", "media", "magazine", "broadcaster":
			ok = is("publisher", "media")
		case "label", "music":
			ok = is("music")
		case "studio":
			ok = is("studio")
		case "tech", "technology", "internet":
			if is("publisher", "media", "music", "studio") && !is("software", "cloud", "social-media", "search") {
				return 0
			}
			continue
		case "retailer":
			ok = is("retailer")
		case "utility":
			ok = is("utility")
		case "cloud":
			ok = is("cloud", "datacenter")
		case "neocloud", "data-center", "datacenter":
			ok = is("datacenter", "cloud", "utility", "neocloud")
		case "university":
			ok = is("university")
		case "operator":
			if is("ai-lab", "startup", "chipmaker", "vc", "publisher") && !is("datacenter", "neocloud", "cloud", "telecom", "utility", "energy") {
				return 0
			}
			continue
		case "listed":
			if !o.Listed() && is("ai-lab", "startup", "vc", "government") {
				return 0
			}
			continue
		case "consultancy":
			ok = is("consultancy")
		case "ai", "model", "llm", "frontier":
			if len(words) > 1 {
				ok = is("ai-lab")
				if !ok && known && !is("startup", "software", "robotics") {
					fit = min(fit, 1)
					if slices.Contains(words, "lab") || slices.Contains(words, "maker") || slices.Contains(words, "developer") || slices.Contains(words, "startup") || slices.Contains(words, "company") {
						return 0
					}
				}
			}
			if !ok {
				continue
			}
		case "initiative", "project", "venture":
			ok = is("project")
			if !ok {
				return 0
			}
		case "search":
			ok = is("search")
		case "software":
			ok = is("software", "cloud")
		case "social", "social-media":
			ok = is("social-media")
		case "automaker", "carmaker":
			ok = is("automaker")
		case "hardware":
			ok = is("hardware")
		case "robotics":
			ok = is("robotics")
		case "nonprofit":
			ok = is("other", "ai-lab", "university")
		case "company", "firm", "business", "group", "maker", "developer", "provider", "corporation":
			ok = !is("government", "university")
			if ok {
				continue
			}
		default:
			if young(w) && o.Listed() && !is("startup", "ai-lab") {
				return 0
			}
			if d := strings.Join(o.Describe, " "); d != "" && strings.Contains(strings.ToLower(d), w) {
				fit = 2
			}
			continue
		}
		switch {
		case ok:
			fit = 2
		case known:
			return 0
		}
	}
	return fit
}
