package vault

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

const oldPhrase = "lingon blåbär hjortron"

// oldVault is a folder with a vault as the first release wrote it.
func oldVault(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pärm")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join("testdata", "format1.vault"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, FileName), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func oldCopies(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, copiesName, "format1-*.vault"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAVaultOfTheFirstFormatIsBroughtUpToDate(t *testing.T) {
	dir := oldVault(t)
	was, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	v, err := Unlock(t.Context(), dir, "Eva Ek", oldPhrase)
	if err != nil {
		t.Fatal(err)
	}
	report := verified(t, v)
	drafts, err := v.Drafts(t.Context())
	if err != nil || len(drafts) == 0 || !report.OK() || report.Records == 0 || report.Purged == 0 || report.Items == 0 {
		t.Errorf("report %+v, %d drafts, %v", report, len(drafts), err)
	}
	if len(records(t, v, ledger.StreamLog)) == 0 || len(items(t, v)) != report.Items {
		t.Error("log or items are not all there")
	}
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("i det nya formatet")}})
	keepCopy(t, v)
	shut(t, v)
	kept := oldCopies(t, dir)
	if len(kept) != 1 {
		t.Fatalf("kept %v", kept)
	}
	if raw, err := os.ReadFile(kept[0]); err != nil || string(raw) != string(was) {
		t.Errorf("the copy is not the file that was there: %v", err)
	}
	v, err = Unlock(t.Context(), dir, "Eva Ek", oldPhrase)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, v)
	if again := verified(t, v); !again.OK() || again.Records != report.Records+1 || len(oldCopies(t, dir)) != 1 {
		t.Errorf("after reopening %+v", again)
	}
	// A copy of the first format is compared and merged like any other.
	diff, err := v.Compare(t.Context(), kept[0], access.Key{})
	if err != nil || diff.OnlyHere[ledger.KindEntry] != 1 || len(diff.OnlyThere) != 0 {
		t.Errorf("difference %+v, %v", diff, err)
	}
}

func TestAMigrationThatIsStoppedGoesOnLater(t *testing.T) {
	dir := oldVault(t)
	if _, err := tablesOf(1); err != nil { // remembered from here on: it goes by the steps as they are
		t.Fatal(err)
	}
	whole := migrations
	migrations = []migration{{to: 2, statements: format2 + "INSERT INTO meta (name, value) VALUES ('vault', x'00');"}}
	t.Cleanup(func() { migrations = whole })
	if _, err := Unlock(t.Context(), dir, "Eva Ek", oldPhrase); err == nil {
		t.Fatal("the stop did not come about")
	}
	migrations = whole
	if have, err := formatOf(filepath.Join(dir, FileName)); err != nil || have != 1 {
		t.Errorf("format %d, %v", have, err)
	}
	v, err := Unlock(t.Context(), dir, "Eva Ek", oldPhrase)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, v)
	if report := verified(t, v); !report.OK() || len(oldCopies(t, dir)) != 1 {
		t.Errorf("report %+v, copies %v", report, oldCopies(t, dir))
	}
}

func TestAFreshVaultHasTheTablesThatMigrationsLeadTo(t *testing.T) {
	dir := oldVault(t)
	old, err := Unlock(t.Context(), dir, "", oldPhrase)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, old)
	fresh, _, _ := newVault(t)
	tables := func(v *Vault) string {
		rows, err := v.writer.QueryContext(t.Context(), `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var all []string
		for rows.Next() {
			var one string
			if err := rows.Scan(&one); err != nil {
				t.Fatal(err)
			}
			all = append(all, one)
		}
		return strings.Join(all, "\n")
	}
	if tables(old) != tables(fresh) {
		t.Errorf("migrated\n%s\nfresh\n%s", tables(old), tables(fresh))
	}
	if last := migrations[len(migrations)-1].to; last != schemaVersion {
		t.Errorf("the last step leads to format %d of %d", last, schemaVersion)
	}
}

func TestANewerFormatIsRefusedInTheWriteAheadLogToo(t *testing.T) {
	dir := oldVault(t)
	v, err := Unlock(t.Context(), dir, "", oldPhrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.writer.ExecContext(t.Context(), `PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	twin := filepath.Join(t.TempDir(), "tvilling")
	copyFolder(t, dir, twin) // with the number in the log only
	if _, err := v.writer.ExecContext(t.Context(), `PRAGMA user_version = 2`); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	if _, err := Unlock(t.Context(), twin, "", oldPhrase); !text.IsFault(err, "vault.newer_format") {
		t.Errorf("a newer format: %v", err)
	}
}
