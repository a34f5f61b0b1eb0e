package quantity

import "strings"

// word is what a word of the lexicon means in a number.
type word struct {
	kind   kind
	val    Decimal
	unit   string
	suffix bool // an abbreviation, valid only beside figures
	upper  bool // valid only in capitals: an ISO code that is also a word
}

func (w word) fill(a atom, text string) atom {
	if w.upper {
		if written := text[a.start:a.end]; written != strings.ToUpper(written) {
			return a
		}
	}
	a.kind, a.val, a.unit, a.suffix = w.kind, w.val, w.unit, w.suffix
	return a
}

// signs are the currency marks; a country may stand before the dollar's.
var signs = map[string]string{
	"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND",
	"฿": "THB", "₦": "NGN", "₱": "PHP", "₴": "UAH", "₸": "KZT", "₾": "GEL", "₿": "XBT", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₼": "AZN",
}

// Countries before a sign: US$, A$, HK$, CN¥.
var signCountries = map[string]string{
	"us$": "USD", "u.s.$": "USD", "u.s$": "USD", "usd$": "USD", "a$": "AUD", "au$": "AUD", "aud$": "AUD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "can$": "CAD", "cdn$": "CAD",
	"hk$": "HKD", "hkd$": "HKD", "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "nt$": "TWD", "nz$": "NZD", "r$": "BRL", "mx$": "MXN", "mex$": "MXN", "z$": "ZWL",
	"cn¥": "CNY", "rmb¥": "CNY", "cny¥": "CNY", "jp¥": "JPY", "j$": "JMD", "e£": "EGP", "uk£": "GBP", "gb£": "GBP", "tt$": "TTD", "b$": "BND", "n$": "NAD",
}

// ISO 4217 codes of traded currencies. In capitals only where they are words.
const isoCodes = "usd eur gbp jpy cny rmb inr krw rub try ils vnd thb ngn php uah kzt gel aud cad hkd sgd twd nzd brl mxn chf sek nok dkk pln czk huf ron " +
	"bgn aed sar qar kwd bhd omr jod egp lbp iqd mad tnd dzd zar kes ghs etb tzs ugx myr idr pkr bdt lkr npr ars clp cop pen uyu isk mnt xbt btc mop"
const isoUpper = "all try ron cop pen mad sar php ars sek etb mop lei"

// Currency words, one a line: code, then singular and plural forms. What
// several countries use goes to the one that English news means without a
// country; countryMoney holds the others.
const moneyWords = `USD dollar dollars bucks buck usdollar greenback greenbacks
EUR euro euros
GBP quid sterling
GBP pound pounds
JPY yen
CNY yuan renminbi kuai
INR rupee rupees
KRW won
RUB rouble roubles ruble rubles
TRY lira liras
ILS shekel shekels
CHF franc francs
SEK krona kronor
DKK kroner krone
MYR ringgit ringgits
IDR rupiah rupiahs
THB baht
PHP peso pesos
VND dong
AED dirham dirhams
SAR riyal riyals
IRR rial rials
KWD dinar dinars
BRL real reais
ZAR rand
PLN zloty zlotys
HUF forint forints
CZK koruna koruny
NGN naira
MNT tugrik tugriks
XBT bitcoin bitcoins
EGP geneh
KZT tenge
UAH hryvnia hryvnias
BDT taka`

// Which countries' money a shared word is: "australian dollars".
var countryMoney = map[string]string{
	"us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD", "hong kong dollar": "HKD",
	"singapore dollar": "SGD", "singaporean dollar": "SGD", "taiwan dollar": "TWD", "new zealand dollar": "NZD", "british pound": "GBP", "pound sterling": "GBP",
	"egyptian pound": "EGP", "lebanese pound": "LBP", "turkish lira": "TRY", "chinese yuan": "CNY", "japanese yen": "JPY", "swiss franc": "CHF",
	"indian rupee": "INR", "pakistani rupee": "PKR", "pakistan rupee": "PKR", "sri lankan rupee": "LKR", "nepalese rupee": "NPR", "korean won": "KRW", "south korean won": "KRW",
	"norwegian krone": "NOK", "norwegian kroner": "NOK", "danish krone": "DKK", "danish kroner": "DKK", "swedish krona": "SEK", "swedish kronor": "SEK", "czech koruna": "CZK",
	"mexican peso": "MXN", "philippine peso": "PHP", "chilean peso": "CLP", "argentine peso": "ARS", "colombian peso": "COP", "brazilian real": "BRL",
	"saudi riyal": "SAR", "qatari riyal": "QAR", "qatari rial": "QAR", "omani rial": "OMR", "iranian rial": "IRR", "uae dirham": "AED", "emirati dirham": "AED", "moroccan dirham": "MAD",
	"kuwaiti dinar": "KWD", "bahraini dinar": "BHD", "jordanian dinar": "JOD", "iraqi dinar": "IQD", "malaysian ringgit": "MYR", "malaysia ringgit": "MYR",
	"indonesian rupiah": "IDR", "thai baht": "THB", "polish zloty": "PLN", "russian rouble": "RUB", "russian ruble": "RUB", "israeli shekel": "ILS", "south african rand": "ZAR",
	"offshore yuan": "CNY", "israeli new shekel": "ILS", "new taiwan dollar": "TWD", "new israeli shekel": "ILS",
}

// Adjectives that only tell whose money it is.
var moneyCountries = func() map[string]bool {
	m := map[string]bool{}
	for k := range countryMoney {
		for w := range strings.FieldsSeq(k[:strings.LastIndexByte(k, ' ')]) {
			m[w] = true
		}
	}
	return m
}()

var coins = map[string]string{
	"cent": "USD", "cents": "USD", "penny": "USD", "pennies": "USD", "pence": "GBP", "euro cent": "EUR", "paise": "INR", "sen": "MYR", "mao": "CNY",
}

// lexicon holds every word a number or its unit can be made of.
var lexicon = func() map[string]word {
	m := map[string]word{}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = word{kind: small, val: NewDecimal(int64(i), 0)}
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = word{kind: tens, val: NewDecimal(int64(i+2)*10, 0)}
	}
	m["fourty"] = m["forty"]
	m["hundred"] = word{kind: hundred, val: Decimal{1, 2}}
	for w, exp := range map[string]int32{
		"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15, "lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5, "lkh": 5, "lkhs": 5,
		"crore": 7, "crores": 7, "milliard": 9,
	} {
		m[w] = word{kind: multiple, val: Decimal{1, exp}}
	}
	for w, exp := range map[string]int32{
		"k": 3, "m": 6, "mm": 6, "mn": 6, "mln": 6, "mio": 6, "mil": 6, "mill": 6, "b": 9, "bn": 9, "bln": 9, "bil": 9, "bill": 9, "mrd": 9, "t": 12, "tn": 12, "tln": 12, "trn": 12, "tr": 12, "tril": 12,
		"cr": 7, "crs": 7,
	} {
		m[w] = word{kind: multiple, val: Decimal{1, exp}, suffix: true}
	}
	m["dozen"] = word{kind: multiple, val: Decimal{12, 0}}
	m["dozs"] = m["dozen"]
	for w, exp := range map[string]int32{"hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12} {
		m[w] = word{kind: plural, val: Decimal{1, exp}}
	}
	m["tens"] = word{kind: plural, val: Decimal{1, 1}}
	m["dozens"] = word{kind: plural, val: Decimal{12, 0}}
	for w := range strings.FieldsSeq("multimillion multibillion multitrillion multi-million multi-billion multi-trillion multimillion-dollar multibillion-dollar multi-million-dollar " +
		"multi-billion-dollar multitrillion-dollar multi-trillion-dollar multibillion-euro multimillion-pound multi-hundred-million") {
		m[w] = word{kind: plural, val: Decimal{1, 6}, unit: vagueUnit(w)}
	}
	for i, w := range strings.Fields("half third quarter fifth sixth seventh eighth ninth tenth") {
		v, _ := Decimal{1, 0}.Quo(int64(i + 2))
		m[w] = word{kind: fraction, val: v, unit: w}
		m[w+"s"] = word{kind: fraction, val: v, unit: w}
	}
	m["halves"] = m["half"]
	delete(m, "halfs")
	m["fourth"], m["fourths"] = m["quarter"], m["quarters"]
	m["twentieth"] = word{kind: fraction, val: Decimal{5, -2}}
	m["hundredth"] = word{kind: fraction, val: Decimal{1, -2}}
	for w := range strings.FieldsSeq(isoCodes) {
		code := strings.ToUpper(w)
		switch code {
		case "RMB":
			code = "CNY"
		case "BTC":
			code = "XBT"
		}
		m[w] = word{kind: sign, unit: code}
		switch code {
		case "USD", "EUR", "GBP", "SEK":
			m["m"+w] = word{kind: sign, unit: code, val: Decimal{1, 6}}
		}
	}
	for w := range strings.FieldsSeq(isoUpper) {
		if x, ok := m[w]; ok {
			x.upper = true
			m[w] = x
		}
	}
	for w, code := range map[string]string{"rs": "INR", "rm": "MYR", "rp": "IDR", "kr": "SEK", "dhs": "AED", "dh": "AED", "nis": "ILS", "ntd": "TWD"} {
		m[w] = word{kind: sign, unit: code, upper: w == "rm" || w == "nis"}
	}
	m["l.e"] = word{kind: sign, unit: "EGP"}
	m["l.e."] = m["l.e"]
	for line := range strings.SplitSeq(moneyWords, "\n") {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			m[w] = word{kind: money, unit: words[0]}
		}
	}
	for w, code := range coins {
		m[w] = word{kind: coin, unit: code}
	}
	for w := range strings.FieldsSeq("percent pct percents pc percentage") {
		m[w] = word{kind: percent}
	}
	for unit, exp := range map[string]int32{"gw gws gigawatt gigawatts gwp gwdc gwac": 0, "mw mws megawatt megawatts mwp": -3, "kw kilowatt kilowatts": -6, "tw terawatt terawatts": 3, "watt watts": -9} {
		for w := range strings.FieldsSeq(unit) {
			m[w] = word{kind: watt, val: Decimal{1, exp}}
		}
	}
	for w := range strings.FieldsSeq("gwh mwh kwh twh gigawatt-hour gigawatt-hours megawatt-hour megawatt-hours kilowatt-hour kilowatt-hours terawatt-hour terawatt-hours") {
		m[w] = word{kind: energy}
	}
	return m
}()

func vagueUnit(w string) string {
	switch {
	case strings.HasSuffix(w, "dollar"):
		return "USD"
	case strings.HasSuffix(w, "euro"):
		return "EUR"
	case strings.HasSuffix(w, "pound"):
		return "GBP"
	}
	return ""
}

// What is counted. Model numbers in the plural (H100s) are chips too, see
// chipNoun.
var countNouns = func() map[string]string {
	m := map[string]string{}
	for unit, words := range map[string]string{
		Chips: "chip chips gpu gpus tpu tpus accelerator accelerators processor processors xpu xpus semiconductors lpu lpus npu npus asic asics superchip superchips trainium trainium2 trainium3 " +
			"h100-equivalents blackwells hoppers cpus gpu-equivalents",
		Users: "user users subscriber subscribers customer customers developer developers listeners viewers readers members subscriptions consumers shoppers clients coders licensees " +
			"creators seats learners",
		"other": "parameter parameters param params token tokens transistor transistors views downloads employees workers jobs staff staffers shares prompts messages queries hours homes households " +
			"miles kilometers kilometres acres square",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = unit
		}
	}
	return m
}()
