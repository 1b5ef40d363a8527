package vault

import (
	"context"
	"crypto/sha256"
	"database/sql"

	"avbrottsparm/internal/ledger"

	"github.com/mattn/go-sqlite3"
)

// itemRow is a row of the table item on its way from sealed to open.
type itemRow struct {
	digest
	key, body []byte
	plain     []byte
	withheld  bool
	failed    bool
}

// Items gives every replica item that the opener may read, each once, in no promised order.
// The bodies are the caller's to keep; of the kinds that lie apart (ledger.Apart) there is none,
// and nothing of them is read: Item opens one. When a row did not open, or the rows are not the ones
// that the vault left, each gets all that opened and Items then returns the fault vault.altered,
// which says what is missing; an error of each ends it at once.
func (v *Vault) Items(ctx context.Context, each func(ledger.Item) error) error {
	var harm harm
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		s, err := v.loadState(bare, conn)
		if err != nil {
			return err
		}
		rows, err := v.scanItems(ctx, conn, func(row *itemRow) error {
			if row.failed {
				harm.items++
			}
			if row.failed || row.withheld {
				return nil
			}
			return each(ledger.Item{Area: row.area, Kind: row.kind, ID: row.id, Body: row.plain})
		})
		if err != nil {
			return err
		}
		harm.state(s)
		lost := s.manifest.headLost()
		harm.head = harm.head || lost
		harm.replaced = !s.manifest.fits(rows) && !(lost && s.manifest.covers(rows))
		if !harm.replaced && !lost && len(s.suspect) == 0 {
			v.remember(s.count, rows)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return harm.fault()
}

// remember keeps the digests for the next commit, unless one came in between.
func (v *Vault) remember(count uint64, rows []digest) {
	now := v.state.Load()
	if now.count == count && now.rows == nil {
		fresh := *now
		fresh.rows = rows
		v.state.CompareAndSwap(now, &fresh)
	}
}

// scanItems opens all item rows and returns their digests in the manifest's order.
func (v *Vault) scanItems(ctx context.Context, conn *sql.Conn, each func(*itemRow) error) ([]digest, error) {
	rows := []digest{}
	err := inOrder(ctx, func(ctx context.Context, emit func(*[]itemRow) error) error {
		return v.readItems(ctx, conn, emit)
	}, func(chunk *[]itemRow) error {
		for i := range *chunk {
			v.openItem(&(*chunk)[i])
		}
		return nil
	}, func(chunk *[]itemRow) error {
		if err := v.stopped(ctx); err != nil {
			return err
		}
		for i := range *chunk {
			row := &(*chunk)[i]
			rows = append(rows, row.digest)
			if err := each(row); err != nil {
				return err
			}
		}
		return nil
	})
	sortDigests(rows)
	return rows, err
}

func (v *Vault) readItems(ctx context.Context, conn *sql.Conn, emit func(*[]itemRow) error) error {
	return onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
		rows, err := queryRows(context.WithoutCancel(ctx), lite, itemsQuery)
		if err != nil {
			return err
		}
		defer func() { err = also(err, rows.close()) }()
		kind := ""
		for {
			chunk, size := make([]itemRow, 0, chunkRows), 0
			for len(chunk) < chunkRows && size < chunkBytes {
				more, err := rows.next()
				if err != nil {
					return err
				}
				if !more {
					return emit(&chunk)
				}
				if other := rows.text(0); other != kind {
					kind = other // one string for all rows of a kind
				}
				row := itemRow{
					digest: digest{kind: kind, id: rows.text(1), area: rows.number(2).area(), version: uint64(rows.number(3))},
					key:    rows.bytes(4), body: rows.bytes(5),
				}
				if ledger.Apart(kind) {
					row.sum = sumApart(uint64(rows.number(6)))
				}
				chunk = append(chunk, row)
				size += len(row.body)
			}
			if err := emit(&chunk); err != nil {
				return err
			}
		}
	})
}

// itemsQuery reads the rows of all items, but leaves the bodies that lie apart where they are:
// SQLite does not touch the pages of a column that nobody asks for.
var itemsQuery = `SELECT kind, id, area, version, key, CASE WHEN kind = '` + ledger.ApartKind + `' THEN NULL ELSE body END, length(body) FROM item`

func (v *Vault) openItem(row *itemRow) {
	if ledger.Apart(row.kind) {
		row.withheld, row.failed = v.keyApart(row.area, row.key)
		row.key = nil
		return
	}
	row.sum = sha256.Sum256(row.body)
	ref := ledger.ItemRef{Kind: row.kind, ID: row.id}
	plain, withheld, err := v.ring.openBody(row.area, row.key, row.body, v.id.itemAD(row.area, row.version, ref))
	row.plain, row.withheld, row.failed = plain, withheld, err != nil
	row.key, row.body = nil, nil
}
