package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Settle is a person's word on an entry that was sent and got no answer: they looked for it in
// Lifecare. Where it is there, it is entered, with Lifecare's own time or number; where it isn't, it
// waits again, with what they saw. Nothing else takes an unknown entry any further. Faults:
// "entry.unknown", "entry.not_unknown", "entry.no_reference".
func (s *Session) Settle(ctx context.Context, id string, arrived bool, reference, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	switch {
	case err != nil:
		return entry.Tracked{}, err
	case !t.Unsure():
		return entry.Tracked{}, text.NewFault("entry.not_unknown")
	case arrived && strings.TrimSpace(reference) == "":
		return entry.Tracked{}, text.NewFault("entry.no_reference")
	}
	event := entry.Event{Type: entry.EventAbsent, Reason: strings.TrimSpace(reason)}
	if arrived {
		event.Type, event.Reference = entry.EventEntered, strings.TrimSpace(reference)
		if f, ok := s.desk.Kinds.Form(t.Kind); ok {
			event.Via = string(f.Entry.Target.By)
		}
	}
	return s.happens(ctx, t, event, access.ActionLook)
}
