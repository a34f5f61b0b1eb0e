package extract

import "testing"

// TestReadLiveBlog reads a live blog of two days: what each entry calls today is
// the day of the entry.
func TestReadLiveBlog(t *testing.T) {
	e, err := New(Rules{})
	if err != nil {
		t.Fatal(err)
	}
	const page = `<html lang="en"><head><title>AI deals: live</title>
<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"AI deals: live","datePublished":"2025-11-03T08:00:00Z"}</script></head><body><main><h1>AI deals: live</h1>
<div class="block"><p><time datetime="2025-11-05T09:00:00Z">9.00</time></p><p>OpenAI today raised $2 billion in a funding round led by Thrive Capital, its largest of the autumn.</p></div>
<div class="block"><p><time datetime="2025-11-05T07:00:00Z">7.00</time></p><p>Anthropic raised its round from $1 billion to $3 billion today, the artificial intelligence company said in a statement.</p></div>
<div class="block"><p><time datetime="2025-11-03T08:00:00Z">8.00</time></p><p>Microsoft today invested $5 billion in Anthropic, and more of its money is to go to artificial intelligence.</p></div>
</main></body></html>`
	a, claims, err := e.Read(Input{Body: []byte(page), ContentType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Updates) != 3 {
		t.Fatalf("%d updates, want 3: %+v", len(a.Updates), a.Updates)
	}
	want := map[string]string{"OpenAI today": "2025-11-05", "Microsoft today": "2025-11-03"}
	found := 0
	for _, c := range claims {
		for begins, day := range want {
			if len(c.Quote) > len(begins) && c.Quote[:len(begins)] == begins {
				found++
				if c.Date != day {
					t.Errorf("%s %s is dated %q, want %s: %s", c.Kind, c.Subject, c.Date, day, c.Quote)
				}
			}
		}
		if c.Quote != a.Text[c.Start:c.End] {
			t.Errorf("the span of %q holds %q", c.Quote, a.Text[c.Start:c.End])
		}
		if c.Replaces != nil && (*c.Replaces < 0 || *c.Replaces >= len(claims) || claims[*c.Replaces].Kind != c.Kind) {
			t.Errorf("%s replaces claim %d of %d", c.Kind, *c.Replaces, len(claims))
		}
	}
	if found < 2 {
		t.Errorf("%d of the claims were found: %+v", found, claims)
	}
	x, err := e.Explain(Input{Body: []byte(page), ContentType: "text/html"})
	if err != nil || len(x.Claims) != len(claims) {
		t.Errorf("explained: %d claims, read: %d, error %v", len(x.Claims), len(claims), err)
	}
}
