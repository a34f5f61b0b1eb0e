package party

import "strings"

// Word lists that tell organisations from other capitalised words.

func set(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			m[strings.ReplaceAll(w, "_", " ")] = true
		}
	}
	return m
}

// calendar and other capitalised words that begin no organisation's name.
var calendar = set(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun q1 q2 q3 q4 h1 h2 fy pm am et pt est pst gmt utc christmas easter`)

// generic are capitalised words and abbreviations that name no organisation.
var generic = set(`ai a.i a.i. neocloud neoclouds hyperscaler hyperscalers agi ml llm llms gpu gpus tpu tpus cpu cpus npu npus fpga fpgas asic asics dram hbm nand api apis ipo ceo cfo cto coo cmo cio evp svp vp ceos pr hr it us usa u.s. u.s uk u.k. u.k eu e.u. un uae arr mrr
ebitda ebit gaap non-gaap ttm ltm ntm yoy qoq mom cagr eps fcf dcf nav aum gmv gmm tam sam som tcv acv wacc cogs sg&a p&l kpi kpis okr bps eod eoy ytd mtd lfl tldr tl;dr bluf nb ps fyi tbd tba series-a series-b series-c series-d series-e series-f pre-seed vllm pytorch tensorflow kubernetes postgres postgresql mysql python rust linux docker jax webgpu iceberg parquet kafka airflow flink hadoop duckdb numpy pandas typescript javascript react redshift langgraph oem oems agi-pilled cwip nt ipd ipds db etl cxl sla slas sku skus ppa ppas smr smrs sofr ipus vm vms vfx vwap vram mau maus dau daus maas mlops nfs ui ux moe vlm gpuaas bfsi bom ehr ehrs gdp hipaa gdpr icml neurips iso ios sql nosql onnx moq pik ddtl ciso cisos diy hq k8s t-flops exaflops petaflops tl phd phds ces ppp slo llmops soc2 hnw pipe rfp rfps poc pocs amr amrs agv agvs uav uavs lidar vla vlas tops tdp pue ups hvdc dc dcs mena emea apac latam asean gcc brics iot rag mcp sdk cli ide crm erp hpc cdn smb smbs sme smes gtm nft nfts defi web3 rlhf ocr rpa bpo kyc euv hbm3 hbm3e cowos dach nlp tts asr roi rpo capex opex saas paas iaas b2b b2c pbc ags spac etf esg ip nda mou loi jv m&a vc vcs pe r&d q&a faq id url html pdf tv pc pcs ar vr xr ev evs
gw mw kw twh gwh usd eur gbp jpy cny inr krw nok sek dkk chf aud cad hkd sgd twd brl mxn zar pln rmb rs pv oled led dna series seed round fund act bill congress senate house white internet web cloud data center centers centre centres
chips artificial intelligence machine learning agi-like generative wi-fi covid covid-19 nonprofit non-profit pre-ipo ok yes no
tech yeah yep nope neocloud neoclouds hyperscaler hyperscalers
mr mrs ms dr sir lord professor prof president chairman chairwoman chair chief executive officer financial operating technology product revenue minister secretary senator judge
director founder cofounder co-founder founders co-ceo partner partners managing general analyst editor reporter correspondent spokesperson spokesman spokeswoman
news press release exclusive update breaking report reports analysis opinion source sources read more related share follow subscribe sign newsletter photo image credit getty images
wall_street silicon valley street fortune s&p dow nasdaq nyse ftse nikkei tsx class_a gen_z`)

// function words that may stand capitalised at the start of a sentence.
var function = set(`the a an this that these those it its he she they we you i his her their our your my who which what when where why how whose whom
in on at by for from with without into onto of off over under after before since until till during through between among amid against about around across along despite
and or but nor so yet if unless although though while whereas because as than then thus hence once whether like unlike per via both either neither each every all some any many most
more less much few several such other another same one two three four five six seven eight nine ten no not only just even also still already ever never now today yesterday tomorrow
tonight there here is are was were be been being am has have had do does did can could may might must shall should will would to let's let it's that's there's here's we're they're i'm i've
however meanwhile moreover furthermore additionally finally first second third last next earlier later recently currently previously originally initially eventually separately together
pursuant hereby notwithstanding according based following including given considering regarding excluding besides instead rather perhaps maybe reportedly apparently notably specifically importantly overall
sources investors analysts people experts critics executives officials regulators lawmakers users customers developers companies startups founders employees shareholders lenders banks
backing terms shares revenue revenues sales profit profits losses spending capex funding financing deals deal talks plans new big what's how's key total best top
previous early late long short high low open good great good-bye hello hi dear welcome thanks thank please yes well oh ah hey ok
acquired acquires buys bought invests invested raises raised launches launched announces announced partners partnered signs signed closes closed secures secured reports reported
said says details part pending subject founded formed led backed headquartered known asked speaking referring citing reached contacted valued priced
anyone someone everyone everything something nothing none assumed entered received completed extended agreed expanded appointed issued repaid refinanced granted awarded deployed leased meet introducing presenting therefore nevertheless weve youre theyre dont cant didnt thats heres whats wont isnt doesnt try below due ill within outside inside beyond toward towards throughout ahead back down up out`)

// nations: adjectives and nouns of nationality, which qualify a name but are none.
var nations = set(`american british english french german italian spanish dutch swiss swedish norwegian danish finnish icelandic irish scottish welsh belgian austrian portuguese greek polish
czech hungarian romanian ukrainian russian turkish israeli emirati saudi arabian qatari kuwaiti egyptian indian pakistani bangladeshi chinese japanese korean south_korean taiwanese singaporean
malaysian indonesian thai vietnamese filipino australian canadian mexican brazilian argentine chilean colombian nigerian kenyan south_african european asian african western eastern northern
southern nordic baltic latin californian arab gulf persian global uk-based us-based paris-based london-based hong-konger estonian latvian lithuanian`)

// places that deal news mentions as places. Governments and countries that act
// as parties are entries of the gazetteer.
var places = set(`fremont york gdansk djibouti jersey guernsey crawley slough jamnagar visakhapatnam vizag noida gurgaon gurugram pune kolkata ahmedabad kochi childress lancaster pecos amarillo lubbock midland shackelford mesa tempe goodyear tucson reno ashburn leesburg manassas richmond norfolk loudoun quincy hillsboro prineville boardman dalles cheyenne omaha wichita tulsa boise provo lehi spokane tacoma fargo duluth madison louisville lexington huntsville birmingham savannah augusta charleston greenville durham wilmington albany buffalo rochester syracuse hartford providence worcester newark princeton bethesda reston herndon mclean fairfax plano irving frisco arlington galveston childers dammam jeddah neom yanbu sharjah ajman manama muscat amman beirut baghdad tehran islamabad kathmandu thimphu yangon phnom_penh vientiane batam cyberjaya penang cebu davao hsinchu taichung tainan kaohsiung sendai hiroshima incheon daejeon gwangju ulsan shenyang dalian qingdao ningbo hefei guiyang zhongwei hohhot lanzhou harbin lulea boden skelleftea narvik stavanger trondheim bergen odense kajaani oulu espoo tampere magdeburg potsdam bonn nuremberg mannheim essen dortmund bremen hanover kiel graz linz salzburg bratislava brno ostrava gdynia poznan lodz katowice cluj timisoara sofia plovdiv varna belgrade zagreb ljubljana split skopje tirana thessaloniki piraeus izmir ankara antalya nicosia valletta sines setubal malaga zaragoza vigo pamplona palermo catania genoa verona trieste padua messina africa america asia australia europe antarctica afghanistan albania algeria argentina armenia austria azerbaijan bahrain bangladesh belarus belgium bolivia brazil bulgaria cambodia
cameroon canada chile china colombia croatia cuba cyprus czechia denmark ecuador egypt estonia ethiopia finland france georgia germany ghana greece hungary iceland india indonesia iran iraq
ireland israel italy jamaica japan jordan kazakhstan kenya kuwait latvia lebanon lithuania luxembourg malaysia malta mexico monaco mongolia morocco myanmar nepal netherlands nigeria norway oman
pakistan panama paraguay peru philippines poland portugal qatar romania russia rwanda serbia singapore slovakia slovenia spain sweden switzerland syria taiwan tanzania thailand tunisia turkey
uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe england scotland wales korea britain
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
paris london berlin munich tokyo osaka kyoto seoul beijing shanghai shenzhen hangzhou guangzhou taipei delhi mumbai bangalore bengaluru hyderabad chennai dubai riyadh doha cairo lagos
nairobi johannesburg sydney melbourne toronto montreal vancouver ottawa boston chicago seattle austin dallas houston denver atlanta miami philadelphia phoenix detroit portland brooklyn
manhattan amsterdam rotterdam brussels zurich geneva vienna prague warsaw budapest madrid barcelona lisbon rome milan stockholm oslo copenhagen helsinki dublin edinburgh cambridge oxford
davos moscow kyiv istanbul athens abilene memphis abu_dhabi tel_aviv hong_kong new_york san_francisco los_angeles san_jose san_diego palo_alto menlo_park mountain_view santa_clara redwood_city
silicon_valley bay_area new_jersey new_mexico new_hampshire new_zealand north_carolina south_carolina north_dakota south_dakota west_virginia rhode_island south_korea north_korea south_africa saudi_arabia
united_states united_kingdom united_arab_emirates middle_east southeast_asia south_asia latin_america north_america south_america wall_street white_house capitol_hill downing_street washington_dc
calif mass tex conn wash colo ariz fla mich minn ore okla tenn ill ind wis sri_lanka costa_rica puerto_rico hong-kong cupertino redmond armonk sunnyvale berkeley oakland
ontario alberta quebec manitoba saskatchewan nova_scotia british_columbia queensland tasmania new_south_wales bavaria saxony brandenburg hesse catalonia andalusia aragon lombardy tuscany sicily
normandy brittany provence gujarat maharashtra karnataka kerala tamil_nadu telangana andhra_pradesh uttar_pradesh hokkaido okinawa guangdong sichuan zhejiang jiangsu fujian xinjiang johor
sao_paulo rio_de_janeiro buenos_aires bogota caracas kuala_lumpur jakarta bangkok manila hanoi karachi lahore dhaka colombo abuja accra dakar casablanca tunis algiers
gothenburg malmo aarhus tallinn riga vilnius krakow wroclaw hamburg cologne frankfurt stuttgart dusseldorf leipzig dresden lyon marseille toulouse bordeaux nantes lille grenoble turin naples
bologna porto valencia seville bilbao antwerp ghent eindhoven utrecht delft basel lausanne glasgow manchester liverpool leeds bristol cardiff belfast
calgary edmonton winnipeg halifax brisbane perth adelaide auckland wellington busan daegu kobe nagoya sapporo fukuoka yokohama chengdu wuhan nanjing suzhou xiamen tianjin
baltimore pittsburgh cleveland cincinnati milwaukee minneapolis nashville raleigh tampa orlando sacramento las_vegas salt_lake_city san_antonio st_louis kansas_city new_orleans`)

// given names, common over the tech industry.
var given = set(`aditya ahmad akash akhil aleksandr aleksei alessandro alexey alexei alina amal amina amol andrej andrzej angus ankit ankur antoine anton antti anupam arman armin artem arun arvid ashwin asif astrid avi axel aziz
babak bartosz bastian beatrice beatriz benoit bernd bianca bilal birgit bjorn bo bogdan boris bruno burak camille carsten cecilia celine chandra chiara chidi chloe christoph claudia claudio clemens constantin corinne cyril
damien damon darius deepak dhruv diego dieter dilip dinesh dirk divya dmitry dominik dorothea eduard efrat ekaterina elena elisa elodie emeka emil emilia emmanuelle enrico enrique erwin esther etienne eyal fabian fabio fabrice farah
farid federico fiona florence franz frederik friedrich gaurav georg gerard gianluca gilles girish gunnar guy hadi hakan hamid hannes hans haruki harsh heidi heike helena helene henri henning herve hideo hitesh holger hyun igor ines
inga ingrid irina ivan jaap jacques jai jakob jamal jan-erik janina jasmin jeanne jerzy jochen johan johanna johannes jonatan joost jurgen kamal karim karl-heinz karsten kasper katarina katharina katrin kavita keiko ketan kiran
kirill klaus kofi konstantin kristian krishna krzysztof kwame laila lalit lara lasse laurent leila leonardo lorenzo lothar lucia luigi lukas madhu magnus malik manoj manuela marcin marek margot mariana mariam mariusz markus marta
martina mateusz mathias mathieu mathilde matteo mats mauro maxim meera mehmet mei michal mihai milan mina miriam mohammad mohan mohit monique muhammad murali mustapha nadine nasser natalia natasha naveen navin nicolai nicolas niels nikita
nikolai nikolaj nils nisha nitin oana odile ola ole oleg omar ophelia oskar osman otto pallavi paolo parth pascal patrik patrizia per petr petra pieter piotr pranav praveen preeti rafael rahim raja rakesh ralf ramon ranjit rashid raul
ravindra rebekka reinhard renaud rita ritesh roberta rohit roland romain roman rupert ruslan sabine sachin sami samir sandro sanjeev santiago sascha sebastien selim sergio shankar shashank shreya siddharth siegfried simona sohail sonja soren
srinivas stanislav stefania stefano subash sudhir sujit sumit sunita suresh svetlana tal tapan tariq tarun tatiana tejas tero thiago thierry thorsten tibor timo tobi tomasz tomoko torsten tove toshihiro tristan tuomas ulrich umair umesh ursula
uwe vadim valentin valentina vanja varun vasil vera vibhu victoire vidya viktor vineet vinay vishnu vitaly vittorio vladislav volker waqar wilhelm wolfgang yael yasmin yasuhiro yevgeny yogesh yosef yulia yuval yvette zainab zoltan zubin aaron adam adrian ahmed ajay alan albert alec alejandro alex alexander alexandr alexandra alexandre ali alice alicia alison allison alyssa amanda amber amir amit amy ana anand andre andrea andreas andrei
andrew andy angela anil anita anjali ann anna anne annie anthony antonio anurag aravind arjun arthur arvind ashish ashley ashok austin barbara barry ben benjamin bernard beth betsy bill billy bob bobby brad
brandon brendan brett brian bruce bryan caitlin cameron carl carla carlos carol caroline carolyn catherine cathy charles charlie chelsea chen cheryl chris christian christina christine christopher
christophe claire clara clement colin connie craig cristiano crystal cynthia dan dana daniel daniela danielle dario darren dave david dean deborah demis denise dennis derek diana diane dina dmitri dominic don donald
doug douglas drew dustin dylan ed eddie edgar eduardo edward elad elaine eleanor eli elizabeth ellen elon emily emma emmanuel eric erica erik erin ernest ethan eugene eva evan eve fatima felix fei fernando fidji florian
francesca francis francisco frank fred frederic gabriel gary gavin gene geoff geoffrey george gerald gina giovanni glenn gordon grace graham greg gregory guido guillaume gwynne hannah harold harry harrison hassan
heather hector helen henrik henry hiroshi holly hugo ian ilya irene isaac isabel april june august jack jackie jacob jake jakub james jamie jan jane janet jared jason javier jay jean jeff jeffrey jennifer jenny jensen jeremy
jerome jerry jesse jessica jill jim jimmy jing joan joanna joe joel joey john johnny jon jonas jonathan jony jordan jorge jose joseph josh joshua joy juan judith judy julia julian julie julien justin kai kara karan karen karl kate
katherine kathleen kathryn kathy katie keith kelly ken kenneth kenji kevin kim kirk kirsten kristen kristin kunal kyle lakshmi lars larry laura lauren laurence lawrence leah lee lei leo leon leonard leslie li liam liang lin linda lisa lip-bu liz
logan lori louis luca lucas lucy luis luke lynn madison mahesh manish manuel marc marcel marco marcus margaret margrethe maria marie marina mario marissa mark marla martha martin marty mary masayoshi mason matt matthew matthias maurice max maya
megan mehdi meghan melanie melissa mette michael michel michelle miguel mike mikhail mira mitchell mohamed mohammed monica morgan mustafa nadia nancy naomi natalie nate nathan neal neel neha neil nicholas nick nico nicole nikesh nikhil nina noah noam
norman olga oliver olivia oscar owen pablo pamela pat patricia patrick paul paula pavel pedro peggy penny peter phil philip philippe pierre pooja prashant priya rachel rahul raj rajesh ralph ramesh randy ravi ray raymond rebecca reed reid rene rich
richard rick rishi rob robert roberto robin rodrigo roger rohan ron ronald rosa rose ross roy ruby russell ruth ryan safra saidul sally sam samantha samuel sandra sandeep sanjay sara sarah sasha satya scott sean sebastian sergei sergey seth shane shannon sharon
shaun shawn sheila sheryl shiv shyam simon simone sofia sonia sonya sophia sophie spencer stacy stefan stella stephanie stephen steve steven stuart sundar sunil susan suzanne sven sylvia takeshi tamara tanya tara ted terry theo theresa thomas tiffany tim
timothy tina tobias todd tom tomas tony tracy travis trevor tyler valerie vanessa victor victoria vijay vikram vincent vinod virginia vishal vivek vlad vladimir walter wang warren wayne wei wendy werner will william xavier xi yan yang yann yi yoshua yuki yuri yusuf yves zach zachary zhang zoe
aidan arash ashton barret blake brody bret clem colette daphne emad gokul ivanka jeremie joelle joanne kanjun kristina lila liana lilian lip mati mikael nadella nat parag quentin rodney sholto sriram thibault tri ziad zico`)

// titles before or after a person's name.
var titles = set(`ceo cfo cto coo cmo cio president chairman chairwoman chair chief founder co-founder cofounder co-ceo executive director minister secretary senator judge mayor governor
analyst lawyer attorney professor prof mr mrs ms dr sir lord king queen prince pope spokesperson spokesman spokeswoman partner engineer researcher economist author editor reporter
correspondent writer columnist journalist blogger insider billionaire entrepreneur vp evp svp head commissioner representative congressman congresswoman tycoon mogul investor boss`)

// commonNouns start sentences in business news.
var commonNouns = set(`revenue sales income profit loss losses growth demand supply money cash capital capex debt equity stock value price cost costs margin guidance outlook turnover
management leadership staff team board company firm startup group industry market sector business government regulation competition technology software hardware compute power energy electricity
people analyst investor customer user partner rival lender bank fund founder chief chairman time week month year quarter today work job research science data model chip cloud network system platform
product service access training inference performance progress success failure risk pressure pace scale size part half most much little everyone nobody critics neither either word news rumor speculation
talk talks term detail question answer reason result effect impact story report article letter note memo email statement document filing source interest attention focus effort plan strategy goal vision
idea thing case example point problem issue challenge opportunity advantage benefit change shift move step deal contract agreement order partnership merger round stake share offer bid total amount number
figure figures sum rate level range period stage phase start end beginning middle future past history world country state city home office campus plant factory site facility construction production
manufacturing shipment delivery inventory backlog subscription advertising marketing retail finance banking insurance health education media music film video audio image text voice search code language
human life death war peace law court trial lawsuit judge police army navy force tax trade tariff export import policy rule privacy security safety trust truth fact evidence proof test study survey poll
spending earnings funding financing lending hiring building backing pricing operating net gross adjusted annual quarterly monthly weekly daily combined overall additional further extra
headquartered wall main street bitcoin crypto gold oil gas coal solar wind nuclear water air land sea space earth moon sun spring summer autumn winter fall nothing anything everything
something another others both few many several plenty lots tens hundreds thousands millions billions trillions dozens third two three four five six seven eight nine ten rather indeed
perhaps maybe sure clearly obviously certainly probably naturally unfortunately fortunately importantly interestingly surprisingly ironically crucially notably critically`)
