package desk

import (
	"context"
	"errors"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Arrival is what a temporary says of themselves at the lock screen.
type Arrival struct {
	Name  string
	Title string
	// Passphrase is their own for the rest of the shift: the code is dead once it was used.
	Passphrase string
}

// UnlockEnvelope opens the binder with the code of a shift envelope, once: name and passphrase
// open it from then on until the shift ends, and what is written is marked "uppgiven identitet".
// Faults: "access.no_name", "access.no_title", "access.envelope_for_area",
// "access.envelope_used", "access.same_name", those of the vault.
func (d *Desk) UnlockEnvelope(ctx context.Context, dir, code string, who Arrival) (*Session, error) {
	u := access.User{Name: tidy(who.Name), Title: tidy(who.Title), Role: access.RoleTemporary}
	switch "" {
	case u.Name:
		return nil, text.NewFault("access.no_name")
	case u.Title:
		return nil, text.NewFault("access.no_title")
	}
	return d.mending(ctx, dir, access.Key{Envelope: code}, func(store Store) (*Session, error) {
		s := &Session{desk: d, store: store}
		if err := s.arrive(ctx, u, who.Passphrase); err != nil {
			return nil, errors.Join(err, store.Close())
		}
		return s, nil
	})
}

// arrive makes the envelope that opened the vault into a user of the shift.
func (s *Session) arrive(ctx context.Context, u access.User, passphrase string) error {
	if err := s.reload(ctx); err != nil {
		return err
	}
	e, known := s.holders.envelopes[s.store.Identity()]
	switch {
	case !known:
		return text.NewFault("access.envelope_used")
	case e.Use != access.UseShift:
		return text.NewFault("access.envelope_for_area")
	case !e.Open(s.moment()):
		return text.NewFault("access.envelope_used")
	}
	if err := s.unused(u.Name, ""); err != nil {
		return err
	}
	u.Identity, u.Areas, u.Until, u.Envelope = e.Identity, e.Areas, e.Until, e.ID
	e.Opened, e.OpenedBy = s.moment().UTC(), signature(u)
	next := s.holders.clone()
	next.users[u.Identity], next.envelopes[e.Identity] = u, e
	change, err := next.since(s.holders)
	if err == nil {
		err = s.store.Arrive(ctx, u.Name, passphrase, change)
	}
	if err != nil {
		return err
	}
	s.holders, s.user = next, u
	s.log(ctx, access.ActionUnlock, "", "envelope: "+e.ID)
	return nil
}
