package desk

import (
	"time"

	"avbrottsparm/internal/access"
)

// ListState is how far one list of the source has come into the binder, for the window to show.
// Times are UTC.
type ListState struct {
	Read string // "refresh.read.<name>" words it
	// AsOf is how far it is known: when the last pull that came whole began; zero when none has.
	AsOf time.Time
	// Held says that more than a fifth would go, which waits for a person's word, and Strange that
	// the last answer was not understood.
	Held, Strange bool
	// Area is the one that the opener has no key for, when Left.
	Left bool
	Area access.Area
	// Last is what the last refresh since the binder was opened meant; nil when there was none.
	Last *ReadResult
}

// RefreshLists tells of each list how far it has come, in the order in which they are asked for;
// nothing when the binder is not connected.
func (s *Session) RefreshLists() []ListState {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.link.configured() || s.desk.Connect == nil {
		return nil
	}
	source, err := s.desk.Connect(s.link.Connection)
	if err != nil {
		return nil
	}
	last := map[string]*ReadResult{}
	for i := range s.puller.last.Reads {
		result := s.puller.last.Reads[i]
		last[result.Read] = &result
	}
	var lists []ListState
	for _, r := range source.Reads() {
		known := s.pulls.Reads[r.Name]
		state := ListState{Read: r.Name, AsOf: known.AsOf, Held: known.Held, Strange: !known.Strange.IsZero(), Last: last[r.Name]}
		state.Area, state.Left = s.wallOf(r.Kinds)
		lists = append(lists, state)
	}
	return lists
}
