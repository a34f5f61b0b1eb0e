package party

import "strings"

// Unite gives the short forms of names that the gazetteer lacks the slug of the
// full one ("Hollis" of "Hollis Robotics"), and takes from the list what the
// document uses as a product or a place. It changes the mentions in place.
func (c *Context) Unite(groups ...[][]Mention) {
	full := map[string]string{} // leading words of a name -> slug of the first full name
	alone := map[string]bool{}  // names of one word seen so far
	for _, g := range groups {
		for _, ms := range g {
			for _, m := range ms {
				if m.Via != ByForm && m.Via != ByName || m.Person || m.Slug == "" {
					continue
				}
				words := strings.Fields(Fold(m.Text))
				if m.Via == ByForm && len(words) == 2 && alone[words[0]] && !CompanyForm(m.Text) {
					continue // "Hollis Scribe", long after "Hollis": a product of it
				}
				alone[words[0]] = alone[words[0]] || len(words) == 1
				if m.Via == ByForm && len(words) == 1 {
					if bare, ok := strings.CutSuffix(words[0], ".ai"); ok && len(bare) > 2 { // "Hollis.ai"
						if _, known := full[bare]; !known && !generic[bare] && !function[bare] && !commonNouns[bare] {
							full[bare] = m.Slug
						}
					}
				}
				for i := 1; i < len(words); i++ {
					k := strings.Join(words[:i], " ")
					if _, ok := full[k]; !ok && !generic[k] && !function[k] && !commonNouns[k] && !nations[k] && !places[k] {
						full[k] = m.Slug
					}
				}
			}
		}
	}
	for _, g := range groups {
		for _, ms := range g {
			for i := range ms {
				m := &ms[i]
				if m.Via != ByForm || m.Person || m.Slug == "" {
					continue
				}
				f := Fold(m.Text)
				if s, ok := full[f]; ok {
					m.Slug = s
				}
				if c.products[f] > c.others[f] {
					m.Slug = ""
				}
			}
		}
	}
}
