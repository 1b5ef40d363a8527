package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// RefreshState is how the binder refreshes itself, for the window to show. Times are UTC.
type RefreshState struct {
	Configured bool
	On         bool
	Every      time.Duration
	// LastAnswer is when the source last said anything, LastComplete when everything last came.
	LastAnswer   time.Time
	LastComplete time.Time
	// FailingSince is since when it fails, and Why what is wrong; zero and nil while it does not.
	FailingSince time.Time
	Why          error
	// Next is when the rhythm tries again; zero when it does not, or is due.
	Next     time.Time
	Running  bool
	Progress RefreshProgress
	// Left are the areas of lists that wait for somebody who has their keys.
	Left []access.Area
	// Held are lists of which more than a fifth would go, and Strange those whose answer is not
	// understood, by name; "refresh.read.<name>" words them.
	Held    []string
	Strange []string
}

// RefreshState tells how the binder refreshes itself.
func (s *Session) RefreshState() RefreshState {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := RefreshState{Configured: s.link.configured(), On: s.link.On, Every: s.link.Every, LastAnswer: s.pulls.Answered,
		LastComplete: s.pulls.Completed, FailingSince: s.pulls.Failing, Running: s.puller.running(), Progress: s.puller.progress}
	if !st.Configured || s.desk.Connect == nil {
		return st
	}
	if s.pulls.Why != "" {
		st.Why = text.NewFault(s.pulls.Why, s.pulls.With...)
	}
	if st.On {
		st.Next = s.pulls.Next
	}
	source, err := s.desk.Connect(s.link.Connection)
	if err != nil {
		st.Why = err
		return st
	}
	for _, r := range source.Reads() {
		if area, walled := s.wallOf(r.Kinds); walled {
			st.Left = access.Together(st.Left, []access.Area{area})
		}
		if s.pulls.Reads[r.Name].Held {
			st.Held = append(st.Held, r.Name)
		}
		if !s.pulls.Reads[r.Name].Strange.IsZero() {
			st.Strange = append(st.Strange, r.Name)
		}
	}
	return st
}

// RefreshDue tells whether the rhythm calls for a refresh now: the window asks it every now and
// then, and calls Refresh with ByRhythm when it does. A clock that was put back makes it due too.
func (s *Session) RefreshDue(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.link.configured() || !s.link.On || s.desk.Connect == nil || s.puller.running() || s.store.ReadOnly() || s.altered != nil {
		return false
	}
	wait := s.pulls.Next.Sub(now)
	return wait <= 0 || wait > max(s.link.Every, refused)
}
