package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Vouch notes the opener's word that a temporary is who they said: what they have signed and the
// opener can read loses its mark, and so does what they sign from now on. The number of entries
// is returned. Faults: "access.not_allowed", "access.not_temporary".
func (s *Session) Vouch(ctx context.Context, name string) (int, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightVouch); err != nil {
		return 0, err
	}
	u, written, ok := s.stated(name)
	if !ok {
		return 0, text.NewFault("access.not_temporary")
	}
	next := s.holders.clone()
	if u.VouchedBy == "" {
		u.VouchedBy = signature(s.user)
	}
	next.users[u.Identity] = u
	change, err := next.since(s.holders)
	if err != nil {
		return 0, err
	}
	events := make([]entry.Event, 0, len(written))
	for _, t := range written {
		event := entry.Event{Type: entry.EventVouched, ID: t.ID, At: s.desk.now(), By: s.me()}
		rec, err := record(ledger.StreamMain, t.Wall(), ledger.KindEntry, event)
		if err != nil {
			return 0, err
		}
		events, change.Appends = append(events, event), append(change.Appends, rec)
	}
	if err := s.commit(ctx, change); err != nil {
		return 0, err
	}
	s.holders = next
	for _, event := range events {
		if err := s.backlog.Apply(event); err != nil {
			return 0, err
		}
	}
	s.log(ctx, access.ActionVouch, "", u.Name)
	return len(events), nil
}

// stated finds the newest temporary of a name for whom a word is missing, with their entries that
// are marked.
func (s *Session) stated(name string) (access.User, []*entry.Tracked, bool) {
	var newest access.User
	var written []*entry.Tracked
	found := false
	for _, u := range sorted(s.holders.users) {
		if !u.Temporary() || !access.SameName(u.Name, name) || u.Identity == s.user.Identity {
			continue
		}
		marked := s.backlog.List(func(t *entry.Tracked) bool { return t.Unvouched() && t.Author.Identity == u.Identity })
		if (u.Stated() || len(marked) > 0) && (!found || u.Until.After(newest.Until)) {
			newest, written, found = u, marked, true
		}
	}
	return newest, written, found
}
