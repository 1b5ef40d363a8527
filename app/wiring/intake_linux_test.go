//go:build bench

package wiring

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"

	_ "github.com/mattn/go-sqlite3"
	"golang.org/x/crypto/chacha20poly1305"
)

// The goal of importing: half the speed of a loop that reads the rows, seals each and inserts it,
// without knowing what any of them means, and without a ledger.
const (
	importRows   = 20_000
	importRounds = 9
	importGoal   = 0.5
)

// planned is a schedule as a planning system exports it: visits to 400 persons, from the day on.
func planned(visits int, from time.Time) []byte {
	var out bytes.Buffer
	out.WriteString("Kundnr;Förnamn;Efternamn;Adress;Datum;Starttid;Sluttid;Insatser;Slinga;Personal;Notering\n")
	for v := range visits {
		i, round := v%400, v/400
		on := care.NextDay(from, round/3)
		fmt.Fprintf(&out, "%d;%s;Åbergsjö%d;Storgatan %d;%s;%02d:%02d;%02d:%02d;Morgonhjälp, Frukost;Slinga %d;Person %d;Ring på\n", i,
			[]string{"Elsa", "Åke", "Örjan", "Märta"}[i%4], i, i%97+1, on.Format(time.DateOnly),
			7+round%3*4+i%4, i%2*30, 7+round%3*4+i%4, i%2*30+20, i%20, i%20)
	}
	return out.Bytes()
}

// registered are the persons whom planned visits.
func registered() []byte {
	var out bytes.Buffer
	out.WriteString("Kundnr;Förnamn;Efternamn;Adress\n")
	for i := range 400 {
		fmt.Fprintf(&out, "%d;%s;Åbergsjö%d;Storgatan %d\n", i, []string{"Elsa", "Åke", "Örjan", "Märta"}[i%4], i, i%97+1)
	}
	return out.Bytes()
}

// binder is a new binder that knows the persons.
func binder(t *testing.T) *desk.Session {
	t.Helper()
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.SetUp(t.Context(), filepath.Join(t.TempDir(), "binder"), desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	readIn(t, s, "personer.csv", registered(), 400)
	t.Cleanup(func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func readIn(t *testing.T, s *desk.Session, name string, raw []byte, rows int) {
	t.Helper()
	p, err := s.Preview(t.Context(), []desk.File{{Name: name, Bytes: raw}}, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	if f := p.Files[0]; f.Err != nil || len(f.Errors) > 0 || f.New != rows {
		t.Fatalf("%s: %v, %d errors, %d new of %d", name, f.Err, len(f.Errors), f.New, rows)
	}
	if err := s.Import(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// TestRatioImport holds a schedule that comes in, from its bytes to the disk, against the bare loop.
func TestRatioImport(t *testing.T) {
	raw := planned(importRows, time.Now())
	var ours, bare, work, bareWork []time.Duration
	for range importRounds {
		plain := plainDatabase(t)
		from, before := time.Now(), processors(t)
		if err := bareImport(t.Context(), plain, raw); err != nil {
			t.Fatal(err)
		}
		bare, bareWork = append(bare, time.Since(from)), append(bareWork, processors(t)-before)
		s := binder(t)
		from, before = time.Now(), processors(t)
		readIn(t, s, "slingor.csv", raw, importRows)
		ours, work = append(ours, time.Since(from)), append(work, processors(t)-before)
	}
	us, them := slices.Min(ours), slices.Min(bare)
	perSecond := func(d time.Duration) string { return fmt.Sprintf("%.0f/s", importRows/d.Seconds()) }
	row(t, fmt.Sprintf("import of %d rows of csv, bare loop", importRows), perSecond(us), perSecond(them), float64(them)/float64(us), importGoal)
	w, b := slices.Min(work), slices.Min(bareWork)
	row(t, "the same, work, for information", w.Round(time.Millisecond).String(), b.Round(time.Millisecond).String(), float64(b)/float64(w), 0)
	aside(t, raw, us)
}

// plainDatabase is a table for sealed rows, with the vault's pragmas, columns and key.
func plainDatabase(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "plain.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	db.SetMaxOpenConns(1)
	for _, line := range []string{"PRAGMA busy_timeout = 5000", "PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 1000", "PRAGMA synchronous = FULL",
		"PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -16000",
		"CREATE TABLE item (kind TEXT NOT NULL, id TEXT NOT NULL, area INTEGER NOT NULL, version INTEGER NOT NULL, nonce BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id)) STRICT"} {
		if _, err := db.Exec(line); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// bareImport reads, seals and inserts, and understands nothing.
func bareImport(ctx context.Context, db *sql.DB, raw []byte) error {
	seal, err := chacha20poly1305.NewX(make([]byte, chacha20poly1305.KeySize))
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO item (area, version, nonce, body, kind, id) VALUES (?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	rows := csv.NewReader(bytes.NewReader(raw))
	rows.Comma = ';'
	for {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		nonce := make([]byte, chacha20poly1305.NonceSizeX)
		if _, err := rand.Read(nonce); err != nil {
			return err
		}
		if _, err := stmt.ExecContext(ctx, 1, 1, nonce, seal.Seal(nil, nonce, []byte(strings.Join(cells, ";")), nil), "visit", hex.EncodeToString(nonce[:8])); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// aside tells what the sqlite3 program takes to read the file in, unsealed, for comparison only.
func aside(t *testing.T, raw []byte, us time.Duration) {
	t.Helper()
	name := "sqlite3 .import, for information"
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name+" (missing)", "-", "-", 0.0, 0.0)
		return
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "rows.csv"), raw)
	from := time.Now()
	out, err := exec.Command(program, filepath.Join(dir, "rows.db"), ".mode csv", ".separator ;", ".import '"+filepath.Join(dir, "rows.csv")+"' visit").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(from)
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, us.Round(time.Millisecond), took.Round(time.Millisecond), float64(took)/float64(us), 0.0)
}

func put(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}
