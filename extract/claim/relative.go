package claim

import "slices"

// relativized is whom a verb without an object of its own takes from before its
// clause: "Beta, which Alpha acquired in March", "Beta, a start-up Alpha bought",
// "Beta, a start-up that it bought".
func (r *reader) relativized(s *sentence, v int, not ...string) []filler {
	if c := &s.chunks[v]; c.passive || c.inf || c.gerund || v < 1 {
		return nil
	}
	k := v - 1
	for k > 0 && (s.chunks[k].kind == ad || s.chunks[k].kind == tm) {
		k--
	}
	if k < 1 || s.chunks[k].kind != np {
		return nil
	}
	c := &s.chunks[k]
	if m := c.main; m > c.lo && s.items[m].tag == partyTag && roleNouns[s.items[m-1].norm] && determiners[s.items[c.lo].norm] {
		return r.describedBefore(s, k, not...) // one phrase to the chunker: "a start-up Alpha"
	}
	k--
	if s.chunks[k].kind == rc {
		if w := s.chunks[k].word; w != "which" && w != "that" && w != "whom" && w != "who" {
			return nil
		}
		if k--; k > 0 && s.chunks[k].kind == cm {
			k--
		}
		if k > 0 && s.chunks[k].kind == cl && s.chunks[k].match > 0 {
			k = s.chunks[k].match - 1
		}
	} else if s.chunks[k+1].hi-s.chunks[k+1].lo > 1 || s.items[s.chunks[k+1].lo].tag != pron {
		return nil
	}
	if k < 0 || s.chunks[k].kind != np {
		return nil
	}
	if s.named(k) && s.items[s.chunks[k].main].tag == partyTag && s.chunks[k+1].kind != np {
		return addCost(r.fillersOf(s, k, not...), costChunk)
	}
	if roleNouns[s.chunks[k].word] {
		return r.describedBefore(s, k, not...)
	}
	return nil
}

// describedBefore gives the name that the description at chunk k stands behind.
func (r *reader) describedBefore(s *sentence, k int, not ...string) []filler {
	if k < 2 || s.chunks[k-1].kind != cm {
		return nil
	}
	x := s.before(k - 2)
	if x < 0 || s.chunks[x].kind != np || !s.named(x) || s.items[s.chunks[x].main].tag != partyTag {
		return nil
	}
	return addCost(r.fillersOf(s, x, not...), costChunk)
}

// mainSubject is who does what the thing before a bare participle comes of:
// "Alpha is building a site powered by 10,000 chips".
func (r *reader) mainSubject(s *sentence, p *place, not ...string) []filler {
	if v := &s.chunks[p.ch]; !v.bare {
		return nil
	}
	for k := p.ch - 1; k > 0; k-- {
		c := &s.chunks[k]
		if c.kind == br && c.word != "—" && c.word != "–" {
			return nil
		}
		if c.kind == vg && (c.finite || c.inf) && !c.passive {
			chs, cost := s.subjects(k)
			return r.chainFillers(s, chs, cost+1, not...)
		}
	}
	return nil
}

// around is the subject of the clause that the relative clause of a verb hangs on:
// "Alpha relies on Beta, which has invested $2 billion" is about money for Alpha.
func (r *reader) around(s *sentence, p *place, not ...string) (filler, bool) {
	k := p.ch - 1
	for k > 0 && (s.chunks[k].kind == ad || s.chunks[k].kind == tm) {
		k--
	}
	if k < 2 || s.chunks[k].kind != rc {
		return filler{}, false
	}
	for k--; k > 0; k-- {
		switch v := &s.chunks[k]; v.kind {
		case br, sc, rc:
			return filler{}, false
		case vg:
			if !v.finite {
				continue
			}
			chs, cost := s.subjects(k)
			fs := r.chainFillers(s, chs, cost+1, not...)
			if len(fs) != 1 || slices.Contains(not, fs[0].slug) {
				return filler{}, false
			}
			return fs[0], true
		}
	}
	return filler{}, false
}
