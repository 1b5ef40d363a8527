package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// tombstone is the body of a KindTombstone record.
type tombstone struct {
	Record string `json:"record"` // id of the purged record
	Header string `json:"header"` // SHA-256 of its header
}

// Purge takes away a record's body, salt and key for good and appends a tombstone; the header
// stays, so that the chain holds. The old bytes are overwritten in the file, and the write-ahead
// log is emptied. Purging a purged record changes nothing. The vault's own records, manifests
// and tombstones, can't be purged.
func (v *Vault) Purge(ctx context.Context, id ledger.RecordID) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	var raw []byte
	var there bool
	err := v.writer.QueryRowContext(ctx, `SELECT header, body IS NOT NULL OR key IS NOT NULL FROM record WHERE id = ?`, id[:]).Scan(&raw, &there)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("vault: purge: no record %s", id)
	}
	if err != nil {
		return storeFault("purge", err)
	}
	header, err := ledger.DecodeHeader(raw)
	if err != nil {
		return text.Because(err, "vault.damaged")
	}
	if header.Kind == ledger.KindManifest || header.Kind == ledger.KindTombstone {
		return fmt.Errorf("vault: purge: record %s is the vault's own", id)
	}
	if !there {
		return nil
	}
	if err := v.write(ctx, func(w *writing) error { return w.purge(header) }); err != nil {
		return err
	}
	_, err = v.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return storeFault("purge", err)
}

func (w *writing) purge(header ledger.Header) error {
	hash := header.Hash()
	body, err := json.Marshal(tombstone{Record: header.ID.String(), Header: hex.EncodeToString(hash[:])})
	if err != nil {
		return err
	}
	if _, err := w.v.writer.ExecContext(w.ctx, `UPDATE record SET key = NULL, body = NULL WHERE id = ?`, header.ID[:]); err != nil {
		return storeFault("purge", err)
	}
	_, err = w.append([]ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindTombstone, Body: body}})
	return err
}
