package desk

import (
	"errors"
	"slices"

	"avbrottsparm/internal/text"
)

// Altered is the fault of a vault that was changed behind its back; nil when all is in order.
func (s *Session) Altered() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.altered
}

// alter takes in the vault's own word that something was changed behind its back: what is there is
// shown, and Altered tells all that is missing. Any other error comes back. The caller holds the
// lock.
func (s *Session) alter(err error) error {
	if !text.IsFault(err, "vault.altered") {
		return err
	}
	what := missing(s.altered)
	for _, p := range missing(err) {
		at := slices.IndexFunc(what, func(known text.Phrase) bool { return known.Key == p.Key })
		if at < 0 {
			what = append(what, p)
		} else {
			what[at].N = max(what[at].N, p.N) // the same harm, seen twice
		}
	}
	s.altered = text.NewFault("vault.altered", "what", what)
	return nil
}

// missing is what a fault of an altered vault names.
func missing(err error) text.Phrases {
	var f *text.Fault
	if !errors.As(err, &f) {
		return nil
	}
	for _, value := range f.Pairs {
		if what, ok := value.(text.Phrases); ok {
			return slices.Clone(what)
		}
	}
	return nil
}

// lostKeys tells that the settings give the one who opened the binder an area whose key is not
// in the file for them: somebody took the row away.
func (s *Session) lostKeys() bool {
	u, known := s.holders.users[s.store.Identity()]
	return known && len(without(u.HasAreas(), s.store.Areas())) > 0
}
