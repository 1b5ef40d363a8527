package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// applicationID marks the file as a binder ("AvPm"), schemaVersion is its user_version.
const (
	applicationID = 0x4176506d
	schemaVersion = 2
)

// schema is the present format: the first, and what each later one adds.
const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE identity (id BLOB PRIMARY KEY, kind INTEGER NOT NULL, public BLOB NOT NULL, mark BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE slot (id BLOB PRIMARY KEY, kind INTEGER NOT NULL, identity BLOB NOT NULL REFERENCES identity(id),
	memory INTEGER NOT NULL, passes INTEGER NOT NULL, lanes INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE area (area INTEGER NOT NULL, generation INTEGER NOT NULL, public BLOB NOT NULL, mark BLOB NOT NULL,
	PRIMARY KEY (area, generation)) WITHOUT ROWID, STRICT;
CREATE TABLE area_key (area INTEGER NOT NULL, generation INTEGER NOT NULL, identity BLOB NOT NULL REFERENCES identity(id),
	wrapped BLOB NOT NULL, mark BLOB NOT NULL, PRIMARY KEY (area, generation, identity)) WITHOUT ROWID, STRICT;
CREATE TABLE item (kind TEXT NOT NULL, id TEXT NOT NULL, area INTEGER NOT NULL, version INTEGER NOT NULL,
	key BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id)) STRICT;
CREATE TABLE draft (id TEXT PRIMARY KEY, area INTEGER NOT NULL, version INTEGER NOT NULL,
	key BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE record (id BLOB NOT NULL UNIQUE, stream INTEGER NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL,
	header BLOB NOT NULL, key BLOB, body BLOB, UNIQUE (stream, device, seq)) STRICT;
CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
` + format2

// format2 is what the second format adds to the first.
const format2 = `
CREATE TABLE checkpoint (area INTEGER NOT NULL, part INTEGER NOT NULL, key BLOB NOT NULL, body BLOB NOT NULL,
	PRIMARY KEY (area, part)) STRICT;
`

// usualPage is the size of a page, in bytes.
const usualPage = 8192

// pragmas hold on every connection. The waiting time stands before the switch to WAL, which may
// itself have to wait; the size of a page counts when the file is made, and fits more sealed
// bodies than the usual one; fullfsync does something on macOS only.
var pragmas = []string{
	"busy_timeout = 5000",
	"page_size = " + strconv.Itoa(usualPage),
	"journal_mode = WAL",
	"wal_autocheckpoint = 1000", // the log stays at 8 MiB, which a disk that is full gets back
	"synchronous = FULL",
	"fullfsync = ON",
	"checkpoint_fullfsync = ON",
	"secure_delete = ON",
	"temp_store = MEMORY",
	"trusted_schema = OFF",
	"cache_size = -16000",
}

// connector opens connections with the pragmas, without a driver name shared by the process.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

// Connect opens one connection.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver is go-sqlite3's.
func (c connector) Driver() driver.Driver { return c.driver }

// keptStatements is how many prepared statements a connection keeps for the next time, the longest
// unused one leaving first: to prepare one takes as long as to run it.
const keptStatements = 32

// openDatabase opens a vault's file for reading and writing.
func openDatabase(path string) (*sql.DB, error) { return openWith(path, "rw", pragmas) }

// openLone opens a copy without any file beside it: no write-ahead log, and the journal of a
// change in memory. What is changed so counts only once the file got its name.
func openLone(path, mode string) (*sql.DB, error) {
	alone := []string{"busy_timeout = 5000", "temp_store = MEMORY", "trusted_schema = OFF", "secure_delete = ON", "cache_size = -16000"}
	if mode == "rw" {
		alone = append(alone, "journal_mode = MEMORY", "synchronous = FULL")
	}
	return openWith(path, mode, alone)
}

func openWith(path, mode string, pragmas []string) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, storeFault("open", err)
	}
	place := filepath.ToSlash(full)
	if !strings.HasPrefix(place, "/") {
		place = "/" + place
	}
	address := url.URL{Scheme: "file", Path: place, RawQuery: fmt.Sprintf("mode=%s&_stmt_cache_size=%d", mode, keptStatements)}
	hook := func(conn *sqlite3.SQLiteConn) error {
		for _, pragma := range pragmas {
			if _, err := conn.Exec("PRAGMA "+pragma, nil); err != nil {
				return err
			}
		}
		return nil
	}
	db := sql.OpenDB(connector{driver: &sqlite3.SQLiteDriver{ConnectHook: hook}, dsn: address.String()})
	db.SetMaxIdleConns(2)
	return db, nil
}

// inspect reads a file's first bytes before SQLite touches it: opening a stranger's database
// would already change it.
func inspect(path string) error {
	_, err := formatOf(path)
	return err
}

// formatOf is inspect, and the format that the file's first bytes tell.
func formatOf(path string) (int, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return 0, text.NewFault("vault.none")
	case err != nil:
		return 0, storeFault("open", err)
	case !info.Mode().IsRegular():
		return 0, text.NewFault("vault.not_a_vault")
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, storeFault("open", err)
	}
	head := make([]byte, 100)
	_, err = io.ReadFull(file, head)
	if shut := file.Close(); shut != nil {
		return 0, storeFault("open", shut)
	}
	version := binary.BigEndian.Uint32(head[60:])
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return 0, text.NewFault("vault.not_a_vault")
	case err != nil:
		return 0, storeFault("open", err)
	case string(head[:16]) != "SQLite format 3\x00",
		binary.BigEndian.Uint32(head[68:]) != applicationID:
		return 0, text.NewFault("vault.not_a_vault")
	case version > schemaVersion:
		return 0, text.NewFault("vault.newer_format")
	}
	return int(version), nil
}

// number reads an integer column of a file that someone may have changed: what is no integer, or
// below zero, becomes a value that fits nothing instead of an error that hides the other rows.
type number uint64

const notANumber = number(1 << 63)

// Scan implements sql.Scanner.
func (n *number) Scan(src any) error {
	*n = numberOf(src)
	return nil
}

func numberOf(src any) number {
	if value, ok := src.(int64); ok && value >= 0 {
		return number(value)
	}
	return notANumber
}

// area is the area of that number, or 0, which is none.
func (n number) area() access.Area {
	if n > 255 || !access.Area(n).Valid() {
		return 0
	}
	return access.Area(n)
}

// stream is the stream of that number, or 0, which is none.
func (n number) stream() ledger.Stream {
	if n != number(ledger.StreamMain) && n != number(ledger.StreamLog) {
		return 0
	}
	return ledger.Stream(n)
}
