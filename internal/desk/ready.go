package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// Readiness is how well the unit is prepared for an outage.
type Readiness struct {
	At     time.Time
	Unit   string
	Score  readiness.Score
	Groups []ReadyGroup
}

// ReadyGroup is a heading and the lines under it.
type ReadyGroup struct {
	ID    string
	Title text.Both
	Lines []readiness.Line
}

// Ready tells how well the unit is prepared, with the reasons. Nothing for who may neither read nor
// change the unit's settings.
func (s *Session) Ready() Readiness {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return Readiness{}
	}
	return s.readiness()
}

func (s *Session) readiness() Readiness {
	now := s.desk.now()
	list := s.readyList()
	lines := s.ready.Lines(list, s.seesReady(now), now)
	r := Readiness{At: now, Unit: s.unit.Name, Score: readiness.ScoreOf(lines)}
	for _, group := range list.Groups {
		g := ReadyGroup{ID: group.ID, Title: group.Title}
		for _, line := range lines {
			if line.Group == group.ID {
				g.Lines = append(g.Lines, line)
			}
		}
		r.Groups = append(r.Groups, g)
	}
	return r
}

// ReadyList is what belongs to being ready: the unit's own list, or the program's.
func (s *Session) ReadyList() readiness.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.readyList()
}

func (s *Session) readyList() readiness.List {
	if s.own.ready != nil && s.own.fault == nil {
		return *s.own.ready
	}
	return s.desk.Readiness
}

// mayReady tells whether the opener may see how the unit is prepared: who works in it, and who looks
// after it without reading about anybody.
func (s *Session) mayReady() error {
	if s.user.Role.May(access.RightUnit) {
		return nil
	}
	return s.may(access.RightRead)
}

// RoundsOf are the newest rounds of an item and its parts, newest first.
func (s *Session) RoundsOf(item string) []readiness.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return nil
	}
	return s.ready.Rounds(item)
}

// RoundParts are the parts of an item as they were last told, such as which telephone was last logged in
// by whom, by part; those taken out of use are not among them.
func (s *Session) RoundParts(item string) []readiness.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return nil
	}
	return s.ready.InUse(item)
}
