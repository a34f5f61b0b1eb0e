package language

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSharedQuotes cuts the development texts and asks that every quote of a
// claim is a sentence, a title or a whole block.
func TestSharedQuotes(t *testing.T) {
	shared := os.Getenv("PACTWATCH_SHARED")
	if shared == "" {
		t.Skip("PACTWATCH_SHARED is not set: no labelled texts to cut")
	}
	names, err := filepath.Glob(filepath.Join(shared, "gold", "dev", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts under %s: %v", shared, err)
	}
	quotes, missed := 0, 0
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		labels, err := os.ReadFile(strings.TrimSuffix(name, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Claims []struct{ Quote string }
		}
		if err := json.Unmarshal(labels, &gold); err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		cut := map[string]bool{}
		for _, s := range Split(text, paragraphs(text)) {
			cut[text[s.Start:s.End]] = true
		}
		seen := map[string]bool{}
		for _, c := range gold.Claims {
			if seen[c.Quote] {
				continue
			}
			seen[c.Quote] = true
			quotes++
			if !cut[c.Quote] {
				missed++
				t.Errorf("%s: not a sentence: %q", filepath.Base(name), c.Quote)
			}
		}
	}
	t.Logf("%d of %d quotes are sentences", quotes-missed, quotes)
}

// paragraphs are the spans between empty lines.
func paragraphs(text string) []Span {
	var spans []Span
	sep := "\n\n"
	if !strings.Contains(strings.TrimSpace(text), sep) {
		sep = "\n"
	}
	from := 0
	for from <= len(text) {
		to := strings.Index(text[from:], sep)
		if to < 0 {
			spans = append(spans, Span{from, len(text)})
			break
		}
		spans = append(spans, Span{from, from + to})
		from += to + len(sep)
	}
	return spans
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"legal forms", "Harbor Inc. raised cash. Tidal Corp. and Reef Ltd. did too.", []string{"Harbor Inc. raised cash.", "Tidal Corp. and Reef Ltd. did too."}},
		{"legal form at the end", "It was bought by Harbor Inc. The price was low.", []string{"It was bought by Harbor Inc.", "The price was low."}},
		{"country", "The U.S. Department of Trade agreed. It left the U.S. The rest stayed.", []string{"The U.S. Department of Trade agreed.", "It left the U.S.", "The rest stayed."}},
		{"figures", "It raised $1.5 billion. It cost 3. That is all.", []string{"It raised $1.5 billion.", "It cost 3.", "That is all."}},
		{"months", "It met on Sept. 3 in Oslo. It ends in Dec. The end.", []string{"It met on Sept. 3 in Oslo.", "It ends in Dec.", "The end."}},
		{"number", "It is No. 1 in chips. No. It is not.", []string{"It is No. 1 in chips.", "No.", "It is not."}},
		{"initials", "John D. Marsh and J. K. Reed spoke. Plan B. It failed.", []string{"John D. Marsh and J. K. Reed spoke.", "Plan B.", "It failed."}},
		{"series", "It closed a Series B. Harbor led it.", []string{"It closed a Series B.", "Harbor led it."}},
		{"quotes", "“We sold it.” He left. \"Why?\" she asked. 'Done.' Then he went.", []string{"“We sold it.”", "He left.", "\"Why?\" she asked.", "'Done.'", "Then he went."}},
		{"ellipsis", "It was … fine. Well... it was. So... The end.", []string{"It was … fine.", "Well... it was.", "So...", "The end."}},
		{"brackets", "It paid (in cash.) Then it left.", []string{"It paid (in cash.)", "Then it left."}},
		{"brands", "The iPhone sold. xAI did not.", []string{"The iPhone sold.", "xAI did not."}},
		{"sites", "See Harbor.com for more. Reef.AI rose.", []string{"See Harbor.com for more.", "Reef.AI rose."}},
		{"exclamation in a name", "Yahoo! said so.", []string{"Yahoo! said so."}},
		{"row", "2025 | Harbor Inc. | The buyer", []string{"2025 | Harbor Inc. | The buyer"}},
		{"hard wrap", "It went\non. And\n\nThen.", []string{"It went\non.", "And", "Then."}},
		{"newswire", "it sold . the rest stayed .", []string{"it sold . the rest stayed ."}},
		{"list number", "1. Raise money. 2. Spend it.", []string{"1. Raise money.", "2. Spend it."}},
		{"lost line breaks", "Key figures - Sales were $3 million - Costs rose - Cash fell.", []string{"Key figures", "- Sales were $3 million", "- Costs rose", "- Cash fell."}},
		{"one dash", "Harbor - Tidal had left - sold it.", []string{"Harbor - Tidal had left - sold it."}},
		{"doctor", "Dr. Marsh met Mr. Reed vs. Ms. Poole.", []string{"Dr. Marsh met Mr. Reed vs. Ms. Poole."}},
		{"empty", " \n ", nil},
	} {
		var got []string
		for _, s := range Split(c.text, []Span{{0, len(c.text)}}) {
			got = append(got, c.text[s.Start:s.End])
		}
		if strings.Join(got, "\x00") != strings.Join(c.want, "\x00") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"$13B and 10GW":                    "$ 13 b and 10 gw",
		"US$250bn, €1.7 billion":           "us $ 250 bn , € 1.7 billion",
		"$20–25 million":                   "$ 20 – 25 million",
		"run-rate AI-backed O’Reilly":      "run-rate ai-backed o'reilly",
		"OpenAI’s Harbor's firms'":         "openai 's harbor 's firms '",
		"It'll say they’ve won; don't":     "it 'll say they 've won ; don't",
		"U.S. a.m. Harbor.AI GPT-5.2":      "u.s. a.m. harbor.ai gpt-5.2",
		"1,000.5 12,34,567 24/7":           "1,000.5 12,34,567 24 / 7",
		"3.5-gigawatt 13B-plus eight-year": "3.5 - gigawatt 13 b - plus eight-year",
		"２０％ ＡＩ":                           "20 % ai",
		"Open\u200dAI \u202eabc\u202c":     "openai abc",
		"well... … it":                     "well ... ... it",
		"AT&T 1st":                         "at&t 1 st",
		"the deal.The end":                 "the deal . the end",
	} {
		var got []string
		for _, tok := range Tokenize(text, Span{0, len(text)}) {
			got = append(got, tok.Norm)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: got %q, want %q", text, g, want)
		}
	}
}

func TestShape(t *testing.T) {
	for text, want := range map[string]Shape{
		"deal": Lower, "Deal": Title, "A": Title, "IBM": Upper, "U.S.": Upper, "H100": Upper, "OpenAI": Mixed, "xAI": Mixed,
		"13": Number, "$": Mark, "Coca-Cola": Title, "McKinsey": Mixed, "Électricité": Title,
	} {
		if got := Tokenize(text, Span{0, len(text)})[0].Shape; got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]string{
		"The company said that it will invest in the new chips of its partner.":               "en",
		"Das Unternehmen hat nicht gesagt, dass es in die neuen Chips investieren will.":      "de",
		"La société a dit qu'elle ne va pas investir dans les puces de son partenaire.":       "fr",
		"La empresa dijo que no va a invertir en los nuevos chips de su socio, pero lo hará.": "es",
		"Компания заявила, что вложит деньги":                                                 "ru",
		"該公司表示將投資新的晶片":                                                                        "zh",
		"同社は新しいチップに投資する":                                                                      "ja",
		"13 4 $":            "",
		"Harbor Tidal Reef": "",
	} {
		if got := Detect(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"Harbor Inc. raised $1.5bn. “It did,” he said.", "a\u200b.\u202e B’s 1,2.3.", "\xff.\xfe A", "...", "｡２０％"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range Split(text, []Span{{0, len(text)}}) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) || len(s.Tokens) == 0 {
				t.Fatalf("sentence %v out of order after %d in %d bytes", s.Span, at, len(text))
			}
			at = s.Start
			for _, tok := range s.Tokens {
				if tok.Start < at || tok.End <= tok.Start || tok.End > s.End || tok.Norm == "" {
					t.Fatalf("token %+v out of order after %d in %v", tok, at, s.Span)
				}
				at = tok.End
			}
		}
		Detect(text)
	})
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Harbor Inc. said on Tuesday that it had agreed to invest $1.5 billion in Tidal, the maker of chips, over five years. ", 400)
	words := len(strings.Fields(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Split(text, []Span{{0, len(text)}})
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestLongSentence cuts what runs on without an end at its semicolons, else at
// its commas, else anywhere, and leaves a long sentence that people write whole.
func TestLongSentence(t *testing.T) {
	for _, c := range []struct {
		name, unit, last string
		times, max       int
	}{
		{"whole", "one two three, ", "", 100, 400},
		{"semicolons", "one two, three four; ", ";", 100, 200},
		{"commas", "one two three, ", ",", 200, 200},
		{"no border", "one two three four ", "", 200, 200},
	} {
		text := strings.TrimSpace(strings.Repeat(c.unit, c.times))
		ss := Split(text, []Span{{0, len(text)}})
		if whole := len(ss) == 1; whole != (c.name == "whole") {
			t.Errorf("%s: %d sentences", c.name, len(ss))
		}
		end := 0
		for i, s := range ss {
			if s.Start < end || len(s.Tokens) > c.max || strings.TrimSpace(text[end:s.Start]) != "" {
				t.Errorf("%s: sentence %d at %d:%d has %d tokens behind %d", c.name, i, s.Start, s.End, len(s.Tokens), end)
			}
			if last := s.Tokens[len(s.Tokens)-1].Norm; c.last != "" && i+1 < len(ss) && last != c.last {
				t.Errorf("%s: sentence %d ends with %q, want %q", c.name, i, last, c.last)
			}
			end = s.End
		}
		if end != len(text) {
			t.Errorf("%s: %d of %d bytes are read", c.name, end, len(text))
		}
	}
}
