package article

import "testing"

func TestNotice(t *testing.T) {
	for line, want := range map[string]reason{
		"Sign up for our newsletter.":                                               newsletter,
		"Get the harbour news delivered to your inbox every morning.":               newsletter,
		"Keep reading with a 30-day free trial":                                     paywall,
		"Read more: Forty ships and no captain":                                     related,
		"Lesen Sie auch: Vierzig Schiffe und kein Lotse":                            related,
		"(Reporting by Ada Quill in Port Alder; editing by Tom Aguilar)":            credit,
		"© 2025 Harbour Times":                                                      credit,
		"This website uses cookies to count its readers.":                           consent,
		"Updated at 3 p.m. on Thursday":                                             details,
		"Advertisement":                                                             advert,
		"Advertising brought the port $4 million last year.":                        kept,
		"Most of its sales come from ads on Instagram, Facebook and maps.":          kept,
		"The plan is available to subscribers of the bank for $20 a month.":         kept,
		"Regulators want to end the use of cookies by 2027.":                        kept,
		"The assistant writes the answers in your inbox and costs $30 a month.":     kept,
		"About a third of the yard's $212 million came from the navy.":              kept,
		"More than 40 banks signed up for the loan.":                                kept,
		"Reporting a loss of $3m, the yard said that it would sell its last crane.": kept,
	} {
		if got := notice(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

func TestBeginsTail(t *testing.T) {
	for line, want := range map[string]bool{
		"About Northern Yard":                    true,
		"About Gridworks, Inc.":                  true,
		"ABOUT HARBOUR BANK":                     true,
		"Über die Nordwerft":                     false,
		"Über Nordwerft":                         true,
		"Forward-Looking Statements":             true,
		"Media Contacts:":                        true,
		"About 40 ships wait outside.":           false,
		"About half of the money is spent":       false,
		"About the loan":                         false,
		"Contacts between the two yards went on": false,
	} {
		if got := beginsTail(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}
