package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

// The loops over many rows talk to the driver itself: database/sql copies every value once more
// and takes three locks per row, which is a third of the time. Everything else goes through it.

// onDriver runs work on the driver's own connection; work must not use conn.
func onDriver(conn *sql.Conn, work func(lite *sqlite3.SQLiteConn) error) error {
	return conn.Raw(func(inner any) error {
		lite, ok := inner.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("vault: unexpected driver connection %T", inner)
		}
		return work(lite)
	})
}

// bulk prepares one statement and hands work a function that runs it with new values: int64,
// string or []byte.
func bulk(ctx context.Context, conn *sql.Conn, query string, work func(run func(values ...driver.Value) error) error) error {
	return onDriver(conn, func(lite *sqlite3.SQLiteConn) (err error) {
		prepared, err := lite.PrepareContext(ctx, query)
		if err != nil {
			return storeFault("prepare", err)
		}
		defer func() { err = also(err, storeFault("finish", prepared.Close())) }()
		stmt, ok := prepared.(driver.StmtExecContext)
		if !ok {
			return fmt.Errorf("vault: unexpected driver statement %T", prepared)
		}
		return work(runner(func(named []driver.NamedValue) error {
			_, err := stmt.ExecContext(ctx, named)
			return err
		}))
	})
}

// once is bulk for a few rows: the statement is one that the connection keeps.
func once(ctx context.Context, conn *sql.Conn, query string, work func(run func(values ...driver.Value) error) error) error {
	return onDriver(conn, func(lite *sqlite3.SQLiteConn) error {
		return work(runner(func(named []driver.NamedValue) error {
			_, err := lite.ExecContext(ctx, query, named)
			return err
		}))
	})
}

// one runs a statement that every commit needs, without the detour of database/sql.
func one(ctx context.Context, conn *sql.Conn, query string, values ...driver.Value) error {
	return once(ctx, conn, query, func(run func(values ...driver.Value) error) error { return run(values...) })
}

// runner numbers the values of a row for the driver.
func runner(exec func(named []driver.NamedValue) error) func(values ...driver.Value) error {
	var named []driver.NamedValue
	return func(values ...driver.Value) error {
		named = named[:0]
		for i, value := range values {
			named = append(named, driver.NamedValue{Ordinal: i + 1, Value: value})
		}
		return storeFault("write row", exec(named))
	}
}

// rowReader walks the rows of a query. Bytes in values are fresh memory that may be kept.
type rowReader struct {
	rows   driver.Rows
	values []driver.Value
}

func queryRows(ctx context.Context, lite *sqlite3.SQLiteConn, query string, values ...driver.Value) (*rowReader, error) {
	var named []driver.NamedValue
	for i, value := range values {
		named = append(named, driver.NamedValue{Ordinal: i + 1, Value: value})
	}
	rows, err := lite.QueryContext(ctx, query, named)
	if err != nil {
		return nil, storeFault("read rows", err)
	}
	return &rowReader{rows: rows, values: make([]driver.Value, len(rows.Columns()))}, nil
}

// next tells whether there is another row.
func (r *rowReader) next() (bool, error) {
	err := r.rows.Next(r.values)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, storeFault("read rows", err)
}

func (r *rowReader) close() error { return storeFault("read rows", r.rows.Close()) }

// The columns of a file that someone may have changed: what has another type than it should
// becomes a value that fits nothing, and never an error that hides the other rows.

func (r *rowReader) bytes(column int) []byte {
	switch value := r.values[column].(type) {
	case []byte:
		return value
	case string:
		return []byte(value)
	}
	return nil
}

func (r *rowReader) text(column int) string {
	switch value := r.values[column].(type) {
	case []byte:
		return string(value)
	case string:
		return value
	}
	return ""
}

func (r *rowReader) number(column int) number { return numberOf(r.values[column]) }
