package digest

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
)

//go:embed digest.html.tmpl
var pageSource string

// Style is the style sheet of the page, for those that want to look like it.
//
//go:embed digest.css
var Style string

// style is our own file, the only text that enters a page unescaped.
var style = template.CSS(Style)

// pageTemplate is parsed once; everything that it prints is escaped for its
// place by html/template.
var pageTemplate = template.Must(template.New("digest").Funcs(template.FuncMap{
	"capital":       capital,
	"datings":       datings,
	"dateShown":     dateShown,
	"facts":         facts,
	"elsewhere":     elsewhere,
	"editWords":     editWords,
	"lastSuccess":   lastSuccess,
	"nowWord":       nowWord,
	"otherWord":     otherWord,
	"reason":        reason,
	"repeatCount":   repeatCount,
	"circumstances": circumstances,
	"standing": func(f any) string {
		if p, ok := f.(*Finding); ok {
			return standing(*p)
		}
		return standing(f.(Finding))
	},
	"runsWords":  runsWords,
	"quoted":     quoted,
	"shortTitle": func(s string) string { return short(s, 160) },
	"shown":      shown,
	"tally":      tally,
	"address": func(from any) string { // where the sentence is, where there is one
		switch from := from.(type) {
		case Source:
			return cmp.Or(from.Passage, from.URL)
		case Edit:
			return from.URL
		}
		return ""
	},
	"brief": func(it Item) bool { return it.Fold == brief },
	"label": func(e string) chip { return chip{e, symbol[e], eventWord[e]} },
}).Parse(pageSource))

// Policy is the Content-Security-Policy of the page: its own style and nothing else.
func Policy() string {
	sum := sha256.Sum256([]byte(Style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

type chip struct{ Event, Symbol, Word string }

// page renders one self-contained HTML file: no script, no request to anywhere.
func page(d Digest) ([]byte, error) {
	d = readable(d)
	changed, moreChanged := shownItems(d.Changed)
	confirmed, moreConfirmed := shownItems(d.Confirmed)
	deals, moreNew := shownDeals(d.New)
	withdrawn, moreWithdrawn := shownItems(d.Withdrawn)
	edits, moreEdits := listed(d.Edits)
	upcoming, moreUpcoming := listed(d.Upcoming)
	repeated, moreRepeated := listed(d.Repeated)
	data := struct {
		Digest
		Changed, Confirmed, Withdrawn                                                             []Item
		New                                                                                       []Deal
		Edits                                                                                     []Edit
		Upcoming                                                                                  []Finding
		Repeated                                                                                  []Repeat
		MoreChanged, MoreConfirmed, MoreNew, MoreWithdrawn, MoreEdits, MoreUpcoming, MoreRepeated string
		Style                                                                                     template.CSS
		Policy                                                                                    string
		Nothing                                                                                   string
		Footer                                                                                    string
		Numbers                                                                                   []number1
		Days                                                                                      *bars
		Curves                                                                                    []curve
		Matrix                                                                                    *matrix
	}{
		Digest: d, Style: style, Changed: changed, MoreChanged: moreChanged, Confirmed: confirmed, MoreConfirmed: moreConfirmed,
		New: deals, MoreNew: moreNew, Withdrawn: withdrawn, MoreWithdrawn: moreWithdrawn, Edits: edits, MoreEdits: moreEdits,
		Upcoming: upcoming, MoreUpcoming: moreUpcoming, Repeated: repeated, MoreRepeated: moreRepeated,
		Policy:  Policy(),
		Nothing: nothing(d), Footer: footer(d), Numbers: numbers(d),
		Days: dayBars(d), Curves: curves(d), Matrix: pairMatrix(d),
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("render digest page: %w", err)
	}
	return b.Bytes(), nil
}

// number1 is one of the day's figures.
type number1 struct {
	N    int
	Word string
	Href string
}
