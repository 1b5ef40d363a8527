package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// brief is surroundings that wait for nothing.
func brief() surroundings {
	env := usualSurroundings()
	env.sleep = func(context.Context, time.Duration) error { return nil }
	return env
}

func recoverIn(t *testing.T, dir string) (*Vault, ledger.Recovery) {
	t.Helper()
	v, told, err := recoverVault(t.Context(), dir, access.Key{Passphrase: phrase}, nil, brief())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v, told
}

// worked is a vault that was used, copied and used again, and is closed; what was acknowledged is
// told for both times.
func worked(t *testing.T) (dir string, atCopy, after map[string]bool) {
	t.Helper()
	v, dir, _ := newVault(t)
	atCopy, after = map[string]bool{}, map[string]bool{}
	write := func(from, to int) {
		for n := from; n < to; n++ {
			body := fmt.Sprintf("anteckning %d %s", n, strings.Repeat("x", n*37%2500))
			commit(t, v, ledger.Change{Puts: []ledger.Item{item(n, body)}, Appends: []ledger.Append{note(body), logged(body)}})
			after[body] = true
			if to == 20 {
				atCopy[body] = true
			}
		}
	}
	write(0, 20)
	commit(t, v, ledger.Change{DraftPuts: []ledger.Draft{{ID: "före", Area: access.AreaSocial, Body: []byte("utkast")}}})
	keepCopy(t, v)
	write(20, 35)
	commit(t, v, ledger.Change{DraftPuts: []ledger.Draft{{ID: "efter", Area: access.AreaSocial, Body: []byte("utkast")}}})
	shut(t, v)
	return dir, atCopy, after
}

func hasAll(t *testing.T, v *Vault, want map[string]bool) int {
	t.Helper()
	missing := 0
	for _, stream := range []ledger.Stream{ledger.StreamMain, ledger.StreamLog} {
		got := map[string]bool{}
		if err := v.Records(t.Context(), stream, func(r ledger.Record) error { got[string(r.Body)] = true; return nil }); err != nil && !text.IsFault(err, "vault.altered") {
			t.Fatal(err)
		}
		for body := range want {
			if !got[body] {
				missing++
			}
		}
	}
	return missing
}

func overwrite(t *testing.T, path string, offset int64, with []byte) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt(with, offset); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

func dropTable(t *testing.T, dir, table string) {
	t.Helper()
	tamper(t, dir, func(db *sql.DB) {
		if _, err := db.Exec(`DROP TABLE ` + table); err != nil {
			t.Error(err)
		}
	})
}

func TestRecoveredFromTheCopyAndWhatIsLeft(t *testing.T) {
	garbage := []byte(strings.Repeat("skräp", 20))
	page := []byte(strings.Repeat("!", usualPage))
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, path string)
		all    bool // everything that was acknowledged is expected back
	}{
		{"header overwritten", func(t *testing.T, path string) { overwrite(t, path, 0, garbage) }, true},
		{"first page overwritten", func(t *testing.T, path string) { overwrite(t, path, 0, page) }, true},
		{"a page in the middle overwritten", func(t *testing.T, path string) { overwrite(t, path, 9*usualPage, page) }, false},
		{"cut in the middle", func(t *testing.T, path string) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Truncate(path, info.Size()/2); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"empty", func(t *testing.T, path string) {
			if err := os.Truncate(path, 0); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a table dropped", func(t *testing.T, path string) {
			dropTable(t, filepath.Dir(path), `draft`)
		}, true},
		{"the keys dropped", func(t *testing.T, path string) {
			dropTable(t, filepath.Dir(path), `slot`)
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, atCopy, after := worked(t)
			c.damage(t, filepath.Join(dir, FileName))
			hurt, err := os.ReadFile(filepath.Join(dir, FileName))
			if err != nil {
				t.Fatal(err)
			}
			if v, err := Unlock(t.Context(), dir, "", phrase); err == nil {
				shut(t, v)
			} else if !text.IsFault(err, "vault.damaged") && !text.IsFault(err, "vault.not_a_vault") {
				t.Errorf("it is told as %v", err)
			}
			v, told := recoverIn(t, dir)
			if told.Copy == "" || told.CopyTaken.IsZero() || told.At.IsZero() {
				t.Errorf("told %+v", told)
			}
			if n := hasAll(t, v, atCopy); n != 0 {
				t.Errorf("%d records of the copy are lost", n)
			}
			missing := hasAll(t, v, after)
			if missing > 0 && (c.all || len(told.Lost) == 0) {
				t.Errorf("%d records are lost, told %+v", missing, told.Lost)
			}
			report := verified(t, v)
			if !report.OK() && len(told.Lost) == 0 {
				t.Errorf("report %+v, told %+v", report, told)
			}
			t.Logf("%d records, %d items and %d drafts came along, %d are missing, %d findings told", told.Records, told.Items, told.Drafts, missing, len(told.Lost))
			if kept, err := os.ReadFile(filepath.Join(dir, told.Aside)); err != nil || string(kept) != string(hurt) {
				t.Errorf("the damaged file is not kept as it was: %v", err)
			}
			pages, err := filepath.Glob(filepath.Join(dir, "not-saved-*.txt"))
			if err != nil || (len(pages) == 1) != (len(told.Lost) > 0) {
				t.Errorf("pages %v of what was lost, %v", pages, err)
			}
			h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("efteråt")}})
			shut(t, v)
			for _, r := range records(t, reopen(t, dir), ledger.StreamMain) {
				if r.Device == h[0].Device && r.Seq < h[0].Seq {
					t.Error("the recovered vault goes on with an older chain")
				}
			}
		})
	}
}

func TestRecoveredWithoutAnyCopy(t *testing.T) {
	dir, _, after := worked(t)
	if err := os.RemoveAll(filepath.Join(dir, copiesName)); err != nil {
		t.Fatal(err)
	}
	dropTable(t, dir, `head`)
	v, told := recoverIn(t, dir)
	if n := hasAll(t, v, after); n != 0 || told.Copy != "" || len(items(t, v)) != 35 {
		t.Errorf("%d lost, told %+v", n, told)
	}
	if report := verified(t, v); !report.OK() || report.Drafts != 2 {
		t.Errorf("report %+v", report)
	}
}

func TestNothingToRecoverFrom(t *testing.T) {
	dir, _, _ := worked(t)
	if err := os.RemoveAll(filepath.Join(dir, copiesName)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	overwrite(t, path, 0, []byte(strings.Repeat("!", 12*usualPage)))
	hurt, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := recoverVault(t.Context(), dir, access.Key{Passphrase: phrase}, nil, brief()); !text.IsFault(err, "vault.damaged") {
		t.Errorf("without keys: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(hurt) {
		t.Errorf("the file was touched: %v", err)
	}
	if _, _, err := Recover(t.Context(), t.TempDir(), access.Key{Passphrase: phrase}, nil); !text.IsFault(err, "vault.none") {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestRecoveringAsksForThePassphrase(t *testing.T) {
	dir, _, _ := worked(t)
	overwrite(t, filepath.Join(dir, FileName), 0, []byte(strings.Repeat("!", 12*usualPage)))
	if _, _, err := recoverVault(t.Context(), dir, access.Key{Passphrase: "en annan lösenfras"}, nil, brief()); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("wrong passphrase: %v", err)
	}
	recoverIn(t, dir)
}

func TestRecoveringAVaultInOrderOpensIt(t *testing.T) {
	dir, _, after := worked(t)
	v, told := recoverIn(t, dir)
	if !told.At.IsZero() || told.Aside != "" || hasAll(t, v, after) != 0 {
		t.Errorf("told %+v", told)
	}
}

// TestPassphraseOfAfterTheCopy: the damaged file's own keys, when they are whole, are the newest.
func TestPassphraseOfAfterTheCopy(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	keepCopy(t, v)
	const fresh = "fem ord om berget"
	if err := v.ChangePassphrase(t.Context(), "Åsa Öberg", phrase, fresh); err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("b")}})
	shut(t, v)
	dropTable(t, dir, `draft`)
	if _, _, err := recoverVault(t.Context(), dir, access.Key{Passphrase: phrase}, nil, brief()); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("the old passphrase: %v", err)
	}
	w, told, err := recoverVault(t.Context(), dir, access.Key{Passphrase: fresh}, nil, brief())
	if err != nil {
		t.Fatal(err)
	}
	if got := bodies(t, w, ledger.StreamMain); !got["a"] || !got["b"] || told.Copy == "" {
		t.Errorf("bodies %v, told %+v", got, told)
	}
	shut(t, w)
}

// TestStoppedWhilePuttingInPlace stops before and after the moment at which the recovered file is
// the vault; either way the next opening finds a whole one.
func TestStoppedWhilePuttingInPlace(t *testing.T) {
	dir, _, after := worked(t)
	path := filepath.Join(dir, FileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, file string }{{"before", FileName + ".new"}, {"after", recoveredName}} {
		if err := os.WriteFile(filepath.Join(dir, c.file), whole, 0o600); err != nil {
			t.Fatal(err)
		}
		overwrite(t, path, 0, []byte("trasig"))
		if err := os.WriteFile(path+"-wal", []byte("trasig"), 0o600); err != nil {
			t.Fatal(err)
		}
		var v *Vault
		if c.name == "after" {
			v = reopen(t, dir)
		} else {
			v, _ = recoverIn(t, dir)
		}
		if n := hasAll(t, v, after); n != 0 || !verified(t, v).OK() {
			t.Errorf("stopped %s: %d lost", c.name, n)
		}
		shut(t, v)
		for _, left := range []string{recoveredName, FileName + ".new", FileName + "-wal"} {
			if _, err := os.Stat(filepath.Join(dir, left)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("stopped %s: %s is still there", c.name, left)
			}
		}
	}
}

// TestKeysOfAfterTheCopy: where the damaged file's key tables are not whole, the copy's keys are
// used, and those of a rotation after it come along to read what was sealed under them.
func TestKeysOfAfterTheCopy(t *testing.T) {
	for _, rewrapped := range []bool{false, true} {
		v, _, _ := newVault(t)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a")}})
		copied, _, err := v.readKeyRows(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		older := wrapped(t, v)
		rotate(t, v, access.Areas()...)
		commit(t, v, ledger.Change{Puts: []ledger.Item{item(2, "två")}, Appends: []ledger.Append{note("b"), logged("c")}})
		if rewrapped {
			if err := v.Rewrap(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		damaged, _, err := v.readKeyRows(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		folder, err := inPrivate(func(string) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		r := recovery{env: brief(), in: passphraseInput("", phrase), damaged: folder, keys: v.self.clone(), rows: copied, extra: &damaged}
		path := filepath.Join(folder.path, "salvaged.vault")
		if err := layKeys(t.Context(), path, r.rows); err != nil {
			t.Fatal(err)
		}
		s, err := r.openMade(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		newer := wrapped(t, v)
		if n := opens(t, s.ring, newer); n == len(newer) {
			t.Error("the copy's keys open everything without the others")
		}
		if err := r.borrow(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if n, m := opens(t, s.ring, newer), opens(t, s.ring, older); n != len(newer) || m != len(older) {
			t.Errorf("opens %d of %d, and %d of %d older", n, len(newer), m, len(older))
		}
		shut(t, s)
		if err := r.cleanUp(); err != nil {
			t.Error(err)
		}
	}
}
