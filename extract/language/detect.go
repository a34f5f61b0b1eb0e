package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Detect returns the ISO 639-1 code of the language of text, or "" where it
// cannot tell: too few words, or none it knows. It reads the script of the
// first 8 KiB and, for Latin letters, counts each language's commonest words.
func Detect(text string) string {
	const most = 8 << 10
	if len(text) > most {
		text = text[:most]
	}
	var latin, letters, kana, arabicExtra, cyrillicUk int
	scripts := [len(scriptTable)]int{}
	for _, r := range text {
		if r < utf8.RuneSelf {
			if k := classes[r]; k == lower || k == upper {
				latin++
				letters++
			}
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case strings.ContainsRune("پچژگ", r):
			arabicExtra++
			scripts[0]++
		case strings.ContainsRune("іїєґІЇЄҐ", r):
			cyrillicUk++
			scripts[1]++
		default:
			for i := range scriptTable {
				if unicode.Is(scriptTable[i].table, r) {
					scripts[i]++
					break
				}
			}
		}
	}
	if letters == 0 {
		return ""
	}
	if latin*2 < letters {
		if kana*10 > letters {
			return "ja"
		}
		best := 0
		for i := range scripts {
			if scripts[i] > scripts[best] {
				best = i
			}
		}
		switch code := scriptTable[best].code; {
		case scripts[best] == 0:
			return ""
		case code == "ar" && arabicExtra*50 > letters:
			return "fa"
		case code == "ru" && cyrillicUk*50 > letters:
			return "uk"
		default:
			return code
		}
	}
	return detectLatin(text)
}

var scriptTable = [...]struct {
	code  string
	table *unicode.RangeTable
}{
	{"ar", unicode.Arabic}, {"ru", unicode.Cyrillic}, {"zh", unicode.Han}, {"ko", unicode.Hangul}, {"el", unicode.Greek},
	{"he", unicode.Hebrew}, {"hi", unicode.Devanagari}, {"th", unicode.Thai}, {"ta", unicode.Tamil}, {"bn", unicode.Bengali},
	{"te", unicode.Telugu}, {"ka", unicode.Georgian}, {"hy", unicode.Armenian},
}

// detectLatin counts the words of each list; words that several languages
// share count for each of them, so that only their own decide.
func detectLatin(text string) string {
	var hits [len(stopWords)]int
	words := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		if len(w) > 12 {
			continue
		}
		for _, i := range stopIndex[strings.ToLower(w)] {
			hits[i]++
		}
	}
	best := 0
	for i := range hits {
		if hits[i] > hits[best] {
			best = i
		}
	}
	// Short texts need two words of evidence, long ones a fifteenth of theirs.
	if hits[best] < 2 || hits[best]*15 < words {
		return ""
	}
	return stopWords[best].code
}

// The commonest words of languages in Latin letters, English first, so that it
// wins a tie.
var stopWords = [...]struct{ code, words string }{
	{"en", "the of and to in that is was for it with as his on be at by had not are but from or have an they which one you were all her she there would their we him been has when who will more no if out so said what its than them into could"},
	{"de", "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum haben nur oder aber vor zur bis mehr durch"},
	{"fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son cette ou mais aux ses être été leur comme elle deux nous ont"},
	{"es", "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde"},
	{"pt", "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso"},
	{"it", "di che la il e un a per in una non sono del della è con si da le dei al nel alla più anche come ma gli delle ha lo i ai dal questo essere"},
	{"nl", "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog naar heeft hij worden wordt deze door over hun"},
	{"sv", "och att det i en som är på av för med den till inte har de ett om men var sig så från vi kan nu när ska över"},
	{"da", "og i at det er en til af på som med for den de ikke har et der var fra men om han sig vi kan skal efter blev"},
	{"pl", "w i na z do się nie że to jest o jak po co tak za od przez są dla ma był tym oraz które tego ale czy już"},
	{"tr", "ve bir bu da de için ile olarak çok daha olan gibi en ne var kadar sonra göre ancak ise o her"},
	{"id", "yang dan di dengan untuk pada ini dari dalam tidak akan itu adalah ke juga oleh sebagai atau telah lebih"},
	{"vi", "của và là có cho không được trong người các một với những này để đã từ khi về năm"},
	{"cs", "a se na v je že to s z do i o jako by ve za ale pro tak po jsou který bylo které aby také"},
	{"ro", "de și în a la cu o pe nu să din care că este mai un pentru au fost sunt prin"},
	{"hu", "a az és hogy nem is egy ez van meg csak de mint már még volt el ki vagy azt"},
	{"fi", "ja on ei että se oli hän mutta ovat kun niin myös tai jos kuin joka ole sen"},
}

var stopIndex = func() map[string][]int {
	m := map[string][]int{}
	for i, l := range stopWords {
		for w := range strings.FieldsSeq(l.words) {
			m[w] = append(m[w], i)
		}
	}
	return m
}()
