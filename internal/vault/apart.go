package vault

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// Bodies that lie apart are the bytes of documents. They stand in the item table as all others
// do, so that copies, merging, rewrapping and purging need not know of them, but opening the binder
// reads none of them: the manifest holds their kind, id, area, version and sealed size. That
// is enough to see a row that is missing, added or put back, because the version is bound to the
// body; a body that was altered is seen when it is opened, and by Verify.

// sumApart stands for a body that lies apart in the manifest.
func sumApart(sealed uint64) [32]byte {
	return sha256.Sum256(binary.BigEndian.AppendUint64([]byte(label+"apart"), sealed))
}

// keyApart tells whether the key of a body that lies apart opens, without reading the body.
func (v *Vault) keyApart(area access.Area, wrapped []byte) (withheld, failed bool) {
	var own [keySize]byte
	defer clear(own[:])
	withheld, err := v.ring.unwrap(own[:0], area, wrapped)
	return withheld, !withheld && err != nil
}

// Item opens one item of a kind whose bodies lie apart. Faults: "vault.no_item",
// "vault.not_allowed" for an area that the opener has no key for, "vault.altered" for a body that
// is not the one that the vault left.
func (v *Vault) Item(ctx context.Context, ref ledger.ItemRef) (ledger.Item, error) {
	item := ledger.Item{Kind: ref.Kind, ID: ref.ID}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		row, err := v.openApart(bare, conn, ref)
		switch {
		case err != nil:
			return err
		case row.withheld:
			return text.NewFault("vault.not_allowed")
		case row.failed:
			return harm{items: 1}.fault()
		}
		item.Area, item.Body = row.area, row.plain
		return nil
	})
	return item, err
}

// openApart reads one row whole and opens it.
func (v *Vault) openApart(ctx context.Context, conn *sql.Conn, ref ledger.ItemRef) (itemRow, error) {
	row := itemRow{digest: digest{kind: ref.Kind, id: ref.ID}}
	var body []byte
	there := false
	err := onDriver(conn, func(lite *sqlite3.SQLiteConn) error {
		return eachRow(ctx, lite, `SELECT area, version, key, body FROM item WHERE kind = ? AND id = ?`, []driver.Value{ref.Kind, ref.ID}, func(r *rowReader) {
			there, row.area, row.version, row.key, body = true, r.number(0).area(), uint64(r.number(1)), r.bytes(2), r.bytes(3)
		})
	})
	switch {
	case err != nil:
		return row, err
	case !there:
		return row, text.NewFault("vault.no_item")
	}
	row.sum = sumApart(uint64(len(body)))
	plain, withheld, err := v.ring.openBody(row.area, row.key, body, v.id.itemAD(row.area, row.version, ref))
	row.plain, row.withheld, row.failed = plain, withheld, err != nil
	v.apart.Add(1)
	return row, nil
}

// scanWhole is scanItems, and opens what lies apart too: one after the other, so that no more than
// one large body is in memory.
func (v *Vault) scanWhole(ctx context.Context, conn *sql.Conn, each func(*itemRow) error) ([]digest, error) {
	var apart []itemRow
	rows, err := v.scanItems(ctx, conn, func(row *itemRow) error {
		if ledger.Apart(row.kind) && !row.withheld && !row.failed {
			apart = append(apart, *row)
			return nil
		}
		return each(row)
	})
	if err != nil {
		return rows, err
	}
	for i := range apart {
		if err := v.stopped(ctx); err != nil {
			return rows, err
		}
		row := &apart[i]
		whole, err := v.openApart(context.WithoutCancel(ctx), conn, ledger.ItemRef{Kind: row.kind, ID: row.id})
		if err != nil {
			return rows, err
		}
		row.failed = whole.failed
		if err := each(row); err != nil {
			return rows, err
		}
	}
	return rows, nil
}
