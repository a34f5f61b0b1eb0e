package claim

import (
	"slices"

	"pactwatch/extract/language"
)

// Words that place an article in the AI industry, and words that place it in
// the technology around it.
var (
	aiWords = set(`artificial_intelligence machine_learning deep_learning language_model language_models foundation_model foundation_models data_center data_centers data_centre data_centres llm llms gpu gpus
tpu tpus chatbot chatbots datacenter datacenters semiconductor semiconductors chip chips chipmaker chipmakers generative robot robots robotics robotaxi robotaxis self-driving driverless autonomous
supercomputer supercomputers supercomputing neural inference accelerator accelerators computer_vision hyperscaler hyperscalers compute agi a.i genai ai-powered ai-driven ai-native ai-generated`)
	techWords = set(`model models startup startups software cloud algorithm algorithms engineers lab labs app developer developers platform tech technology venture data computing api quantum drone drones
fintech biotech assistant digital internet online series_a series_b series_c seed_round megawatts gigawatts satellite satellites researchers`)
	techSectors = []string{"ai-lab", "startup", "software", "cloud", "neocloud", "chipmaker", "hardware", "foundry", "robotics", "datacenter"}
)

// Evidence enough for an article on the industry.
const (
	enoughSectors = 2   // mentions of its companies
	enoughTech    = 4   // words of technology
	tooShort      = 200 // tokens; a shorter text cannot tell
)

// onTopic tells whether a document is about the AI industry or the technology
// around it: only there are claims looked for, since in other news partners,
// users and budgets mean other things.
func (r *reader) onTopic(ss []*sentence) bool {
	sectors, tech, length := 0, 0, 0
	for _, s := range ss {
		length += len(s.toks)
		for i, t := range s.toks {
			if t.Norm == "ai" && t.Shape == language.Upper {
				return true
			}
			two := ""
			if i+1 < len(s.toks) {
				two = t.Norm + " " + s.toks[i+1].Norm
			}
			if aiWords[t.Norm] || aiWords[two] {
				return true
			}
			if techWords[t.Norm] || techWords[two] {
				tech++
			}
		}
		for _, m := range s.parties {
			if o := r.gazetteer.Organisation(m.Slug); o != nil && !m.Person && !o.Ambiguous && slices.ContainsFunc(o.Is, func(is string) bool { return slices.Contains(techSectors, is) }) {
				sectors++
			}
		}
		if sectors >= enoughSectors || tech >= enoughTech {
			return true
		}
	}
	return length < tooShort
}
