package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/json"

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
	raw   rawRecord
	hash  [32]byte
	fault string
}

// Records gives the records of a stream: each device's chain in its own order, the chains merged
// by clock. A purged record and one of an area that the opener may not read come without body.
// When something did not open, a body is gone without a tombstone, or a chain is broken, each gets
// the rest and Records then returns the fault vault.altered with the number of records that are
// missing ("n").
func (v *Vault) Records(ctx context.Context, stream ledger.Stream, each func(ledger.Record) error) error {
	left := 0
	var suspect bool
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		s, err := v.loadState(bare, conn)
		if err != nil {
			return err
		}
		suspect = len(s.suspect) > 0
		ends := map[ledger.DeviceID]link{}
		dead := graves{bare: map[string]bool{}, purged: map[string]bool{}}
		err = v.scanRecords(ctx, conn, stream, func(o *opened) error {
			if o.fault != "" {
				left++
				return nil
			}
			dead.see(o)
			last := ends[o.Device]
			suspect = suspect || o.Seq != last.Seq+1 || o.Prev != last.Hash
			ends[o.Device] = link{Seq: o.Seq, Hash: o.hash}
			return each(o.Record)
		})
		if err != nil {
			return err
		}
		taken, err := v.takenAway(ctx, conn, stream, dead)
		left += taken
		return err
	})
	if err == nil && (left > 0 || suspect) {
		err = text.NewFault("vault.altered", "n", left)
	}
	return err
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

// takenAway counts the records that have no body and no tombstone either. All tombstones stand in
// the main stream, which is read again only when another stream asks for them; whoever may not
// read them can't tell.
func (v *Vault) takenAway(ctx context.Context, conn *sql.Conn, stream ledger.Stream, dead graves) (int, error) {
	if len(dead.bare) == 0 || v.ring.current[access.AreaCommon] == nil {
		return 0, nil
	}
	if stream != ledger.StreamMain {
		err := v.scanRecords(ctx, conn, ledger.StreamMain, func(o *opened) error {
			if o.Kind == ledger.KindTombstone {
				dead.see(o)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	n := 0
	for id := range dead.bare {
		if !dead.purged[id] {
			n++
		}
	}
	return n, nil
}

// scanRecords opens all records of a stream.
func (v *Vault) scanRecords(ctx context.Context, conn *sql.Conn, stream ledger.Stream, each func(*opened) error) error {
	return inOrder(ctx, func(ctx context.Context, emit func(*[]opened) error) error {
		return readRecords(context.WithoutCancel(ctx), conn, stream, emit)
	}, func(chunk *[]opened) error {
		for i := range *chunk {
			v.openRecord(&(*chunk)[i])
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
func readRecords(ctx context.Context, conn *sql.Conn, stream ledger.Stream, emit func(*[]opened) error) error {
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
			rows, err := queryRows(ctx, lite, `SELECT id, device, seq, header, key, body FROM record
				WHERE stream = ? AND device = ? ORDER BY seq`, int64(stream), device)
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

func devicesOf(ctx context.Context, conn *sql.Conn, stream ledger.Stream) ([][]byte, error) {
	found, err := conn.QueryContext(ctx, `SELECT DISTINCT device FROM record WHERE stream = ? ORDER BY device`, stream)
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

// openRecord opens a body and holds it against the header's commitment.
func (v *Vault) openRecord(o *opened) {
	o.hash = sha256.Sum256(o.raw.header)
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
