package desk

import (
	"context"
	"strconv"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// Whoever has the disk can take the rows of keys out of the binder's file, and then a part of it
// is closed for its holders. The copies beside it have the rows still. Who is to hold what is
// decided by the settings alone, so that nobody gets back what was taken from them.

// regainEveryones brings back the opener's keys of the areas without which the binder does not
// work, before it is read. It gives the copy that they came from, and how many there were.
func (d *Desk) regainEveryones(ctx context.Context, store Store) (ledger.Copy, int, error) {
	named := map[access.Area][]string{}
	for _, area := range without(access.Everyone(), store.Areas()) {
		named[area] = []string{store.Identity()}
	}
	if len(named) == 0 || store.ReadOnly() {
		return ledger.Copy{}, 0, nil
	}
	return regained(store.Regain(ctx, named))
}

// regained lets nobody stay outside because a file or a disk takes nothing: what is missing is
// told, as it was before.
func regained(from ledger.Copy, keys int, err error) (ledger.Copy, int, error) {
	if unwritable(err) || damaged(err) {
		return ledger.Copy{}, 0, nil
	}
	return from, keys, err
}

// regainAtUnlock brings back what else the settings give the opener and the others, and remembers
// that it happened, so that it is told and logged.
func (s *Session) regainAtUnlock(ctx context.Context, from ledger.Copy, keys int) error {
	s.hold()
	lost := s.lostKeys()
	s.mu.Unlock()
	if s.ReadOnly() || (keys == 0 && !lost) {
		return nil
	}
	also, more, err := regained(s.regain(ctx))
	if err != nil || keys+more == 0 {
		return err
	}
	if from.File == "" {
		from = also
	}
	s.hold()
	defer s.mu.Unlock()
	if err := s.reload(ctx); err != nil {
		return err
	}
	s.recovered = &ledger.Recovery{At: s.desk.now().UTC(), Copy: from.File, CopyTaken: from.Taken, Keys: keys + more}
	s.log(ctx, access.ActionRestore, "", strconv.Itoa(keys+more))
	return nil
}

// regain brings back every key that the settings say somebody holds, as far as the opener has it
// or finds it in a copy.
func (s *Session) regain(ctx context.Context) (ledger.Copy, int, error) {
	s.hold()
	named := map[access.Area][]string{}
	for _, area := range access.Areas() {
		if who := s.holders.of(area, s.moment()); len(who) > 0 {
			named[area] = who
		}
	}
	s.mu.Unlock()
	if len(named) == 0 {
		return ledger.Copy{}, 0, nil
	}
	return s.store.Regain(ctx, named)
}
