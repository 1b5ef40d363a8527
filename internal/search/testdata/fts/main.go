// Command fts is a peer of the search in entries: SQLite's full-text index in memory, with the
// same texts and queries. It prints for each query how many it found and the nanoseconds that took.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(textFile, queryFile string) error {
	texts, err := os.ReadFile(textFile)
	if err != nil {
		return err
	}
	queries, err := os.ReadFile(queryFile)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE VIRTUAL TABLE e USING fts5(body, content='', tokenize="unicode61 remove_diacritics 0")`); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for i, text := range strings.Split(string(texts), "\n") {
		if _, err := tx.Exec(`INSERT INTO e(rowid, body) VALUES (?, ?)`, i+1, text); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := db.Exec(`INSERT INTO e(e) VALUES ('optimize')`); err != nil {
		return err
	}
	find, err := db.Prepare(`SELECT rowid FROM e WHERE e MATCH ?`)
	if err != nil {
		return err
	}
	for _, q := range strings.Split(string(queries), "\n") {
		from := time.Now()
		n, err := count(find, q)
		if err != nil {
			return fmt.Errorf("%q: %w", q, err)
		}
		fmt.Println(n, time.Since(from).Nanoseconds())
	}
	return nil
}

// count asks for all words of a query, of the last one for the beginning.
func count(find *sql.Stmt, query string) (int, error) {
	words := strings.Fields(query)
	for i, w := range words {
		words[i] = `"` + w + `"`
	}
	rows, err := find.Query(strings.Join(words, " ") + "*")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n, id := 0, 0
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Err()
}
