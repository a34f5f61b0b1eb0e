package article

import (
	"fmt"
	"net/url"
	"strings"
)

// obstacles are pages that stand where an article should, by what they say of
// themselves.
var obstacles = []struct {
	outcome, reason string
	phrases         []string
}{
	{Blocked, "a bot check", []string{"checking your browser", "just a moment...", "verify you are human", "verifying you are human", "are you a robot", "i'm not a robot", "not a robot",
		"unusual traffic", "attention required! | cloudflare", "complete the captcha", "press & hold", "security check to access", "ddos protection by", "bot verification", "pardon our interruption"}},
	{Blocked, "access denied", []string{"access denied", "403 forbidden", "you don't have permission to access", "not available in your region", "unavailable in your country", "451: unavailable", "unavailable for legal reasons"}},
	{NotArticle, "an error page", []string{"404 not found", "page not found", "page cannot be found", "seite nicht gefunden", "page introuvable", "página no encontrada", "pagina niet gevonden", "500 internal server error", "503 service unavailable", "502 bad gateway"}},
	{Empty, "a page that shows its text only with JavaScript", []string{"enable javascript", "javascript is required", "javascript is disabled", "requires javascript", "turn on javascript", "activate javascript", "without javascript", "javascript aktivieren", "activer javascript", "activar javascript", "javascript must be enabled"}},
	{Blocked, "a login page", []string{"log in to continue", "sign in to continue", "please log in", "bitte melden sie sich an", "anmelden, um fortzufahren"}},
}

// consentPhrases are what consent walls say; one alone can stand in the news.
var consentPhrases = []string{"before you continue", "we value your privacy", "we and our partners", "wir und unsere partner", "accept all cookies", "alle cookies akzeptieren", "cookie consent",
	"manage your privacy", "your privacy choices", "process personal data", "personenbezogene daten", "daten auf ihrem gerät", "data on your device", "information on a device", "ihre zustimmung", "your consent",
	"accepter et fermer", "tout accepter", "nos partenaires", "nuestros socios", "aceptar todas", "accetta tutti", "i nostri partner", "mit werbung weiterlesen", "contentpass", "measure ad performance"}

// obstacle says what a page with little text is instead of an article, or nil.
func (p *page) obstacle(a *Article, ld *structured, base *url.URL) *Problem {
	reads, size, linked, total := 0, 0, 0, 0
	for i := range p.blocks {
		b := &p.blocks[i]
		linked += int(b.linked)
		total += b.size()
		if b.drop == kept {
			size += b.size()
			if b.reads() {
				reads++
			}
		}
	}
	size = max(size, len(a.Text)) // the text may come from elsewhere
	if size > 0 && ld.headline != "" && ld.published != "" {
		return nil
	}
	front := base != nil && base.Host != "" && strings.Trim(base.Path, "/") == "" && base.RawQuery == ""
	if problem := p.namedObstacle(a, size); problem != nil {
		return problem
	}
	switch {
	case front && size > 0:
		return noArticle(NotArticle, "the front page of a site")
	case size > 0 && (reads > 0 || p.intro >= 0 && linked*2 < total):
		return nil
	case total == 0 && p.head.scripts > 0:
		return noArticle(Empty, "a page that shows its text only with JavaScript")
	case total == 0:
		return noArticle(Empty, "no text")
	case linked*2 >= total:
		return noArticle(NotArticle, fmt.Sprintf("an index: %d of %d bytes of text are links", linked, total))
	case size == 0:
		return noArticle(Empty, fmt.Sprintf("no running text among %d bytes", total))
	}
	return nil
}

// namedObstacle holds what a page says against the phrases. The text that would
// be the article counts where there is any, since a banner beside an article
// says the same as a wall; and only a short one counts, or one that says two
// things that only a consent wall says.
func (p *page) namedObstacle(a *Article, size int) *Problem {
	text := a.Text
	if size == 0 {
		text = string(p.text[:min(len(p.text), 4000)]) + "\n" + p.head.noscript
	}
	if size >= 3000 || len(text) > 6000 {
		return nil
	}
	seen := strings.ToLower(p.head.title + "\n" + text)
	consents := 0
	for _, phrase := range consentPhrases {
		if strings.Contains(seen, phrase) {
			consents++
		}
	}
	if consents > 1 {
		return noArticle(Blocked, "a consent wall")
	}
	if size >= 700 {
		return nil
	}
	for i := range obstacles {
		for _, phrase := range obstacles[i].phrases {
			if strings.Contains(seen, phrase) {
				return noArticle(obstacles[i].outcome, obstacles[i].reason)
			}
		}
	}
	return nil
}
