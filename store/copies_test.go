package store

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"
)

func TestNearCopiesAreTold(t *testing.T) {
	lines := strings.Split(scoop, "\n")
	join := func(s ...string) string { return strings.Join(s, "\n\n") }
	other := "Another paper sent its own reporter, who stood in the rain for most of that day.\n\nShe found the door locked and the lights out, and went home without a word from anybody.\n\nThe paper printed the picture of the door, which has since become rather famous."
	long := ""
	for i := range 12 {
		long += fmt.Sprintf("Sentence number %d of this text stands in no other text at all.\n", i)
	}
	for _, c := range []struct {
		name string
		text string
		want bool
	}{
		{"the same text", scoop, true},
		{"another order", join(lines[4], lines[2], lines[0], lines[3], lines[1]), true},
		{"cut after three sentences", join(lines[:3]...), true},
		{"a new head and a new end", join("Read all about it in our long report on the matter, below.", scoop, "This desk will follow the story as it unfolds in the next weeks."), true},
		{"other quotes, dashes and capitals", strings.ToUpper(strings.ReplaceAll(scoop, ",", " –")), true},
		{"one sentence quoted", join(other, lines[0]), false},
		{"two sentences quoted", join(other, lines[0], lines[3]), false},
		{"cut after two sentences", join(lines[:2]...), false},
		{"another story", other, false},
		{"nothing", "", false},
		{"a long text of its own, and then the whole of it", long + scoop, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := sentencesOf(scoop), sentencesOf(c.text)
			if got := nearCopy(a, b); got != c.want {
				t.Errorf("got %v", got)
			}
			if nearCopy(a, b) != nearCopy(b, a) {
				t.Error("it depends on the side")
			}
		})
	}
}

// What stands below every text of a publisher is no sign of a copy, even where it
// is more than a short text itself.
func TestTheSameFooterMakesNoCopy(t *testing.T) {
	var footer strings.Builder
	for i := range 5 {
		fmt.Fprintf(&footer, "Line %d of what the company says of itself below each of its news.\n", i)
	}
	own := func(n int, of string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Here the news of the %s say in a line, which is their %d. line, what is new.\n", of, i)
		}
		return b.String() + footer.String()
	}
	short, long := sentencesOf(own(3, "spring")), sentencesOf(own(9, "autumn"))
	if nearCopy(short, long) || nearCopy(long, short) {
		t.Error("taken for a copy")
	}
	if !nearCopy(short, sentencesOf(own(3, "spring")+"\n"+own(9, "autumn"))) {
		t.Error("a text that holds another whole is a copy")
	}
}

// Hashes of sentences are stored: they must stay what they were, FNV-1a of the
// letters and digits in lower case.
func TestSentencesKeepTheirHashes(t *testing.T) {
	for text, letters := range map[string]string{
		"The harbour of Østerby was closed for 14 days, its Größe notwithstanding.": "theharbouroføsterbywasclosedfor14daysitsgrößenotwithstanding",
		"ALL CAPITALS, \"quotes\" – and dashes; as long as one sentence has to be!": "allcapitalsquotesanddashesaslongasonesentencehastobe",
		"港口 已经 关闭 十四 天 而且 它的 规模 比 去年 更大 但是 没有 人 说 为什么 会 这样 我们 还 在 等。":               "港口已经关闭十四天而且它的规模比去年更大但是没有人说为什么会这样我们还在等",
	} {
		h := fnv.New32a()
		h.Write([]byte(letters))
		want := []sentence{{hash: h.Sum32(), size: len([]rune(letters))}}
		if got := sentencesOf(text); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}
