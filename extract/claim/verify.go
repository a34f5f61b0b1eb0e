package claim

import (
	"fmt"
	"strings"

	"pactwatch/extract/language"
	"pactwatch/extract/party"
	"pactwatch/extract/quantity"
)

// Verify re-derives a claim from the title and text it was read from: its span
// is a sentence, its value reads from the words it points at (or from the
// operands named), and each party stands where the evidence says or in the
// antecedent that it names.
func (r *Rules) Verify(title, text string, c Claim) error {
	return r.verify(title, text, c, sentenceAt)
}

// verify is Verify with sentences found by at.
func (r *Rules) verify(title, text string, c Claim, at func(body string, start, end int) (language.Sentence, bool)) error {
	body := text
	if c.In == "title" {
		body = title
	}
	if c.Start < 0 || c.End > len(body) || c.Start >= c.End {
		return fmt.Errorf("span %d:%d lies outside the %s of %d bytes", c.Start, c.End, c.In, len(body))
	}
	if body[c.Start:c.End] != c.Quote {
		return fmt.Errorf("the %s at %d:%d is not the quote", c.In, c.Start, c.End)
	}
	sent, ok := at(body, c.Start, c.End)
	if !ok {
		return fmt.Errorf("%d:%d of the %s is not a sentence", c.Start, c.End, c.In)
	}
	if c.Value != nil {
		if err := r.verifyValue(title, text, sent, c); err != nil {
			return err
		}
	}
	if err := r.verifyParty(title, text, "subject", c.Subject, c.Evidence.Subject, c); err != nil {
		return err
	}
	return r.verifyParty(title, text, "object", c.Object, c.Evidence.Object, c)
}

// sentenceAt finds the sentence of body that has exactly this span.
func sentenceAt(body string, start, end int) (language.Sentence, bool) {
	lo := strings.LastIndex(body[:start], "\n\n") + 2
	if lo < 2 {
		lo = 0
	}
	hi := len(body)
	if i := strings.Index(body[end:], "\n\n"); i >= 0 {
		hi = end + i
	}
	for _, s := range language.Split(body, []language.Span{{Start: lo, End: hi}}) {
		if s.Start == start && s.End == end {
			return s, true
		}
	}
	return language.Sentence{}, false
}

func (r *Rules) verifyValue(title, text string, sent language.Sentence, c Claim) error {
	p := c.Evidence.Value
	if p == nil {
		return fmt.Errorf("the value %s %s points at no words", c.Value.Min, c.Value.Unit)
	}
	if c.Derived {
		if len(c.Evidence.From) == 0 {
			return fmt.Errorf("the derived value %s names no operands", c.Value.Min)
		}
		return nil
	}
	body := text
	if p.In == "title" {
		body = title
	}
	if p.In != c.In || p.Start < c.Start || p.End > c.End {
		return fmt.Errorf("the value's words %d:%d lie outside the sentence", p.Start, p.End)
	}
	sent.Tokens = r.splitNames(body, sent.Tokens)
	for _, q := range quantity.Find(body, sent) {
		counted := c.Value.Unit == quantity.Users && (q.Unit == "" || q.Unit == "other") || // what is counted stands elsewhere
			c.Value.Unit == quantity.Percent && q.Unit == quantity.Bare && q.Op == "from" // "from 20 to 8 percent"
		if q.Start < p.End && p.Start < q.End && (q.Unit == c.Value.Unit || counted) {
			a, b := q.Min, q.Max
			if c.Value.Min.Sign()*a.Sign() < 0 { // a loss, or spending in brackets or behind a minus
				a, b = b.Neg(), a.Neg()
			}
			if a.Cmp(c.Value.Min) == 0 && b.Cmp(c.Value.Max) == 0 {
				return nil
			}
		}
	}
	return fmt.Errorf("%q does not read as %s %s", body[p.Start:p.End], c.Value.Min, c.Value.Unit)
}

func (r *Rules) verifyParty(title, text, role, slug string, p *Pointer, c Claim) error {
	if slug == "" {
		return nil
	}
	if p == nil {
		return fmt.Errorf("the %s %s points at no words", role, slug)
	}
	at := append([]Pointer{*p}, c.Evidence.From...)
	for _, x := range at {
		body := text
		if x.In == "title" {
			body = title
		}
		if x.Start < 0 || x.End > len(body) || x.Start >= x.End {
			return fmt.Errorf("the %s %s points outside the %s", role, slug, x.In)
		}
		if r.means(body[x.Start:x.End], slug) {
			return nil
		}
	}
	return fmt.Errorf("the words behind %s %s do not name it", role, slug)
}

// means tells whether words name an organisation.
func (r *Rules) means(words, slug string) bool {
	if s, ok := r.gazetteer.Lookup(words); ok && s == slug {
		return true
	}
	if party.Slug(words) == slug {
		return true
	}
	s, ok := r.gazetteer.SpeaksFor(words)
	return ok && s == slug
}
