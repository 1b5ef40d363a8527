package desk

import (
	"cmp"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
)

// BacklogItem is an entry's place in a list: what decides under which heading it stands. Lists are made
// anew at every key and few of their rows are seen; what else a row tells is BacklogRow's.
type BacklogItem struct {
	ID   string
	Kind entry.Kind
	// Person tells apart whom entries are about: the id, else a name; empty for the unit.
	Person string
	// Answers tells apart who answers for entries: the identity, else the name.
	Answers string
	State   entry.State
	Due     entry.DueClass
	// Mine says that the opener answers for it, Left that something is to be done with it in Lifecare,
	// Unsure that nobody knows whether it is there. Undo and Second are those of BacklogRow.
	Mine, Left, Unsure, Undo, Second bool
	// Free says that it could be handed over: it waits, is neither on its way nor unknown, and nobody else
	// is entering it.
	Free bool
}

// BacklogList are the entries of BacklogRows in the same order, for a list that is filtered at every key:
// they are written over those of the list before, whose room is used again. Nothing for who may not enter.
func (s *Session) BacklogList(f BacklogFilter, before []BacklogItem) []BacklogItem {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightReenter) != nil {
		return nil
	}
	now := s.desk.now()
	list := s.placed(f, now)
	items := slices.Grow(before[:0], len(list))[:len(list)]
	class := s.desk.Kinds.Classes(now)
	for i := range list {
		t, by := list[i].t, list[i].t.Answers()
		person := t.PersonID
		if person == "" && t.Subject != nil {
			person = t.Subject.Name
		}
		items[i] = BacklogItem{ID: t.ID, Kind: t.Kind, Person: person, Answers: cmp.Or(by.Identity, by.Name), State: t.State, Due: class(t), Mine: list[i].mine,
			Left: t.Left(), Unsure: t.Unsure(), Undo: t.Undo(), Second: s.needsSecond(t)}
		items[i].Free = t.State.Waits() && t.State != entry.StateSending && !t.Unsure() && (t.StateAt(now) != entry.StateClaimed || s.user.Is(t.ClaimedBy.Identity))
	}
	return items
}

// BacklogRow is one entry as the list shows it. False for one that isn't there, and for who may not enter.
func (s *Session) BacklogRow(id string) (BacklogRow, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, err := s.tracked(id)
	if err != nil {
		return BacklogRow{}, false
	}
	var r BacklogRow
	names := s.naming()
	s.fillRow(&r, t, s.KindTitle(t.Kind), &names, s.desk.now())
	return r, true
}

// placed is an entry with what decides its place in a list.
type placed struct {
	t          *entry.Tracked
	at         int64 // of the next mark, in nanoseconds since 1970
	nth        int32 // in the order of the events
	due        bool  // there is a next mark
	late, mine bool
}

// backlogRows are the rows of a list in their order. The caller holds the lock.
func (s *Session) backlogRows(f BacklogFilter, now time.Time) []BacklogRow {
	list := s.placed(f, now)
	rows := make([]BacklogRow, len(list))
	names, titles := s.naming(), map[entry.Kind]string{}
	for i := range list {
		t := list[i].t
		title, known := titles[t.Kind]
		if !known {
			title = s.KindTitle(t.Kind)
			titles[t.Kind] = title
		}
		s.fillRow(&rows[i], t, title, &names, now) // rows are large: they are made where they lie
	}
	return rows
}

// fillRow makes the row of an entry. The caller holds the lock.
func (s *Session) fillRow(r *BacklogRow, t *entry.Tracked, title string, names *naming, now time.Time) {
	r.Tracked, r.Title, r.Mine, r.Due = *t, title, s.user.Is(t.Answers().Identity), s.desk.Kinds.Class(t, now)
	r.Undo, r.Second = t.Undo(), s.needsSecond(t)
	_, r.PersonName = names.of(t)
	if next, due := s.desk.Kinds.NextDue(t, now); due {
		r.Next, r.Late = &next, s.desk.Kinds.Late(t, now)
	}
	if t.StateAt(now) == entry.StateClaimed {
		r.ClaimedByMe = s.user.Is(t.ClaimedBy.Identity)
		r.ClaimedByOther = !r.ClaimedByMe
	}
}

// placed are the entries that a filter means, in the order of a list, until it is asked again.
func (s *Session) placed(f BacklogFilter, now time.Time) []placed {
	chosen := entry.Filter{Me: s.user, Mine: f.Mine, Others: f.Others, Answers: f.Answers, PersonID: f.PersonID, Kind: f.Kind, State: f.State,
		Due: f.Due, Text: f.Text, From: f.From, To: f.To, All: f.All || f.Second}
	found := s.backlog.Filtered(chosen, s.desk.Kinds, now)
	list := slices.Grow(s.inOrder[:0], len(found))
	for i, t := range found {
		if f.Second && !s.needsSecond(t) {
			continue
		}
		p := placed{t: t, nth: int32(i), mine: s.user.Is(t.Answers().Identity)}
		var at time.Time
		if at, p.late, p.due = s.desk.Kinds.NextAt(t, now); p.due {
			p.at = at.UnixNano()
		}
		list = append(list, p)
	}
	slices.SortFunc(list, byUrgency)
	s.inOrder = list
	return list
}

// byUrgency is the order of a list: one's own first, then what is late, then the nearest mark, then the
// oldest event.
func byUrgency(x, y placed) int {
	switch {
	case x.mine != y.mine:
		return leading(x.mine)
	case x.late != y.late:
		return leading(x.late)
	case x.due != y.due:
		return leading(x.due)
	case x.at != y.at:
		return cmp.Compare(x.at, y.at)
	}
	return cmp.Compare(x.nth, y.nth)
}

// leading puts what is so before what isn't.
func leading(is bool) int {
	if is {
		return -1
	}
	return 1
}
