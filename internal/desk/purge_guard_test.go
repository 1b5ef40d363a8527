package desk

import (
	"context"
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
)

// purging is a vault that only remembers what it was told to purge.
type purging struct {
	Store
	gone []ledger.RecordID
}

func (p *purging) Purge(_ context.Context, ids []ledger.RecordID, _ ledger.Change) error {
	p.gone = append(p.gone, ids...)
	return nil
}

func (p *purging) Commit(context.Context, ledger.Change) ([]ledger.Header, error) { return nil, nil }

// Whoever writes the next rule on retention can't reach the log with it: a line younger than five
// years is refused, and with it the whole purge.
func TestNoPurgeTouchesAYoungLineOfTheLog(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)
	line := func(id byte, stream ledger.Stream, at time.Time) ledger.Record {
		return ledger.Record{Header: ledger.Header{ID: ledger.RecordID{id}, Stream: stream, Area: access.AreaLog, Kind: ledger.KindAccess, Clock: ledger.Clock(0).Next(at)}}
	}
	entry := line(1, ledger.StreamMain, now)
	for name, c := range map[string]struct {
		records []ledger.Record
		refused bool
	}{
		"an entry":                    {[]ledger.Record{entry}, false},
		"a line of yesterday":         {[]ledger.Record{entry, line(2, ledger.StreamLog, now.AddDate(0, 0, -1))}, true},
		"a line of almost five years": {[]ledger.Record{line(2, ledger.StreamLog, now.AddDate(-5, 0, 1))}, true},
		"a line of the future":        {[]ledger.Record{line(2, ledger.StreamLog, now.AddDate(1, 0, 0))}, true},
		"a line of five years":        {[]ledger.Record{line(2, ledger.StreamLog, now.AddDate(-5, 0, -1))}, false},
	} {
		vault := &purging{}
		s := &Session{desk: New(Params{Now: func() time.Time { return now }}), store: vault, replica: care.NewReplica(), folded: newFolded()}
		err := s.purge(t.Context(), c.records, ledger.Change{}, Certificate{What: PurgedEntries}, keeping{})
		if (err != nil) != c.refused || (c.refused && len(vault.gone) > 0) {
			t.Errorf("%s: %v, purged %d", name, err, len(vault.gone))
		}
		if !c.refused && !slices.Equal(vault.gone, []ledger.RecordID{c.records[0].ID}) {
			t.Errorf("%s: purged %v", name, vault.gone)
		}
	}
}
