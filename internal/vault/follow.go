package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"math"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// trail is where each chain has come while its records are walked in order.
type trail map[ledger.DeviceID]ledger.Place

// follow takes a record into the trail, and tells whether it is the one that comes next.
func (t trail) follow(o *opened) bool {
	last := t[o.Device]
	fits := o.fault != "header" && o.Seq == last.Seq+1 && o.Prev == last.Hash
	t[o.Device] = ledger.Place{Device: o.Device, Seq: o.Seq, Hash: o.hash,
		Sealed: sha256.Sum256(append(last.Sealed[:], o.sealed[:]...))}
	return fits
}

// position is the trail as it can be kept.
func (t trail) position() ledger.Position {
	var at ledger.Position
	for _, place := range t {
		at = append(at, place)
	}
	slices.SortFunc(at, func(a, b ledger.Place) int { return bytes.Compare(a.Device[:], b.Device[:]) })
	return at
}

// Records gives the records of a stream: each device's chain in its own order, the chains merged
// by clock. A purged record and one of an area that the opener may not read come without body.
// When something did not open, a body is gone without a tombstone, or a chain is broken, each gets
// the rest and Records then returns the fault vault.altered, which says what is missing.
func (v *Vault) Records(ctx context.Context, stream ledger.Stream, each func(ledger.Record) error) error {
	_, err := v.recordsAfter(ctx, stream, nil, nil, each)
	return err
}

// RecordsChosen is Records for those whose header choose accepts. The others are not opened, which
// takes most of the time in a stream that is sealed to a public key, but followed in their chains
// all the same.
func (v *Vault) RecordsChosen(ctx context.Context, stream ledger.Stream, choose func(ledger.Header) bool, each func(ledger.Record) error) error {
	_, err := v.recordsAfter(ctx, stream, nil, choose, each)
	return err
}

// RecordsAfter gives the records of the main stream as Records does, but for those that a
// checkpoint stands for: what the opener may read of the areas in at, up to their positions. It
// answers where the chains have come, for KeepCheckpoint.
func (v *Vault) RecordsAfter(ctx context.Context, at map[access.Area]ledger.Position, each func(ledger.Record) error) (ledger.Position, error) {
	return v.recordsAfter(ctx, ledger.StreamMain, at, nil, each)
}

// recordsAfter leaves out what a checkpoint stands for, and what choose does not accept; nil
// accepts all.
func (v *Vault) recordsAfter(ctx context.Context, stream ledger.Stream, at map[access.Area]ledger.Position, choose func(ledger.Header) bool, each func(ledger.Record) error) (ledger.Position, error) {
	var harm harm
	followed := trail{}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		s, err := v.loadState(bare, conn)
		if err != nil {
			return err
		}
		harm.state(s)
		past := past{at: at, areas: v.ring.areas()}
		dead := graves{bare: map[string]bool{}, purged: map[string]bool{}}
		risen, err := v.risen(bare, conn)
		if err != nil {
			return err
		}
		open := func(o *opened) {
			if choose == nil || o.fault != "" || choose(o.Header) {
				v.openRecord(o)
				return
			}
			hashRecord(o)
			o.Purged, o.passed = o.raw.key == nil && o.raw.body == nil, true
			o.raw.key, o.raw.body = nil, nil
		}
		err = v.scan(ctx, conn, stream, past.within(followed), open, func(o *opened) error {
			harm.follow(followed, o)
			if o.fault != "" {
				harm.records++
				return nil
			}
			if risen[o.ID] {
				o.Body, o.Purged = nil, true
			}
			dead.see(o)
			if o.passed || past.covers(o.Header) {
				return nil
			}
			return each(o.Record)
		})
		if err != nil {
			return err
		}
		taken, err := v.takenAway(ctx, conn, stream, dead, len(at) > 0)
		harm.records += taken
		return err
	})
	if err == nil {
		err = harm.fault()
	}
	return followed.position(), err
}

// past is what a checkpoint stands for, by area, and which areas the opener may read.
type past struct {
	at    map[access.Area]ledger.Position
	areas []access.Area
}

// covers tells whether a record need not be given: its area's checkpoint stands for it, or, of an
// area that the opener may not read, any does.
func (p past) covers(h ledger.Header) bool {
	readable := slices.Contains(p.areas, h.Area)
	for area, at := range p.at {
		if (area == h.Area || !readable) && h.Seq <= placeOf(at, h.Device).Seq {
			return true
		}
	}
	return false
}

// within tells from where each chain is read: the first place that not every area is past. The
// trail begins there.
func (p past) within(followed trail) func(ledger.DeviceID) (uint64, uint64) {
	return func(device ledger.DeviceID) (uint64, uint64) {
		var first *ledger.Place
		for _, area := range p.areas {
			place := placeOf(p.at[area], device)
			if first == nil || place.Seq < first.Seq {
				first = &place
			}
		}
		if first == nil || first.Seq == 0 {
			return 0, math.MaxInt64
		}
		followed[device] = *first
		return first.Seq, math.MaxInt64
	}
}

// graves are records without a body, and those that a tombstone names, by id in hexadecimal.
type graves struct{ bare, purged map[string]bool }

func (g graves) see(o *opened) {
	if o.Purged {
		g.bare[o.ID.String()] = true
	}
	var t tombstone
	if o.Kind == ledger.KindTombstone && json.Unmarshal(o.Body, &t) == nil {
		g.purged[t.Record] = true
	}
}

// unexplained counts the records without a body that no tombstone names.
func (g graves) unexplained() int {
	n := 0
	for id := range g.bare {
		if !g.purged[id] {
			n++
		}
	}
	return n
}

// takenAway counts the records that have no body and no tombstone either. All tombstones stand in
// the main stream, which is read again only when not all of it was; whoever may not read them
// can't tell.
func (v *Vault) takenAway(ctx context.Context, conn *sql.Conn, stream ledger.Stream, dead graves, some bool) (int, error) {
	if dead.unexplained() == 0 || v.ring.now(access.AreaCommon) == nil {
		return 0, nil
	}
	if stream != ledger.StreamMain || some {
		err := v.scan(ctx, conn, ledger.StreamMain, everything, func(o *opened) {
			if o.Kind == ledger.KindTombstone {
				v.openRecord(o)
			}
		}, func(o *opened) error {
			if o.Kind == ledger.KindTombstone {
				dead.see(o)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return dead.unexplained(), nil
}
