package quantity

import "testing"

func TestTenseAt(t *testing.T) {
	for text, want := range map[string]Tense{
		"Harbor announced in September that it would invest.":  Past,
		"In October, Harbor agreed to buy Tidal.":              Past,
		"The site will open in March.":                         Future,
		"The deal is expected to close in June.":               Future,
		"Harbor and Tidal revealed a project in January.":      Past,
		"In July, the two companies will begin construction.":  Future,
		"September numbers":                                    AnyTense,
		"The plant that Harbor built in May could grow.":       Past,
		"the project Harbor, Tidal and Reef announced in July": Past,
	} {
		s := sentence(text)
		times := FindTimes(text, s)
		if len(times) != 1 {
			t.Errorf("%q: %d times", text, len(times))
			continue
		}
		if got := TenseAt(s, times[0]); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}
