package config

import _ "embed"

// Starter is the commented file that pactwatch init writes. It loads as soon as
// agent.contact holds a real address. Every URL in it is one that its publisher
// or others have documented in public.
//
//go:embed starter.yaml
var Starter []byte

// Schema is the JSON Schema (2020-12) of the file, for editors.
//
//go:embed schema.json
var Schema []byte
