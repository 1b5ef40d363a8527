package vault

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// Wait is how long the next try to open the vault in dir has to wait after wrong passphrases. It
// takes no lock and changes nothing, also while another process has the vault open. Faults:
// vault.none, vault.not_a_vault, vault.newer_format, vault.foreign, vault.damaged, vault.busy.
func Wait(ctx context.Context, dir string) (time.Duration, error) {
	return wait(ctx, dir, time.Now())
}

func wait(ctx context.Context, dir string, now time.Time) (left time.Duration, err error) {
	err = peek(ctx, dir, func(conn *sql.Conn) error {
		var raw []byte
		switch err := conn.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = ?`, metaTries).Scan(&raw); {
		case errors.Is(err, sql.ErrNoRows):
			return nil
		case err != nil:
			return storeFault("look", err)
		}
		var t tries
		if err := json.Unmarshal(raw, &t); err != nil {
			return text.Because(err, "vault.damaged")
		}
		left = t.left(now)
		return nil
	})
	return left, err
}

// peek looks at what lies in the clear in the vault in dir. It takes no lock and changes nothing,
// also while another process has the vault open.
func peek(ctx context.Context, dir string, look func(conn *sql.Conn) error) (err error) {
	path := filepath.Join(dir, FileName)
	if err := inspect(path); err != nil {
		return err
	}
	place, err := filepath.Abs(path)
	if err != nil {
		return storeFault("look", bare(err))
	}
	if place = filepath.ToSlash(place); !strings.HasPrefix(place, "/") {
		place = "/" + place
	}
	address := url.URL{Scheme: "file", Path: place, RawQuery: "mode=ro&_query_only=true&_busy_timeout=1000"}
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{}, dsn: address.String()})
	defer func() { err = also(err, storeFault("look", db.Close())) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return storeFault("look", err)
	}
	defer func() { err = also(err, storeFault("look", conn.Close())) }()
	if err := checkTables(ctx, conn); err != nil {
		return err
	}
	return look(conn)
}
