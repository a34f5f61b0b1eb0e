package quantity

import (
	"strings"
	"testing"
	"time"
)

// press are amounts as agencies, papers, filings and releases of several
// countries write them; "-" stands for none.
var press = []struct{ text, want string }{
	// agencies
	{"Harbor raised $1.25 bln from investors", "1250000000 USD"},
	{"net loss of $42.7 mln", "42700000 USD"},
	{"Tidal will pay 4.5 billion euros ($4.9 billion)", "4500000000 EUR; 4900000000 USD ()"},
	{"a 10 trillion won ($7.2 billion) plan", "10000000000000 KRW; 7200000000 USD ()"},
	{"invest 1.5 trillion yen over 10 years", "1500000000000 JPY /10y"},
	{"about 30 billion yuan ($4.1 billion)", "30000000000 CNY about; 4100000000 USD about ()"},
	{"S$1.2 billion and NT$30 billion and HK$8.4bn", "1200000000 SGD; 30000000000 TWD; 8400000000 HKD"},
	{"C$500-million facility", "500000000 CAD"},
	{"A$1.1bn; NZ$80m; R$2 billion", "1100000000 AUD; 80000000 NZD; 2000000000 BRL"},
	{"valued the firm at US$9.3bn", "9300000000 USD"},
	{"3.5 billion Swiss francs", "3500000000 CHF"},
	{"2 billion Swedish crowns", "2000000000"},
	{"CHF 250 million", "250000000 CHF"},
	{"SAR 3.75 billion, AED 500m", "3750000000 SAR; 500000000 AED"},
	{"Rs. 2,300 crore; ₹450 crore; Rs 12 lakh crore", "23000000000 INR; 4500000000 INR; 12000000000000 INR"},
	{"INR 1,20,000 crore", "1200000000000 INR"},
	{"75 million pounds", "75000000 GBP"},
	{"£1.4bn-a-year contract", "1400000000 GBP /year"},
	{"€600mn and €1.2tn", "600000000 EUR; 1200000000000 EUR"},
	{"Rp 5 trillion", "5000000000000 IDR"},
	{"RM2.4 billion", "2400000000 MYR"},
	// papers
	{"a $40bn-plus round", "40000000000 USD at_least"},
	{"$5bn-$6bn in debt", "5000000000..6000000000 USD"},
	{"between $5bn and $6bn", "5000000000..6000000000 USD"},
	{"$5 billion to $6 billion", "5000000000..6000000000 USD"},
	{"some $3 billion", "3000000000 USD about"},
	{"~$19B at the start", "19000000000 USD about"},
	{"-$19B at the start", "-19000000000 USD"},
	{"nearly a quarter of a trillion dollars", "250000000000 USD about"},
	{"well over half a trillion dollars", "500000000000 USD at_least"},
	{"a trillion dollars", "1000000000000 USD"},
	{"a cool billion dollars", "1000000000 USD"},
	{"the trillion-dollar company", "1000000000000 USD"},
	{"several billion dollars", "vague USD"},
	{"a few hundred million dollars", "vague USD"},
	{"hundreds of millions of euros", "vague EUR"},
	{"low single-digit billions", "vague"},
	{"north of $2bn", "2000000000 USD at_least"},
	{"just shy of $2bn", "2000000000 USD at_most"},
	{"no more than $2bn", "2000000000 USD at_most"},
	{"as much as another $2bn", "2000000000 USD at_most"},
	{"up to a whopping $2bn", "2000000000 USD at_most"},
	{"nearly a staggering $2bn", "2000000000 USD about"},
	{"a whopping $2bn", "2000000000 USD"},
	{"an additional $30 billion", "30000000000 USD"},
	{"up to a total of $8 billion", "8000000000 USD at_most"},
	{"at least an extra £5m", "5000000 GBP at_least"},
	{"not less than $50,000,000", "50000000 USD at_least"},
	{"around the $5bn mark", "5000000000 USD about"},
	{"$5bn or so; $6bn or more; $7bn at most", "5000000000 USD about; 6000000000 USD at_least; 7000000000 USD at_most"},
	{"$1.5 billion a year; $1.5 billion per annum; $1.5bn/yr", "1500000000 USD /year; 1500000000 USD /year; 1500000000 USD /year"},
	{"annual recurring revenue of $400 million", "400000000 USD /run-rate"},
	{"a $400M annualized run rate", "400000000 USD /run-rate"},
	{"ARR topped $100 million", "100000000 USD at_least /run-rate"},
	{"an annual fee of $60 million", "60000000 USD /year"},
	{"$25 million annually for five years", "25000000 USD /year"},
	{"a five-year, $11.9bn contract", "11900000000 USD /5y"},
	{"an $11.9bn, five-year contract", "11900000000 USD /5y"},
	{"$38 billion over the next seven years", "38000000000 USD /7y"},
	{"$6.3 billion in cloud services over a period of 4 years", "6300000000 USD /4y"},
	{"$2 billion in cash and $3 billion in stock", "2000000000 USD; 3000000000 USD"},
	{"a market cap of $4.6tn, with a cap of $2bn on fees", "4600000000000 USD; 2000000000 USD at_most"},
	{"$57.0 billion, from $35.1 billion a year earlier", "57000000000 USD; 35100000000 USD from"},
	{"sales of $6.2 billion and 7 million subscribers", "6200000000 USD; 7000000 users"},
	{"it signed up 2 million users, up 5%", "2000000 users; 5 percent by"},
	{"the 10-year, $4.3 trillion plan", "4300000000000 USD /10y"},
	{"31 million users (18 million five months ago)", "31000000 users; 18000000 users ()"},
	{"it has surpassed an annual run rate of $37 billion", "37000000000 USD at_least /run-rate"},
	{"at a $1.2-bn valuation", "1200000000 USD"},
	{"a $10B, 7-year pact", "10000000000 USD /7y"},
	// filings
	{"$1,250.5 million", "1250500000 USD"},
	{"an aggregate of US$ 25,000,000", "25000000 USD"},
	{"(in thousands) $ 1,234", "vague; 1234 USD"},
	{"USD 13 billion; EUR1.5bn; GBP 3.2m", "13000000000 USD; 1500000000 EUR; 3200000 GBP"},
	{"$0.25 per share", "0.25 USD"},
	// shares
	{"a 9.9 per cent stake", "9.9 percent"},
	{"a 27-percent stake", "27 percent"},
	{"20pc of sales", "20 percent"},
	{"two-thirds of its revenue", "66.67 percent"},
	{"a third of the company", "33.33 percent"},
	{"one-fifth of it", "20 percent"},
	{"three-quarters of its voters", "75 percent"},
	{"half of its profits", "50 percent"},
	{"half its profits", "50 percent"},
	{"between 10% and 15%", "10..15 percent"},
	{"10-15%", "10..15 percent"},
	{"10 to 15 per cent", "10..15 percent"},
	{"from 20 to 10 percent", "20 from; 10 percent to"},
	{"50 basis points; 5 percentage points", "50 points denied; 5 points denied"},
	{"-3.5%; down 5%", "-3.5 percent; 5 percent by"},
	// power and counts
	{"1.2-gigawatt campus", "1.2 GW"},
	{"500MW to 1GW", "0.5..1 GW"},
	{"2-3 GW", "2..3 GW"},
	{"800 to 1,200 megawatts", "0.8..1.2 GW"},
	{"several gigawatts", "-"},
	{"100 MWh of batteries", "-"},
	{"more than 200,000 Nvidia GPUs", "200000 chips at_least"},
	{"a 100,000-GPU cluster", "100000 chips"},
	{"100,000 H100s", "100000 chips"},
	{"18,000 GB300 Blackwell chips", "18000 chips"},
	{"up to 1 million of the firm's AI accelerators", "1000000 chips at_most"},
	{"as many as one million tensor processing units", "1000000 chips at_most"},
	{"800 million weekly active users", "800000000 users"},
	{"3m paying customers; a 3m wall", "3000000 users"},
	{"2.5M developers", "2500000 users"},
	{"20 million people use it", "20000000 users"},
	{"a billion users", "1000000000 users"},
	{"70 billion parameters; 15 trillion tokens", "70000000000 denied; 15000000000000 denied"},
	{"they run on Llama 3, an iPhone 17 and a Series 7 that came in 2026", "-"},
	{"open 24/7, call 1-800-555-0199 at 9:30 a.m.", "-"},
	{"he flew there in a Boeing 737 that they had leased", "-"},
	{"twice as much; a fivefold rise; 3x", "2 multiple; 5 multiple; 3 multiple"},
	{"doubling its stake to 20%", "2 multiple; 20 percent to"},
	{"H20 chips to China", "-"},
	{"raised $2.3B in a Series D at a $12B post-money valuation", "2300000000 USD; 12000000000 USD"},
	{"TSMC’s N3 and 5nm chips", "-"},
	{"three of the four firms", "3; 4"},
	{"$ 1.5 billion ; 12 %", "1500000000 USD; 12 percent"},
	{"５００億円 and ＄５ billion", "5000000000 USD"},
	{"$1.5\u00a0billion and 10\u202fGW", "1500000000 USD; 10 GW"},
	{"$13B/yr and 5 GW/year", "13000000000 USD /year; 5 GW /year"},
	{"a 5 billion-euro fund", "5000000000 EUR"},
	{"€2-billion and US$3-billion", "2000000000 EUR; 3000000000 USD"},
	{"two point five billion dollars", "2500000000 USD"},
	{"one and a half billion dollars", "1500000000 USD"},
	{"1½ billion dollars", "1500000000 USD"},
}

func TestPress(t *testing.T) {
	for _, c := range press {
		var parts []string
		for _, q := range Find(c.text, sentence(c.text)) {
			parts = append(parts, show(c.text, q))
		}
		got := strings.Join(parts, "; ")
		if got == "" {
			got = "-"
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// The article of these times is of Thursday, 20 November 2025.
var pressTimes = []struct {
	text  string
	tense Tense
	want  string
}{
	{"by 2030", Future, "2030 by"},
	{"until 2032", Future, "2032 until"},
	{"through 2030", Future, "2030 until"},
	{"since 2019", Past, "2019 since"},
	{"in the first half of 2026", Future, "2026-H1 in"},
	{"by the end of 2030", Future, "2030 by end"},
	{"by year-end", Future, "2025 by end"},
	{"over the next five years", Future, "2026 over 5y"},
	{"in fiscal 2025", Past, "2025 in fiscal"},
	{"in its fiscal year 2026", Past, "2026 in fiscal"},
	{"in the third quarter", Past, "2025-Q3 in"},
	{"in Q3 2025", Past, "2025-Q3 in"},
	{"in 3Q25", Past, "2025-Q3 in"},
	{"in Q1 FY26", Past, "2026-Q1 in fiscal"},
	{"by early 2027", Future, "2027 by early"},
	{"mid-2026", Future, "2026 mid"},
	{"in late-2026", Future, "2026 in late"},
	{"last month", Past, "2025-10"},
	{"last year", Past, "2024"},
	{"next year", Future, "2026"},
	{"this week", Past, "2025-11"},
	{"on Tuesday", Past, "2025-11-18 in"},
	{"on Friday", Future, "2025-11-21 in"},
	{"on Oct. 28", Past, "2025-10-28 in"},
	{"on 28 October", Past, "2025-10-28 in"},
	{"October 28, 2025", Past, "2025-10-28"},
	{"28/10/2025", Past, "2025-10-28"},
	{"2025-10-28", Past, "2025-10-28"},
	{"in January", Future, "2026-01 in"},
	{"in January", Past, "2025-01 in"},
	{"in May", Past, "2025-05 in"},
	{"it may invest in it", Past, "-"},
	{"the march to profits", Past, "-"},
	{"last December", Past, "2024-12"},
	{"last November", Past, "2024-11"},
	{"two years ago", Past, "2023"},
	{"three months ago", Past, "2025-08"},
	{"in two years", Future, "2027 in"},
	{"for five years", Future, "5y over"},
	{"a five-year deal", Future, "5y"},
	{"an eight-year contract", Future, "8y"},
	{"an 18-month term", Future, "18mo"},
	{"for a decade", Future, "10y over"},
	{"by the end of the decade", Future, "2030 by end"},
	{"from 2025 to 2028", Future, "2025 since"},
	{"between 2025 and 2028", Future, "2025"},
	{"2025-2028", Future, "2025"},
	{"to 2032", Future, "2032 until"},
	{"in the first nine months of 2025", Past, "2025 in 9mo"},
	{"earlier this year", Past, "2025 early"},
	{"later this year", Future, "2025 late"},
	{"in the year ended March 31, 2025", Past, "2025-03-31 in"},
	{"as of June 30", Past, "2025-06-30 in"},
	{"the 2030s", Future, "2040"},
	{"second-half revenue", Past, "2025-H2"},
	{"fourth-quarter sales", Past, "2025-Q4"},
	{"H2 2026", Future, "2026-H2"},
	{"2H26", Future, "2026-H2"},
	{"FY2027", Future, "2027 fiscal"},
	{"yesterday", Past, "2025-11-19"},
	{"starting in 2026", Future, "2026 in"},
	{"effective January 1, 2026", Future, "2026-01-01 since"},
	{"a $2026 fee", Past, "-"},
	{"2,026 people", Past, "-"},
	{"in 2026, 2027 and 2028", Future, "2026 in; 2027; 2028"},
	{"not until 2028", Future, "2028 since"},
	{"three years", Past, "3y"},
	{"over three quarters", Past, "9mo over"},
	{"a two-to-three-year horizon", Past, "3y"},
	{"the week of Nov. 10", Past, "2025-11"},
	{"by mid-decade", Future, "-"},
	{"through the end of 2026", Future, "2026 until end"},
	{"through at least 2030", Future, "2030 until"},
	{"all the way to ’32", Future, "2032 until"},
	{"within 18 months", Future, "2025-11-20 over 18mo"},
	{"$5 billion a year", Past, "-"},
	{"on Nov. 3-5, 2025", Past, "2025-11-03 in"},
}

func TestPressTimes(t *testing.T) {
	ref := time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)
	for _, c := range pressTimes {
		var parts []string
		for _, x := range FindTimes(c.text, sentence(c.text)) {
			v, _ := x.Resolve(ref, c.tense)
			s := v
			if v == "" {
				s = x.Duration
			}
			for _, w := range []string{x.Role, x.Mod} {
				if w != "" {
					s += " " + w
				}
			}
			if v != "" && x.Duration != "" {
				s += " " + x.Duration
			}
			if x.Fiscal {
				s += " fiscal"
			}
			parts = append(parts, s)
		}
		got := strings.Join(parts, "; ")
		if got == "" {
			got = "-"
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}
