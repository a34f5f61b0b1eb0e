package claim

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"pactwatch/extract/language"
)

// Check reads the example sentences of a file's frames: those under yes must give
// their claims, those under no nothing of the file's kind but what they say. All
// that do not are reported, each with what it gives.
func (r *Rules) Check(f File) error {
	var errs []error
	for _, fr := range f.Frames {
		for _, e := range fr.Yes {
			got := brief(r, e.Text)
			for _, w := range e.Claims {
				if !slices.Contains(got, w) {
					errs = append(errs, fmt.Errorf("frame %q: %q should give %q, but gives %s", fr.Name, e.Text, w, quoted(got)))
				}
			}
		}
		for _, e := range fr.No {
			for _, c := range brief(r, e.Text) {
				if !slices.Contains(e.Claims, c) && strings.HasPrefix(c, f.Kind+" ") {
					errs = append(errs, fmt.Errorf("frame %q: %q should give nothing, but gives %q", fr.Name, e.Text, c))
				}
			}
		}
	}
	return errors.Join(errs...)
}

func quoted(claims []string) string {
	if len(claims) == 0 {
		return "nothing"
	}
	return strings.Trim(fmt.Sprintf("%q", claims), "[]")
}

// brief reads one sentence and gives its claims as frames' examples write them.
func brief(rules *Rules, text string) []string {
	d := Document{Title: "News of companies, startups and their investors", Text: text, Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), Blocks: []Block{{Span: language.Span{End: len(text)}}}}
	var out []string
	for _, c := range rules.Read(d) {
		s := c.Kind + " " + c.Subject
		if c.Object != "" || c.Value != nil {
			s += " >"
		}
		if c.Object != "" {
			s += " " + c.Object
		}
		if c.Value != nil {
			s += " " + c.Value.Min.String() + " " + c.Value.Unit
		}
		if c.Kind == "agreement_term" {
			s += " " + c.Date
		}
		out = append(out, s)
	}
	return out
}
