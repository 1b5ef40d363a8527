package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// risen finds the records that have a body although a tombstone names them: someone put an older
// row back. They count as purged, whatever their body says. Whoever may not read tombstones can't
// tell.
func (v *Vault) risen(ctx context.Context, conn *sql.Conn) (map[ledger.RecordID]bool, error) {
	all := map[ledger.RecordID]bool{}
	if !v.ring.now(access.AreaCommon).reads() {
		return all, nil
	}
	named, err := v.named(ctx, conn)
	if err != nil {
		return nil, err
	}
	for id, hash := range named {
		var header []byte
		err := conn.QueryRowContext(ctx, `SELECT header FROM record WHERE id = ? AND body IS NOT NULL`, id[:]).Scan(&header)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, storeFault("read tombstones", err)
		}
		h, err := ledger.DecodeHeader(header)
		own := h.Kind == ledger.KindManifest || h.Kind == ledger.KindTombstone
		if sum := sha256.Sum256(header); err == nil && !own && bytes.Equal(sum[:], hash) {
			all[id] = true
		}
	}
	return all, nil
}

// named opens all tombstones: which records they name, with the hashes of their headers. The kind
// stands in bytes 35 and 36 of a header.
func (v *Vault) named(ctx context.Context, conn *sql.Conn) (map[ledger.RecordID][]byte, error) {
	rows, err := conn.QueryContext(ctx, `SELECT header, key, body FROM record WHERE stream = ? AND substr(header, 36, 2) = x'0004' AND body IS NOT NULL`, ledger.StreamMain)
	if err != nil {
		return nil, storeFault("read tombstones", err)
	}
	defer rows.Close()
	named := map[ledger.RecordID][]byte{}
	for rows.Next() {
		var o opened
		if err := rows.Scan(&o.raw.header, &o.raw.key, &o.raw.body); err != nil {
			return nil, storeFault("read tombstones", err)
		}
		if o.Header, err = ledger.DecodeHeader(o.raw.header); err != nil {
			continue
		}
		v.openRecord(&o)
		var t tombstone
		if o.fault != "" || o.Withheld || json.Unmarshal(o.Body, &t) != nil {
			continue
		}
		id, err1 := hex.DecodeString(t.Record)
		hash, err2 := hex.DecodeString(t.Header)
		if err1 == nil && err2 == nil && len(id) == len(ledger.RecordID{}) {
			named[ledger.RecordID(id)] = hash
		}
	}
	return named, storeFault("read tombstones", rows.Err())
}
