package claim

import (
	"pactwatch/extract/language"
	"pactwatch/extract/party"
	"pactwatch/extract/quantity"
)

// sentence is one sentence of the title or the text with all that is known of
// it before frames are tried.
type sentence struct {
	in      string // "title" or "text"
	text    string // the title or the whole text
	start   int
	end     int
	block   int
	n       int // number in reading order; the title is 0
	heading bool
	toks    []language.Token
	parties []party.Mention
	amounts []amount
	times   []when
	numbers []quantity.Quantity // that no claim is about
	zipped  map[int]int         // time of an amount, where "respectively" ties them
	items   []item
	chunks  []chunk
	chunkOf []int       // chunk of each item
	refs    []referent  // whom its descriptions and pronouns mean, where they are subjects
	open    []undecided // its descriptions and pronouns that may mean either of two
	source  *credit
	also    []credit        // sources of later clauses alone
	quoted  []bool          // per item: inside quotation marks
	market  int             // the chunk from which it tells how shares moved
	within  bool            // it begins inside a quotation that the sentence before opened
	verbs   map[string]verb // beyond those of the lexicon
}

// amount is a quantity of the sentence with its tokens.
type amount struct {
	quantity.Quantity
	lo, hi int
	class  string // money, percent, power, chips, users
	item   int
	chunk  int
}

// when is a time of the sentence with its tokens.
type when struct {
	quantity.Time
	lo, hi int
	item   int
}

// parse builds items and chunks.
func (s *sentence) parse() {
	s.items = items(s)
	s.chunks = chunks(s.items)
	s.chunkOf = make([]int, len(s.items))
	for k, c := range s.chunks {
		for i := c.lo; i < c.hi; i++ {
			s.chunkOf[i] = k
		}
	}
	s.market = s.marketReacts()
	s.quoted = make([]bool, len(s.items))
	in := s.within
	for i, it := range s.items {
		if it.tag == quote {
			in = !in
			if it.norm == "“" {
				in = true
			} else if it.norm == "”" {
				in = false
			}
		}
		s.quoted[i] = in
		switch it.tag {
		case amountTag:
			s.amounts[it.index].item, s.amounts[it.index].chunk = i, s.chunkOf[i]
		case timeTag:
			s.times[it.index].item = i
		}
	}
}

// quote is the sentence as written.
func (s *sentence) quote() string { return s.text[s.start:s.end] }

// point is the span of items [lo, hi).
func (s *sentence) point(lo, hi int) Pointer {
	return Pointer{In: s.in, Start: s.items[lo].start, End: s.items[hi-1].end}
}

// words tells whether one of the words stands among items [lo, hi). A phrase of
// several words is looked for in sequence; the set holds its first word, see toSet.
func (s *sentence) words(lo, hi int, set map[string]bool) bool {
	if set == nil {
		return false
	}
	for i := max(lo, 0); i < hi && i < len(s.items); i++ {
		n := s.items[i].norm
		is, begins := set[n]
		if is || set[singular(n)] || len(n) > 3 && n[:3] == "ai-" && set["ai"] { // "AI-driven"
			return true
		}
		if begins && i+1 < len(s.items) {
			two := n + " " + s.items[i+1].norm
			if set[two] || set[singular(two)] || i+2 < len(s.items) && set[two+" "+s.items[i+2].norm] {
				return true
			}
		}
	}
	return false
}

// qualifies tells whether one of the words stands among items [lo, hi) outside
// the phrases that a name heads: in "cloud provider Beta" the word "cloud" says
// nothing of what is bought.
func (s *sentence) qualifies(lo, hi int, set map[string]bool) bool {
	if set == nil {
		return false
	}
	for k := s.chunkOf[max(lo, 0)]; k < len(s.chunks) && s.chunks[k].lo < hi; k++ {
		c := &s.chunks[k]
		if c.kind == np && c.main > c.lo && s.items[c.main].tag == partyTag && c.main == c.hi-1 {
			continue
		}
		if c.kind == np && c.main > c.lo && (s.items[c.lo].norm == "a" || s.items[c.lo].norm == "an") && roleNouns[s.items[c.main].norm] && k > 0 && s.chunks[k-1].kind == cm {
			for k+1 < len(s.chunks) && (s.chunks[k+1].kind == pp && s.chunks[k+1].word == "of" || s.chunks[k+1].kind == pp && s.chunks[k+1].word == "for" || s.chunks[k+1].kind == np) && s.chunks[k+1].lo < hi {
				k++
			}
			continue // ", a developer of accelerators for the data center,"
		}
		if c.kind == np && c.hi-c.lo == 2 && s.items[c.hi-1].norm == "share" && (s.items[c.lo].norm == "a" || s.items[c.lo].norm == "each") && k > 0 && s.head(k-1) >= 0 {
			continue // "at $31 a share, or about $11 billion"
		}
		if c.kind == np && payment[c.word] && c.hi-c.lo == 1 && k > 0 && s.chunks[k-1].kind == pp && s.chunks[k-1].word == "in" && !(k+1 < len(s.chunks) && s.chunks[k+1].kind == pp) {
			continue // "spent $400 million in stock to buy"
		}
		if s.words(max(lo, c.lo), min(hi, c.hi), set) {
			return true
		}
	}
	return false
}

// verb gives what a word can be as a verb.
func (s *sentence) verb(w string) (verb, bool) {
	if v, ok := s.verbs[w]; ok {
		return v, true
	}
	v, ok := verbs()[w]
	return v, ok
}
