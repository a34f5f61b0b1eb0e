package store

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of a text as near-copies are told by: the hash of
// its letters and digits, and how many of them there are.
type sentence struct {
	hash uint32
	size int
}

const (
	minSentence  = 32  // letters and digits; shorter ones are found everywhere
	maxSentences = 200 // of one text that are looked at
	minShared    = 3   // sentences that two copies share
	minShare     = 0.5 // of the shorter text, by letters and digits
)

// sentencesOf cuts a text roughly into sentences and hashes them, without
// case, punctuation and white space, so that re-set quotes and dashes do not
// matter. Repeats count once. Where the cut is wrong, it is wrong in a copy too.
func sentencesOf(text string) []sentence {
	var out []sentence
	seen := map[uint32]bool{}
	// FNV-1a, as hash/fnv has it, without a call for every letter.
	const basis, prime = 2166136261, 16777619
	sum, size := uint32(basis), 0
	end := func() {
		if size >= minSentence && !seen[sum] && len(out) < maxSentences {
			seen[sum] = true
			out = append(out, sentence{hash: sum, size: size})
		}
		sum, size = basis, 0
	}
	var buf [utf8.UTFMax]byte
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			sum = (sum ^ uint32(r)) * prime
			size++
		case 'A' <= r && r <= 'Z':
			sum = (sum ^ uint32(r|0x20)) * prime
			size++
		case r == '\n':
			end()
		case r == '.' || r == '!' || r == '?' || r == '。':
			if size >= minSentence {
				end()
			}
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			for _, b := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
				sum = (sum ^ uint32(b)) * prime
			}
			size++
		}
	}
	end()
	return out
}

// nearCopy reports whether two texts are copies of each other or of a third:
// they share at least three sentences, and these are at least half of the
// shorter text. Cuts, new headlines and another order do not hide a copy; a
// quoted statement does not make one, and neither does what a publisher or a
// company says of itself below every text: where the shorter begins with
// sentences of its own, the longer must share some of its first half.
func nearCopy(a, b []sentence) bool {
	x, y := beside(a, b), beside(b, a)
	if x.n < minShared || float64(x.shared) < minShare*float64(min(x.total, y.total)) {
		return false
	}
	footer := func(shorter, longer common) bool {
		return shorter.total <= longer.total && shorter.head >= 2 && 2*longer.before >= longer.total
	}
	return !footer(x, y) && !footer(y, x)
}

// common is what a text has in common with another.
type common struct {
	total  int // letters and digits of all sentences
	n      int // sentences shared
	shared int // letters and digits of them
	head   int // sentences before the first shared one
	before int // letters and digits of them
}

func beside(text, other []sentence) (c common) {
	sizes := make(map[uint32]int, len(other))
	for _, s := range other {
		sizes[s.hash] = s.size
	}
	for _, s := range text {
		switch size, ok := sizes[s.hash]; {
		case ok && size == s.size:
			c.n++
			c.shared += s.size
		case c.n == 0:
			c.head++
			c.before += s.size
		}
		c.total += s.size
	}
	return c
}

// probes are the sentences by which copies are looked up: the few with the
// smallest hashes. Two texts that share half their sentences share one of them
// in all but few cases.
func probes(s []sentence) []uint32 {
	h := make([]uint32, len(s))
	for i := range s {
		h[i] = s[i].hash
	}
	slices.Sort(h)
	return h[:min(len(h), 10)]
}
