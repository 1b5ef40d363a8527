package vault

import (
	"context"
	"database/sql"
	"strings"
	"sync"

	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// part is something that a file's schema holds: a table, an index, a view, a trigger.
type part struct{ kind, name, table string }

// checkTables sees that a file holds the vault's own tables and nothing else, before anything is
// written: a trigger that someone put there could delete rows at the next save, and a view in the
// place of a table could show others. Fault vault.foreign for what is not ours, vault.damaged
// for a table of ours that is missing or has another shape.
func checkTables(ctx context.Context, conn *sql.Conn) error {
	var version int
	if err := conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return storeFault("read format", err)
	}
	ours, err := tablesOf(version)
	if err != nil {
		return err
	}
	there, err := readTables(ctx, conn)
	if err != nil {
		return err
	}
	for p := range there {
		if _, known := ours[p]; !known {
			return text.NewFault("vault.foreign")
		}
	}
	for p, shape := range ours {
		if there[p] != shape || len(there) != len(ours) {
			return text.NewFault("vault.damaged")
		}
	}
	return nil
}

var known struct {
	sync.Mutex
	tables map[int]map[part]string
}

// tablesOf is what a file of a format holds, as SQLite itself writes it down.
func tablesOf(version int) (_ map[part]string, err error) {
	known.Lock()
	defer known.Unlock()
	if tables := known.tables[version]; tables != nil {
		return tables, nil
	}
	statements := schema
	for i := len(migrations) - 1; i >= 0 && migrations[i].to > version; i-- {
		statements = strings.TrimSuffix(statements, migrations[i].statements)
	}
	ctx := context.Background()
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, dsn: ":memory:"})
	defer func() { err = also(err, storeFault("compare tables", db.Close())) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, storeFault("compare tables", err)
	}
	defer func() { err = also(err, storeFault("compare tables", conn.Close())) }()
	if _, err := conn.ExecContext(ctx, statements); err != nil {
		return nil, storeFault("compare tables", err)
	}
	tables, err := readTables(ctx, conn)
	if err != nil {
		return nil, err
	}
	if known.tables == nil {
		known.tables = map[int]map[part]string{}
	}
	known.tables[version] = tables
	return tables, nil
}

// readTables gives every part of a schema with its shape: the statement that made it, spaces
// apart.
func readTables(ctx context.Context, conn *sql.Conn) (map[part]string, error) {
	rows, err := conn.QueryContext(ctx, `SELECT type, name, tbl_name, sql FROM sqlite_schema`)
	if err != nil {
		return nil, storeFault("read tables", err)
	}
	defer rows.Close()
	all := map[part]string{}
	for rows.Next() {
		var p part
		var statement sql.NullString
		if err := rows.Scan(&p.kind, &p.name, &p.table, &statement); err != nil {
			return nil, text.Because(err, "vault.damaged")
		}
		all[p] = strings.Join(strings.Fields(statement.String), " ")
	}
	return all, storeFault("read tables", rows.Err())
}
