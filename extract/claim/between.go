package claim

import "slices"

// A contract between two may be told without either as its owner: "The $12 billion
// contract makes Alpha the largest customer of Beta", "Alpha will make Beta's chips
// under a $16 billion contract". What the sentence says of each tells who buys.

// betweenTwo gives buyer and seller of a contract where its sentence names two
// parties and tells of at least one of them which it is.
func (r *reader) betweenTwo(s *sentence, p *place) (buyer, seller []filler) {
	var two []filler
	sells, buys := map[string]bool{}, map[string]bool{}
	for x := range s.items {
		if s.items[x].tag != partyTag {
			continue
		}
		k := s.chunkOf[x]
		for _, f := range r.partyItem(s, x, k, 4) {
			if s.bystander(k) || !s.stirs(k, p) || s.partyOf(s.items[x]).Person || r.isOutlet(f.slug) || r.placeName(s, f) {
				continue
			}
			if !slices.Contains(slugs(two), f.slug) {
				two = append(two, f)
			}
			switch s.sideOf(x) {
			case 's':
				sells[f.slug] = true
			case 'b':
				buys[f.slug] = true
			}
		}
	}
	if len(two) != 2 {
		return nil, nil
	}
	a, b := two[0].slug, two[1].slug
	switch first, second := (sells[a] || buys[b]) && !buys[a] && !sells[b], (sells[b] || buys[a]) && !buys[b] && !sells[a]; {
	case first && !second:
		return two[1:], two[:1]
	case second && !first:
		return two[:1], two[1:]
	}
	return nil, nil
}

// givesInReturn is who gives what the noun trigger names where it is in exchange for
// money put into them: "pouring $15 billion into Alpha in exchange for a $30 billion
// Beta commitment".
func (r *reader) givesInReturn(s *sentence, p *place, not string) []filler {
	k := p.ch - 3
	if k < 0 || s.chunks[k].kind != pp || s.chunks[k].word != "in" || s.chunks[k+1].word != "exchange" && s.chunks[k+1].word != "return" || s.chunks[k+2].kind != pp || s.chunks[k+2].word != "for" {
		return nil
	}
	for ; k > 0; k-- {
		if s.chunks[k].kind == pp && (s.chunks[k].word == "into" || s.chunks[k].word == "in") && s.chunks[k+1].kind == np {
			if fs := r.fillersOf(s, k+1, not); len(fs) > 0 {
				return fs[:1]
			}
		}
	}
	return nil
}

// sideOf tells of the party at item x whether its sentence has it sell ('s') or buy
// ('b'); it is 0 where nothing says so.
func (s *sentence) sideOf(x int) byte {
	k := s.chunkOf[x]
	c := &s.chunks[k]
	head := ""
	if c.main > x {
		head = s.items[c.main].norm
	}
	next := func(n int) string {
		if k+n < len(s.chunks) && s.chunks[k+n].kind == np {
			return s.chunks[k+n].word
		}
		return ""
	}
	switch {
	case head != "" && x+1 < len(s.items) && s.items[x+1].tag == poss && (compute[head] || clientele[singular(head)] || head == "revenue" || head == "backlog"):
		return 's' // "Alpha's GPUs", "Alpha's largest customer"
	case k > 1 && s.chunks[k-1].kind == pp && (s.chunks[k-1].word == "of" || s.chunks[k-1].word == "for") && s.chunks[k-2].kind == np && clientele[singular(s.chunks[k-2].word)]:
		return 's' // "a customer of Alpha"
	case k > 0 && s.chunks[k-1].kind == vg && c.main == x && clientele[singular(next(1))]:
		if w := s.chunks[k-1].word; w == "give" || w == "bring" || w == "win" || w == "hand" || w == "land" {
			return 's' // "gives Alpha a new customer"
		}
		return 'b' // "makes Alpha the largest customer"
	case k > 0 && s.chunks[k-1].kind == vg && (s.chunks[k-1].word == "give" || s.chunks[k-1].word == "grant") && c.main == x && next(1) == "access":
		return 'b'
	}
	if c.main == x && s.isSubject(k) {
		for v := k + 1; v < len(s.chunks); v++ {
			if g := &s.chunks[v]; g.kind == vg {
				switch {
				case g.passive:
				case supplying[g.word] || g.word == "make":
					return 's'
				case g.word == "buy" || g.word == "rent" || g.word == "tap" || g.word == "use" || g.word == "pay":
					return 'b'
				}
				break
			}
		}
	}
	return 0
}

var (
	clientele = set(`customer client tenant user buyer`)
	// compute is what contracts of the industry are about.
	compute = set(`gpus chips servers capacity cloud platform data-center data-centers datacenter centers centres services power infrastructure compute processors accelerators sites clusters systems hardware`)
)
