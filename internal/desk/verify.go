package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// Verify opens every record, follows every chain, and says n of n. The binder can be read and
// written in meanwhile.
func (s *Session) Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error) {
	return s.store.Verify(ctx, progress)
}
