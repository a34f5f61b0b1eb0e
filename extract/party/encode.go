package party

import (
	"fmt"
	"strings"
)

// The embedded gazetteer has one line for each entry, its fields parted by tabs,
// the members of a list by bars:
//
//	organisation slug name parent flags aliases products people tickers is describe
//	publisher slug name family flags party aliases hosts
//
// Flags are letters: a (ambiguous), o (outlet), w (wire). A line decodes to parts
// of itself, so that loading copies no text.
const (
	organisationLine, organisationFields = "organisation", 11
	publisherLine, publisherFields       = "publisher", 8
)

// encodeData gives the data as text. What holds a tab, a bar or the end of a line
// does not come back from it.
func encodeData(d Data) string {
	var b strings.Builder
	line := func(fields ...string) {
		b.WriteString(strings.Join(fields, "\t"))
		b.WriteByte('\n')
	}
	list := func(l []string) string { return strings.Join(l, "|") }
	for _, o := range d.Organisations {
		line(organisationLine, o.Slug, o.Name, o.Parent, letterIf(o.Ambiguous, "a")+letterIf(o.Outlet, "o"),
			list(o.Aliases), list(o.Products), list(o.People), list(o.Tickers), list(o.Is), list(o.Describe))
	}
	for _, p := range d.Publishers {
		line(publisherLine, p.Slug, p.Name, p.Family, letterIf(p.Wire, "w"), p.Party, list(p.Aliases), list(p.Hosts))
	}
	return b.String()
}

func letterIf(set bool, letter string) string {
	if set {
		return letter
	}
	return ""
}

// decodeData reads what encodeData gives.
func decodeData(text string) (Data, error) {
	var d Data
	n := strings.Count(text, "\n"+publisherLine+"\t")
	d.Publishers = make([]Publisher, 0, n)
	d.Organisations = make([]Organisation, 0, strings.Count(text, "\n")-n)
	list := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, "|")
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSuffix(line, "\n")
		var f [organisationFields]string
		fields := 0
		for rest, more := line, true; more && fields < len(f); fields++ {
			f[fields], rest, more = strings.Cut(rest, "\t")
		}
		switch {
		case f[0] == organisationLine && fields == organisationFields:
			d.Organisations = append(d.Organisations, Organisation{Slug: f[1], Name: f[2], Parent: f[3],
				Ambiguous: strings.Contains(f[4], "a"), Outlet: strings.Contains(f[4], "o"),
				Aliases: list(f[5]), Products: list(f[6]), People: list(f[7]), Tickers: list(f[8]), Is: list(f[9]), Describe: list(f[10])})
		case f[0] == publisherLine && fields == publisherFields:
			d.Publishers = append(d.Publishers, Publisher{Slug: f[1], Name: f[2], Family: f[3],
				Wire: strings.Contains(f[4], "w"), Party: f[5], Aliases: list(f[6]), Hosts: list(f[7])})
		default:
			return Data{}, fmt.Errorf("line %d: want an organisation of %d fields or a publisher of %d, have %d fields: run go generate ./extract/party",
				number, organisationFields, publisherFields, fields)
		}
	}
	return d, nil
}
