package desk

import (
	"context"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/readiness"
)

// committedNoted is commitNoted, and gives the headers of the records that the change appended, in its
// order.
func (s *Session) committedNoted(ctx context.Context, change ledger.Change, event access.Event) ([]ledger.Header, error) {
	s.settled()
	lines := len(s.unlogged)
	change, err := noted(change, append(slices.Clone(s.unlogged), event))
	if err != nil {
		return nil, err
	}
	headers, err := s.committed(ctx, change)
	if err != nil {
		return nil, err
	}
	s.unlogged = s.unlogged[lines:] // others may have come while it was stored
	return headers, nil
}

// tellReady stores something that was told beforehand, with who and when and its line of the log, and
// takes it in. At may be earlier than now; zero is now. The caller holds the lock and has seen to the
// rights, and that nobody is named.
func (s *Session) tellReady(ctx context.Context, e readiness.Event, line access.Event) error {
	s.sign(&e, s.desk.now())
	if err := e.Check(); err != nil {
		return err
	}
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindReady, e)
	if err != nil {
		return err
	}
	headers, err := s.committedNoted(ctx, ledger.Change{Appends: []ledger.Append{rec}}, line)
	if err != nil {
		return err
	}
	s.ready.Take(e, uint64(headers[0].Clock))
	return nil
}
