package article

import (
	"fmt"
	"net/url"
	"strings"
)

// obstacles are pages that stand where an article should, by what they say of
// themselves. They are short: long text is never held up against them.
var obstacles = []struct {
	outcome, reason string
	phrases         []string
}{
	{Blocked, "a bot check", []string{"checking your browser", "just a moment...", "verify you are human", "verifying you are human", "are you a robot", "i'm not a robot",
		"unusual traffic", "attention required! | cloudflare", "complete the captcha", "press & hold", "security check to access", "ddos protection by", "bot verification", "pardon our interruption"}},
	{Blocked, "access denied", []string{"access denied", "403 forbidden", "you don't have permission to access", "not available in your region", "unavailable in your country", "451: unavailable", "unavailable for legal reasons"}},
	{NotArticle, "an error page", []string{"404 not found", "page not found", "page cannot be found", "seite nicht gefunden", "page introuvable", "página no encontrada", "pagina niet gevonden", "500 internal server error", "503 service unavailable", "502 bad gateway"}},
	{Blocked, "a consent wall", []string{"before you continue", "we value your privacy", "we and our partners", "wir und unsere partner", "accept all cookies", "alle cookies akzeptieren", "alle akzeptieren", "cookie consent",
		"manage your privacy", "your privacy choices", "consent to the use", "datenschutz-einstellungen", "zustimmung", "accepter et fermer", "tout accepter", "aceptar todas", "accetta tutti", "guce.yahoo", "mit werbung weiterlesen", "contentpass", "privacy center"}},
	{Empty, "a page that shows its text only with JavaScript", []string{"enable javascript", "javascript is required", "javascript is disabled", "requires javascript", "turn on javascript", "activate javascript", "without javascript", "javascript aktivieren", "activer javascript", "activar javascript", "need to enable javascript", "javascript must be enabled"}},
	{Blocked, "a login page", []string{"log in to continue", "sign in to continue", "please log in", "bitte melden sie sich an", "anmelden, um fortzufahren"}},
}

// obstacle says what a page with little text is instead of an article, or nil.
func (p *page) obstacle(a *Article, ld *structured, base *url.URL) *Problem {
	reads, size := 0, 0
	for i := range p.blocks {
		if b := &p.blocks[i]; b.drop == kept {
			size += b.size()
			if b.reads() {
				reads++
			}
		}
	}
	if size >= 1500 || reads > 6 {
		if base != nil && base.Host != "" && strings.Trim(base.Path, "/") == "" && base.RawQuery == "" && ld.published == "" {
			return noArticle(NotArticle, "the front page of a site")
		}
		return nil
	}
	described := ld.headline != "" && ld.published != ""
	if described && size > 0 {
		return nil
	}
	seen := strings.ToLower(p.head.title + "\n" + string(p.text[:min(len(p.text), 4000)]) + "\n" + p.head.noscript)
	if len(p.text) < 6000 {
		for i := range obstacles {
			for _, phrase := range obstacles[i].phrases {
				if strings.Contains(seen, phrase) {
					return noArticle(obstacles[i].outcome, obstacles[i].reason)
				}
			}
		}
	}
	if size > 0 && reads > 0 {
		if base != nil && base.Host != "" && strings.Trim(base.Path, "/") == "" && base.RawQuery == "" {
			return noArticle(NotArticle, "the front page of a site")
		}
		return nil
	}
	linked, total := 0, 0
	for i := range p.blocks {
		linked += int(p.blocks[i].linked)
		total += p.blocks[i].size()
	}
	switch {
	case size > 0 && p.intro >= 0 && linked*2 < total:
		return nil // a brief item with its headline
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
