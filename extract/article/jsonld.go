package article

import (
	"encoding/json"
	"html"
	"strings"
)

// structured is the part of a page's JSON-LD that describes the article
// (https://schema.org/NewsArticle).
type structured struct {
	kind      string
	headline  string
	published string
	modified  string
	authors   []string
	body      string
	language  string
	url       string
	publisher string
	free      string // isAccessibleForFree as written, lower case
	entries   []entry
}

// readStructured returns the description of the page's article: the first
// object of an article type, news types before others, and of its kind the one
// that says what the head of the page says. ok is false where there is none.
func readStructured(h *head) (structured, bool) {
	var best map[string]any
	var entries []entry
	rank := 0
	ids := map[string]map[string]any{}
	for _, s := range h.ld {
		v, ok := parseLD(s)
		if !ok {
			continue
		}
		visitLD(v, 0, func(o map[string]any) {
			if id, _ := o["@id"].(string); id != "" && len(o) > 1 {
				if old, ok := ids[id]; !ok || len(old) < len(o) {
					ids[id] = o
				}
			}
			r := articleRank(o) * 2
			if r > 0 && r+1 > rank && h.describes(o) {
				r++
			}
			if r > rank {
				best, rank = o, r
			}
			if entries == nil && o["liveBlogUpdate"] != nil {
				entries = ldEntries(o)
			}
		})
	}
	if best == nil {
		return structured{}, false
	}
	out := structured{
		kind:      ldType(best),
		headline:  squash(ldText(best["headline"])),
		published: ldText(best["datePublished"]),
		modified:  ldText(best["dateModified"]),
		body:      ldText(best["articleBody"]),
		language:  ldText(best["inLanguage"]),
		url:       ldText(best["url"]),
		free:      strings.ToLower(ldText(best["isAccessibleForFree"])),
		entries:   entries,
	}
	if len(out.headline) > 2000 {
		out.headline = ""
	}
	if out.headline == "" {
		out.headline = squash(ldText(best["name"]))
	}
	if out.free == "" { // the walled part may be the only one that says so
		if part, ok := best["hasPart"].(map[string]any); ok {
			out.free = strings.ToLower(ldText(part["isAccessibleForFree"]))
		}
	}
	out.authors = ldNames(best["author"], ids, nil, 0)
	if len(out.authors) == 0 {
		out.authors = ldNames(best["creator"], ids, nil, 0)
	}
	if names := ldNames(best["publisher"], ids, nil, 0); len(names) > 0 {
		out.publisher = names[0]
	}
	return out, true
}

// describes reports whether an object of the JSON-LD has the address or the
// title that the head of the page gives; a list of other articles has neither.
func (h *head) describes(o map[string]any) bool {
	if u := firstOf(ldText(o["url"]), ldID(o["mainEntityOfPage"])); u != "" && (u == h.canonical || u == h.ogURL) {
		return true
	}
	l := letters(ldText(o["headline"]))
	return len(l) >= 8 && (strings.HasPrefix(letters(h.ogTitle), l) || strings.HasPrefix(letters(h.title), l))
}

// ldID returns an identifier however it is wrapped.
func ldID(v any) string {
	if o, ok := v.(map[string]any); ok {
		return ldText(o["@id"])
	}
	return ldText(v)
}

// parseLD parses one script, mending what broken templates leave in it.
func parseLD(s string) (any, bool) {
	s = strings.TrimSpace(s)
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	b := mendJSON(s)
	dec := json.NewDecoder(strings.NewReader(b))
	if dec.Decode(&v) == nil {
		return v, true
	}
	if strings.Contains(s, "&quot;") {
		if json.Unmarshal([]byte(mendJSON(html.UnescapeString(s))), &v) == nil {
			return v, true
		}
	}
	return nil, false
}

// mendJSON drops comments around the text, raw control characters inside
// strings, and commas before a closing bracket.
func mendJSON(s string) string {
	for _, cut := range []string{"<!--", "-->", "//<![CDATA[", "//]]>", "/*<![CDATA[*/", "/*]]>*/", "<![CDATA[", "]]>"} {
		s = strings.ReplaceAll(s, cut, "")
	}
	s = strings.TrimRight(strings.TrimSpace(s), ";")
	var b strings.Builder
	b.Grow(len(s))
	inString, escaped := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && escaped:
			escaped = false
			if strings.IndexByte(`"\/bfnrtu`, c) < 0 {
				b.WriteByte('\\')
			}
			if c < 0x20 {
				c = ' '
			}
			b.WriteByte(c)
		case inString && c == '\\':
			escaped = true
			b.WriteByte(c)
		case inString && c < 0x20:
			b.WriteByte(' ')
		case c == '"':
			inString = !inString
			b.WriteByte(c)
		case !inString && c == ',':
			j := i + 1
			for j < len(s) && (s[j] <= ' ' || s[j] == ',') {
				j++
			}
			if j < len(s) && s[j] != '}' && s[j] != ']' {
				b.WriteByte(c)
			}
			i = j - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func visitLD(v any, depth int, see func(map[string]any)) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			visitLD(x, depth+1, see)
		}
	case map[string]any:
		see(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "author", "publisher"} {
			if x, ok := v[key]; ok {
				visitLD(x, depth+1, see)
			}
		}
	}
}

func ldType(o map[string]any) string {
	switch t := o["@type"].(type) {
	case string:
		return t
	case []any:
		for _, x := range t {
			if s, ok := x.(string); ok && typeRank(s) > 0 {
				return s
			}
		}
	}
	return ""
}

func typeRank(t string) int {
	t = strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "https://schema.org/")
	switch t {
	case "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
		"AdvertiserContentArticle", "LiveBlogPosting", "ReviewNewsArticle", "AskPublicNewsArticle":
		return 4
	case "Article", "BlogPosting", "SocialMediaPosting", "TechArticle", "Report", "ScholarlyArticle", "Review", "DiscussionForumPosting", "MedicalWebPage", "Recipe":
		return 3
	case "WebPage", "ItemPage", "VideoObject":
		return 1
	}
	return 0
}

func articleRank(o map[string]any) int {
	r := typeRank(ldType(o))
	if r == 0 {
		return 0
	}
	if ldText(o["headline"]) == "" && ldText(o["datePublished"]) == "" {
		return 0
	}
	if r < 3 {
		return 1
	}
	if ldText(o["datePublished"]) != "" {
		r += 2
	}
	return r
}

// ldText returns a string however it is wrapped.
func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		if len(v) > 0 {
			return ldText(v[0])
		}
	case map[string]any:
		if x, ok := v["@value"]; ok {
			return ldText(x)
		}
		return ldText(v["name"])
	}
	return ""
}

// ldNames collects the names of persons and organisations.
func ldNames(v any, ids map[string]map[string]any, names []string, depth int) []string {
	if depth > 4 {
		return names
	}
	switch v := v.(type) {
	case string:
		if s := squash(v); s != "" && !strings.Contains(s, "://") {
			names = append(names, s)
		}
	case []any:
		for _, x := range v {
			names = ldNames(x, ids, names, depth+1)
		}
	case map[string]any:
		name := v["name"]
		if name == nil {
			if id, _ := v["@id"].(string); id != "" && ids[id] != nil {
				name = ids[id]["name"]
			}
		}
		names = ldNames(name, ids, names, depth+1)
	}
	return names
}

// paragraphsOf cuts an articleBody, which may be plain text or markup.
func paragraphsOf(body string) []paragraph {
	if strings.Contains(body, "</p>") || strings.Contains(body, "<br") {
		for _, tag := range []string{"</p>", "<br>", "<br/>", "<br />", "</li>", "</h2>", "</h3>", "</div>"} {
			body = strings.ReplaceAll(body, tag, "\n\n")
		}
	}
	var b strings.Builder
	for body != "" { // drop what is left of the markup
		i := strings.IndexByte(body, '<')
		if i < 0 || i+1 >= len(body) {
			break
		}
		j := strings.IndexByte(body[i:], '>')
		if c := body[i+1]; j < 0 || c != '/' && c|0x20 < 'a' || c|0x20 > 'z' {
			b.WriteString(body[:i+1])
			body = body[i+1:]
			continue
		}
		b.WriteString(body[:i])
		body = body[i+j+1:]
	}
	b.WriteString(body)
	lines := strings.Split(strings.ReplaceAll(html.UnescapeString(b.String()), "\r", "\n"), "\n")
	var out []paragraph
	for _, l := range lines {
		if s := squash(l); s != "" && notice(s) == kept {
			out = append(out, paragraph{text: s, kind: Paragraph})
		}
	}
	return out
}
