package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/binary"
	"math"

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
	passed bool     // not chosen, and therefore not opened
	fault  string
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

// cursor walks one device's chain. Few columns make it fast: the device is known, and the id is
// compared where it lies.
type cursor struct {
	rows   *rowReader
	device []byte
	next   opened
	more   bool
}

const cursorQuery = `SELECT seq, header, key, body, id = substr(header, 102, 16) FROM record
	WHERE stream = ? AND device = ? AND seq > ? AND seq <= ? ORDER BY seq`

func (c *cursor) step(stream ledger.Stream) (err error) {
	if c.more, err = c.rows.next(); !c.more {
		return err
	}
	raw := rawRecord{
		device: c.device, stream: stream, seq: uint64(c.rows.number(0)),
		header: c.rows.bytes(1), key: c.rows.bytes(2), body: c.rows.bytes(3),
	}
	c.next = opened{raw: raw}
	h, ok := raw.place()
	c.next.Header = h
	if !ok || c.rows.number(4) != 1 {
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
			rows, err := queryRows(ctx, lite, cursorQuery, int64(stream), device, int64(after), int64(to))
			if err != nil {
				return err
			}
			c := &cursor{rows: rows, device: device}
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
	sum := sha256.New()
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(o.raw.key)))
	sum.Write(length[:])
	sum.Write(o.raw.key)
	sum.Write(o.raw.body)
	sum.Sum(o.sealed[:0])
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
