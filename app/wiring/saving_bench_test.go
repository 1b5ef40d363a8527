//go:build bench

package wiring

import (
	"database/sql"
	"encoding/json"
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

// Saving may take at most 1.3 times what a bare durable commit of the same bytes takes.
const (
	savings    = 300
	savingGoal = 1 / 1.3
)

// TestRatioSaving holds a key that becomes a saved draft, and a signature that becomes "saved",
// against bare commits of go-sqlite3 with the same durability, one of each in turn on the same disk.
func TestRatioSaving(t *testing.T) {
	s := savingUnit(t)
	plain := bareTable(t)
	var drafts, signed, keys, signs []time.Duration
	for n := range savings {
		e := s.NewNote(s.People("")[0].ID)
		e.EventTime, e.Headline = s.Now().Add(-time.Duration(n)*time.Minute), "Tillsyn"
		e.Text = strings.Repeat("Sov lugnt vid besöket. ", 12)
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, bareCommit(t, plain, 2*n, body))
		from := time.Now()
		if e, err = s.SaveDraft(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, time.Since(from))
		signed = append(signed, bareCommit(t, plain, 2*n+1, body))
		from = time.Now()
		done, err := s.Sign(t.Context(), e)
		if err != nil || done.State != entry.StateSigned {
			t.Fatal(err)
		}
		signs = append(signs, time.Since(from))
	}
	tellSaving(t, "key to saved draft", keys, drafts)
	tellSaving(t, "signature to saved", signs, signed)
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

// bareTable is a table as anybody would make it, written as durably as the binder.
func bareTable(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=FULL")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.Exec(`CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB NOT NULL)`); err != nil {
		t.Fatal(err)
	}
	return db
}

func bareCommit(t *testing.T, db *sql.DB, id int, body []byte) time.Duration {
	t.Helper()
	from := time.Now()
	if _, err := db.Exec(`INSERT INTO note VALUES (?, ?)`, id, body); err != nil {
		t.Fatal(err)
	}
	return time.Since(from)
}
