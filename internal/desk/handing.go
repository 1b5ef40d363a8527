package desk

import (
	"context"
	"slices"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Hand makes another user of the binder responsible for entering an entry, with the reason why the one
// who was can't (routine 5.3). A claim on it ends. Faults: those of HandAll.
func (s *Session) Hand(ctx context.Context, id, toName, reason string) (entry.Tracked, error) {
	handed, err := s.HandAll(ctx, []string{id}, toName, reason)
	if err != nil {
		return entry.Tracked{}, err
	}
	return handed[0], nil
}

// HandAll hands several entries to one person in one step, all or none. Faults: "entry.unknown",
// "entry.state", "entry.ended", "entry.sending", "entry.unanswered", "entry.hand_reason", "access.unknown_user",
// "entry.hand_right" for who may not enter anything, "entry.hand_area" for who could not read it,
// "entry.hand_same" for who answers for it already.
func (s *Session) HandAll(ctx context.Context, ids []string, toName, reason string) ([]entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightReenter); err != nil {
		return nil, err
	}
	to, known := s.named(toName)
	switch {
	case strings.TrimSpace(reason) == "":
		return nil, text.NewFault("entry.hand_reason")
	case !known:
		return nil, text.NewFault("access.unknown_user")
	}
	return s.hand(ctx, ids, to, reason)
}

// ReturnToWriter makes the one who wrote an entry responsible for it again. Faults: those of HandAll, and
// "entry.writer_left" where the writer can't open the binder any more.
func (s *Session) ReturnToWriter(ctx context.Context, id, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	if err != nil {
		return entry.Tracked{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return entry.Tracked{}, text.NewFault("entry.hand_reason")
	}
	at := slices.IndexFunc(s.active(), func(u access.User) bool { return u.Is(t.Author.Identity) })
	if at < 0 {
		return entry.Tracked{}, text.NewFault("entry.writer_left", "who", signatureOf(t.Author))
	}
	handed, err := s.hand(ctx, []string{id}, s.active()[at], reason)
	if err != nil {
		return entry.Tracked{}, err
	}
	return handed[0], nil
}

// hand stores that somebody is responsible for entries from now on. The caller holds the lock.
func (s *Session) hand(ctx context.Context, ids []string, to access.User, reason string) ([]entry.Tracked, error) {
	if !to.Role.May(access.RightReenter) {
		return nil, text.NewFault("entry.hand_right", "who", signature(to))
	}
	author := entry.Author{Identity: to.Identity, Name: to.Name, Title: to.Title, Stated: to.Stated()}
	change, events := ledger.Change{}, make([]entry.Event, 0, len(ids))
	var list []*entry.Tracked
	for _, id := range ids {
		t, err := s.toEnter(id)
		switch {
		case err != nil:
			return nil, err
		case to.Is(t.Answers().Identity):
			return nil, text.NewFault("entry.hand_same", "who", signature(to))
		case !slices.Contains(s.heldBy(to), t.Wall()):
			return nil, text.NewFault("entry.hand_area", "who", signature(to), "area", s.desk.Words.Say("area."+t.Wall().String()))
		case slices.Contains(list, t):
			continue
		}
		event := entry.Event{Type: entry.EventHanded, ID: t.ID, At: s.desk.now(), By: s.me(), To: &author, Reason: strings.TrimSpace(reason)}
		rec, err := record(ledger.StreamMain, t.Wall(), ledger.KindEntry, event)
		if err != nil {
			return nil, err
		}
		list, events, change.Appends = append(list, t), append(events, event), append(change.Appends, rec)
	}
	if len(list) == 0 {
		return nil, text.NewFault("entry.unknown")
	}
	if err := s.commitNoted(ctx, change, s.line(access.ActionHand, onlyOf(list), signature(to))); err != nil {
		return nil, err
	}
	handed := make([]entry.Tracked, 0, len(list))
	for i, event := range events {
		if err := s.backlog.Apply(event); err != nil {
			return nil, err
		}
		handed = append(handed, *list[i])
	}
	return handed, nil
}

// heldBy are the areas that a user can read now, those of a night included.
func (s *Session) heldBy(u access.User) []access.Area {
	areas := u.HasAreas()
	now := s.moment()
	for _, g := range s.holders.grants {
		if g.Identity == u.Identity && g.Active(now) {
			areas = append(areas, g.Area)
		}
	}
	return areas
}

// onlyOf is whom all entries are about; empty where they are about several.
func onlyOf(list []*entry.Tracked) string {
	for _, t := range list {
		if t.PersonID != list[0].PersonID {
			return ""
		}
	}
	return list[0].PersonID
}

// MayTake lists who entries can be handed to: users who may enter them and can read each, but for one who
// answers for all of them now, by name.
func (s *Session) MayTake(ids ...string) []access.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	var walls []access.Area
	answers := map[string]int{}
	for _, id := range ids {
		t, err := s.tracked(id)
		if err != nil {
			return nil
		}
		answers[t.Answers().Identity]++
		if !slices.Contains(walls, t.Wall()) {
			walls = append(walls, t.Wall())
		}
	}
	return slices.DeleteFunc(s.active(), func(u access.User) bool {
		held := s.heldBy(u)
		return !u.Role.May(access.RightReenter) || len(ids) > 0 && answers[u.Identity] == len(ids) ||
			slices.ContainsFunc(walls, func(wall access.Area) bool { return !slices.Contains(held, wall) })
	})
}
