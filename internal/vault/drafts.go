package vault

import (
	"context"
	"database/sql"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Drafts lists the drafts that the opener may read, by id. When one does not open, the others
// come together with the fault vault.altered.
func (v *Vault) Drafts(ctx context.Context) ([]ledger.Draft, error) {
	var drafts []ledger.Draft
	var harm harm
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		return v.scanDrafts(bare, conn, func(d ledger.Draft, withheld, failed bool) {
			if failed {
				harm.drafts++
			}
			if !failed && !withheld {
				drafts = append(drafts, d)
			}
		})
	})
	if err == nil {
		err = harm.fault()
	}
	return drafts, err
}

func (v *Vault) scanDrafts(ctx context.Context, conn *sql.Conn, each func(d ledger.Draft, withheld, failed bool)) error {
	rows, err := conn.QueryContext(ctx, `SELECT id, area, version, key, body FROM draft ORDER BY id`)
	if err != nil {
		return storeFault("read drafts", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var areaNumber, versionNumber number
		var key, body []byte
		if err := rows.Scan(&id, &areaNumber, &versionNumber, &key, &body); err != nil {
			return text.Because(err, "vault.damaged")
		}
		area, version := areaNumber.area(), uint64(versionNumber)
		plain, withheld, err := v.ring.openBody(area, key, body, v.id.draftAD(area, version, id))
		each(ledger.Draft{ID: id, Area: area, Body: plain}, withheld, err != nil)
	}
	return storeFault("read drafts", rows.Err())
}
