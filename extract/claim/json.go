package claim

import "encoding/json"

// wire is Claim as JSON: what is none is null, as the annotation guide has it.
type wire struct {
	Kind     string  `json:"kind"`
	Subject  *string `json:"subject"`
	Object   *string `json:"object"`
	Value    *Value  `json:"value"`
	Date     *string `json:"date"`
	DateRole *string `json:"date_role"`
	Period   *string `json:"period"`
	Modality string  `json:"modality"`
	Source   *string `json:"source"`
	*alias
}

// alias carries the fields of Claim that need no change. Those of wire shadow
// the ones of the same name.
type alias Claim

// MarshalJSON writes empty parties, dates, periods and sources as null.
func (c Claim) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{
		Kind: c.Kind, Subject: null(c.Subject), Object: null(c.Object), Value: c.Value,
		Date: null(c.Date), DateRole: null(c.DateRole), Period: null(c.Period),
		Modality: c.Modality, Source: null(c.Source), alias: (*alias)(&c),
	})
}

// UnmarshalJSON reads what MarshalJSON writes; null is the empty string.
func (c *Claim) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, (*alias)(c)) }

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
