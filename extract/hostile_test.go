package extract

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// FuzzRead reads anything without a panic, and holds what it says to its
// evidence.
func FuzzRead(f *testing.F) {
	ex, err := New(Rules{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Alpha raises money\n\nAlphacorp raised $40 million in a Series B round led by Betawave.")
	f.Add("Title\n\n“Alphacorp (which owns 20% of Betawave, (the) said: — to invest $5bn in, and of, it.")
	f.Add("T\n\n| Alpha | $5bn | 20% |\n\n- Alpha: $5bn ARR\n\n10 GW of to from with $ € % ' ’s ’s")
	f.Fuzz(func(t *testing.T, s string) {
		a, claims, err := ex.Read(Input{Body: []byte(s), ContentType: "text/plain"})
		if err != nil {
			return
		}
		for _, c := range claims {
			if err := ex.Verify(a.Title, a.Text, a.Published.Time, c); err != nil {
				t.Errorf("%v: %q", err, c.Quote)
			}
			if !utf8.ValidString(c.Quote) {
				t.Errorf("quote is no UTF-8: %q", c.Quote)
			}
		}
	})
}

// TestHostile reads texts that are built to hurt. The test's own deadline is
// what would end a run that is not linear.
func TestHostile(t *testing.T) {
	ex, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"one sentence of 1 MB": strings.Repeat("Alphacorp invested $5 billion in Betawave and ", 22000),
		"10,000 numbers":       strings.Repeat("5 ", 10000),
		"10,000 amounts":       strings.Repeat("$5 billion ", 10000),
		"10,000 names":         strings.Repeat("Alphacorp and Betawave, ", 5000),
		"no full stop":         strings.Repeat("the company said it would invest in its partner ", 10000),
		"brackets":             strings.Repeat("(", 50000) + strings.Repeat(")", 50000),
		"quotation marks":      strings.Repeat("“", 50000),
		"zero width":           strings.Repeat("Alpha\u200bcorp\u202e raised $5\u200b billion.\n\n", 500),
		"mixed scripts":        strings.Repeat("Альфа 阿尔法 ألفا raised $5 billion from Бета. ", 2000),
		"headings only":        strings.Repeat("Alphacorp Raises $5 Billion\n\n", 2000),
		"one word":             strings.Repeat("a", 1<<20),
		"many sentences":       strings.Repeat("It is the company. ", 20000),
	} {
		t.Run(name, func(t *testing.T) {
			a, claims, err := ex.Read(Input{Body: []byte("A title\n\n" + text), ContentType: "text/plain"})
			if err != nil {
				return
			}
			for _, c := range claims {
				if err := ex.Verify(a.Title, a.Text, a.Published.Time, c); err != nil {
					t.Errorf("%v: %q", err, c.Quote)
				}
			}
		})
	}
}

// TestOtherLanguages: a text in another language gives no claims.
func TestOtherLanguages(t *testing.T) {
	ex, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	for lang, text := range map[string]string{
		"de": "Microsoft investiert 10 Milliarden Dollar in OpenAI. Das Unternehmen teilte am Montag mit, dass die Summe über mehrere Jahre gezahlt werden soll und die Partnerschaft erweitert wird.",
		"fr": "Microsoft a investi 10 milliards de dollars dans OpenAI. La société a annoncé lundi que cette somme serait versée sur plusieurs années et que le partenariat serait élargi.",
	} {
		a, claims, err := ex.Read(Input{Body: []byte("Microsoft OpenAI\n\n" + text), ContentType: "text/plain"})
		if err != nil {
			t.Fatal(err)
		}
		if len(claims) > 0 || a.Language != lang {
			t.Errorf("%s: language %q, %d claims", lang, a.Language, len(claims))
		}
	}
}

// TestUserRules: organisations and a whole new kind are added as data; what is
// wrong in them is told with its file and place.
func TestUserRules(t *testing.T) {
	files := fstest.MapFS{
		"organisations.yaml": {Data: []byte("- slug: quillfern\n  name: Quillfern\n  aliases: [Quillfern Labs]\n  people: [Ada Byron]\n  products: [Fernbot]\n  is: [startup]\n")},
		"grants.yaml": {Data: []byte(`kind: sponsorship
frames:
  - name: sponsor
    verbs: [sponsor]
    subject: [subj]
    value: [with]
    units: [money]
    yes:
      - {text: "Alphacorp sponsored the race with $5 million.", claims: ["sponsorship alphacorp > 5000000 USD"]}
    no:
      - {text: "Alphacorp sponsored the race."}
`)},
	}
	ex, err := New(Rules{Files: files})
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := ex.PartyOf("Ada Byron"); s != "quillfern" || !ok {
		t.Errorf("Ada Byron speaks for %q", s)
	}
	if s, ok := ex.Party("Fernbot"); s != "quillfern" || !ok {
		t.Errorf("Fernbot is %q", s)
	}
	_, claims, err := ex.Read(Input{Body: []byte("A race\n\nThe maker of Fernbot, Quillfern Labs, was busy. Quillfern sponsored the race with $5 million."), ContentType: "text/plain"})
	if err != nil || len(claims) != 1 || claims[0].Kind != "sponsorship" || claims[0].Subject != "quillfern" {
		t.Errorf("claims %+v, %v", claims, err)
	}

	// A verb that no frame and no lexicon knew comes along with its frame.
	files["twin.yaml"] = &fstest.MapFile{Data: []byte(`kind: twinning
frames:
  - name: piggyback
    verbs: [piggyback]
    subject: [subj]
    object: ["on"]
    yes:
      - {text: "Alphacorp piggybacked on Betawave.", claims: ["twinning alphacorp > betawave"]}
    no:
      - {text: "Alphacorp rested."}
`)}
	if ex, err = New(Rules{Files: files}); err != nil {
		t.Fatal(err)
	}
	_, claims, err = ex.Read(Input{Body: []byte("AI news\n\nQuillfern piggybacked on OpenAI last year."), ContentType: "text/plain"})
	if err != nil || len(claims) != 1 || claims[0].Kind != "twinning" || claims[0].Subject != "quillfern" {
		t.Errorf("claims %+v, %v", claims, err)
	}

	for name, bad := range map[string]struct{ file, data, want string }{
		"unknown field": {"organisations.yaml", "- slug: a\n  name: A\n  aliasses: [B]\n", "organisations.yaml"},
		"bad slug":      {"organisations.yaml", "- slug: A B\n  name: A\n", "lower-case"},
		"no examples":   {"x.yaml", "kind: x\nframes:\n  - name: y\n    verbs: [z]\n    subject: [subj]\n", "at least one example"},
		"no trigger":    {"x.yaml", "kind: x\nframes:\n  - name: y\n    subject: [subj]\n", "no trigger"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(Rules{Files: fstest.MapFS{bad.file: {Data: []byte(bad.data)}}})
			if err == nil || !strings.Contains(err.Error(), bad.want) {
				t.Errorf("error %v, want one with %q", err, bad.want)
			}
		})
	}
}
