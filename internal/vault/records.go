package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// rawRecord is a row of the table record.
type rawRecord struct {
	id, device, header, key, body []byte
	stream                        ledger.Stream
	seq                           uint64
}

// place decodes the header and tells whether it is the one that the row's columns speak of.
// When it is not, the columns say where it stands.
func (r rawRecord) place() (ledger.Header, bool) {
	h, err := ledger.DecodeHeader(r.header)
	if err == nil && h.Stream == r.stream && h.Seq == r.seq && bytes.Equal(h.Device[:], r.device) {
		return h, true
	}
	h = ledger.Header{Stream: r.stream, Seq: r.seq}
	copy(h.Device[:], r.device)
	return h, false
}

// opened is a record on its way out. Fault is empty or a finding's code.
type opened struct {
	ledger.Record
	raw    rawRecord
	hash   [32]byte // of the header
	sealed [32]byte // of key and body as they lie in the file
	fault  string
}

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
	_, err := v.recordsAfter(ctx, stream, nil, each)
	return err
}

// RecordsAfter gives the records of the main stream as Records does, but for those that a
// checkpoint stands for: what the opener may read of the areas in at, up to their positions. It
// answers where the chains have come, for KeepCheckpoint.
func (v *Vault) RecordsAfter(ctx context.Context, at map[access.Area]ledger.Position, each func(ledger.Record) error) (ledger.Position, error) {
	return v.recordsAfter(ctx, ledger.StreamMain, at, each)
}

func (v *Vault) recordsAfter(ctx context.Context, stream ledger.Stream, at map[access.Area]ledger.Position, each func(ledger.Record) error) (ledger.Position, error) {
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
		err = v.scan(ctx, conn, stream, past.within(followed), v.openRecord, func(o *opened) error {
			harm.follow(followed, o)
			if o.fault != "" {
				harm.records++
				return nil
			}
			dead.see(o)
			if past.covers(o.Header) {
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

// everything is every record of a chain.
func everything(ledger.DeviceID) (after, to uint64) { return 0, math.MaxInt64 }

// scanRecords opens all records of a stream.
func (v *Vault) scanRecords(ctx context.Context, conn *sql.Conn, stream ledger.Stream, each func(*opened) error) error {
	return v.scan(ctx, conn, stream, everything, v.openRecord, each)
}

// scan goes through the records of a stream that lie within what is asked for of each chain; work
// is done on all processors.
func (v *Vault) scan(ctx context.Context, conn *sql.Conn, stream ledger.Stream, within func(ledger.DeviceID) (after, to uint64), work func(*opened), each func(*opened) error) error {
	return inOrder(ctx, func(ctx context.Context, emit func(*[]opened) error) error {
		return readRecords(context.WithoutCancel(ctx), conn, stream, within, emit)
	}, func(chunk *[]opened) error {
		for i := range *chunk {
			work(&(*chunk)[i])
		}
		return nil
	}, func(chunk *[]opened) error {
		if err := v.stopped(ctx); err != nil {
			return err
		}
		for i := range *chunk {
			if err := each(&(*chunk)[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// cursor walks one device's chain.
type cursor struct {
	rows *rowReader
	next opened
	more bool
}

func (c *cursor) step(stream ledger.Stream) (err error) {
	if c.more, err = c.rows.next(); !c.more {
		return err
	}
	raw := rawRecord{
		id: c.rows.bytes(0), device: c.rows.bytes(1), seq: uint64(c.rows.number(2)), stream: stream,
		header: c.rows.bytes(3), key: c.rows.bytes(4), body: c.rows.bytes(5),
	}
	c.next = opened{raw: raw}
	h, ok := raw.place()
	c.next.Header = h
	if !ok || !bytes.Equal(raw.id, h.ID[:]) {
		c.next.fault = "header"
	}
	return nil
}

// readRecords merges the chains of a stream: the record with the lowest clock comes first, and
// between equal clocks the lower device.
func readRecords(ctx context.Context, conn *sql.Conn, stream ledger.Stream, within func(ledger.DeviceID) (after, to uint64), emit func(*[]opened) error) error {
	devices, err := devicesOf(ctx, conn, stream)
	if err != nil {
		return err
	}
	return onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
		var cursors []*cursor
		defer func() {
			for _, c := range cursors {
				err = also(err, c.rows.close())
			}
		}()
		for _, device := range devices {
			var id ledger.DeviceID
			copy(id[:], device)
			after, to := within(id)
			rows, err := queryRows(ctx, lite, `SELECT id, device, seq, header, key, body FROM record
				WHERE stream = ? AND device = ? AND seq > ? AND seq <= ? ORDER BY seq`, int64(stream), device, int64(after), int64(to))
			if err != nil {
				return err
			}
			c := &cursor{rows: rows}
			cursors = append(cursors, c)
			if err := c.step(stream); err != nil {
				return err
			}
		}
		return mergeChains(cursors, stream, emit)
	})
}

func mergeChains(cursors []*cursor, stream ledger.Stream, emit func(*[]opened) error) error {
	chunk, size := make([]opened, 0, chunkRows), 0
	for {
		var first *cursor
		for _, c := range cursors {
			if c.more && (first == nil || c.next.Clock < first.next.Clock) {
				first = c
			}
		}
		if first == nil || len(chunk) == chunkRows || size >= chunkBytes {
			full := chunk
			if err := emit(&full); err != nil || first == nil {
				return err
			}
			chunk, size = make([]opened, 0, chunkRows), 0
		}
		chunk = append(chunk, first.next)
		size += len(first.next.raw.body)
		if err := first.step(stream); err != nil {
			return err
		}
	}
}

// devicesOf lists the devices that have a chain in a stream. It jumps from one to the next: the
// index has an entry for every record.
func devicesOf(ctx context.Context, conn *sql.Conn, stream ledger.Stream) ([][]byte, error) {
	found, err := conn.QueryContext(ctx, `WITH RECURSIVE chain (device) AS (
		SELECT MIN(device) FROM record WHERE stream = ?1
		UNION ALL SELECT (SELECT MIN(device) FROM record WHERE stream = ?1 AND device > chain.device) FROM chain WHERE chain.device IS NOT NULL)
		SELECT device FROM chain WHERE device IS NOT NULL`, stream)
	if err != nil {
		return nil, storeFault("read records", err)
	}
	defer found.Close()
	var devices [][]byte
	for found.Next() {
		var device []byte
		if err := found.Scan(&device); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		devices = append(devices, device)
	}
	return devices, storeFault("read records", found.Err())
}

// hashRecord hashes a record as it lies in the file and opens nothing.
func hashRecord(o *opened) {
	o.hash = sha256.Sum256(o.raw.header)
	sealed := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(o.raw.key)+len(o.raw.body)), uint32(len(o.raw.key)))
	sealed = append(sealed, o.raw.key...)
	o.sealed = sha256.Sum256(append(sealed, o.raw.body...))
}

// openRecord opens a body and holds it against the header's commitment.
func (v *Vault) openRecord(o *opened) {
	hashRecord(o)
	key, body := o.raw.key, o.raw.body
	o.raw.key, o.raw.body = nil, nil
	if o.fault != "" {
		return
	}
	if key == nil && body == nil {
		o.Purged = true
		return
	}
	plain, withheld, err := v.ring.openBody(o.Area, key, body, v.id.recordAD(o.hash))
	switch {
	case withheld:
		o.Withheld = true
	case err != nil || len(plain) < saltSize:
		o.fault = "body"
	default:
		sum := sha256.Sum256(plain)
		if subtle.ConstantTimeCompare(sum[:], o.Commitment[:]) != 1 {
			o.fault = "commitment"
			return
		}
		o.Body = plain[saltSize:]
	}
}
