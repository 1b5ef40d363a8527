//go:build bench

package wiring

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Saving may take at most 1.3 times what a bare durable commit of the same work takes. Nobody signs a
// thousand times a second: the pause lets what either side does after its answer be over.
const (
	pause      = 2 * time.Millisecond
	savings    = 300
	savingGoal = 1 / 1.3
)

// TestRatioSaving holds a key that becomes a saved draft, and a signature that becomes "saved",
// against bare commits of go-sqlite3 with the same durability, one of each in turn on the same disk,
// and compares the medians. A bare commit does what the binder has to and no more, nothing checked,
// sealed or chained: for a draft its row; for a signature, in one transaction, the note's row, the
// log's row, and the draft's row deleted. The bare file has the pages of the binder's, 8 KiB, and
// like it leaves nothing behind of what is deleted; with pages of 4 KiB its signature takes about an
// eighth less.
func TestRatioSaving(t *testing.T) {
	s := savingUnit(t)
	plain := bareTables(t)
	var drafts, signed, keys, signs []time.Duration
	for n := range savings {
		e := s.NewNote(s.People("")[0].ID)
		e.EventTime, e.Headline = s.Now().Add(-time.Duration(n)*time.Minute), "Tillsyn"
		e.Text = strings.Repeat("Sov lugnt vid besöket. ", 12)
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		inTurn(n,
			func() { drafts = append(drafts, timed(t, func() error { return bareDraft(plain, e.ID, body) })) },
			func() {
				keys = append(keys, timed(t, func() (err error) {
					e, err = s.SaveDraft(t.Context(), e)
					return err
				}))
			})
		inTurn(n,
			func() { signed = append(signed, timed(t, func() error { return bareSigning(plain, e.ID, body) })) },
			func() {
				signs = append(signs, timed(t, func() error {
					done, err := s.Sign(t.Context(), e)
					if err == nil && done.State != entry.StateSigned {
						err = fmt.Errorf("the state is %s", done.State)
					}
					return err
				}))
			})
	}
	tellSaving(t, "key to saved draft", keys, drafts)
	tellSaving(t, "signature to saved", signs, signed)
}

// inTurn lets each of two go first every other time: what one leaves to the disk, the next one meets.
func inTurn(n int, one, other func()) {
	if n%2 == 1 {
		one, other = other, one
	}
	one()
	other()
}

func timed(t *testing.T, work func() error) time.Duration {
	t.Helper()
	time.Sleep(pause)
	from := time.Now()
	if err := work(); err != nil {
		t.Fatal(err)
	}
	return time.Since(from)
}

func tellSaving(t *testing.T, name string, ours, bare []time.Duration) {
	t.Helper()
	slices.Sort(ours)
	slices.Sort(bare)
	us, peer := ours[len(ours)/2], bare[len(bare)/2]
	got := float64(peer) / float64(us)
	fmt.Printf("ratio\t%s, bare SQLite\t%s\t%s\t%.2f\t%.2f\n", name, us.Round(time.Microsecond), peer.Round(time.Microsecond), got, savingGoal)
	if got < savingGoal {
		t.Errorf("%s: %.2f, the goal is %.2f", name, got, savingGoal)
	}
}

func savingUnit(t *testing.T) *desk.Session {
	t.Helper()
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.SetUp(t.Context(), filepath.Join(t.TempDir(), "binder"),
		desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: "en lång fras att mäta med"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
	})
	p, err := s.Preview(t.Context(), []desk.File{{Name: "personer.csv", Bytes: []byte("Kundnr;Förnamn;Efternamn\n1;Elsa;Lundvik\n")}}, desk.Importing{})
	if err == nil {
		err = s.Import(t.Context(), p)
	}
	if err != nil || len(s.People("")) != 1 {
		t.Fatalf("%d persons, %v", len(s.People("")), err)
	}
	return s
}

// bareTables are tables as anybody would make them, written as durably as the binder.
func bareTables(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "bare.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.Exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
		CREATE TABLE draft (id TEXT PRIMARY KEY, body BLOB NOT NULL);
		CREATE TABLE note (id TEXT PRIMARY KEY, body BLOB NOT NULL);
		CREATE TABLE log (id INTEGER PRIMARY KEY, body BLOB NOT NULL)`); err != nil {
		t.Fatal(err)
	}
	return db
}

func bareDraft(db *sql.DB, id string, body []byte) error {
	_, err := db.Exec(`INSERT INTO draft VALUES (?, ?)`, id, body)
	return err
}

// bareLine is as long as the binder's line of the log about a signature.
var bareLine = []byte(strings.Repeat("x", 330))

func bareSigning(db *sql.DB, id string, body []byte) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO note VALUES (?, ?)`, []any{id, body}},
		{`INSERT INTO log (body) VALUES (?)`, []any{bareLine}},
		{`DELETE FROM draft WHERE id = ?`, []any{id}},
	} {
		if _, err := tx.Exec(step.query, step.args...); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}
