package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// manyItems is from how many items on a change takes so long that those who only read must not
// wait for it: some thousandths of a second.
const manyItems = 400

// put stores a change. While a long one is on its way to the disk the lock is free, so that the
// window goes on reading what was there before; whoever wants to store something waits. Lines of
// the log wait in memory.
func (s *Session) put(ctx context.Context, change ledger.Change) ([]ledger.Header, error) {
	s.settled()
	if len(change.Puts)+len(change.Drops) < manyItems {
		return s.store.Commit(ctx, change)
	}
	done := make(chan struct{})
	s.storing = done
	s.mu.Unlock()
	headers, err := s.store.Commit(ctx, change)
	s.mu.Lock()
	s.storing = nil
	close(done)
	return headers, err
}

// hold takes the lock for somebody who is going to store something that rests on what is known
// now: after a long change, not in the middle of it.
func (s *Session) hold() {
	s.mu.Lock()
	s.settled()
}

// settled waits until no long change is under way. The caller holds the lock, which is free
// meanwhile.
func (s *Session) settled() {
	for s.storing != nil {
		done := s.storing
		s.mu.Unlock()
		<-done
		s.mu.Lock()
	}
}
