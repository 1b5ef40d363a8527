package desk

import (
	"context"

	"avbrottsparm/internal/ledger"
)

// AsideFile opens a file in quarantine for whoever says what its columns are: its content is to be
// shown and forgotten. What was read out of it and lies in an area that the opener lacks stays
// closed. Faults: those of LookAt.
func (s *Session) AsideFile(ctx context.Context, id string) (File, error) {
	if _, _, err := s.look(ctx, id, Importing{}); err != nil {
		return File{}, err
	}
	p, content, err := s.store.Parcel(ctx, ledger.TrayQuarantine, id)
	if err != nil {
		return File{}, err
	}
	return File{Name: ledger.CleanName(p.Name), ModTime: p.Modified, Bytes: content}, nil
}
