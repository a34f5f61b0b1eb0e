package claim

// relativeObject is whom the relative pronoun behind a preposition means where
// the clause of a verb starts with it: "Beta, in which Alpha has invested". ok
// tells whether the clause starts so; the antecedent may name nobody.
func (r *reader) relativeObject(s *sentence, p *place, slot string, not ...string) (fs []filler, ok bool) {
	for k := p.ch - 1; k > 0 && k >= p.ch-9; k-- {
		switch s.chunks[k].kind {
		case np, ad, tm, cc, cm, qt:
			continue
		case rc:
			if s.chunks[k-1].kind != pp {
				return nil, false
			}
			x := k - 2
			for x >= 0 && (s.chunks[x].kind == cm || s.chunks[x].kind == ad || s.chunks[x].kind == tm) {
				x--
			}
			if x < 0 || s.chunks[x].kind != np || slot != "" && s.chunks[k-1].word != slot {
				return nil, true
			}
			return addCost(r.fillersOf(s, x, not...), 2), true
		}
		return nil, false
	}
	return nil, false
}

// informant tells whether the party at item x only says or hears what the
// sentence states: "told Alpha", "according to Alpha", "an analyst at Alpha".
func (s *sentence) informant(x int) bool {
	k := s.chunkOf[x]
	if k == 0 {
		return false
	}
	switch b := &s.chunks[k-1]; b.kind {
	case vg:
		return b.word == "tell" || b.word == "inform"
	case pp:
		if b.word == "to" && k > 1 && s.items[s.chunks[k-2].hi-1].norm == "according" {
			return true
		}
		if (b.word == "at" || b.word == "of" || b.word == "with" || b.word == "from") && k > 1 && s.chunks[k-2].kind == np {
			return analysts[s.chunks[k-2].word]
		}
	}
	return false
}

var analysts = set(`analyst analysts economist strategist researcher professor lawyer consultant columnist reporter`)

// priceNouns stand between a preposition and the price: "for a total
// consideration of $74.5 million".
var priceNouns = set(`consideration price sum total amount cost value fee outlay figure tag`)
