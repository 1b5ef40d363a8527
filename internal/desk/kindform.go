package desk

import (
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// KindForm is the form of a kind of entry, for whoever reads one; false for a kind that this program
// doesn't know.
func (s *Session) KindForm(kind entry.Kind) (form.Form, bool) { return s.desk.Kinds.Form(kind) }

// KindTitle is a kind of entry in words; the kind's own word where another program wrote it.
func (s *Session) KindTitle(kind entry.Kind) string {
	if f, ok := s.KindForm(kind); ok {
		return f.Called().In(s.desk.Words.Lang())
	}
	return string(kind)
}
