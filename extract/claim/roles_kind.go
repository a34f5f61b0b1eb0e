package claim

import "slices"

// byKind fills and turns the roles by what the business of the kind demands: who
// makes chips does not rent them, who publishes licenses out.
func (c *casting) byKind() string {
	why := ""
	switch c.f.Kind {
	case "investment":
		c.investment()
	case "purchase_commitment":
		why = c.purchase()
	case "capacity":
		why = c.capacity()
	case "agreement_term":
		if len(c.subj) == 2 && (len(c.obj) == 0 || c.obj[0].ch < 0) {
			c.subj, c.obj = c.subj[:1], c.subj[1:]
		}
	case "licensing":
		c.licensing()
	case "revenue_share", "profit_share":
		why = c.sharing()
	}
	if why != "" {
		return why
	}
	if c.two && (len(c.subj) == 0 || len(c.obj) == 0 || c.f.Again) && c.recalls(c.s, c.p) {
		c.subj, c.obj = c.fromDeal(c.f.Kind, c.subj, c.obj)
	}
	if c.f.Kind == "equity_stake" && len(c.subj) > 0 && len(c.obj) > 0 && c.subj[0].ch < 0 && c.obj[0].ch < 0 {
		if c.subj, c.obj = c.heldBefore(c.s); len(c.subj) == 0 {
			return "neither holder nor company is named"
		}
	}
	return ""
}

// investment takes the party that a sentence leaves open from the round or the
// investment spoken of before.
func (c *casting) investment() {
	s, p, before := c.s, c.p, c.before
	if len(c.obj) == 0 && len(c.subj) > 0 && p.verb && !s.putElsewhere(p) {
		// "is putting in another $3 billion, which takes its total in the company to"
		if t, ok := c.otherParty(s, p, slugs(c.subj)...); ok {
			c.obj = []filler{t}
		}
	}
	if len(c.obj) == 0 && len(c.subj) == 1 && c.subj[0].ch > 0 && p.verb && !s.putElsewhere(p) {
		c.obj = c.tellsOf(c.subj[0])
	}
	lately := before != nil && before.Kind == "investment" && s.n-c.beforeAt <= 3
	if len(c.subj) == 0 && !p.verb && lately && before.In == s.in && before.Evidence.Subject != nil {
		// "follows a $5 billion commitment to Beta": by the investor spoken of
		if o := c.fill(c.f.Object, before.Subject); len(o) > 0 && o[0].item >= 0 && len(o[0].from) == 0 && o[0].cost <= 4 {
			c.subj, c.obj = []filler{{before.Subject, Pointer{}, append([]Pointer{*before.Evidence.Subject}, before.Evidence.From...), 4, -1, -1}}, o
		}
	}
	if len(c.obj) == 0 && len(c.subj) > 0 && !p.verb && (c.round != nil && s.n-c.roundAt <= 3 || lately && (before.Subject == c.subj[0].slug || s.names(before.Object))) && !hasSlot(p.args, "in") && !hasSlot(p.args, "into") && !hasSlot(p.args, "to") {
		if t, ok := c.backed(s, slugs(c.subj)...); ok { // "is not far behind with a $95 million investment"
			c.obj = []filler{t}
		}
	}
}

// tellsOf is the company that says what a party does, and so that it does it to
// itself: "Beta said Alpha had invested another $2 billion".
func (c *casting) tellsOf(x filler) []filler {
	k := x.ch - 1
	if k > 0 && c.s.chunks[k].kind == sc && c.s.chunks[k].word == "that" {
		k--
	}
	if v := &c.s.chunks[k]; k < 1 || v.kind != vg || v.passive || !saying[v.word] {
		return nil
	}
	chs, cost := c.s.subjects(k)
	fs := c.chainFillers(c.s, chs, cost+2, x.slug)
	if len(fs) != 1 || c.isOutlet(fs[0].slug) || c.moneyed(fs[0].slug) || !c.company(c.s, fs[0], c.f.Kind) {
		return nil
	}
	return fs
}

// purchase makes the one who orders the subject and the one who delivers the
// object.
func (c *casting) purchase() string {
	s, p, f := c.s, c.p, c.f
	if !p.verb && singular(p.t.text) == "order" && len(c.obj) > 0 && len(c.subj) > 0 && (p.gov < 0 || !placing[s.chunks[p.gov].word]) && slices.ContainsFunc(p.args, func(a arg) bool { return a.slot == "from" && a.ch == c.obj[0].ch }) {
		c.subj, c.obj = c.obj, c.subj // "Alpha has an order from Beta"
	} else if !p.verb && p.inf == "" || f.Name == "expand a contract by" || f.Name == "sign up for a sum" {
		c.subj, c.obj = c.orient(s, c.subj, c.obj)
	}
	if len(c.obj) == 0 && len(c.subj) == 1 && (!p.verb || obtaining[s.chunks[p.ch].word]) {
		c.obj = c.fromUs(c.subj[0].slug)
	}
	if !p.verb && supplying[p.inf] {
		// "a contract to supply Beta with chips": the subject sells
		if buyer := c.told("inf", "to"); len(buyer) > 0 {
			c.subj, c.obj = buyer, c.subj
		} else {
			c.subj, c.obj = c.obj, c.subj
		}
	}
	if len(c.obj) == 0 && len(c.subj) == 2 {
		c.subj, c.obj = c.supplier(c.subj)
	}
	if !p.verb && contractNouns[lastWord(p.t.text)] && (len(c.subj) == 0 || len(c.obj) == 0) {
		if b, sl := c.betweenTwo(s, p); len(b) > 0 {
			c.subj, c.obj = b, sl
		}
	}
	if !p.verb && len(c.subj) > 0 && len(c.obj) > 0 {
		if x := c.givesInReturn(s, p, c.obj[0].slug); len(x) > 0 {
			c.subj = x
		}
	}
	if len(c.obj) > 1 && len(f.Value) > 0 {
		return "one sum for several suppliers"
	}
	return ""
}

// told gives the parties of the first argument in one of some slots that names
// any, other than the subject.
func (c *casting) told(slots ...string) []filler {
	for _, a := range c.p.args {
		if slices.Contains(slots, a.slot) {
			if fs := c.listFillers(c.s, a.ch, slugs(c.subj)...); len(fs) > 0 {
				return fs
			}
		}
	}
	return nil
}

// capacity makes the one who uses compute or power the subject and the one who
// provides it the object.
func (c *casting) capacity() string {
	s, p := c.s, c.p
	verb := ""
	if p.verb {
		verb = s.chunks[p.ch].word
	}
	maker := func(fs []filler) bool { return len(fs) > 0 && c.isOneOf(fs[0].slug, []string{"chipmaker"}) }
	if !p.verb && p.inf == "" && len(c.subj) > 0 && len(c.obj) > 0 && contractNouns[p.t.text] {
		c.subj, c.obj = c.orient(s, c.subj, c.obj)
	}
	if len(c.subj) == 1 && len(c.obj) > 0 && c.subj[0].ch < 0 && maker(c.subj) && maker(c.obj) {
		return "who makes chips is not who uses another's"
	}
	if p.verb && getting[verb] && len(c.subj) == 1 && len(c.obj) == 1 && maker(c.subj) && !c.sells(c.obj[0].slug) && s.words(p.hi, len(s.items), orderWords) {
		c.subj, c.obj = c.obj, c.subj // "Alpha wins 6 gigawatts of orders from Beta"
	}
	c.obj = slices.DeleteFunc(c.obj, func(x filler) bool { return c.isOneOf(x.slug, []string{"government"}) }) // a country supplies none
	if len(c.obj) > 1 {
		c.obj = slices.DeleteFunc(c.obj, func(x filler) bool { return !c.sells(x.slug) })
	}
	if len(c.subj) == 1 && len(c.obj) == 1 && !renting[verb] && maker(c.subj) && !c.sells(c.obj[0].slug) && c.gazetteer.Organisation(c.obj[0].slug) != nil {
		c.subj, c.obj = c.obj, c.subj // "Alpha announces a 6 GW chip partnership with Beta"
	}
	if len(c.obj) == 0 && len(c.subj) == 1 && maker(c.subj) && !renting[verb] {
		u, ok := c.user(s, p, c.subj[0].slug)
		if !ok {
			return "who makes the chips is not who uses them"
		}
		c.subj, c.obj = []filler{u}, c.subj
	}
	if len(c.obj) == 0 && len(c.subj) > 0 && !c.isOneOf(c.subj[0].slug, []string{"cloud", "datacenter", "neocloud", "utility", "energy"}) && (!p.verb || obtaining[verb]) {
		c.obj = c.seller(s, p, slugs(c.subj))
	}
	if len(c.obj) == 0 && len(c.subj) == 1 && (!p.verb || obtaining[verb]) {
		c.obj = c.fromUs(c.subj[0].slug)
	}
	if len(c.obj) == 0 && len(c.subj) == 2 {
		c.subj, c.obj = c.supplier(c.subj)
	}
	return ""
}

// licensing makes the one who pays the subject and the one who owns the content
// the object.
func (c *casting) licensing() {
	s, p, f := c.s, c.p, c.f
	if f.License {
		if len(c.subj) > 0 && len(c.obj) == 0 && (p.inf == "let" || p.inf == "allow") && hasSlot(p.args, "inf") {
			c.subj, c.obj = c.told("inf"), c.subj // "a deal to let Beta use its articles"
		}
		if both := c.nounSlot(s, p, "between"); !p.verb && len(both) == 2 {
			c.subj, c.obj = both, nil // whoever else the sentence speaks of
		}
		if !p.verb && len(c.obj) == 0 && len(c.subj) == 1 {
			// "Alpha Music settled with Beta and signed a licensing deal"
			if o := c.onlyOther(s, p, c.subj[0].slug); len(o) == 1 && c.ownsContent(o[0].slug) != c.ownsContent(c.subj[0].slug) {
				if c.obj = o; !c.ownsContent(o[0].slug) {
					c.subj, c.obj = o, c.subj
				}
			}
		}
		c.subj, c.obj = c.licensor(c.subj, c.obj)
		if c.licensesOwn(s, p, c.subj, c.obj) {
			c.subj, c.obj = c.obj, c.subj
		}
	}
	if f.ObjectOwns {
		c.obj = slices.DeleteFunc(slices.Clone(c.obj), func(x filler) bool { return !c.ownsContent(x.slug) })
	}
}

// sharing makes the one who pays a share of its income the subject and the one
// who receives it the object.
func (c *casting) sharing() string {
	s, p, f := c.s, c.p, c.f
	if len(c.obj) == 0 && p.verb && s.chunks[p.ch].gerund {
		c.obj = c.mainClause(s, p, slugs(c.subj)...)
	}
	if f.Kind == "revenue_share" {
		c.subj, c.obj = c.whoPays(s, p, c.subj, c.obj)
	}
	if len(c.obj) == 0 && (len(c.subj) > 1 || len(c.fill(f.Object)) > 0) {
		return "who pays whom is open"
	}
	if p.verb && s.chunks[p.ch].word != "entitle" && slices.Contains(f.Object, "subj") && s.ownIncome(p) { // nobody is entitled to what is his anyway
		return "the income is its own"
	}
	return ""
}
