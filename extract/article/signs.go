package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reason says why text is no part of the article.
type reason uint8

const (
	kept reason = iota
	hidden
	navigation
	comments
	related
	share
	newsletter
	advert
	consent
	paywall
	biography
	caption
	details
	form
	aside
	linkList
	outside
	stub
	repeated
	credit
	boilerplate
	ruled
)

var reasonNames = [...]string{
	kept: "kept", hidden: "hidden", navigation: "navigation", comments: "comments", related: "related links",
	share: "share buttons", newsletter: "newsletter sign-up", advert: "advertisement", consent: "cookie notice",
	paywall: "paywall notice", biography: "author note", caption: "caption", details: "byline, date or tags",
	form: "form", aside: "aside", linkList: "links", outside: "outside the article", stub: "too short to be text",
	repeated: "repeats the title or another block", credit: "credit line", boilerplate: "end of a press release", ruled: "dropped by the publisher's rule",
}

func (r reason) String() string { return reasonNames[r] }

// sign is what the markup of an element says about its text.
type sign struct {
	drop   reason
	strong bool // holds whatever the text reads like
	body   bool // names the body of an article
	author bool // names an author
}

// signs reads an element's tag, class, id and role.
func (p *page) signs(n *html.Node) sign {
	var s sign
	switch n.DataAtom {
	case atom.Nav, atom.Menu:
		s = sign{drop: navigation, strong: true}
	case atom.Footer:
		s = sign{drop: navigation}
	case atom.Aside:
		s = sign{drop: aside}
	case atom.Form, atom.Fieldset:
		s = sign{drop: form}
	case atom.Button:
		s = sign{drop: form, strong: true}
	case atom.Dialog:
		s = sign{drop: consent, strong: true}
	case atom.Figure, atom.Figcaption:
		s = sign{drop: caption}
	}
	heading := isHeading(n.DataAtom)
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "data-testid", "data-component", "data-test", "data-qa", "data-type", "data-module":
			if n.DataAtom == atom.Body || n.DataAtom == atom.Html || a.Val == "" || len(a.Val) > 1000 {
				continue
			}
			c, ok := p.classes[a.Val]
			if !ok {
				c = readClass(a.Val)
				p.classes[a.Val] = c
			}
			if heading && c.drop != hidden && c.drop != share && c.drop != advert {
				continue // what a heading is called says little about what it heads
			}
			s = s.with(c)
		case "role":
			switch a.Val {
			case "navigation", "menu", "menubar", "search", "banner", "contentinfo", "tablist", "toolbar":
				s = s.with(sign{drop: navigation, strong: true})
			case "complementary":
				s = s.with(sign{drop: aside})
			case "dialog", "alertdialog":
				s = s.with(sign{drop: consent, strong: true})
			}
		case "itemprop":
			switch a.Val {
			case "articleBody", "reviewBody":
				s.body = true
			case "caption":
				s = s.with(sign{drop: caption})
			case "author":
				s = s.with(sign{drop: details, author: true})
			}
		case "hidden":
			s = sign{drop: hidden, strong: true}
		case "aria-hidden":
			if a.Val == "true" {
				s = s.with(sign{drop: hidden})
			}
		case "style":
			if invisibleStyle(a.Val) {
				s = s.with(sign{drop: hidden})
			}
		}
	}
	return s
}

func (s sign) with(o sign) sign {
	if o.drop != kept && (s.drop == kept || o.strong && !s.strong) {
		s.drop, s.strong = o.drop, o.strong
	}
	s.body = s.body || o.body
	s.author = s.author || o.author
	return s
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func invisibleStyle(style string) bool {
	i := strings.Index(style, "display")
	if i >= 0 {
		rest := strings.TrimLeft(style[i+len("display"):], " :")
		if strings.HasPrefix(rest, "none") {
			return true
		}
	}
	i = strings.Index(style, "visibility")
	if i >= 0 {
		rest := strings.TrimLeft(style[i+len("visibility"):], " :")
		return strings.HasPrefix(rest, "hidden")
	}
	return false
}

// readClass reads the names of a class or id attribute.
func readClass(class string) sign {
	var s sign
	responsive := strings.Contains(class, ":block") || strings.Contains(class, ":flex") || strings.Contains(class, ":inline") ||
		strings.Contains(class, "-block") || strings.Contains(class, "-flex") || strings.Contains(class, ":grid")
	for i := 0; i < len(class); {
		if class[i] <= ' ' {
			i++
			continue
		}
		j := i
		for j < len(class) && class[j] > ' ' {
			j++
		}
		name := readName(class[i:j])
		if name.drop == hidden && !name.strong && (responsive || !hides(class[i:j])) {
			name = sign{}
		}
		s = s.with(name)
		i = j
	}
	return s
}

// hides reports whether a class name hides an element on every screen.
func hides(name string) bool {
	switch name {
	case "hide", "hidden", "is-hidden", "u-hidden", "js-hidden", "invisible", "is-hide":
		return true
	}
	return false
}

// readName reads one class name or id. Its words are what hyphens, digits and
// humps cut; each counts alone and together with the word before it. A name
// that says what an element has or lacks, is filed under or is titled says
// nothing about what it is.
func readName(name string) sign {
	var s sign
	var word, pair [48]byte // the word being read; the word before it
	n, m, words := 0, 0, 0
	hump := false // the word began or ended at a hump
	about := false
	end := func(byHump bool) {
		if n == 0 {
			return
		}
		words++
		if words == 1 {
			switch string(word[:n]) {
			case "js", "has", "no", "with", "category", "tag", "type", "format", "status", "hentry":
				about = true
			}
		} else if string(word[:n]) == "with" || string(word[:n]) == "without" || string(word[:n]) == "no" || string(word[:n]) == "has" {
			about = true
		}
		if n > 3 || !hump && !byHump {
			if w, ok := vocabulary[string(word[:n])]; ok {
				s = s.with(w)
			}
		}
		if m > 0 && m+n < len(pair) {
			copy(pair[m:], word[:n])
			if w, ok := vocabulary[string(pair[:m+n])]; ok {
				s = s.with(w)
			}
		}
		m = copy(pair[:], word[:n])
		n = 0
		hump = byHump
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z':
		case c >= 'A' && c <= 'Z':
			if i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
				end(true)
			}
			c |= 0x20
		default:
			end(c >= '0' && c <= '9')
			continue
		}
		if n < len(word) {
			word[n] = c
			n++
		}
	}
	end(false)
	if about || words > 6 {
		return sign{}
	}
	return s
}

// vocabulary maps words of class and id attributes, and pairs of adjacent words
// written together, to what they say.
var vocabulary = buildVocabulary()

func buildVocabulary() map[string]sign {
	v := make(map[string]sign, 400)
	for _, group := range []struct {
		drop   reason
		strong bool
		words  string
	}{
		{hidden, true, "sronly visuallyhidden screenreader screenreaderonly screenreadertext offscreen vh assistivetext printonly onlyprint visibleprint noscreen"},
		{hidden, false, "hide hidden invisible"},
		{repeated, false, "pinned pinnedpost pinnedblock"},
		{navigation, true, "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager toolbar masthead skiplink skiplinks subnav topnav jumplink jumplabel keyevents keymoments keyevent"},
		{navigation, false, "footer sidebar siteheader topbar rightrail leftrail rail toc tableofcontents"},
		{comments, true, "comment comments commentlist commentform respond disqus disqusthread viafoura coral livefyre spotim openweb kommentare kommentar commentaires comentarios commenti reacties discussion usercomments"},
		{related, true, "related relatedposts relatedarticles relatedcontent relatedlinks recommended recommendation recommendations recommend recirc recirculation readmore readnext readalso alsoread seealso morefrom morestories moreon mostread mostpopular trending outbrain taboola teaser teasers teaserlist ticker newsticker breakingnews popular upnext nextup nextarticle youmaylike youmightlike suggested suggestions relacionadas relacionados similar morearticles furtherreading weiterlesen lesenswert readthis dontmiss crosslink crosslinks inlinerelated relatedstory relatedstories latestnews topstories mehrzumthema promobox postcard storycard articlecard newscard contentcard teasercard underarticle belowarticle afterarticle articlefooter"},
		{related, false, "promo promos promotion promotions carousel excerpt widget slider collection river linklist cardlist cards card"},
		{share, false, "social socials socialmedia"},
		{share, true, "share sharing sharebar sharetools sharebuttons socialbar sociallinks socialbuttons socialicons socialshare addthis addtoany sharedaddy sharethis followus followbutton jpsharing shariff bookmark bookmarks whatsapp feedback reporterror"},
		{newsletter, true, "newsletter newsletters signup newslettersignup subscribeform emailsignup mailinglist mailchimp optin subscriptionbox donation donate donations contribute membership"},
		{newsletter, false, "subscribe subscription abo"},
		{advert, true, "ad ads advert advertisement advertising adslot adunit adbox adwrapper adcontainer adplaceholder dfp gpt sponsored sponsor sponsors werbung anzeige anzeigen publicite publicidad reklame promoted affiliate advertorial admarker"},
		{consent, true, "cookie cookies consent gdpr cookiebanner cookienotice onetrust cmp cli privacy modal popup overlay lightbox toast placeholder notification notifications pushprompt alertbar"},
		{consent, false, "disclaimer hint"},
		{paywall, true, "paywallmessage regwall subscribewall tpmodal premiumbox paywallbox paywallprompt"},
		{paywall, false, "paywall meter metered piano"},
		{biography, true, "authorbio authorbox aboutauthor bio biography authorinfo authorcard abouttheauthor authordescription contributorbio authorprofile companyinfo aboutcompany boilerplate aisummary aipanel aioverview"},
		{caption, true, "caption captions photocredit imagecredit imagecaption figcaption bildunterschrift mediacaption credit credits copyright picbox bildbox imagebox photobox fotobox mediabox"},
		{caption, false, "gallery slideshow photogallery photo image picture foto bild img imagen player videoplayer audioplayer"},
		{details, false, "byline dateline timestamp pubdate publishdate postdate postmeta entrymeta articlemeta articleinfo meta metadata tags taglist taglinks keywords topics kicker eyebrow flytitle sectionlabel readingtime readtime authors author publishedat lastupdated rubric rubrik date"},
		{form, true, "searchform search loginform login register signin poll survey quiz"},
	} {
		for _, w := range strings.Fields(group.words) {
			v[w] = sign{drop: group.drop, strong: group.strong}
		}
	}
	for _, w := range strings.Fields("byline author authors autor autoren autorin auteur auteurs autore autori authorname bylinename redakteur verfasser journalist forfatter writer") {
		v[w] = sign{drop: details, author: true}
	}
	for _, w := range strings.Fields("articlebody articletext articlecontent storybody storytext storycontent postcontent postbody entrycontent bodytext bodycontent contentbody artikeltext bodycopy articlecopy maincontent contenidonoticia") {
		v[w] = sign{body: true}
	}
	return v
}
