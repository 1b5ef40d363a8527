package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/ledger"
)

// outbox is the delivery that is under way. The session's lock guards it.
type outbox struct {
	stop  context.CancelFunc // nil when none is
	ended chan struct{}
}

// posting is what one worker wants on disk before it goes on: what came of its last entry, and that
// the next one is about to leave.
type posting struct {
	events []entry.Event
	next   *DeliveryRow // nil when nothing follows
	done   chan posted
}

// posted is what became of a posting.
type posted struct {
	leave bool // the next one is on disk as being sent, and may leave
	err   error
}

// mostPostings is how many postings one commit takes: one of each worker, and their last ones.
const mostPostings = 2 * deliverers

// post keeps what the workers hand in, as many at a time as have come while the disk was busy: the
// disk is waited for once for all of them.
func (s *Session) post(ctx context.Context, in <-chan posting) {
	for first := range in {
		batch := []posting{first}
		for more := true; more && len(batch) < mostPostings; {
			select {
			case p, open := <-in:
				if more = open; open {
					batch = append(batch, p)
				}
			default:
				more = false
			}
		}
		s.postAll(ctx, batch)
	}
}

// postAll commits a batch and answers each of it.
func (s *Session) postAll(ctx context.Context, batch []posting) {
	s.hold()
	defer s.mu.Unlock()
	var events []entry.Event
	leave := make([]bool, len(batch))
	for i, p := range batch {
		events = append(events, p.events...)
		if p.next == nil {
			continue
		}
		t, ok := s.backlog.Get(p.next.EntryID)
		if !ok {
			continue
		}
		switch _, allowed := t.State.After(entry.EventSending); {
		case p.next.Again && t.State == entry.StateSending:
			leave[i] = true // it says so on disk already
		case allowed && s.claimedByOther(t, s.desk.now()) == nil:
			leave[i] = true
			events = append(events, entry.Event{Type: entry.EventSending, ID: t.ID, At: s.desk.now(), By: s.me(), Via: string(p.next.Way)})
		}
	}
	err := s.keepEvents(ctx, events)
	for i, p := range batch {
		p.done <- posted{leave: leave[i] && err == nil, err: err}
	}
}

// keepEvents stores what happened to entries in one commit, with a line of the log for each that
// came into Lifecare. One that fits no more, because somebody settled it meanwhile, is left out. The
// caller holds the lock.
func (s *Session) keepEvents(ctx context.Context, events []entry.Event) error {
	lines := slices.Clone(s.unlogged)
	waited := len(lines)
	var change ledger.Change
	var fit []entry.Event
	for _, event := range events {
		t, ok := s.backlog.Get(event.ID)
		if !ok {
			continue
		}
		if _, allowed := t.State.After(event.Type); !allowed {
			continue
		}
		rec, err := record(ledger.StreamMain, t.Wall(), ledger.KindEntry, event)
		if err != nil {
			return err
		}
		fit, change.Appends = append(fit, event), append(change.Appends, rec)
		if event.Type == entry.EventEntered {
			lines = append(lines, s.line(access.ActionEnter, t.PersonID, string(t.Kind)))
		}
	}
	if len(fit) == 0 {
		return nil
	}
	change, err := noted(change, lines)
	if err != nil {
		return err
	}
	if _, err := s.committed(ctx, change); err != nil {
		return err
	}
	s.unlogged = s.unlogged[waited:]
	for _, event := range fit {
		if err := s.backlog.Apply(event); err != nil {
			return err
		}
	}
	return nil
}

// settleSent makes what was on its way when the laptop stopped unknown: a person looks in Lifecare.
// Visits stay as they are: Lifecare knows them by the binder's id, and they are sent again. The
// caller holds the lock.
func (s *Session) settleSent(ctx context.Context) error {
	var events []entry.Event
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return t.State == entry.StateSending }) {
		if f, ok := s.desk.Kinds.Form(t.Kind); !ok || f.Entry.Target.By != form.ByVisit {
			events = append(events, entry.Event{Type: entry.EventUnanswered, ID: t.ID, At: s.desk.now(), By: s.me()})
		}
	}
	return s.keepEvents(ctx, events)
}

// settleLeft is settleSent for an unlock: on the laptop that delivers, nothing can be on its way then.
// Reading is never refused because it can't be kept; the next delivery tries again.
func (s *Session) settleLeft(ctx context.Context) {
	if s.altered != nil || s.store.ReadOnly() || !s.deliveringLaptop().Mine {
		return
	}
	if err := s.settleSent(ctx); err != nil {
		s.log(ctx, access.ActionEnter, "", "waits")
	}
}

// endDelivery stops the delivery that is under way and waits for it, not for long: what has no answer
// by then is on disk as being sent.
func (s *Session) endDelivery() {
	s.mu.Lock()
	running, ended := s.outbox.stop != nil, s.outbox.ended
	if running {
		s.outbox.stop()
	}
	s.mu.Unlock()
	if !running {
		return
	}
	late := time.NewTimer(lockWithin)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
	}
}

// outcomeEvents are the events of an answer. A corrected visit that takes the place of the one that
// was sent before has put that one right, too.
func (s *Session) outcomeEvents(r DeliveryRow, a Answer, why error) []entry.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	event := entry.Event{ID: r.EntryID, At: s.desk.now(), By: s.me()}
	switch a.Outcome {
	case OutcomeEntered:
		event.Type, event.Via = entry.EventEntered, string(r.Way)
		event.Reference = strings.TrimSpace(a.Number + " " + a.At.In(care.Stockholm).Format("2006-01-02 15:04"))
	case OutcomeRefused, OutcomeUnsent:
		event.Type, event.Reason = entry.EventRefused, a.Words
		if event.Reason == "" {
			event.Reason = s.desk.Words.Explain(why)
		}
	default:
		event.Type, event.Reason = entry.EventUnanswered, s.desk.Words.Explain(why)
	}
	events := []entry.Event{event}
	if event.Type != entry.EventEntered || r.Way != form.ByVisit {
		return events
	}
	for t, ok := s.backlog.Get(r.EntryID); ok && t.Corrects != "" && len(events) < maxVersions; {
		if t, ok = s.backlog.Get(t.Corrects); ok && t.Undo() && t.Via == string(form.ByVisit) {
			events = append(events, entry.Event{Type: entry.EventUndone, ID: t.ID, At: event.At, By: event.By, Of: t.Reference, Reference: event.Reference})
		}
	}
	return events
}
