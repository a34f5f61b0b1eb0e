package store

import "testing"

func TestNotesOfCorrectionAreFound(t *testing.T) {
	for text, want := range map[string]bool{
		"The sum was right.\n\nCorrection: it was not.":                    true,
		"CORRECTION: an editor was asleep.":                                true,
		"(Corrects the name of the harbour in paragraph 3)":                true,
		"This article has been corrected to say so.":                       true,
		"An earlier version of this report gave another day.":              true,
		"A previous version of this story was wrong.":                      true,
		"The text has been updated to correct a date.":                     true,
		"Clarification: the deal is one of two.":                           true,
		"They said that the market's correction came early, as a surprise": false,
		"An earlier version of the model was slower.":                      false,
		"corrects": false,
		"":         false,
	} {
		if got := notesCorrection(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}
