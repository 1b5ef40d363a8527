package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// OpenArea opens an area with its emergency envelope for one night, for a reason that is noted
// and put up for review. What the area holds is there when it returns. Faults:
// "access.not_allowed", "access.no_reason", "access.envelope_for_shift", "access.envelope_used",
// "access.already_open", those of the vault on codes.
func (s *Session) OpenArea(ctx context.Context, code, reason string) (access.Grant, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightEmergency); err != nil {
		return access.Grant{}, err
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return access.Grant{}, text.NewFault("access.no_reason")
	}
	next := s.holders.clone()
	var grant access.Grant
	err := s.store.Redeem(ctx, code, func(identity string, _ []access.Area) (ledger.Change, error) {
		e, err := s.redeemable(identity)
		if err != nil {
			return ledger.Change{}, err
		}
		now := s.moment().UTC()
		e.Opened, e.OpenedBy = now, signature(s.user)
		grant = access.Grant{Identity: s.user.Identity, Area: careAreas(e.Areas)[0], Envelope: e.ID, From: now,
			Until: now.Add(access.EmergencyHours * time.Hour)}
		next.envelopes[identity] = e
		next.grants[s.store.Name(kindGrant, e.Identity)] = grant
		change, err := next.since(s.holders)
		if err != nil {
			return ledger.Change{}, err
		}
		// What must be reviewed can't happen without its line in the log.
		return noted(change, append(slices.Clone(s.unlogged), s.line(access.ActionEmergency, "", grant.Area.String()+": "+reason)))
	})
	if err != nil {
		return access.Grant{}, err
	}
	s.holders, s.unlogged = next, nil
	return grant, s.reload(ctx)
}

// redeemable finds the envelope of an identity and tells whether the opener may use it.
func (s *Session) redeemable(identity string) (access.Envelope, error) {
	e, known := s.holders.envelopes[identity]
	switch {
	case known && e.Use == access.UseShift:
		return e, text.NewFault("access.envelope_for_shift")
	case !known || !e.Open(s.moment()) || len(careAreas(e.Areas)) == 0:
		return e, text.NewFault("access.envelope_used")
	case len(without(careAreas(e.Areas), s.store.Areas())) == 0:
		return e, text.NewFault("access.already_open")
	}
	return e, nil
}
