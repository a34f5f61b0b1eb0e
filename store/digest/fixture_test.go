package digest

import (
	"strings"
	"time"

	"pactwatch/extract"
	"pactwatch/extract/claim"
	"pactwatch/extract/quantity"
	"pactwatch/store"
)

// The fixture day: invented companies, outlets and sentences.

var partyNames = map[string]string{
	"orchid": "Orchid AI", "granite": "Granite Cloud", "helix": "Helix Semiconductor", "fjord-capital": "Fjord Capital",
	"quarry": "Quarry Data", "lumen-press": "Lumen Press", "tern": "Tern Robotics", "delta-grid": "Delta Grid",
}

func testNames(slug string) string { return partyNames[slug] }

var testOptions = Options{Names: testNames, Version: "1.0.0"}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func dec(coef int64, exp int32) quantity.Decimal { return quantity.Decimal{Coef: coef, Exp: exp} }

func sum(coef int64, exp int32, unit, bound string) *claim.Value {
	return &claim.Value{Min: dec(coef, exp), Max: dec(coef, exp), Unit: unit, Bound: bound}
}

func outlet(slug, name string) store.Outlet {
	return store.Outlet{Slug: slug, Name: name, Known: true}
}

var (
	harbour = outlet("harbour-times", "The Harbour Times")
	wire    = outlet("wirepoint", "Wirepoint")
	ledger  = outlet("evening-ledger", "Evening Ledger")
	blog    = store.Outlet{Slug: "deals.blog.example", Name: "deals.blog.example"}
	newsOf  = store.Outlet{Slug: "granite", Name: "Granite Cloud newsroom", Known: true, Party: "granite"}
)

// sighting of a claim in an article, told apart by id.
func sighting(id string, o store.Outlet, url string, c extract.Claim, published, seen string) store.Sighting {
	s := store.Sighting{ID: "s-" + id, Article: "a-" + id, Version: 1, URL: url, Title: "How " + o.Name + " tells it", Outlet: o, Claim: c,
		DateFrom: "json-ld", Seen: at(seen), Page: strings.Repeat("ab", 32), Text: strings.Repeat("cd", 32), Extractor: "1"}
	if published != "" {
		s.Published = at(published)
	}
	return s
}

func origin(o store.Outlet, fetched bool, outlets ...string) store.Origin {
	return store.Origin{Name: o.Name, Slug: o.Slug, Fetched: fetched, Known: o.Known, Outlets: outlets}
}

func finding(key, term string, support store.Support, origins []store.Origin, sightings ...store.Sighting) store.Finding {
	f := store.Finding{Key: key, Term: term, Claim: sightings[0].Claim, State: sightings[0].Claim.Modality, Support: support,
		Rule: "the latest published of the strongest support", First: sightings[0].Seen, Published: sightings[0].Published, Origins: origins, Sightings: sightings}
	for i := range f.Sightings {
		f.Sightings[i].Finding = key
	}
	return f
}

// richDay has something in every section.
func richDay() store.Day {
	share := func(pct int64, date, role, modality, quote string) extract.Claim {
		return extract.Claim{Kind: "revenue_share", Subject: "orchid", Object: "granite", Value: sum(pct, 0, "percent", "exact"),
			Date: date, DateRole: role, Modality: modality, Quote: quote, In: "text"}
	}
	share20 := finding("f-share-20", "revenue_share orchid granite", store.Confirmed, []store.Origin{origin(newsOf, true, "Granite Cloud newsroom", "Wirepoint")},
		sighting("share20", newsOf, "https://news.granite.example/partnership", share(20, "", "", "actual", "Orchid pays Granite a fifth, 20 percent, of its revenue."), "2025-03-02T09:00:00-05:00", "2025-03-02T14:20:00Z"))
	c10 := share(10, "2030", "by", "planned", "The share, now 20 percent, is to be cut in half by 2030, two people who saw the term sheet said.")
	c10.Derived, c10.Anonymous, c10.Source = true, true, ""
	share10 := finding("f-share-10", "revenue_share orchid granite", store.Reported, []store.Origin{origin(harbour, true, "Evening Ledger", "The Harbour Times", "Wirepoint")},
		sighting("share10", harbour, "https://harbourtimes.example/2025/11/orchid-granite?utm=1&x=2", c10, "2025-11-24T18:05:00Z", "2025-11-24T19:00:00Z"))
	share15 := finding("f-share-15", "revenue_share orchid granite", store.Stated, []store.Origin{origin(ledger, true, "Evening Ledger")},
		sighting("share15", ledger, "https://www.eveningledger.example/a/15", share(15, "2030", "by", "planned", "By 2030 Orchid will hand Granite 15 percent of revenue, according to the contract."), "2025-11-24T21:40:00+01:00", "2025-11-24T21:00:00Z"))

	invest := extract.Claim{Kind: "investment", Subject: "helix", Object: "orchid", Value: sum(100, 9, "USD", "at_most"), Date: "2025-11-24", DateRole: "in",
		Modality: "planned", Source: "Mara Lindqvist", Quote: "“We intend to invest up to $100 billion in Orchid as each gigawatt goes live,” said Helix’s chief executive, Mara Lindqvist.", In: "text"}
	investF := finding("f-invest", "investment helix orchid", store.Confirmed, []store.Origin{origin(wire, true, "Evening Ledger", "The Harbour Times", "Wirepoint")},
		sighting("invest", wire, "https://wirepoint.example/helix-orchid", invest, "2025-11-24T13:02:00Z", "2025-11-24T13:05:00Z"))
	power := extract.Claim{Kind: "capacity", Subject: "orchid", Object: "helix", Value: sum(10, 0, "GW", "at_least"), Modality: "planned",
		Quote: "The companies plan at least 10 gigawatts of systems.", In: "text"}
	powerF := finding("f-power", "capacity orchid helix", store.Stated, []store.Origin{origin(wire, true, "Wirepoint")},
		sighting("power", wire, "https://wirepoint.example/helix-orchid", power, "2025-11-24T13:02:00Z", "2025-11-24T13:05:00Z"))
	round := extract.Claim{Kind: "funding_round", Subject: "tern", Value: &claim.Value{Min: dec(12, 8), Max: dec(15, 8), Unit: "EUR", Bound: "exact"}, Modality: "possible",
		Source: "The Foundry Letter", Anonymous: true, Quote: "Tern is in talks to raise €1.2 billion to €1.5 billion, The Foundry Letter reported, citing people close to the talks.", In: "text"}
	roundF := finding("f-round", "funding_round tern", store.Reported,
		[]store.Origin{{Name: "The Foundry Letter", Slug: "foundry-letter", Known: true, Outlets: []string{"Evening Ledger", "The Harbour Times", "deals.blog.example"}}},
		sighting("round", blog, "http://deals.blog.example/?p=77", round, "2025-11-24T00:00:00Z", "2025-11-24T16:30:00Z"))
	licence := extract.Claim{Kind: "licensing", Subject: "orchid", Object: "lumen-press", Value: sum(250, 6, "USD", "about"), Period: "5y", Modality: "actual", Joint: true,
		Quote: "Orchid signed a five-year licence with Lumen Press worth roughly $250 million.", In: "text"}
	licenceF := finding("f-licence", "licensing orchid lumen-press", store.Stated, []store.Origin{origin(harbour, true, "The Harbour Times"), origin(blog, true, "deals.blog.example")},
		sighting("licence", harbour, "https://harbourtimes.example/2025/11/lumen", licence, "", "2025-11-24T08:00:00Z"))

	commit := extract.Claim{Kind: "purchase_commitment", Subject: "orchid", Object: "granite", Value: sum(385, 8, "USD", "exact"), Period: "7y", Modality: "actual",
		Quote: "Orchid signed for $38.5 billion of cloud services over seven years, Granite confirmed.", Source: "Granite", In: "text"}
	commitF := finding("f-commit", "purchase_commitment orchid granite", store.Confirmed, []store.Origin{origin(newsOf, true, "Granite Cloud newsroom"), origin(wire, true, "Wirepoint")},
		sighting("commit", newsOf, "https://news.granite.example/capacity", commit, "2025-11-24T09:30:00Z", "2025-11-24T10:10:00Z"))
	loss := extract.Claim{Kind: "profit", Subject: "orchid", Value: sum(-85, 8, "USD", "about"), Date: "2025", DateRole: "in", Modality: "planned", Quote: "Orchid expects to lose about $8.5 billion in 2025.", In: "text"}
	lossF := finding("f-loss", "profit orchid", store.Reported, []store.Origin{origin(ledger, true, "Evening Ledger", "Wirepoint")},
		sighting("loss", ledger, "https://www.eveningledger.example/a/9", loss, "2025-11-20T09:30:00Z", "2025-11-20T10:10:00Z"))
	stake := extract.Claim{Kind: "equity_stake", Subject: "fjord-capital", Object: "quarry", Value: sum(275, -1, "percent", "exact"), Modality: "actual", Quote: "Fjord holds 27.5 percent of Quarry.", In: "text"}
	stakeF := finding("f-stake", "equity_stake fjord-capital quarry", store.Stated, []store.Origin{origin(ledger, true, "Evening Ledger")},
		sighting("stake", ledger, "https://www.eveningledger.example/a/3", stake, "2025-11-22T09:30:00Z", "2025-11-22T10:10:00Z"))
	stakeF.State = "withdrawn"
	stakeF.Sightings[0].Withdrawn = at("2025-11-24T12:00:00Z")
	term := extract.Claim{Kind: "agreement_term", Subject: "granite", Object: "orchid", Date: "2026-03-31", DateRole: "until", Product: "model access", Modality: "actual", Quote: "Granite’s access to the models runs until March 31, 2026.", In: "text"}
	termF := finding("f-term", "agreement_term granite orchid", store.Confirmed, []store.Origin{origin(newsOf, true, "Granite Cloud newsroom")},
		sighting("term", newsOf, "https://news.granite.example/terms", term, "2025-03-02T09:00:00Z", "2025-03-02T14:20:00Z"))
	soon := extract.Claim{Kind: "purchase_commitment", Subject: "quarry", Object: "delta-grid", Value: sum(9, 8, "USD", "exact"), Date: "2026-01", DateRole: "until", Modality: "actual", Quote: "The $900 million supply contract ends in January 2026.", In: "text"}
	soonF := finding("f-soon", "purchase_commitment quarry delta-grid", store.Stated, []store.Origin{origin(wire, true, "Wirepoint")},
		sighting("soon", wire, "https://wirepoint.example/quarry-grid", soon, "2025-01-02T09:00:00Z", "2025-01-02T14:20:00Z"))

	buy := extract.Claim{Kind: "acquisition", Subject: "quarry", Object: "tern", Value: sum(12, 8, "GBP", "exact"), Date: "2025-11-21", DateRole: "in", Modality: "actual", Quote: "Quarry closed its £1.2 billion purchase of Tern on Friday.", In: "text"}
	plan := buy
	plan.Modality, plan.Date, plan.DateRole, plan.Quote = "planned", "", "", "Quarry has agreed to buy Tern for £1.2 billion."
	buyF := finding("f-buy", "acquisition quarry tern", store.Stated, []store.Origin{origin(harbour, true, "The Harbour Times"), origin(wire, true, "Wirepoint")},
		sighting("buy", harbour, "https://harbourtimes.example/2025/11/tern", buy, "2025-11-24T07:00:00Z", "2025-11-24T08:00:00Z"),
		sighting("plan", wire, "https://wirepoint.example/quarry-tern", plan, "2025-10-02T07:00:00Z", "2025-10-02T08:00:00Z"))
	worth := extract.Claim{Kind: "valuation", Subject: "orchid", Value: sum(5, 11, "USD", "about"), Basis: []string{"post-money"}, Modality: "possible", Quote: "The round could value Orchid at about $500 billion.", In: "text"}
	worthF := finding("f-worth", "valuation orchid", store.Stated, []store.Origin{origin(wire, true, "Wirepoint")},
		sighting("worth", wire, "https://wirepoint.example/orchid-worth", worth, "2025-11-20T07:00:00Z", "2025-11-20T08:00:00Z"),
		sighting("worth2", harbour, "https://harbourtimes.example/2025/11/orchid-worth", worth, "2025-11-19T07:00:00Z", "2025-11-20T08:30:00Z"))
	worthF.Sightings[1].Withdrawn = at("2025-11-24T12:00:00Z")

	d := store.Day{Day: "2025-11-24", Zone: "America/New_York", AsOf: at("2025-11-25T04:55:00Z"), Findings: map[string]store.Finding{}, Terms: map[string][]string{
		"revenue_share orchid granite": {"f-share-20", "f-share-10", "f-share-15"},
		"capacity orchid helix":        {"f-power"},
	}, Articles: map[string]store.Page{
		"a-edit": {URL: "https://harbourtimes.example/2025/11/quarry", Title: "Quarry and the grid", Outlet: harbour},
		"a-gone": {URL: "https://www.eveningledger.example/a/3", Title: "Fjord’s holdings", Outlet: ledger},
	}, Upcoming: []store.Finding{termF, soonF}}
	for _, f := range []store.Finding{share20, share10, share15, investF, powerF, roundF, licenceF, commitF, lossF, stakeF, termF, soonF, buyF, worthF} {
		d.Findings[f.Key] = f
	}
	add := func(kind store.EventKind, key string, more ...func(*store.Event)) {
		e := store.Event{Day: d.Day, Seq: uint64(len(d.Events) + 100), At: at("2025-11-24T12:00:00Z").Add(time.Duration(len(d.Events)) * 10 * time.Minute), Kind: kind, Finding: key}
		for _, m := range more {
			m(&e)
		}
		d.Events = append(d.Events, e)
	}
	add(store.EventNew, "f-licence")
	add(store.EventWithdrawn, "f-stake", func(e *store.Event) { e.Article, e.Why = "a-stake", "two fetches agree that the sentence is gone" })
	add(store.EventNew, "f-invest")
	add(store.EventNew, "f-power")
	add(store.EventRepeated, "f-invest")
	add(store.EventRepeated, "f-invest")
	add(store.EventNew, "f-round")
	add(store.EventConfirmed, "f-commit", func(e *store.Event) { e.Before, e.After = "reported", "confirmed" })
	add(store.EventNew, "f-share-10")
	add(store.EventChanged, "f-share-10", func(e *store.Event) { e.Other, e.Why = "f-share-20", "a later date on the same term" })
	add(store.EventNew, "f-share-15")
	add(store.EventConflict, "f-share-15", func(e *store.Event) {
		e.Other, e.Why = "f-share-10", "same unit, basis and date; 15% and 10% cannot both hold"
	})
	add(store.EventConflict, "f-share-10", func(e *store.Event) { e.Other = "f-share-15" })
	add(store.EventChanged, "f-buy", func(e *store.Event) {
		e.Before, e.After, e.Why = "planned", "actual", d.Findings["f-buy"].Rule
	})
	add(store.EventWithdrawn, "f-worth", func(e *store.Event) {
		e.Article, e.Why = "a-worth2", "The Harbour Times does not say it any more; 1 of 2 still do"
	})
	add(store.EventRepeated, "f-loss")
	add(store.EventRepeated, "f-loss")
	add(store.EventRepeated, "f-soon")
	add(store.EventEdited, "", func(e *store.Event) {
		e.Article, e.Before, e.After, e.Why = "a-edit", "$900 million", "$90 million", "the article notes a correction"
	})
	add(store.EventGone, "", func(e *store.Event) { e.Article, e.Why = "a-gone", "404 twice" })
	add(store.EventNew, "f-term", func(e *store.Event) { e.Replay = true })

	d.Runs = []store.Run{
		{ID: "r1", Started: at("2025-11-24T11:00:00Z"), Ended: at("2025-11-24T11:20:00Z"), Version: "1.0.0", Complete: true, Sources: []store.SourceResult{
			{ID: "wirepoint", Name: "Wirepoint", Outcome: "new", Pages: map[string]int{"stored": 9, "unchanged": 3, "paywalled": 1}, Last: at("2025-11-24T11:02:00Z")},
			{ID: "harbour", Name: "The Harbour Times", Outcome: "new", Pages: map[string]int{"stored": 4, "not an article": 2}, Last: at("2025-11-24T11:03:00Z")},
			{ID: "foundry", Name: "The Foundry Letter", Outcome: "blocked", Reason: "robots.txt disallows /", Overdue: true},
			{ID: "ledger", Name: "Evening Ledger", Outcome: "failed", Reason: "503 after 3 tries", Last: at("2025-11-23T23:00:00Z")},
			{ID: "granite", Name: "Granite Cloud newsroom", Outcome: "unchanged", Last: at("2025-11-24T11:03:00Z")},
			{ID: "filings", Name: "Filings", Outcome: "skipped"},
			{ID: "delta", Name: "Delta Grid press", Outcome: "failed", Reason: "no such host", Last: at("2025-11-12T08:00:00Z"), Overdue: true},
		}},
		{ID: "r2", Started: at("2025-11-24T20:00:00Z"), Version: "1.0.0", Sources: []store.SourceResult{
			{ID: "wirepoint", Name: "Wirepoint", Outcome: "unchanged", Last: at("2025-11-24T20:02:00Z")},
			{ID: "ledger", Name: "Evening Ledger", Outcome: "new", Pages: map[string]int{"stored": 2}, Last: at("2025-11-24T20:05:00Z")},
			{ID: "foundry", Name: "The Foundry Letter", Outcome: "blocked", Reason: "robots.txt disallows /", Overdue: true},
			{ID: "delta", Name: "Delta Grid press", Outcome: "failed", Reason: "no such host", Last: at("2025-11-12T08:00:00Z"), Overdue: true},
		}},
	}
	d.Counts = map[string][]store.DayTally{}
	first := at("2025-08-27T00:00:00Z")
	for i := range 89 {
		day := first.AddDate(0, 0, i).Format(time.DateOnly)
		if n := (i*7 + i*i/5) % 9; i%7 < 5 {
			d.Counts["new"] = append(d.Counts["new"], store.DayTally{Day: day, N: n})
			d.Counts["changed"] = append(d.Counts["changed"], store.DayTally{Day: day, N: n / 3})
			d.Counts["confirmed"] = append(d.Counts["confirmed"], store.DayTally{Day: day, N: n / 4})
		}
		if i%17 == 3 {
			d.Counts["conflict"] = append(d.Counts["conflict"], store.DayTally{Day: day, N: 1})
		}
	}
	return d
}

// emptyDay had a run that saw everything and nothing happened.
func emptyDay() store.Day {
	return store.Day{Day: "2025-11-23", Zone: "UTC", Closed: true, AsOf: at("2025-11-23T22:10:00Z"), Runs: []store.Run{
		{ID: "r0", Started: at("2025-11-23T22:00:00Z"), Ended: at("2025-11-23T22:10:00Z"), Version: "1.0.0", Complete: true, Sources: []store.SourceResult{
			{ID: "wirepoint", Name: "Wirepoint", Outcome: "unchanged", Last: at("2025-11-23T22:02:00Z")},
			{ID: "harbour", Name: "The Harbour Times", Outcome: "new", Pages: map[string]int{"not an article": 2}, Last: at("2025-11-23T22:03:00Z")},
		}},
	}}
}
