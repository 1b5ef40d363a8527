package desk

import (
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// KindForm is the form of a kind of entry, for whoever reads one; false for a kind that this program
// doesn't know.
func (s *Session) KindForm(kind entry.Kind) (form.Form, bool) { return s.desk.Kinds.Form(kind) }
