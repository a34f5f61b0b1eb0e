package article

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	german := `<p>Die Hafenbank leiht der Werft für das Dock 40 Millionen – „ohne Bürgschaft“.</p>`
	latin := `<p>Die Hafenbank leiht der Werft für das Dock 40 Millionen.</p>`
	kanji := `<p>港湾銀行は造船所に四千万ドルを貸し付けることで合意したと発表した。</p>`
	for _, tc := range []struct {
		name, contentType string
		body              []byte
		want              string
	}{
		{"UTF-8", "text/html", []byte(german), german},
		{"UTF-8 that a meta calls Latin-1", "text/html; charset=iso-8859-1", []byte(`<meta charset="iso-8859-1">` + german), `<meta charset="iso-8859-1">` + german},
		{"UTF-8 with a byte order mark", "", []byte("\ufeff" + german), german},
		{"UTF-8 with one broken byte", "text/html", []byte(german + "\xff"), german + "\uFFFD"},
		{"Windows-1252 by header", "text/html; charset=windows-1252", encoded(t, charmap.Windows1252, german), german},
		{"Windows-1252 by meta", "text/html", encoded(t, charmap.Windows1252, `<meta charset="windows-1252">`+german), `<meta charset="windows-1252">` + german},
		{"Latin-1, undeclared", "text/html", encoded(t, charmap.ISO8859_1, latin), latin},
		{"Shift-JIS by meta", "text/html", encoded(t, japanese.ShiftJIS, `<meta charset="Shift_JIS">`+kanji), `<meta charset="Shift_JIS">` + kanji},
		{"UTF-16 little-endian with a byte order mark", "text/html", append([]byte("\xff\xfe"), encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), german)...), german},
		{"UTF-16 big-endian without", "text/html", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), latin), latin},
		{"UTF-16 with half a letter at the end", "text/html", append(append([]byte("\xff\xfe"), encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), latin)...), 'x'), latin + "\uFFFD"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := string(decode(tc.body, tc.contentType)); got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestSquash(t *testing.T) {
	for in, want := range map[string]string{
		"":                                  "",
		"plain":                             "plain",
		"  two\n\twords ":                   "two words",
		"$12\u202fmillion\u00a0more":        "$12 million more",
		"com\u00adpany bar\u200bnacles":     "company barnacles",
		"R&amp;D":                           "R&D",
		"R&D; yes":                          "R&D; yes",
		"AT&T; and &unknownentity; stay":    "AT&T; and &unknownentity; stay",
		"\u202ereversed\u202c \x1b[31m":     "reversed [31m",
		"family \U0001F468\u200d\U0001F469": "family \U0001F468\u200d\U0001F469",
	} {
		if got := squash(in); got != want {
			t.Errorf("squash(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestGuardLetsRealPagesPass(t *testing.T) {
	for name, page := range map[string]string{
		"conditional comments": `<!--[if IE 7]><html class="ie7"><![endif]--><!--[if IE 8]><html class="ie8"><![endif]--><html class="x"><body class="y">`,
		"scripts":              "<script>for (i = 0; i<n; i++) { if (a<b && c>d) { " + strings.Repeat("x = y ; ", 100) + "} }</script>",
		"a quote in a name":    `<p data-x"y=1 z='a > b'>text</p>`,
		"many attributes":      "<div " + strings.Repeat(`data-a="1" `, 300) + ">",
		"links with icons":     strings.Repeat(`<a class="x" href="/a"><i class="icon"><svg><title>t</title></svg></i><b>a<!-- -->b</b></a><p>x</p>`, 20_000),
		"fonts without an end": "<table>" + strings.Repeat(`<tr><td><font size=2 color="#333"><b>x</td><td><a name=x>y</td></tr>`, 2_000),
		"markup in scripts":    strings.Repeat(`<script>x = "<b class=a>" + y + "</b><i id=1>" + z + "</i>"</script><p>x</p>`, 10_000),
	} {
		if err := guard([]byte(page)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
