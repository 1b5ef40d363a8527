package desk

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/readiness"
)

// RecordDrill notes a drill that was held on an invented binder. A drill without an id gets one; the same
// drill told again takes the place of the first. Faults: "ready.drill" for one that can't have been held,
// "ready.long", "ready.person", "ready.future", those of the vault.
func (s *Session) RecordDrill(ctx context.Context, d readiness.Drill) (readiness.Drill, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return d, err
	}
	if d.ID == "" {
		id := make([]byte, 16)
		if _, err := rand.Read(id); err != nil {
			return d, fmt.Errorf("draw the id of a drill: %w", err)
		}
		d.ID = hex.EncodeToString(id)
	}
	d.Improve = tidy(d.Improve)
	if err := d.Check(s.desk.now()); err != nil {
		return d, err
	}
	if err := s.checkReady(readiness.LongestText, d.Improve); err != nil {
		return d, err
	}
	e := readiness.Event{Type: readiness.EventDrill, Item: d.ID, At: d.Ended, OK: d.Whole(), Drill: &d}
	return d, s.tellReady(ctx, e, s.line(access.ActionReady, "", "drill"))
}

// Drills are the drills of a year, newest first, and what they come to.
func (s *Session) Drills(year int) readiness.DrillYear {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mayReady() != nil {
		return readiness.DrillYear{Year: year}
	}
	return s.ready.DrillsOf(year)
}
