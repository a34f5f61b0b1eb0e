package claim

import "pactwatch/extract/quantity"

// Trace collects, sentence by sentence, what was seen and why candidates became
// claims or not.
type Trace struct {
	Lines map[int][]string // by number of the sentence
}

func (r *reader) tell(s *sentence, p *place, amt int, why string) {
	if r.trace.Lines == nil {
		r.trace.Lines = map[int][]string{}
	}
	line := p.t.frame.Kind + "/" + p.t.frame.Name + " at “" + s.text[s.items[p.lo].start:s.items[min(p.hi, len(s.items))-1].end] + "”"
	if amt >= 0 {
		line += " with “" + s.text[s.items[s.amounts[amt].item].start:s.items[s.amounts[amt].item].end] + "”"
	}
	r.trace.Lines[s.n] = append(r.trace.Lines[s.n], line+": "+why)
}

// undecided says between whom a description or pronoun of the sentence is open.
func (s *sentence) undecided() string {
	u := s.open[0]
	return "whether “" + s.items[u.item].text(s) + "” means " + u.a + " or " + u.b + " is open"
}

// Seen is one sentence of an explanation.
type Seen struct {
	In         string
	Start, End int
	Units      []Unit
	Frames     []string
}

// Unit is one amount, time or party of a sentence.
type Unit struct {
	Start, End int
	Type       string // money, percent, number, power, date, duration or party
	Value      *quantity.Quantity
	Text       string // slug, date or duration
}

// Explain reads a document and tells what was seen in each sentence.
func (r *Rules) Explain(d Document) ([]Claim, []Seen) {
	t := &Trace{}
	cs, ss := r.read(d, t)
	out := make([]Seen, 0, len(ss))
	for _, s := range ss {
		x := Seen{In: s.in, Start: s.start, End: s.end, Frames: t.Lines[s.n], Units: []Unit{}}
		for i := range s.amounts {
			q := &s.amounts[i].Quantity
			u := Unit{Start: q.Start, End: q.End, Type: "number", Value: q}
			switch {
			case q.Money():
				u.Type = "money"
			case q.Unit == quantity.Percent:
				u.Type = "percent"
			case q.Unit == quantity.Power:
				u.Type = "power"
			}
			x.Units = append(x.Units, u)
		}
		for i := range s.numbers {
			q := &s.numbers[i]
			x.Units = append(x.Units, Unit{Start: q.Start, End: q.End, Type: "number", Value: q})
		}
		for i := range s.times {
			x.Units = append(x.Units, s.times[i].unit(r, d))
		}
		for _, m := range s.parties {
			if m.Slug != "" {
				x.Units = append(x.Units, Unit{Start: s.toks[m.Lo].Start, End: s.toks[m.Hi-1].End, Type: "party", Text: m.Slug})
			}
		}
		out = append(out, x)
	}
	return cs, out
}
