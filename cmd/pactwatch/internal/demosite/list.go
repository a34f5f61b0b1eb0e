package demosite

import (
	"encoding/json"
	"encoding/xml"
	"time"
)

// list is what a publisher shows at p: its feed, sitemap or front page.
func list(site publisher, articles []article, p string) (kind string, body []byte) {
	if p == site.Feed {
		switch site.kind {
		case "rss":
			return "application/rss+xml; charset=utf-8", rss(site, articles)
		case "atom":
			return "application/atom+xml; charset=utf-8", atom(site, articles)
		case "json":
			return "application/feed+json; charset=utf-8", jsonFeed(site, articles)
		case "sitemap":
			return "application/xml; charset=utf-8", newsSitemap(site, articles)
		}
	}
	return "text/html; charset=utf-8", render("front.html", struct {
		Site     publisher
		Articles []article
	}{site, articles})
}

// rss writes RSS 2.0, https://www.rssboard.org/rss-specification.
func rss(site publisher, articles []article) []byte {
	type item struct {
		Title       string `xml:"title"`
		Link        string `xml:"link"`
		GUID        string `xml:"guid"`
		Published   string `xml:"pubDate"`
		Description string `xml:"description"`
	}
	var feed struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"channel>title"`
		Link    string   `xml:"channel>link"`
		Items   []item   `xml:"channel>item"`
	}
	feed.Version, feed.Title, feed.Link = "2.0", site.Name, "http://"+site.Host+"/"
	for _, a := range articles {
		feed.Items = append(feed.Items, item{a.Title, a.URL(), a.URL(), a.Published.Format(time.RFC1123Z), a.Summary()})
	}
	return marshal(feed)
}

// atom writes Atom, RFC 4287.
func atom(site publisher, articles []article) []byte {
	type link struct {
		Href string `xml:"href,attr"`
	}
	type entry struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Link      link   `xml:"link"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Summary   string `xml:"summary"`
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Entries []entry  `xml:"entry"`
	}
	feed.ID, feed.Title = "http://"+site.Host+"/", site.Name
	for _, a := range articles {
		feed.Updated = max(feed.Updated, a.ModifiedText())
		feed.Entries = append(feed.Entries, entry{a.URL(), a.Title, link{a.URL()}, a.PublishedText(), a.ModifiedText(), a.Summary()})
	}
	return marshal(feed)
}

// newsSitemap writes a sitemap with the news extension,
// https://www.google.com/schemas/sitemap-news/0.9.
func newsSitemap(site publisher, articles []article) []byte {
	type news struct {
		Name      string `xml:"n:publication>n:name"`
		Language  string `xml:"n:publication>n:language"`
		Published string `xml:"n:publication_date"`
		Title     string `xml:"n:title"`
	}
	type url struct {
		Loc  string `xml:"loc"`
		Mod  string `xml:"lastmod"`
		News news   `xml:"n:news"`
	}
	var set struct {
		XMLName xml.Name `xml:"urlset"`
		NS      string   `xml:"xmlns,attr"`
		News    string   `xml:"xmlns:n,attr"`
		URLs    []url    `xml:"url"`
	}
	set.NS, set.News = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap-news/0.9"
	for _, a := range articles {
		set.URLs = append(set.URLs, url{a.URL(), a.ModifiedText(), news{site.Name, "en", a.PublishedText(), a.Title}})
	}
	return marshal(set)
}

func marshal(v any) []byte {
	out, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic(err) // the shapes are ours and tested
	}
	return append([]byte(xml.Header), append(out, '\n')...)
}

// jsonFeed writes JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.
func jsonFeed(site publisher, articles []article) []byte {
	type item struct {
		ID        string `json:"id"`
		URL       string `json:"url"`
		Title     string `json:"title"`
		Published string `json:"date_published"`
		Summary   string `json:"summary"`
	}
	feed := struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Items   []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", site.Name, "http://" + site.Host + "/", nil}
	for _, a := range articles {
		feed.Items = append(feed.Items, item{a.URL(), a.URL(), a.Title, a.PublishedText(), a.Summary()})
	}
	out, err := json.MarshalIndent(feed, "", " ")
	if err != nil {
		panic(err)
	}
	return append(out, '\n')
}
