package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// Verify opens every record, follows every chain, and says n of n. It also tells when the opener
// lacks a key that the settings give them, and when the checkpoint says something else than the
// records. The binder can be read and written in meanwhile. After the fault "vault.damaged" the
// next unlock mends the file.
func (s *Session) Verify(ctx context.Context, progress func(done, total int)) (ledger.Report, error) {
	report, err := s.store.Verify(ctx, progress)
	if err != nil {
		return report, s.met(err)
	}
	s.mu.Lock()
	lost := s.lostKeys()
	s.mu.Unlock()
	if lost {
		report.Faults = append(report.Faults, ledger.Finding{Code: "area"})
	}
	fits, err := checkpointFits(ctx, s.store)
	if !fits {
		report.Faults = append(report.Faults, ledger.Finding{Code: "checkpoint"})
	}
	return report, err
}

// VerifyLog goes through the access log, which is looked at only by its end when the binder is
// opened. It is for the background: what it finds is told by Altered from then on.
func (s *Session) VerifyLog(ctx context.Context) error {
	err := s.met(s.store.Records(ctx, ledger.StreamLog, func(ledger.Record) error { return nil }))
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.alter(err)
}
