package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// VerifyEntry notes that the opener has compared an entry with Lifecare and that it stands there as it
// was written. Another person than the one who entered it does that: always where the form asks for
// it (signing, medicine), for any entry where somebody wants to. Faults: "entry.unknown", "entry.state",
// "entry.same_person".
func (s *Session) VerifyEntry(ctx context.Context, id string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	if err != nil {
		return entry.Tracked{}, err
	}
	if t.State != entry.StateEntered {
		return entry.Tracked{}, text.NewFault("entry.not_entered")
	}
	if err := t.CheckVerified(s.user); err != nil {
		return entry.Tracked{}, err
	}
	return s.happens(ctx, t, entry.Event{Type: entry.EventVerified, Of: t.Reference}, access.ActionVerify)
}

// Return notes that an entry is missing in Lifecare, or wrong there, although it was marked as entered:
// it waits again, with what was found. Faults: "entry.unknown", "entry.not_entered",
// "entry.return_reason".
func (s *Session) Return(ctx context.Context, id, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	switch {
	case err != nil:
		return entry.Tracked{}, err
	case t.State != entry.StateEntered && t.State != entry.StateVerified:
		return entry.Tracked{}, text.NewFault("entry.not_entered")
	case strings.TrimSpace(reason) == "":
		return entry.Tracked{}, text.NewFault("entry.return_reason")
	}
	event := entry.Event{Type: entry.EventReturned, Of: t.Reference, Reason: strings.TrimSpace(reason)}
	return s.happens(ctx, t, event, access.ActionLook)
}

// NeedsSecond tells whether an entry is in Lifecare and waits for the second person that its form asks
// for.
func (s *Session) NeedsSecond(t entry.Tracked) bool { return s.needsSecond(&t) }

func (s *Session) needsSecond(t *entry.Tracked) bool {
	f, ok := s.desk.Kinds.Form(t.Kind)
	return ok && f.Entry.Second && t.State == entry.StateEntered
}
