package article

import "testing"

func TestParseMarkdown(t *testing.T) {
	in := "---\ntitle: \"Yard buys rival\"\ndate: 2025-10-02\nauthor: Ines Calder and Jonas Reek\n---\n\n# Yard buys rival\n\n" +
		"The yard has *agreed* to buy\n[its neighbour](https://bollard.example/a_b) for **$85m**.\n\n## Terms\n\n- cash at closing\n- an earn-out of `$5m`\n\n1. consent\n2. money\n\n" +
		"| Year | Sum |\n|---|---|\n| 2025 | $80m |\n\n> Boots first.\n> Then the yard.\n\n```go\nx := 1\n```\n\n![a crane](c.png)\n"
	a, err := Parse(Input{Body: []byte(in), ContentType: "text/markdown; charset=utf-8"})
	if err != nil {
		t.Fatal(err)
	}
	checkBlocks(t, a)
	want := []struct {
		kind Kind
		text string
	}{
		{Paragraph, "The yard has agreed to buy its neighbour for $85m."},
		{Heading, "Terms"}, {ListItem, "cash at closing"}, {ListItem, "an earn-out of $5m"}, {ListItem, "consent"}, {ListItem, "money"},
		{TableRow, "Year | Sum"}, {TableRow, "2025 | $80m"}, {Quote, "Boots first. Then the yard."},
	}
	if len(a.Blocks) != len(want) {
		t.Fatalf("%d blocks, want %d: %q", len(a.Blocks), len(want), a.Text)
	}
	for i, w := range want {
		b := a.Blocks[i]
		if b.Kind != w.kind || a.Text[b.Start:b.End] != w.text {
			t.Errorf("block %d is %s %q, want %s %q", i, b.Kind, a.Text[b.Start:b.End], w.kind, w.text)
		}
	}
	if a.Title != "Yard buys rival" || len(a.Authors) != 2 || a.Published.Time.Format("2006-01-02") != "2025-10-02" || a.Published.Precision != "day" {
		t.Errorf("title %q, authors %q, published %v", a.Title, a.Authors, a.Published)
	}
}
