package wording

import (
	"strings"

	"avbrottsparm/internal/care"
)

// Differs is what another source says otherwise: the group of fields, the source with its age, and
// its word.
func (t Teller) Differs(d care.Difference) string {
	source, _, _ := strings.Cut(d.Source, "#")
	return t.Words.Say("care.differs", "field", strings.ToLower(t.Words.Say("field."+string(d.Field))), "source", t.Source(source),
		"time", t.Words.Moment(d.At.In(care.Stockholm)), "value", d.Value)
}
