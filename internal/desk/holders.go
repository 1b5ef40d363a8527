package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// The kinds of item in the settings area that say who has which keys. They are the authority:
// keys made anew are wrapped to whom they name, and to nobody whose row merely lies in the file.
const (
	kindUser           = "user"
	kindKeeper         = "keeper"
	kindAccessEnvelope = "envelope"
	kindGrant          = "grant"

	keeperID = "keeper"
)

// holders are the users, envelopes, grants and the recovery code of a binder.
type holders struct {
	users     map[string]access.User     // by identity
	envelopes map[string]access.Envelope // by identity
	grants    map[string]access.Grant    // by item id
	keeper    access.Keeper
}

func newHolders() holders {
	return holders{users: map[string]access.User{}, envelopes: map[string]access.Envelope{}, grants: map[string]access.Grant{}}
}

// take keeps an item of the settings area that says who has which keys, and tells whether it was
// one.
func (h *holders) take(item ledger.Item) (bool, error) {
	switch item.Kind {
	case kindUser:
		var u access.User
		err := decode(item.Body, &u)
		h.users[u.Identity] = u
		return true, err
	case kindAccessEnvelope:
		var e access.Envelope
		err := decode(item.Body, &e)
		h.envelopes[e.Identity] = e
		return true, err
	case kindGrant:
		var g access.Grant
		err := decode(item.Body, &g)
		h.grants[item.ID] = g
		return true, err
	case kindKeeper:
		return true, decode(item.Body, &h.keeper)
	default:
		return false, nil
	}
}

// clone is a copy to change before it is stored.
func (h *holders) clone() holders {
	return holders{users: maps.Clone(h.users), envelopes: maps.Clone(h.envelopes), grants: maps.Clone(h.grants), keeper: h.keeper}
}

// of are the identities that have the key of an area at a moment.
func (h *holders) of(area access.Area, now time.Time) []string {
	return access.Holders(area, sorted(h.users), h.keeper, sorted(h.envelopes), sorted(h.grants), now)
}

// sorted are the values of a map in the order of its keys, so that the same is stored each time.
func sorted[K cmp.Ordered, V any](all map[K]V) []V {
	list := make([]V, 0, len(all))
	for _, key := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[key])
	}
	return list
}

// items are the holders as the settings area keeps them.
func (h *holders) items() (map[ledger.ItemRef]ledger.Item, error) {
	all := map[ledger.ItemRef]ledger.Item{}
	put := func(kind, id string, body any) error {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("encode %s: %w", kind, err)
		}
		all[ledger.ItemRef{Kind: kind, ID: id}] = ledger.Item{Area: access.AreaSettings, Kind: kind, ID: id, Body: raw}
		return nil
	}
	var err error
	for id, u := range h.users {
		err = errors.Join(err, put(kindUser, id, u))
	}
	for id, e := range h.envelopes {
		err = errors.Join(err, put(kindAccessEnvelope, id, e))
	}
	for id, g := range h.grants {
		err = errors.Join(err, put(kindGrant, id, g))
	}
	if h.keeper.Identity != "" {
		err = errors.Join(err, put(kindKeeper, keeperID, h.keeper))
	}
	return all, err
}

// since is the change that makes the settings say what h says instead of what before said.
func (h *holders) since(before holders) (ledger.Change, error) {
	was, err := before.items()
	is, also := h.items()
	if err := errors.Join(err, also); err != nil {
		return ledger.Change{}, err
	}
	var change ledger.Change
	for ref, item := range is {
		if !bytes.Equal(was[ref].Body, item.Body) {
			change.Puts = append(change.Puts, item)
		}
	}
	for ref := range was {
		if _, stays := is[ref]; !stays {
			change.Drops = append(change.Drops, ref)
		}
	}
	return change, nil
}

// rotate gives areas new keys for those who hold them in next, takes identities away, and stores
// next in the same step.
func (s *Session) rotate(ctx context.Context, next holders, areas []access.Area, remove ...string) error {
	next.keeper.Rotated = s.desk.now().UTC().Truncate(time.Second) // as exact as the names of copies
	change, err := next.since(s.holders)
	if err != nil {
		return err
	}
	rotation := access.Rotation{Remove: remove, Holders: map[access.Area][]string{}}
	now := s.moment()
	for _, area := range areas {
		rotation.Holders[area] = next.of(area, now)
	}
	if err := s.store.Rotate(ctx, rotation, change); err != nil {
		return err
	}
	s.holders = next
	return nil
}

// drop takes identities away without new keys and stores next in the same step.
func (s *Session) drop(ctx context.Context, next holders, identities []string) error {
	if len(identities) == 0 {
		return nil
	}
	slices.Sort(identities)
	change, err := next.since(s.holders)
	if err != nil {
		return err
	}
	if err := s.store.Drop(ctx, identities, change); err != nil {
		return err
	}
	s.holders = next
	return nil
}

// enter stores next when no keys change.
func (s *Session) enter(ctx context.Context, next holders) error {
	change, err := next.since(s.holders)
	if err == nil && !change.Empty() {
		err = s.commit(ctx, change)
	}
	if err == nil {
		s.holders = next
	}
	return err
}

// moment is the time by which shifts and grants run out: the clock, or the newest record when
// that is later, so that a clock set back prolongs nothing.
func (s *Session) moment() time.Time {
	now := s.desk.now()
	if s.newest.After(now) {
		return s.newest
	}
	return now
}
