package quantity

import (
	"testing"

	"pactwatch/extract/language"
)

func sentence(text string) language.Sentence {
	return language.Sentence{Span: language.Span{End: len(text)}, Tokens: language.Tokenize(text, language.Span{End: len(text)})}
}

// show writes an amount as the tests do: min[-max] unit bound period marks.
func show(text string, q Quantity) string {
	s := q.Min.String()
	if q.Max != q.Min {
		s += ".." + q.Max.String()
	}
	if q.Vague {
		s = "vague"
	}
	if q.Unit != "" {
		s += " " + q.Unit
	}
	if q.Bound != Exact {
		s += " " + q.Bound
	}
	if q.Period != "" {
		s += " /" + q.Period
	}
	if q.Op != "" {
		s += " " + q.Op
	}
	if q.Bracketed {
		s += " ()"
	}
	if q.Denied {
		s += " denied"
	}
	return s
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"$6.6bn", "6600000000 USD"},
		{"US$250B", "250000000000 USD"},
		{"$20–25 million", "20000000..25000000 USD"},
		{"a quarter-trillion dollars", "250000000000 USD"},
		{"half a billion", "500000000"},
		{"half a billion dollars", "500000000 USD"},
		{"€1.7 billion ($2 billion)", "1700000000 EUR; 2000000000 USD ()"},
		{"thirteen billion dollars", "13000000000 USD"},
		{"10GW", "10 GW"},
		{"800 MW", "0.8 GW"},
		{"one million TPUs", "1000000 chips"},
		{"roughly a third of it", "33.33 percent about"},
		{"49%", "49 percent"},
		{"49 per cent", "49 percent"},
		{"15.5 million digital-only subscribers", "15500000 users"},
		{"$20 billion in annualised revenue", "20000000000 USD /run-rate"},
		{"from 20% to 10%", "20 percent from; 10 percent to"},
		{"it was cut in half", "0.5 multiple"},
		{"more than doubled to $5 billion", "2 multiple at_least; 5000000000 USD to"},
		{"13+ billion", "13000000000 at_least"},
		{"$13B+ deal", "13000000000 USD at_least"},
		{"at least $5 billion and up to $40 billion", "5000000000 USD at_least; 40000000000 USD at_most"},
		{"between 3 and 5 GW", "3..5 GW"},
		{"as many as 400,000 chips", "400000 chips at_most"},
		{"A$5 million, HK$3bn, RMB 10 million, S$7m", "5000000 AUD; 3000000000 HKD; 10000000 CNY; 7000000 SGD"},
		{"It closed a $5 million round.", "5000000 USD"},
		{"100 billion yuan", "100000000000 CNY"},
		{"20 trillion won", "20000000000000 KRW"},
		{"Rs 4,500 crore", "45000000000 INR"},
		{"35 lakh rupees", "3500000 INR"},
		{"$1.25 billion per month", "1250000000 USD /month"},
		{"a billion-dollar deal", "1000000000 USD"},
		{"$ 75 million", "75000000 USD"},
		{"tens of billions of dollars", "vague USD"},
		{"a multibillion-dollar deal", "vague USD"},
		{"millions of chips", "vague chips"},
		{"405 billion parameters", "405000000000 denied"},
		{"three percentage points", "3 points denied"},
		{"GPT-5.2 and MI450 in 2030", ""},
		{"Series B, 24/7", ""},
		{"$300 billion over five years", "300000000000 USD /5y"},
		{"a seven-year, $38 billion contract", "38000000000 USD /7y"},
		{"$100M over the next 18 months", "100000000 USD /18mo"},
		{"5 GWh of storage", ""},
		{"a 3.5-gigawatt site", "3.5 GW"},
		{"$500 million to $1 billion", "500000000..1000000000 USD"},
		{"up to about $5bn", "5000000000 USD at_most"},
		{"$99999999999999999999999999", ""},
	} {
		got := ""
		for i, q := range Find(c.text, sentence(c.text)) {
			if i > 0 {
				got += "; "
			}
			got += show(c.text, q)
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
