package article

import "strings"

// noticeWords are what lines say that speak to the reader and not of the
// matter. A line that starts with or contains one is dropped; so that news of
// the same words stays, each is a phrase that only a publisher says of itself.
var noticeWords = []struct {
	drop     reason
	most     int // bytes of a line it can be said in
	starts   []string
	contains []string
}{
	{credit, 400,
		[]string{"(reporting by", "reporting by ", "additional reporting", "with reporting by", "editing by ", "(editing by", "(additional reporting",
			"copyright ©", "copyright 2", "© ", "(c) 2", "this story was originally", "this article was originally", "this article originally appeared",
			"first published in", "this post first appeared", "dieser artikel ist zuerst", "dieser artikel erschien", "dieser text erschien",
			"dieses thema im programm", "sendung: ", "übersetzung: ", "translated by ", "traduit par"},
		[]string{"all rights reserved", "may not be published, broadcast, rewritten", "contributed to this report", "contributed to this article", "contributed to this story", "click here for reprint"}},
	{details, 100,
		[]string{"updated at ", "updated: ", "last updated", "published: ", "published on ", "posted on ", "posted at ", "uppdaterad ", "publicerad ",
			"aktualisiert am", "veröffentlicht am", "stand: ", "publié le", "mis à jour", "publicado el", "actualizado", "pubblicato il", "oppdatert ", "publisert "},
		nil},
	{related, 160,
		[]string{"read more:", "read also:", "also read:", "read next:", "read:", "see also:", "see also ", "related:", "related article", "related stories", "more:", "watch:", "listen:", "also on ",
			"you may also like", "you might also like", "recommended reading", "don't miss:", "more from ", "more on this story", "further reading",
			"lesen sie auch", "lesen sie hier", "lesen sie mehr", "mehr zum thema", "mehr dazu", "auch interessant", "weiterlesen:", "zum thema:", "hier lesen sie",
			"lire aussi", "à lire aussi", "a lire aussi", "voir aussi", "lea también", "lee también", "leer más", "te puede interesar", "leia também", "leia mais", "veja também",
			"leggi anche", "lees ook", "læs også", "les også", "läs också", "läs även", "czytaj więcej", "czytaj też", "czytaj także", "czytaj również", "читайте также", "читать также",
			"смотрите также", "čtěte také", "čtěte též", "přečtěte si", "okumaya devam", "ilgili haber", "关联阅读", "相关阅读", "相关新闻", "延伸阅读", "関連記事", "あわせて読みたい", "관련기사"},
		[]string{"for more stories like this", "for more on this story"}},
	{share, 60,
		[]string{"share this article", "share this story", "share this post", "share this update", "share this entry", "share this page", "share this on", "share on ", "share via ", "share article", "share story", "copy link", "link copied", "diesen artikel teilen", "artikel teilen", "partager l", "partager sur", "compartir en ", "compartilhe ", "condividi "},
		nil},
	{paywall, 420,
		[]string{"this post is for pa", "this article is for subscribers", "this content is for", "already a subscriber", "already a paid subscriber", "thank you for registering", "thank you for subscribing", "please log in", "please sign in", "create a free account", "start your free trial"},
		[]string{"to keep reading", "keep reading with a", "to keep reading this", "subscribe to continue", "to continue reading", "to read the full article", "to read this article", "7-day free trial", "start your free trial", "log in to read", "log in or sign up", "jetzt weiterlesen", "um weiterzulesen", "mit einem abo", "pour lire la suite", "réservée aux abonnés", "réservé aux abonnés", "nur für abonnenten", "nur für abonnentinnen", "solo para suscriptores", "exclusivo para suscriptores", "riservato agli abbonati", "exclusivo para assinantes", "reserved for subscribers", "para seguir leyendo", "para continuar leyendo", "abbonati per", "automatically logged in"}},
	{newsletter, 420,
		[]string{"sign up ", "sign-up ", "subscribe to ", "follow us on", "follow him on", "follow her on", "follow them on", "join us on", "download our app", "get our free", "have a tip", "got a tip",
			"do you have a story", "have you got a story", "email us", "send us your", "let us know", "tell us what", "click here to ", "click here for ", "click to ", "get in touch with our", "get the latest ",
			"to get the latest", "enjoy unlimited", "bookmark ", "melden sie sich", "abonnieren sie", "abonnez-vous", "inscrivez-vous", "suscríbete", "sigue toda la información", "síguenos", "apúntate", "iscriviti",
			"assine ", "folgen sie uns", "schreiben sie uns", "ihre meinung", "senden sie uns"},
		[]string{"sign up for our", "sign up to our", "sign up for the", "our newsletter", "newsletter here", "right in your inbox", "delivered to your inbox", "straight to your inbox", "direct to your inbox", "directly to your inbox", "sent to your inbox", "in your inbox every", "to your inbox every", "follow us on ", "like us on facebook", "join our whatsapp",
			"bookmark our", "please bookmark", "subscribe to our", "unsubscribe", "don't already receive", "follow him @", "follow her @", "follow us @", "on google news", "protected by recaptcha", "as a preferred source",
			"newsletter abonnieren", "unseren newsletter", "jederzeit wieder abmelden", "unserer datenschutzrichtlinie", "notre newsletter", "nuestra newsletter", "nuestro boletín", "nossa newsletter", "nostra newsletter"}},
	{consent, 600,
		[]string{"this website uses cookies", "this site uses cookies", "we use cookies", "diese website verwendet cookies", "wir verwenden cookies"},
		[]string{"your browser does not support", "enable javascript", "javascript is disabled", "cookie settings", "cookie-einstellungen", "necessary cookies", "non-necessary cookies", "embedded content from", "eingebettete inhalte", "externe inhalte", "externer inhalt", "externen inhalt", "empfohlener redaktioneller inhalt", "empfohlener externer inhalt"}},
	{comments, 420,
		[]string{"comments are closed", "comments are not open", "post a comment", "leave a comment", "join the conversation", "be the first to comment"},
		[]string{"respectful of other commenters", "moderating all comments", "report inappropriate comments"}},
	{advert, 18,
		[]string{"advertisement", "advert", "anzeige", "werbung", "publicité", "publicidad", "reklam", "article continues", "story continues", "continue reading below", "scroll to continue"},
		nil},
	{advert, 120,
		[]string{"article continues below", "story continues below", "article continues after", "scroll down to continue"},
		nil},
}

// phrase is one entry of noticeWords.
type phrase struct {
	text string
	drop reason
	most int
}

// notices is noticeWords by what a line must have at hand: starts by their first
// two bytes, the others by their first word.
var notices = func() (index struct{ starts, contains map[string][]phrase }) {
	index.starts, index.contains = map[string][]phrase{}, map[string][]phrase{}
	for _, n := range noticeWords {
		for _, w := range n.starts {
			index.starts[w[:2]] = append(index.starts[w[:2]], phrase{w, n.drop, n.most})
		}
		for _, w := range n.contains {
			first, _, _ := strings.Cut(w, " ")
			index.contains[first] = append(index.contains[first], phrase{w, n.drop, n.most})
		}
	}
	return index
}()

// notice returns why a line is no part of an article, or kept.
func notice(s string) reason {
	if len(s) < 2 {
		return kept
	}
	l := strings.ToLower(s)
	for i := 0; i < len(l); {
		if l[i] == ' ' {
			i++
			continue
		}
		j := i
		for j < len(l) && l[j] != ' ' {
			j++
		}
		word := strings.TrimLeft(l[i:j], "(\"'“‘[>")
		start := j - len(word)
		for _, p := range notices.contains[strings.TrimRight(word, ".,:;!?)\"'”’")] {
			if len(s) <= p.most && strings.HasPrefix(l[start:], p.text) {
				return p.drop
			}
		}
		i = j
	}
	for _, p := range notices.starts[l[:2]] {
		if len(s) <= p.most && strings.HasPrefix(l, p.text) {
			return p.drop
		}
	}
	return kept
}
