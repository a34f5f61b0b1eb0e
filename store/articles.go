package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// articleRow is an article as the ledger keeps it: its versions, and every look
// at it that says something about them. Which sightings stand follows from
// these alone, whatever the order in which they came in.
type articleRow struct {
	URL      string    `json:"url"`
	Source   string    `json:"source,omitempty"`
	Outcome  string    `json:"outcome,omitempty"`  // of the last look
	Versions []version `json:"versions,omitempty"` // in the order of arrival
	Looks    []look    `json:"looks,omitempty"`    // by time
	Rows     []rowRef  `json:"rows,omitempty"`     // its sightings, withdrawn ones too
}

// version is one text of an article and the claims that one extractor read in it.
type version struct {
	Text      string     `json:"text"` // SHA-256 of title, newline, text; hex
	Title     string     `json:"title"`
	Outlet    string     `json:"outlet"` // reference into the bucket of outlets; hex
	Lang      string     `json:"lang,omitempty"`
	Date      time.Time  `json:"date,omitzero"`
	DateFrom  string     `json:"date_from,omitempty"`
	Page      storedPage `json:"page"`
	Extractor string     `json:"extractor,omitempty"`
	Claims    []claimRef `json:"claims,omitempty"`
	By        int        `json:"by,omitempty"`      // 1 + index of the version that a newer extractor read from the same page
	Kept      bool       `json:"kept,omitempty"`    // the text is in the bucket of texts
	Partial   bool       `json:"partial,omitempty"` // behind a paywall: what it lacks says nothing
	Noted     bool       `json:"noted,omitempty"`   // the text carries a note of correction
	Replay    bool       `json:"replay,omitempty"`  // read by a newer extractor from the page of another version
	Day       int32      `json:"day"`               // digest day of its arrival
}

// storedPage is where the bytes of a version lie.
type storedPage struct {
	File    string    `json:"file,omitempty"`
	Offset  int64     `json:"offset,omitempty"`
	Hash    string    `json:"hash,omitempty"`
	URL     string    `json:"url,omitempty"`   // as asked
	Final   string    `json:"final,omitempty"` // where it differs
	Status  int       `json:"status,omitempty"`
	Type    string    `json:"type,omitempty"`
	Fetched time.Time `json:"fetched,omitzero"`
}

func (p storedPage) ref() PageRef {
	final := p.Final
	if final == "" {
		final = p.URL
	}
	return PageRef{File: p.File, Offset: p.Offset, Hash: p.Hash, URL: p.URL, Final: final, Status: p.Status, Type: p.Type, Fetched: p.Fetched}
}

func storedRef(p PageRef) storedPage {
	s := storedPage{File: p.File, Offset: p.Offset, Hash: p.Hash, URL: p.URL, Status: p.Status, Type: p.Type, Fetched: p.Fetched.UTC()}
	if p.Final != p.URL {
		s.Final = p.Final
	}
	return s
}

// claimRef names a claim of a version by finding and ident.
type claimRef struct {
	Finding string `json:"f"`
	Ident   string `json:"i"` // hex of the four bytes
}

// rowRef names a sighting; Out says that it was withdrawn by a newer extractor
// and takes no part in the article's history any more.
type rowRef struct {
	claimRef
	Gen byte `json:"g,omitempty"`
	Out bool `json:"out,omitempty"`
}

func (r rowRef) key(article string) []byte {
	id, err := hex.DecodeString(r.Ident)
	if err != nil || len(id) != 4 {
		return nil
	}
	k := append(keyBytes(r.Finding), keyBytes(article)...)
	k = append(k, id...)
	return append(k, r.Gen)
}

// look is one fetch that says what the article was at its time.
type look struct {
	At      time.Time `json:"at"`
	Version int       `json:"v"` // index into Versions; -1 where the article was gone
	Day     int32     `json:"d,omitempty"`
}

// articleID names an article by its address.
func articleID(address string) string {
	sum := sha256.Sum256([]byte(address))
	return keyText.EncodeToString(sum[:keyLen])
}

// address is the form of a URL that names an article: scheme, "www." and
// fragment aside, without parameters that only say where a reader came from.
func address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	u.Fragment, u.RawFragment, u.Scheme, u.User = "", "", "", nil
	u.Host = strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	if u.RawQuery != "" {
		q := u.Query()
		for k := range q {
			if strings.HasPrefix(k, "utm_") || trackers[k] {
				q.Del(k)
			}
		}
		u.RawQuery = q.Encode()
	}
	if u.Path == "/" {
		u.Path = ""
	}
	return strings.TrimPrefix(u.String(), "//")
}

// trackers are parameters that name a campaign or a referrer, never a page.
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "msclkid": true, "mc_cid": true, "mc_eid": true,
	"igshid": true, "cmpid": true, "ocid": true, "ref_src": true, "smid": true,
}

// host is the host of a URL without "www." and port; empty where there is none.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// siteOf is the last two labels of a host, or three below a short second level
// such as co.uk: near enough to tell a page's own site from another's.
func siteOf(h string) string {
	labels := strings.Split(h, ".")
	n := 2
	if len(labels) > 2 && len(labels[len(labels)-1]) == 2 && len(labels[len(labels)-2]) <= 3 {
		n = 3
	}
	if len(labels) <= n {
		return h
	}
	return strings.Join(labels[len(labels)-n:], ".")
}

func getArticle(tx *bolt.Tx, id string) (*articleRow, error) {
	v := tx.Bucket([]byte("article")).Get(keyBytes(id))
	if v == nil {
		return nil, nil
	}
	var a articleRow
	if err := json.Unmarshal(v, &a); err != nil {
		return nil, fmt.Errorf("%w: article %s: %w", ErrDamaged, id, err)
	}
	return &a, nil
}

func putArticle(tx *bolt.Tx, id string, a *articleRow) error {
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte("article")).Put(keyBytes(id), b)
}

// current is the index of the version that stands for i: the one a newer
// extractor read from the same page, if any.
func (a *articleRow) current(i int) int {
	for a.Versions[i].By > 0 && a.Versions[i].By-1 != i {
		i = a.Versions[i].By - 1
	}
	return i
}

// latest is the version of the last look at which there was one; -1 for none.
func (a *articleRow) latest() int {
	for i := len(a.Looks) - 1; i >= 0; i-- {
		if a.Looks[i].Version >= 0 {
			return a.current(a.Looks[i].Version)
		}
	}
	return -1
}

// number is what readers call a version: 1 for the first text, counting texts
// in the order in which they were seen.
func (a *articleRow) number(i int) int {
	i = a.current(i)
	n := 0
	seen := map[string]bool{}
	for _, k := range a.Looks {
		if k.Version < 0 {
			continue
		}
		v := a.current(k.Version)
		if t := a.Versions[v].Text; !seen[t] {
			seen[t] = true
			n++
		}
		if v == i {
			return n
		}
	}
	return max(n, 1)
}

func textHash(title, text string) string {
	h := sha256.New()
	h.Write([]byte(title))
	h.Write([]byte{'\n'})
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}
