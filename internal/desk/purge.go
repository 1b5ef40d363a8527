package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// PurgeReplica takes the copy of Lifecare's data out of the binder by hand, whatever its age.
// Entries, drafts and the log stay, and so do the persons that an entry or a draft on its way is
// about, and the scanned pages that are not in Lifecare yet. Faults: "access.not_allowed", "retention.areas", "retention.nothing",
// "retention.copies" when the data went and the copies beside the binder could not be renewed,
// those of the vault.
func (s *Session) PurgeReplica(ctx context.Context) (Certificate, error) {
	if err := s.May(access.RightRetention); err != nil {
		return Certificate{}, err
	}
	c, err := s.purgeByHand(ctx)
	if err != nil {
		return Certificate{}, err
	}
	return c, s.renewCopies(ctx)
}

func (s *Session) purgeByHand(ctx context.Context) (Certificate, error) {
	s.hold()
	defer s.mu.Unlock()
	switch {
	case s.altered != nil:
		return Certificate{}, s.altered
	case !s.seesAll():
		return Certificate{}, text.NewFault("retention.areas")
	}
	return s.purgeReplica(ctx, false)
}

// purgeReplica drops every item of the replica but the persons and scanned pages that are needed, in one step with
// the certificate.
func (s *Session) purgeReplica(ctx context.Context, automatic bool) (Certificate, error) {
	needed, pages := s.needed(), s.pagesNeeded()
	var change ledger.Change
	var stay []ledger.Item
	gone, persons := map[string]int{}, 0
	err := s.store.Items(ctx, func(item ledger.Item) error {
		switch kind := care.Kind(item.Kind); {
		case care.Blank(kind) == nil: // the unit's own
		case isPicture(item.ID), isUnitContent(item.ID): // goes with its entry; is the unit's own
		case kind == care.KindPerson && needed[item.ID]:
			stay = append(stay, item)
			persons++
		case kind == care.KindDocument && pages[item.ID]:
			stay = append(stay, item)
		case kind == care.KindDocumentContent && pages[item.ID]:
		default:
			change.Drops = append(change.Drops, ledger.ItemRef{Kind: item.Kind, ID: item.ID})
			gone[item.Kind]++
		}
		return nil
	})
	if err != nil {
		return Certificate{}, err
	}
	if len(change.Drops) == 0 {
		return Certificate{}, text.NewFault("retention.nothing")
	}
	forgotten := s.picturesGone(nil)
	change.Drops = append(change.Drops, forgotten...)
	s.forgetPulled(&change)
	replica := care.NewReplica()
	for _, sealed := range stay {
		item, err := decodeItem(sealed)
		if err != nil {
			return Certificate{}, err
		}
		replica.Put(item)
	}
	c := s.certify(PurgedReplica)
	c.Automatic, c.Gone, c.Stay, c.Days = automatic, gone, persons, s.keeping.rules().ReplicaDays
	c.From, c.To = s.dataSpan()
	k := s.keeping
	k.Warned, k.Purged, k.Stay = retention.Warned{}, s.desk.now().UTC(), nil
	for _, item := range stay {
		k.Stay = append(k.Stay, item.ID)
	}
	if err := s.purge(ctx, nil, change, c, k); err != nil {
		return Certificate{}, err
	}
	s.picturesMoved(change)
	s.replica, s.pulls = replica, pulls{}
	s.purged(c)
	s.puller.forget()
	s.revision++
	s.refind()
	return c, s.purgeTrays(ctx, automatic)
}

// dataSpan is from when to when the data of the replica left its source.
func (s *Session) dataSpan() (from, to time.Time) {
	for _, at := range s.fresh {
		if from.IsZero() || at.Before(from) {
			from = at
		}
	}
	return from, s.newestData()
}

// entriesDue are the entries that the rules let go now. A clock that can't be trusted lets none go.
func (s *Session) entriesDue() []*entry.Tracked {
	if s.clockUncertain() {
		return nil
	}
	rules, now := s.keeping.rules(), s.desk.now()
	return s.wholeChains(func(t *entry.Tracked) bool { return rules.EntryDue(*t, now) })
}

// wholeChains are the entries that are due together with the versions that they took the place of: one
// record holds that the old version ended and what the new one says, so they go together or stay.
func (s *Session) wholeChains(due func(*entry.Tracked) bool) []*entry.Tracked {
	stays := map[string]bool{} // by the first version of a chain
	for _, t := range s.backlog.List(nil) {
		if !due(t) && (t.State != entry.StateCorrected || t.Left()) {
			stays[s.firstOf(t).ID] = true
		}
	}
	return s.backlog.List(func(t *entry.Tracked) bool {
		return !stays[s.firstOf(t).ID] && (due(t) || t.State == entry.StateCorrected)
	})
}

// PurgeEntries takes away for good the entries whose days are over by the municipality's decision:
// the bodies of all their records and the pictures of their papers, in one step with the certificate.
// Only entries that are in Lifecare, and older versions of them, can be among them. Faults:
// "access.not_allowed", "retention.no_decision", "retention.nothing", "retention.copies" as in
// PurgeReplica, those of the vault.
func (s *Session) PurgeEntries(ctx context.Context) (Certificate, error) {
	if err := s.May(access.RightRetention); err != nil {
		return Certificate{}, err
	}
	c, err := s.purgeDue(ctx)
	if err != nil {
		return Certificate{}, err
	}
	return c, s.renewCopies(ctx)
}

func (s *Session) purgeDue(ctx context.Context) (Certificate, error) {
	s.hold()
	defer s.mu.Unlock()
	if s.altered != nil {
		return Certificate{}, s.altered
	}
	rules := s.keeping.rules()
	if strings.TrimSpace(rules.Decision) == "" {
		return Certificate{}, text.NewFault("retention.no_decision")
	}
	due := s.entriesDue()
	if len(due) == 0 {
		return Certificate{}, text.NewFault("retention.nothing")
	}
	c := s.certify(PurgedEntries)
	c.Decision, c.Gone = rules.Decision, map[string]int{}
	ids := map[string]bool{}
	for _, t := range due {
		ids[t.ID] = true
		c.Gone[string(t.Kind)]++
		if c.From.IsZero() || t.EventTime.Before(c.From) {
			c.From = t.EventTime
		}
		if t.EventTime.After(c.To) {
			c.To = t.EventTime
		}
	}
	records, err := s.recordsOf(ctx, ids)
	if err != nil {
		return Certificate{}, err
	}
	change := ledger.Change{Drops: s.picturesGone(ids)}
	if err := s.purge(ctx, records, change, c, s.keeping); err != nil {
		return Certificate{}, err
	}
	s.picturesMoved(change)
	s.backlog.Drop(ids)
	return c, nil
}

// recordsOf are all records of the events of entries.
func (s *Session) recordsOf(ctx context.Context, ids map[string]bool) ([]ledger.Record, error) {
	var records []ledger.Record
	err := s.store.Records(ctx, ledger.StreamMain, func(r ledger.Record) error {
		if r.Kind != ledger.KindEntry || r.Body == nil {
			return nil
		}
		var event entry.Event
		if err := decode(r.Body, &event); err != nil {
			return err
		}
		if ids[event.ID] {
			r.Body = nil
			records = append(records, r)
		}
		return nil
	})
	return records, err
}

// purge is the only way by which this package takes anything away for good: bodies of records and
// items, the certificate and the line of the log that say so, and what the binder remembers of
// retention, in one step. It refuses to touch a line of the log that is younger than the law's five years, whoever asks.
func (s *Session) purge(ctx context.Context, records []ledger.Record, change ledger.Change, c Certificate, k keeping) error {
	now := s.desk.now()
	var ids []ledger.RecordID
	for _, r := range records {
		if r.Stream == ledger.StreamLog && !retention.LogMayGo(r.Clock.Time(), now) {
			return fmt.Errorf("purge: record %s is a line of the log that must be kept", r.ID)
		}
		ids = append(ids, r.ID)
	}
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPurge, c)
	if err != nil {
		return err
	}
	k.CopiesOld = true
	item, err := k.item()
	if err != nil {
		return err
	}
	change.Appends = append(change.Appends, rec)
	change.Puts = append(change.Puts, item)
	line := s.line(access.ActionPurge, "", fmt.Sprintf("%s %d %s", c.What, c.Count(), c.ID))
	if change, err = noted(change, append(slices.Clone(s.unlogged), line)); err != nil {
		return err
	}
	if err := s.store.Purge(ctx, ids, change); err != nil {
		return err
	}
	s.keeping, s.unlogged = k, nil
	if now.After(s.newest) {
		s.newest = now.UTC()
	}
	return nil
}

// Certificates lists what purges took away, newest first. Fault "access.not_allowed".
func (s *Session) Certificates(ctx context.Context) ([]Certificate, error) {
	if err := s.May(access.RightRetention); err != nil {
		return nil, err
	}
	var list []Certificate
	err := s.store.Records(ctx, ledger.StreamMain, func(r ledger.Record) error {
		if r.Kind != ledger.KindPurge || r.Body == nil {
			return nil
		}
		var c Certificate
		if err := decode(r.Body, &c); err != nil {
			return err
		}
		list = append(list, c)
		return nil
	})
	if err != nil && !text.IsFault(err, "vault.altered") { // the session says so itself
		return nil, err
	}
	slices.Reverse(list)
	return list, nil
}
