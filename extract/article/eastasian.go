package article

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// eastAsian are the encodings that pages of East Asia use without saying so,
// each with what its text is mostly made of.
var eastAsian = []struct {
	encoding encoding.Encoding
	common   func(rune) bool
	least    int // percent of the letters beyond ASCII that are common
}{
	{japanese.ShiftJIS, isKana, 30},
	{japanese.EUCJP, isKana, 30},
	{korean.EUCKR, commonIn(commonHangul), 30},
	{simplifiedchinese.GB18030, commonIn(commonSimplified), 30},
	{traditionalchinese.Big5, commonIn(commonTraditional), 30},
}

// The commonest letters of each script. Of running text they are a half and
// more; of text that is read in a wrong encoding, which falls anywhere among
// thousands of letters, they are a tenth.
const (
	commonSimplified  = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新制身果加月话合回特代内信表化给世位次度门任常先海通教原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打变四总何电数安少报才结反受目太量再建务做接必场件计管期市直资命金指许统区保至队形社便空决治展科司五基非则却界达光放强即难且权思完设式色路记南品住告类求据程北边该交规万取望术领共确今院让识候带导争运，。、；：“”《》（）"
	commonTraditional = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新制身果加月話合回特代內信表化給世位次度門任常先海通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打變四總何電數安少報才結反受目太量再建務做接必場件計管期市直資命金指許統區保至隊形社便空決治展科司五基非則卻界達光放強即難且權思完設式色路記南品住告類求據程北邊該交規萬取望術領共確今院讓識候帶導爭運，。、；：「」《》（）"
	commonHangul      = "이다는의에을를가한고지하로도사은기인어정그대시해자리아서있보나수일들라제부원과전장스주상여연구국만동었것관유선비무면조공신업성개세화경안계회실오치적트위와간중분민월년했까결용미법요행발게우체으할마내외당"
)

func isKana(r rune) bool {
	return r >= 0x3041 && r <= 0x30FE || r == '。' || r == '、'
}

func commonIn(letters string) func(rune) bool {
	set := make(map[rune]bool, len(letters)/3)
	for _, r := range letters {
		set[r] = true
	}
	return func(r rune) bool { return set[r] }
}

// guessEastAsian returns the encoding of a page that declares none and is not
// UTF-8, or nil. What it decodes must be free of errors, nearly all letters of
// East Asia, and many of them common ones.
func guessEastAsian(body []byte) encoding.Encoding {
	sample := beyondASCII(body)
	if sample == nil {
		return nil
	}
	var best encoding.Encoding
	most := 0
	for i := range eastAsian {
		c := &eastAsian[i]
		text, err := c.encoding.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		wide, common, wrong := 0, 0, 0
		for _, r := range string(text) {
			switch {
			case r < utf8.RuneSelf:
			case r == utf8.RuneError || r >= 0xE000 && r <= 0xF8FF || unicode.IsControl(r):
				wrong++
			case c.common(r):
				common++
				wide++
			case r >= 0x2E80 && r <= 0xD7FF || r >= 0xFF00 && r <= 0xFFEF:
				wide++
			default: // letters of the West, dashes, signs
				wrong += wrongShare(r)
			}
		}
		if wide < 20 || wrong*33 > wide {
			continue
		}
		if share := common * 100 / wide; share >= c.least && share > most {
			best, most = c.encoding, share
		}
	}
	return best
}

// wrongShare is 1 for a letter that no text of East Asia holds in numbers.
func wrongShare(r rune) int {
	if unicode.IsLetter(r) {
		return 1
	}
	return 0
}

// beyondASCII returns a piece of body that begins with its first lines beyond
// ASCII, at most 64 KiB, cut at line ends or tags where it can be; nil where
// there are too few such bytes to judge by.
func beyondASCII(body []byte) []byte {
	const size, least = 64 << 10, 40
	first := 0
	for first < len(body) && body[first] < utf8.RuneSelf {
		first++
	}
	sample := body[first:min(len(body), first+size)]
	n := 0
	for _, c := range sample {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	if n < least {
		return nil
	}
	if first+size < len(body) { // not in the middle of a letter
		for i := len(sample) - 1; i > len(sample)-1000 && i > 0; i-- {
			if sample[i] == '\n' || sample[i] == '<' {
				return sample[:i]
			}
		}
	}
	return sample
}
