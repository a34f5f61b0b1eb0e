package digest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"pactwatch/store"
)

// payloads are texts of the known classes of output injection: script, event
// handlers, markup breaking out of text, attributes, comments, CDATA and style,
// script addresses, Markdown and its extensions, spreadsheet formulas, template
// syntax, and characters that steer a display.
var payloads = []string{
	`<script>alert(1)</script>`,
	`<ScRiPt src=//evil.example/x.js></sCrIpT>`,
	`"><img src=x onerror=alert(1)>`,
	`'><svg/onload=alert(1)>`,
	`" onmouseover="alert(1)" x="`,
	`</title><script>alert(1)</script>`,
	`</style><script>alert(1)</script>`,
	`--><script>alert(1)</script><!--`,
	`]]><script>alert(1)</script><![CDATA[`,
	`<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">`,
	`<a href="javascript:alert(1)">x</a>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<meta http-equiv=refresh content="0;url=//evil.example">`,
	`<base href=//evil.example/>`,
	`<form action=//evil.example><input name=q>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#106;avascript:`,
	`[x](javascript:alert(1))`,
	`![x](//evil.example/pixel.png)`,
	`[x]: javascript:alert(1)`,
	`<javascript:alert(1)> <https://evil.example/> https://evil.example www.evil.example a@evil.example`,
	"`code` ``x`` ```\nblock\n```",
	`**bold** __bold__ *em* _em_ ~~gone~~ ==mark== ^up^ $x^2$ \(y\) :bomb: {.c} {{ site.x }} {% raw %}`,
	"# heading\n## two\n- item\n1. one\n> quote\n| a | b |\n|---|---|\n---\n===",
	`\`, `\\`, `ends with a backslash \`, `*`, `_`, `"`, `“quoted” at once`,
	`=cmd|' /C calc'!A0`, `+1+1`, `-2+3`, `@SUM(A1:A9)`, "\t=1+1", "\r=1+1", "\n=1", ` =1+1`, `＝1+1`, `＋1`, `－1`, `＠SUM(1)`, `"=1+1"`, `'=1+1`, `;=1+1`, `,=1`, `|x`, `%0A=1`,
	`{{.}} {{printf "%s" .}} ${7*7} #{7*7} <%= 7*7 %> [[${7*7}]]`,
	"right to left \u202egnp.exe\u202c and \u2066isolated\u2069 \u200f\u200e\u061c",
	"zero\u200bwidth\u200c\u200d\u2060\ufeff soft\u00adhyphen",
	"escape \x1b[31mred\x1b[0m bell \x07 null \x00 delete \x7f c1 \u009b31m \u0085",
	"tags \U000e0041\U000e0042 private \ue000 line\u2028para\u2029",
	"bad utf-8 \xff\xfe\xc0\xaf",
	strings.Repeat("A", 900),
	strings.Repeat("wide \u4e2d\u6587 ", 60),
	"\u0301combining first", "e\u0301\u0301\u0301\u0301\u0301",
}

// badURLs must never become a link.
var badURLs = []string{
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\nscript:alert(1)", ` javascript:alert(1)`, `data:text/html,<script>alert(1)</script>`,
	`vbscript:msgbox(1)`, `file:///etc/passwd`, `//evil.example/x`, `/relative`, `https://user:pw@evil.example/`, `https://`, `http:evil.example`,
	"https://evil.example\u202e/", `https://ev"il.example/`, `https://evil.example<x>/`, `blob:https://a.example/1`, `ftp://evil.example/`,
	"https://\x00evil.example/", `https:\\evil.example\x`,
}

// sneakyURLs are links, once encoded.
var sneakyURLs = []string{
	`https://a.example/"><script>alert(1)</script>`, `https://a.example/?q='onmouseover=alert(1)`, `https://a.example/a)b](c`, "https://a.example/\u202egnp",
	`https://a.example/a b<c>`, "https://b\u00fccher.example/", `https://a.example/#<svg/onload=alert(1)>`, `https://a.example/\..\x`, `https://a.example:8443/p?x=1&y=2`,
}

// hostileDay puts payloads into every place that text from outside reaches.
func hostileDay() store.Day {
	d := richDay()
	n := 0
	next := func() string { n++; return payloads[n%len(payloads)] }
	address := func() string {
		n++
		all := append(append([]string{}, badURLs...), sneakyURLs...)
		return all[n%len(all)]
	}
	d.Findings = map[string]store.Finding{}
	d.Events, d.Terms, d.Upcoming = nil, map[string][]string{}, nil
	base := richDay().Findings
	for i, p := range payloads {
		f := base[[]string{"f-share-10", "f-invest", "f-round", "f-licence"}[i%4]]
		f.Key = fmt.Sprintf("f-%03d", i)
		f.Term = next()
		f.Claim.Quote, f.Claim.Source, f.Claim.Product, f.Claim.Scope = p, next(), next(), next()
		f.Claim.Basis = []string{next()}
		if i%5 == 0 {
			f.Claim.Subject, f.Claim.Object = next(), next()
			f.Claim.Date, f.Claim.Period, f.Claim.Kind, f.Claim.Modality = next(), next(), next(), next()
		}
		if i%7 == 0 && f.Claim.Value != nil {
			v := *f.Claim.Value
			v.Unit, v.Bound = next(), next()
			f.Claim.Value = &v
		}
		f.Rule, f.Note = next(), next()
		s := f.Sightings[0]
		s.Claim, s.Title, s.URL, s.DateFrom = f.Claim, next(), address(), next()
		s.Outlet.Name = next()
		f.Sightings = []store.Sighting{s}
		f.Origins = []store.Origin{{Name: next(), Slug: next(), Outlets: []string{next(), next()}, Note: next()}}
		d.Findings[f.Key] = f
		d.Terms[f.Term] = append(d.Terms[f.Term], f.Key)
		other := fmt.Sprintf("f-%03d", (i+1)%len(payloads))
		kind := []store.EventKind{store.EventNew, store.EventConflict, store.EventChanged, store.EventConfirmed, store.EventWithdrawn, store.EventRepeated}[i%6]
		d.Events = append(d.Events, store.Event{Day: d.Day, Seq: uint64(i), At: d.AsOf, Kind: kind, Finding: f.Key, Other: other, Before: next(), After: next(), Why: next()})
		if i%9 == 0 {
			article := fmt.Sprintf("a-%03d", i)
			d.Articles[article] = store.Page{URL: address(), Title: p, Outlet: store.Outlet{Name: next()}}
			d.Events = append(d.Events, store.Event{Day: d.Day, Seq: uint64(1000 + i), At: d.AsOf, Kind: store.EventEdited, Article: article, Before: next(), After: p, Why: next()})
			d.Upcoming = append(d.Upcoming, f)
		}
	}
	d.Zone = "Zone <b>/\u202e"
	for i := range d.Runs[0].Sources {
		d.Runs[0].Sources[i].Name, d.Runs[0].Sources[i].Reason = next(), next()
		d.Runs[0].Sources[i].Pages = map[string]int{next(): 2}
	}
	return d
}

func hostileDigest() Digest {
	return Build(hostileDay(), Options{Title: `Deals </title><script>alert(1)</script>`, Version: `1"><img src=x onerror=alert(1)>`, Names: func(slug string) string {
		if n := partyNames[slug]; n != "" {
			return n + ` <b onclick=alert(1)>`
		}
		return ""
	}})
}

// allowed elements of the page and the attributes each may bear.
var allowed = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "title": "id", "style": "", "body": "", "header": "", "main": "", "footer": "",
	"nav": "aria-label", "section": "aria-labelledby class", "article": "class id", "figure": "", "figcaption": "", "details": "", "summary": "",
	"h1": "", "h2": "id class", "h3": "", "h4": "", "p": "class", "div": "class", "span": "aria-hidden class", "strong": "", "b": "", "ul": "class", "li": "class",
	"dl": "class", "dt": "", "dd": "", "blockquote": "", "time": "datetime", "a": "href rel", "table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "",
	"svg": "viewBox role aria-labelledby width height aria-hidden", "desc": "id", "line": "class x1 y1 x2 y2", "text": "class x y text-anchor transform",
	"rect": "class x y width height rx", "circle": "class cx cy r", "path": "class d",
}

func TestHostileHTML(t *testing.T) {
	d := hostileDigest()
	b, err := Render(d, "html")
	if err != nil {
		t.Fatal(err)
	}
	quotes := map[string]bool{}
	checkElements(t, b, allowed, func(n *html.Node) {
		if n.Data == "blockquote" {
			quotes[textOf(n)] = true
		}
	})
	for i, p := range payloads {
		if i%6 == 5 { // repeated: shown without its quote
			continue
		}
		if want := quoted(Visible(string([]rune(p)))); !quotes[want] {
			t.Errorf("the page does not show the quote %q as it is", want)
		}
	}
	noControls(t, b)
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// checkElements parses HTML and fails on an element, attribute or address that
// is not allowed.
func checkElements(t *testing.T, b []byte, allowed map[string]string, each func(*html.Node)) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch n.Type {
		case html.CommentNode:
			t.Errorf("a comment: %q", n.Data)
		case html.ElementNode:
			attrs, ok := allowed[n.Data]
			if !ok {
				t.Errorf("element <%s> is not of ours: %v", n.Data, n.Attr)
			}
			for _, a := range n.Attr {
				if !slices.Contains(strings.Fields(attrs), a.Key) {
					t.Errorf("attribute %s=%q of <%s> is not of ours", a.Key, a.Val, n.Data)
				}
				if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("a link to %q", a.Val)
				}
				if a.Key == "http-equiv" && a.Val != "Content-Security-Policy" {
					t.Errorf("meta http-equiv=%q", a.Val)
				}
			}
			if each != nil {
				each(n)
			}
		}
	}
}

// noControls fails on any raw character that steers a display.
func noControls(t *testing.T, b []byte) {
	t.Helper()
	for i, r := range string(b) {
		if r != '\n' && r != '\r' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)) {
			t.Errorf("raw %U at byte %d, near %q", r, i, b[max(0, i-30):min(len(b), i+30)])
			return
		}
	}
}

func TestHostileLinks(t *testing.T) {
	for _, u := range badURLs {
		if address, host := link(u); address != "" || host != "" {
			t.Errorf("link(%q) = %q, %q; want none", u, address, host)
		}
	}
	for _, u := range sneakyURLs {
		address, host := link(u)
		if !strings.HasPrefix(address, "https://") || host == "" || strings.ContainsAny(address, " \"'<>()\\`") {
			t.Errorf("link(%q) = %q, %q; want an encoded link", u, address, host)
		}
		for _, r := range address {
			if r <= ' ' || r >= 0x7f {
				t.Errorf("link(%q) = %q holds %U", u, address, r)
			}
		}
	}
	if address, _ := link("https://a.example//b/?x=1&y#z"); address != "https://a.example//b/?x=1&y#z" {
		t.Errorf("a plain address came back as %q", address)
	}
	if _, host := link("https://b\u00fccher.example/"); host != "xn--bcher-kva.example" {
		t.Errorf("host of an international name = %q, want it in ASCII", host)
	}
}

func TestHostileCSV(t *testing.T) {
	d := hostileDigest()
	b, err := Render(d, "csv")
	if err != nil {
		t.Fatal(err)
	}
	noControls(t, b)
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(d.Rows)+1 {
		t.Fatalf("%d rows, want a head and %d events", len(rows), len(d.Rows))
	}
	for _, row := range rows[1:] {
		for i, c := range row {
			if columns[i].number {
				continue
			}
			first := strings.TrimLeft(c, " \t\"")
			if first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) {
				t.Errorf("column %s begins a formula: %q", columns[i].name, c)
			}
		}
	}
}

func TestHostileJSON(t *testing.T) {
	d := hostileDigest()
	b, err := Render(d, "json")
	if err != nil {
		t.Fatal(err)
	}
	noControls(t, b)
	back, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, it := range back.Withdrawn {
		found[it.Finding.Source.Quote] = true
	}
	for _, it := range back.Changed {
		found[it.Finding.Source.Quote] = true
		if it.Other != nil {
			found[it.Other.Source.Quote] = true
		}
	}
	for i, p := range payloads {
		if k := i % 6; (k == 1 || k == 2 || k == 4) && !found[string([]rune(p))] {
			t.Errorf("the quote %q is not in the JSON as it is", p)
		}
	}
	if !json.Valid(b) {
		t.Error("not JSON")
	}
}

func TestHostileAtom(t *testing.T) {
	b, err := Atom([]Digest{hostileDigest()})
	if err != nil {
		t.Fatal(err)
	}
	noControls(t, b)
	var content string
	for dec := xml.NewDecoder(bytes.NewReader(b)); ; {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if !slices.Contains(strings.Fields("feed id title updated author name generator link entry summary content"), tok.Name.Local) {
				t.Errorf("element <%s> is not of ours", tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if a.Name.Local == "href" && a.Value != "feed.atom" && a.Value != "2025-11-24.html" {
					t.Errorf("a link to %q", a.Value)
				}
			}
			if tok.Name.Local == "content" {
				if err := dec.DecodeElement(&content, &tok); err != nil {
					t.Fatal(err)
				}
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			if p, ok := tok.(xml.ProcInst); !ok || p.Target != "xml" {
				t.Errorf("token %v is not of ours", tok)
			}
		}
	}
	checkElements(t, []byte(content), map[string]string{"html": "", "head": "", "body": "", "p": "", "h3": "", "ul": "", "li": "", "a": "href"}, nil)
}

func TestHostileText(t *testing.T) {
	d := hostileDigest()
	for _, format := range []string{"md", "txt"} {
		b, err := Render(d, format)
		if err != nil {
			t.Fatal(err)
		}
		noControls(t, b)
	}
}

// The golden files of a hostile day show a reviewer what readers will see.
func TestHostileGolden(t *testing.T) {
	day := hostileDay()
	day.Events = day.Events[:24]
	d := Build(day, testOptions)
	for _, format := range []string{"md", "html", "csv"} {
		b, err := Render(d, format)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", "hostile."+format), b)
	}
}

func FuzzText(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	base := richDay().Findings["f-round"]
	f.Fuzz(func(t *testing.T, s string) {
		if v := Visible(s); Visible(v) != v {
			t.Errorf("Visible(%q) is not the same twice", s)
		}
		fd := base
		fd.Claim.Quote, fd.Claim.Product = s, s
		fd.Sightings = slices.Clone(base.Sightings)
		fd.Sightings[0].Claim, fd.Sightings[0].Title, fd.Sightings[0].URL, fd.Sightings[0].Outlet.Name = fd.Claim, s, s, s
		day := store.Day{Day: "2025-11-24", Findings: map[string]store.Finding{fd.Key: fd}, Events: []store.Event{{Kind: store.EventNew, Finding: fd.Key, Why: s}}}
		d := Build(day, Options{})
		for _, format := range Formats {
			b, err := Render(d, format)
			if err != nil {
				t.Fatal(err)
			}
			noControls(t, b)
			if format == "html" {
				checkElements(t, b, allowed, nil)
			}
		}
	})
}
