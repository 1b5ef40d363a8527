package vault

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// tamper opens the closed file as someone with the disk and an SQLite program would.
func tamper(t *testing.T, dir string, work func(db *sql.DB)) {
	t.Helper()
	db, err := openDatabase(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	work(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	done, err := db.Exec(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s changed %d rows, %v", query, n, err)
	}
}

func blob(t *testing.T, db *sql.DB, query string, args ...any) []byte {
	t.Helper()
	var out []byte
	if err := db.QueryRow(query, args...).Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// flipped is the bytes with one bit in the middle turned.
func flipped(raw []byte) []byte {
	out := bytes.Clone(raw)
	out[len(out)/2] ^= 4
	return out
}

func TestEveryTamperingIsFound(t *testing.T) {
	type old struct{ key, body []byte }
	for _, c := range []struct {
		name string
		code string // a finding that must be among them
		do   func(t *testing.T, db *sql.DB, before old)
	}{
		{"an older item row put back", "manifest", func(t *testing.T, db *sql.DB, before old) {
			run(t, db, `UPDATE item SET version = 1, key = ?, body = ? WHERE id = 'p00001'`, before.key, before.body)
		}},
		{"an item row deleted", "manifest", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `DELETE FROM item WHERE id = 'p00002'`)
		}},
		{"two item bodies exchanged", "item", func(t *testing.T, db *sql.DB, _ old) {
			a, b := blob(t, db, `SELECT body FROM item WHERE id = 'p00002'`), blob(t, db, `SELECT body FROM item WHERE id = 'p00003'`)
			run(t, db, `UPDATE item SET body = ? WHERE id = 'p00002'`, b)
			run(t, db, `UPDATE item SET body = ? WHERE id = 'p00003'`, a)
		}},
		{"two items exchanged whole", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET id = 'x' WHERE id = 'p00002'`)
			run(t, db, `UPDATE item SET id = 'p00002' WHERE id = 'p00003'`)
			run(t, db, `UPDATE item SET id = 'p00003' WHERE id = 'x'`)
		}},
		{"an item moved to another area", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET area = 2 WHERE id = 'p00002'`)
		}},
		{"an item's area out of range", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET area = 4711 WHERE id = 'p00002'`)
		}},
		{"an item's version below zero", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET version = -1 WHERE id = 'p00002'`)
		}},
		{"a bit of an item's key", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET key = ? WHERE id = 'p00002'`, flipped(blob(t, db, `SELECT key FROM item WHERE id = 'p00002'`)))
		}},
		{"an item's body cut to nothing", "item", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE item SET body = x'' WHERE id = 'p00002'`)
		}},
		{"a bit of a draft", "draft", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE draft SET body = ?`, flipped(blob(t, db, `SELECT body FROM draft`)))
		}},
		{"two record bodies exchanged", "body", func(t *testing.T, db *sql.DB, _ old) {
			a, b := blob(t, db, `SELECT body FROM record WHERE stream = 1 AND seq = 3`), blob(t, db, `SELECT body FROM record WHERE stream = 1 AND seq = 4`)
			run(t, db, `UPDATE record SET body = ? WHERE stream = 1 AND seq = 3`, b)
			run(t, db, `UPDATE record SET body = ? WHERE stream = 1 AND seq = 4`, a)
		}},
		{"a bit of a record's body", "body", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE record SET body = ? WHERE stream = 2`, flipped(blob(t, db, `SELECT body FROM record WHERE stream = 2`)))
		}},
		{"a record deleted in the middle", "gap", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq = 3`)
		}},
		{"the last records deleted", "gap", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `DELETE FROM record WHERE stream = 1 AND seq > 4`)
		}},
		{"a whole chain deleted", "gap", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `DELETE FROM record WHERE stream = 2`)
		}},
		{"a link cut and the chain knitted anew", "body", func(t *testing.T, db *sql.DB, _ old) {
			rechain(t, db)
		}},
		{"a bit of a header's link", "link", func(t *testing.T, db *sql.DB, _ old) {
			raw := blob(t, db, `SELECT header FROM record WHERE stream = 1 AND seq = 4`)
			raw[40] ^= 1
			run(t, db, `UPDATE record SET header = ? WHERE stream = 1 AND seq = 4`, raw)
		}},
		{"a header that is none", "header", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE record SET header = x'00' WHERE stream = 1 AND seq = 4`)
		}},
		{"a body taken away without a tombstone", "missing_body", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE record SET key = NULL, body = NULL WHERE stream = 1 AND seq = 3`)
		}},
		{"the head row deleted", "head", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `DELETE FROM head`)
		}},
		{"the head row altered", "head", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE head SET body = ?`, flipped(blob(t, db, `SELECT body FROM head`)))
		}},
		{"another public key for the log", "key", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE area SET public = ? WHERE area = 6`, flipped(blob(t, db, `SELECT public FROM area WHERE area = 6`)))
		}},
		{"another wrapped area key", "key", func(t *testing.T, db *sql.DB, _ old) {
			run(t, db, `UPDATE area_key SET wrapped = ? WHERE area = 4`, flipped(blob(t, db, `SELECT wrapped FROM area_key WHERE area = 4`)))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "före"), item(2, "två"), item(3, "tre")}})
			shut(t, v)
			var before old
			tamper(t, dir, func(db *sql.DB) {
				before.key, before.body = blob(t, db, `SELECT key FROM item WHERE id = 'p00001'`), blob(t, db, `SELECT body FROM item WHERE id = 'p00001'`)
			})
			v = reopen(t, dir)
			commit(t, v, ledger.Change{
				Puts:      []ledger.Item{item(1, "efter")},
				DraftPuts: []ledger.Draft{{ID: "d", Area: access.AreaHealth, Body: []byte("utkast")}},
				Appends:   []ledger.Append{note("a"), note("b"), note("c"), logged("läst")},
			})
			if report := verified(t, v); !report.OK() || report.Opened != 6 {
				t.Fatalf("before: %+v", report)
			}
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { c.do(t, db, before) })

			v = reopen(t, dir)
			report := verified(t, v)
			if report.OK() || !slices.ContainsFunc(report.Faults, func(f ledger.Finding) bool { return f.Code == c.code }) {
				t.Fatalf("%s is not among %+v", c.code, report.Faults)
			}
			// Work goes on, and what was found stays found.
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(4, "fyra")}, Appends: []ledger.Append{note("efteråt")}})
			if c.code != "draft" && c.code != "head" && c.code != "key" && verified(t, v).OK() {
				t.Errorf("the next commit hid it: %+v", report.Faults)
			}
			for _, f := range report.Faults {
				if w := text.For(text.Swedish); !w.Has("verify." + f.Code) {
					t.Errorf("no sentence for %s", f.Code)
				}
			}
		})
	}
}

// rechain does what someone without keys can do at best: alter a header in the middle and knit
// all later ones to it.
func rechain(t *testing.T, db *sql.DB) {
	t.Helper()
	var prev [32]byte
	for seq := 3; seq <= 5; seq++ {
		h, err := ledger.DecodeHeader(blob(t, db, `SELECT header FROM record WHERE stream = 1 AND seq = ?`, seq))
		if err != nil {
			t.Fatal(err)
		}
		if seq == 3 {
			h.Kind = ledger.KindPrint
		} else {
			h.Prev = prev
		}
		prev = h.Hash()
		run(t, db, `UPDATE record SET header = ? WHERE stream = 1 AND seq = ?`, h.Encode(), seq)
	}
}

func TestWhatOpensIsStillShown(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{
		Puts:    []ledger.Item{item(1, "ett"), item(2, "två"), item(3, "tre")},
		Appends: []ledger.Append{note("a"), note("b")},
	})
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE item SET body = ? WHERE id = 'p00002'`, flipped(blob(t, db, `SELECT body FROM item WHERE id = 'p00002'`)))
		run(t, db, `UPDATE record SET body = ? WHERE seq = 2`, flipped(blob(t, db, `SELECT body FROM record WHERE seq = 2`)))
	})
	v = reopen(t, dir)
	got, err := itemsAnd(t.Context(), v)
	if !text.IsFault(err, "vault.altered") || len(got) != 2 || got["person/p00003"] != "tre" {
		t.Errorf("items %v, %v", got, err)
	}
	if said := text.For(text.Swedish).Explain(err); !bytes.Contains([]byte(said), []byte("En uppgift går inte att öppna: något från Lifecare, eller om vem som har tillgång.")) {
		t.Errorf("says %q", said)
	}
	var bodies []string
	err = v.Records(t.Context(), ledger.StreamMain, func(r ledger.Record) error {
		bodies = append(bodies, string(r.Body))
		return nil
	})
	if !text.IsFault(err, "vault.altered") || len(bodies) != 2 || bodies[0] != "a" {
		t.Errorf("records %q, %v", bodies, err)
	}
	// When all items have been written anew, the vault is whole again as far as items go.
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(2, "två")}})
	if _, err := itemsAnd(t.Context(), v); !text.IsFault(err, "vault.altered") {
		t.Errorf("one new item made it right: %v", err)
	}
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett"), item(2, "två"), item(3, "tre")}})
	if report := verified(t, v); slices.ContainsFunc(report.Faults, func(f ledger.Finding) bool { return f.Code == "manifest" }) {
		t.Errorf("still %+v", report.Faults)
	}
}

// A body that somebody took away must not pass for one that was purged: the note would be gone
// from the queue, and nobody told before the next verification.
func TestABodyTakenAwayIsToldAtOnce(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{note("kvar"), note("gallrad"), note("tagen"), logged("läst"), logged("gallrad")}})
	for _, n := range []int{1, 4} {
		if err := v.Purge(t.Context(), []ledger.RecordID{headers[n].ID}, ledger.Change{}); err != nil {
			t.Fatal(err)
		}
	}
	left := func(v *Vault, stream ledger.Stream) error {
		return v.Records(t.Context(), stream, func(ledger.Record) error { return nil })
	}
	for _, stream := range []ledger.Stream{ledger.StreamMain, ledger.StreamLog} {
		if err := left(v, stream); err != nil {
			t.Errorf("stream %d: a purged record is said to be taken away: %v", stream, err)
		}
	}
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		run(t, db, `UPDATE record SET key = NULL, body = NULL WHERE id IN (?, ?)`, headers[2].ID[:], headers[3].ID[:])
	})
	v = reopen(t, dir)
	for _, stream := range []ledger.Stream{ledger.StreamMain, ledger.StreamLog} {
		err := left(v, stream)
		if !text.IsFault(err, "vault.altered") || !strings.Contains(text.For(text.Swedish).Explain(err), "En anteckning eller annan post går inte att öppna.") {
			t.Errorf("stream %d: %v", stream, err)
		}
	}
}

func TestPurgeLeavesATombstone(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{note("kvar"), note("ska bort"), logged("läst")}})
	for range 2 { // the second time changes nothing
		if err := v.Purge(t.Context(), []ledger.RecordID{headers[1].ID}, ledger.Change{}); err != nil {
			t.Fatal(err)
		}
	}
	report := verified(t, v)
	if !report.OK() || report.Records != 4 || report.Opened != 3 || report.Purged != 1 {
		t.Errorf("report %+v", report)
	}
	all := records(t, v, ledger.StreamMain)
	if len(all) != 3 || !all[1].Purged || all[1].Body != nil || all[1].Header != headers[1] || all[2].Kind != ledger.KindTombstone {
		t.Errorf("records %+v", all)
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{all[2].ID}, ledger.Change{}); err == nil {
		t.Error("a tombstone was purged")
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{{1}}, ledger.Change{}); err == nil {
		t.Error("an unknown record was purged")
	}
	shut(t, v)
	if report := verified(t, reopen(t, dir)); !report.OK() || report.Purged != 1 {
		t.Errorf("after reopening %+v", report)
	}
}

func TestPurgedBytesLeaveTheFile(t *testing.T) {
	v, dir, _ := newVault(t)
	headers := commit(t, v, ledger.Change{Appends: []ledger.Append{note("ska bort")}})
	var sealed, key []byte
	if err := v.db.QueryRow(`SELECT body, key FROM record WHERE id = ?`, headers[0].ID[:]).Scan(&sealed, &key); err != nil {
		t.Fatal(err)
	}
	if !inFolder(t, dir, sealed) || !inFolder(t, dir, key) {
		t.Fatal("the test does not see the sealed bytes before the purge")
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{headers[0].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if inFolder(t, dir, sealed) || inFolder(t, dir, key) {
		t.Error("sealed bytes of a purged record are still in the folder")
	}
}

// inFolder tells whether bytes stand in any file of a folder.
func inFolder(t *testing.T, dir string, what []byte) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, what) {
			return true
		}
	}
	return false
}

func TestNoPlaintextInTheFolder(t *testing.T) {
	v, dir, code := newVault(t)
	canaries := []string{"Kanariefågelsson", "192401297250", "Åsa Öberg", "åsa öberg", phrase, code}
	body := fmt.Sprintf("%s %s", canaries[0], canaries[1])
	natural := v.Name("person", canaries[1])
	var many []ledger.Item
	for n := range 400 {
		many = append(many, item(n, body))
	}
	headers := commit(t, v, ledger.Change{
		Puts:      append(many, ledger.Item{Area: access.AreaProtected, Kind: "person", ID: natural, Body: []byte(body)}),
		DraftPuts: []ledger.Draft{{ID: "d", Area: access.AreaHealth, Body: []byte(body)}},
		Appends:   []ledger.Append{note(body), logged(body), {Stream: ledger.StreamMain, Area: access.AreaIntake, Kind: ledger.KindImport, Body: []byte(body)}},
	})
	if err := v.Purge(t.Context(), []ledger.RecordID{headers[0].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	looked := func(when string) {
		for _, canary := range canaries {
			if inFolder(t, dir, []byte(canary)) {
				t.Errorf("%s: %q is readable", when, canary)
			}
		}
	}
	looked("open")
	shut(t, v)
	looked("closed")
}
