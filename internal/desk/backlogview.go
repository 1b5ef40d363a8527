package desk

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
)

// BacklogFilter says which entries a list shows. The zero value means all that something is left to do
// with in Lifecare.
type BacklogFilter struct {
	// Mine and Others are about who answers for an entry, seen from the opener.
	Mine, Others bool
	Answers      string // identity of who answers for it
	PersonID     string
	Kind         entry.Kind
	State        entry.State // a claim that ran out counts as waiting
	Due          entry.DueClass
	// Second means the entries that are in Lifecare and wait for a second person to compare them.
	Second bool
	// Text is words, each of which stands somewhere in the entry or in the name of whom it is about.
	Text string
	// From and To bound the time of the event, To left out; zero is unbounded.
	From, To time.Time
	// All takes in the entries with which nothing is left to do.
	All bool
}

// BacklogRow is an entry as the list shows it.
type BacklogRow struct {
	entry.Tracked
	PersonName string // as known now, else as it was signed; empty for the unit
	Title      string // the kind in words
	// Next is the next mark of what waits; nil for none. Late says that one has passed.
	Next *entry.Mark
	Late bool
	Due  entry.DueClass // how urgent it is
	// Mine says that the opener answers for it, ClaimedByMe that they are entering it, ClaimedByOther that
	// somebody else is.
	Mine, ClaimedByMe, ClaimedByOther bool
	// Undo says that something is to be taken out of Lifecare; Second that it waits to be compared there.
	Undo, Second bool
}

// BacklogView is a list of entries, and how far all entries have come that the opener can read.
type BacklogView struct {
	// Rows are what the opener answers for first (routine 5.3), then what others do; of each first what is
	// late, then by the nearest mark.
	Rows []BacklogRow
	// Groups, States, Tallies and Progress count all entries, whatever the filter.
	Groups   map[entry.GroupBy][]entry.Group
	States   map[entry.State]int
	Tallies  []entry.Tally // n of n by kind and person
	Progress entry.Progress
	// Closed are areas with entries that the opener has no key for; Count is of records.
	Closed []ClosedArea
	// AllDone says that nothing is left to do with any entry. It is never said while anything is closed
	// (requirement 26).
	AllDone bool
}

// Backlog shows what waits to be entered in Lifecare and how far it has come. Nothing for who may not
// enter.
func (s *Session) Backlog(f BacklogFilter) BacklogView {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightReenter) != nil {
		return BacklogView{}
	}
	now := s.desk.now()
	v := s.backlogCounts(now)
	v.Rows = s.backlogRows(f, now)
	return v
}

// BacklogCounts is Backlog without rows, for who lists the entries with BacklogList. Nothing for who may
// not enter.
func (s *Session) BacklogCounts() BacklogView {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightReenter) != nil {
		return BacklogView{}
	}
	return s.backlogCounts(s.desk.now())
}

func (s *Session) backlogCounts(now time.Time) BacklogView {
	all := s.backlog.Overview(entry.Filter{}, s.desk.Kinds, now)
	v := BacklogView{Groups: all.Groups, States: s.entryStates(now), Tallies: all.Tallies, Progress: all.Progress, Closed: s.closedEntries()}
	v.AllDone = s.allDone(v.Progress, now)
	return v
}

// BacklogRows are the rows of Backlog alone. Nothing for who may not enter.
func (s *Session) BacklogRows(f BacklogFilter) []BacklogRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightReenter) != nil {
		return nil
	}
	return s.backlogRows(f, s.desk.now())
}

// entryStates counts the entries in each state; a claim that ran out counts as waiting.
func (s *Session) entryStates(now time.Time) map[entry.State]int {
	counts := map[entry.State]int{}
	for _, state := range entry.States() {
		counts[state] = s.backlog.Count(state)
	}
	claimed := len(s.backlog.Filtered(entry.Filter{State: entry.StateClaimed}, s.desk.Kinds, now))
	counts[entry.StateSigned] += counts[entry.StateClaimed] - claimed
	counts[entry.StateClaimed] = claimed
	return counts
}

// AllDone tells whether every entry is in Lifecare, compared where its form asks for that, and nothing
// lies behind a wall that the opener has no key for. False for who may not enter.
func (s *Session) AllDone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.desk.now()
	return s.may(access.RightReenter) == nil && s.allDone(s.backlog.Progress(entry.Filter{}, s.desk.Kinds, now), now)
}

func (s *Session) allDone(p entry.Progress, now time.Time) bool {
	return p.Total > 0 && p.Done == p.Total && len(s.closedEntries()) == 0 && len(s.backlog.Filtered(entry.Filter{}, s.desk.Kinds, now)) == 0
}

// NextToEnter is the entry to go on with after another: of those that the same person answers for, one
// about the same person first, and when there are none, the first of all that the opener could enter.
// What somebody else is entering, and what is on its way or unknown, is passed over. An entry that was
// left waiting is not given again before the others. False when nothing is left to enter.
func (s *Session) NextToEnter(afterID string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightReenter) != nil {
		return "", false
	}
	now := s.desk.now()
	list := slices.DeleteFunc(s.placed(BacklogFilter{}, now), func(p placed) bool {
		return p.t.State != entry.StateSigned && p.t.State != entry.StateClaimed || p.t.Unsure() || s.claimedByOther(p.t, now) != nil
	})
	after, known := s.backlog.Get(strings.TrimSpace(afterID))
	if at := slices.IndexFunc(list, func(p placed) bool { return p.t == after }); at >= 0 {
		list = slices.Concat(list[at+1:], list[:at]) // round to those before it
	}
	if len(list) == 0 {
		return "", false
	}
	if known {
		for _, same := range []func(p placed) bool{
			func(p placed) bool {
				return p.t.Answers().Identity == after.Answers().Identity && p.t.PersonID == after.PersonID
			},
			func(p placed) bool { return p.t.Answers().Identity == after.Answers().Identity },
		} {
			if at := slices.IndexFunc(list, same); at >= 0 {
				return list[at].t.ID, true
			}
		}
	}
	return list[0].t.ID, true
}
