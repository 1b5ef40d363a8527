package vault

import (
	"context"
	"database/sql"
	"encoding/json"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// A sealed head that is gone, or is an older one that was put back, takes the manifest with it. The
// ledger's newest manifest then stands in for it: without one, the replica of any copy would look
// newer than the one that is here. It is marked, so that what was lost stays told when the next
// commit has sealed a new head, until a merge has held the items against the ledger.

// headLost tells whether the manifest stands in for one that was lost with the head.
func (m manifest) headLost() bool { return m.Generation > 0 && m.Broken == m.Generation+1 }

// withoutHead gives a state whose head was lost the ledger's newest manifest.
func (v *Vault) withoutHead(ctx context.Context, conn *sql.Conn, s *state) error {
	lost := false
	for _, f := range s.suspect {
		lost = lost || f.Code == "head"
	}
	if !lost || v.ring == nil || !v.ring.now(access.AreaCommon).reads() {
		return nil
	}
	said, err := v.newestManifest(ctx, conn)
	if err != nil || said.Generation < max(s.manifest.Generation, 1) {
		return err
	}
	said.Broken = said.Generation + 1
	s.manifest = said
	return nil
}

// newestManifest is the manifest of the highest generation among the records that open.
func (v *Vault) newestManifest(ctx context.Context, conn *sql.Conn) (newest manifest, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT header, key, body FROM record WHERE stream = ? AND substr(header, 36, 2) = x'0003' AND body IS NOT NULL`, ledger.StreamMain)
	if err != nil {
		return newest, storeFault("read manifests", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o opened
		if err := rows.Scan(&o.raw.header, &o.raw.key, &o.raw.body); err != nil {
			return newest, storeFault("read manifests", err)
		}
		if o.Header, err = ledger.DecodeHeader(o.raw.header); err != nil {
			continue
		}
		v.openRecord(&o)
		var m manifest
		if o.fault == "" && !o.Withheld && json.Unmarshal(o.Body, &m) == nil && m.Generation > newest.Generation {
			newest, newest.Record = m, o.ID.String()
		}
	}
	return newest, storeFault("read manifests", rows.Err())
}
