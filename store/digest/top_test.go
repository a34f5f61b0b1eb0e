package digest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pactwatch/store"
)

// The day's leads are those of the highest score, one of a pair, each told in
// full on the page that they point into.
func TestTop(t *testing.T) {
	d := Build(richDay(), testOptions)
	var got []string
	for _, l := range d.Top {
		got = append(got, l.Event+" "+l.Finding)
	}
	if want := []string{"conflict f-share-15", "changed f-buy", "new f-invest"}; !slices.Equal(got, want) {
		t.Errorf("the day is led by %q, want %q", got, want)
	}
	if !slices.IsSortedFunc(d.Top, func(x, y Lead) int { return int(100*y.Score) - int(100*x.Score) }) {
		t.Errorf("the scores %v do not fall", d.Top)
	}
	if d := Build(emptyDay(), testOptions); d.Top == nil || len(d.Top) > 0 {
		t.Errorf("an empty day is led by %v", d.Top)
	}
	if !strings.Contains(d.Subject, "Revenue share, Orchid AI – Granite Cloud: 15% against 10% by 2030") {
		t.Errorf("the subject %q does not begin with what leads", d.Subject)
	}
}

// However many findings a day has, its page fits into a mail and says how many
// it leaves out; what leads is among the shown, no link leads nowhere, and JSON
// and CSV hold all.
func TestLongDay(t *testing.T) {
	for _, n := range []int{60, 600, 2000} {
		day := busyDay(n)
		for i := range n / 10 { // conflicts, too
			a, b := fmt.Sprintf("busy-%04d", i), fmt.Sprintf("busy-%04d", i+1)
			day.Events = append(day.Events, store.Event{Day: day.Day, Seq: uint64(100_000 + i), At: day.AsOf, Kind: store.EventConflict, Finding: a, Other: b})
		}
		d := Build(day, testOptions)
		page := render(t, d, "html")
		if limit := map[int]int{60: 115_000, 600: 190_000, 2000: 190_000}[n]; len(page) > limit {
			t.Errorf("the page of %d findings has %d bytes, want at most %d", n, len(page), limit)
		}
		for _, l := range d.Top {
			if !strings.Contains(page, `id="`+l.Place+`"`) {
				t.Errorf("%d findings: the lead %s is not on the page", n, l.Finding)
			}
		}
		for _, part := range strings.Split(page, `href="#`)[1:] {
			place, _, _ := strings.Cut(part, `"`)
			if !strings.Contains(page, `id="`+place+`"`) {
				t.Fatalf("%d findings: a link leads to %q, which is not there", n, place)
			}
		}
		hidden := n + n/10 - 500
		if markdown := render(t, d, "md"); hidden > 0 && (!strings.Contains(page, " more, in the JSON digest") || !strings.Contains(markdown, " more, in the JSON digest")) {
			t.Errorf("%d findings: nothing says that some are left out", n)
		}
		if rows := strings.Count(render(t, d, "csv"), "\r\n"); rows < n+n/10 {
			t.Errorf("%d findings: the CSV has %d lines", n, rows)
		}
		if keys := strings.Count(render(t, d, "json"), `"key": "busy-`); keys < n {
			t.Errorf("%d findings: the JSON has %d", n, keys)
		}
		t.Logf("%d findings: %d bytes", n, len(page))
	}
}

func render(t *testing.T, d Digest, format string) string {
	t.Helper()
	b, err := Render(d, format)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPassage(t *testing.T) {
	for _, tc := range []struct{ address, quote, want string }{
		{"https://a.example/x", "Orchid pays 20%, it says.", "https://a.example/x#:~:text=Orchid%20pays%2020%25%2C%20it%20says."},
		{"https://a.example/x#top", "Orchid raised well-earned money", "https://a.example/x#top:~:text=Orchid%20raised%20well%2Dearned%20money"},
		{"https://a.example/", "one two three four five six seven eight nine ten eleven twelve thirteen", "https://a.example/#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen"},
		{"https://a.example/", "Café “A&B”  zahlt", "https://a.example/#:~:text=Caf%C3%A9%20%E2%80%9CA%26B%E2%80%9D%20zahlt"},
		{"https://a.example/", "too short", ""},
		{"", "Orchid pays Granite a fifth", ""},
	} {
		if got := passage(tc.address, tc.quote); got != tc.want {
			t.Errorf("passage of %q at %q:\n got %s\nwant %s", tc.quote, tc.address, got, tc.want)
		}
	}
}
