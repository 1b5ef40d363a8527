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

// Purge takes away records' bodies, salts and keys for good and appends a tombstone for each; the
// headers stay, so that the chains hold. The change is stored in the same transaction. The old
// bytes are overwritten in the file, and the write-ahead log is emptied. Purging a purged record
// changes nothing. The vault's own records, manifests and tombstones, can't be purged.
func (v *Vault) Purge(ctx context.Context, ids []ledger.RecordID, change ledger.Change) error {
	if err := checkChange(change); err != nil {
		return err
	}
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
	var headers []ledger.Header
	for _, id := range ids {
		header, there, err := v.purgeable(ctx, id)
		if err != nil {
			return err
		}
		if there {
			headers = append(headers, header)
		}
	}
	if len(headers) == 0 && change.Empty() {
		return nil
	}
	if err := v.write(ctx, func(w *writing) error {
		if err := w.dropCheckpoint(); err != nil {
			return err
		}
		for _, header := range headers {
			if err := w.purge(header); err != nil {
				return err
			}
		}
		_, err := w.store(change)
		return err
	}); err != nil {
		return err
	}
	_, err := v.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return storeFault("purge", err)
}

// purgeable finds a record's header and tells whether it still has its body.
func (v *Vault) purgeable(ctx context.Context, id ledger.RecordID) (header ledger.Header, there bool, err error) {
	var raw []byte
	err = v.writer.QueryRowContext(ctx, `SELECT header, body IS NOT NULL OR key IS NOT NULL FROM record WHERE id = ?`, id[:]).Scan(&raw, &there)
	if errors.Is(err, sql.ErrNoRows) {
		return header, false, fmt.Errorf("vault: purge: no record %s", id)
	}
	if err != nil {
		return header, false, storeFault("purge", err)
	}
	if header, err = ledger.DecodeHeader(raw); err != nil {
		return header, false, text.Because(err, "vault.damaged")
	}
	if header.Kind == ledger.KindManifest || header.Kind == ledger.KindTombstone {
		return header, false, fmt.Errorf("vault: purge: record %s is the vault's own", id)
	}
	return header, there, nil
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
