package store

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNearCopiesAreTold(t *testing.T) {
	lines := strings.Split(scoop, "\n")
	join := func(s ...string) string { return strings.Join(s, "\n\n") }
	other := "Another paper sent its own reporter, who stood in the rain for most of that day.\n\nShe found the door locked and the lights out, and went home without a word from anybody.\n\nThe paper printed the picture of the door, which has since become rather famous."
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

// TestNearCopiesOfRealPages measures precision and recall on real pages that
// are cut, put in another order, given another head, mixed with other text and
// edited, as those who reprint do it.
func TestNearCopiesOfRealPages(t *testing.T) {
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared == "" {
		t.Skip("set PACTWATCH_SHARED to the folder of the shared data sets")
	}
	f, err := os.Open(filepath.Join(shared, "corpus", "truth.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type page struct {
		text string
		s    []sentence
	}
	var pages []page
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 16<<20)
	for scan.Scan() {
		var p struct{ Text string }
		if err := json.Unmarshal(scan.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if s := sentencesOf(p.Text); len(s) >= minShared {
			pages = append(pages, page{p.Text, s})
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	paragraphs := func(p page) []string { return strings.Split(p.text, "\n\n") }
	edits := map[string]func(p page) string{
		"cut to the first 60 percent": func(p page) string { ps := paragraphs(p); return strings.Join(ps[:(len(ps)*6+9)/10], "\n\n") },
		"cut to the first third":      func(p page) string { ps := paragraphs(p); return strings.Join(ps[:(len(ps)+2)/3], "\n\n") },
		"another order": func(p page) string {
			ps := paragraphs(p)
			rnd.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
			return strings.Join(ps, "\n\n")
		},
		"a new head": func(p page) string {
			other := paragraphs(pages[rnd.IntN(len(pages))])
			return other[0] + "\n\n" + strings.Join(paragraphs(p)[min(1, len(paragraphs(p))-1):], "\n\n")
		},
		"one word in every fifth sentence changed": func(p page) string {
			ss := strings.SplitAfter(p.text, ". ")
			for i := range ss {
				if i%5 == 2 {
					w := strings.Fields(ss[i])
					w[rnd.IntN(len(w))] = "otherwise"
					ss[i] = strings.Join(w, " ") + " "
				}
			}
			return strings.Join(ss, "")
		},
		"a third of another page added": func(p page) string {
			other := paragraphs(pages[rnd.IntN(len(pages))])
			return p.text + "\n\n" + strings.Join(other[:(len(other)+2)/3], "\n\n")
		},
	}
	found, all, wrong := 0, 0, 0
	for _, name := range sortedKeys(edits) {
		hits, n := 0, 0
		for i := range pages {
			s := sentencesOf(edits[name](pages[i]))
			if len(s) < minShared {
				continue // too little left to be a copy by
			}
			n++
			// Both what the index looks up and what decides.
			if slices.ContainsFunc(probes(s), func(h uint32) bool { return slices.Contains(probes(pages[i].s), h) }) && nearCopy(pages[i].s, s) {
				hits++
			}
		}
		t.Logf("%-42s found %d of %d", name, hits, n)
		found += hits
		all += n
	}
	pairs := 0
	var examples []string
	for i := range pages {
		for j := range i {
			pairs++
			if pages[i].text != pages[j].text && nearCopy(pages[i].s, pages[j].s) {
				wrong++
				examples = append(examples, fmt.Sprintf("%.60q and %.60q", pages[i].text, pages[j].text))
			}
		}
	}
	precision, recall := float64(found)/float64(found+wrong), float64(found)/float64(all)
	t.Logf("%d pages: precision %.4f (%d of %d unrelated pairs taken for copies), recall %.4f", len(pages), precision, wrong, pairs, recall)
	for _, e := range examples {
		t.Log(e)
	}
	if precision < 0.95 || recall < 0.9 {
		t.Errorf("precision %.4f, want at least 0.95; recall %.4f, want at least 0.9", precision, recall)
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
