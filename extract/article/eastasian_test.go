package article

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

var (
	inJapanese    = "港湾銀行は火曜日、造船所に今後五年間で四千万ドルを貸し付けることで合意したと発表した。市が半額を保証する。新しいドックの建設に使われる。"
	inSimplified  = "港口银行星期二宣布，同意在今后五年内向造船厂提供四千万美元的贷款。这笔钱将用于建设新的船坞，市政府为其中的一半作担保。"
	inTraditional = "港口銀行星期二宣布，同意在今後五年內向造船廠提供四千萬美元的貸款。這筆錢將用於建設新的船塢，市政府為其中的一半作擔保。"
	inKorean      = "항만은행은 화요일 조선소에 앞으로 오 년 동안 사천만 달러를 빌려주기로 합의했다고 발표했다. 시는 그 절반을 보증한다. 이 돈은 새 도크를 짓는 데 쓰인다."
)

func TestGuessEastAsian(t *testing.T) {
	page := func(s string) string {
		return "<html><head><title>x</title></head><body><p>" + s + "</p><p>Harbour Times, 2025</p></body></html>"
	}
	for _, tc := range []struct {
		name     string
		encoding encoding.Encoding
		text     string
	}{
		{"Shift-JIS", japanese.ShiftJIS, inJapanese},
		{"EUC-JP", japanese.EUCJP, inJapanese},
		{"GB18030", simplifiedchinese.GB18030, inSimplified},
		{"GBK", simplifiedchinese.GBK, inSimplified},
		{"Big5", traditionalchinese.Big5, inTraditional},
		{"EUC-KR", korean.EUCKR, inKorean},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, contentType := range []string{"text/html", "text/html; charset=utf-8"} {
				if got := string(decode(encoded(t, tc.encoding, page(tc.text)), contentType)); got != page(tc.text) {
					t.Errorf("%s: got %q", contentType, got)
				}
			}
			long := page(strings.Repeat(tc.text+"\n", 2000)) // the sample ends inside of it
			if got := string(decode(encoded(t, tc.encoding, long), "text/html")); got != long {
				t.Errorf("a long page is not decoded")
			}
		})
	}
}

// TestGuessEastAsianNot holds that pages of other scripts are none of East Asia,
// in any encoding of theirs.
func TestGuessEastAsianNot(t *testing.T) {
	for _, tc := range []struct {
		name     string
		encoding encoding.Encoding
		text     string
	}{
		{"German", charmap.Windows1252, "Die Hafenbank leiht der Werft für das größte Dock der Küste 40 Millionen – „ohne Bürgschaft“, wie es heißt. "},
		{"French", charmap.Windows1252, "La banque du port prête à la société du chantier quarante millions d’euros pour la création d’une forme de radoub, a-t-elle annoncé là-bas. "},
		{"Swedish", charmap.ISO8859_1, "Hamnbanken lånar ut fyrtio miljoner till varvet på ön för att bygga en ny större docka åt båtägarna här. "},
		{"Turkish", charmap.Windows1254, "Liman bankası tersaneye beş yıl içinde kırk milyon dolar borç vermeyi kabul ettiğini salı günü açıkladı. Şehir yarısına kefil oluyor. "},
		{"Polish", charmap.Windows1250, "Bank portowy pożyczy stoczni czterdzieści milionów złotych na budowę większego doku, ogłosił we wtorek. Miasto ręczy za połowę długu. "},
		{"Russian", charmap.Windows1251, "Портовый банк согласился одолжить верфи сорок миллионов долларов на пять лет, сообщили во вторник обе компании. Город ручается за половину. "},
		{"Russian", charmap.KOI8R, "Портовый банк согласился одолжить верфи сорок миллионов долларов на пять лет, сообщили во вторник обе компании. Город ручается за половину. "},
		{"Russian", charmap.ISO8859_5, "Портовый банк согласился одолжить верфи сорок миллионов долларов на пять лет, сообщили во вторник обе компании. Город ручается за половину. "},
		{"Greek", charmap.Windows1253, "Η τράπεζα του λιμανιού συμφώνησε να δανείσει στο ναυπηγείο σαράντα εκατομμύρια δολάρια για πέντε χρόνια, ανακοίνωσαν την Τρίτη. "},
		{"Hebrew", charmap.Windows1255, "בנק הנמל הסכים להלוות למספנה ארבעים מיליון דולר במשך חמש שנים, כך הודיעו ביום שלישי שתי החברות. העיר ערבה למחצית הסכום. "},
		{"Arabic", charmap.Windows1256, "وافق بنك المرفأ على إقراض حوض بناء السفن أربعين مليون دولار على مدى خمس سنوات كما أعلنت الشركتان يوم الثلاثاء. "},
		{"Thai", charmap.Windows874, "ธนาคารท่าเรือตกลงให้อู่ต่อเรือกู้เงินสี่สิบล้านดอลลาร์ในเวลาห้าปี ทั้งสองบริษัทประกาศเมื่อวันอังคาร "},
		{"signs", charmap.Windows1252, "£40m – “yes” – €5 – ©®™ – ½ – « » – … – •• ±× "},
	} {
		body := encoded(t, tc.encoding, strings.Repeat(tc.text, 5))
		if e := guessEastAsian(body); e != nil {
			t.Errorf("%s in %v is taken for %v", tc.name, tc.encoding, e)
		}
	}
}
