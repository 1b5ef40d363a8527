package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// ReadEntry opens a signed entry to read it, which the log notes. Faults: "entry.unknown",
// "access.closed".
func (s *Session) ReadEntry(ctx context.Context, id string) (entry.Tracked, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return entry.Tracked{}, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return entry.Tracked{}, text.NewFault("entry.unknown")
	}
	s.note(ctx, s.lineOf(access.ActionRead, t.Entry, string(t.Kind)))
	return *t, nil
}
