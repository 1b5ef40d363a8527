package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// Verify opens every record, follows every chain, and says n of n.
func (s *Session) Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.store.Verify(ctx, progress)
}
