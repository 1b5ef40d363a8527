package vault

import (
	"context"
	"database/sql"
	"encoding/binary"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// The table checkpoint stands outside ledger and manifest. Part 0 of an area is its page. Rows
// that do not open, do not belong together, or stand for other records than the ledger has are
// passed over without a word: the records tell everything by themselves.

// page says what an area's parts stand for.
type page struct {
	set   [16]byte // random, bound into every other part
	parts uint32   // how many follow
	at    ledger.Position
}

const (
	pageSize  = 16 + 4
	placeSize = 16 + 8 + 32 + 32
)

func (p page) encode() []byte {
	out := append([]byte{}, p.set[:]...)
	out = binary.BigEndian.AppendUint32(out, p.parts)
	for _, place := range p.at {
		out = append(out, place.Device[:]...)
		out = binary.BigEndian.AppendUint64(out, place.Seq)
		out = append(out, place.Hash[:]...)
		out = append(out, place.Sealed[:]...)
	}
	return out
}

func decodePage(raw []byte) (p page, ok bool) {
	if len(raw) < pageSize || (len(raw)-pageSize)%placeSize != 0 {
		return p, false
	}
	p.set, p.parts = [16]byte(raw[:16]), binary.BigEndian.Uint32(raw[16:])
	for raw = raw[pageSize:]; len(raw) > 0; raw = raw[placeSize:] {
		p.at = append(p.at, ledger.Place{Device: ledger.DeviceID(raw[:16]), Seq: binary.BigEndian.Uint64(raw[16:]),
			Hash: [32]byte(raw[24:56]), Sealed: [32]byte(raw[56:88])})
	}
	return p, true
}

// placeOf is where a position stands in a device's chain; before its first record where the
// position does not know the device.
func placeOf(at ledger.Position, device ledger.DeviceID) ledger.Place {
	i := slices.IndexFunc(at, func(p ledger.Place) bool { return p.Device == device })
	if i < 0 {
		return ledger.Place{Device: device}
	}
	return at[i]
}

// Checkpoint gives what was last kept for each area that the opener may read, as far as the
// records that it stands for are still the ones in the file: all headers in their places and
// linked, no sealed body altered, exchanged or gone. Where anything is in doubt it gives nothing,
// and RecordsAfter then goes through all records.
func (v *Vault) Checkpoint(ctx context.Context) (ledger.Checkpoint, error) {
	kept := ledger.Checkpoint{At: map[access.Area]ledger.Position{}}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		s, err := v.loadState(bare, conn)
		if err != nil || len(s.suspect) > 0 {
			return err
		}
		pages := map[access.Area]page{}
		for _, area := range v.ring.areas() {
			if err := v.readPage(ctx, conn, area, pages); err != nil {
				return err
			}
		}
		if err := v.dropUnfit(ctx, conn, pages); err != nil {
			return err
		}
		for _, area := range access.Areas() {
			if p, ok := pages[area]; ok {
				if err := v.readParts(ctx, conn, area, p, &kept); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if text.IsFault(err, "vault.damaged") { // it is never needed: the records tell everything
		return ledger.Checkpoint{At: map[access.Area]ledger.Position{}}, nil
	}
	return kept, err
}

// sealedPart is a row of the table checkpoint; body is the plaintext once it was opened.
type sealedPart struct {
	part      number
	key, body []byte
	opened    bool
}

// scanParts opens the rows of an area from one part to another.
func (v *Vault) scanParts(ctx context.Context, conn *sql.Conn, area access.Area, from, to int64, set []byte, each func(*sealedPart)) error {
	return inOrder(ctx, func(ctx context.Context, emit func(*sealedPart) error) error {
		return onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
			rows, err := queryRows(context.WithoutCancel(ctx), lite,
				`SELECT part, key, body FROM checkpoint WHERE area = ? AND part BETWEEN ? AND ? ORDER BY part`, int64(area), from, to)
			if err != nil {
				return err
			}
			defer func() { err = also(err, rows.close()) }()
			for {
				more, err := rows.next()
				if !more {
					return err
				}
				if err := emit(&sealedPart{part: rows.number(0), key: rows.bytes(1), body: rows.bytes(2)}); err != nil {
					return err
				}
			}
		})
	}, func(p *sealedPart) error {
		plain, withheld, err := v.ring.openBody(area, p.key, p.body, v.id.checkpointAD(area, uint32(p.part), set))
		p.body, p.opened = plain, err == nil && !withheld
		return nil
	}, func(p *sealedPart) error {
		each(p)
		return v.stopped(ctx)
	})
}

func (v *Vault) readPage(ctx context.Context, conn *sql.Conn, area access.Area, into map[access.Area]page) error {
	return v.scanParts(ctx, conn, area, 0, 0, nil, func(row *sealedPart) {
		if p, ok := decodePage(row.body); ok && row.opened {
			into[area] = p
		}
	})
}

// readParts takes in an area's parts when they all open and are all there.
func (v *Vault) readParts(ctx context.Context, conn *sql.Conn, area access.Area, p page, into *ledger.Checkpoint) error {
	var parts []ledger.Part
	whole := true
	err := v.scanParts(ctx, conn, area, 1, int64(p.parts), p.set[:], func(row *sealedPart) {
		whole = whole && row.opened && row.part == number(len(parts)+1)
		parts = append(parts, ledger.Part{Area: area, Body: row.body})
	})
	if err == nil && whole && len(parts) == int(p.parts) {
		into.Parts = append(into.Parts, parts...)
		into.At[area] = p.at
	}
	return err
}

// standing is a page while it is held against the ledger.
type standing struct {
	page
	area   access.Area
	met    int          // places that the ledger has
	newest ledger.Clock // of what the page stands for
	next   ledger.Clock // the lowest of what it does not stand for; 0 when there is none
}

// holds tells whether the page may be used. What it does not stand for must be later than what it
// does: after a merge, records of another laptop may belong in between.
func (s standing) holds() bool { return s.met == len(s.at) && (s.next == 0 || s.next > s.newest) }

// meet takes in one record of the ledger and where its chain has come with it.
func (s *standing) meet(at ledger.Place, clock ledger.Clock) {
	place := placeOf(s.at, at.Device)
	switch at.Seq {
	case place.Seq:
		if at == place {
			s.met++
			s.newest = max(s.newest, clock)
		}
	case place.Seq + 1:
		if s.next == 0 || clock < s.next {
			s.next = clock
		}
	}
}

// dropUnfit walks the records that pages stand for and takes out every page that the ledger does
// not agree with; a chain that is broken takes out all.
func (v *Vault) dropUnfit(ctx context.Context, conn *sql.Conn, pages map[access.Area]page) error {
	if len(pages) == 0 {
		return nil
	}
	all := make([]standing, 0, len(pages))
	to := map[ledger.DeviceID]uint64{}
	for area, p := range pages {
		all = append(all, standing{page: p, area: area})
		for _, place := range p.at {
			to[place.Device] = max(to[place.Device], place.Seq)
		}
	}
	broken := false
	followed := trail{}
	// One record beyond the farthest place of each chain tells what comes next.
	within := func(device ledger.DeviceID) (uint64, uint64) { return 0, to[device] + 1 }
	err := v.scan(ctx, conn, ledger.StreamMain, within, hashRecord, func(o *opened) error {
		broken = !followed.follow(o) || broken
		for i := range all {
			all[i].meet(followed[o.Device], o.Clock)
		}
		return nil
	})
	for _, s := range all {
		if broken || !s.holds() {
			delete(pages, s.area)
		}
	}
	return err
}

// KeepCheckpoint keeps parts that stand for the records of their areas up to a position, for
// every area that the opener may read: an area without parts is kept as having none. What was
// kept before for these areas goes. It touches neither the ledger nor the head, and is there
// whole or not at all; where the file no longer has what the position speaks of, because
// something was purged or keys were changed meanwhile, nothing is kept. Faults: those of Commit.
func (v *Vault) KeepCheckpoint(ctx context.Context, parts []ledger.Part, at ledger.Position) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	cuts := v.cuts.Load()
	still := map[access.Area]page{access.AreaCommon: {at: at}}
	err := v.read(ctx, func(_ context.Context, conn *sql.Conn) error { return v.dropUnfit(ctx, conn, still) })
	if err != nil || len(still) == 0 {
		return err
	}
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.stopped(ctx); err != nil || v.cuts.Load() != cuts {
		return err
	}
	bare := context.WithoutCancel(ctx)
	if _, err := v.writer.ExecContext(bare, "BEGIN IMMEDIATE"); err != nil {
		return storeFault("keep checkpoint", err)
	}
	err = v.storeParts(ctx, bare, parts, at)
	if err == nil {
		_, err = v.writer.ExecContext(bare, "COMMIT")
		err = storeFault("keep checkpoint", err)
	}
	if err != nil {
		err = also(err, v.rollback(bare))
	}
	return err
}

// storeParts seals the parts and puts them in place of the areas' earlier ones; ctx ends it
// between two of them.
func (v *Vault) storeParts(ctx, bare context.Context, parts []ledger.Part, at ledger.Position) error {
	set := randomBytes(16)
	store := func(k *areaKey, part uint32, set, plain []byte) error {
		if err := v.stopped(ctx); err != nil {
			return err
		}
		key, body, err := k.sealBody(v.id.checkpointAD(k.area, part, set), plain)
		if err != nil {
			return err
		}
		_, err = v.writer.ExecContext(bare, `INSERT INTO checkpoint (area, part, key, body) VALUES (?, ?, ?, ?)`, k.area, part, key, body)
		return storeFault("keep checkpoint", err)
	}
	for _, area := range v.ring.areas() {
		if _, err := v.writer.ExecContext(bare, `DELETE FROM checkpoint WHERE area = ?`, area); err != nil {
			return storeFault("keep checkpoint", err)
		}
		k, n := v.ring.now(area), uint32(0)
		for _, p := range parts {
			if p.Area != area {
				continue
			}
			n++
			if err := store(k, n, set, p.Body); err != nil {
				return err
			}
		}
		first := page{set: [16]byte(set), parts: n, at: at}
		if err := store(k, 0, nil, first.encode()); err != nil {
			return err
		}
	}
	return nil
}

// dropCheckpoint takes away what was kept, with the records' bodies that it repeats or the keys
// that it was sealed under. One that is being made meanwhile is not kept.
func (w *writing) dropCheckpoint() error {
	w.v.cuts.Add(1)
	_, err := w.v.writer.ExecContext(w.ctx, `DELETE FROM checkpoint`)
	return storeFault("drop checkpoint", err)
}

// checkpointAD binds a part to its area and number, and every part but the page to its set.
func (id vaultID) checkpointAD(area access.Area, part uint32, set []byte) []byte {
	ad := append(id.bound(tableCheckpoint, 21), byte(area))
	ad = binary.BigEndian.AppendUint32(ad, part)
	return append(ad, set...)
}
