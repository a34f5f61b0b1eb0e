package party

import (
	"strings"

	"pactwatch/extract/language"
)

// plain are English words that labels, headings and defined terms of business
// texts are made of: "Subsequent Event", "Contract Value", "2027 Projection". A
// name made of them alone names nobody, unless the text introduces it.
var plain = set(`adjusted accounting account accounts acceleration accelerated accrued achieved acquisition action activity activities actual added additional additions adoption advance advanced
advantage agenda aggregate agreement allocation alternative amended annualised annualized announcement appendix application applications approach approval approximate area areas arrangement
article aspect assessment asset assumption assumptions audience audit author availability available average award background backlog balance bands barrier base baseline basic basis bear benchmark
benefits best better bill board body bonus book bookings bottleneck bottom boundary brand breakdown breakthrough brief bubble budget build buildout bull burn business buyer calculation calendar call
campaign capabilities capability capacity capital card case cases cash catalyst catalysts category cause caution certain chain challenge challenges chance change channel chapter chart check choice claim
class clause client clients close closing cloud collaboration column comment comments commercial commitment commitments committed committee common communication community company comparable
comparison compensation competition competitive competitor competitors complete completion component components compound concentration concern conclusion condition conditions conference confidence
connection consensus consideration consolidated construction consumer consumption contact content context contingency continued contract contracted contracts contribution control conversion core corporate
correction cost costs count counterparty coverage creation credit criteria critical current customer customers cycle daily dashboard date day days deadline deal dealing deals debt decision decline default
definition definitions delay delivery demand density deployment depreciation derivative description design desk detail details developer developers development difference digest direct direction disclosure
discount discussion distribution diversification divestiture document domestic double downside draft driver drivers duration dynamics early earnings ecosystem edge edition effect effective efficiency effort
element emerging employee employees end energy engagement engine engineering enterprise entry environment equipment equity error escalation estimate estimated estimates evaluation event events evidence
evolution example examples exception exchange exclusive execution executive exhibit existing exit expansion expected expenditure expenditures expense expenses experience expert exposure extended extension
extent external facility fact factor factors facts fair fast favorable favourable feature features feedback fee fees field fifth figure figures file filing final finance financial financing finding findings firm fiscal fixed
flag flagship fleet flow focus follow footnote forecast foreign form format forward foundation fourth frame framework free frequency front full fully function fund funding funds future gap general generation
geographic global goal goals going government gross ground group growth guidance half headline heading headcount health help high highlight highlights hire historical history holder holding holdings hour hours
house human hybrid idea image impact impairment implementation implication implications import important improvement incentive include income incremental index indicator industrial industry inflation
information infrastructure initial initiative innovation input insight insights installed institution institutional instrument insurance intangible integration intellectual intelligence intent interest
interim internal international interpretation introduction inventory investment investments investor investors issue item items job joint journey judgement jump junior key kind label labour land language large largest
last latest launch law lawsuit layer lead leader leaders leadership leading lease leases legacy legal lender letter level leverage liability licence license licensing light limit limited line link liquidity list
live loan local location long loss losses low magnitude main major management manager mandate manufacturing margin margins market marketing markets master material matter maturity maximum mean measure
measures mechanism media median medium meeting member mention message method methodology metric metrics middle milestone milestones minimum mission mix mobile mode model models modern momentum money
month monthly months moment move multiple narrative nation national native natural nature near need negative net network new news next nominal nonrecurring normal normalized note notes notice number numbers
objective obligation obligations observation offer offering office official offset ongoing online onset open operating operation operational operations operator opinion opportunities opportunity option options
order orders organic organization origin original outcome outlook output outstanding overall overview owner ownership pace package page panel paper paragraph parent part participant participation parties partner
partners partnership partnerships party past path pattern payment payments peak peer people per percent percentage performance period personal perspective phase pick pilot pipeline place placement plan planned planning
plans platform play player players point points policy portfolio position positive possibility post potential power practice prediction preferred preliminary premium prepayment presence present presentation president
press pressure previous price pricing primary principal prior priority private pro problem proceeds process product production productivity products profile profit profitability program progress project projected
projection projections projects promise proof property proposal proposed prospect protection provider provision public publication purchase purpose quality quantity quarter quarterly question questions quick
quote range rank ranking rate rates rating ratio rationale reach reaction read reader readers readiness real reality reason reasons rebound recap receipt receivable recent recommendation record recovery recurring reduction
reference regional register registered regulation regulatory related relation relationship release relevant reliability remaining remark remarks renewal report reported reporting reports request requirement
requirements research reserve reserves resource resources response responsibility restricted restructuring result results retail retention return returns revenue revenues reversal review revised revision reward right
rights ripple risk risks road roadmap role room rotation round rounds rule rules rumor rumour run safe safety sale sales sample saving savings scale scenario scenarios schedule scope score screen search second
secondary section sector sectors secured security segment segments selected selection sell seller selling senior sentiment separate series service services session set settlement setup share shareholder
shareholders shares shift short show side signal signals significance significant similar simple single site sites situation size slide small social software sold solid solution solutions source sources space
speaker special specific specification speed spend spending split sponsor spot spotlight stage stake standard start startup startups state statement statements statistic status step steps still stock stocks stop
storage story strategic strategy stream strength strengths strong structural structure study subject subscriber subscription subsequent subsidiary success summary supplemental supplier suppliers supply support
surplus survey sustainability synergy system systems table takeaway takeaways talent target targets tax team technical technology tender tenor term terms test text thanks theme themes thesis thing things third threat tier time
timeline times timing title today token tokens tone tool tools top topic total track traction trade trading traditional traffic training tranche transaction transactions transcript transition treatment trend
trends trigger trillion trouble true trust turnaround turnover type types unadjusted unaudited uncertain uncertainties uncertainty underlying underwriting unit units university upcoming update updates upside usage use user
users utilisation utilization valuation value values variable variance vendor vendors venture verdict version vertical view viewpoint vision volatility volume vote warning watch weak weakness weaknesses week weekly
weighted what win winner winners winning word work worker working world worst worth yardstick year yearly years yes yield zone
billion million mosaic flash expectation foundry notable hard inclusive managed condensed convertible unsecured vehicle memorandum understanding combination cap constraint headwind tailwind
gen struggling embattled fledgling conversational agentic responsible ethical embodied multimodal transformative ubiquitous sustainable explainable trustworthy autonomous predictive scalable runaway sovereign generative cognitive applied physical healthcare
worldwide immediate commentary skill ingredient cite cited featured pathway decoder linguistic scientist hacker mechanics ontology trajectory migration tooling bet hack glance catchup bulletin
analytics warehouse guide vault entity statute treaty duty indenture covenant annex vest grantee registrant undersigned hereto thereof hub lite pivot robot stat store commerce professional manual changing west east north south district kingdom treasury capex familiarization bottom-up top-down suite collection roundup spark planet add went happened actually wrong hosting colocation`)

// strongTail ends names of organisations and hardly anything else.
var strongTail = set(`inc corp corporation ltd limited llc plc gmbh pbc holdings ventures capital partners labs lab technologies robotics therapeutics pharma pharmaceuticals biosciences
semiconductor semiconductors motors laboratories networks studios industries bank university institute foundation`)

// isPlain tells plain words in the singular and the plural.
func isPlain(w string) bool { return plain[w] || plain[strings.TrimSuffix(w, "s")] }

// plainName tells whether every word of a capitalised run is a plain one.
func plainName(toks []language.Token, lo, hi int) bool {
	for i := lo; i < hi; i++ {
		w := toks[i].Norm
		if !isPlain(w) && !generic[w] && !commonNouns[w] && !function[w] && !titles[w] && toks[i].Shape != language.Number && toks[i].Shape != language.Mark {
			return false
		}
	}
	return true
}

// introduces are what a name stands right behind when the text says what it is:
// "the startup Round", "chip designer Anvil", "its rival Column".
var introduces = set(`startup start-up startups company firm maker developer designer provider lab group unicorn rival competitor chipmaker operator builder investor neocloud specialist upstart
publisher retailer bank insurer automaker carmaker utility consultancy broker brokerage fintech vendor supplier manufacturer subsidiary affiliate parent hyperscaler drugmaker newcomer foundry`)

// kinds end descriptions of organisations.
var kinds = set(`company companies startup start-up firm maker developer designer provider platform lab group unicorn rival competitor chipmaker operator builder neocloud specialist publisher retailer bank
insurer automaker carmaker utility consultancy fintech vendor supplier manufacturer subsidiary hyperscaler drugmaker foundry studio marketplace agency business outfit nonprofit spinout spin-off spinoff venture fund network app service`)

// introduced tells whether the words around a name say that it is an
// organisation: a noun right before it, or an apposition right behind it.
func introduced(toks []language.Token, lo, hi int) bool {
	if lo > 0 && introduces[toks[lo-1].Norm] && toks[lo-1].Shape == language.Lower && toks[lo].Space {
		return true
	}
	if lo > 1 && (toks[lo-1].Norm == "called" || toks[lo-1].Norm == "named" || toks[lo-1].Norm == "dubbed") {
		for j := lo - 2; j >= 0 && j >= lo-4; j-- { // "the startup, called Thread,"
			if introduces[toks[j].Norm] {
				return true
			}
		}
	}
	if hi+2 >= len(toks) || toks[hi].Norm != "," {
		return false
	}
	switch toks[hi+1].Norm {
	case "a", "an", "the", "one", "another":
	default:
		if !qualifier(toks[hi+1].Norm) {
			return false
		}
	}
	for j := hi + 2; j < len(toks) && j < hi+16; j++ {
		w := toks[j].Norm
		if kinds[w] {
			return true
		}
		switch w {
		case "that", "which", "who", "whose", "for", "of", "with", "by", "after", ".", ";", ":":
			return false
		}
		if w == "," && j > hi+8 {
			return false
		}
	}
	return false
}

// prose tells whether a sentence is running text, whose capitals mean names, and
// no label, row or heading.
func prose(toks []language.Token) bool {
	low, up := 0, 0
	for _, t := range toks {
		switch t.Shape {
		case language.Lower:
			low++
		case language.Title, language.Upper, language.Mixed:
			up++
		}
	}
	return low >= 3 && low >= up
}
