package claim

import "pactwatch/extract/language"

// gauge is what a label, a heading or the head of a column says that figures
// are: "Net loss", "Revenue guidance", "Contract value".
type gauge struct {
	kind     string // of claim; empty where the words name none
	basis    string // run-rate or empty
	loss     bool   // the figure is told as a loss
	planned  bool   // a target, a forecast
	possible bool
	unknown  int // words that are not understood
}

// Words of labels. A label with a veto measures what no claim is about.
var (
	labelVetoes = set(`growth margin margins price per cagr multiple ratio share shares stock dividend yield change headcount employees tam addressable backlog rpo gross cash equivalents flow
cost costs expense expenses interest assets liabilities equity tax taxes range average median size-of-market churn retention ebitdar volume deferred unearned`)
	planWords     = set(`target targets guidance guided projection projections projected forecast forecasts expected planned goal goals outlook aim plan plans`)
	mayWords      = set(`potential possible proposed option optional talks rumored rumoured`)
	labelTrifles  = set(`total contracted active committed secured planned current currently latest last reported annual annually quarterly monthly yearly full full-year fiscal year quarter month half fy ttm ltm ytd gaap non-gaap adjusted net operating estimated est approx company new recent first second third fourth as of in for the at to by and key q1 q2 q3 q4 h1 h2 period weekly daily trailing twelve months ended ending history trajectory trend trends results performance overview summary rounded usd eur gbp $ recurring annualized annualised run rate run-rate`)
	revenueWords  = set(`revenue revenues sales turnover arr`)
	runRateWords  = set(`arr run-rate annualized annualised recurring`)
	userWords     = set(`customers users subscribers mau dau wau maus developers`)
	powerWords    = set(`power capacity compute`)
	contractWords = set(`contract order agreement lease commitment purchase`)
	worthWords    = set(`value worth size amount`)
	measureNouns  = set(`valuation valuations rounds post-money market cap capitalization capitalisation value worth size amount contract order agreement lease commitment purchase revenue revenues sales turnover arr
income profit profits ebitda ebit loss losses capex cash burn capital expenditure expenditures spending debt borrowings indebtedness funding raised round series customers users subscribers mau dau
wau maus developers power capacity compute`)
)

// gaugeOf reads the words of a label. It is false where they measure nothing
// that claims are about.
func gaugeOf(toks []language.Token) (gauge, bool) {
	var m gauge
	has := map[string]bool{}
	depth := 0
	for _, t := range toks {
		switch t.Norm {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		has[t.Norm] = true
		switch w := t.Norm; {
		case planWords[w]:
			m.planned = true
		case mayWords[w]:
			m.possible = true
		case t.Shape == language.Mark || t.Shape == language.Number || depth > 0 || labelTrifles[w], measureNouns[w] && w != "cash":
		case w == "cash" && hasWord(toks, "burn"):
		case labelVetoes[w]:
			return gauge{}, false
		default:
			m.unknown++
		}
	}
	any := func(l map[string]bool) bool {
		for w := range has {
			if l[w] {
				return true
			}
		}
		return false
	}
	switch {
	case has["valuation"] || has["valuations"] || has["post-money"] || has["market"] && (has["cap"] || has["capitalization"] || has["capitalisation"] || has["value"]):
		m.kind = "valuation"
	case has["market"]:
		return gauge{}, false // of whom, a label does not say
	case any(contractWords) && any(worthWords):
		m.kind = "purchase_commitment"
	case any(revenueWords):
		m.kind = "revenue"
		if any(runRateWords) || has["run"] && has["rate"] {
			m.basis = "run-rate"
		}
	case has["income"] && (has["net"] || has["operating"]) || has["profit"] || has["profits"] || has["ebitda"] || has["ebit"]:
		m.kind = "profit"
	case has["loss"] || has["losses"]:
		m.kind, m.loss = "profit", true
	case has["capex"], has["burn"]:
		m.kind = "spending"
	case has["capital"] && (has["expenditure"] || has["expenditures"] || has["spending"]):
		m.kind = "spending"
	case (has["debt"] || has["borrowings"] || has["indebtedness"]) && !has["net"]:
		m.kind = "debt"
	case has["funding"], has["fundings"], has["raised"], has["rounds"]:
		m.kind = "funding_round"
	case any(userWords):
		m.kind = "user_count"
	case any(powerWords):
		m.kind = "capacity"
	default:
		return m, m.planned || m.possible
	}
	return m, true
}

func hasWord(toks []language.Token, w string) bool {
	for _, t := range toks {
		if t.Norm == w {
			return true
		}
	}
	return false
}

// classOf is the class of amounts that a kind of measure takes.
func classOf(kind string) string {
	switch kind {
	case "user_count":
		return "users"
	case "capacity":
		return "power"
	}
	return "money"
}
