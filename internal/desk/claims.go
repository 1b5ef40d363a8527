package desk

import (
	"context"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// ClaimFor is how long a claim counts. Who is still at it claims again; who was called away lets the
// entry go without a word.
const ClaimFor = time.Hour

// Claim says that the opener is entering an entry in Lifecare now, for an hour from now on; claiming
// again renews it. It keeps nobody from anything on a laptop that hasn't met this one, so whoever
// answers for an entry claims it first: for somebody else's, and for what somebody else is entering
// already, it takes a reason. Faults: "entry.unknown", "entry.state", "entry.ended",
// "entry.sending", "entry.unanswered", "entry.claimed", "entry.others".
func (s *Session) Claim(ctx context.Context, id, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.toEnter(id)
	if err != nil {
		return entry.Tracked{}, err
	}
	now := s.desk.now()
	if strings.TrimSpace(reason) == "" {
		if err := s.claimedByOther(t, now); err != nil {
			return entry.Tracked{}, err
		}
		if !s.user.Is(t.Answers().Identity) && !s.claimedByMe(t, now) {
			return entry.Tracked{}, text.NewFault("entry.others", "who", signatureOf(t.Answers()))
		}
	}
	event := entry.Event{Type: entry.EventClaimed, Until: now.Add(ClaimFor), Reason: strings.TrimSpace(reason)}
	return s.happens(ctx, t, event, "")
}

// Release gives the opener's own claim back, so that somebody else may take the entry at once. Faults:
// "entry.unknown", "entry.not_claimed".
func (s *Session) Release(ctx context.Context, id string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	switch {
	case err != nil:
		return entry.Tracked{}, err
	case t.State != entry.StateClaimed || !s.user.Is(t.ClaimedBy.Identity):
		return entry.Tracked{}, text.NewFault("entry.not_claimed")
	}
	return s.happens(ctx, t, entry.Event{Type: entry.EventReleased}, "")
}

// tracked finds a signed entry for who may enter entries. The caller holds the lock.
func (s *Session) tracked(id string) (*entry.Tracked, error) {
	if err := s.may(access.RightReenter); err != nil {
		return nil, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return nil, text.NewFault("entry.unknown")
	}
	return t, nil
}

// toEnter is tracked for an entry that a person can enter now. What is on its way through the
// interface is left alone, and what nobody knows of is settled before anything else: entered by hand
// too, it would stand in Lifecare twice.
func (s *Session) toEnter(id string) (*entry.Tracked, error) {
	t, err := s.tracked(id)
	switch {
	case err != nil:
		return nil, err
	case t.State == entry.StateSending:
		return nil, text.NewFault("entry.sending")
	case t.Unsure():
		return nil, text.NewFault("entry.unanswered")
	case t.State.Ended():
		return nil, text.NewFault("entry.ended")
	case !t.State.Waits():
		return nil, text.NewFault("entry.state")
	}
	return t, nil
}

// claimedByMe tells whether the opener's claim counts at a time.
func (s *Session) claimedByMe(t *entry.Tracked, now time.Time) bool {
	return t.StateAt(now) == entry.StateClaimed && s.user.Is(t.ClaimedBy.Identity)
}

// claimedByOther is the fault "entry.claimed" while somebody else is entering the entry; it says who
// and until when.
func (s *Session) claimedByOther(t *entry.Tracked, now time.Time) error {
	if t.StateAt(now) != entry.StateClaimed || s.user.Is(t.ClaimedBy.Identity) {
		return nil
	}
	return text.NewFault("entry.claimed", "who", signatureOf(t.ClaimedBy), "until", s.desk.Words.Clock(t.ClaimedUntil.In(now.Location())))
}

// signatureOf is who did something, as lists name them: "name, title".
func signatureOf(a entry.Author) string { return strings.Trim(a.Name+", "+a.Title, ", ") }

// happens stores something that the opener does to an entry now, as happensTo does.
func (s *Session) happens(ctx context.Context, t *entry.Tracked, event entry.Event, action access.Action) (entry.Tracked, error) {
	return s.happensTo(ctx, []*entry.Tracked{t}, event, action)
}

// happensTo stores an event that the opener brings about now in the life of entries, all or none, and
// takes it in, with a line of the log about the action; a claim has none, for it is made anew all the
// time. What the first entry is afterwards comes back. The caller holds the lock.
func (s *Session) happensTo(ctx context.Context, to []*entry.Tracked, event entry.Event, action access.Action) (entry.Tracked, error) {
	var change ledger.Change
	event.At, event.By = s.desk.now(), s.me()
	for _, t := range to {
		event.ID = t.ID
		rec, err := record(ledger.StreamMain, t.Wall(), ledger.KindEntry, event)
		if err != nil {
			return entry.Tracked{}, err
		}
		change.Appends = append(change.Appends, rec)
	}
	var err error
	if action == "" {
		err = s.commit(ctx, change)
	} else {
		err = s.commitNoted(ctx, change, s.lineOf(action, to[0].Entry, string(to[0].Kind)))
	}
	if err != nil {
		return entry.Tracked{}, err
	}
	for _, t := range to {
		event.ID = t.ID
		if err := s.backlog.Apply(event); err != nil {
			return entry.Tracked{}, err
		}
	}
	return *to[0], nil
}
