package desk

import (
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// namesNobody sees that a text that everyone reads says about no cared-for person. The numbers of the
// contact book are telephone numbers, however they are written. Faults: "outage.person",
// "outage.number".
func (s *Session) namesNobody(said string) error {
	for _, c := range s.catalogue().Contacts {
		if c.Number != "" {
			said = strings.ReplaceAll(said, c.Number, " ")
		}
	}
	switch s.replica.Mentions(said, s.desk.now()) {
	case care.MentionNumber:
		return text.NewFault("outage.number")
	case care.MentionName:
		return text.NewFault("outage.person")
	}
	return nil
}
