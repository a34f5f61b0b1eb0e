package party

import (
	"slices"
	"strings"
	"testing"

	"pactwatch/extract/language"
)

// read gives the slugs of the organisations in a text; sentences end at line ends.
func read(t *testing.T, text string) []string {
	t.Helper()
	g, err := New(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var blocks []language.Span
	for from := 0; from < len(text); {
		n := strings.IndexByte(text[from:], '\n')
		if n < 0 {
			n = len(text) - from
		}
		blocks = append(blocks, language.Span{Start: from, End: from + n})
		from += n + 1
	}
	ss := language.Split(text, blocks)
	c := Study(ss)
	c.Verb = func(w string) bool { return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ed") || w == "bought" }
	var groups [][]Mention
	for _, s := range ss {
		groups = append(groups, g.Describe(text, s.Tokens, g.Find(text, s.Tokens, c)))
	}
	c.Unite(groups)
	var out []string
	for _, ms := range groups {
		for _, m := range ms {
			if m.Slug != "" && !m.Person {
				out = append(out, m.Slug)
			}
		}
	}
	return out
}

func TestFindUnknown(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"camel case", "The money went to LumaForge and to TallyKit.", "lumaforge tallykit"},
		{"a domain as a name", "Orrery.ai and Tessel.io raised money.", "orrery-ai tessel-io"},
		{"a domain in small letters", "The money went to orrery.ai, which then bought tessel.ai.", "orrery-ai tessel-ai"},
		{"an address to look at", "More can be read at orrery.ai for those who like it.", ""},
		{"an insertion between dashes", "Orrery – a maker of clocks – has hired ten people.", "orrery"},
		{"a label", "Orrery: Plans to hire ten people.", "orrery"},
		{"a label of no name", "Outlook: Plans to hire ten people.", ""},
		{"a list of names alone", "Orrery: Landed $18M from Brackwater, LumaForge and TallyKit.", "orrery brackwater lumaforge tallykit"},
		{"a number in front", "3Motion raised $12 million, and then 8Wires did.", "3motion 8wires"},
		{"an amount in front", "It paid $3M and got 5GW of power.", ""},
		{"an abbreviated place", "Pallet.io, a Trenton, N.J.-based provider of software, hired ten people.", "pallet-io"},
		{"a common word with an apposition", "Seldom, a Leeds-based company that sells treasury software, raised money.\nLater Seldom hired ten people.", "seldom seldom"},
		{"a common word behind a noun of its kind", "It was bought by chip designer Column last year.", "column"},
		{"a small letter", "It bought tikka Labs for its software.", "tikka-labs"},
		{"a town of a state", "It plans a campus near Odessa, Ohio, and one in Selma, Alabama.", ""},
		{"what comes after a listing", "Shares of LumaForge fell in post-IPO trading.", "lumaforge"},
		{"a headline", "Ottertrail Raises $12 Million for Route Planning Tools", "ottertrail"},
		{"a headline's target", "Nvidia Acquires Brackwater for $200 Million in Cash Deal", "nvidia brackwater"},
		{"a headline of words", "Dual-Engine Infrastructure Drives Metrics Changes Across Data Platforms", ""},
		{"a headline with a company's noun", "Why Ottertrail Robotics Wants Your Warehouse This Winter Season", "ottertrail-robotics"},
		{"a known firm's longer name", "Coatue Management Partners led the round.", "coatue"},
		{"somebody's parent", "Its rival LumaForge's parent, Orrery Group, paid.", "lumaforge orrery"},
		{"a small name with a number", "It bought e-pixel9, a startup from Graz, for its tools.", "e-pixel9"},
		{"a multiplier", "They made $100M Fin sales.", "fin"},
		{"a known name that lacks its s", "It bought tools from Databrick.", "databricks"},
		{"projects of a foundation", "They are the creators of Apache Tamarind.", ""},
		{"what a company is behind", "LumaForge, the company behind Tessela, grew.\nMakers of Tessela spoke.", "lumaforge"},
		{"two towns", "It has sites in Riyadh and Arvika.", ""},
		{"a name without its space", "It works with MistralAI and HuggingFace.", "mistral hugging-face"},
		{"a title in front", "Ghana's minister of technology, Kofu Mensa, said LumaForge would come.", "lumaforge"},
		{"a post without capitals", "openai and cerebras sign a deal for compute", "openai cerebras"},
		{"a greeting", "Meet LumaForge, which makes tools.", "lumaforge"},
		{"a digit before a legal form", "It bought shares of K3P Group GmbH for its robots.", "k3p"},
		{"a site", "It is a lease at LumaForge's River Bend campus.", "lumaforge"},
		{"an open technology", "They moved from PostgreSQL to Kubernetes and vLLM.", ""},
		{"abbreviations", "The SOFR loan pays for SMR and HVDC plants.", ""},
		{"hyphens", "IG-anchored notes were sold by mid-October to AI-powered LumaForge.", "lumaforge"},
		{"a number before small letters", "The genomics startup 54loom raised money in its series-C round.", "54loom"},
		{"a bullet's label", "* Snowflake: $4 billion of sales", "snowflake"},
		{"a participle in front", "Assumed Mondra Capital term loan.", "mondra-capital"},
		{"a firm of the net", "The firm \"Sakuro Internet\" will invest.", "sakuro-internet"},
		{"a label", "2031 Projection: $7 billion", ""},
		{"adjectives of accounts", "In Q4 2030 Adjusted EBITDA rose.", ""},
		{"defined terms", "We signed the Subsequent Event note under the Contract Value heading.", ""},
		{"abbreviations of accounts", "TTM revenue of $3 billion beat the LTM figure.", ""},
		{"a known name as a surname", "The plan came from Dana Goldman, its president.", ""},
		{"a product with its maker's name", "Quillan sells scanners.\nThe Quillan Myra costs more.\nQuillan said so.", "quillan quillan-myra quillan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := read(t, c.text); !slices.Equal(got, strings.Fields(c.want)) {
				t.Errorf("%q\n got %v\nwant %s", c.text, got, c.want)
			}
		})
	}
}
