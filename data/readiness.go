package data

import _ "embed"

//go:embed catalogue/readiness.json
var ready []byte

// Readiness is what belongs to being ready for an outage: rounds, checklists, what the binder sees by
// itself, and the weight of each.
func Readiness() []byte { return ready }
