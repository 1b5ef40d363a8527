package vault

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// TestAnAlteredSaltKeepsNobodyOut: somebody changes the salt, and then every passphrase looks wrong.
// The copies have the right one. Whoever was removed, or has the wrong passphrase, does not come in
// by that.
func TestAnAlteredSaltKeepsNobodyOut(t *testing.T) {
	v, dir, code, gone := full(t, 1)
	older := filepath.Join(dir, copiesName, keepCopy(t, v).File)
	kept, err := os.ReadFile(older)
	if err != nil {
		t.Fatal(err)
	}
	alter := func() {
		t.Helper()
		tamper(t, dir, func(db *sql.DB) { run(t, db, `UPDATE meta SET value = randomblob(32) WHERE name = 'salt'`) })
	}
	salt := bytes.Clone(v.salt)
	shut(t, v)
	wrong := access.Key{Name: founderKey.Name, Passphrase: "inte den rätta frasen"}
	nobody := access.Key{Name: "Ingen Alls", Passphrase: "inte den rätta frasen"}
	for _, key := range []access.Key{founderKey, staffKey, {Recovery: code}} {
		alter()
		refused(t, dir, wrong, "vault.wrong_passphrase")
		refused(t, dir, nobody, "vault.wrong_passphrase")
		v = comeIn(t, dir, key)
		if report := verified(t, v); !report.OK() {
			t.Errorf("%+v", report.Faults)
		}
		shut(t, v)
		v = comeIn(t, dir, key)
		if got, err := v.meta(t.Context(), metaSalt); err != nil || !bytes.Equal(got, salt) || v.saltOfCopy(t.Context()) != nil {
			t.Errorf("the salt was not put back: %v", err)
		}
		shut(t, v)
	}

	v = comeIn(t, dir, founderKey)
	named := everyone(access.Areas(), v.Identity())
	if err := v.Rotate(t.Context(), access.Rotation{Remove: []string{gone.id}, Holders: named}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	shut(t, v)
	if err := os.WriteFile(older, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	alter()
	refused(t, dir, staffKey, "vault.wrong_passphrase")
	shut(t, comeIn(t, dir, founderKey))

	alter()
	if err := os.RemoveAll(filepath.Join(dir, copiesName)); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, founderKey, "vault.wrong_passphrase")
}
