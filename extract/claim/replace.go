package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
)

// linkReplaced tells which claim another one of the article supersedes: the whole
// of a halved figure, and the old value of "from A to B". The claims are in the
// order of the text.
func linkReplaced(title, text string, cs []Claim) {
	for i := range cs {
		c := &cs[i]
		if c.Value == nil {
			continue
		}
		if c.Derived {
			if j := slices.IndexFunc(cs, func(o Claim) bool { return o.alike(c) && halfOf(o, *c) }); j >= 0 {
				c.Replaces = &j
			}
			continue
		}
		if former(title, text, c) {
			continue
		}
		for _, step := range []int{-1, 1} {
			for j := i + step; j >= 0 && j < len(cs) && cs[j].In == c.In && cs[j].Start == c.Start; j += step {
				if o := &cs[j]; o.Value != nil && o.Value.Unit == c.Value.Unit && o.alike(c) && former(title, text, o) {
					c.Replaces = &j
				}
			}
		}
	}
}

// alike tells whether two claims speak of the same thing, values aside.
func (c *Claim) alike(o *Claim) bool {
	return c.Kind == o.Kind && c.Subject == o.Subject && c.Object == o.Object
}

func halfOf(whole, c Claim) bool {
	if whole.Value == nil {
		return false
	}
	half, ok := whole.Value.Min.Half()
	return ok && half.Cmp(c.Value.Min) == 0
}

// former tells whether "from" stands right before a claim's figure.
func former(title, text string, c *Claim) bool {
	p := c.Evidence.Value
	if p == nil {
		return false
	}
	body := text
	if p.In == "title" {
		body = title
	}
	before := strings.ToLower(strings.TrimRight(body[c.Start:max(c.Start, p.Start)], " $€£¥~"))
	return strings.HasSuffix(before, " from") || strings.HasSuffix(before, " from about") || strings.HasSuffix(before, " from roughly")
}

// partial kinds may be told of a part of the whole.
var partial = set(`revenue profit spending user_count`)

// plain words before a figure's noun say nothing of which part it covers.
var plain = set(`total annual quarterly monthly yearly weekly net gross operating adjusted recurring full-year half-year expected planned projected additional new overall combined record annualized annualised
estimated reported fiscal group company capital run-rate current previous first second third fourth quarter year month current-year full-time more less active paying daily other future contracted
own entire global worldwide consolidated underlying pretax pre-tax after-tax ai artificial intelligence possible potential actual its their his her latest last next same huge massive big large small`)

// scope is which part a figure covers, in the words before its noun or the place
// or income behind it: "cloud" of "Alpha's cloud revenue", "Europe" of "revenue in
// Europe", "subscription" of "20% of its subscription revenue".
func (r *reader) scope(s *sentence, p *place) string {
	kind := p.t.frame.Kind
	if sharing[kind] {
		lo, hi := s.clause(p)
		for k := s.chunkOf[lo]; k < len(s.chunks) && s.chunks[k].lo < hi; k++ {
			if c := &s.chunks[k]; c.kind == np && c.main > c.lo && incomeNouns[s.items[c.main].norm] {
				if w := s.wordsBefore(c.main, c.lo); w != "" {
					return w
				}
			}
		}
		return ""
	}
	if p.verb || !partial[kind] {
		return ""
	}
	if w := s.wordsBefore(p.lo, s.chunks[p.ch].lo); w != "" {
		return w
	}
	for _, a := range p.args {
		c := &s.chunks[a.ch]
		if a.cost > 1 || c.main < c.lo {
			break
		}
		if it := s.items[c.main]; a.slot == "in" && it.tag == noun && s.toks[it.lo].Shape == language.Title {
			return it.text(s)
		}
		if a.slot == "in" && s.items[c.main].tag == partyTag {
			if s.partyOf(s.items[c.main]).Slug == "" {
				return s.items[c.main].text(s)
			}
			for _, f := range r.fillersOf(s, a.ch) {
				if r.placeName(s, f) {
					return s.items[c.main].text(s)
				}
			}
		}
		if a.slot == "from" && s.items[c.main].tag == noun && kind == "revenue" {
			return strings.TrimSpace(s.wordsBefore(c.main, c.lo) + " " + s.items[c.main].norm) // "revenue from subscriptions"
		}
	}
	return ""
}

// wordsBefore joins the words right before item i, from item lo, that say which
// part is meant.
func (s *sentence) wordsBefore(i, lo int) string {
	var words []string
	for i--; i >= lo; i-- {
		it := s.items[i]
		if it.tag != noun || plain[it.norm] || plain[singular(it.norm)] || strings.IndexFunc(it.norm, func(r rune) bool { return r < 'a' && r != '-' || r > 'z' }) >= 0 {
			break
		}
		words = append([]string{it.norm}, words...)
	}
	return strings.Join(words, " ")
}
