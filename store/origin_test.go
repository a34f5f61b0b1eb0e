package store

import (
	"strings"
	"testing"
	"time"

	"pactwatch/extract"
)

// telling is one article that tells of Lumen's share in an origins test.
type telling struct {
	host   string
	after  time.Duration // published after noon
	credit string
	quiet  bool // credits unnamed people
	author string
	lead   string // what its text begins with
	body   string // copied text
}

const scoop = `The two companies signed the agreement in the spring after months of talks about the money.
Neither side wanted the clause that lets a regulator look into the books of the joint office every year.
Engineers of both firms have since moved into one building by the river, which they share with a bank.
A person at the office described the mood as calm, although the deadline for the second part is near.
The payments are made each quarter, beginning with the one that ended in March, and are not capped.`

func TestOriginsAreWhoSaidItFirst(t *testing.T) {
	for _, c := range []struct {
		name     string
		tellings []telling
		want     string // origins, earliest first, each with the outlets that carry it
	}{
		{"two outlets in their own voice", []telling{{host: "harbour.example"}, {host: "capitalwire.example", after: time.Hour}},
			"Harbour Times: Harbour Times | Capital Wire: Capital Wire"},
		{"a rewrite that says where it is from", []telling{{host: "harbour.example"}, {host: "capitalwire.example", after: time.Hour, credit: "Harbour Times"}},
			"Harbour Times: Capital Wire, Harbour Times"},
		{"a scoop that was never fetched", []telling{{host: "capitalwire.example", credit: "Harbour Times"}, {host: "ledgerpost.example", credit: "Harbour Times"}},
			"Harbour Times (not fetched): Capital Wire, Ledger Post"},
		{"a rewrite of a rewrite", []telling{{host: "harbour.example"}, {host: "capitalwire.example", after: time.Hour, credit: "Harbour Times"}, {host: "ledgerpost.example", after: 2 * time.Hour, credit: "Capital Wire"}},
			"Harbour Times: Capital Wire, Harbour Times, Ledger Post"},
		{"publishers of one family", []telling{{host: "ledgerpost.example"}, {host: "ledgerweekly.example", after: time.Hour}},
			"Ledger Post: Ledger Post, Ledger Weekly"},
		{"an outlet that we do not know", []telling{{host: "harbour.example"}, {host: "someone.example", after: time.Hour}},
			"Harbour Times: Harbour Times | someone.example (unknown): someone.example"},
		{"the party itself and who speaks for it", []telling{{host: "news.lumen.example"}, {host: "harbour.example", after: time.Hour, credit: "Ada Finch"}, {host: "capitalwire.example", after: 2 * time.Hour, credit: "Lumen"}},
			"Lumen newsroom: Capital Wire, Harbour Times, Lumen newsroom"},
		{"a wire by its byline", []telling{{host: "capitalwire.example"}, {host: "harbour.example", after: time.Hour, author: "Capital Wire"}},
			"Capital Wire: Capital Wire, Harbour Times"},
		{"a wire by its dateline", []telling{{host: "capitalwire.example"}, {host: "harbour.example", after: time.Hour, lead: "LONDON, March 14 (Capital Wire) - "}},
			"Capital Wire: Capital Wire, Harbour Times"},
		{"a copy without a word of whose", []telling{{host: "capitalwire.example", body: scoop}, {host: "harbour.example", after: time.Hour, body: "A new first line of another desk stands here. " + scoop}},
			"Capital Wire: Capital Wire, Harbour Times"},
		{"a copy of a copy of a wire", []telling{{host: "harbour.example", body: scoop}, {host: "ledgerpost.example", after: time.Hour, body: scoop, author: "Capital Wire"}},
			"Capital Wire (not fetched): Harbour Times, Ledger Post"},
		{"each credits the other", []telling{{host: "harbour.example", credit: "Capital Wire"}, {host: "capitalwire.example", after: time.Hour, credit: "Harbour Times"}},
			"Harbour Times: Capital Wire, Harbour Times / Capital Wire and Harbour Times credit each other"},
		{"unnamed people of one outlet", []telling{{host: "harbour.example", quiet: true}},
			"Harbour Times: Harbour Times"},
		{"a named person who is no party", []telling{{host: "harbour.example", credit: "Jo Reed"}, {host: "capitalwire.example", after: time.Hour, credit: "Jo Reed"}},
			"Jo Reed (not fetched): Capital Wire, Harbour Times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ck := &clock{noon.Add(24 * time.Hour)}
			l := open(t, ck)
			for _, w := range c.tellings {
				put(t, l, w.record())
			}
			f, err := l.Finding(Key(share(20, "actual")))
			if err != nil {
				t.Fatal(err)
			}
			if got := originWords(f); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func (w telling) record() Record {
	c := share(20, "actual")
	c.Source, c.Anonymous = w.credit, w.quiet
	at := noon.Add(w.after + time.Hour)
	r := record("https://"+w.host+"/story", at, c)
	if w.author != "" {
		r.Article.Authors = []string{w.author}
	}
	body := w.body
	if body == "" {
		body = "Words of " + w.host + " alone."
	}
	r.Article.Text = w.lead + c.Quote + "\n\n" + body
	r.Claims = []extract.Claim{c}
	return r
}

func originWords(f Finding) string {
	var s []string
	for _, o := range f.Origins {
		w := o.Name
		if !o.Known {
			w += " (unknown)"
		} else if !o.Fetched {
			w += " (not fetched)"
		}
		s = append(s, w+": "+strings.Join(o.Outlets, ", "))
	}
	out := strings.Join(s, " | ")
	if f.Note != "" {
		out += " / " + f.Note
	}
	return out
}

func TestSupportIsTheStrongestThatStands(t *testing.T) {
	party, other := "Ada Finch", "Corvid"
	for _, c := range []struct {
		name    string
		host    string
		credit  string
		quiet   bool
		want    Support
		because string
	}{
		{"the outlet's own voice", "harbour.example", "", false, Stated, "in its own voice"},
		{"unnamed people", "harbour.example", "", true, Reported, "unnamed people"},
		{"another outlet", "harbour.example", "Capital Wire", false, Reported, "credits Capital Wire"},
		{"its own name", "harbour.example", "Harbour Times", false, Stated, "in its own voice"},
		{"an executive of a party", "harbour.example", party, false, Confirmed, "speaks for a party"},
		{"the other party", "harbour.example", other, false, Confirmed, "speaks for a party"},
		{"a party beside unnamed people", "harbour.example", party, true, Reported, ""},
		{"a named person", "harbour.example", "Jo Reed", false, Stated, "not a party"},
		{"a party's newsroom", "news.lumen.example", "", false, Confirmed, "newsroom"},
		{"a filing", "harbour.example", "a regulatory filing", false, Confirmed, "cites"},
		{"an outlet we do not know", "someone.example", "", false, Stated, "in its own voice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t, &clock{noon})
			put(t, l, telling{host: c.host, credit: c.credit, quiet: c.quiet}.record())
			f, err := l.Finding(Key(share(20, "actual")))
			if err != nil {
				t.Fatal(err)
			}
			if f.Support != c.want || !strings.Contains(f.Rule, c.because) {
				t.Errorf("got %s (%s), want %s (… %s …)", f.Support, f.Rule, c.want, c.because)
			}
		})
	}
}

func TestStateIsTheLatestOfTheStrongest(t *testing.T) {
	c := &clock{noon.AddDate(0, 0, 9)}
	l := open(t, c)
	say := func(host string, after time.Duration, modality, credit string) {
		w := telling{host: host, after: after, credit: credit}
		r := w.record()
		r.Claims[0].Modality = modality
		put(t, l, r)
	}
	check := func(state string, support Support) {
		t.Helper()
		f, err := l.Finding(Key(share(20, "actual")))
		if err != nil || f.State != state || f.Support != support {
			t.Errorf("got %s, %s, %v; want %s, %s", f.State, f.Support, err, state, support)
		}
	}
	say("harbour.example", 3*time.Hour, "possible", "")
	check("possible", Stated)
	say("ledgerpost.example", time.Hour, "actual", "") // said earlier, arrives later
	check("possible", Stated)
	say("capitalwire.example", 2*time.Hour, "planned", "Ada Finch")
	check("planned", Confirmed)
	say("someone.example", 9*time.Hour, "denied", "Harbour Times") // later, but weaker
	check("planned", Confirmed)
}
