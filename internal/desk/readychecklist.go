package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Checklists are the local checklists as the unit has answered them (routine 2.3, 5.1).
func (s *Session) Checklists() []readiness.Answers {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return nil
	}
	var list []readiness.Answers
	for _, c := range s.readyList().Checklists {
		list = append(list, s.ready.Answers(c))
	}
	return list
}

// SetChecklist gives a checklist its owner and answers, by question, for who may change the unit's
// settings; a question that is not in answers keeps its own. Saved as it was it counts as looked through,
// and with another answer everybody is asked to read it again. Faults: "ready.unknown", "ready.question",
// "ready.long", "ready.person", those of the vault.
func (s *Session) SetChecklist(ctx context.Context, id, owner string, answers map[string]string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	c, known := s.readyList().Checklist(id)
	if !known {
		return text.NewFault("ready.unknown")
	}
	for question := range answers {
		if !c.Asks(question) {
			return text.NewFault("ready.question")
		}
	}
	owner = tidy(owner)
	if err := s.checkReady(longestReady, owner); err != nil {
		return err
	}
	events := []readiness.Event{{Type: readiness.EventAnswer, Item: id, Part: readiness.PartOwner, Value: owner}}
	had := s.ready.Answers(c).Texts
	for _, q := range c.Questions {
		answer, given := answers[q.ID]
		if !given {
			continue
		}
		answer = strings.TrimSpace(answer)
		if err := s.checkReady(readiness.LongestText, answer); err != nil {
			return err
		}
		if answer != had[q.ID] { // what was only looked at takes the place of nothing that another laptop says
			events = append(events, readiness.Event{Type: readiness.EventAnswer, Item: id, Part: q.ID, Value: answer})
		}
	}
	return s.tellAllReady(ctx, events, s.line(access.ActionReady, "", "checklist "+id))
}
