package claim

import (
	"slices"
	"strings"

	"pactwatch/extract/language"
)

// Words that place an article in the AI industry, and words that place it in
// the technology around it.
var (
	aiWords = set(`llm llms gpu gpus tpu tpus chatbot chatbots datacenter datacenters semiconductor semiconductors chip chips chipmaker chipmakers generative robot robots robotics robotaxi robotaxis
self-driving driverless autonomous supercomputer supercomputers supercomputing neural inference accelerator accelerators hyperscaler hyperscalers compute agi a.i genai ai-powered ai-driven ai-native
ai-generated`)
	aiPhrases = pairs(`artificial intelligence machine learning deep learning language model language models foundation model foundation models data center data centers data centre data centres computer vision`)
	techWords = set(`model models startup startups software cloud algorithm algorithms engineers lab labs app developer developers platform tech technology venture data computing api quantum drone drones
fintech biotech assistant digital internet online megawatts gigawatts satellite satellites researchers`)
	techPhrases = pairs(`series a series b series c seed round`)
	techSectors = []string{"ai-lab", "startup", "software", "cloud", "neocloud", "chipmaker", "hardware", "foundry", "robotics", "datacenter"}
)

// pairs reads phrases of two words.
func pairs(list string) map[[2]string]bool {
	w := strings.Fields(list)
	m := make(map[[2]string]bool, len(w)/2)
	for i := 0; i+1 < len(w); i += 2 {
		m[[2]string{w[i], w[i+1]}] = true
	}
	return m
}

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
			var two [2]string
			if i+1 < len(s.toks) {
				two = [2]string{t.Norm, s.toks[i+1].Norm}
			}
			if aiWords[t.Norm] || aiPhrases[two] {
				return true
			}
			if techWords[t.Norm] || techPhrases[two] {
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
