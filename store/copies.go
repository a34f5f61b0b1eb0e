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
// quoted statement does not make one.
func nearCopy(a, b []sentence) bool {
	sizes := make(map[uint32]int, len(a))
	total := [2]int{}
	for _, s := range a {
		sizes[s.hash] = s.size
		total[0] += s.size
	}
	shared, n := 0, 0
	for _, s := range b {
		total[1] += s.size
		if sizes[s.hash] == s.size {
			shared += s.size
			n++
		}
	}
	return n >= minShared && float64(shared) >= minShare*float64(min(total[0], total[1]))
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
