// Package claim reads deal claims: an article's title and sentences in, typed
// [Claim] values with their evidence out.
package claim

import "pactwatch/extract/quantity"

// Claim is one proposition about the money, terms or state of a deal, as one
// article makes it. Empty strings mean "none".
type Claim struct {
	Kind      string   `json:"kind"`
	Subject   string   `json:"subject"` // canonical slug, in the role the kind gives it
	Object    string   `json:"object"`
	Value     *Value   `json:"value"`
	Date      string   `json:"date"`      // 2030, 2025-Q3, 2025-H1, 2025-10 or 2025-10-28
	DateRole  string   `json:"date_role"` // in, by, until or since
	Period    string   `json:"period"`    // year, month, week, run-rate, or a duration such as 5y or 18mo
	Modality  string   `json:"modality"`  // actual, planned, possible, ended or denied
	Source    string   `json:"source"`    // whom the text credits, as written
	Anonymous bool     `json:"anonymous"`
	Derived   bool     `json:"derived"`
	Joint     bool     `json:"joint,omitempty"`
	Product   string   `json:"product,omitempty"`
	Event     string   `json:"event,omitempty"` // partnership only
	Form      string   `json:"form,omitempty"`  // restructuring only
	Basis     []string `json:"basis,omitempty"`
	Scope     string   `json:"scope,omitempty"`
	Replaces  *int     `json:"replaces,omitempty"` // index of the claim of this article that it supersedes
	Quote     string   `json:"quote"`              // the whole sentence, byte for byte
	Rule      string   `json:"rule"`               // frame that made it
	In        string   `json:"in"`                 // "title" or "text": what Start and End count in
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Evidence  Evidence `json:"evidence"`
}

// Value is a figure. A single figure has Min == Max.
type Value struct {
	Min   quantity.Decimal `json:"min"`
	Max   quantity.Decimal `json:"max"`
	Unit  string           `json:"unit"`  // ISO 4217 code, percent, GW, chips or users
	Bound string           `json:"bound"` // exact, about, at_least or at_most
}

// Evidence points at the words behind a claim: byte spans in the title or text.
type Evidence struct {
	Value   *Pointer  `json:"value,omitempty"`
	Subject *Pointer  `json:"subject,omitempty"`
	Object  *Pointer  `json:"object,omitempty"`
	From    []Pointer `json:"from,omitempty"` // operands of a derived value, antecedents of pronouns and descriptions
}

// Pointer is a span of the title or the text.
type Pointer struct {
	In    string `json:"in"` // "title" or "text"
	Start int    `json:"start"`
	End   int    `json:"end"`
}
