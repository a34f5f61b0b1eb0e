package claim

import "fmt"

// Verify checks a claim's evidence against the title and text it was read from.
func Verify(title, text string, c Claim) error {
	body := text
	if c.In == "title" {
		body = title
	}
	if c.Start < 0 || c.End > len(body) || c.Start >= c.End {
		return fmt.Errorf("span %d:%d lies outside the %s of %d bytes", c.Start, c.End, c.In, len(body))
	}
	if body[c.Start:c.End] != c.Quote {
		return fmt.Errorf("the %s at %d:%d is not the quote", c.In, c.Start, c.End)
	}
	return nil
}
