package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"maps"
	"slices"
	"sync"

	"avbrottsparm/internal/access"

	"github.com/mattn/go-sqlite3"
)

// tally remembers how many records each area has. The ledger only grows, so that a later count
// looks at what has come since; what changes rows starts it anew.
type tally struct {
	lock    sync.Mutex
	cuts    int64
	rowid   int64
	records map[access.Area]int
}

// Withheld counts the items and records of each area whose key the opener does not have. Nothing
// is opened for it.
func (v *Vault) Withheld(ctx context.Context) (map[access.Area]int, error) {
	v.tally.lock.Lock()
	defer v.tally.lock.Unlock()
	counts := map[access.Area]int{}
	err := v.read(ctx, func(bare context.Context, conn *sql.Conn) error {
		return onDriver(conn, func(lite *sqlite3.SQLiteConn) error {
			if err := v.tally.count(bare, lite, v.cuts.Load()); err != nil {
				return err
			}
			maps.Copy(counts, v.tally.records)
			return eachRow(bare, lite, `SELECT area, COUNT(*) FROM item GROUP BY area`, nil, func(row *rowReader) {
				counts[row.number(0).area()] += int(row.number(1))
			})
		})
	})
	mine := v.ring.areas()
	maps.DeleteFunc(counts, func(area access.Area, _ int) bool { return area == 0 || slices.Contains(mine, area) })
	return counts, err
}

// count takes in the records that have come since it was last called.
func (t *tally) count(ctx context.Context, lite *sqlite3.SQLiteConn, cuts int64) error {
	if t.records == nil || t.cuts != cuts {
		t.cuts, t.rowid, t.records = cuts, 0, map[access.Area]int{}
	}
	last := t.rowid
	// The area of a record is the byte at its place in the header.
	return eachRow(ctx, lite, `SELECT substr(header, 35, 1), COUNT(*), MAX(rowid) FROM record WHERE rowid > ? GROUP BY 1`, []driver.Value{last}, func(row *rowReader) {
		if raw := row.bytes(0); len(raw) == 1 {
			t.records[number(raw[0]).area()] += int(row.number(1))
		}
		t.rowid = max(t.rowid, int64(row.number(2)))
	})
}

// eachRow gives every row of a query.
func eachRow(ctx context.Context, lite *sqlite3.SQLiteConn, query string, values []driver.Value, each func(*rowReader)) (err error) {
	rows, err := queryRows(ctx, lite, query, values...)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.close()) }()
	for {
		more, err := rows.next()
		if !more {
			return err
		}
		each(rows)
	}
}
