package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// CheckHead looks for a head that was held elsewhere, as printed: in any case, with or without
// hyphens. Found says that nothing that was there then is missing now. Fault "vault.head_form"
// for what can't be a head.
func (s *Session) CheckHead(ctx context.Context, code string) (ledger.HeadMatch, error) {
	return s.store.FindHead(ctx, code)
}
