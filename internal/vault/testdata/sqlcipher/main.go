// Package main is SQLCipher doing the vault's work, for the benchmark: the same rows, the same
// pragmas, one process of its own, because two copies of SQLite don't fit in one.
//
// It answers on standard output with one line of JSON: what each step took, in nanoseconds, and
// the size of the file in bytes.
package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	_ "github.com/mutecomm/go-sqlcipher/v4"
)

type answer struct {
	Insert, Load, Commit, Size int64
}

func main() {
	all, err1 := os.ReadFile(os.Args[1])
	size, err2 := strconv.Atoi(os.Args[2])
	commits, err3 := strconv.Atoi(os.Args[3])
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			fail(err)
		}
	}
	got, err := work(all, size, commits)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(got); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// open opens a database under a raw key, so that no derivation is in the measure.
func open(path string) (*sql.DB, error) {
	const key = "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'"
	db, err := sql.Open("sqlite3", "file:"+path+"?_pragma_key="+key+"")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, pragma := range []string{"busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON",
		"temp_store = MEMORY", "cache_size = -16000"} {
		if _, err := db.Exec("PRAGMA " + pragma); err != nil {
			return nil, fmt.Errorf("%s: %w", pragma, err)
		}
	}
	return db, nil
}

const insert = `INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)`

func work(all []byte, size, commits int) (got answer, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return got, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "peer.db")
	db, err := open(path)
	if err != nil {
		return got, err
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE record (id BLOB NOT NULL UNIQUE, stream INTEGER NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, header BLOB NOT NULL, body BLOB, UNIQUE (stream, device, seq))`); err != nil {
		return got, err
	}
	source := rand.NewChaCha8([32]byte{1})
	random := func(n int) []byte { b := make([]byte, n); source.Read(b); return b }
	rows := len(all) / size
	bodies, device, header := make([][]byte, rows), random(16), random(117)
	for n := range bodies {
		bodies[n] = all[n*size : (n+1)*size]
	}
	args := func(n int) []any { return []any{random(16), 1, device, n + 1, header, bodies[n]} }
	if got.Insert, err = timed(func() error { return fill(db, rows, args) }); err != nil {
		return got, err
	}
	if got.Load, err = timed(func() error { return load(db, rows) }); err != nil {
		return got, err
	}
	got.Commit, err = timed(func() error {
		for n := range commits {
			if _, err := db.Exec(insert, random(16), 1, device, rows+n+1, header, bodies[n]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return got, err
	}
	if _, err := db.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return got, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return got, err
	}
	if bytes.HasPrefix(raw, []byte("SQLite format 3")) {
		return got, fmt.Errorf("the peer did not encrypt")
	}
	got.Size = int64(len(raw))
	return got, nil
}

func timed(work func() error) (int64, error) {
	start := time.Now()
	err := work()
	return int64(time.Since(start)), err
}

func fill(db *sql.DB, rows int, args func(n int) []any) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	stmt, err := tx.Prepare(insert)
	if err != nil {
		return err
	}
	for n := range rows {
		if _, err := stmt.Exec(args(n)...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func load(db *sql.DB, want int) error {
	rows, err := db.Query(`SELECT id, device, seq, header, body FROM record WHERE stream = 1 ORDER BY device, seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all [][]byte
	for rows.Next() {
		var id, device, header sql.RawBytes
		var seq int
		var body []byte
		if err := rows.Scan(&id, &device, &seq, &header, &body); err != nil {
			return err
		}
		all = append(all, body)
	}
	if len(all) != want {
		return fmt.Errorf("%d rows of %d", len(all), want)
	}
	return rows.Err()
}
