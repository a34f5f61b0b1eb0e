package decode

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

func bytesIn(e encoding.Encoding, s string) []byte {
	out, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return out
}

func TestHTML(t *testing.T) {
	russian := "<p>Компания объявила о сделке на сумму десять миллионов долларов, сообщает газета.</p>"
	japaneseText := "<p>同社は十億ドルの契約を発表した。半導体の供給は来年から始まる予定である。</p>"
	for _, c := range []struct {
		name, contentType string
		body              []byte
		want              string
	}{
		{"UTF-8", "text/html; charset=utf-8", []byte("für"), "für"},
		{"UTF-8 with a mark", "text/html; charset=iso-8859-1", []byte("\xEF\xBB\xBFfür"), "für"},
		{"nothing declared, ASCII", "text/html", []byte("plain"), "plain"},
		{"header", "text/html; charset=windows-1251", bytesIn(charmap.Windows1251, russian), russian},
		{"header in quotes and capitals", `text/html; Charset="KOI8-R"`, bytesIn(charmap.KOI8R, russian), russian},
		{"meta", "text/html", bytesIn(charmap.Windows1251, `<meta charset="windows-1251">`+russian), `<meta charset="windows-1251">` + russian},
		{"old meta", "text/html", bytesIn(korean.EUCKR, `<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>반도체</p>`), `<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>반도체</p>`},
		{"undeclared windows-1251", "", bytesIn(charmap.Windows1251, russian), russian},
		{"undeclared Shift-JIS", "", bytesIn(japanese.ShiftJIS, japaneseText), japaneseText},
		{"ISO-2022-JP", "text/html; charset=iso-2022-jp", bytesIn(japanese.ISO2022JP, japaneseText), japaneseText},
		{"UTF-16", "", bytesIn(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "für"), "für"},
		{"UTF-16 without a mark", "", bytesIn(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "<p>für</p>"), "<p>für</p>"},
		{"UTF-8 with one stray byte", "text/html; charset=utf-8", []byte("für \x93alle\x94"), "für “alle”"},
		{"a charset nobody knows", "text/html; charset=klingon", []byte("für"), "für"},
		{"empty", "", nil, ""},
	} {
		if got := string(HTML(c.body, c.contentType)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfe<\x00"), "text/html; charset=utf-16")
	f.Add([]byte(`<?xml version="1.0" encoding="shift_jis"?>`+"\x81"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		for _, out := range [][]byte{HTML(body, contentType), XML(body, contentType)} {
			if !utf8.Valid(out) {
				t.Errorf("not UTF-8: %q", out)
			}
		}
	})
}
