package article

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// chooseLanguage returns the ISO 639-1 code of a page's language: what the text
// clearly is, else what the page says.
func chooseLanguage(h *head, ld *structured, text string) string {
	declared := ""
	for _, tag := range []string{h.language, ld.language, h.metaLang, h.ogLocale} {
		if declared = languageCode(tag); declared != "" {
			break
		}
	}
	read, clear := readLanguage(text)
	if declared == "" || clear && read != "" {
		return firstOf(read, declared)
	}
	return declared
}

// languageCode returns the two letters a language tag begins with
// (RFC 5646), or "".
func languageCode(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	tag, _, _ = strings.Cut(tag, "-")
	tag, _, _ = strings.Cut(tag, "_")
	switch tag {
	case "nb", "nn":
		return "no"
	case "iw":
		return "he"
	case "in":
		return "id"
	}
	if len(tag) != 2 || tag[0] < 'a' || tag[0] > 'z' || tag[1] < 'a' || tag[1] > 'z' {
		return ""
	}
	return tag
}

// commonWords are frequent words of languages in Latin and Cyrillic script, as
// far as a neighbour does not share all of them.
var commonWords = map[string]string{
	"en": "the of and to in that is was for with on as by at from his her they this which be are have has it not but an who will were would been",
	"de": "der die das und ist nicht ein eine mit auf den dem des sich auch für von zu im wird werden sind hat als nach bei aus wie sie dass oder",
	"fr": "le la les des et est une que qui dans pour sur pas plus au aux avec ce cette par son ses ont du en il elle été sont mais",
	"es": "el la los las de que y en un una por con para del se al lo como más pero sus ha su este esta fue son no muy también",
	"it": "il lo la gli le di che e è un una per con non del della nel alla sono più anche ha dei delle si come dal questo ma",
	"pt": "o a os as de que e em um uma para com não do da dos das no na por mais se como foi ao pela pelo são ele também",
	"nl": "de het een van en in is dat op te met voor zijn niet aan er om ook als door bij naar maar wordt heeft nog uit deze werd",
	"sv": "och att det som en är på av för med den inte till har de om ett var från kan men när efter vi också hade sig sin",
	"no": "og det som en er på av for med den ikke til har de om et var fra kan men når etter vi også hadde seg sin ble jeg skal være",
	"da": "og det som en er på af for med den ikke til har de om et var fra kan men når efter vi også havde sig sin blev jeg skal være være nogle",
	"fi": "ja on ei se että hän oli mutta ovat myös kun joka kuin sen mukaan niin vain jo ole sitä tämä ennen vuoden mitä",
	"is": "og að er sem við ekki var fyrir með um það hann hún til en þeir eru hefur verið frá því þegar sé þess segir",
	"pl": "i w na z do się nie że to jest o jak po za od ale dla przez tym oraz był być są który która które jego także",
	"cs": "a v se na je že s z do o by za to ale jak po pro jsou byl jeho který která které od podle také už když nebo",
	"sk": "a v sa na je že s z do o by za to ale ako po pre sú bol jeho ktorý ktorá ktoré od podľa aj už keď alebo",
	"hu": "a az és hogy nem is egy van volt meg csak ez azt de már még mint szerint el lesz ki vagy után",
	"ro": "și în de la cu pe nu că din este pentru care au fost mai sau un o ce se sunt prin după între către",
	"hr": "i u je na se da su za od s ne koji koja koje što kao bi će ali iz o po nije još biti više",
	"tr": "ve bir bu için ile da de çok olarak daha olan gibi sonra kadar ancak ise var değil oldu olduğu göre",
	"lt": "ir kad yra su iš apie tai kaip bet po už jis buvo nuo ar dėl taip pat būti per kuris kurie",
	"lv": "un ir ka ar no par uz tas kā bet arī pēc lai nav bija viņš šis vai gan pie kas",
	"et": "ja on ei et see oma ka kui kes mis oli aga või tema välja ning pärast siis kuid mille",
	"id": "yang dan di dengan untuk ini dari dalam pada itu tidak akan juga oleh ke sebagai telah adalah karena ada tersebut",
	"ms": "yang dan di dengan untuk ini dari dalam pada itu tidak akan juga oleh ke sebagai telah adalah kerana ada beliau bahawa kata",
	"vi": "và của là có trong được cho không với các một những người này đã khi từ đến để về",
	"sw": "na ya wa kwa ni katika za la kuwa hiyo huo cha hilo hii wakati baada amesema alisema ambao pia kama watu hao",
	"zu": "ukuthi futhi ngoba kodwa uma lo kanye uthe lokhu wathi nje kule yakhe emva abantu umuntu le bese ngesikhathi kuthiwa okuthe ngemuva",
	"xh": "ukuba kwaye kuba xa okanye kodwa uthi ngexesha oko nje kwi into abantu umntu le apho emva lo kananjalo ukuze ngoku athi",
	"af": "die en van in is nie het dat wat vir met op te om sy hy ook was aan deur sal kan maar ons hulle",
	"ca": "el la els les de que i en un una per amb del al és no més com ha ser són però també pel dels",
	"sq": "e të në dhe që një me për nga i është ka nuk së si do u më janë por kjo",
	"ru": "и в не на что с он по как это из за к его для от но так был же также после все уже о быть они",
	"uk": "і в не на що з він за як це до для від та його але був про після також які який вже є у або",
	"bg": "и в на за да се от с по не че са е като ще но при беше към след това още или към които",
	"sr": "и у је на да се за од са су не који што као би ће али из о по није још бити",
}

var languageOf = func() map[string][]string {
	m := make(map[string][]string, 900)
	for code, words := range commonWords {
		seen := map[string]bool{}
		for _, w := range strings.Fields(words) {
			if !seen[w] {
				seen[w] = true
				m[w] = append(m[w], code)
			}
		}
	}
	return m
}()

// readLanguage guesses the language of a text from its script, and within Latin
// and Cyrillic from its most frequent words. clear means that no other language
// comes near.
func readLanguage(text string) (code string, clear bool) {
	if len(text) > 6000 {
		text = text[:6000]
	}
	if code := scriptLanguage(text); code != "" {
		return code, len(text) > 200
	}
	votes := map[string]int{}
	words, nguni := 0, 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if len(w) >= 24 {
			continue
		}
		w = strings.ToLower(w)
		for _, c := range languageOf[w] {
			votes[c]++
		}
		if looksNguni(w) {
			nguni++
		}
	}
	if nguni*4 >= words && words >= 60 { // its words carry what others say in words of their own
		if votes["xh"] > votes["zu"] {
			return "xh", true
		}
		return "zu", true
	}
	first, second := 0, 0
	for _, c := range slices.Sorted(maps.Keys(votes)) {
		if n := votes[c]; n > first {
			code, first, second = c, n, first
		} else {
			second = max(second, n)
		}
	}
	if first < 3 || first*25 < words {
		return "", false
	}
	return code, words >= 60 && (first*10 >= words && first*4 >= second*5 || first*12 >= words && first >= second*2)
}

// looksNguni tells words of Zulu and Xhosa by their class prefixes and final
// vowel.
func looksNguni(w string) bool {
	if len(w) < 5 || strings.IndexByte("aeiou", w[len(w)-1]) < 0 {
		return false
	}
	for _, p := range []string{"uku", "oku", "ngo", "nge", "nga", "kwa", "kwe", "aba", "ama", "izi", "ezi", "esi", "isi", "imi", "ulu", "umu", "um", "aku", "ayi", "aye", "abe", "eku", "enga", "uma", "aba", "iz", "lok", "yok", "nok", "nam", "nab", "kub"} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// scriptLanguage tells languages that have a script of their own.
func scriptLanguage(text string) string {
	var han, kana, hangul, arabic, other int
	counts := map[string]int{}
	letters := 0
	for _, r := range text {
		if r < 0x370 || !unicode.IsLetter(r) {
			if unicode.IsLetter(r) {
				letters++
			}
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
			kana++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Arabic, r):
			arabic++
			switch r {
			case 'پ', 'چ', 'ژ', 'گ', 'ی', 'ک':
				counts["fa"]++
			}
		case unicode.Is(unicode.Greek, r):
			counts["el"]++
		case unicode.Is(unicode.Hebrew, r):
			counts["he"]++
		case unicode.Is(unicode.Devanagari, r):
			counts["hi"]++
		case unicode.Is(unicode.Thai, r):
			counts["th"]++
		case unicode.Is(unicode.Bengali, r):
			counts["bn"]++
		case unicode.Is(unicode.Tamil, r):
			counts["ta"]++
		case unicode.Is(unicode.Georgian, r):
			counts["ka"]++
		case unicode.Is(unicode.Armenian, r):
			counts["hy"]++
		default:
			other++
		}
	}
	switch {
	case letters == 0:
		return ""
	case (han+kana)*2 > letters && kana*20 > han:
		return "ja"
	case han*2 > letters:
		return "zh"
	case hangul*2 > letters:
		return "ko"
	case arabic*2 > letters:
		if counts["fa"]*20 > arabic {
			return "fa"
		}
		return "ar"
	}
	for _, code := range []string{"el", "he", "hi", "th", "bn", "ta", "ka", "hy"} {
		if counts[code]*2 > letters {
			return code
		}
	}
	return ""
}
