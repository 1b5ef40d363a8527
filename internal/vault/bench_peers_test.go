//go:build bench

package vault

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// Single records committed one after the other, each on disk before the next.
const (
	benchCommits = 1000
	commitGoal   = 0.5 // against plain go-sqlite3, which seals nothing and keeps no head
	peerRounds   = 5
)

// measured is what one round of the ledger's work took and how large the file became.
type measured struct{ Insert, Load, Commit, Size int64 }

// least takes the better of each.
func (m *measured) least(other measured) {
	if m.Size == 0 {
		*m = other
		return
	}
	m.Insert, m.Load = min(m.Insert, other.Insert), min(m.Load, other.Load)
	m.Commit, m.Size = min(m.Commit, other.Commit), min(m.Size, other.Size)
}

// TestRatioSQLCipher holds the vault against what others use, on the same rows in the same run:
// ahead on every row. SQLCipher is built from its module; where that can't be had, the table
// says so.
func TestRatioSQLCipher(t *testing.T) {
	peer := filepath.Join(t.TempDir(), "sqlcipher")
	build := exec.Command("go", "build", "-C", filepath.Join("testdata", "sqlcipher"), "-o", peer, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("SQLCipher could not be built here, so there is nothing to compare with: %v\n%s", err, out)
	}
	bodies := filepath.Join(t.TempDir(), "bodies")
	if err := os.WriteFile(bodies, bytes.Join(benchBodies(), nil), 0o600); err != nil {
		t.Fatal(err)
	}
	var ours, theirs measured
	for range peerRounds {
		out, err := exec.Command(peer, bodies, strconv.Itoa(benchBody), strconv.Itoa(benchCommits)).Output()
		if err != nil {
			t.Fatal(err)
		}
		var m measured
		if err := json.Unmarshal(out, &m); err != nil {
			t.Fatal(err)
		}
		theirs.least(m)
		ours.least(ledgerWork(t))
	}
	row := func(name string, us, peer int64, show func(int64) string) {
		got := float64(peer) / float64(us)
		fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, show(us), show(peer), got, 1.0)
		if got < 1 {
			t.Errorf("%s: %.2f, SQLCipher is ahead", name, got)
		}
	}
	span := func(n int64) string { return time.Duration(n).Round(time.Millisecond).String() }
	row("SQLCipher: records insert", ours.Insert, theirs.Insert, span)
	row("SQLCipher: records load", ours.Load, theirs.Load, span)
	row(fmt.Sprintf("SQLCipher: %d durable commits", benchCommits), ours.Commit, theirs.Commit, span)
	row("SQLCipher: size of the file", ours.Size, theirs.Size, func(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) })
}

// ledgerWork is the vault doing what the peer does.
func ledgerWork(t *testing.T) (m measured) {
	t.Helper()
	bodies := benchBodies()
	appends := make([]ledger.Append, benchRows)
	for n := range appends {
		appends[n] = ledger.Append{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: bodies[n]}
	}
	v := benchVault(t)
	m.Insert = int64(measure(t, func() error {
		_, err := v.Commit(t.Context(), ledger.Change{Appends: appends})
		return err
	}))
	m.Load = int64(measure(t, func() error {
		all := make([][]byte, 0, benchRows)
		err := v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error {
			all = append(all, r.Body)
			return nil
		})
		if err == nil && len(all) != benchRows {
			err = fmt.Errorf("%d records of %d", len(all), benchRows)
		}
		return err
	}))
	m.Commit = int64(commits(t, v, appends))
	shut(t, v)
	info, err := os.Stat(filepath.Join(v.dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	m.Size = info.Size()
	return m
}

func commits(t *testing.T, v *Vault, appends []ledger.Append) time.Duration {
	t.Helper()
	return measure(t, func() error {
		for n := range benchCommits {
			if _, err := v.Commit(t.Context(), ledger.Change{Appends: appends[n : n+1]}); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestRatioDurableCommits holds single commits against plain go-sqlite3, the limit: the vault
// seals the record and writes its sealed head beside it.
func TestRatioDurableCommits(t *testing.T) {
	bodies := benchBodies()
	appends := make([]ledger.Append, benchCommits)
	for n := range appends {
		appends[n] = ledger.Append{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: bodies[n]}
	}
	var ours, plain []time.Duration
	for range benchRounds {
		db := plainTable(t, `CREATE TABLE record (id BLOB NOT NULL UNIQUE, stream INTEGER NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, header BLOB NOT NULL, body BLOB, UNIQUE (stream, device, seq))`)
		plain = append(plain, plainCommits(t, db, bodies))
		v := benchVault(t)
		ours = append(ours, commits(t, v, appends))
		shut(t, v)
	}
	ratio(t, fmt.Sprintf("%d durable commits", benchCommits), ours, plain, commitGoal)
}

func plainCommits(t *testing.T, db *sql.DB, bodies [][]byte) time.Duration {
	t.Helper()
	device, header := randomBytes(16), randomBytes(ledger.HeaderSize)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return measure(t, func() error {
		for n := range benchCommits {
			if _, err := conn.ExecContext(context.Background(), `INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)`, randomBytes(16), 1, device, n+1, header, bodies[n]); err != nil {
				return err
			}
		}
		return nil
	})
}
