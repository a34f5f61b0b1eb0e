package digest

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
)

var allFormats = []string{"md", "html", "json", "csv", "txt", "atom"}

func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "digests")
	empty, rich := Build(emptyDay(), testOptions), Build(richDay(), testOptions)
	for _, d := range []Digest{empty, rich, rich} {
		paths, err := Write(folder, d, allFormats)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range paths {
			names = append(names, filepath.Base(p))
		}
		want := []string{d.Day + ".md", d.Day + ".html", "latest.html", d.Day + ".json", d.Day + ".csv", d.Day + ".txt", "feed.atom"}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("paths (-want +got):\n%s", diff)
		}
	}
	// An earlier day written again does not become the latest.
	if _, err := Write(folder, empty, allFormats); err != nil {
		t.Fatal(err)
	}
	latest, err := os.ReadFile(filepath.Join(folder, "latest.html"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := Render(rich, "html")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(latest, page) {
		t.Error("latest.html is not the newest day")
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 12 {
		t.Errorf("%d files in the folder, want 12: nothing may be left beside", len(entries))
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want it private in a private folder", e.Name(), info.Mode())
		}
	}
}

func TestFeed(t *testing.T) {
	folder := t.TempDir()
	read := func() atomFeed {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(folder, "feed.atom"))
		if err != nil {
			t.Fatal(err)
		}
		var f atomFeed
		if err := xml.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		return f
	}
	empty, rich := Build(emptyDay(), testOptions), Build(richDay(), testOptions)
	early := rich
	early.Headline = "an earlier state of the day"
	for _, d := range []Digest{early, empty, rich} {
		if _, err := Write(folder, d, []string{"html", "atom"}); err != nil {
			t.Fatal(err)
		}
	}
	f := read()
	var ids []string
	for _, e := range f.Entries {
		ids = append(ids, e.ID)
	}
	want := []string{"tag:pactwatch.invalid,2025:ai-deals/2025-11-24", "tag:pactwatch.invalid,2025:ai-deals/2025-11-23"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if f.Entries[0].Summary != rich.Headline {
		t.Errorf("the entry of the day says %q, want its last state", f.Entries[0].Summary)
	}
	whole, err := Atom([]Digest{rich, empty})
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(folder, "feed.atom"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(whole), string(written)); diff != "" {
		t.Errorf("feed made at once and feed made day by day (-once +daily):\n%s", diff)
	}
	golden(t, filepath.Join("testdata", "feed.atom"), whole)

	// A run that announces nothing is no update; one that does is.
	later := rich
	later.AsOf = rich.AsOf.Add(time.Hour)
	stamps := []string{f.Entries[0].Updated}
	for _, headline := range []string{rich.Headline, "something more"} {
		later.Headline = headline
		if _, err := Write(folder, later, []string{"html", "atom"}); err != nil {
			t.Fatal(err)
		}
		stamps = append(stamps, read().Entries[0].Updated)
	}
	if stamps[1] != stamps[0] || stamps[2] == stamps[0] {
		t.Errorf("updated %q: want the same after nothing new, another after something", stamps)
	}

	// A feed that cannot be read is begun anew.
	if err := os.WriteFile(filepath.Join(folder, "feed.atom"), []byte("<feed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(folder, rich, []string{"atom"}); err != nil {
		t.Fatal(err)
	}
	if n := len(read().Entries); n != 1 {
		t.Errorf("%d entries after a damaged feed, want 1", n)
	}
}

// Another reader of feeds understands ours.
func TestFeedIsRead(t *testing.T) {
	b, err := Atom([]Digest{Build(richDay(), testOptions), hostileDigest()})
	if err != nil {
		t.Fatal(err)
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if f.FeedType != "atom" || len(f.Items) != 2 {
		t.Fatalf("read as %s with %d entries", f.FeedType, len(f.Items))
	}
	for _, it := range f.Items {
		if it.GUID == "" || it.Title == "" || it.UpdatedParsed == nil || it.Link != "2025-11-24.html" || !strings.HasPrefix(it.Content, "<p>") {
			t.Errorf("entry %q lacks something: %+v", it.GUID, it)
		}
	}
}

func TestFeedKeepsAMonth(t *testing.T) {
	var days []Digest
	for i := range 40 {
		d := Build(emptyDay(), testOptions)
		d.Day = at("2025-01-01T00:00:00Z").AddDate(0, 0, i).Format("2006-01-02")
		days = append(days, d)
	}
	b, err := Atom(days)
	if err != nil {
		t.Fatal(err)
	}
	var f atomFeed
	if err := xml.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) != maxEntries || f.Entries[0].ID != "tag:pactwatch.invalid,2025:ai-deals/2025-02-09" {
		t.Errorf("%d entries from %s, want the newest %d", len(f.Entries), f.Entries[0].ID, maxEntries)
	}
}

// A write that fails leaves what was there.
func TestWriteFails(t *testing.T) {
	folder := t.TempDir()
	rich := Build(richDay(), testOptions)
	if _, err := Write(folder, rich, []string{"md"}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(folder, rich.Day+".md"))
	if err != nil {
		t.Fatal(err)
	}
	// A folder in the place of the file beside, with something in it, stands
	// for every reason why that file cannot be made.
	if err := os.MkdirAll(filepath.Join(folder, "."+rich.Day+".md.new", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	changed := rich
	changed.Headline = "another"
	if _, err := Write(folder, changed, []string{"md"}); err == nil {
		t.Error("no error where the file cannot be made")
	}
	after, err := os.ReadFile(filepath.Join(folder, rich.Day+".md"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the old digest is not intact")
	}
	if _, err := Write(folder, rich, []string{"docx"}); err == nil {
		t.Error("no error for a format nobody renders")
	}
	rich.Day = "../2025-11-24"
	if _, err := Write(folder, rich, []string{"md"}); err == nil {
		t.Error("no error for a day that is a path")
	}
}

func TestWriteFollowsFolderMode(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	rich := Build(richDay(), testOptions)
	paths, err := Write(folder, rich, slices.Clone(Formats))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&^0o022 != 0o644 {
			t.Errorf("%s has mode %v in a folder that all may read", p, info.Mode())
		}
	}
}
