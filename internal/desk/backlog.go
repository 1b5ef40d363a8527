package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Queue is what waits to be entered in Lifecare: the entries that the one who opened the binder
// is responsible for first, then the others', oldest event first. With all, those that are
// already in Lifecare follow.
func (s *Session) Queue(all bool) []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	list := s.backlog.Waiting(s.user)
	if all {
		list = append(list, s.backlog.List(func(t *entry.Tracked) bool { return t.State == entry.StateEntered || t.State == entry.StateVerified })...)
	}
	out := make([]entry.Tracked, 0, len(list))
	for _, t := range list {
		out = append(out, *t)
	}
	return out
}

// Counts is how far the backlog has come.
type Counts struct {
	Drafts  int // of the one who opened the binder
	Waiting int
	Entered int
}

// Counts tells n of n.
func (s *Session) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := Counts{}
	for _, state := range entry.States() {
		switch {
		case state.Waits():
			c.Waiting += s.backlog.Count(state)
		case state == entry.StateEntered || state == entry.StateVerified:
			c.Entered += s.backlog.Count(state)
		}
	}
	for _, d := range s.drafts {
		if s.user.Is(d.Author.Identity) {
			c.Drafts++
		}
	}
	return c
}

// Entry finds a signed entry. Fault "entry.unknown".
func (s *Session) Entry(id string) (entry.Tracked, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return entry.Tracked{}, err
	}
	t, ok := s.backlog.Get(strings.TrimSpace(id))
	if !ok {
		return entry.Tracked{}, text.NewFault("entry.unknown")
	}
	return *t, nil
}

// Notes are a person's signed notes, newest event first.
func (s *Session) Notes(personID string) []entry.Tracked {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	list := s.backlog.List(func(t *entry.Tracked) bool { return t.PersonID == personID })
	out := make([]entry.Tracked, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		out = append(out, *list[i])
	}
	return out
}

// CopyFields are an entry's fields in the order in which Lifecare asks for them. That they were
// read is noted.
func (s *Session) CopyFields(ctx context.Context, id string) ([]entry.CopyField, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightReenter); err != nil {
		return nil, err
	}
	t, ok := s.backlog.Get(id)
	if !ok {
		return nil, text.NewFault("entry.unknown")
	}
	s.log(ctx, access.ActionRead, t.PersonID, string(t.Kind))
	number, name := s.subjectOf(t)
	fields := s.desk.Kinds.CopyFields(t.Entry, number, name, s.desk.Words.Lang())
	for i, f := range fields {
		if f.Name == "author" && t.Writer() == t.Author { // who wrote on paper opened no binder
			fields[i].Value = AuthorOf(s.desk.Words, *t)
		}
	}
	return fields, nil
}

// LabelOf is what a field is called.
func LabelOf(w *text.Words, f entry.CopyField) string {
	if f.Label != "" {
		return f.Label
	}
	return w.Say("copy." + f.Name)
}

// NoteCopied notes that a field of an entry was put on the clipboard. Whoever copies is still entering it:
// their claim is renewed when half of its time is over.
func (s *Session) NoteCopied(ctx context.Context, id, field string) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	if err != nil {
		return
	}
	s.log(ctx, access.ActionCopy, t.PersonID, field)
	now := s.desk.now()
	if !s.claimedByMe(t, now) || t.ClaimedUntil.Sub(now) > ClaimFor/2 {
		return
	}
	event := entry.Event{Type: entry.EventClaimed, Until: now.Add(ClaimFor)}
	if _, err := s.happens(ctx, t, event, ""); err != nil {
		return // it runs out as it would have: a claim keeps nobody from working
	}
}

// Reenter marks an entry as entered in Lifecare, with Lifecare's own time or number, and the
// reason when it isn't the one responsible who enters it (routine 5.3), or when somebody else has said
// that they are entering it. Faults: "entry.unknown", "entry.state", "entry.ended", "entry.sending",
// "entry.unanswered", "entry.no_reference", "entry.no_reason", "entry.claimed".
func (s *Session) Reenter(ctx context.Context, id, reference, reason string) (entry.Tracked, error) {
	s.hold()
	defer s.mu.Unlock()
	t, err := s.toEnter(id)
	if err != nil {
		return entry.Tracked{}, err
	}
	if err := t.CheckEntered(s.user, reference, reason); err != nil {
		return entry.Tracked{}, err
	}
	now := s.desk.now()
	if strings.TrimSpace(reason) == "" {
		if err := s.claimedByOther(t, now); err != nil {
			return entry.Tracked{}, err
		}
	}
	event := entry.Event{Type: entry.EventEntered, Reference: strings.TrimSpace(reference), Reason: strings.TrimSpace(reason)}
	return s.happens(ctx, t, event, access.ActionEnter)
}
